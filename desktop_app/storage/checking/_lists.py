"""Lists that were brought in: their rows, their source files, and the tasks that came with them.

A task of a list stands in the history by name alone. Since this program the act's label holds the hash of all
tasks that came (`history.listed`); of older ones only what the list's own row says can be compared, and the
rest is counted as not to be proved.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Any

from desktop_app.domain.plain_json import kept_json
from desktop_app.domain.text import fold
from desktop_app.storage.checking.differences import Difference, DifferenceKind, apart
from desktop_app.storage.checking.replay import Replay, as_texts, loaded
from desktop_app.storage.database import Database
from desktop_app.storage.history import HASHED_CHANGE, StoredRow, digest_of_rows
from desktop_app.storage.tables import list_digests

_FRESH = {"fate": "active", "fate_on": None, "fate_note": "", "gone_since": None}
"""What a task is when a list brings it in."""


@dataclass(slots=True)
class ListChecks:
    """Checks what lists brought in; `unproven` counts the tasks of which no hash says what they were."""

    db: Database
    replay: Replay
    unproven: int = 0

    def differences(self) -> Iterator[Difference]:
        """Yield what is not as it came."""
        for act, places in self.replay.listed.items():
            keys = [key for table, key in places if table == "tasks"]
            yield from self._tasks(act, keys)
        yield from _kinds(self.db)
        yield from _sources(self.db)

    def _tasks(self, act: int, keys: Sequence[int]) -> Iterator[Difference]:
        said = self._label(act)
        now = dict(self._now(keys))
        came = {key: self._came(key, now) for key in keys}
        gone = [key for key in keys if came[key] is None]
        for key in gone:
            yield Difference(
                DifferenceKind.REMOVED, "tasks", key, {"id": key}, None, row={"id": key}, act=act
            )
        known = {key: row for key, row in came.items() if row is not None}
        digest = "" if gone or not said else _digest(known, keys, said["columns"])
        if said and digest == said["sha256"]:
            return
        if not said:
            self.unproven += len(keys)
        given = self._given(act)
        odd = [one for key in known for one in self._odd(act, key, known[key], given)]
        yield from odd
        if said and not odd and not gone:
            yield Difference(
                DifferenceKind.LIST, "tasks", 0, {"sha256": said["sha256"]}, {"sha256": digest}, act=act
            )

    def _label(self, act: int) -> Mapping[str, Any] | None:
        found = self.db.execute("SELECT label FROM actions WHERE id = ?", [act]).fetchone()
        label = loaded(found and found[0]) or {}
        said = (label.get("listed") or {}).get("tasks")
        return said if isinstance(said, dict) else None

    def _now(self, keys: Sequence[int]) -> Iterator[tuple[int, str]]:
        if not keys:
            return
        tail = "WHERE tasks.id BETWEEN ? AND ?"
        query = as_texts("tasks", self.db.columns("tasks"), tail)
        yield from self.db.execute(query, [min(keys), max(keys)])

    def _came(self, key: int, now: Mapping[int, str]) -> StoredRow | None:
        return loaded(self.replay.came.get(("tasks", key), now.get(key)))

    def _given(self, act: int) -> dict[int, list[Any]]:
        """Return what the list of an act says of each new task."""
        query = (
            "SELECT task_id, given FROM edition_rows WHERE kind = 'new' AND task_id IS NOT NULL "
            "AND edition_id IN (SELECT entity_id FROM history WHERE action_id = ? AND entity = 'editions')"
        )
        found: dict[int, list[Any]] = {}
        for key, text in self.db.execute(query, [act]).fetchall():
            with suppress(ValueError):
                found[key] = kept_json(text)
        return found

    def _odd(
        self, act: int, key: int, row: StoredRow, given: Mapping[int, list[Any]]
    ) -> Iterator[Difference]:
        """Yield what of a task contradicts its list; one that was changed since is told by its own change."""
        if ("tasks", key) in self.replay.came:
            return
        wanted: dict[str, Any] = dict(_FRESH)
        with suppress(ValueError, KeyError, IndexError):
            _, number, content, _, _, output, deadline, *_ = given[key]
            wanted |= {"number": number, "content": content, "output": output, "deadline": deadline}
            if row["content"] == content:
                wanted["folded"] = fold(content)
        names = apart(wanted, row)
        if names:
            yield Difference(
                DifferenceKind.CHANGED,
                "tasks",
                key,
                {name: wanted[name] for name in names},
                {name: row[name] for name in names},
                row=row,
                act=act,
            )


def came_apart(db: Database) -> Iterator[Difference]:
    """Yield which tasks, counts and source files are not as their lists brought them, by a short replay."""
    replay = Replay(db)
    query = f"SELECT action_id, {HASHED_CHANGE} FROM history WHERE entity = 'tasks' ORDER BY id"
    for act, changed in groupby(db.execute(query), key=itemgetter(0)):
        replay.take(act, (row[1:] for row in changed))
    yield from ListChecks(db, replay).differences()


def rows_apart(db: Database) -> Iterator[Difference]:
    """Yield the lists whose rows are not those that came."""
    query = "SELECT DISTINCT action_id FROM history WHERE entity = 'editions'"
    for (act,) in db.execute(query).fetchall():
        for said, says in list_digests(db, act):
            if said != says:
                yield Difference(
                    DifferenceKind.LIST, "edition_rows", 0, {"sha256": said}, {"sha256": says}, act=act
                )


def _digest(rows: Mapping[int, StoredRow], keys: Sequence[int], columns: Sequence[str]) -> str:
    return digest_of_rows(tuple(rows[key].get(name) for name in columns) for key in keys)


def _kinds(db: Database) -> Iterator[Difference]:
    """Yield the lists whose rows do not stand for the tasks that they brought or name other kinds of rows.

    The counts and the tasks that came are under the hash of the act.
    """
    query = "SELECT edition_id, kind, COUNT(*) FROM edition_rows GROUP BY edition_id, kind"
    counts: dict[int, dict[str, int]] = defaultdict(dict)
    for key, kind, count in db.execute(query).fetchall():
        counts[key][kind] = count
    for key, name, report in db.execute("SELECT id, file_name, report FROM editions ORDER BY id").fetchall():
        said = (loaded(report) or {}).get("counts") or {}
        wanted = {kind: said.get(kind, 0) for kind in ("new", "changed", "same", "ambiguous")}
        found = {kind: counts[key].get(kind, 0) for kind in wanted}
        if said and found != wanted:
            yield Difference(DifferenceKind.LIST, "edition_rows", key, wanted, found, name=name)
    for key in counts.keys() - {key for (key,) in db.execute("SELECT id FROM editions").fetchall()}:
        yield Difference(DifferenceKind.LIST, "edition_rows", key, None, counts[key])


def _sources(db: Database) -> Iterator[Difference]:
    """Yield the kept source files that are altered, missing or named by nothing."""
    wanted = _named(db)
    found = set()
    for (key,) in db.execute("SELECT id FROM files ORDER BY id").fetchall():
        query = "SELECT sha256, name, size, body FROM files WHERE id = ?"
        sha256, name, size, body = db.execute(query, [key]).fetchone()
        found.add(sha256)
        digest = hashlib.sha256(body).hexdigest()
        if digest != sha256 or size != len(body):
            yield Difference(
                DifferenceKind.SOURCE, "files", key, {"sha256": sha256}, {"sha256": digest}, name=name
            )
        elif sha256 not in wanted:
            yield Difference(DifferenceKind.SOURCE, "files", key, None, {"name": name}, name=name)
        elif name not in wanted[sha256]:
            known = min(wanted[sha256])
            yield Difference(DifferenceKind.SOURCE, "files", key, {"name": known}, {"name": name}, name=known)
    for sha256 in wanted.keys() - found:
        name = min(wanted[sha256])
        yield Difference(DifferenceKind.SOURCE, "files", 0, {"name": name}, None, name=name)


def _named(db: Database) -> dict[str, set[str]]:
    """Return the names of the files that lists, submissions and settings keep, by SHA-256.

    Those taken back, too: the office's Word template of a setting that was changed since.
    """
    named: dict[str, set[str]] = defaultdict(set)
    for sha256, name in db.execute("SELECT sha256, file_name FROM editions").fetchall():
        named[sha256].add(name)
    query = "SELECT COALESCE(new, old) FROM history WHERE entity = 'submissions'"
    for (text,) in db.execute(query).fetchall():
        with suppress(ValueError, TypeError):
            for name, sha256 in kept_json((loaded(text) or {}).get("files", "[]")):
                named[sha256].add(name)
    query = (
        "SELECT COALESCE(new, old) AS kept FROM history WHERE entity = 'settings' AND kept LIKE '%sha256%'"
    )
    for (text,) in db.execute(query).fetchall():
        with suppress(ValueError, TypeError, KeyError):
            kept = kept_json((loaded(text) or {})["value"])
            named[kept["sha256"]].add(kept["name"])
    return named
