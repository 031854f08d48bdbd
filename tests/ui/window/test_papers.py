"""Papers that leave by a dialog for their file."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from docx import Document
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from desktop_app.domain.reports import Office
from desktop_app.ui.reminding import dialog as reminding
from desktop_app.ui.reminding.dialog import RemindDialog
from desktop_app.ui.window._main_window import MainWindow

DAY = date(2021, 12, 14)


def test_the_page_of_the_chosen_task_is_written_by_its_key(
    sample: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    offered: list[str] = []

    def choose(*asked: object) -> tuple[str, str]:
        offered.extend((Path(str(asked[2])).name, str(asked[3])))
        return str(tmp_path / "việc số 6"), "Tài liệu Word (*.docx)"

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    sample.show_task(6)
    sample.tasks.panel.percent.setText("45")
    sample.tasks.panel.percent.setModified(True)
    with qtbot.waitSignal(sample.session.written, timeout=20_000) as told:
        QTest.keyClick(sample.tasks.grid, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert offered[0] == "phieu_nhiem_vu_6_quy_iv_2021.docx"
    assert "pdf" in offered[1]
    assert told.args[1] == str(tmp_path / "việc số 6.docx")
    told_on_paper = "\n".join(one.text for one in Document(str(tmp_path / "việc số 6.docx")).paragraphs)
    assert "Đang thực hiện, 45%" in told_on_paper  # what was being typed stands on it


def test_no_page_is_written_of_several_tasks(
    sample: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: pytest.fail("nothing to write"))
    sample.tasks.grid.selectAll()
    with qtbot.waitSignal(sample.session.warned) as told:
        sample.tasks.acts.page.trigger()
    assert told.args == ["Chỉ làm được với một nhiệm vụ; đang chọn 42. Hãy chọn một ô của nhiệm vụ đó."]


@pytest.fixture
def remind(
    sample: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> Callable[[int, str, str], RemindDialog]:
    """Open the dialog by its command, ask for so many days, press a button and name a file."""
    monkeypatch.setattr(reminding, "today", lambda: DAY)

    def run(days: int, button: str, target: str) -> RemindDialog:
        opened: list[RemindDialog] = []

        def act() -> None:
            shown = QApplication.activeModalWidget()
            assert isinstance(shown, RemindDialog)
            opened.append(shown)
            shown.days.setValue(days)
            shown.finish()
            pressed: QAbstractButton = getattr(shown, button)
            if pressed.isEnabled():
                pressed.click()
            else:
                shown.reject()

        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (target, ""))
        QTimer.singleShot(0, act)
        next(one for one in sample.findChildren(QAction) if "Nhắc &việc" in one.text()).trigger()
        return opened[0]

    return run


def test_letters_are_written_from_the_window(
    sample: MainWindow, remind: Callable[..., RemindDialog], qtbot: QtBot, tmp_path: Path
) -> None:
    office = sample.session.workspace.office
    office.put(Office(department="Sở Tư pháp", parent_body="UBND tỉnh", place="Nam Định"), office.get())
    with qtbot.waitSignal(sample.session.written, timeout=30_000) as told:
        remind(60, "letters", str(tmp_path / "nhắc"))
    names = sorted(one.name for one in tmp_path.glob("*.docx"))
    assert "nhắc_so_noi_vu.docx" in names
    assert not [name for name in names if "so_tu_phap" in name]
    assert told.args == [f"Đã lập {len(names)} công văn đôn đốc: {tmp_path}", str(tmp_path)]


def test_a_calendar_is_written_from_the_window(
    sample: MainWindow, remind: Callable[..., RemindDialog], qtbot: QtBot, tmp_path: Path
) -> None:
    with qtbot.waitSignal(sample.session.written, timeout=30_000):
        remind(60, "calendar", str(tmp_path / "lịch"))
    assert (tmp_path / "lịch.ics").read_bytes().startswith(b"BEGIN:VCALENDAR\r\n")


def test_with_nothing_due_neither_can_be_written_and_the_reason_is_said(
    sample: MainWindow, monkeypatch: pytest.MonkeyPatch, remind: Callable[..., RemindDialog]
) -> None:
    monkeypatch.setattr(reminding, "today", lambda: date(2018, 1, 1))
    said: list[str] = []

    def reject(dialog: RemindDialog) -> None:
        said.extend((dialog.foot.text(), dialog.letters.toolTip(), dialog.calendar.toolTip()))
        dialog.accept()

    monkeypatch.setattr(RemindDialog, "reject", reject)
    remind(0, "calendar", "")
    assert said == [
        "Đến hết ngày 01/01/2018 không có nhiệm vụ nào quá hạn hoặc đến hạn.",
        "Không có cơ quan nào để gửi công văn.",
        "Không có nhiệm vụ nào quá hạn hoặc đến hạn.",
    ]
