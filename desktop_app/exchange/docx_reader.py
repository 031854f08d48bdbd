"""Reads the tables of a Word file (.docx): merged cells, numbers that Word counts by itself, tables inside tables."""

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lxml import etree

from desktop_app.exchange.docx_numbering import Numbering, W
from desktop_app.exchange.limits import COLUMNS
from desktop_app.exchange.packed import Beyond, Packed
from desktop_app.exchange.table_text import Block, Cell, Paragraph, Table, sheets_of

_TRANSITIONAL = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_THROUGH = {"sdt", "sdtContent", "ins", "moveTo", "smartTag", "customXml", "hyperlink", "fldSimple", "dir", "bdo"}
"""What only wraps paragraphs, rows, cells and runs. Deleted and moved-away text is not among them."""
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
    cells = sum(1 for _ in document.iter(f"{W}tc"))
    if cells > _CELLS:
        raise Beyond("cells", _CELLS, cells)
    body = document.find(f"{W}body")
    return [] if body is None else sheets_of(_Reader(Numbering(numbering, styles), styles).blocks(body))


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
        for node in _children(body, {"p", "tbl"}):
            if node.tag == f"{W}p":
                yield Paragraph(self._paragraph(node), self._is_strong(node))
            else:
                yield from self._table_blocks(node, 1)

    def _table_blocks(self, node: Any, depth: int) -> Iterator[Block]:
        if depth > _DEEPEST:
            raise Beyond("depth", _DEEPEST, depth)
        if node.find(f".//{W}tc//{W}tbl") is None or self._is_data(node):
            yield self._table(node)
            return
        for row in _children(node, {"tr"}):
            for cell in _children(row, {"tc"}):
                for inner in _children(cell, {"p", "tbl"}):
                    if inner.tag == f"{W}tbl":
                        yield from self._table_blocks(inner, depth + 1)
                    else:
                        yield Paragraph(self._paragraph(inner), self._is_strong(inner))

    def _is_data(self, node: Any) -> bool:
        """Tell a table of data from one that only lays a page out, without counting its numbers."""
        rows = [list(_children(row, {"tc"})) for row in _children(node, {"tr"})]
        filled = [sum(next(cell.iter(f"{W}t"), None) is not None for cell in row) for row in rows]
        return sum(count >= 3 for count in filled) > _LAYOUT_ROWS

    def _table(self, node: Any) -> Table:
        table = Table()
        open_cells: dict[int, int] = {}
        for row, line in enumerate(_children(node, {"tr"})):
            column = min(_number(line.find(f"{W}trPr/{W}gridBefore"), 0), COLUMNS)
            still_open: dict[int, int] = {}
            for cell in _children(line, {"tc"}):
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
                    table.cells.append(Cell(row, column, text, 1, across, self._font_of(cell)))
                column += across
            open_cells = still_open
        return table

    def _cell(self, cell: Any, depth: int = 1) -> str:
        if depth > _DEEPEST:
            raise Beyond("depth", _DEEPEST, depth)
        lines: list[str] = []
        for node in _children(cell, {"p", "tbl"}):
            if node.tag == f"{W}p":
                lines.append(self._paragraph(node))
            else:
                lines.extend(self._row_of_cell(row, depth + 1) for row in _children(node, {"tr"}))
        return "\n".join(line for line in lines if line.strip())

    def _row_of_cell(self, row: Any, depth: int) -> str:
        return " ".join(filter(None, (self._cell(cell, depth) for cell in _children(row, {"tc"}))))

    def _paragraph(self, paragraph: Any) -> str:
        text = "".join(_text(paragraph))
        number = self._numbering.next(paragraph)
        return f"{number} {text}".strip() if number else text

    def _is_strong(self, paragraph: Any) -> bool:
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        if style is not None and style.get(f"{W}val") in self._titles:
            return True
        runs = [run for run in paragraph.iter(f"{W}r") if any(one.text for one in run.iter(f"{W}t"))]
        return bool(runs) and all(_is_on(run.find(f"{W}rPr/{W}b")) for run in runs)

    def _font_of(self, cell: Any) -> str:
        for run in cell.iter(f"{W}r"):
            if next(run.iter(f"{W}t"), None) is not None:
                fonts = run.find(f"{W}rPr/{W}rFonts")
                return self._font if fonts is None else fonts.get(f"{W}ascii") or self._font
        return ""


def _children(node: Any, wanted: set[str]) -> Iterator[Any]:
    """Give the children of some kinds, looking through what only wraps them."""
    waiting = list(reversed(node))
    while waiting:
        child = waiting.pop()
        name = child.tag.removeprefix(W) if isinstance(child.tag, str) else ""
        if name in wanted:
            yield child
        elif name in _THROUGH:
            waiting.extend(reversed(child))


def _text(paragraph: Any) -> Iterator[str]:
    for run in _children(paragraph, {"r"}):
        if _is_on(run.find(f"{W}rPr/{W}vanish")):
            continue
        for node in run:
            if node.tag == f"{W}t":
                yield node.text or ""
            elif node.tag in {f"{W}br", f"{W}cr"}:
                yield "\n"
            elif node.tag == f"{W}tab":
                yield " "
            elif node.tag == f"{W}noBreakHyphen":
                yield "-"


def _is_on(switch: Any) -> bool:
    return switch is not None and switch.get(f"{W}val") not in {"0", "false", "off"}


def _number(node: Any, missing: int) -> int:
    text = "" if node is None else node.get(f"{W}val") or ""
    return int(text[:6]) if text.isascii() and text.isdigit() else missing


def _default_font(styles: Any) -> str:
    fonts = None if styles is None else styles.find(f"{W}docDefaults//{W}rFonts")
    return "" if fonts is None else fonts.get(f"{W}ascii") or ""


def _is_title_style(style: Any) -> bool:
    name = style.find(f"{W}name")
    return name is not None and (name.get(f"{W}val") or "").lower().startswith(("heading", "title"))
