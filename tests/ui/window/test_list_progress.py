"""The office's own tracking sheet: its tasks come in, and its progress with them where the officer asks."""

from pathlib import Path

import openpyxl
import pytest

from desktop_app.ui.forms import EntryPreview
from desktop_app.ui.importing._preview import ImportPreview
from desktop_app.ui.window._main_window import MainWindow
from tests.ui.window.test_import_preview import opened

HEAD = ("STT", "Nội dung nhiệm vụ", "Cơ quan chủ trì", "Thời hạn", "Tỷ lệ (%)", "Kết quả thực hiện")
FIRST = (
    "1",
    "Rà soát văn bản quy phạm pháp luật về đất đai",
    "Sở Tư pháp",
    "31/12/2021",
    40,
    "Đã rà soát 12",
)
SECOND = ("2", "Tập huấn nghiệp vụ cho công chức cấp xã", "Sở Nội vụ", "Quý IV/2021", None, "Đã mở 2 lớp")
THIRD = ("3", "Kiểm tra tình hình thi hành pháp luật", "Thanh tra Sở", "30/11/2021", None, None)


def saved(path: Path, *rows: tuple[object, ...]) -> Path:
    book = openpyxl.Workbook()
    for row in (HEAD, *rows):
        book.worksheets[0].append(list(row))
    book.save(path)
    return path


def accept(window: MainWindow, preview: ImportPreview) -> None:
    preview.accept_button.click()
    window.session.jobs.wait()


@pytest.fixture
def window(empty: MainWindow) -> MainWindow:
    session = empty.session
    session.choose_period(session.workspace.periods.find("2021-Q4", session.programme))
    return empty


def recorded(window: MainWindow, number: str) -> tuple[int | None, str]:
    register, session = window.session.register, window.session
    entry = register.entry(register.find(number).id, session.period.id)
    return (None, "") if entry is None else (entry.percent, entry.result)


def test_progress_is_recorded_only_where_the_officer_asks(window: MainWindow, tmp_path: Path) -> None:
    preview = opened(window, saved(tmp_path / "theo doi.xlsx", FIRST, SECOND, THIRD))
    said = preview.progress.columns.whole()
    assert "Tỷ lệ (%) (Mức độ hoàn thành (%))" in said
    assert "Kết quả thực hiện" in said
    assert not preview.progress.wanted.isChecked()
    accept(window, preview)
    assert [recorded(window, number) for number in "123"] == [(None, "")] * 3


def test_progress_goes_into_the_period_that_is_chosen(window: MainWindow, tmp_path: Path) -> None:
    preview = opened(window, saved(tmp_path / "theo doi.xlsx", FIRST, SECOND, THIRD))
    assert preview.progress.periods.currentText() == window.session.period.label
    preview.progress.wanted.setChecked(True)
    accept(window, preview)
    assert recorded(window, "1") == (40, "Đã rà soát 12")
    assert recorded(window, "2")[1] == "Đã mở 2 lớp"
    assert recorded(window, "3") == (None, "")
    window.session.undo()
    window.session.jobs.wait()
    assert recorded(window, "1") == (None, "")
    assert window.session.register.find("1").content == FIRST[1]


def test_what_was_recorded_otherwise_is_asked_about(window: MainWindow, tmp_path: Path) -> None:
    first = opened(window, saved(tmp_path / "theo doi.xlsx", FIRST, SECOND, THIRD))
    first.progress.wanted.setChecked(True)
    accept(window, first)
    later = (*FIRST[:4], 70, "Đã rà soát 20 văn bản")
    second = opened(window, saved(tmp_path / "theo doi 2.xlsx", later, SECOND, (*THIRD[:5], "Đang kiểm tra")))
    second.progress.wanted.setChecked(True)
    assert second.accept_button.text() == "Cập nhật tình hình thực hiện"
    accept(window, second)
    asked = window.importing.progress.preview
    assert isinstance(asked, EntryPreview)
    assert asked.take_button.text() == "&Lấy theo danh mục"
    assert {one.field for one in asked.cells("conflicts")} == {"percent", "result"}
    asked.decide(take=True)
    asked.accept_button.click()
    window.session.jobs.wait()
    assert recorded(window, "1") == (70, "Đã rà soát 20 văn bản")
    assert recorded(window, "3")[1] == "Đang kiểm tra"


def test_who_leaves_the_question_keeps_what_was_recorded(window: MainWindow, tmp_path: Path) -> None:
    first = opened(window, saved(tmp_path / "theo doi.xlsx", FIRST))
    first.progress.wanted.setChecked(True)
    accept(window, first)
    second = opened(window, saved(tmp_path / "theo doi 2.xlsx", (*FIRST[:4], 70, FIRST[5]), SECOND))
    second.progress.wanted.setChecked(True)
    accept(window, second)
    asked = window.importing.progress.preview
    assert asked is not None
    asked.reject()
    window.session.jobs.wait()
    assert recorded(window, "1") == (40, "Đã rà soát 12")
    assert window.importing.preview is None


def test_a_list_without_progress_offers_none(window: MainWindow, tmp_path: Path) -> None:
    preview = opened(window, saved(tmp_path / "ke hoach.xlsx", (*FIRST[:4], None, None)))
    assert preview.progress.isHidden()
    assert preview.progress.period is None


def test_the_sheet_of_the_period_is_read_where_each_has_its_own(window: MainWindow, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for name, percent in (("Quý III.2021", 40), ("Quý IV.2021", 70)):
        sheet = book.create_sheet(name)
        for row in (HEAD, (*FIRST[:4], percent, name)):
            sheet.append(list(row))
    del book["Sheet"]
    book.save(tmp_path / "theo doi.xlsx")
    preview = opened(window, tmp_path / "theo doi.xlsx")
    assert preview.plan.sheet == "Quý IV.2021"
    assert "“Quý IV.2021”" in preview.head.line.toolTip() + preview.head.line.text()
    preview.progress.wanted.setChecked(True)
    periods = preview.progress.periods
    periods.setCurrentIndex(periods.findText("Quý III/2021"))
    periods.activated.emit(periods.currentIndex())
    window.session.jobs.wait()
    assert (preview.plan.sheet, periods.currentText()) == ("Quý III.2021", "Quý III/2021")
    accept(window, preview)
    session = window.session
    entry = session.register.entry(session.register.find("1").id, "nd09/2021-Q3")
    assert entry is not None
    assert (entry.percent, entry.result) == (40, "Quý III.2021")
