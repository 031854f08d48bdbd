"""What has a day counts from that day.

Lists, withdrawals, merged agencies, extensions, quantities of tasks.
"""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from openpyxl import load_workbook

from desktop_app.domain.editions import Decision
from desktop_app.domain.errors import EffectBetween, FieldMissing, TaskIsGone
from desktop_app.domain.reports import Office
from desktop_app.domain.status import Status
from desktop_app.domain.task import Fate, Handling
from desktop_app.services.importing import Choices, Details, ImportPlan
from desktop_app.services.importing._effect import effect_of
from desktop_app.services.periods.figures import make_report
from desktop_app.services.periods.sealing import SealRules
from desktop_app.services.tasks.register import Register
from desktop_app.services.workspace import Workspace
from tests.services.conftest import given
from tests.services.list_files import CHECK, LAND, PLAN, TRAIN, Row, write_list
from tests.services.one_truth import assert_as_in_the_file

FIRST, SECOND, THIRD = date(2018, 3, 1), date(2021, 9, 1), date(2022, 2, 1)
EVE = SECOND - timedelta(days=1)
LATER = ("2", LAND[1], "Sở Tài nguyên và Môi trường", "Sở Tài chính", "30/6/2022", "Báo cáo")
NEW = ("5", "Xây dựng cơ sở dữ liệu về thi hành pháp luật", "Sở Nội vụ", "", "31/12/2022", "Cơ sở dữ liệu")


def bring(
    workspace: Workspace,
    register: Register,
    folder: Path,
    day: date | None,
    *rows: Row,
    second: tuple[Row, ...] = (),
    choices: Choices | None = None,
) -> ImportPlan:
    path = write_list(folder / f"{len(list(folder.glob('*.xlsx')))}.xlsx", rows, second=second)
    plan = workspace.imports.plan(register, path, choices)
    workspace.imports.apply(register, plan, details=Details(issued_on=day))
    return plan


@pytest.fixture
def listed(workspace: Workspace, register: Register, tmp_path: Path) -> Register:
    bring(workspace, register, tmp_path, FIRST, PLAN, LAND, TRAIN, CHECK)
    return register


@pytest.fixture
def renewed(workspace: Workspace, listed: Register, tmp_path: Path) -> Register:
    """The list of 1/9/2021 moves the deadline and the lead of task 2 and brings task 5.

    Task 4 stands in group II.
    """
    bring(workspace, listed, tmp_path, SECOND, PLAN, LATER, TRAIN, NEW, second=(CHECK,))
    return listed


def counted(register: Register, day: date) -> tuple[int, int, int]:
    totals = register.totals(day)
    return totals.total, totals.open_overdue, totals.open_in_time


def test_a_list_counts_from_the_day_it_was_issued(workspace: Workspace, renewed: Register) -> None:
    two, five = renewed.find("2"), renewed.find("5")
    assert (counted(renewed, EVE), counted(renewed, SECOND)) == ((4, 3, 1), (5, 2, 3))
    before, since = renewed.standing(two, EVE), renewed.standing(two, SECOND)
    assert (before.status, before.task.lead, before.due) == (
        Status.OPEN_OVERDUE,
        "Sở Tư pháp",
        date(2019, 12, 31),
    )
    assert (since.status, since.task.lead, since.due) == (
        Status.OPEN_IN_TIME,
        "Sở Tài nguyên và Môi trường",
        date(2022, 6, 30),
    )
    assert five.since == SECOND
    assert [five.id in {task.id for task in renewed.tasks_on(day)} for day in (EVE, SECOND)] == [False, True]
    first, second = renewed.groups[:2]
    assert [renewed.totals_by_group(EVE)[one.id].total for one in (first, second)] == [4, 0]
    assert [renewed.totals_by_group(SECOND)[one.id].total for one in (first, second)] == [4, 1]
    assert set(renewed.totals_by_agency(EVE)) == {"Sở Tư pháp", "Sở Nội vụ"}
    assert_as_in_the_file(workspace, renewed)


def test_a_period_closed_again_says_what_it_said(
    workspace: Workspace, listed: Register, tmp_path: Path
) -> None:
    """A list, a withdrawal and a merge of agencies of later days leave nothing in it."""
    workspace.sealing.set_rules(SealRules(checks=False))
    q2 = workspace.periods.find("nd09/2021-Q2", listed.programme)
    first = workspace.sealing.seal(listed, q2, SECOND)
    workspace.sealing.reopen(listed.programme.id, q2.id, "Bổ sung")
    bring(workspace, listed, tmp_path, SECOND, PLAN, LATER, TRAIN, NEW, second=(CHECK,))
    workspace.tasks.withdraw(listed, [listed.find("1").id], date(2021, 10, 1), "Công văn 1")
    ids = {one.name: one.id for one in workspace.agencies.all()}
    workspace.agencies.merge(ids["Sở Nội vụ"], ids["Sở Tư pháp"], date(2021, 7, 1))
    listed.refresh()
    again = workspace.sealing.seal(listed, q2, SECOND)
    found = workspace.sealing.differences(first, again)
    assert (found.rows, found.totals) == ((), ())
    was, now = workspace.sealing.report_of(first), workspace.sealing.report_of(again)
    assert (was.groups, was.agencies, was.apart) == (now.groups, now.agencies, now.apart)


def test_a_withdrawn_task_is_listed_with_day_and_reason_once_it_is(
    workspace: Workspace, listed: Register
) -> None:
    out = date(2021, 10, 1)
    workspace.gone.withdraw(listed, [listed.find("1").id], out, "Công văn 1")
    rows = {}
    for name in ("nd09/2021-Q3", "nd09/2021-Q4"):
        period = workspace.periods.find(name, listed.programme)
        report = make_report(listed, period, Office(), out)
        assert report.total.total + len(report.apart) == 4
        rows[name] = [(row.task.fate, row.task.fate_on, row.task.fate_note) for row in report.apart]
    assert rows == {"nd09/2021-Q3": [], "nd09/2021-Q4": [(Fate.WITHDRAWN, out, "Công văn 1")]}


def test_two_agencies_that_became_one_were_two_before(workspace: Workspace, listed: Register) -> None:
    ids = {one.name: one.id for one in workspace.agencies.all()}
    day = date(2021, 7, 1)
    workspace.agencies.merge(ids["Sở Nội vụ"], ids["Sở Tư pháp"], day)
    listed.refresh()
    before, since = (listed.totals_by_agency(one) for one in (day - timedelta(days=1), day))
    assert {name: one.total for name, one in before.items()} == {"Sở Tư pháp": 3, "Sở Nội vụ": 1}
    assert {name: one.total for name, one in since.items()} == {"Sở Tư pháp": 4}
    assert listed.find("1").on(day - timedelta(days=1)).given.coordinating == ("Sở Nội vụ",)
    assert_as_in_the_file(workspace, listed)
    assert workspace.checking.check().ok
    workspace.acts.undo()
    listed.refresh()
    assert {name: one.total for name, one in listed.totals_by_agency(day).items()} == {
        "Sở Tư pháp": 3,
        "Sở Nội vụ": 1,
    }
    assert not any(task.earlier for task in listed.tasks)


def test_a_merge_on_the_day_of_a_list_cuts_nothing_twice(
    workspace: Workspace, renewed: Register, tmp_path: Path
) -> None:
    """Task 2 has terms until both lists, task 5 came with the first of them: it has none before."""
    moved = ("2", LATER[1], *LATER[2:])
    bring(workspace, renewed, tmp_path, THIRD, PLAN, TRAIN, NEW, second=(CHECK, moved))
    ids = {one.name: one.id for one in workspace.agencies.all()}
    workspace.agencies.merge(ids["Sở Tài chính"], ids["Sở Tư pháp"], SECOND)
    workspace.agencies.merge(ids["Sở Nội vụ"], ids["Sở Tư pháp"], EVE)
    renewed.refresh()
    assert [one.until for one in renewed.find("2").earlier] == [SECOND, THIRD]
    assert [renewed.find("2").on(day).given.coordinating for day in (EVE, SECOND, THIRD)] == [
        ("Sở Tài chính",),
        ("Sở Tư pháp",),
        ("Sở Tư pháp",),
    ]
    assert (renewed.find("5").earlier, renewed.find("5").lead) == ((), "Sở Tư pháp")
    assert_as_in_the_file(workspace, renewed)


def test_an_agency_that_a_task_named_once_cannot_be_removed(workspace: Workspace, renewed: Register) -> None:
    ids = {one.name: one.id for one in workspace.agencies.all()}
    workspace.agencies.merge(ids["Sở Nội vụ"], ids["Sở Tư pháp"], THIRD)
    assert ids["Sở Nội vụ"] in workspace.agencies.used()


def test_two_spellings_of_one_agency_are_one_at_all_times(workspace: Workspace, renewed: Register) -> None:
    ids = {one.name: one.id for one in workspace.agencies.all()}
    workspace.agencies.merge(ids["Sở Nội vụ"], ids["Sở Tư pháp"])
    renewed.refresh()
    assert set(renewed.totals_by_agency(EVE)) == {"Sở Tư pháp"}
    assert renewed.find("2").on(EVE).given.coordinating == ("Sở Tài chính",)


def test_a_correction_by_hand_is_for_all_time(workspace: Workspace, renewed: Register) -> None:
    """What the older terms said like the task goes with it; what they said otherwise stays."""
    task = renewed.find("2")
    said = given("Khảo sát lĩnh vực đất đai", "Sở Xây dựng", "30/6/2022")
    workspace.tasks.edit(renewed, task.id, task.group_id, said, Handling())
    then = renewed.task(task.id).on(EVE)
    assert (then.content, then.lead, then.deadline.ends_on) == (
        "Khảo sát lĩnh vực đất đai",
        "Sở Tư pháp",
        date(2019, 12, 31),
    )
    workspace.tasks.move(renewed, [task.id], renewed.groups[2].id)
    assert renewed.task(task.id).on(EVE).group_id == renewed.groups[2].id
    assert_as_in_the_file(workspace, renewed)


def test_a_change_by_hand_that_has_a_day_counts_from_it(workspace: Workspace, listed: Register) -> None:
    task, day = listed.find("4"), date(2020, 6, 1)
    said = given("Kiểm tra", "Sở Nội vụ", "31/12/2021")
    workspace.tasks.edit(listed, task.id, listed.groups[3].id, given=said, own=Handling(), day=day)
    before, since = (listed.task(task.id).on(one) for one in (day - timedelta(days=1), day))
    assert (before.lead, before.given.group, since.lead, since.given.group) == (
        "Sở Tư pháp",
        1,
        "Sở Nội vụ",
        4,
    )
    assert_as_in_the_file(workspace, listed)


def test_a_withdrawal_before_the_last_list_counts_from_its_day(
    workspace: Workspace, renewed: Register
) -> None:
    task, day = renewed.find("2"), date(2021, 3, 1)
    workspace.tasks.withdraw(renewed, [task.id], day, "Công văn 1")
    eve, since, now = (renewed.task(task.id).on(one) for one in (day - timedelta(days=1), day, SECOND))
    assert (eve.active, since.fate, now.fate) == (True, Fate.WITHDRAWN, Fate.WITHDRAWN)
    assert since.deadline.ends_on == date(2019, 12, 31)
    workspace.tasks.bring_back(renewed, [task.id])
    assert all(renewed.task(task.id).on(one).active for one in (day, EVE, SECOND))


def test_a_task_that_comes_back_with_a_list_was_away_until_then(
    workspace: Workspace, listed: Register, tmp_path: Path
) -> None:
    bring(workspace, listed, tmp_path, SECOND, PLAN, TRAIN, CHECK)
    gone, out = listed.find("2"), date(2021, 10, 1)
    workspace.gone.withdraw(listed, [gone.id], out)
    plan = workspace.imports.plan(listed, write_list(tmp_path / "back.xlsx", (PLAN, LAND, TRAIN, CHECK)))
    (row,) = (one.row.row for one in plan.matches if one.row is not None and one.task_id == gone.id)
    workspace.imports.apply(listed, plan, {row: Decision(take=True)}, Details(issued_on=THIRD))
    task = listed.task(gone.id)
    fates = [task.on(day).fate for day in (EVE, out, THIRD - timedelta(days=1), THIRD)]
    assert fates == [Fate.ACTIVE, Fate.WITHDRAWN, Fate.WITHDRAWN, Fate.ACTIVE]


def test_a_list_taken_back_leaves_no_terms(workspace: Workspace, renewed: Register) -> None:
    later = workspace.editions.all(renewed.programme.id)[0]
    workspace.editions.take_back(renewed, later.id)
    assert not any(task.earlier or task.since for task in renewed.tasks)
    assert counted(renewed, SECOND) == (4, 3, 1)
    assert workspace.checking.check().ok


def test_a_list_taken_back_while_a_later_one_stays(
    workspace: Workspace, renewed: Register, tmp_path: Path
) -> None:
    """The third list moves task 2 to group II.

    Its lead and deadline go back at all times, its group stays.
    """
    moved = ("2", LATER[1], *LATER[2:])
    bring(workspace, renewed, tmp_path, THIRD, PLAN, TRAIN, NEW, second=(CHECK, moved))
    task = renewed.find("2")
    assert [one.until for one in task.earlier] == [SECOND, THIRD]
    second = workspace.editions.all(renewed.programme.id)[1]
    workspace.editions.take_back(renewed, second.id)
    now = renewed.find("2")
    assert [one.until for one in now.earlier] == [THIRD]
    assert {(now.on(day).lead, now.on(day).deadline.ends_on) for day in (EVE, SECOND, THIRD)} == {
        ("Sở Tư pháp", date(2019, 12, 31))
    }
    assert [now.on(day).given.group for day in (EVE, SECOND, THIRD)] == [1, 1, 2]
    assert workspace.checking.check().ok
    workspace.acts.undo()
    renewed.refresh()
    assert renewed.find("2") == task


def test_a_list_that_is_older_counts_from_its_own_day(
    workspace: Workspace, renewed: Register, tmp_path: Path
) -> None:
    between = date(2020, 2, 1)
    older = ("5", *NEW[1:4], "31/12/2021", NEW[5])
    bring(workspace, renewed, tmp_path, between, PLAN, LATER, TRAIN, older, second=(CHECK,))
    two, five = renewed.find("2"), renewed.find("5")
    assert (five.since, five.deadline.ends_on) == (between, date(2021, 12, 31))
    assert [one.until for one in two.earlier] == [SECOND]
    assert_as_in_the_file(workspace, renewed)


@pytest.mark.parametrize("day", [THIRD, date(2020, 1, 15)])
def test_what_a_list_brought_moves_with_its_day(workspace: Workspace, renewed: Register, day: date) -> None:
    """A corrected day gives the figures that the list would have given with that day at once."""
    edition = workspace.editions.all(renewed.programme.id)[0]
    assert workspace.editions.describe(edition.id, "", edition.title, day)
    renewed.refresh()
    assert renewed.find("5").since == day
    eve = day - timedelta(days=1)
    leads = [renewed.standing(renewed.find("2"), one).task.lead for one in (eve, day)]
    assert leads == ["Sở Tư pháp", "Sở Tài nguyên và Môi trường"]
    assert [renewed.totals(one).total for one in (eve, day)] == [4, 5]
    groups = [renewed.standing(renewed.find("4"), one).task.group_id for one in (eve, day)]
    assert groups == [one.id for one in renewed.groups[:2]]
    assert_as_in_the_file(workspace, renewed)
    assert workspace.checking.check().ok
    workspace.acts.undo()
    renewed.refresh()
    assert (counted(renewed, EVE), counted(renewed, SECOND)) == ((4, 3, 1), (5, 2, 3))
    workspace.acts.redo()
    renewed.refresh()
    workspace.editions.take_back(renewed, edition.id)
    renewed.refresh()
    assert (len(renewed.tasks), [task.earlier for task in renewed.tasks]) == (4, [()] * 4)
    assert renewed.totals(date(2022, 12, 1)).total == 4


def test_a_list_corrected_to_the_first_day_counts_from_the_beginning(
    workspace: Workspace, renewed: Register
) -> None:
    edition = workspace.editions.all(renewed.programme.id)[0]
    assert workspace.editions.describe(edition.id, "", edition.title, FIRST)
    renewed.refresh()
    assert renewed.totals(FIRST).total == 5
    assert not any(task.earlier for task in renewed.tasks)
    assert not workspace.editions.describe(edition.id, "", edition.title, SECOND)
    assert workspace.editions.open(edition.id).edition.issued_on == SECOND
    assert_as_in_the_file(workspace, renewed)


def test_the_day_of_a_list_does_not_pass_what_came_between(workspace: Workspace, renewed: Register) -> None:
    two = renewed.find("2")
    later = replace(two.given, deadline="1/12/2022")
    workspace.tasks.edit(renewed, two.id, two.group_id, later, two.own, day=date(2021, 11, 1))
    edition = workspace.editions.all(renewed.programme.id)[0]
    known = workspace.last_action()
    with pytest.raises(EffectBetween) as refused:
        workspace.editions.describe(edition.id, "", edition.title, THIRD)
    assert (refused.value.number, refused.value.day) == ("2", date(2021, 11, 1))
    assert workspace.last_action() == known
    assert workspace.editions.describe(edition.id, "", edition.title, date(2021, 10, 1))
    renewed.refresh()
    dues = [renewed.standing(renewed.find("2"), day).due for day in (SECOND, date(2021, 10, 1), THIRD)]
    assert dues == [date(2019, 12, 31), date(2022, 6, 30), date(2022, 12, 1)]
    assert workspace.editions.describe(edition.id, "", edition.title, SECOND)


def test_the_first_list_counts_from_the_beginning(listed: Register) -> None:
    assert not any(task.since or task.earlier for task in listed.tasks)
    assert listed.totals(date(2018, 1, 1)).total == 4


def test_a_group_of_a_later_list_is_not_there_before_it(
    workspace: Workspace, listed: Register, tmp_path: Path
) -> None:
    path = write_list(tmp_path / "group.xlsx", (PLAN, LAND, TRAIN, CHECK))
    book = load_workbook(path)
    book["Phụ lục"].append(["VIII", "Nhiệm vụ riêng của tỉnh"])
    book["Phụ lục"].append(list(NEW))
    book.save(path)
    workspace.imports.apply(listed, workspace.imports.plan(listed, path), details=Details(issued_on=SECOND))
    numbers = {day: [one.number for one in listed.groups_on(day)] for day in (EVE, SECOND)}
    assert numbers == {EVE: list(range(1, 8)), SECOND: list(range(1, 9))}
    assert len(listed.totals_by_group(EVE)) == 7
    workspace.editions.take_back(listed, workspace.editions.all(listed.programme.id)[0].id)
    assert len(listed.groups) == 7


def test_an_extension_decided_before_a_list_is_one_of_the_deadline_then(
    workspace: Workspace, renewed: Register
) -> None:
    task, decided = renewed.find("2"), date(2020, 5, 1)
    one = workspace.extensions.extend(renewed, task.id, date(2021, 12, 31), "Dịch bệnh", decided)
    assert one.first_due == date(2019, 12, 31)
    assert renewed.standing(task, EVE).due == date(2021, 12, 31)
    assert renewed.standing(task, decided - timedelta(days=1)).due == date(2019, 12, 31)
    assert renewed.standing(task, SECOND).due == date(2022, 6, 30)


@pytest.mark.parametrize("act", ["split", "rename"])
def test_a_task_that_another_one_became_is_not_there_before(
    workspace: Workspace, listed: Register, act: str
) -> None:
    """Added by hand for the purpose, without a day of its own."""
    new = workspace.tasks.add(listed, listed.groups[0].id, given("Việc mới", deadline="31/12/2022"))
    old, day = listed.find("4"), date(2021, 7, 1)
    if act == "split":
        workspace.gone.split(listed, old.id, [new.id], day)
    else:
        workspace.gone.rename(listed, old.id, new.id, day)
    assert [listed.totals(one).total for one in (date(2018, 6, 1), day - timedelta(days=1), day)] == [4, 4, 4]
    assert (listed.task(new.id).since, listed.task(old.id).fate_on) == (day, day)


def test_a_task_goes_on_only_as_one_that_is_in_the_list(
    workspace: Workspace, listed: Register, tmp_path: Path
) -> None:
    """1 becomes 2, 2 becomes 3.

    Then 3 cannot become 2, nor can it be split into nothing or into one that waits.
    """
    ids = [listed.find(number).id for number in "1234"]
    bring(workspace, listed, tmp_path, SECOND, PLAN, LAND, TRAIN)
    gone, day = workspace.gone, date(2021, 7, 1)
    gone.merge(listed, ids[:1], ids[1], day)
    gone.merge(listed, ids[1:2], ids[2], day)
    before = listed.totals(day)
    for refused in (
        lambda: gone.rename(listed, ids[2], ids[1], day),
        lambda: gone.merge(listed, ids[2:3], ids[0], day),
        lambda: gone.split(listed, ids[2], [ids[3]], day),
    ):
        with pytest.raises(TaskIsGone):
            refused()
    with pytest.raises(FieldMissing):
        gone.split(listed, ids[2], [], day)
    assert listed.totals(day) == before
    gone.keep(listed, ids[3:])
    gone.split(listed, ids[2], [ids[3]], day)
    assert listed.totals(day).total == 1


def test_a_task_that_counted_before_goes_on_counting_when_another_becomes_it(
    workspace: Workspace, listed: Register
) -> None:
    day = date(2021, 7, 1)
    workspace.gone.rename(listed, listed.find("4").id, listed.find("3").id, day)
    assert listed.find("3").since is None
    assert [listed.totals(one).total for one in (day - timedelta(days=1), day)] == [4, 3]


@pytest.mark.parametrize(
    ("days", "issued_on", "part", "expected"),
    [
        ((), SECOND, False, None),
        ((FIRST,), SECOND, False, SECOND),
        ((FIRST,), FIRST, False, None),
        ((SECOND,), FIRST, False, None),
        ((FIRST, SECOND), None, True, SECOND),
        ((None,), SECOND, False, SECOND),
        ((None,), None, False, None),
        ((FIRST,), None, False, None),
    ],
)
def test_from_when_a_list_counts(
    workspace: Workspace,
    register: Register,
    tmp_path: Path,
    days: tuple[date | None, ...],
    issued_on: date | None,
    part: bool,
    expected: date | None,
) -> None:
    """The first one from the beginning, one without a day that comes on the day of the last one like that."""
    for number, day in enumerate(days):
        row = ("1", f"Việc {number}", "Sở Tư pháp", "", "2022", "")
        bring(workspace, register, tmp_path, day, row, choices=Choices(partial=True))
    editions = workspace.editions.all(register.programme.id)[::-1]
    effect = effect_of(editions, None, register.programme.span, part=part)
    assert effect.day(issued_on) == expected
