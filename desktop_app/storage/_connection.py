"""A connection on which every read and write that meets damage says so as an error of the program."""

import sqlite3
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, ParamSpec, TypeVar
from weakref import WeakSet

from desktop_app.storage.faults import damage_of

_Given = ParamSpec("_Given")
_Answer = TypeVar("_Answer")


class TellingConnection(sqlite3.Connection):
    """Raises DataFileDamaged and DataFileOutOfReach about `path` in the place of SQLite's own errors.

    Wherever a row is read: no screen and no service has to think of it. Other errors of SQLite stay.
    """

    path = Path()

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self._cursors: WeakSet[_TellingCursor] = WeakSet()

    def close(self) -> None:
        """Let the file go, whoever still holds a row of it.

        A cursor that an error carries along would keep the file open, which Windows neither moves nor deletes
        then.
        """
        for one in list(self._cursors):
            one.close()
        super().close()

    def execute(self, sql: str, parameters: Any = ()) -> sqlite3.Cursor:
        """Run one statement on a cursor that tells."""
        return self._telling_cursor().execute(sql, parameters)

    def executemany(self, sql: str, parameters: Iterable[Any]) -> sqlite3.Cursor:
        """Run one statement many times on a cursor that tells."""
        return self._telling_cursor().executemany(sql, parameters)

    def _telling_cursor(self) -> "_TellingCursor":
        made = self.cursor(_TellingCursor)
        made.path = self.path
        self._cursors.add(made)
        return made


def _telling(read: Callable[_Given, _Answer]) -> Callable[_Given, _Answer]:
    def told(*args: _Given.args, **named: _Given.kwargs) -> _Answer:
        try:
            return read(*args, **named)
        except sqlite3.Error as error:
            known = damage_of(error, getattr(args[0], "path", Path()))
            if known is None:
                raise
            raise known from error

    return told


class _TellingCursor(sqlite3.Cursor):
    path = Path()
    execute = _telling(sqlite3.Cursor.execute)
    executemany = _telling(sqlite3.Cursor.executemany)
    fetchone = _telling(sqlite3.Cursor.fetchone)
    fetchall = _telling(sqlite3.Cursor.fetchall)
    fetchmany = _telling(sqlite3.Cursor.fetchmany)

    def __next__(self) -> Any:
        """Return the next row."""
        return _NEXT(self)


_NEXT = _telling(sqlite3.Cursor.__next__)
