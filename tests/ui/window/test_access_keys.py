"""Every menu and dialog can be worked by its access keys.

Each key once, and none that only Vietnamese typing gives.
"""

from collections import Counter
from collections.abc import Iterable

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QAbstractButton, QDialog, QLabel, QMenu, QTabBar, QWidget

from desktop_app.ui.indicators.dialog import IndicatorsDialog
from desktop_app.ui.periods._as_at_dialog import AsAtDialog
from desktop_app.ui.periods._regimes_dialog import RegimesDialog
from desktop_app.ui.periods._rules_dialog import RulesDialog
from desktop_app.ui.periods.dialogs import SealDialog, SubmissionDialog
from desktop_app.ui.setup.agencies_dialog import AgenciesDialog
from desktop_app.ui.setup.office_dialog import OfficeDialog
from desktop_app.ui.setup.programme_dialog import ProgrammeDialog
from desktop_app.ui.tasks._bulk_dialogs import BulkDialog
from desktop_app.ui.tasks._extension_dialog import ExtensionDialog
from desktop_app.ui.tasks.editor import TaskEditor
from desktop_app.ui.window._main_window import MainWindow
from tests.ui.window.made_screens import review


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


def dialogs(sample: MainWindow) -> list[QDialog]:
    session = sample.session
    row = session.register.row(session.register.find("12"), session.period)
    return [
        AgenciesDialog(session, sample),
        AsAtDialog(session, sample),
        BulkDialog(session, [row.task.id], sample),
        ExtensionDialog(session, row, sample),
        IndicatorsDialog(session, sample),
        OfficeDialog(session, sample),
        ProgrammeDialog(session, session.programme, sample),
        RegimesDialog(session, sample),
        review(sample),
        RulesDialog(session, sample),
        SealDialog(session, (), sample),
        SubmissionDialog(session, sample),
        TaskEditor(session, row.task, sample),
    ]


def test_every_dialog_fits_a_common_screen_at_200_percent(sample: MainWindow) -> None:
    room = QSize(1366 // 2, 768 // 2 - 40)  # without the task bar and the title
    least = {type(one).__name__: one.minimumSizeHint() for one in dialogs(sample)}
    large = {name: size.toTuple() for name, size in least.items() if size != size.boundedTo(room)}
    assert large == {}


def test_no_dialog_has_an_access_key_twice(sample: MainWindow) -> None:
    found = {type(one).__name__: wrong(shown_texts(one)) for one in dialogs(sample)}
    assert {name: twice for name, twice in found.items() if twice} == {}
