from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.ui.look.theme import apply_theme
from desktop_app.ui.widgets.buttons import (
    ElidedLabel,
    ElidedLink,
    FilterButton,
    LinkButton,
    NavButton,
    SearchBox,
)
from desktop_app.ui.widgets.cards import Badge, Card, EmptyState, FigureCard, SideHeading
from desktop_app.ui.window import _toast
from desktop_app.ui.window._toast import Toast


def test_a_figure_names_its_whole_and_opens_it(qtbot: QtBot) -> None:
    card = FigureCard("checkmark_circle_20_filled", "done_on_time")
    qtbot.addWidget(card)
    card.show_figure("Hoàn thành đúng hạn", 19, 42)
    assert (card.figure.text(), card.whole.text()) == ("19", "/ 42 · 45,2%")
    assert card.link.accessibleName() == "Xem 19 nhiệm vụ: Hoàn thành đúng hạn"
    with qtbot.waitSignal(card.asked):
        card.link.click()
    card.show_figure("Quá hạn", 0, 42)
    assert not card.link.isEnabled()


def test_a_card_has_a_title_only_where_one_is_given(qtbot: QtBot) -> None:
    card = Card()
    qtbot.addWidget(card)
    card.show()
    assert not card.title.isVisible()
    card.set_title("Quá hạn")
    assert card.title.isVisible()


def test_a_badge_changes_its_word_and_ground_with_the_theme(qtbot: QtBot, light: QApplication) -> None:
    badge = Badge("Đang cập nhật", "blue", "edit_20_regular")
    qtbot.addWidget(badge)
    badge.show()
    before = badge.grab().toImage().pixelColor(3, 10)
    badge.show_text("Quá hạn", "red")
    assert badge.text.text() == "Quá hạn"
    assert badge.icon.isVisible()
    assert badge.grab().toImage().pixelColor(3, 10) != before
    apply_theme(light, "dark")
    assert badge.grab().toImage().pixelColor(3, 10).lightness() < 128
    plain = Badge("", "grey")
    qtbot.addWidget(plain)
    plain.show()
    assert not plain.icon.isVisible()


def test_a_filter_shows_its_count_and_keeps_its_width(qtbot: QtBot) -> None:
    button = FilterButton("Quá hạn")
    qtbot.addWidget(button)
    button.show_count(1234, 1234)
    assert button.text() == "Quá hạn  1.234"
    off = button.sizeHint().width()
    button.setChecked(True)
    assert abs(button.sizeHint().width() - off) <= 8
    button.show_count(7, 7)
    assert abs(button.sizeHint().width() - off) <= 8, "fewer digits leave what stands beside it in its place"


def test_a_search_is_told_when_the_typing_rests(qtbot: QtBot) -> None:
    box = SearchBox("Tìm (Ctrl+F)")
    qtbot.addWidget(box)
    box.show()
    told: list[str] = []
    box.searched.connect(told.append)
    QTest.keyClicks(box, "thi hanh")
    assert told == []
    qtbot.waitUntil(lambda: told == ["thi hanh"])
    QTest.keyClick(box, Qt.Key.Key_Escape)
    assert told == ["thi hanh", ""]
    QTest.keyClick(box, Qt.Key.Key_Escape)
    QTest.keyClicks(box, "x")
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert told == ["thi hanh", "", "x"]
    box.actions()[-1].trigger()
    assert told[-1] == ""


def test_long_lines_end_in_dots_and_show_whole_in_their_tip(qtbot: QtBot) -> None:
    for line in (ElidedLink("Xây dựng quy chế & phối hợp"), ElidedLabel("Xây dựng quy chế & phối hợp")):
        qtbot.addWidget(line)
        line.show()
        line.resize(90, 24)
        assert line.text().endswith("…")
        assert line.toolTip() == "Xây dựng quy chế & phối hợp"
        line.resize(400, 24)
        assert line.toolTip() == ""
    assert ElidedLabel("a\nb").whole() == "a b"
    assert ElidedLink("a").minimumSizeHint().width() == 24


def test_an_empty_list_says_why_and_offers_what_fills_it(qtbot: QtBot) -> None:
    empty = EmptyState("task_list_ltr_20_regular", "Chưa có nhiệm vụ", "Nhập danh mục hoặc thêm tay.")
    qtbot.addWidget(empty)
    button = empty.add_button("Thêm nhiệm vụ")
    empty.say("Không có kết quả", "Bỏ bớt bộ lọc.")
    assert (empty.heading.text(), empty.text.text()) == ("Không có kết quả", "Bỏ bớt bộ lọc.")
    with qtbot.waitSignal(button.clicked):
        button.click()


def test_the_small_parts_are_painted(qtbot: QtBot) -> None:
    for part in (
        SideHeading("Bản chốt"),
        LinkButton("Xem tất cả"),
        NavButton("home_20_regular", "Tổng quan"),
    ):
        qtbot.addWidget(part)
        part.resize(QSize(200, 34))
        assert not part.grab().isNull()


def test_the_status_line_tells_and_takes_back(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    parent.resize(800, 100)
    line = Toast(parent)
    line.resize(800, 32)
    parent.show()
    line.tell("", True)
    assert line.isHidden()
    line.tell("Đã cập nhật 12 nhiệm vụ", True)
    assert line.text.whole() == "Đã cập nhật 12 nhiệm vụ"
    assert line.undo.isVisible()
    with qtbot.waitSignal(line.undo_asked):
        line.undo.click()
    assert line.isHidden()
    line.warn("Chưa dán được")
    assert not line.undo.isVisible()


def test_the_status_line_goes_by_itself(qtbot: QtBot) -> None:
    line = Toast()
    qtbot.addWidget(line)
    line._timer.setInterval(10)
    line.tell("Đã sao lưu", False)
    qtbot.waitUntil(line.isHidden)
    assert _toast.SHOWN_MS >= 5_000
