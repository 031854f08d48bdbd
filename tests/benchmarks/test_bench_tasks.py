"""The tasks table of 5,000 and 20,000 tasks: filter and sort alone, and how long the window stands still.

A gap is the longest time between two beats of a timer of 5 ms in the window's own thread while the officer
does something and until the table is in order again; the gaps in milliseconds stand in `extra_info`.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelection, QItemSelectionModel, Qt
from PySide6.QtWidgets import QApplication
from pytest_benchmark.fixture import BenchmarkFixture

from desktop_app.domain.work import finished
from desktop_app.services.tasks.filtering import TaskFilter
from desktop_app.services.tasks.listing import TaskListing
from desktop_app.services.workspace import Workspace
from desktop_app.ui.collector import Collector
from desktop_app.ui.grid.columns import sorting
from desktop_app.ui.jobs import JobRunner
from desktop_app.ui.look.theme import apply_theme
from desktop_app.ui.session import Session
from desktop_app.ui.settings import WindowSettings
from desktop_app.ui.task_columns import task_columns
from desktop_app.ui.window._main_window import MainWindow
from tests.benchmarks.big_files import make_big_file
from tests.benchmarks.heart import Heart, rest


@pytest.fixture(scope="module", params=[5_000, 20_000], ids=lambda size: f"{size} tasks")
def big_file(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("big") / "big.tiendo"
    make_big_file(path, request.param)
    return path


@pytest.fixture
def workspace(big_file: Path) -> Iterator[Workspace]:
    opened = Workspace.open(big_file)
    yield opened
    opened.close()


@pytest.mark.benchmark(group="filter and sort")
def test_filter(benchmark: BenchmarkFixture, workspace: Workspace) -> None:
    register = workspace.register(workspace.programme().id)
    period = workspace.periods.find("2021-Q4", register.programme)
    wanted = TaskFilter(text="thi hanh 77")

    def read() -> int:
        listing = TaskListing(register, period, wanted)
        for _ in listing.read():
            pass
        return listing.count

    assert benchmark.pedantic(read, rounds=3, warmup_rounds=1)


@pytest.mark.benchmark(group="filter and sort")
def test_sort(benchmark: BenchmarkFixture, workspace: Workspace) -> None:
    register = workspace.register(workspace.programme().id)
    rows = register.rows(workspace.periods.find("2021-Q4", register.programme))
    (content,) = [column for column in task_columns() if column.key == "content"]
    found = benchmark.pedantic(
        lambda: finished(sorting(enumerate(rows), content, descending=False)), rounds=3
    )
    assert len(found) == len(rows)


@pytest.mark.benchmark(group="gaps")
def test_gaps(benchmark: BenchmarkFixture, workspace: Workspace, tmp_path: Path, qapp: QApplication) -> None:
    apply_theme(qapp, "light")
    window = MainWindow(Session(workspace, JobRunner()), WindowSettings(tmp_path / "window.ini"))
    window.session.setParent(window)
    window.resize(1366, 728)
    window.show()
    window.show_screen("tasks")
    rest()
    window.tasks.finish()
    collector = Collector(window)
    tasks, session = window.tasks, window.session
    heart = Heart(lambda: tasks.busy or session.reading or session.jobs.busy)
    grid, model = tasks.grid, tasks.model
    percent = model.column_of("percent")

    def sort(key: str) -> None:
        grid.sortByColumn(model.column_of(key), Qt.SortOrder.AscendingOrder)

    def scroll() -> None:
        grid.verticalScrollBar().setValue(grid.verticalScrollBar().maximum() // 2)

    def fill() -> None:
        block = QItemSelection(model.index(3, percent), model.index(1000, percent))
        grid.selectionModel().select(block, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        grid.blocks.fill_down()

    acts: dict[str, Callable[[], object]] = {
        "period": lambda: window.session.choose_period_called("nd09/2021-Q4"),
        "another period": lambda: window.session.choose_period_called("nd09/2021-Q3"),
        "period again": lambda: window.session.choose_period_called("nd09/2021-Q4"),
        "sort by content": lambda: sort("content"),
        "sort by status": lambda: sort("status"),
        "own order": lambda: grid.sortByColumn(-1, Qt.SortOrder.AscendingOrder),
        "search": lambda: tasks.search("thi hanh 77"),
        "search nothing": lambda: tasks.search(""),
        "view": tasks.filters.views["overdue"].click,
        "all": tasks.filters.views["all"].click,
        "heading filter": lambda: model.filter_column("lead", {"Sở Tư pháp"}),
        "without filter": model.clear_filters,
        "scroll": scroll,
        "select all": grid.selectAll,
        "copy all": grid.blocks.copy,
        "edit": lambda: model.setData(model.index(3, percent), "37"),
        "undo": window.undo,
        "fill 1,000": fill,
        "undo 1,000": window.undo,
        "overview": lambda: window.show_screen("overview"),
        "tasks": lambda: window.show_screen("tasks"),
    }

    def day() -> None:
        for name, act in acts.items():
            benchmark.extra_info[f"{name}, ms"] = heart.gap(act)

    benchmark.pedantic(day, rounds=1)
    heart.stop()
    collector.stop()
    window.session.jobs.stop()
    window.hide()
    window.deleteLater()
    print({name: value for name, value in benchmark.extra_info.items() if name.endswith(", ms")})
