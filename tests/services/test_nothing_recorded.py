"""Nothing recorded is said to be nothing recorded, in every kind of report; it is never 0 %."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from docx import Document

from desktop_app.domain.reports.preset import ReportKind
from desktop_app.resources import resource
from desktop_app.services.reporting.exporting import write_drafts
from desktop_app.services.reporting.reports import Order
from desktop_app.services.samples import SAMPLE_LIST, make_sample
from desktop_app.services.tasks.overview import curve
from desktop_app.services.workspace import Workspace

UNKNOWN, NO_SHARE = "Chưa có số liệu", ("0,0 %", "0/42", "0/41")


def texts_of(path: Path) -> list[str]:
    """Return every text and number of a written report."""
    if path.suffix == ".xlsx":
        book = openpyxl.load_workbook(path)
        return [
            str(value)
            for sheet in book
            if sheet.sheet_state == "visible"
            for row in sheet.values
            for value in row
            if value is not None
        ]
    document = Document(str(path))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return [*(one.text for one in document.paragraphs), *cells]


@pytest.fixture
def sample(tmp_path: Path) -> Iterator[Workspace]:
    make_sample(tmp_path / "a.tiendo")
    workspace = Workspace.open(tmp_path / "a.tiendo")
    yield workspace
    workspace.close()


@pytest.mark.parametrize("ending", [".xlsx", ".docx"])
@pytest.mark.parametrize("kind", [ReportKind.PERIODIC, ReportKind.OVERDUE, ReportKind.SUMMARY])
def test_a_report_of_a_time_of_which_nothing_is_recorded_has_no_figures(
    sample: Workspace, tmp_path: Path, kind: ReportKind, ending: str
) -> None:
    register = sample.register(sample.programme().id)
    period = sample.periods.find("2018-Q1", register.programme)
    (draft,) = sample.reports.drafts(register.programme.id, Order(kind, period), date(2021, 12, 20))
    assert not draft.report.known
    write_drafts([draft], tmp_path / f"b{ending}")
    said = texts_of(tmp_path / f"b{ending}")
    assert any(UNKNOWN.lower() in one.lower() for one in said)
    assert [one for one in said if any(share in one for share in NO_SHARE)] == []


def test_a_year_in_which_nothing_was_recorded_has_no_figures(tmp_path: Path) -> None:
    workspace = Workspace.create(tmp_path / "c.tiendo")
    register = workspace.register(workspace.programme().id)
    workspace.imports.apply(register, workspace.imports.plan(register, resource("samples", SAMPLE_LIST)))
    period = workspace.periods.find("2021-Q4", register.programme)
    done, begun = register.tasks[0].id, register.tasks[1].id
    day = date(2019, 5, 6)
    workspace.recording.record(register, period, {done: {"completed_on": day}, begun: {"percent": 40}})
    (draft,) = workspace.reports.drafts(
        register.programme.id, Order(ReportKind.SUMMARY, period), date(2021, 12, 20)
    )
    write_drafts([draft], tmp_path / "c.docx")
    points = curve(register, period.cut_off)
    workspace.close()
    assert {one.year: one.known for one in draft.years} == {2018: False, 2019: True, 2020: False, 2021: True}
    (table,) = (
        one for one in Document(str(tmp_path / "c.docx")).tables if one.rows[0].cells[0].text == "Năm"
    )
    lines = {row.cells[0].text: [cell.text for cell in row.cells[3:]] for row in table.rows[1:]}
    assert lines["2018"] == lines["2020"] == ["–"] * 5 + [UNKNOWN]
    assert lines["2019"][-1].startswith("1/")
    assert [point.day < day for point in points] == [point.done is None for point in points]
