"""Totals of agencies: those that lead beside others, and those of a class."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from desktop_app.domain.period import Period
from desktop_app.domain.progress import ProgressChanges, State
from desktop_app.domain.reports import Table
from desktop_app.domain.reports.preset import ReportKind
from desktop_app.domain.status import Totals
from desktop_app.domain.task import Handling
from desktop_app.exchange.reports.document import ANNEX_TITLES, compose
from desktop_app.services.periods.figures import read_report
from desktop_app.services.periods.sealing import SealRules
from desktop_app.services.reporting import Order
from desktop_app.services.reporting.exporting import write_drafts
from desktop_app.services.tasks.register import Register
from desktop_app.services.workspace import Workspace

TODAY = date(2021, 12, 16)


@pytest.fixture
def period(workspace: Workspace, filled: Register) -> Period:
    found = workspace.periods.find("nd09/2021-Q4", filled.programme)
    done: ProgressChanges = {"state": State.DONE, "completed_on": date(2021, 12, 1)}
    workspace.recording.record(filled, found, {task.id: done for task in filled.tasks[:3]})
    return found


def test_a_co_lead_has_totals_and_an_agency_report_of_its_own(
    workspace: Workspace, filled: Register, period: Period
) -> None:
    task = next(one for one in filled.tasks if one.lead == "Sở Tư pháp")
    given = replace(task.given, leads=("Sở Tư pháp", "Ban Dân tộc", "Sở Nội vụ"))
    workspace.tasks.edit(filled, task.id, task.group_id, given, Handling())
    before = filled.totals_by_agency(period.cut_off)
    whole = workspace.reports.report(filled, period, TODAY)
    assert {one.name: one.totals.total for one in whole.agencies} == {
        name: totals.total for name, totals in before.items()
    }
    assert [(one.name, one.totals.total) for one in whole.co_leads] == [
        ("Ban Dân tộc", 1),
        ("Sở Nội vụ", before["Sở Nội vụ"].total + 1),
    ]
    drafts = workspace.reports.drafts(filled.programme.id, Order(ReportKind.AGENCY, period), TODAY)
    by_agency = {draft.agency: draft.report for draft in drafts}
    for one in whole.co_leads:
        assert by_agency[one.name].total == one.totals
        assert task.id in {row.task.id for group in by_agency[one.name].groups for row in group.rows}
    paper = compose(workspace.reports.draft(filled, Order(ReportKind.PERIODIC, period), TODAY))
    annex = next(one for one in paper.annexes if one.title == ANNEX_TITLES["agencies"])
    beside = annex.parts[-1]
    assert isinstance(beside, Table)
    assert [row.cells[1].text for row in beside.rows] == ["Ban Dân tộc", "Sở Nội vụ"]


def test_agencies_stand_below_their_class_with_its_totals(
    workspace: Workspace, filled: Register, period: Period, tmp_path: Path
) -> None:
    ids = {one.name: one.id for one in workspace.agencies.all()}
    workspace.agencies.classify([ids["Sở Tài chính"], ids["Công an tỉnh"]], "Địa phương")
    workspace.agencies.classify([ids["Sở Tư pháp"]], "Ngành tư pháp")
    workspace.agencies.rename(ids["Sở Tài chính"], "Sở Tài chính tỉnh")
    workspace.sealing.set_rules(SealRules(checks=False))
    workspace.sealing.seal(filled, period, TODAY)
    workspace.agencies.classify([ids["Sở Tư pháp"]], "")
    report = workspace.reports.report(filled, period, TODAY)
    parts = {one.name: [agency.name for agency in one.agencies] for one in report.classes}
    assert parts["Ngành tư pháp"] == ["Sở Tư pháp"]
    assert parts["Địa phương"] == ["Sở Tài chính tỉnh", "Công an tỉnh"]
    assert list(parts)[-1] == ""
    assert sum((one.totals for one in report.classes), Totals()) == report.total
    paper = compose(workspace.reports.draft(filled, Order(ReportKind.PERIODIC, period), TODAY))
    annex = next(one for one in paper.annexes if one.title == ANNEX_TITLES["agencies"])
    table = annex.parts[0]
    assert isinstance(table, Table)
    bold = [tuple(cell.text for cell in row.cells[:3]) for row in table.rows if row.cells[0].bold]
    sums = [(one.name or "Chưa xếp loại", str(one.totals.total)) for one in report.classes]
    assert bold == [
        *((sign, *told) for sign, told in zip("ABC", sums, strict=True)),
        ("", "Tổng cộng", str(report.total.total)),
    ]
    path = tmp_path / "a.xlsx"
    write_drafts([workspace.reports.draft(filled, Order(ReportKind.PERIODIC, period), TODAY)], path)
    sheet: Any = openpyxl.load_workbook(path)["Tổng hợp"]
    told = {str(row[1].value): row[2].value for row in sheet.iter_rows(min_row=1) if len(row) > 2}
    assert told["Ngành tư pháp"] == report.classes[[*parts].index("Ngành tư pháp")].totals.total
    assert read_report(path).classes == report.classes
