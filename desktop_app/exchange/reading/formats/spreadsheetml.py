"""Reads SpreadsheetML of 2003 ("XML Spreadsheet"), which many programs write under the name .xls."""

from collections.abc import Collection, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from lxml import etree

from desktop_app.exchange.reading.formats.packed import Packed, SheetBuilder
from desktop_app.exchange.reading.limits import COLUMNS, ROWS
from desktop_app.lists.cells import percent_text, shows_percent

_SS = "{urn:schemas-microsoft-com:office:spreadsheet}"
_HIDDEN = {"SheetHidden", "SheetVeryHidden"}


def read_spreadsheetml(path: Path) -> list[Packed]:
    """Read every worksheet. Raises Beyond, XMLSyntaxError."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    book = etree.fromstring(path.read_bytes().lstrip(), parser)
    fonts = dict(_fonts(book))
    percents = frozenset(_percents(book))
    return [_sheet(sheet, fonts, percents).packed() for sheet in book.iter(f"{_SS}Worksheet")]


def _fonts(book: Any) -> Iterator[tuple[str, str]]:
    for style in book.iter(f"{_SS}Style"):
        font = style.find(f"{_SS}Font")
        if font is not None:
            yield style.get(f"{_SS}ID") or "", font.get(f"{_SS}FontName") or ""


def _percents(book: Any) -> Iterator[str]:
    """Yield the styles that show hundredths.

    A style has the number format of its parent if it has none itself.
    """
    known: dict[str, str] = {}
    for style in book.iter(f"{_SS}Style"):
        number = style.find(f"{_SS}NumberFormat")
        inherited = known.get(style.get(f"{_SS}Parent") or "", "")
        code = inherited if number is None else number.get(f"{_SS}Format") or ""
        known[style.get(f"{_SS}ID") or ""] = code
    yield from (name for name, code in known.items() if code == "Percent" or shows_percent(code))


def _sheet(sheet: Any, fonts: dict[str, str], percents: Collection[str]) -> SheetBuilder:
    visible = next((node.text for node in sheet.iter("{*}Visible")), "")
    page = SheetBuilder(sheet.get(f"{_SS}Name") or "", hidden=visible in _HIDDEN)
    row = -1
    for line in sheet.iterfind(f"{_SS}Table/{_SS}Row"):
        row = _place(line, row + 1)
        column = -1
        for cell in line.iterfind(f"{_SS}Cell"):
            column = _place(cell, column + 1)
            across = min(_whole(cell, "MergeAcross"), COLUMNS)
            down = min(_whole(cell, "MergeDown"), ROWS)
            style = _style(cell, line)
            value = _value(cell.find(f"{_SS}Data"))
            shown = percent_text(value) if isinstance(value, float) and style in percents else value
            page.put(row, column, shown, fonts.get(style, ""))
            page.merge(row, column, row + down, column + across)
            column += across
        row += _whole(line, "Span")
    return page


def _style(cell: Any, line: Any) -> str:
    return cell.get(f"{_SS}StyleID") or line.get(f"{_SS}StyleID") or "Default"


def _value(data: Any) -> Any:
    if data is None:
        return None
    text = "".join(data.itertext())
    kind = data.get(f"{_SS}Type")
    try:
        if kind == "Number":
            return float(text)
        if kind == "DateTime":
            return datetime.fromisoformat(text.strip()[:19])
    except ValueError:
        return text
    return text.strip() == "1" if kind == "Boolean" else text


def _place(node: Any, following: int) -> int:
    given = _whole(node, "Index")
    return given - 1 if given else following


def _whole(node: Any, name: str) -> int:
    text = node.get(f"{_SS}{name}") or ""
    return int(text[:9]) if text.isascii() and text.isdigit() else 0
