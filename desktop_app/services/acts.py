"""Acts of the officer, and taking them back."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from desktop_app.domain.errors import NothingToUndo
from desktop_app.domain.work import Progress, no_progress
from desktop_app.storage import history
from desktop_app.storage.store import Act, Store


class Acts:
    """Runs acts on `store` and remembers those of this session, so that they can be undone and done again."""

    def __init__(self, store: Store) -> None:
        """Begin a session with nothing to undo."""
        self._store = store
        self._done: list[int] = []
        self._undone: list[int] = []

    @contextmanager
    def act(self, kind: str, **label: Any) -> Iterator[Act]:
        """Run one act as one transaction; `label` says in the history what it was about."""
        with self._store.transaction(kind, label) as act:
            yield act
        if act.changed:
            self.remember(act.id)

    def remember(self, act_id: int) -> None:
        """Put an act, of this workspace or of another on the same file (an import in a thread), where undo finds it."""
        self._done.append(act_id)
        self._undone.clear()

    @property
    def last(self) -> int | None:
        """Return the newest act that can be undone."""
        return self._done[-1] if self._done else None

    @property
    def can_undo(self) -> bool:
        """Return whether there is an act to undo."""
        return bool(self._done)

    @property
    def can_redo(self) -> bool:
        """Return whether there is an undone act to do again."""
        return bool(self._undone)

    @property
    def last_undone(self) -> int | None:
        """Return the newest undoing that can itself be taken back."""
        return self._undone[-1] if self._undone else None

    def size(self, act_id: int) -> int:
        """Count the rows that an act changed."""
        return history.count(self._store.db, act_id)

    def undo(self) -> Act:
        """Take the last act back. Raises NothingToUndo, UndoBlocked."""
        return self._revert(self._done, self.undone)

    def redo(self) -> Act:
        """Do the last undone act again. Raises NothingToUndo, UndoBlocked."""
        return self._revert(self._undone, self.redone)

    def take_back(self, act_id: int, progress: Progress = no_progress) -> Act:
        """Take an act of another workspace on the same file back; the caller reports that one by `undone` or `redone`.

        Raises UndoBlocked; Cancelled from `progress`.
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

    def _revert(self, source: list[int], remember: Callable[[int, int], None]) -> Act:
        if not source:
            raise NothingToUndo
        act = self._store.revert(source[-1])
        remember(source[-1], act.id)
        return act
