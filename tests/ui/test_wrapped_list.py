"""A list of long texts shows them whole, whatever width it comes to have."""

import pytest
from PySide6.QtCore import QRect, Qt
from pytestqt.qtbot import QtBot

from desktop_app.ui.widgets import WrappedList

TEXTS = [f"{number}. " + "Xây dựng cơ sở dữ liệu dùng chung của tỉnh " * number for number in range(1, 8)]


@pytest.mark.parametrize("width", [260, 820])
def test_every_line_is_as_tall_as_its_text(qtbot: QtBot, width: int) -> None:
    shown = WrappedList("Nhiệm vụ")
    qtbot.addWidget(shown)
    shown.addItems(TEXTS)
    shown.resize(100, 600)
    shown.show()
    shown.resize(width, 600)
    items = [shown.item(place) for place in range(len(TEXTS))]

    def fit() -> bool:
        return all(shown.visualItemRect(one).width() <= shown.viewport().width() for one in items)

    qtbot.waitUntil(fit)
    assert not shown.horizontalScrollBar().isVisible()
    for item in items:
        place = QRect(0, 0, shown.visualItemRect(item).width(), 10_000)
        lines = shown.fontMetrics().boundingRect(place, Qt.TextFlag.TextWordWrap, item.text())
        assert shown.visualItemRect(item).height() >= lines.height()
