"""What can still be read of a damaged data file.

It is read from a copy that is thrown away. If the first bytes are lost, those of a sound backup stand in:
they say how the file is laid out, not what it holds. Rows on pages that cannot be read are passed over.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from desktop_app import files
from desktop_app.domain.errors import AppError, RuleBroken
from desktop_app.domain.progress import ProgressEntry
from desktop_app.files.scratch import temporary_folder
from desktop_app.storage import history
from desktop_app.storage.companions import JOURNAL
from desktop_app.storage.database import Database
from desktop_app.storage.migrations import migrate
from desktop_app.storage.schema import connect
from desktop_app.storage.tables import PROGRESS_COLUMNS, entry_of

_HEADER = 100
_FIXED = (slice(0, 24), slice(44, 60))
"""What of the first bytes is the same in every copy of a file."""

_LEAF, _INTERIOR = 0x0D, 0x05
_GAP = 2_000
"""So many ids are tried one by one after a page that cannot be read."""

_UNREAD = (sqlite3.Error, AppError, ValueError, LookupError, TypeError, AttributeError)


class ReadableRemains:
    """The readable rest of a data file."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def last_act(self) -> int:
        """Return the newest act that is readable, 0 if none is."""
        found = 0
        for (key,) in _rows(self._db, "actions", ("id",), 0):
            found = max(found, key)
        return found

    def acts_after(self, act_id: int) -> list[history.Action]:
        """List the readable acts after an act, the oldest first."""
        found = []
        for (key,) in _rows(self._db, "actions", ("id",), act_id):
            with suppress(*_UNREAD):
                found.append(history.action(self._db, key))
        return found

    def entries(self) -> list[ProgressEntry]:
        """List the progress entries that are readable and hold by their rules."""
        found = []
        for row in _rows(self._db, "progress", ("id", *PROGRESS_COLUMNS), 0):
            with suppress(RuleBroken, *_UNREAD):
                found.append(entry_of(row[1:]))
        return found


@contextmanager
def remains(path: Path, sound: Path | None) -> Iterator[ReadableRemains]:
    """Open what remains of the file at `path`; `sound` is a backup of it. Raises SourceMissing, DiskFull."""
    with temporary_folder() as folder:
        copied = folder / "remains.tiendo"
        files.copy(path, copied)
        journal = path.with_name(path.name + JOURNAL)
        if journal.is_file():
            files.copy(journal, copied.with_name(copied.name + JOURNAL))
        if sound is not None:
            _mend_head(copied, sound)
        opened = connect(copied)
        try:
            db = Database(opened)
            with suppress(*_UNREAD):
                migrate(db, _nothing)
            yield ReadableRemains(db)
        finally:
            opened.close()


def _rows(db: Database, table: str, columns: Sequence[str], after: int) -> Iterator[tuple[Any, ...]]:
    """Yield the rows with an id above `after`, past what cannot be read; the id is the first column."""
    query = f"SELECT {', '.join(columns)} FROM {table} WHERE id"
    last = after
    try:
        for row in db.execute(f"{query} > ? ORDER BY id", [after]):
            last = row[0]
            yield row
    except _UNREAD:
        unread = 0
        while unread < _GAP:
            last, unread = last + 1, unread + 1
            with suppress(*_UNREAD):
                found = db.execute(f"{query} = ?", [last]).fetchone()
                if found is not None:
                    unread = 0
                    yield found


def _mend_head(copied: Path, sound: Path) -> None:
    """Put the first bytes of a sound backup in the place of lost ones, with the size of this file."""
    with sound.open("rb") as file:
        lead = file.read(_HEADER)
        size = int.from_bytes(lead[16:18], "big") or 1
        size = 65_536 if size == 1 else size
        lead += file.read(size - _HEADER)
    with copied.open("r+b") as file:
        own = file.read(_HEADER + 1)
        if len(own) <= _HEADER or all(own[part] == lead[part] for part in _FIXED):
            return
        kept = _HEADER if own[_HEADER] in (_LEAF, _INTERIOR) else size
        pages = copied.stat().st_size // size
        head = bytearray(lead[:kept])
        head[28:32] = pages.to_bytes(4, "big")
        head[92:96] = head[24:28]  # the number of pages above holds
        file.seek(0)
        file.write(head)


def _nothing() -> None:
    """What is thrown away needs no backup."""
