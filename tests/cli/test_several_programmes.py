"""Two programmes in one data file, by commands: each command works on the one that is named."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from desktop_app.cli import wants_command
from desktop_app.services.workspace import Workspace
from tests.cli.commands import Capture, answer, refusal, run
from tests.cli.test_commands import LIST, data
from tests.services.list_files import LAND, PLAN, write_list

__all__ = ["data"]

OTHER = "15/KH-UBND"


@pytest.fixture
def both(data: Path) -> Path:
    """Return a data file with the list of 242 in it, and a plan of the province beside it."""
    assert run(data, "import", LIST) == 0
    workspace = Workspace.open(data)
    try:
        known = workspace.programme()
        workspace.programmes.add(replace(known, id=0, number=OTHER, title="Kế hoạch của tỉnh"), ["Nhóm một"])
    finally:
        workspace.close()
    return data


def told(capsys: Capture, both: Path, *words: str) -> str:
    capsys.readouterr()
    assert run(both, *words) == 0
    return capsys.readouterr().err


def test_programmes_are_listed_with_their_ids(both: Path, capsys: Capture) -> None:
    found = answer(capsys, both, "programme")["programmes"]
    assert [(one["id"], one["number"]) for one in found] == [(1, "242/QĐ-TTg"), (2, OTHER)]
    assert [one["id"] for one in answer(capsys, both, "programme", "--programme", "2")["programmes"]] == [2]


@pytest.mark.parametrize("named", [OTHER, "15/kh-ubnd", "2"])
def test_a_command_works_on_the_programme_that_is_named(both: Path, capsys: Capture, named: str) -> None:
    assert answer(capsys, both, "tasks", "--programme", named)["tasks"] == []
    assert len(answer(capsys, both, "tasks", "--programme", "1")["tasks"]) > 1
    empty = answer(capsys, both, "--programme", named, "status", "--as-of", "2021-12-14")
    assert empty["total"]["total"] == 0


def test_a_list_goes_into_the_programme_that_is_named(both: Path, capsys: Capture) -> None:
    before = len(answer(capsys, both, "tasks", "--programme", "1")["tasks"])
    took: Any = answer(capsys, both, "import", LIST, "--programme", OTHER)
    assert took["files"][0]["counts"]["new"] == len(
        answer(capsys, both, "tasks", "--programme", OTHER)["tasks"]
    )
    assert len(answer(capsys, both, "tasks", "--programme", "1")["tasks"]) == before


def test_records_seals_and_reports_go_to_the_programme_that_is_named(
    both: Path, capsys: Capture, tmp_path: Path
) -> None:
    answer(capsys, both, "import", LIST, "--programme", "2")
    period = ("--period", "nd09/2021-Q4", "--programme", "2")
    task = str(answer(capsys, both, "tasks", "--programme", "2")["tasks"][0]["id"])
    assert "nhiệm vụ" in refusal(capsys, both, "record", task, "--period", "nd09/2021-Q4", "--percent", "40")
    assert answer(capsys, both, "record", task, *period, "--percent", "40")["percent"] == 40
    answer(capsys, both, "export", *period, tmp_path / "b.xlsx")
    assert answer(capsys, both, "read-report", tmp_path / "b.xlsx")["programme"] == OTHER
    answer(capsys, both, "seal", *period, "--explain", "Đã rà soát")
    states = {
        key: {
            one["id"]: one["state"] for one in answer(capsys, both, "periods", "--programme", key)["periods"]
        }
        for key in ("1", "2")
    }
    assert (states["1"]["nd09/2021-Q4"], states["2"]["nd09/2021-Q4"]) == ("open", "sealed")


def test_without_a_name_a_command_says_which_it_takes(both: Path, capsys: Capture) -> None:
    said = told(capsys, both, "tasks")
    assert "242/QĐ-TTg (mã 1)" in said
    assert f"{OTHER} (mã 2)" in said
    assert told(capsys, both, "tasks", "--programme", "1") == ""


def test_a_programme_that_is_not_there_is_refused_by_every_command(
    both: Path, capsys: Capture, tmp_path: Path
) -> None:
    for words in (("tasks",), ("check",), ("backup", str(tmp_path / "b.tiendo")), ("import", str(LIST))):
        assert "đề án “99/QĐ-TTg”" in refusal(capsys, both, *words, "--programme", "99/QĐ-TTg")
    assert not (tmp_path / "b.tiendo").exists()


def test_one_programme_needs_no_name(data: Path, capsys: Capture) -> None:
    assert run(data, "new") == 0
    assert told(capsys, data, "tasks") == ""


def test_the_name_of_a_programme_is_no_file_for_the_window() -> None:
    assert wants_command(["--programme", "15/KH-UBND", "tasks"])
    assert not wants_command(["--programme", "tasks"])


# --- a list of another programme ----------------------------------------------------------------------------


def titled(folder: Path, *titles: str, name: str = "a.xlsx") -> Path:
    return write_list(folder / name, [PLAN, LAND], titles)


def test_a_list_of_another_programme_is_refused_until_one_is_named(
    both: Path, capsys: Capture, tmp_path: Path
) -> None:
    path = titled(tmp_path, "DANH MỤC NHIỆM VỤ", f"(Kèm theo Kế hoạch số {OTHER} ngày 05/01/2022)")
    before = answer(capsys, both, "tasks", "--programme", "1")["tasks"]
    said = refusal(capsys, both, "import", path)
    assert OTHER in said
    assert "--programme" in said
    assert answer(capsys, both, "tasks", "--programme", "1")["tasks"] == before
    looked = answer(capsys, both, "import", path, "--dry-run")["files"][0]
    assert looked["other_programme"] == OTHER
    assert answer(capsys, both, "import", path, "--programme", OTHER)["applied"]
    assert answer(capsys, both, "import", path, "--programme", OTHER)["files"][0]["other_programme"] is None
    assert answer(capsys, both, "import", path, "--programme", "1")["applied"]


def test_the_name_of_the_file_names_a_programme_too(both: Path, capsys: Capture, tmp_path: Path) -> None:
    path = titled(tmp_path, name="PL_15_KH-UBND.xlsx")
    assert OTHER in refusal(capsys, both, "import", path)


@pytest.mark.parametrize(
    "title",
    [
        f"(Kèm theo Kế hoạch số {OTHER} thực hiện Quyết định số 242/QĐ-TTg)",
        "(Kèm theo Quyết định số 1521/QĐ-TTg ngày 06/10/2020)",
        "(Kèm theo Kế hoạch số 115/KH-UBND)",
        "Danh mục nhiệm vụ",
    ],
)
def test_a_list_that_names_its_own_programme_or_none_goes_in(
    both: Path, capsys: Capture, tmp_path: Path, title: str
) -> None:
    assert answer(capsys, both, "import", titled(tmp_path, title))["applied"]
