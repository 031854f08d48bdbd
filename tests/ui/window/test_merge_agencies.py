"""Merging agencies in the window: always one, or one from a day on."""

from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from desktop_app.ui.setup._merge_dialog import MergeDialog


@pytest.mark.parametrize(("since", "day"), [(False, None), (True, date(2021, 7, 1))])
def test_a_merger_may_have_a_day(qtbot: QtBot, *, since: bool, day: date | None) -> None:
    dialog = MergeDialog(["Sở Tư pháp", "Sở TP"])
    qtbot.addWidget(dialog)
    assert not dialog.day.isEnabled()
    dialog.kept.setCurrentText("Sở TP")
    if since:
        dialog.since.setChecked(True)
        dialog.day.setText("01/7/2021")
    dialog.act_button.click()
    assert dialog.answer == ("Sở TP", day)
