"""What was read, compared or shown before is not written over what another act committed meanwhile."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from desktop_app.domain.errors.incoming import ListOutdated
from desktop_app.domain.errors.periods import PeriodSealed
from desktop_app.domain.errors.refusals import StillInUse
from desktop_app.services.periods.sealing import SealRules
from desktop_app.services.tasks.register import Register
from desktop_app.services.workspace import Workspace
from tests.services.conftest import given
from tests.services.list_files import CHECK, LAND, PLAN, TRAIN, write_list
from tests.services.one_truth import assert_as_in_the_file

TODAY = date(2021, 12, 15)


@pytest.fixture
def newer(tmp_path: Path) -> Path:
    """A list that asks of the second task another product, after `first_list`."""
    return write_list(tmp_path / "2.xlsx", (PLAN, (*LAND[:5], "Đề án"), TRAIN, CHECK))


@pytest.fixture
def first_list(workspace: Workspace, register: Register, tmp_path: Path) -> Register:
    path = write_list(tmp_path / "1.xlsx", (PLAN, LAND, TRAIN, CHECK))
    workspace.imports.apply(register, workspace.imports.plan(register, path))
    return register


def by_another(workspace: Workspace, work: Callable[[Workspace, Register], object]) -> None:
    """Let a second connection do something."""
    twin = workspace.twin()
    work(twin, twin.register(twin.programme().id))
    twin.close()


def add_a_task(space: Workspace, register: Register) -> None:
    space.tasks.add(register, register.groups[0].id, given("Việc mới"))


def edit_a_task(space: Workspace, register: Register) -> None:
    task = register.find("2")
    said = replace(task.given, deadline="30/6/2021")
    space.tasks.edit(register, task.id, task.group_id, said, task.own)


def withdraw_a_task(space: Workspace, register: Register) -> None:
    space.tasks.withdraw(register, [register.find("2").id], TODAY, "Theo chỉ đạo")


def turn_the_groups(space: Workspace, register: Register) -> None:
    turned = [(group.id, group.title) for group in reversed(register.groups)]
    space.programmes.arrange_groups(register.programme.id, turned)


def rename_an_agency(space: Workspace, register: Register) -> None:
    lead = register.find("2").lead
    (key,) = (one.id for one in space.agencies.all() if one.name == lead)
    space.agencies.rename(key, "Sở mang tên mới")


@pytest.mark.parametrize(
    "work",
    [add_a_task, edit_a_task, withdraw_a_task, turn_the_groups, rename_an_agency],
    ids=lambda work: work.__name__,
)
def test_a_list_is_not_written_over_what_changed_since_it_was_compared(
    workspace: Workspace, first_list: Register, newer: Path, work: Callable[[Workspace, Register], object]
) -> None:
    plan = workspace.imports.plan(first_list, newer)
    by_another(workspace, work)
    before = workspace.last_action()
    with pytest.raises(ListOutdated):
        workspace.imports.apply(first_list, plan)
    assert workspace.last_action() == before
    assert workspace.imports.apply(first_list, workspace.imports.plan(first_list, newer)) is not None
    assert_as_in_the_file(workspace, first_list)


def test_two_do_not_bring_in_one_list_twice(workspace: Workspace, register: Register, tmp_path: Path) -> None:
    path = write_list(tmp_path / "1.xlsx", (PLAN, LAND, TRAIN, CHECK))
    plan = workspace.imports.plan(register, path)
    by_another(workspace, lambda space, held: space.imports.apply(held, space.imports.plan(held, path)))
    with pytest.raises(ListOutdated):
        workspace.imports.apply(register, plan)
    assert len(register.tasks) == 4


def test_a_list_keeps_what_it_does_not_say_however_late_it_was_written(
    workspace: Workspace, first_list: Register, newer: Path
) -> None:
    task = first_list.find("2").id

    def work(space: Workspace, register: Register) -> None:
        space.tasks.assign(register, [task], "Chị Hoa")
        space.extensions.extend(register, task, date(2023, 6, 30), "Dịch bệnh", TODAY)
        space.recording.record(
            register, space.periods.find("nd09/2021-Q4", register.programme), {task: {"percent": 5}}
        )

    plan = workspace.imports.plan(first_list, newer)
    by_another(workspace, work)
    assert workspace.imports.apply(first_list, plan) is not None
    now = first_list.task(task)
    assert (now.given.output, now.own.officer, len(now.extensions)) == ("Đề án", "Chị Hoa", 1)
    assert [entry.percent for entry in first_list.entries(task)] == [5]
    assert_as_in_the_file(workspace, first_list)


def test_a_task_under_an_open_editor_keeps_what_a_list_brought_meanwhile(
    workspace: Workspace, first_list: Register, newer: Path
) -> None:
    """The editor writes the fields that were changed in it.

    Whether the register knows of the list by now or not.
    """
    shown = first_list.find("2")
    by_another(workspace, lambda space, held: space.imports.apply(held, space.imports.plan(held, newer)))
    said, own = replace(shown.given, content="Khảo sát lại"), replace(shown.own, remark="Hỏi lại")
    workspace.tasks.edit(first_list, shown.id, shown.group_id, said, own, shown=shown)
    now = first_list.task(shown.id)
    assert (now.content, now.own.remark) == ("Khảo sát lại", "Hỏi lại")
    assert (shown.given.output, now.given.output) == ("Báo cáo", "Đề án")
    workspace.tasks.edit(first_list, shown.id, shown.group_id, replace(said, number="2a"), own, shown=shown)
    assert (first_list.task(shown.id).number, first_list.task(shown.id).given.output) == ("2a", "Đề án")


def test_what_a_task_uses_by_now_is_not_removed(workspace: Workspace, register: Register) -> None:
    agency = workspace.agencies.add("Sở Xây dựng")
    groups = [(group.id, group.title) for group in register.groups]
    workspace.programmes.arrange_groups(register.programme.id, [*groups, (None, "Nhóm mới")])
    last = workspace.programmes.groups(register.programme.id)[-1].id
    by_another(workspace, lambda space, held: space.tasks.add(held, last, given("Việc mới", "Sở Xây dựng")))
    for remove in (
        lambda: workspace.agencies.remove(agency),
        lambda: workspace.programmes.arrange_groups(register.programme.id, groups),
    ):
        with pytest.raises(StillInUse):
            remove()
    assert agency in {one.id for one in workspace.agencies.all()}
    assert workspace.programmes.groups(register.programme.id)[-1].id == last


def test_a_file_that_another_document_took_up_stays_when_its_first_one_is_refused(
    workspace: Workspace, filled: Register, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first keeps the file, the second takes it up, closes the period, and the first is refused."""
    workspace.sealing.set_rules(SealRules(checks=False))
    q4 = workspace.periods.find("nd09/2021-Q4", filled.programme)
    path, programme, task = tmp_path / "a.pdf", filled.programme.id, filled.tasks[0].id
    path.write_bytes(b"paper")
    begin = workspace._store.alone
    told: list[object] = []

    def work(space: Workspace, register: Register) -> None:
        told.append(space.evidence.take_in(programme, [path], [task]))
        space.sealing.seal(register, q4, TODAY)

    def alone() -> Any:
        if not told:
            by_another(workspace, work)
        return begin()

    monkeypatch.setattr(workspace._store, "alone", alone)
    with pytest.raises(PeriodSealed):
        workspace.evidence.take_in(programme, [path], [task], q4.id)
    (row,) = workspace.evidence.rows(programme)
    assert workspace.evidence.files.file(row.document).read_bytes() == b"paper"


def test_a_file_that_is_cleaned_up_before_its_document_is_written_is_kept_again(
    workspace: Workspace, filled: Register, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, programme = tmp_path / "a.pdf", filled.programme.id
    path.write_bytes(b"paper")
    begin = workspace._store.alone
    gone: list[object] = []

    def alone() -> Any:
        if not gone:
            gone.append("once")
            by_another(
                workspace,
                lambda space, _: gone.append(space.evidence.files.clean_up(space.evidence.files.unused())),
            )
        return begin()

    monkeypatch.setattr(workspace._store, "alone", alone)
    (document,) = workspace.evidence.take_in(programme, [path]).added
    assert gone == ["once", 1]
    assert workspace.evidence.files.file(document).read_bytes() == b"paper"
