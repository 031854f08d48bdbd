"""How much of a period has been entered: overall, by group, by agency, by officer."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from desktop_app.domain.reports import Report, ReportRow
from desktop_app.domain.sealing import report_rows
from desktop_app.domain.text import sort_key


class Grouping(StrEnum):
    """By what the tasks of a period are told apart."""

    GROUP = "group"
    AGENCY = "agency"
    OFFICER = "officer"


class Entry(StrEnum):
    """How far a task is: entered, confirmed unchanged, completed before the period, or still missing."""

    ENTERED = "entered"
    CONFIRMED = "confirmed"
    SETTLED = "settled"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Completeness:
    """The tasks of one part of a period, by how far they are.

    `name` is empty if no agency or officer is named.
    """

    name: str
    tasks: Mapping[Entry, tuple[int, ...]]

    def count(self, entry: Entry) -> int:
        """Count the tasks that are so far."""
        return len(self.tasks[entry])

    @property
    def ready(self) -> int:
        """Tasks that need no more work in this period."""
        return self.total - self.count(Entry.MISSING)

    @property
    def total(self) -> int:
        """Return all tasks that count."""
        return sum(map(len, self.tasks.values()))

    @property
    def ids(self) -> tuple[int, ...]:
        """Return the ids of all tasks that count."""
        return tuple(key for ids in self.tasks.values() for key in ids)


@dataclass(frozen=True, slots=True)
class PeriodCompleteness:
    """The completeness of a period; the lines of each part add up to `total`."""

    total: Completeness
    parts: Mapping[Grouping, Sequence[Completeness]]


def entry_mark(row: ReportRow) -> Entry:
    """Return how far a row is that counts."""
    if row.entry is not None and row.recorded:
        return Entry.CONFIRMED if row.entry.unchanged else Entry.ENTERED
    return Entry.MISSING if row.missing else Entry.SETTLED


def completeness(report: Report) -> PeriodCompleteness:
    """Count what was entered in a report's period; suspended and withdrawn tasks do not count.

    Groups stand in their order, agencies and officers in Vietnamese order, what names none last.
    """
    rows = [row for row in report_rows(report) if row.standing.counted]
    groups = [
        _count(f"{group.number}. {group.title}", [row for row in group.rows if row.standing.counted])
        for group in report.groups
    ]
    return PeriodCompleteness(
        _count("", rows),
        {
            Grouping.GROUP: groups,
            Grouping.AGENCY: _split(rows, lambda row: row.task.lead),
            Grouping.OFFICER: _split(rows, lambda row: row.task.own.officer.strip()),
        },
    )


def _count(name: str, rows: Iterable[ReportRow]) -> Completeness:
    tasks: dict[Entry, list[int]] = {entry: [] for entry in Entry}
    for row in rows:
        tasks[entry_mark(row)].append(row.task.id)
    return Completeness(name, {entry: tuple(ids) for entry, ids in tasks.items()})


def _split(rows: Iterable[ReportRow], key: Callable[[ReportRow], str]) -> list[Completeness]:
    parts: dict[str, list[ReportRow]] = {}
    for row in rows:
        parts.setdefault(key(row), []).append(row)
    return [_count(name, parts[name]) for name in sorted(parts, key=lambda name: (not name, sort_key(name)))]
