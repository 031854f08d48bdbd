"""The quick look before figures leave or are closed: what they rest on, without the pages of the file.

A file of few changes is gone through whole. Of a large one the rows of the programme are compared that its
report shows, each with the last text of the history or with the list that brought it; what went, and older
entries, are left to the full check.
"""

from collections.abc import Iterator

from desktop_app.storage.checking._lists import came_apart, rows_apart
from desktop_app.storage.checking._seals import seal_differences
from desktop_app.storage.checking.differences import Difference, DifferenceKind, apart
from desktop_app.storage.checking.replay import as_text, loaded
from desktop_app.storage.checking.schema import schema_differences
from desktop_app.storage.database import Database
from desktop_app.storage.history import StoredRow

FEW = 10_000
"""So many changes are gone through in a tenth of a second."""

_OF_TASK = "task_id IN (SELECT id FROM tasks WHERE programme_id = :programme)"
_ROWS = {
    "programmes": "id = :programme",
    "groups": "programme_id = :programme",
    "tasks": "programme_id = :programme",
    "period_states": "programme_id = :programme",
    "extensions": _OF_TASK,
    "task_terms": _OF_TASK,
    "reviews": f"{_OF_TASK} AND period = :period",
    "explanations": "programme_id = :programme AND period = :period",
    "indicators": "programme_id = :programme",
    "indicator_values": "period = :period",
    "evidence": "programme_id = :programme",
    "evidence_links": _OF_TASK,
    "progress": f"{_OF_TASK} AND cut_off BETWEEN :first AND :last",
    "settings": "TRUE",
    "agencies": "TRUE",
}
"""The rows that a report on a period rests on, as far as they are looked at in a large file."""

_LISTED = ("programmes", "groups", "tasks", "agencies", "editions", "evidence", "evidence_links")
"""The tables of what a list and an annex of documents show."""


def is_small(db: Database) -> bool:
    """Return whether a file is gone through whole in no time."""
    found: int = db.execute("SELECT COALESCE(MAX(id), 0) FROM history").fetchone()[0]
    return found <= FEW


def light_differences(
    db: Database, programme_id: int, period: str, first: str, last: str
) -> Iterator[Difference]:
    """Yield how what a report rests on differs from the history.

    Of entries those are compared whose periods end from `first` to `last` (ISO).
    """
    yield from schema_differences(db)
    yield from seal_differences(db, programme_id)
    yield from came_apart(db)
    values = {"programme": programme_id, "period": period, "first": first, "last": last}
    for table, tail in _ROWS.items():
        yield from _rows(db, table, tail, values)


def list_differences(db: Database, programme_id: int) -> Iterator[Difference]:
    """Yield how what a list and an annex of documents show differs from the history."""
    yield from schema_differences(db)
    yield from rows_apart(db)
    yield from came_apart(db)
    for table in _LISTED:
        yield from _rows(db, table, _ROWS.get(table, "TRUE"), {"programme": programme_id})


def _rows(db: Database, table: str, tail: str, values: dict[str, object]) -> Iterator[Difference]:
    """Yield the rows of a table that do not say what the history said of them last."""
    columns = db.columns(table)
    known = (
        f"(SELECT new FROM history WHERE entity = '{table}' AND entity_id = {table}.id "
        "ORDER BY id DESC LIMIT 1)"
    )
    query = (
        f"SELECT id, {as_text(table, columns)} AS now, {known} AS was FROM {table} WHERE {tail} "
        "AND now IS NOT was"
    )
    for key, now, was in db.execute(query, values).fetchall():
        yield from _told(db, table, key, loaded(was), loaded(now) or {})


def _told(db: Database, table: str, key: int, was: StoredRow | None, now: StoredRow) -> Iterator[Difference]:
    if was is None:
        query = "SELECT 1 FROM history WHERE entity = ? AND entity_id = ? AND new IS NULL AND old IS NULL"
        if db.execute(query, [table, key]).fetchone() is None:
            yield Difference(DifferenceKind.ADDED, table, key, None, now, row=now)
        return
    names = apart(was, now)
    if names:
        journal, file = ({name: row[name] for name in names} for row in (was, now))
        yield Difference(DifferenceKind.CHANGED, table, key, journal, file, row=now)
