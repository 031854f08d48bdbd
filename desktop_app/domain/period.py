"""Reporting regimes and their periods, computed from data (`resources/regimes/*.json`).

A period ends on its cut-off (ngày chốt số liệu) and begins on the day after the cut-off that stands `length` months
before, which holds for Nghị định 09/2019/NĐ-CP (Điều 12, 13) as for Thông tư 10/2015/TT-BTP and calendar years.
"""

import re
from calendar import monthrange
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from desktop_app.domain.errors import NotFound

MONTHS = 12
_ID = re.compile(r"(?:(?P<regime>[a-z][a-z0-9_-]*)/)?(?P<year>\d{4})(?:-(?P<part>[A-Z0-9]+))?")


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of period: "month", "quarter", "half", "nine_months", "year".

    `parts` are its codes within a year ("Q1" …; an empty code stands for the whole year) and `ends` the month (1–12)
    in which each is cut off. `length` is in months. `labels` are the titles, with {year} to be filled in.
    """

    name: str
    title: str
    parts: tuple[str, ...]
    ends: tuple[int, ...]
    length: int
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Period:
    """One period: first day, cut-off, and the last day to send, where the regime fixes one."""

    regime: str
    kind: str
    year: int
    part: str
    label: str
    starts_on: date
    cut_off: date
    send_by: date | None

    @property
    def id(self) -> str:
        """The name used in commands and files, as in "nd09/2021-Q4"."""
        tail = f"-{self.part}" if self.part else ""
        return f"{self.regime}/{self.year}{tail}"


@dataclass(frozen=True, slots=True)
class Regime:
    """A reporting regime (chế độ báo cáo).

    `cut_off_day` counts within the month and is held to the month's last day (31 = always the last). `send_by_day`
    counts within the month of the cut-off, `send_by_after` counts days from the cut-off; at most one is given.
    """

    id: str
    title: str
    source: str
    cut_off_day: int
    kinds: tuple[Kind, ...]
    send_by_day: int | None = None
    send_by_after: int | None = None

    def period(self, year: int, part: str) -> Period:
        """Give the period called `part` in `year`. Raises NotFound."""
        for kind in self.kinds:
            if part in kind.parts:
                return self._make(kind, year, kind.parts.index(part))
        raise NotFound("period", f"{self.id}/{year}-{part}" if part else f"{self.id}/{year}")

    def periods(self, first: date, last: date) -> Iterator[Period]:
        """Give every period whose cut-off lies in `first` … `last` or whose days reach into it, in order of kinds."""
        for kind in self.kinds:
            for year in range(first.year, last.year + 2):
                for index in range(len(kind.parts)):
                    period = self._make(kind, year, index)
                    if period.cut_off >= first and period.starts_on <= last:
                        yield period

    def holding(self, day: date, kind_name: str) -> Period:
        """Give the period of the kind that holds `day`. Raises NotFound."""
        for kind in self.kinds:
            if kind.name == kind_name:
                for year in (day.year, day.year + 1):
                    for index in range(len(kind.parts)):
                        period = self._make(kind, year, index)
                        if period.starts_on <= day <= period.cut_off:
                            return period
        raise NotFound("period", f"{self.id} {kind_name}")

    def before(self, period: Period) -> Period:
        """Give the period of the same kind that ends just before `period` begins."""
        return self.holding(period.starts_on - timedelta(days=1), period.kind)

    def _make(self, kind: Kind, year: int, index: int) -> Period:
        end = kind.ends[index]
        cut_off = self._cut_off(year, end)
        starts_on = self._cut_off(*_months_before(year, end, kind.length)) + timedelta(days=1)
        label = kind.labels[index].format(year=year)
        return Period(self.id, kind.name, year, kind.parts[index], label, starts_on, cut_off, self._send_by(cut_off))

    def _cut_off(self, year: int, month: int) -> date:
        return date(year, month, min(self.cut_off_day, monthrange(year, month)[1]))

    def _send_by(self, cut_off: date) -> date | None:
        if self.send_by_after is not None:
            return cut_off + timedelta(days=self.send_by_after)
        if self.send_by_day is not None:
            return cut_off.replace(day=min(self.send_by_day, monthrange(cut_off.year, cut_off.month)[1]))
        return None


def find_period(text: str, regimes: Mapping[str, Regime], usual: str) -> Period:
    """Give the period called `text`; the regime may be left out when it is `usual`. Raises NotFound."""
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


def _months_before(year: int, month: int, count: int) -> tuple[int, int]:
    index = year * MONTHS + month - 1 - count
    return index // MONTHS, index % MONTHS + 1
