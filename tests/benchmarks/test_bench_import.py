"""Import end to end against the bare reading of the same file, in the same run; two editions; memory.

Bare is the least that brings the cells of the file into a file: calamine in this process, then one
`executemany` of all seven cells of every row into one table without an index, under the pragmas of a data
file (TRUNCATE, EXTRA), committed and closed. Import is what the officer waits for: `plan` (hash, preflight,
child process, heading, reading, comparing) and `apply` (backup, tasks, edition with its source file, history,
hash). Both are on the disk of the temporary folder. `ratio` in `extra_info` is the shortest import by the
shortest bare run.
"""

import json
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
import xlsxwriter
from pytest_benchmark.fixture import BenchmarkFixture
from python_calamine import CalamineWorkbook

from desktop_app.domain.editions.comparison import compare
from desktop_app.domain.editions.edition import RowKind
from desktop_app.services.importing.near_matches import NearMatches
from desktop_app.services.workspace import Workspace

SIZES = {1_000: 10, 20_000: 5}
"""Rows, and how often each is measured."""
HEADINGS = (
    "STT",
    "Nội dung nhiệm vụ",
    "Cơ quan chủ trì",
    "Cơ quan phối hợp",
    "Thời hạn",
    "Sản phẩm",
    "Ghi chú",
)
CONTENT = "Rà soát, hệ thống hóa văn bản quy phạm pháp luật số {} thuộc phạm vi quản lý"
PRAGMAS = (
    "journal_mode = TRUNCATE",
    "synchronous = EXTRA",
    "foreign_keys = ON",
    "trusted_schema = OFF",
    "cell_size_check = ON",
    "mmap_size = 0",
)
MEMORY = """
import json, sys
from pathlib import Path
from desktop_app.services.workspace import Workspace
workspace = Workspace.create(Path(sys.argv[1]))
register = workspace.register(workspace.programme().id)
def peak():
    if sys.platform == "linux":
        lines = Path("/proc/self/status").read_text().splitlines()
        return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM"))
    return 0.0
peaks = [peak()]
plan = workspace.imports.plan(register, Path(sys.argv[2]))
peaks.append(peak())
workspace.imports.apply(register, plan)
peaks.append(peak())
workspace.close()
print(json.dumps(dict(zip(("start", "planned", "written"), peaks))))
"""


def write_list(path: Path, rows: int, content: str = CONTENT) -> Path:
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Danh mục")
        sheet.write(0, 0, "DANH MỤC NHIỆM VỤ")
        sheet.write_row(2, 0, HEADINGS)
        for number in range(rows):
            row = (
                number + 1,
                content.format(number),
                "Sở Tư pháp",
                "Sở Nội vụ; UBND các huyện, thị xã, thành phố",
                f"{number % 28 + 1:02}/{number % 12 + 1:02}/20{18 + number % 5}",
                "Báo cáo kết quả rà soát",
                "",
            )
            sheet.write_row(3 + number, 0, row)
    return path


@pytest.fixture(scope="module", params=SIZES, ids=lambda size: f"{size} rows")
def listed(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, int]:
    rows: int = request.param
    return write_list(tmp_path_factory.mktemp("lists") / f"{rows}.xlsx", rows), rows


def bare(path: Path, target: Path) -> float:
    """Read and write the cells and nothing else; give the seconds."""
    begun = time.perf_counter()
    rows = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()[3:]
    db = sqlite3.connect(target, isolation_level=None)
    for pragma in PRAGMAS:
        db.execute(f"PRAGMA {pragma}")
    db.execute("BEGIN IMMEDIATE")
    db.execute("CREATE TABLE tasks (a, b, c, d, e, f, g)")
    db.executemany("INSERT INTO tasks VALUES (?, ?, ?, ?, ?, ?, ?)", rows)
    db.execute("COMMIT")
    db.close()
    return time.perf_counter() - begun


@pytest.mark.benchmark(group="import")
def test_import_against_the_bare_reading(
    benchmark: BenchmarkFixture, listed: tuple[Path, int], tmp_path: Path
) -> None:
    path, rows = listed
    made = iter(range(1000))
    bare_runs: list[float] = []

    def new() -> tuple[tuple[Workspace], dict[str, object]]:
        number = next(made)
        bare_runs.append(bare(path, tmp_path / f"{number}.db"))
        return (Workspace.create(tmp_path / f"{number}.tiendo"),), {}

    def bring_in(workspace: Workspace) -> None:
        register = workspace.register(workspace.programme().id)
        workspace.imports.apply(register, workspace.imports.plan(register, path))
        assert len(register.tasks) == rows
        workspace.close()

    benchmark.pedantic(bring_in, setup=new, rounds=SIZES[rows])
    assert benchmark.stats is not None
    shortest = benchmark.stats.stats.min
    benchmark.extra_info["bare"] = round(min(bare_runs), 4)
    benchmark.extra_info["ratio"] = round(shortest / min(bare_runs), 1)
    print(
        f"\n{rows} rows: {shortest:.3f} s, bare {min(bare_runs):.3f} s, ratio {shortest / min(bare_runs):.1f}"
    )


EDITIONS = {
    "same": CONTENT,
    "reworded": CONTENT + " nhà nước",
    "others": "Tổ chức tập huấn, bồi dưỡng nghiệp vụ đợt {} cho cán bộ, công chức",
}


@pytest.mark.benchmark(group="compare two editions")
@pytest.mark.parametrize("rows", [5_000, 20_000])
@pytest.mark.parametrize("later", EDITIONS)
def test_compare(benchmark: BenchmarkFixture, tmp_path: Path, later: str, rows: int) -> None:
    """The comparison alone, of an edition that is kept with one in which all, or no, tasks are the same."""
    workspace = Workspace.create(tmp_path / "a.tiendo")
    register = workspace.register(workspace.programme().id)
    workspace.imports.apply(register, workspace.imports.plan(register, write_list(tmp_path / "1.xlsx", rows)))
    plan = workspace.imports.plan(register, write_list(tmp_path / "2.xlsx", rows, EDITIONS[later]))
    known = list(plan.known.values())
    matches = benchmark.pedantic(lambda: compare(known, plan.tasks.rows, NearMatches()), rounds=3)
    kinds = {"same": RowKind.SAME, "reworded": RowKind.AMBIGUOUS, "others": RowKind.NEW}
    assert sum(match.kind is kinds[later] for match in matches) == rows
    workspace.close()


@pytest.mark.benchmark(group="memory")
@pytest.mark.skipif(sys.platform != "linux", reason="the peak is read from /proc")
def test_memory(benchmark: BenchmarkFixture, tmp_path: Path) -> None:
    """The peak of the process that plans and writes 20,000 rows.

    The reading child is not in it, nor is Qt.
    """
    path = write_list(tmp_path / "list.xlsx", 20_000)
    command = [sys.executable, "-c", MEMORY, str(tmp_path / "a.tiendo"), str(path)]

    def bring_in() -> dict[str, float]:
        answer = subprocess.run(command, capture_output=True, check=True, cwd=Path(__file__).parents[2])
        peaks: dict[str, float] = json.loads(answer.stdout)
        return peaks

    peaks = benchmark.pedantic(bring_in, rounds=1)
    benchmark.extra_info["megabytes"] = {name: round(peak) for name, peak in peaks.items()}
    print("\n100000 rows, peak in MB:", benchmark.extra_info["megabytes"])
