"""The overview: every mark of a chart opens the rows that it counts."""

from dataclasses import replace

import pytest
from PySide6.QtGui import QClipboard
from pytestqt.qtbot import QtBot

from desktop_app.services.tasks.filtering import TaskFilter, shown
from desktop_app.ui.charts.stacked_bars import StackedBars
from desktop_app.ui.grid import GridSection
from desktop_app.ui.overview._cards import ChartCard
from desktop_app.ui.overview.screen import OverviewScreen
from desktop_app.ui.widgets.buttons import NavButton
from desktop_app.ui.window._main_window import MainWindow
from tests.ui.window.made_screens import overview


@pytest.fixture
def seen(sample: MainWindow, qtbot: QtBot) -> OverviewScreen:
    sample.show_screen("overview")
    screen = overview(sample)
    qtbot.waitUntil(lambda: bool(screen.groups.rows))
    return screen


def behind(window: MainWindow, asked: TaskFilter) -> int:
    session = window.session
    return len(shown(session.register, session.period, session.register.rows(session.period), asked))


@pytest.mark.parametrize("chart", ["groups", "agencies", "late_agencies", "entered"])
def test_every_part_of_a_bar_opens_as_many_rows_as_it_counts(
    sample: MainWindow, seen: OverviewScreen, chart: str
) -> None:
    bars = getattr(seen, chart)
    assert isinstance(bars, StackedBars)
    asked: list[TaskFilter] = []
    seen.tasks_asked.connect(asked.append)
    assert bars.rows
    for row in bars.rows:
        for part, count in row.parts.items():
            if count:
                bars.segmentClicked.emit(row.key, part)
                assert behind(sample, asked[-1]) == count


def test_a_whole_row_of_entries_opens_all_its_tasks(sample: MainWindow, seen: OverviewScreen) -> None:
    asked: list[TaskFilter] = []
    seen.tasks_asked.connect(asked.append)
    for row in seen.entered.rows:
        seen.entered.segmentClicked.emit(row.key, "")
        assert behind(sample, asked[-1]) == row.total
        assert asked[-1].ids_title == row.label


def test_every_point_of_the_curves_opens_the_rows_below_it(sample: MainWindow, seen: OverviewScreen) -> None:
    session, asked = sample.session, list[TaskFilter]()
    done = next(
        task.id
        for task in session.register.tasks
        if session.register.standing(task, session.period.cut_off).completed_on
    )
    withdraw = session.workspace.tasks.withdraw
    session.change(lambda: withdraw(session.register, [done], session.period.cut_off, "Công văn 2"))
    seen.tasks_asked.connect(asked.append)
    for point in seen.curve.points:
        seen.curve.pointClicked.emit(point.day, "done")
        assert behind(sample, asked[-1]) == (point.done or 0)
        seen.curve.pointClicked.emit(point.day, "due")
        assert behind(sample, asked[-1]) == point.due
    assert "14/12/2021" in asked[-1].ids_title


def test_tasks_without_a_lead_agency_are_opened_alone(sample: MainWindow, seen: OverviewScreen) -> None:
    task = sample.session.register.tasks[0]
    given, tasks = replace(task.given, leads=()), sample.session.workspace.tasks
    tasks.edit(sample.session.register, task.id, task.group_id, given, task.own)
    sample.session.refresh()
    asked: list[TaskFilter] = []
    seen.tasks_asked.connect(asked.append)
    (row,) = (one for one in seen.agencies.rows if not one.key)
    seen.agencies.segmentClicked.emit("", "")
    assert behind(sample, asked[-1]) == row.total == 1


def test_an_agency_that_leads_beside_others_has_totals_of_its_own(
    sample: MainWindow, seen: OverviewScreen
) -> None:
    session = sample.session
    assert seen.beside.isHidden()
    led = seen.agencies.rows[0]
    other = next(task for task in session.register.tasks if task.lead not in {"", led.key})
    given = replace(other.given, leads=(*other.given.leads, led.key))
    edit = session.workspace.tasks.edit
    session.change(lambda: edit(session.register, other.id, other.group_id, given, other.own))
    asked: list[TaskFilter] = []
    seen.tasks_asked.connect(asked.append)
    assert not seen.beside.isHidden()
    (row,) = seen.co_leads.rows
    seen.co_leads.segmentClicked.emit(row.key, "")
    assert row.key == led.key
    assert behind(sample, asked[-1]) == row.total == led.total + 1
    assert next(one for one in seen.agencies.rows if one.key == led.key).total == led.total


def test_agencies_can_be_seen_by_their_classes(sample: MainWindow, seen: OverviewScreen) -> None:
    assert seen.by_agency.choice.isHidden()
    agencies = sample.session.workspace.agencies
    first = {row.key for row in seen.agencies.rows[:2]}
    chosen = [one.id for one in agencies.all() if one.name in first]
    sample.session.change(lambda: agencies.classify(chosen, "Sở, ngành"))
    whole = sum(row.total for row in seen.agencies.rows)
    assert not seen.by_agency.choice.isHidden()
    seen.by_agency.choice.setCurrentIndex(1)
    assert [row.label for row in seen.agencies.rows] == ["Sở, ngành", "Chưa xếp loại"]
    assert sum(row.total for row in seen.agencies.rows) == whole
    asked: list[TaskFilter] = []
    seen.tasks_asked.connect(asked.append)
    for row in seen.agencies.rows:
        seen.agencies.segmentClicked.emit(row.key, "")
        assert (behind(sample, asked[-1]), asked[-1].ids_title) == (row.total, row.label)


def test_where_nothing_was_recorded_no_figure_is_shown(sample: MainWindow) -> None:
    session = sample.session
    session.choose_period(session.workspace.periods.find("2018-Q1", session.programme))
    sample.show_screen("overview")
    screen = overview(sample)
    for card in screen.figures.values():
        assert (card.figure.text(), card.whole.whole(), card.link.isEnabled()) == (
            "–",
            "Chưa có số liệu",
            False,
        )
    assert {row.text for row in (*screen.groups.rows, *screen.agencies.rows)} == {"Chưa có số liệu"}
    assert screen.note.text().endswith(": chưa có số liệu.")
    assert {point.done for point in screen.curve.points} == {None}
    assert screen.none_late.text() == "Chưa có số liệu"
    sample.show_screen("tasks")
    sample.tasks.finish()
    heading = sample.tasks.model.entry(0)
    assert isinstance(heading, GridSection)
    assert "chưa có số liệu" in heading.summary


def test_where_nothing_is_overdue_it_is_said(empty: MainWindow) -> None:
    empty.show_screen("overview")
    screen = OverviewScreen(empty.session, empty)
    screen.show()
    assert screen.none_late.isVisibleTo(screen)
    assert not screen.late_agencies.isVisibleTo(screen)


def test_every_chart_has_a_link_that_copies_it(seen: OverviewScreen, clipboard: QClipboard) -> None:
    cards = seen.findChildren(ChartCard)
    assert len(cards) == 6
    for card in cards:
        clipboard.clear()
        card.copy.click()
        assert not clipboard.image().isNull()


def test_a_narrow_screen_puts_the_figures_in_two_lines(
    seen: OverviewScreen, sample: MainWindow, qtbot: QtBot
) -> None:
    sample.resize(1366, 700)
    qtbot.waitUntil(lambda: len({card.y() for card in seen.figures.values()}) == 1)
    sample.resize(1024, 640)
    qtbot.waitUntil(lambda: len({card.y() for card in seen.figures.values()}) == 2)
    assert sample.top_bar.import_button.width() >= sample.top_bar.import_button.sizeHint().width()


def test_a_small_window_leaves_the_navigation_its_icons(sample: MainWindow, qtbot: QtBot) -> None:
    button = next(iter(sample.navigation.findChildren(NavButton)))
    assert "Tổng quan" in button.text()
    sample.resize(910, 485)
    qtbot.waitUntil(lambda: not button.text())
    assert (button.toolTip(), button.accessibleName()) == ("Tổng quan", "Tổng quan")
    assert sample.navigation.sample.isVisible()
    assert sample.width() == 910
    sample.resize(1366, 700)
    qtbot.waitUntil(lambda: "Tổng quan" in button.text())
    assert sample.navigation.file.isVisible()
