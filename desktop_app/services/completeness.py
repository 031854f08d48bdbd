"""How much of a period has been entered: overall, by group, by agency, by officer."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

from desktop_app.domain.period import Period
from desktop_app.domain.progress import State
from desktop_app.domain.report import ReportRow
from desktop_app.services.register import Register

_Key = TypeVar("_Key")


@dataclass(frozen=True, slots=True)
class Completeness:
    """Counts of tasks: entered in the period, confirmed unchanged, completed before it, and still missing."""

    entered: int = 0
    confirmed: int = 0
    settled: int = 0
    missing: int = 0

    @property
    def ready(self) -> int:
        """Tasks that need no more work in this period."""
        return self.entered + self.confirmed + self.settled

    @property
    def total(self) -> int:
        """All tasks that count."""
        return self.ready + self.missing

    def __add__(self, other: "Completeness") -> "Completeness":
        """Add part by part."""
        return Completeness(
            self.entered + other.entered,
            self.confirmed + other.confirmed,
            self.settled + other.settled,
            self.missing + other.missing,
        )


@dataclass(frozen=True, slots=True)
class PeriodCompleteness:
    """The completeness of a period; the parts of each breakdown add up to `total`."""

    total: Completeness
    groups: dict[int, Completeness]
    agencies: dict[str, Completeness]
    officers: dict[str, Completeness]


def entry_mark(row: ReportRow) -> str:
    """Tell how a row stands: "entered", "confirmed", "settled" (completed earlier) or "missing"."""
    if row.entry is not None and not row.carried:
        return "confirmed" if row.entry.confirmed else "entered"
    return "settled" if row.standing.state is State.DONE else "missing"


def completeness(register: Register, period: Period) -> PeriodCompleteness:
    """Count what was entered in a period; suspended and withdrawn tasks do not count."""
    rows = [row for row in register.rows(period) if row.standing.status is not None]
    return PeriodCompleteness(
        _count(rows),
        _split(rows, lambda row: row.task.group_id),
        _split(rows, lambda row: row.task.lead),
        _split(rows, lambda row: row.task.own.officer),
    )


def _count(rows: Iterable[ReportRow]) -> Completeness:
    counts = dict.fromkeys(("entered", "confirmed", "settled", "missing"), 0)
    for row in rows:
        counts[entry_mark(row)] += 1
    return Completeness(**counts)


def _split(rows: Iterable[ReportRow], key: Callable[[ReportRow], _Key]) -> dict[_Key, Completeness]:
    parts: dict[_Key, list[ReportRow]] = {}
    for row in rows:
        parts.setdefault(key(row), []).append(row)
    return {name: _count(part) for name, part in parts.items()}
