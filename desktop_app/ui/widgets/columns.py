"""What a table shows: columns, and sections of rows."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Literal, TypeVar

from desktop_app.domain.text import sort_key

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Column(Generic[R]):
    """One column.

    `value` gives what sorts, `text` what is shown and edited (else the value as text). `width` is in pixels at 100 %;
    0 takes what the others leave, and `stretch` gives a column a share of what is left beyond its width. `delegate`
    names how a cell is painted and edited: text, progress, status, state or date. `mark` gives the key that colours a
    status; `tip` a tool tip other than the whole text; `sort` a key that is cheaper than that of the value.
    """

    key: str
    title: str
    value: Callable[[R], Any]
    text: Callable[[R], str] | None = None
    align: Literal["left", "right"] = "left"
    width: int = 100
    editable: bool = False
    delegate: str = "text"
    hidden: bool = False
    stretch: int = 0
    mark: Callable[[R], str] | None = None
    tip: Callable[[R], str] | None = None
    choices: tuple[str, ...] = ()
    sort: Callable[[R], Any] | None = None

    def shown(self, row: R) -> str:
        """Give the text of a row's cell."""
        if self.text is not None:
            return self.text(row)
        value = self.value(row)
        return "" if value is None else str(value)


@dataclass(frozen=True, slots=True)
class Section(Generic[R]):
    """Rows under one heading, with a summary at its right end. Without a title no heading is shown."""

    key: str
    title: str
    rows: Sequence[R]
    summary: str = ""


Edit = tuple[R, str, str]
"""A row, a column's key, and the text that was entered."""


def sorted_rows(rows: Sequence[R], column: Column[R], *, descending: bool) -> list[R]:
    """Sort rows by a column: texts in Vietnamese order, empty cells last in both directions."""
    filled: list[tuple[Any, R]] = []
    empty: list[R] = []
    for row in rows:
        value = column.sort(row) if column.sort else column.value(row)
        if value is None or value == "":
            empty.append(row)
        elif isinstance(value, str) and column.sort is None:
            filled.append((sort_key(value), row))
        else:
            filled.append((value, row))
    filled.sort(key=_first, reverse=descending)
    return [row for _, row in filled] + empty


def _first(pair: tuple[Any, Any]) -> Any:
    return pair[0]
