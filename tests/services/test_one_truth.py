"""The register in memory is the file: after an import, before a seal, when a report goes out."""

import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import MISSING, fields, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from desktop_app.domain.editions.edition import RowKind
from desktop_app.domain.errors.periods import PeriodSealed
from desktop_app.domain.errors.refusals import AppError
from desktop_app.domain.period import Period
from desktop_app.domain.reports.preset import ReportKind
from desktop_app.domain.reports.report import Report
from desktop_app.domain.sealing import freeze as frozen
from desktop_app.domain.task import Fate, Task, Terms
from desktop_app.services.periods import sealing
from desktop_app.services.periods.sealing import SealRules
from desktop_app.services.reporting import Order
from desktop_app.services.tasks.by_hand import restated
from desktop_app.services.tasks.register import Register
from desktop_app.services.workspace import Workspace
from tests.services.list_files import CHECK, LAND, PLAN, TRAIN, write_list
from tests.services.one_truth import assert_as_in_the_file
from tests.services.test_equal_values import Again, Office242
from tests.services.test_overtaken import TRIED

TODAY = date(2021, 12, 15)
LAND_NOW = (*LAND[:3], "Sở Tài nguyên và Môi trường", *LAND[4:])


@pytest.fixture
def extended(workspace: Workspace, register: Register, tmp_path: Path) -> Register:
    """Task 2 extended beyond the end of the year, then a list that gives it another coordinating agency."""
    bring(workspace, register, tmp_path / "1.xlsx", PLAN, LAND, TRAIN, CHECK)
    workspace.sealing.set_rules(SealRules(checks=False))
    workspace.tasks.assign(register, [register.find("2").id], "Chị Hoa")
    workspace.extensions.extend(
        register, register.find("2").id, date(2022, 6, 30), "Dịch bệnh", date(2019, 12, 1)
    )
    plan = bring(workspace, register, tmp_path / "2.xlsx", PLAN, LAND_NOW, TRAIN, CHECK)
    assert [one.kind for one in plan.matches].count(RowKind.CHANGED) == 1
    return register


def bring(workspace: Workspace, register: Register, path: Path, *rows: Any) -> Any:
    plan = workspace.imports.plan(register, write_list(path, rows))
    workspace.imports.apply(register, plan)
    return plan


def test_an_import_leaves_in_memory_what_it_wrote(workspace: Workspace, extended: Register) -> None:
    task = extended.find("2")
    assert task.given.coordinating == ("Sở Tài nguyên và Môi trường",)
    assert (task.own.officer, [one.new_due for one in task.extensions]) == ("Chị Hoa", [date(2022, 6, 30)])
    assert_as_in_the_file(workspace, extended)


def test_a_seal_after_an_import_holds_what_the_file_says(
    workspace: Workspace, extended: Register, q4: Period
) -> None:
    version = workspace.sealing.seal(extended, q4, TODAY)
    sealed = workspace.sealing.report_of(version)
    path = workspace.path
    workspace.close()
    again = Workspace.open(path)
    reopened = again.register(extended.programme.id)
    assert sealed.total == reopened.totals(q4.cut_off)
    assert (sealed.total.open_overdue, sealed.total.open_in_time) == (2, 2)
    again.close()


def spoil(register: Register) -> None:
    """Let the memory say something that the file does not."""
    register.tasks = [replace(task, extensions=()) for task in register.tasks]


def test_a_seal_is_made_of_the_file_whatever_the_memory_holds(
    workspace: Workspace, extended: Register, q4: Period
) -> None:
    spoil(extended)
    version = workspace.sealing.seal(extended, q4, TODAY)
    assert workspace.sealing.report_of(version).total.open_overdue == 2


def test_a_report_goes_out_as_the_file_is_whatever_the_memory_holds(
    workspace: Workspace, extended: Register, q4: Period
) -> None:
    spoil(extended)
    (draft,) = workspace.reports.drafts(extended.programme.id, Order(ReportKind.PERIODIC, q4), TODAY)
    assert draft.report.total.open_overdue == 2


def test_nobody_writes_between_the_reading_of_a_seal_and_its_closing(
    workspace: Workspace, extended: Register, q4: Period, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another thread that records meanwhile waits, and is refused by the name of the period."""
    refused: list[PeriodSealed] = []

    def record() -> None:
        other = workspace.twin()
        register = other.register(extended.programme.id)
        begun.set()
        try:
            other.recording.record(register, q4, {register.tasks[0].id: {"percent": 77}})
        except PeriodSealed as error:
            refused.append(error)
        finally:
            other.close()

    def freeze(report: Report, beside: Any) -> str:
        thread.start()
        begun.wait(5)
        thread.join(0.3)
        assert thread.is_alive()
        return frozen(report, beside)

    begun, thread = threading.Event(), threading.Thread(target=record)
    monkeypatch.setattr(sealing, "freeze", freeze)
    version = workspace.sealing.seal(extended, q4, TODAY)
    thread.join()
    assert [error.period for error in refused] == [q4.id]
    assert workspace.sealing.report_of(version).groups[0].rows[0].standing.percent == 0
    assert extended.row(extended.tasks[0], q4).standing.percent == 0


def test_a_refused_seal_leaves_the_file_free(workspace: Workspace, extended: Register, q4: Period) -> None:
    workspace.sealing.seal(extended, q4, TODAY)
    with pytest.raises(PeriodSealed):
        workspace.sealing.seal(extended, q4, TODAY)
    workspace.tasks.assign(extended, [extended.tasks[0].id], "Anh Ba")
    assert extended.tasks[0].own.officer == "Anh Ba"


def test_a_restated_task_keeps_every_field_that_no_list_owns(extended: Register) -> None:
    """A field that is added to a task later is kept without being named."""
    found = extended.find("2")
    terms = Terms(date(2019, 1, 1), found.group_id, found.position, found.given, found.deadline)
    task = replace(found, fate=Fate.MERGED, fate_on=date(2020, 1, 1), fate_note="Theo công văn", gone_since=1)
    task = replace(task, since=date(2018, 6, 1), earlier=(terms,), officers=((date(2019, 1, 1), "Lan"),))
    of_the_list = {"group_id", "position", "given", "deadline", "folded"}
    kept = [one for one in fields(Task) if one.name not in of_the_list]
    assert all(getattr(task, one.name) != one.default for one in kept if one.default is not MISSING)
    given = replace(task.given, content="Việc khác", deadline="Quý I/2022")
    now = restated(task, extended.programme, 3, 9, given)
    assert [one.name for one in fields(Task) if getattr(now, one.name) == getattr(task, one.name)] == [
        one.name for one in kept
    ]


@pytest.mark.parametrize("make", TRIED, ids=lambda make: make.__name__)
def test_the_memory_is_the_file_after_every_act_and_after_it_was_taken_back_and_done_again(
    workspace: Workspace, filled: Register, tmp_path: Path, make: Callable[[Office242], Again]
) -> None:
    """`TRIED` are all acts that the history can name.

    The window refreshes its register after each, as here.
    """
    act = make(Office242(workspace, filled, tmp_path))
    for work in (act, workspace.acts.undo, workspace.acts.redo):
        with suppress(AppError):  # a seal cannot be undone
            work()
        filled.refresh()
        assert_as_in_the_file(workspace, filled)
