"""The paper on figures says what the program does: its tables are read, recorded and compared."""

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from desktop_app.domain.errors.refusals import RuleBroken
from desktop_app.domain.progress import ProgressEntry, State
from desktop_app.domain.task import Assignment
from desktop_app.resources import words
from desktop_app.services.tasks.register import Register
from desktop_app.services.workspace import Workspace

PAPER = Path(__file__).parent.parent.parent / "docs" / "figures.md"
PARTS = {
    "quý I": "-Q1", "quý II": "-Q2", "quý III": "-Q3", "quý IV": "-Q4",
    "6 tháng đầu": "-H1", "6 tháng cuối": "-H2", "cả năm": "",
}  # fmt: skip
LINES = [line for line in PAPER.read_text(encoding="utf-8").splitlines() if line.startswith("| ")]
ROWS = [[cell.strip() for cell in line.strip("|").split("|")] for line in LINES]
FIGURES = [row for row in ROWS if len(row) == 7 and row[0] != "Thời hạn"]
RULES = [row for row in ROWS if len(row) == 3 and row[0] != "Trạng thái"]
STATES = {words("state")[state.value]: state for state in State}


def period_id(text: str) -> str:
    name, _, year = text.partition("/")
    return f"nd09/{year or 2021}{PARTS[name]}"


def said(text: str) -> Any:
    """Return what is recorded in words as changes; None confirms."""
    day = re.fullmatch(r"hoàn thành (\d\d/\d\d/\d{4})", text)
    if day:
        return {"completed_on": date(*map(int, reversed(day[1].split("/"))))}
    paused = re.fullmatch(r"tạm dừng (\d\d/\d\d/\d{4})", text)
    if paused:
        return {"suspended_on": date(*map(int, reversed(paused[1].split("/"))))}
    if text.endswith("%"):
        return {"percent": int(text.removesuffix("%"))}
    meant: dict[str, Any] = {
        "hoàn thành": {"state": State.DONE},
        "tạm dừng": {"state": State.SUSPENDED},
        "ghi chú": {"note": "Đôn đốc"},
        "không thay đổi": None,
    }
    return meant[text]


def test_the_paper_has_its_tables() -> None:
    assert (len(RULES), len(FIGURES)) == (len(State), 25)
    assert len({row[6] for row in FIGURES}) == len(words("status")), "every status has an example"


@pytest.mark.parametrize("row", FIGURES, ids=" → ".join)
def test_each_example_comes_out_as_it_stands(
    workspace: Workspace, register: Register, row: list[str]
) -> None:
    deadline, recorded, asked, state, percent, day, status = row
    given = Assignment(None, "1", "Ban hành kế hoạch", deadline=deadline.strip("–"))
    task = workspace.tasks.add(register, register.groups[0].id, given)
    for one in recorded.strip("–").split("; ") if recorded != "–" else ():
        name, _, text = one.partition(": ")
        period, changes = workspace.periods.find(period_id(name), register.programme), said(text)
        if changes is None:
            assert workspace.recording.confirm(register, period, [task.id]) == 1
        else:
            workspace.recording.record(register, period, {task.id: changes})
    found = register.row(task, workspace.periods.find(period_id(asked), register.programme)).standing
    done = f"{found.completed_on:%d/%m/%Y}" + " (tạm tính)" * found.assumed if found.completed_on else "–"
    told = words("status")[found.status.value if found.status else "apart"]
    known = [words("state")[found.state.value], str(found.told_percent)]
    assert [*(known if found.recorded else (words("unrecorded")["state"], "–")), done, told] == [
        state,
        percent,
        day,
        status,
    ]


@pytest.mark.parametrize("percent", [0, 1, 50, 99, 100])
@pytest.mark.parametrize("day", [None, date(2021, 3, 2)])
@pytest.mark.parametrize("row", RULES, ids=lambda row: row[0])
def test_an_entry_admits_what_the_paper_admits(row: list[str], percent: int, day: date | None) -> None:
    first, _, last = row[1].partition("–")
    admitted = int(first) <= percent <= int(last or first) and (day is not None) == (row[2] == "có")
    place = (1, "nd09/2021-Q1", date(2020, 12, 15), date(2021, 3, 14))
    if admitted:
        ProgressEntry(*place, STATES[row[0]], percent, day)
        return
    with pytest.raises(RuleBroken):
        ProgressEntry(*place, STATES[row[0]], percent, day)
