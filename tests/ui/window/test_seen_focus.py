"""Whatever has the focus looks different from what has not: nobody works with the keyboard blindly."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.ui.widgets import tab_stops
from desktop_app.ui.window._main_window import MainWindow
from tests.ui.window.every_dialog import DIALOGS
from tests.ui.window.test_reading_order import SCREENS, named, show_screen
from tests.ui.window.test_room import settle


def unseen(top: QWidget) -> list[str]:
    """Return the stops of Tab that look the same with the focus and without it; a line shows its cursor."""
    top.activateWindow()
    return [named(one) for one in tab_stops(top) if _looks_alike(one)]


def _looks_alike(one: QWidget) -> bool:
    if isinstance(one, QLineEdit | QPlainTextEdit):
        return False
    focus = QApplication.focusWidget()
    if focus is not None:
        focus.clearFocus()
    before = one.grab().toImage()
    one.setFocus(Qt.FocusReason.TabFocusReason)
    return one.hasFocus() and one.grab().toImage() == before


@pytest.mark.parametrize("screen", [*SCREENS, "editions", "tray", "preview"])
def test_the_focus_is_seen_on_a_screen(sample: MainWindow, screen: str) -> None:
    show_screen(sample, screen)
    settle(sample)
    assert not unseen(sample)


@pytest.mark.parametrize("name", DIALOGS)
def test_the_focus_is_seen_in_a_dialog(sample: MainWindow, name: str, qtbot: QtBot) -> None:
    dialog = DIALOGS[name](sample)
    qtbot.addWidget(dialog)
    dialog.show()
    settle(dialog)
    assert not unseen(dialog)
