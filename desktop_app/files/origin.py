"""The mark of a file that came from elsewhere.

Windows keeps it in a stream beside the content (Zone.Identifier, Microsoft [MS-FSCC] 5.6.1). Explorer warns
before it runs such a file, and Office opens it in Protected View, without macros.
"""

import sys
from contextlib import suppress
from pathlib import Path

STREAM = ":Zone.Identifier"
FROM_ELSEWHERE = "[ZoneTransfer]\r\nZoneId=3\r\n"
"""URLZONE_INTERNET"""


def mark_origin(path: Path) -> None:
    """Mark a file of our own as one that came from elsewhere.

    On a disk that keeps no streams (FAT, a share) it stays without; elsewhere than on Windows nobody asks.
    """
    if sys.platform == "win32":
        with suppress(OSError):
            path.with_name(path.name + STREAM).write_bytes(FROM_ELSEWHERE.encode())
