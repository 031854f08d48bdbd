"""Keeping the data file safe: backups, restore, check."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from desktop_app import files
from desktop_app.domain.errors import (
    BackupDamaged,
    DataFileDamaged,
    DataFileForeign,
    DataFileNewer,
    TargetIsTheDataFile,
)
from desktop_app.domain.sealed_version import SealedVersion
from desktop_app.domain.work import Progress, no_progress
from desktop_app.services.evidence import Evidence, FileTrouble
from desktop_app.services.periods import altered_versions
from desktop_app.storage import history
from desktop_app.storage.backups import Backup, accept_history, copy, copy_file, listed, sha256_of, verified
from desktop_app.storage.companions import backups_folder, check_place
from desktop_app.storage.files import files_of
from desktop_app.storage.history import Wanted, count_found
from desktop_app.storage.history_check import HistoryFault, faults
from desktop_app.storage.store import Store, check_header, check_pages, now


@dataclass(frozen=True, slots=True)
class Health:
    """What a check found.

    The pages, the history, kept files that are missing or altered, and altered sealed versions. `actions`
    counts the acts, `head` is the hash of the last one, `files` counts the files that were read.
    """

    pages_ok: bool
    faults: tuple[HistoryFault, ...]
    actions: int
    head: str
    files: int
    troubles: tuple[FileTrouble, ...]
    altered_seals: tuple[SealedVersion, ...] = ()

    @property
    def broken_action(self) -> int | None:
        """Return the first act that shows a fault of the history, or None."""
        return min((one.act for one in self.faults), default=None)

    @property
    def ok(self) -> bool:
        """Return whether nothing is wrong."""
        return self.pages_ok and not self.faults and not self.troubles and not self.altered_seals


class Safekeeping:
    """Serves the data file `store`."""

    def __init__(self, store: Store, evidence: Evidence) -> None:
        """Work on the data file `store` and its kept files."""
        self._store = store
        self._evidence = evidence

    def backups(self) -> list[tuple[Backup, Path]]:
        """List the backups with their paths, newest first."""
        return [(one, self._store.backups.folder / one.name) for one in self._store.backups.all()]

    def backup_to(self, target: Path) -> str:
        """Write a checked copy of the data file to `target`, and the kept files beside it.

        Return its SHA-256. Raises TargetIsTheDataFile, the rest of the TargetError family, DataFileDamaged,
        DiskFull.
        """
        check_place(target)
        if files.exists(target) and target.samefile(self._store.path):
            raise TargetIsTheDataFile(target)
        copy(self._store.db.conn, target)
        files_of(target).copy_missing(self._store.files, self._store.evidence.hashes())
        return sha256_of(target)

    def check(self, progress: Progress = no_progress) -> Health:
        """Check every page of the file, every hash of the history, and every kept file."""
        found = self._store.db.execute("PRAGMA integrity_check(3)").fetchall()
        faulty = faults(self._store.db, self._store.backups.all())
        troubles = self._evidence.check(progress=progress)
        acts, head = count_found(self._store.db, Wanted()), history.head(self._store.db)
        files = len(self._store.evidence.hashes())
        pages_ok = found == [("ok",)]
        programmes = [one.id for one in self._store.programmes.all()] if pages_ok else []
        altered = tuple(altered_versions(self._store.seals, programmes))
        return Health(
            pages_ok=pages_ok,
            faults=tuple(faulty),
            actions=acts,
            head=head,
            files=files,
            troubles=tuple(troubles),
            altered_seals=altered,
        )


def restore(source: Path, target: Path) -> Path | None:
    """Put the backup `source` in the place of the data file `target`, which no program may hold open.

    What stood at `target` is backed up first, or set aside whole if it is damaged; the answer is where it
    went. Raises the DataFileError family before anything is touched if `source` is no sound data file.
    """
    check_header(source)
    check_pages(source)
    if not files.exists(target):
        check_place(target)
        files.mkdir_for(target)
    kept: Path | None = None
    if target.exists():
        kept = _keep(target)
    copy_file(source, target)
    accept_history(target)
    _tell_restored(source, target)
    return kept


def check_file(path: Path) -> None:
    """Go through the pages of a data file, as opening does. Raises the DataFileError family."""
    check_header(path)
    check_pages(path)


def _tell_restored(source: Path, target: Path) -> None:
    """Write the restore into the history that begins anew with it.

    The kept files of `source` are brought along.
    """
    store = Store.open(target)
    try:
        with store.transaction("restore", {"file": source.name}):
            store.settings.put("restored", {"file": source.name, "at": now()})
        store.files.copy_missing(files_of(source), store.evidence.hashes())
    finally:
        store.close()


def newest_backup(path: Path) -> Path | None:
    """Return the newest sound backup of the data file at `path`, which may be damaged.

    Return None if there is none.
    """
    folder = backups_folder(path)
    for one in listed(folder):
        try:
            return verified(folder, one)
        except BackupDamaged:
            continue
    return None


def _keep(target: Path) -> Path:
    try:
        store = Store.open(target)
    except (DataFileDamaged, DataFileForeign, DataFileNewer):
        aside = target.with_name(
            f"{target.stem}-damaged-{datetime.now().astimezone():%Y%m%d-%H%M%S}{target.suffix}"
        )
        files.replace(target, aside)
        return aside
    try:
        made = store.backups.make()
        return store.backups.folder / made.name
    finally:
        store.close()
