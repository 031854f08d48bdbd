"""Recording progress: one call is one act, for one task or for many."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date

from desktop_app.domain.errors import CompletedTooEarly, FieldMissing, RuleBroken
from desktop_app.domain.period import Period
from desktop_app.domain.progress import (
    NOTHING,
    NOW,
    STANDING,
    WHOLE,
    Figures,
    ProgressChanges,
    ProgressEntry,
    State,
    standing_of,
)
from desktop_app.domain.reports import ReportRow
from desktop_app.domain.speaking import first_done, of_occurrence
from desktop_app.domain.status import stand
from desktop_app.domain.text import day_text, tidy
from desktop_app.domain.work import STEP, Steps, finished
from desktop_app.services.acts import Acts
from desktop_app.services.tasks.effects import TaskEffect, effects_of, labelled
from desktop_app.services.tasks.register import Register
from desktop_app.storage import history
from desktop_app.storage.lock import current_user
from desktop_app.storage.store import Store, now


@dataclass(frozen=True, slots=True)
class PlannedRecording:
    """What recording would do to one task.

    What is shown of it, the entry it would write, and what else follows.
    """

    before: ProgressEntry
    after: ProgressEntry
    effects: tuple[TaskEffect, ...] = ()


@dataclass(frozen=True, slots=True)
class ForeseenAct:
    """An act of recording on its way into the file: the number that it gets there, and all that it writes."""

    id: int
    programme_id: int
    period: str
    label: Mapping[str, object]
    entries: tuple[ProgressEntry, ...]


class Recording:
    """Writes progress entries of the data file `store`."""

    def __init__(self, store: Store, acts: Acts) -> None:
        """Work on the data file `store`; what is recorded can be undone through `acts`."""
        self._store = store
        self._acts = acts

    def record(
        self, register: Register, period: Period, changes: Mapping[int, ProgressChanges], sender: str = ""
    ) -> list[ProgressEntry]:
        """Record changes, by task id, for `period`, all or none.

        A change that changes nothing writes nothing. Only what the changes name becomes the period's own.
        `sender` is the agency whose entry form brought them, for the history. Returns what is shown of each
        task afterwards. Raises RuleBroken, with the number of the task as its note, NotFound, PeriodSealed.
        """
        return self.record_decided(register, period, lambda: changes, sender)

    def record_decided(
        self,
        register: Register,
        period: Period,
        decide: Callable[[], Mapping[int, ProgressChanges]],
        sender: str = "",
    ) -> list[ProgressEntry]:
        """Record what `decide` says, which looks at `register` as the file is while nobody else can write.

        Raises as `record`, and what `decide` raises.
        """
        with self._reading(register, [period.id]):
            changes = decide()
            self._write(register, period, _new(register, period, changes), sender=sender)
        return [
            register.entry(key, period.id) or entry_to_start_from(register, period, key) for key in changes
        ]

    def foresee(
        self, act_id: int, register: Register, period: Period, changes: Mapping[int, ProgressChanges]
    ) -> ForeseenAct | None:
        """Show changes in `register` as recorded and return what `write` is to bring into the file.

        Nothing is read or written here. Return None if nothing changes. Raises as `record`, but for a closed
        period.
        """
        planned = _new(register, period, changes)
        if not planned:
            return None
        label, entries = _label(register, period, planned), _recorded(planned, act_id)
        register.assume(entries)
        return ForeseenAct(act_id, register.programme.id, period.id, label, entries)

    def write(self, foreseen: Sequence[ForeseenAct]) -> bool:
        """Write foreseen acts, all or none; return False if another act took the number of the first.

        Raises PeriodSealed.
        """
        with self._acts.alone():
            if self._store.last_action() + 1 != foreseen[0].id:
                return False
            for one in foreseen:
                self._store.seals.require_open(one.programme_id, one.period)
                with self._acts.act("record", **one.label) as running:
                    self._store.progress.put(one.entries, running.id)
        return True

    def head(self) -> str:
        """Return the hash of the last act: what is foreseen next follows on it."""
        return history.head(self._store.db)

    def holds(self, foreseen: ForeseenAct) -> bool:
        """Return whether the file has got a foreseen act."""
        return tuple(self._store.progress.written_by(foreseen.id)) == foreseen.entries

    def finish(self, after: str, foreseen: Sequence[ForeseenAct]) -> None:
        """Write those of foreseen acts that the file has not got yet, up to the first that is missing itself.

        Write nothing if the first does not follow on the act with the hash `after`, or if others took their
        numbers. Raises PeriodSealed, DiskFull.
        """
        first, last = foreseen[0].id, self._store.last_action()
        acts = [one for place, one in enumerate(foreseen) if one.id == first + place]
        there = [one for one in acts if one.id <= last]
        if history.head(self._store.db, first) == after and all(map(self.holds, there)) and acts != there:
            self.write(acts[len(there) :])

    def suspend(
        self, register: Register, period: Period, task_ids: Sequence[int], day: date | None, reason: str
    ) -> list[ProgressEntry]:
        """Record for `period` that tasks are suspended from `day` on (None: from its cut-off), and why.

        The reason stands below a difficulty that is stated already. Raises FieldMissing and as `record`.
        """
        reason = tidy(reason)
        if not reason:
            raise FieldMissing("reason")

        def decide() -> dict[int, ProgressChanges]:
            return {key: changes(entry_to_start_from(register, period, key).difficulty) for key in task_ids}

        def changes(stated: str) -> ProgressChanges:
            lines = [*stated.split("\n"), reason] if stated else [reason]
            found: ProgressChanges = {"state": State.SUSPENDED, "suspended_on": day or period.cut_off}
            if reason not in stated:
                found["difficulty"] = "\n".join(lines)
            return found

        return self.record_decided(register, period, decide)

    def plan(
        self, register: Register, period: Period, task_ids: Iterable[int], changes: ProgressChanges
    ) -> list[PlannedRecording]:
        """Show what the same changes would do to many tasks; those that say nothing else then are left out.

        Raises RuleBroken, NotFound.
        """
        return finished(self.planning(register, period, task_ids, changes))

    def planning(
        self, register: Register, period: Period, task_ids: Iterable[int], changes: ProgressChanges
    ) -> Steps[list[PlannedRecording]]:
        """Do what `plan` does in steps, which a window pauses between."""
        found = []
        for number, task_id in enumerate(task_ids, start=1):
            one = _planned(register, period, task_id, changes)
            if replace(one.after, acts=WHOLE) != replace(one.before, acts=WHOLE):
                found.append(one)
            if not number % STEP:
                yield
        return found

    def effects(
        self, register: Register, period: Period, changes: Mapping[int, ProgressChanges]
    ) -> list[TaskEffect]:
        """List what recording changes would do beside what they say. Raises RuleBroken, NotFound."""
        return [
            effect
            for key, change in changes.items()
            for effect in _planned(register, period, key, change).effects
        ]

    def confirm(self, register: Register, period: Period, task_ids: Iterable[int]) -> int:
        """Confirm that nothing else changed since the period before (không thay đổi), as one act.

        Return how many. What was recorded for the period stays as it is. Raises NotFound, PeriodSealed.
        """
        with self._reading(register, [period.id]):
            rows = register.rows(period, map(register.task, task_ids))
            shown = [carried_forward(row, period) for row in rows if not row.recorded or row.carried_groups]
            self._write(
                register,
                period,
                [PlannedRecording(one, replace(one, confirmed=True)) for one in shown],
                act="confirm",
            )
        return len(shown)

    def put(self, register: Register, entries: Sequence[ProgressEntry]) -> None:
        """Write whole entries, as another file kept them, as one act. Raises PeriodSealed."""
        if entries:
            periods = {entry.period for entry in entries}
            with (
                self._reading(register, periods),
                self._acts.act("record", period=entries[0].period, count=len(entries)) as act,
            ):
                own = (act.id,) * len(WHOLE)
                new = [entry for entry in entries if not _kept_so(register, entry)]
                self._store.progress.put([replace(entry, acts=own) for entry in new], act.id)

    @contextmanager
    def _reading(self, register: Register, periods: Iterable[str]) -> Iterator[None]:
        """Keep every other writer out, and let `register` be what the file is. Raises PeriodSealed."""
        with self._acts.alone(register):
            for period in periods:
                self._store.seals.require_open(register.programme.id, period)
            yield

    def _write(
        self,
        register: Register,
        period: Period,
        planned: Sequence[PlannedRecording],
        act: str = "record",
        sender: str = "",
    ) -> None:
        if not planned:
            return
        label = _label(register, period, planned)
        if sender:
            act, label = "entry_form", label | {"agency": sender}
        with self._acts.act(act, **label) as running:
            self._store.progress.put(_recorded(planned, running.id), running.id)


def _new(
    register: Register, period: Period, changes: Mapping[int, ProgressChanges]
) -> list[PlannedRecording]:
    """Plan changes; those that change nothing are left out."""
    planned = [_planned(register, period, task_id, change) for task_id, change in changes.items()]
    return [one for one in planned if NOW in one.after.acts]


def _label(register: Register, period: Period, planned: Sequence[PlannedRecording]) -> dict[str, object]:
    """Return what the history says of an act that records what is planned."""
    first = register.task(planned[0].after.task_id)
    label: dict[str, object] = {"period": period.id, "number": first.number, "count": len(planned)}
    if effects := [effect for one in planned for effect in one.effects]:
        label["effects"] = labelled(effects)
    return label


def _recorded(planned: Sequence[PlannedRecording], act_id: int) -> tuple[ProgressEntry, ...]:
    """Return the entries as the act `act_id` writes them at this moment."""
    moment, user = now(), current_user()
    return tuple(one.after.recorded_by_act(act_id, moment, user) for one in planned)


def entry_to_start_from(register: Register, period: Period, task_id: int) -> ProgressEntry:
    """Return what is shown of a task for `period`, as an entry of it.

    `acts` says what the period itself recorded.
    """
    return carried_forward(register.row(register.task(task_id), period), period)


def carried_forward(row: ReportRow, period: Period) -> ProgressEntry:
    """Return what a row shows for `period`, as an entry of it.

    Where the task stands at the cut-off, and the words. What the period recorded of the standing is not its
    own here if something else holds at the cut-off.
    """
    entry, standing = row.entry, row.standing
    if entry is None:
        entry = ProgressEntry(row.task.id, period.id, period.starts_on, period.cut_off, acts=NOTHING)
    elif entry.period != period.id:
        figures = Figures.ACTUAL if row.carried else entry.figures
        entry = replace(
            entry, period=period.id, starts_on=period.starts_on, cut_off=period.cut_off, figures=figures
        )
        entry = replace(entry, acts=NOTHING, confirmed=False)
    if standing.state is State.DONE and standing.completed_on is None:  # withdrawn, once done
        return entry
    shown = replace(
        entry,
        state=standing.state,
        percent=standing.percent,
        completed_on=standing.completed_on,
        assumed=standing.assumed,
        suspended_on=standing.suspended_on,
    )
    return shown if shown == entry else replace(shown, acts=(None, *entry.acts[1:]))


def require_begun(register: Register, task_id: int, changes: ProgressChanges) -> None:
    """Refuse a completion before the programme's first day. Raises CompletedTooEarly."""
    day, starts_on = changes.get("completed_on"), register.programme.starts_on
    if day is not None and day < starts_on:
        number = register.task(task_id).number
        raise CompletedTooEarly("completed_on", number, day_text(day), day_text(starts_on))


def _kept_so(register: Register, entry: ProgressEntry) -> bool:
    """Return whether an entry stands in the file, whichever act wrote it."""
    kept = register.entry(entry.task_id, entry.period)
    return kept is not None and kept.whole and replace(kept, acts=entry.acts) == entry


def _planned(register: Register, period: Period, task_id: int, changes: ProgressChanges) -> PlannedRecording:
    task, span = register.task(task_id), register.programme.span
    entries = register.kept(task_id)
    shown = entry_to_start_from(register, period, task_id)
    own = register.entry(task_id, period.id)
    first = first_done(
        of_occurrence(task, entries, period.cut_off, span), replace(shown, acts=(NOW,) * len(WHOLE))
    )
    try:
        after = shown.amended(_tidied(changes), first)
    except RuleBroken as error:
        error.add_note(task.number)
        raise
    require_begun(register, task_id, changes)
    if after.acts[STANDING] != NOW:
        if own is not None and own.acts[STANDING] is not None:  # it may say what does not hold at the cut-off
            after = replace(after, acts=(own.acts[STANDING], *after.acts[1:]), **standing_of(own))
        return PlannedRecording(shown, after)
    was = own if own is not None and own.acts[STANDING] is not None else shown
    others = [entry for entry in entries if entry.period != period.id]
    then = sorted([*others, after], key=lambda entry: entry.cut_off)
    return PlannedRecording(
        shown, after, tuple(effects_of(was, after, stand(task, then, period.cut_off, span)))
    )


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
