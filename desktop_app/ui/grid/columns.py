"""What a table shows: columns, and sections of rows."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Literal, TypeVar

from desktop_app.domain.text import sort_key
from desktop_app.domain.work import STEP, Steps

R = TypeVar("R")
K = TypeVar("K")


@dataclass(frozen=True, slots=True)
class GridColumn(Generic[R]):
    """One column.

    `value` returns what sorts, `text` what is shown and edited (else the value as text). `width` is in pixels
    at 100 %; 0 takes what the others leave, and `stretch` grants a column a share of what is left beyond its
    width. `delegate` names how a cell is painted and edited: text, progress, status, state or date. `mark`
    returns the key that colours a status; `tip` a tool tip other than the whole text; `sort` a key that is
    cheaper than that of the value. `slanted` returns whether a cell shows what was not entered for it: it
    stands in italics and grey.
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
    slanted: Callable[[R], bool] | None = None

    def shown(self, row: R) -> str:
        """Return the text of a row's cell."""
        if self.text is not None:
            return self.text(row)
        value = self.value(row)
        return "" if value is None else str(value)


@dataclass(frozen=True, slots=True)
class GridSection(Generic[R]):
    """Rows under one heading, with a summary at its right end. Without a title no heading is shown."""

    key: str
    title: str
    rows: Sequence[R]
    summary: str = ""

    @property
    def heading(self) -> str:
        """Title and summary, as they are read aloud."""
        return f"{self.title} · {self.summary}" if self.summary else self.title


Edit = tuple[R, str, str]
"""A row, a column's key, and the text that was entered."""


def sorting(rows: Iterable[tuple[K, R]], column: GridColumn[R], *, descending: bool) -> Steps[list[K]]:
    """Sort rows with their keys by a column, pausing now and then; return the keys.

    Texts stand in Vietnamese order, empty cells last in both directions.
    """
    filled: list[tuple[Any, K]] = []
    empty: list[K] = []
    for number, (key, row) in enumerate(rows, start=1):
        value = column.sort(row) if column.sort else column.value(row)
        if value is None or value == "":
            empty.append(key)
        elif isinstance(value, str) and column.sort is None:
            filled.append((sort_key(value), key))
        else:
            filled.append((value, key))
        if not number % STEP:
            yield
    yield
    filled.sort(key=_first, reverse=descending)
    return [key for _, key in filled] + empty


def _first(pair: tuple[Any, Any]) -> Any:
    return pair[0]
