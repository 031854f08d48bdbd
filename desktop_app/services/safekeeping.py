"""Keeping the data file safe: backups, restore, check."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from desktop_app.domain.errors import BackupDamaged, DataFileDamaged, DataFileForeign, DataFileNewer
from desktop_app.storage import history
from desktop_app.storage.backups import Backup, copy, copy_file, folder_of, listed, sha256_of, verified
from desktop_app.storage.store import Store, check_header, check_pages


@dataclass(frozen=True, slots=True)
class Health:
    """What a check found: acts and changed rows in the history, and the first act whose hash does not hold."""

    pages_ok: bool
    broken_action: int | None
    actions: int
    head: str

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong."""
        return self.pages_ok and self.broken_action is None


class Safekeeping:
    """Serves the data file `store`."""

    def __init__(self, store: Store) -> None:
        """Serve the data file `store`."""
        self._store = store

    def backup(self) -> Backup:
        """Make a backup unless the newest one holds the same; give the newest."""
        return self._store.backups.make()

    def backups(self) -> list[tuple[Backup, Path]]:
        """List the backups with their paths, newest first."""
        return [(one, self._store.backups.folder / one.name) for one in self._store.backups.all()]

    def backup_to(self, target: Path) -> str:
        """Write a checked copy of the data file to `target`; give its SHA-256."""
        copy(self._store.db.conn, target)
        return sha256_of(target)

    def check(self) -> Health:
        """Check every page of the file and every hash of the history."""
        found = self._store.db.execute("PRAGMA integrity_check(3)").fetchall()
        broken = history.broken_at(self._store.db)
        acts = len(history.actions(self._store.db, -1))
        return Health(found == [("ok",)], broken, acts, history.head(self._store.db))

    def last_saved(self) -> datetime | None:
        """Tell when the newest backup was made."""
        known = self._store.backups.all()
        return datetime.fromisoformat(known[0].made_at) if known else None


def restore(source: Path, target: Path) -> Path | None:
    """Put the backup `source` in the place of the data file `target`, which no program may hold open.

    What stood at `target` is backed up first, or set aside whole where it is damaged; the answer is where it went.
    Raises the DataFileError family before anything is touched where `source` is no sound data file.
    """
    check_header(source)
    check_pages(source)
    kept: Path | None = None
    if target.exists():
        kept = _keep(target)
    copy_file(source, target)
    return kept


def newest_backup(path: Path) -> Path | None:
    """Give the newest sound backup of the data file at `path`, which may be damaged; None where there is none."""
    folder = folder_of(path)
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
        aside = target.with_name(f"{target.stem}-damaged-{datetime.now().astimezone():%Y%m%d-%H%M%S}{target.suffix}")
        target.replace(aside)
        return aside
    try:
        made = store.backups.make()
        return store.backups.folder / made.name
    finally:
        store.close()
