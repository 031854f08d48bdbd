"""Papers that leave by a dialog for their file."""

from pathlib import Path

import pytest
from docx import Document
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from desktop_app.ui.window._main_window import MainWindow


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
    assert told.args == ["Hãy chọn đúng một nhiệm vụ để xuất phiếu theo dõi."]
