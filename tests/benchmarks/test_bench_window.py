"""How long the window stands still.

While a long list is brought in, undone, and reported, or a long file opened. The gaps in milliseconds stand
in `extra_info`, by what was done; the window's thread shares Python with the worker.
"""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytest_benchmark.fixture import BenchmarkFixture

from desktop_app.domain.editions.edition import RowKind
from desktop_app.services.workspace import Workspace
from desktop_app.ui.collector import Collector
from desktop_app.ui.importing._preview import ImportPreview
from desktop_app.ui.jobs import JobRunner
from desktop_app.ui.look.theme import apply_theme
from desktop_app.ui.session import Session
from desktop_app.ui.settings import WindowSettings
from desktop_app.ui.window._main_window import MainWindow
from desktop_app.ui.window.shell import Shell
from tests.benchmarks.heart import Heart, rest
from tests.benchmarks.test_bench_import import write_list


@pytest.mark.benchmark(group="gaps of import and export")
@pytest.mark.parametrize("rows", [1_000, 20_000])
def test_gaps(benchmark: BenchmarkFixture, tmp_path: Path, qapp: QApplication, rows: int) -> None:
    path = write_list(tmp_path / "list.xlsx", rows)
    apply_theme(qapp, "light")
    session = Session(Workspace.create(tmp_path / "a.tiendo"), JobRunner())
    window = MainWindow(session, WindowSettings(tmp_path / "window.ini"))
    session.setParent(window)
    window.resize(1366, 728)
    window.show()
    rest()

    def preview() -> ImportPreview:
        shown = window.importing.preview
        assert shown is not None
        return shown

    def busy() -> bool:
        shown = window.importing.preview
        return window.tasks.busy or session.reading or session.jobs.busy or (shown is not None and shown.busy)

    def search(text: str) -> None:
        preview().search.setText(text)
        preview().search.searched.emit(text)

    def bulk(choice: int) -> None:
        preview().bulk.menu().actions()[choice].trigger()

    def accept() -> None:
        preview().accept()

    def leave() -> None:
        preview().left.emit()

    collector, heart = Collector(window), Heart(busy)
    acts = {
        "read and preview": lambda: window.importing.begin(path),
        "search in the preview": lambda: search("văn bản quy phạm 77"),
        "whole preview": lambda: search(""),
        "leave all": lambda: bulk(1),
        "take all": lambda: bulk(0),
        "another tab": lambda: preview().show_tab(RowKind.SAME.value),
        "write": accept,
        "undo the import": window.undo,
        "redo the import": session.redo,
        "the same list again": lambda: window.importing.begin(path),
        "leave the preview": leave,
        "overview": lambda: window.show_screen("overview"),
        "xlsx": lambda: window.exporting.begin(tmp_path / "report.xlsx"),
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


@pytest.mark.benchmark(group="gaps of opening")
@pytest.mark.parametrize("rows", [1_000, 20_000])
def test_gap_of_opening(benchmark: BenchmarkFixture, tmp_path: Path, qapp: QApplication, rows: int) -> None:
    path = tmp_path / "long.tiendo"
    workspace = Workspace.create(path)
    register = workspace.register(workspace.programme().id)
    workspace.imports.apply(
        register, workspace.imports.plan(register, write_list(tmp_path / "list.xlsx", rows))
    )
    workspace.close()
    apply_theme(qapp, "light")
    shell = Shell(WindowSettings(tmp_path / "window.ini"))
    shell.open(tmp_path / "short.tiendo")

    def busy() -> bool:
        window = shell.window
        return window is not None and (window.session.jobs.busy or window.tasks.busy)

    heart, collector = Heart(busy), Collector(qapp)

    def open_it() -> None:
        benchmark.extra_info["open, ms"] = heart.gap(lambda: shell.open(path))

    benchmark.pedantic(open_it, rounds=1)
    heart.stop()
    collector.stop()
    assert shell.window is not None
    assert shell.window.session.workspace.path == path
    shell.window.session.jobs.stop()
    shell.window.hide()
    print(benchmark.extra_info["open, ms"])
