"""A check of 5,000 tasks with 60 recorded periods each (aim: 5 s), and the quick look before a seal."""

from datetime import date
from pathlib import Path

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from desktop_app.domain.progress import ProgressEntry, State
from desktop_app.resources import resource
from desktop_app.services.periods.regime_files import read_regime
from desktop_app.services.workspace import Workspace
from desktop_app.storage.store import Store
from tests.benchmarks.big_files import make_big_file

TASKS = 5_000
PERIODS = 60


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("big") / "a.tiendo"
    make_big_file(path, TASKS)
    regime = read_regime(resource("regimes", "nd09.json"))
    months = [one for one in regime.periods(date(2018, 1, 1), date(2022, 12, 31)) if one.kind == "month"]
    store = Store.open(path)
    for at, period in enumerate(sorted(months, key=lambda one: one.cut_off)[:PERIODS]):
        with store.transaction("record", {"period": period.id, "count": TASKS}) as act:
            entries = (
                ProgressEntry(
                    task_id=key,
                    period=period.id,
                    starts_on=period.starts_on,
                    cut_off=period.cut_off,
                    state=State.IN_PROGRESS,
                    percent=min(99, 1 + at),
                    result="Đã hoàn thiện dự thảo, đang lấy ý kiến các sở, ngành",
                    recorded_at="2021-12-01T10:00:00",
                    recorded_by="Nguyễn Văn Ánh",
                    acts=(act.id,) * 5,
                )
                for key in range(1, TASKS + 1)
            )
            store.progress.put(entries, act.id)
    store.close()
    return path


@pytest.mark.benchmark(group="check of 5,000 tasks x 60 periods")
def test_check(benchmark: BenchmarkFixture, path: Path) -> None:
    workspace = Workspace.open(path)
    health = benchmark.pedantic(workspace.checking.check, rounds=2)
    assert health.ok
    workspace.close()


@pytest.mark.benchmark(group="quick look before a seal, 5,000 tasks x 60 periods")
def test_quick_look(benchmark: BenchmarkFixture, path: Path) -> None:
    workspace = Workspace.open(path)
    programme = workspace.programme()
    period = workspace.periods.find("2021-Q4", programme)
    benchmark.pedantic(lambda: workspace.require_sound(programme.id, period), rounds=3)
    workspace.close()
