"""Recording progress: one call is one act, for one task or for many."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from desktop_app.domain.errors import RuleBroken
from desktop_app.domain.period import Period
from desktop_app.domain.progress import ProgressChanges, ProgressEntry, State
from desktop_app.domain.text import tidy
from desktop_app.services.acts import Acts
from desktop_app.services.register import Register
from desktop_app.storage.lock import current_user
from desktop_app.storage.store import Store, now


class Recording:
    """Writes progress entries of the data file `store`."""

    def __init__(self, store: Store, acts: Acts) -> None:
        """Serve the data file `store`; what is recorded can be undone through `acts`."""
        self._store = store
        self._acts = acts

    def record(self, register: Register, period: Period, changes: Mapping[int, ProgressChanges]) -> list[ProgressEntry]:
        """Record changes, by task id, for `period`, all or none. A change that changes nothing writes nothing.

        The first entry of a period begins with what the period before left. Raises RuleBroken, with the number of the
        task as its note, and NotFound.
        """
        entries = [_amended(register, period, task_id, change) for task_id, change in changes.items()]
        written = [entry for entry, before in entries if entry != before]
        if written:
            moment, user = now(), current_user()
            stamped = [replace(entry, recorded_at=moment, recorded_by=user) for entry in written]
            first = register.task(stamped[0].task_id)
            with self._acts.act("record", period=period.id, number=first.number, count=len(stamped)):
                self._store.progress.put(stamped)
            register.refresh()
        return [entry for key in changes for entry in register.entries(key) if entry.period == period.id]

    def put(self, register: Register, entries: Sequence[ProgressEntry]) -> None:
        """Write whole entries, as another file kept them, as one act."""
        if entries:
            with self._acts.act("record", period=entries[0].period, count=len(entries)):
                self._store.progress.put(entries)
            register.refresh()


def opening(register: Register, period: Period, task_id: int) -> ProgressEntry:
    """Give the entry with which `period` begins for a task: its own, else what the period before left, else nothing."""
    row = register.row(register.task(task_id), period)
    if row.entry is None:
        return ProgressEntry(task_id, period.id, period.starts_on, period.cut_off)
    if not row.carried:
        return row.entry
    carried = replace(row.entry, period=period.id, starts_on=period.starts_on, cut_off=period.cut_off)
    if carried.state is State.DONE and row.standing.state is not State.DONE:  # done in an earlier occurrence
        return replace(carried, state=State.NOT_STARTED, percent=0, completed_on=None)
    return carried


def _amended(
    register: Register, period: Period, task_id: int, changes: ProgressChanges
) -> tuple[ProgressEntry, ProgressEntry | None]:
    row = register.row(register.task(task_id), period)
    before = row.entry if not row.carried else None
    try:
        return opening(register, period, task_id).amended(_tidied(changes)), before
    except RuleBroken as error:
        error.add_note(row.task.number)
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
