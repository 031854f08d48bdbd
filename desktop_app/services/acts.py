"""Acts of the officer, and taking them back."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import fields, is_dataclass, replace
from datetime import date
from itertools import takewhile
from typing import Any, Protocol, TypeVar, cast

from desktop_app.domain.errors import NothingToUndo, PeriodSealed, UndoBlocked
from desktop_app.domain.work import Progress, no_progress
from desktop_app.storage import history
from desktop_app.storage.store import RunningAct, Store


class Memory(Protocol):
    """What an act reads from memory, such as a register."""

    def refresh(self) -> None:
        """Read what changed in the file since the last reading."""


T = TypeVar("T")


def rebased(now: T, base: T, wanted: T) -> T:
    """Return a record as it stands `now`, with what `wanted` has otherwise than `base` had.

    `base` is what somebody was shown before he made `wanted` of it: what another act changed meanwhile stays,
    unless he changed it, too.
    """
    if not is_dataclass(wanted) or isinstance(wanted, type):
        raise TypeError(wanted)
    names = [one.name for one in fields(wanted) if one.init]
    changed = {name: getattr(wanted, name) for name in names if getattr(wanted, name) != getattr(base, name)}
    return cast("T", replace(cast("Any", now), **changed))


def from_day(day: date | None) -> dict[str, str]:
    """Return what the label of an act says of the day from which it counts, nothing if it has none."""
    return {"since": day.isoformat()} if day is not None else {}


class Acts:
    """Runs acts on `store` and remembers those of this session, so that they can be undone and done again.

    An act in a period that was closed since, and one on which such an act stands, is passed over until the
    period is opened again. Undo stays in the programme that is shown: an act in another one waits until that
    one is shown, while an act of no programme (the office, an agency) can be undone from every one.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._done: list[int] = []
        self._undone: list[int] = []
        self._refused: dict[int, int] = {}
        self._waiting: list[int] | None = None
        self._shown: int | None = None
        self._of: dict[int, frozenset[int]] = {}

    @contextmanager
    def act(self, kind: str, **label: Any) -> Iterator[RunningAct]:
        """Run one act as one transaction; `label` says in the history what it was about."""
        with self._store.transaction(kind, label) as act:
            yield act
        if act.changed and self._waiting is None:
            self.remember(act.id)
        elif act.changed and self._waiting is not None:
            self._waiting.append(act.id)

    @contextmanager
    def alone(self, memory: Memory | None = None) -> Iterator[None]:
        """Hold the write lock for a block.

        What an act inside decides on is read and written in one transaction. `memory` is what the file is
        when the work inside begins, and again once all of it stands in the file; only then can the act be
        undone. Inside, everything is read before the act begins: what is read within it would pass for older
        than the act itself.
        """
        written: list[int] = []
        self._waiting = written
        try:
            with self._store.alone():
                if memory is not None:
                    memory.refresh()
                yield
        finally:
            self._waiting = None
        for act_id in written:
            self.remember(act_id)
        if memory is not None:
            memory.refresh()

    def remember(self, act_id: int) -> None:
        """Put an act where undo finds it.

        It is of this workspace or of another on the same file (an import in a thread).
        """
        self._done.append(act_id)
        self._undone = [one for one in self._undone if self._apart(one, act_id)]

    def stay_in(self, programme_id: int) -> None:
        """Undo and redo the acts of one programme, the one that is shown, and those of no programme."""
        self._shown = programme_id

    def programmes_of(self, act_id: int) -> frozenset[int]:
        """Return the programmes in which an act changed something; none in a file that has but one.

        A programme whose adding was undone counts no more, so that this can be done again from any other.
        """
        known = frozenset(one.id for one in self._store.programmes.all())
        if len(known) > 1 and act_id not in self._of:
            self._of[act_id] = history.programmes_of(self._store.db, act_id)
        return self._of[act_id] & known if len(known) > 1 else frozenset()

    @property
    def last(self) -> int | None:
        """Return the newest act, whether it can be undone or not."""
        return self._done[-1] if self._done else None

    @property
    def undoable(self) -> int | None:
        """Return the newest act that can be undone."""
        return self._next(self._done)

    @property
    def redoable(self) -> int | None:
        """Return the newest undoing that can itself be taken back."""
        return self._next(self._undone)

    @property
    def can_undo(self) -> bool:
        """Return whether there is an act to undo."""
        return self.undoable is not None

    @property
    def can_redo(self) -> bool:
        """Return whether there is an undone act to do again."""
        return self.redoable is not None

    def after(self, act_id: int) -> list[int]:
        """Return the acts that were done after one, and that are not undone, the oldest first."""
        return [one for one in self._done if one > act_id]

    def passed_over(self) -> list[str]:
        """Return the closed periods of the acts that the next undo passes over.

        One for each act, the newest first.
        """
        newest = self.undoable
        passed = takewhile(lambda one: one != newest, reversed(self._here(self._done)))
        periods = (history.closed_period(self._store.db, one) for one in passed)
        return [one for one in periods if one]

    def size(self, act_id: int) -> int:
        """Count the rows that an act changed."""
        return history.count(self._store.db, act_id)

    def undo(self, act_id: int | None = None) -> RunningAct:
        """Take an act back, or the newest that can be. Raises NothingToUndo, UndoBlocked, PeriodSealed."""
        return self._revert(self._done, act_id, self.undone)

    def redo(self) -> RunningAct:
        """Do the last undone act again. Raises NothingToUndo, UndoBlocked, PeriodSealed."""
        return self._revert(self._undone, None, self.redone)

    def refused(self, act_id: int) -> None:
        """Pass over an act that could not be taken back, until something changes.

        It lies under a closed one.
        """
        if act_id not in (*self._here(self._done)[-1:], *self._here(self._undone)[-1:]):
            self._refused[act_id] = self._store.last_action()

    def take_back(self, act_id: int, progress: Progress = no_progress) -> RunningAct:
        """Take an act of another workspace on the same file back.

        The caller reports that one by `undone` or `redone`. Raises UndoBlocked; Cancelled from `progress`.
        """
        return self._store.revert(act_id, progress)

    def undone(self, act_id: int, by: int) -> None:
        """Remember that the act `by` took `act_id` back."""
        self._done.remove(act_id)
        self._undone.append(by)

    def redone(self, act_id: int, by: int) -> None:
        """Remember that the act `by` did again what `act_id` had taken back."""
        self._undone.remove(act_id)
        self._done.append(by)

    def forget(self) -> None:
        """Begin anew with nothing to undo."""
        self._done.clear()
        self._undone.clear()

    def _next(self, source: list[int]) -> int | None:
        return next((one for one in reversed(source) if self._is_here(one) and self._stands_free(one)), None)

    def _here(self, source: list[int]) -> list[int]:
        return [one for one in source if self._is_here(one)]

    def _is_here(self, act_id: int) -> bool:
        programmes = self.programmes_of(act_id)
        return self._shown is None or not programmes or self._shown in programmes

    def _apart(self, one: int, other: int) -> bool:
        """Return whether two acts are about different programmes, so that neither can stand on the other."""
        first, second = self.programmes_of(one), self.programmes_of(other)
        return bool(first and second) and not first & second

    def _stands_free(self, act_id: int) -> bool:
        refused = self._refused.get(act_id) == self._store.last_action()
        return not refused and not history.closed_period(self._store.db, act_id)

    def _revert(
        self, source: list[int], act_id: int | None, remember: Callable[[int, int], None]
    ) -> RunningAct:
        """Revert the act `act_id`, else the newest that can be.

        One on which an act of a closed period stands is passed over as that one is; any other refusal is
        raised.
        """
        wanted = self._next(source) if act_id is None else act_id
        if wanted is None or wanted not in source:
            raise self._nothing(source)
        try:
            act = self._store.revert(wanted)
        except UndoBlocked:
            self.refused(wanted)
            if act_id is None and wanted != self._here(source)[-1]:
                return self._revert(source, None, remember)
            raise
        remember(wanted, act.id)
        return act

    def _nothing(self, source: list[int]) -> NothingToUndo | PeriodSealed:
        here = self._here(source)
        period = history.closed_period(self._store.db, here[-1]) if here else ""
        kind = "undo" if source is self._done else "redo"
        return PeriodSealed(period) if period else NothingToUndo(kind)
