import json
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop_app.domain.errors.incoming import ReportDamaged, ReportMissing, ReportNewer
from desktop_app.domain.reports.report import Report
from desktop_app.exchange.reading.sheets import read_workbook
from desktop_app.exchange.reports import machine
from desktop_app.exchange.reports.machine import FATE_NOTE, VERSION, outgoing
from desktop_app.exchange.writing import machine_sheet
from desktop_app.exchange.writing.machine_sheet import SHEET
from desktop_app.lists.own_words import FIELDS
from desktop_app.services.periods.figures import read_report
from tests.exchange import report_samples as samples

pytestmark = pytest.mark.usefixtures("read_here")


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "báo cáo.xlsx"


def as_shown(report: Report) -> Report:
    """What the usual workbook shows of a report."""
    return outgoing(report, {*FIELDS, FATE_NOTE})


def altered(path: Path, cell: str, value: str) -> Path:
    book = openpyxl.load_workbook(path)
    book[SHEET][cell] = value
    book.save(path)
    return path


def test_another_copy_reads_exactly_what_was_written(target: Path) -> None:
    report = samples.ordinary()
    samples.write(report, target)
    assert read_report(target) == as_shown(report)


def test_no_menu_of_excel_shows_the_sheet(target: Path) -> None:
    samples.write(samples.ordinary(2), target)
    assert openpyxl.load_workbook(target)[SHEET].sheet_state == "veryHidden"


def test_a_report_saved_again_by_another_program_is_still_read(target: Path) -> None:
    report = samples.ordinary(5)
    samples.write(report, target)
    book = openpyxl.load_workbook(target)
    book["Báo cáo"]["B20"] = "Ghi thêm bên lề"
    book.save(target)
    assert read_report(target) == as_shown(report)


@pytest.mark.no_cover
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.text(
        st.characters(codec="utf-8") | st.sampled_from(" \t\r\n\x0b\x7f\x85_x000D=…\ufffe\U0001f600"),
        max_size=80,
    )
)
def test_any_text_comes_back(target: Path, text: str) -> None:
    row = samples.task(0, samples.given(0))
    entry = samples.entry(1, row)
    assert entry is not None
    report = samples.report([samples.row(row, replace(entry, result=text, note=text * 3))])
    samples.write(report, target)
    assert read_report(target) == as_shown(report)


def test_a_text_longer_than_a_cell_goes_on_in_the_next_one(target: Path) -> None:
    row = samples.task(0, samples.given(0))
    entry = samples.entry(1, row)
    assert entry is not None
    report = samples.report(
        [samples.row(row, replace(entry, result="ư \U0001f600…" * 6000, note=" " * 32_000))]
    )
    samples.write(report, target)
    assert (
        max(len(cell) for cells in read_workbook(target).sheets[-1].rows for cell in map(str, cells)) < 16_010
    )
    assert read_report(target) == as_shown(report)


def test_a_workbook_without_the_sheet_says_so(target: Path) -> None:
    openpyxl.Workbook().save(target)
    book = openpyxl.Workbook()
    book.worksheets[0]["A1"] = "Danh mục"
    book.save(target)
    with pytest.raises(ReportMissing):
        read_report(target)


@pytest.mark.parametrize(
    ("cell", "value"), [("A2", "[]"), ("A3", "thêm"), ("A1", "không phải JSON"), ("A1", '{"format":"x"}')]
)
def test_what_was_altered_is_refused(target: Path, cell: str, value: str) -> None:
    samples.write(samples.ordinary(3), target)
    with pytest.raises(ReportDamaged):
        read_report(altered(target, cell, value))


def test_one_altered_letter_is_found(target: Path) -> None:
    samples.write(samples.ordinary(3), target)
    before = str(openpyxl.load_workbook(target)[SHEET]["A2"].value)
    for place in (0, 5, len(before) // 2, len(before) - 3):
        other = "A" if before[place] != "A" else "B"
        with pytest.raises(ReportDamaged):
            read_report(altered(target, "A2", before[:place] + other + before[place + 1 :]))


def test_a_removed_row_is_found(target: Path) -> None:
    samples.write(samples.ordinary(600), target)
    book = openpyxl.load_workbook(target)
    assert book[SHEET].max_row > 3
    book[SHEET].delete_rows(3)
    book.save(target)
    with pytest.raises(ReportDamaged):
        read_report(target)


def test_a_later_version_is_refused_with_its_number(target: Path) -> None:
    samples.write(samples.ordinary(1), target)
    head = json.loads(str(openpyxl.load_workbook(target)[SHEET]["A1"].value)) | {"version": 9}
    with pytest.raises(ReportNewer) as refused:
        read_report(altered(target, "A1", json.dumps(head)))
    assert (refused.value.version, refused.value.known) == (9, VERSION)


def test_a_report_of_the_first_version_is_still_read(target: Path) -> None:
    report = samples.ordinary(3)
    long = replace(report.groups[0], title="Nhóm rất dài " * 2000)
    report = replace(report, groups=(long, *report.groups[1:]))
    records = machine.FORMAT.records(machine.values_of(report))
    samples.write(report, target)
    book = openpyxl.load_workbook(target)
    head = json.loads(str(book[SHEET]["A1"].value)) | {"version": 1}
    del head["packed"]
    book[SHEET].delete_rows(1, book[SHEET].max_row)
    for row, record in enumerate((json.dumps(head), *records), 1):
        for column, start in enumerate(range(0, len(record), 16_000), 1):
            book[SHEET].cell(row, column, ("…" if column > 1 else "") + record[start : start + 16_000])
    book.save(target)
    assert read_report(target) == as_shown(report)


def test_a_text_that_unpacks_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine_sheet, "LARGEST", 1000)
    assert machine_sheet.unpack(machine_sheet.pack(["a" * 900])) == ["a" * 900]
    with pytest.raises(machine_sheet.MachineDamaged):
        machine_sheet.unpack(machine_sheet.pack(["a" * 100_000]))


def test_the_chart_draws_every_status_of_every_group(target: Path) -> None:
    samples.write(samples.ordinary(), target)
    with zipfile.ZipFile(target) as package:
        chart = package.read("xl/charts/chart1.xml").decode()
    formulas = re.findall(r"<c:val><c:numRef><c:f>(.*?)</c:f>", chart)
    totals = openpyxl.load_workbook(target)["Tổng hợp"]
    first = next(row for row in range(1, 30) if totals.cell(row, 1).value == "I")
    assert formulas == [f"'Tổng hợp'!${letter}${first}:${letter}${first + 6}" for letter in "DEFGH"]
