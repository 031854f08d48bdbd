"""Totals of a programme of 5,000 tasks with 60 recorded periods each (aim: under 50 ms for one day)."""

from datetime import date

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from desktop_app.domain.deadlines.deadline import read_deadline
from desktop_app.domain.period import Period
from desktop_app.domain.progress import ProgressEntry, State
from desktop_app.domain.status import stand, tally
from desktop_app.domain.task import Assignment, Task
from desktop_app.resources import resource
from desktop_app.services.periods.regime_files import read_regime

SPAN = (date(2018, 1, 1), date(2022, 12, 31))
DEADLINES = ("31/12/2019", "Quý IV/2021", "Hằng năm", "Thường xuyên", "30/6/2022", "Hằng quý", "2018 - 2022")
TASKS = 5_000

Recorded = list[tuple[Task, list[ProgressEntry]]]


def periods(kinds: tuple[str, ...]) -> list[Period]:
    regime = read_regime(resource("regimes", "nd09.json"))
    found = [one for one in regime.periods(*SPAN) if one.kind in kinds and one.year <= 2022]
    return sorted(found, key=lambda one: (one.cut_off, one.starts_on))


def recorded(periods: list[Period]) -> Recorded:
    made = []
    for number in range(TASKS):
        raw = DEADLINES[number % len(DEADLINES)]
        given = Assignment(
            1, str(number), "Rà soát văn bản", leads=("Sở Tư pháp",), coordinating=(), output="", deadline=raw
        )
        task = Task(
            number, 1, 1, position=number, given=given, deadline=read_deadline(raw, (2018, 2022)), folded=""
        )
        entries = []
        for at, period in enumerate(periods):
            done = at > number % 90
            state, percent = (State.DONE, 100) if done else (State.IN_PROGRESS, min(99, at))
            day = periods[number % 90 % len(periods)].cut_off if done else None
            entries.append(
                ProgressEntry(
                    number,
                    period.id,
                    period.starts_on,
                    cut_off=period.cut_off,
                    state=state,
                    percent=percent,
                    completed_on=day,
                )
            )
        made.append((task, entries))
    return made


@pytest.fixture(
    scope="module", params=[("month",), ("month", "quarter", "half", "year")], ids=["months", "side by side"]
)
def tasks(request: pytest.FixtureRequest) -> Recorded:
    return recorded(periods(request.param))


@pytest.mark.benchmark(group="totals of 5,000 tasks")
@pytest.mark.parametrize("day", [date(2018, 3, 14), date(2020, 6, 14), date(2022, 12, 14)], ids=str)
def test_totals(benchmark: BenchmarkFixture, tasks: Recorded, day: date) -> None:
    totals = benchmark(lambda: tally(stand(task, entries, day, SPAN) for task, entries in tasks))
    assert totals.total == TASKS
    benchmark.extra_info["entries"] = sum(len(entries) for _, entries in tasks)
