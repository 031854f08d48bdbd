"""The sheets of paper that annexes take: how each lies, and which of them share one.

Heights are estimated from above: what is said to fit on a sheet does.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from desktop_app.domain.reports import Annex, Cell, Chart, Part, Table
from desktop_app.exchange.reports.document_tables import (
    LANDSCAPE,
    LEADING,
    MM_TO_PIXELS,
    PADDING,
    PORTRAIT,
)
from desktop_app.exchange.writing import BOLD, count_lines

POINT = 25.4 / 72
EASE = 5.0
"""Millimetres that stay free, since Word, LibreOffice and typst do not measure alike."""

LYING, UPRIGHT = 170.0 - EASE, 257.0 - EASE
"""Millimetres of a sheet between its upper and its lower margin."""

FULL = 0.75 * LYING
"""Less leaves more than a quarter of a sheet empty."""

SINGLE = 1.15
"""The height of a line outside tables, in sizes of its letters."""

TITLE, NOTE = 14.0, 12.0
BETWEEN, AROUND, CELL = 22 * POINT, 8 * POINT, 1.3
"""Millimetres between two annexes, between heading and table, and what a cell keeps free above and below."""

UprightParts = Callable[[], tuple[Part, ...]]
"""What makes the parts of an annex as wide as an upright sheet."""


def sheets(annexes: Iterable[tuple[Annex, UprightParts]]) -> Iterator[Annex]:
    """Yield the annexes as they stand on paper; short ones follow each other on one sheet.

    One that would leave a good part of a sheet on its side empty stands upright, if it fits on one such sheet
    in letters of the same size.
    """
    before, left = False, 0.0
    for lying, upright_parts in annexes:
        one, high = lying, height(lying, LANDSCAPE)
        if high <= UPRIGHT and not FULL <= high <= LYING:
            upright = replace(lying, parts=upright_parts(), upright=True)
            needed = height(upright, PORTRAIT)
            if needed <= UPRIGHT and _sizes(upright) == _sizes(lying):
                one, high = upright, needed
        follows = one.upright == before and high + BETWEEN <= left
        left = left - BETWEEN - high if follows else (UPRIGHT if one.upright else LYING) - high
        before = one.upright
        yield replace(one, follows=follows)


def height(annex: Annex, room: float) -> float:
    """Return the millimetres that an annex takes in `room` millimetres, more than `UPRIGHT` if it is long."""
    heads = [(annex.name, TITLE), (annex.title, TITLE), (annex.attached, TITLE)]
    heads += [(note, NOTE) for note in annex.notes]
    high = sum(_lines(text, room, size) * size * SINGLE + 4 for text, size in heads) * POINT
    for more in (more for part in annex.parts for more in _heights(part)):
        high += more
        if high > UPRIGHT:
            break
    return high


def _heights(part: Part) -> Iterator[float]:
    yield AROUND
    if isinstance(part, Chart):
        yield part.height
        return
    widths = [column.width for column in part.columns]
    yield _row_height([Cell(column.title, bold=True) for column in part.columns], widths, part.size)
    for row in part.rows:
        yield _row_height(row.cells, widths, part.size)


def _row_height(cells: Sequence[Cell], widths: Sequence[float], size: float) -> float:
    if len(cells) != len(widths):  # the second cell of a group stands over the rest of the table
        widths = (widths[0], sum(widths[1:]))
    most = max(
        _lines(cell.text, width - PADDING, size, BOLD if cell.bold else 1.0)
        for cell, width in zip(cells, widths, strict=True)
    )
    return most * size * LEADING * POINT + CELL


def _lines(text: str, room: float, size: float, weight: float = BOLD) -> int:
    return count_lines(text, room * MM_TO_PIXELS, size, weight)


def _sizes(annex: Annex) -> list[float]:
    return [part.size for part in annex.parts if isinstance(part, Table)]
