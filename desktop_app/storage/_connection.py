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
        self._cursors: WeakSet[_TranslatingCursor] = WeakSet()

    def close(self) -> None:
        """Close the file, whoever still holds a row of it.

        A cursor that an error carries along would keep the file open, which Windows neither moves nor deletes
        then.
        """
        for one in list(self._cursors):
            one.close()
        super().close()

    def execute(self, sql: str, parameters: Any = ()) -> sqlite3.Cursor:
        """Run one statement on a cursor whose faults are the program's errors."""
        return self._translating_cursor().execute(sql, parameters)

    def executemany(self, sql: str, parameters: Iterable[Any]) -> sqlite3.Cursor:
        """Run one statement many times on a cursor whose faults are the program's errors."""
        return self._translating_cursor().executemany(sql, parameters)

    def _translating_cursor(self) -> "_TranslatingCursor":
        made = self.cursor(_TranslatingCursor)
        made.path = self.path
        self._cursors.add(made)
        return made


def _translating(read: Callable[_Given, _Answer]) -> Callable[_Given, _Answer]:
    """Return `read` with what SQLite says of damage as an error of the program."""

    def translated(*args: _Given.args, **named: _Given.kwargs) -> _Answer:
        try:
            return read(*args, **named)
        except sqlite3.Error as error:
            known = damage_of(error, getattr(args[0], "path", Path()))
            if known is None:
                raise
            raise known from error

    return translated


class _TranslatingCursor(sqlite3.Cursor):
    path = Path()
    execute = _translating(sqlite3.Cursor.execute)
    executemany = _translating(sqlite3.Cursor.executemany)
    fetchone = _translating(sqlite3.Cursor.fetchone)
    fetchall = _translating(sqlite3.Cursor.fetchall)
    fetchmany = _translating(sqlite3.Cursor.fetchmany)

    def __next__(self) -> Any:
        """Return the next row."""
        return _NEXT(self)


_NEXT = _translating(sqlite3.Cursor.__next__)
