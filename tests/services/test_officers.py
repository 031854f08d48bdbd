"""Who looks after a task: from a day on, and before it the one who did then."""

from dataclasses import replace
from datetime import date

from desktop_app.domain.reports import Office
from desktop_app.services.periods.entered import Grouping, completeness
from desktop_app.services.periods.figures import make_report
from desktop_app.services.tasks.register import Register
from desktop_app.services.workspace import Workspace
from tests.services.one_truth import assert_as_in_the_file

MARCH, JUNE, SEPTEMBER = date(2021, 3, 1), date(2021, 6, 1), date(2021, 9, 1)
EVE = date(2021, 5, 31)


def who(register: Register, *days: date) -> list[str]:
    task = register.tasks[0]
    return [register.standing(task, day).task.own.officer for day in days]


def test_another_officer_counts_from_the_day(workspace: Workspace, filled: Register) -> None:
    key, assign = filled.tasks[0].id, workspace.tasks.assign
    assert assign(filled, [key], "Lan") == 1
    assert assign(filled, [key], "Minh", JUNE) == 1
    assert who(filled, MARCH, EVE, JUNE, SEPTEMBER) == ["Lan", "Lan", "Minh", "Minh"]
    assert assign(filled, [key], "Hoa", SEPTEMBER) == 1
    assert who(filled, MARCH, EVE, JUNE, SEPTEMBER) == ["Lan", "Lan", "Minh", "Hoa"]
    assert_as_in_the_file(workspace, filled)
    assert assign(filled, [key], "Hoa", JUNE) == 1  # she took over earlier
    assert who(filled, MARCH, EVE, JUNE, SEPTEMBER) == ["Lan", "Lan", "Hoa", "Hoa"]
    known = workspace.last_action()
    assert assign(filled, [key], "Hoa", SEPTEMBER) == assign(filled, [key], "Hoa") == 0
    assert workspace.last_action() == known
    workspace.acts.undo()
    filled.refresh()
    assert who(filled, MARCH, EVE, JUNE, SEPTEMBER) == ["Lan", "Lan", "Minh", "Hoa"]
    workspace.acts.redo()
    filled.refresh()
    assert_as_in_the_file(workspace, filled)
    assert workspace.checking.check().ok


def test_without_a_day_a_name_is_corrected_for_all_time(workspace: Workspace, filled: Register) -> None:
    key, assign = filled.tasks[0].id, workspace.tasks.assign
    for name, day in (("Lan", None), ("Minh", JUNE), ("Lan", SEPTEMBER), ("Lan Anh", None)):
        assert assign(filled, [key], name, day) == 1
    assert who(filled, MARCH, JUNE, SEPTEMBER) == ["Lan Anh", "Minh", "Lan Anh"]
    assert assign(filled, [key], "", date(2021, 12, 1)) == 1
    assert who(filled, SEPTEMBER, date(2021, 12, 1)) == ["Lan Anh", ""]


def test_an_edit_from_a_day_dates_the_officer_and_not_the_remark(
    workspace: Workspace, filled: Register
) -> None:
    task = filled.tasks[0]
    edit = workspace.tasks.edit
    workspace.tasks.assign(filled, [task.id], "Lan")
    own = replace(filled.task(task.id).own, officer="Minh", remark="Hồ sơ ở phòng 3")
    edit(filled, task.id, task.group_id, task.given, own, day=SEPTEMBER)
    edit(filled, task.id, task.group_id, task.given, replace(own, remark="Phòng 4"), day=MARCH)
    assert who(filled, MARCH, SEPTEMBER) == ["Lan", "Minh"]
    assert filled.standing(filled.task(task.id), MARCH).task.own.remark == "Phòng 4"


def test_the_completeness_of_a_period_is_by_the_officers_of_its_day(
    workspace: Workspace, filled: Register
) -> None:
    ids = [task.id for task in filled.tasks]
    workspace.tasks.assign(filled, ids, "Lan")
    workspace.tasks.assign(filled, ids, "Minh", SEPTEMBER)
    for part, name in (("2021-Q2", "Lan"), ("2021-Q4", "Minh")):
        period = workspace.periods.find(part, filled.programme)
        found = completeness(make_report(filled, period, Office(), period.cut_off))
        assert [one.name for one in found.parts[Grouping.OFFICER]] == [name]


def test_the_history_says_from_which_day_an_act_counts(workspace: Workspace, filled: Register) -> None:
    tasks, task = workspace.tasks, filled.tasks[0]
    tasks.assign(filled, [task.id], "Lan", JUNE)
    tasks.edit(filled, task.id, task.group_id, replace(task.given, deadline=""), task.own, day=SEPTEMBER)
    tasks.withdraw(filled, [task.id], SEPTEMBER, "Công văn 1")
    tasks.assign(filled, [task.id], "Minh")
    said = [workspace.journal.said_of(workspace.acts.last or 0)]
    while workspace.acts.can_undo and len(said) < 4:
        workspace.acts.undo()
        said.append(workspace.journal.said_of(workspace.acts.last or 0))
    assert [" · từ ngày " in one for one in said] == [False, True, True, True]
    assert said[3].endswith("từ ngày 01/6/2021")
