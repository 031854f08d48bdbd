"""Every number of a report counts rows that the report itself lists."""

from collections import Counter
from pathlib import Path

import openpyxl
import pytest
from docx import Document

from desktop_app.domain.status import Status
from desktop_app.domain.text import roman
from desktop_app.exchange.reports.excel import write_report
from desktop_app.exchange.reports.word import write_docx
from desktop_app.lists.own_words import FIELDS
from desktop_app.resources import words
from tests.exchange import document_samples as papers
from tests.exchange import report_samples as samples

NAMES = [words("status_long")[status] for status in Status]
STATUS, LEADS = FIELDS.index("status"), FIELDS.index("leads")
Listed = Counter[tuple[str, str]]
"""How many rows a table lists by (group or first lead, status)."""


def listed_in(rows: list[list[str]], status: int, leads: int) -> tuple[Listed, Listed]:
    """Count the rows of a table of tasks: by the group above them, and by their first lead."""
    groups, agencies = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    numbers, group = {roman(number) for number in range(1, 20)}, ""
    for row in rows:
        if row[0] in numbers:
            group = row[0]
        elif row[status] in NAMES:
            groups[group, row[status]] += 1
            agencies[row[leads].partition(";")[0], row[status]] += 1
    return groups, agencies


def numbers_of(row: list[str]) -> list[int]:
    """Return total, the five parts, completed and total of a line of totals."""
    done, whole = row[8].partition(" ")[0].split("/")
    return [*map(int, row[2:8]), int(done), int(whole)]


def expected(listed: Listed, key: str) -> list[int]:
    parts = [listed[key, name] for name in NAMES]
    return [sum(parts), *parts, parts[0] + parts[1], sum(parts)]


def check(lines: list[list[str]], listed: Listed, column: int) -> None:
    """Compare the lines of a table of totals, known by `column`, with the rows that are listed."""
    keys = {key for key, _ in listed}
    found = {row[column] if row[column] in keys else "": numbers_of(row) for row in lines}
    assert keys <= found.keys()
    assert found == {key: expected(listed, key) for key in found}


@pytest.mark.parametrize("count", [6, 45, 130])
def test_every_number_of_the_workbook_counts_rows_of_its_first_sheet(tmp_path: Path, count: int) -> None:
    write_report(papers.draft(samples.ordinary(count)), tmp_path / "a.xlsx")
    book = openpyxl.load_workbook(tmp_path / "a.xlsx", data_only=True)
    texts = {
        name: [["" if value is None else str(value) for value in row] for row in book[name].values]
        for name in ("Báo cáo", "Tổng hợp")
    }
    groups, agencies = listed_in(texts["Báo cáo"], STATUS, LEADS)
    totals = [row for row in texts["Tổng hợp"] if "/" in row[8] and row[8][0].isdigit()]
    last = max(place for place, row in enumerate(totals) if row[1] == "Tổng cộng")
    totals = totals[: last + 1]  # below it stand co-leads, which are no parts of a sum
    sums = [row for row in totals if row[1] == "Tổng cộng"]
    check([row for row in totals if row[0] in {key for key, _ in groups}], groups, 0)
    check([row for row in totals if row[0].isdigit() and row not in sums], agencies, 1)
    whole = Counter({("", name): sum(groups[key] for key in groups if key[1] == name) for name in NAMES})
    assert [numbers_of(row) for row in sums] == [expected(whole, "")] * 2
    overdue = [row for row in book["Quá hạn"].values if isinstance(row[6], int)]
    assert len(overdue) == whole["", NAMES[3]]


@pytest.mark.parametrize("count", [45, 130])
def test_every_number_of_the_document_counts_rows_of_its_annex(tmp_path: Path, count: int) -> None:
    write_docx(papers.sample_document(samples.ordinary(count)), tmp_path / "a.docx")
    tables = [
        [[cell.text for cell in row.cells] for row in table.rows]
        for table in Document(str(tmp_path / "a.docx")).tables
    ]
    (tasks,) = (table for table in tables if table[0][0] == "STT" and "Kết quả thực hiện" in table[0])
    groups, agencies = listed_in(
        tasks, tasks[0].index("Tình trạng so với thời hạn"), tasks[0].index("Cơ quan chủ trì")
    )
    by_group, by_agency = (
        table[1:-1]
        for table in tables
        if table[0][-1].startswith("Số hoàn thành") and not table[0][1].startswith("Cơ quan cùng chủ trì")
    )
    check([row for row in by_group if int(row[2])], groups, 0)
    check(by_agency, agencies, 1)
    (overdue,) = (table[1:] for table in tables if "Số ngày quá hạn" in table[0])
    assert len(overdue) == sum(found for (_, name), found in groups.items() if name == NAMES[3])
