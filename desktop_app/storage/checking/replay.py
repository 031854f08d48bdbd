"""Replays the history and compares what it says with every table that it keeps.

A row is followed by the hash of its text, not by the text: 300,000 rows stay below 50 MB. Only where the
texts differ are both read and compared value by value. Programs of earlier times wrote rows without the
columns that came later: these hold what their migration gave them.

Example: act 5 writes percent 40, a database browser then 90. The row's text differs from the last text of the
history, so the two are read: "percent", journal 40, file 90. If act 9 writes the row again before anybody
looks, its `old` says 90 where act 5 had left 40: OVERWRITTEN, shown by act 9.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from typing import Any, Final

from desktop_app.domain.plain_json import kept_json
from desktop_app.storage.checking.differences import Difference, DifferenceKind, apart, same
from desktop_app.storage.database import Database
from desktop_app.storage.history import TRACKED, StoredRow

LISTED: Final = -1
_GONE: Final = None
_EVERY = 4096
Counted = Callable[[int], None]
"""Called now and then with the number of rows that went by since the last call."""

REPLAYED = (*TRACKED, "editions")


class Replay:
    """Takes every change in order, then compares the tables."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._last: dict[str, dict[int, int | None]] = {table: {} for table in REPLAYED}
        self._gaps: list[tuple[int, int, str, int]] = []
        self.came: dict[tuple[str, int], str] = {}
        """The first text of each row that a list brought in and a later act changed."""
        self.listed: dict[int, list[tuple[str, int]]] = {}
        """The rows that an act brought in without their values, in their order."""

    def take(self, act: int, rows: Iterable[tuple[Any, ...]]) -> None:
        """Take the changes of one act: (id, entity, entity_id, old, new) each."""
        for place, entity, key, old, new in rows:
            known = self._last.setdefault(entity, {})
            before = known.get(key, 0)
            if old is None:
                fits = not before
            elif before == LISTED:
                self.came[entity, key] = old
                fits = True
            else:
                fits = before == _mark(old) or (entity == "editions" and before == 0)
            if not fits:
                self._gaps.append((act, place, entity, key))
            if new is not None:
                known[key] = _mark(new)
            elif old is None:
                known[key] = LISTED
                self.listed.setdefault(act, []).append((entity, key))
            else:
                known[key] = _GONE

    def gaps(self) -> Iterator[Difference]:
        """Yield the rows that an act found other than the acts before it had left them."""
        for act, place, entity, key in self._gaps:
            query = (
                "SELECT new FROM history WHERE entity = ? AND entity_id = ? AND id < ? "
                "ORDER BY id DESC LIMIT 1"
            )
            found = self._db.execute(query, [entity, key, place]).fetchone()
            text = self._db.execute("SELECT old FROM history WHERE id = ?", [place]).fetchone()[0]
            before, old = loaded(found and found[0]), loaded(text)
            if before is None or old is None:
                yield Difference(
                    DifferenceKind.OVERWRITTEN, entity, key, before, old, row=old or before or {}, act=act
                )
                continue
            names = apart(before, old) + self._odd(entity, before, old)
            if names:
                yield Difference(
                    DifferenceKind.OVERWRITTEN,
                    entity,
                    key,
                    _part(before, names),
                    _part(old, names),
                    row=old,
                    act=act,
                )

    def compare(self, table: str, counted: Counted) -> Iterator[Difference]:
        """Yield how a table differs from what the history says of it."""
        known = self._last.get(table, {})
        columns = self._db.columns(table)
        if not columns:
            return
        order: list[tuple[Any, ...]] = []
        for number, (key, text) in enumerate(self._db.execute(as_texts(table, columns)), start=1):
            before = known.pop(key, 0)
            if before == LISTED or before == _mark(text):
                pass
            elif not before:
                now = loaded(text) or {}
                yield Difference(DifferenceKind.ADDED, table, key, None, now, row=now)
            else:
                yield from self._compared(table, key, text, order)
            if not number % _EVERY:
                counted(_EVERY)
        yield from _out_of_order(order)
        for key, before in known.items():
            if before:
                was = self._last_text(table, key) or {}
                yield Difference(DifferenceKind.REMOVED, table, key, was, None, row=was)

    def last_text(self, table: str, key: int) -> str | None:
        """Return the last text that the history has of a row."""
        query = "SELECT new FROM history WHERE entity = ? AND entity_id = ? ORDER BY id DESC LIMIT 1"
        found = self._db.execute(query, [table, key]).fetchone()
        return None if found is None else found[0]

    def _last_text(self, table: str, key: int) -> StoredRow | None:
        return loaded(self.last_text(table, key))

    def _compared(
        self, table: str, key: int, text: str, order: list[tuple[Any, ...]]
    ) -> Iterator[Difference]:
        was, now = self._last_text(table, key), loaded(text)
        if was is None or now is None:
            yield Difference(DifferenceKind.UNREAD, table, key, was, now, row=now or was or {})
            return
        names = apart(was, now) + self._odd(table, was, now)
        if names:
            yield Difference(
                DifferenceKind.CHANGED, table, key, _part(was, names), _part(now, names), row=now
            )
        elif table == "progress" and "act" not in was:
            order.append((now["recorded_at"], _backwards(now["starts_on"]), now["cut_off"], key, now["act"]))

    def _odd(self, table: str, before: StoredRow, now: StoredRow) -> list[str]:
        """Return the columns that came after `before` was written and hold what no migration gives."""
        return [name for name in now if name not in before and not self._is_given(table, name, now[name])]

    def _is_given(self, table: str, name: str, value: Any) -> bool:
        if (table, name) == ("progress", "act"):
            return isinstance(value, int) and value <= 0
        if (table, name) == ("evidence", "programme_id"):
            query = "SELECT MIN(entity_id) FROM history WHERE entity = 'programmes'"
            return bool(value == self._db.execute(query).fetchone()[0])
        for _, column, _, _, default, _ in self._db.execute(f"PRAGMA table_info({table})").fetchall():
            if column == name:
                given = None if default is None else self._db.execute(f"SELECT {default}").fetchone()[0]
                return same(given, value)
        return False


def as_texts(table: str, columns: Sequence[str], tail: str = "") -> str:
    """Return the query for the id and the text of each row, written as the triggers of the history do."""
    return f"SELECT {table}.id, {as_text(table, columns)} FROM {table} {tail}"


def as_text(side: str, columns: Sequence[str]) -> str:
    """Return the SQL of a row's text."""
    return "json_object(" + ", ".join(f"'{name}', {side}.{name}" for name in columns) + ")"


def loaded(text: Any) -> StoredRow | None:
    """Return a row by its text, None if it is none."""
    with suppress(ValueError, TypeError, RecursionError):
        row = kept_json(text)
        if isinstance(row, dict):
            return row
    return None


def _mark(text: str) -> int:
    """Return a number for a text that is neither 0 nor `LISTED`, which no hash is."""
    return hash(text) or 1


def _part(row: StoredRow, names: Iterable[str]) -> StoredRow:
    return {name: row.get(name) for name in names}


def _backwards(day: str) -> tuple[int, ...]:
    return tuple(-ord(sign) for sign in str(day))


def _out_of_order(rows: list[tuple[Any, ...]]) -> Iterator[Difference]:
    """Yield entries of earlier programs whose order (`migrations.ORDER_OLD_ENTRIES`) was changed."""
    highest: int | None = None
    for *_, key, act in sorted(rows):
        if highest is not None and act <= highest:
            yield Difference(
                DifferenceKind.CHANGED, "progress", key, {"act": highest + 1}, {"act": act}, row={"id": key}
            )
        highest = act if highest is None else max(act, highest)
