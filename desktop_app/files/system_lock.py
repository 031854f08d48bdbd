"""A lock of the operating system on an open file.

It ends with the process that holds it, however that ends.
"""

import errno
import os
import struct
import sys

_BYTE = 1 << 30
"""The locked byte lies far behind the text, since Windows hides a locked byte from every reader."""

_BESIDE_SQLITE = (1 << 31) - (1 << 16)
"""The byte of a database that says it is ours: behind those that SQLite locks (2^30 and 511 more).

And where a C library still counts places in 31 bits.
"""

_NO_LOCKS = frozenset({errno.ENOLCK, errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP})


def is_held(error: OSError) -> bool:
    """Return whether a lock was refused since another holds it, not since the disk knows no locks.

    In doubt it is held: the number is EAGAIN, EACCES or EDEADLK, and under Wine none at all.
    """
    return error.errno not in _NO_LOCKS


if sys.platform == "win32":
    import msvcrt

    def take_lock(handle: int) -> None:
        """Lock an open file for this process alone. Raises OSError if another holds it."""
        os.lseek(handle, _BYTE, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)

    def leave_lock(handle: int) -> None:
        """Release the lock that `take_lock` took."""
        os.lseek(handle, _BYTE, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_UNLCK, 1)

    def take_database_lock(handle: int) -> None:
        """Lock an open database for this program, beside SQLite's own locks. Raises OSError if held."""
        os.lseek(handle, _BESIDE_SQLITE, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def take_lock(handle: int) -> None:
        """Lock an open file for this process alone. Raises OSError if another holds it."""
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def leave_lock(handle: int) -> None:
        """Release the lock that `take_lock` took."""
        fcntl.flock(handle, fcntl.LOCK_UN)

    def take_database_lock(handle: int) -> None:
        """Lock an open database for this program, beside SQLite's own locks. Raises OSError if held.

        Of the kind that belongs to the open file: those of POSIX belong to the process and vanish with any
        handle that it closes. It ends when `handle` is closed.
        """
        if sys.platform == "linux":
            one_byte = (fcntl.F_WRLCK, os.SEEK_SET, _BESIDE_SQLITE, 1, 0)  # struct flock
            wanted = struct.pack("hhqqi4x", *one_byte)
            fcntl.fcntl(handle, fcntl.F_OFD_SETLK, wanted)
