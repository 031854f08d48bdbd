"""Classing agencies in their dialog."""

import pytest

from desktop_app.ui.setup.agencies_dialog import AgenciesDialog
from desktop_app.ui.widgets.asking import ChoiceDialog
from desktop_app.ui.window._main_window import MainWindow


def test_agencies_are_classed_in_their_dialog(sample: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    offered: list[str] = []

    def typed(dialog: ChoiceDialog) -> int:
        offered.extend(dialog.choice.itemText(place) for place in range(dialog.choice.count()))
        dialog.choice.setCurrentText("Cơ quan của tỉnh")
        return 1

    monkeypatch.setattr(ChoiceDialog, "exec", typed)
    dialog = AgenciesDialog(sample.session, sample)
    assert not dialog.class_button.isEnabled()
    dialog.search.setText("so tai chinh")
    dialog.search.returnPressed.emit()
    dialog.list.item(0).setSelected(True)
    dialog.class_button.click()
    assert "Bộ Tư pháp" in offered
    assert dialog.list.item(0).text() == "Sở Tài chính — Cơ quan của tỉnh"
    sample.session.undo()
    assert dialog.list.item(0).text() == "Sở Tài chính"
    dialog.close()
