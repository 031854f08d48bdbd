"""Examines a whole data file: its pages, its schema, its history, and every row against that history.

What cannot be read is a finding like any other: no value of a file, however it was damaged, ends a check.
"""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from desktop_app.domain.errors import AppError
from desktop_app.domain.work import Progress, WorkCancelled, no_progress, paced
from desktop_app.storage.backups import Backup
from desktop_app.storage.checking._lists import ListChecks
from desktop_app.storage.checking._seals import seal_differences
from desktop_app.storage.checking.chain import HistoryFault, every_fault
from desktop_app.storage.checking.differences import Difference, DifferenceKind
from desktop_app.storage.checking.light import is_small
from desktop_app.storage.checking.outside import accepted_marks
from desktop_app.storage.checking.replay import REPLAYED, Replay
from desktop_app.storage.checking.schema import schema_differences
from desktop_app.storage.database import Database

_BEAT = 100_000
"""Steps of SQLite between two looks at whether to stop: some milliseconds."""

UNREADABLE = (
    sqlite3.Error, AppError, ValueError, TypeError, LookupError, AttributeError, ArithmeticError,
    RecursionError,
)  # fmt: skip
"""What reading raises where a value is not what the program writes."""


@dataclass(slots=True)
class Examination:
    """What was found; `unproven` counts the tasks of which an earlier program kept no hash."""

    pages: list[str] = field(default_factory=list)
    faults: list[HistoryFault] = field(default_factory=list)
    differences: list[Difference] = field(default_factory=list)
    unproven: int = 0

    @property
    def ok(self) -> bool:
        """Return whether nothing was found."""
        return not (self.pages or self.faults or self.differences)


def examine(db: Database, backups: Sequence[Backup] = (), progress: Progress = no_progress) -> Examination:
    """Go through an open data file. Raises what `progress` raises, and nothing else."""
    found = Examination()
    with _as_it_stands(db):
        with _stoppable(db, progress):
            found.pages = damaged_pages(db)
        if not found.pages:
            _Examiner(db, found, progress).examine(backups)
    return found


def examine_light(db: Database, rows: Callable[[], Iterable[Difference]]) -> Examination:
    """Go through what goes out: all but the pages in a small file, of a large one what `rows` compares."""
    found = Examination()
    with _as_it_stands(db):
        examiner = _Examiner(db, found, no_progress)
        if is_small(db):
            examiner.examine(())
        else:
            examiner.look(rows)
    return found


@contextmanager
def _stoppable(db: Database, progress: Progress) -> Iterator[None]:
    """Let `progress` be told, and stop, while one long statement runs. Raises what it raised."""
    report, stopped = paced(progress, 0), []

    def beat() -> int:
        try:
            report(0)
        except WorkCancelled as stop:
            stopped.append(stop)
        return len(stopped)

    db.conn.set_progress_handler(beat, _BEAT)
    try:
        yield
    finally:
        db.conn.set_progress_handler(None, 0)
    if stopped:
        raise stopped[0]


def damaged_pages(db: Database) -> list[str]:
    """Return what SQLite finds wrong with the pages, an empty list if nothing is."""
    try:
        rows = db.execute("PRAGMA integrity_check(3)").fetchall()
        rows += [("foreign key", *row) for row in db.execute("PRAGMA foreign_key_check").fetchmany(3)]
    except sqlite3.Error as error:
        return [str(error)]
    return [" ".join(map(str, row)) for row in rows if row != ("ok",)]


class _Examiner:
    """One examination of `db`, whose outcome goes into `found`."""

    def __init__(self, db: Database, found: Examination, progress: Progress) -> None:
        self._db = db
        self._found = found
        self._done = 0
        self._accepted: frozenset[str] = frozenset()
        self._report = paced(progress, self._size())

    def examine(self, backups: Sequence[Backup]) -> None:
        """Compare everything with the history."""
        replay = Replay(self._db)
        listed = ListChecks(self._db, replay)

        def watch(act: int, rows: Sequence[tuple[Any, ...]]) -> None:
            replay.take(act, rows)
            self._went(len(rows))

        def chain() -> Iterator[Difference]:
            every = every_fault(self._db, backups, watch)
            self._found.faults = [one for one in every if one.mark not in self._accepted]
            yield from ()

        def marks() -> Iterator[Difference]:
            self._accepted = accepted_marks(self._db)
            yield from ()

        self._take("sqlite_master", lambda: schema_differences(self._db))
        self._take("actions", marks)
        self._take("history", chain)
        for table in REPLAYED:
            self._take(table, partial(replay.compare, table, self._went))
        self._take("history", replay.gaps)
        self._take("tasks", listed.differences)
        self._take("sealed_versions", lambda: seal_differences(self._db))
        self._found.unproven = listed.unproven

    def look(self, differences: Callable[[], Iterable[Difference]]) -> None:
        """Keep those of `differences` that no act has taken over."""

        def all_of_them() -> Iterator[Difference]:
            self._accepted = accepted_marks(self._db)
            yield from differences()

        self._take("history", all_of_them)

    def _take(self, table: str, look: Callable[[], Iterable[Difference]]) -> None:
        """Keep what `look` finds; what it cannot read is found, too."""
        try:
            for one in look():
                if one.mark not in self._accepted:
                    self._found.differences.append(one)
        except UNREADABLE as error:
            self._found.differences.append(
                Difference(DifferenceKind.UNREAD, table, 0, None, {"error": str(error)})
            )

    def _went(self, rows: int) -> None:
        self._done += rows
        self._report(self._done)

    def _size(self) -> int:
        """Return about how many rows are to be read."""
        try:
            counts = [
                self._db.execute(f"SELECT COALESCE(MAX(id), 0) FROM {table}").fetchone()[0]
                for table in ("history", "progress", "tasks")
            ]
            return sum(counts)
        except UNREADABLE:
            return 0


@contextmanager
def _as_it_stands(db: Database) -> Iterator[None]:
    """Let texts that are no UTF-8 be read, sign by sign: they differ from everything the program wrote."""
    kept = db.conn.text_factory
    db.conn.text_factory = lambda raw: raw.decode("utf-8", "surrogateescape")
    try:
        yield
    finally:
        db.conn.text_factory = kept
