"""The checks of a period, with the office's own levels and the officer's explanations."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date, timedelta

from desktop_app.domain.checks import (
    ALWAYS_TOLD,
    LEVELS,
    CheckInput,
    CheckKind,
    Explanation,
    Finding,
    Level,
    RowsAndSwings,
    Swings,
    disagree,
    find,
    open_before,
)
from desktop_app.domain.errors import ChecksOpen, NotFound, SealAltered
from desktop_app.domain.period import Period
from desktop_app.domain.progress import State
from desktop_app.domain.reports import Office, Report, ReportRow
from desktop_app.domain.sealing import report_rows
from desktop_app.domain.status import Standing
from desktop_app.domain.text import tidy
from desktop_app.domain.work import Steps, finished
from desktop_app.services.acts import Acts
from desktop_app.services.periods._quantity_checks import QuantityChecks
from desktop_app.services.periods.figures import make_report
from desktop_app.services.periods.indicators import Indicators
from desktop_app.services.periods.periods import Periods
from desktop_app.services.periods.sealed import Sealed, SealedReports
from desktop_app.services.tasks import Register
from desktop_app.storage.store import Store
from desktop_app.storage.tables import programme_key

_KEY = "check_levels"


class Checks:
    """Looks at the periods of the data file `store`."""

    def __init__(self, store: Store, acts: Acts, periods: Periods, indicators: Indicators) -> None:
        self._store = store
        self._acts = acts
        self._periods = periods
        self._indicators = indicators
        self.sealed = SealedReports(store.seals)

    def levels(self, programme_id: int = 0) -> dict[CheckKind, Level]:
        """Return how much each kind of finding weighs in a programme.

        0 stands for one that has no levels of its own.
        """
        own: dict[str, str] = self._store.settings.of_programme(_KEY, programme_id) or {}
        levels = {kind: Level(own.get(kind.value, level.value)) for kind, level in LEVELS.items()}
        off = [kind for kind, level in levels.items() if level is Level.OFF]
        return levels | {kind: LEVELS[kind] for kind in off if kind in ALWAYS_TOLD}

    def set_levels(self, levels: dict[CheckKind, Level], programme_id: int = 0) -> None:
        """Set how much each kind of finding weighs in a programme.

        0 stands for those that have no levels of their own.
        """
        with self._acts.alone():
            if levels == self.levels(programme_id):
                return
            with self._acts.act("check_levels"):
                kept = {kind.value: level.value for kind, level in levels.items()}
                self._store.settings.put(programme_key(_KEY, programme_id), kept)

    def findings(
        self, register: Register, period: Period, today: date, report: Report | None = None
    ) -> list[Finding]:
        """Look at a period (or at the report that was made of it) through every check that is not off.

        Closed periods before it are compared as they were sealed.
        """
        return finished(self.finding(register, period, today, report))

    def finding(
        self, register: Register, period: Period, today: date, report: Report | None = None
    ) -> Steps[list[Finding]]:
        """Return the same in steps."""
        made = report or make_report(register, period, Office(), today)
        yield
        levels = self.levels(register.programme.id)
        explanations = self._store.reviews.explanations(register.programme.id, period.id)
        checked = yield from self._check_input(register, period, made, today)
        yield
        found = yield from find(checked)
        return [
            _finding(kind, levels[kind], one, explanations.get(kind.value))
            for kind, one in found.items()
            if levels[kind] is not Level.OFF
        ]

    def returned(self, programme_id: int, period: Period) -> list[str]:
        """Return the numbers of the tasks whose rows the leader returned and has not accepted since."""
        ids = self._store.reviews.returned(programme_id, period.id)
        found = self._store.tasks.some(ids) if ids else {}
        tasks = [found[key].on(period.cut_off) for key in sorted(found)]
        return [task.number for task in tasks if task.active]

    def explain(self, register: Register, period: Period, finding: Finding, text: str) -> None:
        """Keep what the officer says of a finding; an empty text takes it away. Raises PeriodSealed."""
        programme_id = register.programme.id
        explanation = Explanation(tidy(text), finding.subjects)
        with self._acts.alone(register):
            self._store.seals.require_open(programme_id, period.id)
            with self._acts.act("explain", period=period.id):
                self._store.reviews.explain(programme_id, period.id, finding.kind.value, explanation)

    def require_none(
        self,
        register: Register,
        period: Period,
        today: date,
        report: Report | None = None,
        passed: Collection[CheckKind] = (),
    ) -> None:
        """Refuse to go on while something blocks that is of none of the kinds `passed`. Raises ChecksOpen."""
        findings = self.findings(register, period, today, report)
        blocking = [one for one in findings if one.blocks and one.kind not in passed]
        if blocking:
            numbers = dict.fromkeys(number for one in blocking for number in one.numbers)
            raise ChecksOpen(period.id, len(blocking), "; ".join(numbers) or "–")

    def _check_input(
        self, register: Register, period: Period, report: Report, today: date
    ) -> Steps[CheckInput]:
        span, since = register.programme.span, register.first_cut_off() or period.cut_off
        left_open = [
            task.id
            for task in register.tasks
            if open_before(task, register.kept(task.id), span, period, since)
        ]
        yield
        before = self._a_year_before(register, period, today)
        yield
        earlier = self._rows_before(register, period)
        yield
        disagreeing = self._disagreeing(register, period)
        yield
        return CheckInput(
            report=report,
            before=before,
            earlier=earlier,
            evidenced=self._store.reviews.evidenced(register.programme.id, period.cut_off),
            left_open=frozenset(left_open),
            today=today,
            disagreeing=disagreeing,
            quantities=self._quantities(register, period),
            returned=self._store.reviews.returned(register.programme.id, period.id),
        )

    def _disagreeing(self, register: Register, period: Period) -> frozenset[int]:
        """Return the ids of tasks that stand elsewhere for another period of the cut-off.

        Recorded or closed.
        """
        day, programme_id = period.cut_off, register.programme.id
        found = {task.id for task in register.tasks if disagree(register.kept(task.id), day)}
        for version in self._store.seals.of(programme_id):
            if (
                not version.stands
                or version.period == period.id
                or self._cut_off(register, version.period) != day
            ):
                continue
            sealed = self._closed(programme_id, version.period)
            if sealed is None:
                continue
            was = {row.task.id: _place(row.standing) for row in report_rows(sealed.report)}
            tasks = [task for task in register.tasks if task.id in was]
            found |= {task.id for task in tasks if was[task.id] != _place(register.standing(task, day))}
        return frozenset(found)

    def _cut_off(self, register: Register, period_id: str) -> date | None:
        try:
            return self._periods.find(period_id, register.programme).cut_off
        except NotFound:
            return None

    def _quantities(self, register: Register, period: Period) -> dict[CheckKind, Swings]:
        before = self._periods.a_year_before(period)
        sealed = self._closed(register.programme.id, before.id) if before is not None else None

        def label(period_id: str) -> str:
            return self._periods.label(period_id, register.programme)

        return QuantityChecks(self._indicators, register, period, label).findings(before, sealed)

    def _a_year_before(self, register: Register, period: Period, today: date) -> Report | None:
        """Return the report on the same period of the year before, as it was sealed if it is closed."""
        before = self._periods.a_year_before(period)
        if before is None:
            return None
        sealed = self._closed(register.programme.id, before.id)
        if sealed is not None:
            return sealed.report
        if not register.recorded_between(before.starts_on, before.cut_off):
            return None
        return make_report(register, before, Office(), today)

    def _rows_before(self, register: Register, period: Period) -> Sequence[ReportRow]:
        """Return the rows of the period just before, as they were sealed if it is closed."""
        before = self._periods.before(period)
        if before is not None:
            sealed = self._closed(register.programme.id, before.id)
            return register.rows(before) if sealed is None else tuple(report_rows(sealed.report))
        day = period.starts_on - timedelta(days=1)
        return [
            ReportRow(task, register.standing(task, day), None, carried=False)
            for task in register.tasks_on(day)
        ]

    def _closed(self, programme_id: int, period: str) -> Sealed | None:
        """Return what closes another period; what was altered outside the program is as good as open."""
        try:
            return self.sealed.of(programme_id, period)
        except SealAltered:
            return None


def _place(standing: Standing) -> tuple[State, int, date | None]:
    return standing.state, standing.percent, standing.completed_on


def _finding(kind: CheckKind, level: Level, found: RowsAndSwings, explanation: Explanation | None) -> Finding:
    rows, swings = found
    ids = tuple(row.task.id for row in rows)
    text = explanation.text if explanation else ""
    made = Finding(
        kind=kind,
        level=level,
        task_ids=ids,
        numbers=tuple(row.task.number for row in rows),
        swings=tuple(swings),
        explanation=text,
    )
    covered = explanation is not None and bool(text) and explanation.covers >= made.subjects
    return replace(made, explained=covered)
