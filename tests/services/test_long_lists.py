"""What a long import leaves behind: a short history that still tells everything, and a way back."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter

from desktop_app.domain import work
from desktop_app.domain.task import Handling
from desktop_app.domain.work import Progress, WorkCancelled, finished
from desktop_app.services.tasks.register import Register
from desktop_app.services.workspace import Workspace
from desktop_app.storage.history import journal
from desktop_app.storage.history.search import ActFilter

HEADINGS = ("STT", "Nội dung nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời hạn", "Sản phẩm")
ROWS = 1_000


def write_list(path: Path, rows: int, text: str = "Rà soát văn bản số {} của tỉnh") -> Path:
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEADINGS)
        for at in range(rows):
            deadline = f"{at % 28 + 1:02}/12/2019"
            sheet.write_row(
                1 + at, 0, (at + 1, text.format(at), "Sở Tư pháp", "Sở Nội vụ", deadline, "Báo cáo")
            )
    return path


def content_of(workspace: Workspace) -> dict[str, list[tuple[object, ...]]]:
    """Everything a file says of tasks, for comparison."""
    db = workspace._store.db
    return {name: db.execute(f"SELECT * FROM {name}").fetchall() for name in ("tasks", "groups", "agencies")}


@pytest.fixture(scope="module")
def long_list(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_list(tmp_path_factory.mktemp("lists") / "Danh mục dài.xlsx", ROWS)


@pytest.fixture
def imported(workspace: Workspace, register: Register, long_list: Path) -> Register:
    workspace.imports.apply(register, workspace.imports.plan(register, long_list))
    return register


def test_the_history_tells_every_row_that_came(workspace: Workspace, imported: Register) -> None:
    act = workspace.journal.page(ActFilter()).acts[0]
    changes = [one for one in workspace.journal.changes(act.id, -1) if one.entity == "tasks"]
    assert [one.name for one in changes] == [str(number) for number in range(1, ROWS + 1)]
    fields = {name: new for name, old, new in changes[-1].fields if old == ""}
    assert fields["Nội dung nhiệm vụ"] == f"Rà soát văn bản số {ROWS - 1} của tỉnh"
    assert fields["Thời hạn đến ngày"] == "20/12/2019"
    stored = workspace._store.db.execute(
        "SELECT SUM(LENGTH(new)) FROM history WHERE entity = 'tasks'"
    ).fetchone()
    assert stored == (None,)


def test_what_came_is_told_as_it_came_after_it_was_changed(workspace: Workspace, imported: Register) -> None:
    act = workspace.journal.page(ActFilter()).acts[0]
    task = imported.tasks[4]
    workspace.tasks.edit(imported, task.id, task.group_id, replace(task.given, output="Kế hoạch"), Handling())
    workspace.tasks.edit(imported, task.id, task.group_id, replace(task.given, output="Đề án"), Handling())
    came = [one for one in journal.changes(workspace._store.db, act.id) if one.entity == "tasks"]
    assert came[4].new is not None
    assert (came[4].old, came[4].new["output"]) == (None, "Báo cáo")
    assert len(workspace.journal.changes(act.id, 3)) == 3


def test_what_a_list_brought_in_is_found_by_its_words(workspace: Workspace, imported: Register) -> None:
    found = workspace.journal.page(ActFilter(text="ra soat van ban so 977 cua")).acts
    assert [act.kind for act in found] == ["import"]
    assert not workspace.journal.page(ActFilter(text="ra soat van ban so 1977 cua")).acts


def test_undo_takes_a_long_import_back_and_redo_brings_it_again(
    workspace: Workspace, register: Register, long_list: Path
) -> None:
    before = content_of(workspace)
    workspace.imports.apply(register, workspace.imports.plan(register, long_list))
    after = content_of(workspace)
    workspace.acts.undo()
    assert content_of(workspace) == before
    workspace.acts.redo()
    assert content_of(workspace) == after
    workspace.acts.undo()
    assert content_of(workspace) == before
    assert workspace.checking.check().broken_action is None


def test_the_history_vouches_for_what_a_list_said(workspace: Workspace, imported: Register) -> None:
    assert workspace.checking.check().broken_action is None
    db = workspace._store.db
    (key,) = db.execute("SELECT id FROM edition_rows LIMIT 1 OFFSET 500").fetchone()
    db.execute("UPDATE edition_rows SET given = replace(given, 'Rà soát', 'Sửa đổi') WHERE id = ?", [key])
    brought = workspace.journal.page(ActFilter()).acts[0].id
    assert workspace.checking.check().broken_action == brought
    db.execute("DROP TRIGGER editions_UPDATE")
    db.execute("UPDATE editions SET digest = ''")
    assert workspace.checking.check().broken_action == brought, "a list without its digest is no excuse"


def test_the_register_holds_what_the_file_holds(workspace: Workspace, imported: Register) -> None:
    anew = workspace.register(workspace.programme().id)
    assert imported.tasks == anew.tasks
    assert imported.groups == anew.groups


def test_an_extended_deadline_stays_known_when_a_list_changes_the_task(
    workspace: Workspace, imported: Register, tmp_path: Path
) -> None:
    task = imported.tasks[0]
    workspace.extensions.extend(imported, task.id, date(2020, 6, 30), "Chờ văn bản", date(2019, 12, 1))
    newer = tmp_path / "Sửa đổi.xlsx"
    with xlsxwriter.Workbook(newer) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEADINGS)
        sheet.write_row(1, 0, (1, task.content, "Sở Tư pháp", "Sở Tài chính", task.given.deadline, "Báo cáo"))
    workspace.imports.apply(imported, workspace.imports.plan(imported, newer))
    changed = imported.task(task.id)
    assert changed.given.coordinating == ("Sở Tài chính",)
    assert [one.new_due for one in changed.extensions] == [date(2020, 6, 30)]
    assert imported.tasks == workspace.register(imported.programme.id).tasks


def test_agencies_that_a_list_spells_in_two_ways_are_one(
    workspace: Workspace, register: Register, tmp_path: Path
) -> None:
    path = tmp_path / "Hai cách viết.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEADINGS)
        sheet.write_row(1, 0, (1, "Rà soát văn bản của tỉnh", "Sở Giao thông", "", "Quý I/2019", ""))
        sheet.write_row(2, 0, (2, "Kiểm tra văn bản của huyện", "SỞ GIAO THÔNG", "", "Quý I/2019", ""))
    workspace.imports.apply(register, workspace.imports.plan(register, path))
    assert {task.given.leads for task in register.tasks} == {register.tasks[0].given.leads}
    assert register.tasks == workspace.register(workspace.programme().id).tasks


def test_an_act_in_between_is_read_too(workspace: Workspace, register: Register, long_list: Path) -> None:
    plan = workspace.imports.plan(register, long_list)
    workspace.agencies.add("Sở Giao thông")
    workspace.imports.apply(register, plan)
    assert register.tasks == workspace.register(workspace.programme().id).tasks


def test_a_register_begins_with_what_one_of_another_thread_holds_while_it_is_the_newest(
    workspace: Workspace, imported: Register
) -> None:
    twin = workspace.twin()
    like = twin.register(imported.programme.id, imported.held())
    assert like.tasks == imported.tasks
    assert like.tasks[0] is imported.tasks[0]
    task = imported.tasks[0]
    workspace.tasks.edit(imported, task.id, task.group_id, replace(task.given, output="Đề án"), Handling())
    assert like.tasks[0].given.output == "Báo cáo"
    again = twin.register(imported.programme.id, like.held())
    assert again.tasks == imported.tasks
    assert again.tasks[0].given.output == "Đề án"
    twin.close()


def test_what_changes_while_a_register_is_read_in_steps_is_read_too(
    workspace: Workspace, imported: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop_app.services.tasks.register.STEP", 1)
    read = workspace.register(imported.programme.id)
    before, steps = list(read.tasks), read.reading()
    next(steps)
    task = imported.tasks[0]
    workspace.tasks.edit(imported, task.id, task.group_id, replace(task.given, output="Đề án"), Handling())
    next(steps)
    assert read.tasks == before
    finished(steps)
    assert read.tasks == imported.tasks
    assert read.tasks[0].given.output == "Đề án"


def stopping(after: int, calls: list[tuple[int, int]]) -> Progress:
    """Cancel at call number `after`."""

    def progress(done: int, total: int) -> None:
        calls.append((done, total))
        if len(calls) > after:
            raise WorkCancelled

    return progress


def test_cancel_at_any_moment_of_the_writing_leaves_the_file_as_it_was(
    workspace: Workspace, register: Register, tmp_path: Path, long_list: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace.imports.apply(register, workspace.imports.plan(register, long_list))
    newer = write_list(tmp_path / "Danh mục mới.xlsx", ROWS + 300, "Rà soát văn bản số {} của tỉnh")
    monkeypatch.setattr(work, "_PAUSE", 0)
    plan = workspace.imports.plan(register, newer)
    before, acts, tasks = content_of(workspace), workspace.last_action(), list(register.tasks)
    calls: list[tuple[int, int]] = []
    after = 0
    while True:
        calls.clear()
        try:
            workspace.imports.apply(register, plan, progress=stopping(after, calls))
            break
        except WorkCancelled:
            assert (content_of(workspace), workspace.last_action(), register.tasks) == (before, acts, tasks)
        after += 1
    assert after > ROWS // 256
    assert all(done <= total for done, total in calls if total)
    assert len(register.tasks) == ROWS + 300


@pytest.mark.parametrize(("rows", "total"), [(0, 0), (512, ROWS)], ids=["waiting", "counting rows"])
def test_cancel_while_a_file_is_read_writes_nothing(
    workspace: Workspace,
    register: Register,
    long_list: Path,
    monkeypatch: pytest.MonkeyPatch,
    rows: int,
    total: int,
) -> None:
    monkeypatch.setattr(work, "_PAUSE", 0)
    before = content_of(workspace)

    def stop(done: int, whole: int) -> None:
        if whole == total and done >= rows:
            raise WorkCancelled

    with pytest.raises(WorkCancelled):
        workspace.imports.plan(register, long_list, progress=stop)
    assert content_of(workspace) == before
