"""Lineage: which task was merged into, split into or renamed to which other one."""

from collections.abc import Iterable

from sqlite_utils import Database

from desktop_app.domain.task import Descent


class Lineage:
    """The `lineage` table."""

    def __init__(self, db: Database) -> None:
        """Work on `db`."""
        self._db = db

    def of(self, programme_id: int) -> list[Descent]:
        """List what is known of a programme's tasks, in the order it was decided."""
        query = (
            "SELECT from_task, to_task, lineage.kind FROM lineage JOIN tasks ON tasks.id = from_task "
            "WHERE programme_id = ? ORDER BY lineage.id"
        )
        return [Descent(*row) for row in self._db.execute(query, [programme_id]).fetchall()]

    def add(self, descents: Iterable[Descent]) -> None:
        """Keep what the officer decided."""
        self._db.conn.executemany(
            "INSERT INTO lineage (from_task, to_task, kind) VALUES (?, ?, ?)",
            [(one.from_task, one.to_task, one.kind) for one in descents],
        )

    def forget(self, task_ids: Iterable[int]) -> None:
        """Take back what was decided of tasks that have gone."""
        self._db.conn.executemany("DELETE FROM lineage WHERE from_task = ?", [(key,) for key in task_ids])
