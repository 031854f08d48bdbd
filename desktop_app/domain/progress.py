"""Progress of one task in one reporting period (tình hình thực hiện)."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Any, TypedDict

from desktop_app.domain.codec import ADDED
from desktop_app.domain.errors import FieldMissing, FieldOutOfRange, FieldsDisagree

FULL = 100
_NEARLY = FULL - 1


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
    suspended_on: date | None


TEXTS = ("result", "difficulty", "proposal", "note")
GROUPS = ("standing", *TEXTS)
"""What is recorded together: state, percent, day and kind of figures are one thing, each text is another."""
STANDING = 0
GROUP_OF: Mapping[str, int] = {
    **dict.fromkeys(("state", "percent", "completed_on", "figures", "suspended_on"), STANDING),
    **{name: place for place, name in enumerate(GROUPS) if place != STANDING},
}
"""The place in `GROUPS` of each field."""

OwnActs = tuple[int | None, ...]
"""For each of `GROUPS` the act that recorded it for the entry's own period.

None for what stands from elsewhere.
"""
WHOLE: OwnActs = (0,) * len(GROUPS)
NOTHING: OwnActs = (None,) * len(GROUPS)
NOW = 2**53
"""The act of what is not written yet: newer than all."""

UNDATED = date.max
"""The day of a completion that an earlier program kept without one.

It stands until `speaking.resolved` finds which day to assume.
"""

INTERNAL = frozenset({"recorded_at", "recorded_by", "confirmed", "acts"})
"""Fields of an entry that stay in the office: who recorded it, when and how."""


@dataclass(frozen=True, slots=True)
class ProgressEntry:
    """What was recorded of task `task_id` for the period called `period` (as in "nd09/2021-Q4").

    `starts_on` and `cut_off` are the period's first and last day. `percent` counts 0 … 100; done, 100 % and a
    day of completion go together, and `assumed` says that the day is the cut-off of the period that first
    said "done", since none was given. `acts` says what was recorded for the period itself; the rest stands
    from the entry that speaks at the cut-off (`speaking.resolved`), and what is stored of it is only what was
    seen. `confirmed`: a person confirmed that this rest still holds (không thay đổi). A suspended task is so
    from `suspended_on`; an earlier program kept no such day, there it was in the whole period.
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
    acts: OwnActs = field(default=WHOLE, metadata=ADDED)
    assumed: bool = field(default=False, metadata=ADDED)
    suspended_on: date | None = field(default=None, metadata=ADDED)

    def __post_init__(self) -> None:
        """Check the rules between the fields."""
        if self.suspended_on is not None and self.state is not State.SUSPENDED:
            raise FieldsDisagree("suspended_on", "state")
        if not 0 <= self.percent <= FULL:
            raise FieldOutOfRange("percent", str(self.percent), "0", str(FULL))
        if self.state is State.DONE:
            if self.percent != FULL:
                raise FieldsDisagree("percent", self.state.value)
            if self.completed_on is None:
                raise FieldMissing("completed_on")
            return
        if self.completed_on is not None or self.assumed:
            raise FieldsDisagree("completed_on", "state")
        if self.percent == FULL or (self.percent and self.state is State.NOT_STARTED):
            raise FieldsDisagree("percent", self.state.value)

    @classmethod
    def as_kept(cls, **kept: Any) -> "ProgressEntry":
        """Return the entry for fields that may be an earlier program's, which let them contradict each other.

        Done without a day: the period's cut-off is assumed. Not done, but 100 %: it was judged as not done
        and still is, with 99 %. Not started, but begun: it is in progress.
        """
        state = kept.get("state", State.NOT_STARTED)
        if state is State.DONE:
            if kept.get("completed_on") is None:
                kept |= {"completed_on": kept["cut_off"], "assumed": True}
        elif percent := kept.get("percent", 0):
            kept["percent"] = min(percent, _NEARLY)
            kept["state"] = State.IN_PROGRESS if state is State.NOT_STARTED else state
        return cls(**kept)

    @property
    def whole(self) -> bool:
        """Return whether everything in the entry was recorded for its own period."""
        return None not in self.acts

    @property
    def unchanged(self) -> bool:
        """Return whether a person confirmed the entry and entered nothing.

        Earlier programs copied all of it.
        """
        return self.confirmed and (self.whole or self.acts == NOTHING)

    def owns(self, field: str) -> bool:
        """Return whether a field was recorded for the entry's own period."""
        return self.acts[GROUP_OF[field]] is not None

    def amended(self, changes: ProgressChanges, first_done: date | None = None) -> "ProgressEntry":
        """Return the entry after the officer's changes.

        What they touch becomes the period's own, and nothing else. What was not said follows from what was: a
        day of completion means done, done means 100 %, 100 % means done, a percentage above 0 means begun, a
        task that is no longer done or suspended loses the day of that. A task done without a day gets
        `first_done`, or the cut-off, as assumed; one suspended without a day is so from the cut-off. Raises
        RuleBroken if the changes disagree.
        """
        named = {GROUP_OF[name] for name in changes}
        amended = replace(self, **_completed(self, changes, first_done))
        touched = {
            place
            for place in named
            if self.acts[place] is None or _said(self, place) != _said(amended, place)
        }
        if not touched:
            return self
        acts = tuple(NOW if place in touched else act for place, act in enumerate(self.acts))
        return replace(amended, acts=acts, confirmed=self.confirmed and None in acts)

    def recorded_by_act(self, act_id: int, moment: str, user: str) -> "ProgressEntry":
        """Return the entry as the act `act_id` writes it."""
        acts = tuple(act_id if act == NOW else act for act in self.acts)
        return replace(self, acts=acts, recorded_at=moment, recorded_by=user)


def standing_of(entry: ProgressEntry) -> dict[str, Any]:
    """Return the fields of an entry that say where its task stands."""
    names = ("state", "percent", "completed_on", "figures", "assumed", "suspended_on")
    return {name: getattr(entry, name) for name in names}


def _said(entry: ProgressEntry, place: int) -> Any:
    return standing_of(entry) if place == STANDING else getattr(entry, GROUPS[place])


def _completed(entry: ProgressEntry, changes: ProgressChanges, first_done: date | None) -> dict[str, Any]:
    full: dict[str, Any] = {**changes}
    if "state" not in full:
        if full.get("completed_on") is not None:
            full["state"] = State.DONE
        elif full.get("suspended_on") is not None:
            full["state"] = State.SUSPENDED
        elif "percent" in full and full["percent"] != entry.percent:
            full["state"] = _state_at(full["percent"], entry.state)
    state = full.get("state", entry.state)
    if state is not State.SUSPENDED:
        full.setdefault("suspended_on", None)
    elif full.get("suspended_on") is None:
        full["suspended_on"] = entry.suspended_on if entry.state is State.SUSPENDED else entry.cut_off
    if state is State.DONE:
        full.setdefault("percent", FULL)
        day = full.get("completed_on", entry.completed_on)
        full["assumed"] = day is None or (entry.assumed and "completed_on" not in full)
        full["completed_on"] = day or first_done or entry.cut_off
        return full
    full["assumed"] = False
    if entry.state is State.DONE:
        full.setdefault("completed_on", None)
        full.setdefault("percent", 0)
    if state is State.NOT_STARTED:
        full.setdefault("percent", 0)
    return full


def _state_at(percent: int, state: State) -> State:
    if percent == FULL:
        return State.DONE
    if state is State.SUSPENDED:
        return state
    return State.IN_PROGRESS if percent else State.NOT_STARTED
