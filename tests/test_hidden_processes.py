"""The program starts no process but its own children.

On Windows each would cost seconds, and scanners ask why.
"""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from tests.windows.skipped import is_wine

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "desktop_app"
CHILDREN = ("--read-child", "--pdf-child", "--word-child", "--export-child")

WATCHED = """
import sys, traceback
STARTS = {
    "subprocess.Popen", "os.system", "os.posix_spawn", "os.spawn", "os.exec", "os.fork", "os.forkpty",
    "os.startfile",
}
started = []
def hook(event, arguments):
    if event in STARTS and not any(str(child) in str(arguments) for child in %r):
        started.append((event, arguments, [str(one) for one in traceback.extract_stack()]))
sys.addaudithook(hook)
%s
sys.stdout.flush()
if started:
    sys.exit(f"STARTED {started}")
"""

OPENING = """
from pathlib import Path
from desktop_app.__main__ import main
from desktop_app.services.workspace import Workspace
data = str(Path(sys.argv[1]) / "a.tiendo")
assert main(["--data", data, "new"]) == 0
assert main(["--data", data, "status"]) == 0
assert main(["--data", data, "check"]) == 0
workspace = Workspace.open(Path(data))
workspace.close()
"""

DAY = """
from desktop_app.__main__ import main
assert main(["--selftest"]) == 0
"""

FAULT = """
from PySide6.QtWidgets import QApplication
from pathlib import Path
app = QApplication([])
from desktop_app.ui.crash import FaultDialog
from desktop_app.ui.window._help_window import AboutDialog
dialog = FaultDialog("x", Path("a.log"))
assert "Qt" in dialog.report
about = AboutDialog(Path("a.tiendo"), Path("."))
"""


@pytest.mark.parametrize("work", [OPENING, DAY, FAULT], ids=["opening", "day", "fault"])
def test_no_process_starts_but_our_own_children(work: str, tmp_path: Path) -> None:
    """A process of its own, since what a library has once asked the system it remembers."""
    code = WATCHED % (CHILDREN, work)
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", code, str(tmp_path)],
        cwd=ROOT, capture_output=True, check=False, encoding="utf-8", errors="replace",
    )  # fmt: skip
    said = [line for line in done.stderr.splitlines() if not (is_wine() and "runs without limits" in line)]
    assert (done.returncode, said) == (0, []), done.stdout


def test_the_watch_sees_what_a_library_starts() -> None:
    """On Windows by the very call that was the fault; elsewhere by its cousin."""
    ask = (
        "import platform; platform.node()"
        if sys.platform == "win32"
        else "import os; os.popen('true').close()"
    )
    done = subprocess.run(
        [sys.executable, "-c", WATCHED % (CHILDREN, ask)], capture_output=True, check=False, encoding="utf-8"
    )
    assert (sys.version_info >= (3, 12) and sys.platform == "win32") or "STARTED" in done.stderr


STARTERS = {"subprocess", "multiprocessing", "webbrowser", "pty", "concurrent"}
STARTING = {"system", "popen", "startfile", "fork", "posix_spawn", "posix_spawnp"}
HARMLESS = {"python_version"}
OF_THREADS = {"Future", "ThreadPoolExecutor", "wait"}
"""What `concurrent.futures` has for threads; a pool of processes starts some."""


def test_only_the_children_and_nobody_else_start_processes() -> None:
    """What `platform` says of the system it asks `cmd.exe` on Windows; of Python alone it asks nobody."""
    found = []
    for path in sorted(PACKAGE.rglob("*.py")):
        place = path.relative_to(PACKAGE).as_posix()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                found += [(place, one.name) for one in node.names if one.name.partition(".")[0] in STARTERS]
            if isinstance(node, ast.ImportFrom):
                starts = (node.module or "").partition(".")[0] in {*STARTERS, "platform"}
                if starts and not OF_THREADS.issuperset(one.name for one in node.names):
                    found.append((place, str(node.module)))
            if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
                name, attribute = node.value.id, node.attr
                if (name == "os" and attribute in STARTING) or (
                    name == "platform" and attribute not in HARMLESS
                ):
                    found.append((place, f"{name}.{attribute}"))
    freeze_support = ("__main__.py", "multiprocessing")
    replaced = ("exchange/reports/pdf_pages.py", "platform.system")
    found = [one for one in found if one != replaced]
    assert found == [freeze_support, ("exchange/children/child.py", "subprocess")]
