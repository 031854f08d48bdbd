"""What was in force of a task until a day: the tables `task_terms` and `officers`.

The rows of `tasks` and `handlings` say what holds now.
"""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any

from desktop_app.storage.database import Database

TOGETHER = (
    ("group_id", "position"),
    ("number",),
    ("content",),
    ("leads",),
    ("coordinating",),
    ("output",),
    ("deadline", "deadline_starts", "deadline_ends", "precision", "recurs", "certain"),
    ("fate", "fate_on", "fate_note"),
)
"""The columns that terms share with the task, those that say one thing together."""
_SHARED = ", ".join(name for columns in TOGETHER for name in columns)
SELECT = (
    f"SELECT task_id, until, {', '.join(f'task_terms.{name}' for columns in TOGETHER for name in columns)}, "
    "groups.number FROM task_terms JOIN groups ON groups.id = group_id"
)
_SOME = "(SELECT value FROM json_each(:ids))"


def cut(db: Database, task_ids: Sequence[int], day: date) -> None:
    """Let the terms of tasks that hold on the eve of `day` end there.

    Whatever follows says the same as before. A task that did not count before `day` has no terms to keep.
    """
    values = {"ids": json.dumps(list(task_ids)), "day": day.isoformat()}
    counted = "(since IS NULL OR since < :day)"
    db.execute(
        f"INSERT INTO task_terms (task_id, until, {_SHARED}) SELECT task_id, :day, {_SHARED} FROM task_terms "
        f"WHERE task_id IN (SELECT id FROM tasks WHERE id IN {_SOME} AND {counted}) AND until = "
        "(SELECT MIN(until) FROM task_terms AS one WHERE one.task_id = task_terms.task_id "
        "AND one.until >= :day) "
        "AND until > :day",
        values,
    )
    db.execute(
        f"INSERT INTO task_terms (task_id, until, {_SHARED}) SELECT id, :day, {_SHARED} FROM tasks "
        f"WHERE id IN {_SOME} AND {counted} "
        "AND NOT EXISTS (SELECT 1 FROM task_terms WHERE task_id = tasks.id AND until >= :day)",
        values,
    )


def drop(db: Database, task_ids: Sequence[int], day: date | None) -> None:
    """Take away what was to be in force of tasks later than `day` (None: ever before now)."""
    query = f"DELETE FROM task_terms WHERE task_id IN {_SOME} AND until > :day"
    db.execute(query, {"ids": json.dumps(list(task_ids)), "day": "" if day is None else day.isoformat()})


def decide(db: Database, task_id: int, fate: str, day: date, note: str) -> None:
    """Make room for a fate that counts from `day` on: what was decided before stays in force until then."""
    wanted = (fate, day.isoformat(), note)
    stands = db.execute("SELECT fate, fate_on, fate_note FROM tasks WHERE id = ?", [task_id]).fetchone()
    if stands is not None and stands != wanted and stands[0] != "active":
        cut(db, [task_id], day)
    db.execute(
        "UPDATE task_terms SET fate = ?, fate_on = ?, fate_note = ? WHERE task_id = ? AND until > ? "
        "AND (fate, fate_on, fate_note) IS NOT (?, ?, ?)",
        [*wanted, task_id, day.isoformat(), *wanted],
    )


@contextmanager
def corrected(db: Database, task_ids: Sequence[int]) -> Iterator[None]:
    """Carry what the block changes of tasks into their earlier terms.

    Wherever these said the same as the task did.
    """
    before = _rows(db, task_ids)
    yield
    after = _rows(db, before)
    for task_id, old in before.items():
        for columns in TOGETHER:
            replaced(db, task_id, columns, old, after[task_id])


def replaced(
    db: Database,
    task_id: int,
    columns: Sequence[str],
    old: dict[str, Any],
    new: dict[str, Any],
    after: str = "",
) -> None:
    """Write `new` over `old` in the columns of a task's terms that end later than the day `after`."""
    if all(old[name] == new[name] for name in columns):
        return
    pairs = ", ".join(f"{name} = ?" for name in columns)
    same = " AND ".join(f"{name} IS ?" for name in columns)
    values = [*(new[name] for name in columns), task_id, after, *(old[name] for name in columns)]
    db.execute(f"UPDATE task_terms SET {pairs} WHERE task_id = ? AND until > ? AND {same}", values)


def _rows(db: Database, task_ids: Sequence[int] | dict[int, Any]) -> dict[int, dict[str, Any]]:
    """Return the rows of those tasks that have terms, by id."""
    query = f"SELECT id, {_SHARED} FROM tasks WHERE id IN {_SOME} AND id IN (SELECT task_id FROM task_terms)"
    return {row["id"]: row for row in db.query(query, {"ids": json.dumps(list(task_ids))})}


def hand_over(db: Database, task_id: int, officer: str, day: date | None) -> None:
    """Make room for an officer who looks after a task from `day` on: until then the one before did.

    None: wherever it was the same one as now, it was `officer`.
    """
    found = db.execute("SELECT officer FROM handlings WHERE id = ?", [task_id]).fetchone()
    now = found[0] if found is not None else ""
    if day is None:
        query = "UPDATE officers SET officer = ? WHERE task_id = ? AND officer = ? AND officer <> ?"
        db.execute(query, [officer, task_id, now, officer])
        return
    query = "SELECT officer FROM officers WHERE task_id = ? AND until >= ? ORDER BY until LIMIT 1"
    held = db.execute(query, [task_id, day.isoformat()]).fetchone()
    db.execute("DELETE FROM officers WHERE task_id = ? AND until > ?", [task_id, day.isoformat()])
    before = now if held is None else held[0]
    if before != officer:
        db.execute(
            "INSERT INTO officers (task_id, until, officer) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
            [task_id, day.isoformat(), before],
        )
