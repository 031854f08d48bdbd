"""The data as it stood at an earlier moment.

The tables as they are now, with later acts taken back in memory. The file is not touched, and needs no second
copy of anything: the history holds every old value.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from desktop_app.domain.plain_json import kept_json
from desktop_app.storage.database import Database
from desktop_app.storage.migrations import ORDER_OLD_ENTRIES
from desktop_app.storage.schema import in_memory
from desktop_app.storage.tables import LineageTable, ProgrammeTable, ProgressTable, TaskTable

_TABLES = (
    "programmes",
    "groups",
    "agencies",
    "tasks",
    "task_terms",
    "handlings",
    "officers",
    "extensions",
    "lineage",
    "progress",
)


class PastTables:
    """What a register reads, as it stood at the end of the act `until`, whatever the clock said."""

    def __init__(self, db: Database, until: int) -> None:
        """Copy the tables of `db` into memory and take back what came later."""
        self._memory = in_memory()
        for table in _TABLES:
            _copy(db, self._memory, table)
        for entity, key, old, new in _later(db, until):
            _take_back(self._memory, entity, key, old, stands=new is not None)
        self._memory.execute(ORDER_OLD_ENTRIES)  # what came back has the moment of that time
        self.programmes = ProgrammeTable(self._memory)
        self.tasks = TaskTable(self._memory)
        self.lineage = LineageTable(self._memory)
        self.progress = ProgressTable(self._memory)

    def last_action(self) -> int:
        """Return 0: the past does not change."""
        return 0

    def changed_since(self, _action_id: int) -> list[tuple[str, int]]:
        """Return nothing: the past does not change."""
        return []

    def exceeds_since(self, _action_id: int, _count: int) -> bool:
        """Return False: the past does not change."""
        return False

    def close(self) -> None:
        """Free the memory."""
        self._memory.close()


def _copy(source: Database, target: Database, table: str) -> None:
    columns = source.execute(f"PRAGMA table_info({table})").fetchall()
    target.execute(f"CREATE TABLE {table} ({', '.join(map(_column, columns))})")
    names = ", ".join(column[1] for column in columns)
    marks = ", ".join("?" for _ in columns)
    rows = source.execute(f"SELECT {names} FROM {table}")
    target.execute("BEGIN")
    target.conn.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", rows)
    target.execute("COMMIT")


def _column(column: Sequence[Any]) -> str:
    _, name, kind, _, default, is_key = column
    value = "" if default is None else f" DEFAULT {default}"
    return f"{name} {kind}{value}{' PRIMARY KEY' if is_key else ''}"


def _later(db: Database, until: int) -> Iterable[tuple[str, int, str | None, str | None]]:
    tables = ", ".join("?" for _ in _TABLES)
    query = (
        f"SELECT entity, entity_id, old, new FROM history WHERE action_id > ? AND entity IN ({tables}) "
        "ORDER BY id DESC"
    )
    return db.execute(query, [until, *_TABLES]).fetchall()


def _take_back(db: Database, table: str, key: int, before: str | None, *, stands: bool) -> None:
    if before is None:
        db.execute(f"DELETE FROM {table} WHERE id = ?", [key])
        return
    old = kept_json(before)
    known = db.columns(table)
    kept = [name for name in old if name in known]
    if stands:
        pairs = ", ".join(f"{name} = ?" for name in kept)
        db.execute(f"UPDATE {table} SET {pairs} WHERE id = ?", [*(old[name] for name in kept), key])
        return
    marks = ", ".join("?" for _ in kept)
    db.execute(f"INSERT INTO {table} ({', '.join(kept)}) VALUES ({marks})", [old[name] for name in kept])
