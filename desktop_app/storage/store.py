"""One open data file: its connection, its lock, its transactions and its repositories."""

import json
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, nullcontext
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop_app import files
from desktop_app.domain.errors import (
    AppError,
    DataFileDamaged,
    DataFileEmpty,
    DataFileExists,
    DataFileForeign,
    DataFileGone,
    DataFileHeaderLost,
    DataFileInUse,
    DataFileMissing,
    DataFileNewer,
    DataFileNotLockable,
    DataFileOld,
    DataFileOutOfReach,
    DataFileReadOnly,
    DataFileReplaced,
    TargetNotWritable,
)
from desktop_app.domain.work import Progress, no_progress
from desktop_app.storage import history, tables
from desktop_app.storage.backups import Backups, copy
from desktop_app.storage.companions import JOURNAL, YOUNG, check_place, newest_moment
from desktop_app.storage.database import Database
from desktop_app.storage.faults import as_app_errors
from desktop_app.storage.lock import Identity, WriterLock, current_computer, current_user, identity
from desktop_app.storage.migrations import APPLICATION_ID, VERSION, migrate
from desktop_app.storage.schema import check_schema, connect
from desktop_app.storage.tables import LineageTable, ProgrammeTable, ProgressTable, TaskTable

if TYPE_CHECKING:
    from desktop_app.storage.files import KeptFiles

_HEADER = 100
_NO_VERSION = 10_000
"""No schema will ever have a number as high as this."""

_MAGIC = b"SQLite format 3\0"
_PRAGMAS = (
    "journal_mode = TRUNCATE",
    "synchronous = EXTRA",
    "foreign_keys = ON",
    "temp_store = MEMORY",  # what is read on a full disk needs no room there
    "cache_spill = OFF",  # else an act longer than the cache keeps every reader out until its end
)


@dataclass(slots=True)
class RunningAct:
    """A running act; once it is over, `changed` says whether it wrote anything."""

    id: int
    changed: bool = False


class Store:
    """An open data file. Every write stands inside `transaction`; `close` releases the lock.

    `refusal` says why nothing can be written, None if it can: then reading is all there is. `kept_old` is the
    backup that was made before opening brought the file up to the present schema, else None. `named_schema`
    is the schema that the file named when it was opened.
    """

    def __init__(
        self,
        path: Path,
        lock: WriterLock | None,
        home: Path | None = None,
        refusal: AppError | None = None,
    ) -> None:
        """Open the file at `path`, which `open` or `create` has checked.

        `lock` is None for a twin, and where `refusal` says that the file can only be read. `home` is the
        place that the file is to take, or that it is a copy of, if it does not stand there itself.
        """
        self.path = home or path
        self._file = path
        self._lock = lock
        self._alone = False
        self.refusal = refusal
        self.kept_old: Path | None = None
        self.named_schema = VERSION
        self.db = _connect(path, reading=refusal is not None and home is None)
        with as_app_errors(path):
            self._identity = _standing(path) if lock is None else lock.identity
        self.backups = Backups(self.db, self.path)
        with as_app_errors(self.path):
            if lock is not None or home is not None:
                migrate(self.db, self._keep_old if home is None else _nothing)
            history.watch(self.db)
        self.programmes = ProgrammeTable(self.db)
        self.tasks = TaskTable(self.db)
        self.progress = ProgressTable(self.db)
        self.lineage = LineageTable(self.db)

    @classmethod
    def create(cls, path: Path) -> "Store":
        """Make a new, empty data file, and its folder.

        Raises DataFileExists, DataFileGone (backups of a file of this name lie there), the TargetError
        family, DiskFull.
        """
        check_place(path)
        if files.exists(path):
            raise DataFileExists(path)
        if newest_moment(path):
            raise DataFileGone(path)
        files.mkdir_for(path)
        try:
            lock = WriterLock(path)
        except DataFileReadOnly as error:  # it is not there yet
            raise TargetNotWritable(path, str(error), "read_only") from error
        young = path.with_name(path.name + YOUNG)
        try:
            files.unlink(young)
            with files.writing(path), as_app_errors(path):
                db = _connect(young)
                try:
                    migrate(db, _nothing)
                finally:
                    db.close()
                drop_journal(young)
            files.replace(young, path)
            lock.hold_file()
            return cls(path, lock)
        except BaseException:
            lock.release()
            raise
        finally:
            for left in (young, young.with_name(young.name + JOURNAL)):
                files.discard(left)

    @classmethod
    def open(cls, path: Path, *, checked: bool = False, reading: bool = False) -> "Store":
        """Open a data file to read and write; `checked` says that its pages were.

        With `reading` one that cannot be held or written is opened to be read, and says why (`refusal`); of
        one with an older schema a copy is brought up and read. Raises the DataFileError family, DiskFull.
        """
        named = check_header(path)
        try:
            lock = WriterLock(path)
        except (DataFileInUse, DataFileReadOnly, DataFileNotLockable) as refusal:
            if not reading:
                raise
            if not checked:
                check_pages(path)
            if named < VERSION:
                return cls(_copied(path), None, home=path, refusal=DataFileOld(path, refusal))
            return cls(path, None, refusal=refusal)
        try:
            if not checked:
                check_pages(path)
            store = cls(path, lock)
        except BaseException:
            lock.release()
            raise
        store.named_schema = named
        return store

    @classmethod
    def prepared(cls, path: Path, home: Path) -> "Store":
        """Open a copy that is to take the place of `home`, with the backups and kept files of `home`.

        Raises DataFileDamaged if it does not hold what a data file holds, and the rest of the DataFileError
        family.
        """
        check_header(path)
        check_pages(path)
        try:
            return cls(path, None, home)
        except sqlite3.Error as error:
            raise DataFileDamaged(path, str(error)) from error

    def _keep_old(self) -> None:
        self.kept_old = self.backups.folder / self.backups.make().name

    # What not every command works with is loaded when it is first asked for: `tables` is a door.

    @cached_property
    def settings(self) -> "tables.SettingTable":
        """The office's own choices, and what is kept of them for each programme."""
        return tables.SettingTable(self.db)

    @cached_property
    def agencies(self) -> "tables.AgencyTable":
        """The catalogue of agencies."""
        return tables.AgencyTable(self.db)

    @cached_property
    def editions(self) -> "tables.EditionTable":
        """The lists that were brought in."""
        return tables.EditionTable(self.db)

    @cached_property
    def regimes(self) -> "tables.RegimeTable":
        """The office's own reporting regimes."""
        return tables.RegimeTable(self.db)

    @cached_property
    def seals(self) -> "tables.SealTable":
        """Sealed versions of periods, and what was sent."""
        return tables.SealTable(self.db)

    @cached_property
    def reviews(self) -> "tables.ReviewTable":
        """The leader's verdicts and the officer's explanations."""
        return tables.ReviewTable(self.db)

    @cached_property
    def indicators(self) -> "tables.IndicatorTable":
        """Indicators and their values."""
        return tables.IndicatorTable(self.db)

    @cached_property
    def evidence(self) -> "tables.EvidenceTable":
        """Return the register of documents."""
        return tables.EvidenceTable(self.db)

    @cached_property
    def files(self) -> "KeptFiles":
        """The kept files of documents."""
        from desktop_app.storage.files import files_of

        return files_of(self.path)

    def twin(self) -> "Store":
        """Open the same file once more, for another thread of this program.

        It stands under this store's lock.
        """
        self._refuse_another()
        home = self.path if self._file != self.path else None
        return Store(self._file, None, home, self.refusal)

    def close(self) -> None:
        """Close the connection; the one that holds the lock then tidies the journal and releases the lock."""
        self.db.close()
        if self._lock is None:
            if self._file != self.path:
                drop_journal(self._file)
            return
        try:
            drop_journal(self.path)
        finally:
            self._lock.release()

    def refuse_writing(self) -> None:
        """Raise why nothing can be written: the file can only be read, or another one stands in its place."""
        if self.refusal is not None:
            raise self.refusal
        self._refuse_another()

    def _refuse_another(self) -> None:
        """Raise DataFileReplaced if the open file no longer stands at its path, DataFileOutOfReach."""
        if _standing(self._file) != self._identity:
            raise DataFileReplaced(self.path)

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Keep every other writer out.

        What is read here still stands when a `transaction` inside writes.
        """
        self.refuse_writing()
        with as_app_errors(self.path):
            self.db.execute("BEGIN IMMEDIATE")
            self._alone = True
            try:
                yield
                self.db.execute("COMMIT")
            except BaseException:
                if self.db.conn.in_transaction:  # after "disk full" SQLite has rolled back already
                    self.db.execute("ROLLBACK")
                raise
            finally:
                self._alone = False

    @contextmanager
    def transaction(
        self, kind: str, label: Mapping[str, Any] | None = None, undoes: int | None = None
    ) -> Iterator[RunningAct]:
        """Run one act of the officer: all of it is written, with its history, or none of it."""
        alone = self._alone
        with nullcontext() if alone else self.alone():
            self._alone = False  # an act inside this one is refused by SQLite
            act = RunningAct(history.begin(self.db, _action(kind, label or {}, undoes)))
            yield act
            act.changed = history.finish(self.db, act.id)
            self._alone = alone

    def revert(self, action_id: int, progress: Progress = no_progress) -> RunningAct:
        """Undo an act as a new act.

        Raises UndoBlocked if later work stands on it; Cancelled from `progress`.
        """
        done = history.action(self.db, action_id)
        again = done.undoes is not None and not done.label.get("again")
        with self.transaction("undo", {"kind": done.kind, **done.label, "again": again}, action_id) as act:
            history.revert(self.db, action_id, progress)
        return act

    def changed_since(self, action_id: int) -> list[tuple[str, int]]:
        """List the rows (table, id) that changed after the act `action_id`."""
        # With DISTINCT all of it would be read.
        query = "SELECT entity, entity_id FROM history WHERE action_id > ?"
        return list(dict.fromkeys(self.db.execute(query, [action_id]).fetchall()))

    def tables_changed_since(self, action_id: int) -> set[str]:
        """Return the names of the tables that changed after the act `action_id`."""
        query = (
            "SELECT DISTINCT +entity FROM history WHERE action_id > ?"  # the sign keeps to the index of acts
        )
        return {row[0] for row in self.db.execute(query, [action_id]).fetchall()}

    def exceeds_since(self, action_id: int, count: int) -> bool:
        """Return whether more than `count` rows changed after the act `action_id`."""
        query = "SELECT 1 FROM history WHERE action_id > ? LIMIT 1 OFFSET ?"
        return self.db.execute(query, [action_id, count]).fetchone() is not None

    def first_act_after(self, moment: str) -> str:
        """Return when the first act after a moment (local time, ISO) was done; empty if none was."""
        row = self.db.execute("SELECT MIN(at) FROM actions WHERE at > ?", [moment]).fetchone()
        return row[0] or ""

    def origin(self) -> str:
        """Return the hash of the first act, by which a file and its copies are known; empty without one."""
        row = self.db.execute("SELECT hash FROM actions WHERE hash <> '' ORDER BY id LIMIT 1").fetchone()
        return row[0] if row is not None else ""

    def last_action(self) -> int:
        """Return the id of the newest act, 0 in an empty file: it grows with every change."""
        return int(self.db.execute("SELECT COALESCE(MAX(id), 0) FROM actions").fetchone()[0])


def drop_journal(path: Path) -> None:
    """Take away the empty journal that TRUNCATE mode leaves beside a closed file.

    One that holds a rollback stays. An empty journal does no harm: it also stays if another connection (a job
    that still runs) holds it open, which is how SQLite on Windows keeps it in this mode, shared without the
    right to delete.
    """
    journal = path.with_name(path.name + JOURNAL)
    try:
        empty = journal.stat().st_size == 0
    except OSError:
        return
    if empty:
        files.discard(journal)


def now() -> str:
    """Return this moment in local time, to the second, as it is stored."""
    return datetime.now().astimezone().replace(tzinfo=None).isoformat(timespec="seconds")


def check_header(path: Path) -> int:
    """Return a file's schema by its first bytes, without opening it as a database.

    Raises DataFileMissing, DataFileGone, DataFileEmpty, DataFileHeaderLost, DataFileForeign, DataFileNewer,
    TargetNotWritable.
    """
    try:
        if not path.is_file():
            raise DataFileGone(path) if newest_moment(path) else DataFileMissing(path)
        with path.open("rb") as file:
            head = file.read(_HEADER)
    except OSError as error:
        raise TargetNotWritable(path, str(error)) from error
    ours = head.startswith(_MAGIC) and int.from_bytes(head[68:72], "big") == APPLICATION_ID
    version = int.from_bytes(head[60:64], "big")
    if len(head) < _HEADER or not ours or version > _NO_VERSION:
        raise _not_ours(path, head)
    if version > VERSION:
        raise DataFileNewer(path, version, VERSION)
    return version


def _not_ours(path: Path, head: bytes) -> AppError:
    """Return the error for a data file whose first bytes are lost, or for a file that never was one."""
    if not head:
        return DataFileEmpty(path, "0 bytes")
    if not any(head) or newest_moment(path):
        return DataFileHeaderLost(path, head[:16].hex())
    return DataFileForeign(path)


def origin(path: Path) -> str:
    """Return the hash of the first act of a data file, the same in every copy; empty if it cannot be read."""
    try:
        check_header(path)
        db = _connect(path, reading=True)
        try:
            found = db.execute("SELECT hash FROM actions ORDER BY id LIMIT 1").fetchone()
        finally:
            db.close()
    except (AppError, sqlite3.Error):
        return ""
    return str(found[0]) if found else ""


def check_pages(path: Path) -> None:
    """Compare the schema with the program's own, then run SQLite's `quick_check`.

    Raises DataFileStrange, DataFileDamaged.
    """
    with as_app_errors(path), closing(connect(path)) as db:
        check_schema(db, path)
        found = db.execute("PRAGMA quick_check(3)").fetchall()
    if found != [("ok",)]:
        raise DataFileDamaged(path, "; ".join(str(row[0]) for row in found))


def _standing(path: Path) -> Identity | None:
    """Return which file stands at `path`. Raises DataFileReplaced if none does, DataFileOutOfReach."""
    try:
        return identity(path)
    except FileNotFoundError as error:
        raise (DataFileReplaced if path.parent.is_dir() else DataFileOutOfReach)(path) from error
    except OSError as error:
        raise DataFileOutOfReach(path) from error


def _copied(path: Path) -> Path:
    """Copy a data file that is only read to where it can be brought up; the copy goes with this process."""
    from desktop_app.files.scratch import folder_until_the_end

    target = folder_until_the_end() / path.name
    with as_app_errors(path), closing(connect(path, reading=True)) as opened:
        copy(opened, target)
    return target


def _connect(path: Path, *, reading: bool = False) -> Database:
    with as_app_errors(path):
        db = Database(connect(path, reading=reading))
        for pragma in _PRAGMAS:
            db.execute(f"PRAGMA {pragma}")
    return db


def _action(kind: str, label: Mapping[str, Any], undoes: int | None) -> dict[str, Any]:
    return {
        "at": now(),
        "user": current_user(),
        "computer": current_computer(),
        "kind": kind,
        "label": json.dumps(label, ensure_ascii=False, sort_keys=True),
        "undoes": undoes,
    }


def _nothing() -> None:
    """A new file, and a copy of a backup, need no backup before they are brought up to date."""
