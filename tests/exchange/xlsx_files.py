"""Workbooks made part by part, for what no writing library makes: each has one sheet "S"."""

import zipfile
from pathlib import Path

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
STRICT_RELATIONS = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
STYLES = (
    '<numFmts count="1"><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/></numFmts>'
    '<fonts count="3"><font><name val="Arial"/></font><font><name val=".VnTime"/></font>'
    '<font><name val=".VnTimeH"/></font></fonts><fills count="1"><fill><patternFill patternType="none"/>'
    "</fill></fills>"
    '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="5">'
    '<xf numFmtId="0" fontId="0"/><xf numFmtId="164" fontId="0"/><xf numFmtId="9" fontId="0"/>'
    '<xf numFmtId="0" fontId="1"/><xf numFmtId="0" fontId="2"/></cellXfs>'
)
"""Cell formats 0 to 4: plain, a day, a percentage, .VnTime, .VnTimeH."""
DAY, PERCENT, OLD, OLD_CAPITALS = 1, 2, 3, 4


def write(
    path: Path,
    rows: str,
    *,
    shared: str = "",
    before: str = "",
    after: str = "",
    strict: bool = False,
    wide: bool = False,
    about: str = "",
) -> Path:
    """Write a workbook whose sheet data is `rows`.

    With XML `before` and `after` it and `about` in the workbook part. `strict`: in the namespaces of Strict
    OOXML; `wide`: the sheet in UTF-16.
    """
    main, relations = (STRICT, STRICT_RELATIONS) if strict else (MAIN, RELATIONS)
    sheet = f'{_HEAD}<worksheet xmlns="{main}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    parts = {
        "[Content_Types].xml": f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{kind}.worksheet+xml"/></Types>',
        "_rels/.rels": _relations(
            f'<Relationship Id="r1" Type="{relations}/officeDocument" Target="xl/workbook.xml"/>'
        ),
        "xl/workbook.xml": f'{_HEAD}<workbook xmlns="{main}" xmlns:r="{relations}">{about}'
        '<sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": _relations(
            f'<Relationship Id="r1" Type="{relations}/worksheet" Target="worksheets/sheet1.xml"/>'
            f'<Relationship Id="r2" Type="{relations}/styles" Target="styles.xml"/>'
            f'<Relationship Id="r3" Type="{relations}/sharedStrings" Target="sharedStrings.xml"/>'
        ),
        "xl/styles.xml": f'{_HEAD}<styleSheet xmlns="{main}">{STYLES}</styleSheet>',
        "xl/sharedStrings.xml": f'{_HEAD}<sst xmlns="{main}">{shared}</sst>',
        "xl/worksheets/sheet1.xml": sheet.replace("UTF-8", "UTF-16") if wide else sheet,
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text.encode("utf-16" if wide and name.endswith("sheet1.xml") else "utf-8"))
    return path


def text_cell(place: str, text: str, style: int = 0) -> str:
    """Write a cell that holds a text of its own."""
    return f'<c r="{place}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'


def number_cell(place: str, value: float | str, style: int = 0) -> str:
    """Write a cell that holds a number."""
    return f'<c r="{place}" s="{style}"><v>{value}</v></c>'


def formula_cell(place: str, formula: str, about: str = "", style: int = 0) -> str:
    """Write a cell with a formula that was never calculated; `about` are attributes of it."""
    return f'<c r="{place}" s="{style}"><f{about}>{formula}</f></c>'


def row(number: int, *cells: str) -> str:
    """Write a row."""
    return f'<row r="{number}">{"".join(cells)}</row>'


def _relations(inside: str) -> str:
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{inside}</Relationships>'
