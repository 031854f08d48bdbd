"""Checking the history: whether it still says what the program wrote.

Each act's hash covers the hash before it, so that an edit, a deletion, an insertion or another order in the
middle breaks the chain. What is cut off at the end breaks nothing; it shows because the number of acts and
rows and the last hash are kept a second time (`history_head`), and again in the index of the backups.
Somebody who computes every hash anew and changes these too is not found here: only a head that was printed on
a report and left the office shows it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from typing import Any

from sqlite_utils import Database

from desktop_app.domain.errors import FieldNotRead
from desktop_app.storage.backups import Backup
from desktop_app.storage.history import HASHED_ACT, HASHED_CHANGE, digest_of
from desktop_app.storage.tables import editions_hold

_HEX = re.compile(r"[0-9a-f]{8,64}")


class Fault(StrEnum):
    """What is wrong with a history."""

    ALTERED = "altered"
    STRAY = "stray"
    SHORTENED = "shortened"
    OLDER = "older"


@dataclass(frozen=True, slots=True)
class HistoryFault:
    """A fault, and the first act that shows it (0 if none does)."""

    fault: Fault
    act: int


def faults(db: Database, backups: Sequence[Backup] = ()) -> list[HistoryFault]:
    """List what is wrong with the history, an empty list if it holds; one finding of each kind at most.

    `backups` are those of this file: each remembers the head of the history that it holds.
    """
    found: list[HistoryFault] = []
    acts, rows, before = 0, 0, ""
    hashes: dict[int, str] = {}
    for act, stored, changed in _chain(db):
        acts, rows = acts + 1, rows + len(changed)
        holds = changed and stored == digest_of(before, act, changed)
        if not found and not (holds and _lists_hold(db, act, changed)):
            found.append(HistoryFault(Fault.ALTERED, int(act[0])))
        before = hashes[int(act[0])] = stored
    stray = _stray(db)
    if stray is not None:
        found.append(HistoryFault(Fault.STRAY, stray))
    if _kept_head(db) != [(acts, rows, before)]:
        found.append(HistoryFault(Fault.SHORTENED, acts))
    for one in backups:
        if one.head and hashes.get(one.action) != one.head:
            found.append(HistoryFault(Fault.OLDER, one.action))
            break
    return found


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


def _lists_hold(db: Database, act: Sequence[Any], changed: Sequence[Sequence[Any]]) -> bool:
    """Return whether the rows of a list are still those that its edition vouches for.

    An act brought the list in.
    """
    return all(row[1] != "editions" for row in changed) or editions_hold(db, int(act[0]))


def _kept_head(db: Database) -> list[tuple[int, int, str]]:
    there = db.execute("SELECT 1 FROM sqlite_master WHERE name = 'history_head'").fetchone()
    return db.execute("SELECT acts, changes, hash FROM history_head").fetchall() if there else []


def _stray(db: Database) -> int | None:
    """Return the act number of a row that belongs to no act."""
    row = db.execute(
        "SELECT action_id FROM history LEFT JOIN actions ON actions.id = action_id "
        "WHERE actions.id IS NULL LIMIT 1"
    ).fetchone()
    return None if row is None else int(row[0])
