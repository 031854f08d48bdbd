"""An edition (bản danh mục): the task list as it was issued on one day."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from desktop_app.domain.task import Assignment
from desktop_app.domain.text import fold


class RowKind(StrEnum):
    """What a row of a new list means for the tasks that are kept."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    GONE = "gone"
    AMBIGUOUS = "ambiguous"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Problem:
    """Something about a cell ("B7") that a person should know.

    `code` names it, `text` is what the cell holds.
    """

    cell: str
    code: str
    text: str = ""


Others = tuple[tuple[str, str], ...]
"""The texts of a row in columns that are no field of a task, each behind the title of its column."""


@dataclass(frozen=True, slots=True)
class ListRow:
    """One row of a list, read: `row` counts the sheet's rows from 1.

    `group_title` is the group as the list says. `folded` is the content as compared, folded once; whoever has
    it already passes it on. `of_report`: the list is a report of this program, which names every task, those
    too that the last list left out, and so brings none back. `doubt`: why a person must say whether the row
    is a task at all: it is "struck" out, or seems a "remark". `others` is kept with the row and shown, and
    nothing else comes of it.
    """

    row: int
    group_title: str
    given: Assignment
    problems: tuple[Problem, ...] = ()
    others: Others = ()
    folded: str = field(default="", compare=False, repr=False)
    of_report: bool = field(default=False, compare=False, repr=False)
    doubt: str = field(default="", compare=False, repr=False)

    def __post_init__(self) -> None:
        """Fold the content."""
        if not self.folded:
            object.__setattr__(self, "folded", fold(self.given.content))


@dataclass(frozen=True, slots=True)
class Edition:
    """An accepted list and where it came from. `mapping` says which heading was read as which field.

    `document` is the number of the paper that issued the list, if the officer or the list itself said it.
    """

    id: int
    programme_id: int
    title: str
    issued_on: date | None
    file_name: str
    sha256: str
    sheet: str
    header_row: int
    received_at: str
    received_by: str
    mapping: dict[str, str] = field(default_factory=dict)
    document: str = ""
