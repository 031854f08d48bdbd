"""A sheet while it is being read in the child process.

Cells put in their places, under the limits of a list.
"""

import re
from collections.abc import Iterable
from typing import Any

from desktop_app.exchange.reading.limits import CELLS, COLUMNS, MERGES, ROWS
from desktop_app.exchange.reading.transport import pack

Merge = tuple[int, int, int, int]
Place = tuple[int, int]
Packed = tuple[
    str,
    bool,
    list[list[Any]],
    list[Merge],
    list[list[str]],
    int,
    int,
    list[Place],
    list[int],
    list[Place],
    list[int],
    list[int],
]
"""What the child hands over of one sheet.

Name, hidden, rows of values from row 1 and column A, merged ranges from 0, the fonts of each column, how many
cells were met (with those that hold nothing but blanks), how many hold something that could not be read, the
places of these (row and column from 0), as many as are named, the rows that stand beside the table of a
document, the places of texts that are struck out, and the columns and rows that are hidden.
"""

MOST_NAMED = 10_000
"""So many cells that could not be read are named; all are counted."""


class LimitPassed(Exception):
    """A sheet passes a limit of the preflight: `args` are what, limit and found, as in SourceTooLarge."""


_NOTHING = re.compile(r"0+(?:\.0*)?[a-z]*")


def is_nothing(size: str | None) -> bool:
    """Return whether a width or height as files write it ("0", "0.0cm") leaves nothing to see."""
    return size is not None and _NOTHING.fullmatch(size) is not None


class SheetBuilder:
    """One sheet. Cells may come in any order; one that shows nothing takes no place."""

    def __init__(self, name: str, *, hidden: bool = False) -> None:
        self.name = name
        self._lost: list[Place] = []
        self._lost_cells = 0
        self._asides: list[int] = []
        self._struck: list[Place] = []
        self._hidden_columns: set[int] = set()
        self._hidden_rows: set[int] = set()
        self._hidden = hidden
        self._rows: list[list[Any]] = []
        self._merges: list[Merge] = []
        self._fonts: dict[int, dict[str, None]] = {}
        self._merged = self._cells = self._met = 0

    @property
    def height(self) -> int:
        """Return how many rows there are, up to the last that holds something."""
        return len(self._rows)

    def put(self, row: int, column: int, value: Any, font: str = "") -> None:
        """Put a value into a cell. Raises LimitPassed."""
        self._met += value is not None
        value = pack(value)
        if value is None:
            return
        _hold("rows", ROWS, row + 1)
        _hold("columns", COLUMNS, column + 1)
        self._cells += 1
        _hold("cells", CELLS, self._cells)
        while len(self._rows) <= row:
            self._rows.append([])
        cells = self._rows[row]
        cells.extend([None] * (column + 1 - len(cells)))
        cells[column] = value
        if font:
            self._fonts.setdefault(column, {})[font] = None

    def lose(self, row: int, column: int) -> None:
        """Count a cell that holds something which could not be read, and name it."""
        self._lost_cells += 1
        if len(self._lost) < MOST_NAMED:
            self._lost.append((row, column))

    def strike(self, row: int, column: int) -> None:
        """Mark a cell whose whole text is struck out."""
        self._struck.append((row, column))

    def hide(self, *, columns: Iterable[int] = (), rows: Iterable[int] = ()) -> None:
        """Mark columns and rows that are hidden from a reader, as far as a list can reach."""
        self._hidden_columns.update(one for one in columns if one < COLUMNS)
        self._hidden_rows.update(one for one in rows if one < ROWS)

    def aside(self, row: int) -> None:
        """Mark a row of a document that is no part of its table."""
        self._asides.append(row)

    def merge(self, top: int, left: int, bottom: int, right: int) -> None:
        """Merge cells; a single one is left as it is. Raises LimitPassed."""
        if (top, left) == (bottom, right) or bottom < top or right < left:
            return
        self._merged += (bottom - top + 1) * (right - left + 1)
        _hold("merges", MERGES, self._merged)
        self._merges.append((top, left, bottom, right))

    def packed(self) -> Packed:
        """Return the sheet."""
        width = max(self._fonts, default=-1) + 1
        fonts = [list(self._fonts.get(column, ())) for column in range(width)]
        lost = self._lost_cells, self._lost
        rows = [row for row in sorted(self._hidden_rows) if row < len(self._rows)]
        marked = self._asides, self._struck, sorted(self._hidden_columns), rows
        return self.name, self._hidden, self._rows, self._merges, fonts, self._met, *lost, *marked


def _hold(what: str, limit: int, found: int) -> None:
    if found > limit:
        raise LimitPassed(what, limit, found)
