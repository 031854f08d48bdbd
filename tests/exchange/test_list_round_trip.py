from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from desktop_app.domain.agencies import agency_key
from desktop_app.domain.deadlines.deadline import read_deadline
from desktop_app.domain.programme import Group
from desktop_app.domain.reports.report import Report, ReportGroup
from desktop_app.domain.status import tally
from desktop_app.domain.task import Assignment
from desktop_app.domain.text import canonical
from desktop_app.exchange.reading.sheets import read_workbook
from desktop_app.lists.heading import best_sheet, find_heading
from desktop_app.lists.sheet import Sheet
from desktop_app.lists.tasks import TaskList, read_task_list
from tests.exchange import report_samples as samples

pytestmark = pytest.mark.usefixtures("read_here")

GROUPS = [Group(number, 1, number, title) for number, title in enumerate(samples.GROUPS, start=1)]


def written_and_read(report: Report, folder: Path, reader: Callable[[Path], Sequence[Sheet]]) -> TaskList:
    path = folder / "Báo cáo.xlsx"
    samples.write(report, path)
    sheets = reader(path)
    place = best_sheet(sheets)
    assert place == 0
    heading = find_heading(sheets[place])
    assert heading is not None
    return read_task_list(sheets[place], heading, GROUPS, (), (2018, 2022))


def in_child(path: Path) -> Sequence[Sheet]:
    return read_workbook(path).sheets


def here(path: Path) -> Sequence[Sheet]:
    """Read without a child process, which takes longer to start than a small file to be read."""
    with CalamineWorkbook.from_path(path) as book:
        pages = [(name, book.get_sheet_by_name(name)) for name in book.sheet_names]
        rows = [(name, page.to_python(skip_empty_area=False)) for name, page in pages]
    return [
        Sheet(name, False, tuple(tuple(value or None for value in row) for row in page))
        for name, page in rows
    ]


def meant(one: Assignment) -> tuple[object, ...]:
    """What a comparison of two editions looks at."""
    deadline = read_deadline(one.deadline)
    return (
        one.group,
        one.number,
        canonical(one.content),
        [agency_key(name) for name in one.leads],
        [agency_key(name) for name in one.coordinating],
        canonical(one.output),
        (deadline.starts_on, deadline.ends_on, deadline.recurs)
        if deadline.ends_on
        else canonical(one.deadline),
    )


def test_the_programs_own_report_comes_back_as_it_was(tmp_path: Path) -> None:
    report = samples.ordinary()
    found = written_and_read(report, tmp_path, in_child)
    sent = [row.task.given for group in report.groups for row in group.rows]
    assert [meant(row.given) for row in found.rows] == [meant(one) for one in sent]
    assert found.refused == ()
    assert found.new_groups == ()
    assert {one.reason for one in found.left_out} == {"title", "group", "signature"}


texts = st.one_of(
    st.sampled_from(
        [
            "I. Việc",
            "- gạch",
            "a) chữ",
            "Tổng cộng",
            "Ghi chú: x",
            "STT",
            "Nội dung nhiệm vụ",
            "Nơi nhận:",
            "GIÁM ĐỐC",
            "(1)",
            "VII",
        ]
    ),
    st.text("aăâbcđ I.-)1\n", min_size=1, max_size=20).filter(lambda text: text.strip() != ""),
)
numbers = st.sampled_from(["", "1", "01", "1.1", "1.10", "a", "-", "I", "X.2", "NV-7", "999", "1.", "a)"])


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 7), numbers, texts), min_size=1, max_size=8))
def test_whatever_the_tasks_say_they_come_back(tasks: list[tuple[int, str, str]]) -> None:
    rows = []
    for index, (group, number, content) in enumerate(tasks):
        one = samples.task(index, replace(samples.given(index, group), number=number, content=content))
        rows.append(samples.row(one, samples.entry(index, one)))
    report = samples.report(rows)
    with TemporaryDirectory() as folder:
        found = written_and_read(report, Path(folder), here)
    sent = [row.task.given for group in report.groups for row in group.rows]
    assert [meant(row.given) for row in found.rows] == [meant(one) for one in sent]


def test_sixty_three_groups_come_back_each_as_it_was(tmp_path: Path) -> None:
    titles = [f"Nhóm nhiệm vụ của lĩnh vực {number}" for number in range(1, 64)]
    rows = []
    for index in range(63):
        one = samples.task(index, samples.given(index, index + 1))
        rows.append(samples.row(one, samples.entry(index, one)))
    groups = tuple(
        ReportGroup(number, title, (row,), tally([row.standing]))
        for number, (title, row) in enumerate(zip(titles, rows, strict=True), 1)
    )
    path = tmp_path / "Báo cáo.xlsx"
    samples.write(replace(samples.report(rows), groups=groups), path)
    sheet = here(path)[0]
    heading = find_heading(sheet)
    assert heading is not None
    found = read_task_list(sheet, heading, (), (), (2018, 2022))
    assert [row.given.group for row in found.rows] == list(range(1, 64))
    assert found.new_groups == tuple(enumerate(titles, 1))
