"""What is looked at before figures go to the leader.

A finding names its tasks, and can be mended or explained. Sources: the Ministry's list of common mistakes in
statistical reports (công văn 4578/BTP-KHTC, 2022): parts that do not add up, a swing of 20 % or more against
the same period of the year before without an explanation. Both are looked for in the counts of tasks and in
the quantities.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from desktop_app.domain.deadlines import UNIT_MONTHS, extended_again
from desktop_app.domain.period import Period
from desktop_app.domain.programme import Programme
from desktop_app.domain.progress import ProgressEntry, State
from desktop_app.domain.reports import Report, ReportRow
from desktop_app.domain.sealing import report_rows
from desktop_app.domain.status import Totals, left_open, tally
from desktop_app.domain.task import Task
from desktop_app.domain.work import Steps

SWING = 20
"""Per cent, from which a change against the same period of the year before wants an explanation."""
_MONTH_DAYS = 28


class CheckKind(StrEnum):
    """The kinds of findings, in the order in which they are shown."""

    TOTALS = "totals"
    QUANTITY_PARTS = "quantity_parts"
    DONE_WITHOUT_DAY = "done_without_day"
    COMPLETED_AFTER = "completed_after"
    COMPLETED_BEFORE = "completed_before"
    PERIODS_DISAGREE = "periods_disagree"
    SWING = "swing"
    QUANTITY_SWING = "quantity_swing"
    PERCENT_FALLS = "percent_falls"
    DONE_WITHOUT_EVIDENCE = "done_without_evidence"
    OVERDUE_UNEXPLAINED = "overdue_unexplained"
    CARRIED_OVER = "carried_over"
    EARLIER_OPEN = "earlier_open"
    EXTENDED_AGAIN = "extended_again"
    RETURNED = "returned"


class Level(StrEnum):
    """How much a finding weighs: BLOCKING ones are mended or explained before the figures go on."""

    BLOCKING = "blocking"
    WARNING = "warning"
    OFF = "off"


LEVELS = dict.fromkeys(CheckKind, Level.WARNING) | {
    CheckKind.TOTALS: Level.BLOCKING,
    CheckKind.QUANTITY_PARTS: Level.BLOCKING,
    CheckKind.QUANTITY_SWING: Level.BLOCKING,
    CheckKind.DONE_WITHOUT_DAY: Level.BLOCKING,
    CheckKind.COMPLETED_AFTER: Level.BLOCKING,
    CheckKind.COMPLETED_BEFORE: Level.BLOCKING,
}
"""The levels as shipped; the office may set others."""

ALWAYS_TOLD = frozenset({CheckKind.RETURNED})
"""Kinds that no office can switch off: what the leader returned is told under every rule."""


@dataclass(frozen=True, slots=True)
class FigureSwing:
    """A figure that swung, or that its parts contradict: `name` says which ("done", "groups", "quantity").

    `of` describes the quantity it is, with the task `task_id` if it is one of that; empty for the counts of
    tasks.
    """

    name: str
    before: int | Decimal
    now: int | Decimal
    of: str = ""
    task_id: int | None = None

    @property
    def key(self) -> str:
        """Return what an explanation of a figure was said of: these values and no others."""
        return f"{self.name}|{self.of}|{self.before}|{self.now}"


Swings = Sequence[FigureSwing]


@dataclass(frozen=True, slots=True)
class Explanation:
    """What the officer explained: the ids of the tasks and the keys of the figures it was said of."""

    text: str
    covers: frozenset[int | str] = frozenset()


@dataclass(frozen=True, slots=True)
class Finding:
    """What one check found: the tasks behind it in the order of the list, and the figures that swung."""

    kind: CheckKind
    level: Level
    task_ids: tuple[int, ...]
    numbers: tuple[str, ...]
    swings: tuple[FigureSwing, ...] = ()
    explanation: str = ""
    explained: bool = False

    @property
    def subjects(self) -> frozenset[int | str]:
        """Return all that an explanation has to be said of."""
        return frozenset(self.task_ids) | {one.key for one in self.swings}

    @property
    def blocks(self) -> bool:
        """Return whether the figures may not go on because of this."""
        return self.level is Level.BLOCKING and not self.explained


@dataclass(frozen=True, slots=True)
class CheckInput:
    """What the checks look at.

    `disagreeing` are the ids of tasks of which another period of the same cut-off says something else.
    `before` is the report on the same period of the year before, None if nothing was recorded then. `earlier`
    are the rows of the period just before. `evidenced` are the ids of tasks that some document proves,
    `left_open` those with an earlier occurrence that was never completed. `quantities` are the findings on
    the quantities, `returned` the ids of tasks whose rows the leader returned and has not accepted since.
    """

    report: Report
    before: Report | None
    earlier: Sequence[ReportRow]
    evidenced: Collection[int]
    left_open: Collection[int]
    today: date
    disagreeing: Collection[int] = ()
    returned: Collection[int] = ()
    quantities: Mapping[CheckKind, Swings] = field(default_factory=dict)


RowsAndSwings = tuple[list[ReportRow], list[FigureSwing]]


def find(check_input: CheckInput) -> Steps[dict[CheckKind, RowsAndSwings]]:
    """Look at a report through one check after the other; kinds without a finding are left out."""
    report = check_input.report
    rows = [row for row in report_rows(report) if row.standing.counted]
    earlier = {row.task.id: row for row in check_input.earlier}
    last_day = min(report.as_of, check_input.today)
    tests: dict[CheckKind, Callable[[ReportRow], bool]] = {
        CheckKind.DONE_WITHOUT_DAY: lambda row: row.day_missing,
        CheckKind.COMPLETED_AFTER: lambda row: _completed_after(row, last_day, check_input.today),
        CheckKind.COMPLETED_BEFORE: lambda row: _completed_before(row, report.programme),
        CheckKind.PERIODS_DISAGREE: lambda row: row.task.id in check_input.disagreeing,
        CheckKind.PERCENT_FALLS: lambda row: _falls(row, earlier.get(row.task.id)),
        CheckKind.DONE_WITHOUT_EVIDENCE: lambda row: _done(row) and row.task.id not in check_input.evidenced,
        CheckKind.OVERDUE_UNEXPLAINED: lambda row: row.unexplained,
        CheckKind.CARRIED_OVER: lambda row: row.missing,
        CheckKind.EARLIER_OPEN: lambda row: row.task.id in check_input.left_open,
        CheckKind.EXTENDED_AGAIN: lambda row: extended_again(row.task.extensions),
    }
    found: dict[CheckKind, RowsAndSwings] = {}
    for kind, test in tests.items():
        found[kind] = [row for row in rows if test(row)], []
        yield
    found[CheckKind.TOTALS] = ([], _sums(report))
    found[CheckKind.SWING] = _swings(report, check_input.before, rows)
    found[CheckKind.RETURNED] = (
        [row for row in report_rows(report) if row.task.active and row.task.id in check_input.returned],
        [],
    )
    for kind, swings in check_input.quantities.items():
        tasks = {one.task_id for one in swings}
        found[kind] = ([row for row in rows if row.task.id in tasks], list(swings))
    return {kind: found[kind] for kind in CheckKind if any(found.get(kind, ()))}


def swings_by(before: Decimal, now: Decimal) -> bool:
    """Return whether a quantity changed by `SWING` per cent or more.

    From 0 every change is more than any share.
    """
    return now != before and abs(now - before) * 100 >= SWING * abs(before)


def open_before(
    task: Task, entries: Sequence[ProgressEntry], span: tuple[date, date], period: Period, since: date
) -> bool:
    """Return whether an ended task had an occurrence open before `period`'s cut-off.

    It ended on `since` or later. Repetitions that come more often than the period do not count: one entry
    cannot complete several.
    """
    recurs = task.on(period.cut_off).deadline.recurs
    if recurs is None or UNIT_MONTHS[recurs.unit] * _MONTH_DAYS < (period.cut_off - period.starts_on).days:
        return False
    return any(last >= since for _, last in left_open(task, entries, period.cut_off, span))


def disagree(entries: Iterable[ProgressEntry], cut_off: date) -> bool:
    """Return whether two periods of one cut-off recorded a task as standing in different places."""
    own = [one for one in entries if one.cut_off == cut_off and one.owns("state")]
    return len({(one.state, one.percent, one.completed_on) for one in own}) > 1


def _done(row: ReportRow) -> bool:
    return row.standing.state is State.DONE


def _completed_after(row: ReportRow, last_day: date, today: date) -> bool:
    """Return whether a completion is after the period; an occurrence may be completed late, up to `today`."""
    day = row.entry.completed_on if row.entry is not None and not row.entry.assumed else None
    return day is not None and day > (last_day if row.task.deadline.recurs is None else today)


def _completed_before(row: ReportRow, programme: Programme) -> bool:
    """Return whether a completion lies before the programme's first day.

    Recording refuses it, old files hold some.
    """
    day = row.standing.completed_on
    return day is not None and day < programme.starts_on


def _falls(row: ReportRow, earlier: ReportRow | None) -> bool:
    if row.task.deadline.recurs is not None or earlier is None or row.carried:
        return False
    return row.standing.percent < earlier.standing.percent


def _sums(report: Report) -> list[FigureSwing]:
    """Compare the total with the sum of the groups, of the agencies, and of the rows."""
    sums = {
        "groups": sum((group.totals for group in report.groups), Totals()),
        "agencies": sum((agency.totals for agency in report.agencies), Totals()),
        "rows": tally(row.standing for row in report_rows(report)),
    }
    return [
        FigureSwing(name, report.total.total, one.total) for name, one in sums.items() if one != report.total
    ]


def _swings(report: Report, before: Report | None, rows: Sequence[ReportRow]) -> RowsAndSwings:
    """Compare completed, overdue and all tasks with the year before.

    Each recurring task is compared with its last time.
    """
    if before is None:
        return [], []
    figures = [
        ("done", before.total.done, report.total.done),
        ("open_overdue", before.total.open_overdue, report.total.open_overdue),
        ("total", before.total.total, report.total.total),
    ]
    last = {row.task.id: row.standing.percent for row in report_rows(before) if row.standing.recorded}
    again = [
        row
        for row in rows
        if row.task.deadline.recurs is not None and row.standing.recorded and row.task.id in last
    ]
    return (
        [row for row in again if abs(row.standing.percent - last[row.task.id]) >= SWING],
        [
            FigureSwing(name, was, now)
            for name, was, now in figures
            if was and abs(now - was) * 100 >= SWING * was
        ],
    )
