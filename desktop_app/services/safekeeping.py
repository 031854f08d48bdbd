"""Keeping the data file safe: copies of it."""

import stat
from dataclasses import dataclass
from datetime import datetime
from glob import escape
from pathlib import Path

from desktop_app import files
from desktop_app.domain.errors import TargetIsTheDataFile
from desktop_app.storage.backups import Backup, copy, seal_of
from desktop_app.storage.companions import RELEASE, check_place, release_name
from desktop_app.storage.files import files_of
from desktop_app.storage.store import Store, check_header, check_pages

RELEASES = 12
"""So many copies that were put out for others stay."""


@dataclass(frozen=True, slots=True)
class BackedUp:
    """A copy of the data file: its SHA-256, the documents that it names, and how many of them are missing."""

    sha256: str
    documents: int
    missing: int


class Safekeeping:
    """Serves the data file `store`."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def backups(self) -> list[tuple[Backup, Path]]:
        """List the backups with their paths, newest first."""
        return [(one, self._store.backups.folder / one.name) for one in self._store.backups.all()]

    def backup_to(self, target: Path) -> BackedUp:
        """Write a checked copy of the data file to `target`, its SHA-256 and the kept files beside it.

        The kept files come first: what is refused has written no copy. Raises TargetIsTheDataFile, the rest
        of the TargetError family, DataFileDamaged, DiskFull.
        """
        check_place(target)
        files.mkdir_for(target)
        if files.exists(target) and target.samefile(self._store.path):
            raise TargetIsTheDataFile(target)
        wanted, beside = self._store.evidence.hashes(), files_of(target)
        beside.copy_missing(self._store.files, wanted)
        sha256 = copy(self._store.db.conn, target)
        return BackedUp(sha256, len(wanted), sum(beside.path(one) is None for one in wanted))

    def release_to(self, folder: Path) -> Path:
        """Put a checked copy with its day in its name into `folder`, read-only, and the kept files beside it.

        Return it. One of the same day is replaced, of older ones the newest `RELEASES` stay. Raises the
        TargetError family, DataFileDamaged, DiskFull.
        """
        day = datetime.now().astimezone().date()
        target = folder / release_name(self._store.path, day)
        check_place(target)
        young = target.with_name(f".~{target.name}")
        try:
            copy(self._store.db.conn, young)
            files.unlink(target)
            files.replace(young, target)
            files.replace(seal_of(young), seal_of(target))
        finally:
            files.discard(young)
            files.discard(seal_of(young))
        with files.writing(target):
            target.chmod(stat.S_IREAD | stat.S_IRGRP | stat.S_IROTH)
        files_of(target).copy_missing(self._store.files, self._store.evidence.hashes())
        pattern = f"{escape(self._store.path.stem + RELEASE)}*{self._store.path.suffix}"
        for old in sorted(folder.glob(pattern))[:-RELEASES]:
            files.discard(old)
            files.discard(seal_of(old))
        return target

    def copy_data(self, target: Path) -> None:
        """Write a checked copy of the data file alone to `target`, to be packed with what belongs to it.

        Raises the TargetError family, DataFileDamaged, DiskFull.
        """
        copy(self._store.db.conn, target)


def check_file(path: Path) -> None:
    """Check the pages of a data file, as opening does. Raises the DataFileError family."""
    check_header(path)
    check_pages(path)
