"""What is recorded is shown before it stands in the file, and what is shown is what the file then says."""

from collections.abc import Mapping
from datetime import date

import pytest

from desktop_app.domain.errors import PeriodSealed
from desktop_app.domain.period import Period
from desktop_app.domain.progress import ProgressChanges, State
from desktop_app.services.periods.sealing import SealRules
from desktop_app.services.tasks import ForeseenAct, Register
from desktop_app.services.workspace import Workspace
from tests.services.one_truth import assert_as_in_the_file

Changes = Mapping[int, ProgressChanges]


class Writer:
    """Foresees acts one after the other, as the window does, and writes them through a twin."""

    def __init__(self, workspace: Workspace, register: Register) -> None:
        self.workspace, self.register = workspace, register
        self.acts: list[ForeseenAct] = []

    def foresee(self, period: str, changes: Changes) -> None:
        newest = self.acts[-1].id if self.acts else self.register.seen
        act = self.workspace.recording.foresee(newest + 1, self.register, self.period(period), changes)
        assert act is not None
        self.acts.append(act)

    def write(self) -> bool:
        twin = self.workspace.twin()
        try:
            return twin.recording.write(self.acts)
        finally:
            twin.close()

    def period(self, called: str) -> Period:
        return self.workspace.periods.find(called, self.register.programme)


@pytest.fixture
def writer(workspace: Workspace, filled: Register) -> Writer:
    return Writer(workspace, filled)


def test_what_is_foreseen_is_what_is_written(writer: Writer) -> None:
    first, second, third = (task.id for task in writer.register.tasks[:3])
    writer.foresee("2021-Q4", {first: {"percent": 40}})
    writer.foresee("2021-H1", {first: {"result": "Đã trình"}, second: {"state": State.SUSPENDED}})
    writer.foresee("2021-Q4", {first: {"percent": 100}, third: {"completed_on": date(2021, 11, 2)}})
    writer.foresee("2021", {first: {"note": "Cùng ngày với quý IV"}, second: {"difficulty": "Thiếu người"}})
    writer.foresee("2021-Q4", {first: {"state": State.IN_PROGRESS, "percent": 70}})
    shown = {task.id: writer.register.entries(task.id) for task in writer.register.tasks}
    assert writer.write()
    assert {task.id: writer.register.entries(task.id) for task in writer.register.tasks} == shown
    assert_as_in_the_file(writer.workspace, writer.register)
    writer.register.refresh()
    assert_as_in_the_file(writer.workspace, writer.register)
    assert writer.workspace.checking.check().ok


def test_an_act_that_came_before_leaves_nothing_written(writer: Writer) -> None:
    first, second = (task.id for task in writer.register.tasks[:2])
    writer.foresee("2021-Q4", {first: {"percent": 40}})
    twin = writer.workspace.twin()
    twin.recording.record(
        twin.register(writer.register.programme.id), writer.period("2021-Q4"), {second: {"percent": 20}}
    )
    twin.close()
    assert not writer.write()
    writer.register.read_again([first])
    writer.register.refresh()
    assert_as_in_the_file(writer.workspace, writer.register)
    assert not writer.register.entries(first)


def test_nothing_is_written_into_a_closed_period(writer: Writer) -> None:
    first = writer.register.tasks[0].id
    writer.workspace.sealing.set_rules(SealRules(checks=False))
    period = writer.period("2019-Q4")
    writer.workspace.sealing.seal(writer.register, period, date(2021, 12, 20))
    writer.register.refresh()
    writer.foresee("2021-Q4", {first: {"percent": 40}})
    writer.foresee("2019-Q4", {first: {"percent": 30}})
    newest = writer.workspace.last_action()
    with pytest.raises(PeriodSealed):
        writer.write()
    assert writer.workspace.last_action() == newest
    writer.register.read_again([first])
    assert_as_in_the_file(writer.workspace, writer.register)


def test_a_change_that_changes_nothing_foresees_nothing(writer: Writer) -> None:
    first, period = writer.register.tasks[0].id, writer.period("2021-Q4")
    writer.foresee("2021-Q4", {first: {"percent": 40}})
    again = writer.workspace.recording.foresee(99, writer.register, period, {first: {"percent": 40}})
    assert again is None
