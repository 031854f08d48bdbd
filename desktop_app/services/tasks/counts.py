"""The catalogue of what is counted by name: a number of tasks has one meaning and one set of rows.

The overview, the period's reminders, the views of the task list and the links behind their numbers all ask
here; the words for a name stand in `resources/words.json` ("counted").
"""

from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum

from desktop_app.domain.progress import State
from desktop_app.domain.reports import ReportRow
from desktop_app.domain.task import Fate


class CountNames(StrEnum):
    """The names.

    `IN_PROGRESS` and `NOT_STARTED`, which counts tasks of which nothing was recorded too, make up all that
    are not completed. `BEFORE_SEALING` is the union of what is to be mended before the period is closed; it
    counts a task once.
    """

    ALL = "all"
    COUNTED = "counted"
    APART = "apart"
    MISSING = "missing"
    NOT_ENTERED = "not_entered"
    NOT_CONFIRMED = "not_confirmed"
    OVERDUE = "overdue"
    SOON = "soon"
    IN_PROGRESS = "in_progress"
    NOT_STARTED = "not_started"
    SUSPENDED = "suspended"
    UNEXPLAINED = "unexplained"
    UNDATED = "undated"
    BEFORE_SEALING = "before_sealing"


TO_MEND = (CountNames.MISSING, CountNames.UNEXPLAINED, CountNames.UNDATED)
"""What makes up `BEFORE_SEALING`; one task may lack several of them."""

_BELONGS: Mapping[CountNames, Callable[[ReportRow], bool]] = {
    CountNames.ALL: lambda row: row.task.active,
    CountNames.COUNTED: lambda row: row.standing.counted,
    CountNames.APART: lambda row: not row.standing.counted and row.task.fate is not Fate.AHEAD,
    CountNames.MISSING: lambda row: row.missing,
    CountNames.NOT_ENTERED: lambda row: row.missing and row.entry is None,
    CountNames.NOT_CONFIRMED: lambda row: row.missing and row.entry is not None,
    CountNames.OVERDUE: lambda row: row.standing.overdue,
    CountNames.SOON: lambda row: row.standing.due_soon,
    CountNames.IN_PROGRESS: lambda row: row.standing.open and row.standing.state is State.IN_PROGRESS,
    CountNames.NOT_STARTED: lambda row: row.standing.open and row.standing.state is not State.IN_PROGRESS,
    CountNames.SUSPENDED: lambda row: not row.standing.counted and row.standing.state is State.SUSPENDED,
    CountNames.UNEXPLAINED: lambda row: row.unexplained,
    CountNames.UNDATED: lambda row: row.standing.counted and row.day_missing,
    CountNames.BEFORE_SEALING: lambda row: any(_BELONGS[part](row) for part in TO_MEND),
}


def in_count(name: str) -> Callable[[ReportRow], bool]:
    """Return the test that a row passes if the count `name` counts it.

    Raises ValueError for an unknown name.
    """
    return _BELONGS[CountNames(name)]


def counted(rows: Iterable[ReportRow], name: str) -> tuple[int, ...]:
    """Return the ids of the tasks that the count `name` counts, in the order of `rows`."""
    return tuple(row.task.id for row in filter(in_count(name), rows))
