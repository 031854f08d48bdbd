"""What a row of a report says, field by field.

The one list that review, sealing, corrections and forms go by. A new field of a task or of an entry is added
here once, or named in `NOT_SAID`; a test asks for one of the two.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum, StrEnum
from functools import cache
from operator import attrgetter
from typing import Any

from desktop_app.domain.codec import to_plain
from desktop_app.domain.reports.row import ReportRow


class Owner(StrEnum):
    """Whose word a field is.

    A list sets the Ministry's, an officer records the province's, the rest is computed.
    """

    MINISTRY = "ministry"
    PROVINCE = "province"
    COMPUTED = "computed"


@dataclass(frozen=True, slots=True)
class RowField:
    """One field of a row; `source` is where it stands in a `ReportRow` ("task.given.output").

    `judged`: an accepted row is accepted no more once it changes. `compared`: two versions differ by it, and
    a correction says so. `printed`: a table of the report and a form can have it as a column. `asked`: the
    entry form asks an agency for it.
    """

    name: str
    source: str
    owner: Owner
    judged: bool = True
    compared: bool = True
    printed: bool = True
    asked: bool = False

    def read(self, row: ReportRow) -> Any:
        """Return the value in `row`; None if nothing is known."""
        return None if row.entry is None and self.source.startswith("entry.") else _getter(self.source)(row)

    def text(self, row: ReportRow) -> str:
        """Return the value in `row` as a text that can be compared.

        It has keys and numbers, not words of the screen.
        """
        value = self.read(row)
        if self.name == "status" and value is None:
            return "apart"
        if isinstance(value, Enum):
            return str(value.value)
        if isinstance(value, date):
            return value.isoformat()
        if isinstance(value, tuple):
            return "; ".join(value)
        return "" if value is None else str(value)


@cache
def _getter(source: str) -> Callable[[ReportRow], Any]:
    return attrgetter(source)


ROW_FIELDS = (
    RowField("group", "task.given.group", Owner.MINISTRY, printed=False),
    RowField("number", "task.given.number", Owner.MINISTRY),
    RowField("content", "task.given.content", Owner.MINISTRY),
    RowField("leads", "task.given.leads", Owner.MINISTRY),
    RowField("coordinating", "task.given.coordinating", Owner.MINISTRY),
    RowField("deadline", "task.given.deadline", Owner.MINISTRY),
    RowField("output", "task.given.output", Owner.MINISTRY),
    RowField("state", "standing.state", Owner.COMPUTED),
    RowField("percent", "standing.percent", Owner.COMPUTED),
    RowField("completed_on", "standing.completed_on", Owner.COMPUTED),
    RowField("status", "standing.status", Owner.COMPUTED),
    RowField("due", "standing.due", Owner.COMPUTED, printed=False),
    RowField("result", "entry.result", Owner.PROVINCE, asked=True),
    RowField("difficulty", "entry.difficulty", Owner.PROVINCE, asked=True),
    RowField("proposal", "entry.proposal", Owner.PROVINCE, asked=True),
    RowField("note", "entry.note", Owner.PROVINCE, asked=True),
    RowField("figures", "entry.figures", Owner.PROVINCE, printed=False),
    RowField("fate", "task.fate", Owner.PROVINCE, judged=False, printed=False),
    RowField("fate_on", "task.fate_on", Owner.PROVINCE, judged=False, printed=False),
    RowField("fate_note", "task.fate_note", Owner.PROVINCE, judged=False, printed=False),
    RowField("suspended_on", "standing.suspended_on", Owner.PROVINCE, judged=False, printed=False),
    # What was typed, of which state, percent and completed_on above are what it comes to at the cut-off.
    RowField("recorded_state", "entry.state", Owner.PROVINCE, compared=False, printed=False, asked=True),
    RowField("recorded_percent", "entry.percent", Owner.PROVINCE, compared=False, printed=False, asked=True),
    RowField(
        "recorded_completed_on",
        "entry.completed_on",
        Owner.PROVINCE,
        compared=False,
        printed=False,
        asked=True,
    ),
)
"""Every field, those of the list first, so that a table of the report can be brought in again."""

NOT_SAID = {
    "task.id": "a key",
    "task.programme_id": "a key",
    "task.group_id": "a key; the group's number is said",
    "task.position": "the order of the list",
    "task.deadline": "read from the deadline as typed; what it comes to is said as due",
    "task.folded": "the content as searched",
    "task.own": "stays in the office",
    "task.gone_since": "told beside how the task stands, while it waits for a decision",
    "task.extensions": "what they come to is said as due",
    "task.since": "from when it is there; a row is there",
    "task.earlier": "what held before; a row says what held on its day",
    "task.officers": "who looked after it before; a row holds the one of its day",
    "standing.task": "the row's own",
    "standing.day": "the report's own",
    "standing.first_due": "read from the deadline as typed",
    "entry.task_id": "a key",
    "entry.period": "a key",
    "entry.starts_on": "the period's own",
    "entry.cut_off": "the period's own",
    "entry.recorded_at": "stays in the office",
    "entry.recorded_by": "stays in the office",
    "standing.recorded": "if nothing is, state and percent are printed as unknown",
    "standing.held": "read from the deadline as typed",
    "standing.assumed": "whether the day was given; the day is said",
    "entry.confirmed": "how it was recorded, not what",
    "entry.acts": "how it was recorded, not what",
    "entry.suspended_on": "what it comes to is said of the standing",
    "entry.assumed": "whether the day was given; the day is said",
    "carried": "how it was recorded, not what",
    "carried_groups": "how it was recorded, not what",
}
"""What stands in a row and is none of its fields, with the reason."""

JUDGED = tuple(one for one in ROW_FIELDS if one.judged)
"""A verdict carries a hash of these, by the form that `review.row_hash` names.

Other fields are another form.
"""

COMPARED = tuple(
    sorted(
        (one for one in ROW_FIELDS if one.compared),
        key=lambda one: (one.owner is not Owner.MINISTRY, one.name != "status"),
    )
)
"""In the order in which differences are told: what the list says, then the status, which sums up the rest."""

PRINTED = tuple(one for one in ROW_FIELDS if one.printed)
FIELDS = tuple(one.name for one in PRINTED)
"""The columns that a table of tasks can show."""


def judged_of(row: ReportRow) -> Mapping[str, Any]:
    """Return what a leader judges of a row, as plain data by field.

    The day of a suspension is there if there is one, so that verdicts given before it was kept still hold.
    """
    said = {one.name: to_plain(one.read(row)) for one in JUDGED}
    if row.standing.suspended_on is not None:
        said["suspended_on"] = to_plain(row.standing.suspended_on)
    return said
