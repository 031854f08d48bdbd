"""A task on a day: what is in force of it, whether it is there yet, and when its fate counts."""

from dataclasses import replace
from datetime import date

import pytest

from desktop_app.domain.deadlines import Extension, read_deadline
from desktop_app.domain.progress import ProgressEntry, State
from desktop_app.domain.status import Status, left_open, stand
from desktop_app.domain.task import Assignment, Fate, Task, Terms

SPAN = (date(2018, 1, 1), date(2022, 12, 31))
LIST = date(2021, 9, 1)
OUT = date(2021, 10, 1)


def given(deadline: str, lead: str = "Sở Tư pháp", group: int = 1) -> Assignment:
    return Assignment(group, "1", "Rà soát văn bản", (lead,), deadline=deadline)


def task(deadline: str = "30/6/2022") -> Task:
    now = given(deadline, "Sở Nội vụ", 3)
    return Task(
        1,
        1,
        30,
        position=7,
        given=now,
        deadline=read_deadline(deadline, (2018, 2022)),
        folded="ra soat van ban",
    )


def terms(until: date, deadline: str = "31/3/2021", content: str = "Rà soát văn bản") -> Terms:
    before = replace(given(deadline), content=content)
    return Terms(until, 10, 2, before, read_deadline(deadline, (2018, 2022)))


def test_a_task_without_days_is_itself_on_every_day() -> None:
    plain = task()
    assert plain.on(date(2018, 1, 1)) is plain


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2021, 8, 31), Status.OPEN_OVERDUE),
        (LIST, Status.OPEN_IN_TIME),
        (date(2022, 7, 1), Status.OPEN_OVERDUE),
    ],
)
def test_a_deadline_holds_from_the_day_of_the_list_that_moved_it(day: date, expected: Status) -> None:
    assert stand(replace(task(), earlier=(terms(LIST),)), [], day, SPAN).status is expected


def test_group_lead_place_and_words_are_those_of_the_day() -> None:
    changed = replace(task(), earlier=(terms(date(2020, 1, 1), content="Rà soát, đề xuất"), terms(LIST)))
    first, second, now = (changed.on(day) for day in (date(2019, 12, 31), date(2020, 1, 1), LIST))
    assert (first.group_id, first.position, first.lead) == (10, 2, "Sở Tư pháp")
    assert (first.content, first.folded) == ("Rà soát, đề xuất", "ra soat, de xuat")
    assert (second.content, second.folded, second.group_id) == ("Rà soát văn bản", "ra soat van ban", 10)
    assert (now.group_id, now.position, now.lead) == (30, 7, "Sở Nội vụ")
    assert {first.earlier, second.earlier, now.earlier} == {()}


def test_a_withdrawn_task_counts_until_the_eve_of_its_day() -> None:
    out = replace(task(), fate=Fate.WITHDRAWN, fate_on=OUT, fate_note="Công văn 1")
    before, since = (stand(out, [], day, SPAN) for day in (date(2021, 9, 30), OUT))
    assert (before.status, before.task.fate, before.task.fate_on, before.task.fate_note) == (
        Status.OPEN_IN_TIME,
        Fate.ACTIVE,
        None,
        "",
    )
    assert (since.status, since.task.fate_on, since.task.fate_note) == (None, OUT, "Công văn 1")


def test_a_task_whose_withdrawal_has_no_day_counts_on_no_day() -> None:
    out = replace(task(), fate=Fate.WITHDRAWN)
    assert stand(out, [], date(2018, 1, 1), SPAN).status is None


def test_what_was_decided_first_stands_until_something_else_is() -> None:
    """Withdrawn on 1/5/2020, named again by the list of 1/9/2021."""
    away = replace(terms(LIST), fate=Fate.WITHDRAWN, fate_on=date(2020, 5, 1))
    back = replace(task(), earlier=(away,))
    fates = [back.on(day).fate for day in (date(2020, 4, 30), date(2020, 5, 1), date(2021, 8, 31), LIST)]
    assert fates == [Fate.ACTIVE, Fate.WITHDRAWN, Fate.WITHDRAWN, Fate.ACTIVE]


def test_a_task_of_a_later_list_is_not_there_before_it() -> None:
    new = replace(task(), since=LIST)
    before, since = (stand(new, [], day, SPAN) for day in (date(2021, 8, 31), LIST))
    assert (before.status, before.task.fate, before.task.active) == (None, Fate.AHEAD, False)
    assert (since.status, since.task.fate) == (Status.OPEN_IN_TIME, Fate.ACTIVE)


def test_an_extension_is_not_known_before_it_was_decided() -> None:
    longer = Extension(
        1, 1, date(2022, 6, 30), new_due=date(2022, 9, 30), reason="Dịch bệnh", document="", decided_on=OUT
    )
    extended = replace(task(), extensions=(longer,))
    assert [len(extended.on(day).extensions) for day in (date(2021, 9, 30), OUT)] == [0, 1]


def test_an_occurrence_is_left_open_only_while_the_task_recurs() -> None:
    yearly = replace(task(), earlier=(terms(LIST, "Hằng năm"),))
    assert left_open(yearly, [], date(2021, 8, 31), SPAN)[-1] == (date(2020, 1, 1), date(2020, 12, 31))
    assert left_open(yearly, [], LIST, SPAN) == []


def test_a_suspended_task_counts_before_its_period() -> None:
    entry = ProgressEntry(
        1,
        "nd09/2021-Q3",
        date(2021, 6, 15),
        cut_off=date(2021, 9, 14),
        state=State.SUSPENDED,
        percent=20,
        completed_on=None,
    )
    days = (date(2021, 6, 14), date(2021, 6, 15))
    assert [stand(task(), [entry], day, SPAN).status for day in days] == [Status.OPEN_IN_TIME, None]
