"""The checks at their very limits; that the program asks them is tested in tests/services."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.checks import (
    CheckInput,
    CheckKind,
    FigureSwing,
    RowsAndSwings,
    disagree,
    find,
    open_before,
)
from desktop_app.domain.deadlines import read_deadline
from desktop_app.domain.progress import ProgressEntry, State
from desktop_app.domain.reports import Report, ReportRow
from desktop_app.domain.status import Totals
from desktop_app.domain.task import Fate, Task
from desktop_app.domain.work import finished
from tests.exchange import report_samples as samples

TODAY = samples.CUT_OFF + timedelta(1)
SPAN = samples.PROGRAMME.span


def found(
    report: Report, before: Report | None = None, earlier: tuple[ReportRow, ...] = ()
) -> Mapping[CheckKind, RowsAndSwings]:
    asked = CheckInput(report, before, earlier, evidenced=(), left_open=(), today=TODAY)
    return finished(find(asked))


def task(index: int, deadline: str) -> Task:
    given_ = replace(samples.given(index), deadline=deadline)
    return replace(samples.task(index, given_), deadline=read_deadline(deadline))


def entry(of: Task, percent: int, state: State = State.IN_PROGRESS) -> ProgressEntry:
    quarter = samples.QUARTER
    return ProgressEntry(
        of.id, quarter.id, quarter.starts_on, cut_off=quarter.cut_off, state=state, percent=percent
    )


def row(of: Task, percent: int) -> ReportRow:
    return samples.row(of, entry(of, percent))


def counted(done: int, overdue: int, open_: int = 0) -> Report:
    totals = Totals(done_on_time=done, open_in_time=open_, open_overdue=overdue)
    return replace(samples.report([]), total=totals)


counts = st.integers(0, 300)


@given(counts, counts, counts, counts)
def test_a_count_swings_from_20_per_cent_on_and_from_0_never(
    was: int, now: int, was_overdue: int, overdue: int
) -> None:
    _, swings = found(counted(now, overdue), counted(was, was_overdue)).get(CheckKind.SWING, ([], []))
    pairs = {
        "done": (was, now),
        "open_overdue": (was_overdue, overdue),
        "total": (was + was_overdue, now + overdue),
    }
    assert swings == [
        FigureSwing(name, before, after)
        for name, (before, after) in pairs.items()
        if before and abs(Fraction(after, before) - 1) >= Fraction(1, 5)
    ]


@pytest.mark.parametrize(("now", "swings"), [(1199, False), (1200, True), (801, False), (800, True)])
def test_exactly_20_per_cent_is_a_swing(now: int, *, swings: bool) -> None:
    """Công văn 4578/BTP-KHTC: 20 % or more."""
    report, before = counted(now, 100, 3000 - now), counted(1000, 100, 2000)
    _, told = found(report, before).get(CheckKind.SWING, ([], []))
    assert told == ([FigureSwing("done", 1000, now)] if swings else [])


@pytest.mark.parametrize(("now", "swings"), [(61, False), (60, True), (99, False)])
def test_a_recurring_task_swings_from_20_points_on(now: int, *, swings: bool) -> None:
    yearly, once = task(0, "Hằng năm"), task(1, "31/12/2022")
    before = samples.report([row(yearly, 80), row(once, 80)])
    rows, _ = found(samples.report([row(yearly, now), row(once, 5)]), before).get(CheckKind.SWING, ([], []))
    assert [one.task.id for one in rows] == ([yearly.id] if swings else [])


def test_a_recurring_task_of_which_the_year_before_says_nothing_does_not_swing() -> None:
    report = samples.report([row(task(0, "Hằng năm"), 90)])
    assert CheckKind.SWING not in found(report)
    rows, _ = found(report, samples.report([])).get(CheckKind.SWING, ([], []))
    assert rows == []


@pytest.mark.parametrize(("percent", "falls"), [(39, True), (40, False), (41, False)])
def test_a_percent_falls_below_that_of_the_period_before(percent: int, *, falls: bool) -> None:
    once, yearly, fresh = task(0, "31/12/2022"), task(1, "Hằng năm"), task(2, "31/12/2022")
    earlier = tuple(row(one, 40) for one in (once, yearly))
    report = samples.report([row(one, percent) for one in (once, yearly, fresh)])
    rows, _ = found(report, earlier=earlier).get(CheckKind.PERCENT_FALLS, ([], []))
    assert [one.task.id for one in rows] == ([once.id] if falls else [])
    carried = samples.report([replace(row(once, percent), carried=True)])
    assert CheckKind.PERCENT_FALLS not in found(carried, earlier=earlier)


@pytest.mark.parametrize("part", ["groups", "agencies", "rows"])
def test_a_sum_that_differs_in_any_part_is_found(part: str) -> None:
    """Also where the total is the same: one task more done, one less open."""
    report = samples.ordinary()
    assert CheckKind.TOTALS not in found(report)
    first = report.groups[0]
    other = replace(
        first.totals, done_late=first.totals.done_late + 1, open_in_time=first.totals.open_in_time - 1
    )
    wrong = {
        "groups": replace(report, groups=(replace(first, totals=other), *report.groups[1:])),
        "agencies": replace(
            report,
            agencies=(
                replace(
                    report.agencies[0], totals=report.agencies[0].totals + Totals(done_late=1, no_deadline=-1)
                ),
                *report.agencies[1:],
            ),
        ),
        "rows": replace(
            report,
            groups=(replace(first, rows=first.rows[:-1]), *report.groups[1:]),
            apart=tuple(one for one in report.apart if one.task.id != first.rows[-1].task.id),
        ),
    }[part]
    _, swings = found(wrong)[CheckKind.TOTALS]
    total = report.total.total
    assert swings == [FigureSwing(part, total, total - 1 if part == "rows" else total)]


def test_periods_of_one_cut_off_disagree_when_they_say_different_things() -> None:
    one = entry(task(0, "31/12/2022"), 40)
    year = replace(one, period="nd09/2021", starts_on=date(2020, 12, 15))
    assert not disagree([one], one.cut_off)
    assert not disagree([one, year], one.cut_off)
    assert disagree([one, replace(year, percent=41)], one.cut_off)
    assert disagree([one, replace(year, state=State.SUSPENDED)], one.cut_off)
    assert not disagree([one, replace(year, percent=41)], one.cut_off - timedelta(1))


@pytest.mark.parametrize(
    ("deadline", "days", "asked"),
    [
        ("Hằng tháng", 28, True),
        ("Hằng tháng", 29, False),
        ("Hằng quý", 84, True),
        ("Hằng quý", 85, False),
        ("31/3/2020", 28, False),
    ],
)
def test_repetitions_more_often_than_the_period_are_not_asked_for(
    deadline: str, days: int, *, asked: bool
) -> None:
    """A month has 28 days at least."""
    cut_off = date(2021, 3, 1)
    period = replace(samples.QUARTER, starts_on=cut_off - timedelta(days), cut_off=cut_off)
    assert open_before(task(0, deadline), [], SPAN, period, SPAN[0]) is asked


def test_an_occurrence_counts_as_left_open_from_the_day_it_ended() -> None:
    quarter = samples.QUARTER
    last = date(2020, 12, 31)
    assert open_before(task(0, "Hằng năm"), [], SPAN, quarter, last)
    assert not open_before(task(0, "Hằng năm"), [], SPAN, quarter, last + timedelta(1))


def test_a_returned_row_is_told_until_its_task_is_withdrawn() -> None:
    there, gone = task(0, "31/12/2021"), replace(task(1, "31/12/2021"), fate=Fate.WITHDRAWN)
    report = samples.report([row(there, 40), row(gone, 40)])
    asked = CheckInput(
        report, None, (), evidenced=(), left_open=(), today=TODAY, returned={there.id, gone.id}
    )
    rows, _ = finished(find(asked))[CheckKind.RETURNED]
    assert [one.task.id for one in rows] == [there.id]
