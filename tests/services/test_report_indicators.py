"""The indicators of a programme in the report's every face."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from docx import Document
from pypdf import PdfReader

from desktop_app.domain.indicator import Indicator, OverTasks
from desktop_app.domain.period import Period
from desktop_app.domain.reports import Office, ReportFigure
from desktop_app.domain.reports.document import Table
from desktop_app.domain.reports.draft import ReportDraft
from desktop_app.domain.reports.preset import ReportKind
from desktop_app.domain.reports.row_fields import FIELDS
from desktop_app.exchange.reports._excel_annexes import INDICATORS
from desktop_app.exchange.reports.document import compose
from desktop_app.exchange.reports.machine import FATE_NOTE, outgoing
from desktop_app.services.periods.figures import read_report
from desktop_app.services.periods.sealing import SealRules
from desktop_app.services.reporting import Order
from desktop_app.services.reporting.exporting import write_drafts
from desktop_app.services.tasks.register import Register
from desktop_app.services.workspace import Workspace

TODAY = date(2021, 12, 16)
NAME = "Số cuộc kiểm tra"


@pytest.fixture
def period(workspace: Workspace, filled: Register) -> Period:
    workspace.office.put(
        Office(
            "63",
            "36",
            "Sở Tư pháp",
            parent_body="UBND tỉnh Nam Định",
            place="Nam Định",
            signer_title="Giám đốc",
            signer_name="An",
            document_suffix="BC-STP",
        )
    )
    programme_id = filled.programme.id
    quarters = [workspace.periods.find(f"2021-Q{number}", filled.programme) for number in (1, 2, 3, 4)]
    checks = workspace.indicators.add(Indicator(0, programme_id, NAME, "cuộc"))
    spent = workspace.indicators.add(
        Indicator(0, programme_id, "Kinh phí", "triệu đồng", over_tasks=OverTasks.SUM)
    )
    for quarter, amount in zip(quarters, ("1000", "200.5", "30", "4"), strict=True):
        workspace.indicators.record(filled, quarter, {(checks.id, None): Decimal(amount)})
    workspace.indicators.record(filled, quarters[3], {(spent.id, filled.tasks[0].id): Decimal("12.25")})
    return quarters[3]


def drafted(
    workspace: Workspace, register: Register, period: Period, kind: ReportKind = ReportKind.PERIODIC
) -> ReportDraft:
    return workspace.reports.draft(register, Order(kind, period), TODAY)


def test_every_indicator_stands_in_the_report_with_its_four_figures(
    workspace: Workspace, filled: Register, period: Period
) -> None:
    checks, spent, of_task = drafted(workspace, filled, period).report.indicators
    assert (checks.before.value, checks.now.value, checks.year) == ("30", "4", ReportFigure("1234.5"))
    assert (spent.now, spent.task, spent.place) == (ReportFigure("12.25", whole=False), "", "")
    assert (of_task.now, of_task.task) == (ReportFigure("12.25"), filled.tasks[0].content)
    assert (of_task.place, of_task.before) == (f"I.{filled.tasks[0].number}", ReportFigure())


def test_word_pdf_and_excel_print_the_same_figures(
    workspace: Workspace, filled: Register, period: Period, tmp_path: Path
) -> None:
    draft = drafted(workspace, filled, period)
    paths = {end: tmp_path / f"báo cáo.{end}" for end in ("xlsx", "docx", "pdf")}
    for path in paths.values():
        write_drafts([draft], path)
    table = Document(str(paths["docx"])).tables[-1]
    assert [cell.text for cell in table.rows[1].cells][1:] == [
        NAME,
        "cuộc",
        "",
        "30",
        "4",
        "1.234,5",
        "1.234,5*",
    ]
    assert [cell.text for cell in table.rows[2].cells][4:6] == ["–", "12,25*"]
    pages = "".join(page.extract_text() for page in PdfReader(paths["pdf"]).pages)
    assert all(text in pages for text in (NAME, "1.234,5", "12,25*", "KẾT QUẢ THỰC HIỆN CHỈ TIÊU THỐNG KÊ"))
    sheet = openpyxl.load_workbook(paths["xlsx"])[INDICATORS]
    rows = {row[1].value: row for row in sheet.iter_rows() if row[1].value}
    assert [cell.value for cell in rows[NAME][4:8]] == [30, 4, 1234.5, 1234.5]
    assert [cell.value for cell in rows["Kinh phí"][4:6]] == ["–", 12.25]
    assert rows["Kinh phí"][5].number_format == '[$-42A]#,##0.00"*"'


def test_the_workbook_of_a_summary_reckons_with_the_figures(
    workspace: Workspace, filled: Register, period: Period, tmp_path: Path
) -> None:
    write_drafts([drafted(workspace, filled, period, ReportKind.SUMMARY)], tmp_path / "a.xlsx")
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    sheet = [one for one in book.worksheets if one.sheet_state == "visible"][-1]
    rows = {row[1].value: row for row in sheet.iter_rows() if row[1].value}
    assert [cell.value for cell in rows[NAME][4:8]] == [30, 4, 1234.5, 1234.5]
    assert [cell.value for cell in rows["Kinh phí"][4:6]] == ["–", 12.25]
    assert rows["Kinh phí"][5].number_format == '[$-42A]#,##0.00"*"'


def test_another_copy_reads_the_indicators_as_they_were(
    workspace: Workspace, filled: Register, period: Period, tmp_path: Path
) -> None:
    draft = drafted(workspace, filled, period)
    write_drafts([draft], tmp_path / "a.xlsx")
    assert read_report(tmp_path / "a.xlsx") == outgoing(draft.report, {*FIELDS, FATE_NOTE})
    assert len(draft.report.indicators) == 3


def test_a_closed_period_keeps_its_indicators(workspace: Workspace, filled: Register, period: Period) -> None:
    before = drafted(workspace, filled, period).report.indicators
    workspace.sealing.set_rules(SealRules(checks=False))
    workspace.sealing.seal(filled, period, TODAY)
    for indicator in workspace.indicators.all(filled.programme.id):
        workspace.indicators.change(replace(indicator, name=f"{indicator.name} mới"))
    assert drafted(workspace, filled, period).report.indicators == before


def test_an_agencys_report_has_the_lines_of_its_own_tasks(
    workspace: Workspace, filled: Register, period: Period
) -> None:
    lead = filled.tasks[0].lead
    drafts = workspace.reports.drafts(filled.programme.id, Order(ReportKind.AGENCY, period), TODAY)
    shown = {draft.agency: len(draft.report.indicators) for draft in drafts}
    assert shown.pop(lead) == 1
    assert not any(shown.values())


def test_a_programme_without_indicators_has_no_such_part(
    workspace: Workspace, filled: Register, tmp_path: Path
) -> None:
    period = workspace.periods.find("2021-Q4", filled.programme)
    draft = drafted(workspace, filled, period)
    write_drafts([draft], tmp_path / "a.xlsx")
    assert INDICATORS not in openpyxl.load_workbook(tmp_path / "a.xlsx").sheetnames
    assert not any("CHỈ TIÊU" in annex.title for annex in compose(draft).annexes)


def test_a_correction_names_the_figures_that_changed(
    workspace: Workspace, filled: Register, period: Period
) -> None:
    workspace.sealing.set_rules(SealRules(checks=False))
    workspace.sealing.seal(filled, period, TODAY)
    workspace.sealing.reopen(filled.programme.id, period.id, "Bổ sung")
    checks = workspace.indicators.all(filled.programme.id)[0]
    workspace.indicators.record(filled, period, {(checks.id, None): Decimal(5)})
    (annex,) = compose(drafted(workspace, filled, period, ReportKind.CORRECTION)).annexes
    (table,) = annex.parts
    assert isinstance(table, Table)
    told = [tuple(cell.text for cell in row.cells) for row in table.rows]
    assert told == [
        ("", f"{NAME}, cuộc"),
        ("-", "Kỳ báo cáo", "4", "5"),
        ("-", "Lũy kế từ đầu năm", "1.234,5", "1.235,5"),
        ("-", "Lũy kế từ đầu đề án", "1.234,5*", "1.235,5*"),
    ]
