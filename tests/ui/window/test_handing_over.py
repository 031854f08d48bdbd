"""One window writes everything into one file, another goes on from it."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog

from desktop_app.services import places
from desktop_app.services.handover import read_kit
from desktop_app.ui import messages
from desktop_app.ui.setup.takeover_dialog import TakeoverDialog
from desktop_app.ui.window._handing_over import hand_over
from desktop_app.ui.window._main_window import MainWindow
from desktop_app.ui.window.shell import Shell


@pytest.fixture
def kit(sample: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(tmp_path / "Bàn giao"), ""))
    hand_over(sample)
    sample.session.jobs.wait()
    assert "Đã ghi bộ bàn giao Bàn giao.zip, mã kiểm tra" in sample.toast.text.whole()
    return tmp_path / "Bàn giao.zip"


def test_a_kit_is_taken_over_and_opened(
    kit: Path, shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert shell.start(tmp_path / "mới" / "De an.tiendo")
    first = shell.window
    assert first is not None
    target = tmp_path / "Nhận" / "Tiếp tục.tiendo"
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: (str(kit), ""))
    monkeypatch.setattr(TakeoverDialog, "ask", lambda *_args: target)
    first.first_start.takeover_button.click()
    first.session.jobs.wait()
    window = shell.window
    assert window is not None
    assert window.session.workspace.path == target
    assert len(window.session.register.tasks) == 42
    assert window.toast.text.whole().startswith("Đã nhận bàn giao vào")


def test_what_is_no_kit_is_told_in_words(
    shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert shell.start(tmp_path / "mới.tiendo")
    told: list[str] = []
    monkeypatch.setattr(messages, "show_error", lambda _parent, error: told.append(type(error).__name__))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: (str(tmp_path / "mới.tiendo"), ""))
    shell.take_over()
    assert told == ["KitForeign"]


def test_the_dialog_says_what_there_is_and_proposes_a_free_place(
    kit: Path, sample: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(places, "documents", lambda: tmp_path)
    stands = tmp_path / "Tien do De an" / "minh hoa.tiendo"
    stands.parent.mkdir()
    stands.touch()
    dialog = TakeoverDialog(read_kit(kit), sample)
    assert dialog.target == stands.with_name("minh hoa (2).tiendo")
    dialog.place.setText(str(stands))
    dialog.submit()
    assert (dialog.result(), dialog.refusal.isHidden()) == (0, False)
    dialog.place.setText(str(stands.with_name("khác")))
    dialog.submit()
    assert (dialog.result(), dialog.target.name) == (1, "khác.tiendo")
