"""What an officer trips over: keys that do nothing, words that mislead."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelection, QItemSelectionModel, QRect, Qt
from PySide6.QtGui import QAction, QDesktopServices, QScreen
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.domain.progress import State
from desktop_app.domain.reports import ReportRow
from desktop_app.ui.grid.columns import GridColumn
from desktop_app.ui.grid.grid import Grid
from desktop_app.ui.grid.header import GridHeader
from desktop_app.ui.grid.table import TableModel
from desktop_app.ui.importing.phrases import done_words
from desktop_app.ui.periods._as_at_dialog import AsAtDialog
from desktop_app.ui.periods._version_dialogs import VersionDialog
from desktop_app.ui.phrases import deadline_facts, status_words
from desktop_app.ui.session import today
from desktop_app.ui.setup.office_dialog import OfficeDialog
from desktop_app.ui.setup.programme_dialog import ProgrammeDialog
from desktop_app.ui.tasks._bulk_dialogs import OfficerDialog
from desktop_app.ui.tasks._text_field import TextField
from desktop_app.ui.tasks.editor import TaskEditor
from desktop_app.ui.widgets.cards import EmptyState
from desktop_app.ui.window._main_window import MainWindow
from tests.ui.window.test_officer_day import LIST, bring_in, shown


def test_undo_says_what_it_took_back_and_offers_to_do_it_again(sample: MainWindow) -> None:
    session, toast = sample.session, sample.toast
    task = shown(sample)[0].task
    session.workspace.recording.record(session.register, session.period, {task.id: {"percent": 37}})
    session.refresh()
    sample.undo()
    assert toast.text.whole() == "Đã hoàn tác: cập nhật tình hình thực hiện nhiệm vụ số 1 · Quý IV/2021"
    assert toast.redo.isVisible()
    assert not toast.undo.isVisible()
    toast.redo.click()
    assert toast.text.whole() == "Đã làm lại: cập nhật tình hình thực hiện nhiệm vụ số 1 · Quý IV/2021"
    assert not toast.redo.isVisible()
    assert toast.undo.isVisible()
    assert session.register.row(task, session.period).standing.percent == 37
    toast.undo.click()
    assert toast.text.whole().startswith("Đã hoàn tác: ")


def test_an_officer_and_terms_are_changed_from_a_day(sample: MainWindow) -> None:
    session, day = sample.session, date(2021, 9, 1)
    task = next(one for one in session.register.tasks if not one.deadline.recurs)
    dialog = OfficerDialog(session, [task], sample)
    dialog.officer.setCurrentText("Trần Thị Hoa")
    dialog.since.setText("x")
    dialog.submit()
    assert not dialog.refusal.isHidden()
    dialog.since.set_day(day)
    dialog.submit()
    editor = TaskEditor(session, session.register.task(task.id), sample)
    assert editor.since.day_or_none() is None
    editor.deadline.setText("31/12/2023")
    editor.since.set_day(day)
    editor.submit()
    then = [session.register.standing(task, one).task for one in (date(2021, 8, 31), day)]
    assert [one.own.officer for one in then] == [task.own.officer, "Trần Thị Hoa"]
    assert [one.given.deadline for one in then] == [task.given.deadline, "31/12/2023"]


def test_one_officer_is_given_several_tasks_at_once(
    sample: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    session, tasks, toast = sample.session, sample.tasks, sample.toast
    ids = [row.task.id for row in shown(sample)[:3]]
    action = next(one for one in tasks.task_actions() if "theo dõi" in one.text().replace("&", ""))
    assert action in tasks.grid.actions()
    dialogs: list[OfficerDialog] = []

    def name(dialog: OfficerDialog, said: str) -> bool:
        dialogs.append(dialog)
        dialog.officer.setCurrentText(said)
        dialog.submit()
        return True

    monkeypatch.setattr(tasks.acts, "_chosen", lambda: [row for row in shown(sample) if row.task.id in ids])
    monkeypatch.setattr(OfficerDialog, "exec", lambda self: name(self, " Trần  Thị Hoa "))
    action.trigger()
    assert {session.register.task(key).own.officer for key in ids} == {"Trần Thị Hoa"}
    assert dialogs[-1].act_button.text() == "Giao 3 nhiệm vụ"
    assert toast.text.whole() == "Đã giao người theo dõi cho 3 nhiệm vụ"
    action.trigger()
    assert "không có gì thay đổi" in toast.text.whole()
    again = OfficerDialog(session, [session.register.task(ids[0])], sample)
    assert again.officer.currentText() == "Trần Thị Hoa"
    again.officer.setCurrentText(" ")
    assert again.act_button.text() == "Bỏ người theo dõi của 1 nhiệm vụ"
    nobody = OfficerDialog(session, [session.register.task(ids[0] + 9)], sample)
    assert not nobody.act_button.isEnabled()
    monkeypatch.setattr(OfficerDialog, "exec", lambda _self: False)
    action.trigger()
    sample.undo()
    assert toast.text.whole() == "Đã hoàn tác: giao người theo dõi cho 3 nhiệm vụ"
    assert "Trần Thị Hoa" not in {session.register.task(key).own.officer for key in ids}


def test_enter_presses_the_button_that_has_the_focus(empty: MainWindow, qtbot: QtBot) -> None:
    pressed: list[bool] = []
    button = empty.first_start.findChild(QPushButton)
    assert isinstance(button, QPushButton)
    button.clicked.disconnect()
    button.clicked.connect(lambda: pressed.append(True))
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Return)
    qtbot.keyClick(button, Qt.Key.Key_Enter)
    assert pressed == [True, True]


def cell_text(window: MainWindow, task_id: int, name: str) -> str:
    model = window.tasks.model
    row = model.row_at(model.line_of(task_id))
    assert row is not None
    return model.columns[model.column_of(name)].shown(row)


def test_clearing_a_cell_of_a_task_without_a_record_records_nothing(empty: MainWindow) -> None:
    bring_in(empty, LIST)
    tasks, session = empty.tasks, empty.session
    row = shown(empty)[0]
    tasks.model.enter([(row, "percent", ""), (row, "result", " ")])
    tasks.model.enter([(row, "state", "Chưa có số liệu")])
    assert not session.register.entries(row.task.id)
    assert [cell_text(empty, row.task.id, name) for name in ("state", "percent")] == ["Chưa có số liệu", ""]
    tasks.model.enter([(row, "percent", "0")])
    assert [cell_text(empty, row.task.id, name) for name in ("state", "percent")] == ["Chưa thực hiện", "0"]
    assert [entry.state for entry in session.register.entries(row.task.id)] == [State.NOT_STARTED]


def test_a_closed_period_says_why_nothing_can_be_typed(sample: MainWindow, qtbot: QtBot) -> None:
    session, grid = sample.session, sample.tasks.grid
    session.workspace.sealing.seal(session.register, session.period, today())
    session.refresh()
    sample.show_task(shown(sample)[0].task.id)
    columns = [column.key for column in sample.tasks.model.columns]
    grid.setCurrentIndex(sample.tasks.model.index(grid.currentIndex().row(), columns.index("percent")))
    qtbot.keyClick(grid, Qt.Key.Key_5)
    assert sample.toast.text.whole().startswith("Quý IV/2021 đã chốt số liệu")
    grid.blocks.clear()
    assert "Mở lại" in sample.toast.text.whole()


def test_the_record_says_from_which_period_its_words_are(sample: MainWindow) -> None:
    session, panel = sample.session, sample.tasks.panel
    session.choose_period(session.workspace.periods.find("nd09/2022-Q4", session.programme))
    sample.show_task(session.register.find("4").id)
    assert panel.carried.text() == "Lần 2021: Đang thực hiện 60%\nChưa cập nhật cho Quý IV/2022."
    assert (panel.percent.text(), panel.state.currentIndex()) == ("", -1)
    assert panel.state.placeholderText() == "Chưa có số liệu"
    sample.show_task(session.register.find("6").id)
    assert panel.carried.text() == "Chưa cập nhật cho Quý IV/2022: nội dung dưới đây lấy từ Quý IV/2021."
    assert panel.percent.text() == "75"


def test_words_of_an_earlier_period_are_the_same_in_table_record_and_sealed_version(
    sample: MainWindow,
) -> None:
    session, panel, model = sample.session, sample.tasks.panel, sample.tasks.model
    period = session.workspace.periods.find("nd09/2022-Q4", session.programme)
    session.choose_period(period)
    task = session.register.find("6")
    words = session.register.entries(task.id)[-1].result
    column = model.columns[model.column_of("result")]
    row = model.row_at(model.line_of(task.id))
    sample.show_task(task.id)
    assert row is not None
    assert words
    assert (column.shown(row), panel.body.findChildren(TextField)[0].toPlainText()) == (words, words)
    version = session.workspace.sealing.seal(session.register, period, today())
    session.refresh()
    sealed = model.row_at(model.line_of(task.id))
    assert sealed is not None
    assert (column.shown(sealed), panel.carried.isVisible()) == (words, True)
    report = session.workspace.sealing.report_of(version)
    own = replace(
        report, groups=tuple(replace(one, rows=tuple(map(recorded, one.rows))) for one in report.groups)
    )
    dialog, plain = (VersionDialog(version, one, sample) for one in (report, own))
    assert dialog.model.index(dialog.model.line_of(task.id), dialog.model.column_of("result")).data() == words
    assert "chữ nghiêng" in dialog.facts.text()
    assert dialog.grid.grab().toImage() != plain.grid.grab().toImage()


def recorded(row: ReportRow) -> ReportRow:
    """The row as if the period had recorded it itself."""
    return replace(row, carried=False)


def test_the_window_and_its_dialogs_fit_a_small_screen(
    sample: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    sample.resize(683, 340)
    assert (sample.width(), sample.height()) == (683, 340)
    assert sample.stack.width() <= sample.width()
    sample.resize(1366, 720)
    assert sample.stack.width() > 832
    monkeypatch.setattr(QScreen, "availableGeometry", lambda _screen: QRect(0, 0, 683, 384))
    programme = ProgrammeDialog(sample.session, sample.session.programme, sample)
    programme.show()
    assert programme.height() <= 384
    day = AsAtDialog(sample.session, sample)
    assert (day.width(), day.height()) == (667, 336)


@pytest.mark.parametrize("width", [1366, 1024])
def test_the_record_is_reached_and_left_without_a_mouse(sample: MainWindow, width: int, qtbot: QtBot) -> None:
    sample.resize(width, 720)
    sample.show_task(sample.session.register.find("12").id)
    switch = next(action for action in sample.findChildren(QAction) if action.shortcut().toString() == "F6")
    switch.trigger()
    panel = sample.tasks.panel
    assert sample.focusWidget() is panel.state
    result = panel._texts["result"]
    before = result.toPlainText()
    result.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClicks(result, " xong")
    assert result.toPlainText() == f"{before} xong"
    switch.trigger()
    assert sample.focusWidget() is sample.tasks.grid
    assert panel.saved.text().startswith("Đã lưu")
    panel.show_row(None)
    assert panel.saved.text() == ""


def test_days_and_deadlines_are_written_as_here(empty: MainWindow) -> None:
    bring_in(empty, LIST)
    listed = {row.task.number: row for row in empty.session.register.rows(empty.session.period)}
    assert status_words(listed["1"].standing) == "Quá hạn 1.628 ngày"
    assert deadline_facts(listed["1"]) == "30/6/2018"
    assert deadline_facts(listed["2"]) == "Quý IV/2019 (31/12/2019)"


@pytest.mark.parametrize(
    ("added", "changed", "said"),
    [
        (42, 0, "Đã nhập 42 nhiệm vụ mới từ a.xlsx"),
        (2, 3, "Đã nhập 2 nhiệm vụ mới, cập nhật 3 nhiệm vụ từ a.xlsx"),
        (0, 3, "Đã cập nhật 3 nhiệm vụ từ a.xlsx"),
        (0, 0, "Đã nhập danh mục từ a.xlsx"),
    ],
)
def test_what_an_import_did_is_told_without_noughts(added: int, changed: int, said: str) -> None:
    assert done_words("a.xlsx", added, changed, 0) == said


def test_a_written_file_can_be_opened_from_the_status_line(
    sample: MainWindow, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()))
    target = tmp_path / "bao cao.xlsx"
    sample.exporting.begin(target)
    sample.session.jobs.wait()
    assert sample.toast.opening.isVisible()
    assert not sample.toast.undo.isVisible()
    sample.toast.opening.click()
    assert [Path(path) for path in opened] == [target]
    sample.session.notified.emit("Đã ghi", True)
    assert not sample.toast.opening.isVisible()


def test_a_form_begins_in_its_first_field(sample: MainWindow, qtbot: QtBot) -> None:
    dialog = OfficeDialog(sample.session)
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.focusWidget() is dialog.province_list


def test_an_empty_list_says_all_of_its_reason(qtbot: QtBot) -> None:
    empty = EmptyState("document_text_20_regular", "Chưa có gì", "một hai ba bốn năm " * 12)
    qtbot.addWidget(empty)
    empty.resize(900, 500)
    empty.show()
    assert empty.text.height() >= empty.text.heightForWidth(empty.text.width())


def test_a_heading_stands_whole_where_there_is_room(qtbot: QtBot) -> None:
    grid = Grid("Nhiệm vụ")
    qtbot.addWidget(grid)
    columns: list[GridColumn[str]] = [
        GridColumn("title", "Bản danh mục", str, width=0),
        GridColumn("gone", "Không còn trong danh mục", str, width=60),
    ]
    grid.setModel(TableModel(columns, parent=grid))
    header = grid.horizontalHeader()
    assert isinstance(header, GridHeader)
    grid.resize(900, 300)
    grid.show()
    assert header.sectionSize(1) >= header.wanted(1) > 60
    assert header.length() == grid.viewport().width()
    grid.resize(320, 300)
    assert header.sectionSize(1) == header.needed(1) < header.wanted(1)


def test_no_shortcut_meets_a_closed_file(sample: MainWindow) -> None:
    sample.close()
    session = sample.session
    assert [one.text() for one in sample.findChildren(QAction) if one.isEnabled()] == []
    assert session.change(lambda: pytest.fail("asked of a closed file")) is None
    assert session.ask(lambda: pytest.fail("asked of a closed file")) is None


def places(window: MainWindow) -> dict[str, QRect]:
    """Where every part of the window stands that can be clicked or read."""
    return {
        f"{type(one).__name__} {number}": QRect(one.mapToGlobal(one.rect().topLeft()), one.size())
        for number, one in enumerate(window.stack.findChildren(QWidget))
        if one.isVisible()
    }


@pytest.mark.parametrize("screen", ["tasks", "overview", "periods", "evidence", "history"])
def test_a_message_moves_nothing(sample: MainWindow, screen: str, qtbot: QtBot) -> None:
    sample.show_screen(screen)
    before = None
    while before != places(sample):
        before = places(sample)
        qtbot.wait(20)
    sample.session.notified.emit("Đã cập nhật 12 nhiệm vụ", 0)
    sample.session.jobs.begun.emit("Đang sao lưu")
    qtbot.wait(10)
    assert sample.toast.isVisible()
    assert sample.toast.text.text() == "Đã cập nhật 12 nhiệm vụ"
    assert sample.strips.width() < sample.stack.width() // 2, "as wide as its words"
    assert places(sample) == before
    sample.toast.away.click()
    qtbot.wait(10)
    assert places(sample) == before
    sample.session.jobs.idle.emit()


def test_several_chosen_cells_are_counted_and_summed_below_the_table(sample: MainWindow) -> None:
    grid, model = sample.tasks.grid, sample.tasks.model
    rows = shown(sample)
    shows_all = sample.tasks.foot.whole()
    percent = model.column_of("percent")
    lines = [line for line in range(model.rowCount()) if not model.is_heading(line)][:3]
    grid.setCurrentIndex(model.index(lines[0], percent))
    assert sample.tasks.foot.whole() == shows_all
    block = QItemSelection(model.index(lines[0], percent), model.index(lines[-1], percent))
    grid.selectionModel().select(block, QItemSelectionModel.SelectionFlag.ClearAndSelect)
    total = sum(row.standing.percent for row in rows[:3])
    assert sample.tasks.foot.whole() == f"3 ô đã chọn · tổng {total}%"
    grid.clearSelection()
    assert sample.tasks.foot.whole() == shows_all


def test_a_task_that_left_the_list_is_marked_in_the_table(sample: MainWindow) -> None:
    row = shown(sample)[0]
    (content,) = (one for one in sample.tasks.model.columns if one.key == "content")
    assert content.shown(row) == row.task.content
    left = replace(row, task=replace(row.task, gone_since=1))
    assert content.shown(left) == f"[Không còn trong danh mục] {row.task.content}"
