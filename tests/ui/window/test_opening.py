"""Opening long and large files: the window stands at once.

A long list is read in slices, a large file is looked through in a thread.
"""

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop_app.domain.reports import Report
from desktop_app.domain.sealed_version import SealedVersion
from desktop_app.domain.work import Steps
from desktop_app.services.periods.sealing import Sealing, SealRules
from desktop_app.services.workspace import Workspace
from desktop_app.ui.importing.flow import ImportFlow
from desktop_app.ui.session import Session, today
from desktop_app.ui.setup.rescue_dialog import RescueDialog
from desktop_app.ui.tasks.editor import TaskEditor
from desktop_app.ui.window._main_window import MainWindow
from desktop_app.ui.window.shell import Shell


@pytest.fixture
def long_file(sample_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The illustrative data, which count as long here."""
    monkeypatch.setattr("desktop_app.services.tasks.register._LONG", 10)
    return Path(shutil.copyfile(sample_file, tmp_path / "dài.tiendo"))


def opened(shell: Shell, path: Path) -> MainWindow:
    assert shell.start(path)
    assert shell.window is not None
    return shell.window


def read(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.waitUntil(lambda: not window.session.register.unread)
    window.tasks.finish()


def test_the_window_stands_while_a_long_list_is_read(
    shell: Shell, long_file: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop_app.services.tasks.register.STEP", 1)
    monkeypatch.setattr("desktop_app.ui.slices._BUDGET", 1e-5)
    window = opened(shell, long_file)
    asked: list[object] = []
    monkeypatch.setattr(window.importing, "begin_all", asked.append)
    assert window.stack.currentWidget() is window.reading
    assert window.windowTitle()
    assert not any(part.isEnabled() for part in (window.menuBar(), window.top_bar, window.navigation))
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(long_file))])
    keys, buttons = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.NoButton
    window.dropEvent(QDropEvent(QPointF(1, 1), Qt.DropAction.CopyAction, data, buttons, keys))
    assert asked == []
    read(qtbot, window)
    assert window.stack.currentWidget() is window.tasks
    assert all(part.isEnabled() for part in (window.menuBar(), window.top_bar, window.navigation))
    assert window.tasks.model.count_rows() == len(window.session.register.tasks) > 0
    assert not window.session.register.empty


def test_no_key_reaches_a_list_that_is_not_read_yet(
    shell: Shell, long_file: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(TaskEditor, "ask", lambda *_args: asked.append("add"))
    monkeypatch.setattr(ImportFlow, "ask", lambda _self: asked.append("import"))
    monkeypatch.setattr(Session, "_read_unread", lambda _self: None)
    window = opened(shell, long_file)

    def press() -> None:
        for key in (Qt.Key.Key_N, Qt.Key.Key_I):
            QTest.keyClick(window, key, Qt.KeyboardModifier.ControlModifier)

    with qtbot.waitExposed(window):
        window.show()
    press()
    assert asked == []
    window.session.refresh()
    press()
    assert asked == ["add", "import"]


def test_the_screen_of_the_last_time_is_shown_when_the_list_is_read(
    shell: Shell, long_file: Path, qtbot: QtBot
) -> None:
    window = opened(shell, long_file)
    read(qtbot, window)
    window.show_screen("overview")
    window.close()
    again = opened(shell, long_file)
    assert again.stack.currentWidget() is again.reading
    read(qtbot, again)
    assert again.stack.currentWidget() is again.made_screen("overview")


def test_a_list_that_changes_while_it_is_read_is_read_again(
    shell: Shell, long_file: Path, qtbot: QtBot
) -> None:
    window = opened(shell, long_file)
    session = window.session
    assert session.register.unread
    session.workspace.agencies.add("Sở Mới")
    session.refresh()
    assert not session.register.unread
    assert window.stack.currentWidget() is window.tasks
    count = len(session.register.tasks)
    qtbot.waitUntil(lambda: not session.reading)
    assert len(session.register.tasks) == count


def test_another_programme_with_a_long_list_is_read_in_slices(
    shell: Shell, long_file: Path, qtbot: QtBot
) -> None:
    window = opened(shell, long_file)
    read(qtbot, window)
    session = window.session
    session.choose_programme(session.programme.id)
    assert session.register.unread
    assert window.stack.currentWidget() is window.reading
    read(qtbot, window)
    assert window.stack.currentWidget() is window.tasks


def test_many_entries_of_few_tasks_are_long_too(sample_file: Path, tmp_path: Path) -> None:
    workspace = Workspace.open(Path(shutil.copyfile(sample_file, tmp_path / "a.tiendo")))
    programme = workspace.programme().id
    entries = sum(len(entries) for entries in workspace.register(programme).held().entries.values())
    assert workspace._store.progress.exceeds(programme, entries - 1)
    assert not workspace._store.progress.exceeds(programme, entries)
    assert not workspace.opened_register(programme).unread
    workspace.close()


def test_a_large_file_is_checked_in_a_thread_before_it_takes_the_place_of_the_open_one(
    shell: Shell, sample_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setattr("desktop_app.ui.window.shell._LARGE", 1)
    large = Path(shutil.copyfile(sample_file, tmp_path / "lớn.tiendo"))
    first = opened(shell, tmp_path / "a.tiendo")
    assert shell.open(large)
    assert shell.window is first
    qtbot.waitUntil(lambda: shell.window is not first)
    assert shell.window is not None
    assert shell.window.session.workspace.path == large


def test_the_window_is_gone_before_the_last_backup_is_made(
    shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = opened(shell, tmp_path / "a.tiendo")
    close, seen = window.session.close, []

    def closing() -> None:
        seen.append(window.isVisible())
        close()

    monkeypatch.setattr(window.session, "close", closing)
    assert window.close()
    assert seen == [False]


def test_a_large_file_that_is_stopped_or_refused_leaves_the_open_one(
    shell: Shell, sample_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop_app.ui.window.shell._LARGE", 1)
    large = Path(shutil.copyfile(sample_file, tmp_path / "lớn.tiendo"))
    first = opened(shell, tmp_path / "a.tiendo")
    shell.open(large)
    first.session.jobs.cancel()
    first.session.jobs.wait()
    QTest.qWait(1)
    assert shell.window is first
    told: list[str] = []
    monkeypatch.setattr(RescueDialog, "exec", lambda self: told.append(self.said.text()))
    whole = large.read_bytes()
    large.write_bytes(whole[:4096] + b"\xaa" * (len(whole) - 4096))
    shell.open(large)
    first.session.jobs.wait()
    assert shell.window is first
    assert first.isVisible()
    assert [said.split(",")[0] for said in told] == ["Tệp dữ liệu lớn.tiendo bị hỏng"]


def test_what_was_sealed_is_read_once_the_window_stands(
    shell: Shell, long_file: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = Workspace.open(long_file)
    register = workspace.register(workspace.programme().id)
    period = workspace.periods.current(register.programme, "quarter", today())
    workspace.sealing.set_rules(SealRules(checks=False, review=False))
    workspace.sealing.seal(register, period, today())
    workspace.close()
    stood: list[bool] = []
    reading_of = Sealing.reading_of

    def watched(sealing: Sealing, version: SealedVersion) -> Steps[Report]:
        stood.append(shell.window is not None)
        return reading_of(sealing, version)

    monkeypatch.setattr(Sealing, "reading_of", watched)
    window = opened(shell, long_file)
    read(qtbot, window)
    assert window.session.shown_register is not window.session.register
    assert stood
    assert all(stood)
