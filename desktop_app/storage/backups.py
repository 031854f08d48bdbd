"""Backups of the data file.

Made with SQLite's backup API, opened and checked before they count, thinned by sequence. They lie in a folder
beside the data file. There is no list of them that could be lost: what lies in the folder is the list. A
backup's number and moment stand in its name, the newest act it holds stands in it, and its SHA-256 in a small
file of the same name with `.sha256` at its end, as `sha256sum -c` reads it.
"""

import re
import secrets
import sqlite3
import time
from collections.abc import Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from desktop_app import files
from desktop_app.domain.errors import (
    AppError,
    DataFileDamaged,
    SourceMissing,
    SourceNotReadable,
)
from desktop_app.domain.plain_json import read_json
from desktop_app.storage import history
from desktop_app.storage._still import still
from desktop_app.storage.companions import (
    JOURNAL,
    SEAL,
    YOUNG,
    FoundBackup,
    backups_folder,
    found_backups,
)
from desktop_app.storage.database import Database
from desktop_app.storage.faults import as_app_errors
from desktop_app.storage.schema import connect

_RECENT = 12
"""So many of the newest are all kept.

Of older ones every 4th, 16th, 64th … by sequence number, never by the clock.
"""
_STEP = 4
_OLD_INDEX = "backups.json"
"""The list of versions up to 0.9, still read: it has the SHA-256 of the backups that these made."""

_SUM = re.compile(r"([0-9a-f]{64}) [ *]")
_HALF_MADE = re.compile(r"\.~.*|.*\.new|.*-journal", re.IGNORECASE)
_NOBODY_S = 3_600
"""Seconds after which a half-made file is nobody's any more."""


class HashProof(StrEnum):
    """What a SHA-256 that was kept beside a file says of it; `UNKNOWN` if none was kept."""

    SOUND = "sound"
    ALTERED = "altered"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Backup:
    """One backup: `number` counts up, `action` is the newest act it holds, `made_at` is local time.

    `head` is the hash of that act; empty if it is not known, or was left behind when an older backup was
    restored.
    """

    number: int
    name: str
    size: int
    action: int
    made_at: str
    head: str = ""


class Backups:
    """The backups of the data file at `path`."""

    def __init__(self, db: Database, path: Path) -> None:
        self._db = db
        self._path = path
        self.folder = backups_folder(path)

    def all(self) -> list[Backup]:
        """List the backups, newest first; a head that a restore left behind is not held against the file."""
        with as_app_errors(self._path):
            left = _left_behind(self._db.conn)
        return [replace(one, head="") if one.head in left else one for one in listed(self._path)]

    def make(self) -> Backup:
        """Make a backup unless the newest one holds the same and is sound; return the newest.

        Raises DataFileDamaged (a damaged file never becomes a backup), DiskFull, the TargetError family.
        """
        with as_app_errors(self._path):
            action, head = _last_act(self._db.conn)
        known = found_backups(self.folder)
        if known and proof(known[0].path) is HashProof.SOUND:
            newest = _described(known[0], {})
            if (newest.action, newest.head) == (action, head):
                return newest
        moment = datetime.now().astimezone().replace(tzinfo=None)
        number = known[0].number + 1 if known else 1
        name = f"{self._path.stem}-{number:06}-{moment:%Y%m%d-%H%M%S}{self._path.suffix}"
        target = self.folder / name
        files.mkdir_for(target)
        with files.writing(target):
            _tidy(self._path)
        copy(self._db.conn, target)
        for age, one in enumerate(found_backups(self.folder)):
            if not stays(one.number, age):
                files.discard(one.path)
                files.discard(seal_of(one.path))
        with files.writing(target):
            size = target.stat().st_size
        return Backup(
            number=number,
            name=name,
            size=size,
            action=action,
            made_at=moment.isoformat(timespec="seconds"),
            head=head,
        )


def listed(path: Path) -> list[Backup]:
    """List the backups of the data file at `path`, newest first, by what lies in their folder.

    One that cannot be read is listed too, without its act. The data file is not needed.
    """
    folder = backups_folder(path)
    old = _old_index(folder)
    return [_described(one, old) for one in found_backups(folder)]


def last_action(path: Path) -> history.Action | None:
    """Return the newest act that a copy holds, None if it cannot be read."""
    with suppress(AppError, sqlite3.Error, ValueError), still(path) as opened:
        return history.last(Database(opened))
    return None


def is_readable(path: Path) -> bool:
    """Return whether the pages of a copy that has no SHA-256 hang together."""
    try:
        with still(path) as opened:
            return bool(opened.execute("PRAGMA quick_check(1)").fetchall() == [("ok",)])
    except (AppError, sqlite3.Error):
        return False


def proof(path: Path, content: Path | None = None) -> HashProof:
    """Compare a backup, or what was copied from it as `content`, with its SHA-256.

    Raises SourceMissing, SourceNotReadable.
    """
    known = _sums(path)
    try:
        found = files.sha256_of(content or path)
    except FileNotFoundError as error:
        raise SourceMissing(path) from error
    except OSError as error:
        raise SourceNotReadable(path) from error
    if not known:
        return HashProof.UNKNOWN
    return HashProof.SOUND if found in known else HashProof.ALTERED


def keep(path: Path) -> Path:
    """Make a backup of a data file that nobody holds open, of whatever version. Raises as `Backups.make`."""
    with as_app_errors(path), closing(connect(path)) as opened:
        made = Backups(Database(opened), path).make()
    return backups_folder(path) / made.name


def seal_of(path: Path) -> Path:
    """Return where the SHA-256 of a copy lies."""
    return path.with_name(path.name + SEAL)


def heads_beyond(path: Path, db: Database) -> list[str]:
    """Return the heads that the history of `db` lacks, of the backups of `path` and of the file at `path`.

    Putting `db` in the place of `path` leaves them behind.
    """
    held = {str(row[0]) for row in db.execute("SELECT hash FROM actions")}
    heads = [one.head for one in listed(path)]
    with suppress(AppError), still(path) as opened:  # what is damaged or gone has no head to ask for
        heads.append(_last_act(opened)[1])
    return [one for one in dict.fromkeys(heads) if one and one not in held]


def stays(number: int, age: int) -> bool:
    """Return whether backup `number` is kept when `age` newer ones stand before it."""
    step, reach = 1, _RECENT
    while age >= reach:
        step *= _STEP
        reach += _RECENT
    return number % step == 0


def copy(source: sqlite3.Connection, target: Path) -> str:
    """Copy an open database to `target` by SQLite's backup API, then open and check the copy.

    Its SHA-256 is put beside it first, and returned. Raises DataFileDamaged if the copy fails its check,
    DiskFull, the TargetError family. Never leaves half a file, nor a whole one that its SHA-256 denies.
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
        sha256 = files.sha256_of(young)
        before = _sums(target) if target.exists() else set()
        _write_sums(target, [*before - {sha256}, sha256])
    if before:
        _write_sums(target, [sha256])
    return sha256


def _described(one: FoundBackup, old: dict[str, str]) -> Backup:
    """Read what a backup holds; a head that the old list knows as left behind counts for nothing."""
    action, head, size = 0, "", 0
    with suppress(AppError, OSError), still(one.path) as opened:
        size = one.path.stat().st_size
        action, head = _last_act(opened)
    return Backup(
        number=one.number,
        name=one.path.name,
        size=size,
        action=action,
        made_at=one.moment.isoformat(timespec="seconds"),
        head=old.get(one.path.name, head) and head,
    )


def _last_act(opened: sqlite3.Connection) -> tuple[int, str]:
    if not opened.execute("SELECT 1 FROM sqlite_master WHERE name = 'actions'").fetchone():
        return 0, ""
    row = opened.execute("SELECT id, hash FROM actions ORDER BY id DESC LIMIT 1").fetchone()
    return (0, "") if row is None else (int(row[0]), str(row[1]))


def _left_behind(opened: sqlite3.Connection) -> set[str]:
    """Return the heads that the last restore left behind, as its act wrote them into the file."""
    row = opened.execute("SELECT value FROM settings WHERE key = 'restored'").fetchone()
    kept = read_json(row[0]) if row else {}
    return set(kept.get("left", [])) if isinstance(kept, dict) else set()


def _old_index(folder: Path) -> dict[str, str]:
    """Return the heads by name of a list of backups as versions up to 0.9 kept it."""
    return {name: str(row.get("head", "")) for name, row in _old_rows(folder).items()}


def _old_rows(folder: Path) -> dict[str, dict[str, Any]]:
    try:
        rows = read_json(files.read_text(folder / _OLD_INDEX))
        return {str(row["name"]): row for row in rows}
    except (AppError, ValueError, TypeError, KeyError):
        return {}


def _sums(path: Path) -> set[str]:
    """Return the SHA-256 that a copy may have: two for the moment in which one takes another's place."""
    try:
        lines = files.read_text(seal_of(path)).splitlines()
    except (SourceMissing, ValueError):
        row = _old_rows(path.parent).get(path.name, {})
        return {str(row["sha256"])} if "sha256" in row else set()
    return {match[1] for match in map(_SUM.match, lines) if match}


def _write_sums(path: Path, sums: Sequence[str]) -> None:
    target = seal_of(path)
    young = target.with_name(f".~{secrets.token_hex(4)}{SEAL}")
    try:
        files.write_text(young, "".join(f"{one} *{path.name}\n" for one in sums))
        files.replace(young, target)
    finally:
        files.discard(young)


def _tidy(path: Path) -> None:
    """Take away what a power cut left half made, beside the data file and among its backups."""
    young = path.with_name(path.name + YOUNG)
    folder = backups_folder(path)
    for one in (young, young.with_name(young.name + JOURNAL), *folder.iterdir()):
        orphan = one.name.endswith(SEAL) and not one.with_name(one.name.removesuffix(SEAL)).exists()
        if (orphan or _HALF_MADE.fullmatch(one.name)) and _is_old(one):
            files.discard(one)


def _is_old(path: Path) -> bool:
    try:
        return time.time() - path.stat().st_mtime > _NOBODY_S
    except OSError:
        return False
