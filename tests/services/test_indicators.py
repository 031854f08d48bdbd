"""Indicators from their making to the figures of a report."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop_app.domain.errors.refusals import FieldsDisagree, NameTaken, NotFound, UnitInUse
from desktop_app.domain.indicator import Indicator, OverPeriods, OverTasks
from desktop_app.services.periods import IndicatorRow
from desktop_app.services.tasks.register import Register
from desktop_app.services.wording import say
from desktop_app.services.workspace import Workspace


def made(workspace: Workspace, register: Register, **more: Any) -> Indicator:
    fields: dict[str, Any] = {"name": "Số văn bản", "unit": "văn bản"} | more
    return workspace.indicators.add(Indicator(0, register.programme.id, **fields))


def test_values_of_quarters_make_the_figures_of_the_year(workspace: Workspace, filled: Register) -> None:
    one = made(workspace, filled)
    periods = {
        part: workspace.periods.find(f"2021-{part}", filled.programme) for part in ("Q1", "Q2", "Q3", "Q4")
    }
    for amount, period in enumerate(periods.values(), start=1):
        workspace.indicators.record(filled, period, {(one.id, None): Decimal(amount) / 4})
    (row,) = workspace.indicators.rows(filled, periods["Q3"])
    assert (row.entered, row.before.value, row.year.value, row.year.whole) == (
        Decimal("0.75"), Decimal("0.5"), Decimal("1.5"), True,
    )  # fmt: skip
    year = workspace.periods.find("2021", filled.programme)
    (row,) = workspace.indicators.rows(filled, year)
    assert (row.entered, row.now.value, row.now.whole, row.ever.value) == (
        None,
        Decimal("2.5"),
        True,
        Decimal("2.5"),
    )
    (report,) = workspace.indicators.report(filled, periods["Q4"])
    assert [(period.label, figure.value) for period, figure in report.by_period] == [
        ("Quý I/2021", Decimal("0.25")),
        ("Quý II/2021", Decimal("0.5")),
        ("Quý III/2021", Decimal("0.75")),
        ("Quý IV/2021", Decimal(1)),
    ]


def test_values_of_tasks_add_up_to_their_group(workspace: Workspace, filled: Register) -> None:
    group = filled.groups[0]
    one = made(workspace, filled, group_id=group.id, over_tasks=OverTasks.SUM)
    period = workspace.periods.find("2021-Q4", filled.programme)
    tasks = [task for task in filled.tasks if task.group_id == group.id]
    workspace.indicators.record(filled, period, {(one.id, task.id): Decimal(2) for task in tasks})
    total, *rows = workspace.indicators.rows(filled, period)
    assert (total.total, total.now.value, total.now.whole) == (True, Decimal(2 * len(tasks)), True)
    assert [row.task.id for row in rows if row.task] == [task.id for task in tasks]
    workspace.indicators.record(filled, period, {(one.id, tasks[0].id): None})
    total, *rows = workspace.indicators.rows(filled, period)
    assert (total.now.value, total.now.whole, rows[0].entered) == (Decimal(2 * len(tasks) - 2), False, None)
    (report,) = workspace.indicators.report(filled, period)
    assert report.by_period[0][1].value == Decimal(2 * len(tasks) - 2)


def test_a_value_counts_as_long_as_its_task_does(workspace: Workspace, filled: Register) -> None:
    """Withdrawn on 1/7, in the middle of the third quarter.

    Something had been entered for that all the same.
    """
    group = filled.groups[0]
    one = made(workspace, filled, group_id=group.id, over_tasks=OverTasks.SUM)
    tasks = [task for task in filled.tasks if task.group_id == group.id]
    periods = [workspace.periods.find(name, filled.programme) for name in ("2021-Q2", "2021-Q3", "2021-Q4")]
    for period in periods:
        workspace.indicators.record(filled, period, {(one.id, task.id): Decimal(10) for task in tasks})
    whole, less = Decimal(10 * len(tasks)), Decimal(10 * len(tasks) - 10)
    workspace.tasks.withdraw(filled, [tasks[0].id], date(2021, 7, 1), "Công văn 1")
    totals = [workspace.indicators.rows(filled, period)[0] for period in periods]
    assert [row.now.value for row in totals] == [whole, less, less]
    assert [row.ever.value for row in totals] == [whole, whole + less, whole + less + less]
    (report,) = workspace.indicators.report(filled, periods[-1])
    assert [figure.value for _, figure in report.by_period] == [whole, less, less]


def test_values_that_may_not_be_added_have_no_total(workspace: Workspace, filled: Register) -> None:
    one = made(workspace, filled, unit="%", over_periods=OverPeriods.LAST, over_tasks=OverTasks.NONE)
    period = workspace.periods.find("2021-Q4", filled.programme)
    task = filled.tasks[0]
    workspace.indicators.record(filled, period, {(one.id, task.id): Decimal("45.2")})
    (report,) = workspace.indicators.report(filled, period)
    assert (report.whole, report.by_period) == (None, ())
    assert report.tasks[0].year.value == Decimal("45.2")


def test_entering_is_one_act_that_can_be_undone(workspace: Workspace, filled: Register) -> None:
    one, other = made(workspace, filled), made(workspace, filled, name="Số cuộc")
    period = workspace.periods.find("2021-Q4", filled.programme)
    workspace.indicators.record(
        filled, period, {(one.id, None): Decimal(5), (other.id, None): Decimal("1234.5")}
    )
    workspace.indicators.record(filled, period, {(one.id, None): Decimal(6)})
    assert [row.entered for row in workspace.indicators.rows(filled, period)] == [
        Decimal(6),
        Decimal("1234.5"),
    ]
    workspace.acts.undo()
    workspace.acts.undo()
    assert [row.entered for row in workspace.indicators.rows(filled, period)] == [None, None]


def test_an_indicator_is_changed_moved_and_removed(workspace: Workspace, filled: Register) -> None:
    one, other = made(workspace, filled), made(workspace, filled, name="Số cuộc")
    period = workspace.periods.find("2021-Q4", filled.programme)
    with pytest.raises(NameTaken):
        made(workspace, filled, name="số  văn bản")
    workspace.indicators.move(other, -1)
    workspace.indicators.move(other, -1)
    assert [indicator.id for indicator in workspace.indicators.all(filled.programme.id)] == [other.id, one.id]
    workspace.indicators.record(filled, period, {(one.id, None): Decimal(5)})
    with pytest.raises(FieldsDisagree):
        workspace.indicators.change(replace(one, over_tasks=OverTasks.SUM))
    workspace.indicators.change(replace(one, name="Số văn bản rà soát"))
    workspace.indicators.remove(one)
    assert [indicator.name for indicator in workspace.indicators.all(filled.programme.id)] == ["Số cuộc"]
    workspace.acts.undo()
    assert workspace.indicators.rows(filled, period)[1].entered == Decimal(5)


def test_a_unit_stays_while_values_are_counted_in_it_and_a_new_name_is_told(
    workspace: Workspace, filled: Register
) -> None:
    one = made(workspace, filled)
    period = workspace.periods.find("2021-Q4", filled.programme)
    workspace.indicators.change(replace(one, unit="cuộc"))
    workspace.indicators.record(filled, period, {(one.id, None): Decimal(5)})
    with pytest.raises(UnitInUse) as refused:
        workspace.indicators.change(replace(one, unit="nghìn cuộc"))
    assert refused.value.unit_text == "cuộc"
    assert "“Số văn bản” đã có số liệu tính bằng cuộc" in say(refused.value)
    workspace.indicators.change(replace(one, unit="Cuộc"))  # written otherwise, the same unit
    workspace.indicators.change(replace(one, unit="Cuộc", name="Số văn bản rà soát"))
    act = workspace.acts.last
    assert act is not None
    assert workspace.journal.said_of(act) == "Đổi tên chỉ tiêu Số văn bản → Số văn bản rà soát"
    workspace.indicators.record(filled, period, {(one.id, None): None})
    workspace.indicators.change(replace(one, unit="nghìn cuộc"))
    assert workspace.indicators.all(filled.programme.id)[0].unit == "nghìn cuộc"


def test_a_value_where_none_belongs_is_refused(workspace: Workspace, filled: Register) -> None:
    one = made(workspace, filled)
    period = workspace.periods.find("2021-Q4", filled.programme)
    for cell in ((one.id, filled.tasks[0].id), (99, None)):
        with pytest.raises(NotFound):
            workspace.indicators.record(filled, period, {cell: Decimal(1)})


def figures(row: IndicatorRow) -> list[Any]:
    return [row.entered, row.now, row.before, row.year, row.ever]


PARTS = {"nd09": ["Q1", "Q2", "Q3", "Q4", "H1", "9M", ""], "tt03": ["H1", ""], "tt10": [""]}
PERIODS = [f"{regime}/2021{'-' if part else ''}{part}" for regime, parts in PARTS.items() for part in parts]


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    own=st.dictionaries(
        st.sampled_from([one for one in PERIODS if one.startswith("nd09")]), st.integers(0, 99)
    ),
    others=st.dictionaries(
        st.sampled_from([one for one in PERIODS if not one.startswith("nd09")]), st.integers(0, 99)
    ),
    asked=st.sampled_from([one for one in PERIODS if one.startswith("nd09")]),
)
def test_no_figure_of_a_regime_is_changed_by_what_another_one_counts(
    workspace: Workspace, filled: Register, own: dict[str, int], others: dict[str, int], asked: str
) -> None:
    one = made(workspace, filled)
    period = workspace.periods.find(asked, filled.programme)
    for name, amount in own.items():
        workspace.indicators.record(
            filled, workspace.periods.find(name, filled.programme), {(one.id, None): Decimal(amount)}
        )
    (before,) = workspace.indicators.report(filled, period)
    for name, amount in others.items():
        workspace.indicators.record(
            filled, workspace.periods.find(name, filled.programme), {(one.id, None): Decimal(amount)}
        )
    (after,) = workspace.indicators.report(filled, period)
    assert before.whole is not None
    assert after.whole is not None
    assert figures(after.whole) == figures(before.whole)
    assert after.by_period == before.by_period
    workspace.indicators.remove(one)


def test_what_another_regime_holds_for_the_same_days_is_offered(
    workspace: Workspace, filled: Register
) -> None:
    """A regime of the office's own with the quarters of decree 09.

    Its figure stands beside, for the same days only.
    """
    shipped = workspace.periods.regimes["nd09"]
    workspace.periods.save(replace(shipped, id="rieng", title="Chế độ riêng"))
    one = made(workspace, filled)
    for name, amount in (("rieng/2021-Q1", 7), ("tt03/2021", 25)):
        workspace.indicators.record(
            filled, workspace.periods.find(name, filled.programme), {(one.id, None): Decimal(amount)}
        )
    (row,) = workspace.indicators.rows(filled, workspace.periods.find("nd09/2021-Q1", filled.programme))
    assert [(figure.parts[0].period, figure.value) for figure in row.offered] == [
        ("rieng/2021-Q1", Decimal(7))
    ]
    assert (row.entered, row.now.value, row.year.value, row.ever.value) == (None, None, None, None)
    (row,) = workspace.indicators.rows(filled, workspace.periods.find("nd09/2021", filled.programme))
    assert row.offered == ()
    (report,) = workspace.indicators.report(filled, workspace.periods.find("tt03/2021", filled.programme))
    assert [(period.id, figure.value) for period, figure in report.by_period] == [("tt03/2021", Decimal(25))]


def test_a_preliminary_and_an_official_round_of_one_year_are_two_figures(
    workspace: Workspace, filled: Register
) -> None:
    """Circular 03 reports a year twice, for the same days."""
    one = made(workspace, filled)
    first, official = (workspace.periods.find(f"tt03/2021{part}", filled.programme) for part in ("", "-CT"))
    workspace.indicators.record(filled, first, {(one.id, None): Decimal(100)})
    (row,) = workspace.indicators.rows(filled, official)
    assert (row.entered, row.now.value, row.year.value) == (None, None, None)
    assert [figure.value for figure in row.offered] == [Decimal(100)]
    workspace.indicators.record(filled, official, {(one.id, None): Decimal(120)})
    for period, amount in ((first, 100), (official, 120)):
        (row,) = workspace.indicators.rows(filled, period)
        assert (row.now.value, row.year.value) == (Decimal(amount), Decimal(amount))
