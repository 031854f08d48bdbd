"""Start of the window and of commands that read.

The window at its first turn, and until its table is filled, against an empty PySide6 window; the commands
against `import sqlite_utils` alone. Whole processes, in turn; `extra_info` has the ratio of their seconds of
processor time, the median of the pairs.
"""

import os
import statistics
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from desktop_app.services.samples import make_sample
from desktop_app.services.workspace import Workspace
from tests.benchmarks.test_bench_import import write_list

EMPTY = """
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication([])
window = QMainWindow()
window.show()
QTimer.singleShot(0, app.quit)
app.exec()
"""
OURS = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from desktop_app import app
run = QApplication.exec
def leave(_app):
    shown = [one for one in QApplication.topLevelWidgets() if one.isVisible()]
    (window,) = [one for one in shown if hasattr(one, "session")]
    def once_filled():
        session = window.session
        if session.register.unread or session.reading or session.jobs.busy or window.tasks.busy:
            QTimer.singleShot(1, once_filled)
        else:
            [one.close() for one in shown]
    QTimer.singleShot(0, once_filled)
    return run()
QApplication.exec = leave
sys.exit(app.main([sys.argv[1]]))
"""

AT_THE_FIRST_TURN = OURS.replace("singleShot(0, once_filled)", "singleShot(0, window.close)")


PAIRS = 9
_LONG = 5_000
"""Tasks."""
COMMAND = "import sys; from desktop_app.__main__ import main; sys.exit(main(sys.argv[1:]))"
YARDSTICK = "import sqlite_utils"


def processor_time(code: str, *arguments: str) -> float:
    """Return the seconds of processor time that a run of `code` took.

    Windows does not count them for a child.
    """
    before = os.times()
    start(code, *arguments)
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system


def ratio(ours: Callable[[], float], yardstick: Callable[[], float]) -> float:
    """Return how many times `yardstick` ours takes, each run beside one of the other.

    The first pair only compiles.
    """
    pairs = [(ours(), yardstick()) for _ in range(PAIRS + 1)]
    return round(statistics.median(own / other for own, other in pairs[1:]), 2)


def start(code: str, *arguments: str) -> None:
    """Run `code`, its modules compiled by the round before, as the installed program brings them."""
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    command = [sys.executable, "-c", code, *arguments]
    subprocess.run(command, check=True, env=environment, timeout=60, stdout=subprocess.DEVNULL)


@pytest.mark.benchmark(group="start")
def test_empty_window(benchmark: BenchmarkFixture) -> None:
    benchmark.pedantic(lambda: start(EMPTY), rounds=5, warmup_rounds=1)


@pytest.mark.benchmark(group="start")
def test_usable_window(benchmark: BenchmarkFixture, tmp_path: Path) -> None:
    path = tmp_path / "a.tiendo"
    make_sample(path)
    benchmark.pedantic(lambda: start(OURS, str(path)), rounds=5, warmup_rounds=1)


@pytest.mark.benchmark(group="start")
def test_usable_window_of_a_long_list(benchmark: BenchmarkFixture, tmp_path: Path) -> None:
    path = tmp_path / "long.tiendo"
    workspace = Workspace.create(path)
    register = workspace.register(workspace.programme().id)
    workspace.imports.apply(
        register, workspace.imports.plan(register, write_list(tmp_path / "list.xlsx", _LONG))
    )
    workspace.close()
    benchmark.pedantic(lambda: start(OURS, str(path)), rounds=5, warmup_rounds=1)
    benchmark.extra_info["times an empty window"] = ratio(
        lambda: processor_time(OURS, str(path)), lambda: processor_time(EMPTY)
    )
    benchmark.extra_info["times an empty window, at its first turn"] = ratio(
        lambda: processor_time(AT_THE_FIRST_TURN, str(path)), lambda: processor_time(EMPTY)
    )
    print(benchmark.extra_info)


@pytest.mark.benchmark(group="commands")
def test_sqlite_utils_alone(benchmark: BenchmarkFixture) -> None:
    benchmark.pedantic(lambda: start(YARDSTICK), rounds=5, warmup_rounds=1)


@pytest.mark.benchmark(group="commands")
@pytest.mark.parametrize("command", ["status", "tasks", "periods", "check --help"])
def test_reading_command(benchmark: BenchmarkFixture, tmp_path: Path, command: str) -> None:
    path = tmp_path / "a.tiendo"
    Workspace.create(path).close()
    arguments = ["--data", str(path), *command.split()]
    benchmark.pedantic(lambda: start(COMMAND, *arguments), rounds=5, warmup_rounds=1)
    benchmark.extra_info["times sqlite_utils"] = ratio(
        lambda: processor_time(COMMAND, *arguments), lambda: processor_time(YARDSTICK)
    )
    print(command, benchmark.extra_info)
