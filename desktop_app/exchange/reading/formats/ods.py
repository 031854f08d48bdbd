"""Reads OpenDocument spreadsheets with their merged cells and fonts.

Zipped (.ods) or as one XML file (.fods).
"""

import zipfile
from collections.abc import Collection, Iterator
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from lxml import etree

from desktop_app.exchange.reading.formats.packed import LimitPassed, Packed, SheetBuilder, is_nothing
from desktop_app.exchange.reading.limits import COLUMNS, ROWS
from desktop_app.lists.cells import month_text, percent_text

_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_NUMBER = "{urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_SVG = "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}"
_FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
_STYLES = (f"{_STYLE}style", f"{_STYLE}font-face", f"{_NUMBER}date-style")
_TABLES = tuple(f"{_TABLE}{name}" for name in ("table", "table-row", "table-column"))
_COMMON = "styles.xml"
_UNSEEN = {"collapse", "filter"}


def read_ods(path: Path) -> list[Packed]:
    """Read every sheet. Raises LimitPassed, XMLSyntaxError, KeyError."""
    if not zipfile.is_zipfile(path):
        with path.open("rb") as file:
            return [page.packed() for page in _Book().pages(file)]
    book = _Book()
    with zipfile.ZipFile(path) as archive:
        if _COMMON in archive.namelist():
            with closing(archive.open(_COMMON)) as file:
                book.learn(file)
        with closing(archive.open("content.xml")) as file:
            return [page.packed() for page in book.pages(file)]


class _Book:
    """A document while it streams by."""

    def __init__(self) -> None:
        self._fonts: dict[str, str] = {}
        self._months: set[str] = set()
        self._struck: set[str] = set()
        self._hidden: set[str] = set()
        """The styles of sheets, columns and rows that show nothing."""
        self._faces: dict[str, str] = {}
        self._columns: list[str] = []
        """The style of the cells of each column that have none of their own."""

    def learn(self, file: Any) -> None:
        """Learn the styles that the sheets of a document share."""
        for _, node in _steps(file, _STYLES, ("end",)):
            self._learn(node)

    def pages(self, file: Any) -> Iterator[SheetBuilder]:
        """Yield the sheets, one after another."""
        page: SheetBuilder | None = None
        row = depth = 0
        for event, node in _steps(file, (*_STYLES, *_TABLES), ("start", "end")):
            if node.tag == f"{_TABLE}table":
                depth += 1 if event == "start" else -1
                if event == "start" and depth == 1:
                    name, style = node.get(f"{_TABLE}name") or "", node.get(f"{_TABLE}style-name")
                    page, row, self._columns = SheetBuilder(name, hidden=style in self._hidden), 0, []
                elif event == "end" and page is not None and depth == 0:
                    yield page
                    page = None
                    node.clear()
            elif event == "end" and node.tag in _TABLES:
                row += self._part(page, row, node) if page is not None and depth == 1 else 0
            elif event == "end":
                self._learn(node)

    def _learn(self, node: Any) -> None:
        name = node.get(f"{_STYLE}name") or ""
        if node.tag == f"{_STYLE}font-face":
            self._faces[name] = (node.get(f"{_SVG}font-family") or name).strip("'\"")
            return
        if node.tag == f"{_NUMBER}date-style":
            shown = {etree.QName(one).localname for one in node}
            if {"month", "year"} <= shown and not shown & {"day", "hours", "day-of-week"}:
                self._months.add(name)
            return
        if node.get(f"{_STYLE}data-style-name") in self._months:
            self._months.add(name)
        properties = node.find(f"{_STYLE}text-properties")
        if properties is not None:
            lines = {properties.get(f"{_STYLE}text-line-through-{what}") for what in ("style", "type")}
            if lines - {None, "none"}:
                self._struck.add(name)
            face = properties.get(f"{_STYLE}font-name") or ""
            self._fonts[name] = self._faces.get(face, face) or (
                properties.get(f"{_FO}font-family") or ""
            ).strip("'\"")
        table = node.find(f"{_STYLE}table-properties")
        if table is not None and table.get(f"{_TABLE}display") == "false":
            self._hidden.add(name)
        for what, size in (("column", "width"), ("row", "height")):
            sized = node.find(f"{_STYLE}table-{what}-properties")
            if sized is not None and is_nothing(sized.get(f"{_STYLE}{what}-{size}")):
                self._hidden.add(name)

    def _is_unseen(self, node: Any) -> bool:
        """Return whether a column or row is hidden, or has no size."""
        return node.get(f"{_TABLE}visibility") in _UNSEEN or node.get(f"{_TABLE}style-name") in self._hidden

    def _part(self, page: SheetBuilder, row: int, node: Any) -> int:
        """Take in columns, or a row; return how many rows that are."""
        if node.tag == f"{_TABLE}table-column":
            self._column(page, node)
            return 0
        times = self._row(page, row, node)
        if self._is_unseen(node):
            page.hide(rows=range(row, min(row + times, ROWS)))
        node.clear()
        return times

    def _column(self, page: SheetBuilder, node: Any) -> None:
        """Learn the style of the cells of a column, or of several, and whether it is hidden."""
        times = min(_times(node, "number-columns-repeated"), COLUMNS)
        first = len(self._columns)
        self._columns += [node.get(f"{_TABLE}default-cell-style-name") or ""] * (times * (first < COLUMNS))
        if self._is_unseen(node):
            page.hide(columns=range(first, first + times))

    def _style(self, cell: Any, column: int) -> str:
        own = cell.get(f"{_TABLE}style-name") or ""
        return own or (self._columns[column] if column < len(self._columns) else "")

    def _row(self, page: SheetBuilder, row: int, node: Any) -> int:
        """Put a row in its place and return how many rows it stands for."""
        times = _times(node, "number-rows-repeated")
        found: list[tuple[int, int, Any, str, tuple[int, int]]] = []
        strikes: list[int] = []
        column = 0
        for cell in node.iterchildren(f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
            repeated = _times(cell, "number-columns-repeated")
            style = self._style(cell, column)
            value, struck = self._value(cell, style)
            span = (_times(cell, "number-rows-spanned"), _times(cell, "number-columns-spanned"))
            if value is not None or span != (1, 1):
                found.append((column, repeated, value, self._fonts.get(style, ""), span))
                strikes += range(column, column + repeated) if struck and value is not None else ()
            column += repeated
        if not found:
            return times
        if row + times > ROWS and any(value is not None for _, _, value, _, _ in found):
            raise LimitPassed("rows", ROWS, row + times)
        for line in range(row, row + times):
            for column, repeated, value, font, (down, across) in found:
                if value is not None and column + repeated > COLUMNS:
                    raise LimitPassed("columns", COLUMNS, column + repeated)
                for place in range(column, column + (repeated if value is not None else 1)):
                    page.put(line, place, value, font)
                page.merge(line, column, line + min(down, ROWS) - 1, column + min(across, COLUMNS) - 1)
            for column in strikes:
                page.strike(line, column)
        return times

    def _value(self, cell: Any, style: str) -> tuple[Any, bool]:
        """Return what a cell shows, and whether all of it is struck out."""
        value, kind = _value(cell), cell.get(f"{_OFFICE}value-type")
        if isinstance(value, datetime) and style in self._months:
            value = month_text(value)
        if style in self._struck or kind not in {"string", None} or not self._struck:
            return value, style in self._struck
        kept = _text(cell, self._struck)
        return (value, value is not None) if kept is None or not kept.strip() else (kept, False)


def _steps(file: Any, wanted: tuple[str, ...], events: tuple[str, ...]) -> Any:
    return etree.iterparse(
        file, events=events, tag=wanted, resolve_entities=False, no_network=True, load_dtd=False
    )


def _times(node: Any, name: str) -> int:
    text = node.get(f"{_TABLE}{name}") or ""
    return max(1, int(text[:9])) if text.isascii() and text.isdigit() else 1


def _value(cell: Any) -> Any:
    kind = cell.get(f"{_OFFICE}value-type")
    try:
        if kind == "percentage":
            return percent_text(float(cell.get(f"{_OFFICE}value") or ""))
        if kind in {"float", "currency"}:
            return float(cell.get(f"{_OFFICE}value") or "")
        if kind == "date":
            return datetime.fromisoformat((cell.get(f"{_OFFICE}date-value") or "")[:19])
        if kind == "time":
            return _duration(cell.get(f"{_OFFICE}time-value") or "")
        if kind == "boolean":
            return cell.get(f"{_OFFICE}boolean-value") == "true"
    except ValueError:
        return _text(cell)
    return _text(cell) or cell.get(f"{_OFFICE}string-value")


def _text(cell: Any, struck: Collection[str] = ()) -> str | None:
    """Return the text of a cell, without what stands in one of the styles `struck`."""
    lines = ["".join(_pieces(paragraph, struck)) for paragraph in cell.iterchildren(f"{_TEXT}p", f"{_TEXT}h")]
    return "\n".join(lines) if any(lines) else None


def _pieces(node: Any, struck: Collection[str]) -> Iterator[str]:
    yield node.text or ""
    for child in node:
        if child.tag in {f"{_TEXT}s", f"{_TEXT}tab"}:
            yield " "
        elif child.tag == f"{_TEXT}line-break":
            yield "\n"
        elif child.tag != f"{_OFFICE}annotation" and child.get(f"{_TEXT}style-name") not in struck:
            yield from _pieces(child, struck)
        yield child.tail or ""


def _duration(text: str) -> timedelta:
    """Read an ISO duration of hours, minutes and seconds. Raises ValueError."""
    if not text.startswith("PT"):
        raise ValueError(text)
    total, figures = 0.0, ""
    for letter in text[2:]:
        if letter in "HMS":
            total += float(figures.replace(",", ".")) * {"H": 3600, "M": 60, "S": 1}[letter]
            figures = ""
        else:
            figures += letter
    return timedelta(seconds=total)
