"""What an import brought counts from another day, after the day of its list was corrected."""

from collections.abc import Iterator
from datetime import date

from desktop_app.domain.errors import EffectBetween
from desktop_app.storage.database import Database
from desktop_app.storage.history.undone_import import changes_of_import


def move_import(db: Database, edition_id: int, day: date | None) -> bool:
    """Let what an import brought and changed from a day on count from `day`, inside the running act.

    None: from the beginning. Return whether anything moved; what counts from the beginning already stays as
    it is. Raises EffectBetween if something else of a task took effect between the two days, and NotFound.
    """
    changes = changes_of_import(db, edition_id)
    added = {(one.entity, one.entity_id) for one in changes if one.old is None}
    moved = {
        table: [
            (row["id"], row.get("task_id", row["id"]), row[column])
            for row in db.query(f"SELECT * FROM {table} WHERE {column} IS NOT NULL")
            if (table, row["id"]) in added
        ]
        for table, column in _DAYS
    }
    new = None if day is None else day.isoformat()
    for table, column in _DAYS[:2]:
        for key, task_id, was in moved[table]:
            for other in _others(db, task_id, key if table == "task_terms" else 0):
                if min(was, new or "") <= other <= max(was, new or ""):
                    number = db.execute("SELECT number FROM tasks WHERE id = ?", [task_id]).fetchone()[0]
                    raise EffectBetween(number, date.fromisoformat(other))
            if table == "task_terms" and new is None:
                db.execute("DELETE FROM task_terms WHERE id = ?", [key])
            elif was != new:
                db.execute(f"UPDATE {table} SET {column} = ? WHERE id = ?", [new, key])
    for key, _, was in moved["groups"]:
        if was != new:
            db.execute("UPDATE groups SET since = ? WHERE id = ?", [new, key])
    return any(moved.values())


_DAYS = (("task_terms", "until"), ("tasks", "since"), ("groups", "since"))


def _others(db: Database, task_id: int, terms_id: int) -> Iterator[str]:
    """Yield the days from which something else of a task is in force than its terms `terms_id` say."""
    query = "SELECT until FROM task_terms WHERE task_id = ? AND id <> ?"
    yield from (until for (until,) in db.execute(query, [task_id, terms_id]).fetchall())
    if terms_id:
        query = "SELECT since FROM tasks WHERE id = ? AND since IS NOT NULL"
        yield from (since for (since,) in db.execute(query, [task_id]).fetchall())
