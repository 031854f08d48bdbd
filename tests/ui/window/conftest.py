import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_app.domain.errors.refusals import AppError
from desktop_app.services.wording import say
from desktop_app.services.workspace import Workspace
from desktop_app.ui import slices
from desktop_app.ui.jobs import JobRunner
from desktop_app.ui.session import Session
from desktop_app.ui.settings import WindowSettings
from desktop_app.ui.setup.rescue_dialog import RescueDialog
from desktop_app.ui.setup.salvage_dialog import SalvageDialog
from desktop_app.ui.window._main_window import MainWindow
from desktop_app.ui.window.shell import Shell

Opener = Callable[[Path], MainWindow]


@pytest.fixture(autouse=True)
def no_box(monkeypatch: pytest.MonkeyPatch) -> None:
    """A box that no test asked for would wait for ever."""

    def unexpected(_parent: object, error: AppError) -> None:
        pytest.fail(say(error))

    def unasked(*_args: object) -> None:
        pytest.fail("a dialog that no test asked for")

    monkeypatch.setattr("desktop_app.ui.messages.show_error", unexpected)
    monkeypatch.setattr("desktop_app.ui.messages.choose", unasked)
    monkeypatch.setattr(RescueDialog, "exec", unasked)
    monkeypatch.setattr(SalvageDialog, "exec", unasked)


@pytest.fixture(autouse=True, scope="module")
def _read_here(request: pytest.FixtureRequest) -> None:
    """Only the officer's day is read by a process, as the program does it."""
    if request.module.__name__.rpartition(".")[2] != "test_officer_day":
        request.getfixturevalue("read_here")


@pytest.fixture(autouse=True)
def _few_rows_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a PC does in one slice of its time takes several where other processes want the same core."""
    monkeypatch.setattr(slices, "_BUDGET", 2.0)


@pytest.fixture
def open_window(qtbot: QtBot, tmp_path: Path) -> Iterator[Opener]:
    windows: list[MainWindow] = []

    def open_file(path: Path) -> MainWindow:
        workspace = Workspace.open(path) if path.exists() else Workspace.create(path)
        window = MainWindow(Session(workspace, JobRunner()), WindowSettings(tmp_path / "window.ini"))
        window.session.setParent(window)
        qtbot.addWidget(window)
        window.resize(1366, 728)
        window.show()
        windows.append(window)
        return window

    yield open_file
    for window in windows:
        window.close()


@pytest.fixture
def sample(open_window: Opener, tmp_path: Path, sample_file: Path) -> MainWindow:
    path = tmp_path / "minh hoa.tiendo"
    shutil.copyfile(sample_file, path)
    window = open_window(path)
    session = window.session
    session.choose_period(session.workspace.periods.find("2021-Q4", session.programme))
    return window


@pytest.fixture
def empty(open_window: Opener, tmp_path: Path) -> MainWindow:
    return open_window(tmp_path / "moi.tiendo")


@pytest.fixture
def shell(tmp_path: Path, qapp: QApplication) -> Iterator[Shell]:
    """A shell without a file open; its window is closed in the end."""
    made = Shell(WindowSettings(tmp_path / "window.ini"))
    yield made
    if made.window is not None:
        made.window.session.jobs.wait()
        made.window.close()
    made.deleteLater()
