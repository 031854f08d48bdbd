"""The entry form (phiếu cập nhật) of an agency for its tasks in a period, and what came back."""

from dataclasses import dataclass, field
from datetime import date
from typing import Literal, cast, get_args

from desktop_app.domain.codec import ADDED
from desktop_app.domain.editions import Problem
from desktop_app.domain.progress import GROUP_OF, STANDING, ProgressChanges, ProgressEntry, State

EntryField = Literal["state", "percent", "completed_on", "result", "difficulty", "proposal", "note"]
ENTRY_FIELDS: tuple[EntryField, ...] = get_args(EntryField)
EntryValue = State | int | date | str | None


@dataclass(frozen=True, slots=True)
class EntryLine:
    """One task of the form, with what was shown of it when the form was made (`base`).

    `recorded`: somebody had said by then where the task stands. If nobody had, its cells go out blank.
    """

    task_id: int
    group: int
    group_title: str
    number: str
    content: str
    deadline: str
    output: str
    base: ProgressEntry
    recorded: bool = field(default=True, metadata=ADDED)


@dataclass(frozen=True, slots=True)
class EntryForm:
    """The form for `agency`; `period` is the period's id, as in "nd09/2021-Q4".

    `programme_key` names the programme whatever number it bears; a form of an earlier program has none.
    `sender` is the office that asks, `due` the last day on which it wants the form back.
    """

    programme_number: str
    programme_title: str
    illustrative: bool
    period: str
    period_label: str
    cut_off: date
    agency: str
    made_on: date
    lines: tuple[EntryLine, ...]
    programme_key: str = ""
    sender: str = field(default="", metadata=ADDED)
    due: date | None = field(default=None, metadata=ADDED)


@dataclass(frozen=True, slots=True)
class EntryChange:
    """One cell that the agency filled: as the form went out, as it is recorded now, as it came back.

    `base` is None if the form no longer knows. `conflict`: somebody recorded something else meanwhile.
    """

    field: EntryField
    base: EntryValue
    present: EntryValue
    incoming: EntryValue
    conflict: bool


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One row (from 1) of a form that came back. A row with problems is refused as a whole."""

    row: int
    task_id: int | None
    number: str
    content: str
    changes: tuple[EntryChange, ...] = ()
    problems: tuple[Problem, ...] = ()


def value_of(entry: ProgressEntry, name: EntryField, *, recorded: bool = True) -> EntryValue:
    """Return one field of an entry; where a task stands is no value if nobody `recorded` it."""
    value: EntryValue = getattr(entry, name)
    return value if recorded or GROUP_OF[name] != STANDING else None


def as_changes(changes: tuple[EntryChange, ...]) -> ProgressChanges:
    """Return the changes as what is recorded."""
    return cast("ProgressChanges", {one.field: one.incoming for one in changes if one.incoming is not None})
