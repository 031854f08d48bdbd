"""The parts of a typed deadline that name a repetition ("hằng năm"), its bounds, and its day each time."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

from desktop_app.domain.deadline_days import UNREAD, Days, Found, Named, Reading, together
from desktop_app.domain.deadline_words import UNIT_MONTHS, Part, Unit

_ORDER: tuple[Unit, ...] = ("month", "quarter", "half", "year")


def read_repeated(found: Found) -> Reading:
    """Read a deadline that comes back."""
    bounds = _bounds([one for one in found.named if one.part.year is not None], found)
    due = [one for one in found.named if one.part.year is None and one.part.precision != "year"]
    said = [one.part for one in found.every if one.part is not None]
    if bounds is None:
        return UNREAD
    units = {one.unit for one in found.every}
    unit = min(units, key=_ORDER.index)
    certain = bounds.certain and found.sure and len(units) == 1
    if not all(_can_be(part) for part in (*said, *(one.part for one in due))):
        return replace(bounds, precision=unit, unit=unit, certain=False)
    if said:
        month, day = said[-1].last, said[-1].last_day
        return replace(bounds, precision="day", unit=unit, month=month, day=day, certain=certain and not due)
    if not due:
        return replace(bounds, precision=unit, unit=unit, certain=certain)
    if len(due) == 2 and due[1].role == "to":
        due = due[1:]
    return _due_in(unit, due, replace(bounds, certain=certain))


def _bounds(dated: Sequence[Named], found: Found) -> Reading | None:
    """Give the first and last day of all repetitions, where the text has them; None for a day that cannot be."""
    if not dated:
        return Reading()
    days = [Days(*pair, one.part.precision, one.role) for one in dated if (pair := one.part.days(one.part.year or 0))]
    if len(days) < len(dated):
        return None
    if len(days) > 1:
        both = together(days)
        return Reading(both.starts_on, both.ends_on, certain=both.certain)
    only = days[0]
    if only.role == "from":
        return Reading(only.start)
    if only.role == "to":
        return Reading(None, only.end)
    return Reading(date(only.start.year, 1, 1), certain=only.precision == "year" and "onward" in found.marks)


def _can_be(part: Part) -> bool:
    leap_year = 2000
    return 1 <= (part.last_day or 0) <= 31 if not part.last else part.days(leap_year) is not None


def _due_in(unit: Unit, due: Sequence[Named], bounds: Reading) -> Reading:
    """Place the days that the text names in each repetition."""
    parts = [one.part for one in due]
    precision = parts[-1].precision
    certain = bounds.certain
    if due[-1].role == "before" and precision != "day":
        parts, certain = [Part("month", 0, (part.first + 10) % 12 + 1) for part in parts], False
    spots = sorted((part.last, _day_of_month(part, parts)) for part in parts)
    evenly = _evenly(spots)
    if evenly is not None and unit in {"year", evenly}:
        unit = evenly
    elif len(spots) > 1 or (unit != "year" and spots[0][0]):
        certain = False
    length = UNIT_MONTHS[unit]
    month, day = spots[-1]
    if not month and unit != "month":
        month, certain = length, False
    within = None if unit == "month" else (month - 1) % length + 1
    return replace(bounds, precision=precision, unit=unit, month=within, day=day or None, certain=certain)


def _day_of_month(part: Part, parts: Sequence[Part]) -> int:
    """Give the part's day; 0 for the last day of the month, also where each of several parts names just that."""
    ends = {1: 31, 3: 31, 4: 30, 5: 31, 6: 30, 7: 31, 8: 31, 9: 30, 10: 31, 11: 30, 12: 31}
    if len(parts) > 1 and all(one.last_day in {None, ends.get(one.last)} for one in parts):
        return 0
    return part.last_day or 0


def _evenly(spots: Sequence[tuple[int, int]]) -> Unit | None:
    """Recognise days that come twice, four or twelve times a year at equal distances."""
    steps: dict[int, Unit] = {2: "half", 4: "quarter", 12: "month"}
    unit = steps.get(len(spots))
    if unit is None or len({day for _, day in spots}) > 1:
        return None
    distance = 12 // len(spots)
    even = all(after[0] - before[0] == distance for before, after in pairwise(spots))
    return unit if even else None
