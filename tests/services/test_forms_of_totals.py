"""Forms that count tasks by group or by agency, filled and compared cell by cell."""

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.chart import BarChart, Reference
from openpyxl.styles import Protection

from desktop_app.domain.errors.incoming import FormOfTotals
from desktop_app.domain.progress import ProgressChanges, State
from desktop_app.domain.reports import Report
from desktop_app.domain.status import Status
from desktop_app.services.forms.filling import FormChoices, FormPlan
from desktop_app.services.periods.figures import make_report
from desktop_app.services.tasks.register import Register
from desktop_app.services.workspace import Workspace
from tests.exchange import form_samples as forms
from tests.exchange.form_samples import of_totals
from tests.exchange.report_samples import GROUPS, OFFICE
from tests.services.filled_forms import filled_in, planned

SIGNS = ("I", "II", "III", "IV", "V", "VI", "VII")
FLAT = ("Tổng số nhiệm vụ", "Đã hoàn thành", "Chưa hoàn thành", "Quá hạn", "Không có thời hạn")
FLAT_KINDS = ("total", "done", "open", "open_overdue", "no_deadline")
STATUSES = {
    "done": {Status.DONE_ON_TIME, Status.DONE_LATE},
    "open": {Status.OPEN_IN_TIME, Status.OPEN_OVERDUE, Status.NO_DEADLINE},
    "total": set(Status),
} | {status.value: {status} for status in Status}


@pytest.fixture
def report(workspace: Workspace, filled: Register) -> Report:
    period = workspace.periods.find("2021-Q4", filled.programme)
    ids = [task.id for task in filled.tasks]
    early, late = date(2018, 3, 1), date(2021, 11, 20)
    changes: dict[int, ProgressChanges] = {key: {"completed_on": early} for key in ids[0:9:4]}
    changes |= {key: {"completed_on": late} for key in ids[1::5]}
    changes |= {key: {"percent": 40} for key in ids[2::5]}
    changes[ids[3]] = {"state": State.SUSPENDED}
    workspace.recording.record(filled, period, changes)
    return make_report(filled, period, OFFICE, date(2021, 12, 6))


def expected(report: Report, kind: str, group: int | None = None, lead: str | None = None) -> int:
    """Count in the plainest way, by another one than the program's."""
    return sum(
        row.standing.status in STATUSES[kind]
        for one in report.groups
        if group in (None, one.number)
        for row in one.rows
        if lead in (None, row.task.lead) and row.standing.status is not None
    )


def filled_by_agency(
    workspace: Workspace, report: Report, folder: Path, names: Iterable[str]
) -> tuple[FormPlan, Any]:
    """Return the plan and the filled sheet of a form with a row for each name, and one of the sum."""
    rows = [(number, name) for number, name in enumerate(names, 1)]
    path = of_totals(folder / "a.xlsx", ("TT", "Cơ quan, đơn vị", *FLAT), rows, total="word")
    plan = planned(workspace, report, path)
    return plan, filled_in(workspace, plan, folder / "b.xlsx")


def told(plan: FormPlan, code: str) -> list[str]:
    return [note.text for note in plan.notes if note.code == code]


def written(sheet: Any, row: int, columns: Sequence[int]) -> list[Any]:
    return [sheet.cell(row, column).value for column in columns]


def written_down(sheet: Any, column: int, rows: Sequence[int]) -> list[Any]:
    return [sheet.cell(row, column).value for row in rows]


# --- six forms ---------------------------------------------------------------------------------


def test_groups_with_parts_below_headings_and_a_row_of_formulas(
    workspace: Workspace, report: Report, tmp_path: Path
) -> None:
    """1. "Đã hoàn thành: Tổng số | Trong đó: đúng hạn | quá hạn", shares in percent cells, formulas kept."""
    form = forms.Form(tmp_path / "a.xlsx", 9)
    form.titles()
    sheet, top = form.sheet, form.row
    for column, title in (
        (0, "STT"),
        (1, "Nhóm nhiệm vụ, giải pháp"),
        (2, "Tổng số nhiệm vụ"),
        (8, "Ghi chú"),
    ):
        sheet.merge_range(top, column, top + 2, column, data=title, cell_format=form.head)
    sheet.merge_range(top, 3, top, 5, data="Đã hoàn thành", cell_format=form.head)
    sheet.merge_range(top + 1, 3, top + 2, 3, data="Số lượng", cell_format=form.head)
    sheet.merge_range(top + 1, 4, top + 1, 5, data="Trong đó:", cell_format=form.head)
    sheet.write(top + 2, 4, "Đúng hạn", form.head)
    sheet.write(top + 2, 5, "Quá hạn", form.head)
    sheet.merge_range(top, 6, top + 1, 7, data="Chưa hoàn thành", cell_format=form.head)
    sheet.write(top + 2, 6, "Quá hạn", form.head)
    sheet.write(top + 2, 7, "Tỷ lệ (%)", form.head)
    form.row += 3
    form.numbers()
    first = form.row
    for sign, title in zip(SIGNS, GROUPS, strict=True):
        for column in range(9):
            sheet.write_blank(form.row, column, None, form.share if column == 7 else form.text)
        sheet.write(form.row, 0, sign, form.text)
        sheet.write(form.row, 1, title.upper(), form.text)
        form.row += 1
    sheet.write(form.row, 1, "Cộng:", form.head)
    for column in range(2, 7):
        letter = chr(65 + column)
        sheet.write_formula(form.row, column, f"=SUM({letter}{first + 1}:{letter}{form.row})", form.head, 0)
    sheet.write_blank(form.row, 7, None, form.share)
    form.book.close()

    plan = planned(workspace, report, tmp_path / "a.xlsx")
    assert plan.rows == 8
    assert plan.tasks == 0
    out = filled_in(workspace, plan, tmp_path / "b.xlsx")
    kinds = ("total", "done", "done_on_time", "done_late", "open_overdue")
    for place in range(7):
        row = first + 1 + place
        assert written(out, row, range(3, 8)) == [expected(report, kind, place + 1) for kind in kinds]
        open_, total = (expected(report, kind, place + 1) for kind in ("open", "total"))
        assert out.cell(row, 8).value == pytest.approx(round(open_ / total, 3), abs=0.0006)
    assert out.cell(first + 8, 3).value == f"=SUM(C{first + 1}:C{first + 7})"
    assert out.cell(first + 8, 8).value == pytest.approx(
        expected(report, "open") / expected(report, "total"), abs=0.0006
    )
    assert out["B5"].value == "Tổng số nhiệm vụ"
    assert out["C5"].value == expected(report, "total")


def test_agencies_by_short_forms_and_earlier_names(
    workspace: Workspace, report: Report, tmp_path: Path
) -> None:
    """2. Names as the form's author spells them; one agency is not known, one row sums up."""
    agencies = {agency.name: agency.id for agency in workspace.agencies.all()}
    workspace.agencies.rename(agencies["Sở Y tế"], "Sở Y tế tỉnh")
    names = (
        "SỞ TƯ PHÁP",
        "Sở KH&ĐT",
        "VP Uỷ ban nhân dân tỉnh",
        "So Tai chinh",
        "Sở Y tế",
        "Sở Ngoại vụ",
        "Sở Công Thương",
    )
    meant = ("Sở Tư pháp", "Sở Kế hoạch và Đầu tư", "Văn phòng UBND tỉnh", "Sở Tài chính", "Sở Y tế", None)
    plan, out = filled_by_agency(workspace, report, tmp_path, names)
    for place, lead in enumerate(meant):
        numbers = [expected(report, kind, lead=lead) for kind in FLAT_KINDS] if lead else [None] * 5
        assert written(out, 8 + place, range(3, 8)) == numbers
    assert written(out, 14, range(3, 8)) == [0] * 5
    assert written(out, 15, range(3, 8)) == [expected(report, kind) for kind in FLAT_KINDS]
    assert told(plan, "name_unknown") == ["Sở Ngoại vụ"]
    named = {"Sở Tư pháp", "Sở Kế hoạch và Đầu tư", "Văn phòng UBND tỉnh", "Sở Tài chính", "Sở Y tế"}
    (left_out,) = told(plan, "not_named")
    assert set(left_out.split("; ")) == {one.name for one in report.agencies} - named


def test_short_forms_that_fit_one_agency_are_read_and_told(
    workspace: Workspace, report: Report, tmp_path: Path
) -> None:
    meant = {"Sở TP": "Sở Tư pháp", "Sở TC": "Sở Tài chính", "S. Y tế": "Sở Y tế", "Sở T": None}
    plan, out = filled_by_agency(workspace, report, tmp_path, meant)
    for row, lead in enumerate(meant.values(), 8):
        numbers = [expected(report, kind, lead=lead) for kind in FLAT_KINDS] if lead else [None] * 5
        assert written(out, row, range(3, 8)) == numbers
    assert told(plan, "name_short") == ["Sở Tư pháp", "Sở Tài chính", "Sở Y tế"]
    assert told(plan, "name_unknown") == ["Sở T"]


def test_agencies_below_their_groups_count_what_they_lead_there(
    workspace: Workspace, report: Report, tmp_path: Path
) -> None:
    """3. Each group, and below it its agencies; the same agency stands below several groups."""
    rows: list[tuple[str, str]] = []
    wanted: list[tuple[int, str | None]] = []
    for number in (1, 2, 5):
        rows.append((SIGNS[number - 1], GROUPS[number - 1]))
        wanted.append((number, None))
        rows += [("1", "- Sở Tư pháp"), ("2", "- Sở Tài chính")]
        wanted += [(number, "Sở Tư pháp"), (number, "Sở Tài chính")]
    path = of_totals(tmp_path / "a.xlsx", ("STT", "Nội dung", *FLAT), rows, total="word")
    out = filled_in(workspace, planned(workspace, report, path), tmp_path / "b.xlsx")
    for place, (group, lead) in enumerate(wanted):
        assert written(out, 8 + place, range(3, 8)) == [
            expected(report, kind, group, lead) for kind in FLAT_KINDS
        ]


def test_a_table_without_names_takes_every_lead_agency(
    workspace: Workspace, report: Report, tmp_path: Path
) -> None:
    """4. Two numbered rows wait for names; rows go in before the sums, which move along."""
    path = of_totals(
        tmp_path / "a.xlsx", ("STT", "Tên cơ quan chủ trì", *FLAT), [(1,), (2,)], total="formula"
    )
    plan = planned(workspace, report, path)
    leads = [one.name for one in report.agencies_as_listed if one.name]
    assert plan.added == len(leads) - 2
    out = filled_in(workspace, plan, tmp_path / "b.xlsx")
    for place, lead in enumerate(leads):
        assert written(out, 8 + place, range(1, 8)) == [
            place + 1,
            lead,
            *(expected(report, kind, lead=lead) for kind in FLAT_KINDS),
        ]
    assert out.cell(8 + len(leads), 3).value == f"=SUM(C8:C{7 + len(leads)})"


def test_groups_and_agencies_in_two_columns(workspace: Workspace, report: Report, tmp_path: Path) -> None:
    """5. A group merged downwards beside its agencies; how far the tasks are, in states."""
    leads = ("Sở Tư pháp", "Sở Nội vụ", "Sở Tài chính")
    states = ("Tổng số", "Hoàn thành", "Đang thực hiện", "Chưa thực hiện", "Tạm dừng", "Tỷ lệ hoàn thành (%)")

    def merge(form: forms.Form) -> None:
        for top, title in ((7, GROUPS[0]), (10, GROUPS[4])):
            form.sheet.merge_range(top, 0, top + 2, 0, data=title, cell_format=form.group)

    rows = [("", lead) for _ in range(2) for lead in leads]
    path = of_totals(tmp_path / "a.xlsx", ("Nhóm", "Đơn vị chủ trì", *states), rows, finish=merge)
    plan = planned(workspace, report, path)
    out = filled_in(workspace, plan, tmp_path / "b.xlsx")
    for place in range(6):
        group, lead = (1, 5)[place // 3], leads[place % 3]
        standings = [
            row.standing
            for row in next(one for one in report.groups if one.number == group).rows
            if row.task.lead == lead
        ]
        counted = [one for one in standings if one.status is not None]
        done = sum(one.state is State.DONE for one in counted)
        begun = sum(one.state is State.IN_PROGRESS for one in counted)
        stopped = sum(one.state is State.SUSPENDED for one in standings)
        share = round(100 * done / len(counted), 1) if counted else None
        assert written(out, 8 + place, range(3, 9)) == [
            len(counted),
            done,
            begun,
            len(counted) - done - begun,
            stopped,
            share,
        ]
    assert told(plan, "unrecorded")


def test_counts_below_agencies_count_what_each_leads_in_a_group(
    workspace: Workspace, report: Report, tmp_path: Path
) -> None:
    """Groups downwards and agencies across, two counts below each: a count is of both, or of nobody."""
    agencies = ("Sở Tư pháp", "Sở Nội vụ", "Sở Ngoại giao", "Tổng cộng")
    form = forms.Form(tmp_path / "a.xlsx", 2 + 2 * len(agencies))
    form.titles()
    sheet, top = form.sheet, form.row + 1
    for column, title in enumerate(("STT", "Nhóm nhiệm vụ")):
        sheet.merge_range(top - 1, column, top + 1, column, data=title, cell_format=form.head)
    sheet.merge_range(top - 1, 2, top - 1, 9, data="Kết quả theo cơ quan chủ trì", cell_format=form.head)
    for column, name in zip(range(2, 10, 2), agencies, strict=True):
        sheet.merge_range(top, column, top, column + 1, data=name, cell_format=form.head)
        sheet.write(top + 1, column, "Tổng số", form.head)
        sheet.write(top + 1, column + 1, "Đã hoàn thành", form.head)
    form.row += 3
    first = form.row + 1
    for sign, title in zip(SIGNS, GROUPS, strict=True):
        sheet.write_row(form.row, 0, (sign, title, *[""] * 8), form.text)
        form.row += 1
    form.book.close()
    plan = planned(workspace, report, tmp_path / "a.xlsx")
    assert [text.split(" - ")[1] for text in told(plan, "name_unknown")] == ["Sở Ngoại giao"] * 2
    out = filled_in(workspace, plan, tmp_path / "b.xlsx")
    for row, group in enumerate(report.groups, first):
        for column, lead in zip(range(3, 11, 2), ("Sở Tư pháp", "Sở Nội vụ", "", None), strict=True):
            wanted = [expected(report, kind, group.number, lead) for kind in ("total", "done")]
            assert written(out, row, range(column, column + 2)) == (wanted if lead != "" else [None] * 2)


def test_two_lists_on_a_protected_sheet_behind_a_cover_with_a_chart(
    workspace: Workspace, report: Report, tmp_path: Path
) -> None:
    """6. A cover first, then groups and agencies one after another; one hidden column, one locked, marks."""
    rows: list[tuple[str | int, str]] = [(SIGNS[place], title) for place, title in enumerate(GROUPS)]
    rows += [("", "Theo cơ quan"), (1, "Sở Tư pháp"), (2, "Sở Nội vụ")]
    made = of_totals(tmp_path / "made.xlsx", ("STT", "Chỉ tiêu", *FLAT, "Điểm thi đua"), rows)
    book = openpyxl.load_workbook(made)
    sheet = book[forms.SHEET]
    cover = book.create_sheet("Hướng dẫn", 0)
    cover["A1"] = "Các đơn vị ghi số liệu vào biểu số 01"
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=3, min_row=8, max_row=14))
    book.create_chartsheet("Biểu đồ").add_chart(chart)
    sheet.column_dimensions["E"].hidden = True
    sheet.protection.sheet = True
    for cells in sheet["C8:F17"]:
        for cell in cells:
            cell.protection = Protection(locked=False)
    sheet["D16"] = "x"
    book.save(tmp_path / "a.xlsx")

    plan = planned(workspace, report, tmp_path / "a.xlsx")
    out = filled_in(workspace, plan, tmp_path / "b.xlsx")
    for place in range(7):
        assert written(out, 8 + place, range(3, 8)) == [
            *(expected(report, kind, place + 1) for kind in FLAT_KINDS[:4]),
            None,
        ]
    assert written(out, 15, range(3, 8)) == [None] * 5
    ours = [expected(report, kind, lead="Sở Tư pháp") for kind in FLAT_KINDS]
    assert written(out, 16, range(3, 8)) == [ours[0], "x", ours[2], ours[3], None]
    assert told(plan, "name_unknown") == ["Theo cơ quan"]
    assert told(plan, "column_unknown") == ["Điểm thi đua"]
    assert told(plan, "crossed") == ["Sở Tư pháp"]
    assert len(told(plan, "locked")) >= 9
    assert out.protection.sheet
    assert out.column_dimensions["E"].hidden
    assert openpyxl.load_workbook(tmp_path / "b.xlsx").sheetnames == [cover.title, forms.SHEET, "Biểu đồ"]


def test_classes_of_agencies_above_their_agencies(
    workspace: Workspace, report: Report, tmp_path: Path
) -> None:
    ids = {one.name: one.id for one in workspace.agencies.all()}
    local = ("Sở Tư pháp", "Sở Nội vụ")
    workspace.agencies.classify([ids[name] for name in local], "Địa phương")
    register = workspace.register(workspace.programme().id)
    report = workspace.reports.report(register, report.period, date(2021, 12, 6))
    rows = [("A", "Địa phương"), (1, "Sở Tư pháp"), (2, "Sở Nội vụ"), ("B", "Bộ, ngành")]
    path = of_totals(tmp_path / "a.xlsx", ("STT", "Cơ quan", *FLAT), rows, total="word")
    plan = planned(workspace, report, path)
    out = filled_in(workspace, plan, tmp_path / "b.xlsx")
    assert written(out, 8, range(3, 8)) == [
        sum(expected(report, kind, lead=lead) for lead in local) for kind in FLAT_KINDS
    ]
    assert written(out, 9, range(3, 8)) == [expected(report, kind, lead=local[0]) for kind in FLAT_KINDS]
    assert written(out, 12, range(3, 8)) == [expected(report, kind) for kind in FLAT_KINDS]
    assert told(plan, "name_unknown") == ["Bộ, ngành"]


# --- what is not clear, and what a person says -------------------------------------------------


def test_columns_that_could_mean_two_counts_wait_for_a_word(
    workspace: Workspace, report: Report, tmp_path: Path
) -> None:
    path = of_totals(
        tmp_path / "a.xlsx", ("STT", "Đơn vị", "Tổng số", "Đúng hạn", "Quá hạn"), [(1, "Sở Tư pháp")]
    )
    plan = planned(workspace, report, path)
    assert told(plan, "column_doubtful") == ["Đúng hạn", "Quá hạn"]
    out = filled_in(workspace, plan, tmp_path / "b.xlsx")
    assert written(out, 8, range(3, 6)) == [expected(report, "total", lead="Sở Tư pháp"), None, None]

    said = FormChoices(some_columns={3: "done_on_time", 4: "done_late"})
    plan = planned(workspace, report, path, said)
    assert not told(plan, "column_doubtful")
    for target, again in (("c.xlsx", plan), ("d.xlsx", None)):
        plan = again or planned(workspace, report, path)
        out = filled_in(workspace, plan, tmp_path / target)
        assert written(out, 8, range(4, 6)) == [
            expected(report, kind, lead="Sở Tư pháp") for kind in ("done_on_time", "done_late")
        ]


def test_a_count_that_the_program_does_not_have_is_left_alone(
    workspace: Workspace, report: Report, tmp_path: Path
) -> None:
    titles = (
        "TT",
        "Tên đơn vị",
        "Tổng số NV được giao trong kỳ",
        "Số nhiệm vụ hoàn thành trước hạn, đúng hạn",
        "Số nhiệm vụ hoàn thành quá hạn",
        "Lý do quá hạn",
    )
    path = of_totals(tmp_path / "a.xlsx", titles, [(1, "Sở Tư pháp")])
    plan = planned(workspace, report, path)
    assert told(plan, "column_unknown") == [titles[2]]
    out = filled_in(workspace, plan, tmp_path / "b.xlsx")
    assert written(out, 8, range(3, 7)) == [
        None,
        expected(report, "done_on_time", lead="Sở Tư pháp"),
        expected(report, "done_late", lead="Sở Tư pháp"),
        None,
    ]


def test_an_agency_named_twice_is_left_alone(workspace: Workspace, report: Report, tmp_path: Path) -> None:
    rows = [(1, "Sở Tư pháp"), (2, "Sở Nội vụ"), (3, "STP")]
    path = of_totals(tmp_path / "a.xlsx", ("STT", "Đơn vị", *FLAT), rows)
    plan = planned(workspace, report, path)
    out = filled_in(workspace, plan, tmp_path / "b.xlsx")
    assert told(plan, "name_twice") == ["Sở Tư pháp", "STP"]
    assert [out.cell(row, 3).value for row in (8, 9, 10)] == [
        None,
        expected(report, "total", lead="Sở Nội vụ"),
        None,
    ]


def test_a_column_that_is_to_stay_empty_stays_empty(
    workspace: Workspace, report: Report, tmp_path: Path
) -> None:
    path = of_totals(tmp_path / "a.xlsx", ("STT", "Đơn vị", *FLAT), [(1, "Sở Tư pháp")])
    plan = planned(workspace, report, path, FormChoices(some_columns={3: "ignore"}))
    out = filled_in(workspace, plan, tmp_path / "b.xlsx")
    assert out["D8"].value is None
    assert out["E8"].value == expected(report, "open", lead="Sở Tư pháp")


ACROSS = (
    "Tổng số nhiệm vụ được giao",
    "Đã hoàn thành",
    "- Đúng hạn",
    "- Quá hạn",
    "Chưa hoàn thành",
    "Trong đó:",
    "- Trong hạn",
    "- Quá hạn",
)
ACROSS_KINDS = ("total", "done", "done_on_time", "done_late", "open", None, "open_in_time", "open_overdue")


@pytest.mark.parametrize("first", ["", "Toàn đề án"])
def test_agencies_as_columns(workspace: Workspace, report: Report, tmp_path: Path, first: str) -> None:
    agencies = [one.name for one in report.agencies if one.name][:3]
    titles = ("STT", "Chỉ tiêu", *filter(None, [first]), *agencies, "Sở Ngoại giao", "Ghi chú")
    rows = list(enumerate(ACROSS, 1))
    plan = planned(workspace, report, of_totals(tmp_path / "a.xlsx", titles, rows))
    assert told(plan, "name_unknown") == ["Sở Ngoại giao"]
    sheet = filled_in(workspace, plan, tmp_path / "b.xlsx")
    for column, name in enumerate(titles[2:], 3):
        for row, kind in enumerate(ACROSS_KINDS, 8):
            known = kind is not None and (name in agencies or name == first)
            lead = None if name == first else name
            wanted = expected(report, kind or "total", lead=lead) if known else None
            assert sheet.cell(row, column).value == wanted, (name, kind)


def test_parts_add_up_where_what_has_no_deadline_stands_apart(
    workspace: Workspace, report: Report, tmp_path: Path
) -> None:
    """ "Chưa hoàn thành" has two parts then; with a part left out, the form says that there is a third."""
    parts = ("Chưa hoàn thành", "- Trong hạn", "- Quá hạn")
    titles = ("STT", "Chỉ tiêu", "Toàn đề án", *(f"Nhóm {one.number}" for one in report.groups))
    rows = list(enumerate(("Tổng số", "Đã hoàn thành", *parts, "Không có thời hạn"), 1))
    plan = planned(workspace, report, of_totals(tmp_path / "a.xlsx", titles, rows))
    sheet = filled_in(workspace, plan, tmp_path / "b.xlsx")
    for column in range(3, 3 + 1 + len(report.groups)):
        total, done, left, in_time, late, undated = written_down(sheet, column, range(8, 14))
        assert (total, left) == (done + left + undated, in_time + late)
    assert sheet.cell(13, 3).value == expected(report, "no_deadline") > 0
    assert told(plan, "undated") == []
    short = planned(workspace, report, of_totals(tmp_path / "c.xlsx", titles, rows[:5]))
    assert told(short, "undated") == [str(expected(report, "no_deadline"))]
    out = filled_in(workspace, short, tmp_path / "d.xlsx")
    assert written_down(out, 3, range(8, 11)) == [
        expected(report, kind) for kind in ("total", "done", "open")
    ]


def test_groups_as_columns_leave_what_is_no_count_alone(
    workspace: Workspace, report: Report, tmp_path: Path
) -> None:
    titles = ("Chỉ tiêu", *(f"Nhóm {one.number}" for one in report.groups))
    rows = [("Tổng số",), ("Số cuộc họp",), ("Quá hạn",), ("Tỷ lệ hoàn thành (%)",)]
    plan = planned(workspace, report, of_totals(tmp_path / "a.xlsx", titles, rows))
    assert told(plan, "column_unknown") == ["Số cuộc họp"]
    sheet = filled_in(workspace, plan, tmp_path / "b.xlsx")
    for column, group in enumerate(report.groups, 2):
        total, done = (expected(report, kind, group.number) for kind in ("total", "done"))
        late = expected(report, "open_overdue", group.number)
        share = round(100 * done / total, 1) if total else None
        assert written_down(sheet, column, range(8, 12)) == [total, None, late, share]


def test_an_officer_says_what_the_rows_below_agencies_count(
    workspace: Workspace, report: Report, tmp_path: Path
) -> None:
    """The word is remembered for the next form with the same rows; a row that is to stay empty does."""
    titles = ("Chỉ tiêu", "Sở Tư pháp", "Sở Y tế", "Sở Nội vụ", "Công an tỉnh")
    rows = [("Tổng số",), ("Đã hoàn thành",), ("Việc tồn",)]
    path = of_totals(tmp_path / "a.xlsx", titles, rows)
    plan = planned(workspace, report, path, FormChoices(rows={8: "ignore", 9: "open"}))
    assert plan.form.titles == ((7, "Tổng số"), (8, "Đã hoàn thành"), (9, "Việc tồn"))
    assert plan.form.columns == {7: "total", 9: "open"}
    ours = [expected(report, kind, lead="Sở Tư pháp") for kind in ("total", "open")]
    assert plan.sample(9)[0] == str(ours[1])
    out = filled_in(workspace, plan, tmp_path / "b.xlsx")
    assert written_down(out, 2, range(8, 11)) == [ours[0], None, ours[1]]
    again = planned(workspace, report, path)
    assert again.form.columns == {7: "total", 8: "done", 9: "open"}


@pytest.mark.parametrize(
    ("titles", "rows"),
    [
        (("STT", "Đơn vị", *FLAT), [(1, "Sở Ngoại giao"), (2, "Ban Dân tộc")]),
        (
            ("STT", "Nội dung", "Sở Ngoại giao", "Ban Dân tộc", "Tổng cộng"),
            [(1, "Tổng số nhiệm vụ"), (2, "Đã hoàn thành")],
        ),
        (
            ("STT", "Đơn vị", "Tổng số NV được giao trong kỳ", "Số NV còn lại kỳ trước", "Ghi chú"),
            [(1, "Sở Tư pháp")],
        ),
    ],
    ids=["nobody known", "nobody known across", "counts that are not known"],
)
def test_a_form_of_which_nothing_fits_is_refused_and_nothing_is_written(
    workspace: Workspace,
    report: Report,
    tmp_path: Path,
    titles: Sequence[str],
    rows: Sequence[Sequence[Any]],
) -> None:
    path = of_totals(tmp_path / "a.xlsx", titles, rows)
    before = path.read_bytes()
    with pytest.raises(FormOfTotals) as refused:
        planned(workspace, report, path)
    assert refused.value.sheet == forms.SHEET
    assert path.read_bytes() == before
    assert list(tmp_path.glob("*.xlsx")) == [path]


def test_where_nothing_was_recorded_only_the_number_of_tasks_is_filled_in(
    workspace: Workspace, filled: Register, tmp_path: Path
) -> None:
    period = workspace.periods.find("2021-Q4", filled.programme)
    report = make_report(filled, period, OFFICE, date(2021, 12, 6))
    path = of_totals(tmp_path / "a.xlsx", ("STT", "Đơn vị", *FLAT), [(1, "Sở Tư pháp")])
    out = filled_in(workspace, planned(workspace, report, path), tmp_path / "b.xlsx")
    assert written(out, 8, range(3, 8)) == [24, None, None, None, None]
