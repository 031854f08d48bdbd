"""Where a task stands on a day, and how such standings add up.

This is the only definition of status, totals and percentages; screen, Excel, Word, PDF and commands all use it.
Source of the arithmetic: report 1270/BC-TCTTTg of 27/12/2017, in which every sum closes.
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from itertools import takewhile
from operator import attrgetter

from desktop_app.domain.deadlines import due_on, extended, occurrence, occurrences
from desktop_app.domain.progress import FULL, ProgressEntry, State
from desktop_app.domain.task import Task

_CUT_OFF = attrgetter("cut_off")
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

    `due` is the deadline that counts, `first_due` the one before any extension.
    """

    task: Task
    day: date
    state: State
    percent: int
    completed_on: date | None
    due: date | None
    status: Status | None
    first_due: date | None = None

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


def tally(standings: Iterable[Standing]) -> Totals:
    """Count the standings that belong in the totals."""
    return Totals.of_counts(Counter(standing.status for standing in standings if standing.status is not None))


def stand(task: Task, entries: Sequence[ProgressEntry], day: date, span: tuple[date, date]) -> Standing:
    """Judge `task` at the end of `day`.

    `entries` are all that was ever recorded of it, sorted by cut-off and moment of recording; `span` is the programme's
    first and last day. A completion counts from its own day, whenever it was typed in (one without a day from the
    cut-off of the period that first recorded it), unless newer information that had begun by `day` says that the task
    is not done after all. A recurring task is judged by its occurrence that
    holds `day`.
    """
    task = task.on(day)
    first_due = due = due_on(task.deadline, day, span)
    if task.extensions:
        due = extended(task.extensions, first_due, day)
    if task.deadline.recurs is not None:
        held = occurrence(task.deadline, day, span)
        entries = [entry for entry in entries if held is not None and _belongs(entry, held)]
    begun, ahead = _known_on(entries, day)
    current = begun[-1] if begun else None
    completion = _completion(begun, ahead, day)
    if not task.active or (completion is None and current is not None and current.state is State.SUSPENDED):
        state = current.state if current is not None else State.NOT_STARTED
        percent = current.percent if current is not None else 0
        return Standing(
            task=task,
            day=day,
            state=state,
            percent=percent,
            completed_on=None,
            due=due,
            status=None,
            first_due=first_due,
        )
    if completion is not None:
        return Standing(
            task=task,
            day=day,
            state=State.DONE,
            percent=FULL,
            completed_on=completion,
            due=due,
            status=_done(completion, due),
            first_due=first_due,
        )
    state, percent = _open(begun)
    return Standing(
        task=task,
        day=day,
        state=state,
        percent=percent,
        completed_on=None,
        due=due,
        status=_not_done(day, due),
        first_due=first_due,
    )


def left_open(
    task: Task, entries: Sequence[ProgressEntry], day: date, span: tuple[date, date]
) -> list[tuple[date, date]]:
    """List the earlier occurrences of a recurring task, before the one that holds `day`, that are due and not done."""
    task = task.on(day)
    held = occurrence(task.deadline, day, span)
    if task.deadline.recurs is None or held is None or not task.active:
        return []
    found = []
    for first, last in occurrences(task.deadline, span):
        if last >= held[0]:
            break
        due = extended(task.extensions, due_on(task.deadline, last, span), day)
        begun, ahead = _known_on([entry for entry in entries if _belongs(entry, (first, last))], day)
        suspended = bool(begun) and begun[-1].state is State.SUSPENDED
        if not suspended and _completion(begun, ahead, day) is None and (due is None or due < day):
            found.append((first, last))
    return found


def _belongs(entry: ProgressEntry, held: tuple[date, date]) -> bool:
    """Return whether an entry speaks of the occurrence `held`.

    A completion typed in later speaks of the time in which it was done; one recorded in a period that had closed before
    it speaks of that period's time, which it completes late.
    """
    first, last = held
    return first <= min(entry.completed_on or entry.cut_off, entry.cut_off) <= last


def _known_on(entries: Sequence[ProgressEntry], day: date) -> tuple[Sequence[ProgressEntry], date | None]:
    """Return the entries begun by `day`, the newest last, and the last completion by then that was typed later.

    At `day` a closed period speaks of its cut-off, a running one of its beginning: so the entry of a whole year, made
    at its end, does not speak over the quarter's at that quarter's cut-off. Of two periods that end on the same day the
    one recorded last is the newer.

    Example: quarter II (cut off on 30/6), quarter III (30/9) and the whole year (1/1 to 31/12) have entries. On 30/9
    the year still runs and counts from 1/1, so the order is year, II, III: quarter III speaks. If quarter IV (from
    1/10) has a completion of 28/9, the task is done on 30/9 all the same: that day is the second value.
    """
    at = bisect_right(entries, day, key=_CUT_OFF)
    if at == len(entries):
        return entries, None
    running: list[ProgressEntry] = []
    ahead: date | None = None
    for entry in entries[at:]:
        if entry.starts_on <= day:
            running.append(entry)
        elif entry.completed_on is not None and entry.completed_on <= day:
            ahead = entry.completed_on
    begun = entries[:at]
    if not running:
        return begun, ahead
    closed = bisect_left(begun, min(entry.starts_on for entry in running), key=_CUT_OFF)
    if closed == at and len(running) == 1:
        return [*begun, *running], ahead
    speaking = [*begun[closed:], *running]
    speaking.sort(key=lambda one: (one.cut_off if one.cut_off <= day else one.starts_on, one.recorded_at))
    return [*begun[:closed], *speaking], ahead


def _completion(begun: Sequence[ProgressEntry], ahead: date | None, day: date) -> date | None:
    if ahead is not None:
        return ahead
    for at in range(len(begun) - 1, -1, -1):
        entry = begun[at]
        if entry.state is not State.DONE:
            return None
        done_on = entry.completed_on or _first_done(begun[: at + 1])
        if done_on <= day:
            return done_on
    return None


def _first_done(begun: Sequence[ProgressEntry]) -> date:
    """Return the day to assume for a completion without one, which the last of `begun` may carry.

    It is the cut-off of the period in which the task was first recorded as done; an entry that carries the completion
    on to a later period (for a note, or because nothing changed) does not move it.
    """
    run = takewhile(lambda entry: entry.state is State.DONE, reversed(begun))
    return min(max(entry.cut_off, entry.completed_on or entry.cut_off) for entry in run)


def _open(begun: Sequence[ProgressEntry]) -> tuple[State, int]:
    """Return state and percentage of a task that is not done: a completion still to come leaves what stood before."""
    if not begun:
        return State.NOT_STARTED, 0
    for entry in reversed(begun):
        if entry.state is not State.DONE:
            return entry.state if entry is begun[-1] else State.IN_PROGRESS, entry.percent
    return State.IN_PROGRESS, 0


def _done(completed_on: date, due: date | None) -> Status:
    return Status.DONE_LATE if due is not None and completed_on > due else Status.DONE_ON_TIME


def _not_done(day: date, due: date | None) -> Status:
    if due is None:
        return Status.NO_DEADLINE
    return Status.OPEN_OVERDUE if day > due else Status.OPEN_IN_TIME
