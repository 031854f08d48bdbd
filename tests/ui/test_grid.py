import pytest
from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QPoint, Qt
from PySide6.QtGui import QClipboard, QInputMethodEvent, QKeyEvent, QKeySequence, QStandardItemModel
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.domain.errors.refusals import FieldOutOfRange
from desktop_app.ui.grid.cell_delegate import TextDelegate
from desktop_app.ui.grid.cell_editors import CellLine, CellText
from desktop_app.ui.grid.grid import Grid
from desktop_app.ui.grid.header import GridHeader
from desktop_app.ui.grid.table import TableModel
from desktop_app.ui.look.theme import GROUP_ROW_HEIGHT, ROW_HEIGHT
from tests.ui.grid_samples import Book, Item, item_sections

PERCENT, RESULT, STATE = 2, 3, 5
KEY = Qt.Key


def select(grid: Grid, top: int, left: int, bottom: int, right: int) -> None:
    model = grid.model()
    grid.setCurrentIndex(model.index(top, left))
    block = QItemSelection(model.index(top, left), model.index(bottom, right))
    grid.selectionModel().select(block, QItemSelectionModel.SelectionFlag.ClearAndSelect)


def editor(grid: Grid) -> QWidget:
    found = grid.open_editor()
    assert found is not None
    return found


def press(grid: Grid, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(grid, key, modifier)


def letter(text: str) -> QKeyEvent:
    return QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, text)


def at(grid: Grid) -> tuple[int, int]:
    return grid.currentIndex().row(), grid.currentIndex().column()


def middle_of(grid: Grid, line: int, column: int) -> QPoint:
    return grid.visualRect(grid.model().index(line, column)).center()


# --- editing -------------------------------------------------------------------------------------


def test_typing_replaces_the_cell_and_enter_goes_down(grid: Grid, book: Book) -> None:
    select(grid, 1, RESULT, 1, RESULT)
    QTest.keyClicks(grid, "D")
    box = editor(grid)
    assert isinstance(box, CellText)
    assert box.text() == "D"
    QTest.keyClicks(box, "a xong")
    QTest.keyClick(box, KEY.Key_Return)
    assert book.item(1).result == "Da xong"
    assert at(grid) == (2, RESULT)


def test_keys_of_an_input_method_reach_the_editor_whole(grid: Grid, book: Book) -> None:
    select(grid, 1, RESULT, 1, RESULT)
    QTest.keyClicks(grid, "d")
    box = editor(grid)
    QTest.keyClick(box, KEY.Key_Backspace)
    QApplication.sendEvent(box, letter("đ"))
    QTest.keyClick(box, KEY.Key_Tab)
    assert book.item(1).result == "đ"
    assert at(grid) == (1, 4)


def test_a_vietnamese_letter_opens_the_editor(grid: Grid, book: Book) -> None:
    select(grid, 1, RESULT, 1, RESULT)
    QApplication.sendEvent(grid, letter("Đ"))
    box = editor(grid)
    QTest.keyClick(box, KEY.Key_Return)
    assert book.item(1).result == "Đ"


def test_a_composed_text_opens_the_editor(grid: Grid) -> None:
    select(grid, 1, RESULT, 1, RESULT)
    event = QInputMethodEvent()
    event.setCommitString("đã")
    QApplication.sendEvent(grid, event)
    box = editor(grid)
    assert isinstance(box, CellText)
    assert box.text() in {"", "đã"}


def test_a_refused_text_stays_in_the_editor_until_it_is_mended_or_left(
    grid: Grid, book: Book, qtbot: QtBot
) -> None:
    told: list[object] = []
    grid.refused.connect(told.append)
    select(grid, 1, PERCENT, 1, PERCENT)
    QTest.keyClicks(grid, "1")
    box = editor(grid)
    assert isinstance(box, CellLine)
    QTest.keyClicks(box, "50")
    QTest.keyClick(box, KEY.Key_Return)
    assert [type(error) for error in told] == [FieldOutOfRange]
    assert box.text() == "150"
    assert at(grid) == (1, PERCENT)
    assert not grid.commit()
    grid.setCurrentIndex(book.model.index(2, PERCENT))
    assert grid.editing()
    box.setText("70")
    QTest.keyClick(box, KEY.Key_Return)
    assert book.item(1).percent == 70
    assert not grid.editing()
    press(grid, KEY.Key_9)
    box = editor(grid)
    QTest.keyClicks(box, "999")
    QTest.keyClick(box, KEY.Key_Tab)
    QTest.keyClick(box, KEY.Key_Escape)
    assert not grid.editing()
    assert grid.commit()


def test_f2_edits_what_is_there_and_escape_leaves_it(grid: Grid, book: Book) -> None:
    book.edit([(book.item(1), "result", "cũ")])
    select(grid, 1, RESULT, 1, RESULT)
    press(grid, KEY.Key_F2)
    box = editor(grid)
    assert isinstance(box, CellText)
    assert box.text() == "cũ"
    QTest.keyClicks(box, " hon")
    QTest.keyClick(box, KEY.Key_Escape)
    assert book.item(1).result == "cũ"


@pytest.mark.parametrize("modifier", [Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ShiftModifier])
def test_a_line_is_broken_inside_a_cell(grid: Grid, book: Book, modifier: Qt.KeyboardModifier) -> None:
    select(grid, 1, RESULT, 1, RESULT)
    press(grid, KEY.Key_F2)
    box = editor(grid)
    QTest.keyClicks(box, "a")
    QTest.keyClick(box, KEY.Key_Return, modifier)
    QTest.keyClicks(box, "b")
    QTest.keyClick(box, KEY.Key_Return)
    assert book.item(1).result == "a\nb"


def test_the_editor_grows_with_its_text_inside_the_table(grid: Grid) -> None:
    select(grid, 1, RESULT, 1, RESULT)
    press(grid, KEY.Key_F2)
    box = editor(grid)
    assert isinstance(box, CellText)
    small = box.height()
    box.setPlainText("\n".join("dòng" for _ in range(8)))
    assert box.height() > small
    box.setPlainText("\n".join("dòng" for _ in range(80)))
    assert grid.viewport().rect().contains(box.geometry())


def test_arrows_keep_what_was_typed_and_move(grid: Grid, book: Book) -> None:
    select(grid, 1, PERCENT, 1, PERCENT)
    QTest.keyClicks(grid, "7")
    QTest.keyClick(editor(grid), KEY.Key_Down)
    assert book.item(1).percent == 7
    assert at(grid) == (2, PERCENT)


def test_arrows_walk_through_the_text_after_f2(grid: Grid, book: Book) -> None:
    select(grid, 1, PERCENT, 1, PERCENT)
    press(grid, KEY.Key_F2)
    box = editor(grid)
    assert isinstance(box, CellLine)
    QTest.keyClick(box, KEY.Key_Left)
    assert box.isVisible()
    QTest.keyClick(box, KEY.Key_Backtab)
    assert at(grid) == (1, 1)
    assert book.batches == []


def test_a_refused_value_is_told_and_the_old_one_stays(grid: Grid, book: Book, qtbot: QtBot) -> None:
    select(grid, 1, PERCENT, 1, PERCENT)
    QTest.keyClicks(grid, "1")
    QTest.keyClicks(editor(grid), "50")
    with qtbot.waitSignal(grid.refused) as told:
        QTest.keyClick(editor(grid), KEY.Key_Return)
    assert isinstance(told.args[0], FieldOutOfRange)
    assert book.item(1).percent == 50


def test_what_is_being_typed_can_be_committed(grid: Grid, book: Book) -> None:
    select(grid, 1, PERCENT, 1, PERCENT)
    QTest.keyClicks(grid, "8")
    grid.commit()
    grid.commit()
    assert book.item(1).percent == 8


def test_typing_into_a_cell_to_read_says_so(grid: Grid, qtbot: QtBot) -> None:
    select(grid, 1, 1, 1, 1)
    with qtbot.waitSignal(grid.notified) as told:
        QTest.keyClicks(grid, "x")
    assert told.args == ["Cột “Nội dung” chỉ để xem, không nhập được"]


def test_a_state_is_chosen_from_a_list(grid: Grid, book: Book) -> None:
    grid.columns.show_column(5, True)
    select(grid, 1, 5, 1, 5)
    press(grid, KEY.Key_F2)
    box = editor(grid)
    assert isinstance(box, QComboBox)
    assert box.currentText() == "Đang thực hiện"
    assert [box.itemText(place) for place in range(4)][2] == "Đã hoàn thành"
    box.setCurrentIndex(2)
    box.hidePopup()
    box.activated.emit(2)
    assert [edit[1:] for edit in book.batches[0]] == [("state", "Đã hoàn thành")]


def test_a_day_shows_its_form(grid: Grid) -> None:
    grid.columns.show_column(6, True)
    select(grid, 1, 6, 1, 6)
    press(grid, KEY.Key_F2)
    box = editor(grid)
    assert isinstance(box, CellLine)
    assert (box.text(), box.placeholderText()) == ("14/12/2021", "ngày/tháng/năm")


# --- blocks --------------------------------------------------------------------------------------


def test_a_block_is_copied_for_excel_and_word_without_headings(grid: Grid, clipboard: QClipboard) -> None:
    select(grid, 3, 1, 5, 2)
    press(grid, KEY.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert clipboard.text() == "áp dụng\t0\r\nĐề xuất\t10\r\n"
    assert "<td>Đề xuất</td>" in clipboard.mimeData().html()


def test_cells_between_that_are_not_chosen_stay_empty(grid: Grid, clipboard: QClipboard) -> None:
    model = grid.model()
    for line, column in ((1, 1), (2, 2)):
        grid.selectionModel().select(model.index(line, column), QItemSelectionModel.SelectionFlag.Select)
    grid.blocks.copy()
    assert clipboard.text() == "Ban hành\t\r\n\t100\r\n"


def test_nothing_chosen_copies_nothing(grid: Grid, clipboard: QClipboard) -> None:
    grid.blocks.copy()
    assert clipboard.text() == ""


def test_a_block_from_excel_is_pasted_as_one_batch_over_headings(
    grid: Grid, book: Book, clipboard: QClipboard
) -> None:
    clipboard.setText('5\t"hai\ndòng"\r\n6\tb\r\n')
    select(grid, 3, PERCENT, 3, PERCENT)
    press(grid, KEY.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert len(book.batches) == 1
    assert (book.item(3).percent, book.item(3).result) == (5, "hai\ndòng")
    assert (book.item(4).percent, book.item(4).result) == (6, "b")


def test_one_value_fills_the_selection(grid: Grid, book: Book, clipboard: QClipboard) -> None:
    clipboard.setText("35")
    select(grid, 1, PERCENT, 3, PERCENT)
    grid.blocks.paste()
    assert [book.item(key).percent for key in (1, 2, 3, 4)] == [35, 35, 35, 10]


def test_a_selection_of_a_multiple_repeats_the_block(grid: Grid, book: Book, clipboard: QClipboard) -> None:
    clipboard.setText("1\n2")
    select(grid, 1, PERCENT, 5, PERCENT)
    grid.blocks.paste()
    assert [book.item(key).percent for key in (1, 2, 3, 4)] == [1, 2, 1, 2]


def test_a_block_that_hits_a_column_to_read_is_refused_whole(
    grid: Grid, book: Book, clipboard: QClipboard, qtbot: QtBot
) -> None:
    clipboard.setText("1")
    select(grid, 1, 1, 1, 1)
    with qtbot.waitSignal(grid.notified) as told:
        grid.blocks.paste()
    assert told.args == ["Chưa dán được: cột “Nội dung” chỉ để xem. Chưa có ô nào thay đổi"]
    assert book.batches == []


def test_a_pasted_block_skips_columns_to_read_and_says_so(
    grid: Grid, book: Book, clipboard: QClipboard, qtbot: QtBot
) -> None:
    clipboard.setText("Khác\t7\txong\tquá hạn\nKhác\t8\txong\tquá hạn")
    select(grid, 1, 1, 1, 1)
    with qtbot.waitSignal(grid.notified) as told:
        grid.blocks.paste()
    assert told.args == ["Đã dán 4 ô, bỏ qua cột chỉ để xem: “Nội dung”, “Tình trạng”. Hoàn tác: Ctrl+Z."]
    assert [(book.item(key).percent, book.item(key).result) for key in (1, 2)] == [(7, "xong"), (8, "xong")]
    assert len(book.batches) == 1


def test_a_refused_value_keeps_the_selection(
    grid: Grid, book: Book, clipboard: QClipboard, qtbot: QtBot
) -> None:
    clipboard.setText("Khác\t150")
    select(grid, 1, 1, 2, 2)
    chosen = grid.blocks.ranges()
    with qtbot.waitSignal(grid.refused):
        grid.blocks.paste()
    assert [(one.top(), one.left(), one.bottom(), one.right()) for one in grid.blocks.ranges()] == [
        (one.top(), one.left(), one.bottom(), one.right()) for one in chosen
    ]
    select(grid, 1, PERCENT, 1, PERCENT)
    press(grid, KEY.Key_9)
    QTest.keyClicks(editor(grid), "99")
    grid.setCurrentIndex(book.model.index(2, PERCENT))
    QApplication.processEvents()
    assert at(grid) == (1, PERCENT)
    assert grid.editing()


def test_a_block_longer_than_the_table_is_refused_whole(
    grid: Grid, book: Book, clipboard: QClipboard, qtbot: QtBot
) -> None:
    clipboard.setText("1\n2\n3")
    select(grid, 5, PERCENT, 5, PERCENT)
    with qtbot.waitSignal(grid.notified) as told:
        grid.blocks.paste()
    assert told.args == [
        "Chưa dán được: vùng sao chép có 3 dòng × 1 cột, từ ô đang chọn chỉ còn 2 dòng × 1 cột"
    ]
    assert book.batches == []


def test_one_bad_value_refuses_the_whole_block(
    grid: Grid, book: Book, clipboard: QClipboard, qtbot: QtBot
) -> None:
    clipboard.setText("5\n150")
    select(grid, 1, PERCENT, 1, PERCENT)
    with qtbot.waitSignal(grid.refused):
        grid.blocks.paste()
    assert [book.item(key).percent for key in (1, 2)] == [50, 100]


def test_an_empty_clipboard_pastes_nothing(grid: Grid, book: Book, clipboard: QClipboard) -> None:
    select(grid, 1, PERCENT, 1, PERCENT)
    grid.blocks.paste()
    assert book.batches == []


def test_fill_down_repeats_the_first_row(grid: Grid, book: Book) -> None:
    select(grid, 1, PERCENT, 5, PERCENT)
    press(grid, KEY.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert [book.item(key).percent for key in (1, 2, 3, 4, 5)] == [50, 50, 50, 50, 20]


class KeysOfX11(QKeyEvent):
    """Ctrl+D as it is on X11, where it is also a key of Delete."""

    def matches(self, key: QKeySequence.StandardKey) -> bool:
        return key is QKeySequence.StandardKey.Delete


def test_the_keys_of_fill_down_never_empty_the_cells(grid: Grid, book: Book) -> None:
    select(grid, 1, PERCENT, 2, PERCENT)
    control = Qt.KeyboardModifier.ControlModifier
    assert grid.blocks.key(KeysOfX11(QEvent.Type.KeyPress, KEY.Key_D.value, control))
    assert [book.item(key).percent for key in (1, 2)] == [50, 50]


def test_fill_down_in_one_row_takes_what_stands_above(grid: Grid, book: Book) -> None:
    select(grid, 5, PERCENT, 5, PERCENT)
    grid.blocks.fill_down()
    assert book.item(4).percent == 0
    select(grid, 1, PERCENT, 1, PERCENT)
    grid.blocks.fill_down()
    assert len(book.batches) == 1


def test_fill_down_without_a_selection_does_nothing(grid: Grid, book: Book) -> None:
    grid.blocks.fill_down()
    assert book.batches == []


@pytest.mark.parametrize("key", [KEY.Key_Delete, KEY.Key_Backspace])
def test_delete_empties_the_cells(grid: Grid, book: Book, key: Qt.Key) -> None:
    select(grid, 1, PERCENT, 2, PERCENT)
    press(grid, key)
    assert [book.item(key).percent for key in (1, 2)] == [0, 0]


def test_delete_is_refused_where_a_column_is_only_read(grid: Grid, book: Book, qtbot: QtBot) -> None:
    press(grid, KEY.Key_A, Qt.KeyboardModifier.ControlModifier)
    with qtbot.waitSignal(grid.notified):
        press(grid, KEY.Key_Delete)
    assert book.batches == []


def test_cut_copies_and_empties(grid: Grid, book: Book, clipboard: QClipboard) -> None:
    select(grid, 2, PERCENT, 2, PERCENT)
    press(grid, KEY.Key_X, Qt.KeyboardModifier.ControlModifier)
    assert clipboard.text() == "100\r\n"
    assert book.item(2).percent == 0


# --- moving and folding --------------------------------------------------------------------------


def test_enter_and_tab_move_over_headings_and_stop_at_the_edges(grid: Grid) -> None:
    select(grid, 3, PERCENT, 3, PERCENT)
    press(grid, KEY.Key_Return)
    assert at(grid) == (5, PERCENT)
    press(grid, KEY.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert at(grid) == (3, PERCENT)
    press(grid, KEY.Key_Tab)
    assert at(grid) == (3, RESULT)
    press(grid, KEY.Key_Backtab)
    assert at(grid) == (3, PERCENT)
    select(grid, 6, 4, 6, 4)
    press(grid, KEY.Key_Return)
    press(grid, KEY.Key_Tab)
    assert at(grid) == (6, 4)


def test_a_heading_folds_by_click_and_by_keys(grid: Grid) -> None:
    model = grid.model()
    QTest.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=middle_of(grid, 0, 1))
    assert model.rowCount() == 4
    press(grid, KEY.Key_Left)
    assert model.rowCount() == 4
    press(grid, KEY.Key_Right)
    assert model.rowCount() == 7
    press(grid, KEY.Key_Right)
    assert model.rowCount() == 7
    press(grid, KEY.Key_Return)
    assert model.rowCount() == 4
    press(grid, KEY.Key_Space)
    assert model.rowCount() == 7
    press(grid, KEY.Key_Down)
    assert at(grid)[0] == 1
    QTest.mouseDClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=middle_of(grid, 0, 1))
    assert model.rowCount() == 4


def test_headings_keep_their_height_when_folded_and_sorted(grid: Grid) -> None:
    model = grid.model()

    def heights() -> list[int]:
        return [grid.rowHeight(line) for line in range(model.rowCount())]

    one, row = GROUP_ROW_HEIGHT, ROW_HEIGHT
    assert heights() == [one, row, row, row, one, row, row]
    press(grid, KEY.Key_Down)
    QTest.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=middle_of(grid, 0, 1))
    assert heights() == [one, one, row, row]
    QTest.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=middle_of(grid, 0, 1))
    grid.horizontalHeader().setSortIndicator(PERCENT, Qt.SortOrder.DescendingOrder)
    assert heights() == [one, row, row, row, one, row, row]


def test_a_double_click_on_a_cell_to_read_opens_the_row(grid: Grid, qtbot: QtBot) -> None:
    with qtbot.waitSignal(grid.opened):
        QTest.mouseDClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=middle_of(grid, 1, 1))
    with qtbot.assertNotEmitted(grid.opened):
        QTest.mouseDClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=middle_of(grid, 1, RESULT))


def test_a_click_on_a_title_sorts_and_a_third_one_gives_the_order_back(grid: Grid) -> None:
    header, shown = grid.horizontalHeader(), grid.model()
    assert isinstance(shown, TableModel)
    place = QPoint(header.sectionViewportPosition(PERCENT) + 20, header.height() // 2)
    orders = []
    for _ in range(3):
        QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)
        orders.append([row.id for row in shown.rows()[:3]])
    assert orders == [[3, 1, 2], [2, 1, 3], [1, 2, 3]]


def test_the_cursor_tells_its_row(grid: Grid, book: Book, qtbot: QtBot) -> None:
    with qtbot.waitSignal(grid.current_changed):
        select(grid, 2, 1, 2, 1)
    assert grid.current_row() == book.item(2)
    assert grid.tinted_line() == 2
    select(grid, 1, 1, 5, 2)
    assert grid.tinted_line() == -1
    assert grid.selected_rows() == [book.item(key) for key in (1, 2, 3, 4)]
    grid.clearSelection()
    assert grid.selected_rows() == [book.item(1)]
    grid.setCurrentIndex(grid.model().index(0, 0))
    assert grid.current_row() is None


def test_a_row_is_found_by_its_key_even_when_folded(grid: Grid, book: Book) -> None:
    book.model.toggle(4)
    assert grid.select_key(5)
    assert grid.current_row() == book.item(5)
    assert grid.select_key(4, PERCENT)
    assert at(grid) == (5, PERCENT)
    assert not grid.select_key(99)


def test_cursor_and_scrolling_stay_when_other_rows_are_shown(grid: Grid, book: Book, qtbot: QtBot) -> None:
    grid.select_key(5, PERCENT)
    book.model.set_sections(item_sections()[1:])
    assert grid.current_row() == book.item(5)
    with qtbot.waitSignal(grid.current_changed):
        book.model.set_sections(item_sections()[:1])
    assert grid.current_row() is None
    book.model.set_sections(item_sections())
    assert grid.current_row() is None


# --- columns -------------------------------------------------------------------------------------


def test_the_content_takes_what_is_left_and_never_less_than_its_least(grid: Grid) -> None:
    header = grid.horizontalHeader()
    assert header.length() == grid.viewport().width()
    grid.resize(420, 500)
    assert header.sectionSize(1) == 240


def test_dragged_widths_order_and_choice_are_remembered(grid: Grid, book: Book, qtbot: QtBot) -> None:
    header = grid.horizontalHeader()
    header.resizeSection(RESULT, 210)
    header.moveSection(header.visualIndex(PERCENT), 0)
    grid.columns.show_column(4, False)
    state = grid.save_state()
    other = Grid("Nhiệm vụ")
    qtbot.addWidget(other)
    other.setModel(book.model)
    other.resize(900, 500)
    other.restore_state(
        {**state, "hidden": [*state["hidden"], "unknown"], "widths": {**state["widths"], "gone": 5}}
    )
    assert other.save_state() == state
    assert other.columns.shown() == [PERCENT, 0, 1, RESULT]
    assert other.horizontalHeader().sectionSize(RESULT) == 210
    other.columns.reset()
    assert other.columns.shown() == [0, 1, 2, 3, 4]


def test_an_empty_state_changes_nothing(grid: Grid) -> None:
    before = grid.save_state()
    grid.restore_state({})
    assert grid.save_state() == before


def test_columns_are_chosen_in_a_menu_and_one_always_stays(grid: Grid) -> None:
    menu = grid.columns.menu()
    actions = {action.text(): action for action in menu.actions()}
    actions["Tình trạng"].setChecked(False)
    assert grid.columns.shown() == [0, 1, 2, 3]
    for title in ("STT", "Nội dung", "Tiến độ", "Kết quả"):
        actions[title].setChecked(False)
    assert grid.columns.shown() == [3]
    actions["Khôi phục cột mặc định"].trigger()
    assert grid.columns.shown() == [0, 1, 2, 3, 4]


def test_a_column_that_is_shown_has_the_width_of_its_title(grid: Grid) -> None:
    header = grid.horizontalHeader()
    assert isinstance(header, GridHeader)
    grid.columns.show_column(STATE, True)
    assert grid.columnWidth(STATE) >= header.needed(STATE)
    assert not grid.columns.save()["widths"], "nobody dragged it"


def test_the_words_of_a_cell_are_chosen_from_whole_however_narrow_it_is(grid: Grid) -> None:
    grid.columns.show_column(STATE, True)
    grid.setColumnWidth(STATE, 64)
    grid.setCurrentIndex(grid.model().index(1, STATE))
    grid.edit(grid.currentIndex())
    box = grid.findChild(QComboBox, "cellEditor")
    assert isinstance(box, QComboBox)
    box.showPopup()
    longest = max(box.fontMetrics().horizontalAdvance(box.itemText(place)) for place in range(box.count()))
    assert box.view().width() > longest > box.width()
    box.hidePopup()


def test_the_menu_opens_below_the_headings_or_its_button(grid: Grid, qtbot: QtBot) -> None:
    button = QPushButton(grid)
    button.setGeometry(60, 40, 50, 20)
    button.show()
    for given, above in ((None, grid.horizontalHeader()), (button, button)):
        grid.columns.offer(given)
        popup = QApplication.activePopupWidget()
        assert popup is not None
        assert popup.pos() == above.mapToGlobal(above.rect().bottomLeft())
        popup.close()


def test_tool_tips_show_only_what_is_cut(grid: Grid, book: Book) -> None:
    long = "Ban hành chỉ thị " * 30
    book.model.set_sections([item_sections()[0].__class__("a", long, [Item(1, long, 50, "ngắn")])])
    texts = {}
    for line, column in ((0, 0), (1, 1), (1, PERCENT), (1, RESULT)):
        index = book.model.index(line, column)
        delegate = grid.itemDelegateForIndex(index)
        assert isinstance(delegate, TextDelegate)
        texts[line, column] = delegate.tip(index, grid.visualRect(index))
    assert texts == {(0, 0): long, (1, 1): long, (1, PERCENT): "", (1, RESULT): ""}


def test_the_table_is_painted_in_both_themes_wide_and_narrow(grid: Grid, book: Book) -> None:
    grid.setFocus()
    for size in ((900, 500), (300, 200)):
        grid.resize(*size)
        for line in (0, 1):
            grid.setCurrentIndex(book.model.index(line, 1))
            assert not grid.grab().isNull()
    grid.horizontalHeader().setSortIndicator(1, Qt.SortOrder.AscendingOrder)
    book.model.toggle(0)
    assert not grid.grab().isNull()


def test_another_kind_of_model_is_refused(grid: Grid) -> None:
    with pytest.raises(TypeError):
        grid.setModel(QStandardItemModel())
