"""What the overview shows.

What is overdue, what is due soon, and how completion runs against the deadlines.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from desktop_app.domain.status import Standing
from desktop_app.domain.task import Task
from desktop_app.services.tasks.shown_register import ShownRegister


@dataclass(frozen=True, slots=True)
class DayCounts:
    """At the end of `day`: how many tasks were completed, and how many had their deadline behind them.

    `done` is None on days of which nothing was recorded.
    """

    day: date
    done: int | None
    due: int


def overdue(standings: Sequence[Standing]) -> list[Standing]:
    """List the overdue tasks, the longest overdue first."""
    found = [one for one in standings if one.overdue]
    return sorted(found, key=lambda one: -one.days_overdue)


def due_soon(standings: Sequence[Standing]) -> list[Standing]:
    """List the open tasks that are due soon, the nearest first."""
    found = [one for one in standings if one.due_soon]
    return sorted(found, key=lambda one: one.days_left or 0)


def curve(register: ShownRegister, until: date) -> list[DayCounts]:
    """Follow the tasks of the totals month by month: completed so far, and due so far, to the end of `until`.

    Each month counts the tasks that stood in the totals on its own day: one that was withdrawn, suspended or
    extended later is asked for again. A recurring task counts by its occurrence that holds `until`.
    """
    standings = [register.standing(task, until) for task in register.tasks]
    asked = [task for task, one in zip(register.tasks, standings, strict=True) if _was_otherwise(task, one)]
    others = {task.id for task in asked}
    counted = [one for one in standings if one.counted and one.task.id not in others]
    span = register.programme.span
    done = sorted(one.completed_on for one in counted if one.completed_on is not None)
    due = sorted(one.due for one in counted if one.due is not None)
    if not any(one.counted for one in standings):
        return []
    days = _month_ends(max(min([*done, *due, span[0]]), span[0]), until)
    known = [first for first in (register.first_known(),) if first is not None]
    known += [until] if any(one.known for one in standings) else []
    begun = min(known, default=date.max)
    points = []
    for day in days:
        then = [one for one in (register.standing(task, day) for task in asked) if one.counted]
        completed = bisect_right(done, day) + sum(
            one.completed_on is not None and one.completed_on <= day for one in then
        )
        behind = bisect_right(due, day) + sum(one.due is not None and one.due <= day for one in then)
        points.append(DayCounts(day, completed if day >= begun else None, behind))
    return points


def _was_otherwise(task: Task, standing: Standing) -> bool:
    """Return whether a task that does not recur may have stood otherwise in the totals of an earlier day."""
    dated = task.since or task.fate_on or task.earlier or task.extensions
    return task.deadline.recurs is None and bool(dated or not standing.counted)


def _month_ends(first: date, last: date) -> list[date]:
    days = []
    day = first
    while day < last:
        days.append(day)
        following = (day.replace(day=1) + timedelta(days=32)).replace(day=1)
        day = following
    return [*days, last]
