"""What lies beside a data file, and whether its name and place leave room for all of it."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from desktop_app.files import LONGEST, TEMPORARY, check_name, check_room

JOURNAL, YOUNG, LOCK, SEAL, UNSAVED = "-journal", ".new", ".lock", ".sha256", ".unsaved"
"""Endings of the files beside a data file: SQLite's rollback journal, one that is being made, the lock.

The fourth holds the SHA-256 of a copy, the last one what is on its way into the file.
"""

BACKUPS, FILES = "-backups", "-files"
"""Endings of the folders beside it."""

_BACKUP = re.compile(r".+-(\d{6,})-(\d{8}-\d{6})\.tiendo", re.IGNORECASE)
RELEASE = " - phat hanh "
_RELEASED = re.compile(rf"{RELEASE}\d{{4}}-\d\d-\d\d$")

_BACKUP_NAME = "{stem}-000000-00000000-000000{suffix}"
_FILE_NAME = "0" * 64 + ".abcdefgh"


def backups_folder(path: Path) -> Path:
    """Return the folder in which the backups of the data file at `path` lie."""
    return path.with_name(path.stem + BACKUPS)


def unsaved_file(path: Path) -> Path:
    """Return where stands what is on its way into the data file at `path`, whatever link leads to it."""
    real = path.resolve()
    return real.with_name(real.name + UNSAVED)


@dataclass(frozen=True, slots=True)
class FoundBackup:
    """A backup by its name alone: its number, and when it was made (local time)."""

    number: int
    moment: datetime
    path: Path


def found_backups(folder: Path) -> list[FoundBackup]:
    """List the backups in a folder by their names, newest first; a folder that is not there has none."""
    try:
        paths = list(folder.iterdir())
    except OSError:
        return []
    found = []
    for path in paths:
        match = _BACKUP.fullmatch(path.name)
        moment = match and _moment(match[2])
        if match and moment:
            found.append(FoundBackup(int(match[1]), moment, path))
    return sorted(found, key=lambda one: (one.number, one.moment, one.path.name), reverse=True)


def newest_moment(path: Path) -> datetime | None:
    """Return when the newest backup of the data file at `path` was made, without reading it."""
    found = found_backups(backups_folder(path))
    return found[0].moment if found else None


def _moment(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text.replace("-", "T"))
    except ValueError:
        return None


def files_folder(path: Path) -> Path:
    """Return the folder in which the kept files of the data file at `path` lie; its releases share one."""
    return path.with_name(_RELEASED.sub("", path.stem) + FILES)


def release_name(path: Path, day: date) -> str:
    """Return the name of a copy of the data file at `path` that is put out on a day, to be read by others."""
    return f"{path.stem}{RELEASE}{day:%Y-%m-%d}{path.suffix}"


def check_place(path: Path) -> None:
    """Refuse a name for a data file, or a copy of one, that Windows would refuse.

    Also one that leaves no room for its companions. Raises TargetNameForbidden, TargetPathTooLong.
    """
    check_name(path)
    backup = backups_folder(path) / _BACKUP_NAME.format(stem=path.stem, suffix=path.suffix)
    beside = (path.with_name(path.name + ending) for ending in (YOUNG + JOURNAL, LOCK))
    check_room(path, [backup], LONGEST - TEMPORARY)
    check_room(path, [*beside, files_folder(path) / _FILE_NAME])
