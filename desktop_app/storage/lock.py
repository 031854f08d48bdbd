"""One writer: an operating-system lock on the data file itself, and beside it a note on who holds it.

A crash releases both by itself. The note is locked too: it keeps out earlier versions of this program.
"""

import errno
import getpass
import json
import os
import sys
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from desktop_app import files
from desktop_app.domain.errors import (
    DataFileInUse,
    DataFileNotLockable,
    DataFileReadOnly,
    TargetNotWritable,
)
from desktop_app.domain.plain_json import read_json
from desktop_app.files.system_lock import is_held, leave_lock, take_database_lock, take_lock
from desktop_app.storage.companions import LOCK


def current_user() -> str:
    """Return the user's name on this computer, or an empty text if the system knows none."""
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return ""


def current_computer() -> str:
    """Return the name of this computer. `platform.node` would start `cmd.exe /c ver` on Windows."""
    if sys.platform == "win32":
        return os.environ.get("COMPUTERNAME", "")
    return os.uname().nodename


Identity = tuple[int, int]
"""Device and number of a file: the same under every name."""

_OURS: set[Identity] = set()
"""The data files that this process holds.

One that is ours already is not even opened: closing a second handle would release SQLite's own locks (POSIX).
"""

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})


def identity(path: Path) -> Identity | None:
    """Return which file stands at `path`, None if its disk does not number files. Raises OSError."""
    return _numbered(path.stat())


class WriterLock:
    """Holds a data file, whatever its name, until `release`; a note beside it says who.

    Raises DataFileInUse with the holder's name; DataFileReadOnly, DataFileNotLockable: then it can be read.
    """

    def __init__(self, data_file: Path) -> None:
        """Take the lock; the note stands beside the file itself, whatever link or short name leads to it."""
        real = data_file.resolve()
        self.path = real.with_name(real.name + LOCK)
        self.identity: Identity | None = None
        self._file = data_file
        self._held: int | None = None
        self._released = False
        self._note = self._open(self.path, os.O_RDWR | os.O_CREAT)
        if self._note is not None:
            self._take_note(self._note)
        try:
            if data_file.exists():
                self.hold_file()
        except BaseException:
            self.release()
            raise

    def hold_file(self) -> None:
        """Lock the data file itself, once it is there. Raises as the class does."""
        if identity(self._file) in _OURS:
            raise DataFileInUse(self._file, current_user(), current_computer(), "", os.getpid())
        handle = self._open(self._file, os.O_RDWR)
        if handle is None:
            raise DataFileReadOnly(self._file)
        try:
            take_database_lock(handle)
        except OSError as error:
            os.close(handle)
            if is_held(error):
                raise DataFileInUse(self._file, "", "", "") from error
            raise DataFileNotLockable(self._file) from error
        self._held, self.identity = handle, _numbered(os.fstat(handle))
        if self.identity is not None:
            _OURS.add(self.identity)

    def release(self) -> None:
        """Release the lock and remove its note; a second call does nothing."""
        if self._released:
            return
        self._released = True
        if self._held is not None:
            with suppress(OSError):
                os.close(self._held)
        if self.identity is not None:
            _OURS.discard(self.identity)
        if self._note is None:
            return
        with suppress(OSError):  # the disk may be gone, and the lock with it
            os.ftruncate(self._note, 0)
            leave_lock(self._note)
        with suppress(OSError):
            os.close(self._note)
        files.discard(self.path)  # another start may have opened it in between: the file is theirs then

    def _open(self, path: Path, how: int) -> int | None:
        """Open a file, or return None on a full disk: a note there is nobody can do without."""
        try:
            return os.open(path, how | getattr(os, "O_BINARY", 0), 0o666)
        except OSError as error:
            if error.errno in _FULL:
                return None
            if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
                raise DataFileReadOnly(self._file) from error
            raise TargetNotWritable(self._file, str(error)) from error

    def _take_note(self, note: int) -> None:
        try:
            take_lock(note)
        except OSError as error:
            held = _read(note)
            os.close(note)
            if not is_held(error):
                raise DataFileNotLockable(self._file) from error
            process = held.get("process", "") if held.get("computer") == current_computer() else ""
            raise DataFileInUse(
                self._file,
                held.get("user", ""),
                held.get("computer", ""),
                held.get("since", ""),
                int(process) if process.isdecimal() else 0,
            ) from None
        with suppress(OSError):  # a full disk holds no words; the lock holds without them
            _write(note)


def _numbered(found: os.stat_result) -> Identity | None:
    return (found.st_dev, found.st_ino) if found.st_ino else None


def _write(note: int) -> None:
    now = datetime.now().astimezone().replace(tzinfo=None).isoformat(timespec="seconds")
    holder = {
        "user": current_user(),
        "computer": current_computer(),
        "since": now,
        "process": str(os.getpid()),
    }
    body = json.dumps(holder, ensure_ascii=False)
    os.ftruncate(note, 0)
    os.lseek(note, 0, os.SEEK_SET)
    os.write(note, body.encode("utf-8"))


def _read(note: int) -> dict[str, str]:
    try:
        os.lseek(note, 0, os.SEEK_SET)
        held = read_json(os.read(note, 4096))
    except (OSError, ValueError):
        return {}
    return {name: str(said) for name, said in held.items()} if isinstance(held, dict) else {}
