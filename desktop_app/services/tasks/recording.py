"""Recording progress: one call is one act, for one task or for many."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace

from desktop_app.domain.errors import RuleBroken
from desktop_app.domain.period import Period
from desktop_app.domain.progress import Figures, ProgressChanges, ProgressEntry, State
from desktop_app.domain.reports import ReportRow
from desktop_app.domain.text import tidy
from desktop_app.services.acts import Acts
from desktop_app.services.tasks.register import Register
from desktop_app.storage.lock import current_user
from desktop_app.storage.store import Store, now


@dataclass(frozen=True, slots=True)
class Planned:
    """What recording would do to one task: the entry it begins with, and the one it would write."""

    before: ProgressEntry
    after: ProgressEntry


class Recording:
    """Writes progress entries of the data file `store`."""

    def __init__(self, store: Store, acts: Acts) -> None:
        """Work on the data file `store`; what is recorded can be undone through `acts`."""
        self._store = store
        self._acts = acts

    def record(
        self, register: Register, period: Period, changes: Mapping[int, ProgressChanges], sender: str = ""
    ) -> list[ProgressEntry]:
        """Record changes, by task id, for `period`, all or none. A change that changes nothing writes nothing.

        `sender` is the agency whose entry form brought them, for the history. The first entry of a period begins with
        what the period before left. Raises RuleBroken, with the number of the task as its note, NotFound, PeriodSealed.
        """
        return self.record_decided(register, period, lambda: changes, sender)

    def record_decided(
        self, register: Register, period: Period, decide: Callable[[], Mapping[int, ProgressChanges]], sender: str = ""
    ) -> list[ProgressEntry]:
        """Record what `decide` says, which looks at `register` as the file is while nobody else can write.

        Raises as `record`, and what `decide` raises.
        """
        with self._reading(register, [period.id]):
            changes = decide()
            entries = [_amended(register, period, task_id, change) for task_id, change in changes.items()]
            self._write(register, period, [entry for entry, before in entries if entry != before], sender=sender)
        register.refresh()
        return [entry for key in changes for entry in register.entries(key) if entry.period == period.id]

    def plan(
        self, register: Register, period: Period, task_ids: Iterable[int], changes: ProgressChanges
    ) -> list[Planned]:
        """Show what the same changes would do to many tasks; those that stay as they are are left out.

        Raises RuleBroken, NotFound.
        """
        planned = [
            Planned(entry_to_start_from(register, period, task_id), _amended(register, period, task_id, changes)[0])
            for task_id in task_ids
        ]
        return [one for one in planned if one.before != one.after]

    def confirm(self, register: Register, period: Period, task_ids: Iterable[int]) -> int:
        """Confirm that nothing changed since the period before (không thay đổi), as one act; return how many.

        A task that has an entry of its own in the period is left as it is. Raises NotFound, PeriodSealed.
        """
        with self._reading(register, [period.id]):
            rows = register.rows(period, map(register.task, task_ids))
            entries = [replace(carried_forward(row, period), confirmed=True) for row in rows if not row.recorded]
            self._write(register, period, entries, act="confirm")
        register.refresh()
        return len(entries)

    def put(self, register: Register, entries: Sequence[ProgressEntry]) -> None:
        """Write whole entries, as another file kept them, as one act. Raises PeriodSealed."""
        if entries:
            periods = {entry.period for entry in entries}
            with (
                self._reading(register, periods),
                self._acts.act("record", period=entries[0].period, count=len(entries)),
            ):
                self._store.progress.put(entries)
            register.refresh()

    @contextmanager
    def _reading(self, register: Register, periods: Iterable[str]) -> Iterator[None]:
        """Keep every other writer out, and let `register` be what the file is. Raises PeriodSealed."""
        with self._acts.alone():
            register.refresh()
            for period in periods:
                self._store.seals.require_open(register.programme.id, period)
            yield

    def _write(
        self,
        register: Register,
        period: Period,
        entries: Sequence[ProgressEntry],
        act: str = "record",
        sender: str = "",
    ) -> None:
        if not entries:
            return
        moment, user = now(), current_user()
        stamped = [replace(entry, recorded_at=moment, recorded_by=user) for entry in entries]
        first = register.task(stamped[0].task_id)
        label: dict[str, str | int] = {"period": period.id, "number": first.number, "count": len(stamped)}
        if sender:
            act, label = "entry_form", label | {"agency": sender}
        with self._acts.act(act, **label):
            self._store.progress.put(stamped)


def entry_to_start_from(register: Register, period: Period, task_id: int) -> ProgressEntry:
    """Return the entry to start `period` from for a task: its own, else the one carried forward, else an empty one."""
    return carried_forward(register.row(register.task(task_id), period), period)


def carried_forward(row: ReportRow, period: Period) -> ProgressEntry:
    """Return the entry to start `period` from for the task of `row`."""
    if row.entry is None:
        return ProgressEntry(row.task.id, period.id, period.starts_on, period.cut_off)
    if row.entry.period == period.id:
        return row.entry
    carried = replace(row.entry, period=period.id, starts_on=period.starts_on, cut_off=period.cut_off, confirmed=False)
    if row.carried:
        carried = replace(carried, figures=Figures.ACTUAL)
    again = carried.state is State.DONE or row.task.deadline.recurs is not None
    if again and row.standing.state is not State.DONE:  # what an earlier occurrence reached does not count for this one
        return replace(carried, state=row.standing.state, percent=row.standing.percent, completed_on=None)
    return carried


def _amended(
    register: Register, period: Period, task_id: int, changes: ProgressChanges
) -> tuple[ProgressEntry, ProgressEntry | None]:
    first = entry_to_start_from(register, period, task_id)
    own = any(entry.period == period.id for entry in register.entries(task_id))
    try:
        return first.amended(_tidied(changes)), first if own else None
    except RuleBroken as error:
        error.add_note(register.task(task_id).number)
        raise


def _tidied(changes: ProgressChanges) -> ProgressChanges:
    tidied = changes.copy()
    if "result" in tidied:
        tidied["result"] = tidy(tidied["result"])
    if "difficulty" in tidied:
        tidied["difficulty"] = tidy(tidied["difficulty"])
    if "proposal" in tidied:
        tidied["proposal"] = tidy(tidied["proposal"])
    if "note" in tidied:
        tidied["note"] = tidy(tidied["note"])
    return tidied
