"""A file that can only be read: in no screen and no dialog is anything offered that would write.

Which dialogs there are is read from the sources, and every button, entry of a menu, field and cell of a
screen is used, so that what is added later is tried by itself.
"""

import ast
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QDialog,
    QFileDialog,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from desktop_app import ui
from desktop_app.domain.errors import DataFileReplaced
from desktop_app.services.workspace import Workspace
from desktop_app.storage.store import Store
from desktop_app.ui import messages
from desktop_app.ui.grid import Grid
from desktop_app.ui.jobs import JobRunner
from desktop_app.ui.session import Session
from desktop_app.ui.settings import WindowSettings
from desktop_app.ui.tasks._suspend_dialog import SuspendDialog
from desktop_app.ui.widgets import Box, Dialog, SearchBox
from desktop_app.ui.window._main_window import MainWindow
from tests.ui.window.every_dialog import DIALOGS, LIST

UI = Path(*ui.__path__)
LEAVES = ("T&hoát", "Đón&g")


def writing_dialogs() -> set[str]:
    """Name the dialogs that change the data, as the sources say."""
    found = set()
    for file in UI.rglob("*.py"):
        text = file.read_text(encoding="utf-8")
        for one in ast.parse(text).body:
            if isinstance(one, ast.ClassDef) and any("Dialog" in ast.unparse(base) for base in one.bases):
                body = ast.get_source_segment(text, one) or ""
                if "ession.change(" in body or "EvidenceFlow(" in body:
                    found.add(one.name)
    return found


class Tried:
    """What was used last, and what of it tried to write."""

    def __init__(self) -> None:
        self.now = ""
        self.wrote: set[str] = set()


@pytest.fixture
def tried(monkeypatch: pytest.MonkeyPatch) -> Tried:
    """Answer every question with its first act, and choose a file wherever one is asked for to be read."""
    made, refuse, change = Tried(), Store.refuse_writing, Session.change

    def refusing(store: Store) -> None:
        try:
            refuse(store)
        except Exception:
            made.wrote.add(made.now)
            raise

    def changing(session: Session, *args: Any, **named: Any) -> object:
        made.wrote.add(made.now)
        return change(session, *args, **named)

    def first(box: Box) -> int:
        box.buttons[0].click()
        return 1

    monkeypatch.setattr(Store, "refuse_writing", refusing)
    monkeypatch.setattr(Session, "change", changing)
    monkeypatch.setattr(Box, "exec", first)
    monkeypatch.setattr(Dialog, "exec", lambda _dialog: QDialog.DialogCode.Accepted.value)
    monkeypatch.setattr(messages, "show_error", lambda *_args: None)
    monkeypatch.setattr(messages, "choose", lambda *_args: 0)
    monkeypatch.setattr("desktop_app.ui.reports._printing.ask_printer", lambda *_args: None)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args, **_named: (str(LIST), ""))
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_args, **_named: ([str(LIST)], ""))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args, **_named: ("", ""))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_args, **_named: "")
    return made


@pytest.fixture
def reader(qtbot: QtBot, tmp_path: Path, sample_file: Path) -> Iterator[MainWindow]:
    """A window on a file that another start of the program holds."""
    path = tmp_path / "minh hoa.tiendo"
    shutil.copyfile(sample_file, path)
    holder = Workspace.open(path)
    period = holder.periods.find("2021-Q4", holder.programme())
    shown = Session(Workspace.open(path, reading=True), JobRunner())
    window = MainWindow(shown, WindowSettings(tmp_path / "window.ini"))
    shown.setParent(window)
    shown.choose_period(period)
    qtbot.addWidget(window)
    window.resize(1366, 728)
    window.show()
    yield window
    shown.jobs.wait()
    window.close()
    holder.close()


def named(one: QAbstractButton | QAction | QWidget) -> str:
    text = one.text() if isinstance(one, QAbstractButton | QAction) else ""
    return f"{type(one.parent()).__name__}: {text or one.objectName() or type(one).__name__}"


def use(part: QWidget, tried: Tried, show: Callable[[], object] = lambda: None) -> None:
    """Choose every row, then press, type into and edit all that a part of the window offers.

    `show` brings it back if what was pressed leads away from it.
    """
    for grid in part.findChildren(Grid):
        if grid.isVisible() and grid.model().rowCount():
            grid.selectAll()
            tried.now = f"cells of {named(grid)}"
            model = grid.model()
            if any(model.flags(one) & Qt.ItemFlag.ItemIsEditable for one in cells(grid)):
                tried.wrote.add(tried.now)
    for field in part.findChildren(QWidget):
        if not isinstance(field, QLineEdit | QPlainTextEdit) or isinstance(field, SearchBox):
            continue
        if field.isVisible() and field.isEnabled() and not field.isReadOnly():
            tried.now = named(field)
            field.setFocus()
            QTest.keyClicks(field, "12")
            QTest.keyClick(field, Qt.Key.Key_Tab)
    for button in part.findChildren(QPushButton):
        show()
        if isValid(button) and button.isVisible() and button.isEnabled() and button.text() not in LEAVES:
            tried.now = named(button)
            menu = button.menu()
            if menu is None:
                button.click()
            else:
                run(menu.actions(), tried)
            settle()


def cells(grid: Grid) -> Iterator[QModelIndex]:
    model = grid.model()
    for line in range(min(model.rowCount(), 20)):
        for column in range(model.columnCount()):
            yield model.index(line, column)


def run(actions: list[QAction], tried: Tried) -> None:
    for action in actions:
        if action.isEnabled() and not action.menu() and action.text() not in LEAVES:
            tried.now = named(action)
            action.trigger()
            settle()


def settle() -> None:
    """Let what was begun go on, and put away what opened."""
    QApplication.processEvents()
    popup = QApplication.activePopupWidget()
    if popup is not None:
        popup.close()


def screens_of(window: MainWindow) -> list[Callable[[], object]]:
    named = [lambda key=one.key: window.show_screen(key) for one in window.screens]
    return [*named, window.show_tray, window.show_editions]


def test_no_screen_offers_to_write(reader: MainWindow, tried: Tried) -> None:
    for show in screens_of(reader):
        show()
        settle()
        use(reader.shown_screen(), tried, show)
        show()
        run(reader.shown_screen().findChildren(QAction), tried)
        reader.session.jobs.wait()
        settle()
    run(reader.findChildren(QAction), tried)
    use(reader.first_start, tried, lambda: reader.stack.setCurrentWidget(reader.first_start))
    reader.tasks.commit()
    reader.take_lists([LIST])
    assert tried.wrote == set()


@pytest.mark.parametrize("name", sorted(writing_dialogs()))
def test_no_dialog_offers_to_write(name: str, reader: MainWindow, tried: Tried) -> None:
    dialog = DIALOGS[name](reader)
    dialog.show()
    use(dialog, tried)
    run(dialog.findChildren(QAction), tried)
    assert tried.wrote == set()
    resting = [one for one in dialog.findChildren(QPushButton) if not one.isEnabled()]
    assert any("đang được" in one.toolTip() for one in resting)


def test_what_is_typed_when_the_file_is_replaced_can_be_copied_and_is_asked_about(
    sample: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = SuspendDialog(sample.session, [sample.session.register.tasks[0].id], sample)
    dialog.show()
    dialog.reason.setPlainText("Chờ văn bản")
    sample.session.standing.follow(DataFileReplaced(sample.session.workspace.path))
    assert dialog.reason.isReadOnly()
    assert not dialog.act_button.isEnabled()
    dialog.act_button.setEnabled(True)
    assert not dialog.act_button.isEnabled(), "whatever enables it meanwhile"
    assert "đã bị phần mềm khác thay" in dialog.act_button.toolTip()
    assert not sample.top_bar.import_button.isEnabled()
    assert dialog.is_unsaved()
    asked: list[str] = []
    monkeypatch.setattr(Box, "exec", lambda box: asked.append(box.windowTitle()))
    dialog.reject()
    assert asked == ["Bỏ nội dung vừa nhập"]
    dialog.take_as_saved()
