import json
from pathlib import Path
from typing import Any

import pytest

from desktop_app.domain.programme import Group
from desktop_app.exchange.reading.sheets import read_workbook
from desktop_app.lists.heading import best_sheet, find_heading
from desktop_app.lists.tasks import TaskList, read_task_list
from desktop_app.resources import programme_files, read_programme

LISTS = Path(__file__).parent.parent / "data" / "lists"
EXPECTED: dict[str, dict[str, Any]] = json.loads((LISTS / "expected.json").read_text(encoding="utf-8"))
GROUPS = [
    Group(one["number"], 1, one["number"], one["title"])
    for one in read_programme(programme_files()[0])["groups"]
]


def read(path: Path) -> TaskList:
    workbook = read_workbook(path)
    sheet = workbook.sheets[best_sheet(workbook.sheets)]
    heading = find_heading(sheet)
    assert heading is not None
    return read_task_list(sheet, heading, GROUPS, (), (2018, 2022))


@pytest.mark.parametrize("name", list(EXPECTED))
def test_every_list_of_the_corpus_is_read_to_the_task(name: str) -> None:
    found, expected = read(LISTS / name), EXPECTED[name]
    tasks = [[row.given.group, row.given.number, row.given.content] for row in found.rows]
    assert tasks == expected["tasks"]
    assert (len(found.refused), found.encoding) == (expected["refused"], expected["encoding"])
    assert found.new_groups == ()
    if expected["deadlines"]:
        assert [row.given.deadline for row in found.rows] == expected["deadlines"]
    if expected["leads"]:
        assert [list(row.given.leads) for row in found.rows] == expected["leads"]


def test_agencies_and_deadlines_of_the_plain_list() -> None:
    found = read(LISTS / "plain.xlsx")
    assert found.rows[1].given.coordinating == (
        "Sở Lao động, Thương binh và Xã hội",
        "UBND các huyện, thị xã, thành phố",
    )
    assert [row.given.deadline for row in found.rows] == [
        "30/6/2018",
        "31/12/2020",
        "Hằng năm",
        "Quý IV/2019",
    ]
    assert [row.problems for row in found.rows] == [(), (), (), ()]


def test_merged_agencies_and_deadlines_go_to_every_sub_item() -> None:
    rows = read(LISTS / "children.xlsx").rows
    assert [row.given.leads for row in rows[:4]] == [("Sở Tư pháp",)] * 4
    assert [row.given.deadline for row in rows] == ["Năm 2018"] * 4 + ["2019"]
