"""Three jobs with their clicks and keys counted, and a whole day by keyboard alone, with the real keys."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from desktop_app.domain.period import PeriodState
from desktop_app.domain.review import ReviewMark
from desktop_app.ui.finding.box import FindBox
from desktop_app.ui.periods._review_dialog import ReviewDialog
from desktop_app.ui.periods.dialogs import SealDialog, SubmissionDialog
from desktop_app.ui.window._main_window import MainWindow
from tests.ui.window.made_screens import review
from tests.ui.window.test_preview_keys import reworded

KEY, MOD = Qt.Key, Qt.KeyboardModifier
NONE = MOD.NoModifier
_PRESSED = 200
"""A button pressed by a shortcut is seen to go down for a moment (ms)."""


class Hands:
    """Clicks and presses as an officer does, on what has the focus, and counts it."""

    def __init__(self, window: MainWindow, bot: QtBot) -> None:
        self.window, self.bot = window, bot
        self.clicks = self.keys = 0

    def click(self, widget: QWidget, at: QPoint | None = None) -> None:
        self.clicks += 1
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, NONE, at or QPoint())

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = NONE) -> None:
        self.keys += 1
        if QApplication.activeWindow() is None:  # without a screen none comes forward when a dialog closes
            self.window.activateWindow()
            QApplication.processEvents()
        focus = QApplication.focusWidget() or QApplication.activeWindow()
        assert focus is not None
        QTest.keyClick(focus, key, held)
        QTest.qWait(_PRESSED if held != NONE else 0)

    def expect(self, kind: type[QDialog], act: Callable[[], object]) -> list[bool]:
        """Act in the next dialog of a kind as soon as it stands there; the answer is filled then."""
        done: list[bool] = []

        def look() -> None:
            dialog = QApplication.activeModalWidget()
            if not isinstance(dialog, kind) or not dialog.isVisible():
                QTimer.singleShot(10, look)
                return
            dialog.activateWindow()
            QApplication.processEvents()
            act()
            done.append(True)

        QTimer.singleShot(0, look)
        return done

    def open(
        self, key: Qt.Key, held: Qt.KeyboardModifier, kind: type[QDialog], act: Callable[[], object]
    ) -> None:
        """Press keys, and act in the dialog that they open."""
        done = self.expect(kind, act)
        self.press(key, held)
        self.bot.waitUntil(lambda: bool(done))

    def write(self, text: str) -> None:
        for letter in text:
            self.keys += 1
            focus = QApplication.focusWidget()
            assert focus is not None
            QTest.keyClicks(focus, letter)


@pytest.fixture
def hands(sample: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Hands:
    sample.resize(1366, 728)
    sample.activateWindow()
    qtbot.waitUntil(sample.isActiveWindow)
    monkeypatch.setattr(sample.settings, "last_folder", lambda: tmp_path)
    QApplication.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)
    return Hands(sample, qtbot)


def test_a_task_is_recorded_by_one_click_its_digits_and_enter(sample: MainWindow, hands: Hands) -> None:
    tasks = sample.tasks
    sample.show_screen("tasks")
    tasks.finish()
    line = tasks.model.line_of(sample.session.register.find("6").id)
    cell = tasks.model.index(line, tasks.model.column_of("percent"))
    hands.click(tasks.grid.viewport(), tasks.grid.visualRect(cell).center())
    hands.write("85")
    hands.press(KEY.Key_Return)
    row = tasks.model.row_at(line)
    assert row is not None
    assert row.standing.percent == 85
    assert (hands.clicks, hands.keys) == (1, 3)
    hands.press(KEY.Key_Up)
    for name in ("result", "difficulty"):
        field = tasks.panel._texts[name]
        whole = QRect(field.mapTo(sample, QPoint()), field.size())
        assert field.visibleRegion().boundingRect().size() == field.size(), f"{name} is in view at 1366"
        assert sample.rect().contains(whole)


def test_an_updated_list_takes_one_key_a_decision(sample: MainWindow, hands: Hands, tmp_path: Path) -> None:
    sample.importing.begin(reworded(tmp_path))
    sample.session.jobs.wait()
    preview = sample.importing.preview
    assert preview is not None
    assert QApplication.focusWidget() is preview.grid
    waiting = len(preview.shown())
    for key in (KEY.Key_1, KEY.Key_1, KEY.Key_1, KEY.Key_2):
        hands.press(key)
    assert (hands.keys, hands.clicks) == (waiting, 0)
    assert len(preview.decisions) == waiting


def test_a_report_is_exported_by_one_click_and_enter_the_first_time_too(
    sample: MainWindow, hands: Hands, tmp_path: Path
) -> None:
    assert not sample.session.workspace.office.get().complete
    hands.expect(QFileDialog, lambda: hands.press(KEY.Key_Return))
    hands.click(sample.top_bar.export_button)
    sample.session.jobs.wait()
    assert (hands.clicks, hands.keys) == (1, 1)
    (written,) = tmp_path.glob("bao_cao*.xlsx")
    said = sample.toast.text.whole()
    assert said.startswith(f"Đã xuất báo cáo ra {written.name}. Chưa có thông tin đơn vị")
    assert sample.toast.text.toolTip() == str(written)


def test_the_leader_judges_by_a_key_a_row_then_all_and_takes_it_back(
    sample: MainWindow, hands: Hands
) -> None:
    dialog = review(sample)
    dialog.open()
    dialog.activateWindow()
    QApplication.processEvents()
    for _ in range(3):
        hands.press(KEY.Key_1)
    assert hands.keys == 3
    assert _marks(dialog).count(ReviewMark.ACCEPTED) == 3
    hands.press(KEY.Key_T, MOD.AltModifier)
    assert dialog.said.whole() == "Đã duyệt 39 nhiệm vụ"
    hands.press(KEY.Key_Z, MOD.ControlModifier)
    assert _marks(dialog).count(ReviewMark.WAITING) == 39
    hands.press(KEY.Key_Escape)
    assert not isValid(dialog) or not dialog.isVisible()


def _marks(dialog: ReviewDialog) -> list[ReviewMark]:
    return [one.mark for one in dialog.model.rows()]


def test_a_whole_day_is_done_by_keyboard_alone(sample: MainWindow, hands: Hands, tmp_path: Path) -> None:
    session, tasks = sample.session, sample.tasks
    task = session.register.find("6")

    # A task: its percentage in the table, its result beside it, and back.
    hands.press(KEY.Key_2, MOD.ControlModifier)
    hands.press(KEY.Key_F, MOD.ControlModifier)
    hands.write("quy che phoi hop")
    hands.press(KEY.Key_Return)
    assert tasks.grid.hasFocus()
    while tasks.model.columns[tasks.grid.currentIndex().column()].key != "percent":
        hands.press(KEY.Key_Right)
    hands.write("90")
    hands.press(KEY.Key_Tab)
    hands.press(KEY.Key_Return)
    assert QApplication.focusWidget() is tasks.panel.result
    hands.press(KEY.Key_A, MOD.ControlModifier)
    hands.write("Da trinh UBND tinh")
    hands.press(KEY.Key_F6)
    entry = session.register.row(task, session.period).entry
    assert entry is not None
    assert (entry.percent, entry.result) == (90, "Da trinh UBND tinh")

    # The period: sent for review, judged, sealed.
    hands.press(KEY.Key_3, MOD.ControlModifier)
    hands.press(KEY.Key_G, MOD.AltModifier)
    hands.open(KEY.Key_D, MOD.AltModifier, ReviewDialog, lambda: _judge(hands))
    hands.open(KEY.Key_C, MOD.AltModifier, SealDialog, lambda: hands.press(KEY.Key_Return))
    assert session.workspace.periods.states(session.programme.id)[session.period.id] is PeriodState.SEALED

    # The report: looked at, written, and noted as sent.
    hands.press(KEY.Key_4, MOD.ControlModifier)
    session.jobs.wait()
    hands.open(KEY.Key_W, MOD.AltModifier, QFileDialog, lambda: hands.press(KEY.Key_Return))
    session.jobs.wait()
    assert len(list(tmp_path.glob("bao_cao*.docx"))) == 1
    hands.open(KEY.Key_K, MOD.ControlModifier, FindBox, lambda: _note_sent(hands))
    session.jobs.wait()
    assert [one.document for one in session.workspace.sealing.submissions(session.programme.id)] == ["12/BC"]
    assert hands.clicks == 0


def _judge(hands: Hands) -> None:
    hands.press(KEY.Key_1)
    hands.press(KEY.Key_T, MOD.AltModifier)
    hands.press(KEY.Key_Escape)


def _note_sent(hands: Hands) -> None:
    def fill() -> None:
        hands.write("12/BC")
        hands.press(KEY.Key_Return)

    hands.expect(SubmissionDialog, fill)
    hands.write("ghi nhan da gui")
    hands.press(KEY.Key_Return)
