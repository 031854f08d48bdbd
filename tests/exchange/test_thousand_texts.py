"""A thousand generated texts that leave in a report and come back as they were."""

import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from desktop_app.domain.programme import Group
from desktop_app.domain.progress import ProgressEntry, State
from desktop_app.domain.reports.report import Report
from desktop_app.domain.text import tidy
from desktop_app.exchange.reading.sheets import read_workbook
from desktop_app.exchange.reports.machine import FATE_NOTE, outgoing
from desktop_app.exchange.writing.cell_text import clean
from desktop_app.lists.heading import find_heading
from desktop_app.lists.own_words import FIELDS
from desktop_app.lists.tasks import read_task_list
from desktop_app.services.periods.figures import read_report
from tests.exchange import report_samples as samples

pytestmark = pytest.mark.usefixtures("read_here")

COUNT = 1_000
PIECES = (
    "Rà soát văn bản", "đẩy mạnh", "Ủy ban nhân dân tỉnh", "=1+1", "+84", "-5", "@SUM(A1)", "\'nháy",
    "\"ngoặc kép\"", "“ngoặc”", "a & b < c > d", "dòng\nmới", "\ttab", "\u200fphải sang trái\u200e",
    "_x000D_", "_x0041_", "\x07chuông", "\U0001f4c4", "e\u0301 tổ hợp", "50 %", "12/2021",
    "http://moj.gov.vn", "#REF!", "TRUE", "0012", "1,5", "  cách  ", "…", "{=1}", "DDE(\"cmd\")",
    "<r>đậm</r>", "]]>", "&amp;", "\x85", "\u2028",
)  # fmt: skip


def generated() -> Iterator[str]:
    dice = random.Random(242)
    for number in range(COUNT):
        yield " ".join(dice.choice(PIECES) for _ in range(dice.randint(1, 6))) + f" {number}"


@pytest.fixture(scope="module")
def texts() -> list[str]:
    return list(generated())


@pytest.fixture(scope="module")
def report(texts: list[str]) -> Report:
    rows = []
    for index, text in enumerate(texts):
        given = replace(
            samples.given(index, 1 + index * 7 // COUNT), content=tidy(text), output=tidy(text)[::-1]
        )
        task = samples.task(index, given)
        entry = ProgressEntry(
            task.id,
            samples.QUARTER.id,
            samples.QUARTER.starts_on,
            cut_off=samples.CUT_OFF,
            state=State.IN_PROGRESS,
            percent=50,
            completed_on=None,
            result=text,
            note=text,
        )
        rows.append(samples.row(task, entry))
    return samples.report(rows)


@pytest.fixture(scope="module")
def path(report: Report, tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("texts") / "báo cáo.xlsx"
    samples.write(report, target)
    return target


def test_another_copy_reads_every_text_exactly(report: Report, path: Path) -> None:
    assert read_report(path) == outgoing(report, {*FIELDS, FATE_NOTE})


def test_every_cell_shows_its_text_and_computes_nothing(texts: list[str], path: Path) -> None:
    sheet = read_workbook(path).sheets[0]
    column = FIELDS.index("result")
    shown = [
        row[column]
        for row in sheet.rows
        if len(row) > column and str(row[column]).rpartition(" ")[2].isdigit()
    ]
    assert shown == [clean(text) for text in texts]
    assert len(shown) == COUNT


def test_every_text_comes_back_with_the_list(report: Report, path: Path) -> None:
    sheet = read_workbook(path).sheets[0]
    heading = find_heading(sheet)
    assert heading is not None
    groups = [Group(number, 1, number, title) for number, title in enumerate(samples.GROUPS, 1)]
    tasks = read_task_list(sheet, heading, groups)
    sent = [row.task.given for group in report.groups for row in group.rows]
    assert [(row.given.content, row.given.output) for row in tasks.rows] == [
        (one.content, tidy(one.output)) for one in sent
    ]
    assert tasks.refused == ()
