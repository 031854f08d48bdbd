"""Extended deadlines: the first one is kept, the last decision counts from its day."""

from datetime import date

import pytest

from desktop_app.domain.deadlines.deadline import read_deadline
from desktop_app.domain.deadlines.extension import Extension, extended, extended_again
from desktop_app.domain.errors.refusals import FieldMissing, FieldsDisagree
from desktop_app.domain.progress import ProgressEntry, State
from desktop_app.domain.status import Status, left_open, stand
from desktop_app.domain.task import Assignment, Task

SPAN = (date(2018, 1, 1), date(2022, 12, 31))
FIRST = date(2021, 6, 30)


def extension(new: date, decided: date, first: date | None = FIRST, key: int = 1) -> Extension:
    return Extension(key, 1, first, new_due=new, reason="Dịch bệnh", document="12/UBND", decided_on=decided)


def task(deadline: str, *extensions: Extension) -> Task:
    given = Assignment(1, "1", "Rà soát văn bản", deadline=deadline)
    return Task(
        1,
        1,
        1,
        position=1,
        given=given,
        deadline=read_deadline(deadline, (2018, 2022)),
        folded="",
        extensions=extensions,
    )


def done(year: int, day: date) -> ProgressEntry:
    return ProgressEntry(
        1,
        f"nd09/{year}",
        date(year - 1, 12, 15),
        cut_off=date(year, 12, 14),
        state=State.DONE,
        percent=100,
        completed_on=day,
    )


def test_the_extended_day_counts_from_the_day_it_was_decided() -> None:
    one = task("30/6/2021", extension(date(2021, 12, 31), date(2021, 7, 10)))
    before, after = (stand(one, [], day, SPAN) for day in (date(2021, 7, 9), date(2021, 7, 10)))
    assert (before.status, before.due) == (Status.OPEN_OVERDUE, FIRST)
    assert (after.status, after.due, after.first_due) == (Status.OPEN_IN_TIME, date(2021, 12, 31), FIRST)
    assert stand(one, [], date(2022, 1, 1), SPAN).status is Status.OPEN_OVERDUE


def test_a_completion_within_the_extension_is_on_time() -> None:
    one = task("30/6/2021", extension(date(2021, 12, 31), date(2021, 6, 20)))
    entry = done(2021, date(2021, 12, 1))
    assert stand(one, [entry], date(2021, 12, 14), SPAN).status is Status.DONE_ON_TIME
    assert stand(task("30/6/2021"), [entry], date(2021, 12, 14), SPAN).status is Status.DONE_LATE


def test_the_last_decision_wins_and_a_second_one_is_flagged() -> None:
    first = extension(date(2021, 9, 30), date(2021, 6, 1))
    second = extension(date(2021, 12, 31), date(2021, 9, 1), key=2)
    assert extended([second, first], FIRST, date(2021, 8, 31)) == date(2021, 9, 30)
    assert extended([first, second], FIRST, date(2021, 9, 1)) == date(2021, 12, 31)
    assert (extended_again([first]), extended_again([first, second])) == (False, True)


def test_the_last_decision_is_the_one_of_the_latest_day_then_the_one_typed_last() -> None:
    typed_first = extension(date(2021, 12, 31), date(2021, 6, 2), key=1)
    typed_last = extension(date(2021, 9, 30), date(2021, 6, 1), key=2)
    same_day = extension(date(2021, 10, 31), date(2021, 6, 2), key=3)
    assert extended([typed_first, typed_last], FIRST, FIRST) == date(2021, 12, 31)
    for extensions in ([typed_first, typed_last, same_day], [same_day, typed_last, typed_first]):
        assert extended(extensions, FIRST, FIRST) == date(2021, 10, 31)


def test_an_extension_of_another_deadline_does_not_count() -> None:
    moved = task("30/9/2021", extension(date(2021, 12, 31), date(2021, 6, 20)))
    assert stand(moved, [], date(2021, 10, 1), SPAN).due == date(2021, 9, 30)


def test_a_task_without_a_deadline_can_be_given_one() -> None:
    one = task("", extension(date(2021, 12, 31), date(2021, 6, 20), None))
    assert stand(one, [], date(2021, 6, 19), SPAN).status is Status.NO_DEADLINE
    assert stand(one, [], date(2021, 7, 1), SPAN).status is Status.OPEN_IN_TIME


def test_earlier_occurrences_left_open_are_listed() -> None:
    yearly = task("Hằng năm")
    entries = [done(2019, date(2019, 11, 1))]
    found = left_open(yearly, entries, date(2021, 12, 14), SPAN)
    assert [last.year for _, last in found] == [2018, 2020]
    assert left_open(yearly, [], date(2018, 12, 31), SPAN) == []
    assert left_open(task("31/12/2019"), [], date(2021, 12, 14), SPAN) == []


def test_an_earlier_occurrence_may_be_suspended_or_extended() -> None:
    paused = ProgressEntry(
        1, "nd09/2020", date(2019, 12, 15), cut_off=date(2020, 12, 14), state=State.SUSPENDED, percent=10
    )
    entries = [done(2018, date(2018, 11, 1)), done(2019, date(2019, 11, 1)), paused]
    assert left_open(task("Hằng năm"), entries, date(2021, 2, 1), SPAN) == []
    later = extension(date(2021, 3, 31), date(2020, 12, 20), date(2020, 12, 31))
    assert left_open(task("Hằng năm", later), entries[:2], date(2021, 2, 1), SPAN) == []
    assert len(left_open(task("Hằng năm", later), entries[:2], date(2021, 4, 1), SPAN)) == 1


def test_an_extension_has_a_reason_and_a_later_day() -> None:
    with pytest.raises(FieldMissing):
        Extension(1, 1, FIRST, new_due=date(2021, 12, 31), reason=" ", document="", decided_on=FIRST)
    with pytest.raises(FieldsDisagree):
        extension(FIRST, FIRST)


def test_the_entry_of_a_year_does_not_speak_over_the_quarter() -> None:
    quarter = ProgressEntry(
        1, "nd09/2021-Q1", date(2020, 12, 15), cut_off=date(2021, 3, 14), state=State.IN_PROGRESS, percent=20
    )
    whole = ProgressEntry(
        1, "nd09/2021", date(2020, 12, 15), cut_off=date(2021, 12, 14), state=State.IN_PROGRESS, percent=90
    )
    one = task("31/12/2021")
    assert stand(one, [quarter, whole], date(2021, 3, 14), SPAN).percent == 20
    assert stand(one, [quarter, whole], date(2021, 12, 14), SPAN).percent == 90
    assert stand(one, [whole], date(2021, 3, 14), SPAN).percent == 90
