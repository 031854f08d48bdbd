"""Taking over what was changed outside the program, as an act with a reason.

Rows that differ become rows of the history, from what it knew to what the file says, so that the past stays
as it was and the act can be undone: then the file says again what the history knew. Triggers, views and
indexes become the program's own again. All else is named by its mark in the label of the act, and told no
more; what changes again has another mark.
"""

import json
from collections.abc import Iterable
from contextlib import suppress

from desktop_app.domain.plain_json import kept_json
from desktop_app.storage.checking.chain import Fault, HistoryFault
from desktop_app.storage.checking.differences import Difference, DifferenceKind
from desktop_app.storage.checking.replay import as_text
from desktop_app.storage.checking.schema import repair_schema
from desktop_app.storage.database import Database
from desktop_app.storage.history import TRACKED

ACT = "outside"
_OF_ROWS = (DifferenceKind.CHANGED, DifferenceKind.ADDED, DifferenceKind.REMOVED)


def accepted_marks(db: Database) -> frozenset[str]:
    """Return the marks that acts of taking over name, if they are not undone."""
    back: set[int] = set()
    query = "SELECT id, undoes FROM actions WHERE undoes > 0 ORDER BY id DESC"
    for key, undoes in db.execute(query).fetchall():
        if key not in back:
            back.add(undoes)
    marks: set[str] = set()
    for key, text in db.execute("SELECT id, label FROM actions WHERE kind = ?", [ACT]).fetchall():
        with suppress(ValueError, TypeError, AttributeError):
            if key not in back:
                marks |= {str(mark) for mark in kept_json(text).get("accepted", ())}
    return frozenset(marks)


def marks_of(differences: Iterable[Difference], faults: Iterable[HistoryFault]) -> list[str]:
    """Return the marks that an act of taking over has to name."""
    return [one.mark for one in differences if not _is_row(one)] + [one.mark for one in faults]


def take_over(db: Database, act: int, differences: Iterable[Difference]) -> None:
    """Write differences into the history of the running act `act`."""
    differences = list(differences)
    if any(one.kind is DifferenceKind.SCHEMA for one in differences):
        repair_schema(db)
    for one in filter(_is_row, differences):
        columns = db.columns(one.table)
        now = db.execute(
            f"SELECT {as_text(one.table, columns)} FROM {one.table} WHERE id = ?", [one.key]
        ).fetchone()
        db.execute(
            "INSERT INTO history (action_id, entity, entity_id, old, new) VALUES (?, ?, ?, ?, ?)",
            [act, one.table, one.key, _before(db, one, now and now[0]), now and now[0]],
        )


def mend_head(db: Database, act: int) -> None:
    """Let the kept head say what the history before the act `act` holds."""
    db.execute(
        "INSERT OR REPLACE INTO history_head (id, acts, changes, hash) VALUES (1, "
        "(SELECT COUNT(*) FROM actions WHERE id <> ?1), "
        "(SELECT COUNT(*) FROM history WHERE action_id <> ?1), '')",
        [act],
    )


def is_cut(faults: Iterable[HistoryFault]) -> bool:
    """Return whether the kept head of the history is at fault."""
    return any(one.fault is Fault.SHORTENED for one in faults)


def _is_row(one: Difference) -> bool:
    return one.kind in _OF_ROWS and one.table in TRACKED and one.key > 0


def _before(db: Database, one: Difference, now: str | None) -> str | None:
    """Return the row as the history knew it, to the letter; a row of a list is made of what differs."""
    if one.journal is None:
        return None
    query = "SELECT new FROM history WHERE entity = ? AND entity_id = ? ORDER BY id DESC LIMIT 1"
    found = db.execute(query, [one.table, one.key]).fetchone()
    if found is not None and found[0] is not None:
        return str(found[0])
    row = (kept_json(now) if now else {}) | dict(one.journal)
    return json.dumps(row, ensure_ascii=False, separators=(",", ":"))
