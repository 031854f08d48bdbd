"""Reads OpenDocument spreadsheets with their merged cells and fonts.

Zipped (.ods) or as one XML file (.fods).
"""

import zipfile
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from lxml import etree

from desktop_app.exchange.reading.formats.packed import Beyond, Packed, SheetBuilder
from desktop_app.exchange.reading.limits import COLUMNS, ROWS
from desktop_app.lists.cells import percent_text

_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_SVG = "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}"
_FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"


def read_ods(path: Path) -> list[Packed]:
    """Read every sheet. Raises Beyond, XMLSyntaxError, KeyError."""
    if not zipfile.is_zipfile(path):
        with path.open("rb") as file:
            return [page.packed() for page in _Book().pages(file)]
    with zipfile.ZipFile(path) as archive, closing(archive.open("content.xml")) as file:
        return [page.packed() for page in _Book().pages(file)]


class _Book:
    """A document while it streams by."""

    def __init__(self) -> None:
        self._fonts: dict[str, str] = {}
        self._hidden: set[str] = set()
        self._faces: dict[str, str] = {}

    def pages(self, file: Any) -> Iterator[SheetBuilder]:
        """Yield the sheets, one after another."""
        wanted = (f"{_STYLE}style", f"{_STYLE}font-face", f"{_TABLE}table", f"{_TABLE}table-row")
        page: SheetBuilder | None = None
        row = depth = 0
        steps = etree.iterparse(
            file, events=("start", "end"), tag=wanted, resolve_entities=False, no_network=True, load_dtd=False
        )
        for event, node in steps:
            if node.tag == f"{_TABLE}table":
                depth += 1 if event == "start" else -1
                if event == "start" and depth == 1:
                    name, style = node.get(f"{_TABLE}name") or "", node.get(f"{_TABLE}style-name")
                    page, row = SheetBuilder(name, hidden=style in self._hidden), 0
                elif event == "end" and page is not None and depth == 0:
                    yield page
                    page = None
                    node.clear()
            elif event == "end" and node.tag == f"{_TABLE}table-row":
                if page is not None and depth == 1:
                    row += self._row(page, row, node)
                    node.clear()
            elif event == "end":
                self._learn(node)

    def _learn(self, node: Any) -> None:
        name = node.get(f"{_STYLE}name") or ""
        if node.tag == f"{_STYLE}font-face":
            self._faces[name] = (node.get(f"{_SVG}font-family") or name).strip("'\"")
            return
        properties = node.find(f"{_STYLE}text-properties")
        if properties is not None:
            face = properties.get(f"{_STYLE}font-name") or ""
            self._fonts[name] = self._faces.get(face, face) or (
                properties.get(f"{_FO}font-family") or ""
            ).strip("'\"")
        table = node.find(f"{_STYLE}table-properties")
        if table is not None and table.get(f"{_TABLE}display") == "false":
            self._hidden.add(name)

    def _row(self, page: SheetBuilder, row: int, node: Any) -> int:
        """Put a row in its place and return how many rows it stands for."""
        times = _times(node, "number-rows-repeated")
        found: list[tuple[int, int, Any, str, tuple[int, int]]] = []
        column = 0
        for cell in node.iterchildren(f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
            repeated = _times(cell, "number-columns-repeated")
            value = _value(cell)
            span = (_times(cell, "number-rows-spanned"), _times(cell, "number-columns-spanned"))
            if value is not None or span != (1, 1):
                found.append(
                    (
                        column,
                        repeated,
                        value,
                        self._fonts.get(cell.get(f"{_TABLE}style-name") or "", ""),
                        span,
                    )
                )
            column += repeated
        if not found:
            return times
        if row + times > ROWS and any(value is not None for _, _, value, _, _ in found):
            raise Beyond("rows", ROWS, row + times)
        for line in range(row, row + times):
            for column, repeated, value, font, (down, across) in found:
                if value is not None and column + repeated > COLUMNS:
                    raise Beyond("columns", COLUMNS, column + repeated)
                for place in range(column, column + (repeated if value is not None else 1)):
                    page.put(line, place, value, font)
                page.merge(line, column, line + min(down, ROWS) - 1, column + min(across, COLUMNS) - 1)
        return times


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


def _text(cell: Any) -> str | None:
    lines = ["".join(_pieces(paragraph)) for paragraph in cell.iterchildren(f"{_TEXT}p", f"{_TEXT}h")]
    return "\n".join(lines) if any(lines) else None


def _pieces(node: Any) -> Iterator[str]:
    yield node.text or ""
    for child in node:
        if child.tag in {f"{_TEXT}s", f"{_TEXT}tab"}:
            yield " "
        elif child.tag == f"{_TEXT}line-break":
            yield "\n"
        elif child.tag != f"{_OFFICE}annotation":
            yield from _pieces(child)
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
