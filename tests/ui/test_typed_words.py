"""What is being typed in a cell when its row is read again or goes: entered, gone on with, or kept."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QClipboard
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox
from pytestqt.qtbot import QtBot

from desktop_app.ui.grid.cell_editors import CellLine, CellText
from desktop_app.ui.grid.columns import GridSection
from desktop_app.ui.grid.grid import Grid
from tests.ui.grid_samples import Book
from tests.ui.test_grid import editor, select

PERCENT, RESULT = 2, 3
KEY = Qt.Key


def read_again(book: Book) -> None:
    """Other rows have come: a job in a thread is done, or a filter was left."""
    book.sections = [*book.sections, GridSection("c", "III. Khác", [])]
    book.model.set_sections(book.sections)


def searched(book: Book) -> None:
    book.model.set_sections([book.sections[1]])


def filtered(book: Book) -> None:
    book.model.filter_column("content", frozenset({"Dự thảo"}))


def gone(book: Book) -> None:
    book.model.set_sections([])


def type_into(grid: Grid, column: int, text: str) -> None:
    select(grid, 1, column, 1, column)
    QTest.keyClicks(grid, text[0])
    QTest.keyClicks(editor(grid), text[1:])


def test_typing_goes_on_when_the_row_is_read_again(grid: Grid, book: Book) -> None:
    type_into(grid, RESULT, "Da xong")
    read_again(book)
    QApplication.processEvents()
    box = editor(grid)
    assert isinstance(box, CellText)
    QTest.keyClicks(box, " het")
    QTest.keyClick(box, KEY.Key_Return)
    assert book.item(1).result == "Da xong het"
    assert len(book.batches) == 1


@pytest.mark.parametrize("go", [searched, filtered, gone])
def test_a_text_is_entered_when_its_row_goes(grid: Grid, book: Book, go: Callable[[Book], None]) -> None:
    type_into(grid, RESULT, "Da xong")
    before = book.sections
    go(book)
    QApplication.processEvents()
    assert not grid.editing()
    assert [[(row.id, key, text) for row, key, text in batch] for batch in book.batches] == [
        [(1, "result", "Da xong")]
    ]
    assert book.sections != before


@pytest.mark.parametrize("go", [searched, filtered, gone])
def test_a_refused_text_is_kept_and_told_when_its_row_goes(
    grid: Grid, book: Book, go: Callable[[Book], None], clipboard: QClipboard
) -> None:
    told: list[str] = []
    grid.notified.connect(told.append)
    type_into(grid, PERCENT, "150")
    assert not grid.commit()
    go(book)
    QApplication.processEvents()
    assert clipboard.text() == "150"
    assert ["150" in said for said in told] == [True]
    assert book.item(1).percent == 50


def test_a_refused_text_is_of_its_own_row_when_the_cursor_has_gone_on(grid: Grid, book: Book) -> None:
    type_into(grid, PERCENT, "150")
    assert not grid.commit()
    grid.setCurrentIndex(book.model.index(2, PERCENT))
    read_again(book)
    QApplication.processEvents()
    box = editor(grid)
    assert isinstance(box, CellLine)
    assert box.text() == "150"
    box.setText("70")
    QTest.keyClick(box, KEY.Key_Return)
    assert (book.item(1).percent, book.item(2).percent) == (70, 100)


def test_a_text_that_may_not_stay_in_its_cell_is_set_aside(
    grid: Grid, book: Book, clipboard: QClipboard
) -> None:
    type_into(grid, RESULT, "Da xong")
    grid.set_aside()
    assert book.item(1).result == "Da xong"
    type_into(grid, PERCENT, "150")
    grid.set_aside()
    assert not grid.editing()
    assert (book.item(1).percent, clipboard.text()) == (50, "150")
    grid.set_aside()


def test_no_line_is_painted_as_chosen_after_its_row_has_gone(grid: Grid, book: Book) -> None:
    select(grid, 2, RESULT, 2, RESULT)
    assert grid.tinted_line() == 2
    gone(book)
    assert grid.tinted_line() == -1
    book.model.set_sections(book.sections)
    assert grid.tinted_line() == grid.currentIndex().row()


def test_f2_says_why_a_cell_is_only_read(grid: Grid, qtbot: QtBot) -> None:
    told: list[str] = []
    grid.notified.connect(told.append)
    select(grid, 1, 1, 1, 1)
    QTest.keyClick(grid, KEY.Key_F2)
    assert ["Nội dung" in said for said in told] == [True]


def test_escape_in_a_list_of_states_enters_nothing(grid: Grid, book: Book) -> None:
    grid.columns.show_column(5, True)
    for keys, entered in ((KEY.Key_Escape, 0), (KEY.Key_Return, 1)):
        select(grid, 1, 5, 1, 5)
        QTest.keyClick(grid, KEY.Key_F2)
        box = editor(grid)
        assert isinstance(box, QComboBox)
        QTest.keyClick(box.view(), KEY.Key_Down)
        QTest.keyClick(box.view(), keys)
        QApplication.processEvents()
        assert not grid.editing()
        assert len(book.batches) == entered


def test_a_key_that_an_editor_has_no_use_for_does_nothing_to_the_table(grid: Grid, book: Book) -> None:
    type_into(grid, PERCENT, "15")
    QTest.keyClick(editor(grid), KEY.Key_D, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(editor(grid), KEY.Key_Escape)
    assert book.batches == []
