"""A file that goes out is written whole or not at all: beside its target, flushed, then put in its place."""

import errno
import os
import secrets
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from desktop_app.domain.errors import DiskFull, TargetError, TargetInUse, TargetNotWritable
from desktop_app.files.door import discard, replace
from desktop_app.files.names import check_name
from desktop_app.files.refusals import writing


@contextmanager
def replacing(target: Path) -> Iterator[Path]:
    """Yield a temporary path beside `target` to be written and closed.

    On success it takes the target's place. On any error, cancelling included, the temporary file goes and the
    old file stays as it was. Whether the target can be written is tried before the work begins, so that
    nobody waits for a report that cannot be saved. Raises TargetNameForbidden, TargetPathTooLong,
    TargetInUse, TargetNotWritable, DiskFull.
    """
    check_target(target)
    temporary = target.with_name(f".~{secrets.token_hex(4)}{target.suffix}")
    try:
        with writing(target):
            temporary.touch(exist_ok=False)
            yield temporary
            _flush(temporary)
            replace(temporary, target)
    except (TargetError, DiskFull) as error:
        if error.path == temporary:  # a name that nobody gave
            error.path = target
        raise
    finally:
        discard(temporary)


def check_target(target: Path) -> None:
    """Ask the system whether `target` can be replaced. Raises the TargetError family.

    Windows refuses to open for writing what Excel or Word holds open. The owner files that they and
    LibreOffice leave beside a document ("~$x.xlsx", ".~lock.x.xlsx#") are not asked: they outlive a crash and
    would block for ever.
    """
    check_name(target)
    if not target.parent.is_dir():
        raise TargetNotWritable(target, os.strerror(errno.ENOENT))
    if target.is_dir():
        raise TargetNotWritable(target, os.strerror(errno.EISDIR))
    if not target.exists():
        return
    if not os.access(target, os.W_OK):
        raise TargetNotWritable(target, os.strerror(errno.EACCES))
    try:
        with target.open("r+b") as file:
            if _locked(file.fileno()):
                raise TargetInUse(target)
    except PermissionError as error:
        raise TargetInUse(target) from error
    except OSError as error:
        raise TargetNotWritable(target, error.strerror or str(error)) from error


if sys.platform == "win32":

    def _locked(_descriptor: int) -> bool:
        return False

else:
    import fcntl

    def _locked(descriptor: int) -> bool:
        """Return whether another process locks the file, as LibreOffice does while a document is open."""
        for lock in (fcntl.flock, fcntl.lockf):
            try:
                lock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as error:
                if error.errno in {errno.EAGAIN, errno.EACCES}:
                    return True
        return False


def _flush(path: Path) -> None:
    with path.open("r+b") as file:
        os.fsync(file.fileno())
