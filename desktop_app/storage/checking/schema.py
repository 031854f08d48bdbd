"""The tables, triggers, views and indexes of a file, against those that the program's own migrations make.

A trigger is a program inside the file: one that nobody here wrote can change figures while an officer types.
"""

from collections.abc import Iterator
from functools import cache

from desktop_app.storage.checking.differences import Difference, DifferenceKind
from desktop_app.storage.database import Database
from desktop_app.storage.migrations import NAMES, migrations
from desktop_app.storage.schema import in_memory

Part = tuple[str, str]
"""Type and name of a part: ("trigger", "history_stays")."""

_PARTS = "SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY type, name"
_TABLE = "table"
_THEIRS = ("_sqlite_migrations", "_sqlite_migrations_migration_set_name")


def schema_differences(db: Database) -> Iterator[Difference]:
    """Yield the parts of the schema that are missing, altered or not the program's own."""
    expected, found = _own(), _parts(db)
    for part in sorted(expected.keys() | found.keys()):
        if expected.get(part) != found.get(part):
            kind, name = part
            journal, file = expected.get(part), found.get(part)
            yield Difference(
                DifferenceKind.SCHEMA,
                kind,
                0,
                None if journal is None else {"sql": journal[1]},
                None if file is None else {"sql": file[1]},
                name=name,
            )
    names = [name for (name,) in db.execute("SELECT name FROM _sqlite_migrations ORDER BY rowid")]
    wanted = list(NAMES)
    if names != wanted:
        yield Difference(
            DifferenceKind.SCHEMA,
            "migrations",
            0,
            {"names": wanted},
            {"names": names},
            name="_sqlite_migrations",
        )


def repair_schema(db: Database) -> list[Part]:
    """Make triggers, views and indexes the program's own again, inside the running transaction.

    Return what could not be mended: tables.
    """
    expected, found = _own(), _parts(db)
    left = []
    for part in sorted(expected.keys() | found.keys()):
        if expected.get(part) == found.get(part):
            continue
        kind, name = part
        if kind == _TABLE:
            left.append(part)
            continue
        if part in found:
            db.execute(f'DROP {kind.upper()} "{name.replace(chr(34), chr(34) * 2)}"')
        if part in expected and expected[part][1]:
            db.execute(str(expected[part][1]))
    return left


def _parts(db: Database) -> dict[Part, tuple[str, str | None]]:
    """Return all parts; how sqlite-utils lays out its own table is its own affair."""
    return {
        (kind, name): (table, None if name.endswith(_THEIRS) else sql)
        for kind, name, table, sql in db.execute(_PARTS).fetchall()
    }


@cache
def _own() -> dict[Part, tuple[str, str | None]]:
    memory = in_memory()
    try:
        migrations().apply(memory.utils)
        return _parts(memory)
    finally:
        memory.close()
