"""Accepted lists and gone tasks by commands."""

from pathlib import Path

import pytest

from tests.cli.commands import Capture, answer, printed
from tests.services.list_files import CHECK, LAND, PLAN, TRAIN, write_list

pytestmark = pytest.mark.usefixtures("read_here")


@pytest.fixture
def data(tmp_path: Path, capsys: Capture) -> Path:
    path = tmp_path / "a.tiendo"
    answer(capsys, path, "import", write_list(tmp_path / "đầu.xlsx", [PLAN, LAND, TRAIN]))
    answer(
        capsys,
        path,
        "import",
        write_list(tmp_path / "sau.xlsx", [(*PLAN[:4], "31/3/2019", PLAN[5]), TRAIN, CHECK]),
    )
    return path


def test_editions_are_listed_opened_and_compared(data: Path, capsys: Capture) -> None:
    listed = answer(capsys, data, "editions")["editions"]
    assert [one["file"] for one in listed] == ["sau.xlsx", "đầu.xlsx"]
    assert listed[0]["counts"]["gone"] == 1
    shown = answer(capsys, data, "editions", "--show", "2")
    assert [row["kind"] for row in shown["rows"]] == ["left_out", "changed", "same", "new", "gone"]
    compared = answer(capsys, data, "editions", "--compare", "1", "2")
    assert [row["kind"] for row in compared["rows"]] == ["changed", "same", "new", "gone"]
    assert "Không còn" in printed(capsys, data, "editions", "--compare", "1", "2")
    assert "sau.xlsx" in printed(capsys, data, "editions")
    assert "Khảo sát" in printed(capsys, data, "editions", "--show", "1")


def test_the_day_of_a_list_is_corrected_with_what_it_brought(data: Path, capsys: Capture) -> None:
    first = answer(capsys, data, "editions", "--describe", "1", "--issued-on", "2018-03-01")
    assert (first["issued_on"], first["moved"]) == ("2018-03-01", False)
    moved = answer(capsys, data, "editions", "--describe", "2", "--issued-on", "2021-09-01")
    assert (moved["issued_on"], moved["title"]) == ("2021-09-01", "sau")


def test_source_and_export_are_written(data: Path, tmp_path: Path, capsys: Capture) -> None:
    source = tmp_path / "gốc.xlsx"
    assert len(answer(capsys, data, "editions", "--source", "2", source)["sha256"]) == 64
    assert source.read_bytes() == (tmp_path / "sau.xlsx").read_bytes()
    assert answer(capsys, data, "editions", "--export", "2", tmp_path / "x.xlsx")["rows"] == 3


def test_an_import_is_taken_back(data: Path, capsys: Capture) -> None:
    seen = answer(capsys, data, "editions", "--take-back", "2", "--dry-run")
    assert (seen["applied"], len(answer(capsys, data, "editions")["editions"])) == (False, 2)
    assert [(one["number"], one["field"], one["stays"]) for one in seen["parts"]] == [
        ("4", "", None),
        ("1", "deadline", None),
        ("2", "gone_since", None),
    ]
    assert "3 mục trở lại" in printed(capsys, data, "editions", "--take-back", "2")
    assert [task["number"] for task in answer(capsys, data, "tasks")["tasks"]] == ["1", "2", "3"]


@pytest.mark.parametrize(
    ("options", "fate", "others"),
    [
        ((), "withdrawn", []),
        (("--keep",), "kept", []),
        (("--merge-into", "1"), "merged", ["1"]),
        (("--split-into", "1", "4"), "split", ["1", "4"]),
        (("--renamed-to", "4"), "renamed", ["4"]),
    ],
)
def test_a_gone_task_is_decided_on(
    data: Path, capsys: Capture, options: tuple[str, ...], fate: str, others: list[str]
) -> None:
    assert [one["number"] for one in answer(capsys, data, "gone")["waiting"]] == ["2"]
    done = answer(capsys, data, "gone", "2", "--on", "2019-05-01", "--note", "Công văn 12", *options)
    assert done["waiting"] == []
    (one,) = done["decided"]
    assert (one["fate"], [other["number"] for other in one["others"]], one["note"]) == (
        fate,
        others,
        "Công văn 12",
    )
    assert "0 nhiệm vụ" in printed(capsys, data, "gone")


@pytest.mark.parametrize(
    ("options", "percent", "along", "left"),
    [
        (("--renamed-to", "4"), 60, 1, []),
        (("--renamed-to", "4", "--without-progress"), None, 0, [60]),
        (("--split-into", "4"), 60, 1, []),
        (("--split-into", "4", "--without-progress"), None, 0, [60]),
        (("--merge-into", "4"), None, 0, [60]),
        (("--merge-into", "4", "--take-progress"), 60, 1, []),
    ],
)
def test_what_goes_along_with_a_decision_and_what_does_not_is_told(
    data: Path, capsys: Capture, options: tuple[str, ...], percent: int | None, along: int, left: list[int]
) -> None:
    answer(capsys, data, "record", "2", "--period", "2019-Q1", "--percent", "60")
    done = answer(capsys, data, "gone", "2", "--on", "2019-05-01", *options)
    assert (done["along"]["progress"], [one["percent"] for one in done["left"]], done["closed"]) == (
        along,
        left,
        [],
    )
    tasks = answer(capsys, data, "tasks", "--as-of", "2019-06-14")["tasks"]
    assert [one["percent"] for one in tasks if one["number"] == "4"] == [percent]


def test_the_answer_says_in_words_what_goes_along(data: Path, capsys: Capture) -> None:
    answer(capsys, data, "record", "2", "--period", "2019-Q1", "--percent", "60")
    assert "Không đi cùng: mức độ hoàn thành 60% của nhiệm vụ số 2" in printed(
        capsys, data, "gone", "2", "--merge-into", "4"
    )
    assert "Đi cùng: tình hình thực hiện đã ghi" in printed(capsys, data, "gone", "2", "--renamed-to", "4")
