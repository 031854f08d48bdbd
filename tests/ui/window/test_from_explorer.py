"""Files given by a double click or dropped on the icon: real programs, started side by side."""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from desktop_app.cli import wants_command
from desktop_app.resources import resource
from desktop_app.services import places
from desktop_app.services.importing.task_import import SUFFIXES
from desktop_app.services.opening import is_data_file, is_same_file, named_files
from desktop_app.services.workspace import Workspace
from desktop_app.ui import messages
from desktop_app.ui.window._main_window import MainWindow
from desktop_app.ui.window.shell import Shell

LIST = resource("samples", "Danh_muc_minh_hoa_242.xlsx")
ROOT = Path(__file__).parents[3]

_WATCHED = """
import json, sys
from pathlib import Path
from PySide6.QtCore import QTimer
from desktop_app import app, files as door
from desktop_app.ui.window.shell import Shell

def watch(self, path, files=()):
    def look():
        window = self.window
        flow = window.importing
        text = json.dumps({
            "title": window.windowTitle(), "active": window.isActiveWindow(),
            "minimised": window.isMinimized(), "waiting": len(flow._waiting),
            "preview": flow.preview.plan.workbook.path.name if flow.preview else "",
        })
        Path(sys.argv[1]).with_suffix(".new").write_text(text, encoding="utf-8")
        # It is being read all the time.
        door.replace(Path(sys.argv[1]).with_suffix(".new"), Path(sys.argv[1]))
        if Path(sys.argv[1]).with_suffix(".end").exists():
            window.importing._close_preview()
            window.close()
    self.timer = QTimer(self)
    self.timer.timeout.connect(look)
    self.timer.start(50)
    stands = start(self, path, files)
    self.window.showMinimized()
    return stands

start, Shell.start = Shell.start, watch
sys.exit(app.main(sys.argv[2:]))
"""
"""The first program, which writes down what its window shows until it is told to end."""


class First:
    """The first program."""

    def __init__(self, folder: Path, *words: str) -> None:
        self.said = folder / "said.json"
        command = [sys.executable, "-X", "utf8", "-c", _WATCHED, str(self.said), *words]
        self.process = subprocess.Popen(command, cwd=ROOT)
        self.wait(lambda now: bool(now["title"]))

    def now(self) -> dict[str, object]:
        try:
            found: dict[str, object] = json.loads(self.said.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {"title": "", "preview": "", "waiting": 0}
        return found

    def wait(self, wanted: Callable[[dict[str, object]], bool]) -> None:
        until = time.monotonic() + 60
        while not wanted(self.now()):
            assert self.process.poll() is None
            assert time.monotonic() < until, self.now()
            time.sleep(0.05)

    def end(self) -> int:
        self.said.with_suffix(".end").touch()
        return self.process.wait(60)


def start_another(*words: object) -> int:
    command = [sys.executable, "-X", "utf8", "-m", "desktop_app", *map(str, words)]
    return subprocess.run(command, cwd=ROOT, check=False, timeout=120).returncode


@pytest.fixture
def first(tmp_path: Path) -> Iterator[First]:
    data = tmp_path / "Đề án.tiendo"
    Workspace.create(data).close()
    made = First(tmp_path, str(data))
    yield made
    if made.process.poll() is None:
        made.process.kill()
        made.process.wait()


def test_a_second_program_hands_what_it_was_given_to_the_first(first: First, tmp_path: Path) -> None:
    data = tmp_path / "Đề án.tiendo"
    assert first.now()["minimised"]
    assert start_another(data) == 0
    first.wait(lambda now: not now["minimised"])
    if sys.platform != "win32":  # a link takes a right there that an officer has not
        (tmp_path / "lối tắt.tiendo").symlink_to(data)
        assert start_another(tmp_path / "lối tắt.tiendo") == 0
    one, other = tmp_path / "Danh mục một.xlsx", tmp_path / "danh mục hai.xlsx"
    for path in (one, other):
        shutil.copyfile(LIST, path)
    assert start_another(one, other) == 0
    first.wait(lambda now: now["preview"] == one.name and now["waiting"] == 1)
    assert first.end() == 0
    assert not (tmp_path / "Đề án.tiendo.lock").exists()


# --- which words are files ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name", [f"a{suffix}" for suffix in (*SUFFIXES, ".tiendo", ".pdf", ".png", ".doc", ".TIENDO")]
)
def test_a_file_is_for_the_window(name: str, tmp_path: Path) -> None:
    assert not wants_command([name])
    assert not wants_command([str(tmp_path / name), str(tmp_path / "b.xlsx")])
    assert not wants_command(["--data", "b.tiendo", str(tmp_path / name)])
    assert not wants_command([str(tmp_path)])


def test_the_files_are_told_from_the_data_file() -> None:
    named = named_files(["--data", "a.tiendo", "b.xlsx", "--json", "c.docx"])
    assert named == (Path("a.tiendo").resolve(), [Path("b.xlsx").resolve(), Path("c.docx").resolve()])
    assert named_files(["--data=a.tiendo"]) == (Path("a.tiendo").resolve(), [])
    assert named_files([]) == (None, [])


def test_a_data_file_is_known_by_its_bytes_too(tmp_path: Path) -> None:
    Workspace.create(tmp_path / "a.tiendo").close()
    renamed = Path(shutil.copyfile(tmp_path / "a.tiendo", tmp_path / "a.tiendo.bak"))
    assert is_data_file(renamed)
    newer = bytearray(renamed.read_bytes())
    newer[60:64] = (9_999).to_bytes(4, "big")
    renamed.write_bytes(newer)
    assert is_data_file(renamed)
    assert is_data_file(tmp_path / "none.TIENDO")
    assert not any(map(is_data_file, (LIST, tmp_path, tmp_path / "none")))
    os.link(renamed, tmp_path / "b")
    assert is_same_file(renamed, tmp_path / "b")
    assert not is_same_file(renamed, tmp_path / "none")


# --- what becomes of them -----------------------------------------------------------------------------------


def told(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    errors: list[str] = []
    monkeypatch.setattr(messages, "show_error", lambda _parent, error: errors.append(type(error).__name__))
    return errors


def opened(shell: Shell, *files: Path) -> MainWindow:
    assert shell.start(None, files)
    assert shell.window is not None
    return shell.window


def test_a_list_opens_the_last_data_file_with_its_preview(shell: Shell, tmp_path: Path, qtbot: QtBot) -> None:
    last = tmp_path / "b.tiendo"
    Workspace.create(last).close()
    shell._settings.remember_file(last)
    window = opened(shell, LIST)
    assert window.session.workspace.path == last
    qtbot.waitUntil(lambda: window.importing.preview is not None)
    assert window.stack.currentWidget() is window.importing.preview
    shell._asked([LIST])
    assert window.toast.text.whole() == f"Xong danh mục đang mở thì xem tiếp: {LIST.name}"


def test_a_list_waits_until_the_box_that_is_open_is_answered(
    shell: Shell, tmp_path: Path, qtbot: QtBot
) -> None:
    window = opened(shell, tmp_path / "a.tiendo")
    box = QDialog(window)
    box.setModal(True)
    box.show()
    shell._asked([LIST])
    qtbot.wait(600)
    assert window.importing.preview is None
    box.close()
    qtbot.waitUntil(lambda: window.importing.preview is not None)


@pytest.mark.parametrize(
    ("name", "body", "error"),
    [
        ("a.pdf", b"%PDF-1.7", "SourcePdf"),
        ("a.png", b"\x89PNG\r\n", "SourceUnknown"),
        ("a.doc", b"{\\rtf1 x}", "SourceOldWord"),
        ("a.xlsx", b"", "SourceEmpty"),
        ("none.xlsx", None, "SourceMissing"),
    ],
)
def test_what_is_no_list_gets_its_sentence(
    name: str, body: bytes | None, error: str, shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:  # fmt: skip
    errors = told(monkeypatch)
    monkeypatch.setattr(places, "default_data_file", lambda: tmp_path / "a.tiendo")
    path = tmp_path / name
    if body is not None:
        path.write_bytes(body)
    opened(shell, path)
    qtbot.waitUntil(lambda: errors == [error])


def test_one_data_file_is_opened_of_several_and_the_others_are_named(
    shell: Shell, tmp_path: Path, qtbot: QtBot
) -> None:
    one, other = tmp_path / "a.tiendo", tmp_path / "b.tiendo"
    for path in (one, other):
        Workspace.create(path).close()
    window = opened(shell, one, other, LIST)
    assert window.session.workspace.path == one
    qtbot.waitUntil(lambda: window.importing.preview is not None)
    assert window.toast.text.whole() == "Mỗi lần chỉ mở được một tệp dữ liệu; chưa mở b.tiendo."


def test_a_data_file_dropped_on_the_window_is_opened(shell: Shell, tmp_path: Path) -> None:
    first = opened(shell, tmp_path / "a.tiendo")
    Workspace.create(tmp_path / "b.tiendo").close()
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "b.tiendo"))])
    keys, buttons = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.NoButton
    first.first_start.dropEvent(QDropEvent(QPointF(1, 1), Qt.DropAction.CopyAction, data, buttons, keys))
    assert shell.window is not None
    assert shell.window.session.workspace.path == tmp_path / "b.tiendo"
