"""What undo and redo find: acts that were named, refused, closed, or that changed nothing."""

from dataclasses import replace
from datetime import date

import pytest

from desktop_app.domain.errors.periods import PeriodSealed
from desktop_app.domain.errors.refusals import NothingToUndo
from desktop_app.domain.reports import Office
from desktop_app.services.periods.sealing import SealRules
from desktop_app.services.tasks.register import Register
from desktop_app.services.workspace import Workspace

TODAY = date(2021, 12, 15)


def added(workspace: Workspace, name: str) -> int:
    """Add an agency, and return the act."""
    workspace.agencies.add(name)
    act = workspace.acts.last
    assert act is not None
    return act


def names(workspace: Workspace) -> set[str]:
    return {agency.name for agency in workspace.agencies.all()}


def test_an_act_is_taken_back_once(workspace: Workspace) -> None:
    first, second = added(workspace, "Sở Một"), added(workspace, "Sở Hai")
    workspace.acts.undo(first)
    before = workspace.last_action()
    with pytest.raises(NothingToUndo):
        workspace.acts.undo(first)
    assert (workspace.last_action(), workspace.acts.undoable) == (before, second)
    assert names(workspace) == {"Sở Hai"}
    workspace.acts.redo()
    assert names(workspace) == {"Sở Một", "Sở Hai"}


def test_acts_after_one_are_those_that_stand(workspace: Workspace) -> None:
    first, second, third = (added(workspace, name) for name in ("Sở Một", "Sở Hai", "Sở Ba"))
    assert workspace.acts.after(first) == [second, third]
    assert workspace.acts.after(third) == []
    workspace.acts.undo(second)
    assert workspace.acts.after(first) == [third]


def test_what_changes_nothing_is_no_act_to_undo(workspace: Workspace) -> None:
    first = added(workspace, "Sở Một")
    workspace.acts.undo()
    workspace.office.put(workspace.office.get())
    assert (workspace.acts.last, workspace.acts.can_undo, workspace.acts.can_redo) == (None, False, True)
    workspace.acts.redo()
    assert workspace.acts.last not in (None, first)


def test_a_new_act_leaves_nothing_to_do_again(workspace: Workspace) -> None:
    added(workspace, "Sở Một")
    workspace.acts.undo()
    assert workspace.acts.can_redo
    workspace.office.put(Office(place="Hà Giang"))
    assert not workspace.acts.can_redo
    with pytest.raises(NothingToUndo):
        workspace.acts.redo()


def test_a_refused_act_is_passed_over_until_something_changes(workspace: Workspace, filled: Register) -> None:
    """Only where it lies under a closed one; the newest is refused aloud each time."""
    workspace.sealing.set_rules(SealRules(checks=False))
    period = workspace.periods.find("nd09/2021-Q4", filled.programme)
    first, second = added(workspace, "Sở Một"), added(workspace, "Sở Hai")
    workspace.acts.refused(second)
    assert workspace.acts.undoable == second
    workspace.recording.record(filled, period, {filled.tasks[0].id: {"percent": 10}})
    recorded = workspace.acts.last
    twin = workspace.twin()
    twin.sealing.seal(twin.register(filled.programme.id), period, TODAY)
    twin.close()
    assert (workspace.acts.last, workspace.acts.undoable) == (recorded, second)
    assert workspace.acts.passed_over() == [period.id]
    workspace.acts.refused(second)
    assert workspace.acts.undoable == first
    workspace.office.put(Office(place="Hà Giang"))
    workspace.acts.undo()
    assert workspace.acts.undoable == second


def test_where_all_is_closed_the_period_is_named(workspace: Workspace, filled: Register) -> None:
    workspace.sealing.set_rules(SealRules(checks=False))
    workspace.acts.forget()
    period = workspace.periods.find("nd09/2021-Q4", filled.programme)
    workspace.recording.record(filled, period, {filled.tasks[0].id: {"percent": 10}})
    twin = workspace.twin()
    twin.sealing.seal(twin.register(filled.programme.id), period, TODAY)
    twin.close()
    with pytest.raises(PeriodSealed) as refused:
        workspace.acts.undo()
    assert refused.value.period == period.id
    assert workspace.acts.passed_over() == [period.id]


def test_what_another_act_changed_meanwhile_stays(workspace: Workspace) -> None:
    """A dialog writes what its officer changed, and nothing that it only showed."""
    shown = workspace.office.get()
    workspace.office.put(replace(shown, place="Hà Giang"))
    workspace.office.put(replace(shown, signer_name="Trần Thị B"), shown)
    assert (workspace.office.get().place, workspace.office.get().signer_name) == ("Hà Giang", "Trần Thị B")
    programme = workspace.programme()
    workspace.programmes.change(replace(programme, objective="Mục tiêu"))
    workspace.programmes.change(replace(programme, scope="Cả nước"), programme)
    assert (workspace.programme().objective, workspace.programme().scope) == ("Mục tiêu", "Cả nước")
