"""What the overview shows of a day, counted in slices so that the window stays alive."""

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from desktop_app.domain.period import Period
from desktop_app.domain.programme import Group
from desktop_app.domain.reports import ReportAgency, ReportRow, co_leads_of
from desktop_app.domain.status import Standing, Totals
from desktop_app.domain.task import Task
from desktop_app.domain.work import STEP, Steps
from desktop_app.services.periods import entry_mark
from desktop_app.services.tasks import DayCounts, ShownRegister, curve, in_count

Marked = Mapping[int, Mapping[str, frozenset[int]]]


@dataclass(frozen=True, slots=True)
class OverviewCounts:
    """What the screen shows of a day.

    `marked` holds the tasks of each group by how far the period is entered. `known` says whether anything was
    recorded that speaks of that day; if not, no task can be said to be open.
    """

    groups: Sequence[Group]
    day: date
    totals: Totals
    by_group: Mapping[int, Totals]
    by_agency: Mapping[str, Totals]
    co_leads: Sequence[ReportAgency]
    points: Sequence[DayCounts]
    standings: Sequence[Standing]
    todo: Mapping[str, int]
    marked: Marked
    known: bool

    def led_by(self, agencies: Container[str], status: str) -> frozenset[int]:
        """Return the tasks that count under lead agencies ("": none is named), of one status or of any."""
        return self._of_status(status, lambda task: task.lead in agencies)

    def co_led_by(self, agency: str, status: str) -> frozenset[int]:
        """Return the tasks that an agency leads, alone or beside others, of one status or of any."""
        return self._of_status(status, lambda task: agency in task.given.leads)

    def _of_status(self, status: str, wanted: Callable[[Task], bool]) -> frozenset[int]:
        found = (one for one in self._counted if wanted(one.task))
        return _ids(one for one in found if not status or (one.status is not None and one.status == status))

    def overdue_agencies(self) -> list[str]:
        """List the lead agencies with overdue tasks, the most first."""
        counts = {name: totals.open_overdue for name, totals in self.by_agency.items() if totals.open_overdue}
        return sorted(counts, key=lambda name: -counts[name])

    @property
    def _counted(self) -> Iterable[Standing]:
        return (one for one in self.standings if one.counted)


def count(register: ShownRegister, period: Period, views: Sequence[str]) -> Steps[OverviewCounts]:
    """Count what is shown, and the tasks of each of `views`; many tasks are counted in slices."""
    day = register.day_of(period)
    standings: list[Standing] = []
    for task in register.tasks:
        standings.append(register.standing(task, day))
        if not len(standings) % STEP:
            yield
    totals = register.totals(day)
    yield
    by_group = register.totals_by_group(day)
    yield
    by_agency = register.totals_by_agency(day)
    yield
    co_leads = co_leads_of(standings)
    yield
    points = curve(register, day)
    yield
    todo, tests = dict.fromkeys(views, 0), {view: in_count(view) for view in views}
    known = False
    marked: dict[int, dict[str, set[int]]] = {group.id: {} for group in register.groups}
    for number, row in enumerate((register.row(task, period) for task in register.tasks), start=1):
        for view, passes in tests.items():
            todo[view] += passes(row)
        known = known or row.known
        _mark(marked, row)
        if not number % STEP:
            yield
    kept = {key: {mark: frozenset(ids) for mark, ids in marks.items()} for key, marks in marked.items()}
    return OverviewCounts(
        groups=register.groups_on(day),
        day=day,
        totals=totals,
        by_group=by_group,
        by_agency=by_agency,
        co_leads=co_leads,
        points=points,
        standings=standings,
        todo=todo,
        marked=kept,
        known=known,
    )


def _mark(marked: Mapping[int, dict[str, set[int]]], row: ReportRow) -> None:
    if row.standing.counted:
        marked[row.task.group_id].setdefault(str(entry_mark(row)), set()).add(row.task.id)


def _ids(standings: Iterable[Standing]) -> frozenset[int]:
    return frozenset(one.task.id for one in standings)
