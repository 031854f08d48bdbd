"""The parts of a typed deadline that name days, put together to one stretch of days."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import pairwise
from typing import Literal

from desktop_app.domain.deadlines.units import Precision, Unit
from desktop_app.domain.deadlines.words import DaySpan, Repetition

Role = Literal["from", "to", "before", "due", ""]
"""What the words before a part make of it."""

_LISTED = {"month", "quarter", "half", "year"}


@dataclass(frozen=True, slots=True)
class Reading:
    """The days and the repetition that a text names; `month` and `day` as in `deadline.Recurrence`."""

    starts_on: date | None = None
    ends_on: date | None = None
    precision: Precision = "none"
    unit: Unit | None = None
    month: int | None = None
    day: int | None = None
    certain: bool = True


UNREAD = Reading(certain=False)


@dataclass(frozen=True, slots=True)
class NamedPart:
    """A part, and the words before it."""

    part: DaySpan
    role: Role


@dataclass(slots=True)
class FoundTimes:
    """Everything of one text, in order."""

    named: list[NamedPart] = field(default_factory=list)
    every: list[Repetition] = field(default_factory=list)
    marks: set[str] = field(default_factory=set)
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Days:
    """A part with its year: two days."""

    start: date
    end: date
    precision: Precision
    role: Role


def read_once(found: FoundTimes, years: tuple[int, int] | None) -> Reading:
    """Read a deadline that comes once."""
    filled = _with_years(found.named, years)
    if filled is None:
        return UNREAD
    days: list[Days] = []
    for named in filled:
        pair = named.part.days(named.part.year or 0)
        if pair is None:
            return UNREAD
        days.append(Days(*pair, named.part.precision, named.role))
    if "onward" in found.marks or (len(days) == 1 and days[0].role == "from"):
        return Reading(min(one.start for one in days), certain="always" in found.marks and found.sure)
    read = _alone(days[0]) if len(days) == 1 else together(days)
    outside = years is not None and read.ends_on is not None and not years[0] <= read.ends_on.year <= years[1]
    return replace(read, certain=read.certain and found.sure and not outside)


def _with_years(named: Sequence[NamedPart], years: tuple[int, int] | None) -> list[NamedPart] | None:
    """Return every part its year, and a lone day its month, from the next part, else from the one before."""
    only = years[0] if years is not None and years[0] == years[1] else None
    parts = [one.part for one in named]
    for at in reversed(range(len(parts) - 1)):
        parts[at] = _completed(parts[at], parts[at + 1])
    for at in range(1, len(parts)):
        parts[at] = _completed(parts[at], parts[at - 1])
    parts = [replace(part, year=part.year or only) for part in parts]
    if any(part.year is None or not part.last for part in parts):
        return None
    return [NamedPart(part, one.role) for part, one in zip(parts, named, strict=True)]


def _completed(part: DaySpan, neighbour: DaySpan) -> DaySpan:
    month = part.last or (neighbour.last if neighbour.precision == "day" else 0)
    return replace(part, year=part.year or neighbour.year, first=part.first or month, last=month)


def _alone(days: Days) -> Reading:
    if days.precision == "day":
        return Reading(None, days.end, "day")
    if days.role == "before":  # before a month or a year: the day before it begins, if that is what was meant
        return Reading(None, days.start - timedelta(1), "day", certain=False)
    starts_on = None if days.role in {"to", "due"} else days.start
    return Reading(starts_on, days.end, days.precision)


def together(days: Sequence[Days]) -> Reading:
    """Make one stretch of several.

    It is not certain unless they are the ends of a span, follow or hold one another.
    """
    first, last = days[0], days[-1]
    if len(days) == 2 and last.role == "to":
        if first.start <= last.end:
            return Reading(first.start, last.end, "span")
        return replace(_alone(replace(first, role="")), certain=False)
    if len(days) == 2 and (_holds(first, last) or _holds(last, first)):
        return _alone(last if _holds(first, last) else first)
    follow = all(after.start == before.end + timedelta(1) for before, after in pairwise(days))
    start, end = min(one.start for one in days), max(one.end for one in days)
    if follow and {one.precision for one in days} <= _LISTED:
        return Reading(start, end, "span")
    if any(one.role == "to" for one in days):
        return Reading(start, end, "span", certain=False)
    latest = max(days, key=lambda one: one.end)
    return replace(_alone(replace(latest, role="")), certain=False)


def _holds(outer: Days, inner: Days) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end
