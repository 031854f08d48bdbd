"""The lists that were accepted, and the tasks that the last one no longer names."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog, QFileDialog
from pytestqt.qtbot import QtBot

from desktop_app.domain.evidence import Document, Link
from desktop_app.domain.task import Fate
from desktop_app.resources import resource
from desktop_app.services.importing import Choices
from desktop_app.services.periods.sealing import SealRules
from desktop_app.ui.editions._dialogs import DescribeDialog, DifferenceDialog, TakeBackDialog
from desktop_app.ui.editions.screen import EditionsScreen
from desktop_app.ui.gone._picker import SuccessorPicker
from desktop_app.ui.gone.screen import GoneScreen
from desktop_app.ui.widgets.asking import ChoiceDialog
from desktop_app.ui.window._main_window import MainWindow
from desktop_app.ui.withdraw_dialog import WithdrawDialog
from tests.services.list_files import HEAD, PLAN, write_list

NEXT = resource("samples", "Danh_muc_minh_hoa_242_sua_doi.xlsx")


@pytest.fixture
def renewed(sample: MainWindow) -> MainWindow:
    """The sample with the amended list brought in: two new tasks, three changed, one gone."""
    sample.importing.begin(NEXT)
    sample.session.jobs.wait()
    assert sample.importing.preview is not None
    sample.importing.preview.accept()
    sample.session.jobs.wait()
    return sample


def editions_of(window: MainWindow) -> EditionsScreen:
    window.show_editions()
    screen = window.stack.currentWidget()
    assert isinstance(screen, EditionsScreen)
    return screen


def tray_of(window: MainWindow) -> GoneScreen:
    window.tasks.tray_link.click()
    screen = window.stack.currentWidget()
    assert isinstance(screen, GoneScreen)
    return screen


def answer_dialogs(monkeypatch: pytest.MonkeyPatch, *kinds: type[QDialog]) -> list[QDialog]:
    shown: list[QDialog] = []

    def run(dialog: QDialog) -> QDialog.DialogCode:
        shown.append(dialog)
        return QDialog.DialogCode.Accepted

    for kind in kinds:
        monkeypatch.setattr(kind, "exec", run)
    return shown


def test_an_edition_is_opened_saved_exported_and_compared(
    renewed: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    screen = editions_of(renewed)
    assert screen.chosen() is not None
    assert screen.row_model.rowCount() > 40
    screen.kind.setCurrentIndex(screen.kind.findData("changed"))
    screen.kind.activated.emit(0)
    assert screen.row_model.rowCount() == 3
    screen.search.setText("không có chữ này")
    screen.search.returnPressed.emit()
    assert screen.row_model.rowCount() == 0
    for key, name in (("source", "gốc.xlsx"), ("export", "xuất.xlsx")):
        target = tmp_path / name
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args, path=target: (str(path), ""))
        screen.buttons[key].click()
        renewed.session.jobs.wait()
        assert target.exists()
    assert (tmp_path / "gốc.xlsx").read_bytes() == NEXT.read_bytes()
    monkeypatch.setattr(ChoiceDialog, "ask", lambda _act, _label, known, _parent: known[0])
    shown = answer_dialogs(monkeypatch, DifferenceDialog)
    screen.buttons["compare"].click()
    renewed.session.jobs.wait()
    (dialog,) = shown
    assert isinstance(dialog, DifferenceDialog)
    assert dialog.model.rowCount() == 6
    screen.back_button.click()
    assert renewed.stack.currentWidget() is renewed.tasks


def test_an_edition_that_is_left_while_it_is_read_is_not_shown(
    renewed: MainWindow, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    screen = editions_of(renewed)
    (last, first), shown = screen._session.workspace.editions.all(1), screen.row_model.rowCount()
    monkeypatch.setattr("desktop_app.ui.slices._BUDGET", 5e-5)
    screen.grid.select_key(first.id)
    assert screen._opening.busy
    screen.grid.select_key(last.id)
    qtbot.waitUntil(lambda: not screen._opening.busy)
    assert screen.row_model.rowCount() == shown


def test_an_edition_is_described_and_taken_back(renewed: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    screen = editions_of(renewed)
    edition = screen.chosen()
    assert edition is not None
    dialog = DescribeDialog(edition, screen)
    dialog.day.setText("31/02/2021")
    dialog.submit()
    assert "31/02/2021" in dialog.refusal.text()

    def fill(asked: DescribeDialog) -> QDialog.DialogCode:
        asked.document.setText("15/QĐ-UBND")
        asked.day.setText("15/3/2021")
        asked.submit()
        return QDialog.DialogCode.Accepted

    monkeypatch.setattr(DescribeDialog, "exec", fill)
    screen.buttons["describe"].click()
    changed = screen.chosen()
    assert changed is not None
    assert changed.document == "15/QĐ-UBND"
    count = len(renewed.session.register.tasks)
    shown = answer_dialogs(monkeypatch, TakeBackDialog)
    screen.buttons["back"].click()
    renewed.session.jobs.wait()
    assert len(shown) == 1
    assert len(renewed.session.register.tasks) == count - 2
    assert len(renewed.session.workspace.editions.all(renewed.session.programme.id)) == 1
    assert "Đã hoàn tác bản danh mục" in renewed.toast.text.whole()
    renewed.undo()
    assert len(renewed.session.register.tasks) == count


def test_a_gone_task_is_decided_on(renewed: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    session = renewed.session
    tray = tray_of(renewed)
    (waiting,) = tray.model.rows()
    gone, into = waiting.task.id, session.register.tasks[0].id
    assert "chờ xử lý" in renewed.tasks.tray_link.text()
    tray.buttons["keep"].click()
    assert session.register.task(gone).fate is Fate.KEPT
    assert not tray.empty.isHidden()
    renewed.undo()
    tray.grid.select_key(gone)
    monkeypatch.setattr(WithdrawDialog, "ask", lambda _count, day, _parent: (day, "Công văn 12"))
    tray.buttons["withdraw"].click()
    assert session.register.task(gone).fate is Fate.WITHDRAWN
    renewed.undo()

    def choose(picker: SuccessorPicker) -> QDialog.DialogCode:
        picker.search.setText(session.register.task(into).content)
        picker.search.returnPressed.emit()
        picker.choose([into])
        assert picker.day.day() == session.period.cut_off
        picker.day.setText("1/13/2021")
        assert not picker.act_button.isEnabled()
        picker.day.setText("1/10/2021")
        assert picker.act_button.isEnabled()
        return QDialog.DialogCode.Accepted

    monkeypatch.setattr(SuccessorPicker, "exec", choose)
    for key, fate in (("merge", Fate.MERGED), ("split", Fate.SPLIT), ("rename", Fate.RENAMED)):
        tray.grid.select_key(gone)
        tray.buttons[key].click()
        assert session.register.task(gone).fate is fate
        assert session.register.task(gone).fate_on == date(2021, 10, 1)
        assert [note.task.id for note in session.workspace.gone.notes_of(session.register, into)] == [gone]
        if key != "rename":
            renewed.undo()
    renewed.show_task(into)
    assert "Trước đây là nhiệm vụ" in renewed.tasks.panel.lineage.text()


def test_a_decision_says_what_goes_along(renewed: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    session, space = renewed.session, renewed.session.workspace
    tray = tray_of(renewed)
    (waiting, *_) = space.gone.waiting(session.register)
    gone, into = waiting.task.id, max(task.id for task in session.register.tasks)
    q1, q2 = (space.periods.find(one, session.programme) for one in ("2021-Q1", "2021-Q2"))
    for period in (q1, q2):
        space.recording.record(session.register, period, {gone: {"percent": 30}})
    document = Document(0, session.programme.id, "Báo cáo")
    space.evidence.add(document, None, [Link(0, gone, q1.id), Link(0, gone, None)])
    space.sealing.set_rules(SealRules(checks=False))
    session.change(lambda: space.sealing.seal(session.register, q1, date(2021, 4, 1)))

    along = True
    over: int | None = None

    def choose(picker: SuccessorPicker) -> QDialog.DialogCode:
        picker.choose([into])
        picker.option.setChecked(along)
        picker.choice.setCurrentIndex(picker.choice.findData(over))
        return QDialog.DialogCode.Accepted

    def decide(key: str) -> tuple[str, int]:
        tray.grid.select_key(gone)
        tray.buttons[key].click()
        percent = session.register.standing(session.register.task(into), date(2021, 12, 14)).percent
        told = renewed.toast.text.whole()
        renewed.undo()
        return told, percent

    monkeypatch.setattr(SuccessorPicker, "exec", choose)
    told, percent = decide("rename")
    assert told.endswith("của kỳ đã chốt (Quý I/2021) giữ nguyên ở tên cũ")
    assert "Đi cùng: tình hình thực hiện đã ghi, 1 liên kết tài liệu" in told
    assert percent == session.register.standing(session.register.task(gone), date(2021, 12, 14)).percent > 0
    assert decide("split")[1] == percent
    left = f"Không đi cùng: mức độ hoàn thành {percent}%"
    assert left in decide("merge")[0]
    over = gone
    told, now = decide("merge")
    assert now == percent
    assert left not in told
    along, over = False, None
    for key in ("split", "rename"):
        told, now = decide(key)
        assert left in told
        assert now == 0


def test_the_own_report_leaves_the_tray_as_it_is(renewed: MainWindow, tmp_path: Path) -> None:
    session = renewed.session
    waiting = session.workspace.gone.waiting(session.register)
    renewed.exporting.begin(tmp_path / "bao cao.xlsx")
    session.jobs.wait()
    renewed.importing.begin(tmp_path / "bao cao.xlsx")
    session.jobs.wait()
    assert renewed.importing.preview is not None
    plan = renewed.importing.preview.plan
    assert plan.changes_nothing
    assert plan.tasks.rows
    assert session.workspace.gone.waiting(session.register) == waiting != []


def test_a_screen_apart_goes_when_another_is_chosen(renewed: MainWindow) -> None:
    before = renewed.stack.count()
    editions_of(renewed)
    tray_of(renewed)
    renewed.show_screen("tasks")
    assert renewed.stack.count() == before
    assert renewed.stack.currentWidget() is renewed.tasks


def test_the_tray_opens_a_task(renewed: MainWindow) -> None:
    tray = tray_of(renewed)
    tray.grid.opened.emit()
    assert renewed.stack.currentWidget() is renewed.tasks
    assert "Không còn trong bản danh mục" in renewed.tasks.panel.lineage.text()


def test_without_a_list_the_screens_say_why_they_are_empty(empty: MainWindow) -> None:
    screen = editions_of(empty)
    assert not screen.empty.isHidden()
    assert not screen.buttons["back"].isEnabled()
    empty.show_tray()
    tray = empty.stack.currentWidget()
    assert isinstance(tray, GoneScreen)
    assert not tray.empty.isHidden()


def test_a_column_that_is_only_kept_shows_where_two_editions_differ_in_it(
    empty: MainWindow, tmp_path: Path
) -> None:
    session, editions = empty.session, []
    for amount in (50, 60):
        path = write_list(tmp_path / f"{amount}.xlsx", [(*PLAN, amount)], head=(*HEAD, "Kinh phí"))
        imports = session.workspace.imports
        plan = imports.plan(session.register, path, Choices(columns={6: "other"}))
        editions.append(imports.apply(session.register, plan))
    first, second = (one.id for one in editions if one is not None)
    dialog = DifferenceDialog(session.workspace.editions.difference(first, second), empty)
    cells = [column.shown(row) for row in dialog.model.rows() for column in dialog.model.columns]
    assert cells == ["Thay đổi", f"1. {PLAN[1]}", "Kinh phí", "50 → 60"]
