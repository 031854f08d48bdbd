"""The report model: what a report shows, before it has a face.

Excel, Word, PDF and commands read the same one.
"""

from dataclasses import dataclass, field
from datetime import date

from desktop_app.domain.codec import ADDED
from desktop_app.domain.period import Period
from desktop_app.domain.programme import Programme
from desktop_app.domain.reports.agency_totals import AgencyClass, ReportAgency, classes_of, co_leads_of
from desktop_app.domain.reports.office import Office
from desktop_app.domain.reports.row import ReportRow
from desktop_app.domain.status import Totals


@dataclass(frozen=True, slots=True)
class ReportGroup:
    """One group with its rows in the order of the list, and its totals."""

    number: int
    title: str
    rows: tuple[ReportRow, ...]
    totals: Totals


@dataclass(frozen=True, slots=True)
class ReportFigure:
    """A quantity as exact decimal digits ("1234.5").

    It is empty if there is none. `whole`: nothing of it is missing.
    """

    value: str = ""
    whole: bool = True


@dataclass(frozen=True, slots=True)
class ReportIndicator:
    """One line of the indicators.

    `place` is the group or the task that it is about ("II", "II.3"), `task` that task's content and `lead`
    its first lead agency; empty if it is about more. The figures: the period's, that of the period before,
    from the year's first day to the cut-off, and from the programme's.
    """

    name: str
    unit: str
    now: ReportFigure
    before: ReportFigure
    year: ReportFigure
    ever: ReportFigure
    place: str = ""
    task: str = ""
    lead: str = ""


@dataclass(frozen=True, slots=True)
class NamedTask:
    """A task as a note names it, and its first lead agency.

    `content` is empty if the number alone means no other task.
    """

    number: str
    content: str
    lead: str


@dataclass(frozen=True, slots=True)
class ReportDescent:
    """The task `task` went on as `others` from `day` on.

    `kind` is a Fate: merged, split or renamed. `read_on`: the others go on from what was recorded of it.
    """

    kind: str
    task: NamedTask
    others: tuple[NamedTask, ...]
    day: date | None
    note: str = ""
    read_on: bool = False


@dataclass(frozen=True, slots=True)
class IssuedDocument:
    """A numbered document of the evidence register, and the tasks that it proves.

    `of_period`: it was issued in the days of the period, or proves something in the period itself.
    """

    number: str
    issued_on: date | None
    issuer: str
    subject: str
    tasks: tuple[NamedTask, ...]
    of_period: bool


@dataclass(frozen=True, slots=True)
class Report:
    """The report on `programme` for `period`, judged at the end of `as_of`.

    `total` is the sum of the groups and of the agencies. `apart` are the suspended and withdrawn tasks, which
    stay out of the totals and are listed apart (suspended ones also stand in their group's rows). `descents`
    are the tasks that had gone on as others by `as_of`, `documents` those that were issued by then.
    """

    programme: Programme
    period: Period
    as_of: date
    office: Office
    groups: tuple[ReportGroup, ...]
    agencies: tuple[ReportAgency, ...]
    total: Totals
    apart: tuple[ReportRow, ...]
    made_on: date
    indicators: tuple[ReportIndicator, ...] = ()
    descents: tuple[ReportDescent, ...] = field(default=(), metadata=ADDED)
    documents: tuple[IssuedDocument, ...] = field(default=(), metadata=ADDED)

    @property
    def agencies_as_listed(self) -> list[ReportAgency]:
        """Return the agencies in the order of the list of tasks, the one without a name last."""
        led = dict.fromkeys(row.task.lead for group in self.groups for row in group.rows)
        places = {name: place for place, name in enumerate(led)}
        return sorted(self.agencies, key=lambda one: (not one.name, places.get(one.name, len(places))))

    @property
    def classes(self) -> list[AgencyClass]:
        """Return the agencies by class, in the order in which the list names one of each.

        Those of none come last; there are no classes if no agency has one.
        """
        return classes_of(self.agencies_as_listed)

    @property
    def co_leads(self) -> list[ReportAgency]:
        """Return the agencies that lead a task beside its first one, with all that they lead."""
        return co_leads_of(row.standing for group in self.groups for row in group.rows)

    @property
    def last(self) -> bool:
        """Return whether nothing of the programme comes after the period.

        Its last year, or the month in which it ends: the cut-off of 2022 may be 14/12/2022.
        """
        ends_on = self.programme.ends_on
        if self.as_of >= ends_on:
            return True
        whole_year = self.period.kind == "year" and self.period.year == ends_on.year
        return whole_year or (self.as_of.year, self.as_of.month) == (ends_on.year, ends_on.month)

    @property
    def known(self) -> bool:
        """Return whether the report has figures: something was recorded that speaks of a task on that day.

        If nothing was, no task can be said to be not completed: nothing recorded is not 0 %.
        """
        return any(row.known for group in self.groups for row in group.rows) or any(
            row.known for row in self.apart
        )

    @property
    def entered(self) -> bool:
        """Return whether anything was recorded in the days of the period itself.

        Or is known to have been done then.
        """
        first = self.period.starts_on
        return any(
            (row.entry is not None and first <= row.entry.cut_off <= self.as_of)
            or (row.standing.completed_on is not None and row.standing.completed_on >= first)
            for rows in (*(group.rows for group in self.groups), self.apart)
            for row in rows
        )
