"""What recording progress does beside what was typed, so that it can be told before and after."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from desktop_app.domain.progress import ProgressEntry, State
from desktop_app.domain.status import Standing
from desktop_app.domain.text import day_text
from desktop_app.resources import words

Kind = Literal["day_lost", "day_assumed", "to_come"]


@dataclass(frozen=True, slots=True)
class TaskEffect:
    """What becomes of the task numbered `number`.

    "day_lost": it is done no more, its day of completion (`day`) goes and it becomes `status`; "day_assumed":
    it is done, and for want of a day `day` is assumed; "to_come": it is done on a day after the cut-off, and
    not done till then.
    """

    kind: Kind
    number: str
    day: date
    status: str = ""


def effects_of(before: ProgressEntry, after: ProgressEntry, now: Standing) -> Iterator[TaskEffect]:
    """Yield what follows from writing `after` over `before` (as it was shown).

    `now` is where the task stands then.
    """
    number = now.task.number
    if before.state is State.DONE and before.completed_on is not None and after.state is not State.DONE:
        yield TaskEffect("day_lost", number, before.completed_on, now.status.value if now.status else "apart")
    if after.completed_on is None or after.completed_on == before.completed_on:
        return
    if after.assumed:
        yield TaskEffect("day_assumed", number, after.completed_on)
    elif after.completed_on > after.cut_off and now.state is not State.DONE:
        yield TaskEffect("to_come", number, after.completed_on)


def labelled(effects: Sequence[TaskEffect]) -> list[dict[str, str]]:
    """Return effects as the label of an act keeps them."""
    return [
        {"kind": one.kind, "number": one.number, "day": one.day.isoformat(), "status": one.status}
        for one in effects
    ]


def say_effects(effects: Sequence[TaskEffect]) -> str:
    """Return effects in words, on one line; those of many tasks are counted."""
    said = words("effect")
    if len(effects) == 1:
        (one,) = effects
        status = words("status_long").get(one.status, words("status")["apart"])
        return said[one.kind].format(day=day_text(one.day), status=status)
    counts = {
        kind: sum(one.kind == kind for one in effects) for kind in dict.fromkeys(one.kind for one in effects)
    }
    return "; ".join(said[f"{kind}_many"].format(count=count) for kind, count in counts.items())


def say_label(label: Mapping[str, Any]) -> str:
    """Return in words the effects that the label of an act keeps; empty if there are none."""
    kept = label.get("effects") or ()
    return say_effects(
        [
            TaskEffect(one["kind"], one["number"], date.fromisoformat(one["day"]), one["status"])
            for one in kept
        ]
    )
