"""Bringing a changed list in: the officer looks, decides, and only then is anything written."""

import gc
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from desktop_app.domain.editions.comparison import Match
from desktop_app.domain.editions.decision import Decision
from desktop_app.domain.editions.edition import RowKind
from desktop_app.domain.errors import DataFileReplaced
from desktop_app.domain.errors.incoming import ListOutdated
from desktop_app.domain.work import WorkCancelled
from desktop_app.exchange.reading.sheets import read_workbook
from desktop_app.resources import resource
from desktop_app.services.importing.plan import ImportPlan
from desktop_app.services.importing.task_import import TaskImport
from desktop_app.ui.importing._columns_dialog import ColumnsDialog
from desktop_app.ui.importing._preview import ImportPreview
from desktop_app.ui.importing.lines import PreviewLine
from desktop_app.ui.widgets.asking import ChoiceDialog
from desktop_app.ui.window._main_window import MainWindow

LIST = resource("samples", "Danh_muc_minh_hoa_242.xlsx")
TCVN3 = Path(__file__).parents[2] / "data" / "lists" / "tcvn3.xlsx"


def opened(window: MainWindow, path: Path) -> ImportPreview:
    window.importing.begin(path)
    window.session.jobs.wait()
    preview = window.importing.preview
    assert preview is not None
    return preview


def changed_list(folder: Path) -> Path:
    """The sample list with one changed, one near, one new, one repeated, one refused and one missing row."""
    book = openpyxl.load_workbook(LIST)
    sheet = book.worksheets[0]
    rows = {
        str(sheet.cell(line, 1).value): line
        for line in range(7, sheet.max_row + 1)
        if sheet.cell(line, 1).value
    }
    sheet.cell(rows["5"], 5).value = "Quý III/2022"
    sheet.cell(rows["8"], 5).value = "30/11/2021"
    sheet.cell(rows["15"], 2).value = f"{sheet.cell(rows['15'], 2).value} giai đoạn 2021 - 2022"
    sheet.cell(rows["20"], 3).value = "Sở Tư pháp tỉnhh"
    sheet.cell(rows["21"], 2).value = None
    sheet.delete_rows(rows["30"])
    last = max(line for number, line in rows.items() if number.isdigit()) - 1
    sheet.insert_rows(last + 1, 2)
    for line, number in enumerate(("43", "44"), start=last + 1):
        texts = (number, "Tổng kết Đề án", "Sở Tư pháp", "", "Quý IV/2022", "Báo cáo")
        for column, text in enumerate(texts, start=1):
            sheet.cell(line, column).value = text
    path = folder / "Danh mục sửa đổi.xlsx"
    book.save(path)
    return path


@pytest.fixture
def preview(sample: MainWindow, tmp_path: Path) -> ImportPreview:
    session = sample.session
    task = session.register.find("5")
    given = replace(task.given, deadline="30/6/2022")
    session.workspace.tasks.edit(session.register, task.id, task.group_id, given, task.own)
    return opened(sample, changed_list(tmp_path))


def show(preview: ImportPreview, tab: str, place: int = 0) -> None:
    preview.show_tab(tab)
    preview.grid.setCurrentIndex(preview.grid.model().index(place, 0))


def texts(preview: ImportPreview) -> list[str]:
    model = preview.grid.model()
    return [
        str(model.index(line, column).data())
        for line in range(model.rowCount())
        for column in range(model.columnCount())
    ]


def test_a_list_is_compared_again_if_the_data_changed_before_it_was_written(
    preview: ImportPreview, sample: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As another list does whose writing in a thread ends at that moment."""
    told: list[object] = []
    monkeypatch.setattr("desktop_app.ui.messages.show_error", lambda _parent, error: told.append(error))
    session = sample.session
    twin = session.workspace.twin()
    register = twin.register(session.programme.id)
    task = register.find("8")
    given = replace(task.given, deadline="30/11/2021")  # what the list says, too
    twin.tasks.edit(register, task.id, task.group_id, given, task.own)
    twin.close()
    preview.accept_button.click()
    session.jobs.wait()
    assert [type(one) for one in told] == [ListOutdated]
    assert session.register.find("8").given.deadline == "30/11/2021"
    assert sample.importing.preview is preview
    assert preview.isEnabled()
    assert preview.accept_button.text() == "Nhập 2 nhiệm vụ"
    preview.accept_button.click()
    session.jobs.wait()
    assert session.register.find("43").content == "Tổng kết Đề án"


def test_every_kind_has_its_tab_and_the_rows_add_up(preview: ImportPreview, sample: MainWindow) -> None:
    assert sample.stack.currentWidget() is preview
    said = [preview.tabs.tabText(place) for place in range(preview.tabs.count())]
    assert said == [
        "Mới  1",
        "Thay đổi  2",
        "Không đổi  36",
        "Không còn  1",
        "Chờ xử lý  3",
        "Chưa nhập được  1",
        "Không phải nhiệm vụ  11",
        "Cơ quan mới  1",
    ]
    assert (
        "Đọc 54 dòng: mới 1, thay đổi 2, không đổi 36, chờ xử lý 3, chưa nhập được 1,"
        " không phải nhiệm vụ 11." in preview.foot.sum.whole()
    )
    assert preview.accept_button.text() == "Nhập 3 nhiệm vụ"
    for place in range(preview.tabs.count()):
        preview.tabs.setCurrentIndex(place)
        assert texts(preview)
        assert not preview.grid.grab().isNull()


def test_the_button_follows_the_decisions(preview: ImportPreview, sample: MainWindow) -> None:
    show(preview, "ambiguous")
    preview.details.buttons["keep deadline"].click()
    assert "Giữ nội dung của đơn vị" in texts(preview)
    assert preview.accept_button.text() == "Nhập 3 nhiệm vụ"
    preview.details.buttons["take deadline"].click()
    assert preview.accept_button.text() == "Nhập 4 nhiệm vụ"
    show(preview, "ambiguous", 1)
    near = next(key for key in preview.details.buttons if key.startswith("task"))
    preview.details.buttons[near].click()
    assert preview.accept_button.text() == "Nhập 5 nhiệm vụ"
    preview.details.buttons["new"].click()
    assert preview.accept_button.text() == "Nhập 5 nhiệm vụ"
    preview.details.buttons["later"].click()
    assert preview.accept_button.text() == "Nhập 4 nhiệm vụ"
    show(preview, "ambiguous", 2)
    preview.details.buttons["new"].click()
    before = len(sample.session.register.tasks)
    preview.accept_button.click()
    sample.session.jobs.wait()
    assert len(sample.session.register.tasks) == before + 2
    assert sample.session.register.find("5").given.deadline == "Quý III/2022"
    assert "1 nhiệm vụ không còn" in sample.toast.text.whole()
    sample.undo()
    assert len(sample.session.register.tasks) == before
    assert sample.session.register.find("5").given.deadline == "30/6/2022"


def test_rows_are_ticked_one_by_one_and_all_at_once(preview: ImportPreview, qtbot: QtBot) -> None:
    show(preview, "changed")
    column = preview.grid.model().columnCount() - 1
    preview.grid.clicked.emit(preview.grid.model().index(0, column))
    assert preview.accept_button.text() == "Nhập 2 nhiệm vụ"
    qtbot.keyClick(preview.grid, Qt.Key.Key_Space)
    assert preview.accept_button.text() == "Nhập 3 nhiệm vụ"
    actions = {action.text(): action for action in preview.bulk.menu().actions()}
    actions["Không nhập tất cả"].trigger()
    assert preview.accept_button.text() == "Nhập 1 nhiệm vụ"
    preview.filter.setCurrentIndex(preview.filter.findData("left"))
    preview.filter.activated.emit(0)
    assert len(preview.shown()) == 2
    preview.filter.setCurrentIndex(preview.filter.findData("deadline"))
    preview.filter.activated.emit(0)
    assert len(preview.shown()) == 1


def test_all_in_sight_are_decided_by_one_choice(preview: ImportPreview) -> None:
    show(preview, "ambiguous")
    for choice, waiting in (
        ("conflict_take", 2),
        ("near_first", 1),
        ("near_new", 0),
        ("later", 3),
        ("conflict_keep", 2),
    ):
        preview._decide_shown(choice)
        assert preview.plan.tally(preview.decisions).counts[RowKind.AMBIGUOUS] == waiting
    preview.search.setText("tong ket")
    preview.search.returnPressed.emit()
    assert [line.row for line in preview.shown()] == [56]


def test_two_rows_for_one_task_are_refused_at_once(preview: ImportPreview) -> None:
    task_id = preview.plan.matches[0].task_id
    (first,) = [match.row.row for match in preview.plan.matches if match.row and match.candidates]
    preview.decide(first, Decision(take=True, task_id=task_id))
    assert not preview.accept_button.isEnabled()
    assert "cùng được chọn là một nhiệm vụ" in preview.foot.refusal.text()
    preview.decide(first, None)
    assert preview.accept_button.isEnabled()


def test_an_unknown_agency_becomes_the_near_one(
    preview: ImportPreview, sample: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    show(preview, "agencies")
    preview.details.buttons["is Sở Tư pháp"].click()
    sample.session.jobs.wait()
    assert "Dùng tên “Sở Tư pháp”" in texts(preview)
    preview._decide_shown("new")
    sample.session.jobs.wait()
    assert "Thêm cơ quan mới" in texts(preview)
    monkeypatch.setattr(ChoiceDialog, "ask", lambda *_args: "Sở Nội vụ")
    show(preview, "agencies")
    preview.details.buttons["other"].click()
    sample.session.jobs.wait()
    preview.accept()
    sample.session.jobs.wait()
    assert sample.session.register.find("20").lead == "Sở Nội vụ"


def test_refused_rows_are_saved_from_the_preview(
    preview: ImportPreview, sample: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "lỗi"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(target), ""))
    preview.foot.save_refused.click()
    assert "Lỗi" in read_workbook(target.with_suffix(".xlsx")).sheets[0].rows[5]


def test_number_and_day_of_the_paper_are_kept(preview: ImportPreview, sample: MainWindow) -> None:
    preview.head.document.setText("15/QĐ-UBND")
    preview.head.day.setText("31/02/2021")
    assert "tính từ ngày" not in preview.head.line.text()
    preview.accept()
    assert "31/02/2021" in preview.foot.refusal.text()
    preview.head.day.setText("15/3/2021")
    assert "tính từ ngày 15/3/2021" in preview.head.line.text()
    preview.accept()
    sample.session.jobs.wait()
    edition = sample.session.workspace.editions.all(sample.session.programme.id)[0]
    assert (edition.document, str(edition.issued_on)) == ("15/QĐ-UBND", "2021-03-15")


def test_work_done_meanwhile_is_compared_again(preview: ImportPreview, sample: MainWindow) -> None:
    sample.show_screen("tasks")
    sample.undo()
    sample.session.jobs.wait()
    assert preview.plan.counts[RowKind.AMBIGUOUS] == 2
    sample.import_list()
    assert sample.stack.currentWidget() is preview
    preview.foot.cancel.click()
    assert sample.importing.preview is None
    assert sample.stack.currentWidget() is sample.tasks


def test_a_list_goes_into_the_programme_it_was_read_for(preview: ImportPreview, sample: MainWindow) -> None:
    session = sample.session
    first = session.programme.id
    other = replace(session.programme, id=0, number="12/KH-UBND", title="Kế hoạch của tỉnh")
    added = session.workspace.programmes.add(other, ["Nhóm một"])
    session.choose_programme(added.id)
    preview.accept()
    session.jobs.wait()
    assert session.workspace.register(added.id).tasks == []
    assert len(session.workspace.editions.all(first)) == 2


def test_columns_and_encodings_are_corrected(sample: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    preview = opened(sample, TCVN3)
    dialog = ColumnsDialog(preview.plan, lambda: preview.views(preview.plan), preview)
    place = next(place for place, box in dialog.choices.items() if box.currentData() == "content")
    assert "Ban hành" in dialog.samples[place].text()
    dialog.encodings[place].setCurrentIndex(0)
    assert "Ban hµnh" in dialog.samples[place].text()
    dialog.choices[place].setCurrentIndex(0)
    dialog.submit()
    assert "Nội dung nhiệm vụ" in dialog.refusal.text()
    other = next(one for one in dialog.choices if one != place)
    for one in (place, other):
        dialog.choices[one].setCurrentIndex(dialog.choices[one].findData("content"))
    dialog.submit()
    assert "Mỗi loại" in dialog.refusal.text()
    dialog.choices[other].setCurrentIndex(0)
    dialog.join.setChecked(True)
    dialog.partial.setChecked(True)
    dialog.submit()
    monkeypatch.setattr(ColumnsDialog, "ask", lambda *_args: dialog.chosen())
    preview.head.columns_button.click()
    sample.session.jobs.wait()
    assert preview.plan.choices.encodings is not None
    assert preview.plan.choices.encodings[place] == "unicode"
    assert preview.plan.counts[RowKind.GONE] == 0
    assert "không xét các nhiệm vụ không có tên trong tệp" in preview.head.line.text()


def test_the_other_lists_of_a_file_follow_the_first(empty: MainWindow, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(LIST)
    for number in (2, 3):
        copy = book.copy_worksheet(book.worksheets[0])
        copy.title = f"Nhóm {number}"
        for line in range(7, copy.max_row + 1):
            if copy.cell(line, 3).value:
                copy.cell(line, 2).value = f"Đợt {number}: {str(copy.cell(line, 2).value)[::-1]}"
    book.save(tmp_path / "nhóm.xlsx")
    preview = opened(empty, tmp_path / "nhóm.xlsx")
    assert "“Nhóm 2”, “Nhóm 3”" in preview.head.line.text()
    first = preview.plan.counts[RowKind.NEW]
    preview.accept()
    empty.session.jobs.wait()
    second = empty.importing.preview
    assert second is not None
    assert second.head.title.whole() == "Trang tính “Nhóm 2” của nhóm.xlsx"
    assert (second.plan.counts[RowKind.GONE], second.plan.other_lists) == (0, ("Nhóm 3",))
    second.foot.cancel.click()
    empty.session.jobs.wait()
    third = empty.importing.preview
    assert third is not None
    assert third.plan.sheet == "Nhóm 3"
    assert third.plan.counts[RowKind.GONE] == 0
    third.accept()
    empty.session.jobs.wait()
    outcomes = empty.importing.outcomes
    assert outcomes is not None
    assert [one.result for one in outcomes.model.rows()] == ["Đã nhập", "Bỏ qua", "Đã nhập"]
    assert len(empty.session.register.tasks) == 2 * first


def test_files_of_a_folder_are_previewed_in_turn(
    empty: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "danh mục"
    folder.mkdir()
    (folder / "a.xlsx").write_bytes(b"PK\x03\x04 broken")
    (folder / "b.xlsx").write_bytes(LIST.read_bytes())
    (folder / "c.xlsx").write_bytes(LIST.read_bytes())
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_args: str(folder))
    empty.import_folder()
    empty.session.jobs.wait()
    first = empty.importing.preview
    assert first is not None
    assert "Tệp 2/3" in first.head.title.whole()
    first.accept()
    empty.session.jobs.wait()
    second = empty.importing.preview
    assert second is not None
    second.foot.cancel.click()
    empty.session.jobs.wait()
    outcomes = empty.importing.outcomes
    assert outcomes is not None
    assert [one.result for one in outcomes.model.rows()] == ["Chưa nhập được", "Đã nhập", "Bỏ qua"]
    outcomes.close_button.click()
    assert empty.stack.currentWidget() is empty.tasks
    (tmp_path / "trống").mkdir()
    empty.importing.begin_all([tmp_path / "trống"])
    assert empty.importing.preview is None


def stop_at_once(_register: object, *_rest: object) -> None:
    raise WorkCancelled


def test_work_that_is_stopped_leaves_the_preview_as_it_was(
    empty: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop_app.services.importing.task_import.TaskImport.plan_or_point", stop_at_once)
    empty.importing.begin(LIST)
    empty.session.jobs.wait()
    assert empty.importing.preview is None
    monkeypatch.undo()
    preview = opened(empty, LIST)
    monkeypatch.setattr("desktop_app.services.importing.task_import.TaskImport.write", stop_at_once)
    preview.accept()
    empty.session.jobs.wait()
    assert preview.isEnabled()
    assert "Chưa ghi gì" in empty.toast.text.whole()
    assert empty.session.register.tasks == []
    monkeypatch.undo()
    preview.accept()
    empty.session.jobs.wait()
    assert len(empty.session.register.tasks) == 42


def test_a_chosen_file_is_read(empty: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_args: ([str(LIST)], ""))
    empty.import_list()
    empty.session.jobs.wait()
    assert empty.importing.preview is not None


def stop(*_args: object, **_named: object) -> None:
    raise WorkCancelled


def test_a_stopped_reading_leaves_the_way_open_for_the_next_file(
    empty: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    empty.session.notified.connect(lambda said, _undo: told.append(said))
    with monkeypatch.context() as stopped:
        stopped.setattr(TaskImport, "plan_or_point", stop)
        empty.importing.begin(LIST)
        empty.session.jobs.wait()
    assert empty.importing.preview is None
    assert "Đã dừng đọc" in told[-1]
    assert opened(empty, LIST).plan.counts[RowKind.NEW] > 0


def test_a_stopped_writing_leaves_the_file_as_it_was_and_the_preview_open(
    empty: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    preview = opened(empty, LIST)
    acts = empty.session.workspace.last_action()
    with monkeypatch.context() as stopped:
        stopped.setattr("desktop_app.services.importing.task_import.write", stop)
        preview.accept()
        empty.session.jobs.wait()
    assert empty.importing.preview is preview
    assert preview.isEnabled()
    assert empty.session.workspace.last_action() == acts
    new = preview.plan.counts[RowKind.NEW]
    preview.accept()
    empty.session.jobs.wait()
    assert len(empty.session.register.tasks) == new > 0


def held_rows() -> list[object]:
    """What of a list is still in memory."""
    return [one for one in gc.get_objects() if isinstance(one, Match | PreviewLine | ImportPlan)]


@pytest.mark.parametrize("wanted", [True, False])
def test_a_list_is_let_go_when_its_preview_closes(
    sample: MainWindow, tmp_path: Path, qtbot: QtBot, *, wanted: bool
) -> None:
    gc.collect()
    before = len(held_rows())
    preview = opened(sample, changed_list(tmp_path))
    preview.search.searched.emit("")
    assert len(held_rows()) > before
    gc.disable()  # what is held in a circle would be found, sooner or later
    try:
        (preview.accept if wanted else preview.left.emit)()
        sample.session.jobs.wait()
        assert sample.importing.preview is None
        assert [one for one in held_rows() if not isinstance(one, ImportPlan) or one.matches] == []
    finally:
        gc.enable()


def test_nothing_is_taken_in_once_the_file_was_replaced(sample: MainWindow, tmp_path: Path) -> None:
    preview = opened(sample, changed_list(tmp_path))
    assert preview.accept_button.isEnabled()
    sample.session.standing.follow(DataFileReplaced(sample.session.workspace.path))
    assert not preview.accept_button.isEnabled()
    preview.accept_button.setEnabled(True)
    assert not preview.accept_button.isEnabled(), "whatever enables it meanwhile"
    assert "đã bị phần mềm khác thay" in preview.accept_button.toolTip()
