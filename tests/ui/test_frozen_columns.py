"""Number and content stay in sight while a table is scrolled sideways, as in a sheet with frozen panes."""

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop_app.ui.grid import Grid
from desktop_app.ui.grid._frozen import FrozenColumns
from tests.ui.grid_samples import Book

CONTENT, PERCENT, STATUS = 1, 2, 4


@pytest.fixture
def grid(qtbot: QtBot) -> Grid:
    grid = Grid("Nhiệm vụ")
    grid.setModel(Book().model)
    qtbot.addWidget(grid)
    grid.resize(560, 400)
    grid.show()
    grid.setCurrentIndex(grid.model().index(3, STATUS))
    grid.horizontalScrollBar().setValue(0)
    return grid


def frozen(grid: Grid) -> FrozenColumns:
    (found,) = grid.findChildren(FrozenColumns)
    return found


def band(grid: Grid) -> int:
    return grid.columnWidth(0) + grid.columnWidth(CONTENT)


def picture(grid: Grid) -> QImage:
    """Return what is seen at the left of all rows, without the line that ends the band."""
    rows = min(grid.rowViewportPosition(grid.model().rowCount() - 1), grid.viewport().height() - 1)
    height = rows + grid.horizontalHeader().height()
    return grid.grab(QRect(grid.viewport().x(), 0, band(grid) - 1, height)).toImage()


def test_what_stands_at_the_left_is_seen_as_before(grid: Grid) -> None:
    assert grid.horizontalScrollBar().maximum() > 0
    assert not frozen(grid).isVisible()
    before = picture(grid)
    grid.horizontalScrollBar().setValue(grid.horizontalScrollBar().maximum())
    assert frozen(grid).isVisible()
    assert frozen(grid).width() == band(grid)
    assert picture(grid) == before
    grid.setCurrentIndex(grid.model().index(2, STATUS))
    grid.resize(560, 150)
    grid.verticalScrollBar().setValue(15)
    after = picture(grid)
    assert after != before
    grid.horizontalScrollBar().setValue(0)
    assert picture(grid) == after


def test_a_click_goes_to_the_cell_that_is_seen_and_scrolls_nothing(grid: Grid) -> None:
    end = grid.horizontalScrollBar().maximum()
    grid.horizontalScrollBar().setValue(end)
    row = QPoint(100, grid.horizontalHeader().height() + grid.rowViewportPosition(2) + 5)
    QTest.mouseClick(frozen(grid), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, row)
    assert (grid.currentIndex().row(), grid.currentIndex().column()) == (2, CONTENT)
    assert grid.horizontalScrollBar().value() == end
    heading = QPoint(100, grid.horizontalHeader().height() + 5)
    QTest.mouseClick(frozen(grid), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, heading)
    assert grid.model().rowCount() == 4, "the section is folded"
    title = QPoint(100, 5)
    QTest.mouseClick(frozen(grid), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, title)
    assert grid.horizontalScrollBar().value() == 0


def test_no_cell_that_the_cursor_goes_to_is_hidden_below(grid: Grid) -> None:
    grid.horizontalScrollBar().setValue(grid.horizontalScrollBar().maximum())
    assert grid.columnViewportPosition(PERCENT) < band(grid)
    grid.setFocus()
    for _ in range(STATUS - PERCENT):
        QTest.keyClick(grid, Qt.Key.Key_Left)
        assert grid.visualRect(grid.currentIndex()).left() >= band(grid)
    assert grid.currentIndex().column() == PERCENT


def test_columns_that_leave_no_room_for_others_are_not_kept(grid: Grid) -> None:
    grid.resize(360, 400)
    grid.horizontalScrollBar().setValue(grid.horizontalScrollBar().maximum())
    assert grid.horizontalScrollBar().value() > 0
    assert not frozen(grid).isVisible()
