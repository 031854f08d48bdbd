"""SQLite's own errors as errors of the program."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from desktop_app.domain.errors import (
    AppError,
    DataFileDamaged,
    DataFileInUse,
    DataFileOutOfReach,
    DataFileReadOnly,
    DataFileReplaced,
    DiskFull,
    PeriodSealed,
)
from desktop_app.domain.plain_json import NotPlain
from desktop_app.storage.migrations import SEALED

_PRIMARY = 0xFF
_UNREADABLE = "Could not decode"
"""What Python's module says, without a code, of a text that is no UTF-8."""
_ROOM = 1 << 16
"""Bytes that every write needs at least."""


@contextmanager
def as_app_errors(path: Path) -> Iterator[None]:
    """Turn SQLite's errors about the file at `path` into `AppError`.

    An error of SQL itself stays what it is: a bug.
    """
    try:
        yield
    except NotPlain as error:
        raise DataFileDamaged(path, error.place) from error
    except sqlite3.Error as error:
        known = _known(error, path)
        if known is None:
            raise
        raise known from error


def damage_of(error: sqlite3.Error, path: Path) -> AppError | None:
    """Return what an error says of the state of the file at `path`; None if it is about something else."""
    code = getattr(error, "sqlite_errorcode", 0) & _PRIMARY
    if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_TOOBIG) or _UNREADABLE in str(
        error
    ):
        return DataFileDamaged(path, str(error))
    if code == sqlite3.SQLITE_IOERR or (
        code in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY) and _gone(path)
    ):
        return DataFileOutOfReach(path)
    return None


def _known(error: sqlite3.Error, path: Path) -> AppError | None:
    whole = getattr(error, "sqlite_errorcode", 0)
    code = whole & _PRIMARY
    if whole == sqlite3.SQLITE_READONLY_DBMOVED:
        return DataFileReplaced(path)
    if code == sqlite3.SQLITE_FULL:
        return DiskFull(path)
    damage = damage_of(error, path)
    if damage is not None:
        return damage
    if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM):
        return DiskFull(path) if _full(path) else DataFileReadOnly(path)
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return DataFileInUse(path, "", "", "")
    if code == sqlite3.SQLITE_CONSTRAINT and SEALED in str(error):
        return PeriodSealed("")
    return None


def _gone(path: Path) -> bool:
    return not path.parent.is_dir()


def _full(path: Path) -> bool:
    """Return whether the disk has no room for the journal that SQLite could not make."""
    try:
        return shutil.disk_usage(path.parent).free < _ROOM
    except OSError:
        return False
