"""The past can be made again: no act with an effective day after D changes totals or rows as of D.

`TIENDO_STATEFUL_RUNS=500` runs the full set; the usual test run does fewer.
"""

from datetime import date
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, rule

from desktop_app.domain.deadlines import Extension
from desktop_app.domain.progress import State
from desktop_app.domain.reports import Office as Head
from desktop_app.domain.reports import Report
from desktop_app.domain.reports.row_fields import ROW_FIELDS
from desktop_app.domain.sealing import report_rows
from desktop_app.domain.status import Totals
from desktop_app.domain.task import Assignment, Fate
from desktop_app.services.importing.plan import Choices, Details
from desktop_app.services.periods.figures import make_report
from desktop_app.services.periods.sealing import SealRules
from tests.services.random_office import RandomOffice, in_runs, listed

THEN = ("nd09/2019-Q2", "nd09/2020", "nd09/2021-Q1", "nd09/2021-Q2")
"""Periods whose figures are known.

The last is cut off on 14/6/2021, and whatever is done counts from later.
"""
D = date(2021, 6, 14)
LATER = "nd09/2021-Q3"

CONTENTS = (
    "Ban hành kế hoạch theo dõi thi hành pháp luật", "Khảo sát lĩnh vực đất đai",
    "Tập huấn cấp huyện, cấp xã", "Kiểm tra các sở", "Tổng kết thi hành", "Sơ kết giữa kỳ",
    "Xây dựng cơ sở dữ liệu", "Hội thi tìm hiểu pháp luật",
)  # fmt: skip
AGENCIES = ("Sở Tư pháp", "Sở Nội vụ", "Sở Tài chính", "Sở Xây dựng", "")
DEADLINES = ("31/12/2020", "Quý III/2021", "Hằng năm", "", "30/4/2021", "1/3/2022", "Hằng quý")
TITLES = ("Nhóm mới của tỉnh", "Nhóm mới nữa")

tasks = st.integers(0, 12)
days = st.dates(date(2021, 6, 15), date(2022, 12, 31))
agencies, deadlines = st.sampled_from(AGENCIES), st.sampled_from(DEADLINES)
lines = st.tuples(st.integers(0, 7), st.integers(1, 8), agencies, agencies, deadlines, st.booleans())
"""A line of a list.

Which content, in which group, the agencies, the deadline, and whether the content is another one.
"""

Line = tuple[int, int, str, str, str, bool]
FIRST: tuple[Line, ...] = (
    (0, 1, "Sở Tư pháp", "Sở Nội vụ", "31/12/2020", False),
    (1, 1, "Sở Nội vụ", "", "30/4/2021", False),
    (2, 2, "Sở Tài chính", "Sở Tư pháp", "Hằng năm", False),
    (3, 2, "Sở Tư pháp", "", "Quý III/2021", False),
    (4, 3, "", "", "", False),
)
SECOND: tuple[Line, ...] = (
    (0, 1, "Sở Tư pháp", "Sở Nội vụ", "30/4/2021", False),
    (1, 3, "Sở Nội vụ", "", "30/4/2021", False),
    (2, 2, "Sở Tài chính", "Sở Tư pháp", "Hằng quý", False),
    (3, 2, "Sở Xây dựng", "", "Quý III/2021", False),
    (5, 8, "Sở Nội vụ", "", "31/12/2020", False),
)
"""Issued on 1/2/2021.

Other deadlines, a task in another group, another lead, one new, in a new group, and one gone.
"""


class Office(RandomOffice):
    """What is known up to D, and then acts of later days in any order."""

    def __init__(self) -> None:
        super().__init__()
        self.known: dict[str, Any] = {}

    @initialize()
    def fill(self) -> None:
        self.workspace.sealing.set_rules(SealRules(checks=False))
        self.bring(FIRST, date(2018, 3, 1))
        self.bring(SECOND, date(2021, 2, 1))
        self.workspace.gone.withdraw(
            self.register, [self.register.tasks[4].id], date(2021, 5, 1), "Công văn 1"
        )
        second = self.register.tasks[1].id
        self.workspace.extensions.extend(
            self.register, second, date(2022, 2, 1), "Dịch bệnh", date(2021, 6, 1)
        )
        for at, (period, changes) in enumerate(
            (
                ("nd09/2020", {"percent": 40, "result": "Đã dự thảo"}),
                ("nd09/2021-Q1", {"state": State.DONE, "completed_on": date(2021, 3, 1)}),
                ("nd09/2021-Q2", {"state": State.SUSPENDED, "difficulty": "Chờ hướng dẫn"}),
            )
        ):
            self.record(period, at, changes)
        self.workspace.tasks.assign(self.register, [task.id for task in self.register.tasks[:3]], "Hoa")
        self.workspace.acts.forget()
        self.known = self.figures()
        assert [one[0].total for one in self.known.values()] == [5, 5, 6, 4]

    @rule(at=tasks, day=days, by_hand=st.booleans())
    def withdraw(self, at: int, day: date, by_hand: bool) -> None:
        desk = self.workspace.tasks if by_hand else self.workspace.gone
        self.allowed(lambda: desk.withdraw(self.register, [self.task(at)], day, "Công văn 2"))

    @rule(at=tasks, into=tasks, day=days, over=st.booleans())
    def merge(self, at: int, into: int, day: date, over: bool) -> None:
        one, other = self.task(at), self.task(into)
        taken = one if over else None
        gone = self.workspace.gone
        self.allowed(lambda: gone.merge(self.register, [one], other, day, progress_of=taken))

    @rule(at=tasks, into=st.lists(tasks, min_size=1, max_size=3), day=days)
    def split(self, at: int, into: list[int], day: date) -> None:
        parts = [self.task(one) for one in into]
        self.allowed(lambda: self.workspace.gone.split(self.register, self.task(at), parts, day))

    @rule(at=tasks, into=tasks, day=days, carry=st.booleans())
    def rename(self, at: int, into: int, day: date, carry: bool) -> None:
        gone = self.workspace.gone
        self.allowed(lambda: gone.rename(self.register, self.task(at), self.task(into), day, carry=carry))

    @rule(at=tasks, state=st.sampled_from([State.SUSPENDED, State.IN_PROGRESS]))
    def record_later(self, at: int, state: State) -> None:
        self.allowed(lambda: self.record(LATER, at, {"state": state, "note": "Công văn 3"}))

    @rule(at=tasks, day=days)
    def suspend(self, at: int, day: date) -> None:
        self.allowed(lambda: self.record(LATER, at, {"suspended_on": day}))

    @rule(at=tasks, period=st.sampled_from((LATER, "nd09/2021-Q4", "nd09/2022-Q1")))
    def resume(self, at: int, period: str) -> None:
        self.allowed(lambda: self.record(period, at, {"state": State.IN_PROGRESS, "percent": 55}))

    @rule(at=tasks, day=days, officer=st.sampled_from(("Lan", "Minh", "")))
    def hand_over(self, at: int, day: date, officer: str) -> None:
        self.allowed(lambda: self.workspace.tasks.assign(self.register, [self.task(at)], officer, day))

    @rule(at=tasks, day=days, by=st.integers(1, 400))
    def extend(self, at: int, day: date, by: int) -> None:
        later = date.fromordinal(day.toordinal() + by)
        extend = self.workspace.extensions.extend
        self.allowed(lambda: extend(self.register, self.task(at), later, "Dịch bệnh", day))

    @rule(given=st.lists(lines, min_size=1, max_size=8), day=days, partial=st.booleans())
    def import_a_list(self, given: list[Line], day: date, partial: bool) -> None:
        self.allowed(lambda: self.bring(given, day, partial=partial))

    @rule(back=st.integers(0, 5))
    def take_a_list_back(self, back: int) -> None:
        later = [one.id for one in self.workspace.editions.all(self.register.programme.id)[:-2]]
        if later:
            self.allowed(lambda: self.workspace.editions.take_back(self.register, later[back % len(later)]))

    @rule(back=st.integers(0, 5), day=days)
    def correct_the_day_of_a_list(self, back: int, day: date) -> None:
        editions = self.workspace.editions
        later = editions.all(self.register.programme.id)[:-2]
        if later:
            one = later[back % len(later)]
            self.allowed(lambda: editions.describe(one.id, one.document, one.title, day))

    @rule(one=st.integers(0, 9), other=st.integers(0, 9), day=days)
    def merge_agencies(self, one: int, other: int, day: date) -> None:
        known = self.workspace.agencies.all()
        old, new = known[one % len(known)], known[other % len(known)]
        if old != new:
            self.allowed(lambda: self.workspace.agencies.merge(old.id, new.id, day))

    @rule(at=tasks, day=days, lead=agencies, deadline=deadlines, group=st.integers(0, 7))
    def edit_from_a_day(self, at: int, day: date, lead: str, deadline: str, group: int) -> None:
        task = self.register.task(self.task(at))
        given = Assignment(
            None,
            task.number,
            task.content,
            leads=(lead,) if lead else (),
            coordinating=(),
            output="",
            deadline=deadline,
        )
        group_id = self.register.groups[group % len(self.register.groups)].id
        edit = self.workspace.tasks.edit
        self.allowed(lambda: edit(self.register, task.id, group_id, given=given, own=task.own, day=day))

    @rule(day=days, deadline=deadlines)
    def add_from_a_day(self, day: date, deadline: str) -> None:
        given = Assignment(
            None,
            "",
            f"Việc thêm ngày {day:%d/%m/%Y}",
            leads=("Sở Nội vụ",),
            coordinating=(),
            output="",
            deadline=deadline,
        )
        group_id = self.register.groups[0].id
        self.allowed(lambda: self.workspace.tasks.add(self.register, group_id, given, since=day))

    @rule()
    def undo(self) -> None:
        self.allowed(self.workspace.acts.undo)

    @rule()
    def redo(self) -> None:
        self.allowed(self.workspace.acts.redo)

    @invariant()
    def the_past_stands(self) -> None:
        if self.known:
            assert self.figures() == self.known

    @invariant()
    def sums_close_on_every_day(self) -> None:
        for period in (*THEN, LATER, "nd09/2022"):
            report = self.report(period)
            assert sum((group.totals for group in report.groups), Totals()) == report.total
            assert sum((agency.totals for agency in report.agencies), Totals()) == report.total
            assert all(row.task.fate is not Fate.AHEAD for row in report_rows(report))

    def figures(self) -> dict[str, Any]:
        """Return everything that reports of the known periods say."""
        return {period: said(self.report(period)) for period in THEN}

    def report(self, period: str) -> Report:
        found = self.workspace.periods.find(period, self.register.programme)
        return make_report(self.register, found, Head(), D)

    def bring(self, given: Any, day: date, *, partial: bool = False) -> None:
        groups = {one.number: one.title for one in self.register.groups} | {8: TITLES[0], 9: TITLES[1]}
        text = ["STT;Nội dung nhiệm vụ;Cơ quan chủ trì;Cơ quan phối hợp;Thời hạn;Sản phẩm"]
        named = {at: line for at, *line in given}
        for number, title in groups.items():
            inside = [(at, *line[1:]) for at, line in named.items() if line[0] == number]
            text += [f"{_ROMAN[number - 1]};{title};;;;"] if inside else []
            text += [
                f"{at + 1};{CONTENTS[at]}{' trên địa bàn tỉnh' if other else ''};{lead};{helper};{deadline};"
                for at, lead, helper, deadline, other in sorted(inside)
            ]
        imports = self.workspace.imports
        plan = imports.plan_workbook(self.register, listed(text), Choices(partial=partial))
        imports.apply(self.register, plan, details=Details(issued_on=day))


_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")


def said(report: Report) -> Any:
    """Return totals, totals by group and by agency, and every row, with its place and what it says."""
    rows = [
        (
            row.task.id,
            [decided(one) for one in row.task.extensions],
            row.standing.first_due,
            row.carried,
            row.task.own.officer,
            [field.text(row) for field in ROW_FIELDS],
        )
        for row in report_rows(report)
    ]
    groups = [(one.number, one.title, one.totals, [row.task.id for row in one.rows]) for one in report.groups]
    return report.total, groups, report.agencies, [row.task.id for row in report.apart], rows


def decided(one: Extension) -> tuple[date, date]:
    return one.decided_on, one.new_due


TestOffice = in_runs(Office, 30)
