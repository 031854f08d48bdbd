import pytest
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from desktop_app.domain.errors.refusals import FieldOutOfRange
from desktop_app.ui.grid.columns import GridSection
from desktop_app.ui.grid.table import ROLE_ROW, ROLE_VALUE, TableModel
from tests.ui.grid_samples import Book, Item, item_columns, item_sections

ASCENDING, DESCENDING = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder


def contents(model: TableModel[Item]) -> list[str]:
    return [
        str(model.index(line, 1).data() or model.index(line, 0).data()) for line in range(model.rowCount())
    ]


def test_the_model_keeps_qts_rules_through_everything(book: Book, qtmodeltester: ModelTester) -> None:
    model = book.model
    qtmodeltester.check(model)
    model.toggle(0)
    model.sort(2, DESCENDING)
    model.toggle(0)
    model.setData(model.index(1, 2), "60")
    model.set_sections(item_sections()[:1])
    model.set_rows([])
    qtmodeltester.check(model)


def test_rows_stand_under_the_headings_of_their_sections(book: Book) -> None:
    model = book.model
    assert contents(model) == [
        "I. Lãnh đạo · 3 nhiệm vụ",
        "Ban hành",
        "Ân hạn",
        "áp dụng",
        "II. Thể chế",
        "Đề xuất",
        "Dự thảo",
    ]
    assert model.heading_lines() == [0, 4]
    assert model.is_heading(4)
    assert model.row_at(4) is None
    assert model.row_at(99) is None
    assert model.index(4, 1).data() is None


def test_a_cell_gives_its_row_its_value_and_its_text(book: Book) -> None:
    cell = book.model.index(1, 2)
    assert cell.data(ROLE_ROW) == book.item(1)
    assert cell.data(ROLE_VALUE) == 50
    assert cell.data() == "50"
    assert cell.data(Qt.ItemDataRole.ToolTipRole) == "50"
    assert cell.data(Qt.ItemDataRole.TextAlignmentRole) & Qt.AlignmentFlag.AlignRight
    assert cell.data(Qt.ItemDataRole.DecorationRole) is None
    assert book.model.data(QModelIndex()) is None


def test_headings_of_columns_can_be_read_aloud(book: Book) -> None:
    model, across = book.model, Qt.Orientation.Horizontal
    assert model.headerData(1, across, Qt.ItemDataRole.AccessibleTextRole) == "Nội dung"
    assert model.headerData(0, Qt.Orientation.Vertical) is None
    assert model.headerData(99, across) is None
    assert model.headerData(1, across, Qt.ItemDataRole.DecorationRole) is None
    assert model.column_of("result") == 3


def test_only_cells_of_editable_columns_take_input(book: Book) -> None:
    model = book.model
    assert not model.setData(model.index(1, 1), "khác")
    assert not model.setData(model.index(0, 2), "5")
    assert not model.setData(model.index(1, 2), "5", Qt.ItemDataRole.DisplayRole)
    assert model.flags(QModelIndex()) == Qt.ItemFlag.NoItemFlags
    assert book.batches == []
    model.set_writable(False)
    assert not model.setData(model.index(1, 2), "5")


def test_an_input_is_handed_on_as_one_batch_and_shown(book: Book) -> None:
    model = book.model
    assert model.setData(model.index(1, 2), "75")
    assert book.batches == [[(item_sections()[0].rows[0], "percent", "75")]]
    assert model.index(1, 2).data() == "75"


def test_the_same_text_again_is_no_edit(book: Book) -> None:
    assert book.model.setData(book.model.index(1, 2), "50")
    assert book.model.setData(book.model.index(1, 3), None)
    assert book.batches == []


def test_a_refused_value_is_told_and_the_cell_stays(book: Book, qtbot: QtBot) -> None:
    with qtbot.waitSignal(book.model.refused) as told:
        assert not book.model.setData(book.model.index(1, 2), "150")
    assert isinstance(told.args[0], FieldOutOfRange)
    assert book.model.index(1, 2).data() == "50"


def test_texts_are_sorted_in_vietnamese_order_inside_their_section(book: Book) -> None:
    book.model.sort(1, ASCENDING)
    assert [row.content for row in book.model.rows()[:3]] == ["áp dụng", "Ân hạn", "Ban hành"]
    book.model.sort(1, DESCENDING)
    assert [row.content for row in book.model.rows()[:3]] == ["Ban hành", "Ân hạn", "áp dụng"]


def test_numbers_are_sorted_as_numbers_and_the_lists_order_comes_back(book: Book) -> None:
    book.model.sort(2, DESCENDING)
    assert [row.percent for row in book.model.rows()] == [100, 50, 0, 20, 10]
    book.model.sort(-1)
    assert [row.id for row in book.model.rows()] == [1, 2, 3, 4, 5]


def test_empty_cells_come_last_in_both_directions(book: Book) -> None:
    book.edit([(book.item(2), "result", "xong"), (book.item(3), "result", "chưa")])
    book.model.sort(3, ASCENDING)
    assert [row.id for row in book.model.rows()[:3]] == [3, 2, 1]
    book.model.sort(3, DESCENDING)
    assert [row.id for row in book.model.rows()[:3]] == [2, 3, 1]


def test_a_kept_index_follows_its_row_when_sorted(book: Book) -> None:
    kept = QPersistentModelIndex(book.model.index(1, 2))
    book.model.sort(2, DESCENDING)
    assert kept.row() == 2
    assert kept.data() == "50"


def test_a_section_folds_and_unfolds(book: Book, qtbot: QtBot) -> None:
    model = book.model
    with qtbot.waitSignals([model.rowsRemoved, model.folded]):
        model.toggle(0)
    assert contents(model)[:2] == ["I. Lãnh đạo · 3 nhiệm vụ", "II. Thể chế"]
    assert model.heading_lines() == [0, 1]
    assert len(model.rows()) == 5
    with qtbot.waitSignal(model.rowsInserted):
        model.toggle(0)
    assert model.rowCount() == 7
    model.toggle(1)
    assert model.rowCount() == 7


def test_a_folded_section_stays_folded_when_the_rows_are_read_again(book: Book) -> None:
    book.model.toggle(0)
    book.edit([(book.item(4), "percent", "90")])
    assert book.model.rowCount() == 4
    book.model.set_sections(item_sections()[:1])
    assert book.model.rowCount() == 1


def test_a_row_in_a_folded_section_is_revealed(book: Book) -> None:
    book.model.toggle(0)
    assert book.model.line_of(2) == -1
    assert book.model.reveal(2) == 2
    assert book.model.reveal(99) == -1


def test_rows_read_again_take_the_places_of_the_old_ones(book: Book, qtbot: QtBot) -> None:
    book.model.sort(2, DESCENDING)
    with qtbot.assertNotEmitted(book.model.modelReset), qtbot.waitSignal(book.model.dataChanged):
        book.edit([(book.item(1), "percent", "0")])
    assert [row.id for row in book.model.rows()[:3]] == [2, 1, 3]


@pytest.mark.parametrize(
    "sections",
    [
        item_sections()[:1],
        [item_sections()[0], GridSection("c", "II. Thể chế", item_sections()[1].rows)],
        [item_sections()[0], GridSection("b", "II. Thể chế", item_sections()[1].rows[:1])],
        [item_sections()[0], GridSection("b", "II. Thể chế", item_sections()[0].rows[:2])],
    ],
)
def test_other_rows_reset_the_table(book: Book, qtbot: QtBot, sections: list[GridSection[Item]]) -> None:
    with qtbot.waitSignal(book.model.modelReset):
        book.model.set_sections(sections)


def test_without_keys_every_reading_resets(qtbot: QtBot) -> None:
    model: TableModel[Item] = TableModel(item_columns())
    model.set_rows([Item(1, "a")])
    with qtbot.waitSignal(model.modelReset):
        model.set_rows([Item(1, "a")])
    assert model.rowCount() == 1
    assert model.line_of(1) == -1
    assert model.reveal(1) == -1
    assert model.setData(model.index(0, 2), "5")
