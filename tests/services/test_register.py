"""Recording, totals, filters, overview, samples and the report model."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from desktop_app.domain.errors.refusals import FieldOutOfRange, NotFound
from desktop_app.domain.period import Period, PeriodState
from desktop_app.domain.progress import ProgressChanges, State
from desktop_app.domain.reports import Office
from desktop_app.domain.status import Status, Totals
from desktop_app.domain.task import Assignment, Task
from desktop_app.services import places
from desktop_app.services.periods.attention import reminders
from desktop_app.services.periods.figures import make_report
from desktop_app.services.tasks.counts import in_count
from desktop_app.services.tasks.filtering import TaskFilter, shown
from desktop_app.services.tasks.overview import completed_by, curve, due_by, due_soon, on_curve, overdue
from desktop_app.services.tasks.register import Register
from desktop_app.services.workspace import Workspace
from desktop_app.storage.tables.tasks import TaskTable


@pytest.fixture
def sample(tmp_path: Path, sample_file: Path) -> Register:
    workspace = Workspace.open(Path(shutil.copyfile(sample_file, tmp_path / "mau.tiendo")))
    register = workspace.register(workspace.programme().id)
    workspace.close()
    return register


def test_the_sample_lives(sample: Register) -> None:
    assert sample.programme.illustrative
    assert sample.totals(date(2021, 12, 14)) == Totals(20, 4, 11, 4, 2)


def test_recording_goes_on_from_the_period_before(workspace: Workspace, filled: Register, q4: Period) -> None:
    task = filled.tasks[0]
    q3 = workspace.periods.find("2021-Q3", filled.programme)
    workspace.recording.record(filled, q3, {task.id: {"percent": 40, "result": "Dự thảo lần 1"}})
    row = filled.row(task, q4)
    assert (row.carried, row.entry.percent if row.entry else None) == (True, 40)
    (entry,) = workspace.recording.record(filled, q4, {task.id: {"percent": 60}})
    assert (entry.period, entry.percent, entry.result) == ("nd09/2021-Q4", 60, "Dự thảo lần 1")
    assert filled.row(task, q3).entry == filled.entries(task.id)[0]
    assert filled.row(task, workspace.periods.find("2021-Q2", filled.programme)).entry is None


def carry_by_note(workspace: Workspace, register: Register, period: Period, task_id: int) -> None:
    workspace.recording.record(register, period, {task_id: {"note": "Đã nghiệm thu"}})


def carry_by_confirming(workspace: Workspace, register: Register, period: Period, task_id: int) -> None:
    assert workspace.recording.confirm(register, period, [task_id]) == 1


@pytest.mark.parametrize("carry", [carry_by_note, carry_by_confirming])
def test_a_task_done_without_a_day_stays_done_on_time_when_it_is_carried_on(
    workspace: Workspace, register: Register, carry: Callable[[Workspace, Register, Period, int], None]
) -> None:
    group = register.groups[0].id
    task = workspace.tasks.add(
        register, group, Assignment(None, "1", "Ban hành kế hoạch", deadline="31/3/2021")
    )
    periods = [
        workspace.periods.find(name, register.programme) for name in ("2021-Q1", "2021-Q2", "2021-Q3", "2021")
    ]
    first, *later = periods
    workspace.recording.record(register, first, {task.id: {"state": State.DONE}})
    for period in later:
        carry(workspace, register, period, task.id)
        for one in (register, workspace.register(register.programme.id)):
            standing = one.standing(one.task(task.id), period.cut_off)
            assert (standing.status, standing.completed_on) == (Status.DONE_ON_TIME, first.cut_off)
            assert make_report(one, period, Office(), period.cut_off).total == Totals(done_on_time=1)


def test_a_yearly_task_begins_each_year_anew(workspace: Workspace, filled: Register) -> None:
    yearly = next(task for task in filled.tasks if task.deadline.recurs is not None)
    q4_2020 = workspace.periods.find("2020-Q4", filled.programme)
    q1_2021 = workspace.periods.find("2021-Q2", filled.programme)
    workspace.recording.record(filled, q4_2020, {yearly.id: {"completed_on": date(2020, 10, 1)}})
    (entry,) = workspace.recording.record(filled, q1_2021, {yearly.id: {"note": "Bắt đầu"}})
    assert (entry.state, entry.percent) == (State.NOT_STARTED, 0)


def test_a_block_is_recorded_whole_or_not_at_all(workspace: Workspace, filled: Register, q4: Period) -> None:
    one, two = filled.tasks[:2]
    with pytest.raises(FieldOutOfRange):
        workspace.recording.record(filled, q4, {one.id: {"percent": 10}, two.id: {"percent": 500}})
    assert filled.entries(one.id) == ()
    workspace.recording.record(filled, q4, {one.id: {"percent": 10}, two.id: {"percent": 20}})
    assert [filled.row(task, q4).standing.percent for task in (one, two)] == [10, 20]
    workspace.acts.undo()
    filled.refresh()
    assert [filled.entries(task.id) for task in (one, two)] == [[], []]


def test_recording_the_same_again_is_no_act(workspace: Workspace, filled: Register, q4: Period) -> None:
    task = filled.tasks[0]
    workspace.recording.record(filled, q4, {task.id: {"percent": 10}})
    before = workspace.last_action()
    workspace.recording.record(filled, q4, {task.id: {"percent": 10}})
    assert workspace.last_action() == before
    with pytest.raises(NotFound):
        workspace.recording.record(filled, q4, {999: {"percent": 10}})


def test_texts_are_tidied(workspace: Workspace, filled: Register, q4: Period) -> None:
    texts = dict.fromkeys(("result", "difficulty", "proposal", "note"), " a\xa0 b\x07 ")
    task = filled.tasks[0]
    (entry,) = workspace.recording.record(
        filled,
        q4,
        {
            task.id: {
                "result": texts["result"],
                "difficulty": texts["difficulty"],
                "proposal": texts["proposal"],
                "note": texts["note"],
            }
        },
    )
    assert {entry.result, entry.difficulty, entry.proposal, entry.note} == {"a b"}


def test_totals_close_by_group_and_by_agency(sample: Register) -> None:
    day = date(2021, 12, 14)
    for parts in (sample.totals_by_group(day), sample.totals_by_agency(day)):
        added = Totals()
        for totals in parts.values():
            added += totals
        assert added == sample.totals(day)


@pytest.mark.parametrize(
    ("wanted", "holds"),
    [
        (
            TaskFilter(text="thi hanh"),
            lambda row: "thi hành" in row.task.content.lower() or row.task.given.leads,
        ),
        (TaskFilter(status="open_overdue"), lambda row: row.standing.status is Status.OPEN_OVERDUE),
        (TaskFilter(agency="Sở Tư pháp", lead_only=True), lambda row: row.task.lead == "Sở Tư pháp"),
        (
            TaskFilter(agency="Sở Nội vụ"),
            lambda row: "Sở Nội vụ" in row.task.given.leads + row.task.given.coordinating,
        ),
        (TaskFilter(due="none"), lambda row: row.standing.due is None),
        (TaskFilter(due="year"), lambda row: row.standing.due > date(2021, 12, 14)),
        (TaskFilter(view="apart"), lambda row: row.standing.status is None),
        (TaskFilter(view="soon"), lambda row: 0 <= row.standing.days_left <= 30),
        (TaskFilter(view="missing"), lambda row: row.entry is None or row.carried),
    ],
)
def test_filters_show_what_they_say(
    workspace: Workspace, sample: Register, q4: Period, wanted: TaskFilter, holds: Callable[[Any], bool]
) -> None:
    rows = sample.rows(q4)
    found = shown(sample, q4, rows, wanted)
    assert found
    assert len(found) < len(rows)
    assert all(holds(row) for row in found)


def test_filters_join(sample: Register, q4: Period) -> None:
    rows = sample.rows(q4)
    group = sample.groups[2]
    found = shown(sample, q4, rows, TaskFilter(text="THEO DÕI", group_id=group.id, view="all"))
    assert {row.task.group_id for row in found} == {group.id}
    assert shown(sample, q4, rows, TaskFilter(text="không có chữ này")) == []


def test_the_overview_lists_what_presses(sample: Register, q4: Period) -> None:
    standings = [sample.standing(task, q4.cut_off) for task in sample.tasks]
    late = overdue(standings)
    assert [one.days_overdue for one in late] == sorted((one.days_overdue for one in late), reverse=True)
    assert len(late) == 4
    assert all(one.days_left is not None for one in due_soon(standings))
    waiting = reminders(sample, q4, PeriodState.OPEN, q4.cut_off)
    missing = {row.task.id for row in sample.rows(q4) if in_count("missing")(row)}
    assert missing == {*waiting.not_entered, *waiting.not_confirmed}
    assert len(waiting.overdue) == len(late)


def test_the_curve_ends_at_the_totals(sample: Register) -> None:
    day = date(2021, 12, 14)
    points = curve(sample, day)
    assert points[-1].day == day
    assert points[-1].done == sample.totals(day).done
    done = [point.done for point in points if point.done is not None]
    assert done == sorted(done)
    first = sample.first_known()
    assert first is not None
    assert all((point.done is None) == (point.day < first) for point in points)


def test_the_curve_counts_the_tasks_of_each_months_own_day(tmp_path: Path, sample_file: Path) -> None:
    """What was withdrawn or merged later had stood in the totals of the months before."""
    workspace = Workspace.open(Path(shutil.copyfile(sample_file, tmp_path / "mau.tiendo")))
    sample, day = workspace.register(workspace.programme().id), date(2021, 12, 14)
    done = next(
        task
        for task in sample.tasks
        if task.deadline.recurs is None
        and (on := sample.standing(task, day).completed_on) is not None
        and on < date(2021, 6, 1)
    )
    before = {point.day: point for point in curve(sample, day)}
    workspace.tasks.withdraw(sample, [done.id], date(2021, 9, 15), "Công văn 2")
    after = {point.day: point for point in curve(sample, day)}
    workspace.close()
    same = [one for one in before if one < date(2021, 9, 15)]
    assert [after[one] for one in same] == [before[one] for one in same]
    assert after[day].done == sample.totals(day).done == (before[day].done or 0) - 1


def test_the_curve_follows_what_did_not_last(tmp_path: Path, sample_file: Path) -> None:
    """Suspended and resumed, done and taken back, done again on another day: each month as it stood then."""
    workspace = Workspace.open(Path(shutil.copyfile(sample_file, tmp_path / "mau.tiendo")))
    sample, day = workspace.register(workspace.programme().id), date(2021, 12, 14)
    once = [one.id for one in sample.tasks if one.deadline.recurs is None and one.deadline.ends_on][:9]
    kinds: tuple[tuple[ProgressChanges, ...], ...] = (
        ({"state": State.SUSPENDED}, {"percent": 30}, {"percent": 40}),
        ({"completed_on": date(2021, 3, 1)}, {"percent": 60}, {"percent": 70}),
        ({"completed_on": date(2021, 3, 1)}, {"percent": 60}, {"completed_on": date(2021, 9, 1)}),
    )
    for at, part in enumerate(("2021-Q1", "2021-Q2", "2021-Q3")):
        period = workspace.periods.find(part, sample.programme)
        changes = {key: kinds[place % 3][at] for place, key in enumerate(once)}
        workspace.recording.record(sample, period, changes)
    for point in curve(sample, day)[:-1]:
        then = [sample.standing(sample.task(key), point.day) for key in once]
        shown = [one for one in on_curve(sample, day, point.day) if one.task.id in once]
        asked = (completed_by(shown, point.day), due_by(shown, point.day))
        counted = [one for one in then if one.counted]
        assert asked == (
            [one.task.id for one in counted if one.completed_on],
            [one.task.id for one in counted if one.due is not None and one.due <= point.day],
        )
        assert point.done in (None, len(completed_by(on_curve(sample, day, point.day), point.day)))
    workspace.close()


def test_an_empty_programme_has_no_curve(register: Register) -> None:
    assert curve(register, date(2021, 12, 14)) == []


def test_the_report_adds_up(sample: Register, q4: Period) -> None:
    report = make_report(sample, q4, Office(), date(2021, 12, 20))
    assert sum(len(group.rows) for group in report.groups) == 42
    assert report.total == sample.totals(q4.cut_off)
    assert [row.standing.status for row in report.apart] == [None]
    assert report.as_of == q4.cut_off


def test_places_are_the_users_own() -> None:
    assert places.default_data_file().suffix == ".tiendo"
    assert places.sample_data_file().parent == places.default_data_file().parent
    assert places.log_folder().is_dir()


def test_the_period_of_today_is_held_to_the_programme(workspace: Workspace, register: Register) -> None:
    programme = register.programme
    assert workspace.periods.current(programme, "quarter", date(2021, 10, 1)).id == "nd09/2021-Q4"
    assert workspace.periods.current(programme, "year", date(2030, 1, 1)).year in (2022, 2023)
    assert workspace.periods.current(programme, "quarter", date(2010, 1, 1)).id == "nd09/2018-Q1"


def counted_loads(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Count how often all tasks are read."""
    loads: list[int] = []
    read = TaskTable.of

    def counting(tasks: TaskTable, programme_id: int) -> Iterator[Task]:
        loads.append(programme_id)
        return read(tasks, programme_id)

    monkeypatch.setattr(TaskTable, "of", counting)
    return loads


def test_only_the_tasks_that_changed_are_read_again(
    workspace: Workspace, filled: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = filled.groups[-1].id
    ids = [task.id for task in filled.tasks[:3]]
    loads = counted_loads(monkeypatch)
    seen = filled.version
    workspace.tasks.assign(filled, ids, "An")
    assert filled.touched_since(seen) == frozenset(ids)
    workspace.tasks.move(filled, ids[:1], other)
    assert filled.tasks[-1].id == ids[0]
    workspace.tasks.withdraw(filled, ids[1:], date(2021, 1, 1), "")
    workspace.extensions.extend(filled, ids[1], date(2023, 1, 1), "Chờ", date(2021, 1, 1))
    assert filled.task(ids[1]).extensions
    for _ in range(4):
        workspace.acts.undo()
        filled.refresh()
    assert loads == []
    seen = filled.version
    filled.refresh()
    assert filled.version == seen  # nothing happened since
    fresh = workspace.register(filled.programme.id)
    assert filled.tasks == fresh.tasks


def test_a_task_that_comes_or_goes_is_read_alone(
    workspace: Workspace, filled: Register, q4: Period, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = replace(filled.programme, id=0, number="12/KH-UBND")
    there = workspace.register(workspace.programmes.add(other, ["Nhóm"]).id)
    filled.refresh()
    loads = counted_loads(monkeypatch)
    seen, given = filled.version, filled.tasks[0].given
    task = workspace.tasks.add(filled, filled.groups[0].id, given)
    assert filled.touched_since(seen) is None
    workspace.recording.record(filled, q4, {task.id: {"percent": 40}})
    elsewhere = workspace.tasks.add(there, there.groups[0].id, given)
    filled.refresh()
    assert elsewhere.id not in {one.id for one in filled.tasks}
    for _ in range(3):
        workspace.acts.undo()
        filled.refresh()
    assert task.id not in {one.id for one in filled.tasks}
    assert filled.entries(task.id) == ()
    for _ in range(3):
        workspace.acts.redo()
        filled.refresh()
    assert filled.row(filled.task(task.id), q4).standing.percent == 40
    there.refresh()
    assert [one.id for one in there.tasks] == [elsewhere.id]
    assert loads == []
    assert filled.tasks == workspace.register(filled.programme.id).tasks
