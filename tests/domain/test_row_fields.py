"""One list of what a row says: nothing of a row is left out of it unawares, and all that use it agree."""

from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import date
from typing import Any

import pytest

from desktop_app.domain.editions.comparison import ListedTask, changes_between
from desktop_app.domain.entry_form import ENTRY_FIELDS, value_of
from desktop_app.domain.progress import Figures, ProgressChanges, ProgressEntry, State
from desktop_app.domain.reports import ReportRow
from desktop_app.domain.reports.row_fields import (
    COMPARED,
    FIELDS,
    JUDGED,
    NOT_SAID,
    ROW_FIELDS,
    Owner,
    RowField,
)
from desktop_app.domain.review import Review, ReviewMark, Verdict, reviewed, row_hash
from desktop_app.domain.sealing import differences
from desktop_app.domain.status import Standing, Status
from desktop_app.domain.task import Assignment, Fate, Task
from tests.exchange import report_samples as samples

OTHER: dict[str, Any] = {
    "task.given.group": 5,
    "task.given.number": "99",
    "task.given.content": "Việc khác",
    "task.given.leads": ("Sở Y tế",),
    "task.given.coordinating": ("Sở Y tế", "Sở Xây dựng"),
    "task.given.deadline": "Quý I/2022",
    "task.given.output": "Kế hoạch",
    "task.fate": Fate.KEPT,
    "task.fate_on": date(2021, 3, 1),
    "task.fate_note": "Theo công văn",
    "standing.state": State.SUSPENDED,
    "standing.percent": 7,
    "standing.completed_on": date(2021, 2, 3),
    "standing.status": Status.NO_DEADLINE,
    "standing.due": date(2022, 6, 30),
    "standing.suspended_on": date(2021, 4, 2),
    "entry.state": State.SUSPENDED,
    "entry.percent": 8,
    "entry.completed_on": date(2021, 2, 4),
    "entry.result": "Kết quả khác",
    "entry.difficulty": "Khó khăn khác",
    "entry.proposal": "Kiến nghị khác",
    "entry.note": "Ghi chú khác",
    "entry.figures": Figures.ESTIMATED,
}


def places(kind: type, path: str) -> Iterator[str]:
    """Yield the path of every value of a row, down to what one of these holds."""
    for one in fields(kind):
        below = {"task": Task, "standing": Standing, "entry": ProgressEntry, "task.given": Assignment}
        here = f"{path}{one.name}"
        if here in below:
            yield from places(below[here], f"{here}.")
        else:
            yield here


@pytest.fixture
def row() -> ReportRow:
    return samples.done_row()


def changed(row: ReportRow, field: RowField) -> ReportRow:
    """Return a row in which one field says something else, whatever the rules between fields say."""
    copy: Any = row
    *parts, last = field.source.split(".")
    owners = [copy := getattr(copy, part) for part in parts]
    new = _with(owners[-1], last, OTHER[field.source])
    for owner, part in zip([row, *owners[:-1]][::-1], parts[::-1], strict=True):
        new = _with(owner, part, new)
    made: ReportRow = new
    return made


def _with(owner: Any, name: str, value: Any) -> Any:
    made = object.__new__(type(owner))
    for one in fields(owner):
        object.__setattr__(made, one.name, value if one.name == name else getattr(owner, one.name))
    return made


def test_every_value_of_a_row_is_one_of_its_fields_or_named_as_none() -> None:
    said = [one.source for one in ROW_FIELDS]
    assert len({*said, *(one.name for one in ROW_FIELDS)}) == 2 * len(ROW_FIELDS)
    assert {*said, *NOT_SAID} == set(places(ReportRow, ""))
    assert not {*said} & {*NOT_SAID}


def test_the_ministry_owns_what_a_list_sets() -> None:
    owned = {one.name for one in ROW_FIELDS if one.owner is Owner.MINISTRY}
    assert owned == {one.name for one in fields(Assignment)}
    now = samples.task(0, samples.given(0))
    new = Assignment(*(OTHER[f"task.given.{one.name}"] for one in fields(Assignment)))
    assert {one.field for one in changes_between(ListedTask(now, now.given), new)} == owned


def test_the_province_owns_what_is_recorded() -> None:
    recorded = {one.source.removeprefix("entry.") for one in ROW_FIELDS if one.source.startswith("entry.")}
    assert recorded == set(ProgressChanges.__annotations__) - {"suspended_on"}, "the standing says it"
    asked = {one.source.removeprefix("entry.") for one in ROW_FIELDS if one.asked}
    assert asked == set(ENTRY_FIELDS)
    assert all(one.owner is Owner.PROVINCE for one in ROW_FIELDS if one.asked)


def test_the_columns_of_a_table_stand_as_they_did() -> None:
    listed = ("number", "content", "leads", "coordinating", "deadline", "output")
    assert (
        *listed,
        "state",
        "percent",
        "completed_on",
        "status",
        "result",
        "difficulty",
        "proposal",
        "note",
    ) == FIELDS


@pytest.mark.parametrize("field", JUDGED, ids=lambda one: one.name)
def test_an_accepted_row_is_accepted_no_more_once_a_field_changes(row: ReportRow, field: RowField) -> None:
    accepted = Review(
        row.task.id, Verdict.ACCEPTED, "", at="2021-12-14T10:00:00", by="Giám đốc", hash=row_hash(row)
    )
    assert reviewed(row, accepted).mark is ReviewMark.ACCEPTED
    assert reviewed(changed(row, field), accepted).mark is ReviewMark.CHANGED


@pytest.mark.parametrize("field", COMPARED, ids=lambda one: one.name)
def test_two_versions_differ_by_each_field(row: ReportRow, field: RowField) -> None:
    old, new = samples.report([row]), samples.report([changed(row, field)])
    (found,) = differences(replace(old, apart=()), replace(new, apart=())).rows
    assert (found.field, found.old, found.new) == (
        field.name,
        field.text(row),
        field.text(changed(row, field)),
    )


def test_what_is_judged_is_what_the_form_of_a_verdict_says() -> None:
    """A field more or less would void every verdict that stands.

    It needs another mark in `review.row_hash`.
    """
    told = ("group", "number", "content", "leads", "coordinating", "deadline", "output")
    come_to = ("state", "percent", "completed_on", "status", "due")
    recorded = ("result", "difficulty", "proposal", "note", "figures")
    typed = ("recorded_state", "recorded_percent", "recorded_completed_on")
    assert tuple(one.name for one in JUDGED) == (*told, *come_to, *recorded, *typed)


def test_only_what_stands_apart_is_not_judged() -> None:
    """A row that is out of the list is not before the leader."""
    assert [one.name for one in ROW_FIELDS if not one.judged] == [
        "fate",
        "fate_on",
        "fate_note",
        "suspended_on",
    ]


def test_the_day_of_a_suspension_is_judged_if_there_is_one(row: ReportRow) -> None:
    accepted = Review(
        task_id=row.task.id,
        verdict=Verdict.ACCEPTED,
        note="",
        at="2021-12-14T10:00:00",
        by="Giám đốc",
        hash=row_hash(row),
    )
    (field,) = (one for one in ROW_FIELDS if one.name == "suspended_on")
    assert reviewed(changed(row, field), accepted).mark is ReviewMark.CHANGED


def test_the_fields_of_an_entry_form_are_those_of_the_entry(row: ReportRow) -> None:
    assert row.entry is not None
    for field in ROW_FIELDS:
        if field.asked:
            name: Any = field.source.removeprefix("entry.")
            assert value_of(row.entry, name) == field.read(row)
            assert field.read(replace(row, entry=None)) is None


OLD_VERDICT = "6dbaae42c25053437b5de680cf5ab6a779cd9c464d98e4dde20b2926ca77c22c"
"""The hash that the program of 1c46f3d gives the row."""
FIRST_JUDGED = {"task.given.content", "task.given.leads", "task.given.deadline", "standing.due"}


@pytest.mark.parametrize("field", ROW_FIELDS, ids=lambda one: one.name)
def test_a_verdict_of_an_earlier_program_holds_by_the_fields_that_it_was_given_on(
    row: ReportRow, field: RowField
) -> None:
    accepted = Review(
        row.task.id, Verdict.ACCEPTED, "", at="2021-12-14T10:00:00", by="Giám đốc", hash=OLD_VERDICT
    )
    assert reviewed(row, accepted).mark is ReviewMark.ACCEPTED
    judged = field.source in FIRST_JUDGED or field.source.startswith("entry.")
    assert reviewed(changed(row, field), accepted).mark is (
        ReviewMark.CHANGED if judged else ReviewMark.ACCEPTED
    )


@pytest.mark.parametrize("strange", ["", "3:" + OLD_VERDICT, "2:" + OLD_VERDICT, ":" + OLD_VERDICT])
def test_a_hash_of_no_form_that_is_known_holds_for_nothing(row: ReportRow, strange: str) -> None:
    """The first schema kept verdicts without a hash."""
    accepted = Review(
        row.task.id, Verdict.ACCEPTED, "", at="2021-12-14T10:00:00", by="Giám đốc", hash=strange
    )
    assert reviewed(row, accepted).mark is ReviewMark.CHANGED
