"""Review by the leader (duyệt): each row of a period is accepted or returned with a note (yêu cầu bổ sung).

A verdict is on what the row said then: it carries the hash of it, and no longer holds once the row says
something else. A hash says by which list of fields it was made, so that a verdict of an earlier program keeps
its meaning: it was given on the content, the leads, the deadline and what was recorded, and is still compared
by these alone.
"""

import hashlib
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from desktop_app.domain.codec import canonical, to_plain
from desktop_app.domain.errors import FieldMissing
from desktop_app.domain.reports import ReportRow, judged_of

_FIRST_FIELDS = ("state", "percent", "completed_on", "result", "difficulty", "proposal", "note", "figures")
_ALL = "2"
"""Before the hash of a verdict on all that a leader judges.

One without it is on what the first programs compared.
"""


class Verdict(StrEnum):
    """What the leader said."""

    ACCEPTED = "accepted"
    RETURNED = "returned"


class ReviewMark(StrEnum):
    """How a row stands with the leader now; CHANGED: it was accepted, and says something else since."""

    WAITING = "waiting"
    ACCEPTED = "accepted"
    RETURNED = "returned"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Review:
    """One verdict on the row of task `task_id`, made at `at` (local time, ISO) by `by`."""

    task_id: int
    verdict: Verdict
    note: str
    at: str
    by: str
    hash: str

    def __post_init__(self) -> None:
        """Check that a returned row has a note saying why."""
        if self.verdict is Verdict.RETURNED and not self.note.strip():
            raise FieldMissing("review_note")


@dataclass(frozen=True, slots=True)
class ReviewedRow:
    """A row with its mark and the last verdict on it, if any."""

    row: ReportRow
    mark: ReviewMark
    last: Review | None


def row_hash(row: ReportRow) -> str:
    """Return the SHA-256 of all that a leader judges of a row, with the mark of its form ("2:…")."""
    return f"{_ALL}:{_digest(judged_of(row))}"


def still_says(row: ReportRow, judged: str) -> bool:
    """Return whether a row says what it said when the hash `judged` was made.

    The fields of that hash's form count.
    """
    form, _, _ = judged.rpartition(":")
    if form == _ALL:
        return row_hash(row) == judged
    return _first_hash(row) == judged


def _first_hash(row: ReportRow) -> str:
    task, entry = row.task, row.entry
    said = None
    if entry is not None:
        said = {name: to_plain(getattr(entry, name)) for name in _FIRST_FIELDS}
        if entry.assumed:
            said["completed_on"] = None  # as those programs kept it
    return _digest(
        [task.content, list(task.given.leads), task.given.deadline, to_plain(row.standing.due), said]
    )


def _digest(plain: Any) -> str:
    return hashlib.sha256(canonical(plain).encode()).hexdigest()


def reviewed(row: ReportRow, last: Review | None) -> ReviewedRow:
    """Judge whether the last verdict on a row still holds.

    A returned row that was changed waits for the leader.
    """
    if last is None:
        return ReviewedRow(row, ReviewMark.WAITING, None)
    if still_says(row, last.hash):
        return ReviewedRow(row, ReviewMark(last.verdict.value), last)
    return ReviewedRow(
        row, ReviewMark.CHANGED if last.verdict is Verdict.ACCEPTED else ReviewMark.WAITING, last
    )


# --- a package: rows on their way to the leader and back -----------------------------------------

FORMAT = 1
SUFFIX = ".duyet"


class PackageDirection(StrEnum):
    """Where a package is going: to the leader, or back to the office."""

    REQUEST = "request"
    ANSWER = "answer"


@dataclass(frozen=True, slots=True)
class ReviewPackage:
    """The rows of period `period` as they stood, and what the leader said of them.

    `report` is the body that `sealing.freeze` writes. `action` and `head` are the newest act of the data file
    and its hash, by which the file knows its own package again. `made_at` is local time, ISO.
    """

    way: PackageDirection
    programme: str
    period: str
    label: str
    action: int
    head: str
    made_at: str
    made_by: str
    report: str
    reviews: tuple[Review, ...] = ()
