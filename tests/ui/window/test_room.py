"""Everything has its room: no text cut, no part outside its dialog, no table with a bar below it."""

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QScreen
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QScrollArea,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop_app.ui.grid import Grid
from desktop_app.ui.grid.header import GridHeader
from desktop_app.ui.widgets import LeastRoom
from desktop_app.ui.widgets.dialog import Refusal
from desktop_app.ui.window._main_window import MainWindow
from tests.ui.window.every_dialog import DIALOGS, preview
from tests.ui.window.test_reading_order import SCREENS, named, show_screen

FIRST = 1350
"""The width of the first window on a screen of 1366; then follow those at 150 and 200 %."""
NARROWEST = 667
"""At 200 % columns may be reached by a bar below their table, never the screen itself."""
ARROW = 22
"""What the arrow of a list takes beside its words."""


def without_room(top: QWidget, *, bars: bool = False) -> str:
    """Say what stands outside its parent, or has less room than its words; `bars` may stand below tables."""
    parts = [one for one in top.findChildren(QWidget) if one.isVisible() and not one.isWindow()]
    found = [(one, _outside(one) or _cut(one) or ("" if bars else _barred(one))) for one in parts]
    return "\n".join(f"{named(one)}: {why}" for one, why in found if why)


def settle(top: QWidget) -> None:
    """Let layouts come to rest."""
    for _ in range(5):
        QApplication.processEvents()
        QTest.qWait(5)


def _outside(one: QWidget) -> str:
    """Say whether a part stands outside its parent; what scrolls may, but for what no bar leads to."""
    parent = one.parentWidget()
    assert parent is not None
    area = parent.parentWidget()
    if isinstance(area, QAbstractScrollArea):
        page = isinstance(area, QScrollArea) and area.widget() is one
        barred = area.horizontalScrollBarPolicy() == Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        return "wider than its room" if page and barred and one.width() > parent.width() else ""
    if isinstance(parent, QAbstractScrollArea) or one.geometry().isEmpty():
        return ""
    return "" if parent.rect().contains(one.geometry()) else "outside"


def _cut(one: QWidget) -> str:
    words = one.fontMetrics().horizontalAdvance
    if isinstance(one, QLabel) and one.text() and not one.toolTip():
        if one.wordWrap():
            return "cut" if one.height() < one.heightForWidth(one.width()) else ""
        return "cut" if one.width() < max(one.sizeHint().width(), _drawn(one)) else ""
    if isinstance(one, QAbstractButton) and one.text() and not isinstance(one, QToolButton):
        return "cut" if one.width() < one.minimumSizeHint().width() else ""
    if isinstance(one, QComboBox) and not one.isEditable() and not one.toolTip():
        return "cut" if one.width() - ARROW < words(one.currentText()) else ""
    if isinstance(one, QLineEdit) and not one.text() and not one.toolTip():
        return "hint cut" if one.width() < words(one.placeholderText()) else ""
    return ""


def _drawn(label: QLabel) -> int:
    """Return how wide the name of a field is as it is drawn: the underlined letter stands apart."""
    if label.buddy() is None:
        return 0
    before, _, after = label.text().partition("&")
    return sum(label.fontMetrics().horizontalAdvance(part) for part in (before, after[:1], after[1:]))


def _barred(one: QWidget) -> str:
    if not isinstance(one, Grid):
        return ""
    header = one.horizontalHeader()
    assert isinstance(header, GridHeader)
    cut = [
        str(one.model().headerData(place, Qt.Orientation.Horizontal))
        for place in one.columns.shown()
        if header.sectionSize(place) < header.needed(place)
    ]
    bar = "a bar below, " if one.horizontalScrollBar().maximum() else ""
    return f"{bar}headings cut: {cut}" if bar or cut else ""


@pytest.mark.parametrize("screen", [*SCREENS, "editions", "tray", "preview"])
@pytest.mark.parametrize(("width", "height"), [(1366, 728), (FIRST, 720), (910, 485), (NARROWEST, 340)])
def test_a_screen_has_its_room(sample: MainWindow, screen: str, width: int, height: int) -> None:
    sample.resize(width, height)
    show_screen(sample, screen)
    settle(sample)
    assert not without_room(sample, bars=width == NARROWEST)
    beside = [one for one in sample.findChildren(LeastRoom) if one.horizontalScrollBar().maximum()]
    assert not beside, "the screen is wider than its window"


@pytest.mark.parametrize(("width", "height"), [(FIRST, 720), (910, 485)])
def test_each_tab_of_a_preview_has_its_room(sample: MainWindow, width: int, height: int) -> None:
    sample.resize(width, height)
    shown = preview(sample)
    for place in range(shown.tabs.count()):
        shown.tabs.setCurrentIndex(place)
        settle(sample)
        assert not without_room(sample), shown.tab


def shown(name: str, window: MainWindow, qtbot: QtBot) -> QWidget:
    """Return a dialog that stands on the screen."""
    dialog = DIALOGS[name](window)
    qtbot.addWidget(dialog)
    dialog.show()
    settle(dialog)
    return dialog


def leave_free(monkeypatch: pytest.MonkeyPatch, width: int, height: int) -> None:
    """Let windows have so much of the screen."""
    monkeypatch.setattr(QScreen, "availableGeometry", lambda _screen: QRect(0, 0, width, height))


@pytest.mark.parametrize("name", DIALOGS)
@pytest.mark.parametrize("scale", [1, 2])
def test_a_dialog_has_its_room(
    sample: MainWindow, name: str, scale: int, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    leave_free(monkeypatch, 1366 // scale, 768 // scale)
    sample.resize(1366 // scale, 768 // scale - 44)
    dialog = shown(name, sample, qtbot)
    assert not without_room(dialog, bars=scale > 1)


@pytest.mark.parametrize("name", DIALOGS)
@pytest.mark.parametrize("scale", [1, 2])
def test_a_refusal_covers_nothing_of_its_dialog(
    sample: MainWindow, name: str, scale: int, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    leave_free(monkeypatch, 1366 // scale, 728 // scale)
    dialog = shown(name, sample, qtbot)
    refusal = dialog.findChild(Refusal)
    if refusal is None:
        return
    refusal.say("Kỳ này còn 1 lỗi chưa sửa và chưa giải trình. Hãy sửa số liệu hoặc ghi giải trình. " * 2)
    settle(dialog)
    assert not without_room(dialog, bars=scale > 1)
    assert [named(one) for one in _beside(refusal) if one.geometry().intersects(refusal.geometry())] == []


def test_a_dialog_that_grows_stays_on_the_screen(sample: MainWindow, qtbot: QtBot) -> None:
    dialog = shown("ReasonDialog", sample, qtbot)
    room = dialog.screen().availableGeometry()
    dialog.move(40, room.bottom() - dialog.frameGeometry().height())
    dialog.resize(dialog.width(), dialog.height() + 200)
    settle(dialog)
    assert room.contains(dialog.frameGeometry())


def _beside(one: QWidget) -> list[QWidget]:
    parent = one.parentWidget()
    assert parent is not None
    return [
        two for two in parent.children() if isinstance(two, QWidget) and two is not one and two.isVisible()
    ]
