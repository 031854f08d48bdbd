"""Import against the bare reading: calamine in this process and one executemany, of the same rows, in the same run."""

import sqlite3
from pathlib import Path

import pytest
import xlsxwriter
from pytest_benchmark.fixture import BenchmarkFixture
from python_calamine import CalamineWorkbook

from desktop_app.services.workspace import Workspace

SIZES = [1_000, 20_000]
HEADINGS = ("STT", "Nội dung nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời hạn", "Sản phẩm", "Ghi chú")


@pytest.fixture(scope="module", params=SIZES, ids=lambda size: f"{size} rows")
def listed(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("lists") / f"{request.param}.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Danh mục")
        sheet.write(0, 0, "DANH MỤC NHIỆM VỤ")
        sheet.write_row(2, 0, HEADINGS)
        for number in range(request.param):
            row = (
                number + 1,
                f"Rà soát, hệ thống hóa văn bản quy phạm pháp luật số {number} thuộc phạm vi quản lý",
                "Sở Tư pháp",
                "Sở Nội vụ; UBND các huyện, thị xã, thành phố",
                f"{number % 28 + 1:02}/{number % 12 + 1:02}/20{18 + number % 5}",
                "Báo cáo kết quả rà soát",
                "",
            )
            sheet.write_row(3 + number, 0, row)
    return path


@pytest.mark.benchmark(group="import")
def test_import(benchmark: BenchmarkFixture, listed: Path, tmp_path: Path) -> None:
    made = iter(range(1000))

    def new() -> tuple[tuple[Workspace], dict[str, object]]:
        return (Workspace.create(tmp_path / f"{next(made)}.tiendo"),), {}

    def bring_in(workspace: Workspace) -> None:
        register = workspace.register(workspace.programme().id)
        workspace.imports.apply(register, workspace.imports.plan(register, listed))
        workspace.close()

    benchmark.pedantic(bring_in, setup=new, rounds=3)


@pytest.mark.benchmark(group="import")
def test_bare_calamine_and_executemany(benchmark: BenchmarkFixture, listed: Path, tmp_path: Path) -> None:
    made = iter(range(1000))

    def bring_in() -> None:
        rows = CalamineWorkbook.from_path(str(listed)).get_sheet_by_index(0).to_python()[3:]
        db = sqlite3.connect(tmp_path / f"{next(made)}.db")
        db.execute("CREATE TABLE tasks (a, b, c, d, e, f, g)")
        db.executemany("INSERT INTO tasks VALUES (?, ?, ?, ?, ?, ?, ?)", rows)
        db.commit()
        db.close()

    benchmark.pedantic(bring_in, rounds=3)
