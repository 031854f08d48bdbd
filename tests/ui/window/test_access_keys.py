"""Every menu and dialog can be worked by its access keys.

Each key once, and none that only Vietnamese typing gives.
"""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pytest
from openpyxl import Workbook
from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QKeySequence, QScreen
from PySide6.QtWidgets import QAbstractButton, QLabel, QMenu, QTabBar, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.ui.window._main_window import MainWindow
from tests.ui.window.every_dialog import DIALOGS


def keys(texts: Iterable[str]) -> list[str]:
    plain = (text.partition("\t")[0].replace("&&", "") for text in texts)
    return [text[text.index("&") + 1].casefold() for text in plain if "&" in text]


def wrong(texts: Iterable[str]) -> list[str]:
    """Return the keys that stand twice, and those that a keyboard without a typing tool does not have."""
    counted = Counter(keys(texts))
    return [key for key, count in counted.items() if count > 1 or not key.isascii()]


def menu_texts(menu: QMenu) -> list[str]:
    return [action.text() for action in menu.actions() if not action.isSeparator()]


def shown_texts(widget: QWidget) -> list[str]:
    texts = [one.text() for one in widget.findChildren(QAbstractButton) if not one.isHidden()]
    texts += [
        one.text() for one in widget.findChildren(QLabel) if one.buddy() is not None and not one.isHidden()
    ]
    for bar in widget.findChildren(QTabBar):
        texts += [bar.tabText(place) for place in range(bar.count())]
    return texts


def test_no_menu_has_an_access_key_twice(sample: MainWindow) -> None:
    bar = sample.menuBar()
    assert wrong(action.text() for action in bar.actions()) == []
    found = {}
    for menu in bar.findChildren(QMenu):
        menu.aboutToShow.emit()
        found[menu.title()] = wrong(menu_texts(menu))
    assert {title: twice for title, twice in found.items() if twice} == {}


@pytest.mark.parametrize("name", ["overview", "tasks", "periods", "reports", "evidence", "history"])
def test_no_screen_takes_a_key_of_the_menu_bar(sample: MainWindow, name: str) -> None:
    sample.show_screen(name)
    bar = [action.text() for action in sample.menuBar().actions()]
    shown = [
        *shown_texts(sample.made_screen(name)),
        *shown_texts(sample.top_bar),
        *shown_texts(sample.navigation),
    ]
    assert wrong([*bar, *shown]) == []


def test_no_screen_apart_takes_a_key_of_the_menu_bar(sample: MainWindow) -> None:
    bar = [action.text() for action in sample.menuBar().actions()]
    for show in (sample.show_tray, sample.show_editions):
        show()
        shown = sample.stack.currentWidget()
        assert shown is not None
        assert wrong([*bar, *shown_texts(shown), *shown_texts(sample.top_bar)]) == []


@pytest.mark.parametrize("name", DIALOGS)
def test_a_dialog_fits_a_screen_at_200_percent_and_has_each_access_key_once(
    sample: MainWindow, name: str, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    room = QSize(1366 // 2, 768 // 2 - 40)  # without the task bar and the title
    monkeypatch.setattr(QScreen, "availableGeometry", lambda _screen: QRect(0, 0, 683, 384))
    sample.resize(683, 340)
    dialog = DIALOGS[name](sample)
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.size() == dialog.size().boundedTo(room)
    assert dialog.minimumSizeHint() == dialog.minimumSizeHint().boundedTo(room)
    assert wrong(shown_texts(dialog)) == []


def test_the_preview_of_a_list_has_each_access_key_once(sample: MainWindow, tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ("STT", "Nội dung nhiệm vụ", "Cơ quan chủ trì", "Thời hạn", "Tỷ lệ hoàn thành"),
        (1, "Rà soát văn bản của ngành", "Sở Tư pháp", "30/6/2019", "60%"),
        (2, None, "Sở Nội vụ", "30/9/2019", "40%"),
    ):
        sheet.append(row)
    book.save(tmp_path / "a.xlsx")
    sample.importing.begin(tmp_path / "a.xlsx")
    sample.session.jobs.wait()
    preview = sample.importing.preview
    assert preview is not None
    assert (preview.progress.isHidden(), preview.foot.save_refused.isHidden()) == (False, False)
    bar = [action.text() for action in sample.menuBar().actions()]
    shown = [*shown_texts(preview), *shown_texts(sample.top_bar), *shown_texts(sample.navigation)]
    assert wrong([*bar, *shown]) == []


@pytest.mark.parametrize("name", DIALOGS)
def test_an_access_key_that_is_shown_presses_its_button(sample: MainWindow, name: str, qtbot: QtBot) -> None:
    dialog = DIALOGS[name](sample)
    qtbot.addWidget(dialog)
    keyed = [one for one in dialog.findChildren(QAbstractButton) if "&" in one.text().replace("&&", "")]
    assert [one.text() for one in keyed if one.shortcut() != QKeySequence.mnemonic(one.text())] == []
