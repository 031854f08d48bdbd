"""A hundred lists in ways that offices write them, read to the cell.

The right values were written down before the program first read them. Where it is not sure, it says so:
`~` names what the list is told to leave out or not to use.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop_app.domain.agencies import join_agencies
from desktop_app.domain.deadlines import read_deadline
from desktop_app.domain.editions import ListRow
from desktop_app.lists.sheet import Sheet, Value, column_index, column_letter
from tests.lists.list_sheets import GROUPS, YEARS, Merge, read, reasons, sheet

FILE = Path(__file__).parent.parent / "data" / "lists" / "forty_more.txt"
SECTIONS = [part.strip().split("\n") for part in FILE.read_text(encoding="utf-8").split("\n== ")[1:]]
_CORNER = re.compile(r"([A-Z])(\d+):([A-Z])(\d+)")


def _cell(text: str) -> Value:
    text = text.strip().replace("⏎", "\n")
    return int(text) if text.isdecimal() else text or None


def _merges(line: str) -> Iterator[Merge]:
    for left, top, right, bottom in _CORNER.findall(line):
        yield int(top) - 1, column_index(left), int(bottom) - 1, column_index(right)


def _made(lines: list[str]) -> Sheet:
    merges = [one for line in lines if line.startswith("merge ") for one in _merges(line)]
    name = next((line.removeprefix("sheet ") for line in lines if line.startswith("sheet ")), "Danh mục")
    rows = [line for line in lines if not line.startswith(("merge ", "sheet "))]
    return sheet(*(list(map(_cell, row.split("|"))) for row in rows), merges=merges, name=name)


def _said(row: ListRow) -> list[str]:
    given, read_as = row.given, read_deadline(row.given.deadline, YEARS)
    day = f"each {read_as.recurs.unit}" if read_as.recurs else f"{read_as.ends_on or ''}"
    names = (join_agencies(given.leads), join_agencies(given.coordinating))
    said = [str(given.group), given.number, given.content.replace("\n", "⏎"), *names]
    return [*said, f"{given.deadline} {{{day}}}".replace("\n", "⏎").strip(), given.output]


def _right(line: str) -> list[str]:
    cells = [cell.strip() for cell in line.split("|")]
    return cells + [""] * (7 - len(cells))


@pytest.mark.parametrize("section", SECTIONS, ids=[lines[0] for lines in SECTIONS])
def test_a_list_is_read_to_the_cell(section: list[str]) -> None:
    at = section.index("→")
    found = read(_made(section[1:at]), groups=GROUPS)
    right = [line for line in section[at + 1 :] if not line.startswith("~")]
    assert list(map(_said, found.rows)) == list(map(_right, right))
    told = {f"left {row} {reason}" for row, reason in reasons(found)}
    told |= {f"unused {column_letter(one.column)}" for one in found.unused}
    for line in section[at + 1 + len(right) :]:
        assert set(line.removeprefix("~ ").split(", ")) <= told
