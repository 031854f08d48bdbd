"""Every number of every screen that can be opened opens as many tasks as it says."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from functools import partial

import pytest

from desktop_app.domain.programme import Group
from desktop_app.domain.progress import ProgressChanges, State
from desktop_app.resources import words
from desktop_app.services.periods.entered import Grouping
from desktop_app.services.tasks.counts import TO_MEND, CountNames, counted, in_count
from desktop_app.services.tasks.filtering import TaskFilter
from desktop_app.ui.charts.progress_curve import DONE, DUE
from desktop_app.ui.overview.screen import OverviewScreen
from desktop_app.ui.periods.screen import PeriodScreen
from desktop_app.ui.window._main_window import MainWindow

Opening = tuple[str, int, Callable[[], object]]
"""What a number counts, the number as it is shown, and the act that opens it."""


def number(text: str) -> int:
    """Return the last whole number of a text."""
    return int(re.findall(r"\d[\d.]*", text)[-1].replace(".", ""))


def on_the_overview(screen: OverviewScreen) -> Iterator[Opening]:
    for status, card in screen.figures.items():
        if card.link.isEnabled():
            yield status.value, number(card.figure.text()), card.link.click
    yield from on_the_charts(screen)
    for listed in (screen.overdue, screen.soon, screen.todo):
        yield listed.title.text(), number(listed.title.text()), listed.all_button.click
    for view, link in screen.todo.links.items():
        if link.isEnabled():
            yield view, number(screen.todo.counts[view].text()), link.click


def on_the_charts(screen: OverviewScreen) -> Iterator[Opening]:
    bars = {"groups": screen.groups, "agencies": screen.agencies, "late": screen.late_agencies}
    for name, chart in (bars | {"entered": screen.entered}).items():
        for row in chart.rows:
            for part, count in row.parts.items():
                if count:
                    yield (
                        f"{name} {row.label} {part}",
                        count,
                        partial(chart.segmentClicked.emit, row.key, part),
                    )
            whole = row.total if name == "late" else number(row.text)
            if whole:
                yield f"{name} {row.label}", whole, partial(chart.segmentClicked.emit, row.key, "")
    for point in screen.curve.points:
        for on, reached in ((DONE, point.done), (DUE, point.due)):
            if reached is not None:
                yield f"{on} by {point.day}", reached, partial(screen.curve.pointClicked.emit, point.day, on)


def on_the_period(screen: PeriodScreen) -> Iterator[Opening]:
    for name, said in re.findall(r'href="(\w+)">([^<]+)<', screen.reminders.text()):
        yield f"reminder {name}", int(said.split()[0]), partial(screen.reminders.linkActivated.emit, name)
    for line in range(screen.findings.rowCount()):
        finding = screen.findings.row_at(line)
        if finding is not None and finding.task_ids:
            screen.tabs.setCurrentIndex(0)
            screen.checks.setCurrentIndex(screen.findings.index(line, 1))
            yield f"finding {finding.kind}", len(finding.numbers), screen.open_tasks.click
    grid, model = screen.entered.grid, screen.entered.model
    for part in range(len(Grouping)):
        screen.entered.part.setCurrentIndex(part)
        for line in range(model.rowCount()):
            for at, column in enumerate(model.columns):
                text = str(model.index(line, at).data())
                if column.key != "name" and number(text.partition(" · ")[0]):
                    grid.setCurrentIndex(model.index(line, at))
                    yield (
                        f"entered {part} {line} {column.key}",
                        number(text.partition(" · ")[0]),
                        grid.opened.emit,
                    )


def on_the_tasks(window: MainWindow) -> Iterator[Opening]:
    for view, button in window.tasks.filters.views.items():
        yield view, number(button.text()), button.click


def open_all(window: MainWindow, screen: str) -> int:
    """Open every number of a screen, compare it with the rows shown then, and return how many there were."""
    window.show_screen(screen)
    window.tasks.finish()
    made = window.tasks if screen == "tasks" else window.made_screen(screen)
    if isinstance(made, OverviewScreen):
        openings = on_the_overview(made)
    else:
        openings = on_the_period(made) if isinstance(made, PeriodScreen) else on_the_tasks(window)
    found: dict[str, tuple[int, int]] = {}
    for name, said, act in openings:
        act()
        window.tasks.finish()
        assert window.stack.currentWidget() is window.tasks or not said
        found[name] = (said, window.tasks.model.count_rows() if said else 0)
        window.show_screen(screen)
    assert {name: pair for name, pair in found.items() if pair[0] != pair[1]} == {}
    return len(found)


@pytest.fixture(autouse=True)
def _a_day_in_2021(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("acts", "screen", "dialogs"):
        monkeypatch.setattr(f"desktop_app.ui.periods.{module}.today", lambda: date(2021, 12, 15))


@pytest.fixture
def worked(sample: MainWindow) -> MainWindow:
    """The sample with a suspended, a withdrawn, an undated task, and one missing, overdue, unexplained."""
    session = sample.session
    workspace, register, period = session.workspace, session.register, session.period
    rows = register.rows(period)
    missing = [row.task.id for row in rows if row.missing]
    late = [row.task.id for row in rows if row.standing.overdue]
    workspace.recording.record(
        register, period, {missing[0]: {"state": State.DONE}, missing[1]: {"state": State.SUSPENDED}}
    )
    workspace.recording.record(register, period, {key: {"difficulty": ""} for key in late})
    task = register.task(missing[2])
    given = replace(task.given, deadline="30/6/2021")
    workspace.tasks.edit(register, task.id, task.group_id, given, task.own)
    workspace.tasks.withdraw(register, [rows[5].task.id], date(2021, 6, 1), "Hết hiệu lực")
    session.refresh()
    return sample


@pytest.mark.parametrize("period", ["2021-Q4", "2021-Q3", "2020-Q1"])
@pytest.mark.parametrize(("screen", "least"), [("overview", 40), ("periods", 30), ("tasks", 4)])
def test_every_number_opens_as_many_tasks_as_it_says(
    worked: MainWindow, period: str, screen: str, least: int
) -> None:
    session = worked.session
    session.choose_period(session.workspace.periods.find(period, session.programme))
    assert open_all(worked, screen) >= least


@pytest.mark.parametrize(("screen", "least"), [("overview", 40), ("periods", 30), ("tasks", 4)])
def test_every_number_of_a_closed_period_does_so_too(worked: MainWindow, screen: str, least: int) -> None:
    session = worked.session
    rows = session.register.rows(session.period)
    day: ProgressChanges = {"completed_on": date(2021, 12, 1)}
    dated = dict.fromkeys(counted(rows, CountNames.UNDATED), day)
    session.workspace.recording.record(session.register, session.period, dated)
    session.workspace.sealing.seal(session.register, session.period, date(2021, 12, 15))
    missing = next(row.task.id for row in session.register.rows(session.period) if row.standing.open)
    session.workspace.tasks.withdraw(session.register, [missing], date(2021, 12, 1), "Sau khi chốt")
    session.refresh()
    assert open_all(worked, screen) >= least


def test_the_same_words_are_the_same_number_on_every_screen(worked: MainWindow) -> None:
    session = worked.session
    rows = session.register.rows(session.period)
    worked.show_screen("overview")
    overview = worked.made_screen("overview")
    assert isinstance(overview, OverviewScreen)
    for view, label in overview.todo.counts.items():
        assert number(label.text()) == len(counted(rows, view))
    union = {key for part in TO_MEND for key in counted(rows, part)}
    assert (
        number(overview.todo.title.text()) == len(union) < sum(len(counted(rows, part)) for part in TO_MEND)
    )
    assert any(sum(in_count(part)(row) for part in TO_MEND) > 1 for row in rows)


def test_every_name_has_its_words() -> None:
    assert words("counted").keys() == set(CountNames)


def test_a_group_says_how_much_of_it_a_filter_shows(sample: MainWindow) -> None:
    tasks, model = sample.tasks, sample.tasks.model

    def summaries() -> list[str]:
        tasks.finish()
        headings = [model.index(line, 0).data() for line in model.heading_lines()]
        return [str(one).rpartition(" · ")[2] for one in headings]

    whole = [len([one for one in model.rows() if one.task.group_id == group.id]) for group in groups(sample)]
    assert all(one.endswith("hoàn thành") for one in summaries())
    for filtered in (
        lambda: tasks.show_filter(TaskFilter(view="overdue")),
        lambda: tasks.search("pháp luật"),
        lambda: model.filter_column("status", {"Quá hạn 167 ngày"}),
    ):
        tasks.clear_filters()
        filtered()
        said = summaries()
        shown = [
            len([one for one in model.rows() if one.task.group_id == group.id]) for group in groups(sample)
        ]
        expected = [f"hiện {part} / {all_of} nhiệm vụ" for part, all_of in zip(shown, whole, strict=True)]
        assert said == [one for one, part in zip(expected, shown, strict=True) if part]
    tasks.clear_filters()
    assert all(one.endswith("hoàn thành") for one in summaries())


def groups(window: MainWindow) -> list[Group]:
    return list(window.session.register.groups)
