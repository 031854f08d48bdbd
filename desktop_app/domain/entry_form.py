"""The entry form (phiếu cập nhật) that an agency fills for its tasks in a period, and what came back of it."""

from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

from desktop_app.domain.editions import Problem
from desktop_app.domain.progress import ProgressChanges, ProgressEntry, State

EntryField = Literal["state", "percent", "completed_on", "result", "difficulty", "proposal", "note"]
ENTRY_FIELDS: tuple[EntryField, ...] = get_args(EntryField)
EntryValue = State | int | date | str | None


@dataclass(frozen=True, slots=True)
class EntryLine:
    """One task of the form, with what was recorded of it when the form was made (`base`)."""

    task_id: int
    group: int
    group_title: str
    number: str
    content: str
    deadline: str
    output: str
    base: ProgressEntry


@dataclass(frozen=True, slots=True)
class EntryForm:
    """The form for `agency`; `period` is the period's id, as in "nd09/2021-Q4"."""

    programme_number: str
    programme_title: str
    illustrative: bool
    period: str
    period_label: str
    cut_off: date
    agency: str
    made_on: date
    lines: tuple[EntryLine, ...]


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


def value_of(entry: ProgressEntry, name: EntryField) -> EntryValue:
    """Return one field of an entry."""
    values: dict[EntryField, EntryValue] = {
        "state": entry.state,
        "percent": entry.percent,
        "completed_on": entry.completed_on,
        "result": entry.result,
        "difficulty": entry.difficulty,
        "proposal": entry.proposal,
        "note": entry.note,
    }
    return values[name]


def as_changes(changes: tuple[EntryChange, ...]) -> ProgressChanges:
    """Return the changes as what is recorded."""
    found: ProgressChanges = {}
    for change in changes:
        value = change.incoming
        if change.field == "state" and isinstance(value, State):
            found["state"] = value
        elif change.field == "percent" and isinstance(value, int):
            found["percent"] = value
        elif change.field == "completed_on" and isinstance(value, date):
            found["completed_on"] = value
        elif isinstance(value, str):
            _put_text(found, change.field, value)
    return found


def _put_text(found: ProgressChanges, name: EntryField, text: str) -> None:
    if name == "result":
        found["result"] = text
    elif name == "difficulty":
        found["difficulty"] = text
    elif name == "proposal":
        found["proposal"] = text
    elif name == "note":
        found["note"] = text
