"""Random work on a data file: no path changes a closed period, and no total differs from its parts.

`TIENDO_STATEFUL_RUNS=500` runs the full set (500 runs of 50 steps); the usual test run does fewer.
"""

from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, precondition, rule

from desktop_app.domain.errors.periods import PeriodNotSealed, PeriodSealed
from desktop_app.domain.errors.refusals import AppError
from desktop_app.domain.period import PeriodState
from desktop_app.domain.progress import ProgressChanges, State
from desktop_app.domain.sealing import digest
from desktop_app.domain.status import Status, Totals
from desktop_app.domain.task import Assignment
from desktop_app.services.periods.sealing import SealRules
from desktop_app.services.workspace import Workspace
from desktop_app.storage.history import journal
from tests.services.random_office import RandomOffice, in_runs, listed

TODAY = date(2021, 12, 20)
PERIODS = ("nd09/2021-Q3", "nd09/2021-Q4", "nd09/2021", "tt10/2021", "nd09/2022-Q1")
CONTENTS = (
    "Ban hành kế hoạch", "Khảo sát lĩnh vực đất đai", "Tập huấn cấp huyện", "Kiểm tra các sở", "Tổng kết",
    "Sơ kết",
)  # fmt: skip
AGENCIES = ("Sở Nội vụ", "Sở Tài chính", "")
DEADLINES = ("31/12/2021", "Quý III/2021", "Hằng năm", "", "30/6/2021")

periods = st.sampled_from(PERIODS)
tasks = st.integers(0, 5)
days = st.dates(date(2021, 1, 1), TODAY)


class Office(RandomOffice):
    """An officer, a leader and a deadline, in any order."""

    def __init__(self) -> None:
        super().__init__()
        self.sealed: dict[str, tuple[str, list[Any]]] = {}

    @initialize()
    def fill(self) -> None:
        self.workspace.sealing.set_rules(SealRules(checks=False))
        for number, deadline in enumerate(DEADLINES, start=1):
            given = Assignment(
                None,
                str(number),
                CONTENTS[number - 1],
                leads=("Sở Tư pháp",),
                coordinating=(),
                output="",
                deadline=deadline,
            )
            self.workspace.tasks.add(self.register, self.register.groups[number % 3].id, given)
        self.workspace.acts.forget()

    @rule(period=periods, at=tasks, percent=st.integers(0, 100))
    def record_percent(self, period: str, at: int, percent: int) -> None:
        self.write(period, lambda: self.record(period, at, {"percent": percent}))

    @rule(period=periods, at=tasks, state=st.sampled_from(State))
    def record_state(self, period: str, at: int, state: State) -> None:
        self.write(period, lambda: self.record(period, at, {"state": state}))

    @rule(period=periods, at=tasks, day=days)
    def complete(self, period: str, at: int, day: date) -> None:
        self.write(period, lambda: self.record(period, at, {"completed_on": day}))

    @rule(period=periods, text=st.sampled_from(["", "Đã ban hành", "Đang lấy ý kiến"]))
    def record_all(self, period: str, text: str) -> None:
        changes: dict[int, ProgressChanges] = {task.id: {"result": text} for task in self.register.tasks}
        found = self.workspace.periods.find(period, self.register.programme)
        self.write(period, lambda: self.workspace.recording.record(self.register, found, changes))

    @rule(period=periods)
    def confirm(self, period: str) -> None:
        found = self.workspace.periods.find(period, self.register.programme)
        ids = [task.id for task in self.register.tasks]
        self.write(period, lambda: self.workspace.recording.confirm(self.register, found, ids))

    @rule(period=periods, at=tasks, accepted=st.booleans())
    def review(self, period: str, at: int, accepted: bool) -> None:
        found = self.workspace.periods.find(period, self.register.programme)
        judge = self.workspace.reviewing.accept if accepted else self.workspace.reviewing.give_back
        self.write(period, lambda: judge(self.register, found, [self.task(at)], "Xem lại"))

    @rule(at=tasks, by=st.integers(1, 200), day=days)
    def extend(self, at: int, by: int, day: date) -> None:
        later = TODAY + timedelta(by)
        self.allowed(
            lambda: self.workspace.extensions.extend(self.register, self.task(at), later, "Dịch bệnh", day)
        )

    @rule(at=tasks)
    def withdraw(self, at: int) -> None:
        self.workspace.tasks.withdraw(self.register, [self.task(at)], TODAY, "Công văn")

    @rule(at=tasks)
    def bring_back(self, at: int) -> None:
        self.workspace.tasks.bring_back(self.register, [self.task(at)])

    @rule(number=st.integers(10, 99), deadline=st.sampled_from(DEADLINES))
    def add(self, number: int, deadline: str) -> None:
        given = Assignment(
            None, str(number), f"Việc {number}", leads=(), coordinating=(), output="", deadline=deadline
        )
        self.workspace.tasks.add(self.register, self.register.groups[0].id, given)

    @rule(rows=st.lists(st.tuples(tasks, st.sampled_from(AGENCIES), st.sampled_from(DEADLINES)), max_size=8))
    def import_a_list(self, rows: list[tuple[int, str, str]]) -> None:
        """Tasks that the list does not name go to the tray; a withdrawn one that it names comes back."""
        lines = ["STT;Nội dung nhiệm vụ;Cơ quan chủ trì;Cơ quan phối hợp;Thời hạn;Sản phẩm"]
        named = {at + 1: f"{CONTENTS[at]};Sở Tư pháp;{agency};{deadline};" for at, agency, deadline in rows}
        for at, group in enumerate(self.register.groups[:3]):
            lines.append(f"{'I' * group.number};{group.title};;;;")
            lines += [f"{number};{said}" for number, said in sorted(named.items()) if number % 3 == at]
        book, imports = listed(lines), self.workspace.imports
        self.allowed(lambda: imports.apply(self.register, imports.plan_workbook(self.register, book)))

    @rule(at=tasks, deadline=st.sampled_from(DEADLINES))
    def edit(self, at: int, deadline: str) -> None:
        task = self.register.task(self.task(at))
        given = Assignment(
            None,
            task.number,
            task.content,
            leads=("Sở Nội vụ",),
            coordinating=(),
            output="",
            deadline=deadline,
        )
        self.workspace.tasks.edit(self.register, task.id, task.group_id, given, task.own)

    @rule()
    def undo(self) -> None:
        self.allowed(self.workspace.acts.undo)

    @rule()
    def redo(self) -> None:
        self.allowed(self.workspace.acts.redo)

    @rule(back=st.integers(0, 12))
    def take_an_older_act_back(self, back: int) -> None:
        """As a row's older value is put back from the history."""
        kinds = ("record", "confirm", "review_accept", "review_return", "seal", "reopen")
        found = [act.id for act in journal.actions(self.workspace._store.db, 100) if act.kind in kinds]
        if found:
            self.allowed(lambda: self.workspace._store.revert(found[back % len(found)]))

    @rule(period=periods)
    def seal(self, period: str) -> None:
        found = self.workspace.periods.find(period, self.register.programme)
        try:
            version = self.workspace.sealing.seal(self.register, found, TODAY)
        except PeriodSealed:
            assert period in self.sealed
            return
        assert period not in self.sealed
        self.sealed[period] = (version.sha256, self.rows(period))

    @rule(period=periods)
    @precondition(lambda self: self.sealed)
    def reopen(self, period: str) -> None:
        try:
            self.workspace.sealing.reopen(self.register.programme.id, period, "Bổ sung")
        except PeriodNotSealed:
            assert period not in self.sealed
            return
        del self.sealed[period]

    @rule()
    def close_and_open(self) -> None:
        path = self.workspace.path
        self.workspace.close()
        self.workspace = Workspace.open(path)
        self.register = self.workspace.register(self.workspace.programme().id)

    @invariant()
    def no_closed_period_has_changed(self) -> None:
        programme_id = self.register.programme.id
        for period, (digested, rows) in self.sealed.items():
            version = self.workspace.sealing.standing(programme_id, period)
            assert version is not None
            assert version.sha256 == digested
            assert digest(self.workspace._store.seals.body(version.id)) == digested
            assert self.workspace.sealing.report_of(version).period.id == period
            assert self.rows(period) == rows
            assert self.workspace.periods.state(programme_id, period) is PeriodState.SEALED

    @invariant()
    def no_total_differs_from_its_parts(self) -> None:
        for period in PERIODS[1:4]:
            found = self.workspace.periods.find(period, self.register.programme)
            report = self.workspace.sealing.report(self.register, found, TODAY)
            assert sum((group.totals for group in report.groups), Totals()) == report.total
            assert sum((agency.totals for agency in report.agencies), Totals()) == report.total
            counted = [row.standing.status for group in report.groups for row in group.rows]
            assert all(report.total.of(status) == counted.count(status) for status in Status)

    def write(self, period: str, work: Any) -> None:
        """Do something to a period: refused, by its name, exactly when it is closed."""
        try:
            work()
            refused = None
        except AppError as error:
            refused = error
        assert isinstance(refused, PeriodSealed) == (period in self.sealed)
        assert not isinstance(refused, PeriodSealed) or refused.period == period

    def rows(self, period: str) -> list[Any]:
        found: list[Any] = self.workspace._store.db.execute(
            "SELECT * FROM progress WHERE period = ? ORDER BY id", [period]
        ).fetchall()
        return found


TestOffice = in_runs(Office, 50)
