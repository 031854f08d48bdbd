"""What a list is read as, compared with the right values that a text file has, to the cell."""

from collections.abc import Sequence

from desktop_app.domain.agencies import join_agencies
from desktop_app.domain.deadlines import read_deadline
from desktop_app.domain.editions import ListRow
from desktop_app.lists.sheet import column_letter
from desktop_app.lists.tasks import TaskList
from tests.lists.list_sheets import YEARS, reasons


def require_right(found: TaskList, lines: Sequence[str]) -> None:
    """Compare a list with `lines`: one for each task, then what must be told ("~ left 3 group")."""
    right = [line for line in lines if not line.startswith("~")]
    assert list(map(_said, found.rows)) == list(map(_cells, right))
    told = {f"left {row} {reason}" for row, reason in reasons(found)}
    told |= {f"unused {column_letter(one.column)}" for one in found.unused}
    told |= {f"ask {row.row} {row.doubt}" for row in found.rows if row.doubt}
    for line in lines[len(right) :]:
        assert set(line.removeprefix("~ ").split(", ")) <= told


def _said(row: ListRow) -> list[str]:
    given, read_as = row.given, read_deadline(row.given.deadline, YEARS)
    day = f"each {read_as.recurs.unit}" if read_as.recurs else f"{read_as.ends_on or ''}"
    names = (join_agencies(given.leads), join_agencies(given.coordinating))
    said = [str(given.group), given.number, given.content.replace("\n", "⏎"), *names]
    return [*said, f"{given.deadline} {{{day}}}".replace("\n", "⏎").strip(), given.output]


def _cells(line: str) -> list[str]:
    cells = [cell.strip() for cell in line.split("|")]
    return cells + [""] * (7 - len(cells))
