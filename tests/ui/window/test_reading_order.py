"""Tab goes through every screen and every dialog as one reads: row by row, from left to right.

The walk is made with the key itself, and compared with where the parts stand. What can be used has a name
to be read aloud.
"""

import itertools
import re
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QHeaderView,
    QLayout,
    QRadioButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop_app import ui
from desktop_app.ui.grid import Grid
from desktop_app.ui.window._main_window import MainWindow
from tests.ui.window.every_dialog import DIALOGS, preview

UI = Path(*ui.__path__)
BASES = {"Dialog", "FormDialog", "ProgrammeForm", "ReadingWindow", "RowsForm"}
HELD = Qt.KeyboardModifier
MOST = 150


def test_no_dialog_of_the_sources_is_left_out() -> None:
    named = re.compile(
        r"^class (\w+)\((?:QDialog|Dialog|FormDialog|ProgrammeForm|ReadingWindow|RowsForm)\)", re.MULTILINE
    )
    made = {name for file in UI.rglob("*.py") for name in named.findall(file.read_text(encoding="utf-8"))}
    assert made - BASES == set(DIALOGS)


def walked(top: QWidget, key: Qt.Key) -> list[QWidget]:
    """Press Tab till one stands again where one began.

    Out of a table, whose cells Tab goes through, Ctrl+Tab leads; a page keeps the key till its last link.
    """
    top.focusNextChild()
    found: list[QWidget] = []
    for _ in range(MOST):
        focus = QApplication.focusWidget()
        assert focus is not None
        if focus in found[:-1]:
            return found[found.index(focus) :]
        if focus not in found:
            found.append(focus)
        held = (
            Qt.KeyboardModifier.ControlModifier if isinstance(focus, Grid) else Qt.KeyboardModifier.NoModifier
        )
        QTest.keyClick(focus, key, held)
    return found


def as_read(part: QWidget, top: QWidget) -> list[QWidget]:
    """List the widgets inside a part as they are read: row by row, from left to right, part by part."""
    layout = part.layout()
    laid = _held(layout) if layout is not None else set()
    blocks = _blocks(layout, top) if layout is not None else []
    for child in part.children():
        if isinstance(child, QWidget) and child not in laid and child.isVisible() and not child.isWindow():
            blocks.append(_block(child, top))
    return _by_rows(blocks)


Block = tuple[QRect, list[QWidget]]
"""Where a part stands, and the widgets in it as they are read."""


def _block(widget: QWidget, top: QWidget) -> Block:
    return QRect(widget.mapTo(top, QPoint()), widget.size()), [widget, *as_read(widget, top)]


def _blocks(layout: QLayout, top: QWidget) -> list[Block]:
    found: list[Block] = []
    for item in filter(None, map(layout.itemAt, range(layout.count()))):
        widget, inner = item.widget(), item.layout()
        if widget is not None and widget.isVisible():
            found.append(_block(widget, top))
        elif inner is not None:
            at = inner.geometry().translated(inner.parentWidget().mapTo(top, QPoint()))
            found.append((at, _by_rows(_blocks(inner, top))))
    return found


def _held(layout: QLayout) -> set[QWidget]:
    found: set[QWidget] = set()
    for item in filter(None, map(layout.itemAt, range(layout.count()))):
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            found.add(widget)
        elif inner is not None:
            found |= _held(inner)
    return found


def _by_rows(blocks: list[Block]) -> list[QWidget]:
    """Read blocks: a row is what begins above the middle of its first."""
    rows: list[list[Block]] = []
    for block in sorted(blocks, key=lambda one: (one[0].top(), one[0].left())):
        if rows and block[0].top() < rows[-1][0][0].center().y():
            rows[-1].append(block)
        else:
            rows.append([block])
    return [
        widget
        for row in rows
        for _, widgets in sorted(row, key=lambda one: one[0].left())
        for widget in widgets
    ]


def said(widget: QWidget) -> str:
    """Return the name that is read aloud."""
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name) if interface is not None else ""


def named(widget: QWidget) -> str:
    return f"{type(widget).__name__} {said(widget)[:40]}".strip()


def nameless(top: QWidget) -> str:
    """Name the kinds of what can be used, or heads a table, and has no name to be read aloud."""
    parts = [one for one in top.findChildren(QWidget) if one.isVisible()]
    pressed = [one for one in parts if isinstance(one, QAbstractButton | QHeaderView) and one.isEnabled()]
    used = [*pressed, *filter(_takes_tab, parts)]
    return "\n".join(f"{one} in {one.parent()} has no name" for one in used if not said(one))


def misread(top: QWidget) -> str:
    """Say which part is reached before one that is read before it, and which is not reached at all."""
    read = as_read(top, top)
    walk, back = (_from_first(walked(top, key), read) for key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab))
    wrong = [
        f"{named(one)} before {named(then)}"
        for one, then in itertools.pairwise(walk)
        if read.index(one) > read.index(then)
    ]
    if set(back) == set(walk) and back[1:] != walk[:0:-1]:
        wrong.append("Shift+Tab does not go the same way back")
    never = [one for one in read if _takes_tab(one) and one not in walk]
    return "\n".join(wrong + [f"{named(one)} is never reached" for one in never])


def _from_first(walk: list[QWidget], read: list[QWidget]) -> list[QWidget]:
    """Begin a round where one begins to read."""
    known = [one for one in walk if one in read]
    at = known.index(min(known, key=read.index))
    return known[at:] + known[:at]


def _takes_tab(widget: QWidget) -> bool:
    """Return whether Tab stops at a widget: of a group of choices only at the one that is chosen."""
    if isinstance(widget, QRadioButton) and not widget.isChecked():
        return False
    tabbed = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
    return tabbed and widget.isEnabled() and widget.focusProxy() is None


def active(window: QWidget, qtbot: QtBot) -> None:
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    QApplication.processEvents()


SCREENS = ("overview", "tasks", "periods", "reports", "evidence", "history", "programme")


@pytest.mark.parametrize("screen", [*SCREENS, "editions", "tray", "preview"])
def test_tab_reads_a_screen(sample: MainWindow, screen: str, qtbot: QtBot) -> None:
    show_screen(sample, screen)
    active(sample, qtbot)
    assert not misread(sample)
    assert not nameless(sample)


def show_screen(window: MainWindow, screen: str) -> None:
    apart = {"editions": window.show_editions, "tray": window.show_tray, "preview": lambda: preview(window)}
    if screen in apart:
        apart[screen]()
    else:
        window.show_screen(screen)
    if screen == "tasks":
        window.tasks.show_task(window.session.register.find("12").id)


@pytest.mark.parametrize("name", DIALOGS)
def test_tab_reads_a_dialog(sample: MainWindow, name: str, qtbot: QtBot) -> None:
    dialog = DIALOGS[name](sample)
    qtbot.addWidget(dialog)
    active(dialog, qtbot)
    assert not misread(dialog)
    assert not nameless(dialog)
