"""The chain of the history: whether it still says what the program wrote.

Each act's hash covers the hash before it, so that an edit, a deletion, an insertion or another order in the
middle breaks the chain. What is cut off at the end breaks nothing; it shows because the number of acts and
rows and the last hash are kept a second time (`history_head`), and again in the index of the backups.
Somebody who computes every hash anew and changes these too is not found here: only a head that was printed on
a report and left the office shows it.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import groupby
from typing import Any

from desktop_app.domain.errors import FieldNotRead
from desktop_app.storage.backups import Backup
from desktop_app.storage.checking.differences import mark_of
from desktop_app.storage.database import Database
from desktop_app.storage.history import HASHED_ACT, HASHED_CHANGE, digest_of
from desktop_app.storage.tables import list_digests

_HEX = re.compile(r"[0-9a-f]{8,64}")


class Fault(StrEnum):
    """What is wrong with a history."""

    ALTERED = "altered"
    STRAY = "stray"
    SHORTENED = "shortened"
    OLDER = "older"


@dataclass(frozen=True, slots=True)
class HistoryFault:
    """A fault, and the first act that shows it (0 if none does).

    `mark` is what this very fault is known by.
    """

    fault: Fault
    act: int
    mark: str = field(default="", compare=False)


Watch = Callable[[int, Sequence[tuple[Any, ...]]], None]
"""Called with each act and its changes, in order."""


def faults(db: Database, backups: Sequence[Backup] = ()) -> list[HistoryFault]:
    """List what is wrong with the history, an empty list if it holds; one finding of each kind at most.

    `backups` are those of this file: each remembers the head of the history that it holds.
    """
    return first_of_each(every_fault(db, backups))


def first_of_each(found: Iterable[HistoryFault]) -> list[HistoryFault]:
    """Return the first fault of each kind: what follows it may only be its consequence."""
    first: dict[Fault, HistoryFault] = {}
    for one in found:
        first.setdefault(one.fault, one)
    return list(first.values())


def every_fault(
    db: Database, backups: Sequence[Backup] = (), watch: Watch = lambda _act, _rows: None
) -> Iterator[HistoryFault]:
    """Yield all that is wrong with the history; `watch` sees every act while it is read."""
    acts, rows, before = 0, 0, ""
    hashes: dict[int, str] = {}
    for act, stored, changed in _chain(db):
        acts, rows = acts + 1, rows + len(changed)
        digest = digest_of(before, act, changed)
        if not changed or stored != digest:
            yield _fault(Fault.ALTERED, int(act[0]), stored, digest)
        elif odd := _lists(db, int(act[0]), changed):
            yield _fault(Fault.ALTERED, int(act[0]), stored, odd)
        watch(int(act[0]), changed)
        before = hashes[int(act[0])] = stored
    stray = _stray(db)
    if stray:
        yield _fault(Fault.STRAY, stray[0][1], stray)
    if _kept_head(db) != [(acts, rows, before)]:
        yield _fault(Fault.SHORTENED, acts, _kept_head(db), rows, before)
    for one in backups:
        if one.head and hashes.get(one.action) != one.head:
            yield _fault(Fault.OLDER, one.action, one.head)


def _fault(fault: Fault, act: int, *parts: Any) -> HistoryFault:
    return HistoryFault(fault, act, mark_of(fault, act, *parts))


def find_head(db: Database, text: str) -> int | None:
    """Return the act whose hash begins with `text`, as a report prints it; None if no act has it.

    Raises FieldNotRead. Spaces within are allowed; at least eight signs are asked for.
    """
    wanted = "".join(text.split()).lower()
    if not _HEX.fullmatch(wanted):
        raise FieldNotRead("head", text)
    row = db.execute("SELECT id FROM actions WHERE substr(hash, 1, ?) = ?", [len(wanted), wanted]).fetchone()
    return None if row is None else int(row[0])


def _chain(db: Database) -> Iterator[tuple[tuple[Any, ...], str, list[tuple[Any, ...]]]]:
    """Yield every act with its stored hash and its rows, read once through each table."""
    changes = iter(db.execute(f"SELECT action_id, {HASHED_CHANGE} FROM history ORDER BY action_id, id"))
    grouped = groupby(changes, key=lambda row: row[0])
    key, group = next(grouped, (None, iter(())))
    for row in db.execute(f"SELECT {HASHED_ACT}, hash FROM actions ORDER BY id"):
        while key is not None and key < row[0]:
            key, group = next(grouped, (None, iter(())))
        rows = [tuple(one[1:]) for one in group] if key == row[0] else []
        yield tuple(row[:-1]), str(row[-1]), rows


def _lists(db: Database, act: int, changed: Sequence[Sequence[Any]]) -> list[tuple[str, str]]:
    """Return what the lists that an act brought in said and say, of those that say something else."""
    if all(row[1] != "editions" for row in changed):
        return []
    return [(said, says) for said, says in list_digests(db, act) if said != says]


def _kept_head(db: Database) -> list[tuple[int, int, str]]:
    there = db.execute("SELECT 1 FROM sqlite_master WHERE name = 'history_head'").fetchone()
    return db.execute("SELECT acts, changes, hash FROM history_head").fetchall() if there else []


def _stray(db: Database) -> list[tuple[int, int]]:
    """Return the rows that belong to no act: their id and the number of the act they name."""
    return db.execute(
        "SELECT history.id, action_id FROM history LEFT JOIN actions ON actions.id = action_id "
        "WHERE actions.id IS NULL ORDER BY history.id LIMIT 1000"
    ).fetchall()
