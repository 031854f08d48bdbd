"""A hundred lists in ways that offices write them, read to the cell.

The right values were written down before the program first read them. Where it is not sure, it says so:
`~` names what the list is told to leave out or not to use.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop_app.lists.sheet import Sheet, Value, column_index
from tests.lists.list_sheets import GROUPS, Merge, read, sheet
from tests.lists.to_the_cell import require_right

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


@pytest.mark.parametrize("section", SECTIONS, ids=[lines[0] for lines in SECTIONS])
def test_a_list_is_read_to_the_cell(section: list[str]) -> None:
    at = section.index("→")
    require_right(read(_made(section[1:at]), groups=GROUPS), section[at + 1 :])
