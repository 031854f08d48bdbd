"""Reads HTML under whatever name (many programs write it as .xls).

Tables, also in web archives of one file (.mht).
"""

import email.policy
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from lxml import etree

from desktop_app.exchange.reading.formats.packed import LimitPassed, Packed
from desktop_app.exchange.reading.formats.table_text import (
    SourceBlock,
    SourceCell,
    SourceParagraph,
    SourceTable,
    sheets_of,
)
from desktop_app.exchange.reading.limits import CELLS, COLUMNS, ROWS
from desktop_app.exchange.reading.plain_text import decoded

_BREAKS = {"br", "p", "div", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6"}
_UNSEEN = {"script", "style", "head", "title", "template", "noscript", "colgroup", "col"}
_STRONG = {"h1", "h2", "h3", "h4", "h5", "h6", "b", "strong"}
_XML_HEAD = re.compile(r"\s*<\?xml[^>]*>")
_NOT_SHOWN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)
_FONT = re.compile(r"font-family\s*:\s*[\"']?([^;,\"']+)", re.IGNORECASE)
_CLASS = re.compile(r"\.([\w-]+)[^{}]*\{([^{}]*)\}")
_STRUCK = re.compile(r"text-decoration[\w-]*\s*:[^;]*line-through", re.IGNORECASE)
_STRIKES = {"s", "strike", "del"}
_SPACES = re.compile(r"[ \t\r\n\f]+")
_OPENED, _CLOSED = re.compile(r"<table\b", re.IGNORECASE), re.compile(r"</table\b", re.IGNORECASE)
_ROW, _CELL = re.compile(r"<tr\b", re.IGNORECASE), re.compile(r"<t[dh]\b", re.IGNORECASE)
_LAYOUT_ROWS = 2
_TOO_DEEP = 256
_DEEPEST = 8
"""How many tables may stand inside one another."""


def read_html(path: Path) -> list[Packed]:
    """Read every list of the page as a sheet.

    Raises LimitPassed, and ValueError for a page that was cut short.
    """
    tree = _tree(_markup(path.read_bytes()))
    return [] if tree is None else sheets_of(_Walk(tree).blocks(tree))


def _markup(content: bytes) -> str:
    if not content[:200].lstrip().lower().startswith((b"mime-version:", b"from:", b"content-type:")):
        return decoded(content, declared=True)
    pages = []
    for part in email.message_from_bytes(content, policy=email.policy.default).walk():
        if part.get_content_type() == "text/html":
            body = part.get_payload(decode=True)
            pages.append(decoded(body if isinstance(body, bytes) else b"", declared=True))
    return "\n".join(pages)


def _tree(markup: str) -> Any:
    parser = etree.HTMLParser(
        recover=True, no_network=True, remove_comments=True, remove_pis=True, encoding="utf-8"
    )
    markup = _XML_HEAD.sub("", markup, count=1).replace("\x00", "")
    if not markup.strip():
        return None
    for what, limit, tag in (("rows", ROWS, _ROW), ("cells", CELLS, _CELL)):
        found = sum(1 for _ in tag.finditer(markup))
        if found > limit:
            raise LimitPassed(what, limit, found)
    if len(_OPENED.findall(markup)) > len(_CLOSED.findall(markup)):
        raise ValueError("table without an end")
    tree = etree.fromstring(markup.encode("utf-8", "replace"), parser)
    if any("xcessive depth" in (entry.message or "") for entry in parser.error_log):
        raise LimitPassed("depth", _TOO_DEEP, _TOO_DEEP + 1)
    return tree


class _Walk:
    """Goes through a page."""

    def __init__(self, tree: Any) -> None:
        css = " ".join("".join(style.itertext()) for style in tree.iter("style"))
        self._styles = dict(_CLASS.findall(css))
        self._passed: Callable[[Any], bool] = self._is_unseen
        struck = any(_STRUCK.search(one.get("style") or "") for one in tree.iter())
        self._strikes = struck or bool(_STRUCK.search(css) or next(tree.iter(*_STRIKES), None) is not None)

    def blocks(self, node: Any) -> Iterator[SourceBlock]:
        """Yield tables and the text between them, in order."""
        text: list[str] = []
        strong = False
        for kind, found in self._pieces(node):
            if kind == "table":
                yield from self._paragraphs(text, strong=strong)
                text, strong = [], False
                yield from self._table_blocks(found)
            elif kind == "text":
                text.append(found)
            elif kind == "strong":
                strong = True
            else:
                yield from self._paragraphs(text, strong=strong)
                text, strong = [], False
        yield from self._paragraphs(text, strong=strong)

    def _paragraphs(self, text: list[str], *, strong: bool) -> Iterator[SourceBlock]:
        plain = _SPACES.sub(" ", "".join(text)).strip()
        if plain:
            yield SourceParagraph(plain, strong)

    def _pieces(self, node: Any) -> Iterator[tuple[str, Any]]:
        """Walk without recursion: texts, breaks, titles and whole tables."""
        waiting: list[tuple[str, Any]] = [("node", node)]
        while waiting:
            kind, item = waiting.pop()
            if kind != "node":
                yield kind, item
                continue
            if self._passed(item):
                continue
            if item.tag == "table":
                yield "table", item
                continue
            after = [("text", item.text or "")]
            for child in item:
                after += [("node", child), ("text", child.tail or "")]
            ends = item.tag in _BREAKS
            if item.tag in _STRONG:
                after.insert(0, ("strong", None))
            if ends:
                after = [("break", None), *after, ("break", None)]
            waiting.extend(reversed(after))

    def _is_unseen(self, node: Any) -> bool:
        if not isinstance(node.tag, str) or node.tag in _UNSEEN:
            return True
        return node.get("hidden") is not None or _NOT_SHOWN.search(node.get("style") or "") is not None

    def _table_blocks(self, table: Any) -> Iterator[SourceBlock]:
        if sum(1 for _ in table.iterancestors("table")) > _DEEPEST:
            raise LimitPassed("depth", _DEEPEST, _DEEPEST + 1)
        if next(table.iterdescendants("table"), None) is None or _is_data(table):
            yield self._table(table)
            return
        for row in _rows(table):
            for cell in _cells(row):
                yield from self.blocks(cell)

    def _table(self, table: Any) -> SourceTable:
        read_html = SourceTable()
        taken: dict[int, int] = {}
        height = 0
        for row in _rows(table):
            if self._is_unseen(row):
                continue
            column = 0
            for cell in _cells(row):
                while taken.get(column, 0) > height:
                    column += 1
                across, down = _span(cell, "colspan", COLUMNS), _span(cell, "rowspan", ROWS)
                whole = self._text(cell)
                kept = self._in_force(cell) if whole and self._strikes else whole
                read_html.cells.append(
                    SourceCell(
                        row=height,
                        column=column,
                        text=kept or whole,
                        down=down,
                        across=across,
                        font=self._font(cell),
                        struck=kept != whole and not kept,
                    )
                )
                taken.update(dict.fromkeys(range(column, column + across), height + down))
                column += across
            height += 1
        read_html.cells = [_within(cell, height) for cell in read_html.cells]
        return read_html

    def _in_force(self, cell: Any) -> str:
        """Return the text of a cell without what is struck out."""
        self._passed = self._is_struck
        text = "" if self._is_struck(cell) else self._text(cell)
        self._passed = self._is_unseen
        return text

    def _is_struck(self, node: Any) -> bool:
        return self._is_unseen(node) or node.tag in _STRIKES or _STRUCK.search(self._rules(node)) is not None

    def _rules(self, node: Any) -> str:
        own: str = node.get("style") or ""
        shared: str = self._styles.get((node.get("class") or "").split(" ")[0], "")
        return own + shared

    def _text(self, cell: Any) -> str:
        if self._is_unseen(cell):
            return ""
        parts: list[str] = []
        for kind, found in self._pieces_of_cell(cell):
            parts.append("\n" if kind == "break" else _SPACES.sub(" ", found))
        lines = (line.strip() for line in "".join(parts).split("\n"))
        return "\n".join(line for line in lines if line)

    def _pieces_of_cell(self, cell: Any) -> Iterator[tuple[str, str]]:
        yield "text", cell.text or ""
        for child in cell:
            for kind, found in self._pieces(child):
                if kind == "table":
                    yield "break", ""
                    for inner in _rows(found):
                        yield "text", " ".join(filter(None, map(self._text, _cells(inner))))
                        yield "break", ""
                elif kind != "strong":
                    yield kind, found or ""
            yield "text", child.tail or ""

    def _font(self, cell: Any) -> str:
        for node in (cell, *list(cell)[:1]):
            named = node.get("face") if node.tag == "font" else None
            found = _FONT.search(self._rules(node))
            if named or found:
                return (named or (found[1] if found else "")).split(",")[0].strip()
        return ""


def _rows(table: Any) -> Iterator[Any]:
    """Yield the rows of a table, not those of tables inside it."""
    for child in table:
        if child.tag == "tr":
            yield child
        elif child.tag in {"thead", "tbody", "tfoot", "form"}:
            yield from _rows(child)


def _cells(row: Any) -> Iterator[Any]:
    return (cell for cell in row if cell.tag in {"td", "th"})


def _is_data(table: Any) -> bool:
    """Return whether a table holds data, not only a page's layout.

    Several rows of three filled cells or more.
    """
    filled = [
        sum(len(cell) > 0 or bool((cell.text or "").strip()) for cell in _cells(row)) for row in _rows(table)
    ]
    return sum(count >= 3 for count in filled) > _LAYOUT_ROWS


def _span(cell: Any, name: str, most: int) -> int:
    found = re.match(r"\s*(\d{1,7})", cell.get(name) or "")
    return min(max(1, int(found[1])), most) if found else 1


def _within(cell: SourceCell, height: int) -> SourceCell:
    down = min(cell.down, height - cell.row)
    return cell if down == cell.down else replace(cell, down=down)
