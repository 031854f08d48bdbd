"""Verdicts of the first programs, whose hash names no form.

They were given on the content, the leads, the deadline and what was recorded.
"""

import hashlib
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from desktop_app.domain.progress import Figures, ProgressEntry, State
from desktop_app.domain.reports import ReportRow
from desktop_app.domain.review import Review, ReviewMark, Verdict, reviewed, row_hash, still_says
from desktop_app.domain.task import Assignment
from tests.exchange import report_samples as samples


def first_hash(recorded: dict[str, object] | None) -> str:
    """Return what the first programs kept of a verdict on `row()`, with what was recorded in it."""
    judged = [GIVEN.content, ["Sở Tư pháp"], "31/12/2021", "2021-12-31", recorded]
    text = json.dumps(judged, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


GIVEN = samples.given(0)
TEXTS = {"result": "Đã ban hành", "difficulty": "", "proposal": "", "note": ""}
STANDING = {"state": "done", "percent": 100, "figures": "actual"}
FIRST_HASH = first_hash({**TEXTS, **STANDING, "completed_on": "2021-11-20"})


def row(day: date | None = date(2021, 11, 20)) -> ReportRow:
    """Make a row, for a completion without a day as it is kept now: on the assumed day, with a mark."""
    task = samples.task(0, samples.given(0))
    place = (task.id, samples.QUARTER.id, samples.QUARTER.starts_on, samples.CUT_OFF)
    entry = ProgressEntry(
        *place, State.DONE, 100, day or samples.CUT_OFF, result="Đã ban hành", assumed=day is None
    )
    return samples.row(task, entry)


def of_task(given: Assignment) -> Callable[[ReportRow], ReportRow]:
    return lambda row: replace(row, task=replace(row.task, given=given))


def of_entry(**values: Any) -> Callable[[ReportRow], ReportRow]:
    def changed(row: ReportRow) -> ReportRow:
        assert row.entry is not None
        return replace(row, entry=replace(row.entry, **values))

    return changed


JUDGED_THEN: dict[str, Callable[[ReportRow], ReportRow]] = {
    "content": of_task(replace(GIVEN, content="Việc khác")),
    "leads": of_task(replace(GIVEN, leads=("Sở Y tế",))),
    "deadline": of_task(replace(GIVEN, deadline="Quý I/2022")),
    "due": lambda row: replace(row, standing=replace(row.standing, due=date(2022, 6, 30))),
    "state": of_entry(state=State.IN_PROGRESS, percent=90, completed_on=None),
    "completed_on": of_entry(completed_on=date(2021, 11, 21)),
    "assumed": of_entry(assumed=True),
    "result": of_entry(result="Chưa ban hành"),
    "difficulty": of_entry(difficulty="Thiếu kinh phí"),
    "proposal": of_entry(proposal="Cấp kinh phí"),
    "note": of_entry(note="Ghi chú"),
    "figures": of_entry(figures=Figures.ESTIMATED),
    "entry": lambda row: replace(row, entry=None),
}
NOT_YET_JUDGED: dict[str, Callable[[ReportRow], ReportRow]] = {
    "group": of_task(replace(GIVEN, group=5)),
    "number": of_task(replace(GIVEN, number="99")),
    "coordinating": of_task(replace(GIVEN, coordinating=("Sở Y tế",))),
    "output": of_task(replace(GIVEN, output="Kế hoạch")),
}


def mark(of: ReportRow, verdict: Verdict = Verdict.ACCEPTED, digest: str = FIRST_HASH) -> ReviewMark:
    note = "Bổ sung" if verdict is Verdict.RETURNED else ""
    return reviewed(
        of, Review(of.task.id, verdict, note, at="2021-12-14T10:00:00", by="Giám đốc", hash=digest)
    ).mark


def test_a_verdict_of_the_first_programs_holds_while_the_row_says_the_same() -> None:
    assert mark(row()) is ReviewMark.ACCEPTED
    assert mark(row(), Verdict.RETURNED) is ReviewMark.RETURNED
    assert mark(replace(row(), entry=None), digest=first_hash(None)) is ReviewMark.ACCEPTED
    assert mark(row(), digest=first_hash(None)) is ReviewMark.CHANGED


@pytest.mark.parametrize("field", JUDGED_THEN)
def test_it_is_void_once_what_was_judged_then_changes(field: str) -> None:
    changed = JUDGED_THEN[field](row())
    assert mark(changed) is ReviewMark.CHANGED
    assert mark(changed, Verdict.RETURNED) is ReviewMark.WAITING


@pytest.mark.parametrize("field", NOT_YET_JUDGED)
def test_it_holds_whatever_those_programs_did_not_compare(field: str) -> None:
    """A verdict of today is void."""
    changed = NOT_YET_JUDGED[field](row())
    assert mark(changed) is ReviewMark.ACCEPTED
    assert mark(changed, digest=row_hash(row())) is ReviewMark.CHANGED


def test_a_completion_without_a_day_had_none_then() -> None:
    """The day that is assumed now changes nothing of the verdict; a day that was typed since does."""
    dayless = first_hash({**TEXTS, **STANDING, "completed_on": None})
    assert mark(row(None), digest=dayless) is ReviewMark.ACCEPTED
    assert mark(row(samples.CUT_OFF), digest=dayless) is ReviewMark.CHANGED


def test_a_hash_of_an_unknown_form_holds_for_no_row() -> None:
    assert still_says(row(), row_hash(row()))
    assert not still_says(row(), "3:" + row_hash(row()).removeprefix("2:"))
    assert not still_says(row(), "1:" + FIRST_HASH)
