"""What holds for every test of the window.

Its theme, one way to write, no word of the platform without a screen.
"""

import gc
import sys
import traceback
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtGui import QClipboard
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_app import ui
from desktop_app.services import places
from desktop_app.storage.store import RunningAct, Store
from desktop_app.ui._behind import WriteBehind
from desktop_app.ui.grid import Grid
from desktop_app.ui.look.theme import apply_theme
from tests.ui.grid_samples import Book

WINDOW = Path(*ui.__path__)
ALLOWED = frozenset(
    {"Session.change", "Session.run.<locals>.on_thread", "WriteBehind._write"}  # of an open file
    | {
        "Workspace.create",
        "Workspace.open",
        "restore",
        "take_over",
        "make_sample",
    }  # of a file without a session
)


def pytest_itemcollected(item: pytest.Item) -> None:
    """Let the offscreen platform say what it cannot do; any other warning of Qt still fails the test."""
    item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support"))


@pytest.fixture(autouse=True)
def light(qapp: QApplication) -> Iterator[QApplication]:
    """The light theme, and no widget of the tests before.

    These are deleted only by an event loop, which few tests run: some thousand of them made each theme slow.
    It is set only where it is not, since it draws every widget anew. As in the program (`Collector`),
    Python's collector works between the acts and never while a widget is made, of which Qt may crash.
    """
    _set_light(qapp)
    gc.disable()
    yield qapp
    for widget in qapp.topLevelWidgets():
        widget.deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    gc.collect(1)
    gc.enable()
    _set_light(qapp)


@pytest.fixture(autouse=True, scope="module")
def _make_quickly(quick_data_files: None) -> None:
    """How a data file comes to be and lasts is what tests/storage is about."""


def _set_light(app: QApplication) -> None:
    if {app.property("desktop_app_theme"), app.property("desktop_app_theme_chosen")} != {"light"}:
        apply_theme(app, "light")


@pytest.fixture
def book() -> Book:
    return Book()


@pytest.fixture
def grid(book: Book, qtbot: QtBot) -> Grid:
    """Return a table of `book` that is shown and has the focus."""
    grid = Grid("Nhiệm vụ")
    qtbot.addWidget(grid)
    grid.setModel(book.model)
    grid.resize(900, 500)
    grid.show()
    grid.setFocus()
    return grid


@pytest.fixture
def clipboard(qapp: QApplication) -> QClipboard:
    board = qapp.clipboard()
    board.clear()
    return board


@pytest.fixture(autouse=True)
def _told_of_places(monkeypatch: pytest.MonkeyPatch) -> None:
    """Copies beside one another are usual here; `test_places.py` has the real ones."""
    monkeypatch.setattr(places, "concerns", lambda _path: [])


@pytest.fixture(autouse=True)
def _quick_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """A busy machine is no slow disk; `test_slow_disk.py` has a real one."""
    monkeypatch.setattr(WriteBehind, "patience", 60)


@pytest.fixture(autouse=True)
def _one_way_to_write(monkeypatch: pytest.MonkeyPatch) -> None:
    """No code of the window opens an act but inside `Session.change`, or in a thread of `run` or `recorder`.

    So every act of the officer is caught, told and announced alike. Tests may write past it to prepare the
    data, and a data file is made, upgraded and restored while there is no session of it.
    """
    transaction = Store.transaction

    def checked(store: Store, *args: Any, **named: Any) -> AbstractContextManager[RunningAct]:
        calls = [frame.f_code for frame, _ in traceback.walk_stack(sys._getframe(1))]
        here = [code for code in calls if Path(code.co_filename).is_relative_to(WINDOW)]
        past = here and not ALLOWED.intersection(code.co_qualname for code in calls)
        assert not past, f"writes past Session.change: {', '.join(code.co_qualname for code in here[:3])}"
        return transaction(store, *args, **named)

    monkeypatch.setattr(Store, "transaction", checked)
