"""What the overview shows.

What is overdue, what is due soon, and how completion runs against the deadlines.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
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
    extended later, or whose completion or suspension was taken back, is asked for again. A recurring task
    counts by its occurrence that holds `until`.
    """
    steady, asked = _steady(register, until)
    done = sorted(one.completed_on for one in steady if one.completed_on is not None)
    due = sorted(one.due for one in steady if one.due is not None)
    now = [register.standing(task, until) for task in register.tasks]
    if not any(one.counted for one in now):
        return []
    span = register.programme.span
    days = _month_ends(max(min([*done, *due, span[0]]), span[0]), until)
    known = [first for first in (register.first_known(),) if first is not None]
    known += [until] if any(one.known for one in now) else []
    begun = min(known, default=date.max)
    points = []
    for day in days:
        then = _counted(register, asked, day)
        completed = bisect_right(done, day) + len(completed_by(then, day))
        behind = bisect_right(due, day) + len(due_by(then, day))
        points.append(DayCounts(day, completed if day >= begun else None, behind))
    return points


def on_curve(register: ShownRegister, until: date, day: date) -> list[Standing]:
    """Return the standings that the curve to the end of `until` counts at the end of `day`."""
    steady, asked = _steady(register, until)
    return [*steady, *_counted(register, asked, day)]


def completed_by(standings: Iterable[Standing], day: date) -> list[int]:
    """Return the ids of the tasks that were completed by the end of `day`."""
    return [one.task.id for one in standings if one.completed_on is not None and one.completed_on <= day]


def due_by(standings: Iterable[Standing], day: date) -> list[int]:
    """Return the ids of the tasks whose deadline was behind them at the end of `day`."""
    return [one.task.id for one in standings if one.due is not None and one.due <= day]


def _steady(register: ShownRegister, until: date) -> tuple[list[Standing], list[Task]]:
    """Return the standings in the totals of `until` that tell every earlier day, and the tasks to ask for.

    These may have stood otherwise.
    """
    steady, asked = [], []
    for task in register.tasks:
        one = register.standing(task, until)
        if task.deadline.recurs is None and (_was_otherwise(task, one) or register.turned(task.id)):
            asked.append(task)
        elif one.counted:
            steady.append(one)
    return steady, asked


def _counted(register: ShownRegister, tasks: Iterable[Task], day: date) -> list[Standing]:
    return [one for one in (register.standing(task, day) for task in tasks) if one.counted]


def _was_otherwise(task: Task, standing: Standing) -> bool:
    """Return whether a task itself may have stood otherwise in the totals of an earlier day."""
    return bool(task.since or task.fate_on or task.earlier or task.extensions or not standing.counted)


def _month_ends(first: date, last: date) -> list[date]:
    days = []
    day = first
    while day < last:
        days.append(day)
        following = (day.replace(day=1) + timedelta(days=32)).replace(day=1)
        day = following
    return [*days, last]
