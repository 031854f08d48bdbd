"""What lies beside a data file, and whether its name and place leave room for all of it."""

from pathlib import Path

from desktop_app.files import LONGEST, TEMPORARY, check_name, check_room

JOURNAL, YOUNG, LOCK = "-journal", ".new", ".lock"
"""Endings of the files beside a data file: SQLite's rollback journal, one that is being made, the lock."""

BACKUPS, FILES = "-backups", "-files"
"""Endings of the folders beside it."""

_BACKUP_NAME = "{stem}-000000-00000000-000000{suffix}"
_FILE_NAME = "0" * 64 + ".abcdefgh"


def backups_folder(path: Path) -> Path:
    """Return the folder in which the backups of the data file at `path` lie."""
    return path.with_name(path.stem + BACKUPS)


def files_folder(path: Path) -> Path:
    """Return the folder in which the kept files of the data file at `path` lie."""
    return path.with_name(path.stem + FILES)


def check_place(path: Path) -> None:
    """Refuse a name for a data file, or a copy of one, that Windows would refuse.

    Also one that leaves no room for its companions. Raises TargetNameForbidden, TargetPathTooLong.
    """
    check_name(path)
    backup = backups_folder(path) / _BACKUP_NAME.format(stem=path.stem, suffix=path.suffix)
    beside = (path.with_name(path.name + ending) for ending in (YOUNG + JOURNAL, LOCK))
    check_room(path, [backup], LONGEST - TEMPORARY)
    check_room(path, [*beside, files_folder(path) / _FILE_NAME])
