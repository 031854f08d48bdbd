"""Going back to a backup.

All of it is prepared and checked beside the data file, then takes its place in one step. So whatever happens
meanwhile (a full disk, a power cut, a file held open) the data file is whole: before that step it is the one
that stood there, after it the restored one. What could fail comes before that step.
"""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from desktop_app import files
from desktop_app.domain.errors import (
    BackupDamaged,
    DataFileDamaged,
    DataFileForeign,
    DataFileMissing,
    DataFileNewer,
    DiskFull,
    TargetIsTheDataFile,
)
from desktop_app.domain.work import Progress, no_progress
from desktop_app.services.opening import is_same_file
from desktop_app.services.reading_through import read_through
from desktop_app.services.workspace import Workspace
from desktop_app.storage.backups import HashProof, heads_beyond, keep, proof
from desktop_app.storage.companions import JOURNAL, YOUNG, check_place
from desktop_app.storage.files import files_of
from desktop_app.storage.lock import WriterLock
from desktop_app.storage.migrations import VERSION
from desktop_app.storage.store import Store, check_header, check_pages, now


@dataclass(frozen=True, slots=True)
class RestoreResult:
    """What a restore did.

    `kept` is where what stood there went, None if nothing did: a backup, or, if it was `damaged`, the file
    itself. `proved` says whether the backup had its SHA-256 beside it. Of the `documents` that the data
    names, so many were `brought` along, and so many are `missing` still.
    """

    kept: Path | None
    damaged: bool
    proved: bool
    documents: int
    brought: int
    missing: int


def restore(source: Path, target: Path, progress: Progress = no_progress) -> RestoreResult:
    """Put the backup `source` in the place of the data file `target`, which no program may hold open.

    What stood at `target` is backed up first, or set aside whole if it is damaged. Raises BackupDamaged, the
    rest of the DataFileError family, DiskFull, the TargetError family: then `target` is as it was.
    """
    if not files.exists(source) or not source.is_file():
        raise DataFileMissing(source)
    if proof(source) is HashProof.ALTERED:
        raise BackupDamaged(source, "sha256")
    check_header(source)
    if is_same_file(source, target):
        raise TargetIsTheDataFile(target)
    if not files.exists(target):
        check_place(target)
        files.mkdir_for(target)
    lock = WriterLock(target)
    young = target.with_name(target.name + YOUNG)
    try:
        proved = _bring(source, young)
        _look_through(source, young)
        kept = _kept_sound(target)
        damaged = kept is None and files.exists(target)
        documents, brought, missing = _prepared(source, young, target, progress)
        if damaged:
            kept = _set_aside(target)
        lock.release()  # no handle of ours is open on what is replaced
        files.unlink(_journal(target))  # of a damaged file, set aside with it: it is not for the copy
        files.replace(young, target)
    except DiskFull as error:
        raise DiskFull(target) from error
    finally:
        files.discard(young)
        files.discard(_journal(young))
        lock.release()
    return RestoreResult(
        kept=kept, damaged=damaged, proved=proved, documents=documents, brought=brought, missing=missing
    )


def _bring(source: Path, young: Path) -> bool:
    """Copy a backup, and the journal of one that was copied by hand while it was open.

    Return whether its SHA-256 was kept. Raises BackupDamaged if that says something else.
    """
    files.unlink(_journal(young))
    files.copy(source, young)
    if _journal(source).is_file():
        files.copy(_journal(source), _journal(young))
    found = proof(source, young)
    if found is HashProof.ALTERED:
        raise BackupDamaged(source, "sha256")
    return found is HashProof.SOUND


def _look_through(source: Path, young: Path) -> None:
    """Check schema and pages of the copy before anything is written for it. Raises BackupDamaged."""
    try:
        check_pages(young)
    except DataFileDamaged as error:
        raise BackupDamaged(source, error.detail) from error


def _kept_sound(target: Path) -> Path | None:
    """Back up what stands at `target`; return None if nothing stands there, or nothing that can be backed up.

    A transaction that was cut is taken back first, by its own journal. What cannot be worked with never
    becomes a backup.
    """
    if not files.exists(target):
        return None
    try:
        present = check_header(target) == VERSION
        check_pages(target)
        if present:
            _read_through(target)
        return keep(target)
    except (DataFileDamaged, DataFileForeign, DataFileNewer):
        return None


def _read_through(target: Path) -> None:
    store = Store(target, None)
    try:
        read_through(Workspace(store))
    finally:
        store.close()


def _prepared(source: Path, young: Path, target: Path, progress: Progress) -> tuple[int, int, int]:
    """Open the copy as a workspace, write the restore into its history, bring its documents, check it all.

    Return how many documents it names, how many of these were brought, and how many are missing. Raises
    BackupDamaged if anything is found.
    """
    try:
        store = Store.prepared(young, target)
    except DataFileDamaged as error:
        raise BackupDamaged(source, error.detail) from error
    try:
        workspace = Workspace(store)
        read_through(workspace)
        with store.transaction("restore", {"file": source.name}):
            left = heads_beyond(target, store.db)
            store.settings.put("restored", {"file": source.name, "at": now(), "left": left})
        wanted = store.evidence.hashes()
        brought = store.files.copy_missing(files_of(source), wanted)
        health = workspace.checking.check(progress)
        if not health.data_ok:  # documents are told apart, they may come later
            raise BackupDamaged(source, repr(health))
        return len(wanted), brought, len({one.document.sha256 for one in health.troubles})
    except DataFileDamaged as error:
        raise BackupDamaged(source, error.detail) from error
    finally:
        store.close()


def _set_aside(target: Path) -> Path:
    """Copy a damaged file, and the journal that a cut left of it, to a name of its own."""
    moment = f"{datetime.now().astimezone():%Y%m%d-%H%M%S}"
    aside = target.with_name(f"{target.stem}-damaged-{moment}{target.suffix}")
    while files.exists(aside):
        aside = aside.with_stem(aside.stem + "-1")
    journal = _journal(target)
    if journal.is_file() and journal.stat().st_size:
        files.copy(journal, _journal(aside))
    with files.replacing(aside) as beside:
        files.copy(target, beside)
    return aside


def _journal(path: Path) -> Path:
    return path.with_name(path.name + JOURNAL)
