"""A programme from its own document, in the window: read, corrected beside the text, its list previewed."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from desktop_app.ui.setup.founding_dialog import FoundingDialog
from desktop_app.ui.window._main_window import MainWindow
from tests.cli.test_programme_from_document import LIST, TITLES, write_plan
from tests.lists.test_numbered_text import PLAN

Answer = Callable[[FoundingDialog], None]


@pytest.fixture
def found(monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> Callable[[MainWindow, Path, Answer], None]:
    """Choose a document and answer the dialog."""

    def run(window: MainWindow, path: Path, answer: Answer) -> None:
        asked: list[FoundingDialog] = []

        def chosen(*_: object) -> tuple[str, str]:
            return str(path), ""

        def shown(dialog: FoundingDialog) -> int:
            dialog.show()
            answer(dialog)
            asked.append(dialog)
            return 0

        monkeypatch.setattr(QFileDialog, "getOpenFileName", chosen)
        monkeypatch.setattr(FoundingDialog, "exec", shown)
        window.found_programme()
        qtbot.waitUntil(lambda: bool(asked), timeout=60_000)
        window.session.jobs.wait()

    return run


def test_from_file_to_first_record(
    empty: MainWindow, tmp_path: Path, found: Callable[[MainWindow, Path, Answer], None], qtbot: QtBot
) -> None:
    body = ["KẾ HOẠCH", "Công tác kiểm tra văn bản năm 2024", "Sở Tư pháp ban hành Kế hoạch như sau:"]
    path = write_plan(tmp_path / "ke-hoach.docx", body, (TITLES, *LIST))

    def answer(dialog: FoundingDialog) -> None:
        assert dialog.kind.text() == "Kế hoạch"
        assert dialog.number.text() == "19/KH-STP"
        assert dialog.groups.toPlainText().splitlines() == ["Hoàn thiện thể chế", "Phổ biến pháp luật"]
        assert dialog.document.textCursor().selectedText() == "19/KH-STP"
        dialog.issuer.setText("Sở Tư pháp tỉnh Lai Châu")
        QTest.keyClick(dialog.act_button, Qt.Key.Key_Space)

    found(empty, path, answer)
    flow = empty.importing
    qtbot.waitUntil(lambda: flow.preview is not None, timeout=60_000)
    assert flow.preview is not None
    assert flow.preview.plan.stated.document == "19/KH-STP"
    flow.preview.foot.accept.click()
    qtbot.waitUntil(lambda: flow.preview is None, timeout=60_000)
    session = empty.session
    assert (session.programme.number, session.programme.issuer) == ("19/KH-STP", "Sở Tư pháp tỉnh Lai Châu")
    assert [task.content for task in session.register.tasks] == [
        "Rà soát văn bản",
        "Kiểm tra văn bản",
        "Tổ chức hội nghị",
    ]


def test_what_the_document_does_not_say_is_asked_for(
    empty: MainWindow, tmp_path: Path, found: Callable[[MainWindow, Path, Answer], None], qtbot: QtBot
) -> None:
    body = ["KẾ HOẠCH", "Phổ biến pháp luật", *PLAN[2:]]
    path = write_plan(tmp_path / "van-ban.docx", body)

    def answer(dialog: FoundingDialog) -> None:
        assert "ngày bắt đầu, ngày kết thúc" in dialog.remarks.text()
        dialog.submit()
        assert dialog.added is None
        assert dialog.refusal.text()
        QTest.keyClicks(dialog.starts_on, "1/1/2024")
        QTest.keyClicks(dialog.ends_on, "31/12/2024")
        dialog.submit()

    found(empty, path, answer)
    qtbot.waitUntil(lambda: empty.importing.preview is not None, timeout=60_000)
    assert empty.session.programme.span == (date(2024, 1, 1), date(2024, 12, 31))
    assert empty.importing.preview is not None
    assert len(empty.importing.preview.plan.tasks.rows) == 5


def test_a_number_that_is_there_is_refused_by_name(
    empty: MainWindow, tmp_path: Path, found: Callable[[MainWindow, Path, Answer], None]
) -> None:
    path = write_plan(tmp_path / "a.docx", ["KẾ HOẠCH", "Kiểm tra năm 2024"])
    before = empty.session.workspace.programmes.all()

    def answer(dialog: FoundingDialog) -> None:
        dialog.number.setText("242/QĐ-TTg")
        assert dialog.kind.text() == "Quyết định"
        dialog.submit()
        assert "242/QĐ-TTg" in dialog.refusal.text()

    found(empty, path, answer)
    assert empty.session.workspace.programmes.all() == before
    assert empty.importing.preview is None
