"""The filters in the heading of a table: for each column the texts that are let through, as in Excel."""

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from typing import Generic

from desktop_app.domain.work import STEP, Steps
from desktop_app.ui.grid.columns import GridColumn, R, sorting

Choice = tuple[str, int]
"""The text of a cell, and how many rows bear it."""


class ColumnFilters(Generic[R]):
    """Holds what each column of `columns` lets through; a column without a filter lets everything through."""

    def __init__(self, columns: Sequence[GridColumn[R]]) -> None:
        self._columns = {column.key: column for column in columns}
        self._allowed: dict[str, frozenset[str]] = {}

    @property
    def active(self) -> list[str]:
        """Return the keys of the filtered columns, in the order in which the filters were set."""
        return list(self._allowed)

    def allowed(self, key: str) -> frozenset[str] | None:
        """Return the texts that a column lets through, or None if it is not filtered."""
        return self._allowed.get(key)

    def choose(self, key: str, allowed: AbstractSet[str] | None) -> None:
        """Let only some texts of a column through; None takes the filter away."""
        self._allowed.pop(key, None)
        if allowed is not None:
            self._allowed[key] = frozenset(allowed)

    def clear(self) -> None:
        """Take all filters away."""
        self._allowed.clear()

    def lets(self, row: R, but: str = "") -> bool:
        """Return whether a row passes every filter but that of the column `but`."""
        for key, allowed in self._allowed.items():
            if key != but and self._columns[key].shown(row) not in allowed:
                return False
        return True

    def choosing(self, key: str, rows: Iterable[R]) -> Steps[list[Choice]]:
        """List the texts of a column in its order, empty ones last, in steps.

        Of the rows that the other filters let pass.
        """
        column = self._columns[key]
        counts: dict[str, int] = {}
        first: list[R] = []
        for number, row in enumerate(rows, start=1):
            if not number % STEP:
                yield
            if self.lets(row, but=key):
                text = column.shown(row)
                if text not in counts:
                    counts[text] = 0
                    first.append(row)
                counts[text] += 1
        places = yield from sorting(enumerate(first), column, descending=False)
        ordered = [column.shown(first[place]) for place in places]
        yield
        empty = [text for text in ordered if not text]
        return [(text, counts[text]) for text in [*(text for text in ordered if text), *empty]]
