"""What stands from an earlier period, and what goes with a completion, as the window shows it."""

from datetime import date
from typing import Any, cast

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop_app.domain.progress import ProgressChanges, State
from desktop_app.domain.reports import ReportRow
from desktop_app.ui.formats import format_date
from desktop_app.ui.tasks import screen
from desktop_app.ui.tasks._bulk_dialogs import BulkDialog
from desktop_app.ui.tasks._suspend_dialog import SuspendDialog
from desktop_app.ui.tasks._text_field import TextField
from desktop_app.ui.window._main_window import MainWindow


def row_of(window: MainWindow, number: str) -> ReportRow:
    model = window.tasks.model
    row = model.row_at(model.line_of(window.session.register.find(number).id))
    assert row is not None
    return row


def cell(window: MainWindow, number: str, name: str) -> tuple[str, bool]:
    """Return what a cell of the table shows, and whether it is slanted."""
    column = window.tasks.model.columns[window.tasks.model.column_of(name)]
    row = row_of(window, number)
    return column.shown(row), column.slanted is not None and column.slanted(row)


def fields(window: MainWindow) -> dict[str, tuple[str, bool]]:
    """Return what the record shows, and what of it is slanted."""
    panel = window.tasks.panel
    texts = panel.body.findChildren(TextField)
    named = zip(("result", "difficulty", "proposal", "note"), texts, strict=True)
    found = {name: (field.toPlainText(), field.font().italic()) for name, field in named}
    return found | {"percent": (panel.percent.text(), panel.percent.font().italic())}


def typed(window: MainWindow, number: str, name: str, text: str) -> bool:
    model = window.tasks.model
    index = model.index(model.line_of(window.session.register.find(number).id), model.column_of(name))
    return model.setData(index, text, Qt.ItemDataRole.EditRole)


def record(window: MainWindow, period: str, number: str, **changes: Any) -> None:
    session = window.session
    found = session.workspace.periods.find(period, session.programme)
    wanted = {session.register.find(number).id: cast("ProgressChanges", changes)}
    session.change(lambda: session.workspace.recording.record(session.register, found, wanted))


def test_table_and_record_show_the_same_words_and_slant_the_same(sample: MainWindow) -> None:
    session = sample.session
    session.choose_period(session.workspace.periods.find("nd09/2022-Q4", session.programme))
    sample.show_task(session.register.find("6").id)
    for known in ({}, {"percent": 80}, {"result": "Đã trình"}):
        if known:
            record(sample, "nd09/2022-Q4", "6", **known)
        shown = fields(sample)
        for name in ("result", "difficulty", "proposal", "note"):
            assert shown[name][0] == cell(sample, "6", name)[0]
            assert shown[name][1] == (cell(sample, "6", name)[1] and bool(shown[name][0]))
        assert shown["percent"][1] is cell(sample, "6", "percent")[1] is (not known)
    assert (fields(sample)["percent"], fields(sample)["result"]) == (("80", False), ("Đã trình", False))


def test_a_day_that_nobody_gave_is_marked(sample: MainWindow) -> None:
    session = sample.session
    sample.show_task(session.register.find("13").id)
    record(sample, session.period.id, "13", state=State.DONE)
    assert cell(sample, "13", "completed_on")[0] == "14/12/2021 (tạm tính)"
    assert "tạm tính ngày chốt số liệu 14/12/2021" in sample.tasks.panel.carried.text()
    assert typed(sample, "13", "completed_on", "14/12/2021 (tạm tính)")
    assert row_of(sample, "13").standing.assumed
    assert typed(sample, "13", "completed_on", "14/12/2021")
    assert not row_of(sample, "13").standing.assumed


def test_a_lower_percentage_says_what_goes_before_it_is_saved(
    sample: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    answers = [False, True]

    def confirm(_parent: object, question: str, act: str, detail: str) -> bool:
        asked.append(f"{question} {detail} [{act}]")
        return answers.pop(0)

    monkeypatch.setattr(screen, "confirm", confirm)
    record(sample, "nd09/2021-Q4", "1", completed_on=row_of(sample, "1").standing.completed_on)
    before = row_of(sample, "1")
    assert before.standing.state is State.DONE
    typed(sample, "1", "percent", "60")
    assert row_of(sample, "1").standing == before.standing
    typed(sample, "1", "percent", "60")
    assert (row_of(sample, "1").standing.percent, row_of(sample, "1").standing.completed_on) == (60, None)
    assert before.standing.completed_on is not None
    day = format_date(before.standing.completed_on)
    assert asked[0] == asked[1]
    assert asked[0].startswith(f"Nhiệm vụ số 1 đã hoàn thành ngày {day}.")
    assert asked[0].endswith("[Ghi “60”]")
    assert f"bỏ ngày hoàn thành {day}" in sample.toast.text.whole()
    sample.undo()
    assert row_of(sample, "1").standing == before.standing


def test_the_preview_for_many_tasks_says_what_goes_with_it(sample: MainWindow) -> None:
    session = sample.session
    done = [
        task.id for task in session.register.tasks if row_of(sample, task.number).standing.state is State.DONE
    ][:2]
    dialog = BulkDialog(session, done, sample)
    dialog.percent.setText("50")
    assert dialog.preview.text().endswith("Kèm theo: 2 nhiệm vụ bỏ ngày hoàn thành.")
    dialog.percent.setText("100")
    assert dialog.preview.text() == "Chưa có gì thay đổi."


def test_the_record_says_what_lowering_a_done_task_does_before_it_is_saved(
    sample: MainWindow, qtbot: QtBot
) -> None:
    session, panel = sample.session, sample.tasks.panel
    number = next(
        row.task.number
        for row in session.register.rows(session.period)
        if row.standing.state is State.DONE and row.standing.due and row.standing.due < session.period.cut_off
    )
    task = session.register.find(number)
    sample.show_task(task.id)
    panel.percent.setFocus()
    panel.percent.selectAll()
    qtbot.keyClicks(panel.percent, "60")
    assert not panel.foretold.isHidden()
    assert panel.foretold.text().startswith("Khi lưu: bỏ ngày hoàn thành ")
    assert session.register.standing(task, session.period.cut_off).state is State.DONE, "nothing is saved yet"
    qtbot.keyClick(panel.percent, Qt.Key.Key_Backspace)
    qtbot.keyClick(panel.percent, Qt.Key.Key_Backspace)
    qtbot.keyClicks(panel.percent, "100")
    assert panel.foretold.isHidden()
    panel.state.highlighted.emit(panel.state.findData(State.IN_PROGRESS))
    assert "bỏ ngày hoàn thành" in panel.foretold.text()
    panel.percent.setText("60")
    panel.percent.setModified(True)
    panel.commit()
    assert panel.foretold.isHidden()
    assert session.register.standing(task, session.period.cut_off).percent == 60


def test_choosing_suspended_asks_from_when_and_why(
    sample: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    session, panel = sample.session, sample.tasks.panel
    number = next(
        row.task.number
        for row in session.register.rows(session.period)
        if row.standing.state is State.IN_PROGRESS
    )
    task, seen = session.register.find(number), []
    sample.show_task(task.id)
    put_away = True

    def answered(dialog: SuspendDialog) -> int:
        seen.append(dialog.day.day())
        if not put_away:
            dialog.day.set_day(date(2021, 11, 2))
            dialog.reason.setPlainText("Chờ văn bản")
            dialog.submit()
        return 0

    monkeypatch.setattr(SuspendDialog, "exec", answered)
    for put_away in (True, False):
        panel.state.setCurrentIndex(panel.state.findData(State.SUSPENDED))
        panel.state.activated.emit(panel.state.currentIndex())
        state = State.IN_PROGRESS if put_away else State.SUSPENDED
        assert panel.state.currentData() == state.value
        assert session.register.standing(task, session.period.cut_off).state is state
    assert seen == [session.period.cut_off] * 2
    assert "Tạm dừng từ ngày 02/11/2021." in panel.carried.text()
