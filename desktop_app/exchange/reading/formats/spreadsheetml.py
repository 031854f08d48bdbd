"""Reads SpreadsheetML of 2003 ("XML Spreadsheet"), which many programs write under the name .xls."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from lxml import etree

from desktop_app.exchange.reading.formats.packed import Packed, SheetBuilder, is_nothing
from desktop_app.exchange.reading.limits import COLUMNS, ROWS
from desktop_app.exchange.reading.safe_xml import safe_parser
from desktop_app.exchange.reading.style import Style
from desktop_app.lists.cells import shows_month, shows_percent

_SS = "{urn:schemas-microsoft-com:office:spreadsheet}"
_HIDDEN = {"SheetHidden", "SheetVeryHidden"}


def read_spreadsheetml(path: Path) -> list[Packed]:
    """Read every worksheet. Raises Beyond, XMLSyntaxError."""
    book = etree.fromstring(path.read_bytes().lstrip(), safe_parser())
    styles = _styles(book)
    return [_sheet(sheet, styles).packed() for sheet in book.iter(f"{_SS}Worksheet")]


def _styles(book: Any) -> dict[str, Style]:
    """Return the styles of cells, by name; one says what its parent says if it says nothing itself."""
    known: dict[str, Style] = {}
    for one in book.iter(f"{_SS}Style"):
        style = known.get(one.get(f"{_SS}Parent") or "", Style())
        number, font = one.find(f"{_SS}NumberFormat"), one.find(f"{_SS}Font")
        if number is not None:
            code = number.get(f"{_SS}Format") or ""
            percent = code == "Percent" or shows_percent(code)
            style = replace(style, kind="percent" if percent else "month" if shows_month(code) else "")
        if font is not None:
            struck = font.get(f"{_SS}StrikeThrough") == "1"
            style = replace(style, font=font.get(f"{_SS}FontName") or "", struck=struck)
        known[one.get(f"{_SS}ID") or ""] = style
    return known


def _sheet(sheet: Any, styles: dict[str, Style]) -> SheetBuilder:
    visible = next((node.text for node in sheet.iter("{*}Visible")), "")
    page = SheetBuilder(sheet.get(f"{_SS}Name") or "", hidden=visible in _HIDDEN)
    _hide_columns(page, sheet)
    row = -1
    for line in sheet.iterfind(f"{_SS}Table/{_SS}Row"):
        row = _place(line, row + 1)
        if line.get(f"{_SS}Hidden") == "1" or is_nothing(line.get(f"{_SS}Height")):
            page.hide(rows=range(row, row + 1 + min(_whole(line, "Span"), ROWS)))
        column = -1
        for cell in line.iterfind(f"{_SS}Cell"):
            column = _place(cell, column + 1)
            across = min(_whole(cell, "MergeAcross"), COLUMNS)
            down = min(_whole(cell, "MergeDown"), ROWS)
            style = styles.get(_style(cell, line), Style())
            value = style.shown(_value(cell.find(f"{_SS}Data")))
            page.put(row, column, value, style.font)
            if style.struck and value is not None:
                page.strike(row, column)
            page.merge(row, column, row + down, column + across)
            column += across
        row += _whole(line, "Span")
    return page


def _hide_columns(page: SheetBuilder, sheet: Any) -> None:
    column = -1
    for one in sheet.iterfind(f"{_SS}Table/{_SS}Column"):
        column = _place(one, column + 1)
        last = column + min(_whole(one, "Span"), COLUMNS)
        if one.get(f"{_SS}Hidden") == "1" or is_nothing(one.get(f"{_SS}Width")):
            page.hide(columns=range(column, last + 1))
        column = last


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
