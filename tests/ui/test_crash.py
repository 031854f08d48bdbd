import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, qWarning
from PySide6.QtGui import QClipboard
from pytestqt.qtbot import QtBot

from desktop_app.ui import crash
from desktop_app.ui.crash import FaultDialog, Net, install_net


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    reports: list[str] = []
    monkeypatch.setattr(FaultDialog, "exec", lambda dialog: reports.append(dialog.report))
    return reports


@pytest.fixture
def net(qtbot: QtBot, tmp_path: Path, shown: list[str]) -> Iterator[Net]:
    hooks = sys.excepthook, threading.excepthook
    net = install_net(tmp_path, QObject())
    yield net
    net.remove()
    assert (sys.excepthook, threading.excepthook) == hooks


def fault(text: str) -> None:
    try:
        raise RuntimeError(text)
    except RuntimeError as error:
        sys.excepthook(type(error), error, error.__traceback__)


def test_a_fault_is_logged_and_told(net: Net, shown: list[str]) -> None:
    fault("đĩa lạ")
    assert "RuntimeError: đĩa lạ" in shown[0]
    assert "RuntimeError: đĩa lạ" in net.log_file.read_text(encoding="utf-8")


def test_the_same_fault_again_is_logged_and_not_told(net: Net, shown: list[str]) -> None:
    for _ in range(5):
        fault("đĩa lạ")
    assert len(shown) == 1
    assert net.log_file.read_text(encoding="utf-8").count("RuntimeError: đĩa lạ") == 5


def test_a_fault_of_a_thread_is_told_on_the_main_thread(net: Net, shown: list[str], qtbot: QtBot) -> None:
    thread = threading.Thread(target=lambda: 1 / 0)
    thread.start()
    thread.join()
    assert shown == []
    qtbot.waitUntil(lambda: len(shown) == 1)
    assert "ZeroDivisionError" in shown[0]


def test_a_fault_while_one_is_told_opens_no_second_box(net: Net, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[FaultDialog] = []

    def stumble(dialog: FaultDialog) -> None:
        opened.append(dialog)
        fault("lỗi trong hộp")

    monkeypatch.setattr(FaultDialog, "exec", stumble)
    fault("lỗi đầu")
    assert len(opened) == 1
    assert "lỗi trong hộp" in net.log_file.read_text(encoding="utf-8")


def test_what_qt_warns_about_is_logged(net: Net, shown: list[str]) -> None:
    qWarning("Qt is not amused")
    assert "Qt: Qt is not amused" in net.log_file.read_text(encoding="utf-8")
    assert shown == []


def test_stopping_by_keyboard_is_no_fault(net: Net, shown: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    passed: list[object] = []
    monkeypatch.setattr(net, "_hooks", (lambda *found: passed.append(found), net._hooks[1]))
    sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(), None)
    monkeypatch.undo()
    assert (len(passed), shown) == (1, [])


def test_the_report_is_copied(qtbot: QtBot, clipboard: QClipboard, tmp_path: Path) -> None:
    dialog = FaultDialog("Traceback …", tmp_path / "log")
    qtbot.addWidget(dialog)
    dialog.copy()
    assert "Traceback …" in clipboard.text()
    assert crash.__version__ in clipboard.text()
