"""The window's test of itself: edits, and each kind of job on a second connection to the same real file."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialog

from desktop_app.files import mkdir
from desktop_app.resources import resource
from desktop_app.services.samples import SAMPLE_LIST, make_sample
from desktop_app.services.workspace import Workspace
from desktop_app.ui.settings import WindowSettings
from desktop_app.ui.widgets import Box
from desktop_app.ui.window._main_window import MainWindow
from desktop_app.ui.window.shell import Shell

if TYPE_CHECKING:
    from desktop_app.domain.progress import ProgressChanges


_PERIOD = "nd09/2021-Q4"
_FILE = "Tự kiểm tra.tiendo"
_SUFFIXES = (".xlsx", ".docx", ".pdf")
_LOOK_MS = 50


def faults_of_a_day(folder: Path) -> list[str]:
    """Do twice what an officer does after the first edit, on a new file in `folder`; return what went wrong.

    Twice, since a fault may show once and keep silent from then on. In the end the file is checked.
    """
    path = folder / _FILE
    make_sample(path)
    with _collected() as found:
        shell = Shell(WindowSettings(folder / "window.ini"))
        if not shell.start(path) or shell.window is None:
            return [*found, "no window"]
        for round_of in ("lần 1", "lần 2"):
            found.extend(_after_an_edit(shell.window, folder / round_of))
        shell.window.close()
    return found + _of_the_file(path)


@contextmanager
def _collected() -> Iterator[list[str]]:
    """Collect faults and what boxes say, which nobody would see or close."""
    found: list[str] = []

    def fault(_kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
        found.append(f"{type(error).__name__}: {error}")

    def close_box() -> None:
        box = QApplication.activeModalWidget()
        if isinstance(box, Box):
            found.append(box.text.text())
        if isinstance(box, QDialog):
            box.reject()

    hook, sys.excepthook = sys.excepthook, fault
    timer = QTimer()
    timer.timeout.connect(close_box)
    timer.start(_LOOK_MS)
    try:
        yield found
    finally:
        timer.stop()
        sys.excepthook = hook


def _after_an_edit(window: MainWindow, folder: Path) -> list[str]:
    session = window.session
    mkdir(folder)
    session.choose_period_called(_PERIOD)
    written: dict[int, ProgressChanges] = {session.register.tasks[0].id: {"result": folder.name}}
    session.change(lambda: session.workspace.recording.record(session.register, session.period, written))
    signalled: list[str] = []
    session.written.connect(lambda _said, path: signalled.append(path))
    session.saved.connect(lambda: signalled.append("backup"))
    wanted = [str(folder / f"Báo cáo{suffix}") for suffix in _SUFFIXES]
    for target in wanted:
        window.exporting.begin(Path(target))
        session.jobs.wait()
    missing = [path for path in wanted if not Path(path).is_file()]
    window.importing.begin(resource("samples", SAMPLE_LIST))
    session.jobs.wait()
    if window.importing.preview is None:
        missing.append("import preview")
    else:
        window.importing.preview.left.emit()
    session.backup()
    session.jobs.wait()
    return [f"missing: {one}" for one in missing] + [
        f"untold: {one}" for one in [*wanted, "backup"] if one not in signalled
    ]


def _of_the_file(path: Path) -> list[str]:
    workspace = Workspace.open(path)
    try:
        sound = workspace.checking.check().ok
    finally:
        workspace.close()
    beside = [one.name for one in path.parent.glob(f"{path.name}-*")]
    return ([] if sound else ["check"]) + [f"left behind: {name}" for name in beside]
