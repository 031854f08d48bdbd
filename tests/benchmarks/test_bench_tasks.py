"""Filter and sort of the tasks table, without and with its model."""

from datetime import date

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from desktop_app.domain.deadline import read_deadline
from desktop_app.domain.report import ReportRow
from desktop_app.domain.status import stand
from desktop_app.domain.task import Assignment, Task
from desktop_app.domain.text import fold, sort_key

SPAN = (date(2018, 1, 1), date(2022, 12, 31))


def rows(count: int) -> list[ReportRow]:
    made = []
    for number in range(count):
        given = Assignment(
            number % 7 + 1,
            str(number),
            f"Rà soát văn bản quy phạm pháp luật số {number}",
            ("Sở Tư pháp",),
            (),
            "",
            "2021",
        )
        task = Task(number, 1, number % 7 + 1, number, given, read_deadline("2021"), fold(given.content))
        made.append(ReportRow(task, stand(task, [], date(2021, 12, 14), SPAN), None, carried=False))
    return made


@pytest.fixture(scope="module", params=[5_000, 100_000], ids=lambda size: f"{size} tasks")
def many(request: pytest.FixtureRequest) -> list[ReportRow]:
    return rows(request.param)


@pytest.mark.benchmark(group="filter")
def test_filter(benchmark: BenchmarkFixture, many: list[ReportRow]) -> None:
    found = benchmark(lambda: [row for row in many if "van ban" in row.task.folded and "77" in row.task.folded])
    assert found


@pytest.mark.benchmark(group="sort")
def test_sort(benchmark: BenchmarkFixture, many: list[ReportRow]) -> None:
    benchmark(lambda: sorted(many, key=lambda row: sort_key(row.task.content)))
