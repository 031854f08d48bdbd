"""What the system says while a file is written, as refusals of the program: one telling for every floor."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from desktop_app.domain.errors import DiskFull, TargetNotWritable

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


@contextmanager
def writing(target: Path) -> Iterator[None]:
    """Refuse by name what fails inside while `target` is written. Raises DiskFull, TargetNotWritable."""
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise DiskFull(target) from error
        raise TargetNotWritable(target, error.strerror or str(error)) from error
