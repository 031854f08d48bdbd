"""What the reading of a list passed over of its columns, told in the preview and kept with the edition."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class UnusedColumn:
    """A column from 0 whose cells are in no task, and in how many tasks' rows it is filled.

    `title` is "" for a column without one. `instead` is the column that holds its field, if another one does;
    `fills` says that it speaks where that one is blank, as the column of an older value.
    """

    column: int
    title: str
    filled: int
    instead: int | None = None
    fills: bool = False


@dataclass(frozen=True, slots=True)
class Unread:
    """What the reading of the columns of a list passed over: missing fields, unused columns, hidden ones.

    `titles` are those of the columns that are meant; `rows` counts the hidden rows that were read.
    """

    missing: tuple[str, ...] = ()
    unused: tuple[UnusedColumn, ...] = ()
    hidden: tuple[int, ...] = ()
    rows: int = 0
    titles: Mapping[int, str] = field(default_factory=dict)

    def plain(self) -> dict[str, Any]:
        """Return it as JSON can carry it."""
        return {
            "missing": self.missing,
            "unused": [[one.column, one.title, one.filled, one.instead, one.fills] for one in self.unused],
            "hidden": self.hidden,
            "rows": self.rows,
            "titles": list(self.titles.items()),
        }


def unread_of(said: Mapping[str, Any]) -> Unread:
    """Return what `plain` wrote; nothing of the report of an earlier program."""
    return Unread(
        missing=tuple(said.get("missing", ())),
        unused=tuple(UnusedColumn(*one) for one in said.get("unused", ())),
        hidden=tuple(said.get("hidden", ())),
        rows=said.get("rows", 0),
        titles=dict(said.get("titles", ())),
    )
