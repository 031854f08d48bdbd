"""F6 goes round the areas of the screen one is on, and everything of a screen is reached by a key."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from desktop_app.services.tasks import TaskFilter
from desktop_app.ui.grid.grid import Grid
from desktop_app.ui.reports.screen import ReportScreen
from desktop_app.ui.window._areas import areas
from desktop_app.ui.window._main_window import MainWindow


def key(window: MainWindow, shortcut: str) -> QAction:
    return next(one for one in window.findChildren(QAction) if one.shortcut().toString() == shortcut)


@pytest.mark.parametrize("screen", ["overview", "periods", "reports", "evidence", "history"])
def test_f6_goes_round_every_area_and_back(sample: MainWindow, screen: str, qtbot: QtBot) -> None:
    sample.show_screen(screen)
    sample.activateWindow()
    qtbot.waitUntil(sample.isActiveWindow)
    shown = sample.shown_screen()
    known = areas(shown)
    grids = [one for one in shown.findChildren(Grid) if one.isVisible()]
    assert {area[0] for area in known} >= set(grids), "each table is an area of its own"
    sample.navigation.setFocus()
    visited = []
    for _ in known:
        key(sample, "F6").trigger()
        visited.append(QApplication.focusWidget())
    assert visited == [area[0] for area in known]
    key(sample, "F6").trigger()
    assert QApplication.focusWidget() is visited[0]
    key(sample, "Shift+F6").trigger()
    assert QApplication.focusWidget() is visited[-1]


def test_the_areas_of_a_report_are_its_buttons_its_settings_and_its_pages(
    sample: MainWindow, qtbot: QtBot
) -> None:
    sample.show_screen("reports")
    sample.activateWindow()
    qtbot.waitUntil(sample.isActiveWindow)
    report = sample.made_screen("reports")
    assert isinstance(report, ReportScreen)
    assert QApplication.focusWidget() is report.view, "the next act is to read it, not to make it smaller"
    firsts = []
    for _ in range(3):
        key(sample, "F6").trigger()
        firsts.append(QApplication.focusWidget())
    assert len(set(firsts)) == len(areas(report)) == 3
    assert firsts[1] is report.tabs.tabBar()


def test_a_new_file_begins_at_its_list(empty: MainWindow, qtbot: QtBot) -> None:
    empty.activateWindow()
    qtbot.waitUntil(empty.isActiveWindow)
    assert QApplication.focusWidget() is empty.first_start.import_button


def test_every_button_of_a_period_is_reached_by_tab(sample: MainWindow, qtbot: QtBot) -> None:
    sample.show_screen("periods")
    sample.activateWindow()
    qtbot.waitUntil(sample.isActiveWindow)
    shown = sample.shown_screen()
    reached = {one for area in areas(shown) for one in area}
    buttons = [one for one in shown.findChildren(QPushButton) if one.isVisible() and one.isEnabled()]
    assert [one.text() for one in buttons if one not in reached] == []


def test_a_search_leads_to_what_it_found(sample: MainWindow, qtbot: QtBot) -> None:
    for screen, leads in (("tasks", Qt.Key.Key_Down), ("overview", Qt.Key.Key_Return)):
        sample.show_screen(screen)
        search = sample.top_bar.search
        search.setFocus()
        search.setText("pháp luật")
        QTest.keyClick(search, leads)
        assert sample.shown_screen() is sample.tasks
        assert sample.focusWidget() is sample.tasks.grid
        assert sample.tasks.grid.currentIndex().isValid()
        assert sample.tasks.filters.wanted.text == "pháp luật"


def test_a_search_without_a_hit_names_the_way_back_that_there_is(sample: MainWindow) -> None:
    for wanted, named in ((TaskFilter(view="overdue"), "“Tất cả”"), (TaskFilter(due="month"), "“Bỏ lọc”")):
        sample.tasks.filters.show_filter(replace(wanted, text="không có"))
        sample.tasks.finish()
        assert named in sample.tasks.foot.text()
        assert sample.tasks.filters.clear_button.isVisible() is (named == "“Bỏ lọc”")
