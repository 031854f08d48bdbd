"""The net: faults in slots, in Qt's virtual methods, in threads and jobs, and while the program starts."""

import gc
import logging
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer, Signal, qWarning
from PySide6.QtGui import QGuiApplication, QPaintEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from desktop_app import app
from desktop_app.domain.errors.refusals import TargetNotWritable
from desktop_app.domain.work import Progress
from desktop_app.services import places
from desktop_app.services.workspace import Workspace
from desktop_app.ui import messages
from desktop_app.ui.crash import FaultDialog, FaultNet, StartGuard
from desktop_app.ui.jobs import JobRunner
from desktop_app.ui.settings import WindowSettings
from desktop_app.ui.setup.rescue_dialog import RescueDialog
from desktop_app.ui.window.shell import Shell


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    reports: list[str] = []
    monkeypatch.setattr(FaultDialog, "exec", lambda self: reports.append(self.report))
    return reports


@pytest.fixture
def net(tmp_path: Path, qapp: QApplication, qtbot: QtBot) -> Iterator[FaultNet]:
    with qtbot.capture_exceptions():
        made = FaultNet(tmp_path, qapp)
        yield made
        made.remove()


def log_of(net: FaultNet) -> str:
    return net.log_file.read_text(encoding="utf-8")


class Broken(QWidget):
    asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.asked.connect(self.fail)

    def fail(self) -> None:
        raise ValueError("lỗi trong slot")

    def paintEvent(self, _event: QPaintEvent) -> None:
        raise ValueError("lỗi khi vẽ")


def test_a_fault_in_a_slot_is_told(net: FaultNet, shown: list[str], qtbot: QtBot) -> None:
    widget = Broken()
    qtbot.addWidget(widget)
    widget.asked.emit()
    qtbot.waitUntil(lambda: len(shown) == 1)
    assert "lỗi trong slot" in shown[0]
    assert "Tiến độ Đề án" in shown[0]


def test_a_later_fault_of_the_same_place_is_told_again(
    net: FaultNet, shown: list[str], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    widget = Broken()
    qtbot.addWidget(widget)
    widget.asked.emit()
    widget.asked.emit()
    assert len(shown) == 1
    monkeypatch.setattr("desktop_app.ui.crash.SILENT_S", 0.0)
    widget.asked.emit()
    assert len(shown) == 2


def test_a_fault_in_a_virtual_method_is_told_once(net: FaultNet, shown: list[str], qtbot: QtBot) -> None:
    widget = Broken()
    qtbot.addWidget(widget)
    widget.show()
    qtbot.waitUntil(lambda: len(shown) == 1)
    QTimer.singleShot(0, widget.update)
    qtbot.waitUntil(lambda: log_of(net).count("lỗi khi vẽ") > 2)
    assert len(shown) == 1


def test_a_fault_in_a_thread_and_in_a_job_is_told(net: FaultNet, shown: list[str], qtbot: QtBot) -> None:
    thread = threading.Thread(target=lambda: 1 // 0)
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: len(shown) == 1)
    runner = JobRunner()

    def work(_progress: Progress) -> None:
        raise KeyError("lỗi trong việc nền")

    runner.run("Đang thử", work, print, print, wanted=True)
    assert runner.running == "Đang thử"
    runner.wait()
    qtbot.waitUntil(lambda: len(shown) == 2)
    assert "lỗi trong việc nền" in shown[1]
    assert runner.running == ""


def test_what_fails_while_thrown_away_is_only_written_down(net: FaultNet, shown: list[str]) -> None:
    class Stubborn:
        def __del__(self) -> None:
            raise ZeroDivisionError("khi hủy")

    Stubborn()
    gc.collect()
    assert "khi hủy" in log_of(net)
    assert shown == []


def test_a_warning_of_qt_is_written_down(net: FaultNet) -> None:
    qWarning("điều lạ")
    assert "Qt: điều lạ" in log_of(net)


def test_an_interrupt_is_none_of_the_nets_business(net: FaultNet, shown: list[str], capsys: object) -> None:
    called: list[object] = []
    net._hooks = (lambda *found: called.append(found[0]), net._hooks[1], net._hooks[2])
    net._fault(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert called == [KeyboardInterrupt]
    assert shown == []


def test_the_net_gives_its_hooks_back(tmp_path: Path, qapp: QApplication) -> None:
    before = sys.excepthook, threading.excepthook, sys.unraisablehook
    net = FaultNet(tmp_path, qapp)
    assert sys.excepthook != before[0]
    net.remove()
    assert (sys.excepthook, threading.excepthook, sys.unraisablehook) == before


def test_a_log_that_cannot_be_written_stops_nothing(tmp_path: Path, qapp: QApplication) -> None:
    blocked = tmp_path / "tệp"
    blocked.write_text("", encoding="utf-8")
    net = FaultNet(blocked, qapp)
    logging.getLogger("desktop_app").error("Không ghi được")
    net.remove()
    assert blocked.read_text(encoding="utf-8") == ""
    assert list(tmp_path.iterdir()) == [blocked]


def test_while_one_fault_is_shown_another_only_goes_into_the_log(
    net: FaultNet, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    opened: list[str] = []

    def stay(dialog: FaultDialog) -> None:
        opened.append(dialog.report)
        net._fault(OSError, OSError("lỗi thứ hai"), None)

    monkeypatch.setattr(FaultDialog, "exec", stay)
    net._fault(OSError, OSError("lỗi thứ nhất"), None)
    assert len(opened) == 1
    assert "lỗi thứ hai" in log_of(net)


def test_the_report_can_be_copied_and_says_whether_work_goes_on(qtbot: QtBot, tmp_path: Path) -> None:
    for starting, title in ((False, "ngoài dự kiến"), (True, "không khởi động được")):
        dialog = FaultDialog("Traceback", tmp_path / "a.log", starting=starting)
        qtbot.addWidget(dialog)
        assert title in dialog.windowTitle()
        dialog.copy()
        assert "Traceback" in QGuiApplication.clipboard().text()


# --- starting ------------------------------------------------------------------------------------


def test_a_fault_at_start_is_told_and_ends_the_program(net: FaultNet, shown: list[str]) -> None:
    with StartGuard(net):
        raise FileNotFoundError("resources/words.json")
    assert "words.json" in shown[0]
    assert "words.json" in log_of(net)
    with pytest.raises(KeyboardInterrupt), StartGuard(net):
        raise KeyboardInterrupt
    with StartGuard(net):
        pass
    assert len(shown) == 1


def test_without_a_folder_of_its_own_the_log_goes_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused() -> Path:
        raise TargetNotWritable(Path("state"), "Permission denied")

    monkeypatch.setattr(places, "log_folder", refused)
    with app._log_folder() as folder:
        assert folder.is_dir()
    assert not folder.exists()


def blocked(tmp_path: Path) -> Path:
    """A place where no folder can be made, for any user on any system: below a file."""
    (tmp_path / "tệp").write_text("", encoding="utf-8")
    return tmp_path / "tệp" / "thư mục" / "a.tiendo"


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    questions: list[str] = []

    def confirm(_parent: object, question: str, *_rest: str) -> bool:
        questions.append(question)
        return len(questions) == 1

    monkeypatch.setattr(messages, "confirm", confirm)
    return questions


def test_where_no_file_can_be_made_another_place_is_offered(
    tmp_path: Path, qapp: QApplication, monkeypatch: pytest.MonkeyPatch, asked: list[str]
) -> None:
    other = tmp_path / "nơi khác"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, **_k: (str(other), ""))
    shell = Shell(WindowSettings(tmp_path / "window.ini"))
    assert shell.start(blocked(tmp_path))
    assert "Không ghi được tệp a.tiendo" in asked[0]
    assert shell.window is not None
    assert shell.window.session.workspace.path == other.with_suffix(".tiendo")
    shell.window.close()


def test_a_start_without_any_file_ends(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, asked: list[str]
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, **_k: ("", ""))
    assert not Shell(WindowSettings(tmp_path / "window.ini")).start(blocked(tmp_path))
    damaged = tmp_path / "hỏng.tiendo"
    Workspace.create(damaged).close()
    damaged.write_bytes(damaged.read_bytes()[:4096] + b"\xaa" * 8192)
    said: list[str] = []
    monkeypatch.setattr(RescueDialog, "exec", lambda self: said.append(self.said.text()))
    assert not Shell(WindowSettings(tmp_path / "window.ini")).start(damaged)
    assert "bị hỏng" in said[0]


def test_settings_that_make_no_sense_are_passed_over(tmp_path: Path, qtbot: QtBot) -> None:
    ini = tmp_path / "window.ini"
    ini.write_text(
        "[General]\ngeometry=12\nrecent=@Invalid()\nscreen=7\ntheme=đen\n[panel]\nsizes=a, b\nvisible=maybe\n"
        '[grid]\ntasks="@Variant(\\0\\0)"\n',
        encoding="utf-8",
    )
    shell = Shell(WindowSettings(ini))
    assert shell.start(tmp_path / "a.tiendo")
    window = shell.window
    assert window is not None
    window.tasks.grid.restore_state({"order": 5, "hidden": {"x": 1}, "widths": ["content"]})
    window.tasks.grid.restore_state({"order": ["x", 7], "widths": {"number": "rộng", "lead": 160}})
    assert window.tasks.grid.save_state()["widths"] == {"lead": 160}
    window.close()


def test_the_program_runs_until_its_window_is_closed(
    tmp_path: Path, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    shell = Shell(WindowSettings(tmp_path / "window.ini"))
    assert shell.start(tmp_path / "a.tiendo")
    first = shell.window
    assert first is not None
    ended: list[bool] = []
    qapp.lastWindowClosed.connect(lambda: ended.append(shell.window is first))
    QTimer.singleShot(0, lambda: shell.open(tmp_path / "b.tiendo"))
    QTimer.singleShot(300, lambda: shell.window and shell.window.close())
    qapp.exec()
    assert shell.window is not first
    assert ended[-1] is False
