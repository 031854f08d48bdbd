"""Cells that a reader finds one by one, put together as a sheet, and never more of them than the limits allow."""

from desktop_app.exchange.cell_values import Merge, Packed, Value, pack
from desktop_app.exchange.limits import ROWS, Budget
from desktop_app.exchange.sink import Sink


class Grid:
    """The cells of one sheet, from 0."""

    def __init__(self, answer: Sink, budget: Budget, name: str, *, hidden: bool = False) -> None:
        """Begin empty."""
        self._answer = answer
        self._budget = budget
        self._name = name
        self._hidden = hidden
        self._rows: list[list[Packed]] = []
        self._merges: list[Merge] = []

    def put(self, row: int, column: int, value: Value) -> bool:
        """Put a value; tell whether it is one and not a blank. Raises SourceTooLarge."""
        packed = pack(value)
        if packed is None:
            return False
        self._budget.place(row, column)
        while len(self._rows) <= row:
            self._rows.append([])
        line = self._rows[row]
        line.extend([None] * (column + 1 - len(line)))
        line[column] = packed
        return True

    def merge(self, top: int, left: int, bottom: int, right: int) -> None:
        """Take note of a merged range, both ends in it. Raises SourceTooLarge."""
        if top <= ROWS and (bottom > top or right > left):
            self._budget.merge(top, left, bottom, right)
            self._merges.append((top, left, bottom, right))

    def send(self, fonts: tuple[str, ...] = ()) -> None:
        """Send the sheet off."""
        self._answer.begin(self._name, hidden=self._hidden)
        self._answer.rows(map(tuple, self._rows))
        self._answer.end(self._merges, fonts)
