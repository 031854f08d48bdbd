"""Reminders that leave the program: what is overdue or due soon, as letters to agencies and as a calendar."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from desktop_app.domain.programme import Programme
from desktop_app.domain.reports import Office
from desktop_app.domain.status import Standing
from desktop_app.domain.text import day_text, one_line
from desktop_app.domain.work import STEP, Steps
from desktop_app.services.reporting._citing import cite
from desktop_app.services.reporting._sentences import say
from desktop_app.services.reporting.exporting import Paper
from desktop_app.services.tasks import Register, leads_in_order

DAYS, ALARM_DAYS = 30, 3
"""So many days ahead is looked, and so many before a calendar reminds, unless it is said otherwise."""


@dataclass(frozen=True, slots=True)
class DueAgency:
    """A lead agency and its tasks that are overdue or due, the longest overdue first; no name: none is named.

    `written_to` says that it gets a letter: the office writes none to itself.
    """

    name: str
    tasks: tuple[Standing, ...]
    written_to: bool

    @property
    def overdue(self) -> int:
        """Return how many of them are overdue."""
        return sum(one.overdue for one in self.tasks)

    @property
    def soon(self) -> int:
        """Return how many of them are still in time."""
        return len(self.tasks) - self.overdue


@dataclass(frozen=True, slots=True)
class DueTasks:
    """What is open on `as_of` and due by `until`, by each lead agency in the order of the list."""

    programme: Programme
    office: Office
    as_of: date
    until: date
    agencies: tuple[DueAgency, ...]

    @property
    def tasks(self) -> list[Standing]:
        """Return the tasks, each once, by their last days."""
        found = {one.task.id: one for agency in self.agencies for one in agency.tasks}
        return sorted(found.values(), key=_last_day)


def due_tasks(register: Register, office: Office, as_of: date, days: int = DAYS) -> Steps[DueTasks]:
    """Gather the open tasks that are overdue on `as_of` or due within `days` after it.

    A task with several lead agencies stands with each of them.
    """
    until = as_of + timedelta(days=days)
    due: dict[str, list[Standing]] = {}
    tasks = []
    for count, task in enumerate(register.tasks):
        if not count % STEP:
            yield
        standing = register.standing(task, as_of)
        tasks.append(standing.task)
        if standing.open and standing.due is not None and standing.due <= until:
            for name in standing.task.given.leads or ("",):
                due.setdefault(name, []).append(standing)
    agencies = [
        DueAgency(name, tuple(sorted(due[name], key=_last_day)), bool(name) and not office.is_called(name))
        for name in (*leads_in_order(tasks), "")
        if name in due
    ]
    return DueTasks(register.programme, office, as_of, until, tuple(agencies))


def reminder_letters(due: DueTasks, made_on: date) -> list[Paper]:
    """Write one letter to each agency that is written to, in the office's order."""
    from desktop_app.exchange.papers import compose_reminder

    return [
        Paper(
            compose_reminder(
                programme=due.programme,
                office=due.office,
                agency=one.name,
                tasks=one.tasks,
                said=_sentences(due, one),
                made_on=made_on,
            ),
            len(one.tasks),
            one.name,
        )
        for one in due.agencies
        if one.written_to
    ]


def write_reminder_calendar(
    due: DueTasks, target: Path, origin: str, sequence: int, alarm_days: int = ALARM_DAYS
) -> None:
    """Write the last day of each task to the calendar `target` (*.ics).

    An event is known again by the data file's `origin` and its task (of a task that recurs: its occurrence),
    so that a later file with a higher `sequence` moves it. Raises the TargetError family, DiskFull.
    """
    from desktop_app.exchange.papers import Calendar, deadline_event, write_calendar

    events = [deadline_event(one, _uid(one, origin)) for one in due.tasks]
    name = one_line(due.programme.number)
    write_calendar(Calendar(name, events, alarm_days, sequence, datetime.now(UTC)), target)


def _sentences(due: DueTasks, one: DueAgency) -> tuple[str, str, str]:
    names = {
        "decision": cite(due.programme),
        "document": one_line(due.programme.title),
        "agency": one_line(one.name),
        "department": one_line(due.office.named) or say("blank", "name"),
        "as_of": day_text(due.as_of),
        "counts": say("reminder", "and").join(_counts(due, one)),
    }
    return (
        say("reminder", "subject", **names),
        say("reminder", "opening", **names),
        say("reminder", "closing", **names),
    )


def _counts(due: DueTasks, one: DueAgency) -> Iterator[str]:
    if one.overdue:
        yield say("reminder", "overdue", count=f"{one.overdue:02}")
    if one.soon:
        yield say("reminder", "soon", count=f"{one.soon:02}", until=day_text(due.until))


def _uid(one: Standing, origin: str) -> str:
    occurrence = f"-{one.held[0]:%Y%m%d}" if one.held is not None else ""
    return f"{origin[:32]}-{one.task.id}{occurrence}@tien-do-de-an"


def _last_day(one: Standing) -> tuple[date, int]:
    return one.due or one.day, one.task.id
