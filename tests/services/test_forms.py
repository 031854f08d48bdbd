"""The Ministry's own form: what is filled, what is kept, what is told."""

import re
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from openpyxl.styles import Protection

from desktop_app.domain.errors.incoming import (
    ColumnMissing,
    FormNotKept,
    FormNotWorkbook,
    FormProtected,
    HeadingMissing,
    SheetMissing,
)
from desktop_app.domain.errors.refusals import SourceDamaged, TargetNotWritable, TextTooLong
from desktop_app.domain.reports.report import Report
from desktop_app.exchange.forms import filling
from desktop_app.exchange.forms._inserted_rows import put_page_header
from desktop_app.exchange.forms.package import Package
from desktop_app.exchange.forms.shift import InsertedRows
from desktop_app.services.forms.filling import FormChoices, FormPlan
from desktop_app.services.periods.figures import make_report
from desktop_app.services.tasks.register import Register
from desktop_app.services.workspace import Workspace
from tests.exchange import form_samples as forms
from tests.exchange.report_samples import GROUPS, OFFICE
from tests.services.filled_forms import planned

ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII")
ALL_HEADERS = (
    "<oddHeader>&amp;CX</oddHeader><oddFooter>F</oddFooter>"
    "<evenHeader>&amp;CX</evenHeader><firstHeader>&amp;CX</firstHeader>"
)
RESULT = "=SUM(1;2) là văn bản, không phải công thức"


@pytest.fixture
def report(workspace: Workspace, filled: Register) -> Report:
    period = workspace.periods.find("2021-Q4", filled.programme)
    first, second = filled.tasks[0], filled.tasks[3]
    workspace.recording.record(
        filled,
        period,
        {
            first.id: {"completed_on": date(2021, 11, 20), "result": RESULT},
            second.id: {
                "percent": 40,
                "difficulty": "Thiếu kinh phí",
                "result": "Đang lấy ý kiến\ncác sở, ngành",
            },
        },
    )
    return make_report(filled, period, OFFICE, date(2021, 12, 6))


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "đã điền.xlsx"


def sheet_of(path: Path) -> Any:
    return openpyxl.load_workbook(path)[forms.SHEET]


def filled_in(
    workspace: Workspace, report: Report, path: Path, out: Path, choices: FormChoices | None = None
) -> Any:
    workspace.forms.fill(planned(workspace, report, path, choices), out)
    return sheet_of(out)


def codes(plan: FormPlan) -> dict[str, int]:
    found: dict[str, int] = {}
    for note in plan.notes:
        found[note.code] = found.get(note.code, 0) + 1
    return found


def column(sheet: Any, letter: str, first: int, last: int) -> list[Any]:
    return [sheet[f"{letter}{row}"].value for row in range(first, last + 1)]


def test_a_column_of_percentages_is_filled_and_read_back_as_excel_shows_it(
    workspace: Workspace, report: Report, tmp_path: Path
) -> None:
    titles = (
        "STT",
        "Nội dung nhiệm vụ",
        "Cơ quan chủ trì",
        "Thời hạn",
        "Kết quả",
        "Tỷ lệ hoàn thành (%)",
        "Ghi chú",
    )
    path = forms.empty(tmp_path / "a.xlsx", titles=titles)
    book = openpyxl.load_workbook(path)
    for row in range(9, 12):
        book[forms.SHEET][f"F{row}"].number_format = "0%"
    book.save(path)
    sheet = filled_in(workspace, report, path, tmp_path / "b.xlsx")
    held = {sheet[f"B{row}"].value: sheet[f"F{row}"] for row in range(9, 60)}
    rows = [row for group in report.groups for row in group.rows]
    assert {row.task.content: held[row.task.content].value for row in rows} == {
        row.task.content: row.standing.percent / 100 if row.standing.recorded else None for row in rows
    }
    assert {held[row.task.content].number_format for row in rows} == {"0%"}


def test_an_empty_table_takes_every_task_under_its_group(
    workspace: Workspace, report: Report, tmp_path: Path
) -> None:
    path = forms.empty(tmp_path / "a.xlsx")
    plan = planned(workspace, report, path)
    assert (plan.tasks, plan.added) == (42, 42 + 7 - 3)
    sheet = filled_in(workspace, report, path, tmp_path / "b.xlsx")
    contents = column(sheet, "B", 9, 57)
    assert [text for text in contents if text in GROUPS] == list(GROUPS)
    assert [text for text in contents if text not in GROUPS] == [
        row.task.content for group in report.groups for row in group.rows
    ]
    assert (sheet["A9"].value, sheet["B9"].font.b, sheet["A10"].value) == ("I", True, 1)
    assert (sheet["E10"].value, sheet["E10"].data_type, sheet["E10"].quotePrefix) == (RESULT, "s", True)
    assert (sheet["F10"].value, sheet["F13"].value) == (100, 40)
    assert sheet["B57"].border.left.style == sheet["B10"].border.left.style == "thin"


def test_the_labels_around_the_table_are_answered(
    workspace: Workspace, report: Report, tmp_path: Path
) -> None:
    sheet = filled_in(workspace, report, forms.empty(tmp_path / "a.xlsx"), tmp_path / "b.xlsx")
    assert sheet["A3"].value == "Tên đơn vị: Sở Tư pháp"
    assert sheet["B4"].value == "Quý IV/2021"
    assert (sheet["C5"].value, sheet["E5"].value) == (42, 1)
    assert sheet["D60"].value == "…………, ngày 06 tháng 12 năm 2021"


@pytest.mark.parametrize(
    ("listed", "code", "name"), [("34", "15", "Lào Cai"), ("63", "15", "Yên Bái"), ("", "", None)]
)
def test_a_form_that_asks_for_the_province_is_told_its_name(
    workspace: Workspace, report: Report, tmp_path: Path, listed: str, code: str, name: str | None
) -> None:
    path = forms.empty(tmp_path / "a.xlsx")
    book = openpyxl.load_workbook(path)
    book[forms.SHEET]["G4"] = "Tỉnh, thành phố:"
    book.save(path)
    office = replace(report.office, province_list=listed, province_code=code)
    sheet = filled_in(workspace, replace(report, office=office), path, tmp_path / "b.xlsx")
    assert sheet["H4"].value == name


def test_a_label_right_behind_inserted_rows_is_answered_where_it_moves(
    workspace: Workspace, report: Report, tmp_path: Path, out: Path
) -> None:
    path = forms.empty(tmp_path / "a.xlsx")
    book = openpyxl.load_workbook(path)
    sheet = book[forms.SHEET]
    assert (sheet["A11"].value, sheet["E12"].value) == (3, None)
    sheet["E12"] = "…………, ngày …… tháng …… năm ……"
    book.save(path)
    filled = filled_in(workspace, report, path, out)
    assert filled["E58"].value == "…………, ngày 06 tháng 12 năm 2021"
    assert filled["B57"].value == report.groups[-1].rows[-1].task.content


def test_a_label_can_be_left_alone(workspace: Workspace, report: Report, tmp_path: Path) -> None:
    choices = FormChoices(labels={(2, 0): "ignore", (59, 3): "ignore"})
    sheet = filled_in(workspace, report, forms.empty(tmp_path / "a.xlsx"), tmp_path / "b.xlsx", choices)
    assert sheet["A3"].value == "Tên đơn vị: ……………………"


def test_formulas_ranges_and_names_move_with_the_rows(
    workspace: Workspace, report: Report, tmp_path: Path
) -> None:
    sheet = filled_in(workspace, report, forms.empty(tmp_path / "a.xlsx"), tmp_path / "b.xlsx")
    book = openpyxl.load_workbook(tmp_path / "b.xlsx")
    assert sheet["C58"].value == "=COUNTA(B9:B57)"
    assert book["Tổng hợp"]["A1"].value == f"='{forms.SHEET}'!C58*2"
    assert book.defined_names["Bang"].attr_text == f"'{forms.SHEET}'!$A$9:$G$57"
    assert book.defined_names["Tong"].attr_text == f"'{forms.SHEET}'!$C$58"
    assert sheet.print_title_rows == "$7:$7"
    assert sheet.print_area == f"'{forms.SHEET}'!$A$1:$G$66"
    (validation,) = sheet.data_validations.dataValidation
    assert str(validation.sqref) == "G9:G57"
    assert [str(one.sqref) for one in sheet.conditional_formatting] == ["F9:F57"]
    merged = {str(one) for one in sheet.merged_cells.ranges}
    assert {"D60:G60", "A61:C61", "D61:G61", "A1:C1"} <= merged
    assert {cell.coordinate for cells in sheet.iter_rows() for cell in cells if cell.comment} == {"E7", "D61"}
    with zipfile.ZipFile(tmp_path / "b.xlsx") as package:
        chart = package.read("xl/charts/chart1.xml").decode()
        drawing = package.read("xl/drawings/drawing1.xml").decode()
        assert package.read("xl/media/image1.png") == forms.picture().read()
    assert f"'{forms.SHEET}'!$F$9:$F$57" in chart
    assert re.findall(r"<xdr:from>.*?<xdr:row>(\d+)</xdr:row>", drawing) == ["62", "62"]
    assert "Mẫu do Bộ Tư pháp ban hành" in drawing


CHAIN = "application/vnd.openxmlformats-officedocument.spreadsheetml.calcChain+xml"
CHAIN_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/calcChain"


def with_calc_chain(source: Path, target: Path) -> Path:
    """Copy a workbook with the order of calculation that Excel keeps."""
    added = {
        "[Content_Types].xml": f'<Override PartName="/xl/calcChain.xml" ContentType="{CHAIN}"/></Types>',
        "xl/_rels/workbook.xml.rels": f'<Relationship Id="rId99" Type="{CHAIN_RELATION}" '
        'Target="calcChain.xml"/></Relationships>',
    }
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            text = old.read(name)
            if name in added:
                text = text.decode().replace(f"</{added[name].rpartition('</')[2]}", added[name]).encode()
            new.writestr(name, text)
        new.writestr("xl/calcChain.xml", '<calcChain><c r="C13" i="1"/></calcChain>')
    return target


@pytest.mark.parametrize(("free", "kept"), [(3, False), (60, True)])
def test_the_order_of_calculation_goes_where_rows_are_added(
    workspace: Workspace, report: Report, tmp_path: Path, free: int, *, kept: bool
) -> None:
    """It names cells that have moved, and Excel calls the workbook damaged."""
    path = with_calc_chain(forms.empty(tmp_path / "a.xlsx", free=free), tmp_path / "b.xlsx")
    filled_in(workspace, report, path, tmp_path / "c.xlsx")
    with zipfile.ZipFile(tmp_path / "c.xlsx") as package:
        parts = ("[Content_Types].xml", "xl/_rels/workbook.xml.rels")
        named = ["calcChain" in package.read(part).decode() for part in parts]
        assert ["xl/calcChain.xml" in package.namelist(), *named] == [kept] * 3


def test_nothing_but_the_cells_changes_where_no_row_is_added(
    workspace: Workspace, report: Report, tmp_path: Path, out: Path
) -> None:
    path = forms.empty(tmp_path / "a.xlsx", free=60)
    plan = planned(workspace, report, path)
    assert plan.added == 0
    workspace.forms.fill(plan, out)
    before, after = Package(path), Package(out)
    changed = set(before.differences(after))
    assert changed <= {
        "xl/worksheets/sheet1.xml",
        "xl/worksheets/sheet2.xml",
        "xl/workbook.xml",
        "xl/styles.xml",
    }
    sheet = sheet_of(out)
    assert column(sheet, "A", 58, 60) == [None, None, None]  # the numbers of rows that stay free


def test_group_rows_keep_their_place_and_take_their_tasks(
    workspace: Workspace, report: Report, tmp_path: Path, out: Path
) -> None:
    path = forms.grouped(tmp_path / "a.xlsx", list(zip(ROMAN, GROUPS, strict=True)))
    plan = planned(workspace, report, path)
    assert (plan.tasks, plan.added, codes(plan)) == (42, 35, {})
    workspace.forms.fill(plan, out)
    sheet = sheet_of(out)
    rows = {sheet.cell(row, 2).value: row for row in range(9, 60)}
    for group in report.groups:
        under = [sheet.cell(rows[group.title] + 1 + place, 2).value for place in range(len(group.rows))]
        assert under == [row.task.content for row in group.rows]
    done = rows[report.groups[0].rows[0].task.content]
    assert sheet.cell(done, 5).value == 1  # the form shows hundredths
    assert sheet.cell(done, 6).value.date() == date(2021, 11, 20)
    assert sheet.cell(done, 4).value == RESULT


def test_a_group_that_the_form_lacks_is_told(workspace: Workspace, report: Report, tmp_path: Path) -> None:
    path = forms.grouped(tmp_path / "a.xlsx", list(zip(ROMAN[:6], GROUPS[:6], strict=True)), free=2)
    plan = planned(workspace, report, path)
    assert codes(plan) == {"group_missing": len(report.groups[6].rows)}
    assert plan.tasks == 42 - len(report.groups[6].rows)


def test_listed_tasks_are_found_by_number_and_content(
    workspace: Workspace, report: Report, tmp_path: Path, out: Path
) -> None:
    tasks = [row.task for group in report.groups for row in group.rows][:5]
    rows = [(task.number, task.content.upper()) for task in reversed(tasks)]
    rows[1] = (rows[1][0], rows[1][1] + " tại địa phương")
    path = forms.listed(tmp_path / "a.xlsx", [*rows, ("99", "Việc mà tỉnh không được giao")])
    plan = planned(workspace, report, path)
    assert (plan.tasks, plan.added) == (5, 0)
    assert codes(plan) == {"row_unknown": 1, "row_near": 1, "task_missing": 37, "too_tall": 1}
    workspace.forms.fill(plan, out)
    sheet = sheet_of(out)
    assert column(sheet, "B", 8, 13) == [content for _, content in rows] + ["Việc mà tỉnh không được giao"]
    assert (sheet["E12"].value, sheet["F12"].value) == (RESULT, 100)
    assert sheet["C12"].value == "; ".join(tasks[0].given.leads)  # the form left it open
    assert sheet["G12"].value == '=IF(F12=100,"Xong","")'
    assert sheet["E13"].value is None


def test_tasks_that_the_form_does_not_list_can_be_added(
    workspace: Workspace, report: Report, tmp_path: Path, out: Path
) -> None:
    tasks = [row.task for group in report.groups for row in group.rows]
    path = forms.listed(tmp_path / "a.xlsx", [(task.number, task.content) for task in tasks[:3]])
    plan = planned(workspace, report, path, FormChoices(add_missing=True))
    assert (plan.tasks, plan.added) == (42, 39)
    workspace.forms.fill(plan, out)
    sheet = sheet_of(out)
    assert column(sheet, "B", 8, 49) == [task.content for task in tasks]
    assert sheet["G49"].value == '=IF(F49=100,"Xong","")'


def test_words_of_the_form_are_replaced_only_by_words_and_it_is_told(
    workspace: Workspace, report: Report, tmp_path: Path, out: Path
) -> None:
    tasks = [row.task for group in report.groups for row in group.rows][:2]
    path = forms.listed(
        tmp_path / "a.xlsx", [(task.number, task.content) for task in tasks], held="Quý trước"
    )
    plan = planned(workspace, report, path)
    assert [(cell.old, cell.value) for cell in plan.replaced] == [("Quý trước", RESULT)]
    assert codes(plan)["kept"] == 1
    workspace.forms.fill(plan, out)
    assert column(sheet_of(out), "E", 8, 9) == [RESULT, "Quý trước"]


def test_the_mapping_can_be_changed_and_is_remembered(
    workspace: Workspace, report: Report, tmp_path: Path, out: Path
) -> None:
    path = forms.empty(tmp_path / "a.xlsx", free=60)
    book = openpyxl.load_workbook(path)
    book[forms.SHEET].data_validations.dataValidation.clear()
    book.save(path)
    first = planned(workspace, report, path)
    columns = {column: "difficulty" if column == 6 else field for column, field in first.form.heading.columns}
    plan = planned(workspace, report, path, FormChoices(columns=columns))
    assert plan.sample(6) == ("Thiếu kinh phí",)
    workspace.forms.fill(plan, out)
    again = planned(workspace, report, forms.empty(tmp_path / "c.xlsx"))
    assert dict(again.form.heading.columns)[6] == "difficulty"


def test_a_column_told_as_circumstances_takes_the_recorded_words(
    workspace: Workspace, report: Report, tmp_path: Path
) -> None:
    titles = ("TT", "Nội dung", "Chủ trì", "Thời hạn", "Tình hình thực hiện", "Tiến độ (%)", "Ghi chú")
    plan = planned(workspace, report, forms.empty(tmp_path / "a.xlsx", titles=titles))
    assert dict(plan.form.heading.columns)[4] == "result"


def test_a_form_in_text_cells_gets_texts(
    workspace: Workspace, report: Report, tmp_path: Path, out: Path
) -> None:
    path = forms.empty(tmp_path / "a.xlsx", free=60)
    book = openpyxl.load_workbook(path)
    for row in range(9, 69):
        for letter in "DF":
            book[forms.SHEET][f"{letter}{row}"].number_format = "@"
    book.save(path)
    sheet = filled_in(workspace, report, path, out)
    assert sheet["F10"].value == "100"
    assert sheet["D10"].value == "30/06/2018"


def test_a_date_in_a_cell_without_a_format_is_a_day_all_the_same(
    workspace: Workspace, report: Report, tmp_path: Path, out: Path
) -> None:
    sheet = filled_in(workspace, report, forms.empty(tmp_path / "a.xlsx"), out)
    assert (sheet["D10"].value.date(), sheet["D10"].number_format) == (date(2018, 6, 30), "dd/mm/yyyy")


def test_a_cell_merged_over_several_rows_is_not_filled_and_told(
    workspace: Workspace, report: Report, tmp_path: Path
) -> None:
    tasks = [row.task for group in report.groups for row in group.rows][:3]
    path = forms.listed(tmp_path / "a.xlsx", [(task.number, task.content) for task in tasks])
    book = openpyxl.load_workbook(path)
    book[forms.SHEET].merge_cells("E8:E10")
    book.save(path)
    assert codes(planned(workspace, report, path))["merged"] == 1


def test_macros_stay_byte_for_byte(workspace: Workspace, report: Report, tmp_path: Path) -> None:
    source, path = forms.empty(tmp_path / "a.xlsx"), tmp_path / "a.xlsm"
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "[Content_Types].xml":
                data = data.replace(b"openxmlformats-officedocument.spreadsheetml.sheet.main", b"x")
                data = data.replace(
                    b"application/vnd.x+xml", b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"
                )
            new.writestr(name, data)
        new.writestr("xl/vbaProject.bin", b"\xd0\xcf macro")
        new.writestr("_xmlsignatures/sig1.xml", b"<a/>")
    plan = planned(workspace, report, path)
    assert {"rows_macros", "signature"} <= set(codes(plan))
    workspace.forms.fill(plan, tmp_path / "b.xlsm")
    with zipfile.ZipFile(tmp_path / "b.xlsm") as package:
        assert package.read("xl/vbaProject.bin") == b"\xd0\xcf macro"


def protected(path: Path, unlocked: str = "", **options: bool) -> Path:
    book = openpyxl.load_workbook(path)
    sheet = book[forms.SHEET]
    sheet.protection.sheet = True
    for name, value in options.items():
        setattr(sheet.protection, name, value)
    if unlocked:
        for cells in sheet[unlocked]:
            for cell in cells:
                cell.protection = Protection(locked=False)
    book.save(path)
    return path


def test_a_locked_cell_is_refused_with_its_name(workspace: Workspace, report: Report, tmp_path: Path) -> None:
    with pytest.raises(FormProtected) as refused:
        planned(workspace, report, protected(forms.empty(tmp_path / "a.xlsx", free=60)))
    assert (refused.value.sheet, refused.value.cell) == (forms.SHEET, "A9")


def test_the_open_cells_of_a_protected_form_are_filled(
    workspace: Workspace, report: Report, tmp_path: Path, out: Path
) -> None:
    path = protected(forms.empty(tmp_path / "a.xlsx", free=60), "A1:G80")
    assert filled_in(workspace, report, path, out)["E10"].value == RESULT


def test_bad_forms_are_refused(workspace: Workspace, report: Report, tmp_path: Path) -> None:
    text = tmp_path / "a.xlsx"
    text.write_bytes(b"PK\x03\x04 broken")
    with pytest.raises(SourceDamaged):
        workspace.forms.open(text)
    book = openpyxl.Workbook()
    book.worksheets[0]["A1"] = "Không có bảng nào"
    book.save(text)
    with pytest.raises(HeadingMissing):
        planned(workspace, report, text)
    with pytest.raises(SheetMissing):
        planned(workspace, report, text, FormChoices(sheet="Trang khác"))
    path = forms.empty(tmp_path / "b.xlsx")
    with pytest.raises(ColumnMissing):
        planned(workspace, report, path, FormChoices(columns={1: "ignore", 0: "number", 4: "result"}))


def test_an_old_workbook_is_refused_with_the_way_out(workspace: Workspace) -> None:
    old = next((Path(__file__).parent.parent / "data" / "lists").glob("*.xls"), None)
    assert old is not None
    with pytest.raises(FormNotWorkbook):
        workspace.forms.open(old)


def test_a_text_that_no_cell_holds_is_refused_before_anything_is_written(
    workspace: Workspace, report: Report, tmp_path: Path, out: Path
) -> None:
    group = report.groups[0]
    row = group.rows[0]
    assert row.entry is not None
    long = replace(row, entry=replace(row.entry, result="x" * 32_768))
    changed = replace(report, groups=(replace(group, rows=(long, *group.rows[1:])), *report.groups[1:]))
    out.write_text("cũ", encoding="utf-8")
    with pytest.raises(TextTooLong) as refused:
        workspace.forms.fill(planned(workspace, changed, forms.empty(tmp_path / "a.xlsx")), out)
    assert (refused.value.length, "Kết quả thực hiện" in refused.value.place) == (32_768, True)
    assert out.read_text(encoding="utf-8") == "cũ"
    with pytest.raises(TargetNotWritable):
        workspace.forms.fill(
            planned(workspace, report, forms.empty(tmp_path / "a.xlsx")), tmp_path / "x" / "y.xlsx"
        )


def test_what_does_not_read_back_is_not_kept(
    workspace: Workspace, report: Report, tmp_path: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = planned(workspace, report, forms.empty(tmp_path / "a.xlsx"))
    plan.filled.written.append(filling.FormCell(0, 20, "result", "khác", "thử"))
    with pytest.raises(FormNotKept) as refused:
        workspace.forms.fill(plan, out)
    assert refused.value.cell == "U1"
    assert not out.exists()


def test_made_up_data_says_so_on_every_page(
    workspace: Workspace, report: Report, tmp_path: Path, out: Path
) -> None:
    made_up = replace(report, programme=replace(report.programme, illustrative=True))
    plan = planned(workspace, made_up, forms.empty(tmp_path / "a.xlsx"))
    assert "page_header" in codes(plan)
    workspace.forms.fill(plan, out)
    assert sheet_of(out).oddHeader.center.text == "DỮ LIỆU MINH HỌA"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", "<headerFooter><oddHeader>&amp;CX</oddHeader></headerFooter>"),
        (
            "<headerFooter><oddHeader>&amp;LA&amp;C&amp;P&amp;RB</oddHeader><oddFooter>F</oddFooter></headerFooter>",
            (
                "<headerFooter><oddHeader>&amp;LA&amp;CX &amp;P&amp;RB</oddHeader><oddFooter>F</oddFooter>"
                "</headerFooter>"
            ),
        ),
        (
            '<headerFooter differentOddEven="1" differentFirst="1"><oddFooter>F</oddFooter></headerFooter>',
            '<headerFooter differentOddEven="1" differentFirst="1">' + ALL_HEADERS + "</headerFooter>",
        ),
        (
            "<headerFooter><oddHeader>&amp;LA&amp;RB</oddHeader></headerFooter>",
            "<headerFooter><oddHeader>&amp;LA&amp;CX&amp;RB</oddHeader></headerFooter>",
        ),
    ],
)
def test_a_page_header_is_added_to_what_is_there(before: str, after: str) -> None:
    name = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    root = etree.fromstring(
        f'<worksheet xmlns="{name}"><sheetData/><pageSetup/>{before}<rowBreaks/></worksheet>'
    )
    put_page_header(root, "X")
    put_page_header(root, "X")
    assert etree.tostring(root).decode() == (
        f'<worksheet xmlns="{name}"><sheetData/><pageSetup/>{after}<rowBreaks/></worksheet>'
    )


@pytest.mark.no_cover
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    text=st.text(
        st.characters(codec="utf-8") | st.sampled_from("=+-@'\n\t\u200f\x07_x000D_"), min_size=1, max_size=60
    )
)
def test_any_text_is_filled_as_it_is(
    workspace: Workspace, filled: Register, tmp_path: Path, text: str
) -> None:
    period = workspace.periods.find("2021-Q4", filled.programme)
    task = filled.tasks[0]
    report = make_report(filled, period, OFFICE, date(2021, 12, 6))
    group = report.groups[0]
    entry = workspace.recording.record(filled, period, {task.id: {"percent": 10}})[0]
    row = replace(group.rows[0], entry=replace(entry, result=text))
    report = replace(report, groups=(replace(group, rows=(row,)),))
    path = tmp_path / "a.xlsx"
    if not path.exists():
        forms.empty(path)
    workspace.forms.fill(planned(workspace, report, path), tmp_path / "b.xlsx")


@pytest.fixture
def shift() -> InsertedRows:
    return InsertedRows("Biểu 1", {10: 5})


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("SUM(A9:A10)", "SUM(A9:A15)"),
        ("SUM(A9:A9)+A10", "SUM(A9:A9)+A10"),
        ("A11", "A16"),
        ("$A$11:B$20", "$A$16:B$25"),
        ('IF(A11="A11",1,0)', 'IF(A16="A11",1,0)'),
        ("'Biểu 1'!A11+Khác!A11", "'Biểu 1'!A16+Khác!A11"),
        ("SUM(9:10)", "SUM(9:15)"),
        ("SUM(A:A)", "SUM(A:A)"),
        ("Tên_vùng+LOG10(A12)", "Tên_vùng+LOG10(A17)"),
    ],
)
def test_formulas_follow_inserted_rows(shift: InsertedRows, before: str, after: str) -> None:
    assert shift.formula(before, "Biểu 1") == after
    assert shift.formula(f"={before}", "Biểu 1") == f"={after}"


def test_a_formula_that_cannot_be_read_stays(shift: InsertedRows) -> None:
    assert shift.formula('"', "Biểu 1") == '"'
    assert shift.reference("không") == "không"
