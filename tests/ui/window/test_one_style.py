"""One style on every screen and dialog: how days are written, how a button that only closes looks."""

import re
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QAbstractButton, QLabel, QListWidget, QPushButton, QTableView, QWidget

from desktop_app.ui.look import color
from desktop_app.ui.window._main_window import MainWindow
from tests.ui.window.every_dialog import DIALOGS
from tests.ui.window.test_reading_order import SCREENS, show_screen
from tests.ui.window.test_room import settle

OTHER_STYLE = re.compile(r"\b(\d/\d{1,2}|\d{2}/0[3-9])/\d{4}")
"""A day below 10 without a 0, or a month from March on with one: it is 01/02/2022, 30/6/2018."""
CLOSING = {"Đóng", "Hủy", "Quay lại"}
MOST_ROWS = 60
SEALING = {"DifferencesDialog", "SinceDialog", "VersionDialog"}
"""Those that close a period of their window."""
AS_IN_THE_FILE = {"SheetDialog"}


def texts(top: QWidget) -> Iterator[str]:
    for one in top.findChildren(QWidget):
        if not one.isVisible():
            continue
        if isinstance(one, QLabel | QAbstractButton):
            yield one.text()
        if isinstance(one, QListWidget):
            yield from (one.item(row).text() for row in range(min(one.count(), MOST_ROWS)))
        if isinstance(one, QTableView):
            model = one.model()
            for row in range(min(model.rowCount(), MOST_ROWS)):
                yield from (str(model.index(row, place).data()) for place in range(model.columnCount()))


def closing_as_main_act(top: QWidget) -> list[str]:
    buttons = [one for one in top.findChildren(QPushButton) if one.isVisible() and one.isEnabled()]
    return [
        one.text()
        for one in buttons
        if one.text().replace("&", "") in CLOSING
        and one.grab().toImage().pixelColor(QPoint(6, one.height() // 2)) == color("accent")
    ]


def faults(top: QWidget) -> list[str]:
    settle(top)
    return closing_as_main_act(top) + [text for text in texts(top) if OTHER_STYLE.search(text)]


@pytest.mark.parametrize(
    "names", [sorted(set(DIALOGS) - SEALING - AS_IN_THE_FILE), *([one] for one in sorted(SEALING))]
)
def test_a_dialog_has_the_style(sample: MainWindow, names: list[str]) -> None:
    found = {}
    for name in names:
        dialog = DIALOGS[name](sample)
        dialog.show()
        found[name] = faults(dialog)
        dialog.hide()
    assert {name: said for name, said in found.items() if said} == {}


def test_a_screen_has_the_style(sample: MainWindow) -> None:
    found = {}
    for screen in [*SCREENS, "editions", "tray", "preview"]:
        show_screen(sample, screen)
        found[screen] = faults(sample)
    assert {name: said for name, said in found.items() if said} == {}
