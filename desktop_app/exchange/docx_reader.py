"""Reads the tables of a Word file (.docx): merged cells, numbers that Word counts by itself, tables inside tables.

What stands beside the text is not passed over: text boxes are read where they are anchored, notes, headers and footers
are listed as asides.
"""

import re
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from lxml import etree

from desktop_app.exchange.docx_numbering import Numbering, W
from desktop_app.exchange.docx_text import boxes, children, is_on, is_picture, rows, text_of
from desktop_app.exchange.limits import COLUMNS
from desktop_app.exchange.packed import Beyond, Packed
from desktop_app.exchange.table_text import Block, Cell, Paragraph, Table, sheets_of

_TRANSITIONAL = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_BESIDE = re.compile(r"word/(?:footnotes|endnotes|comments|(?:header|footer)\d*)\.xml")
_LAYOUT_ROWS = 2
_DEEPEST = 12
_CELLS = 100_000
"""Cells of a document: far more than Word itself shows without trouble."""


def read(path: Path) -> list[Packed]:
    """Read every list of the document as a sheet. Raises Beyond, XMLSyntaxError, KeyError."""
    with zipfile.ZipFile(path) as archive:
        names = set(archive.namelist())
        main = "word/document.xml" if "word/document.xml" in names else _main(archive, names)
        document = _part(archive, main)
        numbering = _part(archive, "word/numbering.xml") if "word/numbering.xml" in names else None
        styles = _part(archive, "word/styles.xml") if "word/styles.xml" in names else None
        beside = [_part(archive, name) for name in sorted(names) if _BESIDE.fullmatch(name)]
    cells = sum(1 for _ in document.iter(f"{W}tc"))
    if cells > _CELLS:
        raise Beyond("cells", _CELLS, cells)
    body = document.find(f"{W}body")
    if body is None:
        return []
    return sheets_of([*_Reader(Numbering(numbering, styles), styles).blocks(body), *_asides(beside)])


def _main(archive: zipfile.ZipFile, names: set[str]) -> str:
    """Find the main part under another name, as the relations of the package tell."""
    tree = etree.fromstring(archive.read("_rels/.rels"), _parser())
    targets = (node.get("Target") or "" for node in tree if (node.get("Type") or "").endswith("/officeDocument"))
    return next(name for target in targets if (name := target.lstrip("/")) in names)


def _part(archive: zipfile.ZipFile, name: str) -> Any:
    content = archive.read(name)
    if _STRICT.encode() in content:
        content = content.replace(_STRICT.encode(), _TRANSITIONAL.encode())
    return etree.fromstring(content, _parser())


def _asides(parts: Iterable[Any]) -> Iterator[Block]:
    """Give each text of notes, headers and footers once, page numbers aside."""
    texts = (text_of(paragraph) for part in parts for paragraph in part.iter(f"{W}p"))
    for text in dict.fromkeys(texts):
        if any(map(str.isalpha, text)):
            yield Paragraph(text, aside=True)


def _parser() -> Any:
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)


class _Reader:
    """Goes through a document."""

    def __init__(self, numbering: Numbering, styles: Any) -> None:
        self._numbering = numbering
        self._font = _default_font(styles)
        named = [] if styles is None else styles.iter(f"{W}style")
        self._titles = {style.get(f"{W}styleId") for style in named if _is_title_style(style)}

    def blocks(self, body: Any) -> Iterator[Block]:
        """Give the paragraphs and tables of a body or of a cell, in order."""
        for node in children(body, {"p", "tbl"}):
            yield from self._block(node, 1)

    def _block(self, node: Any, depth: int) -> Iterator[Block]:
        if node.tag == f"{W}tbl":
            yield from self._table_blocks(node, depth)
            return
        yield Paragraph(self._paragraph(node), self._is_strong(node))
        for box in boxes(node):
            for inner in children(box, {"p", "tbl"}):
                yield from self._block(inner, depth + 1)

    def _table_blocks(self, node: Any, depth: int) -> Iterator[Block]:
        if depth > _DEEPEST:
            raise Beyond("depth", _DEEPEST, depth)
        if node.find(f".//{W}tc//{W}tbl") is None or self._is_data(node):
            yield self._table(node)
            return
        for row in rows(node):
            for cell in children(row, {"tc"}):
                for inner in children(cell, {"p", "tbl"}):
                    yield from self._block(inner, depth + 1)

    def _is_data(self, node: Any) -> bool:
        """Tell a table of data from one that only lays a page out, without counting its numbers."""
        cells = [list(children(row, {"tc"})) for row in rows(node)]
        filled = [sum(next(cell.iter(f"{W}t"), None) is not None for cell in row) for row in cells]
        return sum(count >= 3 for count in filled) > _LAYOUT_ROWS

    def _table(self, node: Any) -> Table:
        table = Table()
        open_cells: dict[int, int] = {}
        for row, line in enumerate(rows(node)):
            column = min(_number(line.find(f"{W}trPr/{W}gridBefore"), 0), COLUMNS)
            still_open: dict[int, int] = {}
            for cell in children(line, {"tc"}):
                across = min(max(1, _number(cell.find(f"{W}tcPr/{W}gridSpan"), 1)), COLUMNS)
                merge = cell.find(f"{W}tcPr/{W}vMerge")
                text = self._cell(cell)
                if merge is not None and merge.get(f"{W}val") != "restart" and column in open_cells and not text:
                    place = open_cells[column]
                    above = table.cells[place]
                    table.cells[place] = Cell(
                        above.row, above.column, above.text, row - above.row + 1, above.across, above.font
                    )
                    still_open[column] = place
                else:
                    if merge is not None:
                        still_open[column] = len(table.cells)
                    lost = not text.strip() and is_picture(cell)
                    table.cells.append(Cell(row, column, text, 1, across, self._font_of(cell), lost))
                column += across
            open_cells = still_open
        return table

    def _cell(self, cell: Any, depth: int = 1) -> str:
        if depth > _DEEPEST:
            raise Beyond("depth", _DEEPEST, depth)
        lines: list[str] = []
        for node in children(cell, {"p", "tbl"}):
            if node.tag == f"{W}p":
                lines.append(self._paragraph(node))
                lines.extend(self._cell(box, depth + 1) for box in boxes(node))
            else:
                lines.extend(self._row_of_cell(row, depth + 1) for row in rows(node))
        return "\n".join(line for line in lines if line.strip())

    def _row_of_cell(self, row: Any, depth: int) -> str:
        return " ".join(filter(None, (self._cell(cell, depth) for cell in children(row, {"tc"}))))

    def _paragraph(self, paragraph: Any) -> str:
        text = text_of(paragraph)
        if not text and paragraph.find(f"{W}pPr/{W}rPr/{W}del") is not None:
            return ""  # a paragraph deleted with its mark bears no number
        number = self._numbering.next(paragraph)
        return f"{number} {text}".strip() if number else text

    def _is_strong(self, paragraph: Any) -> bool:
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        if style is not None and style.get(f"{W}val") in self._titles:
            return True
        runs = [run for run in paragraph.iter(f"{W}r") if any(one.text for one in run.iter(f"{W}t"))]
        return bool(runs) and all(is_on(run.find(f"{W}rPr/{W}b")) for run in runs)

    def _font_of(self, cell: Any) -> str:
        for run in cell.iter(f"{W}r"):
            if next(run.iter(f"{W}t"), None) is not None:
                fonts = run.find(f"{W}rPr/{W}rFonts")
                return self._font if fonts is None else fonts.get(f"{W}ascii") or self._font
        return ""


def _number(node: Any, missing: int) -> int:
    text = "" if node is None else node.get(f"{W}val") or ""
    return int(text[:6]) if text.isascii() and text.isdigit() else missing


def _default_font(styles: Any) -> str:
    fonts = None if styles is None else styles.find(f"{W}docDefaults//{W}rFonts")
    return "" if fonts is None else fonts.get(f"{W}ascii") or ""


def _is_title_style(style: Any) -> bool:
    name = style.find(f"{W}name")
    return name is not None and (name.get(f"{W}val") or "").lower().startswith(("heading", "title"))
