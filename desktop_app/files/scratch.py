"""Temporary folders of the program, and the sweeping of those whose owner died.

A folder is called `tiendo-` and something random. In it lies a file that its owner holds locked for as long
as it lives: whoever can lock that file knows that its owner is dead. A process number proves nothing: numbers
come again.
"""

import atexit
import os
import shutil
import stat
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from functools import cache
from pathlib import Path

from desktop_app.domain.errors import DiskFull
from desktop_app.files.refusals import writing
from desktop_app.files.system_lock import take_lock

PREFIX = "tiendo-"
HELD = ".held"
"""The file that the owner of a folder holds locked."""

YOUNG = 60
"""Seconds in which a folder is not judged: its owner may be about to lock it."""

UNHELD = 86_400
"""Seconds after which a folder without a file to lock is dead.

Its owner died early, or was an older version.
"""

_OPEN = os.O_RDWR | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NOINHERIT", 0)


@contextmanager
def temporary_folder() -> Iterator[Path]:
    """Provide a new folder that is removed at the end of the block.

    The next start removes it if the process dies in it. What another program (a scanner) holds open then
    stays, and is swept later. Raises DiskFull, TargetNotWritable if there is no place for it.
    """
    with writing(system_folder()):
        folder = Path(tempfile.mkdtemp(prefix=PREFIX))
        try:
            held = os.open(folder / HELD, _OPEN | os.O_CREAT, 0o600)
        except OSError:
            _remove(folder)
            raise
    try:
        with suppress(OSError):  # on a disk that knows no locks nobody can sweep, either
            take_lock(held)
        yield folder
    finally:
        os.close(held)
        _remove(folder)


def system_folder() -> Path:
    """Return the system's folder for what is temporary.

    Raises DiskFull if there is none that takes a file: Python tries each, and says no more than that.
    """
    try:
        return Path(tempfile.gettempdir())
    except FileNotFoundError as error:
        raise DiskFull(Path(os.environ.get("TEMP") or os.environ.get("TMPDIR") or Path.home())) from error


def process_folder() -> Path:
    """Return the temporary folder of this process, made when it is first asked for.

    It goes when the process ends. For what other programs open: where one still holds a file then, or the
    process dies, a later start sweeps it.
    """
    return _kept_to_the_end(tempfile.gettempdir())


def folder_until_the_end() -> Path:
    """Make a folder of its own in that of this process."""
    return Path(tempfile.mkdtemp(dir=process_folder()))


@cache
def _kept_to_the_end(_below: str) -> Path:
    """Make the folder.

    The system's folder for what is temporary is an argument so that another one is not mixed up.
    """
    stack = ExitStack()
    folder = stack.enter_context(temporary_folder())
    atexit.register(stack.close)
    return folder


def sweep() -> list[Path]:
    """Remove the temporary folders of processes that died; return them. What cannot be removed stays."""
    try:
        with os.scandir(tempfile.gettempdir()) as entries:
            found = [Path(entry.path) for entry in entries if entry.name.startswith(PREFIX)]
    except OSError:
        return []
    dead = list(filter(_is_dead, found))
    for folder in dead:
        _remove(folder)
    return dead


def _is_dead(folder: Path) -> bool:
    try:
        seen = folder.lstat()
    except OSError:
        return False
    age = time.time() - seen.st_mtime
    if not stat.S_ISDIR(seen.st_mode) or not _is_ours(seen) or age < YOUNG:
        return False
    try:
        handle = os.open(folder / HELD, _OPEN)
    except FileNotFoundError:
        return age > UNHELD
    except OSError:
        return False
    try:
        take_lock(handle)
    except OSError:
        return False
    finally:
        os.close(handle)
    return True


def _is_ours(seen: os.stat_result) -> bool:
    """Return whether this user made it: on Linux all users share the folder for what is temporary."""
    return sys.platform == "win32" or seen.st_uid == os.getuid()


def _remove(folder: Path) -> None:
    """Remove a folder, what is marked read-only included, which Windows does not delete."""
    shutil.rmtree(folder, ignore_errors=True)
    if not folder.is_dir():
        return
    for path in folder.rglob("*"):
        if not path.is_symlink():
            with suppress(OSError):
                path.chmod(stat.S_IRWXU)
    shutil.rmtree(folder, ignore_errors=True)
