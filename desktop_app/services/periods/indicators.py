"""Indicators: what a programme counts, entered for each period, added up by explicit rules."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from desktop_app.domain.errors import FieldsDisagree, NameTaken, NotFound, UnitInUse
from desktop_app.domain.indicator import (
    NO_FIGURE,
    Figure,
    Indicator,
    IndicatorValue,
    OverPeriods,
    OverTasks,
    by_regime,
    figure_over,
    figure_over_tasks,
)
from desktop_app.domain.period import Period
from desktop_app.domain.reports import ReportFigure, ReportIndicator
from desktop_app.domain.task import Task
from desktop_app.domain.text import one_line, roman, same_text
from desktop_app.services.acts import Acts
from desktop_app.services.periods.periods import Periods
from desktop_app.services.tasks import Register
from desktop_app.storage.store import Store

ValuePlace = tuple[int, int | None]
"""An indicator's id, and a task's where each task has a value of its own."""


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """One line to enter.

    `now` is the period's figure (`entered` if it was typed for this very period), `before` that of the period
    before it, `year` from the year's first day to this cut-off, `ever` from the programme's first day, all of
    the period's own regime. `task` is None for the line of the whole scope; `total` marks such a line when it
    is the sum of its tasks' lines. `offered` is what other regimes, and other periods of these very days, say
    of them: told beside, never taken.
    """

    indicator: Indicator
    task: Task | None
    entered: Decimal | None
    now: Figure
    before: Figure
    year: Figure
    ever: Figure
    total: bool = False
    offered: tuple[Figure, ...] = ()

    @property
    def cell(self) -> ValuePlace:
        """Return where a value for this line is written."""
        return self.indicator.id, self.task.id if self.task else None


@dataclass(frozen=True, slots=True)
class IndicatorReport:
    """An indicator for a report.

    Its line for the whole scope, its tasks' lines, and a figure for each period. `whole` is None if the
    tasks' values may not be added. `by_period` holds the figures of the whole scope for the periods of the
    same kind that have any, the oldest first.
    """

    indicator: Indicator
    whole: IndicatorRow | None
    tasks: tuple[IndicatorRow, ...]
    by_period: tuple[tuple[Period, Figure], ...]


class Indicators:
    """The indicators of the data file `store`."""

    def __init__(self, store: Store, acts: Acts, periods: Periods) -> None:
        """Work on the data file `store`; what is done can be undone through `acts`."""
        self._store = store
        self._acts = acts
        self._periods = periods

    def all(self, programme_id: int) -> list[Indicator]:
        """List a programme's indicators in the officer's order."""
        return self._store.indicators.of(programme_id)

    def add(self, indicator: Indicator) -> Indicator:
        """Add an indicator after the others. Raises NameTaken."""
        with self._acts.alone():
            others = self.all(indicator.programme_id)
            last = max((one.position for one in others), default=0)
            tidied = self._tidied(indicator, others)
            with self._acts.act("indicator_add", name=tidied.name):
                return self._store.indicators.add(replace(tidied, position=last + 1))

    def change(self, indicator: Indicator) -> None:
        """Write an indicator; its place stays.

        A new name is an act that says both; what is sealed keeps its own. Raises NameTaken, NotFound,
        FieldsDisagree if its values belong to another scope, and UnitInUse if they were counted in another
        unit.
        """
        with self._acts.alone():
            before = self._store.indicators.get(indicator.id)
            moved = (before.group_id, before.task_id, before.by_task) != (
                indicator.group_id,
                indicator.task_id,
                indicator.by_task,
            )
            if moved and self.has_values(indicator):
                raise FieldsDisagree("over_tasks", "value")
            tidied = self._tidied(indicator, self.all(indicator.programme_id))
            if not same_text(before.unit, tidied.unit) and self.has_values(indicator):
                raise UnitInUse(before.name, before.unit)
            renamed = before.name != tidied.name
            name = f"{before.name} → {tidied.name}" if renamed else tidied.name
            with self._acts.act("indicator_rename" if renamed else "indicator_change", name=name):
                self._store.indicators.change(replace(tidied, position=before.position))

    def entered(self, programme_id: int) -> Mapping[ValuePlace, Sequence[IndicatorValue]]:
        """Return everything that was entered, of every regime, sorted by cut-off."""
        return self._store.indicators.values(programme_id)

    def has_values(self, indicator: Indicator) -> bool:
        """Return whether anything was entered for an indicator; its scope is fixed then."""
        return any(key == indicator.id for key, _ in self._store.indicators.values(indicator.programme_id))

    def remove(self, indicator: Indicator) -> None:
        """Remove an indicator with all its values as one act.

        Raises PeriodSealed if a closed period has some.
        """
        with self._acts.alone():
            entered = self._store.indicators.values(indicator.programme_id)
            periods = (
                one.period for (key, _), values in entered.items() if key == indicator.id for one in values
            )
            self._store.seals.require_all_open(indicator.programme_id, periods)
            with self._acts.act("indicator_remove", name=indicator.name):
                self._store.indicators.remove(indicator.id)

    def move(self, indicator: Indicator, step: int) -> None:
        """Put an indicator before (-1) or after (+1) its neighbour."""
        with self._acts.alone():
            order = self.all(indicator.programme_id)
            at = next(place for place, one in enumerate(order) if one.id == indicator.id)
            if not 0 <= at + step < len(order):
                return
            order.insert(at + step, order.pop(at))
            with self._acts.act("indicator_change", name=indicator.name):
                for position, one in enumerate(order, start=1):
                    if one.position != position:
                        self._store.indicators.change(replace(one, position=position))

    def record(self, register: Register, period: Period, values: Mapping[ValuePlace, Decimal | None]) -> None:
        """Enter values for a period, all or none, as one act; None takes a value away.

        Raises RuleBroken, NotFound, PeriodSealed.
        """
        written = [
            IndicatorValue(
                indicator_id=key,
                task_id=task_id,
                period=period.id,
                starts_on=period.starts_on,
                cut_off=period.cut_off,
                value=value,
            )
            for (key, task_id), value in values.items()
            if value is not None
        ]
        with self._acts.alone(register):
            self._store.seals.require_open(register.programme.id, period.id)
            first = self._known(register.programme.id, values)[0]
            with self._acts.act("indicator_record", period=period.id, name=first.name, count=len(values)):
                self._store.indicators.put(written)
                for (key, task_id), value in values.items():
                    if value is None:
                        self._store.indicators.clear(key, task_id, period.id)

    def _known(self, programme_id: int, cells: Collection[ValuePlace]) -> list[Indicator]:
        """Return the indicators of cells.

        Raises NotFound for one that there is not, or that is entered otherwise.
        """
        known = {one.id: one for one in self.all(programme_id)}
        for key, task_id in cells:
            if key not in known or known[key].by_task is (task_id is None):
                raise NotFound("indicator", str(key))
        return [known[key] for key, _ in cells]

    def rows(self, register: Register, period: Period) -> list[IndicatorRow]:
        """List the lines of every indicator for a period: the whole scope first, then its tasks."""
        reports = self.report(register, period)
        return [row for one in reports for row in ((one.whole,) if one.whole else ()) + one.tasks]

    def shown(self, register: Register, period: Period) -> tuple[ReportIndicator, ...]:
        """Return the lines that a report prints: every indicator, and each task of it that has any figure."""
        return tuple(shown_line(register, row, period.cut_off) for row in self._printed(register, period))

    def cells(self, register: Register, period: Period) -> list[ValuePlace]:
        """Return the cell behind each line of `shown`, in the same order."""
        return [row.cell for row in self._printed(register, period)]

    def _printed(self, register: Register, period: Period) -> list[IndicatorRow]:
        lines = self.rows(register, period)
        return [row for row in lines if not row.indicator.by_task or row.total or row.ever.value is not None]

    def report(self, register: Register, period: Period) -> list[IndicatorReport]:
        """Return the report of every indicator."""
        entered = self._store.indicators.values(register.programme.id)
        spans = _Spans(period, self._year_start(period), self._before(period), register.programme.starts_on)
        return [self._report(register, one, entered, spans) for one in self.all(register.programme.id)]

    def _report(
        self,
        register: Register,
        indicator: Indicator,
        entered: Mapping[ValuePlace, Sequence[IndicatorValue]],
        spans: "_Spans",
    ) -> IndicatorReport:
        own = entered.get((indicator.id, None), ())
        if not indicator.by_task:
            whole = _row(indicator, None, own, spans)
            return IndicatorReport(
                indicator, whole, (), self._by_period(register, indicator, entered, spans.period)
            )
        counted = _counted(register, indicator, entered, spans.period.cut_off)
        rows = tuple(_row(indicator, task, given, spans) for task, given in counted)
        if indicator.over_tasks is not OverTasks.SUM:
            return IndicatorReport(indicator, None, rows, ())
        by_period = self._by_period(register, indicator, entered, spans.period)
        return IndicatorReport(indicator, _total(indicator, rows), rows, by_period)

    def _by_period(
        self,
        register: Register,
        indicator: Indicator,
        entered: Mapping[ValuePlace, Sequence[IndicatorValue]],
        period: Period,
    ) -> tuple[tuple[Period, Figure], ...]:
        rule, own = indicator.over_periods, entered.get((indicator.id, None), ())
        found = []
        for one in self._periods.of(register.programme, period.kind, period.regime):
            if indicator.by_task:
                counted = _counted(register, indicator, entered, one.cut_off)
                figures = [_over(rule, given, one) for _, given in counted]
                figure = figure_over_tasks(indicator.over_tasks, figures)
            else:
                figure = _over(rule, own, one)
            if figure.value is not None:
                found.append((one, figure))
        return tuple(found)

    def _year_start(self, period: Period) -> date:
        """Return the first day of the year that a period is reported in.

        Return its own if the regime has no year.
        """
        try:
            regime = self._periods.regimes[period.regime]
            return regime.period(period.year, "").starts_on
        except (KeyError, NotFound):
            return period.starts_on

    def _before(self, period: Period) -> Period | None:
        try:
            return self._periods.regimes[period.regime].before(period)
        except (KeyError, NotFound):
            return None

    def _tidied(self, indicator: Indicator, others: Sequence[Indicator]) -> Indicator:
        tidied = replace(indicator, name=one_line(indicator.name), unit=one_line(indicator.unit))
        if any(
            one.id != tidied.id and _same_place(one, tidied) and same_text(one.name, tidied.name)
            for one in others
        ):
            raise NameTaken("name", tidied.name)
        return tidied


@dataclass(frozen=True, slots=True)
class _Spans:
    period: Period
    year_start: date
    before: Period | None
    programme_start: date


def _row(
    indicator: Indicator, task: Task | None, values: Sequence[IndicatorValue], spans: _Spans
) -> IndicatorRow:
    rule, period, before = indicator.over_periods, spans.period, spans.before
    own = _own(values, period)
    entered = next((one.value for one in own if one.period == period.id), None)
    ever_from = min([spans.programme_start, spans.year_start, *(one.starts_on for one in own)])
    return IndicatorRow(
        indicator=indicator,
        task=task,
        entered=entered,
        now=_over(rule, values, period),
        before=_over(rule, values, before) if before else NO_FIGURE,
        year=figure_over(rule, own, spans.year_start, period.cut_off),
        ever=figure_over(rule, own, ever_from, period.cut_off),
        offered=tuple(_offered(rule, values, period)),
    )


def _own(values: Iterable[IndicatorValue], period: Period) -> list[IndicatorValue]:
    """Return the values of a period's regime, without those of another period that has the very same days."""
    days = period.starts_on, period.cut_off
    own = [one for one in values if one.regime == period.regime]
    return [one for one in own if one.period == period.id or (one.starts_on, one.cut_off) != days]


def _over(rule: OverPeriods, values: Iterable[IndicatorValue], period: Period) -> Figure:
    return figure_over(rule, _own(values, period), period.starts_on, period.cut_off)


def _offered(rule: OverPeriods, values: Sequence[IndicatorValue], period: Period) -> Iterator[Figure]:
    """Yield what the values that are not a period's own say of exactly its days."""
    own = _own(values, period)
    for given in by_regime(one for one in values if one not in own).values():
        figure = figure_over(rule, given, period.starts_on, period.cut_off)
        if figure.whole:
            yield figure


def shown_line(register: Register, row: IndicatorRow, day: date) -> ReportIndicator:
    """Return the line that a report judged on `day` prints for a row."""
    indicator, task = row.indicator, row.task
    if task is None and indicator.task_id is not None:
        task = register.task(indicator.task_id).on(day)
    group_id = task.group_id if task is not None else indicator.group_id
    group = roman(register.group(group_id).number) if group_id is not None else ""
    place = f"{group}.{task.number}" if task is not None and task.number else group
    return ReportIndicator(
        name=indicator.name,
        unit=indicator.unit,
        now=_figure(row.now),
        before=_figure(row.before),
        year=_figure(row.year),
        ever=_figure(row.ever),
        place=place,
        task=task.content if task is not None else "",
        lead=task.lead if task is not None else "",
    )


def _figure(figure: Figure) -> ReportFigure:
    return ReportFigure() if figure.value is None else ReportFigure(f"{figure.value:f}", figure.whole)


def _total(indicator: Indicator, rows: Sequence[IndicatorRow]) -> IndicatorRow:
    def added(figures: Sequence[Figure]) -> Figure:
        return figure_over_tasks(indicator.over_tasks, figures)

    now, before = added([row.now for row in rows]), added([row.before for row in rows])
    year, ever = added([row.year for row in rows]), added([row.ever for row in rows])
    return IndicatorRow(
        indicator=indicator, task=None, entered=None, now=now, before=before, year=year, ever=ever, total=True
    )


def _counted(
    register: Register,
    indicator: Indicator,
    entered: Mapping[ValuePlace, Sequence[IndicatorValue]],
    day: date,
) -> list[tuple[Task, Sequence[IndicatorValue]]]:
    """Return the tasks of an indicator at the end of `day`, as they were, with the values that count of each.

    A value counts if the task did at its cut-off: one that was entered for a time after the task was
    withdrawn, or had left the group, does not.
    """
    found: list[tuple[Task, Sequence[IndicatorValue]]] = []
    for task in register.tasks:
        given = entered.get((indicator.id, task.id), ())
        kept = [one for one in given if _counts(task.on(one.cut_off), indicator)]
        then = task.on(day)
        if _counts(then, indicator) or any(one.cut_off <= day for one in kept):
            found.append((then, kept))
    return found


def _counts(task: Task, indicator: Indicator) -> bool:
    return task.active and indicator.group_id in (None, task.group_id)


def _same_place(one: Indicator, other: Indicator) -> bool:
    return (one.group_id, one.task_id) == (other.group_id, other.task_id)
