import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from desktop_app.domain.work import Steps, finished
from desktop_app.ui.grid._filters import ChoiceModel, FilterPopup
from desktop_app.ui.grid.columns import GridSection
from desktop_app.ui.grid.grid import Grid
from desktop_app.ui.grid.header import GridHeader
from desktop_app.ui.grid.table import TableModel
from desktop_app.ui.look.theme import GROUP_ROW_HEIGHT, ROW_HEIGHT
from desktop_app.ui.slices import Slices
from tests.ui.grid_samples import Book, Item, item_columns

CONTENT, PERCENT = 1, 2
SHIFTED = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


def header(grid: Grid) -> GridHeader:
    found = grid.horizontalHeader()
    assert isinstance(found, GridHeader)
    return found


def opened(grid: Grid, column: int) -> FilterPopup:
    grid.filters.open(column)
    assert grid.filters.popup is not None
    return grid.filters.popup


def ids(book: Book) -> list[int]:
    return [row.id for row in book.model.rows()]


def test_a_click_on_the_funnel_opens_the_filter_and_does_not_sort(grid: Grid, book: Book) -> None:
    place = header(grid).funnel(CONTENT)
    QTest.mouseMove(header(grid).viewport(), place.center())
    QTest.mouseClick(header(grid).viewport(), Qt.MouseButton.LeftButton, pos=place.center())
    assert grid.filters.popup is not None
    assert grid.filters.popup.isVisible()
    assert ids(book) == [1, 2, 3, 4, 5]
    grid.filters.popup.close()
    QTest.mouseClick(header(grid).viewport(), Qt.MouseButton.LeftButton, pos=place.center() - QPoint(60, 0))
    assert ids(book) == [3, 2, 1, 5, 4]


def test_a_narrow_column_keeps_its_title_whole(grid: Grid) -> None:
    assert not header(grid).funnel(0).isValid()
    header(grid).show_filtered(frozenset({0}))
    assert header(grid).funnel(0).isValid()


def test_the_texts_of_a_column_stand_in_its_order_with_their_counts(book: Book) -> None:
    book.edit([(book.item(5), "percent", "100"), (book.item(2), "result", "xong")])
    assert finished(book.model.choosing("percent")) == [("0", 1), ("10", 1), ("50", 1), ("100", 2)]
    assert finished(book.model.choosing("result")) == [("xong", 1), ("", 4)]
    assert [text for text, _ in finished(book.model.choosing("content"))][:3] == [
        "áp dụng",
        "Ân hạn",
        "Ban hành",
    ]


def test_rows_are_filtered_by_what_is_checked(grid: Grid, book: Book) -> None:
    popup = opened(grid, PERCENT)
    assert popup.all_box.checkState() is Qt.CheckState.Checked
    popup.all_box.click()
    assert not popup.apply_button.isEnabled()
    popup.model.setData(popup.model.index(1), Qt.CheckState.Checked, Qt.ItemDataRole.CheckStateRole)
    assert popup.all_box.checkState() is Qt.CheckState.PartiallyChecked
    popup.apply_button.click()
    assert ids(book) == [4]
    assert book.model.rowCount() == 2
    assert book.model.heading_lines() == [0]
    assert book.model.count_rows() == 1
    again = opened(grid, PERCENT)
    assert again.off_button.isEnabled()
    again.off_button.click()
    assert ids(book) == [1, 2, 3, 4, 5]


def test_rows_have_one_height_whatever_stood_in_their_line_before(grid: Grid, book: Book) -> None:
    book.model.filter_column("content", {"Đề xuất", "Dự thảo"})
    book.model.clear_filters()
    book.model.filter_column("content", {"Ban hành", "Đề xuất", "Dự thảo"})
    heights = [grid.rowHeight(line) for line in range(book.model.rowCount())]
    assert heights == [GROUP_ROW_HEIGHT, ROW_HEIGHT, GROUP_ROW_HEIGHT, ROW_HEIGHT, ROW_HEIGHT]
    book.model.clear_filters()
    assert grid.rowHeight(2) == ROW_HEIGHT


def test_searching_in_the_filter_needs_no_accents_and_checks_what_it_finds(grid: Grid, book: Book) -> None:
    popup = opened(grid, CONTENT)
    QTest.keyClicks(popup.search, "an h")
    assert popup.model.rowCount() == 2
    popup.search.setText("de xuat")
    QTest.keyClick(popup, Qt.Key.Key_Return)
    assert ids(book) == [4]


def test_filters_of_several_columns_hold_together_and_are_cleared_at_once(book: Book) -> None:
    model = book.model
    model.filter_column("percent", {"0", "10", "50"})
    model.filter_column("content", {"Ban hành", "Ân hạn", "Đề xuất"})
    assert [row.id for row in model.rows()] == [1, 4]
    assert [text for text, _ in finished(model.choosing("percent"))] == ["10", "50", "100"]
    model.sort(PERCENT, Qt.SortOrder.DescendingOrder)
    assert [row.id for row in model.rows()] == [1, 4]
    model.clear_filters()
    assert model.count_rows() == 5
    assert model.filters.active == []


def test_a_row_stays_in_sight_while_it_is_filled_in(book: Book) -> None:
    book.model.filter_column("percent", {"50"})
    book.edit([(book.item(1), "percent", "75")])
    assert [(row.id, row.percent) for row in book.model.rows()] == [(1, 75)]
    book.model.filter_column("percent", {"50"})
    assert book.model.rows() == []


def test_the_cursors_column_is_filtered_and_sorted_by_keys(grid: Grid, book: Book, qtbot: QtBot) -> None:
    grid.setCurrentIndex(book.model.index(1, PERCENT))
    QTest.keyClick(grid, Qt.Key.Key_L, SHIFTED)
    popup = grid.filters.popup
    assert popup is not None
    with qtbot.waitSignal(popup.sort_asked):
        popup.down_button.click()
    assert ids(book)[:3] == [2, 1, 3]


def test_the_list_of_texts_keeps_qts_rules(qtmodeltester: ModelTester) -> None:
    model = ChoiceModel([("a", 1), ("", 2)], None)
    qtmodeltester.check(model)
    assert model.index(1).data() == "(Trống)  (2)"
    assert model.allowed() is None
    model.toggle(0)
    assert model.allowed() == frozenset({""})


def test_many_rows_are_put_in_order_in_slices(qtbot: QtBot) -> None:
    model: TableModel[Item] = TableModel(item_columns(), row_key=lambda item: item.id)
    rows = [Item(number, f"Việc {number * 7919 % 30_000}") for number in range(30_000)]
    model.set_sections([GridSection("a", "A", rows)])
    model.sort(CONTENT)
    qtbot.waitUntil(lambda: not model.ordering.busy, timeout=20_000)
    assert [row.content for row in model.rows()[:3]] == ["Việc 0", "Việc 1", "Việc 2"]
    model.set_sections([GridSection("a", "A", rows[:20_000])])
    model.sort(-1)
    model.ordering.finish()
    assert [row.id for row in model.rows()] == list(range(20_000))


def test_new_work_takes_the_place_of_old(qtbot: QtBot) -> None:
    ended: list[int] = []

    def work(count: int) -> Steps[int]:
        for _ in range(count):
            yield
        return count

    slices: Slices[int] = Slices()
    slices.run(work(50_000_000), ended.append)
    slices.run(work(3), ended.append)
    assert ended == [3]
    slices.run(work(1_000_000), ended.append)
    qtbot.waitUntil(lambda: not slices.busy, timeout=20_000)
    assert ended == [3, 1_000_000]


def test_a_fault_in_a_slice_leaves_nothing_behind() -> None:
    def work() -> Steps[int]:
        yield
        raise ZeroDivisionError

    slices: Slices[int] = Slices()
    with pytest.raises(ZeroDivisionError):
        slices.run(work(), print)
    assert not slices.busy
