"""The window's ways back: from a file that is damaged or gone, damage met while open, a failed backup."""

import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog
from pytestqt.qtbot import QtBot

from desktop_app.domain.errors import AppError, DataFileDamaged, DiskFull
from desktop_app.services.workspace import Workspace
from desktop_app.ui import messages
from desktop_app.ui.crash import FaultDialog, FaultNet
from desktop_app.ui.setup.rescue_dialog import RescueDialog
from desktop_app.ui.setup.salvage_dialog import SalvageDialog
from desktop_app.ui.window.shell import Shell
from tests.other_programs import break_a_rule, zero_the_head
from tests.services.test_evidence import described

Act = Callable[[RescueDialog], object]


@pytest.fixture
def path(tmp_path: Path, sample_file: Path) -> Path:
    """The illustrative data with a backup, and a record that it lacks."""
    made = Path(shutil.copyfile(sample_file, tmp_path / "a.tiendo"))
    workspace = Workspace.open(made)
    workspace.backup()
    register = workspace.register(workspace.programme().id)
    period = workspace.periods.find("2021-Q4", register.programme)
    workspace.recording.record(register, period, {register.find("12").id: {"note": "gõ sau"}})
    workspace.close()
    return made


def driven(monkeypatch: pytest.MonkeyPatch, *acts: Act) -> list[str]:
    """Answer each rescue dialog by the next act; return what the dialogs said."""
    said: list[str] = []
    left = list(acts)

    def run(dialog: RescueDialog) -> int:
        said.append(dialog.said.text())
        left.pop(0)(dialog)
        return dialog.result()

    monkeypatch.setattr(RescueDialog, "exec", run)
    return said


def press_restore(dialog: RescueDialog) -> None:
    assert dialog.act_button.isEnabled()
    dialog.act_button.click()


def put_away(dialog: RescueDialog) -> None:
    dialog.reject()


def take_all(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    listed: list[str] = []

    def run(dialog: SalvageDialog) -> int:
        listed.extend(dialog.list.item(row).text() for row in range(dialog.list.count()))
        dialog.act_button.click()
        return dialog.result()

    monkeypatch.setattr(SalvageDialog, "exec", run)
    return listed


@pytest.mark.parametrize(
    ("spoil", "sentence"), [(zero_the_head, "phần đầu của tệp bị mất"), (break_a_rule, "không thể đã ghi")]
)
def test_a_damaged_file_is_led_back_and_what_was_typed_since_is_taken_over(
    spoil: Callable[[Path], None],
    sentence: str,
    shell: Shell,
    path: Path,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    spoil(path)
    said = driven(monkeypatch, put_away, press_restore)
    assert not shell.start(path)
    listed = take_all(monkeypatch)
    assert shell.start(path)
    assert sentence in said[0]
    assert len(listed) == 1
    assert "gõ sau" in listed[0]
    assert shell.window is not None
    register = shell.window.session.register
    assert any(entry.note == "gõ sau" for entry in register.entries(register.find("12").id))
    assert len(list(path.parent.glob("a-damaged-*.tiendo"))) == 1
    assert shell.window.session.workspace.checking.check().ok


def test_an_empty_file_shows_what_each_backup_would_lose(
    shell: Shell, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path.write_bytes(b"")
    rows: list[list[str]] = []

    def look(dialog: RescueDialog) -> None:
        texts = [column.text or column.value for column in dialog.model.columns]
        rows.extend([text(way) for text in texts] for way in dialog.model.rows())
        dialog.reject()

    said = driven(monkeypatch, look)
    assert not shell.start(path)
    assert "rỗng (0 byte)" in said[0]
    assert rows[0][2].startswith("chưa rõ phần sau ")
    assert rows[0][3] == "nguyên vẹn"
    assert path.read_bytes() == b""


def test_a_file_of_the_recent_list_that_is_gone_is_looked_for(
    shell: Shell, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert shell.start(path)
    assert shell.window is not None
    shell.window.close()
    moved = path.parent / "Năm 2021" / path.name
    moved.parent.mkdir()
    path.rename(moved)

    def open_it(dialog: RescueDialog) -> None:
        assert not dialog.new.isHidden()
        dialog.moved[0].click()

    said = driven(monkeypatch, put_away, open_it)
    assert not shell.start(None)
    assert not path.exists()
    assert "Không còn tệp dữ liệu" in said[0]
    assert shell.start(None)
    assert shell.window.session.workspace.path == moved


def test_a_new_file_is_made_in_the_place_of_one_that_is_gone_only_when_asked(
    shell: Shell, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path.unlink()
    driven(monkeypatch, lambda dialog: dialog.new.click())
    assert shell.start(path)
    assert shell.window is not None
    assert shell.window.session.register.empty
    assert shell.window.session.workspace.safekeeping.backups() == []
    (aside,) = path.parent.glob("a-backups-*")
    assert len(list(aside.glob("*.tiendo"))) == 1


def test_damage_met_while_open_is_told_as_such_and_led_back(
    shell: Shell, path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    assert shell.start(path)
    first = shell.window
    assert first is not None
    said = driven(monkeypatch, press_restore)
    take_all(monkeypatch)
    zero_the_head(path)
    first.session.refused.emit(DataFileDamaged(path, "malformed"))
    first.session.refused.emit(DataFileDamaged(path, "malformed"))
    qtbot.waitUntil(lambda: shell.window is not None and shell.window is not first)
    assert len(said) == 1
    assert "bị hỏng" in said[0]
    assert shell.window is not None
    assert shell.window.session.workspace.checking.check().ok


def test_a_fault_in_a_screen_that_comes_from_damage_is_no_fault_of_the_program(
    shell: Shell,
    path: Path,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    qapp: QApplication,
    qtbot: QtBot,
) -> None:
    assert shell.start(path)
    boxes: list[str] = []
    monkeypatch.setattr(FaultDialog, "exec", lambda self: boxes.append(self.report))
    with qtbot.capture_exceptions():
        net = FaultNet(tmp_path, qapp)
        net.examine = shell.examine
        try:
            net.caught.emit("one that is the program's own")
            assert len(boxes) == 1
            said = driven(monkeypatch, put_away)
            break_a_rule(path)
            net.caught.emit("KeyError: bay")
            qtbot.waitUntil(lambda: shell.window is None)
        finally:
            net.remove()
    assert len(boxes) == 1
    assert "không thể đã ghi" in said[0]


def test_a_backup_that_fails_at_the_end_keeps_the_window_until_the_officer_has_chosen(
    shell: Shell, path: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert shell.start(path)
    window = shell.window
    assert window is not None
    tries: list[int] = []

    def full() -> None:
        tries.append(1)
        raise DiskFull(path)

    asked: list[str] = []
    answers = iter([-1, 0, 1, 1])

    def choose(_parent: object, question: str, _acts: object, detail: str) -> int:
        asked.append(f"{question} {detail}")
        return next(answers)

    monkeypatch.setattr(window.session.workspace, "backup", full)
    monkeypatch.setattr(messages, "choose", choose)
    assert not window.close()
    assert window.isVisible()
    assert "đã đầy" in asked[0]
    names = iter(["", str(tmp_path / "usb.tiendo")])
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (next(names), ""))
    assert window.close()
    assert len(tries) == 3
    assert (tmp_path / "usb.tiendo.sha256").is_file()


def test_an_old_backup_is_shown_in_the_colour_of_a_warning(
    shell: Shell, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert shell.start(path)
    assert shell.window is not None
    navigation, workspace = shell.window.navigation, shell.window.session.workspace
    assert navigation.backup.objectName() == "mutedSmall"
    saved = workspace.last_saved()
    assert saved is not None
    assert not workspace.backup_is_old(saved)
    (backup,) = path.with_name("a-backups").glob("a-*.tiendo")
    backup.rename(backup.with_name("a-000001-20200101-120000.tiendo"))
    assert workspace.backup_is_old(saved + timedelta(hours=2))
    monkeypatch.setattr(Workspace, "backup_is_old", lambda *_args: True)
    shell.window.session.saved.emit()
    assert navigation.backup.objectName() == "warning"
    assert "Có thay đổi chưa sao lưu" in navigation.backup.text()


def test_a_restore_that_is_refused_asks_again(
    shell: Shell, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    zero_the_head(path)
    (backup,) = path.with_name("a-backups").glob("a-*.tiendo")
    told: list[str] = []
    monkeypatch.setattr(messages, "show_error", lambda _parent, error: told.append(type(error).__name__))

    def spoil_then_press(dialog: RescueDialog) -> None:
        backup.write_bytes(backup.read_bytes() + b"x")
        dialog.act_button.click()

    def none_is_left(dialog: RescueDialog) -> None:
        assert not dialog.act_button.isEnabled()
        dialog.reject()

    driven(monkeypatch, spoil_then_press, none_is_left)
    assert not shell.start(path)
    assert told == ["BackupDamaged"]


def test_dialogs_answer_by_what_is_chosen(path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    error: AppError = DataFileDamaged(path, "")
    dialog = RescueDialog(error, path, [])
    qtbot.addWidget(dialog)
    assert dialog.grid.isHidden()
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: ("", ""))
    dialog.other.click()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args, **_named: ("", ""))
    dialog.open_other.click()
    assert dialog.chosen is None
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: (str(path), ""))
    dialog.other.click()
    assert dialog.chosen is not None
    assert (dialog.chosen.act, dialog.chosen.path) == ("restore", path)
    assert dialog.result() == QDialog.DialogCode.Accepted
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args, **_named: (str(path), ""))
    dialog.open_other.click()
    assert dialog.chosen.act == "open"


def test_a_backup_to_a_file_says_what_became_of_the_documents(
    shell: Shell, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert shell.start(path)
    assert shell.window is not None
    session = shell.window.session
    paper = path.with_name("qd.pdf")
    paper.write_bytes(b"%PDF-1.4 x")
    names = (str(path.with_name(f"{name}.tiendo")) for name in ("một", "hai", "ba"))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (next(names), ""))
    backup = next(one for one in shell.window.findChildren(QAction) if one.text() == "&Sao lưu ra tệp…")
    told: list[str] = []
    session.notified.connect(lambda said, _act: told.append(said))
    session.warned.connect(told.append)
    backup.trigger()
    session.workspace.evidence.add(described(session.programme.id), paper)
    backup.trigger()
    path.with_name("a-files").rename(path.with_name("mất"))
    backup.trigger()
    assert told[0] == "Đã sao lưu ra một.tiendo"
    assert told[1] == "Đã sao lưu ra hai.tiendo và 1 tệp tài liệu trong hai-files"
    assert told[2].startswith("Đã sao lưu ra ba.tiendo, nhưng thiếu 1 trong 1 tệp tài liệu.")
