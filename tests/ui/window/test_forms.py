"""Forms in the window: the Ministry's own filled, entry forms written and taken back."""

from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from PySide6.QtWidgets import QComboBox, QFileDialog, QMenu
from shiboken6 import isValid

from desktop_app.domain.errors.incoming import EntryFormOutdated, EntryFormPeriod, FormNotWorkbook
from desktop_app.domain.errors.refusals import AppError
from desktop_app.exchange.forms.entry_form import TITLE
from desktop_app.ui.forms._fill_dialog import FillDialog
from desktop_app.ui.forms.entry_preview import EntryPreview
from desktop_app.ui.forms.flow import EntryFormDialog
from desktop_app.ui.window._main_window import MainWindow
from tests.exchange import form_samples as forms
from tests.exchange.report_samples import OFFICE

AGENCY = "Sở Tư pháp"


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[AppError]:
    errors: list[AppError] = []
    monkeypatch.setattr("desktop_app.ui.messages.show_error", lambda _parent, error: errors.append(error))
    return errors


def menu(window: MainWindow, words: str) -> None:
    """Choose from the menu of files what has `words` in its name."""
    (file,) = (one for one in window.menuBar().actions() if one.text() == "&Tệp")
    chosen = file.menu()
    assert isinstance(chosen, QMenu)
    actions = [one for one in chosen.actions() if words in one.text().replace("&", "")]
    actions[-1].trigger()


def opened_form(window: MainWindow, path: Path) -> FillDialog:
    window.forms.begin_form(path)
    window.session.jobs.wait()
    assert window.forms.filling is not None
    return window.forms.filling


def choose(window: MainWindow, box: QComboBox, key: str) -> None:
    box.setCurrentIndex(box.findData(key))
    window.session.jobs.wait()


def returned(window: MainWindow, *paths: Path) -> EntryPreview:
    window.forms.begin_returned(paths)
    window.session.jobs.wait()
    assert window.forms.preview is not None
    return window.forms.preview


def entry_form(window: MainWindow, path: Path, agency: str = AGENCY) -> tuple[Any, Any, list[int]]:
    window.forms.write_entry_forms(path, agency)
    window.session.jobs.wait()
    book = openpyxl.load_workbook(path)
    sheet: Any = book[TITLE]
    return (
        book,
        sheet,
        [row for row in range(9, sheet.max_row + 1) if isinstance(sheet.cell(row, 12).value, int)],
    )


def test_a_form_shows_what_goes_where_and_is_filled(
    sample: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sample.session.workspace.office.put(OFFICE)
    form, out = forms.empty(tmp_path / "Biểu.xlsx"), tmp_path / "ra"
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(form), ""))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(out), ""))
    menu(sample, "biểu mẫu của Bộ")
    sample.session.jobs.wait()
    dialog = sample.forms.filling
    assert dialog is not None
    assert dialog.fill_button.text() == "Điền 42 nhiệm vụ và lưu…"
    assert dialog.mapping.columns[4].currentText() == "Kết quả thực hiện"
    assert dialog.mapping.labels[3, 0].currentText() == "Kỳ báo cáo"
    assert not dialog.add_missing.isVisibleTo(dialog)
    dialog.fill_button.click()
    sample.session.jobs.wait()
    written: Any = openpyxl.load_workbook(tmp_path / "ra.xlsx")[forms.SHEET]
    assert written["A3"].value == "Tên đơn vị: Sở Tư pháp"
    assert "Đã điền 42 nhiệm vụ" in sample.toast.text.whole()
    assert not (isValid(dialog) and dialog.isVisible())


def test_the_officer_says_what_a_column_takes(sample: MainWindow, tmp_path: Path) -> None:
    dialog = opened_form(sample, forms.empty(tmp_path / "a.xlsx"))
    choose(sample, dialog.mapping.columns[6], "difficulty")
    assert dict(dialog.plan.form.heading.columns)[6] == "difficulty"
    choose(sample, dialog.mapping.columns[6], "result")
    fields = dict(dialog.plan.form.heading.columns)
    assert (fields[6], fields.get(4, "ignore")) == ("result", "ignore")
    choose(sample, dialog.mapping.labels[2, 0], "ignore")
    assert dialog.plan.choices.labels[2, 0] == "ignore"
    dialog.reject()


def test_a_form_of_totals_offers_counts_for_its_columns(
    sample: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    titles, out = ("STT", "Đơn vị", "Tổng số", "Đúng hạn", "Quá hạn"), tmp_path / "ra.xlsx"
    path = forms.of_totals(tmp_path / "a.xlsx", titles, [(1, "Sở Tư pháp"), (2, "Sở Y tế")])
    dialog = opened_form(sample, path)
    assert dialog.fill_button.text() == "Điền 2 dòng số liệu và lưu…"
    assert "chưa rõ “Quá hạn”" in dialog.notes.toPlainText()
    choose(sample, dialog.mapping.columns[4], "total")
    assert [dialog.plan.form.columns.get(column) for column in (2, 3, 4)] == ["total", None, "total"]
    choose(sample, dialog.mapping.columns[4], "open_overdue")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(out), ""))
    dialog.fill_button.click()
    sample.session.jobs.wait()
    sheet: Any = openpyxl.load_workbook(out)[forms.SHEET]
    session = sample.session
    ours = session.register.totals_by_agency(session.period.cut_off)["Sở Tư pháp"]
    assert [sheet.cell(8, column).value for column in (3, 4, 5)] == [ours.total, None, ours.open_overdue]


def test_a_form_with_agencies_across_offers_counts_for_its_rows(sample: MainWindow, tmp_path: Path) -> None:
    titles = ("Chỉ tiêu", "Sở Tư pháp", "Sở Y tế", "Sở Nội vụ", "Công an tỉnh")
    path = forms.of_totals(tmp_path / "a.xlsx", titles, [("Tổng số",), ("Đã hoàn thành",), ("Việc tồn",)])
    dialog = opened_form(sample, path)
    boxes = dialog.mapping.columns
    assert [box.accessibleName() for box in boxes.values()] == ["Tổng số", "Đã hoàn thành", "Việc tồn"]
    assert [box.currentData() for box in boxes.values()] == ["total", "done", "ignore"]
    choose(sample, boxes[9], "open")
    assert dialog.plan.form.columns == {7: "total", 8: "done", 9: "open"}
    choose(sample, dialog.mapping.columns[8], "ignore")
    assert dialog.plan.form.columns == {7: "total", 9: "open"}
    dialog.reject()


def test_a_form_that_lists_tasks_can_take_the_others_too(sample: MainWindow, tmp_path: Path) -> None:
    tasks = sample.session.register.tasks[:3]
    path = forms.listed(
        tmp_path / "a.xlsx", [(task.number, task.content) for task in tasks], held="Quý trước"
    )
    dialog = opened_form(sample, path)
    assert dialog.fill_button.text() == "Điền 3 nhiệm vụ và lưu…"
    assert "không có dòng cho nhiệm vụ" in dialog.notes.toPlainText()
    assert "thay “Quý trước”" in dialog.notes.toPlainText()
    dialog.add_missing.setChecked(True)
    sample.session.jobs.wait()
    assert dialog.fill_button.text() == "Điền 42 nhiệm vụ và lưu…"
    dialog.reject()


def test_another_sheet_can_be_chosen(sample: MainWindow, tmp_path: Path, told: list[AppError]) -> None:
    dialog = opened_form(sample, forms.empty(tmp_path / "a.xlsx"))
    dialog.sheet.setCurrentIndex(1)
    sample.session.jobs.wait()
    assert len(told) == 1
    assert dialog.plan.form.sheet.name == dialog.sheet.currentData() == forms.SHEET
    dialog.reject()


def test_a_form_that_is_no_workbook_is_told(sample: MainWindow, tmp_path: Path, told: list[AppError]) -> None:
    (tmp_path / "a.xlsx").write_text("a,b\n1,2\n", encoding="utf-8")
    sample.forms.begin_form(tmp_path / "a.xlsx")
    sample.session.jobs.wait()
    assert [type(one) for one in told] == [FormNotWorkbook]
    assert sample.forms.filling is None


def test_entry_forms_for_one_agency_and_for_all(
    sample: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(EntryFormDialog, "ask", classmethod(lambda *_: (AGENCY, None)))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "mot"), ""))
    menu(sample, "Lập phiếu cập nhật")
    sample.session.jobs.wait()
    assert (tmp_path / "mot.xlsx").exists()
    assert f"Đã lập phiếu cho {AGENCY}" in sample.toast.text.whole()
    monkeypatch.setattr(EntryFormDialog, "ask", classmethod(lambda *_: ("", None)))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path / "tat ca"))
    menu(sample, "Lập phiếu cập nhật")
    sample.session.jobs.wait()
    count = len(sample.session.workspace.entry_forms.agencies(sample.session.register, sample.session.period))
    assert len(list((tmp_path / "tat ca").iterdir())) == count
    assert f"Đã lập {count} phiếu" in sample.toast.text.whole()


def test_the_dialog_offers_every_agency(sample: MainWindow) -> None:
    agencies = sample.session.workspace.entry_forms.agencies(sample.session.register, sample.session.period)
    dialog = EntryFormDialog(agencies, "Quý IV/2021", date(2021, 12, 20), sample)
    assert dialog.agency.count() == len(agencies) + 1
    dialog.agency.setCurrentIndex(1)
    dialog.act_button.click()
    assert (dialog.result(), dialog.agency.currentData()) == (1, agencies[0])
    assert dialog.day() == date(2021, 12, 20)
    dialog.due.setText("")
    assert dialog.day() is None


def test_without_tasks_there_is_no_form(empty: MainWindow) -> None:
    menu(empty, "Lập phiếu cập nhật")
    assert "chưa lập được phiếu" in empty.toast.text.whole()


def test_a_returned_form_is_previewed_decided_and_written(
    sample: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = sample.session
    path = tmp_path / "p.xlsx"
    book, sheet, rows = entry_form(sample, path)
    sheet.cell(rows[0], 8).value = "Phía sở ghi"
    sheet.cell(rows[1], 8).value = "Việc khác"
    sheet.cell(rows[2], 6).value = 400
    first = sheet.cell(rows[0], 12).value
    book.save(path)
    session.workspace.recording.record(session.register, session.period, {first: {"result": "Phía tỉnh ghi"}})
    session.refresh()
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([str(path)], ""))
    menu(sample, "Nhận phiếu cập nhật…")
    session.jobs.wait()
    preview = sample.forms.preview
    assert preview is not None
    assert [len(preview.cells(tab)) for tab in ("changed", "conflicts", "refused")] == [1, 1, 1]
    assert preview.accept_button.text() == "Ghi 1 nhiệm vụ"
    assert "400" in preview.cells("refused")[0].problem
    preview.tabs["conflicts"].setChecked(True)
    preview.take_button.click()
    assert preview.accept_button.text() == "Ghi 2 nhiệm vụ"
    preview.keep_button.click()
    assert preview.accept_button.text() == "Ghi 1 nhiệm vụ"
    preview.take_button.click()
    preview.accept_button.click()
    session.jobs.wait()
    assert session.register.entries(first)[-1].result == "Phía sở ghi"
    assert "Đã ghi 2 nhiệm vụ" in sample.toast.text.whole()
    sample.undo()
    assert session.register.entries(first)[-1].result == "Phía tỉnh ghi"


def test_a_form_that_was_overtaken_since_its_preview_is_refused_and_the_others_are_written(
    sample: MainWindow, tmp_path: Path, told: list[AppError]
) -> None:
    session = sample.session
    paths, firsts = [tmp_path / "1.xlsx", tmp_path / "2.xlsx"], []
    for path, agency in zip(
        paths, session.workspace.entry_forms.agencies(session.register, session.period)[:2], strict=True
    ):
        book, sheet, rows = entry_form(sample, path, agency)
        sheet.cell(rows[0], 8).value = "Phía sở ghi"
        firsts.append(sheet.cell(rows[0], 12).value)
        book.save(path)
    preview = returned(sample, *paths)
    changes: dict[int, Any] = {firsts[0]: {"result": "Phía tỉnh ghi"}}
    session.workspace.recording.record(session.register, session.period, changes)
    preview.accept_button.click()
    session.jobs.wait()
    assert [type(one) for one in told] == [EntryFormOutdated]
    assert [session.register.entries(one)[-1].result for one in firsts] == ["Phía tỉnh ghi", "Phía sở ghi"]
    assert "Đã ghi 1 nhiệm vụ" in sample.toast.text.whole()


def test_several_forms_at_once_and_one_that_is_none(sample: MainWindow, tmp_path: Path) -> None:
    paths: list[Path] = []
    for agency in sample.session.workspace.entry_forms.agencies(
        sample.session.register, sample.session.period
    )[:2]:
        path = tmp_path / f"{len(paths)}.xlsx"
        book, sheet, rows = entry_form(sample, path, agency)
        sheet.cell(rows[0], 11).value = f"Ghi chú của {agency}"
        book.save(path)
        paths.append(path)
    (tmp_path / "hỏng.xlsx").write_bytes(b"PK\x03\x04 broken")
    preview = returned(sample, *paths, tmp_path / "hỏng.xlsx")
    assert "hỏng.xlsx" in preview.line.text()
    assert len(preview.cells("changed")) == 2
    preview.accept_button.click()
    sample.session.jobs.wait()
    assert "Đã ghi 2 nhiệm vụ" in sample.toast.text.whole()


def test_a_form_without_its_key_says_so(sample: MainWindow, tmp_path: Path) -> None:
    book, _sheet, _rows = entry_form(sample, tmp_path / "p.xlsx")
    del book[book.sheetnames[1]]
    book.save(tmp_path / "p.xlsx")
    preview = returned(sample, tmp_path / "p.xlsx")
    assert "Phần mã ẩn của phiếu đã bị thay đổi" in preview.line.text()
    assert not preview.accept_button.isEnabled()
    preview.reject()


def test_a_form_for_another_period_is_told(sample: MainWindow, tmp_path: Path, told: list[AppError]) -> None:
    entry_form(sample, tmp_path / "p.xlsx")
    session = sample.session
    session.choose_period(session.workspace.periods.find("2021-Q3", session.programme))
    sample.forms.begin_returned([tmp_path / "p.xlsx"])
    session.jobs.wait()
    assert [type(one) for one in told] == [EntryFormPeriod]
    assert sample.forms.preview is None


def test_an_own_table_says_what_it_leaves_out_and_gives_refused_rows_back(
    sample: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = sample.session.register.tasks[:2]
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ("STT", "Nội dung nhiệm vụ", "Tỷ lệ (%)", "Kết quả thực hiện"),
        ("I", "Nhóm một", 50, None),
        (first.number, first.content, 60, "Đã lấy ý kiến"),
        (second.number, second.content, "gần xong", None),
    ):
        sheet.append(row)
    book.save(tmp_path / "theo dõi.xlsx")
    preview = returned(sample, tmp_path / "theo dõi.xlsx")
    assert "Phần mã ẩn" not in preview.line.text()
    assert "nên không lấy: 2." in preview.line.text()
    target = tmp_path / "lỗi.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(target), ""))
    preview.save_refused.click()
    rows = list(openpyxl.load_workbook(target).worksheets[0].iter_rows(values_only=True))
    assert [row[2] for row in rows] == ["Tỷ lệ (%)", "gần xong"]
    preview.reject()
