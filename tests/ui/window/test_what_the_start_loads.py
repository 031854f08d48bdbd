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

LONG = f"""
from desktop_app.services.tasks import register
from desktop_app.ui import session
register._LONG = 10
session.PICTURE_MS = 60_000
{RUN.replace("sys.exit(app.main([sys.argv[1]]))", "app.main([sys.argv[1]])")}
print(*sys.modules, sep=chr(10))
"""
"""A window that counts as one of a long list, closed before its picture is shown: all it loaded."""
BEHIND_THE_READING = ("desktop_app.ui.grid.", "desktop_app.ui.tasks.screen", "desktop_app.ui.widgets.form")

AHEAD = RUN.replace(
    "def stands():",
    """
from desktop_app.ui import ahead
ahead._AFTER_MS = ahead._BETWEEN_MS = 0
def stands():
    if ahead.ROOMS[-1] not in sys.modules:
        QTimer.singleShot(10, stands)
        return
    known = set(sys.modules)
    window = next(one for one in QApplication.topLevelWidgets() if one.isVisible())
    window.importing
    [window.show_screen(screen.key) for screen in window.screens]
    window.show_editions()
    sys.modules = dict.fromkeys(["brought", *(name for name in sys.modules if name not in known)])
""",
)


def _loaded(code: str, data: Path) -> set[str]:
    """Return the modules that a window of its own says it loaded."""
    unmeasured = {
        name: value for name, value in os.environ.items() if not name.startswith("COV")
    }  # it loads its own
    environment = unmeasured | {"QT_QPA_PLATFORM": "offscreen", "PYTHONUTF8": "1"}
    answer = subprocess.run(
        [sys.executable, "-c", code, str(data)],
        cwd=ROOT, env=environment, capture_output=True, check=True, encoding="utf-8",
    )  # fmt: skip
    return set(answer.stdout.split())


def test_the_start_loads_no_reader_and_no_writer(sample_file: Path) -> None:
    modules = _loaded(RUN, sample_file)
    assert "desktop_app.ui.tasks.screen" in modules
    assert {name.partition(".")[0] for name in modules} & NOT_AT_THE_START == set()
    assert [name for name in modules if name.startswith(OURS)] == []
    assert "logging.handlers" not in modules


def test_the_window_of_a_long_list_stands_before_its_table_is_loaded(sample_file: Path) -> None:
    modules = _loaded(LONG, sample_file)
    assert "desktop_app.ui.window._main_window" in modules
    assert [name for name in modules if name.startswith(BEHIND_THE_READING)] == []


def test_lists_and_screens_need_nothing_but_what_was_loaded_while_the_window_rested(
    sample_file: Path,
) -> None:
    loaded = _loaded(AHEAD, sample_file)
    assert "brought" in loaded
    assert {name for name in loaded if name.startswith("desktop_app.ui")} == set()
