"""Deadlines as officers type them, read into days. The raw text is kept for ever; nothing is guessed in silence.

A day given with "trước" or "chậm nhất" counts itself as the last day (an assumption, as lists use both for the same).
"Hằng năm" is one occurrence a year within the programme.
"""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Literal

Precision = Literal["day", "month", "quarter", "half", "nine_months", "year", "span", "none"]
Unit = Literal["month", "quarter", "half", "year"]

MONTHS_OF: dict[Unit, int] = {"month": 1, "quarter": 3, "half": 6, "year": 12}
_EXCEL_EPOCH = date(1899, 12, 30)
_SERIALS = range(20000, 60001)
_YEARS = range(1990, 2101)


@dataclass(frozen=True, slots=True)
class Recurrence:
    """How often a task comes back; `month` and `day` say by when within the year, where the list says so."""

    unit: Unit
    month: int | None = None
    day: int | None = None


@dataclass(frozen=True, slots=True)
class Deadline:
    """A deadline: the raw text, and what could be read of it.

    `ends_on` is the last day; None where there is none (continuous, recurring) or it could not be read. `certain` is
    False where a person should look: not read, two readings, an impossible or swapped date, a two-digit year.
    """

    raw: str
    starts_on: date | None = None
    ends_on: date | None = None
    precision: Precision = "none"
    recurs: Recurrence | None = None
    certain: bool = True

    @property
    def readable(self) -> bool:
        """Whether the text was understood, be it as a day, a recurrence, or "no fixed day"."""
        return self.ends_on is not None or self.recurs is not None or self.certain


def read_deadline(value: str | date | float | None, years: tuple[int, int] | None = None) -> Deadline:
    """Read a deadline, typed or from a cell; `years` are the programme's first and last. Never raises."""
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, int | float):
        number = int(value)
        if number in _SERIALS:
            value = _EXCEL_EPOCH + timedelta(days=number)
        else:
            value = str(number) if number == value else str(value)
    if isinstance(value, date):
        return Deadline(f"{value:%d/%m/%Y}", value, value, "day")
    return _read_text(value or "", years)


@lru_cache(maxsize=8192)
def _read_text(raw: str, years: tuple[int, int] | None) -> Deadline:
    from desktop_app.domain.deadline_words import read_words

    return read_words(raw, years)


def occurrences(deadline: Deadline, span: tuple[date, date]) -> Iterator[tuple[date, date]]:
    """Give the first and last day of every occurrence within `span`; a deadline without an end has none."""
    if deadline.recurs is None:
        if deadline.ends_on is not None:
            yield deadline.starts_on or min(span[0], deadline.ends_on), deadline.ends_on
        return
    length = MONTHS_OF[deadline.recurs.unit]
    first, last = deadline.starts_on or span[0], deadline.ends_on or span[1]
    year, month = first.year, (first.month - 1) // length * length + 1
    while date(year, month, 1) <= last:
        end_month = month + length - 1
        begin, end = date(year, month, 1), date(year, end_month, monthrange(year, end_month)[1])
        if end >= first:
            yield max(begin, first), min(end, last)
        year, month = (year + 1, 1) if end_month == 12 else (year, end_month + 1)


def occurrence(deadline: Deadline, day: date, span: tuple[date, date]) -> tuple[date, date] | None:
    """Give the occurrence that holds `day`: before the first one the first, after the last one the last."""
    if deadline.recurs is None:
        return next(occurrences(deadline, span), None)
    found: tuple[date, date] | None = None
    for one in occurrences(deadline, span):
        if found is None or one[0] <= day:
            found = one
    return found


def due_on(deadline: Deadline, day: date, span: tuple[date, date]) -> date | None:
    """Give the last day that counts on `day`: of the deadline, or of the occurrence that holds `day`."""
    if deadline.recurs is None:
        return deadline.ends_on
    held = occurrence(deadline, day, span)
    if held is None:
        return None
    first, last = held
    recurs = deadline.recurs
    if recurs.day is None:
        return last
    month = recurs.month if recurs.unit == "year" and recurs.month else last.month
    due = date(last.year, month, min(recurs.day, monthrange(last.year, month)[1]))
    return due if first <= due <= last else last
