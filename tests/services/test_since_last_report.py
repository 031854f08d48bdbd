""" "Từ báo cáo trước": whatever a row of the report says otherwise than the last one is told."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given as randomly
from hypothesis import settings
from hypothesis import strategies as st

from desktop_app.domain.period import Period
from desktop_app.domain.progress import State
from desktop_app.domain.reports.row_fields import COMPARED, RowField
from desktop_app.domain.task import Assignment
from desktop_app.services.history.since import changes_of, sentences
from desktop_app.services.period_board import since_last_report
from desktop_app.services.tasks.register import Register
from desktop_app.services.workspace import Workspace
from tests.domain.test_row_fields import changed
from tests.exchange import report_samples as samples

TODAY = date(2021, 12, 15)
START = date(2021, 10, 1)


@pytest.mark.parametrize("field", COMPARED, ids=lambda one: one.name)
@pytest.mark.parametrize("back", [False, True], ids=["there", "back"])
def test_every_compared_field_that_differs_is_told(field: RowField, back: bool) -> None:
    """A new field of `row_fields` is told without a line being written for it."""
    old, new = samples.done_row(), changed(samples.done_row(), field)
    changes = changes_of(new, old) if back else changes_of(old, new)
    assert any(field.name in one.tells for one in changes)
    for said in sentences(changes):
        assert said.startswith(("Nhiệm vụ", "Hoàn thành", "Tạm dừng", "Tiếp tục", "Đưa nhiệm vụ", "Rút"))
        assert "{" not in said


@randomly(st.lists(st.sampled_from(COMPARED), unique_by=lambda one: one.name))
@settings(max_examples=200, deadline=None)
def test_fields_that_differ_together_are_all_told(wanted: list[RowField]) -> None:
    old = new = samples.done_row()
    for field in wanted:
        new = changed(new, field)
    for one, other in ((old, new), (new, old)):
        differ = {field.name for field in COMPARED if field.text(one) != field.text(other)}
        told = {name for change in changes_of(one, other) for name in change.tells}
        assert differ <= told
    assert changes_of(new, new) == []


@pytest.fixture
def reported(workspace: Workspace, filled: Register) -> Register:
    """Return the sample with quarter III closed."""
    workspace.sealing.seal(
        filled, workspace.periods.find("nd09/2021-Q3", filled.programme), date(2021, 9, 15)
    )
    return filled


def said(workspace: Workspace, register: Register, period: Period) -> list[str]:
    found = since_last_report(workspace, register, period, TODAY)
    assert found is not None
    return list(found.sentences)


def about(said: list[str], number: str) -> list[str]:
    return [one for one in said if f"hiệm vụ số {number} (" in one]


def test_tasks_that_left_are_told_with_day_and_reason(
    workspace: Workspace, reported: Register, q4: Period
) -> None:
    first, second, third, fourth = [task for task in reported.tasks if task.deadline.recurs is None][:4]
    workspace.tasks.withdraw(reported, [first.id], START, "Trùng với kế hoạch khác")
    workspace.gone.merge(reported, [second.id], third.id, date(2021, 11, 2), "Gộp theo công văn 12")
    workspace.recording.record(
        reported, q4, {fourth.id: {"state": State.SUSPENDED, "difficulty": "Chờ hướng dẫn của Bộ"}}
    )
    told = said(workspace, reported, q4)
    (one,) = about(told, first.number)
    assert one.startswith("Đưa nhiệm vụ số 1 (")
    assert "từ ngày 01/10/2021, lý do: Trùng với kế hoạch khác" in one
    (one,) = about(told, second.number)
    assert one.startswith("Gộp nhiệm vụ")
    assert "từ ngày 02/11/2021, lý do: Gộp theo công văn 12" in one
    one = about(told, fourth.number)[0]
    assert one.startswith("Tạm dừng nhiệm vụ")
    assert "từ ngày 14/12/2021, lý do: Chờ hướng dẫn của Bộ" in one


def test_another_lead_deadline_and_wording_are_told(
    workspace: Workspace, reported: Register, q4: Period
) -> None:
    task = next(one for one in reported.tasks if one.deadline.recurs is None)
    other = replace(task.given, content="Nội dung đã đổi", leads=("Sở Y tế",), deadline="30/6/2023")
    workspace.tasks.edit(reported, task.id, task.group_id, given=other, own=task.own, day=START)
    told = " ".join(about(said(workspace, reported, q4), task.number))
    assert f"“{task.content}” đổi thành “Nội dung đã đổi”" in told
    assert f"“{task.lead}” đổi thành “Sở Y tế”" in told
    assert "đổi thành “30/6/2023”" in told


def test_a_new_task_is_told_with_the_day_from_which_it_counts(
    workspace: Workspace, reported: Register, q4: Period
) -> None:
    group_id = reported.groups[0].id
    workspace.tasks.add(reported, group_id, Assignment(None, "98", "Việc cũ"))
    workspace.tasks.add(reported, group_id, Assignment(None, "99", "Việc mới"), since=START)
    told = said(workspace, reported, q4)
    assert about(told, "98") == ["Bổ sung nhiệm vụ số 98 (Việc cũ)."]
    assert about(told, "99") == ["Bổ sung nhiệm vụ số 99 (Việc mới) từ ngày 01/10/2021."]


def test_a_first_record_says_nothing_of_its_kind_of_figures(
    workspace: Workspace, reported: Register, q4: Period
) -> None:
    task = next(one for one in reported.tasks if not reported.entries(one.id) and one.deadline.recurs is None)
    workspace.recording.record(reported, q4, {task.id: {"percent": 30}})
    told = about(said(workspace, reported, q4), task.number)
    assert any("đạt 30%" in one for one in told)
    assert not any("Loại số liệu" in one for one in told)
