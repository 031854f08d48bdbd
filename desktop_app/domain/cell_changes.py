"""The cells of a task that a new list would change, each beside what the last list said of it. Pure.

A blank cell never erases, and a difference that means nothing in an official text (`text.same_text`) is no change.
"""

from dataclasses import dataclass
from typing import Literal

from desktop_app.domain.agency import agency_key
from desktop_app.domain.deadline import read_deadline
from desktop_app.domain.task import Assignment, Task
from desktop_app.domain.text import same_text

FieldName = Literal["group", "number", "content", "leads", "coordinating", "output", "deadline", "fate"]
FieldValue = str | int | tuple[str, ...] | None
TEXT_FIELDS: tuple[FieldName, ...] = ("number", "content", "output")
AGENCY_FIELDS: tuple[FieldName, ...] = ("leads", "coordinating")


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One cell that the new list would change. `base` is what the last list said (None: it never listed the task).

    `conflict` says that the province changed the cell by hand and the Ministry changed it too. The field "fate" stands
    for a task that was decided on after it had gone from the list, and that the list names again.
    """

    field: FieldName
    base: FieldValue
    present: FieldValue
    incoming: FieldValue
    conflict: bool


@dataclass(frozen=True, slots=True)
class Known:
    """A task of the data file beside what the last edition that listed it said (None: added by hand)."""

    task: Task
    base: Assignment | None = None


def changes_between(known: Known, given: Assignment) -> tuple[FieldChange, ...]:
    """Give the cells in which `given` differs from the present task, with the conflicts among them."""
    present, base = known.task.given, known.base
    changes = []
    fields: tuple[FieldName, ...] = ("group", *TEXT_FIELDS, *AGENCY_FIELDS, "deadline")
    for name in fields:
        incoming: FieldValue = getattr(given, name)
        now: FieldValue = getattr(present, name)
        before: FieldValue = None if base is None else getattr(base, name)
        if _blank(incoming) or _same(name, incoming, now):
            continue
        by_hand = not _same(name, before, now) and not (base is None and _blank(now))
        if by_hand and base is not None and _same(name, before, incoming):
            continue
        changes.append(FieldChange(name, before, now, incoming, conflict=by_hand))
    return tuple(changes)


def _blank(value: FieldValue) -> bool:
    return value is None or value in ("", (), 0)


def _same(name: FieldName, one: FieldValue, other: FieldValue) -> bool:
    if _blank(one) or _blank(other):
        return _blank(one) and _blank(other)
    if isinstance(one, tuple) and isinstance(other, tuple):
        return [agency_key(part) for part in one] == [agency_key(part) for part in other]
    if name == "deadline" and isinstance(one, str) and isinstance(other, str):
        return same_text(one, other) or _same_day(one, other)
    if isinstance(one, str) and isinstance(other, str):
        return same_text(one, other)
    return one == other


def _same_day(one: str, other: str) -> bool:
    first, second = read_deadline(one), read_deadline(other)
    days = (first.starts_on, first.ends_on, first.recurs)
    known = first.ends_on is not None or first.recurs is not None
    return known and days == (second.starts_on, second.ends_on, second.recurs)
