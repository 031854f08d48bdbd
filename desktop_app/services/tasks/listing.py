"""The tasks of a period as the window lists them: which pass the filters, with the counts beside the filters.

A change of a few tasks is followed row by row, so that typing into a list of 20,000 is as quick as into a
short one.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace

from desktop_app.domain.period import Period
from desktop_app.domain.reports import ReportRow
from desktop_app.domain.status import Status, Totals
from desktop_app.domain.text import in_order
from desktop_app.domain.work import STEP, Steps
from desktop_app.services.tasks.counts import CountNames, in_count
from desktop_app.services.tasks.filtering import TaskFilter, passing
from desktop_app.services.tasks.shown_register import ShownRegister

VIEWS = (CountNames.ALL, CountNames.MISSING, CountNames.OVERDUE, CountNames.SOON)
_TESTS = {view: in_count(view) for view in VIEWS}


class TaskListing:
    """Lists `register` for `period` through the filter `wanted`.

    `read` fills it, `follow` keeps it up to date.
    """

    def __init__(self, register: ShownRegister, period: Period, wanted: TaskFilter) -> None:
        self.register = register
        self.period = period
        self.wanted = wanted
        self.rows: dict[int, ReportRow] = {}
        self.found: dict[int, list[ReportRow]] = {}
        self.counts: dict[str, int] = dict.fromkeys(VIEWS, 0)
        self.by_status: dict[int, Counter[Status]] = defaultdict(Counter)
        self.by_group: Counter[int] = Counter()
        self.known = 0
        self._beside = passing(register, period, replace(wanted, view=CountNames.ALL))
        self.agencies: list[str] = []
        self.listed: set[int] = set()
        self._seen = register.version

    @property
    def count(self) -> int:
        """Return how many tasks pass the filter."""
        return len(self.listed)

    def read(self, before: "TaskListing | None" = None) -> Steps["TaskListing"]:
        """Read everything, pausing now and then.

        What the list `before` of the same period and filter shows stays, even if it passes no more: a row
        must not vanish under the officer who is filling it in.
        """
        same = before is not None and (before.period, before.wanted) == (self.period, self.wanted)
        kept = before.listed if before is not None and same else set()
        passes = passing(self.register, self.period, self.wanted)
        names: set[str] = set()
        register, period = self.register, self.period
        for number, task in enumerate(register.tasks, start=1):
            row = register.row(task, period)
            self.rows[task.id] = row
            self._count(row, 1)
            names.update(row.task.given.leads, row.task.given.coordinating)
            if task.id in kept or passes(row):
                self.listed.add(task.id)
                self.found.setdefault(task.group_id, []).append(row)
            if not number % STEP:
                yield
        self.agencies = in_order(names)
        return self

    def follow(self) -> Sequence[ReportRow] | None:
        """Return the rows that changed since the last look; None if the whole list must be read again."""
        touched = self.register.touched_since(self._seen)
        if touched is None:
            return None
        passes = passing(self.register, self.period, self.wanted)
        changed = []
        for task_id in touched:
            old = self.rows.get(task_id)
            row = self.register.row(self.register.task(task_id), self.period)
            if old is None or not _same_task(old, row) or (task_id not in self.listed and passes(row)):
                return None
            changed.append((old, row))
        self._seen = self.register.version
        for old, row in changed:
            self._count(old, -1)
            self._count(row, 1)
            self.rows[row.task.id] = row
        return [row for _, row in changed if row.task.id in self.listed]

    def totals_of(self, group_id: int) -> Totals:
        """Return the totals of a group."""
        return Totals.of_counts(self.by_status.get(group_id, {}))

    def _count(self, row: ReportRow, step: int) -> None:
        if self._beside(row):  # a count is of what its button would show under the other filters
            for view, passes in _TESTS.items():
                if passes(row):
                    self.counts[view] += step
        self.known += step * row.known
        self.by_group[row.task.group_id] += step
        if row.standing.status is not None:
            self.by_status[row.task.group_id][row.standing.status] += step


def _same_task(old: ReportRow, new: ReportRow) -> bool:
    return old.task is new.task or old.task == new.task
