"""One writer: an operating-system lock beside the data file, with who holds it.

A crash releases it by itself.
"""

import getpass
import json
import os
import sys
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from desktop_app import files
from desktop_app.domain.errors import DataFileInUse, TargetNotWritable
from desktop_app.domain.plain_json import read_json
from desktop_app.files.system_lock import leave_lock, take_lock
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


class WriterLock:
    """Holds the lock file of `data_file` until `release`. Raises DataFileInUse with the holder's name."""

    def __init__(self, data_file: Path) -> None:
        """Take the lock; it stands beside the file itself, whatever link or short name leads to it."""
        real = data_file.resolve()
        self.path = real.with_name(real.name + LOCK)
        self._released = False
        try:
            self._handle = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o666)
        except OSError as error:
            raise TargetNotWritable(data_file, str(error)) from error
        try:
            take_lock(self._handle)
        except OSError:
            held = self._read()
            os.close(self._handle)
            process = held.get("process", "") if held.get("computer") == current_computer() else ""
            raise DataFileInUse(
                data_file,
                held.get("user", ""),
                held.get("computer", ""),
                held.get("since", ""),
                int(process) if process.isdecimal() else 0,
            ) from None
        self._write()

    def release(self) -> None:
        """Release the lock and remove its file; a second call does nothing."""
        if self._released:
            return
        self._released = True
        with suppress(OSError):  # the disk may be gone, and the lock with it
            os.ftruncate(self._handle, 0)
            leave_lock(self._handle)
        with suppress(OSError):
            os.close(self._handle)
        files.discard(self.path)  # another start may have opened it in between: the file is theirs then

    def _write(self) -> None:
        now = datetime.now().astimezone().replace(tzinfo=None).isoformat(timespec="seconds")
        holder = {
            "user": current_user(),
            "computer": current_computer(),
            "since": now,
            "process": str(os.getpid()),
        }
        body = json.dumps(holder, ensure_ascii=False)
        os.ftruncate(self._handle, 0)
        os.lseek(self._handle, 0, os.SEEK_SET)
        os.write(self._handle, body.encode("utf-8"))

    def _read(self) -> dict[str, str]:
        try:
            os.lseek(self._handle, 0, os.SEEK_SET)
            held = read_json(os.read(self._handle, 4096))
        except (OSError, ValueError):
            return {}
        return {name: str(said) for name, said in held.items()} if isinstance(held, dict) else {}
