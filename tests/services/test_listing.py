"""The list of the window follows every act, and then shows what a fresh reading would."""

from dataclasses import replace
from datetime import date

from desktop_app.domain.period import Period
from desktop_app.domain.progress import State
from desktop_app.domain.task import Handling
from desktop_app.services.tasks.filtering import TaskFilter
from desktop_app.services.tasks.listing import VIEWS, TaskListing
from desktop_app.services.tasks.register import Register
from desktop_app.services.workspace import Workspace


def listed(
    register: Register, period: Period, wanted: TaskFilter, before: TaskListing | None = None
) -> TaskListing:
    listing = TaskListing(register, period, wanted)
    for _ in listing.read(before):
        pass
    return listing


def undone(workspace: Workspace, register: Register) -> None:
    workspace.acts.undo()
    register.refresh()


def test_a_few_changes_are_followed_row_by_row(workspace: Workspace, filled: Register, q4: Period) -> None:
    everything = TaskFilter()
    listing = listed(filled, q4, everything)
    first, second = filled.tasks[0].id, filled.tasks[1].id
    steps = (
        lambda: workspace.recording.record(
            filled, q4, {first: {"percent": 40}, second: {"state": State.DONE}}
        ),
        lambda: workspace.recording.record(filled, q4, {second: {"completed_on": date(2021, 5, 1)}}),
        lambda: undone(workspace, filled),
    )
    for step in steps:
        step()
        changed = listing.follow()
        assert changed
        fresh = listed(filled, q4, everything)
        assert (listing.counts, listing.rows) == (fresh.counts, fresh.rows)
        assert all(listing.totals_of(group.id) == fresh.totals_of(group.id) for group in filled.groups)
    assert listing.follow() == []


def test_a_task_that_moved_or_is_new_is_read_again(
    workspace: Workspace, filled: Register, q4: Period
) -> None:
    listing = listed(filled, q4, TaskFilter())
    task = filled.tasks[0]
    workspace.tasks.edit(
        filled, task.id, task.group_id, replace(task.given, content="Nội dung khác"), Handling("An")
    )
    assert listing.follow() is None
    again = listed(filled, q4, TaskFilter(), listing)
    assert again.rows[task.id].task.content == "Nội dung khác"
    workspace.tasks.add(filled, task.group_id, replace(task.given, number="99"))
    assert again.follow() is None
    assert listed(filled, q4, TaskFilter()).count == len(filled.tasks)


def test_what_is_shown_stays_until_the_filter_is_chosen_again(
    workspace: Workspace, filled: Register, q4: Period
) -> None:
    missing = TaskFilter(view="missing")
    listing = listed(filled, q4, missing)
    task_id = next(iter(listing.listed))
    workspace.recording.record(filled, q4, {task_id: {"percent": 20}})
    assert [row.task.id for row in listing.follow() or ()] == [task_id]
    assert task_id in listed(filled, q4, missing, listing).listed
    assert task_id not in listed(filled, q4, missing).listed
    assert task_id not in listed(filled, q4, TaskFilter(view="overdue", text="không có gì"), listing).listed


def test_a_row_that_begins_to_pass_is_read_again(workspace: Workspace, filled: Register, q4: Period) -> None:
    workspace.recording.record(filled, q4, {filled.tasks[0].id: {"percent": 20}})
    listing = listed(filled, q4, TaskFilter(view="missing"))
    workspace.acts.undo()
    filled.refresh()
    assert listing.follow() is None


def test_the_register_remembers_only_the_last_changes(
    workspace: Workspace, filled: Register, q4: Period
) -> None:
    task_id, before = filled.tasks[0].id, filled.version
    for percent in range(1, 40):
        workspace.recording.record(filled, q4, {task_id: {"percent": percent}})
    assert filled.touched_since(before) is None
    assert filled.touched_since(filled.version - 3) == frozenset({task_id})
    assert filled.touched_since(filled.version) == frozenset()


def test_counts_are_those_of_the_views(filled: Register, q4: Period) -> None:
    everything = listed(filled, q4, TaskFilter())
    assert {view: listed(filled, q4, TaskFilter(view=view)).count for view in VIEWS} == everything.counts
