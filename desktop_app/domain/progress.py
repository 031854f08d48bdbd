"""Progress of one task in one reporting period (tình hình thực hiện)."""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import TypedDict

from desktop_app.domain.errors import FieldOutOfRange, FieldsDisagree

FULL = 100


class State(StrEnum):
    """What the officer says of a task. Withdrawing is an act on the task, not a state."""

    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    DONE = "done"
    SUSPENDED = "suspended"


class Figures(StrEnum):
    """Whether the figures of an entry are final (thực tế) or an estimate (ước tính)."""

    ACTUAL = "actual"
    ESTIMATED = "estimated"


class ProgressChanges(TypedDict, total=False):
    """The fields an officer may set; a key that is absent leaves its field alone."""

    state: State
    percent: int
    completed_on: date | None
    result: str
    difficulty: str
    proposal: str
    note: str
    figures: Figures


TEXTS = ("result", "difficulty", "proposal", "note")

INTERNAL = frozenset({"recorded_at", "recorded_by", "confirmed"})
"""Fields of an entry that stay in the office: who recorded it, when and how."""


@dataclass(frozen=True, slots=True)
class ProgressEntry:
    """What was recorded of task `task_id` for the period called `period` (as in "nd09/2021-Q4").

    `starts_on` and `cut_off` are the period's first and last day. `percent` counts 0 … 100. A completed task carries
    the day it was completed, if known. `confirmed`: nothing was entered, a person confirmed that the period before
    still holds (không thay đổi).
    """

    task_id: int
    period: str
    starts_on: date
    cut_off: date
    state: State = State.NOT_STARTED
    percent: int = 0
    completed_on: date | None = None
    result: str = ""
    difficulty: str = ""
    proposal: str = ""
    note: str = ""
    recorded_at: str = ""
    recorded_by: str = ""
    figures: Figures = Figures.ACTUAL
    confirmed: bool = False

    def __post_init__(self) -> None:
        """Check the rules between the fields."""
        if not 0 <= self.percent <= FULL:
            raise FieldOutOfRange("percent", str(self.percent), "0", str(FULL))
        if self.completed_on is not None and self.state is not State.DONE:
            raise FieldsDisagree("completed_on", "state")
        if self.state is State.DONE and self.percent != FULL:
            raise FieldsDisagree("percent", "state")

    def amended(self, changes: ProgressChanges) -> "ProgressEntry":
        """Return the entry after the officer's changes.

        What was not said follows from what was: a day of completion means done, done means 100 %, a percentage above 0
        means begun, and a task that is no longer done loses its day. Raises RuleBroken if the changes disagree.
        """
        amended = replace(self, **_completed(self, changes))
        return amended if amended == self else replace(amended, confirmed=False)


def _completed(entry: ProgressEntry, changes: ProgressChanges) -> ProgressChanges:
    full: ProgressChanges = {**changes}
    if "state" not in full:
        if full.get("completed_on") is not None:
            full["state"] = State.DONE
        elif "percent" in full and full["percent"] != entry.percent:
            full["state"] = _state_at(full["percent"], entry.state)
    state = full.get("state", entry.state)
    if state is State.DONE:
        full.setdefault("percent", FULL)
    elif entry.state is State.DONE:
        full.setdefault("completed_on", None)
        full.setdefault("percent", 0)
    if state is State.NOT_STARTED:
        full.setdefault("percent", 0)
        if full["percent"]:
            raise FieldsDisagree("percent", "state")
    return full


def _state_at(percent: int, state: State) -> State:
    if state is State.SUSPENDED:
        return state
    if state is State.DONE and percent == FULL:
        return state
    return State.IN_PROGRESS if percent else State.NOT_STARTED
