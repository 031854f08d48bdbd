"""Nothing recorded is said to be nothing recorded, in every kind of report; it is never 0%."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from docx import Document

from desktop_app.domain.progress import State
from desktop_app.domain.reports.preset import ReportKind
from desktop_app.domain.sealing import report_rows
from desktop_app.resources import resource
from desktop_app.services.reporting import Order
from desktop_app.services.reporting.exporting import write_drafts
from desktop_app.services.samples import SAMPLE_LIST, make_sample
from desktop_app.services.tasks.overview import curve
from desktop_app.services.workspace import Workspace

UNKNOWN, NO_SHARE = "Chưa có số liệu", ("0,0%", "0/42", "0/41")


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


@pytest.mark.parametrize("ending", [".xlsx", ".docx"])
def test_a_task_of_which_nothing_was_recorded_has_no_percentage(
    sample: Workspace, tmp_path: Path, ending: str
) -> None:
    """Beside others that have one."""
    register = sample.register(sample.programme().id)
    period = sample.periods.find("2018-Q2", register.programme)
    first, noted = register.find("1").id, register.find("2").id
    sample.recording.record(register, period, {first: {"percent": 0, "state": State.NOT_STARTED}})
    sample.recording.record(register, period, {noted: {"note": "Chờ văn bản"}})
    (draft,) = sample.reports.drafts(
        register.programme.id, Order(ReportKind.PERIODIC, period), date(2018, 7, 1)
    )
    rows = {row.task.id: row for row in report_rows(draft.report)}
    assert [rows[key].standing.told_percent for key in (first, noted)] == [0, None]
    preset = replace(draft.preset, columns=("number", "content", "state", "percent"))
    write_drafts([replace(draft, preset=preset)], tmp_path / f"b{ending}")
    lines = lines_of(tmp_path / f"b{ending}")
    known, unknown = (
        next(line for line in lines if line[:2] == [one, register.find(one).content]) for one in ("1", "2")
    )
    assert [line.count("0") for line in (known, unknown)] == [1, 0]
    assert [line.count(UNKNOWN) for line in (known, unknown)] == [0, 1]


def lines_of(path: Path) -> list[list[str]]:
    """Return the rows of the table of tasks as texts."""
    if path.suffix == ".docx":
        rows = [row for table in Document(str(path)).tables for row in table.rows]
        return [[cell.text.removesuffix(" %") for cell in row.cells] for row in rows]
    book = openpyxl.load_workbook(path)
    return [["" if one is None else str(one) for one in row] for row in book[book.sheetnames[0]].values]
