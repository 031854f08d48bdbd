"""Starting, opening, restoring; the net under everything; long work."""

import os
import shutil
import threading
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from desktop_app import app, files
from desktop_app.domain.errors.refusals import AppError, DiskFull, SourceEmpty
from desktop_app.domain.work import Progress
from desktop_app.services import places
from desktop_app.services.tasks import Recording
from desktop_app.services.workspace import Workspace
from desktop_app.storage.store import Store
from desktop_app.ui import messages
from desktop_app.ui.crash import FaultDialog, FaultNet
from desktop_app.ui.jobs import JobRunner
from desktop_app.ui.settings import WindowSettings
from desktop_app.ui.setup._merge_dialog import MergeDialog
from desktop_app.ui.setup.agencies_dialog import AgenciesDialog
from desktop_app.ui.setup.programme_dialog import ProgrammeDialog
from desktop_app.ui.setup.restore_dialog import RestoreDialog
from desktop_app.ui.widgets.asking import NameDialog
from desktop_app.ui.window._main_window import MainWindow
from desktop_app.ui.window.shell import Shell
from tests.ui.window.made_screens import overview


def told(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    errors: list[str] = []
    monkeypatch.setattr(messages, "show_error", lambda _parent, error: errors.append(type(error).__name__))
    return errors


def test_a_start_makes_the_data_file_and_remembers_it(shell: Shell, tmp_path: Path) -> None:
    path = tmp_path / "mới" / "a.tiendo"
    assert shell.start(path)
    assert path.exists()
    assert shell.window is not None
    assert shell.window.settings.last_file() == path


def test_a_foreign_file_is_told(shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    errors = told(monkeypatch)
    path = tmp_path / "a.tiendo"
    path.write_bytes(b"x")
    questions: list[str] = []
    monkeypatch.setattr(messages, "confirm", lambda _parent, question, *_rest: questions.append(question))
    assert not shell.start(path)
    assert "không phải tệp dữ liệu" in questions[0]
    assert shell.start(tmp_path / "b.tiendo")
    assert not shell.open(path)
    assert errors == ["DataFileForeign"]


def test_the_file_that_is_open_is_not_opened_twice(shell: Shell, tmp_path: Path) -> None:
    assert shell.start(tmp_path / "a.tiendo")
    first = shell.window
    assert shell.open(tmp_path / "a.tiendo")
    assert shell.window is first


def test_closing_asks_about_what_is_not_saved_or_not_done(
    shell: Shell, tmp_path: Path, sample_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = Path(shutil.copyfile(sample_file, tmp_path / "a.tiendo"))
    assert shell.start(path)
    window = shell.window
    assert window is not None
    window.show_task(window.session.register.tasks[0].id)

    def full(*_arguments: object) -> None:
        raise DiskFull(path)

    answers = iter([False, False, True, False, True])
    questions: list[str] = []

    def confirm(_parent: object, question: str, *_rest: str) -> bool:
        questions.append(question)
        return next(answers)

    def endless(progress: Progress) -> None:
        while True:
            progress(1, 2)

    monkeypatch.setattr(messages, "confirm", confirm)
    monkeypatch.setattr(Recording, "write", full)
    window.tasks.panel._texts["result"].setPlainText("Chưa lưu được")
    assert not window.close()
    assert not shell.open(tmp_path / "b.tiendo")
    window.session.jobs.run("Đang thử", endless, print, print, wanted=True)
    assert not window.close()
    assert "Chưa lưu được" in QGuiApplication.clipboard().text()
    monkeypatch.undo()
    monkeypatch.setattr(messages, "confirm", confirm)
    assert window.close()
    assert [question.split()[0] for question in questions] == ["Nội", "Nội", "Nội", "Đang", "Đang"]


def test_a_file_that_is_held_raises_its_window_or_is_told(
    shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.tiendo"
    assert shell.start(path)
    errors = told(monkeypatch)
    assert not Shell(WindowSettings(tmp_path / "other.ini")).open(path)
    assert errors == ["DataFileInUse"]
    asked: list[tuple[int, list[Path]]] = []
    monkeypatch.setattr(os, "getpid", lambda: 1)
    second = Shell(WindowSettings(tmp_path / "other.ini"))
    for answered in (False, True):

        def ask(process: int, files: list[Path], *, said: bool = answered) -> bool:
            asked.append((process, list(files)))
            return said

        monkeypatch.setattr("desktop_app.ui.window.shell.ask_to_show", ask)
        assert not second.start(path, [tmp_path / "b.xlsx"])
        assert second.handed_over is answered
    monkeypatch.undo()
    assert asked == [(os.getpid(), [tmp_path / "b.xlsx"])] * 2
    assert errors == ["DataFileInUse"] * 2


def test_a_file_that_is_let_go_meanwhile_is_opened(
    shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.tiendo"
    held = Workspace.create(path)

    def ask(_process: int, _files: list[Path]) -> bool:
        held.close()
        return False

    monkeypatch.setattr(os, "getpid", lambda: 1)
    monkeypatch.setattr("desktop_app.ui.window.shell.ask_to_show", ask)
    assert shell.start(path)


def test_the_sample_opens_in_a_file_of_its_own(
    shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(places, "sample_data_file", lambda: tmp_path / "minh hoa.tiendo")
    assert shell.start(tmp_path / "a.tiendo")
    first = shell.window
    assert first is not None
    shell.open_sample()
    first.session.jobs.wait()
    assert shell.window is not first
    assert shell.window is not None
    assert shell.window.session.programme.illustrative


def test_a_backup_is_restored_after_asking(
    shell: Shell, tmp_path: Path, sample_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, kept = Path(shutil.copyfile(sample_file, tmp_path / "a.tiendo")), tmp_path / "kept.tiendo"
    files.copy(path, kept)
    assert shell.start(path)
    assert shell.window is not None
    session = shell.window.session
    task = session.register.tasks[0].id
    session.workspace.recording.record(session.register, session.period, {task: {"note": "sau"}})
    monkeypatch.setattr(messages, "confirm", lambda *_args: False)
    shell.restore(kept)
    monkeypatch.setattr(messages, "confirm", lambda *_args: True)
    shell.restore(kept)
    assert shell.window.toast.text.whole().startswith("Đã khôi phục dữ liệu từ kept.tiendo.")
    assert all(entry.note != "sau" for entry in shell.window.session.register.entries(task))


def test_backups_are_told_by_their_moment_and_last_act(
    sample: MainWindow, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    session = sample.session
    session.workspace.recording.record(
        session.register, session.period, {session.register.find("12").id: {"note": "sau"}}
    )
    made = session.workspace.backup()
    dialog = RestoreDialog(session.workspace, sample)
    first = dialog.model.rows()[0]
    assert (first.path.name, first.said) == (
        made.name,
        "Cập nhật tình hình thực hiện nhiệm vụ số 12 · Quý IV/2021",
    )
    dialog.submit()
    assert dialog.chosen == first.path
    other = tmp_path / "usb.tiendo"
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: (str(other), ""))
    again = RestoreDialog(session.workspace, sample)
    again.other.click()
    assert again.chosen == other


def test_the_selftest_finds_nothing(qapp: QApplication) -> None:
    assert app.tests_itself() == []


def test_the_selftest_finds_a_job_that_ends_as_a_fault(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on Windows, where a job's end deleted the journal of the first connection.

    That one holds it open.
    """

    def close(store: Store) -> None:
        store.db.close()
        if store._lock is None:
            raise PermissionError(13, "WinError 32", f"{store.path}-journal")
        store._lock.release()

    monkeypatch.setattr(Store, "close", close)
    found = app.tests_itself()
    assert sum("WinError 32" in one for one in found) == 10
    assert sum(one.startswith("untold") for one in found) == 8
    assert sum("import preview" in one for one in found) == 2


def test_a_fault_is_written_down_and_told_once(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qapp: QApplication
) -> None:
    shown: list[str] = []
    monkeypatch.setattr(FaultDialog, "exec", lambda self: shown.append(self.report))
    net = FaultNet(tmp_path, qapp)
    try:
        for _ in range(2):
            net._fault(ZeroDivisionError, ZeroDivisionError("lỗi thử"), None)
        worker = threading.Thread(target=lambda: 1 // 0)
        worker.start()
        worker.join()
        qtbot.waitUntil(lambda: len(shown) == 2)
    finally:
        net.remove()
    assert "lỗi thử" in net.log_file.read_text(encoding="utf-8")
    assert "lỗi thử" in shown[0]


def test_the_report_of_a_fault_can_be_copied(qtbot: QtBot, tmp_path: Path) -> None:
    dialog = FaultDialog("Traceback", tmp_path / "a.log")
    qtbot.addWidget(dialog)
    dialog.copy()
    assert "Traceback" in QGuiApplication.clipboard().text()


def test_long_work_ends_in_a_result_a_refusal_or_nothing(qtbot: QtBot, tmp_path: Path) -> None:
    runner = JobRunner()
    done: list[object] = []
    failed: list[AppError] = []

    def refuse(_progress: Progress) -> None:
        raise SourceEmpty(tmp_path)

    def endless(progress: Progress) -> None:
        while True:
            progress(1, 2)

    runner.run("một", lambda _progress: 1, done.append, failed.append)
    runner.run("hai", refuse, done.append, failed.append)
    runner.wait()
    runner.run("ba", endless, done.append, failed.append)
    QTest.qWait(60)
    runner.cancel()
    runner.wait()
    runner.run("bốn", endless, done.append, failed.append)
    runner.stop()
    runner.wait()
    assert done == [1]
    assert [type(error) for error in failed] == [SourceEmpty]


def test_the_catalogue_is_kept_in_its_dialog(sample: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    dialog = AgenciesDialog(sample.session, sample)
    before = dialog.list.count()
    monkeypatch.setattr(NameDialog, "ask", lambda *_args: "Sở Xây dựng")
    dialog._add()
    assert dialog.list.count() == before + 1
    dialog._add()
    assert "Đã có" in dialog.refusal.text()
    dialog.search.setText("xay dung")
    dialog.search.returnPressed.emit()
    dialog.list.item(0).setSelected(True)
    monkeypatch.setattr("desktop_app.ui.setup.agencies_dialog.confirm", lambda *_args: True)
    dialog._remove()
    dialog.search.clear_now()
    assert dialog.list.count() == before
    dialog.list.item(0).setSelected(True)
    dialog.list.item(1).setSelected(True)
    kept = dialog.list.item(1).text()
    monkeypatch.setattr(MergeDialog, "ask", lambda *_args: (kept, None))
    dialog._merge()
    assert dialog.list.count() == before - 1
    assert sample.toast.text.whole() == "Đã sửa danh sách cơ quan"
    dialog.list.clearSelection()
    dialog.list.item(0).setSelected(True)
    monkeypatch.setattr(NameDialog, "ask", lambda *_args: "A")
    dialog._rename()
    assert dialog.list.item(0).text() == "A"


def test_programmes_are_added_and_chosen(sample: MainWindow) -> None:
    session = sample.session
    dialog = ProgrammeDialog(session, None, sample)
    dialog.submit()
    assert "Số, ký hiệu" in dialog.refusal.text() or dialog.refusal.text()
    dialog.number.setText("12/KH-UBND")
    dialog.name.setPlainText("Kế hoạch của tỉnh")
    dialog.groups.setPlainText("Nhóm một\nNhóm hai")
    dialog.submit()
    assert "Ngày bắt đầu" in dialog.refusal.text()
    dialog.starts_on.setText("1/1/2023")
    dialog.ends_on.setText("31/12/2025")
    dialog.submit()
    added = session.workspace.programmes.all()[-1]
    session.choose_programme(added.id)
    assert sample.stack.currentWidget() is sample.first_start
    again = ProgrammeDialog(session, added, sample)
    one, two = session.workspace.programmes.groups(added.id)
    again.groups.setPlainText("Nhóm đầu\nNhóm giữa\nNhóm hai")
    again.submit()
    groups = session.workspace.programmes.groups(added.id)
    assert [group.title for group in groups] == ["Nhóm đầu", "Nhóm giữa", "Nhóm hai"]
    assert (groups[0].id, groups[2].id) == (one.id, two.id), "a line between others takes no tasks with it"


def test_editing_a_programme_keeps_the_regimes_beside_its_own(sample: MainWindow) -> None:
    programmes = sample.session.workspace.programmes
    programmes.change(replace(sample.session.programme, regimes=("tt10",)))
    dialog = ProgrammeDialog(sample.session, programmes.all()[0], sample)
    dialog.issuer.setText("Thủ tướng")
    dialog.submit()
    kept = programmes.all()[0]
    assert (kept.issuer, kept.regimes) == ("Thủ tướng", ("tt10",))


def test_the_programme_that_was_added_is_left_again(sample: MainWindow) -> None:
    session = sample.session
    given = replace(session.programme, id=0, number="12/KH-UBND")
    session.choose_programme(session.workspace.programmes.add(given, ["Nhóm một"]).id)
    sample.top_bar.programme.setCurrentIndex(0)
    sample.top_bar._choose_programme()
    assert session.programme.number == "242/QĐ-TTg"


def test_periods_are_walked_through(sample: MainWindow) -> None:
    bar, session = sample.top_bar, sample.session
    bar.step(-1)
    assert session.period.id == "nd09/2021-Q3"
    bar.step(1)
    bar.choose_kind("month")
    assert session.period.id == "nd09/2021-M12"
    bar.choose_kind("year")
    assert session.period.id == "nd09/2021"


def test_a_screen_is_made_when_it_is_first_shown(sample: MainWindow) -> None:
    keys = [screen.key for screen in sample.screens]
    assert keys[:2] == ["overview", "tasks"]
    assert sample.stack.currentWidget() is sample.tasks
    before = sample.stack.count()
    for key in keys:
        sample.show_screen(key)
        assert sample.stack.currentWidget() is sample.made_screen(key)
    assert sample.stack.count() == before + len(keys) - 1
    sample.show_screen("none such")
    assert sample.stack.currentWidget() is sample.tasks


def test_charts_answer_clicks_and_keys(sample: MainWindow) -> None:
    sample.show_screen("overview")
    asked: list[tuple[str, str]] = []
    bars = overview(sample).groups
    bars.segmentClicked.connect(lambda key, status: asked.append((key, status)))
    bars.setFocus()
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Return):
        QTest.keyClick(bars, key)
    for line in range(10, bars.height(), 8):
        QTest.mouseClick(bars, Qt.MouseButton.LeftButton, pos=QPoint(bars.width() * 5 // 12, line))
        sample.show_screen("overview")
    assert asked
    assert not overview(sample).curve.grab().isNull()
