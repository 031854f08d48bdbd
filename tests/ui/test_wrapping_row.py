"""A row that goes on below where it is narrow: nothing cut, and what stands at the right stays there."""

from PySide6.QtWidgets import QLabel, QLineEdit, QSplitter, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.ui.widgets import WrappingRow


def row_of(top: QWidget, widths: list[int], at_right: int = 9) -> list[QWidget]:
    row, made = WrappingRow(top), []
    for place, width in enumerate(widths):
        if place == at_right:
            row.addStretch()
        one = QWidget(top)
        one.setFixedSize(width, 20)
        row.addWidget(one)
        made.append(one)
    return made


def places(made: list[QWidget]) -> list[tuple[int, int]]:
    return [(one.x(), one.y()) for one in made]


def test_what_does_not_fit_goes_on_below(qtbot: QtBot) -> None:
    top = QWidget()
    qtbot.addWidget(top)
    made = row_of(top, [100, 60, 80], at_right=2)
    top.resize(300, 100)
    top.show()
    assert places(made) == [(0, 0), (108, 0), (220, 0)]
    made[2].hide()
    row = top.layout()
    assert row is not None
    last = QWidget(top)
    last.setFixedSize(50, 20)
    row.addWidget(last)
    qtbot.waitUntil(lambda: last.x() == 250)
    last.hide()
    made[2].show()
    top.resize(200, 100)
    qtbot.waitUntil(lambda: places(made) == [(0, 0), (108, 0), (120, 28)])
    top.resize(100, 100)
    assert places(made) == [(0, 0), (0, 28), (20, 56)]
    made[0].hide()
    qtbot.waitUntil(lambda: places(made[1:]) == [(0, 0), (20, 28)])


def test_a_field_takes_the_room_that_is_left(qtbot: QtBot) -> None:
    top = QWidget()
    qtbot.addWidget(top)
    (one,) = row_of(top, [100])
    field = QLineEdit(top)
    field.setMaximumWidth(150)
    row = top.layout()
    assert isinstance(row, WrappingRow)
    row.addWidget(field)
    top.resize(240, 100)
    top.show()
    assert (field.x(), field.width()) == (108, 132)
    top.resize(400, 100)
    assert (field.x(), field.width()) == (108, 150)
    assert [row.itemAt(0) is not None, row.itemAt(2), row.count()] == [True, None, 2]
    row.removeWidget(one)
    qtbot.waitUntil(lambda: field.x() == 0)


def test_a_text_takes_the_room_that_is_left(qtbot: QtBot) -> None:
    top, row = QWidget(), WrappingRow()
    qtbot.addWidget(top)
    top.setLayout(row)
    label, button = QLabel("Đọc 54 dòng " * 12, top), QWidget(top)
    label.setWordWrap(True)
    button.setFixedSize(100, 20)
    row.add_text(label)
    row.addStretch()
    row.addWidget(button)
    top.resize(600, 100)
    top.show()
    assert (label.width(), button.x()) == (492, 500)
    assert label.height() >= label.heightForWidth(492)
    top.resize(280, 200)
    assert (label.width(), button.x()) == (280, 180)
    assert button.y() > label.heightForWidth(280)


def test_a_splitter_leaves_it_all_its_lines(qtbot: QtBot) -> None:
    split, upper, lower, rest = QSplitter(), QWidget(), QWidget(), QWidget()
    qtbot.addWidget(split)
    made = row_of(lower, [100, 100, 100])
    inside = QVBoxLayout(upper)
    inside.addWidget(lower)
    inside.addWidget(rest, 1)
    split.addWidget(upper)
    split.resize(400, 40)
    split.show()
    assert upper.minimumSizeHint().height() < 60
    split.resize(150, 40)
    qtbot.waitUntil(lambda: upper.minimumSizeHint().height() >= 3 * 20 + 2 * 8)
    assert [one.isVisible() for one in made] == [True] * 3
