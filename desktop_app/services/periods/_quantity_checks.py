"""What the checks of a period look at in its quantities: totals that their parts contradict, and swings."""

from collections.abc import Callable, Iterator
from decimal import Decimal

from desktop_app.domain.checks import CheckKind, FigureSwing, Swings, swings_by
from desktop_app.domain.indicator import Figure, Indicator, by_regime, contradicted
from desktop_app.domain.period import Period
from desktop_app.domain.reports import ReportIndicator
from desktop_app.services.periods.indicators import IndicatorRow, Indicators, ValuePlace, shown_line
from desktop_app.services.periods.sealed import Sealed
from desktop_app.services.tasks import Register

Label = Callable[[str], str]
"""Returns the name of a period by its id."""


class QuantityChecks:
    """Looks at the quantities of `period` as `indicators` hold them; `label` names periods."""

    def __init__(self, indicators: Indicators, register: Register, period: Period, label: Label) -> None:
        self._indicators = indicators
        self._register = register
        self._period = period
        self._label = label

    def findings(self, before: Period | None, sealed: Sealed | None) -> dict[CheckKind, Swings]:
        """Return what there is to explain.

        `sealed` closes `before`, the same period of the year before, if it is.
        """
        known = self._live_figures(before) if sealed is None else self._sealed_figures(sealed)
        return {
            CheckKind.QUANTITY_PARTS: list(self._parts()),
            CheckKind.QUANTITY_SWING: list(self._swings(known)),
        }

    def _parts(self) -> Iterator[FigureSwing]:
        """Yield each total of the period that its own parts contradict.

        It is entered for the period, in it or around it.
        """
        indicators = {one.id: one for one in self._indicators.all(self._register.programme.id)}
        counted = {row.cell for row in self._indicators.rows(self._register, self._period)}
        first, last = self._period.starts_on, self._period.cut_off
        for (key, task_id), values in self._indicators.entered(self._register.programme.id).items():
            if (key, task_id) not in counted:
                continue
            indicator = indicators[key]
            own = by_regime(values).get(self._period.regime, ())
            for total, said in contradicted(indicator.over_periods, own, first, last):
                of = f"{self._described(indicator, task_id)}, {self._label(total.period)}"
                yield FigureSwing("parts", total.value, said, of, _task_of(indicator, task_id))

    def _swings(self, known: Callable[[IndicatorRow], Figure | None]) -> Iterator[FigureSwing]:
        """Yield each whole figure of the period that swung against the same one of the year before."""
        for row in self._indicators.rows(self._register, self._period):
            before = known(row)
            if before is None or before.value is None or row.now.value is None:
                continue
            if before.whole and row.now.whole and swings_by(before.value, row.now.value):
                task_id = row.task.id if row.task is not None else None
                of = self._described(row.indicator, task_id)
                yield FigureSwing(
                    "quantity", before.value, row.now.value, of, _task_of(row.indicator, task_id)
                )

    def _live_figures(self, before: Period | None) -> Callable[[IndicatorRow], Figure | None]:
        rows = self._indicators.rows(self._register, before) if before is not None else []
        figures: dict[ValuePlace, Figure] = {row.cell: row.now for row in rows}
        return lambda row: figures.get(row.cell)

    def _sealed_figures(self, sealed: Sealed) -> Callable[[IndicatorRow], Figure | None]:
        worded = {_words(one): one for one in sealed.report.indicators}

        def find(row: IndicatorRow) -> Figure | None:
            said = worded.get(_words(shown_line(self._register, row, self._period.cut_off)))
            line = sealed.lines.get(row.cell) if sealed.lines else said
            if line is None or not line.now.value:
                return None
            return Figure(Decimal(line.now.value), whole=line.now.whole)

        return find

    def _described(self, indicator: Indicator, task_id: int | None) -> str:
        task = _task_of(indicator, task_id)
        number = f"{self._register.task(task).number}. " if task is not None else ""
        return f"{number}{indicator.name} ({indicator.unit})"


def _task_of(indicator: Indicator, task_id: int | None) -> int | None:
    return indicator.task_id if task_id is None else task_id


def _words(line: ReportIndicator) -> tuple[str, str, str, str]:
    return line.name, line.unit, line.place, line.task
