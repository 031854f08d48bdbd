"""Reporting regimes and their periods, computed from data (`resources/regimes/*.json`).

A period ends on its cut-off (ngày chốt số liệu) and begins on the day after the cut-off that stands `length`
months before, which holds for Nghị định 09/2019/NĐ-CP (Điều 12, 13) as for Thông tư 10/2015/TT-BTP and
calendar years.
"""

import re
from calendar import monthrange
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from desktop_app.domain.errors import FieldMissing, FieldNotRead, FieldOutOfRange, FieldsDisagree, NotFound

MONTHS = 12
_SATURDAY = 5
_ID = re.compile(r"(?:(?P<regime>[a-z][a-z0-9_-]*)/)?(?P<year>\d{4})(?:-(?P<part>[A-Z0-9]+))?")
_NAME = re.compile(r"[a-z][a-z0-9_-]*")
_PART = re.compile(r"[A-Z0-9]*")


def is_weekend(day: date) -> bool:
    """Return whether offices are closed by the day of the week."""
    return day.weekday() >= _SATURDAY


@dataclass(frozen=True, slots=True)
class PeriodKind:
    """One kind of period: "month", "quarter", "half", "nine_months", "year".

    `parts` are its codes within a year ("Q1" …; an empty code stands for the whole year) and `ends` the month
    (1–12) in which each is cut off. `length` is in months. `labels` are the titles, with {year} to be filled
    in. Of the last `estimated` months the figures are estimates (Thông tư 03/2019/TT-BTP); 0 if all figures
    are actual ones.
    """

    name: str
    title: str
    parts: tuple[str, ...]
    ends: tuple[int, ...]
    length: int
    labels: tuple[str, ...]
    estimated: int = 0

    def __post_init__(self) -> None:
        """Check that every period of the kind can be named, dated and told apart."""
        if not self.title.strip():
            raise FieldMissing("title")
        if not self.parts or not len(self.parts) == len(self.ends) == len(self.labels):
            raise FieldsDisagree("parts", "ends")
        for part in self.parts:
            if not _PART.fullmatch(part):
                raise FieldNotRead("parts", part)
        if not all(label.strip() for label in self.labels):
            raise FieldMissing("labels")
        for label in self.labels:
            _check_label(label)
        _check("ends", min(self.ends), 1, MONTHS)
        _check("ends", max(self.ends), 1, MONTHS)
        _check("length", self.length, 1, MONTHS)
        _check("estimated", self.estimated, 0, self.length - 1)


class PeriodState(StrEnum):
    """Where a period stands: being entered, before the leader, closed."""

    OPEN = "open"
    IN_REVIEW = "in_review"
    SEALED = "sealed"


@dataclass(frozen=True, slots=True)
class Period:
    """One period: first day, cut-off, and the last day to send, if the regime fixes one.

    `actual_until` is the last day with actual figures, if the days after it up to the cut-off are estimated.
    """

    regime: str
    kind: str
    year: int
    part: str
    label: str
    starts_on: date
    cut_off: date
    send_by: date | None
    actual_until: date | None = None

    @property
    def id(self) -> str:
        """Return the name used in commands and files, as in "nd09/2021-Q4"."""
        tail = f"-{self.part}" if self.part else ""
        return f"{self.regime}/{self.year}{tail}"

    @property
    def spoken(self) -> str:
        """Return the label as it stands within a sentence ("quý IV/2021")."""
        return self.label[:1].lower() + self.label[1:]


@dataclass(frozen=True, slots=True)
class Regime:
    """A reporting regime (chế độ báo cáo).

    `cut_off_day` counts within the month and is held to the month's last day (31 = always the last).
    `send_by_day` counts within the month of the cut-off (the next one if it has passed by then),
    `send_by_after` counts days from the cut-off; at most one is given. The send-by day never stands sooner
    than `working_days` working days after the cut-off (Nghị định 09/2019/NĐ-CP: 1); `day_off` says which days
    are none; without it, weekends.
    """

    id: str
    title: str
    source: str
    cut_off_day: int
    kinds: tuple[PeriodKind, ...]
    send_by_day: int | None = None
    send_by_after: int | None = None
    working_days: int = 0
    day_off: Callable[[date], bool] = field(default=is_weekend, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Check the rules between the fields. Raises RuleBroken."""
        if not _NAME.fullmatch(self.id):
            raise FieldNotRead("regime", self.id)
        if not self.kinds:
            raise FieldMissing("kinds")
        _check("cut_off_day", self.cut_off_day, 1, 31)
        if self.send_by_day is not None:
            _check("send_by_day", self.send_by_day, 1, 31)
        if self.send_by_after is not None:
            _check("send_by_after", self.send_by_after, 0, 366)
        if self.send_by_day is not None and self.send_by_after is not None:
            raise FieldsDisagree("send_by_day", "send_by_after")
        _check("working_days", self.working_days, 0, 30)
        parts = [part for kind in self.kinds for part in kind.parts]
        if len(set(parts)) < len(parts):
            raise FieldsDisagree("parts", "kinds")

    def period(self, year: int, part: str) -> Period:
        """Return the period called `part` in `year`. Raises NotFound."""
        for kind in self.kinds:
            if part in kind.parts:
                return self._make(kind, year, kind.parts.index(part))
        raise NotFound("period", f"{self.id}/{year}-{part}" if part else f"{self.id}/{year}")

    def periods(self, first: date, last: date, kind_name: str = "") -> Iterator[Period]:
        """Yield every period whose cut-off or days lie in `first` … `last`, in order of kinds.

        The days need only reach into it. With `kind_name` only those of that kind.
        """
        for kind in self.kinds:
            if kind_name not in ("", kind.name):
                continue
            for year in range(first.year, last.year + 2):
                for index in range(len(kind.parts)):
                    period = self._make(kind, year, index)
                    if period.cut_off >= first and period.starts_on <= last:
                        yield period

    def holding(self, day: date, kind_name: str) -> Period:
        """Return the period of the kind that holds `day`. Raises NotFound."""
        for kind in self.kinds:
            if kind.name == kind_name:
                for year in (day.year, day.year + 1):
                    for index in range(len(kind.parts)):
                        period = self._make(kind, year, index)
                        if period.starts_on <= day <= period.cut_off:
                            return period
        raise NotFound("period", f"{self.id} {kind_name}")

    def before(self, period: Period) -> Period:
        """Return the period of the same kind that ends just before `period` begins."""
        return self.holding(period.starts_on - timedelta(days=1), period.kind)

    def _make(self, kind: PeriodKind, year: int, index: int) -> Period:
        end = kind.ends[index]
        cut_off = self._cut_off(year, end)
        starts_on = self._cut_off(*_months_before(year, end, kind.length)) + timedelta(days=1)
        label = kind.labels[index].format(year=year)
        actual = self._cut_off(*_months_before(year, end, kind.estimated)) if kind.estimated else None
        send_by = self._send_by(cut_off)
        return Period(
            regime=self.id,
            kind=kind.name,
            year=year,
            part=kind.parts[index],
            label=label,
            starts_on=starts_on,
            cut_off=cut_off,
            send_by=send_by,
            actual_until=actual,
        )

    def _cut_off(self, year: int, month: int) -> date:
        return date(year, month, min(self.cut_off_day, monthrange(year, month)[1]))

    def _send_by(self, cut_off: date) -> date | None:
        if self.send_by_after is not None:
            return max(cut_off + timedelta(days=self.send_by_after), self._soonest(cut_off))
        if self.send_by_day is not None:
            year, month = cut_off.year, cut_off.month
            if self.send_by_day <= cut_off.day:
                year, month = _months_before(year, month, -1)
            day = date(year, month, min(self.send_by_day, monthrange(year, month)[1]))
            return max(day, self._soonest(cut_off))
        return None

    def _soonest(self, cut_off: date) -> date:
        day = cut_off
        for _ in range(self.working_days):
            day += timedelta(days=1)
            while self.day_off(day):
                day += timedelta(days=1)
        return day


def find_period(text: str, regimes: Mapping[str, Regime], usual: str) -> Period:
    """Return the period called `text`; the regime may be left out when it is `usual`. Raises NotFound."""
    match = _ID.fullmatch(text.strip())
    if match is None:
        raise NotFound("period", text)
    regime = regimes.get(match["regime"] or usual)
    if regime is None:
        raise NotFound("period", text)
    year = int(match["year"])
    if not date.min.year + 1 < year < date.max.year:
        raise NotFound("period", text)
    try:
        return regime.period(year, match["part"] or "")
    except NotFound:
        raise NotFound("period", text) from None


def _check(name: str, value: int, low: int, high: int) -> None:
    if not low <= value <= high:
        raise FieldOutOfRange(name, str(value), str(low), str(high))


def _check_label(label: str) -> None:
    try:
        label.format(year=2000)
    except (IndexError, KeyError, ValueError):
        raise FieldNotRead("labels", label) from None


def _months_before(year: int, month: int, count: int) -> tuple[int, int]:
    index = year * MONTHS + month - 1 - count
    return index // MONTHS, index % MONTHS + 1
