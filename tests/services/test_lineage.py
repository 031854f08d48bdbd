"""A task that goes on as another one: what goes along, from which day, and what is read of closed periods."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from desktop_app.domain.errors import NotFound
from desktop_app.domain.evidence import Document, Link
from desktop_app.domain.indicator import Indicator, OverTasks
from desktop_app.domain.review import ReviewMark
from desktop_app.domain.status import Status
from desktop_app.domain.task import Fate, Handling, Task
from desktop_app.services.history import ActFilter
from desktop_app.services.periods.sealing import SealRules
from desktop_app.services.tasks import HandedOn, say_handed_on
from desktop_app.services.tasks.handing_on import TaskLeftBehind
from desktop_app.services.tasks.register import Register
from desktop_app.services.workspace import Workspace
from tests.services.conftest import given
from tests.services.one_truth import assert_as_in_the_file

DAY = date(2021, 7, 1)
EVE = DAY - timedelta(days=1)
LATER = date(2021, 8, 1)
WORDY = replace(given("Khảo sát"), number="")
Q1, Q2, Q3 = "nd09/2021-Q1", "nd09/2021-Q2", "nd09/2021-Q3"


class Desk:
    """Two old tasks with work of their own and two new ones, as an officer has them after a new list."""

    def __init__(self, workspace: Workspace, register: Register) -> None:
        self.workspace, self.register = workspace, register
        self.old, self.other, self.new, self.part = (
            self.add("Khảo sát đất đai"), self.add("Tập huấn"), self.add("Điều tra đất đai"),
            self.add("Hội nghị")
        )  # fmt: skip
        workspace.tasks.edit(
            register, self.old, self.task(self.old).group_id, self.task(self.old).given, Handling("An")
        )
        self.record(Q1, self.old, percent=30, result="Đã dự thảo")
        self.record(Q2, self.old, percent=60)
        self.record(Q2, self.other, percent=65)
        workspace.extensions.extend(register, self.old, date(2022, 3, 31), "Chờ văn bản", date(2021, 5, 4))
        programme = register.programme.id
        document = Document(0, programme, "Báo cáo khảo sát")
        links = [Link(0, self.old, Q1), Link(0, self.old, Q3), Link(0, self.old, None)]
        self.document = workspace.evidence.add(document, None, links)
        self.indicator = workspace.indicators.add(
            Indicator(0, programme, "Số cuộc", "cuộc", over_tasks=OverTasks.SUM)
        ).id
        for period, values in ((Q2, (4, 1)), (Q3, (5, 2))):
            cells = zip(
                ((self.indicator, self.old), (self.indicator, self.other)), map(Decimal, values), strict=True
            )
            workspace.indicators.record(register, self.period(period), dict(cells))

    def add(self, content: str) -> int:
        return self.workspace.tasks.add(self.register, self.register.groups[0].id, given(content)).id

    def task(self, task_id: int) -> Task:
        return self.register.task(task_id)

    def period(self, period: str) -> Any:
        return self.workspace.periods.find(period, self.register.programme)

    def record(self, period: str, task_id: int, **changes: Any) -> None:
        fields: Any = changes
        self.workspace.recording.record(self.register, self.period(period), {task_id: fields})

    def close(self, *periods: str) -> None:
        self.workspace.sealing.set_rules(SealRules(checks=False))
        for period in periods:
            self.workspace.sealing.seal(self.register, self.period(period), date(2021, 12, 1))

    def percent(self, task_id: int, day: date = DAY) -> int:
        return self.register.standing(self.task(task_id), day).percent

    def links(self, task_id: int) -> set[str | None]:
        rows = self.workspace.evidence.rows(self.register.programme.id)
        return {link.period for row in rows for link in row.links if link.task_id == task_id}

    def value(self, task_id: int, period: str) -> Any:
        rows = self.workspace.indicators.rows(self.register, self.period(period))
        return next((row.entered for row in rows if row.task is not None and row.task.id == task_id), None)

    def total(self, period: str) -> Any:
        return self.workspace.indicators.rows(self.register, self.period(period))[0].now.value

    def held(self) -> tuple[Any, ...]:
        """Return all that stands of the tasks."""
        ids = (self.old, self.other, self.new, self.part)
        return tuple(
            (
                self.task(one),
                list(self.register.entries(one)),
                self.links(one),
                self.value(one, Q3),
                self.percent(one),
            )
            for one in ids
        )

    def undo(self) -> None:
        self.workspace.acts.undo()
        self.register.refresh()


@pytest.fixture
def desk(workspace: Workspace, register: Register) -> Desk:
    return Desk(workspace, register)


def test_a_new_name_takes_all_along_and_one_undo_takes_it_back(desk: Desk) -> None:
    before = desk.held()
    told = desk.workspace.gone.rename(desk.register, desk.old, desk.new, DAY)
    assert told == HandedOn(1, officers=1, extensions=1, documents=3, quantities=1)
    new = desk.task(desk.new)
    assert (new.own.officer, new.since, desk.percent(desk.new)) == ("An", DAY, 60)
    assert desk.register.standing(new, DAY).due == date(2022, 3, 31)
    assert desk.links(desk.new) == {Q1, Q3, None}
    assert (desk.value(desk.new, Q3), desk.total(Q2), desk.total(Q3)) == (5, 5, 7)
    assert_as_in_the_file(desk.workspace, desk.register)
    desk.undo()
    assert desk.held() == before


def test_without_progress_nothing_goes_along_and_that_is_told(desk: Desk) -> None:
    told = desk.workspace.gone.rename(desk.register, desk.old, desk.new, DAY, carry=False)
    assert [(one.task.id, one.percent) for one in told.left] == [(desk.old, 60)]
    assert told == HandedOn(
        progress=0, officers=0, extensions=0, documents=0, quantities=0, verdicts=0, left=told.left
    )
    assert (desk.percent(desk.new), desk.task(desk.new).own.officer, desk.links(desk.new)) == (0, "", set())


def test_a_task_without_an_officer_hands_none_on(desk: Desk) -> None:
    told = desk.workspace.gone.rename(desk.register, desk.other, desk.new, DAY)
    assert (told.officers, desk.task(desk.new).own.officer) == (0, "")


@pytest.mark.parametrize(
    ("begins", "counts_from"), [(None, DAY), (EVE, DAY), (DAY, date(2021, 5, 4)), (LATER, date(2021, 5, 4))]
)
def test_an_extension_counts_for_a_name_that_counted_before_from_the_day_only(
    desk: Desk, begins: date | None, counts_from: date
) -> None:
    """A name that begins on the day or later takes the extension from its own day."""
    if begins is not None:
        desk.workspace.gone.rename(desk.register, desk.other, desk.new, begins)
    desk.workspace.gone.rename(desk.register, desk.old, desk.new, DAY)
    (extension,) = desk.task(desk.new).extensions
    assert (extension.decided_on, extension.new_due) == (counts_from, date(2022, 3, 31))


def test_what_went_along_is_said_in_words(desk: Desk) -> None:
    old = desk.task(desk.old)
    left = (TaskLeftBehind(old, 60), TaskLeftBehind(replace(old, given=WORDY), 5))
    told = HandedOn(1, 1, 2, documents=3, quantities=4, verdicts=5, closed=(Q1, Q2), left=left)
    counts = "2 lần gia hạn, 3 liên kết tài liệu, 4 số liệu, 5 ý kiến của lãnh đạo"
    assert say_handed_on(told, ["Quý I/2021", "Quý II/2021"]) == [
        f"Đi cùng: tình hình thực hiện đã ghi, người theo dõi, {counts}",
        "Không đi cùng: mức độ hoàn thành 60% của nhiệm vụ số 1 “Khảo sát đất đai”",
        "Không đi cùng: mức độ hoàn thành 5% của nhiệm vụ “Khảo sát”",
        "Tài liệu, số liệu, ý kiến của lãnh đạo của kỳ đã chốt (Quý I/2021, Quý II/2021) giữ nguyên ở tên cũ",
    ]
    assert say_handed_on(HandedOn(documents=1), []) == ["Đi cùng: 1 liên kết tài liệu"]
    assert say_handed_on(HandedOn(), []) == []


def test_what_was_recorded_counts_for_the_new_name_from_its_day_on(desk: Desk) -> None:
    """A task that counted before does not change before that day."""
    desk.record(Q2, desk.part, note="Của chính mình")
    before = desk.register.totals(EVE), desk.register.entry(desk.part, Q2), desk.percent(desk.part, EVE)
    desk.workspace.gone.rename(desk.register, desk.old, desk.part, DAY)
    assert (
        desk.register.totals(EVE),
        desk.register.entry(desk.part, Q2),
        desk.percent(desk.part, EVE),
    ) == before
    assert [desk.percent(desk.part, day) for day in (EVE, DAY)] == [0, 30], "its own note of Q2 speaks for Q2"
    row = desk.register.row(desk.task(desk.part), desk.period(Q3))
    assert row.entry is not None
    assert (row.carried, row.entry.result, row.entry.note) == (True, "Đã dự thảo", "Của chính mình")


def test_closed_periods_are_read_through_the_lineage(desk: Desk) -> None:
    """Copying into them is refused.

    What they say is where the new name stands, and a correction reaches it.
    """
    desk.close(Q1, Q2)
    told = desk.workspace.gone.rename(desk.register, desk.old, desk.new, DAY)
    assert (told.progress, told.closed, desk.links(desk.new)) == (1, (Q1,), {Q3, None})
    assert (desk.percent(desk.new), desk.register.standing(desk.task(desk.new), EVE).task.fate) == (
        60,
        Fate.AHEAD,
    )
    desk.workspace.sealing.reopen(desk.register.programme.id, Q2, "Nhầm số")
    desk.record(Q2, desk.old, percent=45)
    assert desk.percent(desk.new) == 45
    assert_as_in_the_file(desk.workspace, desk.register)
    desk.record(Q3, desk.new, percent=70)
    assert [desk.percent(one, date(2021, 9, 14)) for one in (desk.old, desk.new)] == [45, 70]


def test_progress_goes_through_two_names(desk: Desk) -> None:
    desk.workspace.gone.rename(desk.register, desk.old, desk.new, DAY)
    desk.workspace.gone.rename(desk.register, desk.new, desk.part, date(2021, 8, 1))
    assert [desk.percent(desk.part, date(2021, 8, day)) for day in (1, 2)] == [60, 60]
    desk.record(Q1, desk.old, percent=100)
    desk.record(Q2, desk.old, percent=100)
    assert desk.register.standing(desk.task(desk.part), date(2021, 8, 1)).status is Status.DONE_ON_TIME
    assert_as_in_the_file(desk.workspace, desk.register)
    desk.workspace.tasks.bring_back(desk.register, [desk.old])
    assert desk.percent(desk.part, date(2021, 8, 1)) == 0


def test_parts_of_a_split_begin_where_the_task_stood(desk: Desk) -> None:
    before = desk.held()
    desk.record(Q2, desk.part, percent=10)
    told = desk.workspace.gone.split(desk.register, desk.old, [desk.new, desk.part], DAY)
    assert (told.progress, told.officers, told.documents, told.quantities) == (1, 2, 6, 0)
    assert [desk.percent(one) for one in (desk.new, desk.part)] == [60, 10]
    assert desk.links(desk.new) == desk.links(desk.part) == {Q1, Q3, None}
    desk.undo()
    desk.undo()
    assert desk.held() == before
    told = desk.workspace.gone.split(desk.register, desk.old, [desk.new, desk.part], DAY, carry=False)
    assert [one.percent for one in told.left] == [60]
    assert [desk.percent(one) for one in (desk.new, desk.part)] == [0, 0]


def test_a_merge_takes_documents_and_quantities_and_tells_whose_progress_it_leaves(desk: Desk) -> None:
    desk.record(Q2, desk.part, percent=20)
    before = desk.held()
    told = desk.workspace.gone.merge(desk.register, [desk.old, desk.other], desk.part, DAY)
    assert [(one.task.id, one.percent) for one in told.left] == [(desk.old, 60), (desk.other, 65)]
    assert (desk.percent(desk.part), desk.task(desk.part).own.officer) == (20, "An")
    assert (told.documents, desk.links(desk.part)) == (3, {Q1, Q3, None})
    assert (desk.value(desk.part, Q3), desk.total(Q3), desk.total(Q2)) == (7, 7, 5)
    assert desk.task(desk.part).extensions == ()
    said = desk.workspace.gone.sentences(desk.register, desk.part)
    assert ["60%" in one for one in said] == [True, False]
    desk.undo()
    assert desk.held() == before


def test_a_merge_may_take_over_the_progress_of_one_source(desk: Desk) -> None:
    desk.record(Q1, desk.part, percent=10, note="Của nơi nhận")
    desk.record(Q3, desk.part, percent=20)
    desk.record(Q1, desk.old, difficulty="Thiếu người")
    before, eve = desk.held(), desk.register.totals(EVE)
    told = desk.workspace.gone.merge(
        desk.register, [desk.old, desk.other], desk.part, DAY, progress_of=desk.old
    )
    assert (told.progress, [one.percent for one in told.left]) == (1, [65])
    assert [desk.percent(desk.part, day) for day in (EVE, DAY, date(2021, 9, 14))] == [20, 60, 60]
    assert desk.register.totals(EVE) == eve
    assert desk.register.row(desk.task(desk.part), desk.period(Q1)).standing.percent == 10
    row = desk.register.row(desk.task(desk.part), desk.period(Q3))
    assert row.entry is not None
    assert (row.entry.note, row.entry.result, row.entry.difficulty) == (
        "Của nơi nhận",
        "Đã dự thảo",
        "Thiếu người",
    )
    act = desk.workspace.journal.page(ActFilter()).acts[0]
    assert "lấy mức độ hoàn thành của nhiệm vụ số 1 “Khảo sát đất đai” (60%)" in desk.workspace.journal.said(
        act
    )
    assert_as_in_the_file(desk.workspace, desk.register)
    desk.record(Q2, desk.old, percent=45)
    assert desk.percent(desk.part) == 45, "a correction reaches what was taken over"
    desk.record(Q3, desk.part, percent=70)
    assert desk.percent(desk.part, date(2021, 9, 14)) == 70
    for _ in range(3):
        desk.undo()
    assert desk.held() == before
    with pytest.raises(NotFound):
        desk.workspace.gone.merge(desk.register, [desk.old], desk.part, DAY, progress_of=desk.other)


def test_a_value_of_its_own_stays(desk: Desk) -> None:
    desk.workspace.indicators.record(
        desk.register, desk.period(Q3), {(desk.indicator, desk.part): Decimal(9)}
    )
    told = desk.workspace.gone.merge(desk.register, [desk.old], desk.part, DAY)
    assert (told.quantities, desk.value(desk.part, Q3)) == (0, 9)


def test_a_verdict_goes_along_as_one_on_other_words(desk: Desk) -> None:
    desk.record(Q3, desk.other, percent=70)
    for period in (Q2, Q3):
        desk.workspace.reviewing.accept(desk.register, desk.period(period), [desk.old], by="Lãnh đạo")
    assert desk.workspace.gone.rename(desk.register, desk.old, desk.new, DAY).verdicts == 1
    marks = {
        one.row.task.id: one.mark for one in desk.workspace.reviewing.rows(desk.register, desk.period(Q3))
    }
    assert marks[desk.new] is ReviewMark.CHANGED


def test_the_past_of_the_file_reads_the_lineage_of_then(desk: Desk) -> None:
    desk.workspace.gone.rename(desk.register, desk.old, desk.new, DAY)
    then = desk.workspace.as_at.register(desk.register.programme.id, date.max)
    assert then.standing(then.task(desk.new), DAY).percent == 60
