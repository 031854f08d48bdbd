"""The start of the window loads nothing that reads, compares or writes files.

That comes with the first of them.
"""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]
NOT_AT_THE_START = {
    "defusedxml", "docx", "docxtpl", "holidays", "lxml", "multiprocessing", "olefile", "openpyxl",
    "pypdfium2", "python_calamine", "rapidfuzz", "sqlite_utils", "typst", "xlsxwriter",
}  # fmt: skip
OURS = (
    "desktop_app.exchange",
    "desktop_app.lists",
    "desktop_app.domain.agencies.cells",
    "desktop_app.domain.checks",
    "desktop_app.domain.deadlines._reading",
    "desktop_app.domain.editions.edition",
    "desktop_app.domain.reports.report",
    "desktop_app.domain.sealing",
    "desktop_app.services.periods.sealing",
    "desktop_app.services.safekeeping",
    "desktop_app.services.tasks.gone",
    "desktop_app.ui.editions.",
    "desktop_app.ui.importing.",
    "desktop_app.ui.tasks.editor",
)
RUN = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from desktop_app import app
run = QApplication.exec
def stands():
    print(*sys.modules, sep="\\n")
    [window.close() for window in QApplication.topLevelWidgets() if window.isVisible()]
def leave(_app):
    QTimer.singleShot(0, stands)
    return run()
QApplication.exec = leave
sys.exit(app.main([sys.argv[1]]))
"""


def test_the_start_loads_no_reader_and_no_writer(sample_file: Path) -> None:
    unmeasured = {
        name: value for name, value in os.environ.items() if not name.startswith("COV")
    }  # it loads its own
    environment = unmeasured | {"QT_QPA_PLATFORM": "offscreen", "PYTHONUTF8": "1"}
    command = [sys.executable, "-c", RUN, str(sample_file)]
    answer = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, check=True, encoding="utf-8"
    )
    modules = set(answer.stdout.split())
    assert "desktop_app.ui.tasks.screen" in modules
    assert {name.partition(".")[0] for name in modules} & NOT_AT_THE_START == set()
    assert [name for name in modules if name.startswith(OURS)] == []
    assert "logging.handlers" not in modules
