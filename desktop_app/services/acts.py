"""Acts of the officer, and taking them back."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from desktop_app.domain.errors import NothingToUndo
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
        """The newest act that can be undone."""
        return self._done[-1] if self._done else None

    @property
    def can_undo(self) -> bool:
        """Whether there is an act to undo."""
        return bool(self._done)

    @property
    def can_redo(self) -> bool:
        """Whether there is an undone act to do again."""
        return bool(self._undone)

    def undo(self) -> Act:
        """Take the last act back. Raises NothingToUndo, UndoBlocked."""
        return self._revert(self._done, self._undone)

    def redo(self) -> Act:
        """Do the last undone act again. Raises NothingToUndo, UndoBlocked."""
        return self._revert(self._undone, self._done)

    def forget(self) -> None:
        """Begin anew with nothing to undo."""
        self._done.clear()
        self._undone.clear()

    def _revert(self, source: list[int], target: list[int]) -> Act:
        if not source:
            raise NothingToUndo
        act = self._store.revert(source[-1])
        source.pop()
        target.append(act.id)
        return act
