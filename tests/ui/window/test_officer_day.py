"""The officer's day in the window."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QLineEdit
from pytestqt.qtbot import QtBot

from desktop_app.domain.errors.refusals import DiskFull
from desktop_app.domain.progress import State
from desktop_app.domain.reports import Office, ReportRow
from desktop_app.exchange.reading.sheets import read_workbook
from desktop_app.resources import resource
from desktop_app.services.history.journal import Act
from desktop_app.services.tasks import Recording
from desktop_app.services.tasks.filtering import TaskFilter
from desktop_app.ui.reports.screen import ReportScreen
from desktop_app.ui.session import Session
from desktop_app.ui.setup.office_dialog import OfficeDialog
from desktop_app.ui.tasks._past_periods import PastDialog
from desktop_app.ui.tasks.editor import TaskEditor
from desktop_app.ui.widgets.asking import ChoiceDialog
from desktop_app.ui.window._main_window import MainWindow
from desktop_app.ui.withdraw_dialog import WithdrawDialog
from tests.ui.window.made_screens import history, overview

LIST = resource("samples", "Danh_muc_minh_hoa_242.xlsx")


def bring_in(window: MainWindow, path: Path) -> None:
    window.importing.begin(path)
    window.session.jobs.wait()
    preview = window.importing.preview
    assert preview is not None
    preview.accept_button.click()
    window.session.jobs.wait()


def shown(window: MainWindow) -> list[ReportRow]:
    model = window.tasks.model
    rows = [model.row_at(line) for line in range(model.rowCount())]
    return [row for row in rows if row is not None]


def test_the_first_start_offers_three_ways_in(empty: MainWindow) -> None:
    assert empty.stack.currentWidget() is empty.first_start
    assert "242/QĐ-TTg" in empty.first_start.title.text()
    assert "242/QĐ-TTg" in empty.windowTitle()


def test_a_list_is_previewed_then_written_and_the_tasks_appear(empty: MainWindow) -> None:
    empty.importing.begin(LIST)
    empty.session.jobs.wait()
    preview = empty.importing.preview
    assert preview is not None
    assert preview.accept_button.text() == "Nhập 42 nhiệm vụ"
    assert empty.session.register.tasks == []
    preview.accept_button.click()
    empty.session.jobs.wait()
    assert empty.stack.currentWidget() is empty.tasks
    assert len(shown(empty)) == 42
    assert "42 nhiệm vụ mới" in empty.toast.text.whole()
    empty.undo()
    assert empty.stack.currentWidget() is empty.first_start


def test_the_same_list_again_has_nothing_to_write(empty: MainWindow) -> None:
    bring_in(empty, LIST)
    empty.importing.begin(LIST)
    empty.session.jobs.wait()
    preview = empty.importing.preview
    assert preview is not None
    assert not preview.accept_button.isEnabled()
    assert "không có gì thay đổi" in preview.head.line.text()
    preview.left.emit()


def test_a_bad_file_is_told_and_nothing_changes(
    empty: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[object] = []
    monkeypatch.setattr("desktop_app.ui.messages.show_error", lambda _parent, error: told.append(error))
    bad = tmp_path / "hỏng.xlsx"
    bad.write_bytes(b"PK\x03\x04 broken")
    empty.importing.begin(bad)
    empty.session.jobs.wait()
    assert [type(error).__name__ for error in told] == ["SourceDamaged"]
    assert empty.session.register.tasks == []


def test_a_record_in_the_panel_is_saved_at_once_and_undone(sample: MainWindow, qtbot: QtBot) -> None:
    panel = sample.tasks.panel
    task = shown(sample)[0].task
    sample.show_task(task.id)
    field = panel._texts["result"]
    field.setPlainText("Đã trình Ban Thường vụ")
    field.rested.emit()
    (entry,) = [one for one in sample.session.register.entries(task.id) if one.period == "nd09/2021-Q4"]
    assert entry.result == "Đã trình Ban Thường vụ"
    sample.undo()
    assert all(one.period != "nd09/2021-Q4" for one in sample.session.register.entries(task.id))
    sample.session.redo()
    assert sample.tasks.panel._texts["result"].toPlainText() == "Đã trình Ban Thường vụ"


def test_in_a_narrow_window_the_panel_is_a_drawer(sample: MainWindow, qtbot: QtBot) -> None:
    tasks = sample.tasks
    sample.show_task(shown(sample)[0].task.id)
    assert tasks.panel.isVisible()
    sample.resize(1100, 680)
    qtbot.waitUntil(lambda: not tasks.panel.isVisible())
    assert tasks.panel_button.isVisible()
    tasks.panel_button.click()
    assert tasks.panel.isVisible()
    assert tasks.panel.geometry().right() < tasks.width()
    tasks.panel._texts["note"].setPlainText("Trong ngăn kéo")
    qtbot.keyClick(tasks.panel, Qt.Key.Key_Escape)
    assert not tasks.panel.isVisible()
    assert sample.session.register.entries(shown(sample)[0].task.id)[-1].note == "Trong ngăn kéo"
    sample.resize(1366, 700)
    qtbot.waitUntil(tasks.panel.isVisible)
    assert not tasks.panel_button.isVisible()
    tasks.toggle_panel()
    assert not tasks.drawer.shown


def test_what_was_recorded_before_can_be_read_whole(sample: MainWindow, qtbot: QtBot) -> None:
    row = next(row for row in shown(sample) if len(sample.session.register.entries(row.task.id)) > 1)
    sample.show_task(row.task.id)
    past = sample.tasks.panel.past
    assert "Quý" in past.lines.text()
    entries = sample.session.register.entries(row.task.id)
    dialog = PastDialog(row.task, [(entry.period, entry, True) for entry in entries])
    qtbot.addWidget(dialog)
    assert row.task.content in dialog.text.toPlainText()
    assert all(entry.result in dialog.text.toPlainText() for entry in entries)


def test_what_is_typed_is_saved_before_another_task_is_shown(sample: MainWindow) -> None:
    first, second = (row.task.id for row in shown(sample)[:2])
    sample.show_task(first)
    sample.tasks.panel._texts["note"].setPlainText("Chưa rời ô")
    sample.show_task(second)
    assert sample.session.register.entries(first)[-1].note == "Chưa rời ô"


def test_a_text_is_saved_when_the_typing_rests_and_the_cursor_stays(sample: MainWindow, qtbot: QtBot) -> None:
    task_id = shown(sample)[0].task.id
    sample.show_task(task_id)
    field = sample.tasks.panel._texts["result"]
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, "Da trinh  ")
    qtbot.waitUntil(lambda: sample.session.register.entries(task_id)[-1].result == "Da trinh", timeout=5000)
    assert field.toPlainText() == "Da trinh  "
    assert field.textCursor().position() == 10
    assert sample.tasks.panel.saved.text().startswith("Đã lưu")
    qtbot.keyClicks(field, "lan 2")
    assert sample.tasks.commit()
    assert sample.session.register.entries(task_id)[-1].result == "Da trinh lan 2"


def test_a_text_goes_into_the_period_it_was_typed_in(sample: MainWindow, qtbot: QtBot) -> None:
    task_id = shown(sample)[0].task.id
    sample.show_task(task_id)
    field = sample.tasks.panel._texts["note"]
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, "cua quy bon")
    sample.top_bar.step(-1)
    notes = {entry.period: entry.note for entry in sample.session.register.entries(task_id)}
    assert notes["nd09/2021-Q4"] == "cua quy bon"
    assert field.toPlainText() != "cua quy bon"


def test_what_cannot_be_written_stays_on_screen_and_is_saved_later(
    sample: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = (row.task.id for row in shown(sample)[:2])
    written = Recording.write

    def full(*_arguments: object) -> None:
        raise DiskFull(sample.session.workspace.path)

    sample.show_task(first)
    panel = sample.tasks.panel
    panel._texts["result"].setPlainText("Chưa ghi được")
    monkeypatch.setattr(Recording, "write", full)
    assert not sample.tasks.commit()
    assert "đầy" in panel.refusal.text()
    assert "còn nguyên trên màn hình" in panel.refusal.text()
    sample.show_task(second)
    assert panel._texts["result"].toPlainText() != "Chưa ghi được"
    sample.show_task(first)
    assert panel._texts["result"].toPlainText() == "Chưa ghi được"
    monkeypatch.setattr(Recording, "write", written)
    assert sample.tasks.commit()
    assert sample.session.register.entries(first)[-1].result == "Chưa ghi được"


def test_a_bad_value_in_a_block_names_its_task_and_column(sample: MainWindow) -> None:
    warned: list[str] = []
    sample.session.warned.connect(warned.append)
    rows = shown(sample)[:2]
    before = [sample.session.register.entries(row.task.id) for row in rows]
    assert not sample.tasks.model.enter([(rows[0], "percent", "50"), (rows[1], "percent", "nửa")])
    (said,) = warned
    assert said.startswith(f"Nhiệm vụ số {rows[1].task.number}: Không hiểu “nửa” ở ô Mức độ hoàn thành (%).")
    assert said.endswith("Chưa có ô nào thay đổi.")
    assert [sample.session.register.entries(row.task.id) for row in rows] == before


@pytest.mark.parametrize(("typed", "kept"), [("80", 80), ("80 %", 80)])
def test_a_percentage_is_typed_in_the_panel(sample: MainWindow, qtbot: QtBot, typed: str, kept: int) -> None:
    row = next(row for row in shown(sample) if row.standing.state is State.IN_PROGRESS)
    sample.show_task(row.task.id)
    edit: QLineEdit = sample.tasks.panel.percent
    edit.clear()
    qtbot.keyClicks(edit, typed)
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    assert sample.session.register.entries(row.task.id)[-1].percent == kept


def test_a_wrong_day_is_told_beside_the_field_and_not_kept(sample: MainWindow, qtbot: QtBot) -> None:
    row = shown(sample)[0]
    sample.show_task(row.task.id)
    panel = sample.tasks.panel
    before = sample.session.register.entries(row.task.id)
    panel.completed_on.clear()
    qtbot.keyClicks(panel.completed_on, "31/02/2021")
    qtbot.keyClick(panel.completed_on, Qt.Key.Key_Return)
    assert "31/02/2021" in panel.refusal.text()
    assert sample.session.register.entries(row.task.id) == before


def test_a_block_from_excel_is_pasted_as_one_act(sample: MainWindow) -> None:
    rows = [row for row in shown(sample) if row.standing.state is State.IN_PROGRESS][:2]
    grid, model = sample.tasks.grid, sample.tasks.model
    sample.tasks.show_filter(TaskFilter(view="missing"))
    found = shown(sample)[:2]
    column = next(place for place, one in enumerate(model.columns) if one.key == "percent")
    grid.select_key(found[0].task.id, column)
    QGuiApplication.clipboard().setText("35\r\n")
    grid.blocks.paste()
    assert sample.session.register.entries(found[0].task.id)[-1].percent == 35
    assert rows


@pytest.fixture
def large(sample: MainWindow, monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str], list[int]]:
    """Return what pastes two lines into a column, where a block of two rows counts as a large one."""
    monkeypatch.setattr("desktop_app.ui.long_changes.QUICK", 1)
    monkeypatch.setattr("desktop_app.ui.tasks.screen.QUICK", 1)

    def paste(column: str, text: str) -> list[int]:
        sample.tasks.show_filter(TaskFilter(view="missing"))
        found = shown(sample)[:2]
        sample.tasks.grid.select_key(found[0].task.id, sample.tasks.model.column_of(column))
        QGuiApplication.clipboard().setText(text)
        sample.tasks.grid.blocks.paste()
        return [row.task.id for row in found]

    return paste


def test_a_large_block_is_recorded_in_a_thread_as_one_act(
    sample: MainWindow, large: Callable[[str, str], list[int]]
) -> None:
    session = sample.session
    told: list[str] = []
    session.notified.connect(lambda said, _undo: told.append(said))
    ids = large("percent", "35\r\n36\r\n")
    assert session.jobs.running == "Đang ghi 2 nhiệm vụ"
    session.jobs.wait()
    assert [session.register.entries(key)[-1].percent for key in ids] == [35, 36]
    assert told == ["Đã cập nhật 2 nhiệm vụ"]
    session.undo()
    assert [session.register.entry(key, session.period.id) for key in ids] == [None, None]


def test_a_large_block_that_is_refused_changes_nothing_and_says_so(
    sample: MainWindow, large: Callable[[str, str], list[int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    session = sample.session

    def full(*_arguments: object) -> None:
        raise DiskFull(session.workspace.path)

    monkeypatch.setattr(Recording, "record", full)
    warned: list[str] = []
    session.warned.connect(warned.append)
    before = session.workspace.last_action()
    large("percent", "35\r\n36\r\n")
    session.jobs.wait()
    assert session.workspace.last_action() == before
    assert len(warned) == 1
    assert "đầy" in warned[0]
    assert warned[0].endswith("Chưa có ô nào thay đổi.")


def test_headings_filter_with_the_buttons_and_are_cleared_with_them(sample: MainWindow) -> None:
    sample.tasks.filters.views["overdue"].click()
    sample.tasks.model.filter_column("lead", {"Sở Tư pháp"})
    found = shown(sample)
    assert found
    assert all(row.task.lead == "Sở Tư pháp" and row.standing.days_overdue for row in found)
    assert "lọc theo cột: Cơ quan chủ trì" in sample.tasks.foot.whole()
    assert not sample.tasks.filters.clear_button.isHidden()
    sample.tasks.filters.clear_button.click()
    assert len(shown(sample)) == 42
    assert sample.tasks.filters.clear_button.isHidden()


def test_a_task_stays_in_sight_while_it_is_recorded(sample: MainWindow) -> None:
    sample.tasks.filters.views["missing"].click()
    rows = shown(sample)
    sample.show_task(rows[0].task.id)
    sample.tasks.panel.percent.setText("35")
    sample.tasks.panel.percent.setModified(True)
    sample.tasks.panel.percent.editingFinished.emit()
    assert [row.task.id for row in shown(sample)] == [row.task.id for row in rows]
    assert sample.tasks.filters.views["missing"].text().endswith(f"  {len(rows) - 1}")
    sample.tasks.filters.views["missing"].click()
    assert len(shown(sample)) == len(rows) - 1


def test_search_needs_no_accents(sample: MainWindow) -> None:
    sample.top_bar.search.setText("theo doi thi hanh")
    sample.top_bar.search.returnPressed.emit()
    assert shown(sample)
    assert all("theo dõi" in row.task.content.lower() for row in shown(sample))


def test_a_number_of_the_overview_opens_its_tasks(sample: MainWindow) -> None:
    sample.show_screen("overview")
    for card in overview(sample).figures.values():
        card.asked.emit()
        assert sample.stack.currentWidget() is sample.tasks
    overview(sample).overdue.all_asked.emit()
    assert len(shown(sample)) == 4
    todo = overview(sample).todo
    for view, link in todo.links.items():
        if link.isEnabled():
            link.click()
            assert str(len(shown(sample))) == todo.counts[view].text()
    assert todo.counts["missing"].text() == "4"


def test_a_task_is_added_edited_moved_and_withdrawn(
    sample: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = sample.session
    editor = TaskEditor(session, None, sample)
    editor.content.setPlainText("")
    editor.submit()
    assert "Nội dung" in editor.refusal.text()
    editor.content.setPlainText("Nhiệm vụ của tỉnh")
    editor.leads.setPlainText("Sở Tư pháp\nSở Nội vụ")
    editor.deadline.setText("Quý II/2022")
    assert "30/6/2022" in editor.read.text()
    editor.submit()
    assert editor.saved is not None
    assert sample.toast.text.whole() == f"Đã thêm nhiệm vụ số {editor.saved.number}"
    sample.show_task(editor.saved.id)
    monkeypatch.setattr(ChoiceDialog, "ask", lambda _act, _label, known, _parent: known[2])
    sample.tasks.task_actions()[1].trigger()
    assert session.register.task(editor.saved.id).given.group == 3

    def withdraw(dialog: WithdrawDialog) -> None:
        assert dialog.day.day() == session.period.cut_off
        dialog.day.setText("31/02/2021")
        dialog.submit()
        assert (dialog.answer, "31/02/2021" in dialog.refusal.text()) == (None, True)
        dialog.day.setText("1/12/2021")
        dialog.note.setPlainText("Công văn 1")
        dialog.submit()

    monkeypatch.setattr(WithdrawDialog, "exec", withdraw)
    sample.show_task(editor.saved.id)
    sample.tasks.task_actions()[4].trigger()
    gone = session.register.task(editor.saved.id)
    assert (gone.active, gone.fate_on, gone.fate_note) == (False, date(2021, 12, 1), "Công văn 1")
    assert gone.on(date(2021, 11, 30)).active


def test_the_office_is_asked_for_where_the_report_is_looked_at_and_no_export_waits_for_it(
    sample: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "Báo cáo.xlsx"
    office = Office("63", "56", "Sở Tư pháp", "Ủy ban nhân dân tỉnh Khánh Hòa", "Khánh Hòa")

    def answer(session: Session, _parent: object) -> bool:
        session.change(lambda: session.workspace.office.put(office))
        return True

    monkeypatch.setattr(OfficeDialog, "ask", answer)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(target), ""))
    for known in (False, True):
        sample.export_report()
        sample.session.jobs.wait()
        assert read_workbook(target).sheets[0].rows
        assert ("Chưa có thông tin đơn vị" in sample.toast.text.whole()) is not known
        sample.show_screen("reports")
        screen = sample.made_screen("reports")
        assert isinstance(screen, ReportScreen)
        assert screen.office_row.isVisible() is not known
        screen.office.click()
    said = sample.toast.text
    assert (said.whole(), said.toolTip()) == ("Đã xuất báo cáo ra Báo cáo.xlsx", str(target))


def test_the_province_fills_the_office(sample: MainWindow) -> None:
    dialog = OfficeDialog(sample.session, sample)
    dialog.province.setCurrentIndex(dialog.province.findData("56"))
    dialog.province.activated.emit(dialog.province.currentIndex())
    assert (dialog.place.text(), dialog.department.text()) == ("Khánh Hòa", "Sở Tư pháp")
    dialog.submit()
    assert sample.session.workspace.office.get().province_code == "56"


def test_the_history_shows_who_did_what(sample: MainWindow) -> None:
    row = shown(sample)[0]
    sample.show_task(row.task.id)
    sample.tasks.panel._texts["note"].setPlainText("Ghi chú mới")
    sample.tasks.commit()
    sample.show_screen("history")
    screen = history(sample)
    act = screen.grid.current_row()
    assert isinstance(act, Act)
    assert sample.session.workspace.journal.said(act).startswith("Cập nhật tình hình thực hiện nhiệm vụ")
    assert "Ghi chú mới" in screen.panel.changes.text()


def test_help_and_about_stand_by(sample: MainWindow) -> None:
    sample.show_help()
    assert sample.help.isVisible()
    assert "Tiến độ Đề án" in sample.help.browser.toPlainText()
    sample.help.close()


def test_illustrative_data_says_so(sample: MainWindow) -> None:
    assert "dữ liệu minh họa" in sample.windowTitle()
    assert sample.navigation.sample.isVisible()


def test_the_table_is_remembered(sample: MainWindow) -> None:
    sample.tasks.remember()
    assert sample.settings.grid_state("tasks")


@pytest.mark.parametrize("state", [one for one in State if one is not State.SUSPENDED])
def test_a_state_chosen_in_the_panel_brings_its_percentage(sample: MainWindow, state: State) -> None:
    row = next(row for row in shown(sample) if row.standing.state is State.IN_PROGRESS)
    assert row.entry is not None
    panel = sample.tasks.panel
    sample.show_task(row.task.id)
    panel.state.setCurrentIndex(panel.state.findData(state))
    panel.state.activated.emit(panel.state.currentIndex())
    entry = sample.session.register.entries(row.task.id)[-1]
    percent = {State.DONE: 100, State.NOT_STARTED: 0}.get(state, row.entry.percent)
    assert (entry.state, entry.percent, panel.percent.text()) == (state, percent, str(percent))


def test_the_keys_of_the_tasks_do_nothing_on_another_screen(sample: MainWindow, qtbot: QtBot) -> None:
    sample.show_screen("tasks")
    row = shown(sample)[0]
    sample.show_task(row.task.id)
    order = [task.id for task in sample.session.register.tasks]
    down, alt = Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier
    sample.show_screen("overview")
    qtbot.keyClick(sample.top_bar.period, down, alt)
    sample.top_bar.period.hidePopup()
    assert [task.id for task in sample.session.register.tasks] == order
    sample.show_screen("tasks")
    sample.tasks.grid.setFocus()
    qtbot.waitUntil(sample.tasks.grid.hasFocus)
    qtbot.keyClick(sample.tasks.grid, down, alt)
    assert [task.id for task in sample.session.register.tasks] != order
