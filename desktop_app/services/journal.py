"""The history, as a person reads it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from desktop_app.domain.text import fold
from desktop_app.resources import words
from desktop_app.services.journal_words import JournalWords
from desktop_app.services.periods import Periods
from desktop_app.storage import history, history_check, history_search
from desktop_app.storage.history_search import Wanted
from desktop_app.storage.store import Store

PAGE = 200
_MANY = 20

__all__ = ["PAGE", "Act", "Journal", "Page", "RowChange", "Wanted"]


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
    hash: str

    @property
    def moment(self) -> datetime:
        """When it was done, local time."""
        return datetime.fromisoformat(self.at)


@dataclass(frozen=True, slots=True)
class Page:
    """The wanted acts before an act, the newest first; `more` tells whether older ones follow."""

    acts: tuple[Act, ...]
    more: bool


@dataclass(frozen=True, slots=True)
class RowChange:
    """One changed row: a table, a name to know it by, and (field, old, new) of what changed, all in words.

    `how` is "added", "changed" or "removed".
    """

    entity: str
    name: str
    how: str
    fields: tuple[tuple[str, str, str], ...]


class Journal:
    """The history of the data file `store`."""

    def __init__(self, store: Store, periods: Periods) -> None:
        """Serve the data file `store`."""
        self._store = store
        self._periods = periods

    def head(self) -> str:
        """Give the hash of the last act, which speaks for the whole history; reports and sealed versions carry it."""
        return history.head(self._store.db)

    def act_of_head(self, text: str) -> Act | None:
        """Give the act that a printed head belongs to, or None. Raises FieldNotRead."""
        found = history_check.find_head(self._store.db, text)
        return None if found is None else _act(history.action(self._store.db, found))

    def since(self, act: Act) -> int:
        """Count the acts after one."""
        return self._store.last_action() - act.id

    def page(self, wanted: Wanted, before: int | None = None, size: int = PAGE) -> Page:
        """Give one page of the wanted acts: the newest ones, or those before the act `before`."""
        found = history_search.find(self._store.db, _named(wanted), before, size + 1)
        return Page(tuple(_act(one) for one in found[:size]), len(found) > size)

    def count(self, wanted: Wanted) -> int:
        """Count the wanted acts."""
        return history_search.count(self._store.db, _named(wanted))

    def users(self) -> list[str]:
        """List who did anything."""
        return history_search.users(self._store.db)

    def kinds(self) -> list[str]:
        """List the kinds of acts there are."""
        return history_search.kinds(self._store.db)

    def tasks_of(self, act_id: int) -> list[int]:
        """List the first tasks that an act touched."""
        return history_search.tasks_of(self._store.db, act_id, _MANY)

    def changes(self, act_id: int, limit: int) -> list[RowChange]:
        """List the first `limit` rows that an act changed; one that changed nothing a person reads is left out."""
        said = JournalWords(self._store, self._periods)
        rows = [
            RowChange(
                one.entity,
                said.row_name(one.entity, one.new or one.old or {}),
                "added" if one.old is None else "removed" if one.new is None else "changed",
                tuple(said.fields(one.entity, one.old or {}, one.new or {})),
            )
            for one in history.changes(self._store.db, act_id, limit)
        ]
        return [row for row in rows if row.fields]

    def said_of(self, act_id: int) -> str:
        """Say the act with an id on one line. Raises NotFound."""
        return self.said(_act(history.action(self._store.db, act_id)))

    def said(self, act: Act) -> str:
        """Say an act on one line: what was done, and to what."""
        label, count = act.label, act.label.get("count", 1)
        name = words("act").get(act.kind, words("act")["other"])
        about = [str(label[key]) for key in ("number", "name", "file") if label.get(key)]
        if isinstance(count, int) and count > 1:
            unit = words("act_unit").get(act.kind.partition("_")[0], words("act_unit")["task"])
            counted = f"{_number(count)} {unit}"
            name, about = (name.replace(unit, counted, 1), []) if unit in name else (name, [counted])
        if act.undone:
            back = words("act")["redo" if label.get("again") else "undo"]
            name = f"{back}: {name[:1].lower()}{name[1:]}"
        later = [str(label["agency"])] if label.get("agency") else []
        later += [JournalWords(self._store, self._periods).period(str(label["period"]))] if label.get("period") else []
        counts = {kind: int(label.get(kind) or 0) for kind in ("new", "changed", "gone")}
        later += [f"{_number(many)} {words('row_kind')[kind].lower()}" for kind, many in counts.items() if many]
        return " · ".join([" ".join([name, *about]), *later])


def _number(count: int) -> str:
    return f"{count:,}".replace(",", ".")


def _named(wanted: Wanted) -> Wanted:
    """Add the kinds of acts whose words hold the sought text."""
    text = fold(wanted.text)
    if not text.strip():
        return wanted
    return replace(wanted, named=tuple(kind for kind, word in words("act").items() if text in fold(word)))


def _act(one: history.Action) -> Act:
    kind = str(one.label.get("kind", one.kind)) if one.undoes else one.kind
    return Act(one.id, one.at, one.user, one.computer, kind, one.label, one.undoes is not None, one.hash)
