"""A closed period as its sealed version has it, read by screens like the register of the moment."""

from collections.abc import Iterable, Sequence

from desktop_app.domain.period import Period
from desktop_app.domain.programme import Group
from desktop_app.domain.reports import Report, ReportRow
from desktop_app.domain.sealing import report_rows
from desktop_app.domain.task import Task
from desktop_app.services.tasks.register import Register


class SealedRegister(Register):
    """Tasks, standings and rows of `report`; nothing in it ever changes.

    It knows the period of the report alone: its standings are those of the cut-off, its rows those that were sealed.
    """

    def __init__(self, report: Report, groups: Sequence[Group]) -> None:
        """Take everything from `report`; `groups` are the programme's, which outlive every task in them."""
        self._rows = {row.task.id: row for row in report_rows(report)}
        self.programme = report.programme
        self.groups = list(groups)
        self.tasks = [row.task for row in self._rows.values()]
        self._by_id = {task.id: task for task in self.tasks}
        self._entries = {key: [row.entry] for key, row in self._rows.items() if row.entry is not None}
        self._standings = {report.as_of: {key: row.standing for key, row in self._rows.items()}}
        self._haystacks = {}
        self._folded_names = {}
        self.version = 0
        self._touched = []

    def refresh(self) -> None:
        """Do nothing: what is sealed does not change."""

    def take_in(self, tasks: Iterable[Task]) -> None:
        """Do nothing: what is sealed does not change."""

    def row(self, task: Task, _period: Period) -> ReportRow:
        """Return a task as it was sealed."""
        return self._rows[task.id]
