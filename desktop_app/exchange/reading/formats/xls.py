"""Reads old workbooks (.xls).

The cells with calamine; fonts, error values and a second count from the file itself.
"""

from collections.abc import Collection, Iterable
from pathlib import Path
from typing import Any

from desktop_app.domain.encodings import in_capitals
from desktop_app.exchange.reading import biff
from desktop_app.exchange.reading.compound import BOOKS, SIGNATURE, Compound
from desktop_app.exchange.reading.formats.calamine import read_cells
from desktop_app.exchange.reading.formats.packed import MOST_NAMED, Beyond, Packed
from desktop_app.exchange.reading.transport import pack
from desktop_app.lists.cells import percent_text

_AREA = 6_000_000


def read_xls(path: Path) -> list[Packed]:
    """Read every worksheet. Raises NotCompound, BrokenOff and what calamine raises."""
    content = path.read_bytes()
    if not content.startswith(SIGNATURE):
        return read_cells(path)
    book = Compound(content)
    stream = next((found for name in BOOKS if (found := book.stream(name))), b"")
    formats, known = biff.fonts_of_formats(stream), biff.sheets(stream)
    _check_area(known.values())
    percents = biff.percent_formats(stream)
    return [
        completed(sheet, known.get(sheet[0], biff.OldSheet()), formats, percents)
        for sheet in read_cells(path)
    ]


def _check_area(sheets: Iterable[biff.OldSheet]) -> None:
    """Refuse a lone cell far away: calamine fills all the cells up to it. Raises Beyond."""
    for sheet in sheets:
        places = [*sheet.values, *sheet.texts, *sheet.errors]
        rows, columns = (max((place[axis] for place in places), default=0) + 1 for axis in (0, 1))
        if rows * columns > _AREA:
            raise Beyond("area", _AREA, rows * columns)


def completed(
    sheet: Packed, known: biff.OldSheet, formats: dict[int, str], percents: Collection[int]
) -> Packed:
    """Add what a second look at a sheet found.

    Error values, percentages, capitals, fonts, and cells left out.
    """
    name, hidden, rows, merges, _, met, *_ = sheet
    lost = sorted(place for place in known.values if _place(rows, *place) is None)
    for (row, column), text in known.errors.items():
        if _place(rows, row, column) is None:
            _put(rows, row, column, text)
    for (row, column), style in known.values.items() if percents else ():
        value = _place(rows, row, column)
        if style in percents and isinstance(value, int | float) and not isinstance(value, bool):
            rows[row][column] = percent_text(value)
    for (row, column), style in known.texts.items():
        value = _place(rows, row, column)
        if isinstance(value, str):
            rows[row][column] = in_capitals(value, formats.get(style, ""))
    found = biff.fonts_by_column(known, formats)
    fonts = [found.get(column, []) for column in range(max(found, default=-1) + 1)]
    return name, hidden, rows, merges, fonts, met, len(lost), lost[:MOST_NAMED], [], []


def _place(rows: list[list[Any]], row: int, column: int) -> Any:
    """Return the value that a cell shows; None if it shows nothing."""
    return pack(rows[row][column]) if row < len(rows) and column < len(rows[row]) else None


def _put(rows: list[list[Any]], row: int, column: int, value: str) -> None:
    rows.extend([] for _ in range(row + 1 - len(rows)))
    rows[row].extend([None] * (column + 1 - len(rows[row])))
    rows[row][column] = value
