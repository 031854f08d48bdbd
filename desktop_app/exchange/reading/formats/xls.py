"""Reads old workbooks (.xls).

The cells with calamine; fonts, error values and a second count from the file itself.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from desktop_app.domain.encodings import in_capitals
from desktop_app.exchange.reading import biff
from desktop_app.exchange.reading.biff_texts import RichText, rich_texts
from desktop_app.exchange.reading.compound import BOOKS, SIGNATURE, Compound
from desktop_app.exchange.reading.formats.calamine import read_cells
from desktop_app.exchange.reading.formats.packed import MOST_NAMED, LimitPassed, Packed
from desktop_app.exchange.reading.style import Style
from desktop_app.exchange.reading.transport import pack

_AREA = 6_000_000


def read_xls(path: Path) -> list[Packed]:
    """Read every worksheet. Raises NotCompound, BrokenOff and what calamine raises."""
    content = path.read_bytes()
    if not content.startswith(SIGNATURE):
        return read_cells(path)
    book = Compound(content)
    stream = next((found for name in BOOKS if (found := book.stream(name))), b"")
    styles, known = dict(enumerate(biff.styles(stream))), biff.sheets(stream)
    _check_area(known.values())
    read, gone = read_cells(path), biff.struck_fonts(stream)
    rich = rich_texts(stream) if any(gone.values()) else {}
    for name, _, rows, *_ in read:
        _drop_struck(rows, known.get(name, biff.OldSheet()), styles, rich, gone)
    return [completed(sheet, known.get(sheet[0], biff.OldSheet()), styles) for sheet in read]


def _drop_struck(
    rows: list[list[Any]],
    known: biff.OldSheet,
    styles: dict[int, Style],
    rich: Mapping[int, RichText],
    gone: Mapping[int, bool],
) -> None:
    """Leave of texts that are struck out in part what is in force; one of which nothing is left stays whole.

    That one gets a style that strikes it out.
    """
    for place, number in known.shared.items():
        if number not in rich or _place(rows, *place) is None:
            continue
        style = styles.get(known.texts[place], Style())
        left = rich[number].in_force(gone, cell_struck=style.struck)
        if left:
            rows[place[0]][place[1]] = left
        struck = replace(style, struck=not left)
        if struck != style:
            known.texts[place] = len(styles)
            styles[len(styles)] = struck


def _check_area(sheets: Iterable[biff.OldSheet]) -> None:
    """Refuse a lone cell far away: calamine fills all the cells up to it. Raises LimitPassed."""
    for sheet in sheets:
        places = [*sheet.values, *sheet.texts, *sheet.errors]
        rows, columns = (max((place[axis] for place in places), default=0) + 1 for axis in (0, 1))
        if rows * columns > _AREA:
            raise LimitPassed("area", _AREA, rows * columns)


def completed(sheet: Packed, known: biff.OldSheet, styles: Mapping[int, Style]) -> Packed:
    """Add what a second look at a sheet found.

    Error values, percentages, months, capitals, fonts, and what is left out, struck out or hidden.
    """
    fonts_of = {place: style.font for place, style in styles.items()}
    name, hidden, rows, merges, _, met, *_ = sheet
    lost = sorted(place for place in known.values if _place(rows, *place) is None)
    for (row, column), text in known.errors.items():
        if _place(rows, row, column) is None:
            _put(rows, row, column, text)
    kinds = {place for place, style in styles.items() if style.kind}
    for (row, column), style in known.values.items():
        if style in kinds and _place(rows, row, column) is not None:
            rows[row][column] = styles[style].shown(rows[row][column])
    for (row, column), style in known.texts.items():
        value = _place(rows, row, column)
        if isinstance(value, str):
            rows[row][column] = in_capitals(value, fonts_of.get(style, ""))
    found = biff.fonts_by_column(known, fonts_of)
    fonts = [found.get(column, []) for column in range(max(found, default=-1) + 1)]
    gone = {place for place, style in styles.items() if style.struck}
    struck = sorted(
        place
        for place, style in (known.texts | known.values).items()
        if style in gone and _place(rows, *place) is not None
    )
    unseen = sorted(known.hidden_columns), sorted(row for row in known.hidden_rows if row < len(rows))
    return name, hidden, rows, merges, fonts, met, len(lost), lost[:MOST_NAMED], [], struck, *unseen


def _place(rows: list[list[Any]], row: int, column: int) -> Any:
    """Return the value that a cell shows; None if it shows nothing."""
    return pack(rows[row][column]) if row < len(rows) and column < len(rows[row]) else None


def _put(rows: list[list[Any]], row: int, column: int, value: str) -> None:
    rows.extend([] for _ in range(row + 1 - len(rows)))
    rows[row].extend([None] * (column + 1 - len(rows[row])))
    rows[row][column] = value
