"""Files of documents, kept once by their content in a folder beside the data file.

A file is called by its SHA-256 and its ending, so that it opens without this program too; it is written
beside its place, flushed, then put there, and is read-only from then on. Nothing here is ever taken away but
by `remove`.
"""

import filecmp
import hashlib
import os
import secrets
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from desktop_app import files
from desktop_app.domain.errors import AppError, FileTooLarge, SourceEmpty, SourceMissing, SourceNotReadable
from desktop_app.domain.evidence import LARGEST_FILE, FileState, safe_suffix
from desktop_app.domain.work import Progress, no_progress
from desktop_app.storage.companions import BACKUPS, FILES, files_folder

_CHUNK = 1024 * 1024
_HASH_LENGTH = 64
_PARTIAL = ".~"


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file that is kept: its content's SHA-256, its size in bytes, and whether it was not there before."""

    sha256: str
    size: int
    fresh: bool


class KeptFiles:
    """The kept files of one data file, in `folder`, which is made when the first one comes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def add(self, source: Path, progress: Progress = no_progress) -> KeptFile:
        """Keep the content of `source`.

        Content that is kept already is not kept twice, and is mended if it was harmed. Raises SourceMissing,
        SourceNotReadable, SourceEmpty, FileTooLarge, DiskFull, TargetNotWritable; then nothing was kept.
        """
        size = _size(source)
        temporary = self.folder / f"{_PARTIAL}{secrets.token_hex(8)}"
        try:
            files.mkdir_for(temporary)
            sha256, size = _copied(source, temporary, size, progress)
            return KeptFile(sha256, size, self._place(temporary, sha256, source.name))
        finally:
            files.discard(temporary)

    def path(self, sha256: str) -> Path | None:
        """Return the kept file with this content, by its name alone; None if there is none."""
        return (
            next((one for one in sorted(self.folder.glob(f"{sha256}*")) if one.is_file()), None)
            if sha256
            else None
        )

    def state(self, sha256: str) -> FileState:
        """Read the kept file through and return whether it still has its content."""
        if not sha256:
            return FileState.NONE
        path = self.path(sha256)
        if path is None:
            return FileState.MISSING
        try:
            return FileState.SOUND if files.sha256_of(path) == sha256 else FileState.ALTERED
        except OSError:
            return FileState.MISSING

    def all(self) -> dict[str, Path]:
        """Return the kept files by their content's SHA-256, without reading them."""
        found = sorted(self.folder.iterdir()) if self.folder.is_dir() else []
        return {one.stem: one for one in found if len(one.stem) == _HASH_LENGTH and one.is_file()}

    def remove(self, paths: Iterable[Path]) -> int:
        """Take files away for good and return how many went. One that another program holds open stays."""
        gone = 0
        for path in paths:
            with suppress(AppError):
                files.unlink(path)
                gone += 1
        return gone

    def copy_missing(self, other: "KeptFiles", wanted: Iterable[str]) -> int:
        """Bring in the files with `wanted` content that `other` has sound and this folder has not.

        Count them.
        """
        brought = 0
        for sha256 in wanted:
            path = other.path(sha256)
            if self.path(sha256) is None and path is not None and other.state(sha256) is FileState.SOUND:
                self.add(path)
                brought += 1
        return brought

    def _place(self, temporary: Path, sha256: str, name: str) -> bool:
        known = self.path(sha256)
        target = known or self.folder / (sha256 + safe_suffix(name))
        with files.writing(target):
            if known is not None:
                if _same_content(known, temporary):
                    return False
                _free(known)
            files.replace(temporary, target)
            target.chmod(stat.S_IREAD | stat.S_IRGRP | stat.S_IROTH)
        return known is None


def files_of(path: Path) -> KeptFiles:
    """Return the kept files of the data file at `path`.

    A backup in its own folder shares those of its data file.
    """
    folder = path.parent
    if folder.name.endswith(BACKUPS):
        return KeptFiles(folder.with_name(folder.name.removesuffix(BACKUPS) + FILES))
    return KeptFiles(files_folder(path))


def _size(source: Path) -> int:
    with _read(source):
        found = source.stat()
    if not stat.S_ISREG(found.st_mode):
        raise SourceNotReadable(source)
    _check_size(source, found.st_size)
    if not found.st_size:
        raise SourceEmpty(source)
    return found.st_size


def _check_size(source: Path, size: int) -> None:
    if size > LARGEST_FILE:
        raise FileTooLarge(source, -(-size // _CHUNK), LARGEST_FILE // _CHUNK)


def _copied(source: Path, target: Path, expected: int, progress: Progress) -> tuple[str, int]:
    """Copy while hashing, and hold the limit for a file that grows meanwhile."""
    digest, done = hashlib.sha256(), 0
    with files.writing(target), target.open("xb") as out:
        for chunk in _chunks(source):
            digest.update(chunk)
            out.write(chunk)
            done += len(chunk)
            _check_size(source, done)
            progress(done, max(expected, done))
        out.flush()
        os.fsync(out.fileno())
    return digest.hexdigest(), done


def _chunks(source: Path) -> Iterator[bytes]:
    with _read(source):
        file = source.open("rb")
    with file:
        while True:
            with _read(source):
                chunk = file.read(_CHUNK)
            if not chunk:
                return
            yield chunk


@contextmanager
def _read(source: Path) -> Iterator[None]:
    """Raise an error of the program if a file that comes in vanishes while it is read.

    Its stick may be pulled out.
    """
    try:
        yield
    except FileNotFoundError as error:
        raise SourceMissing(source) from error
    except OSError as error:
        raise SourceNotReadable(source) from error


def _same_content(one: Path, other: Path) -> bool:
    try:
        return one.stat().st_size == other.stat().st_size and filecmp.cmp(one, other, shallow=False)
    except OSError:
        return False


def _free(path: Path) -> None:
    """Let a read-only file be replaced or taken away, which Windows refuses otherwise."""
    path.chmod(stat.S_IREAD | stat.S_IWRITE)
