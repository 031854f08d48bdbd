"""The first minute: a sample that lives, steps that open, help where one is, a window within the screen."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QMainWindow
from pytestqt.qtbot import QtBot

from desktop_app.services.samples import make_sample
from desktop_app.ui.settings import WindowSettings
from desktop_app.ui.widgets.buttons import NavButton
from desktop_app.ui.window._help_window import HelpWindow, folded_places
from desktop_app.ui.window._main_window import MainWindow
from tests.ui.window.conftest import Opener
from tests.ui.window.made_screens import overview, periods


def test_the_sample_opens_at_the_last_period_that_it_tells_of(open_window: Opener, tmp_path: Path) -> None:
    path = tmp_path / "minh hoa.tiendo"
    make_sample(path)
    window = open_window(path)
    assert window.session.period.label == "Quý IV/2021"
    window.show_screen("overview")
    assert overview(window).isVisible()
    assert "hoàn thành 24 / 41" in overview(window).note.text()


def test_each_step_of_a_period_opens_what_it_is_about(
    sample: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    screen = periods(sample)
    done: list[str] = []
    warned: list[str] = []
    for act in ("review", "seal", "submit"):
        monkeypatch.setattr(screen.acts, act, lambda act=act: done.append(act))
    sample.session.warned.connect(warned.append)
    screen.steps.checking.click()
    assert sample.focusWidget() is screen.checks
    screen.steps.reviewing.click()
    screen.steps.sealing.click()
    assert done == ["review", "seal"]
    screen.steps.sending.click()
    assert "chưa chốt số liệu" in warned[-1]
    screen.steps.entering.click()
    assert sample.shown_screen() is sample.tasks
    assert sample.tasks.filters.wanted.view == "missing"


@pytest.mark.parametrize(
    ("screen", "chapter"),
    [("overview", "14. Tổng quan"), ("periods", "8. Kỳ báo cáo"), ("history", "20. Nhật ký")],
)
def test_help_opens_at_the_chapter_on_the_screen(
    sample: MainWindow, screen: str, chapter: str, qtbot: QtBot
) -> None:
    sample.show_screen(screen)
    sample.show_help()
    qtbot.waitExposed(sample.help)
    browser = sample.help.browser
    first = browser.cursorForPosition(browser.viewport().rect().center())
    shown = browser.toPlainText()[: first.position()]
    assert shown.rfind(chapter) > 0
    sample.help.close()


def test_every_chapter_that_a_screen_names_is_in_the_guide(sample: MainWindow) -> None:
    html = Path(HelpWindow(sample).browser.source().toLocalFile()).read_text(encoding="utf-8")
    for screen in sample.screens:
        sample.show_screen(screen.key)
        assert f'name="{sample.help_topic()}"' in html
    sample.show_editions()
    assert sample.help_topic() == "import"


def test_the_guide_is_searched_without_accents(sample: MainWindow) -> None:
    shown = HelpWindow(sample)
    text = shown.browser.toPlainText()
    assert len(folded_places(text)) == len(text)
    places = []
    for _ in range(2):
        shown.search.setText("ban giao")
        shown.search.returnPressed.emit()
        places.append(shown.browser.textCursor().selectionStart())
        assert shown.browser.textCursor().selectedText().lower() == "bàn giao"
    assert places[1] > places[0]
    assert shown.found.text().startswith("2 / ")
    shown.search.setText("zzz")
    shown.search.returnPressed.emit()
    assert shown.found.text() == "không tìm thấy"
    shown.deleteLater()


def test_the_first_window_is_within_the_screen(qapp: QApplication, tmp_path: Path) -> None:
    window = QMainWindow()
    WindowSettings(tmp_path / "window.ini").restore_window(window)
    room = window.screen().availableGeometry()
    assert window.width() <= room.width()
    assert window.height() <= room.height()


def test_the_table_of_tasks_needs_no_bar_below_it_at_1366(sample: MainWindow) -> None:
    sample.resize(1366, 728)
    QApplication.processEvents()
    sample.tasks.finish()
    assert sample.tasks.panel.isVisible()
    assert sample.tasks.grid.horizontalScrollBar().maximum() == 0


@pytest.mark.parametrize("width", [1366, 911])
def test_the_bar_above_has_room_for_all(sample: MainWindow, width: int) -> None:
    sample.resize(width, 512)
    QApplication.processEvents()
    bar = sample.top_bar
    assert bar.minimumSizeHint().width() <= bar.width()
    for one in (bar.import_button, bar.export_button, bar.state):
        assert one.isHidden() or one.width() >= one.sizeHint().width()
    for button in sample.navigation.findChildren(NavButton):
        assert button.isHidden() or not button.text() or button.width() >= button.sizeHint().width()
