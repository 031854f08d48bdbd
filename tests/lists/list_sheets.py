"""Sheets made by hand, for the tests of what reads a task list."""

from collections.abc import Sequence

from desktop_app.domain.programme import Group
from desktop_app.lists.groups import with_group_column
from desktop_app.lists.heading import Heading, find_heading
from desktop_app.lists.sheet import Sheet, Value
from desktop_app.lists.tasks import ListChoices, TaskList, read_task_list

PLAIN = ("STT", "Nội dung nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời hạn", "Sản phẩm")
TITLES = (
    "Tăng cường sự lãnh đạo của cấp ủy Đảng",
    "Hoàn thiện thể chế về tổ chức thi hành",
    "Đổi mới công tác theo dõi, đánh giá",
)
GROUPS = tuple(Group(10 + number, 1, number, title) for number, title in enumerate(TITLES, start=1))
YEARS = (2018, 2022)
JOB = "Xây dựng kế hoạch theo dõi thi hành pháp luật"

Row = Sequence[Value]
Merge = tuple[int, int, int, int]


def sheet(
    *rows: Row, merges: Sequence[Merge] = (), fonts: Sequence[str] = (), name: str = "Danh mục"
) -> Sheet:
    of_columns = (tuple(fonts),) * max(map(len, rows), default=0) if fonts else ()
    return Sheet(name, False, tuple(tuple(row) for row in rows), tuple(merges), of_columns)


def heading_of(given: Sheet) -> Heading:
    heading = find_heading(given)
    assert heading is not None
    return heading


def read(given: Sheet, choices: ListChoices | None = None, groups: Sequence[Group] = GROUPS) -> TaskList:
    heading = with_group_column(heading_of(given), given, groups)
    return read_task_list(given, heading, groups, years=YEARS, choices=choices)


def task(
    number: Value = 1, content: Value = JOB, deadline: Value = "31/12/2018", lead: Value = "Sở Tư pháp"
) -> Row:
    return (number, content, lead, "Sở Nội vụ", deadline, "Kế hoạch")


def reasons(found: TaskList) -> list[tuple[int, str]]:
    return [(one.row, one.reason) for one in found.left_out]


def codes(found: TaskList) -> list[tuple[str, str]]:
    return [(problem.cell, problem.code) for row in found.rows for problem in row.problems]


def numbers(found: TaskList) -> list[str]:
    return [row.given.number for row in found.rows]
