"""Where a task stands on a day, and how such standings add up.

This is the only definition of status, totals and percentages; screen, Excel, Word, PDF and commands all use
it. Source of the arithmetic: report 1270/BC-TCTTTg of 27/12/2017, in which every sum closes.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from desktop_app.domain.codec import ADDED
from desktop_app.domain.deadlines import due_on, extended, occurrence, occurrences
from desktop_app.domain.progress import ProgressEntry, State
from desktop_app.domain.speaking import speaker, within
from desktop_app.domain.task import Task

_TENTH = Decimal("0.1")


class Status(StrEnum):
    """The five answers; never typed, always computed."""

    DONE_ON_TIME = "done_on_time"
    DONE_LATE = "done_late"
    OPEN_IN_TIME = "open_in_time"
    OPEN_OVERDUE = "open_overdue"
    NO_DEADLINE = "no_deadline"


_OPEN = frozenset({Status.OPEN_IN_TIME, Status.OPEN_OVERDUE, Status.NO_DEADLINE})

SOON_DAYS = 30
"""A task due within so many days after the day asked for is due soon."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Task `task` as it stands at the end of `day`. `status` is None for a task that stays out of the totals.

    `due` is the deadline that counts, `first_due` the one before any extension, `held` the first and the last
    day of the occurrence that is judged, of a task that recurs. `assumed`: no day of the completion was
    given. `recorded`: somebody said where the task stands; if nobody did, it counts as not completed, and
    `percent` is no figure.
    """

    task: Task
    day: date
    state: State
    percent: int
    completed_on: date | None
    due: date | None
    status: Status | None
    first_due: date | None = None
    held: tuple[date, date] | None = field(default=None, metadata=ADDED)
    assumed: bool = field(default=False, metadata=ADDED)
    recorded: bool = field(default=True, metadata=ADDED)
    suspended_on: date | None = field(default=None, metadata=ADDED)

    @property
    def told_percent(self) -> int | None:
        """Return how far the task is, None if nobody said so: nothing recorded is not 0 %."""
        return self.percent if self.recorded else None

    @property
    def known(self) -> bool:
        """Return whether the task is known to be begun, suspended or completed."""
        return self.state is not State.NOT_STARTED

    @property
    def counted(self) -> bool:
        """Return whether the task belongs in the totals."""
        return self.status is not None

    @property
    def open(self) -> bool:
        """Return whether the task counts and is not completed."""
        return self.status in _OPEN

    @property
    def overdue(self) -> bool:
        """Return whether the task is not completed and its deadline has passed."""
        return self.status is Status.OPEN_OVERDUE

    @property
    def due_soon(self) -> bool:
        """Return whether the deadline of a task still in time comes within `SOON_DAYS`."""
        return self.days_left is not None and self.days_left <= SOON_DAYS

    @property
    def days_overdue(self) -> int:
        """Days since the deadline of an overdue task, else 0."""
        if not self.overdue or self.due is None:
            return 0
        return (self.day - self.due).days

    @property
    def days_left(self) -> int | None:
        """Days until the deadline of a task still in time; None for any other."""
        if self.status is not Status.OPEN_IN_TIME or self.due is None:
            return None
        return (self.due - self.day).days


@dataclass(frozen=True, slots=True)
class Totals:
    """How many tasks have each status. Every share has `total` as its denominator."""

    done_on_time: int = 0
    done_late: int = 0
    open_in_time: int = 0
    open_overdue: int = 0
    no_deadline: int = 0

    @classmethod
    def of_counts(cls, counts: Mapping[Status, int]) -> "Totals":
        """Return the totals of so many tasks of each status; a status that is not named has none."""
        return cls(*(counts.get(status, 0) for status in Status))

    @property
    def total(self) -> int:
        """Return the sum of the five parts."""
        return self.done_on_time + self.done_late + self.open_in_time + self.open_overdue + self.no_deadline

    @property
    def done(self) -> int:
        """Completed, on time or late."""
        return self.done_on_time + self.done_late

    @property
    def not_done(self) -> int:
        """Not completed, with or without a deadline."""
        return self.total - self.done

    @property
    def not_done_with_deadline(self) -> int:
        """Not completed, in time or overdue."""
        return self.open_in_time + self.open_overdue

    def of(self, status: Status) -> int:
        """Return the number of tasks with `status`."""
        count: int = getattr(self, status.value)
        return count

    def __add__(self, other: "Totals") -> "Totals":
        """Add part by part."""
        return Totals(*(self.of(status) + other.of(status) for status in Status))


def percentage(part: int, whole: int) -> Decimal:
    """Return a share in percent to one decimal, a half upwards as Excel shows it; `whole` is not 0."""
    return (Decimal(100 * part) / whole).quantize(_TENTH, ROUND_HALF_UP)


def percentage_text(part: int, whole: int) -> str:
    """Return a share as it is printed everywhere ("6,3%", "62%"), "–" for a share of nothing."""
    return f"{percentage(part, whole)}".removesuffix(".0").replace(".", ",") + "%" if whole else "–"


def tally(standings: Iterable[Standing]) -> Totals:
    """Count the standings that belong in the totals."""
    return Totals.of_counts(Counter(standing.status for standing in standings if standing.status is not None))


def stand(task: Task, entries: Sequence[ProgressEntry], day: date, span: tuple[date, date]) -> Standing:
    """Judge `task` at the end of `day`.

    `entries` are all that was ever recorded of it, sorted by cut-off and act; `span` is the programme's first
    and last day. The entry that speaks decides (`speaking.speaker`): a completion counts from its own day,
    whenever it was typed in, unless newer information that had begun by `day` says that the task is not done
    after all. A recurring task is judged by its occurrence that holds `day`.
    """
    task = task.on(day)
    first_due = due = due_on(task.deadline, day, span)
    held = None
    if task.extensions:
        due = extended(task.extensions, first_due, day)
    if task.deadline.recurs is not None:
        held = occurrence(task.deadline, day, span)
        entries = within(entries, held) if held is not None else ()
    entry = speaker(entries, day)
    state, percent = (entry.state, entry.percent) if entry is not None else (State.NOT_STARTED, 0)
    apart = not task.active or state is State.SUSPENDED
    done_on = entry.completed_on if entry is not None and not apart else None
    return Standing(
        task=task,
        day=day,
        state=state,
        percent=percent,
        completed_on=done_on,
        due=due,
        status=None if apart else _not_done(day, due) if done_on is None else _done(done_on, due),
        first_due=first_due,
        held=held,
        assumed=done_on is not None and entry is not None and entry.assumed,
        recorded=entry is not None,
        suspended_on=entry.suspended_on if entry is not None else None,
    )


def left_open(
    task: Task, entries: Sequence[ProgressEntry], day: date, span: tuple[date, date]
) -> list[tuple[date, date]]:
    """List the earlier occurrences of a recurring task that are due and not done.

    Earlier than the one that holds `day`.
    """
    task = task.on(day)
    held = occurrence(task.deadline, day, span)
    if task.deadline.recurs is None or held is None or not task.active:
        return []
    found = []
    for first, last in occurrences(task.deadline, span):
        if last >= held[0]:
            break
        due = extended(task.extensions, due_on(task.deadline, last, span), day)
        entry = speaker(within(entries, (first, last)), day)
        settled = entry is not None and entry.state in _SETTLED
        if not settled and (due is None or due < day):
            found.append((first, last))
    return found


def last_time(
    task: Task, entries: Sequence[ProgressEntry], day: date, span: tuple[date, date]
) -> tuple[tuple[date, date], ProgressEntry | None] | None:
    """Return the occurrence before the one that holds `day`, and its entry.

    The entry is the one that speaks of it then. Either may be missing.
    """
    task = task.on(day)
    held = occurrence(task.deadline, day, span)
    before = [one for one in occurrences(task.deadline, span) if held is not None and one[1] < held[0]]
    return (before[-1], speaker(within(entries, before[-1]), day)) if before else None


_SETTLED = (State.DONE, State.SUSPENDED)


def _done(completed_on: date, due: date | None) -> Status:
    return Status.DONE_LATE if due is not None and completed_on > due else Status.DONE_ON_TIME


def _not_done(day: date, due: date | None) -> Status:
    if due is None:
        return Status.NO_DEADLINE
    return Status.OPEN_OVERDUE if day > due else Status.OPEN_IN_TIME
