"""What a check finds, as data: where the file differs from what the program's own acts wrote."""

import hashlib
import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from desktop_app.storage.history import StoredRow

_NEAR = 1e-12
"""Numbers of a row may stand in the history with fewer digits."""


class DifferenceKind(StrEnum):
    """What is found.

    CHANGED, ADDED and REMOVED are about a row as it stands, OVERWRITTEN about one that another program had
    changed and the program wrote over. UNREAD: a value that could not be read at all.
    """

    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"
    OVERWRITTEN = "overwritten"
    SEAL = "seal"
    REOPENING = "reopening"
    LIST = "list"
    SOURCE = "source"
    SCHEMA = "schema"
    UNREAD = "unread"


@dataclass(frozen=True, slots=True)
class Difference:
    """One row, seal, list, source or part of the schema that no act accounts for.

    `journal` and `file` hold the columns that differ, as the history says and as the file says (None: not
    there). `row` is the whole row as far as it is known, by which it is named. `act` is the act that shows
    it, 0 if none does.
    """

    kind: DifferenceKind
    table: str
    key: int
    journal: StoredRow | None
    file: StoredRow | None
    row: StoredRow = field(default_factory=dict)
    act: int = 0
    name: str = ""

    @property
    def mark(self) -> str:
        """Return what this very difference is known by: another value in its place has another mark."""
        known = (self.kind, self.table, self.key, self.journal, self.file, self.act, self.name)
        return mark_of(*known)


def mark_of(*parts: Any) -> str:
    """Return a mark of what is found, made of all that makes it what it is."""
    text = json.dumps(parts, ensure_ascii=True, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def apart(journal: Mapping[str, Any], file: Mapping[str, Any]) -> list[str]:
    """Return the names of the columns of `file` that `journal` knows and says otherwise."""
    return [name for name, value in file.items() if name in journal and not same(journal[name], value)]


def same(one: Any, other: Any) -> bool:
    """Return whether two stored values are the same."""
    if isinstance(one, float) or isinstance(other, float):
        try:
            return math.isclose(one, other, rel_tol=_NEAR, abs_tol=0.0)
        except TypeError:
            return False
    return type(one) is type(other) and bool(one == other)
