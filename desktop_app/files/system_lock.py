"""A lock of the operating system on an open file.

It ends with the process that holds it, however that ends.
"""

import os
import sys

_BYTE = 1 << 30
"""The locked byte lies far behind the text, since Windows hides a locked byte from every reader."""

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

else:
    import fcntl

    def take_lock(handle: int) -> None:
        """Lock an open file for this process alone. Raises OSError if another holds it."""
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def leave_lock(handle: int) -> None:
        """Release the lock that `take_lock` took."""
        fcntl.flock(handle, fcntl.LOCK_UN)
