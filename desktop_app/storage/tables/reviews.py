"""What the leader said of the rows of a period, and what the officer explained of its findings."""

import json
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from desktop_app.domain.checks import Explanation
from desktop_app.domain.plain_json import kept_json
from desktop_app.domain.review import Review, Verdict
from desktop_app.storage.database import Database

_COLUMNS = ("task_id", "verdict", "note", "at", "by", "hash")


class ReviewTable:
    """The `reviews` and `explanations` tables."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def latest(self, programme_id: int, period: str) -> dict[int, Review]:
        """Return the last verdict on each row of a period, by task id."""
        query = (
            "SELECT task_id, verdict, note, at, by, hash FROM reviews JOIN tasks ON tasks.id = task_id "
            "WHERE programme_id = ? AND period = ? ORDER BY reviews.id"
        )
        rows = self._db.execute(query, [programme_id, period]).fetchall()
        return {row[0]: _review(row) for row in rows}

    def of_task(self, task_id: int) -> list[tuple[str, Review]]:
        """List every verdict on the rows of a task with its period, in the order they were given."""
        query = f"SELECT period, {', '.join(_COLUMNS)} FROM reviews WHERE task_id = ? ORDER BY id"
        return [(row[0], _review(row[1:])) for row in self._db.execute(query, [task_id]).fetchall()]

    def latest_at(self, programme_id: int, period: str, action: int) -> dict[int, Review]:
        """Return the last verdict on each row of a period, by task id.

        As it was once the act `action` was done.
        """
        query = (
            "SELECT reviews.id, task_id, verdict, note, at, by, hash FROM reviews "
            "JOIN tasks ON tasks.id = task_id WHERE programme_id = ? AND period = ?"
        )
        held = {row[0]: row[1:] for row in self._db.execute(query, [programme_id, period]).fetchall()}
        later = (
            "SELECT entity_id, old FROM history "
            "LEFT JOIN tasks ON tasks.id = json_extract(old, '$.task_id') AND programme_id = ? "
            "WHERE entity = 'reviews' AND action_id > ? "
            "AND (old IS NULL OR (tasks.id IS NOT NULL AND json_extract(old, '$.period') = ?)) "
            "ORDER BY history.id DESC"
        )
        for key, old in self._db.execute(later, [programme_id, action, period]).fetchall():
            held.pop(key, None)
            if old is not None:
                before = kept_json(old)
                held[key] = tuple(before[name] for name in _COLUMNS)
        return {row[0]: _review(row) for _, row in sorted(held.items())}

    def latest_since(self, programme_id: int, period: str, action: int) -> dict[int, Review]:
        """Return the last verdict on each row of a period.

        Of those that were given after the act `action`.
        """
        query = (
            "SELECT task_id, verdict, note, at, by, hash FROM reviews JOIN tasks ON tasks.id = task_id "
            "WHERE programme_id = ? AND period = ? AND reviews.id IN "
            "(SELECT entity_id FROM history WHERE entity = 'reviews' AND action_id > ?) ORDER BY reviews.id"
        )
        return {
            row[0]: _review(row) for row in self._db.execute(query, [programme_id, period, action]).fetchall()
        }

    def returned(self, programme_id: int, period: str) -> set[int]:
        """Return the ids of the tasks whose last verdict in a period returned them."""
        return {
            key for key, one in self.latest(programme_id, period).items() if one.verdict is Verdict.RETURNED
        }

    def add(self, period: str, reviews: Iterable[Review]) -> None:
        """Add verdicts; earlier ones stay as they are."""
        self._db.conn.executemany(
            "INSERT INTO reviews (task_id, period, verdict, note, at, by, hash) VALUES (?, ?, ?, ?, ?, ?, ?)",
            ((one.task_id, period, one.verdict.value, one.note, one.at, one.by, one.hash) for one in reviews),
        )

    def copy(self, period: str, task_id: int, to_task: int) -> int:
        """Add the last verdict on a row to a row without any, as it was given; return how many that are."""
        added = self._db.execute(
            "INSERT INTO reviews (task_id, period, verdict, note, at, by, hash) "
            "SELECT :new, period, verdict, note, at, by, hash FROM reviews WHERE id = "
            "(SELECT MAX(id) FROM reviews WHERE task_id = :old AND period = :period) "
            "AND NOT EXISTS (SELECT 1 FROM reviews WHERE task_id = :new AND period = :period)",
            {"old": task_id, "new": to_task, "period": period},
        )
        return max(added.rowcount, 0)

    def explanations(self, programme_id: int, period: str) -> dict[str, Explanation]:
        """Return the explanations of a period by kind of finding."""
        query = "SELECT kind, text, covers FROM explanations WHERE programme_id = ? AND period = ?"
        rows = self._db.execute(query, [programme_id, period]).fetchall()
        return {kind: Explanation(text, frozenset(kept_json(covers))) for kind, text, covers in rows}

    def explain(self, programme_id: int, period: str, kind: str, explanation: Explanation) -> None:
        """Keep an explanation over the one that stands there; an empty text takes it away."""
        if not explanation.text:
            self._db.execute(
                "DELETE FROM explanations WHERE programme_id = ? AND period = ? AND kind = ?",
                [programme_id, period, kind],
            )
            return
        self._db.execute(
            "INSERT INTO explanations (programme_id, period, kind, text, covers) VALUES (?, ?, ?, ?, ?) "
            "ON CONFLICT (programme_id, period, kind) DO UPDATE "
            "SET text = excluded.text, covers = excluded.covers",
            [programme_id, period, kind, explanation.text, json.dumps(sorted(explanation.covers, key=str))],
        )

    def evidenced(self, programme_id: int, day: date) -> set[int]:
        """Return the ids of a programme's tasks that some document proves, issued by the end of `day`.

        Of a document without a day it is not known that it came later.
        """
        query = (
            "SELECT DISTINCT task_id FROM evidence_links JOIN tasks ON tasks.id = task_id "
            "JOIN evidence ON evidence.id = evidence_id "
            "WHERE tasks.programme_id = ? AND COALESCE(issued_on, '') <= ?"
        )
        return {int(row[0]) for row in self._db.execute(query, [programme_id, day.isoformat()]).fetchall()}


def _review(row: Sequence[Any]) -> Review:
    task_id, verdict, note, at, by, digest = row
    return Review(task_id=task_id, verdict=Verdict(verdict), note=note, at=at, by=by, hash=digest)
