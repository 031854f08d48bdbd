"""Each act on the disk that can meet a file held by somebody else.

With patience, and with one set of refusals.
"""

import errno
import hashlib
import logging
import os
import shutil
import stat
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, TypeVar

from desktop_app.domain.errors import (
    AppError,
    SourceMissing,
    SourceNotReadable,
    SourceTooLarge,
    TargetInUse,
    TargetNameForbidden,
    TargetNotWritable,
)
from desktop_app.files.names import name_is_sound
from desktop_app.files.refusals import writing

PAUSES = (0.05, 0.15, 0.3, 0.5)
"""Seconds between attempts: a virus scanner or a synchronising program holds a fresh file for a moment."""

SMALL = 10 * 2**20
"""Bytes of a file that the program or a person wrote line by line."""

_LOG = logging.getLogger(__name__)
_Result = TypeVar("_Result")


def exists(path: Path) -> bool:
    """Return whether something stands at `path`.

    Raises TargetNotWritable if its drive or server does not answer.
    """
    with writing(path):
        return path.exists()


def replace(source: Path, target: Path) -> None:
    """Move `source` to `target`, in the place of what stands there, and bring the move to the disk.

    Raises TargetInUse, TargetNotWritable, DiskFull; then nothing has moved.
    """
    with _writing(target):
        _patiently(lambda: source.replace(target))
    _sync(target.parent)


def unlink(path: Path) -> None:
    """Delete a file, a read-only one too; one that is not there is no fault.

    Raises TargetInUse, TargetNotWritable.
    """

    def delete() -> None:
        try:
            path.unlink(missing_ok=True)
        except PermissionError:
            path.chmod(stat.S_IREAD | stat.S_IWRITE)  # Windows deletes no read-only file
            path.unlink(missing_ok=True)

    with _writing(path):
        _patiently(delete)


def mkdir(folder: Path) -> None:
    """Make a folder with those above it; one that stands is no fault.

    Raises TargetNameForbidden, TargetNotWritable.
    """
    _make(folder, folder)


def mkdir_for(target: Path) -> None:
    """Make the folder that the file `target` goes to.

    Raises TargetNameForbidden, TargetNotWritable with `target`.
    """
    _make(target.parent, target)


def copy(source: Path, target: Path) -> None:
    """Copy the content of `source` to `target`; neither its rights nor its days go along.

    Raises SourceMissing, SourceNotReadable, TargetInUse, TargetNotWritable, DiskFull.
    """
    try:
        opened = source.open("rb")
    except FileNotFoundError as error:
        raise SourceMissing(source) from error
    except OSError as error:
        raise SourceNotReadable(source) from error
    with opened, _writing(target), _patiently(lambda: target.open("wb")) as out:
        shutil.copyfileobj(opened, out)
        out.flush()
        os.fsync(out.fileno())


@contextmanager
def writing_new(target: Path) -> Iterator[BinaryIO]:
    """Yield a new file at `target` to be written, and bring it to the disk at the end.

    Raises TargetInUse, TargetNotWritable (also if something stands there), DiskFull; what was written stays.
    """
    with _writing(target), _patiently(lambda: target.open("xb")) as out:
        yield out
        out.flush()
        os.fsync(out.fileno())


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file. Raises OSError."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def read_text(path: Path) -> str:
    """Read a small file in UTF-8.

    Raises SourceMissing, SourceNotReadable, SourceTooLarge; ValueError if it is no UTF-8.
    """
    return read_bytes(path, SMALL).decode("utf-8")


def read_bytes(path: Path, longest: int) -> bytes:
    """Read a file of `longest` bytes at most, never a pipe or a device, which may have no end.

    Raises SourceMissing, SourceNotReadable, SourceTooLarge.
    """
    try:
        if path.exists() and not path.is_file():
            raise SourceNotReadable(path)
        with _patiently(lambda: path.open("rb")) as file:
            body = file.read(longest + 1)
    except (FileNotFoundError, NotADirectoryError) as error:
        raise SourceMissing(path) from error
    except (OSError, ValueError) as error:  # a name with NUL, too
        raise SourceNotReadable(path) from error
    if len(body) > longest:
        raise SourceTooLarge(path, "bytes", longest, path.stat().st_size)
    return body


def write_text(path: Path, text: str) -> None:
    """Write a small file in UTF-8 and bring it to the disk.

    Raises TargetInUse, TargetNotWritable, DiskFull.
    """
    with _writing(path), _patiently(lambda: path.open("w", encoding="utf-8")) as out:
        out.write(text)
        out.flush()
        os.fsync(out.fileno())


def remove_empty(folder: Path) -> None:
    """Remove an empty folder. Raises TargetNotWritable."""
    with writing(folder):
        _patiently(folder.rmdir)


def discard(path: Path) -> None:
    """Delete what a write left behind.

    What cannot go stays and is logged, so that no other error is hidden.
    """
    try:
        unlink(path)
    except AppError:
        _LOG.warning("left behind: %s", path, exc_info=True)


def discard_folder(folder: Path) -> None:
    """Delete a folder with all in it, as `discard` does: one of our own, that nobody but us wrote to."""
    if not folder.exists():
        return
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_dir() and not path.is_symlink():
            with suppress(OSError):
                path.rmdir()
        else:
            discard(path)
    try:
        remove_empty(folder)
    except AppError:
        _LOG.warning("left behind: %s", folder, exc_info=True)


def _is_folder(path: Path) -> bool:
    """Return whether a folder stands at `path`; on Windows NUL exists everywhere and is none."""
    with writing(path):
        return path.is_dir()


if sys.platform == "win32":

    def _sync(_folder: Path) -> None:
        """NTFS keeps the order of its own moves, and opens no folder to be flushed."""

else:

    def _sync(folder: Path) -> None:
        """Flush the names in a folder to the disk, where the system can."""
        with suppress(OSError):
            opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
            try:
                os.fsync(opened)
            finally:
                os.close(opened)


def _make(folder: Path, named: Path) -> None:
    for one in (folder, *folder.parents):
        if one.name and one.name != ".." and not name_is_sound(one.name) and not _is_folder(one):
            raise TargetNameForbidden(one)
    with writing(named):
        fresh = not folder.exists()
        _patiently(lambda: folder.mkdir(parents=True, exist_ok=True))
        if fresh:
            _sync(folder.parent)
        if not folder.is_dir():
            raise TargetNotWritable(named, os.strerror(errno.ENOTDIR))


@contextmanager
def _writing(target: Path) -> Iterator[None]:
    """Refuse as `writing` does.

    A file that another program keeps open is told apart from a folder that takes none.
    """
    with writing(target):
        try:
            yield
        except PermissionError as error:
            if target.is_file():
                raise TargetInUse(target) from error
            raise


def _patiently(act: Callable[[], _Result]) -> _Result:
    for pause in PAUSES:
        with suppress(PermissionError):
            return act()
        time.sleep(pause)
    return act()
