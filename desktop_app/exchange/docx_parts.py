"""Parts of a Word document that no template can draw: tables of any size, rules as long as their line, sections."""

from collections.abc import Iterable, Iterator
from copy import deepcopy
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from desktop_app.domain.paper import Cell, Column, Row, Table
from desktop_app.exchange.xlsx_text import BOLD, width

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
_PADDING = 79
_STEADY = (
    '<w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/>'
    '<w:ind w:left="0" w:right="0" w:firstLine="0"/>'
)


def one_compat(settings: "_Element") -> None:
    """Merge the elements `w:compat` into the first; the schema allows no second (ECMA-376, CT_Settings).

    Templates of version 0.1 hold two, and so may an office's own that was made of one.
    """
    first, *others = settings.findall(f"{W}compat") or [None]
    for other in others:
        for one in list(other):
            alike = [held for held in first if (held.tag, held.get(f"{W}name")) == (one.tag, one.get(f"{W}name"))]
            for held in alike:
                first.remove(held)
            first.append(one)
        settings.remove(other)


def table_element(table: Table) -> "_Element":
    """Draw a table: its heading row is repeated, rows keep together unless they are tall, a group stays with a task."""
    from lxml import etree

    widths = [round(column.width * DXA) for column in table.columns]
    parts = [
        f'<w:tbl xmlns:w="{NAMESPACE}"><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/>',
        f'<w:tblBorders>{_BORDERS}</w:tblBorders><w:tblLayout w:type="fixed"/>',
        f'<w:tblCellMar><w:top w:w="40" w:type="dxa"/><w:left w:w="{_PADDING}" w:type="dxa"/>',
        f'<w:bottom w:w="40" w:type="dxa"/><w:right w:w="{_PADDING}" w:type="dxa"/></w:tblCellMar></w:tblPr>',
        "<w:tblGrid>",
        *(f'<w:gridCol w:w="{wide}"/>' for wide in widths),
        "</w:tblGrid>",
        *_heading(table, widths),
        *(_row(row, table, widths) for row in table.rows),
        "</w:tbl>",
    ]
    return etree.fromstring("".join(parts))


def rule(text: str, size: float, part: float, room: int) -> "_Element":
    """Draw a rule under a bold line of `text`, `part` of it long, in `room` (dxa): a border between two indents."""
    from lxml import etree

    longest = max((width(line, size, BOLD) for line in text.split("\n")), default=0)
    length = min(longest * PIXELS_TO_DXA, room) * part
    side = max(0, round((room - length) / 2))
    return etree.fromstring(
        f'<w:p xmlns:w="{NAMESPACE}"><w:pPr>'
        '<w:pBdr><w:top w:val="single" w:sz="6" w:space="1" w:color="000000"/></w:pBdr>'
        '<w:spacing w:before="60" w:after="0" w:line="40" w:lineRule="exact"/>'
        f'<w:ind w:left="{side}" w:right="{side}" w:firstLine="0"/></w:pPr></w:p>'
    )


def room_of(paragraph: "_Element", page: int) -> int:
    """Give the width (dxa) that a paragraph has: its cell's, else `page`."""
    cell = next(paragraph.iterancestors(f"{W}tc"), None)
    if cell is None:
        return page
    given = cell.find(f"{W}tcPr/{W}tcW")
    table = next(cell.iterancestors(f"{W}tbl"))
    sides = [table.find(f"{W}tblPr/{W}tblCellMar/{W}{side}") for side in ("left", "right")]
    padding = sum(USUAL_PADDING if side is None else int(side.get(f"{W}w", "0")) for side in sides)
    return (int(given.get(f"{W}w", "0")) if given is not None else page) - padding


def text_width(section: "_Element") -> int:
    """Give the width (dxa) between the margins of a section."""
    size, margins = section.find(f"{W}pgSz"), section.find(f"{W}pgMar")
    if size is None or margins is None:
        return round(165 * DXA)
    return int(size.get(f"{W}w", "0")) - int(margins.get(f"{W}left", "0")) - int(margins.get(f"{W}right", "0"))


def section_break(section: "_Element") -> "_Element":
    """End a section with a paragraph that takes no room."""
    from lxml import etree

    paragraph = etree.fromstring(
        f'<w:p xmlns:w="{NAMESPACE}"><w:pPr><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>'
        "</w:pPr></w:p>"
    )
    paragraph[0].append(deepcopy(section))
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
    cells = _cells(row.cells, table.columns, widths, table.size)
    return f"<w:tr>{whole}{''.join(cells)}</w:tr>"


def _cells(cells: Iterable[Cell], columns: Iterable[Column], widths: Iterable[int], size: float) -> Iterator[str]:
    for cell, column, wide in zip(cells, columns, widths, strict=True):
        yield _cell(cell, column.align, wide, size)


def _cell(
    cell: Cell, align: str, wide: int, size: float, *, span: int = 1, middle: bool = False, keep: bool = False
) -> str:
    merged = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    centered = '<w:vAlign w:val="center"/>' if middle else ""
    kept = "<w:keepNext/>" if keep else ""
    traits = ("<w:b/>" if cell.bold else "") + ("<w:i/>" if cell.italic else "")
    look = f'<w:rPr>{traits}<w:sz w:val="{round(size * 2)}"/><w:szCs w:val="{round(size * 2)}"/></w:rPr>'
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{wide}" w:type="dxa"/>{merged}{centered}</w:tcPr>'
        f'<w:p><w:pPr>{kept}{_STEADY}<w:jc w:val="{align}"/></w:pPr>{_run(cell.text, look)}</w:p></w:tc>'
    )


def _run(text: str, look: str) -> str:
    if not text:
        return ""
    lines = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in text.split("\n"))
    return f"<w:r>{look}{lines}</w:r>"
