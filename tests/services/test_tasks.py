"""Tasks by hand, and taking every act back."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from desktop_app.domain.errors.refusals import (
    FieldMissing,
    NameTaken,
    NotFound,
    NothingToUndo,
    NotUnique,
    StillInUse,
    UndoBlocked,
)
from desktop_app.domain.programme import Programme
from desktop_app.domain.progress import State
from desktop_app.domain.reports import Office
from desktop_app.domain.task import Assignment, Fate, Handling
from desktop_app.services.tasks.register import Register
from desktop_app.services.workspace import Workspace
from desktop_app.storage.history.search import ActFilter
from tests.services.one_truth import assert_as_in_the_file

TASK = Assignment(
    None,
    " 1 ",
    "Rà  soát văn bản",
    leads=("Sở Tư pháp", "Sở Tư pháp"),
    coordinating=("Sở Nội vụ",),
    output="Báo cáo",
    deadline="31/12/2021",
)
EDITED = Assignment(
    None,
    "1a",
    "Rà soát, hệ thống hóa văn bản",
    leads=("Sở Nội vụ",),
    coordinating=(),
    output="",
    deadline="Quý I/2022",
)


def test_a_task_is_kept_tidy_and_its_deadline_read(workspace: Workspace, register: Register) -> None:
    task = workspace.tasks.add(register, register.groups[1].id, TASK, Handling("Nguyễn Văn An"))
    assert (task.number, task.content, task.given.group) == ("1", "Rà soát văn bản", 2)
    assert task.given.leads == ("Sở Tư pháp",)
    assert (task.deadline.ends_on, task.own.officer) == (date(2021, 12, 31), "Nguyễn Văn An")
    assert [agency.name for agency in workspace.agencies.all()] == ["Sở Nội vụ", "Sở Tư pháp"]


def test_editing_undoing_and_redoing(workspace: Workspace, register: Register) -> None:
    first, other = register.groups[0].id, register.groups[2].id
    task = workspace.tasks.add(register, first, TASK)
    edited = workspace.tasks.edit(register, task.id, other, EDITED, Handling(remark="Hỏi lại"))
    assert (edited.group_id, edited.lead, edited.own.remark) == (other, "Sở Nội vụ", "Hỏi lại")
    workspace.acts.undo()
    register.refresh()
    assert register.task(task.id) == task
    workspace.acts.redo()
    register.refresh()
    assert register.task(task.id) == edited
    workspace.acts.undo()
    workspace.acts.undo()
    register.refresh()
    assert register.tasks == []
    with pytest.raises(NothingToUndo):
        workspace.acts.undo()


def test_an_edit_that_changes_nothing_is_no_act(workspace: Workspace, register: Register) -> None:
    task = workspace.tasks.add(register, register.groups[0].id, TASK)
    before = workspace.last_action()
    workspace.tasks.edit(register, task.id, task.group_id, task.given, task.own)
    assert workspace.last_action() == before


def test_an_officer_is_given_many_tasks_in_one_act(workspace: Workspace, register: Register) -> None:
    group = register.groups[0].id
    own = Handling("An", "Ghi nhớ")
    ids = [workspace.tasks.add(register, group, TASK, own).id, workspace.tasks.add(register, group, TASK).id]
    assert workspace.tasks.assign(register, ids, "  Lê  Bình ") == 2
    assert [register.task(key).own for key in ids] == [Handling("Lê Bình", "Ghi nhớ"), Handling("Lê Bình")]
    before = workspace.last_action()
    assert workspace.tasks.assign(register, ids, "Lê Bình") == 0
    assert workspace.last_action() == before
    assert workspace.tasks.assign(register, ids[:1], "") == 1
    workspace.acts.undo()
    workspace.acts.undo()
    register.refresh()
    assert [register.task(key).own for key in ids] == [own, Handling()]


def test_a_task_without_content_is_refused(workspace: Workspace, register: Register) -> None:
    with pytest.raises(FieldMissing):
        Assignment(None, "1", " ")
    with pytest.raises(NotFound):
        workspace.tasks.add(register, 99, TASK)


def test_a_task_under_recorded_progress_is_not_undone(workspace: Workspace, register: Register) -> None:
    task = workspace.tasks.add(register, register.groups[0].id, TASK)
    added = workspace.acts.last
    period = workspace.periods.find("2021-Q4", register.programme)
    workspace.recording.record(register, period, {task.id: {"percent": 10}})
    workspace.acts.forget()
    assert added is not None
    workspace.acts.remember(added)
    with pytest.raises(UndoBlocked):
        workspace.acts.undo()
    assert register.task(task.id) == task


def test_a_named_act_is_taken_back_and_no_other(workspace: Workspace, register: Register) -> None:
    ids = [workspace.tasks.add(register, register.groups[0].id, TASK).id for _ in range(2)]
    workspace.tasks.assign(register, ids[:1], "Lê Bình")
    named = workspace.acts.last
    workspace.tasks.assign(register, ids[1:], "Trần An")
    workspace.acts.undo(named)
    register.refresh()
    assert [register.task(key).own.officer for key in ids] == ["", "Trần An"]
    under = workspace.acts.last
    workspace.tasks.assign(register, ids[1:], "Lê Bình")
    with pytest.raises(UndoBlocked):
        workspace.acts.undo(under)
    register.refresh()
    assert register.task(ids[1]).own.officer == "Lê Bình"


def test_an_agency_that_later_tasks_name_is_not_taken_back(workspace: Workspace, register: Register) -> None:
    """Its key stands in a list, which no foreign key guards: the file could not be read any more."""
    first = workspace.tasks.add(register, register.groups[0].id, TASK)
    added = workspace.acts.last
    second = workspace.tasks.add(register, register.groups[0].id, TASK)
    with pytest.raises(UndoBlocked):
        workspace.acts.undo(added)
    register.refresh()
    assert [task.id for task in register.tasks] == [first.id, second.id]


def test_moving_within_and_between_groups(workspace: Workspace, filled: Register) -> None:
    first, second = filled.groups[0], filled.groups[1]
    ids = [task.id for task in filled.tasks if task.group_id == first.id]
    workspace.tasks.move(filled, [ids[2]], first.id, ids[0])
    assert [task.id for task in filled.tasks if task.group_id == first.id][:3] == [ids[2], ids[0], ids[1]]
    workspace.tasks.move(filled, ids[:2], second.id)
    assert [task.id for task in filled.tasks if task.group_id == second.id][-2:] == ids[:2]
    assert filled.task(ids[0]).given.group == second.number
    workspace.acts.undo()
    workspace.acts.undo()
    filled.refresh()
    assert [task.id for task in filled.tasks if task.group_id == first.id] == ids


def test_a_withdrawn_task_leaves_the_totals_and_comes_back(workspace: Workspace, filled: Register) -> None:
    day = date(2021, 12, 14)
    task = filled.tasks[0]
    total = filled.totals(day).total
    workspace.tasks.withdraw(filled, [task.id], day, "Công văn 12/BTP")
    assert (filled.totals(day).total, filled.task(task.id).fate) == (total - 1, Fate.WITHDRAWN)
    workspace.tasks.bring_back(filled, [task.id])
    assert filled.totals(day).total == total


def test_tasks_are_found_by_number_or_id(workspace: Workspace, register: Register) -> None:
    group = register.groups[0].id
    one = workspace.tasks.add(register, group, Assignment(None, "7a", "Một"))
    two = workspace.tasks.add(register, group, Assignment(None, "II.1", "Hai"))
    three = workspace.tasks.add(register, group, Assignment(None, "ii.1", "Ba"))
    assert register.find(" 7A") == one
    assert register.find(str(three.id)) == three
    with pytest.raises(NotUnique) as refused:
        register.find("II.1")
    assert refused.value.ids == (two.id, three.id)
    with pytest.raises(NotFound):
        register.find("x")
    with pytest.raises(NotFound):
        register.task(99)


def test_agencies_are_corrected_and_merged_everywhere(workspace: Workspace, filled: Register) -> None:
    ids = {agency.name: agency.id for agency in workspace.agencies.all()}
    workspace.agencies.rename(ids["Sở Tư pháp"], "Sở Tư pháp tỉnh")
    workspace.agencies.merge(ids["Sở Nội vụ"], ids["Sở Tư pháp"])
    filled.refresh()
    leads = {task.lead for task in filled.tasks}
    assert "Sở Tư pháp tỉnh" in leads
    assert not leads & {"Sở Nội vụ", "Sở Tư pháp"}
    with pytest.raises(NameTaken):
        workspace.agencies.add("sở tư pháp tỉnh")
    with pytest.raises(FieldMissing):
        workspace.agencies.add("  ")
    new = workspace.agencies.add("Sở Xây dựng")
    assert new not in workspace.agencies.used()
    workspace.agencies.remove(new)
    assert new not in {agency.id for agency in workspace.agencies.all()}


def test_a_merged_name_is_known_in_later_lists(workspace: Workspace, register: Register) -> None:
    workspace.tasks.add(register, register.groups[0].id, TASK)
    ids = {agency.name: agency.id for agency in workspace.agencies.all()}
    workspace.agencies.merge(ids["Sở Nội vụ"], ids["Sở Tư pháp"])
    again = workspace.tasks.add(register, register.groups[0].id, EDITED)
    assert again.lead == "Sở Tư pháp"


def test_an_agency_stays_while_the_past_of_a_task_names_one_that_was_merged_into_it(
    workspace: Workspace, register: Register
) -> None:
    """Two agencies became one in 2021; the task has another lead since."""
    day = date(2021, 5, 1)
    task = workspace.tasks.add(register, register.groups[0].id, replace(TASK, leads=("Sở Một",)))
    new = workspace.agencies.add("Sở Hai")
    ids = {one.name: one.id for one in workspace.agencies.all()}
    workspace.agencies.merge(ids["Sở Một"], new, day)
    register.refresh()
    given = replace(TASK, leads=("Sở Ba",))
    workspace.tasks.edit(register, task.id, task.group_id, given, task.own)
    assert new in workspace.agencies.used()
    with pytest.raises(StillInUse):
        workspace.agencies.remove(new)
    register.refresh()
    before = register.task(task.id).on(day - timedelta(1))
    assert (before.given.leads, register.task(task.id).given.leads) == (("Sở Một",), ("Sở Ba",))


def test_a_merged_agency_stands_once_in_a_task(workspace: Workspace, register: Register) -> None:
    group = register.groups[0].id
    both = replace(TASK, leads=("Sở Một", "Sở Hai"), coordinating=("Sở Ba",))
    before = workspace.tasks.add(register, group, both)
    helped = workspace.tasks.add(
        register, group, replace(TASK, leads=("Sở Hai",), coordinating=("Sở Một", "Sở Ba"))
    )
    ids = {one.name: one.id for one in workspace.agencies.all()}
    workspace.agencies.merge(ids["Sở Một"], ids["Sở Hai"])
    typed = workspace.tasks.add(register, group, both)
    edited = workspace.tasks.edit(register, before.id, group, both, before.own)
    register.refresh()
    for task in (register.task(before.id), register.task(helped.id), typed, edited):
        assert (task.given.leads, task.given.coordinating) == (("Sở Hai",), ("Sở Ba",))
    assert_as_in_the_file(workspace, register)


def test_programmes_are_added_and_edited(workspace: Workspace) -> None:
    other = Programme(
        0,
        "12/KH-UBND",
        "Kế hoạch của tỉnh",
        issuer="UBND tỉnh",
        issued_on=None,
        starts_on=date(2023, 1, 1),
        ends_on=date(2023, 12, 31),
    )
    added = workspace.programmes.add(other, ["Nhóm một", "Nhóm hai"])
    assert [group.title for group in workspace.programmes.groups(added.id)] == ["Nhóm một", "Nhóm hai"]
    with pytest.raises(NameTaken):
        workspace.programmes.add(other)
    first, second = workspace.programmes.groups(added.id)
    workspace.programmes.arrange_groups(added.id, [(second.id, "Nhóm hai"), (None, "Nhóm mới")])
    assert [(group.number, group.title) for group in workspace.programmes.groups(added.id)] == [
        (1, "Nhóm hai"),
        (2, "Nhóm mới"),
    ]
    with pytest.raises(FieldMissing):
        workspace.programmes.arrange_groups(added.id, [(None, " ")])
    assert first.id not in {group.id for group in workspace.programmes.groups(added.id)}


def test_the_office_is_kept(workspace: Workspace) -> None:
    assert not workspace.office.get().complete
    office = Office("63", "56", "Sở Tư pháp", "Ủy ban nhân dân tỉnh Khánh Hòa", "Khánh Hòa")
    workspace.office.put(office)
    assert workspace.office.get() == office
    assert office.complete
    assert len(workspace.office.provinces("34")) == 34


def test_the_journal_reads_as_a_person_does(workspace: Workspace, register: Register) -> None:
    task = workspace.tasks.add(register, register.groups[0].id, TASK)
    period = workspace.periods.find("2021-Q4", register.programme)
    workspace.recording.record(register, period, {task.id: {"state": State.DONE, "result": "Xong"}})
    workspace.acts.undo()
    undone, recorded, *_ = workspace.journal.page(ActFilter()).acts
    assert (undone.kind, undone.undone, recorded.kind, recorded.undone) == ("record", True, "record", False)
    (change,) = workspace.journal.changes(recorded.id, 10)
    assert (change.entity, change.name) == ("progress", "1")
    assert ("Kết quả thực hiện", "", "Xong") in change.fields
