"""What screens ask of the tasks of a period, whether the period is open or closed."""

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from desktop_app.domain.period import Period
from desktop_app.domain.programme import Group, Programme
from desktop_app.domain.reports import ReportRow
from desktop_app.domain.status import Standing, Totals
from desktop_app.domain.task import Task


class ShownRegister(Protocol):
    """The tasks of one programme as screens show them for a period.

    `Register` answers with what the data file holds now, `SealedRegister` with what was sealed of a closed
    period.
    """

    @property
    def programme(self) -> Programme:
        """Return the programme whose tasks these are."""

    @property
    def groups(self) -> Sequence[Group]:
        """Return the groups in their order; every task is in one of them."""

    def groups_on(self, day: date, /) -> Sequence[Group]:
        """Return the groups that there were at the end of `day`."""

    @property
    def tasks(self) -> Sequence[Task]:
        """Return the tasks in the order of the list."""

    @property
    def version(self) -> int:
        """Return a number that grows with every change."""

    def touched_since(self, version: int, /) -> frozenset[int] | None:
        """Return the ids of the tasks that changed after `version`; None if everything may have changed."""

    def task(self, task_id: int, /) -> Task:
        """Return one task. Raises NotFound."""

    def day_of(self, period: Period, /) -> date:
        """Return the day at whose end the tasks are judged for `period`."""

    def standing(self, task: Task, day: date, /) -> Standing:
        """Return where a task stands at the end of `day`."""

    def row(self, task: Task, period: Period, /) -> ReportRow:
        """Return a task with what `period` holds of it."""

    def turned(self, task_id: int, /) -> bool:
        """Return whether a completion or a suspension of a task did not last, as far as that is known."""

    def first_known(self) -> date | None:
        """Return the first day of which anything was recorded, None if nothing was."""

    def totals(self, day: date, /) -> Totals:
        """Return the totals of the programme at the end of `day`."""

    def totals_by_group(self, day: date, /) -> dict[int, Totals]:
        """Return the totals of every group that there was, by group id."""

    def totals_by_agency(self, day: date, /) -> dict[str, Totals]:
        """Return the totals of the first lead agencies, by name."""

    def haystack(self, task: Task, /) -> str:
        """Return the folded text in which a task is searched."""
