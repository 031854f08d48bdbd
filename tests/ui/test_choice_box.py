"""A list of choices that is narrower than its words says so, and shows the whole in its tip."""

import pytest
from PySide6.QtWidgets import QStyleOptionComboBox
from pytestqt.qtbot import QtBot

from desktop_app.ui.widgets import AROUND, ChoiceBox

AGENCY = "Sở Tài nguyên và Môi trường"


@pytest.mark.parametrize(("room", "whole"), [(0, True), (-30, False)])
def test_words_that_do_not_fit_end_in_dots(qtbot: QtBot, room: int, whole: bool) -> None:
    box = ChoiceBox("Cơ quan", None)
    qtbot.addWidget(box)
    box.addItem(AGENCY)
    box.resize(box.fontMetrics().horizontalAdvance(AGENCY) + AROUND + room, 30)
    option = QStyleOptionComboBox()
    box.initStyleOption(option)
    painted = getattr(option, "currentText", "")
    assert (painted == AGENCY) is whole
    assert painted.endswith("…") is not whole
    assert box.toolTip() == f"Cơ quan: {AGENCY}"


def test_the_choices_are_as_wide_as_their_words(qtbot: QtBot) -> None:
    box = ChoiceBox("Cơ quan", None, 5)
    qtbot.addWidget(box)
    box.addItems(["Sở Tư pháp", AGENCY])
    box.show()
    box.showPopup()
    assert box.view().width() > box.fontMetrics().horizontalAdvance(AGENCY) > box.width()
    box.hidePopup()
