"""Forms of six kinds as ministries issue them.

With dropdowns, a protected sheet, sub-headings, totals by group or agency, hidden columns, a chart sheet.
"""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from openpyxl.styles import Protection

from desktop_app.domain.errors.incoming import FormNotWorkbook, FormProtected
from desktop_app.domain.progress import State
from desktop_app.domain.reports import Report
from desktop_app.domain.status import Status
from desktop_app.exchange.reports.table import state_text
from desktop_app.resources import words
from desktop_app.services.forms.filling import FormChoices, FormPlan
from desktop_app.services.periods.figures import make_report
from desktop_app.services.tasks.register import Register
from desktop_app.services.wording import say
from desktop_app.services.workspace import Workspace
from tests.exchange import form_samples as forms
from tests.exchange.report_samples import GROUPS, OFFICE
from tests.exchange.test_readers import flat, zipped
from tests.services.filled_forms import filled_in, planned

STATES = ("1. Hoàn thành", "2. Đang triển khai", "3. Chưa triển khai")
STATUSES = ("Đúng hạn", "Hoàn thành chậm", "Trong hạn", "Chậm tiến độ")
TITLES = ("STT", "Nội dung nhiệm vụ", "Cơ quan chủ trì", "Trạng thái", "Tình trạng", "Kết quả", "Ghi chú")


@pytest.fixture
def report(workspace: Workspace, filled: Register) -> Report:
    period = workspace.periods.find("2021-Q4", filled.programme)
    tasks = filled.tasks
    workspace.recording.record(
        filled,
        period,
        {
            tasks[0].id: {"completed_on": date(2021, 11, 20), "result": "Đã ban hành"},
            tasks[1].id: {"percent": 40, "result": "Đang lấy ý kiến"},
            tasks[2].id: {"state": State.SUSPENDED},
        },
    )
    return make_report(filled, period, OFFICE, date(2021, 12, 6))


def codes(plan: FormPlan) -> set[str]:
    return {note.code for note in plan.notes}


# --- dropdowns ---------------------------------------------------------------------------------


def with_lists(path: Path, state: Any, status: Any, **look: Any) -> Path:
    form = forms.Form(path, len(TITLES))
    form.titles()
    form.heading(TITLES)
    first = form.row
    form.free(60)
    for column, source in ((3, state), (4, status)):
        form.sheet.data_validation(
            first, column, form.row - 1, column, {"validate": "list", "source": source, **look}
        )
    form.foot(first)
    lists = form.book.add_worksheet("Danh mục")
    for row, word in enumerate(STATES):
        lists.write(row + 1, 2, word)
    for row, word in enumerate(STATUSES):
        lists.write(row, 0, word)
    lists.hide()
    form.book.define_name("TrangThai", "='Danh mục'!$C$2:$C$4")
    form.book.close()
    return path


@pytest.mark.parametrize(
    ("state", "status"),
    [
        (list(STATES), list(STATUSES)),
        ("='Danh mục'!$C$2:$C$4", "='Danh mục'!$A$1:$A$4"),
        ("=TrangThai", list(STATUSES)),
    ],
    ids=["typed", "another sheet", "a name"],
)
def test_the_words_of_the_forms_own_lists_are_used(
    workspace: Workspace, report: Report, tmp_path: Path, state: Any, status: Any
) -> None:
    plan = planned(workspace, report, with_lists(tmp_path / "a.xlsx", state, status))
    sheet = filled_in(workspace, plan, tmp_path / "b.xlsx")
    held = {
        sheet.cell(row, 2).value: [sheet.cell(row, column).value for column in (4, 5)] for row in range(8, 60)
    }
    states = {State.DONE: STATES[0], State.IN_PROGRESS: STATES[1], State.NOT_STARTED: STATES[2]}
    statuses = dict(zip(list(Status)[:4], STATUSES, strict=True))
    for row in (row for group in report.groups for row in group.rows):
        standing = row.standing
        assert held[row.task.content] == [
            states.get(standing.state) if standing.recorded else None,
            statuses.get(standing.status or Status.NO_DEADLINE),
        ]
    told = {note.text for note in plan.notes if note.code == "not_listed"}
    assert words("state")["suspended"] in told
    unlisted = {words("status_long")["no_deadline"], words("status")["apart"], words("state")["suspended"]}
    unlisted |= {words("unrecorded")["state"]}
    assert told <= unlisted


def test_a_list_that_only_advises_takes_the_programs_own_words(
    workspace: Workspace, report: Report, tmp_path: Path
) -> None:
    """Its own word where it has one for what is meant."""
    advised = ["Xanh", "Đỏ", "Đang làm - trễ hạn"]
    path = with_lists(tmp_path / "a.xlsx", ["Xanh", "Đỏ"], advised, error_type="information")
    plan = planned(workspace, report, path)
    sheet = filled_in(workspace, plan, tmp_path / "b.xlsx")
    assert words("state")["done"] in {sheet.cell(row, 4).value for row in range(8, 60)}
    statuses = {sheet.cell(row, 5).value for row in range(8, 60)}
    assert {advised[2], words("status_long")["open_in_time"]} <= statuses
    assert words("status_long")["open_overdue"] not in statuses
    assert "not_listed" not in codes(plan)


def test_a_list_that_a_formula_makes_is_told(workspace: Workspace, report: Report, tmp_path: Path) -> None:
    path = with_lists(tmp_path / "a.xlsx", "=INDIRECT($A$1)", list(STATUSES))
    assert "list_unread" in codes(planned(workspace, report, path))


def test_lists_go_with_the_rows_that_are_inserted(
    workspace: Workspace, report: Report, tmp_path: Path
) -> None:
    path = forms.empty(tmp_path / "a.xlsx")
    plan = planned(workspace, report, path, FormChoices(some_columns={6: "state"}))
    assert plan.added
    sheet = filled_in(workspace, plan, tmp_path / "b.xlsx")
    assert {sheet.cell(row, 7).value for row in range(9, 57)} == {None}
    assert {note.text for note in plan.notes if note.code == "not_listed"} == {
        state_text(row) for group in report.groups for row in group.rows
    }


# --- protection --------------------------------------------------------------------------------


def protected(path: Path, opened: str) -> Path:
    book = openpyxl.load_workbook(path)
    sheet = book[forms.SHEET]
    sheet.protection.sheet = True
    for cells in sheet[opened]:
        for cell in cells:
            cell.protection = Protection(locked=False)
    book.save(path)
    return path


def test_a_protected_sheet_is_filled_where_it_is_open_and_the_rest_is_told(
    workspace: Workspace, report: Report, tmp_path: Path
) -> None:
    tasks = [row.task for group in report.groups for row in group.rows][:3]
    listed = forms.listed(tmp_path / "a.xlsx", [(task.number, task.content) for task in tasks])
    plan = planned(workspace, report, protected(listed, "E8:E10"))
    assert "locked" in codes(plan)
    sheet = filled_in(workspace, plan, tmp_path / "b.xlsx")
    assert [sheet[f"E{row}"].value for row in (8, 9)] == ["Đã ban hành", "Đang lấy ý kiến"]
    assert [sheet[f"F{row}"].value for row in (8, 9, 10)] == [None, None, None]
    assert sheet["A3"].value == "Tên đơn vị: ……………………"
    assert sheet.protection.sheet


def test_what_has_no_room_on_a_protected_sheet_is_told(
    workspace: Workspace, report: Report, tmp_path: Path
) -> None:
    plan = planned(workspace, report, protected(forms.empty(tmp_path / "a.xlsx"), "A1:G80"))
    assert (plan.tasks, plan.added) == (2, 0)
    assert sum(note.code == "no_room" for note in plan.notes) == 40
    sheet = filled_in(workspace, plan, tmp_path / "b.xlsx")
    assert [sheet[f"B{row}"].value for row in (9, 10)] == [GROUPS[0], report.groups[0].rows[0].task.content]


def test_a_sheet_without_an_open_cell_is_refused(
    workspace: Workspace, report: Report, tmp_path: Path
) -> None:
    with pytest.raises(FormProtected) as refused:
        planned(workspace, report, protected(forms.empty(tmp_path / "a.xlsx", free=60), "A1:G4"))
    assert refused.value.cell == "A9"


# --- sub-headings ------------------------------------------------------------------------------


def with_parts(path: Path, above: str, parts: Sequence[str]) -> Path:
    last = 2 + len(parts)
    form = forms.Form(path, last + 2)
    form.titles()
    row, sheet = form.row, form.sheet
    for column, title in ((0, "TT"), (1, "Nội dung nhiệm vụ"), (2, "Cơ quan chủ trì"), (last + 1, "Ghi chú")):
        sheet.merge_range(row, column, row + 1, column, data=title, cell_format=form.head)
    sheet.merge_range(row, 3, row, last, data=above, cell_format=form.head)
    for column, title in enumerate(parts, 3):
        sheet.write(row + 1, column, title, form.head)
    form.row += 2
    first = form.row
    form.free(60)
    form.foot(first)
    form.book.close()
    return path


@pytest.mark.parametrize(
    ("above", "parts", "meant"),
    [
        ("Tiến độ thực hiện", ("Kết quả", "Ngày hoàn thành"), ("result", "completed_on")),
        ("Tiến độ thực hiện", ("Thời hạn", "Ngày hoàn thành"), ("deadline", "completed_on")),
        ("Tình hình thực hiện", ("Tiến độ thực hiện", "Thời gian hoàn thành"), ("result", "completed_on")),
        ("Kế hoạch", ("Thời hạn", "Sản phẩm"), ("deadline", "output")),
    ],
)
def test_parts_of_a_heading_are_understood(
    workspace: Workspace,
    report: Report,
    tmp_path: Path,
    above: str,
    parts: tuple[str, ...],
    meant: tuple[str, ...],
) -> None:
    plan = planned(workspace, report, with_parts(tmp_path / "a.xlsx", above, parts))
    fields = dict(plan.form.heading.columns)
    assert tuple(fields[3 + place] for place in range(len(parts))) == meant
    sheet = filled_in(workspace, plan, tmp_path / "b.xlsx")
    if "completed_on" in meant:
        days = [sheet.cell(row, 4 + meant.index("completed_on")).value for row in range(9, 70)]
        assert [day.date() for day in days if day is not None] == [date(2021, 11, 20)]


def test_a_list_of_tasks_with_marks_for_their_state_is_no_form_that_counts(
    workspace: Workspace, report: Report, tmp_path: Path
) -> None:
    titles = (
        "STT",
        "Nội dung nhiệm vụ",
        "Cơ quan chủ trì",
        "Thời hạn",
        "Đã hoàn thành",
        "Quá hạn",
        "Ghi chú",
    )
    assert planned(workspace, report, forms.empty(tmp_path / "a.xlsx", titles=titles)).tasks == 42


# --- hidden columns, a chart sheet, other formats ----------------------------------------------


def hidden(path: Path) -> Path:
    forms.empty(path, free=60)
    book = openpyxl.load_workbook(path)
    book[forms.SHEET].column_dimensions["D"].hidden = True
    book.save(path)
    return path


def charted(path: Path) -> Path:
    book = xlsxwriter.Workbook(path)
    chart: Any = book.add_chart({"type": "column"})
    sheet = book.add_worksheet(forms.SHEET)
    page: Any = book.add_chartsheet("Biểu đồ")
    for column, title in enumerate(forms.PLAIN):
        sheet.write(0, column, title)
        for row in range(1, 61):
            sheet.write_blank(row, column, None, book.add_format({"border": 1}))
    chart.add_series({"values": [forms.SHEET, 1, 5, 60, 5]})
    page.set_chart(chart)
    book.close()
    return path


@pytest.mark.parametrize("make", [hidden, charted])
def test_hidden_columns_and_chart_sheets_stay(
    workspace: Workspace, report: Report, tmp_path: Path, make: Callable[[Path], Path]
) -> None:
    path = make(tmp_path / "a.xlsx")
    plan = planned(workspace, report, path)
    sheet = filled_in(workspace, plan, tmp_path / "b.xlsx")
    rows = {sheet.cell(row, 2).value: sheet.cell(row, 6).value for row in range(2, 70)}
    for row in (row for group in report.groups for row in group.rows):
        assert rows[row.task.content] == (row.standing.percent if row.standing.recorded else None)
    before, after = openpyxl.load_workbook(path), openpyxl.load_workbook(tmp_path / "b.xlsx")
    assert [one.title for one in after.chartsheets] == [one.title for one in before.chartsheets]
    assert sheet.column_dimensions["D"].hidden == before[forms.SHEET].column_dimensions["D"].hidden


@pytest.mark.parametrize("ending", ["xls", "ods"])
def test_forms_of_other_formats_are_refused_with_the_way_out(
    workspace: Workspace, tmp_path: Path, ending: str
) -> None:
    old = next((Path(__file__).parent.parent / "data" / "lists").glob("*.xls"))
    row = "<table:table-row><table:table-cell><text:p>STT</text:p></table:table-cell></table:table-row>"
    found = old if ending == "xls" else zipped(tmp_path / "a.ods", flat(row))
    with pytest.raises(FormNotWorkbook) as refused:
        workspace.forms.open(found)
    assert "Lưu thành" in say(refused.value)
