"""Every dialog: nothing typed is lost without a question, nothing closed stays behind, no raw box."""

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.ui import messages
from desktop_app.ui.periods._regimes_dialog import RegimesDialog
from desktop_app.ui.periods._rules_dialog import RulesDialog
from desktop_app.ui.periods.dialogs import ReasonDialog, SealDialog
from desktop_app.ui.setup.agencies_dialog import AgenciesDialog
from desktop_app.ui.setup.office_dialog import OfficeDialog
from desktop_app.ui.setup.programme_dialog import ProgrammeDialog
from desktop_app.ui.tasks.editor import TaskEditor
from desktop_app.ui.widgets.asking import ChoiceDialog, NameDialog
from desktop_app.ui.widgets.dialog import Box, Dialog
from desktop_app.ui.window._main_window import MainWindow

UI = Path(__file__).parents[3] / "desktop_app" / "ui"
OWN = {"widgets/dialog.py", "crash.py"}


def test_every_dialog_is_of_the_kind_that_keeps_what_was_typed() -> None:
    raw = re.compile(r"^class \w+\(QDialog\)|QMessageBox|QInputDialog", re.MULTILINE)
    files = [file for file in UI.rglob("*.py") if file.relative_to(UI).as_posix() not in OWN]
    assert [file.name for file in files if raw.search(file.read_text(encoding="utf-8"))] == []


def forms(window: MainWindow) -> list[Dialog]:
    session = window.session
    return [
        TaskEditor(session, None, window),
        TaskEditor(session, session.register.tasks[0], window),
        RegimesDialog(session, window),
        OfficeDialog(session, window),
        ProgrammeDialog(session, session.programme, window),
        ReasonDialog("Mở lại", "Mở lại Quý IV", "", "&Lý do", window),
        NameDialog("Thêm cơ quan", "&Tên", "", window),
    ]


def test_typed_text_is_asked_about_before_a_dialog_is_left(
    sample: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers: list[str] = []

    def answer(box: Box) -> int:
        box.buttons[0 if answers.pop() == "leave" else 1].click()
        return 0

    monkeypatch.setattr(Box, "exec", answer)
    for dialog in forms(sample):
        dialog.show()
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
        assert not dialog.isVisible(), "an untouched dialog is left at once"
        dialog.show()
        field = next(
            one
            for one in dialog.findChildren(QWidget)
            if isinstance(one, QLineEdit | QPlainTextEdit)
            and not one.isReadOnly()
            and one.isEnabled()
            and one.isVisible()
        )
        QTest.keyClicks(field, "abc")
        answers += ["leave", "stay"]
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
        assert dialog.isVisible()
        dialog.close()
        assert not dialog.isVisible()
        assert not answers


def test_another_regime_is_shown_only_when_nothing_typed_is_lost(
    sample: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = RegimesDialog(sample.session, sample)
    dialog.show()
    dialog.title.setText("Chế độ khác")
    monkeypatch.setattr(Box, "exec", lambda box: box.buttons[1].click())
    before = dialog.list.currentRow()
    dialog.list.setCurrentRow(before + 1)
    assert (dialog.list.currentRow(), dialog.title.text()) == (before, "Chế độ khác")
    dialog.add_button.click()
    assert dialog.title.text() == "Chế độ khác"
    monkeypatch.setattr(Box, "exec", lambda box: box.buttons[0].click())
    dialog.list.setCurrentRow(before + 1)
    assert dialog.title.text() != "Chế độ khác"


def dialogs_of(window: MainWindow) -> int:
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    return len(window.findChildren(QDialog))


def left_at_once() -> None:
    """Close the dialog that is going to open."""

    def leave() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QDialog)
        dialog.reject()

    QTimer.singleShot(0, leave)


def test_a_closed_dialog_is_gone(sample: MainWindow) -> None:
    session, before = sample.session, dialogs_of(sample)
    for ask in (
        lambda: TaskEditor.ask(session, None, sample),
        lambda: OfficeDialog.ask(session, sample),
        lambda: AgenciesDialog.ask(session, sample),
        lambda: RulesDialog.ask(session, sample),
        lambda: SealDialog.ask(session, [], sample),
        lambda: NameDialog.ask("Thêm", "Tên", sample),
        lambda: ChoiceDialog.ask("Chọn", "Tên", ["a"], sample),
        lambda: messages.confirm(sample, "Xóa?", "Xóa 1 tệp"),
        sample.show_about,
    ):
        left_at_once()
        ask()
        assert dialogs_of(sample) == before


def test_a_question_is_titled_and_answered_by_its_act(sample: MainWindow, qtbot: QtBot) -> None:
    shown: list[tuple[str, list[str]]] = []

    def press(keys: Qt.Key) -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, Box)
        shown.append((box.windowTitle(), [one.text() for one in box.buttons]))
        QTest.keyClick(box, keys)

    for key, agreed in ((Qt.Key.Key_Escape, False), (Qt.Key.Key_Return, True)):
        QTimer.singleShot(0, lambda key=key: press(key))
        assert messages.confirm(sample, "Xóa hẳn 3 tệp?", "&Xóa hẳn 3 tệp…", "Không lấy lại được.") is agreed
    assert shown == [("Xóa hẳn 3 tệp", ["&Xóa hẳn 3 tệp…", "Hủy"])] * 2
