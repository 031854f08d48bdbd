"""Start of the program to a usable window, against an empty PySide6 window, both as whole processes."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from desktop_app.services.samples import make_sample

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
    QTimer.singleShot(0, lambda: [window.close() for window in QApplication.topLevelWidgets() if window.isVisible()])
    return run()
QApplication.exec = leave
sys.exit(app.main([sys.argv[1]]))
"""


def start(code: str, *arguments: str) -> None:
    """Run `code`, its modules compiled by the round before, as the installed program brings them."""
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    subprocess.run([sys.executable, "-c", code, *arguments], check=True, env=environment, timeout=60)


@pytest.mark.benchmark(group="start")
def test_empty_window(benchmark: BenchmarkFixture) -> None:
    benchmark.pedantic(lambda: start(EMPTY), rounds=5, warmup_rounds=1)


@pytest.mark.benchmark(group="start")
def test_usable_window(benchmark: BenchmarkFixture, tmp_path: Path) -> None:
    path = tmp_path / "a.tiendo"
    make_sample(path)
    benchmark.pedantic(lambda: start(OURS, str(path)), rounds=5, warmup_rounds=1)
