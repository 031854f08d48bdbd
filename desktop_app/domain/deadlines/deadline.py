"""Deadlines (thời hạn) as officers type them, and the days on which they fall.

The typed text is kept for ever; beside it stands what could be read. What cannot be read is never guessed and
never counts as overdue.
"""

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from desktop_app.domain.deadlines.units import UNIT_MONTHS, Precision, Unit
from desktop_app.domain.text import fold, tidy

Span = tuple[date, date]
"""A first and a last day, both included."""

_EPOCH = date(1899, 12, 30)
"""Day 0 of Excel's serial numbers, for every day after February 1900."""
_SERIALS = range(20_000, 60_000)
_LONGEST = 2_000
"""A longer text is no deadline, and is not searched for one."""
_LONGEST_CACHED = 200
_NEXT_ITEM = re.compile(r"\n\s*[-+*•]?\s*")


@dataclass(frozen=True, slots=True)
class Recurrence:
    """How often a task comes back, and its last day each time.

    `month` counts within the unit: 1–12 of a year, 1–6 of a half, 1–3 of a quarter. A month or day of None is
    the last.
    """

    unit: Unit
    month: int | None = None
    day: int | None = None


@dataclass(frozen=True, slots=True)
class Deadline:
    """What was typed, and what it was understood to be.

    `ends_on` is the last day that still counts; None for what cannot be read and for what has no end. With
    `recurs`, `starts_on` and `ends_on` bound the repetitions if the text does. Not `certain`: a person should
    look, because nothing could be read, or there were two readings, two days, a two-digit year, or a day
    outside the programme.
    """

    raw: str
    starts_on: date | None = None
    ends_on: date | None = None
    precision: Precision = "none"
    recurs: Recurrence | None = None
    certain: bool = True

    @property
    def readable(self) -> bool:
        """Return whether the text was understood, if only as "no deadline"."""
        return self.certain or self.ends_on is not None or self.recurs is not None


def read_deadline(value: str | date | float | None, years: tuple[int, int] | None = None) -> Deadline:
    """Read a deadline as typed, or as a cell holds it (a date, an Excel serial number, a year). Never raises.

    `years` are the programme's first and last year. Assumed, as no source says so: "trước 30/6/2019" includes
    30/6; days stand before months, unless only the other way round gives a day, which is then not certain.
    """
    raw = _as_typed(value)
    if len(raw) > _LONGEST:
        return Deadline(raw, certain=False)
    return _read_often(raw, years) if len(raw) <= _LONGEST_CACHED else _read_often.__wrapped__(raw, years)


@lru_cache(4096)
def _read_often(raw: str, years: tuple[int, int] | None) -> Deadline:
    """Read what a list says again and again once.

    The grammar is loaded with the first deadline that is read.
    """
    from desktop_app.domain.deadlines._reading import read_text

    text = fold(_NEXT_ITEM.sub("; ", tidy(raw)))
    day = _serial_day(text)
    if day is not None:
        return Deadline(raw, None, day, "day", certain=False)
    reading = read_text(text, years)
    recurs = None if reading.unit is None else Recurrence(reading.unit, reading.month, reading.day)
    return Deadline(
        raw=raw,
        starts_on=reading.starts_on,
        ends_on=reading.ends_on,
        precision=reading.precision,
        recurs=recurs,
        certain=reading.certain,
    )


def occurrence(deadline: Deadline, day: date, span: Span) -> Span | None:
    """Return the first and last day of the occurrence that holds `day`; None if there is none.

    `span` is the programme's first and last day. A recurring task occurs once in each calendar month,
    quarter, half or year; a day before the first occurrence is judged by the first, one after the last by the
    last. A task that does not recur has one occurrence, up to its last day.
    """
    if deadline.recurs is None:
        if deadline.ends_on is None:
            return None
        return min(deadline.starts_on or span[0], deadline.ends_on), deadline.ends_on
    held = _held(deadline, deadline.recurs, day, span)
    return None if held is None else (held[0], held[1])


def occurrences(deadline: Deadline, span: Span) -> Iterator[Span]:
    """Yield all occurrences within the programme's `span`, in order."""
    found = occurrence(deadline, span[0], span)
    while found is not None:
        yield found
        if deadline.recurs is None:
            return
        after = occurrence(deadline, found[1] + timedelta(1), span)
        found = after if after is not None and after > found else None


def due_on(deadline: Deadline, day: date, span: Span) -> date | None:
    """Return the last day that counts when one asks on `day`: that of the occurrence which holds it.

    None without one.
    """
    if deadline.recurs is None:
        return deadline.ends_on
    held = _held(deadline, deadline.recurs, day, span)
    return None if held is None else held[2]


def _as_typed(value: str | date | float | None) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, date):
        return f"{value.day:02d}/{value.month:02d}/{value.year:04d}"
    if value in _SERIALS:
        return _as_typed(_EPOCH + timedelta(int(value)))
    if isinstance(value, int):
        return str(value)
    if value.is_integer():
        return f"{value:.0f}"
    month_and_year = f"{value:.4f}"  # 10.2020 typed into a cell comes back as 10.202
    return month_and_year if re.fullmatch(r"\d{1,2}\.(?:19|20)\d\d", month_and_year) else str(value)


def _serial_day(text: str) -> date | None:
    if not re.fullmatch(r"\d{5}", text) or int(text) not in _SERIALS:
        return None
    return _EPOCH + timedelta(int(text))


def _held(deadline: Deadline, recurs: Recurrence, day: date, span: Span) -> tuple[date, date, date] | None:
    """Return the first day, the last day and the due day of the occurrence for `day`."""
    lower, upper = max(span[0], deadline.starts_on or span[0]), min(span[1], deadline.ends_on or span[1])
    if lower > upper:
        return None
    first, last, due = _unit_of(recurs, min(max(day, lower), upper))
    if due < lower:  # that time's day had passed before the programme began
        if last >= upper:
            return None
        first, last, due = _unit_of(recurs, last + timedelta(1))
    return max(first, lower), min(last, upper), min(due, upper)


def _unit_of(recurs: Recurrence, day: date) -> tuple[date, date, date]:
    length = UNIT_MONTHS[recurs.unit]
    first = (day.month - 1) // length * length + 1
    last = first + length - 1
    due = first + min(recurs.month or length, length) - 1
    days = calendar.monthrange(day.year, due)[1]
    return (
        date(day.year, first, 1),
        date(day.year, last, calendar.monthrange(day.year, last)[1]),
        date(day.year, due, min(recurs.day or days, days)),
    )
