"""Parts of a Word document that no template can draw.

Tables of any size, rules as long as their line, sections.
"""

from collections.abc import Iterable, Iterator
from copy import deepcopy
from io import BytesIO
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape, quoteattr

from desktop_app.domain.reports import Bar, BarSeries, Cell, Chart, Row, Table
from desktop_app.exchange.writing import BOLD, width

if TYPE_CHECKING:
    from lxml.etree import _Element


NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W = f"{{{NAMESPACE}}}"
DXA = 1440 / 25.4
"""Twentieths of a point in a millimetre."""

PIXELS_TO_DXA = 15
USUAL_PADDING = 108
"""What Word keeps free at each side of a cell that says nothing else."""

_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_PADDING = 57
_DENSE = 231
"""The distance of lines in a table: "single" (240) without the air that Word adds between lines."""

_STEADY = (
    f'<w:spacing w:before="0" w:after="0" w:line="{_DENSE}" w:lineRule="auto"/>'
    '<w:ind w:left="0" w:right="0" w:firstLine="0"/>'
)


def one_compat(settings: "_Element") -> None:
    """Merge the elements `w:compat` into the first; the schema allows no second (ECMA-376, CT_Settings).

    Templates of version 0.1 hold two, and so may an office's own that was made of one.
    """
    first, *others = settings.findall(f"{W}compat") or [None]
    for other in others:
        for one in list(other):
            alike = [
                held for held in first if (held.tag, held.get(f"{W}name")) == (one.tag, one.get(f"{W}name"))
            ]
            for held in alike:
                first.remove(held)
            first.append(one)
        settings.remove(other)


def table_element(table: Table) -> "_Element":
    """Draw a table.

    Its heading row is repeated, rows keep together unless they are tall, a group stays with a task.
    """
    from lxml import etree

    widths = [round(column.width * DXA) for column in table.columns]
    parts = [
        f'<w:tbl xmlns:w="{NAMESPACE}"><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/>',
        f'<w:tblBorders>{_BORDERS}</w:tblBorders><w:tblLayout w:type="fixed"/>',
        f'<w:tblCellMar><w:top w:w="28" w:type="dxa"/><w:left w:w="{_PADDING}" w:type="dxa"/>',
        f'<w:bottom w:w="28" w:type="dxa"/><w:right w:w="{_PADDING}" w:type="dxa"/></w:tblCellMar></w:tblPr>',
        "<w:tblGrid>",
        *(f'<w:gridCol w:w="{wide}"/>' for wide in widths),
        "</w:tblGrid>",
        *_heading(table, widths),
        *(_row(row, table, widths) for row in table.rows),
        "</w:tbl>",
    ]
    return etree.fromstring("".join(parts))


def rule(text: str, size: float, part: float, room: int) -> "_Element":
    """Draw a rule under a bold line of `text`, `part` of it long, in `room` (dxa); none under an empty one.

    The rule is a border between two indents.
    """
    from lxml import etree

    longest = max((width(line, size, BOLD) for line in text.split("\n")), default=0)
    length = min(longest * PIXELS_TO_DXA, room) * part
    side = max(0, round((room - length) / 2))
    border = '<w:pBdr><w:top w:val="single" w:sz="6" w:space="1" w:color="000000"/></w:pBdr>' if text else ""
    return etree.fromstring(
        f'<w:p xmlns:w="{NAMESPACE}"><w:pPr>{border}'
        '<w:spacing w:before="60" w:after="0" w:line="40" w:lineRule="exact"/>'
        f'<w:ind w:left="{side}" w:right="{side}" w:firstLine="0"/></w:pPr></w:p>'
    )


def room_of(paragraph: "_Element", page: int) -> int:
    """Return the width (dxa) that a paragraph has: its cell's, else `page`."""
    cell = next(paragraph.iterancestors(f"{W}tc"), None)
    if cell is None:
        return page
    given = cell.find(f"{W}tcPr/{W}tcW")
    table = next(cell.iterancestors(f"{W}tbl"))
    sides = [table.find(f"{W}tblPr/{W}tblCellMar/{W}{side}") for side in ("left", "right")]
    padding = sum(USUAL_PADDING if side is None else int(side.get(f"{W}w", "0")) for side in sides)
    return (int(given.get(f"{W}w", "0")) if given is not None else page) - padding


def text_width(section: "_Element") -> int:
    """Return the width (dxa) between the margins of a section."""
    size, margins = section.find(f"{W}pgSz"), section.find(f"{W}pgMar")
    if size is None or margins is None:
        return round(165 * DXA)
    return (
        int(size.get(f"{W}w", "0")) - int(margins.get(f"{W}left", "0")) - int(margins.get(f"{W}right", "0"))
    )


def stand_upright(section: "_Element") -> None:
    """Turn the landscape pages of a section to portrait."""
    size = section.find(f"{W}pgSz")
    if size is not None and int(size.get(f"{W}w", "0")) > int(size.get(f"{W}h", "0")):
        wide, high = size.get(f"{W}w", ""), size.get(f"{W}h", "")
        size.set(f"{W}w", high)
        size.set(f"{W}h", wide)
        size.attrib.pop(f"{W}orient", None)


def section_break(section: "_Element", *, upright: bool) -> "_Element":
    """End a section with a paragraph that takes no room."""
    from lxml import etree

    paragraph = etree.fromstring(
        f'<w:p xmlns:w="{NAMESPACE}"><w:pPr><w:spacing w:before="0" w:after="0" w:line="20" '
        'w:lineRule="exact"/>'
        "</w:pPr></w:p>"
    )
    ended = deepcopy(section)
    if upright:
        stand_upright(ended)
    paragraph[0].append(ended)
    return paragraph


def _heading(table: Table, widths: list[int]) -> Iterator[str]:
    yield "<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>"
    for column, wide in zip(table.columns, widths, strict=True):
        yield _cell(Cell(column.title, bold=True), "center", wide, table.size, middle=True, keep=True)
    yield "</w:tr>"


def _row(row: Row, table: Table, widths: list[int]) -> str:
    whole = "" if row.tall else "<w:trPr><w:cantSplit/></w:trPr>"
    if row.kind == "group":
        number, title = row.cells
        first = _cell(number, "center", widths[0], table.size, keep=True)
        if len(widths) == 1:
            return f"<w:tr>{whole}{_cell(title, 'left', widths[0], table.size, keep=True)}</w:tr>"
        rest = _cell(title, "left", sum(widths[1:]), table.size, span=len(widths) - 1, keep=True)
        return f"<w:tr>{whole}{first}{rest}</w:tr>"
    cells = _cells(row.cells, table, widths, keep=table.whole and row is not table.rows[-1])
    return f"<w:tr>{whole}{''.join(cells)}</w:tr>"


def _cells(cells: Iterable[Cell], table: Table, widths: Iterable[int], *, keep: bool) -> Iterator[str]:
    for cell, column, wide in zip(cells, table.columns, widths, strict=True):
        yield _cell(cell, column.align, wide, table.size, keep=keep)


def _cell(
    cell: Cell, align: str, wide: int, size: float, *, span: int = 1, middle: bool = False, keep: bool = False
) -> str:
    merged = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    centered = '<w:vAlign w:val="center"/>' if middle else ""
    kept = "<w:keepNext/>" if keep else ""
    traits = ("<w:b/>" if cell.bold else "") + ("<w:i/>" if cell.italic else "")
    letters = f'<w:sz w:val="{round(size * 2)}"/><w:szCs w:val="{round(size * 2)}"/>'
    mark = f"<w:rPr>{letters}</w:rPr>"  # what ends a paragraph makes its last line as high as itself
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{wide}" w:type="dxa"/>{merged}{centered}</w:tcPr>'
        f'<w:p><w:pPr>{kept}{_STEADY}<w:jc w:val="{align}"/>{mark}</w:pPr>'
        f"{_run(cell.text, f'<w:rPr>{traits}{letters}</w:rPr>')}</w:p></w:tc>"
    )


def _run(text: str, look: str) -> str:
    if not text:
        return ""
    lines = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in text.split("\n"))
    return f"<w:r>{look}{lines}</w:r>"


# --- a native chart, with its figures in a workbook inside ---------------------------------------

EMU = 36_000
"""Units of a drawing in a millimetre."""

FONT = "Times New Roman"
SHEET = "Sheet1"
_SOURCE = "rId1"
"""The relation of a chart to its figures."""

CHART_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
WORKBOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
CHARTS = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
_PLACE = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_LABELS, _TOP, _LEGEND = 0.40, 12.0, 14.0
"""The part of the width that labels take, the millimetres of the title and of legend and scale."""


def chart_paragraph(part: Any, chart: Chart) -> "_Element":
    """Add `chart` to the document of `part` and return the paragraph that shows it."""
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part
    from lxml import etree

    package = part.package
    place = package.next_partname("/word/charts/chart%d.xml")
    held = PackURI(place.replace("/word/charts/chart", "/word/embeddings/figures").replace(".xml", ".xlsx"))
    figures = Part(held, WORKBOOK_TYPE, _workbook(chart), package)
    drawn = Part(place, CHART_TYPE, _chart(chart).encode(), package)
    drawn.load_rel(f"{_OFFICE}/package", figures, _SOURCE)
    shown = part.relate_to(drawn, f"{_OFFICE}/chart")
    number = 1000 + sum(1 for _ in package.iter_parts())
    wide, high = round(chart.width * EMU), round(chart.height * EMU)
    return etree.fromstring(
        f'<w:p xmlns:w="{NAMESPACE}" xmlns:wp="{_PLACE}" xmlns:a="{_DRAWING}" xmlns:c="{CHARTS}" '
        f'xmlns:r="{_OFFICE}">'
        '<w:pPr><w:spacing w:before="60" w:after="60" w:line="240" w:lineRule="auto"/>'
        '<w:ind w:left="0" w:right="0" w:firstLine="0"/><w:jc w:val="center"/></w:pPr><w:r><w:drawing>'
        f'<wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{wide}" cy="{high}"/>'
        f'<wp:docPr id="{number}" name={quoteattr(chart.title)} descr={quoteattr(chart.description)}/>'
        f'<wp:cNvGraphicFramePr/><a:graphic><a:graphicData uri="{CHARTS}"><c:chart r:id="{shown}"/>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
    )


def _workbook(chart: Chart) -> bytes:
    """Return the figures as the workbook that Word opens for "Edit Data"."""
    from xlsxwriter import Workbook

    held = BytesIO()
    book = Workbook(held, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet(SHEET)
    for column, series in enumerate(chart.series, 1):
        sheet.write_string(0, column, series.name)
    for row, bar in enumerate(chart.bars, 1):
        sheet.write_string(row, 0, _label(bar))
        for column, count in enumerate(bar.counts, 1):
            sheet.write_number(row, column, count)
    book.close()
    return held.getvalue()


def _chart(chart: Chart) -> str:
    top, legend = _TOP / chart.height, _LEGEND / chart.height
    bars = "".join(_series(chart, number, series) for number, series in enumerate(chart.series))
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
        f'<c:chartSpace xmlns:c="{CHARTS}" xmlns:a="{_DRAWING}" xmlns:r="{_OFFICE}">'
        '<c:roundedCorners val="0"/><c:chart>'
        f"<c:title><c:tx><c:rich><a:bodyPr/><a:p>{_look(12, bold=True)}<a:r>{_letters('rPr', 12, bold=True)}"
        f'<a:t>{escape(chart.title)}</a:t></a:r></a:p></c:rich></c:tx><c:overlay val="0"/></c:title>'
        '<c:autoTitleDeleted val="0"/><c:plotArea><c:layout><c:manualLayout><c:layoutTarget val="inner"/>'
        '<c:xMode val="edge"/><c:yMode val="edge"/>'
        f'<c:x val="{_LABELS}"/><c:y val="{top:.4f}"/>'
        f'<c:w val="{0.98 - _LABELS:.4f}"/><c:h val="{1 - top - legend:.4f}"/></c:manualLayout></c:layout>'
        f'<c:barChart><c:barDir val="bar"/><c:grouping val="stacked"/><c:varyColors val="0"/>{bars}'
        '<c:gapWidth val="55"/><c:overlap val="100"/><c:axId val="1"/><c:axId val="2"/></c:barChart>'
        '<c:catAx><c:axId val="1"/><c:scaling><c:orientation val="maxMin"/></c:scaling><c:delete val="0"/>'
        '<c:axPos val="l"/><c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/>'
        '<c:minorTickMark val="none"/><c:tickLblPos val="low"/>'
        f"<c:spPr>{_border('#5A6372')}</c:spPr>{_text(10)}"
        '<c:crossAx val="2"/><c:crosses val="autoZero"/><c:auto val="0"/><c:lblAlgn val="ctr"/>'
        '<c:lblOffset val="100"/><c:tickLblSkip val="1"/><c:noMultiLvlLbl val="1"/></c:catAx>'
        f'<c:valAx><c:axId val="2"/><c:scaling><c:orientation val="minMax"/><c:max val="{chart.most}"/>'
        '<c:min val="0"/></c:scaling><c:delete val="1"/><c:axPos val="t"/>'
        '<c:numFmt formatCode="0" sourceLinked="0"/><c:majorTickMark val="none"/>'
        '<c:minorTickMark val="none"/>'
        '<c:tickLblPos val="nextTo"/><c:crossAx val="1"/><c:crosses val="autoZero"/></c:valAx></c:plotArea>'
        f'<c:legend><c:legendPos val="b"/><c:overlay val="0"/>{_text(10)}</c:legend>'
        '<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
        "<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>"
        f'{_text(10)}<c:externalData r:id="{_SOURCE}"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>'
    )


def _series(chart: Chart, number: int, series: BarSeries) -> str:
    column, last = chr(ord("B") + number), len(chart.bars) + 1
    labels = "".join(_point(row, _label(bar)) for row, bar in enumerate(chart.bars))
    counts = "".join(_point(row, str(bar.counts[number])) for row, bar in enumerate(chart.bars))
    many = f'<c:ptCount val="{len(chart.bars)}"/>'
    ground = _solid(series.fill) if series.hatched else "<a:noFill/>"
    return (
        f'<c:ser><c:idx val="{number}"/><c:order val="{number}"/><c:tx><c:strRef>'
        f"<c:f>{SHEET}!${column}$1</c:f>"
        f'<c:strCache><c:ptCount val="1"/>{_point(0, series.name)}</c:strCache></c:strRef></c:tx>'
        f'<c:spPr>{_fill(series)}</c:spPr><c:invertIfNegative val="0"/>'
        '<c:dLbls><c:numFmt formatCode="0;;" sourceLinked="0"/>'
        f"<c:spPr>{ground}<a:ln><a:noFill/></a:ln></c:spPr>"
        f'{_text(10, series.ink)}<c:dLblPos val="ctr"/><c:showLegendKey val="0"/><c:showVal val="1"/>'
        '<c:showCatName val="0"/><c:showSerName val="0"/><c:showPercent val="0"/><c:showBubbleSize val="0"/>'
        "</c:dLbls>"
        f"<c:cat><c:strRef><c:f>{SHEET}!$A$2:$A${last}</c:f><c:strCache>{many}{labels}</c:strCache></c:strRef></c:cat>"
        f"<c:val><c:numRef><c:f>{SHEET}!${column}$2:${column}${last}</c:f>"
        f"<c:numCache><c:formatCode>General</c:formatCode>{many}{counts}</c:numCache></c:numRef></c:val></c:ser>"
    )


def _point(row: int, text: str) -> str:
    return f'<c:pt idx="{row}"><c:v>{escape(text)}</c:v></c:pt>'


def _label(bar: Bar) -> str:
    return f"{bar.label}: {bar.text}"


def _fill(series: BarSeries) -> str:
    if series.hatched:
        colours = f"<a:fgClr>{_rgb('#FFFFFF')}</a:fgClr><a:bgClr>{_rgb(series.fill)}</a:bgClr>"
        return f'<a:pattFill prst="ltUpDiag">{colours}</a:pattFill>{_border("#FFFFFF")}'
    return _solid(series.fill) + _border(series.ink if series.outlined else "#FFFFFF")


def _solid(colour: str) -> str:
    return f"<a:solidFill>{_rgb(colour)}</a:solidFill>"


def _border(colour: str) -> str:
    return f'<a:ln w="7620">{_solid(colour)}</a:ln>'


def _rgb(colour: str) -> str:
    return f'<a:srgbClr val="{colour.removeprefix("#")}"/>'


def _text(size: float, ink: str = "#000000") -> str:
    return f'<c:txPr><a:bodyPr/><a:p>{_look(size, ink)}<a:endParaRPr lang="vi-VN"/></a:p></c:txPr>'


def _look(size: float, ink: str = "#000000", *, bold: bool = False) -> str:
    return f"<a:pPr>{_letters('defRPr', size, ink, bold=bold)}</a:pPr>"


def _letters(tag: str, size: float, ink: str = "#000000", *, bold: bool = False) -> str:
    return (
        f'<a:{tag} lang="vi-VN" sz="{round(size * 100)}" b="{int(bold)}">{_solid(ink)}'
        f'<a:latin typeface="{FONT}"/><a:cs typeface="{FONT}"/></a:{tag}>'
    )
