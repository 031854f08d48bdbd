"""The statements of one connection, and what sqlite_utils does for rows and the schema."""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sqlite_utils import Database as UtilsDatabase
    from sqlite_utils.db import Table

_Values = Sequence[Any] | Mapping[str, Any]


class Database:
    """Runs the statements of `conn`.

    sqlite_utils is loaded when a row or the schema is first written by it: that takes longer than to open a
    data file and read it.
    """

    def __init__(self, conn: sqlite3.Connection) -> None:
        """Turn on triggers that fire triggers, as sqlite_utils does."""
        self.conn = conn
        conn.execute("PRAGMA recursive_triggers = ON")

    @cached_property
    def utils(self) -> "UtilsDatabase":
        """Return the connection as sqlite_utils knows it."""
        from sqlite_utils import Database as UtilsDatabase

        return UtilsDatabase(self.conn, execute_plugins=False)

    def execute(self, sql: str, values: _Values = ()) -> sqlite3.Cursor:
        """Run one statement."""
        return self.conn.execute(sql, values)

    def query(self, sql: str, values: _Values = ()) -> Iterator[dict[str, Any]]:
        """Run one statement that reads and yield its rows by the names of their columns."""
        rows = self.conn.execute(sql, values)
        names = [column[0] for column in rows.description]
        return (dict(zip(names, row, strict=True)) for row in rows)

    def columns(self, table: str) -> list[str]:
        """Return the names of the columns of a table, none if there is no such table."""
        return [row[1] for row in self.conn.execute(f"PRAGMA table_info({table})")]

    def table(self, name: str) -> "Table":
        """Return a table, to write single rows."""
        return self.utils.table(name)

    def close(self) -> None:
        """Close the connection."""
        self.conn.close()
