"""What holds for every test of the window: the light theme, and no word of the platform without a screen."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtGui import QClipboard
from PySide6.QtWidgets import QApplication

from desktop_app.ui.look.theme import apply_theme


def pytest_itemcollected(item: pytest.Item) -> None:
    """Let the offscreen platform say what it cannot do; any other warning of Qt still fails the test."""
    item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support"))


@pytest.fixture(autouse=True)
def light(qapp: QApplication) -> Iterator[QApplication]:
    """The light theme, and no widget of the tests before.

    These are deleted only by an event loop, which few tests run: some thousand of them made each theme slow. It is set
    only where it is not, since it draws every widget anew.
    """
    _set_light(qapp)
    yield qapp
    for widget in qapp.topLevelWidgets():
        widget.deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    _set_light(qapp)


def _set_light(app: QApplication) -> None:
    if {app.property("desktop_app_theme"), app.property("desktop_app_theme_chosen")} != {"light"}:
        apply_theme(app, "light")


@pytest.fixture
def clipboard(qapp: QApplication) -> QClipboard:
    board = qapp.clipboard()
    board.clear()
    return board
