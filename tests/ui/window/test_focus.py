"""After every act the focus stands where the next act is: in sight, on the screen one works on."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QMenu, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.resources import resource
from desktop_app.ui.grid.grid import Grid
from desktop_app.ui.widgets.reasons import ReasonedAction
from desktop_app.ui.window._main_window import MainWindow
from tests.ui.window.made_screens import periods

LEAVES = ("Thoát", "Mở dữ liệu minh họa", "Hướng dẫn", "Có gì mới", "Tìm", "Chuyển", "Nhận bàn giao")
"""They leave the window, open another beside it, or are there to move the focus."""
AWAY = ("Ctrl+1", "Ctrl+2", "Ctrl+3", "Ctrl+4", "Ctrl+5", "Ctrl+6")


@pytest.fixture(autouse=True)
def no_files(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, answer in (
        ("getOpenFileName", ("", "")),
        ("getSaveFileName", ("", "")),
        ("getOpenFileNames", ([], "")),
        ("getExistingDirectory", ""),
    ):
        monkeypatch.setattr(QFileDialog, name, lambda *_args, answer=answer, **_named: answer)


def acts(window: MainWindow) -> list[ReasonedAction]:
    menus = window.menuBar().findChildren(QMenu)
    found = [one for menu in menus for one in menu.actions() if isinstance(one, ReasonedAction)]
    plain = [(one, one.text().replace("&", "")) for one in found]
    return [one for one, text in plain if not text.startswith(LEAVES) and keys(one) not in AWAY]


def keys(action: QAction) -> str:
    return action.shortcut().toString()


def leaving(act: Callable[[], object]) -> None:
    """Act, and leave each dialog that opens."""
    left = 0

    def leave() -> None:
        nonlocal left
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, QDialog) and left < 5:
            left += 1
            QTimer.singleShot(0, leave)
            QDialog.reject(dialog)

    QTimer.singleShot(0, leave)
    act()
    QApplication.processEvents()


def lost(window: MainWindow) -> str:
    """Return where the focus is lost, "" if the next key reaches the screen."""
    focus = window.focusWidget()
    if focus is None:
        return "nowhere"
    shown: QWidget = window.shown_screen()
    if not focus.isVisible() or not focus.isEnabled():
        return f"on {type(focus).__name__}, out of sight"
    return "" if shown.isAncestorOf(focus) else f"outside the screen, on {type(focus).__name__}"


def test_after_each_act_of_the_menus_the_focus_is_on_the_screen(sample: MainWindow, qtbot: QtBot) -> None:
    sample.activateWindow()
    qtbot.waitUntil(sample.isActiveWindow)
    wrong = []
    for act in acts(sample):
        sample.show_screen("tasks")
        sample.tasks.show_task(sample.session.register.tasks[3].id)
        sample.tasks.grid.setFocus()
        leaving(act.trigger)
        sample.session.jobs.wait()
        if place := lost(sample):
            wrong.append(f"{act.text()}: {place}")
    assert wrong == []


def test_each_screen_is_shown_with_the_focus_in_it(sample: MainWindow) -> None:
    wrong = []
    for screen in sample.screens:
        next(one for one in sample.findChildren(QAction) if one.text() == screen.title).trigger()
        QApplication.processEvents()
        if place := lost(sample):
            wrong.append(f"{screen.key}: {place}")
    assert wrong == []


def test_the_focus_follows_a_list_that_is_brought_in_or_left(sample: MainWindow, qtbot: QtBot) -> None:
    importing = sample.importing
    for leave in (True, False):
        sample.show_screen("tasks")
        sample.tasks.grid.setFocus()
        importing.begin(resource("samples", "Danh_muc_minh_hoa_242_sua_doi.xlsx"))
        sample.session.jobs.wait()
        preview = importing.preview
        assert preview is not None
        assert sample.focusWidget() is preview.grid
        if leave:
            preview.foot.cancel.click()
        else:
            preview.accept()
            sample.session.jobs.wait()
        sample.tasks.finish()
        assert importing.preview is None
        assert lost(sample) == ""
        assert isinstance(sample.focusWidget(), Grid)
    qtbot.waitUntil(lambda: not sample.tasks.busy)


def test_f4_leaves_the_focus_in_sight(sample: MainWindow) -> None:
    tasks = sample.tasks
    tasks.show_task(sample.session.register.tasks[3].id)
    tasks.panel.percent.setFocus()
    tasks.toggle_panel()
    assert sample.focusWidget() is tasks.grid
    tasks.toggle_panel()
    assert sample.focusWidget() is tasks.grid


def test_f6_stays_in_the_table_if_no_task_is_chosen(sample: MainWindow) -> None:
    sample.activateWindow()
    tasks = sample.tasks
    tasks.grid.setCurrentIndex(tasks.model.index(0, 0))  # the heading of a group
    assert tasks.grid.current_row() is None
    tasks.grid.setFocus()
    next(one for one in sample.findChildren(QAction) if one.shortcut() == "F6").trigger()
    assert sample.focusWidget() is tasks.grid


def test_enter_on_a_cell_to_read_opens_the_result_and_f6_leads_back(sample: MainWindow) -> None:
    tasks = sample.tasks
    tasks.show_task(sample.session.register.tasks[3].id)
    tasks.grid.setFocus()
    column = tasks.model.column_of("percent")
    tasks.grid.setCurrentIndex(tasks.model.index(tasks.grid.currentIndex().row(), column))
    QTest.keyClicks(tasks.grid, "7")
    editor = tasks.grid.open_editor()
    assert editor is not None
    QTest.keyClicks(editor, "0")
    QTest.keyClick(editor, Qt.Key.Key_Tab)
    QTest.keyClick(tasks.grid, Qt.Key.Key_Return)
    assert sample.focusWidget() is tasks.panel.result
    before = tasks.panel.result.toPlainText()
    assert before
    QTest.keyClicks(tasks.panel.result, " Da trinh ky")
    next(one for one in sample.findChildren(ReasonedAction) if keys(one) == "F6").trigger()
    assert sample.focusWidget() is tasks.grid
    row = tasks.grid.current_row()
    assert row is not None
    assert row.entry is not None
    assert (row.entry.percent, row.entry.result) == (70, f"{before} Da trinh ky")


def test_what_is_acted_on_goes_and_the_focus_stays(sample: MainWindow) -> None:
    screen = periods(sample)
    screen.checks.take_focus()
    screen.send.setFocus()
    screen.send.click()
    assert lost(sample) == "", "the button is hidden by its own act"
    screen.take_back.setFocus()
    screen.take_back.click()
    assert lost(sample) == ""
