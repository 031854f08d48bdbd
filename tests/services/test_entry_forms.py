"""Entry forms: what goes out to an agency, and what is taken of what comes back."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop_app.domain.errors.incoming import (
    EntryFormForeign,
    EntryFormPeriod,
    EntryFormUnknownPeriod,
    HeadingMissing,
)
from desktop_app.domain.errors.periods import PeriodSealed
from desktop_app.domain.errors.refusals import NotFound, TargetNotWritable
from desktop_app.domain.period import Period
from desktop_app.domain.progress import State
from desktop_app.domain.reports import Office
from desktop_app.domain.task import Task
from desktop_app.domain.text import tidy
from desktop_app.exchange.forms.entry_form import TITLE
from desktop_app.exchange.forms.entry_form_reading import read_entry_form
from desktop_app.exchange.reading.sheets import read_workbook
from desktop_app.exchange.writing.file_names import distinct, plain_name
from desktop_app.exchange.writing.machine_sheet import SHEET
from desktop_app.services.forms.entry_forms import EntryPlan
from desktop_app.services.tasks.register import Register
from desktop_app.services.workspace import Workspace
from desktop_app.storage.history.search import ActFilter
from tests.services.conftest import given as assignment

DAY = date(2021, 12, 1)
AGENCY = "Sở Tài chính"
COLUMNS = {
    "state": "E",
    "percent": "F",
    "completed_on": "G",
    "result": "H",
    "difficulty": "I",
    "note": "K",
    "key": "L",
}


@pytest.fixture
def form(workspace: Workspace, filled: Register, q4: Period, tmp_path: Path) -> Path:
    first = tasks_of(filled)[0]
    workspace.recording.record(filled, q4, {first.id: {"percent": 40, "result": "Đã dự thảo"}})
    return workspace.entry_forms.write(filled, q4, AGENCY, tmp_path / "phiếu.xlsx", DAY).path


def tasks_of(register: Register, agency: str = AGENCY) -> list[Task]:
    return [task for task in register.tasks if agency in task.given.leads]


def row_of(sheet: Any, task: Task) -> int:
    return next(row for row in range(1, sheet.max_row + 1) if sheet.cell(row, 12).value == task.id)


def changed(path: Path, change: Callable[[Any], None], *, keyed: bool = True) -> Path:
    book = openpyxl.load_workbook(path)
    change(book[TITLE])
    if not keyed:
        del book[SHEET]
    book.save(path)
    return path


def fill(path: Path, task: Task, **values: Any) -> Path:
    def write(sheet: Any) -> None:
        for name, value in values.items():
            sheet[f"{COLUMNS[name]}{row_of(sheet, task)}"] = value

    return changed(path, write)


def codes(plan: EntryPlan) -> list[str]:
    return [problem.code for row in plan.refused for problem in row.problems]


def told(plan: EntryPlan) -> dict[str, Any]:
    return {change.field: change.incoming for row in plan.changed for change in row.changes}


def test_a_form_lists_what_its_agency_leads(form: Path, filled: Register) -> None:
    sheet: Any = openpyxl.load_workbook(form)[TITLE]
    tasks = tasks_of(filled)
    assert [sheet.cell(row_of(sheet, task), 2).value for task in tasks] == [task.content for task in tasks]
    first = row_of(sheet, tasks[0])
    assert [sheet[f"{COLUMNS[name]}{first}"].value for name in ("state", "percent", "result")] == [
        "Đang thực hiện",
        40,
        "Đã dự thảo",
    ]
    words = " ".join(str(cell.value) for cells in sheet["A1:L9"] for cell in cells if cell.value)
    assert f"Cơ quan: {AGENCY}" in words
    assert "nd09/2021-Q4" in words
    assert "DỮ LIỆU MINH HỌA" not in words


def test_only_the_entry_cells_can_be_typed_in(form: Path, filled: Register) -> None:
    book = openpyxl.load_workbook(form)
    sheet: Any = book[TITLE]
    row = row_of(sheet, tasks_of(filled)[0])
    assert sheet.protection.sheet
    assert [cell.coordinate[0] for cell in sheet[row] if not cell.protection.locked] == list("EFGHIJK")
    rules = {str(one.sqref)[0]: one for one in sheet.data_validations.dataValidation}
    assert rules["E"].formula1 == '"Chưa thực hiện,Đang thực hiện,Đã hoàn thành,Tạm dừng"'
    assert (rules["F"].type, rules["F"].formula1, rules["F"].formula2) == ("whole", "0", "100")
    assert rules["G"].type == "date"
    assert book[SHEET].sheet_state == "veryHidden"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)


def test_one_form_for_each_lead_agency(
    workspace: Workspace, filled: Register, q4: Period, tmp_path: Path
) -> None:
    written = workspace.entry_forms.write_all(filled, q4, tmp_path / "phiếu", DAY)
    assert {one.agency for one in written} == {name for task in filled.tasks for name in task.given.leads}
    assert all(one.path.exists() and one.path.name.isascii() and " " not in one.path.name for one in written)
    assert sum(one.tasks for one in written) == sum(len(task.given.leads) for task in filled.tasks)
    assert "Phieu_2021-Q4_So_Tai_chinh.xlsx" in {one.path.name for one in written}


def test_a_form_says_who_sends_it_and_when_it_is_due_back(
    workspace: Workspace, filled: Register, q4: Period, tmp_path: Path
) -> None:
    workspace.office.put(Office(department="Sở Tư pháp", full_name="Sở Tư pháp tỉnh Nam Định"))
    forms, path = workspace.entry_forms, tmp_path / "a.xlsx"
    assert forms.usual_due(q4, q4.cut_off) == q4.cut_off
    assert forms.usual_due(q4, q4.cut_off + timedelta(days=1)) == q4.send_by
    assert forms.usual_due(q4, date(2030, 1, 1)) is None
    forms.write(filled, q4, AGENCY, target=path, made_on=DAY, due=date(2021, 12, 5))
    lines = [
        row[0] for row in openpyxl.load_workbook(path).worksheets[0].iter_rows(max_row=8, values_only=True)
    ]
    assert "Cơ quan lập phiếu: Sở Tư pháp tỉnh Nam Định; gửi lại chậm nhất ngày 05/12/2021" in lines
    form = read_entry_form(read_workbook(path)).made
    assert form is not None
    assert (form.sender, form.due) == ("Sở Tư pháp tỉnh Nam Định", date(2021, 12, 5))


def test_where_nothing_can_be_written_it_says_so(
    workspace: Workspace, filled: Register, q4: Period, tmp_path: Path
) -> None:
    (tmp_path / "tệp").write_text("x", encoding="utf-8")
    with pytest.raises(TargetNotWritable):
        workspace.entry_forms.write_all(filled, q4, tmp_path / "tệp", DAY)
    with pytest.raises(NotFound):
        workspace.entry_forms.write(filled, q4, "Sở Không có", tmp_path / "a.xlsx", DAY)


def test_a_form_that_nobody_touched_brings_nothing(
    workspace: Workspace, filled: Register, form: Path
) -> None:
    plan = workspace.entry_forms.plan(filled, form)
    assert (plan.agency, plan.period.id, plan.keyed, plan.altered) == (AGENCY, "nd09/2021-Q4", True, False)
    assert (plan.changed, plan.refused) == ((), ())
    before = workspace.last_action()
    assert workspace.entry_forms.apply(filled, plan) == 0
    assert workspace.last_action() == before


def test_what_the_agency_filled_is_recorded_as_one_act(
    workspace: Workspace, filled: Register, form: Path
) -> None:
    first, second = tasks_of(filled)[:2]
    fill(form, first, result="Đã trình UBND tỉnh", percent=80)
    fill(form, second, state="Đã hoàn thành", completed_on=datetime(2021, 11, 30), note="=1+1")  # noqa: DTZ001
    plan = workspace.entry_forms.plan(filled, form)
    shown = {
        (row.task_id, one.field): (one.base, one.present, one.incoming)
        for row in plan.changed
        for one in row.changes
    }
    assert shown[first.id, "percent"] == (40, 40, 80)
    assert shown[second.id, "completed_on"] == (None, None, date(2021, 11, 30))
    before = workspace.last_action()
    assert workspace.entry_forms.apply(filled, plan) == 2
    assert workspace.last_action() == before + 1
    act = workspace.journal.page(ActFilter()).acts[0]
    assert workspace.journal.said(act) == f"Nhận phiếu cập nhật 2 nhiệm vụ · {AGENCY} · Quý IV/2021"
    entry = filled.entries(second.id)[-1]
    assert (entry.state, entry.percent, entry.completed_on) == (State.DONE, 100, date(2021, 11, 30))
    assert filled.entries(first.id)[-1].result == "Đã trình UBND tỉnh"
    assert workspace.entry_forms.plan(filled, form).changed == ()
    workspace.acts.undo()
    filled.refresh()
    assert filled.entries(second.id) == []


def test_what_was_recorded_meanwhile_is_a_conflict(
    workspace: Workspace, filled: Register, q4: Period, form: Path
) -> None:
    first = tasks_of(filled)[0]
    fill(form, first, percent=80, result="Phía sở ghi")
    workspace.recording.record(filled, q4, {first.id: {"result": "Phía tỉnh ghi"}})
    plan = workspace.entry_forms.plan(filled, form)
    (row,) = plan.changed
    conflict = next(change for change in row.changes if change.conflict)
    assert (conflict.field, conflict.base, conflict.present, conflict.incoming) == (
        "result",
        "Đã dự thảo",
        "Phía tỉnh ghi",
        "Phía sở ghi",
    )
    workspace.entry_forms.apply(filled, plan)
    assert (filled.entries(first.id)[-1].percent, filled.entries(first.id)[-1].result) == (
        80,
        "Phía tỉnh ghi",
    )
    again = workspace.entry_forms.plan(filled, form)
    workspace.entry_forms.apply(filled, again, {(again.changed[0].row, "result")})
    assert filled.entries(first.id)[-1].result == "Phía sở ghi"


def test_an_emptied_cell_erases_nothing(workspace: Workspace, filled: Register, form: Path) -> None:
    fill(form, tasks_of(filled)[0], result=None, percent=None, state=None)
    assert workspace.entry_forms.plan(filled, form).changed == ()


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("state", "gần xong", "state_unknown"),
        ("percent", 101, "percent_range"),
        ("percent", -1, "percent_range"),
        ("percent", "nhiều", "percent_bad"),
        ("percent", 40.5, "percent_bad"),
        ("completed_on", "hôm qua", "date_bad"),
        ("completed_on", "31/02/2021", "date_bad"),
        ("completed_on", "14/12/1021", "date_bad"),
        ("completed_on", 7, "date_bad"),
        ("state", "Chưa thực hiện", "rule"),
    ],
)
def test_a_row_that_cannot_be_read_is_refused_with_its_reason(
    workspace: Workspace, filled: Register, form: Path, field: str, value: Any, code: str
) -> None:
    task = tasks_of(filled)[0]
    fill(form, task, note="Ghi thêm", **({"percent": 50} if code == "rule" else {}), **{field: value})
    plan = workspace.entry_forms.plan(filled, form)
    assert (codes(plan), plan.changed) == ([code], ())


def test_a_completion_before_the_programme_is_refused_with_its_row(
    workspace: Workspace, filled: Register, form: Path
) -> None:
    fill(form, tasks_of(filled)[0], completed_on="04/05/2017")
    plan = workspace.entry_forms.plan(filled, form)
    assert (codes(plan), plan.changed) == (["rule"], ())


@pytest.mark.parametrize(
    ("field", "value", "read"),
    [
        ("percent", "50 %", 50),
        ("percent", 0.5, 50),
        ("percent", "75,0", 75),
        ("completed_on", "30-11-2021", date(2021, 11, 30)),
        ("completed_on", "2021-11-30", date(2021, 11, 30)),
        ("completed_on", 44_530, date(2021, 11, 30)),
        ("state", "  ĐANG LÀM. ", State.IN_PROGRESS),
        ("state", "hoàn thành", State.DONE),
        ("result", "  hai   dòng\nnày ", "hai dòng\nnày"),
        ("result", 12.5, "12,5"),
    ],
)
def test_what_people_type_is_understood(
    workspace: Workspace, filled: Register, form: Path, field: str, value: Any, read: Any
) -> None:
    task = tasks_of(filled)[1]
    fill(form, task, **{field: value})
    assert told(workspace.entry_forms.plan(filled, form)) == {field: read}


def test_a_hundred_percent_typed_beside_done_is_a_hundred(
    workspace: Workspace, filled: Register, form: Path
) -> None:
    fill(form, tasks_of(filled)[0], state="Đã hoàn thành", percent=1)
    assert told(workspace.entry_forms.plan(filled, form)) == {"state": State.DONE, "percent": 100}


@pytest.mark.parametrize(("value", "code", "percent"), [(1, "0%", 100), (0.01, "0%", 1), (0.45, "0.0%", 45)])
def test_a_percentage_is_read_as_excel_shows_it(
    workspace: Workspace, filled: Register, form: Path, value: float, code: str, percent: int
) -> None:
    task = tasks_of(filled)[1]

    def write(sheet: Any) -> None:
        cell = sheet[f"{COLUMNS['percent']}{row_of(sheet, task)}"]
        cell.value, cell.number_format = value, code

    changed(form, write)
    assert told(workspace.entry_forms.plan(filled, form))["percent"] == percent


def test_a_percentage_that_does_not_agree_with_its_state_is_refused(
    workspace: Workspace, filled: Register, q4: Period, form: Path, tmp_path: Path
) -> None:
    first, second = tasks_of(filled)[:2]
    fill(form, first, state="Đã hoàn thành", percent=90)
    assert codes(workspace.entry_forms.plan(filled, form)) == ["rule"]
    workspace.recording.record(filled, q4, {second.id: {"state": State.DONE}})
    again = workspace.entry_forms.write(filled, q4, AGENCY, tmp_path / "b.xlsx", DAY).path
    fill(again, second, percent=90)
    assert codes(workspace.entry_forms.plan(filled, again)) == ["rule"]


def test_rows_may_be_sorted_added_and_taken_out(workspace: Workspace, filled: Register, form: Path) -> None:
    tasks = tasks_of(filled)

    def shuffle(sheet: Any) -> None:
        rows = [row_of(sheet, task) for task in tasks]
        sheet.cell(rows[-1], 8).value = "Việc cuối"
        for column in range(1, 13):
            first, last = sheet.cell(rows[0], column), sheet.cell(rows[-1], column)
            first.value, last.value = last.value, first.value
        sheet.cell(sheet.max_row + 2, 2).value = "Việc mà cơ quan tự thêm"
        sheet.cell(sheet.max_row, 8).value = "Đã làm"
        sheet.insert_cols(1)
        sheet.insert_rows(2)

    plan = workspace.entry_forms.plan(filled, changed(form, shuffle))
    assert [(row.task_id, told(plan)) for row in plan.changed] == [(tasks[-1].id, {"result": "Việc cuối"})]
    assert codes(plan) == ["task_unknown"]


def test_without_its_key_sheet_a_form_is_matched_by_number_and_content(
    workspace: Workspace, filled: Register, q4: Period, form: Path
) -> None:
    first, second = tasks_of(filled)[:2]

    def lose(sheet: Any) -> None:
        sheet[f"H{row_of(sheet, first)}"] = "Còn đọc được"
        sheet[f"H{row_of(sheet, second)}"] = "Gần giống"
        row = row_of(sheet, second)
        sheet.cell(row, 2).value = str(sheet.cell(row, 2).value) + " nữa"
        sheet.delete_cols(12)

    plan = workspace.entry_forms.plan(filled, changed(form, lose, keyed=False), q4)
    assert (plan.keyed, plan.agency, plan.period.id) == (False, AGENCY, "nd09/2021-Q4")
    assert [row.task_id for row in plan.changed] == [first.id]
    assert codes(plan) == ["task_near"]


def test_an_altered_key_sheet_is_not_believed(workspace: Workspace, filled: Register, form: Path) -> None:
    book = openpyxl.load_workbook(form)
    book[SHEET]["A2"] = "[]"
    book.save(form)
    plan = workspace.entry_forms.plan(filled, form)
    assert (plan.keyed, plan.altered, plan.changed) == (False, True, ())


def test_a_task_of_another_agency_is_refused(workspace: Workspace, filled: Register, form: Path) -> None:
    other = next(task for task in filled.tasks if AGENCY not in task.given.leads)

    def add(sheet: Any) -> None:
        row = sheet.max_row + 1
        sheet.cell(row, 2).value, sheet.cell(row, 8).value, sheet.cell(row, 12).value = (
            other.content,
            "Đã làm",
            other.id,
        )

    plan = workspace.entry_forms.plan(filled, changed(form, add))
    assert (codes(plan), plan.changed) == (["task_unknown"], ())


def test_a_task_that_comes_twice_is_refused_the_second_time(
    workspace: Workspace, filled: Register, form: Path
) -> None:
    first = tasks_of(filled)[0]

    def add(sheet: Any) -> None:
        row = sheet.max_row + 1
        sheet.cell(row, 2).value, sheet.cell(row, 8).value, sheet.cell(row, 12).value = (
            first.content,
            "Khác",
            first.id,
        )

    assert codes(workspace.entry_forms.plan(filled, changed(form, add))) == ["twice"]


def test_forms_of_another_period_or_programme_are_refused(
    workspace: Workspace, filled: Register, form: Path
) -> None:
    other = workspace.periods.find("2021-Q3", filled.programme)
    with pytest.raises(EntryFormPeriod) as refused:
        workspace.entry_forms.plan(filled, form, other)
    assert (refused.value.period, refused.value.wanted) == ("Quý IV/2021", "Quý III/2021")

    from dataclasses import replace

    key = workspace.programmes.add(replace(filled.programme, number="99/KH-UBND"), ("Nhóm một",)).id
    foreign = workspace.register(key)
    workspace.tasks.add(foreign, foreign.groups[0].id, assignment())
    with pytest.raises(EntryFormForeign) as wrong:
        workspace.entry_forms.plan(foreign, form)
    assert wrong.value.number == "242/QĐ-TTg"


def test_a_form_that_says_no_period_needs_one(
    workspace: Workspace, filled: Register, q4: Period, form: Path
) -> None:
    def lose(sheet: Any) -> None:
        for row in range(1, 6):
            if "mã kỳ" in str(sheet.cell(row, 1).value):
                sheet.cell(row, 1).value = "Quý IV"

    changed(form, lose, keyed=False)
    with pytest.raises(EntryFormUnknownPeriod):
        workspace.entry_forms.plan(filled, form)
    assert workspace.entry_forms.plan(filled, form, q4).period == q4


def test_a_form_for_a_period_that_was_closed_is_refused(
    workspace: Workspace, filled: Register, q4: Period, form: Path
) -> None:
    fill(form, tasks_of(filled)[0], result="Muộn")
    plan = workspace.entry_forms.plan(filled, form)
    workspace.sealing.seal(filled, q4, DAY)
    with pytest.raises(PeriodSealed):
        workspace.entry_forms.plan(filled, form)
    with pytest.raises(PeriodSealed):
        workspace.entry_forms.apply(filled, plan)


def test_a_file_that_is_no_form_is_refused(workspace: Workspace, filled: Register, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0]["A1"] = "Không phải phiếu"
    book.save(tmp_path / "a.xlsx")
    with pytest.raises(HeadingMissing):
        workspace.entry_forms.plan(filled, tmp_path / "a.xlsx")


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    text=st.text(
        st.characters(codec="utf-8") | st.sampled_from("=+-@'\n\t\u200f_x000D_"), min_size=1, max_size=60
    )
)
def test_any_recorded_text_goes_out_and_comes_back_unchanged(
    workspace: Workspace, filled: Register, tmp_path: Path, text: str
) -> None:
    q4 = workspace.periods.find("2021-Q4", filled.programme)
    task = tasks_of(filled)[0]
    workspace.recording.record(filled, q4, {task.id: {"result": text, "note": f"_x000D_ {text} _x0041_"}})
    written = workspace.entry_forms.write(filled, q4, AGENCY, tmp_path / "a.xlsx", DAY)
    plan = workspace.entry_forms.plan(filled, written.path)
    assert (plan.changed, plan.refused) == ((), ())
    assert workspace.entry_forms.make(filled, q4, AGENCY, DAY).lines[0].base.result == tidy(text)


def test_names_of_files_are_plain_and_distinct() -> None:
    assert plain_name("Sở Lao động, Thương binh và Xã hội") == "So_Lao_dong_Thuong_binh_va_Xa_hoi"
    assert plain_name("UBND huyện Đắk Đoa / “A”:*?") == "UBND_huyen_Dak_Doa_A"
    assert plain_name("…") == ""
    assert distinct(["A", "a", "B"]) == ["A", "a_2", "B"]


def test_a_task_of_which_nothing_was_recorded_goes_out_blank(
    workspace: Workspace, filled: Register, q4: Period, form: Path
) -> None:
    first, second = tasks_of(filled)
    workspace.recording.record(filled, q4, {second.id: {"note": "Chờ văn bản"}})
    workspace.entry_forms.write(filled, q4, AGENCY, form, DAY)
    sheet: Any = openpyxl.load_workbook(form)[TITLE]
    row = row_of(sheet, second)
    assert [sheet[f"{COLUMNS[name]}{row}"].value for name in ("state", "percent")] == [None, None]
    assert workspace.entry_forms.plan(filled, form).changed == ()
    assert filled.row(second, q4).standing.told_percent is None
    fill(form, second, state="Chưa thực hiện")
    fill(form, first, state=None, percent=None)
    plan = workspace.entry_forms.plan(filled, form)
    assert [(one.task_id, one.changes[0].present) for one in plan.changed] == [(second.id, None)]
    assert workspace.entry_forms.apply(filled, plan) == 1
    assert [filled.row(task, q4).standing.told_percent for task in (first, second)] == [40, 0]


def test_what_is_recorded_of_a_blank_task_meanwhile_is_a_conflict(
    workspace: Workspace, filled: Register, q4: Period, form: Path
) -> None:
    _, second = tasks_of(filled)
    fill(form, second, percent=70)
    assert workspace.entry_forms.plan(filled, form).conflicts == 0
    workspace.recording.record(filled, q4, {second.id: {"percent": 20}})
    assert workspace.entry_forms.plan(filled, form).conflicts == 1
