import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet
from python_calamine import CalamineWorkbook

from desktop_app.domain.deadlines.deadline import Deadline
from desktop_app.domain.errors.refusals import TargetNotWritable, TextTooLong
from desktop_app.domain.progress import ProgressEntry, State
from desktop_app.domain.reports import Office, Report, ReportAgency
from desktop_app.domain.status import Status, Totals
from desktop_app.domain.task import Assignment
from desktop_app.domain.text import roman
from desktop_app.domain.work import WorkCancelled
from desktop_app.exchange.reports import excel
from desktop_app.exchange.reports.document_tables import percent
from desktop_app.exchange.writing.machine_sheet import SHEET
from desktop_app.lists.own_words import FIELDS, headings
from desktop_app.resources import words
from tests.exchange import report_samples as samples

HEADINGS = (
    "STT",
    "Nội dung nhiệm vụ",
    "Cơ quan chủ trì",
    "Cơ quan phối hợp",
    "Thời hạn",
    "Sản phẩm",
    "Trạng thái thực hiện",
    "Mức độ hoàn thành (%)",
    "Ngày hoàn thành",
    "Tình trạng so với thời hạn",
    "Kết quả thực hiện",
    "Khó khăn, vướng mắc",
    "Đề xuất, kiến nghị",
    "Ghi chú",
)
ILLUSTRATIVE = "DỮ LIỆU MINH HỌA"


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "báo cáo.xlsx"


def sheet_of(report: Report, target: Path, name: str = "Báo cáo") -> Worksheet:
    samples.write(report, target)
    return openpyxl.load_workbook(target, rich_text=False, data_only=True)[name]


def header_row(sheet: Worksheet) -> int:
    return next(row for row in range(1, 41) if sheet.cell(row, 1).value in {"STT", "Nhóm", "Nhiệm vụ, cột"})


def task_rows(sheet: Worksheet) -> Iterator[int]:
    for row in range(header_row(sheet) + 1, sheet.max_row + 1):
        if sheet.cell(row, FIELDS.index("state") + 1).value in {*words("state").values(), "Chưa có số liệu"}:
            yield row


def cell_of(sheet: Worksheet, field: str, row: int | None = None) -> openpyxl.cell.cell.Cell:
    found = sheet.cell(row or next(task_rows(sheet)), FIELDS.index(field) + 1)
    assert isinstance(found, openpyxl.cell.cell.Cell)
    return found


def one(assignment: Assignment, entry: ProgressEntry | None = None) -> Report:
    return samples.report([samples.row(samples.task(0, assignment), entry)])


def with_result(result: str) -> Report:
    entry = ProgressEntry(
        1,
        "nd09/2021-Q4",
        samples.QUARTER.starts_on,
        cut_off=samples.CUT_OFF,
        state=State.IN_PROGRESS,
        percent=75,
        completed_on=None,
        result=result,
    )
    return one(samples.given(0), entry)


def plain(value: object) -> object:
    return value.date() if isinstance(value, datetime) else value


def centred(part: Any) -> str:
    text: str = part.center.text
    return text


def texts(sheet: Worksheet) -> str:
    return "\n".join(str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None)


# --- the table ---------------------------------------------------------------------------------


def test_the_first_sheet_is_the_list_under_the_words_of_the_program(target: Path) -> None:
    sheet = sheet_of(samples.ordinary(), target)
    header = header_row(sheet)
    assert openpyxl.load_workbook(target).sheetnames[0] == "Báo cáo"
    assert header <= 40
    assert tuple(cell.value for cell in sheet[header]) == HEADINGS == headings()


def test_every_task_has_its_row_with_all_that_is_known(target: Path) -> None:
    report = samples.ordinary()
    sheet = sheet_of(report, target)
    rows = list(task_rows(sheet))
    expected = [row for group in report.groups for row in group.rows]
    assert len(rows) == len(expected) == 45
    for number, row in zip(rows, expected, strict=True):
        assert cell_of(sheet, "number", number).value == int(row.task.number)
        assert cell_of(sheet, "content", number).value == row.task.content
        assert cell_of(sheet, "leads", number).value == ("; ".join(row.task.given.leads) or None)
        assert cell_of(sheet, "percent", number).value == row.standing.told_percent
        assert cell_of(sheet, "result", number).value == ((row.entry.result or None) if row.entry else None)


def test_a_group_stands_as_a_row_with_its_figures(target: Path) -> None:
    report = samples.ordinary()
    sheet = sheet_of(report, target)
    header = header_row(sheet)
    row = [cell.value for cell in sheet[header + 1]]
    assert row[0] == "I"
    assert row[1] == samples.GROUPS[0]
    assert row[FIELDS.index("status")] == "6 nhiệm vụ, 3 hoàn thành, 2 trong hạn, 1 quá hạn; không tính 1"
    assert [value for column, value in enumerate(row) if column not in {0, 1, FIELDS.index("status")}] == [
        None
    ] * 11
    assert sheet.cell(header + 1, 2).font.b


def test_no_row_of_a_task_is_merged(target: Path) -> None:
    sheet = sheet_of(samples.ordinary(), target)
    tasks = set(task_rows(sheet))
    assert not [area for area in sheet.merged_cells.ranges if area.min_row in tasks]


def test_the_number_and_the_percentage_are_numbers(target: Path) -> None:
    sheet = sheet_of(with_result(""), target)
    assert cell_of(sheet, "number").value == 1
    assert cell_of(sheet, "percent").value == 75


@pytest.mark.parametrize("number", ["1.1", "a)", "01", "I.2", "1234567890"])
def test_a_number_that_is_more_than_a_count_stays_as_printed(target: Path, number: str) -> None:
    assignment = replace(samples.given(0), number=number)
    assert (
        cell_of(
            sheet_of(one(assignment, samples.entry(1, samples.task(0, assignment))), target), "number"
        ).value
        == number
    )


@pytest.mark.parametrize(
    ("deadline", "value"),
    [
        (Deadline("31/12/2021", date(2021, 12, 31), date(2021, 12, 31), "day"), date(2021, 12, 31)),
        (Deadline("30/6/2021", date(2021, 6, 30), date(2021, 6, 30), "day"), date(2021, 6, 30)),
        (Deadline("1.2.2021", date(2021, 2, 1), date(2021, 2, 1), "day"), date(2021, 2, 1)),
        (Deadline("2021-02-01", date(2021, 2, 1), date(2021, 2, 1), "day"), date(2021, 2, 1)),
        (Deadline("Trước ngày 31/12/2021", None, date(2021, 12, 31), "day"), "Trước ngày 31/12/2021"),
        (Deadline("Quý IV/2021", date(2021, 10, 1), date(2021, 12, 31), "quarter"), "Quý IV/2021"),
        (Deadline("01/01/1900", date(1900, 1, 1), date(1900, 1, 1), "day"), "01/01/1900"),
        (Deadline("31/02/2021"), "31/02/2021"),
        (Deadline(""), None),
    ],
)
def test_a_deadline_is_a_day_only_where_it_was_written_as_one(
    target: Path, deadline: Deadline, value: date | str | None
) -> None:
    task = replace(samples.task(0, samples.given(0)), deadline=deadline)
    cell = cell_of(sheet_of(samples.report([samples.row(task, None)]), target), "deadline")
    assert plain(cell.value) == value
    if isinstance(value, date):
        assert cell.number_format == ("dd/m/yyyy" if value.month == 6 else "dd/mm/yyyy"), "as Word prints it"


def test_the_day_of_completion_is_a_day(target: Path) -> None:
    report = samples.ordinary()
    sheet = sheet_of(report, target)
    assert plain(cell_of(sheet, "completed_on").value) == date(2021, 12, 14)
    assert cell_of(sheet, "completed_on").number_format == "dd/mm/yyyy"


def test_status_and_state_are_told_in_full(target: Path) -> None:
    sheet = sheet_of(samples.ordinary(), target)
    rows = list(task_rows(sheet))
    told = {cell_of(sheet, "status", row).value for row in rows}
    assert {
        "Hoàn thành đúng hạn",
        "Chưa hoàn thành, quá hạn",
        "Không có thời hạn",
        "Không tính vào tổng số",
    } <= told
    assert {cell_of(sheet, "state", row).value for row in rows} == {
        "Đã hoàn thành",
        "Đang thực hiện",
        "Chưa thực hiện",
        "Chưa có số liệu",
        "Tạm dừng",
    }


def test_words_of_an_earlier_period_are_italic_and_explained(target: Path) -> None:
    report = with_result("Như kỳ trước")
    row = replace(report.groups[0].rows[0], carried=True)
    report = replace(report, groups=(replace(report.groups[0], rows=(row,)), *report.groups[1:]))
    sheet = sheet_of(report, target)
    assert cell_of(sheet, "result").font.i
    assert not cell_of(sheet, "content").font.i
    assert "Ghi chú: nội dung in nghiêng là kết quả của kỳ trước" in texts(sheet)


def test_a_group_whose_figures_are_too_long_for_their_place_is_told_in_brief(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(excel, "WIDTH", 142)
    sheet = sheet_of(samples.ordinary(), target)
    assert "5 nhiệm vụ, 2 hoàn thành" in texts(sheet).splitlines()


def test_a_group_title_that_is_too_long_for_one_line_gets_the_width_and_height_it_needs(target: Path) -> None:
    report = samples.ordinary(3)
    long = replace(report.groups[0], title="Bảo đảm các điều kiện " * 12)
    sheet = sheet_of(replace(report, groups=(long, *report.groups[1:])), target)
    group = header_row(sheet) + 1
    assert [str(area) for area in sheet.merged_cells.ranges if area.min_row == group] == [
        f"B{group}:I{group}"
    ]
    assert sheet.cell(group, 2).value == long.title
    assert (sheet.row_dimensions[group].height or 0) > 40


@pytest.mark.parametrize(
    ("count", "figures"),
    [(1, "I"), (4, "IV"), (9, "IX"), (14, "XIV"), (39, "XXXIX"), (63, "LXIII"), (0, "0")],
)
def test_groups_are_numbered_in_roman_figures(count: int, figures: str) -> None:
    assert roman(count) == figures


# --- the frame ---------------------------------------------------------------------------------


def test_the_heading_names_the_office_the_subject_and_the_day(target: Path) -> None:
    told = texts(sheet_of(samples.ordinary(), target))
    for part in (
        "ỦY BAN NHÂN DÂN TỈNH NAM ĐỊNH",
        "SỞ TƯ PHÁP",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "BÁO CÁO",
        f"Tình hình, kết quả thực hiện {samples.PROGRAMME.title}, quý IV/2021",
        "(Số liệu tính đến ngày 14/12/2021)",
        "Tổng số: 38 nhiệm vụ, 14 hoàn thành",
        "Nơi nhận:",
        "GIÁM ĐỐC",
        "Nguyễn Văn An",
    ):
        assert part in told
    assert re.search(r"^Số: +/BC-STP$", told, re.MULTILINE)
    assert re.search(r"^Nam Định, ngày +tháng 12 năm 2021$", told, re.MULTILINE)
    assert ILLUSTRATIVE not in told


def test_receivers_and_signature_are_those_of_the_office(target: Path) -> None:
    office = replace(
        samples.OFFICE, acting_for="Giám đốc", signer_title="Phó Giám đốc", receivers="Như trên\nLưu: VT"
    )
    told = texts(sheet_of(replace(samples.ordinary(3), office=office), target))
    assert "Nơi nhận:\n- Như trên;\n- Lưu: VT." in told
    assert "KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC\n" in told


def test_a_month_below_three_carries_a_zero(target: Path) -> None:
    report = replace(samples.ordinary(3), made_on=date(2022, 1, 5))
    assert re.search(r"ngày +tháng 01 năm 2022", texts(sheet_of(report, target)))


def test_an_office_that_is_not_set_yet_leaves_room(target: Path) -> None:
    told = texts(sheet_of(replace(samples.ordinary(3), office=Office()), target))
    assert re.search(r"^Số: +/BC$", told, re.MULTILINE)
    assert "………………, ngày" in told
    assert "None" not in told


def test_a_long_name_of_an_office_gets_the_height_it_needs(target: Path) -> None:
    office = replace(samples.OFFICE, department="Sở Tư pháp và các cơ quan phối hợp thực hiện " * 4)
    sheet = sheet_of(replace(samples.ordinary(3), office=office), target)
    assert (sheet.row_dimensions[2].height or 0) >= 34


def test_made_up_data_says_so_on_every_sheet_and_every_page(target: Path) -> None:
    samples.write(samples.illustrative(), target)
    for sheet in openpyxl.load_workbook(target):
        if sheet.title == SHEET:
            continue
        assert ILLUSTRATIVE in texts(sheet)
        assert centred(sheet.oddHeader) == ILLUSTRATIVE


def beginnings(sheet: Any, page: float = 487) -> list[int]:
    """Return the first row of each printed page, if so many points stand between the margins."""
    breaks = [one.id for one in sheet.row_breaks.brk]
    heights = [sheet.row_dimensions[row].height or 15.0 for row in range(1, sheet.max_row + 1)]
    columns: list[Any] = list(sheet.column_dimensions.values())
    wide = sum((column.width * 7 + 5) * (column.max - column.min + 1) for column in columns)
    room = page / min(1, 742 / (wide * 0.75))
    head = header_row(sheet)
    begins, used = [1], 0.0
    for row, height in enumerate(heights, 1):
        if used + height > room or row - 1 in breaks:
            begins.append(row)
            used = heights[head - 1] if row > head else 0.0
        used += height
    return begins


@pytest.mark.parametrize("count", range(8, 20))
def test_the_signature_stands_on_a_page_with_rows_of_the_table(target: Path, count: int) -> None:
    """However full the page before it is: a break of a page comes two rows before, or is not needed."""
    sheet = sheet_of(samples.ordinary(count), target)
    assert beginnings(sheet)[-1] < sheet.max_row - 2


@pytest.mark.parametrize("count", range(20, 60, 4))
def test_no_group_stands_last_on_a_page(target: Path, count: int) -> None:
    sheet = sheet_of(samples.ordinary(count), target)
    groups = [row for row in range(1, sheet.max_row) if re.fullmatch("[IVX]+", str(sheet.cell(row, 1).value))]
    assert len(groups) == 7
    begins = beginnings(sheet)
    assert not {row - 1 for row in begins} & set(groups)
    assert beginnings(sheet, 520) == begins  # whatever the printer finds


def test_it_is_fit_to_print(target: Path) -> None:
    sheet = sheet_of(samples.ordinary(), target)
    header = header_row(sheet)
    assert sheet.page_setup.paperSize == 9
    assert sheet.page_setup.orientation == "landscape"
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.print_title_rows == f"${header}:${header}"
    assert sheet.print_area == f"'Báo cáo'!$A$1:$N${sheet.max_row}"
    assert centred(sheet.oddFooter) == "Trang &P/&N"
    assert sheet.freeze_panes is None
    assert sheet.auto_filter.ref is None
    columns: list[Any] = list(sheet.column_dimensions.values())
    width = sum(column.width * (column.max - column.min + 1) for column in columns)
    assert width <= excel.WIDTH + 14


def test_the_rows_are_as_high_as_their_texts(target: Path) -> None:
    sheet = sheet_of(with_result("Một dòng.\n" * 20), target)
    assert 20 * 13 < (sheet.row_dimensions[next(task_rows(sheet))].height or 0) < 25 * 15
    assert cell_of(sheet, "result").alignment.wrap_text
    assert cell_of(sheet, "result").alignment.vertical == "top"


def test_a_text_that_no_row_can_show_is_printed_in_full_on_a_sheet_of_its_own(target: Path) -> None:
    text = "\n".join([samples.LONG_RESULT] * 12)
    samples.write(with_result(text), target)
    workbook = openpyxl.load_workbook(target)
    table, full = workbook["Báo cáo"], workbook["Toàn văn"]
    assert cell_of(table, "result").value == text
    assert "Toàn văn" in texts(table)
    head = header_row(full)
    rows = [
        (full.cell(row, 1).value, str(full.cell(row, 2).value)) for row in range(head + 1, full.max_row + 1)
    ]
    assert rows[0][0] == "Nhiệm vụ số 1, Kết quả thực hiện"
    assert rows[1][0] == "Nhiệm vụ số 1, Kết quả thực hiện (tiếp)"
    assert " ".join(part for _, part in rows).split() == text.split()


def test_a_long_text_that_its_row_shows_needs_no_sheet_of_its_own(target: Path) -> None:
    samples.write(with_result(" ".join([samples.LONG_RESULT] * 2)), target)
    assert "Toàn văn" not in openpyxl.load_workbook(target).sheetnames


# --- the further sheets ------------------------------------------------------------------------


def test_the_totals_close(target: Path) -> None:
    report = samples.ordinary()
    sheet = sheet_of(report, target, "Tổng hợp")
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=header_row(sheet) + 1)]
    last = max(place for place, row in enumerate(rows) if row[1] == "Tổng cộng")
    rows = rows[: last + 1]  # below it stand co-leads, which are no parts of a sum
    sums = [row for row in rows if row[1] == "Tổng cộng"]
    groups = [row for row in rows if row[1] in samples.GROUPS]
    agencies = [row for row in rows if isinstance(row[0], int)]
    expected = [38, *(report.total.of(status) for status in Status), "14/38"]
    assert [row[2:9] for row in sums] == [expected, expected]
    for part in (groups, agencies):
        assert [sum(int(str(row[column])) for row in part) for column in range(2, 8)] == expected[:6]
    assert sums[0][9] == 36.8
    assert all(row[2] == sum(int(str(value)) for value in row[3:8]) for row in (*groups, *agencies, *sums))


def test_a_share_is_rounded_as_it_is_on_paper(target: Path) -> None:
    """Every share that lies between two tenths: Excel rounds 6,25 up, and paper printed 6,2."""
    pairs = [
        (part, whole) for whole in (8, 16, 40, 48, 80, 112, 144, 160, 176, 200) for part in range(whole + 1)
    ]
    agencies = tuple(
        ReportAgency(f"{part}/{whole}", Totals(done_on_time=part, open_in_time=whole - part))
        for part, whole in pairs
    )
    sheet = sheet_of(replace(samples.ordinary(), agencies=agencies), target, "Tổng hợp")
    found = {
        str(row[1].value): (row[9].value, row[9].number_format)
        for row in sheet.iter_rows(min_row=header_row(sheet) + 1)
        if "/" in str(row[1].value)
    }
    assert len(found) == len(pairs)
    for agency in agencies:
        value, shown_as = found[agency.name]
        assert shown_as == "[$-42A]0.0"
        shown = Decimal(repr(float(str(value)))).quantize(Decimal("0.1"), ROUND_HALF_UP)
        assert percent(agency.totals) == f"{agency.name} ({shown}%)".replace(".0%", "%").replace(".", ",")


def test_a_share_without_a_denominator_is_no_number(target: Path) -> None:
    report = samples.ordinary(3)
    sheet = sheet_of(report, target, "Tổng hợp")
    row = next(row for row in sheet.iter_rows(values_only=True) if row[1] == samples.GROUPS[1])
    assert row[8:] == ("0/0", "–")


def test_a_task_without_a_lead_is_counted_under_no_name(target: Path) -> None:
    report = one(replace(samples.given(0), leads=()))
    sheet = sheet_of(report, target, "Tổng hợp")
    row = next(row for row in sheet.iter_rows(values_only=True) if row[1] == "(Không ghi cơ quan chủ trì)")
    assert row[2] == 1


def test_the_overdue_tasks_stand_with_their_days(target: Path) -> None:
    report = samples.ordinary()
    sheet = sheet_of(report, target, "Quá hạn")
    rows = list(sheet.iter_rows(min_row=header_row(sheet) + 1, values_only=True))
    assert len(rows) == report.total.open_overdue
    days = [int(str(row[6])) for row in rows]
    assert days == sorted(days, reverse=True)
    late = {(row[0], row[1]): row for row in rows}["I", 3]
    assert tuple(plain(value) for value in late[4:7]) == (date(2021, 11, 15), date(2021, 11, 15), 29)
    assert late[9] == samples.PROPOSALS[2]


def test_where_nothing_is_overdue_the_sheet_says_so(target: Path) -> None:
    sheet = sheet_of(with_result(""), target, "Quá hạn")
    assert "Không có nhiệm vụ quá hạn" in texts(sheet)


def test_an_overdue_task_of_no_group_of_which_nothing_is_recorded_is_listed(target: Path) -> None:
    assignment = replace(samples.given(2), group=None)
    row = samples.row(samples.task(2, assignment), None)
    report = samples.report([samples.row(samples.task(2, samples.given(2)), None)])
    group = replace(report.groups[0], rows=(row,))
    sheet = sheet_of(replace(report, groups=(group,)), target, "Quá hạn")
    found = list(sheet.iter_rows(values_only=True))[-1]
    assert found[:2] == (None, 3)
    assert found[8:] == (None, None)


def test_suspended_and_withdrawn_tasks_are_listed_apart(target: Path) -> None:
    report = samples.ordinary()
    sheet = sheet_of(report, target, "Không tính vào tổng")
    rows = list(sheet.iter_rows(min_row=header_row(sheet) + 1, values_only=True))
    assert len(rows) == len(report.apart) == 8
    assert rows[0][4] == "Tạm dừng"
    assert tuple(plain(value) for value in rows[-1][4:]) == (
        "Đã đưa ra khỏi danh mục",
        date(2021, 10, 1),
        "Theo Quyết định 15",
    )


def test_a_sheet_with_nothing_on_it_is_not_written(target: Path) -> None:
    samples.write(with_result(""), target)
    assert openpyxl.load_workbook(target).sheetnames == [
        "Báo cáo",
        "Dữ liệu",
        "Tổng hợp",
        "Quá hạn",
        SHEET,
    ]


# --- texts -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text", ["=1+1", "+84 24 1234", "- Đã xong", "@SUM(A1)", "'ghi chú", '=HYPERLINK("http://x")']
)
def test_a_text_never_becomes_a_formula(target: Path, text: str) -> None:
    cell = cell_of(sheet_of(with_result(text), target), "result")
    assert cell.value == text
    assert cell.data_type == "s"
    assert cell.quotePrefix


@pytest.mark.parametrize(
    "text",
    [
        "http://moj.gov.vn",
        "00123",
        "1e5",
        "TRUE",
        "<b>đậm</b>",
        "<r><t>x</t></r>",
        " cách ",
        "12/12",
        "001/12",
    ],
)
def test_a_text_stays_what_it_is(target: Path, text: str) -> None:
    cell = cell_of(sheet_of(with_result(text), target), "result")
    assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)


def test_what_looks_like_an_escape_of_excel_is_kept(target: Path) -> None:
    samples.write(with_result("a_x000D_b"), target)
    rows = CalamineWorkbook.from_path(target).get_sheet_by_name("Báo cáo").to_python()
    assert "a_x000D_b" in [row[FIELDS.index("result")] for row in rows]


def test_control_characters_go_and_lines_stay(target: Path) -> None:
    text = "một\r\nhai\rba\x0bbốn\tnăm\x00\x07\x1f\x7f\ud800\uffff"
    assert cell_of(sheet_of(with_result(text), target), "result").value == "một\nhai\nba\nbốn năm"


def test_right_to_left_marks_are_kept(target: Path) -> None:
    text = "a\u202eb\u200fc"
    assert cell_of(sheet_of(with_result(text), target), "result").value == text


def test_the_longest_text_that_excel_takes_is_kept_whole(target: Path) -> None:
    text = "chữ " * 8191 + "hết"
    assert len(text) == 32767
    assert cell_of(sheet_of(with_result(text), target), "result").value == text


@pytest.mark.parametrize("text", ["a" * 32768, "\U0001f600" * 16384])
def test_a_longer_text_is_refused_with_its_place_before_anything_is_written(target: Path, text: str) -> None:
    target.write_bytes(b"old")
    with pytest.raises(TextTooLong) as refusal:
        samples.write(with_result(text), target)
    assert (refusal.value.place, refusal.value.length) == ("Nhiệm vụ số 1, Kết quả thực hiện", 32768)
    assert target.read_bytes() == b"old"
    assert list(target.parent.iterdir()) == [target]


@pytest.mark.no_cover
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.text(st.characters(exclude_categories=("Cc", "Cs", "Cn")) | st.just("\n")),
        min_size=40,
        max_size=40,
    )
)
def test_any_text_survives_as_it_is(tmp_path: Path, words: list[str]) -> None:
    rows = []
    for index, word in enumerate(words):
        assignment = replace(samples.given(index), content=f"Việc {index}")
        task = samples.task(index, assignment)
        entry = ProgressEntry(task.id, "p", samples.QUARTER.starts_on, samples.CUT_OFF, result=word)
        rows.append(samples.row(task, entry))
    target = tmp_path / "văn bản.xlsx"
    samples.write(samples.report(rows), target)
    sheet = CalamineWorkbook.from_path(target).get_sheet_by_name("Báo cáo").to_python()
    column = FIELDS.index("result")
    assert [str(row[column]) for row in sheet if str(row[1]).startswith("Việc ")] == words


# --- writing -----------------------------------------------------------------------------------


def test_the_same_report_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        samples.write(samples.ordinary(), tmp_path / name)
    with zipfile.ZipFile(tmp_path / "a.xlsx") as one_file, zipfile.ZipFile(tmp_path / "b.xlsx") as other_file:
        assert one_file.namelist() == other_file.namelist()
        assert all(one_file.read(name) == other_file.read(name) for name in one_file.namelist())


def test_progress_counts_the_tasks_and_is_seldom(target: Path) -> None:
    seen: list[tuple[int, int]] = []
    samples.write(samples.ordinary(300), target, lambda done, total: seen.append((done, total)))
    assert seen[0] == (1, 300)
    assert seen[-1] == (300, 300)
    assert len(seen) < 60


def test_cancelling_leaves_the_old_file_and_nothing_beside_it(
    target: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    scratch = tmp_path_factory.mktemp("scratch")
    monkeypatch.setattr("tempfile.tempdir", str(scratch))
    target.write_bytes(b"old")

    def cancel(_done: int, _total: int) -> None:
        raise WorkCancelled

    with pytest.raises(WorkCancelled):
        samples.write(samples.ordinary(), target, cancel)
    assert target.read_bytes() == b"old"
    assert list(target.parent.iterdir()) == [target]
    assert list(scratch.iterdir()) == []


def test_a_file_that_the_library_cannot_open_is_refused_by_name(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def closed(_path: object, *_rest: object, **_more: object) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr("xlsxwriter.workbook.ZipFile", closed)
    with pytest.raises(TargetNotWritable):
        samples.write(samples.ordinary(3), target)
    assert list(target.parent.iterdir()) == []


def test_a_disk_that_fills_up_leaves_the_old_file(target: Path) -> None:
    target.write_bytes(b"old")
    script = (
        "import resource, sys; from pathlib import Path\n"
        "from desktop_app.domain.errors.refusals import DiskFull\n"
        "from tests.exchange.report_samples import ordinary, write\n"
        "report = ordinary()\n"
        "import xlsxwriter\n"
        "free = resource.getrlimit(resource.RLIMIT_FSIZE)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (9000, free[1]))\n"
        "try: write(report, Path(sys.argv[1]))\n"
        "except DiskFull: sys.exit(7)\n"
        "finally: resource.setrlimit(resource.RLIMIT_FSIZE, free)\n"
    )
    root = Path(excel.__file__).parents[3]
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-c", script, str(target)]
    assert subprocess.run(command, check=False, timeout=60, cwd=root, env=environment).returncode == 7
    assert target.read_bytes() == b"old"
    assert list(target.parent.iterdir()) == [target]
