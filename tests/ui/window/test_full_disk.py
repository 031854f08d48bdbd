"""The real window on a disk that is really full: each act says so truly, and no typed word is lost."""

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QClipboard
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from desktop_app.resources import resource
from desktop_app.services.wording import say
from desktop_app.services.workspace import Workspace
from desktop_app.ui import messages
from desktop_app.ui.window._main_window import MainWindow
from tests.ui.window.conftest import Opener

NEXT = resource("samples", "Danh_muc_minh_hoa_242_sua_doi.xlsx")
SIZE = 6 * 2**20


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A small disk of its own."""
    place = tmp_path / "disk"
    place.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", place], check=True)
    yield place
    subprocess.run(["umount", "--lazy", place], check=True)


def fill(disk: Path, room: int) -> Path:
    """Leave so many bytes of room."""
    filled = disk / "fill"
    filled.write_bytes(bytes(shutil.disk_usage(disk).free - room))
    return filled


def type_percent(window: MainWindow, text: str) -> None:
    """Type into the cell "Tiến độ" of task 4, and Enter."""
    grid, model = window.tasks.grid, window.tasks.model
    grid.select_key(window.session.register.find("4").id)
    grid.edit(model.index(grid.currentIndex().row(), model.column_of("percent")))
    editor = grid.open_editor()
    assert isinstance(editor, QLineEdit)
    editor.selectAll()
    QTest.keyClicks(editor, text)
    QTest.keyClick(editor, Qt.Key.Key_Return)


@pytest.mark.parametrize("room", [0, 20_000])
def test_nothing_is_lost_on_a_full_disk(
    *,
    open_window: Opener,
    disk: Path,
    sample_file: Path,
    clipboard: QClipboard,
    monkeypatch: pytest.MonkeyPatch,
    room: int,
) -> None:
    shutil.copyfile(sample_file, disk / "a.tiendo")
    window = open_window(disk / "a.tiendo")
    session = window.session
    said: list[str] = []
    asked: list[str] = []
    session.choose_period(session.workspace.periods.find("2021-Q4", session.programme))
    session.warned.connect(said.append)
    monkeypatch.setattr(messages, "show_error", lambda _parent, error: said.append(say(error)))

    def answer(_parent: object, question: str, *_more: object) -> int:
        asked.append(question)
        return [0, 0, 2][len(asked) - 1]  # copy and close; try again; close all the same

    monkeypatch.setattr(messages, "choose", answer)
    monkeypatch.setattr(messages, "confirm", lambda *given: answer(*given) == 0)
    window.show_screen("tasks")
    before = session.workspace.last_action()
    filled = fill(disk, room)
    type_percent(window, "45")
    editor = window.tasks.grid.open_editor()
    assert isinstance(editor, QLineEdit)
    assert editor.text() == "45"
    assert "khi ghi được, nhấn Enter để lưu" in said[0]
    assert "Sửa lại" not in said[0]
    window.tasks.grid.leave_edit(editor)
    note = window.tasks.panel._texts["difficulty"]
    note.setPlainText("Lời không được mất")
    assert not window.tasks.panel.commit()
    assert "đã đầy" in window.tasks.panel.refusal.text()
    window.take_lists([NEXT])
    session.jobs.wait()
    preview = window.importing.preview
    assert preview is not None
    preview.accept()
    session.jobs.wait()
    assert window.importing.preview is preview
    assert ["đã đầy" in one for one in said] == [True, True]
    preview.left.emit()
    assert window.close()
    assert [one.split()[0] for one in asked] == ["Nội", "Chưa", "Chưa"]
    assert "Lời không được mất" in clipboard.text()
    filled.unlink()
    again = Workspace.open(disk / "a.tiendo")
    assert again.checking.check().ok
    assert again.last_action() == before
    again.close()
