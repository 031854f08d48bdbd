"""Keeping the data file safe: backups and check."""

from dataclasses import dataclass
from pathlib import Path

from desktop_app import files
from desktop_app.domain.errors import TargetIsTheDataFile, TargetNotWritable
from desktop_app.domain.sealed_version import SealedVersion
from desktop_app.domain.work import Progress, no_progress
from desktop_app.services.evidence import Evidence, FileTrouble
from desktop_app.services.periods import altered_versions
from desktop_app.storage import history
from desktop_app.storage.backups import Backup, copy
from desktop_app.storage.companions import check_place
from desktop_app.storage.files import files_of
from desktop_app.storage.history import Wanted, count_found
from desktop_app.storage.history_check import HistoryFault, faults
from desktop_app.storage.store import Store, check_header, check_pages


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


@dataclass(frozen=True, slots=True)
class BackedUp:
    """A copy of the data file: its SHA-256, the documents that it names, and how many of them are missing."""

    sha256: str
    documents: int
    missing: int


class Safekeeping:
    """Serves the data file `store`."""

    def __init__(self, store: Store, evidence: Evidence) -> None:
        """Work on the data file `store` and its kept files."""
        self._store = store
        self._evidence = evidence

    def backups(self) -> list[tuple[Backup, Path]]:
        """List the backups with their paths, newest first."""
        return [(one, self._store.backups.folder / one.name) for one in self._store.backups.all()]

    def backup_to(self, target: Path) -> BackedUp:
        """Write a checked copy of the data file to `target`, its SHA-256 and the kept files beside it.

        The kept files come first: what is refused has written no copy. Raises TargetIsTheDataFile, the rest
        of the TargetError family, DataFileDamaged, DiskFull.
        """
        check_place(target)
        if files.exists(target) and target.samefile(self._store.path):
            raise TargetIsTheDataFile(target)
        wanted, beside = self._store.evidence.hashes(), files_of(target)
        if not files.exists(target.parent):
            raise TargetNotWritable(target, "no folder")
        beside.copy_missing(self._store.files, wanted)
        sha256 = copy(self._store.db.conn, target)
        return BackedUp(sha256, len(wanted), sum(beside.path(one) is None for one in wanted))

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


def check_file(path: Path) -> None:
    """Go through the pages of a data file, as opening does. Raises the DataFileError family."""
    check_header(path)
    check_pages(path)
