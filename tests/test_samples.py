import json
import runpy
from collections import Counter
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import TypedDict

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from desktop_app.resources import read_programme, resource

MAKER = Path(__file__).parent / "data" / "make_samples.py"
FIRST, AMENDED = "Danh_muc_minh_hoa_242.xlsx", "Danh_muc_minh_hoa_242_sua_doi.xlsx"
STATES = {"not_started", "in_progress", "done", "suspended"}
QUARTERS = [f"nd09/{year}-Q{quarter}" for year in (2020, 2021) for quarter in (1, 2, 3, 4)]
Row = tuple[object, ...]


class Entry(TypedDict):
    task: str
    period: str
    state: str
    percent: int
    completed_on: str | None
    result: str
    difficulty: str
    proposal: str
    note: str


def open_sheet(path: Path) -> Worksheet:
    return load_workbook(path).worksheets[0]


def cells(sheet: Worksheet) -> list[Row]:
    return list(sheet.iter_rows(values_only=True))


def tasks(name: str) -> dict[int, Row]:
    rows = cells(open_sheet(resource("samples", name)))
    return {row[0]: row[1:] for row in rows if isinstance(row[0], int)}


def entries() -> list[Entry]:
    loaded: list[Entry] = json.loads(resource("samples", "tien_do_minh_hoa.json").read_text(encoding="utf-8"))
    return loaded


def span(period: str) -> tuple[date, date]:
    year, last_month = int(period[5:9]), int(period[-1]) * 3
    first = date(year - 1, 12, 15) if last_month == 3 else date(year, last_month - 3, 15)
    return first, date(year, last_month, 14)


@pytest.mark.parametrize("name", [FIRST, AMENDED])
def test_the_committed_lists_are_what_the_maker_makes(name: str, tmp_path: Path) -> None:
    made: Workbook = runpy.run_path(str(MAKER))["make_all"]()[name]
    made.save(tmp_path / name)
    fresh, committed = open_sheet(tmp_path / name), open_sheet(resource("samples", name))
    assert cells(committed) == cells(fresh)
    assert sorted(map(str, committed.merged_cells.ranges)) == sorted(map(str, fresh.merged_cells.ranges))


@pytest.mark.parametrize("name", [FIRST, AMENDED])
def test_a_sample_list_says_that_it_is_illustrative_on_screen_and_in_print(name: str) -> None:
    sheet = open_sheet(resource("samples", name))
    assert "dữ liệu minh họa" in str(sheet["A3"].value)
    assert "Dữ liệu minh họa" in str(sheet.oddHeader)
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.print_title_rows == "$6:$6"


def test_the_list_has_42_numbered_tasks_under_the_groups_of_the_programme() -> None:
    rows = cells(open_sheet(resource("samples", FIRST)))[6:]
    groups = [row[1] for row in rows if isinstance(row[0], str)]
    assert groups == [
        group["title"] for group in read_programme(resource("programmes", "242.json"))["groups"]
    ]
    assert [row[0] for row in rows if isinstance(row[0], int)] == list(range(1, 43))
    assert all(all(row[column] for column in range(1, 6)) for row in rows if isinstance(row[0], int))


def test_the_amended_list_has_two_new_three_changed_and_one_gone() -> None:
    old, new = tasks(FIRST), tasks(AMENDED)
    assert (new.keys() - old.keys(), old.keys() - new.keys()) == ({43, 44}, {30})
    changed = {number for number in old.keys() & new.keys() if old[number] != new[number]}
    assert changed == {6, 13, 20}


def test_progress_belongs_to_tasks_and_quarters_and_comes_in_order() -> None:
    numbers = {str(number) for number in tasks(FIRST)}
    assert {entry["task"] for entry in entries()} == numbers
    assert {entry["period"] for entry in entries()} == set(QUARTERS)
    keys = [(int(entry["task"]), entry["period"]) for entry in entries()]
    assert keys == sorted(set(keys))


def test_state_percent_and_day_of_completion_agree() -> None:
    for entry in entries():
        assert entry["state"] in STATES
        assert 0 <= entry["percent"] <= 100
        assert (
            (entry["state"] == "done") == (entry["percent"] == 100) == (entry["completed_on"] is not None)
        ), entry
        assert entry["result"]
        assert entry["state"] != "not_started" or entry["percent"] == 0


def test_a_completion_is_not_later_than_the_period_that_reports_it() -> None:
    done = [entry for entry in entries() if entry["completed_on"]]
    for entry in done:
        assert date.fromisoformat(str(entry["completed_on"])) <= span(entry["period"])[1], entry
    first_reports = {(entry["task"], entry["completed_on"]): entry for entry in reversed(done)}
    for entry in first_reports.values():
        if entry["period"] != QUARTERS[0]:
            assert date.fromisoformat(str(entry["completed_on"])) >= span(entry["period"])[0], entry


def test_a_task_that_does_not_recur_stays_done_and_never_goes_back() -> None:
    given = tasks(FIRST)
    for before, after in pairwise(entries()):
        deadline = str(given[int(after["task"])][3])
        if before["task"] == after["task"] and not deadline.lower().startswith(("hằng", "trước ngày")):
            assert after["percent"] >= before["percent"], after


def test_the_last_quarter_shows_every_kind_of_standing() -> None:
    last = {entry["task"]: entry for entry in entries()}
    states = Counter(entry["state"] for entry in last.values())
    assert states["done"] == 24
    assert states["suspended"] == 1
    assert states["not_started"] == 2
    assert states["in_progress"] == 15
