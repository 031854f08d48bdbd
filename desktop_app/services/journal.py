"""The history, as a person reads it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from desktop_app.storage import history
from desktop_app.storage.store import Store

_HIDDEN = frozenset(
    {"id", "folded", "key", "recorded_at", "recorded_by", "starts_on", "cut_off", "programme_id", "position", "task_id"}
)


@dataclass(frozen=True, slots=True)
class Act:
    """One act; `kind` of an undo is the kind of what it took back, and `undone` says so."""

    id: int
    at: str
    user: str
    computer: str
    kind: str
    label: Mapping[str, Any]
    undone: bool


@dataclass(frozen=True, slots=True)
class RowChange:
    """One changed row: a table, a name to know it by, and (field, old, new) of what changed."""

    entity: str
    name: str
    fields: tuple[tuple[str, str, str], ...]


class Journal:
    """The history of the data file `store`."""

    def __init__(self, store: Store) -> None:
        """Serve the data file `store`."""
        self._store = store

    def acts(self, limit: int) -> list[Act]:
        """List the newest acts."""
        return [
            Act(
                one.id,
                one.at,
                one.user,
                one.computer,
                str(one.label.get("kind", one.kind)) if one.undoes else one.kind,
                one.label,
                one.undoes is not None,
            )
            for one in history.actions(self._store.db, limit)
        ]

    def changes(self, act_id: int, limit: int) -> list[RowChange]:
        """List the first `limit` rows that an act changed."""
        found = history.changes(self._store.db, act_id, limit)
        numbers = self._store.tasks.numbers()
        return [RowChange(one.entity, _name(one, numbers), _fields(one)) for one in found]


def _fields(change: history.Change) -> tuple[tuple[str, str, str], ...]:
    old, new = change.old or {}, change.new or {}
    return tuple(
        (name, _text(old.get(name)), _text(new.get(name)))
        for name in (change.new or change.old or {})
        if name not in _HIDDEN and _text(old.get(name)) != _text(new.get(name))
    )


def _name(change: history.Change, numbers: Mapping[int, str]) -> str:
    row = change.new or change.old or {}
    if "task_id" in row:
        return numbers.get(int(row["task_id"]), "")
    return str(row.get("number") or row.get("name") or row.get("title") or "")


def _text(value: object) -> str:
    return "" if value is None or value == "[]" else str(value)
