"""A suspension has a day of its own: from it on a task stands out of the totals, and not before."""

from datetime import date

import pytest

from desktop_app.domain.errors import FieldMissing, FieldsDisagree
from desktop_app.domain.period import Period
from desktop_app.domain.progress import ProgressEntry, State
from desktop_app.services.history.since import changes_between, sentences
from desktop_app.services.tasks import entry_to_start_from
from desktop_app.services.tasks.register import Register
from desktop_app.services.workspace import Workspace
from tests.services.conftest import given
from tests.services.one_truth import assert_as_in_the_file
from tests.services.test_lineage import Q1, Q2, Q3

DAY = date(2021, 8, 10)


@pytest.fixture
def task(workspace: Workspace, register: Register) -> int:
    key = workspace.tasks.add(register, register.groups[0].id, given("Khảo sát đất đai")).id
    workspace.recording.record(register, find(workspace, register, Q1), {key: {"percent": 60}})
    return key


def find(workspace: Workspace, register: Register, period: str) -> Period:
    return workspace.periods.find(period, register.programme)


def states(register: Register, task: int, *days: date) -> list[State]:
    return [register.standing(register.task(task), day).state for day in days]


def test_it_counts_from_its_day_whenever_it_was_recorded(
    workspace: Workspace, register: Register, task: int
) -> None:
    before = register.totals(date(2021, 8, 9))
    period = find(workspace, register, Q3)
    (entry,) = workspace.recording.suspend(register, period, [task], DAY, " Chờ văn bản ")
    assert (entry.suspended_on, entry.difficulty, entry.percent) == (DAY, "Chờ văn bản", 60)
    days = (date(2021, 6, 14), date(2021, 8, 9), DAY, date(2021, 9, 14))
    assert states(register, task, *days) == [*[State.IN_PROGRESS] * 2, *[State.SUSPENDED] * 2]
    assert register.totals(date(2021, 8, 9)) == before
    assert register.totals(DAY).total == before.total - 1
    assert_as_in_the_file(workspace, register)
    late = find(workspace, register, "nd09/2021-Q4")
    workspace.recording.record(register, late, {task: {"suspended_on": date(2021, 6, 1)}})
    assert states(register, task, date(2021, 5, 31), date(2021, 6, 14)) == [
        State.IN_PROGRESS,
        State.SUSPENDED,
    ]


def test_without_a_day_it_is_the_cut_off_and_stays(
    workspace: Workspace, register: Register, task: int
) -> None:
    period = find(workspace, register, Q2)
    workspace.recording.record(register, period, {task: {"state": State.SUSPENDED}})
    assert register.standing(register.task(task), period.cut_off).suspended_on == period.cut_off
    assert states(register, task, date(2021, 6, 13)) == [State.IN_PROGRESS]
    later = find(workspace, register, Q3)
    workspace.recording.record(register, later, {task: {"percent": 70}})
    shown = entry_to_start_from(register, later, task)
    assert (shown.state, shown.percent, shown.suspended_on) == (State.SUSPENDED, 70, period.cut_off)
    workspace.recording.record(register, later, {task: {"state": State.IN_PROGRESS}})
    assert entry_to_start_from(register, later, task).suspended_on is None
    workspace.acts.undo()
    register.refresh()
    assert entry_to_start_from(register, later, task).suspended_on == period.cut_off


def test_the_reason_stands_below_what_is_stated(workspace: Workspace, register: Register, task: int) -> None:
    period = find(workspace, register, Q2)
    workspace.recording.record(register, period, {task: {"difficulty": "Thiếu người"}})
    (entry,) = workspace.recording.suspend(register, period, [task], None, "Công văn 12")
    assert (entry.difficulty, entry.suspended_on) == ("Thiếu người\nCông văn 12", period.cut_off)
    with pytest.raises(FieldMissing):
        workspace.recording.suspend(register, period, [task], DAY, " ")
    with pytest.raises(FieldsDisagree):
        ProgressEntry(task, Q2, period.starts_on, period.cut_off, State.IN_PROGRESS, suspended_on=DAY)


def test_reports_list_it_with_its_day(workspace: Workspace, register: Register, task: int) -> None:
    period = find(workspace, register, Q3)
    before = workspace.sealing.report(register, period, DAY)
    workspace.recording.suspend(register, period, [task], DAY, "Chờ văn bản")
    after = workspace.sealing.report(register, period, DAY)
    assert [row.standing.suspended_on for row in after.apart] == [DAY]
    (said,) = sentences(changes_between(before, after))
    assert said == "Tạm dừng nhiệm vụ số 1 (Khảo sát đất đai) từ ngày 10/8/2021, lý do: Chờ văn bản."


def test_a_file_of_an_earlier_program_counts_it_in_the_whole_period(
    workspace: Workspace, register: Register, task: int
) -> None:
    period = find(workspace, register, Q3)
    workspace.recording.suspend(register, period, [task], None, "Chờ văn bản")
    with workspace._store.transaction("record"):
        workspace._store.db.execute("UPDATE progress SET suspended_on = NULL")
    register.refresh()
    assert states(register, task, date(2021, 6, 14), date(2021, 6, 15)) == [
        State.IN_PROGRESS,
        State.SUSPENDED,
    ]
