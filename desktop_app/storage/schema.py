"""How a data file is opened as a database, and its schema compared with the program's own.

A file from outside may hold triggers that never end, views in the place of tables, generated columns or
virtual tables. SQLite runs none of them while `sqlite_master` is read; so the schema is compared first, and
nothing else of the file is read before it is known to be the program's own.
"""

import json
import re
import sqlite3
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from hashlib import sha256
from pathlib import Path
from urllib.parse import quote

from desktop_app.domain.errors import DataFileStrange
from desktop_app.storage._connection import TellingConnection
from desktop_app.storage.database import Database
from desktop_app.storage.migrations import NAMES, VERSION, migrations

LONGEST_VALUE = 200 * 2**20
"""Bytes of one value, the largest being a sealed version; a longer one is refused as damage."""

_LONGEST_STATEMENT = 1_000_000
_MOST_COLUMNS = 200
_SECONDS = 5
"""The longest time for reading a schema; the program's own takes a millisecond."""
_STEPS = 100_000
"""So many steps of SQLite between two looks at the clock."""
_MOST_OBJECTS = 1_000
_NAMED = 3
_STATISTICS = frozenset({"sqlite_stat1", "sqlite_stat4"})
"""What ANALYZE leaves in a file: numbers for the planner, in tables that only SQLite itself can make."""
_QUOTED = re.compile(r"""["\[`](\w+)["\]`]""")
_UTF8 = "UTF-8"
OWN_FINGERPRINT = "19e291bb34965ef6ddb1e51587297041bd29048a56da3ee1bd7a19cd17c9e92a"
"""That of the schema which all migrations make: a file that has it is not held against them one by one."""


class SchemaFault(StrEnum):
    """How a part of a schema differs from the program's own."""

    ADDED = "added"
    ALTERED = "altered"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class SchemaDifference:
    """A table, index, trigger or view (`kind`, as SQLite names it) that is not the program's own."""

    fault: SchemaFault
    kind: str
    name: str

    @property
    def is_dangerous(self) -> bool:
        """Return whether a file may not be opened with it.

        A missing index or trigger runs nothing and hides nothing: the file opens, and a check tells it.
        """
        return self.fault is not SchemaFault.MISSING or self.kind == "table"


Schema = dict[tuple[str, str], tuple[str, str]]
"""By kind and name: the table it belongs to, and its statement in plain form."""


def connect(path: Path, address: str = "", *, reading: bool = False) -> TellingConnection:
    """Open a file as a database that may come from anywhere; nothing in it is trusted.

    The only door to SQLite: what a value or a statement may measure is limited, and functions and virtual
    tables that a schema names are not run. `address` is that of `path` with options; with `reading` it cannot
    write, whatever rights there are. Damage is raised as an error of the program wherever it is met.
    """
    if reading:
        place = path.absolute().as_posix()
        address = f"file://{'' if place.startswith('/') else '/'}{quote(place)}?mode=ro"
    connection = sqlite3.connect(
        address or path, isolation_level=None, factory=TellingConnection, uri=bool(address)
    )
    connection.path = path
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST_VALUE)
    connection.setlimit(sqlite3.SQLITE_LIMIT_SQL_LENGTH, _LONGEST_STATEMENT)
    connection.setlimit(sqlite3.SQLITE_LIMIT_COLUMN, _MOST_COLUMNS)
    connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
    if sys.version_info >= (3, 12):
        connection.setconfig(sqlite3.SQLITE_DBCONFIG_DEFENSIVE)
    for pragma in ("trusted_schema = OFF", "cell_size_check = ON", "mmap_size = 0", "busy_timeout = 5000"):
        connection.execute(f"PRAGMA {pragma}")
    return connection


def check_schema(connection: sqlite3.Connection, path: Path) -> None:
    """Refuse a file whose schema holds what this program never made. Raises DataFileStrange.

    Call it before anything else is read; SQLite's own errors come as they are.
    """
    strange = [one.name for one in schema_differences(connection) if one.is_dangerous]
    if connection.execute("PRAGMA encoding").fetchone() != (_UTF8,):
        strange.append("encoding")
    if strange:
        names = ", ".join(map(_shown, strange[:_NAMED]))
        raise DataFileStrange(path, f"{names}, …" if len(strange) > _NAMED else names)


def schema_differences(connection: sqlite3.Connection) -> tuple[SchemaDifference, ...]:
    """Compare the schema of an open file with the program's own, and list what differs.

    It is held against each version from that of the file on, since a crash may have ended an upgrade between
    two migrations; the fewest differences count.
    """
    found = read_schema(connection)
    if fingerprint(found) == OWN_FINGERPRINT:
        return ()
    begun = connection.execute("PRAGMA user_version").fetchone()[0]
    versions = [one for one in range(VERSION, 0, -1) if one >= begun]
    return min((_compared(found, _own(one)) for one in versions or [VERSION]), key=len)


def fingerprint(schema: Schema) -> str:
    """Return the SHA-256 of a schema, the same in whatever order its parts were made."""
    parts = sorted((*key, *said) for key, said in schema.items())
    return sha256(json.dumps(parts).encode()).hexdigest()


def _compared(found: Schema, own: Schema) -> tuple[SchemaDifference, ...]:
    return tuple(_differences(found, own))


def _differences(found: Schema, own: Schema) -> Iterator[SchemaDifference]:
    for (kind, name), said in found.items():
        if (kind, name) not in own:
            yield SchemaDifference(SchemaFault.ADDED, kind, name)
        elif own[kind, name] != said:
            yield SchemaDifference(SchemaFault.ALTERED, kind, name)
    for kind, name in own.keys() - found.keys():
        yield SchemaDifference(SchemaFault.MISSING, kind, name)


def read_schema(connection: sqlite3.Connection) -> Schema:
    """Read a schema, for a few seconds at most, without the indexes that SQLite makes of itself."""
    until = time.monotonic() + _SECONDS
    connection.set_progress_handler(lambda: time.monotonic() > until, _STEPS)
    try:
        query = f"SELECT type, name, tbl_name, sql FROM sqlite_master LIMIT {_MOST_OBJECTS}"
        rows = connection.execute(query).fetchall()
    finally:
        connection.set_progress_handler(None, 0)
    return {
        (str(kind), str(name)): (str(table), _plain(str(sql)))
        for kind, name, table, sql in rows
        if sql is not None and name not in _STATISTICS
    }


def _shown(name: str) -> str:
    """Return a name that a stranger chose, as one line may hold it."""
    return "".join(filter(str.isprintable, name))[:40]


def _plain(sql: str) -> str:
    """Return a statement without what programs write differently: spaces, and quotes around a name."""
    return " ".join(_QUOTED.sub(r"\1", sql).split())


@cache
def _own(version: int) -> Schema:
    """Return the schema that the program's migrations make up to `version`."""
    with closing(in_memory()) as db:
        migrations().apply(db.utils, stop_before=NAMES[version] if version < VERSION else None)
        return read_schema(db.conn)


def in_memory() -> Database:
    """Return a new database that lies in memory alone."""
    return Database(sqlite3.connect(":memory:", isolation_level=None))
