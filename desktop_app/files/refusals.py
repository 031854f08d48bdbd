"""What the system says while a file is written, as refusals of the program: one telling for every floor."""

import errno
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from desktop_app.domain.errors import DiskFull, TargetNotWritable

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_ROOM = 1 << 20
_CAUSES = {
    "missing": frozenset({errno.ENOENT, errno.ENOTDIR}),
    "read_only": frozenset({errno.EROFS, errno.EACCES, errno.EPERM}),
    "unreachable": frozenset(
        {
            errno.EIO,
            errno.ENODEV,
            errno.ENXIO,
            errno.ESTALE,
            errno.ENETUNREACH,
            errno.EHOSTUNREACH,
            errno.EHOSTDOWN,
            errno.ETIMEDOUT,
            errno.ENOTCONN,
        }
    ),
}


@contextmanager
def writing(target: Path) -> Iterator[None]:
    """Refuse by name what fails inside while `target` is written. Raises DiskFull, TargetNotWritable."""
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise DiskFull(_full_place(target)) from error
        raise TargetNotWritable(target, error.strerror or str(error), _cause(error.errno)) from error


def _cause(number: int | None) -> str:
    """Return why the system refused, as far as its number says."""
    return next((cause for cause, numbers in _CAUSES.items() if number in numbers), "")


def _full_place(target: Path) -> Path:
    """Return what lies on the disk that is full: `target`, or the folder for what is temporary."""
    temporary = Path(tempfile.tempdir or target.parent)  # it stands once it was asked for
    return temporary if _free(temporary) < _ROOM <= _free(target.parent) else target


def _free(folder: Path) -> int:
    try:
        return shutil.disk_usage(folder).free
    except OSError:
        return 0
