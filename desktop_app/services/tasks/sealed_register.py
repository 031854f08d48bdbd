"""A closed period as its sealed version has it, read by screens like the register of the moment."""

from collections.abc import Iterable, Iterator
from datetime import date

from desktop_app.domain.errors import NotFound
from desktop_app.domain.period import Period
from desktop_app.domain.programme import Group, Programme
from desktop_app.domain.reports import Report, ReportIndicator, ReportRow
from desktop_app.domain.sealing import report_rows
from desktop_app.domain.status import Standing, Totals
from desktop_app.domain.task import Task
from desktop_app.services.tasks._search_texts import SearchTexts


class SealedRegister:
    """Answers from a sealed report alone, whatever became of its groups and tasks since.

    Nothing in it changes. It knows one day and one period, those of the report, and answers for them
    whichever it is asked about.
    """

    def __init__(self, report: Report) -> None:
        """Take everything from `report`."""
        self._report = report
        self._rows = {row.task.id: row for row in report_rows(report)}
        self._texts = SearchTexts()
        self.groups = list(_groups(report, self._rows.values()))
        self.tasks = [row.task for row in self._rows.values()]
        self.version = 0

    @property
    def programme(self) -> Programme:
        """Return the programme as it was described then."""
        return self._report.programme

    def groups_on(self, _day: date, /) -> list[Group]:
        """Return the groups of the report."""
        return self.groups

    @property
    def indicators(self) -> tuple[ReportIndicator, ...]:
        """Return the lines of the indicators, with the names, units and figures of then."""
        return self._report.indicators

    def touched_since(self, _version: int, /) -> frozenset[int]:
        """Return no task: what is sealed does not change."""
        return frozenset()

    def task(self, task_id: int, /) -> Task:
        """Return one task. Raises NotFound."""
        return self._sealed(task_id).task

    def day_of(self, _period: Period, /) -> date:
        """Return the day at whose end the tasks were judged."""
        return self._report.as_of

    def standing(self, task: Task, _day: date, /) -> Standing:
        """Return where a task stood. Raises NotFound."""
        return self._sealed(task.id).standing

    def row(self, task: Task, _period: Period, /) -> ReportRow:
        """Return a task as it was sealed. Raises NotFound."""
        return self._sealed(task.id)

    def turned(self, _task_id: int, /) -> bool:
        """Return False: a sealed row knows one day."""
        return False

    def first_known(self) -> date | None:
        """Return the first day of which the sealed rows say anything, None if they say nothing."""
        days = [row.entry.cut_off for row in self._rows.values() if row.entry is not None]
        done = (row.standing.completed_on for row in self._rows.values())
        return min([*days, *(day for day in done if day is not None)], default=None)

    def totals(self, _day: date, /) -> Totals:
        """Return the sealed totals."""
        return self._report.total

    def totals_by_group(self, _day: date, /) -> dict[int, Totals]:
        """Return the sealed totals of every group, by group id."""
        return {one.id: sealed.totals for one, sealed in zip(self.groups, self._report.groups, strict=True)}

    def totals_by_agency(self, _day: date, /) -> dict[str, Totals]:
        """Return the sealed totals of the first lead agencies, by name."""
        return {one.name: one.totals for one in self._report.agencies}

    def haystack(self, task: Task, /) -> str:
        """Return the folded text in which a task is searched."""
        return self._texts.of(task)

    def _sealed(self, task_id: int) -> ReportRow:
        try:
            return self._rows[task_id]
        except KeyError:
            raise NotFound("task", str(task_id)) from None


def _groups(report: Report, rows: Iterable[ReportRow]) -> Iterator[Group]:
    """Yield the groups of a report, each with the id that its tasks name.

    A sealed group has a number and a title. One without any task gets an id that no group of a data file can
    have.
    """
    ids = {row.task.given.group: row.task.group_id for row in rows}
    for one in report.groups:
        key = one.rows[0].task.group_id if one.rows else ids.get(one.number, -one.number)
        yield Group(key, report.programme.id, one.number, one.title)
