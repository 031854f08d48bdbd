"""The append-only history: triggers write every change of every kept row, so that no path can forget to.

One act of the officer is one row of `actions` with the changed rows under it in `history` (old and new as
JSON). The hash of an act covers the hash before it, so the last hash speaks for all of them. An act is undone
by writing its old values back as a new act.

A task that a list brings in is named here without its values, which would stand in the file three times:
`old` and `new` are NULL, the edition's own row (under the act's hash by `editions.digest`) says what came,
and `changes` returns the task as it was before its next change. The label of the act holds the hash of all
that came, so that a check can prove it.
"""

import hashlib
import json
import re
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Any

from desktop_app.domain.errors import NotFound, PeriodSealed, UndoBlocked
from desktop_app.domain.plain_json import kept_json
from desktop_app.domain.work import Progress, no_progress
from desktop_app.storage.database import Database
from desktop_app.storage.migrations import SEALED

if TYPE_CHECKING:
    from hashlib import _Hash as Hash

TRACKED = (
    "settings", "regimes", "programmes", "groups", "agencies", "tasks", "task_terms", "handlings",
    "officers", "extensions", "lineage", "progress", "reviews", "period_states", "submissions", "evidence",
    "evidence_links", "indicators", "indicator_values", "explanations",
)  # fmt: skip
"""Tables whose rows come, change and go. An edition is never deleted: of `editions` only changes are kept."""

_BLOCK = 512
"""Rows that are given to a hash at once."""

HASHED_ACT = "id, at, user, computer, kind, label, undoes"
HASHED_CHANGE = "id, entity, entity_id, old, new"

StoredRow = Mapping[str, Any]
Rows = Iterable[Sequence[Any]]


@dataclass(frozen=True, slots=True)
class Action:
    """One act: who, on which computer, when (local time), what kind, and what it was about (`label`)."""

    id: int
    at: str
    user: str
    computer: str
    kind: str
    label: dict[str, Any]
    undoes: int | None
    hash: str


@dataclass(frozen=True, slots=True)
class RecordedChange:
    """One row that an act changed; `old` is None for a new row, `new` is None for one that went."""

    entity: str
    entity_id: int
    old: StoredRow | None
    new: StoredRow | None


def watch(db: Database) -> None:
    """Put this connection's triggers in place.

    A write outside an act fails, by the NOT NULL of `action_id`. They are made in one transaction, their
    columns looked up before it, which takes SQLite half the time.
    """
    columns = {table: db.columns(table) for table in (*TRACKED, "editions")}
    triggers = [
        _trigger(table, event, names)
        for table, names in columns.items()
        for event in (("INSERT", "UPDATE", "DELETE") if table in TRACKED else ("UPDATE",))
    ]
    made = "CREATE TEMP TABLE current_action (id INTEGER)"
    db.conn.executescript("; ".join(("BEGIN", made, *triggers, "COMMIT")))


def _trigger(table: str, event: str, columns: Sequence[str]) -> str:
    side = "OLD" if event == "DELETE" else "NEW"
    before = "NULL" if event == "INSERT" else _json(columns, "OLD")
    after = "NULL" if event == "DELETE" else _json(columns, "NEW")
    differs = " OR ".join(f"OLD.{name} IS NOT NEW.{name}" for name in columns)
    when = f"WHEN {differs} " if event == "UPDATE" else ""  # equal values written again are no change
    return (
        f"CREATE TEMP TRIGGER {table}_{event} AFTER {event} ON main.{table} {when}BEGIN "
        f"INSERT INTO history (action_id, entity, entity_id, old, new) VALUES "
        f"((SELECT id FROM current_action), '{table}', {side}.id, {before}, {after}); END"
    )


def begin(db: Database, action: StoredRow) -> int:
    """Open an act inside the running transaction and return its id."""
    added = db.execute(
        "INSERT INTO actions (at, user, computer, kind, label, undoes) "
        "VALUES (:at, :user, :computer, :kind, :label, :undoes) RETURNING id",
        dict(action),
    )
    action_id = int(added.fetchone()[0])
    db.execute("DELETE FROM current_action")
    db.execute("INSERT INTO current_action (id) VALUES (?)", [action_id])
    return action_id


@contextmanager
def listed(db: Database, table: str, columns: Sequence[str]) -> Iterator[Callable[[Rows], Rows]]:
    """Within a running act, let new rows of `table` be named in the history without their values.

    The rows, with the values of `columns`, go through what is yielded, in the order of their ids.
    """
    first = db.execute(f"SELECT COALESCE(MAX(id), 0) + 1 FROM {table}").fetchone()[0]
    db.execute(f"DROP TRIGGER temp.{table}_INSERT")  # one that only looked away would be asked for every row
    digest = hashlib.sha256()
    yield partial(_digesting, digest)
    db.execute(_trigger(table, "INSERT", db.columns(table)))
    db.execute(
        f"INSERT INTO history (action_id, entity, entity_id) SELECT current_action.id, '{table}', {table}.id "
        f"FROM {table}, current_action WHERE {table}.id >= ? ORDER BY {table}.id",
        [first],
    )
    said = {table: {"columns": list(columns), "sha256": digest.hexdigest()}}
    db.execute(
        "UPDATE actions SET label = json_set(label, '$.listed', json(?)) "
        "WHERE id = (SELECT id FROM current_action)",
        [json.dumps(said)],
    )


def finish(db: Database, action_id: int) -> bool:
    """Close the act with its hash. An act that changed nothing leaves no trace; the answer is False then."""
    db.execute("DELETE FROM current_action")
    if db.execute("SELECT 1 FROM history WHERE action_id = ? LIMIT 1", [action_id]).fetchone() is None:
        db.execute("DELETE FROM actions WHERE id = ? AND hash = ''", [action_id])
        return False
    digest = _hash(db, action_id)
    db.execute("UPDATE actions SET hash = ? WHERE id = ?", [digest, action_id])
    db.execute(
        "UPDATE history_head SET acts = acts + 1, hash = ?, "
        "changes = changes + (SELECT COUNT(*) FROM history WHERE action_id = ?)",
        [digest, action_id],
    )
    return True


def head(db: Database, before: int = 2**62) -> str:
    """Return the hash of the last act, which speaks for the whole history, or of the last `before` one."""
    row = db.execute("SELECT hash FROM actions WHERE id < ? ORDER BY id DESC LIMIT 1", [before]).fetchone()
    return str(row[0]) if row else ""


def known_since(db: Database, table: str, key: int, present: str) -> str:
    """Return the moment (local time, ISO) from which a row was known. Raises NotFound.

    That is the stamp of its first act, or of a later one that was made with an earlier clock, at most
    `present`: an act that follows another was not made before it (see `last_by`).
    """
    query = "SELECT MIN(action_id) FROM history WHERE entity = ? AND entity_id = ?"
    first = db.execute(query, [table, key]).fetchone()[0]
    if first is None:
        raise NotFound(table, str(key))
    return min(str(db.execute("SELECT MIN(at) FROM actions WHERE id >= ?", [first]).fetchone()[0]), present)


def last_by(db: Database, moment: str, present: str) -> int:
    """Return the newest act of all that count as made by `moment` (local time, ISO); 0 if there is none.

    Acts count in their order, whatever the clock said: the last one that is stamped `moment` or earlier
    brings all before it with it, and nothing was made after `present`. Acts 1, 2, 3 stamped on the 5th, the
    9th (a wrong clock) and the 6th: by the 6th all three were made, by the 5th the first.
    """
    stamped, given = ("", []) if moment >= present else (" WHERE at <= ?", [moment])
    return int(db.execute(f"SELECT COALESCE(MAX(id), 0) FROM actions{stamped}", given).fetchone()[0])


def first_act(db: Database, table: str, key: int) -> str:
    """Return the hash of the first act on a row, by which it is known in whatever copy of the file.

    Raises NotFound.
    """
    query = (
        "SELECT hash FROM actions JOIN history ON actions.id = action_id "
        "WHERE entity = ? AND entity_id = ? ORDER BY history.id LIMIT 1"
    )
    row = db.execute(query, [table, key]).fetchone()
    if row is None:
        raise NotFound(table, str(key))
    return str(row[0])


def values_of(db: Database, table: str, key: int, column: str) -> list[str]:
    """Return every value that a column of a row has ever held, each once."""
    query = (
        "SELECT json_extract(old, ?3), json_extract(new, ?3) FROM history WHERE entity = ?1 "
        "AND entity_id = ?2 "
        "ORDER BY id"
    )
    found = [value for row in db.execute(query, [table, key, f"$.{column}"]).fetchall() for value in row]
    return list(dict.fromkeys(str(value) for value in found if value is not None))


def action(db: Database, action_id: int) -> Action:
    """Return one act. Raises NotFound."""
    for one in read_actions(db, "WHERE id = ?", [action_id]):
        return one
    raise NotFound("action", str(action_id))


def actions(db: Database, limit: int) -> list[Action]:
    """List the last `limit` acts, newest first."""
    return read_actions(db, "ORDER BY id DESC LIMIT ?", [limit])


def last(db: Database) -> Action | None:
    """Return the newest act, None if there is none."""
    return next(iter(actions(db, 1)), None)


def changes(db: Database, action_id: int, limit: int = -1) -> list[RecordedChange]:
    """List what an act changed, in order; the first `limit` rows if that is not negative."""
    rows = db.execute(
        "SELECT id, entity, entity_id, old, new FROM history WHERE action_id = ? ORDER BY id LIMIT ?",
        [action_id, limit],
    ).fetchall()
    columns = _Columns(db)
    return [
        RecordedChange(
            entity,
            key,
            _load(old),
            _load(new) if new or old else _came(db, columns[entity], place, entity, key),
        )
        for place, entity, key, old, new in rows
    ]


def last_known(db: Database, table: str, key: int) -> StoredRow | None:
    """Return a row as it stands, or as the history last knew it if it is gone.

    Return None if there never was one.
    """
    for row in db.query(f"SELECT * FROM {table} WHERE id = ?", [key]):
        return row
    query = (
        "SELECT COALESCE(new, old) FROM history WHERE entity = ? AND entity_id = ? ORDER BY id DESC LIMIT 1"
    )
    found = db.execute(query, [table, key]).fetchone()
    return None if found is None else _load(found[0])


def count(db: Database, action_id: int) -> int:
    """Count the rows that an act changed."""
    return int(db.execute("SELECT COUNT(*) FROM history WHERE action_id = ?", [action_id]).fetchone()[0])


_OF_TASK = "(SELECT programme_id FROM tasks WHERE id = json_extract(stored, '$.task_id'))"
_OWN_PROGRAMME = "json_extract(stored, '$.programme_id')"
_OF_A_PERIOD = {
    "progress": _OF_TASK,
    "reviews": _OF_TASK,
    "evidence_links": _OF_TASK,
    "indicator_values": (
        "(SELECT programme_id FROM indicators WHERE id = json_extract(stored, '$.indicator_id'))"
    ),
    "explanations": _OWN_PROGRAMME,
    "period_states": _OWN_PROGRAMME,
}
"""The tables whose rows a standing seal locks (`migrations._locked`).

Each stands with the programme of a row `stored`.
"""
_CLOSED = (
    "SELECT period FROM (SELECT entity, COALESCE(new, old) AS stored FROM history WHERE action_id = ? "
    f"AND entity IN ({', '.join(map(repr, _OF_A_PERIOD))})) "
    "JOIN sealed_versions ON period = json_extract(stored, '$.period') AND programme_id = CASE entity "
    + " ".join(f"WHEN '{table}' THEN {programme}" for table, programme in _OF_A_PERIOD.items())
    + " END WHERE NOT EXISTS (SELECT 1 FROM reopenings WHERE version_id = sealed_versions.id) LIMIT 1"
)

_OF_A_PROGRAMME = _OF_A_PERIOD | {
    "programmes": "entity_id",
    "tasks": f"COALESCE({_OWN_PROGRAMME}, (SELECT programme_id FROM tasks WHERE id = entity_id))",
    "handlings": "(SELECT programme_id FROM tasks WHERE id = entity_id)",
    "task_terms": _OF_TASK,
    "officers": _OF_TASK,
    "extensions": _OF_TASK,
    "lineage": "(SELECT programme_id FROM tasks WHERE id = json_extract(stored, '$.from_task'))",
    **dict.fromkeys(("groups", "editions", "submissions", "evidence", "indicators"), _OWN_PROGRAMME),
}
"""The tables whose rows belong to a programme, each with that of a row `stored`."""
_PROGRAMMES = (
    "SELECT DISTINCT CASE entity "
    + " ".join(f"WHEN '{table}' THEN {programme}" for table, programme in _OF_A_PROGRAMME.items())
    + " END FROM (SELECT entity, entity_id, COALESCE(new, old) AS stored FROM history WHERE action_id = ?)"
)
_SETTING_OF_A_PROGRAMME = re.compile(
    r"(?:narrative|letter)/(\d+)/.*|(?:sealing|check_levels):(\d+)", re.DOTALL
)
_OF_ALL = "agency_"
"""How the kind of an act begins that is about all programmes, whichever of their tasks it touches."""


def programmes_of(db: Database, action_id: int) -> frozenset[int]:
    """Return the programmes in which an act changed something; none if it is about no single one."""
    if action(db, action_id).label.get("kind", action(db, action_id).kind).startswith(_OF_ALL):
        return frozenset()
    found = {int(key) for (key,) in db.execute(_PROGRAMMES, [action_id]) if key is not None}
    keys = db.execute(
        "SELECT json_extract(COALESCE(new, old), '$.key') FROM history WHERE action_id = ? "
        "AND entity = 'settings'",
        [action_id],
    )
    for (key,) in keys:
        if named := _SETTING_OF_A_PROGRAMME.fullmatch(str(key)):
            found.add(int(named[1] or named[2]))
    return frozenset(found)


def closed_period(db: Database, action_id: int) -> str:
    """Return a period that is closed now and in which an act wrote.

    The act cannot be reverted then. Return "" without one.
    """
    found = db.execute(_CLOSED, [action_id]).fetchone()
    return "" if found is None else str(found[0])


def revert(db: Database, action_id: int, progress: Progress = no_progress) -> None:
    """Write back what an act changed, newest row first. Raises UndoBlocked by later work, PeriodSealed."""
    columns = _Columns(db)
    found = changes(db, action_id)
    tasks = sorted({change.entity_id for change in found if change.entity == "tasks"})
    named = _agencies(db, tasks)
    for number, change in enumerate(reversed(found)):
        progress(number, len(found))
        try:
            _revert(db, change, columns[change.entity])
        except sqlite3.IntegrityError as error:
            if SEALED in str(error):
                raise PeriodSealed(str((change.new or change.old or {}).get("period", ""))) from error
            raise UndoBlocked(change.entity) from error
    known = {key for (key,) in db.execute("SELECT id FROM agencies WHERE merged_into IS NULL")}
    if (
        not _agencies(db, tasks) <= named | known
    ):  # one that was merged or removed since does not come back this way
        raise UndoBlocked("agencies")
    added = {change.entity_id for change in found if change.entity == "agencies" and change.old is None}
    if added and not added.isdisjoint(
        _named_anywhere(db)
    ):  # no foreign key says so: the names are lists in JSON
        raise UndoBlocked("agencies")


def _named_anywhere(db: Database) -> set[int]:
    """Return the agencies that any task names, now or in what was in force before."""
    query = "SELECT leads, coordinating FROM tasks UNION ALL SELECT leads, coordinating FROM task_terms"
    texts = {text for row in db.execute(query) for text in row}
    return {int(key) for text in texts for key in kept_json(text)}


def _agencies(db: Database, task_ids: Sequence[int]) -> set[int]:
    """Return the agencies that tasks name."""
    query = "SELECT leads, coordinating FROM tasks WHERE id IN (SELECT value FROM json_each(?))"
    texts = {text for row in db.execute(query, [json.dumps(task_ids)]) for text in row}
    return {int(key) for text in texts for key in kept_json(text)}


class _Columns(dict[str, list[str]]):
    """The columns of each table, asked for once."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def __missing__(self, table: str) -> list[str]:
        columns = self[table] = self._db.columns(table)
        return columns


def _came(db: Database, columns: Sequence[str], place: int, table: str, key: int) -> StoredRow:
    """Return a row as a list brought it in: what it was before its next change, or what it still is."""
    later = db.execute(
        "SELECT old FROM history WHERE entity = ? AND entity_id = ? AND id > ? ORDER BY id LIMIT 1",
        [table, key, place],
    ).fetchone()
    return (_row(db, table, key, columns) if later is None else _load(later[0])) or {}


def _revert(db: Database, change: RecordedChange, columns: Sequence[str]) -> None:
    table, key = change.entity, change.entity_id
    if change.old is None:
        now = _row(db, table, key, columns)
        if now != change.new:
            raise UndoBlocked(table)
        db.execute(f"DELETE FROM {table} WHERE id = ?", [key])
    elif change.new is None:
        kept = [name for name in columns if name in change.old]
        marks = ", ".join("?" for _ in kept)
        db.execute(
            f"INSERT INTO {table} ({', '.join(kept)}) VALUES ({marks})", [change.old[name] for name in kept]
        )
    else:
        _revert_update(db, change, columns)


def _revert_update(db: Database, change: RecordedChange, columns: Sequence[str]) -> None:
    old, new = change.old or {}, change.new or {}
    changed = [name for name in columns if name in old and old[name] != new.get(name)]
    now = _row(db, change.entity, change.entity_id, columns)
    if now is None or any(now[name] != new[name] for name in changed):
        raise UndoBlocked(change.entity)
    pairs = ", ".join(f"{name} = ?" for name in changed)
    if changed:
        db.execute(
            f"UPDATE {change.entity} SET {pairs} WHERE id = ?",
            [*(old[name] for name in changed), change.entity_id],
        )


def _row(db: Database, table: str, key: int, columns: Sequence[str]) -> StoredRow | None:
    found = db.execute(f"SELECT {', '.join(columns)} FROM {table} WHERE id = ?", [key]).fetchone()
    return None if found is None else dict(zip(columns, found, strict=True))


def read_actions(db: Database, tail: str, values: Sequence[int] | dict[str, Any]) -> list[Action]:
    """Return the acts that `tail` of a query, from WHERE or ORDER BY on, asks for with `values`."""
    query = f"SELECT id, at, user, computer, kind, label, undoes, hash FROM actions {tail}"
    return [
        Action(
            id=key,
            at=at,
            user=user,
            computer=computer,
            kind=kind,
            label=kept_json(label),
            undoes=undoes,
            hash=digest,
        )
        for key, at, user, computer, kind, label, undoes, digest in db.execute(query, values)
    ]


def _json(columns: Sequence[str], side: str) -> str:
    return "json_object(" + ", ".join(f"'{name}', {side}.{name}" for name in columns) + ")"


def _load(text: str | None) -> StoredRow | None:
    return None if text is None else kept_json(text)


def _hash(db: Database, action_id: int) -> str:
    head_row = db.execute(f"SELECT {HASHED_ACT} FROM actions WHERE id = ?", [action_id]).fetchone()
    rows = db.execute(f"SELECT {HASHED_CHANGE} FROM history WHERE action_id = ? ORDER BY id", [action_id])
    return digest_of(head(db, action_id), head_row, rows)


def digest_of(before: str, act: Sequence[Any], rows: Rows) -> str:
    """Return the hash of an act.

    It is made of the hash before it, its `HASHED_ACT` columns and its rows' `HASHED_CHANGE`.
    """
    return _digested(hashlib.sha256(before.encode() + repr(tuple(act)).encode()), rows)


def digest_of_rows(rows: Rows) -> str:
    """Return the hash of rows in their order."""
    return _digested(hashlib.sha256(), rows)


def _digested(digest: "Hash", rows: Rows) -> str:
    for _ in _digesting(digest, rows):
        pass
    return digest.hexdigest()


def _digesting(digest: "Hash", rows: Rows) -> Rows:
    """Yield rows as they go into a digest."""
    rows = iter(rows)
    while block := list(islice(rows, _BLOCK)):
        digest.update("".join([repr(tuple(row)) for row in block]).encode())
        yield from block
