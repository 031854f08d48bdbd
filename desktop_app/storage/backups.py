"""Backups of the data file.

Made with SQLite's backup API, opened and checked before they count, thinned by sequence. They lie in a folder
beside the data file, with an index (`backups.json`) that holds the SHA-256 of each.
"""

import hashlib
import json
import sqlite3
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path

from sqlite_utils import Database

from desktop_app import files
from desktop_app.domain.errors import (
    BackupDamaged,
    DataFileDamaged,
    SourceMissing,
    SourceNotReadable,
    SourceTooLarge,
)
from desktop_app.domain.plain_json import read_json
from desktop_app.storage.companions import backups_folder
from desktop_app.storage.faults import as_app_errors
from desktop_app.storage.schema import connect

_RECENT = 12
"""So many of the newest are all kept.

Of older ones every 4th, 16th, 64th … by sequence number, never by the clock.
"""
_STEP = 4
_INDEX = "backups.json"


@dataclass(frozen=True, slots=True)
class Backup:
    """One backup: `number` counts up, `action` is the newest act it holds, `made_at` is local time.

    `head` is the hash of that act; empty if it is not known, or no longer part of the file's history (a
    restore).
    """

    number: int
    name: str
    sha256: str
    size: int
    action: int
    made_at: str
    head: str = ""


class Backups:
    """The backups of the data file at `path`."""

    def __init__(self, db: Database, path: Path) -> None:
        """Work on the open database `db`."""
        self._db = db
        self._path = path
        self.folder = backups_folder(path)

    def all(self) -> list[Backup]:
        """List the backups, newest first."""
        return listed(self.folder)

    def make(self) -> Backup:
        """Make a backup unless the newest one holds the same and return the newest.

        Raises DataFileDamaged (a damaged file never becomes a backup), SourceNotReadable (the index is held:
        what it names would be forgotten), DiskFull, the TargetError family.
        """
        known = _indexed(self.folder)
        with as_app_errors(self._path):
            action, head = self._last_action()
        if (
            known
            and (known[0].action, known[0].head) == (action, head)
            and (self.folder / known[0].name).exists()
        ):
            return known[0]
        number = known[0].number + 1 if known else 1
        moment = datetime.now().astimezone().replace(tzinfo=None)
        name = f"{self._path.stem}-{number:06}-{moment:%Y%m%d-%H%M%S}{self._path.suffix}"
        target = self.folder / name
        files.mkdir_for(target)
        copy(self._db.conn, target)
        with files.writing(target):
            size, stamp = target.stat().st_size, moment.isoformat(timespec="seconds")
            made = Backup(
                number=number,
                name=name,
                sha256=sha256_of(target),
                size=size,
                action=action,
                made_at=stamp,
                head=head,
            )
            self._keep([made, *known])
        return made

    def verify(self, backup: Backup) -> Path:
        """Return the path of a backup whose SHA-256 still holds. Raises BackupDamaged."""
        return verified(self.folder, backup)

    def _last_action(self) -> tuple[int, str]:
        tables = self._db.execute("SELECT 1 FROM sqlite_master WHERE name = 'actions'").fetchone()
        row = (
            self._db.execute("SELECT id, hash FROM actions ORDER BY id DESC LIMIT 1").fetchone()
            if tables
            else None
        )
        return (0, "") if row is None else (int(row[0]), str(row[1]))

    def _keep(self, backups: list[Backup]) -> None:
        kept = [one for age, one in enumerate(backups) if stays(one.number, age)]
        _write(self.folder, kept)
        for one in backups:
            if one not in kept:
                files.discard(self.folder / one.name)


def listed(folder: Path) -> list[Backup]:
    """List the backups that a folder's index names, newest first.

    A broken index, or one out of reach, is empty.
    """
    try:
        return _indexed(folder)
    except SourceNotReadable:
        return []


def accept_history(path: Path) -> None:
    """Let the backups' index hold the data file at `path` to no head that it lacks.

    After a restore its history may lack one.
    """
    folder = backups_folder(path)
    known = listed(folder)
    opened = connect(path)
    try:
        heads = dict(opened.execute("SELECT id, hash FROM actions"))
    finally:
        opened.close()
    if known:
        _write(folder, [one if heads.get(one.action) == one.head else replace(one, head="") for one in known])


def _indexed(folder: Path) -> list[Backup]:
    """Read the index as `listed` does, but raise SourceNotReadable if another program keeps it to itself."""
    try:
        rows = read_json(files.read_text(folder / _INDEX))
        return [Backup(**row) for row in rows]
    except (SourceMissing, SourceTooLarge, ValueError, TypeError):
        return []


def _write(folder: Path, backups: Sequence[Backup]) -> None:
    with files.replacing(folder / _INDEX) as young:
        files.write_text(young, json.dumps([asdict(one) for one in backups], indent=1))


def verified(folder: Path, backup: Backup) -> Path:
    """Return the path of a backup whose SHA-256 still holds. Raises BackupDamaged."""
    path = folder / backup.name
    if not path.is_file() or sha256_of(path) != backup.sha256:
        raise BackupDamaged(path, "sha256")
    return path


def stays(number: int, age: int) -> bool:
    """Return whether backup `number` is kept when `age` newer ones stand before it."""
    step, reach = 1, _RECENT
    while age >= reach:
        step *= _STEP
        reach += _RECENT
    return number % step == 0


def copy(source: sqlite3.Connection, target: Path) -> None:
    """Copy an open database to `target` by SQLite's backup API, then open and check the copy.

    Raises DataFileDamaged if the copy fails its check, DiskFull, the TargetError family. Never leaves half a
    file.
    """
    with files.replacing(target) as young:
        with as_app_errors(target):
            made = connect(young)
            try:
                source.backup(made)
                found = made.execute("PRAGMA integrity_check(3)").fetchall()
            finally:
                made.close()
        if found != [("ok",)]:
            raise DataFileDamaged(target, "; ".join(str(row[0]) for row in found))


def copy_file(source: Path, target: Path) -> None:
    """Copy the data file at `source`, which nobody writes to, as `copy` does."""
    opened = connect(source)
    try:
        copy(opened, target)
    finally:
        opened.close()


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
