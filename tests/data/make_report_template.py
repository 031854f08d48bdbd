"""Make `resources/templates/report.docx`, the Word template of the report.

Nghị định 30/2020/NĐ-CP, Phụ lục I. Run: python tests/data/make_report_template.py. Marks in double braces are
filled by the program; an office may move them, change the words around them and use the result as its own
template.
"""

import re
import zipfile
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt

TARGET = Path(__file__).parents[2] / "resources" / "templates" / "report.docx"
FACE = "Times New Roman"
LEFT, RIGHT = 65, 100
ADDRESSED, TO_COLON, DASH = 35, 17.7, 2.9
"""Millimetres before "Kính gửi:", from there to its colon, under which the dashes stand, and of "- "."""

DXA = 1440 / 25.4
CENTER, JUSTIFIED, START = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.JUSTIFY, WD_ALIGN_PARAGRAPH.LEFT

BODY, HEADING, LEAD, PLAIN = "Nội dung", "Heading 1", "Heading 2", "Dòng"


def main() -> None:
    """Write the template; the same script gives the same bytes."""
    document = Document()
    body = document.element.body
    for child in list(body):
        if child.tag != qn("w:sectPr"):
            body.remove(child)
    _styles(document)
    _page(document)
    _heading(document)
    _addressees(document)
    _sections(document)
    _signature(document)
    _annexes(document)
    properties = document.core_properties
    properties.title, properties.author, properties.comments = "", "", ""
    properties.created = properties.modified = properties.created.replace(year=2020, month=3, day=5)
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    document.save(str(TARGET))
    _steady(TARGET)


def _styles(document: Any) -> None:
    normal = document.styles["Normal"]
    _face(normal, 14)
    normal.paragraph_format.space_after = normal.paragraph_format.space_before = Pt(0)
    normal.paragraph_format.line_spacing = 1.0
    body = document.styles.add_style(BODY, WD_STYLE_TYPE.PARAGRAPH)
    body.base_style = normal
    body.paragraph_format.alignment = JUSTIFIED
    body.paragraph_format.first_line_indent = Mm(12.7)
    body.paragraph_format.space_after = Pt(6)
    body.paragraph_format.widow_control = True
    for name in (HEADING, LEAD):
        style = document.styles[name]
        _face(style, 14)
        style.font.bold, style.font.italic = True, False
        style.font.color.rgb = None
        for color in style.element.rPr.findall(qn("w:color")):
            color.set(qn("w:val"), "000000")
            for theme in [key for key in color.attrib if "theme" in key]:
                del color.attrib[theme]
        style.paragraph_format.alignment = JUSTIFIED
        style.paragraph_format.first_line_indent = Mm(12.7)
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(6), Pt(6)
        style.paragraph_format.keep_with_next = True
    plain = document.styles.add_style(PLAIN, WD_STYLE_TYPE.PARAGRAPH)
    plain.base_style = normal


def _face(style: Any, size: float) -> None:
    style.font.name, style.font.size = FACE, Pt(size)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for key in [key for key in fonts.attrib if "Theme" in key]:
        del fonts.attrib[key]
    for place in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{place}"), FACE)


def _page(document: Any) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    _margins(section)
    fonts = document.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    for language in fonts.findall(qn("w:lang")):
        language.set(qn("w:val"), "vi-VN")
    settings = document.settings.element
    (mode,) = settings.xpath('w:compat/w:compatSetting[@w:name="compatibilityMode"]')
    mode.set(qn("w:val"), "15")
    settings.find(qn("w:zoom")).set(qn("w:percent"), "100")


def _margins(section: Any) -> None:
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    section.header_distance = section.footer_distance = Mm(9)
    section.different_first_page_header_footer = True
    section.header.is_linked_to_previous = False
    number = section.header.paragraphs[0]
    number.style, number.alignment = PLAIN, CENTER
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        run = number.add_run()
        run.font.size = Pt(13)
        xml = f'<w:fldChar {nsdecls("w")} w:fldCharType="{kind}"/>' if kind else ""
        run._r.append(
            parse_xml(xml or f'<w:instrText {nsdecls("w")} xml:space="preserve"> {text} </w:instrText>')
        )
    section.first_page_header.is_linked_to_previous = False
    section.first_page_header.paragraphs[0].style = PLAIN
    for footer in (section.footer, section.first_page_footer):
        footer.is_linked_to_previous = False
        _mark(footer, "{%p if canh_bao %}", first=True)
        _line(footer, "{{ canh_bao }}", 11, bold=True)
        _mark(footer, "{%p endif %}")
        _line(footer, "{{ ma_kiem_tra }}", 8)
    kind = section._sectPr.find(qn("w:pgNumType"))
    if kind is None:
        kind = parse_xml(f"<w:pgNumType {nsdecls('w')}/>")
        section._sectPr.find(qn("w:pgMar")).addnext(kind)
    kind.set(qn("w:start"), "1")


def _heading(document: Any) -> None:
    table = _grid(document, 2)
    left, right = table.rows[0].cells
    _line(left, "{{ co_quan_chu_quan }}", 12, first=True)
    _line(left, "{{ don_vi }}", 12, bold=True)
    _line(left, "{{p ke_don_vi }}", 2)
    _line(right, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 12, bold=True, first=True)
    _line(right, "Độc lập - Tự do - Hạnh phúc", 13, bold=True)
    _line(right, "{{p ke_tieu_ngu }}", 2)
    left, right = table.rows[1].cells
    number = _line(left, "{{ so_van_ban }}", 13, first=True)
    _mark(left, "{%p if not ten_loai %}")
    _line(left, "{{ trich_yeu }}", 12).paragraph_format.space_before = Pt(4)
    _mark(left, "{%p endif %}")
    place = _line(right, "{{ dia_danh_ngay }}", 13, italic=True, first=True)
    number.paragraph_format.space_before = place.paragraph_format.space_before = Pt(4)
    _line(document, "", 19)
    _mark(document, "{%p if ten_loai %}")
    _line(document, "{{ ten_loai }}", 14, bold=True)
    _line(document, "{{ trich_yeu }}", 14, bold=True)
    _line(document, "{{p ke_trich_yeu }}", 2)
    _line(document, "", 10)
    _mark(document, "{%p endif %}")


def _addressees(document: Any) -> None:
    _mark(document, "{%p if kinh_gui|length == 1 %}")
    _line(document, "Kính gửi: {{ kinh_gui[0] }}", 14)
    _mark(document, "{%p elif kinh_gui %}")
    first = _line(document, "Kính gửi:", 14)
    first.alignment, first.paragraph_format.left_indent = START, Mm(ADDRESSED)
    _mark(document, "{%p for noi in kinh_gui %}")
    line = _line(document, "- {{ noi }}{% if loop.last %}.{% else %};{% endif %}", 14)
    line.alignment = START
    line.paragraph_format.left_indent = Mm(ADDRESSED + TO_COLON + DASH)
    line.paragraph_format.first_line_indent = Mm(-DASH)
    _mark(document, "{%p endfor %}")
    _mark(document, "{%p endif %}")
    _line(document, "", 9)


def _sections(document: Any) -> None:
    _mark(document, "{%p for muc in noi_dung %}")
    _mark(document, "{%p if muc.ten %}")
    document.add_paragraph("{{ muc.ten }}", style=HEADING)
    _mark(document, "{%p endif %}")
    _mark(document, "{%p for doan in muc.doan %}")
    _mark(document, "{%p if doan.bang %}")
    _mark(document, "{{p doan.bang }}")
    _mark(document, "{%p elif doan.de_muc %}")
    document.add_paragraph("{{ doan.chu }}", style=LEAD)
    _mark(document, "{%p else %}")
    document.add_paragraph("{{ doan.chu }}", style=BODY)
    _mark(document, "{%p endif %}")
    _mark(document, "{%p endfor %}")
    _mark(document, "{%p endfor %}")


def _signature(document: Any) -> None:
    _line(document, "", 6)
    _mark(document, "{%p if noi_nhan or chuc_vu %}")
    table = _grid(document, 1)
    left, right = table.rows[0].cells
    first = _line(left, "Nơi nhận:", 12, bold=True, italic=True, first=True)
    first.alignment = START
    _mark(left, "{%p for dong in noi_nhan %}")
    _line(left, "{{ dong }}", 11).alignment = START
    _mark(left, "{%p endfor %}")
    _mark(right, "{%p for dong in chuc_vu %}", first=True)
    _line(right, "{{ dong }}", 14, bold=True)
    _mark(right, "{%p endfor %}")
    for _ in range(4):
        _line(right, "", 14)
    _line(right, "{{ nguoi_ky }}", 14, bold=True)
    _mark(document, "{%p endif %}")


def _annexes(document: Any) -> None:
    body = document.element.body
    portrait = body.find(qn("w:sectPr"))
    first = _mark(document, "{%p for phu in phu_luc %}")
    _mark(document, "{{p phu.sang_trang }}")
    name = _line(document, "{{ phu.ten }}", 14, bold=True)
    name.paragraph_format.keep_with_next = True
    level = parse_xml(f'<w:outlineLvl {nsdecls("w")} w:val="0"/>')
    name._p.get_or_add_pPr().find(qn("w:rPr")).addprevious(level)
    _line(document, "{{ phu.tieu_de }}", 14, bold=True)
    _line(document, "{{ phu.kem_theo }}", 14, italic=True)
    _mark(document, "{%p for dong in phu.ghi_chu %}")
    _line(document, "{{ dong }}", 12, italic=True)
    _mark(document, "{%p endfor %}")
    _line(document, "", 4)
    _mark(document, "{{p phu.bang }}")
    _mark(document, "{%p endfor %}")
    landscape = parse_xml(re.sub(r"^<\?.*?\?>", "", _text(portrait)))
    size = landscape.find(qn("w:pgSz"))
    size.set(qn("w:w"), "16838")
    size.set(qn("w:h"), "11906")
    size.set(qn("w:orient"), "landscape")
    last = parse_xml(
        f'<w:p {nsdecls("w")}><w:pPr><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>'
        "</w:pPr></w:p>"
    )
    first._p.addprevious(last)
    body.remove(portrait)
    last.pPr.append(portrait)
    body.append(landscape)


def _grid(document: Any, rows: int) -> Any:
    table = document.add_table(rows, 2)
    table.autofit = False
    properties = table._tbl.tblPr
    for child in list(properties):
        properties.remove(child)
    for xml in (
        f'<w:tblW {nsdecls("w")} w:w="{round((LEFT + RIGHT) * DXA)}" w:type="dxa"/>',
        f'<w:tblLayout {nsdecls("w")} w:type="fixed"/>',
        (
            f'<w:tblCellMar {nsdecls("w")}><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/>'
            "</w:tblCellMar>"
        ),
    ):
        properties.append(parse_xml(xml))
    for column, width in zip(table.columns, (LEFT, RIGHT), strict=True):
        column.width = Mm(width)
        for cell in column.cells:
            cell.width = Mm(width)
    for row in table.rows:
        row._tr.get_or_add_trPr().append(parse_xml(f"<w:cantSplit {nsdecls('w')}/>"))
    return table


def _line(
    place: Any, text: str, size: float, *, bold: bool = False, italic: bool = False, first: bool = False
) -> Any:
    paragraph = place.paragraphs[0] if first else place.add_paragraph()
    paragraph.style, paragraph.alignment = PLAIN, CENTER
    if text:
        _run(paragraph, text, size, bold=bold, italic=italic)
    else:
        paragraph.paragraph_format.line_spacing = Pt(size)
    return paragraph


def _run(paragraph: Any, text: str, size: float, *, bold: bool = False, italic: bool = False) -> None:
    run = paragraph.add_run(text)
    run.font.size, run.font.bold, run.font.italic = Pt(size), bold or None, italic or None
    # The mark that ends a paragraph makes its last line as high as itself.
    mark = f'<w:rPr {nsdecls("w")}><w:sz w:val="{round(size * 2)}"/></w:rPr>'
    properties = paragraph._p.get_or_add_pPr()
    if properties.find(qn("w:rPr")) is None:
        properties.append(parse_xml(mark))


def _mark(place: Any, text: str, *, first: bool = False) -> Any:
    paragraph = place.paragraphs[0] if first else place.add_paragraph()
    paragraph.style = PLAIN
    paragraph.add_run(text)
    return paragraph


def _text(element: Any) -> str:
    from lxml import etree

    return str(etree.tostring(element, encoding="unicode"))


def _steady(path: Path) -> None:
    """Write the archive anew with fixed days, so that the same template has the same bytes."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist() if "thumbnail" not in name}
    for name in ("_rels/.rels", "[Content_Types].xml"):
        parts[name] = re.sub(rb"<Relationship [^>]*thumbnail[^>]*/>", b"", parts[name])
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name, (2020, 3, 5, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)


if __name__ == "__main__":
    main()
