import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from docx import Document
from pypdf import PdfReader

from desktop_app.domain.errors import CorrectionBackwards, CorrectionEmpty
from desktop_app.domain.errors.incoming import ReportMissing
from desktop_app.domain.errors.outgoing import FormatUnknown, PagesNotMade, TemplateDamaged
from desktop_app.domain.errors.refusals import (
    FieldMissing,
    NotFound,
    SourceMissing,
    TargetNameForbidden,
    TextTooLong,
)
from desktop_app.domain.evidence import Document as Evidence
from desktop_app.domain.evidence import Link
from desktop_app.domain.period import Period
from desktop_app.domain.progress import ProgressChanges, State
from desktop_app.domain.reports import Office
from desktop_app.domain.reports.document import Table
from desktop_app.domain.reports.draft import Letter, ReportDraft
from desktop_app.domain.reports.preset import ANNEXES, ON_PAPER, SECTIONS, Preset, ReportKind, usual_preset
from desktop_app.domain.reports.row_fields import FIELDS
from desktop_app.exchange.reports import TaskNames
from desktop_app.exchange.reports.document import compose
from desktop_app.exchange.reports.machine import FATE_NOTE, outgoing
from desktop_app.services.periods.figures import read_report
from desktop_app.services.periods.sealing import SealRules
from desktop_app.services.reporting import Order
from desktop_app.services.reporting.exporting import count_tasks, file_names, write_drafts
from desktop_app.services.reporting.pages import ReportPages
from desktop_app.services.reporting.presets import part_titles
from desktop_app.services.reporting.reports import of_agency
from desktop_app.services.tasks.register import Register
from desktop_app.services.workspace import Workspace

TODAY = date(2021, 12, 16)
OFFICE = Office(
    "63",
    "36",
    "Sở Tư pháp",
    parent_body="Ủy ban nhân dân tỉnh Nam Định",
    place="Nam Định",
    signer_title="Giám đốc",
    signer_name="An",
    document_suffix="BC-STP",
)


@pytest.fixture
def period(workspace: Workspace, filled: Register) -> Period:
    workspace.office.put(OFFICE)
    found = workspace.periods.find("nd09/2021-Q4", filled.programme)
    tasks = filled.tasks
    done: ProgressChanges = {
        "state": State.DONE,
        "completed_on": date(2021, 12, 1),
        "result": "Đã ban hành kế hoạch.",
    }
    workspace.recording.record(filled, found, {task.id: done for task in tasks[:3]})
    stuck: ProgressChanges = {
        "percent": 40,
        "difficulty": "Thiếu kinh phí.",
        "proposal": "Đề nghị bổ sung kinh phí.",
    }
    workspace.recording.record(filled, found, {task.id: stuck for task in tasks[4:7]})
    return found


@pytest.fixture
def drafted(workspace: Workspace, filled: Register, period: Period) -> Callable[[ReportKind], ReportDraft]:
    return lambda kind: workspace.reports.draft(filled, Order(kind, period), TODAY)


def test_the_periodic_report_is_drafted_from_what_was_recorded(
    drafted: Callable[[ReportKind], ReportDraft],
) -> None:
    draft = drafted(ReportKind.PERIODIC)
    total = draft.report.total
    assert f"tổng số nhiệm vụ được giao là {total.total:02} nhiệm vụ, trong đó:" in draft.texts["general"]
    assert f"- Đã hoàn thành {total.done:02}/{total.total:02} nhiệm vụ, đạt " in draft.texts["general"]
    assert "): đã ban hành kế hoạch." in draft.texts["results"]
    rows = [row for group in draft.report.groups for row in group.rows if row.entry and row.entry.difficulty]
    names = TaskNames(draft.report)
    assert draft.texts["difficulties"].startswith("- " + "; ".join(map(names.called, rows)))
    assert f"(nhiệm vụ số {rows[0].task.number})" in draft.texts["difficulties"]
    assert draft.texts["difficulties"].endswith("): thiếu kinh phí.")
    assert draft.texts["difficulties"].count("thiếu kinh phí") == 1
    assert draft.texts["proposals"].endswith("): đề nghị bổ sung kinh phí.")
    assert (
        "Quyết định số 242/QĐ-TTg ngày 26/02/2018 của Thủ tướng Chính phủ phê duyệt “Đề án "
        in draft.texts["opening"]
    )
    assert "quá hạn" in draft.texts["next"]
    assert "15/12/2021" in draft.texts["next"]


@pytest.mark.parametrize("kind", [ReportKind.PERIODIC, ReportKind.SUMMARY])
def test_another_copy_reads_the_figures_of_a_whole_report(
    drafted: Callable[[ReportKind], ReportDraft], tmp_path: Path, kind: ReportKind
) -> None:
    draft = drafted(kind)
    write_drafts([draft], tmp_path / "a.xlsx")
    shown = {*FIELDS, FATE_NOTE} if kind is ReportKind.PERIODIC else draft.preset.columns
    assert read_report(tmp_path / "a.xlsx") == outgoing(draft.report, shown)


def test_a_list_of_overdue_tasks_hides_no_others(
    drafted: Callable[[ReportKind], ReportDraft], tmp_path: Path
) -> None:
    write_drafts([drafted(ReportKind.OVERDUE)], tmp_path / "a.xlsx")
    assert {sheet.sheet_state for sheet in openpyxl.load_workbook(tmp_path / "a.xlsx")} == {"visible"}
    with pytest.raises(ReportMissing):
        read_report(tmp_path / "a.xlsx")


def test_every_sum_of_the_draft_closes(drafted: Callable[[ReportKind], ReportDraft]) -> None:
    report = drafted(ReportKind.PERIODIC).report
    assert sum(group.totals.total for group in report.groups) == report.total.total
    assert sum(agency.totals.total for agency in report.agencies) == report.total.total


def test_an_empty_programme_is_told_in_words(workspace: Workspace, register: Register) -> None:
    found = workspace.periods.find("nd09/2021-Q4", register.programme)
    for kind in (ReportKind.PERIODIC, ReportKind.OVERDUE, ReportKind.SUMMARY):
        draft = workspace.reports.draft(register, Order(kind, found), TODAY)
        assert "Chưa có nhiệm vụ nào" in draft.texts["general"]
        assert "………" in draft.texts["opening"]
    assert workspace.reports.drafts(register.programme.id, Order(ReportKind.AGENCY, found), TODAY) == []


def test_the_officers_words_are_kept_with_the_period_and_can_be_undone(
    workspace: Workspace, filled: Register, period: Period
) -> None:
    reports, order = workspace.reports, Order(ReportKind.PERIODIC, period)
    key = reports.key(filled, order)
    before = reports.draft(filled, order, TODAY).texts["general"]
    reports.narratives.write(key, "general", "Tình hình ổn định.")
    assert reports.draft(filled, order, TODAY).texts["general"] == "Tình hình ổn định."
    other = replace(order, period=workspace.periods.find("nd09/2021-Q3", filled.programme))
    assert reports.draft(filled, other, TODAY).texts["general"] != "Tình hình ổn định."
    workspace.acts.undo()
    assert reports.draft(filled, order, TODAY).texts["general"] == before
    workspace.acts.redo()
    reports.narratives.draft_again(key, "general")
    assert reports.draft(filled, order, TODAY).texts["general"] == before
    reports.narratives.write(key, "proposals", "")
    assert reports.draft(filled, order, TODAY).texts["proposals"] == ""


def test_the_subject_can_be_written_and_is_never_empty(
    workspace: Workspace, filled: Register, period: Period, tmp_path: Path
) -> None:
    reports, order = workspace.reports, Order(ReportKind.PERIODIC, period)
    key = reports.key(filled, order)
    usual = reports.draft(filled, order, TODAY).texts["subject"]
    assert usual.endswith("giai đoạn 2018 - 2022, quý IV/2021")
    reports.narratives.write(key, "subject", "Tiến độ thực hiện Đề án quý IV")
    assert compose(reports.draft(filled, order, TODAY)).subject == "Tiến độ thực hiện Đề án quý IV"
    write_drafts([reports.draft(filled, order, TODAY)], tmp_path / "a.xlsx")
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    shown = [sheet for sheet in book if sheet.sheet_state == "visible" and sheet.title != "Dữ liệu"]
    for sheet in shown:
        told = [cell.value for row in sheet.iter_rows(max_row=12) for cell in row]
        assert "Tiến độ thực hiện Đề án quý IV" in told
        assert usual not in told
    assert len(shown) >= 4
    reports.narratives.write(key, "subject", "")
    assert compose(reports.draft(filled, order, TODAY)).subject == usual


def test_number_and_day_are_kept_with_the_period(
    workspace: Workspace, filled: Register, period: Period
) -> None:
    reports, order = workspace.reports, Order(ReportKind.PERIODIC, period)
    letter = Letter("12", date(2021, 12, 16))
    reports.narratives.put_letter(reports.key(filled, order), letter)
    assert reports.draft(filled, order, TODAY).letter == letter
    assert reports.draft(filled, replace(order, kind=ReportKind.OVERDUE), TODAY).letter == Letter()


def test_each_lead_agency_gets_its_part(workspace: Workspace, filled: Register, period: Period) -> None:
    drafts = workspace.reports.drafts(filled.programme.id, Order(ReportKind.AGENCY, period), TODAY)
    whole = workspace.reports.report(filled, period, TODAY)
    names = [draft.agency for draft in drafts]
    assert names == list(
        dict.fromkeys(
            row.task.lead
            for group in whole.groups
            for row in group.rows
            if row.task.lead != OFFICE.department
        )
    )
    assert "Sở Tư pháp" in {agency.name for agency in whole.agencies}
    assert sum(draft.report.total.total for draft in drafts) <= whole.total.total
    for draft in drafts:
        assert {row.task.lead for group in draft.report.groups for row in group.rows} <= {draft.agency}
        assert draft.report.total == sum((group.totals for group in draft.report.groups), type(whole.total)())
    with pytest.raises(NotFound):
        of_agency(whole, "Sở Không có")


def test_the_summary_goes_through_the_years(drafted: Callable[[ReportKind], ReportDraft]) -> None:
    draft = drafted(ReportKind.SUMMARY)
    assert [one.year for one in draft.years] == [2018, 2019, 2020, 2021]
    assert draft.years[0].as_of == date(2018, 12, 14)
    assert draft.years[-1].totals == draft.report.total


def seal(workspace: Workspace, register: Register, period: Period) -> None:
    workspace.sealing.set_rules(SealRules(checks=False))
    workspace.sealing.seal(register, period, TODAY)


def test_a_correction_names_what_differs(
    workspace: Workspace, filled: Register, period: Period, tmp_path: Path
) -> None:
    reports = workspace.reports
    order = Order(ReportKind.CORRECTION, period)
    with pytest.raises(NotFound):
        reports.draft(filled, order, TODAY)
    seal(workspace, filled, period)
    with pytest.raises(NotFound):
        reports.draft(filled, order, TODAY)
    workspace.sealing.reopen(filled.programme.id, period.id, "Sót số liệu")
    with pytest.raises(CorrectionEmpty):
        reports.draft(filled, order, TODAY)
    task = filled.tasks[4]
    workspace.recording.record(filled, period, {task.id: {"percent": 80, "result": "Đã trình dự thảo."}})
    seal(workspace, filled, period)
    draft = reports.draft(filled, order, TODAY)
    assert draft.texts["general"] == "Số liệu tổng hợp trước và sau khi chỉnh lý, bổ sung:"
    assert not any("Sót số liệu" in text for text in draft.texts.values())
    assert "Có 02 nội dung, số liệu được chỉnh lý, bổ sung" in draft.texts["results"]
    assert reports.draft(filled, replace(order, old=1, new=2), TODAY) == draft
    with pytest.raises(NotFound):
        reports.draft(filled, replace(order, old=1, new=3), TODAY)
    for old, new in ((2, 1), (2, 2)):
        with pytest.raises(CorrectionBackwards):
            reports.draft(filled, replace(order, old=old, new=new), TODAY)
    write_drafts([draft], tmp_path / "a.xlsx")
    rows = list(openpyxl.load_workbook(tmp_path / "a.xlsx")["Phụ lục"].values)
    at = [row[1] for row in rows].index(task.content)  # the task stands once, above what differs of it
    assert rows[at + 1] == ("-", "Mức độ hoàn thành (%)", 40, 80)
    assert rows[at + 2] == ("-", "Kết quả thực hiện", "(không có)", "Đã trình dự thảo.")
    assert sum(task.content in row for row in rows) == 1


def test_a_report_compares_with_what_was_sealed_before(
    workspace: Workspace, filled: Register, period: Period
) -> None:
    """The period before is closed: its sealed figures stand, whatever is recorded for its days later."""
    before = workspace.periods.find("nd09/2021-Q3", filled.programme)
    first, second = filled.tasks[0].id, filled.tasks[1].id
    done = ProgressChanges(state=State.DONE, completed_on=date(2021, 9, 1))
    workspace.recording.record(filled, before, {first: done})
    seal(workspace, filled, before)
    sealed = workspace.reports.report(filled, before, TODAY).total
    workspace.recording.record(filled, period, {second: done})
    draft = workspace.reports.draft(filled, Order(ReportKind.PERIODIC, period), TODAY)
    assert [(one.kind, one.period.id, one.totals) for one in draft.earlier] == [("before", before.id, sealed)]
    now = draft.report.total
    assert now.done > sealed.done
    sentence = f"tăng {now.done - sealed.done:02} (từ {sealed.done:02} lên {now.done:02})"
    assert f"So với kỳ trước (quý III/2021): số nhiệm vụ đã hoàn thành {sentence}" in draft.texts["general"]
    table = compose(draft).sections[1].blocks[-1]
    assert isinstance(table, Table)
    assert [[cell.text for cell in row.cells][:3] for row in table.rows] == [
        ["1", "Kỳ báo cáo (quý IV/2021)", str(now.total)],
        ["2", "Kỳ trước (quý III/2021)", str(sealed.total)],
        ["", "Chênh lệch", f"{now.total - sealed.total:+d}" if now.total != sealed.total else "0"],
    ]
    assert workspace.reports.draft(filled, Order(ReportKind.PERIODIC, before), TODAY).earlier == ()


def test_documents_issued_by_the_cut_off_are_listed_with_their_tasks(
    workspace: Workspace, filled: Register, period: Period, tmp_path: Path
) -> None:
    programme, task = filled.programme.id, filled.tasks[1]

    def add(number: str, day: date | None, where: str | None = None) -> None:
        document = Evidence(
            0,
            programme,
            subject=f"Về {number or 'ảnh chụp'}",
            number=number,
            issued_on=day,
            issuer="UBND tỉnh",
        )
        workspace.evidence.add(document, None, [Link(0, task.id, where)])

    add("2/QĐ-UBND", date(2021, 11, 2))
    add("1/KH-UBND", date(2021, 10, 1))
    add("9/QĐ-UBND", date(2019, 1, 1))
    add("", date(2021, 11, 3))
    add("7/BC-UBND", date(2021, 12, 20))
    add("3/CV-STP", None, period.id)
    draft = workspace.reports.draft(filled, Order(ReportKind.PERIODIC, period), TODAY)
    (annex,) = [one for one in compose(draft).annexes if one.title == "DANH MỤC VĂN BẢN ĐÃ BAN HÀNH"]
    (table,) = annex.parts
    assert isinstance(table, Table)
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["1", "1/KH-UBND", "01/10/2021", "UBND tỉnh", "Về 1/KH-UBND", task.number],
        ["2", "2/QĐ-UBND", "02/11/2021", "UBND tỉnh", "Về 2/QĐ-UBND", task.number],
        ["3", "3/CV-STP", "", "UBND tỉnh", "Về 3/CV-STP", task.number],
    ]
    assert f"đã ban hành 03 văn bản; danh mục tại {annex.name} kèm theo." in draft.texts["general"]
    seal(workspace, filled, period)
    write_drafts([draft], tmp_path / "a.xlsx")
    rows = list(openpyxl.load_workbook(tmp_path / "a.xlsx")["Văn bản ban hành"].values)
    assert (
        1,
        "1/KH-UBND",
        datetime.combine(date(2021, 10, 1), time()),
        "UBND tỉnh",
        "Về 1/KH-UBND",
        task.number,
    ) in rows
    numbers = [one.number for one in workspace.reports.report(filled, period, TODAY).documents]
    assert numbers == ["9/QĐ-UBND", "1/KH-UBND", "2/QĐ-UBND", "3/CV-STP"]
    summary = workspace.reports.draft(filled, Order(ReportKind.SUMMARY, period), TODAY)
    assert "đã ban hành 04 văn bản" in summary.texts["general"]
    few = replace(draft.preset, annexes=("tasks",))
    bare = workspace.reports.draft(filled, Order(ReportKind.PERIODIC, period, few), TODAY)
    write_drafts([bare], tmp_path / "b.xlsx")
    assert read_report(tmp_path / "b.xlsx").documents == ()


def test_the_short_form_is_shipped_and_can_be_replaced(
    workspace: Workspace, filled: Register, period: Period
) -> None:
    presets = workspace.reports.presets
    short = presets.find(ReportKind.PERIODIC, "kết quả chính")
    draft = workspace.reports.draft(filled, Order(ReportKind.PERIODIC, period, short), TODAY)
    (table,) = compose(draft).annexes[0].parts
    assert isinstance(table, Table)
    assert [column.title for column in table.columns] == [
        "STT", "Nội dung nhiệm vụ", "Cơ quan chủ trì", "Thời hạn", "Kết quả chính",
        "Tình trạng so với thời hạn",
    ]  # fmt: skip
    with pytest.raises(NotFound):
        presets.remove(ReportKind.PERIODIC, short.name)
    presets.save(replace(short, columns=("number", "content", "result")))
    assert [one.columns for one in presets.offered(ReportKind.PERIODIC)] == [("number", "content", "result")]
    presets.remove(ReportKind.PERIODIC, short.name)
    assert presets.offered(ReportKind.PERIODIC) == [short]
    assert presets.offered(ReportKind.OVERDUE) == []


def test_causes_stand_where_the_officer_wrote_some(
    workspace: Workspace, filled: Register, period: Period
) -> None:
    order = Order(ReportKind.PERIODIC, period)

    def titles() -> list[str]:
        return [one.title for one in compose(workspace.reports.draft(filled, order, TODAY)).sections]

    assert not any("NGUYÊN NHÂN" in title for title in titles())
    workspace.reports.narratives.write(workspace.reports.key(filled, order), "causes", "Kinh phí cấp chậm.")
    assert titles()[4:6] == ["IV. NGUYÊN NHÂN", "V. ĐỀ XUẤT, KIẾN NGHỊ"]


def test_a_correction_tells_the_group_that_a_task_was_moved_to(
    workspace: Workspace, filled: Register, period: Period, tmp_path: Path
) -> None:
    seal(workspace, filled, period)
    workspace.sealing.reopen(filled.programme.id, period.id, "Ghi nhầm nhóm")
    task = filled.tasks[0]
    workspace.tasks.edit(filled, task.id, filled.groups[2].id, task.given, task.own)
    seal(workspace, filled, period)
    new, old = workspace.sealing.versions(filled.programme.id, period.id)
    (found,) = workspace.sealing.differences(old, new).rows
    assert (found.task_id, found.field, found.old, found.new) == (task.id, "group", "1", "3")
    draft = workspace.reports.draft(filled, Order(ReportKind.CORRECTION, period), TODAY)
    assert "Có 01 nội dung, số liệu được chỉnh lý, bổ sung" in draft.texts["results"]
    write_drafts([draft], tmp_path / "a.xlsx")
    rows = list(openpyxl.load_workbook(tmp_path / "a.xlsx")["Phụ lục"].values)
    assert rows[-2:] == [
        (task.number, task.content, None, None),
        ("-", "Nhóm nhiệm vụ", "I", "III"),
    ]


def test_a_correction_tells_an_extension_once(
    workspace: Workspace, filled: Register, period: Period, tmp_path: Path
) -> None:
    """The deadline is printed with the day it was extended to, so that day is no second change."""
    seal(workspace, filled, period)
    workspace.sealing.reopen(filled.programme.id, period.id, "Gia hạn")
    task = next(one for one in filled.tasks if one.deadline.ends_on == date(2020, 12, 31))
    workspace.extensions.extend(filled, task.id, date(2022, 12, 31), "Chưa có quy định", date(2020, 12, 1))
    seal(workspace, filled, period)
    new, old = workspace.sealing.versions(filled.programme.id, period.id)
    assert {one.field for one in workspace.sealing.differences(old, new).rows} == {"status", "due"}
    draft = workspace.reports.draft(filled, Order(ReportKind.CORRECTION, period), TODAY)
    write_drafts([draft], tmp_path / "a.xlsx")
    rows = list(openpyxl.load_workbook(tmp_path / "a.xlsx")["Phụ lục"].values)
    at = [row[1] for row in rows].index(task.content)
    assert [row[1] for row in rows[at + 1 :]] == ["Thời hạn", "Tình trạng so với thời hạn"]


def test_a_closed_period_is_reported_as_it_was_sealed(
    workspace: Workspace, filled: Register, period: Period
) -> None:
    seal(workspace, filled, period)
    order = Order(ReportKind.PERIODIC, period)
    before = workspace.reports.draft(filled, order, TODAY)
    later = workspace.periods.find("nd09/2022-Q1", filled.programme)
    late: ProgressChanges = {"state": State.DONE, "completed_on": date(2021, 11, 1)}
    workspace.recording.record(filled, later, {filled.tasks[10].id: late})
    assert workspace.reports.draft(filled, order, TODAY) == before
    workspace.office.put(replace(OFFICE, department="Tên khác", addressees="Bộ Tư pháp"))
    office = workspace.reports.draft(filled, order, TODAY).report.office
    assert (office.department, office.addressees) == ("Sở Tư pháp", "Bộ Tư pháp")


@pytest.mark.parametrize("kind", [ReportKind.PERIODIC, ReportKind.OVERDUE, ReportKind.SUMMARY])
def test_every_format_shows_the_same_figures(
    drafted: Callable[[ReportKind], ReportDraft], tmp_path: Path, kind: ReportKind
) -> None:
    draft = drafted(kind)
    paths = [tmp_path / f"a{ending}" for ending in (".xlsx", ".docx", ".pdf")]
    for path in paths:
        (one,) = write_drafts([draft], path)
        assert (one.path, one.tasks) == (path, count_tasks(draft))
    total = draft.report.total
    share = f"{total.done}/{total.total}"
    sheets = openpyxl.load_workbook(paths[0], data_only=True)
    cells = [str(cell) for sheet in sheets for row in sheet.values for cell in row if cell is not None]
    assert any(share in cell for cell in cells)
    document = Document(str(paths[1]))
    assert any(share in cell.text for table in document.tables for row in table.rows for cell in row.cells)
    assert share in "".join(page.extract_text() for page in PdfReader(paths[2]).pages)


def test_a_preset_chooses_columns_order_words_and_sections(
    workspace: Workspace, filled: Register, period: Period, tmp_path: Path
) -> None:
    presets = workspace.reports.presets
    preset = Preset(
        "Gọn",
        ReportKind.PERIODIC,
        ("number", "result", "content", "status"),
        sections=("results", "general"),
        annexes=("tasks",),
        titles=(
            ("column.result", "Kết quả"),
            ("section.general", "ĐÁNH GIÁ CHUNG"),
            ("subject", "Tiến độ rút gọn"),
        ),
    )
    presets.save(preset)
    assert presets.find(ReportKind.PERIODIC, "gọn") == preset
    assert presets.of(ReportKind.OVERDUE) == []
    draft = workspace.reports.draft(filled, Order(ReportKind.PERIODIC, period, preset), TODAY)
    write_drafts([draft], tmp_path / "a.docx")
    document = Document(str(tmp_path / "a.docx"))
    titles = [
        one.text for one in document.paragraphs if one.style is not None and one.style.name == "Heading 1"
    ]
    assert titles == ["I. KẾT QUẢ THỰC HIỆN THEO NHÓM NHIỆM VỤ", "II. ĐÁNH GIÁ CHUNG"]
    assert [cell.text for cell in document.tables[-1].rows[0].cells] == [
        "STT",
        "Kết quả",
        "Nội dung nhiệm vụ",
        "Tình trạng so với thời hạn",
    ]
    assert any(one.text == "Tiến độ rút gọn" for one in document.paragraphs)
    write_drafts([draft], tmp_path / "a.xlsx")
    rows = list(openpyxl.load_workbook(tmp_path / "a.xlsx")["Báo cáo"].values)
    assert ("STT", "Kết quả", "Nội dung nhiệm vụ", "Tình trạng so với thời hạn") in [row[:4] for row in rows]


@pytest.mark.parametrize(
    "columns", [FIELDS, ("content", "note"), tuple(reversed(FIELDS)), ("content", *FIELDS[6:])]
)
def test_any_choice_of_columns_can_be_written(
    workspace: Workspace, filled: Register, period: Period, tmp_path: Path, columns: tuple[str, ...]
) -> None:
    preset = replace(usual_preset(ReportKind.PERIODIC), columns=columns)
    draft = workspace.reports.draft(filled, Order(ReportKind.PERIODIC, period, preset), TODAY)
    for ending in (".xlsx", ".docx", ".pdf"):
        (one,) = write_drafts([draft], tmp_path / f"a{ending}")
        assert one.path.stat().st_size > 5_000


def test_presets_are_replaced_removed_and_undone(workspace: Workspace) -> None:
    presets = workspace.reports.presets
    first = replace(usual_preset(ReportKind.PERIODIC), name="Một")
    presets.save(first)
    presets.save(replace(first, name="một", sections=("next",)))
    assert [one.sections for one in presets.of(ReportKind.PERIODIC)] == [("next",)]
    presets.remove(ReportKind.PERIODIC, "Một")
    assert presets.of(ReportKind.PERIODIC) == []
    workspace.acts.undo()
    assert len(presets.of(ReportKind.PERIODIC)) == 1
    with pytest.raises(NotFound):
        presets.find(ReportKind.PERIODIC, "Hai")
    with pytest.raises(FieldMissing):
        presets.save(usual_preset(ReportKind.PERIODIC))
    assert presets.find(ReportKind.PERIODIC, "") == usual_preset(ReportKind.PERIODIC)


@pytest.mark.parametrize(
    ("columns", "sections", "error"),
    [
        (("number", "note"), (), FieldMissing),
        (("content",), (), FieldMissing),
        (ON_PAPER, ("none",), NotFound),
    ],
)
def test_a_preset_keeps_to_what_a_report_has(
    columns: tuple[str, ...], sections: tuple[str, ...], error: type[Exception]
) -> None:
    with pytest.raises(error):
        Preset("a", ReportKind.PERIODIC, columns, sections, ())


def test_every_part_has_a_title() -> None:
    for kind in ReportKind:
        titles = part_titles(kind)
        assert {f"section.{name}" for name in SECTIONS[kind]} <= titles.keys()
        assert {f"annex.{name}" for name in ANNEXES[kind]} <= titles.keys()
        assert {f"column.{name}" for name in FIELDS} <= titles.keys()


def test_the_offices_template_travels_with_the_data_file(
    workspace: Workspace, filled: Register, period: Period, tmp_path: Path
) -> None:
    presets = workspace.reports.presets
    own = tmp_path / "mẫu sở.docx"
    assert presets.save_template(own) == own
    document = Document(str(own))
    document.add_paragraph("Mẫu của Sở")
    document.save(str(own))
    presets.use_template(own)
    own.unlink()
    assert presets.template_name == "mẫu sở.docx"
    draft = workspace.reports.draft(filled, Order(ReportKind.PERIODIC, period), TODAY)
    with presets.template() as template:
        write_drafts([draft], tmp_path / "a.docx", template)
    assert Document(str(tmp_path / "a.docx")).paragraphs[-1].text == "Mẫu của Sở"
    presets.use_shipped_template()
    assert presets.template_name == ""


def test_a_template_that_cannot_be_used_changes_nothing(workspace: Workspace, tmp_path: Path) -> None:
    bad = tmp_path / "a.docx"
    bad.write_text("no", encoding="utf-8")
    with pytest.raises(TemplateDamaged):
        workspace.reports.presets.use_template(bad)
    with pytest.raises(SourceMissing):
        workspace.reports.presets.use_template(tmp_path / "none.docx")
    assert workspace.reports.presets.template_name == ""


def test_each_agencys_file_has_a_name_of_its_own(tmp_path: Path) -> None:
    names = file_names(
        tmp_path / "a.docx", ["Sở Tư pháp", "Sở Tư  pháp", "UBND huyện <A>/B", "x" * 200, "???"]
    )
    assert [path.name for path in names[:3]] == [
        "a_so_tu_phap.docx",
        "a_so_tu_phap_2.docx",
        "a_ubnd_huyen_a_b.docx",
    ]
    assert len(names[3].name) < 80
    assert names[4].name == "a_co_quan.docx"
    assert len(set(names)) == 5


def test_all_files_of_the_agencies_are_written_or_none(
    workspace: Workspace, filled: Register, period: Period, tmp_path: Path
) -> None:
    drafts = workspace.reports.drafts(filled.programme.id, Order(ReportKind.AGENCY, period), TODAY)
    written = write_drafts(drafts, tmp_path / "báo cáo.docx")
    assert sorted(path.name for path in tmp_path.glob("*.docx")) == sorted(one.path.name for one in written)
    last = [task for task in filled.tasks if task.lead != OFFICE.department][-1]
    workspace.recording.record(filled, period, {last.id: {"result": "a" * 40_000}})
    drafts = workspace.reports.drafts(filled.programme.id, Order(ReportKind.AGENCY, period), TODAY)
    with pytest.raises(TextTooLong):
        write_drafts(drafts, tmp_path / "khác.xlsx")
    assert list(tmp_path.glob("khác*")) == []


@pytest.mark.parametrize(
    ("name", "error"), [("a.odt", FormatUnknown), ("a", FormatUnknown), ("con.pdf", TargetNameForbidden)]
)
def test_a_name_that_cannot_be_used_is_refused(
    drafted: Callable[[ReportKind], ReportDraft], tmp_path: Path, name: str, error: type[Exception]
) -> None:
    with pytest.raises(error):
        write_drafts([drafted(ReportKind.PERIODIC)], tmp_path / name)
    assert list(tmp_path.glob("*.pdf")) == []


def test_the_pages_of_the_preview_are_those_of_the_pdf(
    drafted: Callable[[ReportKind], ReportDraft], tmp_path: Path
) -> None:
    draft = drafted(ReportKind.PERIODIC)
    write_drafts([draft], tmp_path / "a.pdf")
    pages = ReportPages.of(draft)
    assert len(pages.sizes) == len(PdfReader(tmp_path / "a.pdf").pages)
    assert pages.picture(0, 0.2).width == 120
    pages.close()


def test_a_full_disk_is_told_where_the_pages_should_stand(
    drafted: Callable[[ReportKind], ReportDraft], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_args: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("desktop_app.exchange.reports.pdf.make_pages", full)
    with pytest.raises(PagesNotMade):
        ReportPages.of(drafted(ReportKind.PERIODIC))


def test_many_results_are_counted_not_dropped(workspace: Workspace, filled: Register, period: Period) -> None:
    changes: dict[int, ProgressChanges] = {
        task.id: {"result": f"Kết quả {task.id}", "difficulty": f"Khó khăn {task.id}"}
        for task in filled.tasks
    }
    workspace.recording.record(filled, period, changes)
    draft = workspace.reports.draft(filled, Order(ReportKind.PERIODIC, period), TODAY)
    lines = draft.texts["results"].split("\n")
    told = sum("): Kết quả " in line for line in lines)
    more = [int(line.split()[5]) for line in lines if line.startswith("- Kết quả thực hiện ")]
    assert told + sum(more) == len([task for task in filled.tasks if task.active])
    listed = draft.texts["difficulties"].split("\n")
    assert len(listed) == 21
    assert listed[-1].startswith("- Nội dung của ")


def words_of(element: Any) -> str:
    """Return the words of a part of a Word document, a line for each paragraph."""
    said = {"p": "\n", "noBreakHyphen": "-"}
    names = ((one, one.tag.rpartition("}")[2]) for one in element.iter())
    return "".join(one.text or "" if name == "t" else said.get(name, "") for one, name in names)


def printed_words(path: Path) -> str:
    if path.suffix == ".pdf":
        return " ".join(" ".join(page.extract_text() for page in PdfReader(path).pages).split())
    if path.suffix == ".docx":
        document = Document(str(path))
        parts = (document.element, document.sections[0].first_page_footer._element)
        return "\n".join(words_of(one) for one in parts)
    book = openpyxl.load_workbook(path)
    return "\n".join(str(cell.value) for sheet in book for row in sheet for cell in row if cell.value)


@pytest.mark.parametrize("ending", [".xlsx", ".docx", ".pdf"])
@pytest.mark.parametrize("kind", [ReportKind.PERIODIC, ReportKind.OVERDUE])
def test_every_format_prints_the_head_of_the_history(
    workspace: Workspace,
    drafted: Callable[[ReportKind], ReportDraft],
    tmp_path: Path,
    kind: ReportKind,
    ending: str,
) -> None:
    target = tmp_path / f"a{ending}"
    write_drafts([drafted(kind)], target)
    found = re.search("Mã kiểm tra số liệu: ((?:[0-9a-f]{8} ?){4})", printed_words(target))
    assert found is not None
    act = workspace.journal.act_of_head(found[1])
    assert act is not None
    assert workspace.journal.since(act) == 0


def test_the_head_stands_neither_among_the_receivers_nor_above_an_annex(
    drafted: Callable[[ReportKind], ReportDraft],
) -> None:
    draft = drafted(ReportKind.PERIODIC)
    paper = compose(draft)
    bare = compose(replace(draft, preset=replace(draft.preset, annexes=())))
    assert bare.trace == paper.trace
    assert paper.trace.startswith(f"Mã kiểm tra số liệu: {draft.head[:8]} ")
    assert bare.receivers == paper.receivers == ("- Như trên;", "- Lưu: VT.")
    assert not any("Mã" in note for annex in paper.annexes for note in annex.notes)
    assert compose(replace(draft, head="")).trace == ""


def test_a_sealed_report_keeps_its_head_figures_and_words(
    workspace: Workspace, filled: Register, period: Period
) -> None:
    order = Order(ReportKind.PERIODIC, period)
    key = workspace.reports.key(filled, order)
    workspace.reports.narratives.write(key, "general", "Lời văn lúc chốt.")
    workspace.sealing.set_rules(SealRules(checks=False))
    workspace.sealing.seal(filled, period, TODAY)
    first = workspace.journal.head()
    assert workspace.reports.edited_since(filled, order) == ()
    workspace.reports.narratives.write(key, "general", "Lời văn sửa sau.")
    workspace.reports.narratives.write(key, "next", "Thêm.")
    assert workspace.reports.edited_since(filled, order) == ("general", "next")
    assert workspace.reports.draft(filled, order, TODAY).head == first
    workspace.sealing.reopen(filled.programme.id, period.id, "Bổ sung")
    assert workspace.reports.edited_since(filled, order) == ()
    before = workspace.reports.report(filled, period, TODAY).total
    workspace.recording.record(filled, period, {filled.tasks[8].id: {"completed_on": date(2021, 12, 2)}})
    workspace.sealing.seal(filled, period, TODAY)
    second = workspace.journal.head()
    old = workspace.reports.draft(filled, replace(order, version=1), TODAY)
    new = workspace.reports.draft(filled, replace(order, version=2), TODAY)
    assert (old.texts["general"], old.head, old.report.total) == ("Lời văn lúc chốt.", first, before)
    assert (new.texts["general"], new.head) == ("Lời văn sửa sau.", second)
    assert new.report.total.done == before.done + 1
    with pytest.raises(NotFound):
        workspace.reports.draft(filled, replace(order, version=3), TODAY)


def test_a_table_of_agencies_without_an_agency_is_left_out(workspace: Workspace, register: Register) -> None:
    found = workspace.periods.find("nd09/2021-Q4", register.programme)
    document = compose(workspace.reports.draft(register, Order(ReportKind.PERIODIC, found), TODAY))
    assert document.annexes == ()
    late = compose(workspace.reports.draft(register, Order(ReportKind.OVERDUE, found), TODAY))
    assert not any(isinstance(block, Table) for section in late.sections for block in section.blocks)


def test_an_extended_deadline_is_told_on_paper_and_taken_off_again(
    workspace: Workspace, filled: Register, period: Period, tmp_path: Path
) -> None:
    task = next(one for one in filled.tasks if one.given.deadline == "31/12/2020")
    workspace.extensions.extend(filled, task.id, date(2022, 3, 31), "Chưa có quy định", date(2020, 11, 1))
    told = "31/12/2020\ngia hạn đến 31/3/2022"
    draft = workspace.reports.draft(filled, Order(ReportKind.PERIODIC, period), TODAY)
    target = tmp_path / "a.xlsx"
    write_drafts([draft], target)
    values = {cell.value for row in openpyxl.load_workbook(target).worksheets[0].iter_rows() for cell in row}
    assert told in values
    plan = workspace.imports.plan(filled, target)
    assert plan.changes_nothing
    form = workspace.entry_forms.make(filled, period, task.lead, TODAY)
    assert told in [line.deadline for line in form.lines]
    before = workspace.periods.find("nd09/2020-Q3", filled.programme)
    form = workspace.entry_forms.make(filled, before, task.lead, TODAY)
    assert told not in [line.deadline for line in form.lines]
