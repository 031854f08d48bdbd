"""A row of a report as plain data and back.

Its standing is written without the task, which the row has already.
"""

from typing import Any

from desktop_app.domain.codec import DataclassShape, Omitted, from_named, from_plain
from desktop_app.domain.reports.row import ReportRow
from desktop_app.domain.status import Standing
from desktop_app.domain.task import Task

SAID_ONCE: Omitted = {Standing: frozenset({"task"})}
"""What a shape in which rows are written leaves out."""


def row_from_plain(data: Any, shape: DataclassShape) -> ReportRow:
    """Return the row that was written in `shape`. Raises one of `codec.UNREADABLE`."""
    by_name = shape.named(ReportRow, data)
    task: Task = from_plain(Task, by_name["task"], shape)
    judged = {**shape.named(Standing, by_name["standing"]), "task": task}
    made: ReportRow = from_named(
        ReportRow, {**by_name, "task": task, "standing": from_named(Standing, judged, shape)}, shape
    )
    return made
