"""Of two columns for one field that in sight and in force counts; wherever a list is shown, that is told."""

import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from desktop_app import cli
from desktop_app.services.importing import ImportPlan
from desktop_app.services.tasks import Register
from desktop_app.services.workspace import Workspace
from desktop_app.ui.importing.phrases import head_line
from tests.services.list_files import PLAN, write_list

LETTERS = ("C", "D")
SUBMITTED, ISSUED = "Thời hạn trình", "Thời gian ban hành"
FIRST, SECOND = "30/6/2019", "30/9/2019"


def listed(path: Path, titles: tuple[str, ...], days: tuple[str | None, ...], hidden: str = "") -> Path:
    head = ("STT", "Nội dung nhiệm vụ", *titles, "Cơ quan chủ trì")
    write_list(path, [(1, PLAN[1], *days, "Sở Tư pháp")], head=head)
    if hidden:
        book = load_workbook(path)
        book.worksheets[0].column_dimensions[hidden].hidden = True
        book.save(path)
    return path


def plan_of(workspace: Workspace, register: Register, path: Path) -> ImportPlan:
    plan = workspace.imports.plan(register, path)
    assert [row.given.content for row in plan.tasks.rows] == [PLAN[1]]
    return plan


@pytest.mark.parametrize(
    ("titles", "hidden", "read"),
    [
        ((SUBMITTED, ISSUED), "", 0),
        ((ISSUED, SUBMITTED), "", 1),
        (("Thời hạn trình", "Thời hạn hoàn thành"), "", 0),
        (("Thời hạn", "Thời hạn điều chỉnh"), "D", 0),
        (("Thời hạn", "Thời hạn điều chỉnh"), "C", 1),
        (("Thời hạn", "Thời hạn"), "C", 1),
        (("Thời hạn", "Thời hạn"), "D", 0),
    ],
)
def test_the_choice_is_told_by_preview_command_and_json(
    workspace: Workspace,
    register: Register,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    titles: tuple[str, str],
    hidden: str,
    read: int,
) -> None:
    path = listed(tmp_path / "a.xlsx", titles, (FIRST, SECOND), hidden)
    plan = plan_of(workspace, register, path)
    assert plan.tasks.rows[0].given.deadline == (FIRST, SECOND)[read]
    other = 1 - read
    told = f"dùng cột {LETTERS[read]} “{titles[read]}”, không dùng cột {LETTERS[other]} “{titles[other]}”."
    assert told in head_line(plan, None)
    command = ["--data", str(tmp_path / "b.tiendo"), "import", str(path), "--dry-run"]
    assert cli.main(command) == 0
    assert told in capsys.readouterr().out
    assert cli.main([*command, "--json"]) == 0
    (file,) = json.loads(capsys.readouterr().out)["files"]
    (unused,) = file["unused_columns"]
    assert (unused["column"], unused["instead"]) == (LETTERS[other], LETTERS[read])


@pytest.mark.parametrize("titles", [("Thời hạn", "Thời hạn"), ("Thời hạn hoàn thành", "Thời hạn")])
def test_a_filled_column_that_is_hidden_goes_before_an_empty_one_in_sight(
    workspace: Workspace, register: Register, tmp_path: Path, titles: tuple[str, str]
) -> None:
    path = listed(tmp_path / "a.xlsx", titles, (None, SECOND), hidden="D")
    plan = plan_of(workspace, register, path)
    assert plan.tasks.rows[0].given.deadline == SECOND
    assert f"vẫn được đọc: D “{titles[1]}”" in head_line(plan, None)


def test_a_hidden_column_speaks_where_the_newer_one_in_sight_is_empty(
    workspace: Workspace, register: Register, tmp_path: Path
) -> None:
    path = listed(tmp_path / "a.xlsx", ("Thời hạn", "Thời hạn điều chỉnh"), (FIRST, None), hidden="C")
    plan = plan_of(workspace, register, path)
    assert plan.tasks.rows[0].given.deadline == FIRST
    assert "Cột C “Thời hạn” chỉ dùng cho dòng để trống ở cột D" in head_line(plan, None)


def test_a_column_that_only_resembles_a_deadline_fills_no_gaps(
    workspace: Workspace, register: Register, tmp_path: Path
) -> None:
    path = listed(tmp_path / "a.xlsx", ("Thời hạn điều chỉnh", ISSUED), (None, SECOND))
    plan = plan_of(workspace, register, path)
    assert plan.tasks.rows[0].given.deadline == ""
    assert f"không dùng cột D “{ISSUED}”" in head_line(plan, None)
