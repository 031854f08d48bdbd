"""What the overview shows.

What is overdue, what is due soon, and how completion runs against the deadlines.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from desktop_app.domain.status import Standing
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

    A recurring task counts by its occurrence that holds `until`.
    """
    standings = [register.standing(task, until) for task in register.tasks]
    counted = [one for one in standings if one.counted]
    span = register.programme.span
    done = [one.completed_on for one in counted if one.completed_on is not None]
    due = [one.due for one in counted if one.due is not None]
    if not counted:
        return []
    first = min([*done, *due, span[0]])
    days = _month_ends(max(first, span[0]), until)
    done.sort()
    due.sort()
    known = [first for first in (register.first_known(),) if first is not None]
    known += [until] if any(one.known for one in standings) else []
    begun = min(known, default=date.max)
    return [
        DayCounts(day, bisect_right(done, day) if day >= begun else None, bisect_right(due, day))
        for day in days
    ]


def _month_ends(first: date, last: date) -> list[date]:
    days = []
    day = first
    while day < last:
        days.append(day)
        following = (day.replace(day=1) + timedelta(days=32)).replace(day=1)
        day = following
    return [*days, last]
