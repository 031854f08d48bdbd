from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.deadlines import Extension
from desktop_app.domain.deadlines.deadline import read_deadline
from desktop_app.domain.progress import UNDATED, ProgressEntry, State
from desktop_app.domain.speaking import dated
from desktop_app.domain.status import (
    Standing,
    Status,
    Totals,
    last_time,
    left_open,
    percentage,
    percentage_text,
    tally,
)
from desktop_app.domain.status import stand as judged
from desktop_app.domain.task import Assignment, Fate, Task

SPAN = (date(2018, 1, 1), date(2022, 12, 31))
Q3 = ("nd09/2021-Q3", date(2021, 6, 15), date(2021, 9, 14))
Q4 = ("nd09/2021-Q4", date(2021, 9, 15), date(2021, 12, 14))
CUT_OFF = date(2021, 12, 14)


def task(deadline: str, fate: Fate = Fate.ACTIVE) -> Task:
    given_ = Assignment(1, "1", "Rà soát văn bản", deadline=deadline)
    return Task(
        1,
        1,
        1,
        position=1,
        given=given_,
        deadline=read_deadline(deadline, (2018, 2022)),
        folded="ra soat van ban",
        fate=fate,
    )


def entry(
    period: tuple[str, date, date], state: State, percent: int = 0, done: date | None = None
) -> ProgressEntry:
    """Make an entry; one that is done without a day is as earlier programs kept it."""
    if state is not State.DONE:
        return ProgressEntry(1, *period, state, percent)
    return ProgressEntry(1, *period, state, 100, done or UNDATED, assumed=done is None)


def stand(task: Task, entries: Sequence[ProgressEntry], day: date, span: tuple[date, date]) -> Standing:
    return judged(task, dated(task, entries, span), day, span)


def status(deadline: str, *entries: ProgressEntry, day: date = CUT_OFF) -> Status | None:
    return stand(task(deadline), entries, day, SPAN).status


def test_the_five_answers() -> None:
    done = entry(Q4, State.DONE, done=date(2021, 11, 20))
    assert status("31/12/2021", done) is Status.DONE_ON_TIME
    assert status("30/10/2021", done) is Status.DONE_LATE
    assert status("31/12/2021") is Status.OPEN_IN_TIME
    assert status("30/10/2021") is Status.OPEN_OVERDUE
    assert status("Sau khi Luật được ban hành") is Status.NO_DEADLINE
    assert status("", done) is Status.DONE_ON_TIME


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2021, 12, 13), Status.OPEN_IN_TIME),
        (date(2021, 12, 14), Status.OPEN_IN_TIME),
        (date(2021, 12, 15), Status.OPEN_OVERDUE),
    ],
)
def test_the_last_day_is_still_in_time(day: date, expected: Status) -> None:
    assert status("14/12/2021", day=day) is expected


def test_a_completion_counts_from_its_own_day_whenever_it_was_typed() -> None:
    typed_late = entry(Q4, State.DONE, done=date(2021, 8, 1))
    open_before = entry(Q3, State.IN_PROGRESS, 50)
    assert status("31/12/2021", open_before, typed_late, day=Q3[2]) is Status.DONE_ON_TIME
    assert status("31/12/2021", open_before, typed_late, day=date(2021, 7, 31)) is Status.OPEN_IN_TIME


Q1 = ("nd09/2022-Q1", date(2021, 12, 15), date(2022, 3, 14))
YEAR = ("nd09/2021", date(2020, 12, 15), date(2021, 12, 14))


def completed(*entries: ProgressEntry, day: date) -> date | None:
    return stand(task("31/10/2021"), entries, day, SPAN).completed_on


def test_a_completion_without_a_day_counts_from_the_period_that_first_recorded_it() -> None:
    first, carried, later = (entry(period, State.DONE) for period in (Q3, Q4, Q1))
    assert completed(first, day=Q3[2]) == Q3[2]
    assert completed(first, carried, day=Q4[2]) == Q3[2]
    assert completed(first, carried, later, day=Q1[2]) == Q3[2]
    assert completed(first, carried, day=date(2021, 11, 1)) == Q3[2]
    assert status("31/10/2021", first, carried, later, day=Q1[2]) is Status.DONE_ON_TIME


def test_a_day_that_is_given_later_speaks_from_then_on() -> None:
    first, given_ = entry(Q3, State.DONE), entry(Q4, State.DONE, done=date(2021, 8, 30))
    assert completed(first, given_, day=Q4[2]) == date(2021, 8, 30)
    assert completed(first, given_, entry(Q1, State.DONE), day=Q1[2]) == Q3[2]
    assert stand(task("31/10/2021"), [first], Q3[2], SPAN).assumed
    assert not stand(task("31/10/2021"), [first, given_], Q4[2], SPAN).assumed


def test_a_completion_after_its_period_is_carried_from_its_own_day() -> None:
    """Quarter III was corrected later: done on 1 October. Quarter IV says done and no day."""
    corrected = entry(Q3, State.DONE, done=date(2021, 10, 1))
    assert completed(corrected, entry(Q4, State.DONE), day=Q4[2]) == date(2021, 10, 1)


def test_a_task_that_was_open_in_between_was_done_anew() -> None:
    between = entry(Q4, State.IN_PROGRESS, 60)
    assert completed(entry(Q3, State.DONE), between, entry(Q1, State.DONE), day=Q1[2]) == Q1[2]


def test_a_running_year_that_says_done_does_not_move_an_earlier_completion() -> None:
    assert completed(entry(Q3, State.DONE), entry(YEAR, State.DONE), day=date(2021, 10, 1)) == Q3[2]
    assert completed(entry(Q3, State.DONE), entry(YEAR, State.DONE), day=YEAR[2]) == Q3[2]


def test_a_yearly_task_that_is_done_again_counts_from_the_year_of_its_own() -> None:
    yearly = stand(task("Hằng năm"), [entry(Q4, State.DONE), entry(Q1, State.DONE)], Q1[2], SPAN)
    assert yearly.completed_on == Q1[2]


def test_a_task_reopened_in_a_later_period_is_open_from_then_on() -> None:
    done = entry(Q3, State.DONE, done=date(2021, 8, 1))
    again = entry(Q4, State.IN_PROGRESS, 60)
    assert status("31/12/2021", done, again, day=Q3[2]) is Status.DONE_ON_TIME
    assert status("31/12/2021", done, again, day=Q4[2]) is Status.OPEN_IN_TIME


def test_a_completion_after_the_day_is_not_yet_one() -> None:
    before, done = entry(Q3, State.IN_PROGRESS, 40), entry(Q4, State.DONE, done=date(2021, 12, 10))
    standing = stand(task("31/12/2021"), [before, done], date(2021, 10, 1), SPAN)
    assert (standing.state, standing.percent, standing.completed_on) == (State.IN_PROGRESS, 40, None)
    alone = stand(task("31/12/2021"), [done], date(2021, 10, 1), SPAN)
    assert (alone.state, alone.percent) == (State.NOT_STARTED, 0)


def test_a_completion_still_to_come_changes_nothing_before_it() -> None:
    suspended = entry(Q3, State.SUSPENDED, 30)
    done = entry(Q4, State.DONE, done=date(2021, 12, 10))
    before = stand(task("30/6/2021"), [suspended, done], date(2021, 12, 9), SPAN)
    assert (before.state, before.percent, before.status) == (State.SUSPENDED, 30, None)
    assert stand(task("30/6/2021"), [suspended, done], date(2021, 12, 10), SPAN).status is Status.DONE_LATE


def test_a_suspended_task_has_no_days_left() -> None:
    suspended = stand(task("20/12/2021"), [entry(Q4, State.SUSPENDED, 30)], CUT_OFF, SPAN)
    assert (suspended.days_left, suspended.days_overdue) == (None, 0)


def test_suspended_and_withdrawn_tasks_stay_out_of_the_totals() -> None:
    suspended = stand(task("30/10/2021"), [entry(Q4, State.SUSPENDED, 30)], CUT_OFF, SPAN)
    withdrawn = stand(task("30/10/2021", Fate.WITHDRAWN), [], CUT_OFF, SPAN)
    assert (suspended.status, suspended.percent, withdrawn.status) == (None, 30, None)
    assert tally([suspended, withdrawn]) == Totals()


def test_a_recurring_task_is_judged_by_its_occurrence() -> None:
    done_2020 = ProgressEntry(
        1,
        "nd09/2020-Q4",
        date(2020, 9, 15),
        cut_off=date(2020, 12, 14),
        state=State.DONE,
        percent=100,
        completed_on=date(2020, 12, 1),
    )
    assert status("Hằng năm", done_2020, day=date(2020, 12, 14)) is Status.DONE_ON_TIME
    assert status("Hằng năm", done_2020, day=CUT_OFF) is Status.OPEN_IN_TIME
    standing = stand(task("Hằng năm"), [done_2020], CUT_OFF, SPAN)
    assert (standing.state, standing.due) == (State.NOT_STARTED, date(2021, 12, 31))


def test_a_completion_speaks_of_the_occurrence_in_which_it_was_done_or_recorded() -> None:
    january = ("nd09/2021-M01", date(2020, 12, 15), date(2021, 1, 14))
    typed_later = ProgressEntry(1, *january, State.DONE, 100, date(2020, 12, 20))
    assert status("Hằng năm", typed_later, day=date(2020, 12, 31)) is Status.DONE_ON_TIME
    assert status("Hằng năm", typed_later, day=january[2]) is Status.OPEN_IN_TIME
    december = ("nd09/2020-M12", date(2020, 11, 15), date(2020, 12, 14))
    late = ProgressEntry(1, *december, State.DONE, 100, date(2021, 1, 10))
    assert left_open(task("Hằng năm"), [], january[2], SPAN)[-1][1] == date(2020, 12, 31)
    assert all(last.year < 2020 for _, last in left_open(task("Hằng năm"), [late], january[2], SPAN))
    assert status("Hằng năm", late, day=date(2020, 12, 31)) is Status.OPEN_IN_TIME
    assert status("Hằng năm", late, day=january[2]) is Status.OPEN_IN_TIME
    late_in_its_year = ProgressEntry(1, *december, State.DONE, 100, date(2020, 12, 20))
    assert status("Trước ngày 30/11 hằng năm", late_in_its_year, day=date(2020, 12, 31)) is Status.DONE_LATE
    own = ProgressEntry(1, *january, State.DONE, 100, date(2021, 1, 10))
    assert status("Hằng năm", own, day=january[2]) is Status.DONE_ON_TIME
    assert left_open(task("Hằng năm"), [own], january[2], SPAN)[-1][1] == date(2020, 12, 31)


def test_a_suspended_occurrence_is_not_left_open() -> None:
    kept = entry(("nd09/2020-Q4", date(2020, 9, 15), date(2020, 12, 14)), State.SUSPENDED, 30)
    yearly = task("Hằng năm")
    assert [last.year for _, last in left_open(yearly, [], CUT_OFF, SPAN)] == [2018, 2019, 2020]
    assert [last.year for _, last in left_open(yearly, [kept], CUT_OFF, SPAN)] == [2018, 2019]


def test_an_earlier_occurrence_is_left_open_from_the_day_after_its_extended_deadline() -> None:
    extended = Extension(
        1,
        1,
        date(2020, 12, 31),
        new_due=date(2021, 3, 31),
        reason="Chờ văn bản",
        document="",
        decided_on=date(2020, 12, 1),
    )
    yearly = replace(task("Hằng năm"), extensions=(extended,))
    years = {
        day: [last.year for _, last in left_open(yearly, [], day, SPAN)]
        for day in (date(2021, 3, 30), date(2021, 3, 31), date(2021, 4, 1))
    }
    assert list(years.values()) == [[2018, 2019], [2018, 2019], [2018, 2019, 2020]]


def test_repetitions_outside_the_programme_leave_a_task_without_a_deadline() -> None:
    """And nothing that was recorded speaks of an occurrence that there is not."""
    never = task("Hằng năm, từ năm 2030 đến năm 2031")
    kept = [entry(Q4, State.DONE, done=date(2021, 11, 20))]
    standing = stand(never, kept, CUT_OFF, SPAN)
    assert (standing.state, standing.due, standing.held) == (State.NOT_STARTED, None, None)
    assert standing.status is Status.NO_DEADLINE
    assert left_open(never, kept, CUT_OFF, SPAN) == []
    assert last_time(never, kept, CUT_OFF, SPAN) is None


def test_the_last_time_of_a_recurring_task_is_the_occurrence_before_with_what_it_said() -> None:
    yearly = task("Hằng năm")
    older, last, now = (
        ProgressEntry(
            1,
            f"nd09/{year}-Q4",
            date(year, 9, 15),
            cut_off=date(year, 12, 14),
            state=State.IN_PROGRESS,
            percent=percent,
        )
        for year, percent in ((2019, 20), (2020, 40), (2021, 60))
    )
    entries = [older, last, now]
    year_2020 = (date(2020, 1, 1), date(2020, 12, 31))
    assert last_time(yearly, entries, CUT_OFF, SPAN) == (year_2020, last)
    assert last_time(yearly, [older, now], CUT_OFF, SPAN) == (year_2020, None)
    assert last_time(yearly, entries, date(2021, 1, 1), SPAN) == (year_2020, last)
    assert last_time(yearly, entries, date(2018, 12, 31), SPAN) is None
    assert last_time(task("31/12/2021"), entries, CUT_OFF, SPAN) is None


def test_days_are_counted_from_the_day_asked_for() -> None:
    late = stand(task("30/10/2021"), [], CUT_OFF, SPAN)
    soon = stand(task("20/12/2021"), [], CUT_OFF, SPAN)
    assert (late.days_overdue, late.days_left) == (45, None)
    assert (soon.days_overdue, soon.days_left) == (0, 6)


def test_soon_ends_with_its_last_day() -> None:
    ahead = {
        days: stand(task(f"{CUT_OFF + timedelta(days):%d/%m/%Y}"), [], CUT_OFF, SPAN)
        for days in (-1, 0, 30, 31)
    }
    assert {days: one.due_soon for days, one in ahead.items()} == {-1: False, 0: True, 30: True, 31: False}


statuses = st.lists(st.sampled_from([*Status, None]), max_size=60)


@given(statuses)
def test_totals_equal_the_sum_of_their_parts(found: list[Status | None]) -> None:
    some = task("31/12/2021")
    standings = [
        Standing(some, CUT_OFF, State.NOT_STARTED, percent=0, completed_on=None, due=None, status=one)
        for one in found
    ]
    totals = tally(standings)
    assert totals.total == sum(one is not None for one in found) == sum(totals.of(one) for one in Status)
    half = len(standings) // 2
    assert tally(standings[:half]) + tally(standings[half:]) == totals


@given(st.integers(-400, 400), st.integers(-400, 400))
def test_done_is_late_exactly_when_its_day_is_after_the_deadline(due_after: int, done_after: int) -> None:
    due, done = CUT_OFF + timedelta(due_after), CUT_OFF + timedelta(done_after)
    found = status(f"{due:%d/%m/%Y}", entry(Q4, State.DONE, done=done))
    if done > CUT_OFF:
        assert found is (Status.OPEN_OVERDUE if due < CUT_OFF else Status.OPEN_IN_TIME)
    else:
        assert found is (Status.DONE_LATE if done > due else Status.DONE_ON_TIME)


def test_every_share_is_the_nearest_tenth_and_a_half_goes_up_as_in_excel() -> None:
    """A float is rounded to the even digit: 1 of 16 was 6,2% on paper and 6,3 in the workbook.

    Asked by fractions.
    """
    halves = 0
    for whole in range(1, 201):
        for part in range(whole + 1):
            shown = percentage(part, whole)
            above = Fraction(shown) - Fraction(100 * part, whole)
            assert Fraction(-1, 20) < above <= Fraction(1, 20)
            halves += above == Fraction(1, 20)
            assert percentage_text(part, whole) == f"{str(shown).replace('.', ',').removesuffix(',0')}%"
    assert halves > 100
    texts = [percentage_text(*one) for one in ((1, 16), (0, 120), (7, 7), (0, 0))]
    assert texts == ["6,3%", "0%", "100%", "–"]
