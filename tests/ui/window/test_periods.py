"""The period in the window: entered, checked, reviewed, closed, opened again and sent."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from desktop_app.domain.checks import CheckKind, Level
from desktop_app.domain.period import PeriodState
from desktop_app.domain.progress import State
from desktop_app.domain.reports.preset import ReportKind
from desktop_app.services.periods.entered import Entry
from desktop_app.services.reporting import Order
from desktop_app.services.tasks.filtering import TaskFilter
from desktop_app.ui.periods._as_at_dialog import AsAtDialog, SinceDialog
from desktop_app.ui.periods._regimes_dialog import RegimesDialog
from desktop_app.ui.periods._rules_dialog import RulesDialog
from desktop_app.ui.periods._version_dialogs import DifferencesDialog, VersionDialog
from desktop_app.ui.periods.acts import PeriodActs
from desktop_app.ui.periods.dialogs import ReasonDialog, SealDialog, SubmissionDialog
from desktop_app.ui.periods.screen import PeriodScreen
from desktop_app.ui.phrases import task_facts
from desktop_app.ui.tasks._bulk_dialogs import BulkDialog
from desktop_app.ui.tasks._extension_dialog import ExtensionDialog
from desktop_app.ui.tasks.editor import TaskEditor
from desktop_app.ui.window._main_window import MainWindow
from tests.ui.window.made_screens import overview, periods

TODAY = date(2021, 12, 15)


@pytest.fixture(autouse=True)
def a_day_in_2021(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("acts", "screen", "dialogs"):
        monkeypatch.setattr(f"desktop_app.ui.periods.{module}.today", lambda: TODAY)


@pytest.fixture
def screen(sample: MainWindow) -> PeriodScreen:
    return periods(sample)


def answer(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setattr(ReasonDialog, "ask", classmethod(lambda *_args: text))


def test_the_steps_say_what_is_missing(sample: MainWindow, screen: PeriodScreen) -> None:
    steps = screen.steps
    assert steps.entering.said.whole() == "37 / 41 nhiệm vụ"
    assert "cảnh báo" in steps.checking.said.whole()
    assert steps.reviewing.said.whole() == "0 / 42 nhiệm vụ"
    assert steps.sealing.said.whole() == "quá 1 ngày"
    assert steps.sending.said.whole() == "còn 10 ngày"
    assert "hạn gửi báo cáo 25/12/2021 (thứ Bảy, ngày nghỉ)" in screen.facts.text()
    assert "4 nhiệm vụ chưa xác nhận" in screen.reminders.text()


def test_the_tasks_behind_a_finding_are_opened(sample: MainWindow, screen: PeriodScreen) -> None:
    line = screen.findings.line_of(CheckKind.CARRIED_OVER)
    screen.checks.setCurrentIndex(screen.findings.index(line, 1))
    screen.open_tasks.click()
    sample.tasks.finish()
    assert sample.stack.currentWidget() is sample.tasks
    assert [row.task.number for row in sample.tasks.model.rows()] == ["7", "30", "31", "42"]
    assert "chưa xác nhận" in sample.tasks.foot.text()
    assert sample.tasks.filters.clear_button.isVisible()
    sample.tasks.clear_filters()
    sample.tasks.finish()
    assert sample.tasks.model.count_rows() == 42


def test_what_is_unchanged_is_confirmed_and_undone(sample: MainWindow, screen: PeriodScreen) -> None:
    assert screen.confirm.text() == "Xác nhận không thay đổi (4 nhiệm vụ)"
    screen.confirm.click()
    assert screen.steps.entering.said.whole() == "41 / 41 nhiệm vụ"
    assert not screen.confirm.isVisible()
    screen.acts.confirm_rest()
    sample.undo()
    assert screen.steps.entering.said.whole() == "37 / 41 nhiệm vụ"


def test_a_returned_row_is_told_when_sealing_and_exporting(
    sample: MainWindow, screen: PeriodScreen, tmp_path: Path
) -> None:
    session = sample.session
    task = session.register.find("27")
    reviewing = session.workspace.reviewing
    session.change(lambda: reviewing.give_back(session.register, session.period, [task.id], "Thiếu số liệu"))
    said = "1 nhiệm vụ bị trả lại, yêu cầu bổ sung, chưa được duyệt lại"
    line = screen.findings.line_of(CheckKind.RETURNED)
    assert screen.findings.index(line, 1).data() == f"{said}. Hãy bổ sung rồi gửi duyệt lại."
    findings = session.workspace.checks.findings(session.register, session.period, date(2021, 12, 15))
    dialog = SealDialog(session, findings, sample)
    assert any(f"{said}: số 27" in label.text() for label in dialog.findChildren(QLabel))
    written: list[str] = []
    session.written.connect(lambda text, _path: written.append(text))
    sample.exporting.begin(tmp_path / "a.xlsx")
    session.jobs.wait()
    assert written[0].endswith(f". Lưu ý: {said}: nhiệm vụ số 27. Hãy bổ sung rồi gửi duyệt lại.")
    levels = RulesDialog(session, sample).levels
    assert (levels[CheckKind.RETURNED].count(), levels[CheckKind.SWING].count()) == (2, 3)


def test_a_key_in_a_cell_that_is_only_read_is_answered(sample: MainWindow, screen: PeriodScreen) -> None:
    warned: list[str] = []
    sample.session.warned.connect(warned.append)
    for column, key in ((0, Qt.Key.Key_7), (1, Qt.Key.Key_F2)):
        screen.checks.setCurrentIndex(screen.findings.index(0, column))
        QTest.keyClick(screen.checks, key)
    assert ["chỉ để xem" in one for one in warned] == [True, True]


def test_an_error_is_explained_before_the_period_goes_on(sample: MainWindow, screen: PeriodScreen) -> None:
    session = sample.session
    task = session.register.find("27")
    session.change(
        lambda: session.workspace.recording.record(
            session.register, session.period, {task.id: {"state": State.DONE}}
        )
    )
    assert screen.steps.checking.said.whole().startswith("1 lỗi")
    refused: list[object] = []
    session.refused.disconnect()
    session.refused.connect(refused.append)
    screen.send.click()
    assert len(refused) == 1
    index = screen.findings.index(screen.findings.line_of(CheckKind.DONE_WITHOUT_DAY), 3)
    assert screen.findings.setData(index, "Chờ văn bản của UBND tỉnh", Qt.ItemDataRole.EditRole)
    assert screen.board is not None
    assert screen.board.errors == 0
    screen.send.click()
    assert sample.top_bar.state.text.text() == "Chờ duyệt"
    assert screen.take_back.isVisible()
    screen.take_back.click()
    assert sample.top_bar.state.text.text() == "Đang cập nhật"


def test_a_period_is_closed_shown_as_sealed_and_opened_again(
    sample: MainWindow, screen: PeriodScreen, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = sample.session
    dialog = SealDialog(session, screen.board.findings if screen.board else (), sample)
    dialog.submit()
    assert dialog.version is not None
    session.refresh()
    assert sample.top_bar.state.text.text() == "Đã chốt"
    assert (screen.reopen.isVisible(), screen.seal.isVisible(), screen.reminders.text()) == (True, False, "")
    assert screen.steps.sealing.said.whole() == "đã có bản chốt số 1"
    sample.show_screen("tasks")
    sample.tasks.finish()
    sample.tasks.show_task(session.register.find("12").id)
    assert sample.tasks.panel.percent.isReadOnly()
    assert sample.tasks.panel.sealed.isVisible()
    line = sample.tasks.model.line_of(session.register.find("12").id)
    index = sample.tasks.model.index(line, sample.tasks.model.column_of("percent"))
    assert not sample.tasks.model.flags(index) & Qt.ItemFlag.ItemIsEditable
    sample.show_screen("periods")
    answer(monkeypatch, "Bổ sung số liệu")
    screen.reopen.click()
    assert screen.seal.isVisible()
    assert session.workspace.periods.state(session.programme.id, session.period.id) is PeriodState.OPEN
    sample.show_screen("tasks")
    sample.tasks.finish()
    assert not sample.tasks.panel.percent.isReadOnly()


def test_the_overview_keeps_the_sealed_figures(sample: MainWindow, screen: PeriodScreen) -> None:
    session = sample.session
    session.workspace.sealing.seal(session.register, session.period, TODAY)
    session.refresh()
    sealed = session.shown_register.totals(session.period.cut_off)
    later = session.workspace.periods.find("2022-Q1", session.programme)
    task = session.register.find("12")
    session.workspace.recording.record(
        session.register, later, {task.id: {"completed_on": date(2021, 12, 1)}}
    )
    session.refresh()
    assert session.register.totals(session.period.cut_off) != sealed
    assert session.shown_register.totals(session.period.cut_off) == sealed
    sample.show_screen("overview")


def test_a_long_sealed_report_is_waited_for(
    sample: MainWindow, screen: PeriodScreen, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = sample.session
    closed = session.period
    session.choose_period(session.workspace.periods.find("2021-Q3", session.programme))
    session.workspace.sealing.seal(session.register, closed, TODAY)
    session.refresh()
    monkeypatch.setattr("desktop_app.ui.slices._BUDGET", 5e-5)
    session.choose_period(closed)
    assert session.waiting
    assert sample.shown_screen() is sample.reading
    assert not sample.top_bar.isEnabled()
    qtbot.waitUntil(lambda: not session.waiting)
    assert sample.shown_screen() is screen
    assert sample.top_bar.isEnabled()
    qtbot.waitUntil(lambda: not screen.busy)
    assert screen.badge.text.text() == "Đã chốt"
    assert session.shown_register is not session.register


def test_what_was_sealed_is_read_at_once_for_who_cannot_wait(
    sample: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = sample.session
    closed, before = session.period, session.workspace.periods.find("2021-Q3", session.programme)
    session.choose_period(before)
    session.workspace.sealing.seal(session.register, closed, TODAY)
    session.refresh()
    monkeypatch.setattr("desktop_app.ui.slices._BUDGET", 5e-5)
    session.choose_period(closed)
    session.choose_period(before)
    assert not session.waiting
    assert session.shown_register is session.register
    session.choose_period(closed)
    assert session.waiting
    assert session.shown_register is not session.register
    assert not session.waiting


def test_a_closed_period_is_shown_whole_after_a_group_and_a_task_of_it_are_gone(
    sample: MainWindow, qtbot: QtBot
) -> None:
    session, workspace = sample.session, sample.session.workspace
    programme_id, groups = session.programme.id, [(one.id, one.title) for one in session.register.groups]
    workspace.programmes.arrange_groups(programme_id, [*groups, (None, "Nhóm thêm")])
    session.refresh()
    group_id = session.register.groups[-1].id
    given = replace(session.register.tasks[0].given, number="99", content="Việc của nhóm thêm")
    task = workspace.tasks.add(session.register, group_id, given)
    workspace.sealing.seal(session.register, session.period, TODAY)
    workspace.tasks.move(session.register, [task.id], groups[0][0])
    workspace.programmes.arrange_groups(programme_id, groups)
    session.refresh()
    sample.show_screen("overview")
    screen = overview(sample)
    qtbot.waitUntil(lambda: bool(screen.groups.rows))
    assert (screen.groups.rows[-1].label, screen.groups.rows[-1].total) == ("VIII. Nhóm thêm", 1)
    sample.show_tasks(TaskFilter(group_id=group_id))
    sample.tasks.finish()
    assert sample.tasks.model.count_rows() == 1
    assert sample.tasks.filters.group.currentText() == "VIII. Nhóm thêm"
    assert sample.tasks.grid.select_key(task.id)
    assert sample.tasks.panel.content.text() == "Việc của nhóm thêm"


def test_an_act_in_a_closed_period_is_done_to_the_task_as_it_stands_now(
    sample: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = sample.session
    task = session.register.find("12")
    session.workspace.sealing.seal(session.register, session.period, TODAY)
    newer = replace(task.given, content="Lời văn mới của nhiệm vụ")
    session.workspace.tasks.edit(session.register, task.id, task.group_id, newer, task.own)
    session.refresh()
    sample.show_screen("tasks")
    sample.tasks.show_task(task.id)
    assert sample.tasks.panel.content.text() == task.content
    offered: list[str] = []
    monkeypatch.setattr(TaskEditor, "ask", lambda _session, one, _parent: offered.append(one.content))
    sample.tasks.acts.edit()
    assert offered == ["Lời văn mới của nhiệm vụ"]


def test_versions_are_compared_and_what_was_sent_is_kept(
    sample: MainWindow, screen: PeriodScreen, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    session, sealing = sample.session, sample.session.workspace.sealing
    programme_id, period = session.programme.id, session.period
    first = sealing.seal(session.register, period, TODAY)
    sealing.reopen(programme_id, period.id, "Thiếu kết quả")
    task = session.register.find("12")
    session.workspace.recording.record(
        session.register, period, {task.id: {"percent": 95, "result": "Đã trình"}}
    )
    second = sealing.seal(session.register, period, TODAY)
    paper = tmp_path / "Bao cao.pdf"
    paper.write_bytes(b"%PDF")
    dialog = SubmissionDialog(session, sample)
    dialog.submit()
    assert not dialog.refusal.isHidden()
    dialog.document.setText("215/BC-STP")
    dialog.sent_on.setText("20/12/2021")
    dialog.add_file(paper)
    dialog.add_file(paper)
    dialog.submit()
    session.refresh()
    assert screen.steps.sending.said.whole() == "215/BC-STP"
    newest = screen.sealed.lines.rows()[0]
    assert (newest.documents, newest.changed_fields, newest.changed_numbers) == (("215/BC-STP",), 2, ("12",))
    screen.sealed.grid.setCurrentIndex(screen.sealed.lines.index(0, 0))
    assert screen.sealed.compare.isEnabled()
    shown = DifferencesDialog(session, second, sealing.differences(first, second), sample)
    texts = [
        [str(shown.model.index(line, column).data()) for column in range(4)]
        for line in range(shown.model.rowCount())
    ]
    assert ["12", "Mức độ hoàn thành (%)", "80%", "95%"] in texts
    opened: list[object] = []
    monkeypatch.setattr(DifferencesDialog, "exec", lambda self: opened.append(self.windowTitle()))
    screen.sealed.compare.click()
    assert len(opened) == 1
    asked: list[tuple[Order, str]] = []
    monkeypatch.setattr(sample.exporting, "ask", lambda order, suffix: asked.append((order, suffix)))
    monkeypatch.setattr(DifferencesDialog, "exec", lambda self: self.foot.buttons[".docx"].click())
    screen.sealed.compare.click()
    assert asked == [(Order(ReportKind.CORRECTION, period, old=1, new=2), ".docx")]
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_args: str(tmp_path))
    screen.sealed.files.click()
    assert (tmp_path / "Bao cao (2).pdf").read_bytes() == b"%PDF"


def test_the_checks_have_the_room_until_a_version_is_sealed(
    sample: MainWindow, screen: PeriodScreen, qtbot: QtBot
) -> None:
    none = screen.sealed.sizeHint().height()
    assert screen.sealed.height() == none
    sample.session.workspace.sealing.seal(sample.session.register, sample.session.period, TODAY)
    sample.session.refresh()
    qtbot.waitUntil(lambda: screen.sealed.height() > none)
    qtbot.waitUntil(lambda: screen.sealed.grid.viewport().height() >= screen.sealed.grid.rowHeight(0))


def test_an_older_version_is_opened_whole_and_exported(
    sample: MainWindow, screen: PeriodScreen, monkeypatch: pytest.MonkeyPatch
) -> None:
    session, sealing = sample.session, sample.session.workspace.sealing
    period, task = session.period, session.register.find("12")
    first = sealing.seal(session.register, period, TODAY)
    before = session.register.row(task, period).standing.percent
    sealing.reopen(session.programme.id, period.id, "Thiếu kết quả")
    session.workspace.recording.record(session.register, period, {task.id: {"percent": 95}})
    sealing.seal(session.register, period, TODAY)
    session.refresh()
    shown: list[VersionDialog] = []
    asked: list[tuple[Order, str]] = []
    monkeypatch.setattr(sample.exporting, "ask", lambda order, suffix: asked.append((order, suffix)))

    def look(dialog: VersionDialog) -> None:
        shown.append(dialog)
        dialog.foot.buttons[".xlsx"].click()

    monkeypatch.setattr(VersionDialog, "exec", look)
    screen.sealed.grid.setCurrentIndex(screen.sealed.lines.index(1, 0))
    screen.sealed.open_version.click()
    (dialog,) = shown
    assert "bản chốt số 1" in dialog.windowTitle()
    assert first.sha256 in dialog.facts.text()
    model = dialog.model
    assert model.count_rows() == 42
    index = model.index(model.line_of(task.id), model.column_of("percent"))
    assert index.data() == str(before)
    assert not model.flags(index) & Qt.ItemFlag.ItemIsEditable
    assert asked == [(Order(ReportKind.PERIODIC, period, version=1), ".xlsx")]


def test_the_counts_of_entries_open_their_tasks(sample: MainWindow, screen: PeriodScreen) -> None:
    screen.tabs.setCurrentIndex(1)
    assert not screen.open_tasks.isVisible()
    table = screen.entered
    table.part.setCurrentIndex(table.part.findData("agency"))
    totals = [sum(line.count(entry) for line in table.model.rows()) for entry in Entry]
    assert (sum(totals), totals[-1]) == (41, 4)
    line = next(at for at, one in enumerate(table.model.rows()) if one.count(Entry.MISSING))
    wanted = table.model.rows()[line].tasks[Entry.MISSING]
    table.grid.setCurrentIndex(table.model.index(line, 0))
    table.open_missing.click()
    sample.tasks.finish()
    assert sample.stack.currentWidget() is sample.tasks
    assert {row.task.id for row in sample.tasks.model.rows()} == set(wanted)
    assert "chưa cập nhật" in sample.tasks.foot.text()
    sample.show_screen("periods")
    table.grid.setCurrentIndex(table.model.index(line, table.model.column_of("ready")))
    table.grid.opened.emit()
    sample.tasks.finish()
    assert {row.task.id for row in sample.tasks.model.rows()} == set(table.model.rows()[line].ids)
    table.part.setCurrentIndex(table.part.findData("officer"))
    assert table.model.index(0, 0).data() == "Chưa ghi người theo dõi"


def test_regimes_are_chosen_added_and_removed(sample: MainWindow) -> None:
    session = sample.session
    dialog = RegimesDialog(session, sample)
    dialog._items()[2].setCheckState(Qt.CheckState.Checked)
    assert session.programme.all_regimes == ("nd09", "tt10")
    dialog.show_regime(None)
    dialog.code.setText("tỉnh")
    dialog.save()
    assert not dialog.refusal.isHidden()
    dialog.code.setText("tinh")
    dialog.title.setText("Quy định của tỉnh")
    dialog.cut_off_day.setValue(20)
    dialog.rule.setCurrentIndex(1)
    dialog.send.setValue(28)
    dialog.save()
    made = session.workspace.periods.regimes["tinh"]
    assert (made.cut_off_day, made.send_by_day, made.send_by_after) == (20, 28, None)
    assert dialog._shown == made
    dialog.make_usual()
    assert list(session.programme.all_regimes) == ["tinh", "nd09", "tt10"]
    dialog.remove()
    assert not dialog.refusal.isHidden()
    assert dialog.changed
    dialog._choose(())
    assert list(session.programme.all_regimes) == ["tinh", "nd09", "tt10"]
    assert not dialog.refusal.isHidden()
    session.refresh()
    session.follow_regimes()
    kinds = [sample.top_bar.kind.itemText(at) for at in range(sample.top_bar.kind.count())]
    assert "Năm · Theo dõi thi hành pháp luật (Thông tư 10/2015/TT-BTP)" in kinds
    sample.top_bar.choose_kind("year", "tt10")
    assert session.period.regime == "tt10"


def test_the_rules_of_checking_and_closing_are_set(sample: MainWindow) -> None:
    session, workspace = sample.session, sample.session.workspace
    dialog = RulesDialog(session, sample)
    dialog.levels[CheckKind.SWING].setCurrentIndex(list(Level).index(Level.OFF))
    dialog.review.setChecked(True)
    dialog.submit()
    assert sample.toast.text.whole() == "Đã lưu thiết lập kiểm tra và chốt số liệu"
    shown = session.programme.id
    assert workspace.checks.levels(shown)[CheckKind.SWING] is Level.OFF
    assert workspace.sealing.rules(shown).review
    other = workspace.programmes.add(replace(session.programme, id=0, number="15/KH-UBND"), ["Nhóm một"])
    assert workspace.checks.levels(other.id)[CheckKind.SWING] is not Level.OFF
    assert not workspace.sealing.rules(other.id).review


def test_many_tasks_are_recorded_at_once(sample: MainWindow) -> None:
    session = sample.session
    ids = [session.register.find(number).id for number in ("12", "13", "20")]
    dialog = BulkDialog(session, ids, sample)
    assert not dialog.act_button.isEnabled()
    dialog.percent.setText("nhiều")
    dialog.submit()
    assert not dialog.refusal.isHidden()
    dialog.percent.setText("55")
    assert dialog.act_button.text() == "Ghi 3 nhiệm vụ"
    assert "12; 13; 20" in dialog.preview.text()
    dialog.note.setPlainText("Cập nhật chung")
    dialog.submit()
    assert sample.toast.text.whole() == "Đã cập nhật 3 nhiệm vụ"
    assert {
        session.register.row(session.register.task(key), session.period).standing.percent for key in ids
    } == {55}
    session.undo()
    assert session.register.row(session.register.task(ids[0]), session.period).standing.percent == 80


def test_a_deadline_is_extended_in_the_window(sample: MainWindow) -> None:
    session = sample.session
    row = session.register.row(session.register.find("12"), session.period)
    dialog = ExtensionDialog(session, row, sample)
    dialog.submit()
    assert not dialog.refusal.isHidden()
    dialog.new_due.setText("30/6/22")
    dialog.reason.setPlainText("Chờ nghị định mới")
    dialog.submit()
    task = session.register.task(row.task.id)
    assert session.register.standing(task, session.period.cut_off).due == date(2022, 6, 30)
    assert "Thời hạn: Năm 2021 (31/12/2021), gia hạn đến 30/6/2022" in task_facts(
        session.register.row(task, session.period)
    )
    again = ExtensionDialog(session, session.register.row(task, session.period), sample)
    assert again.new_due.day() == date(2022, 6, 30)
    again.take_back.click()
    assert sample.toast.text.whole() == "Đã xóa lần gia hạn đến 30/6/2022 của nhiệm vụ số 12"
    back = session.register.row(session.register.task(row.task.id), session.period)
    assert back.standing.due == row.standing.due
    assert ExtensionDialog(session, back, sample).take_back.isHidden()


def test_an_earlier_day_and_the_last_report_are_looked_at(
    sample: MainWindow, screen: PeriodScreen, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = sample.session
    warned: list[str] = []
    session.warned.connect(warned.append)
    screen.sealed.since.click()
    assert warned == ["Chưa có báo cáo nào được chốt trước kỳ này."]
    before = session.workspace.periods.find("2021-Q3", session.programme)
    session.workspace.sealing.seal(session.register, before, TODAY)
    gone = session.register.tasks[5]
    session.workspace.tasks.withdraw(session.register, [gone.id], date(2021, 10, 1), "Trùng")
    session.refresh()
    texts: list[str] = []
    monkeypatch.setattr(SinceDialog, "exec", lambda dialog: texts.append(dialog.text.toPlainText()))
    screen.sealed.since.click()
    assert any("kỳ trước" in text for text in texts)
    assert f"Đưa nhiệm vụ số {gone.number} " in texts[0]
    assert "từ ngày 01/10/2021, lý do: Trùng." in texts[0]
    looked: list[int] = []
    monkeypatch.setattr(AsAtDialog, "exec", lambda dialog: looked.append(dialog.model.count_rows()))
    screen.sealed.look_back.click()
    assert looked == [41]


def test_many_rows_are_closed_and_confirmed_in_a_thread(
    sample: MainWindow, screen: PeriodScreen, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = sample.session
    monkeypatch.setattr("desktop_app.ui.long_changes.QUICK", 0)
    said: list[str] = []
    session.notified.connect(lambda text, _act: said.append(text))
    screen.acts.confirm_rest()
    assert session.jobs.busy
    session.jobs.wait()
    assert said == ["Đã xác nhận không thay đổi 4 nhiệm vụ"]
    assert not screen.confirm.isVisible()
    session.undo()
    assert screen.confirm.isVisible()

    dialog = SealDialog(session, (), sample)
    dialog.act_button.click()
    dialog.reject()
    assert not dialog.isEnabled()
    session.jobs.wait()
    assert dialog.result() == SealDialog.DialogCode.Accepted
    assert dialog.version is not None
    assert screen.reopen.isVisible()

    again = SealDialog(session, (), sample)
    again.submit()
    session.jobs.wait()
    assert "đã chốt số liệu" in again.refusal.text()
    assert again.isEnabled()


def test_a_reason_is_wanted() -> None:
    dialog = ReasonDialog("Mở lại", "Mở lại Quý IV/2021", "Bản chốt được giữ.", "&Lý do mở lại")
    dialog.submit()
    assert not dialog.refusal.isHidden()
    dialog.reason.setPlainText("Bổ sung")
    dialog.submit()
    assert dialog.result() == 1


def test_the_menu_reaches_the_same_acts(sample: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(RulesDialog, "exec", lambda _self: asked.append("rules"))
    monkeypatch.setattr(RegimesDialog, "exec", lambda _self: asked.append("regimes"))
    monkeypatch.setattr(SubmissionDialog, "ask", classmethod(lambda *_args: True))
    monkeypatch.setattr(SealDialog, "ask", classmethod(lambda *_args: None))
    acts = PeriodActs(sample.session, sample)
    acts.edit_rules()
    acts.edit_regimes()
    acts.seal()
    acts.submit()
    assert asked == ["rules", "regimes"]
