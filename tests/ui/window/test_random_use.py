"""The real window, used at random: no fault, no hidden cursor, totals that an own count agrees with.

A few seconds in each run, with RANDOM_USE_SECONDS=600 for minutes.
A failure names its seed, which `RANDOM_USE_SEED` repeats.
"""

import os
import random
import sqlite3
import time
from collections import Counter
from contextlib import closing

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QWidget
from shiboken6 import isValid

from desktop_app.domain.status import Status
from desktop_app.ui.grid.grid import Grid
from desktop_app.ui.widgets.dialog import Box
from desktop_app.ui.window._main_window import MainWindow
from tests.test_independent_figures import ANSWER
from tests.ui.window.made_screens import overview

SECONDS = float(os.environ.get("RANDOM_USE_SECONDS", "4"))
SEED = int(os.environ.get("RANDOM_USE_SEED", "242"))
KEY, MOD = Qt.Key, Qt.KeyboardModifier
KEYS = (
    KEY.Key_Tab, KEY.Key_Backtab, KEY.Key_Return, KEY.Key_Escape, KEY.Key_F2, KEY.Key_Delete, KEY.Key_Home,
    KEY.Key_Left, KEY.Key_Right, KEY.Key_Up, KEY.Key_Down, KEY.Key_End, KEY.Key_PageDown, KEY.Key_PageUp,
    KEY.Key_5, KEY.Key_A, KEY.Key_Space, KEY.Key_Backspace,
)  # fmt: skip
CONTROLS = (KEY.Key_C, KEY.Key_V, KEY.Key_D, KEY.Key_Z, KEY.Key_Y, KEY.Key_A, KEY.Key_Tab)
OTHERS = ("8", "17", "21")
SCREENS = ("overview", "tasks", "periods", "reports", "evidence", "history")


class Officer:
    """Presses keys, moves about and hides columns; every box and menu that opens is left with Escape."""

    def __init__(self, window: MainWindow, seed: int) -> None:
        self.window, self.chance, self.acts = window, random.Random(seed), 0
        self._leaving = QTimer(window)
        self._leaving.timeout.connect(self._leave)
        self._leaving.start(5)

    def act(self) -> None:
        self.acts += 1
        one = self.chance.choice((self._key, self._key, self._key, self._control, self._show, self._hide,
                                  self._search, self._sort, self._period))  # fmt: skip
        one()

    def _focus(self) -> QWidget:
        """Return what a key goes to; without a screen a dialog that was left may still name its own."""
        widget = QApplication.focusWidget()
        return widget if widget is not None and widget.isVisible() else self.window.tasks.grid

    def _key(self) -> None:
        self._press(self.chance.choice(KEYS))

    def _control(self) -> None:
        self._press(self.chance.choice(CONTROLS), MOD.ControlModifier)

    def _press(self, key: Qt.Key, held: Qt.KeyboardModifier = MOD.NoModifier) -> None:
        """Press and release a key; what had the focus may be gone in between, with its dialog."""
        widget = self._focus()
        QTest.keyPress(widget, key, held)
        if isValid(widget):
            QTest.keyRelease(widget, key, held)

    def _show(self) -> None:
        self.window.show_screen(self.chance.choice(SCREENS))
        self._grid().take_focus()

    def _grid(self) -> Grid:
        grids = [one for one in self.window.findChildren(Grid) if one.isVisible()]
        return self.chance.choice(grids or [self.window.tasks.grid])

    def _hide(self) -> None:
        grid = self._grid()
        grid.columns.show_column(
            self.chance.randrange(grid.model().columnCount()), self.chance.random() < 0.6
        )

    def _search(self) -> None:
        self.window.tasks.search(self.chance.choice(("", "", "pháp luật", "không có chữ này")))

    def _sort(self) -> None:
        self._grid().sortByColumn(self.chance.randrange(-1, 4), Qt.SortOrder.AscendingOrder)

    def _period(self) -> None:
        self.window.top_bar.step(self.chance.choice((-1, 1)))

    def _leave(self) -> None:
        box = QApplication.activeModalWidget()
        if isinstance(box, Box):
            box.buttons[0].click()
        elif isinstance(box, QDialog):
            box.reject()
        popup = QApplication.activePopupWidget()
        if isinstance(popup, QMenu):
            popup.close()


def counted(window: MainWindow) -> Counter[str | None]:
    """How many tasks stand where, by SQL of the tests' own over a second connection to the file.

    It knows no other recurring deadline than "Hằng năm"; the program's word is taken for three.
    """
    session = window.session
    day = session.period.cut_off
    with closing(sqlite3.connect(f"file:{session.workspace.path}?mode=ro", uri=True)) as file:
        found = file.execute(ANSWER, {"day": day.isoformat()}).fetchall()
    others = {one.id: one for one in session.register.tasks if one.number in OTHERS}
    counted = Counter(status for task_id, *_, status in found if task_id not in others)
    for task in others.values():
        status = session.register.standing(task, day).status
        counted[status.value if status else None] += 1
    return counted


@pytest.mark.timeout(SECONDS * 20 + 60)
def test_no_use_of_the_window_at_random_fails(sample: MainWindow) -> None:
    officer, until = Officer(sample, SEED), time.monotonic() + SECONDS
    while time.monotonic() < until:
        officer.act()
        QApplication.processEvents()
        for grid in sample.findChildren(Grid):
            at = grid.currentIndex()
            assert not at.isValid() or not grid.isColumnHidden(at.column()), (SEED, officer.acts)
        if officer.acts % 50 == 0:
            agree(sample)
    assert officer.acts > 10
    agree(sample)


def agree(window: MainWindow) -> None:
    """The figures on the overview are those of the count of our own."""
    window.show_screen("overview")
    QApplication.processEvents()
    screen = overview(window)
    screen._counting.finish()
    theirs = counted(window)
    if screen._counted is not None and screen._counted.known:
        shown = {status.value: int(card.figure.text()) for status, card in screen.figures.items()}
        assert shown == {status.value: theirs[status.value] for status in Status}, window.session.period.id
