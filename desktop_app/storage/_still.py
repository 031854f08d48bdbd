"""Reading a database file that nobody writes to, without touching it or what lies beside it."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import quote

from desktop_app.storage.faults import as_app_errors
from desktop_app.storage.schema import connect


@contextmanager
def still(path: Path) -> Iterator[sqlite3.Connection]:
    """Open `path` to read only: no lock is taken, no journal beside it is rolled in, nothing is made.

    Raises the errors of `as_app_errors`; a file that is not there cannot be opened.
    """
    with as_app_errors(path), closing(connect(path, _address(path))) as opened:
        yield opened


def _address(path: Path) -> str:
    """Return a file as SQLite takes it with options: `file:///C:/x`, of a share `file:////server/x`."""
    text = path.absolute().as_posix()
    lead = "file://" if text.startswith("/") else "file:///"
    return f"{lead}{quote(text)}?mode=ro&immutable=1"
