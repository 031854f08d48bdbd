"""What an older import wrote, beside what stands now: which of it can go back while later work stays."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

from desktop_app.domain.errors import NotFound
from desktop_app.domain.plain_json import kept_json
from desktop_app.storage.database import Database
from desktop_app.storage.history import journal

TOGETHER = {
    "content": ("content", "folded"),
    "deadline": ("deadline", "deadline_starts", "deadline_ends", "precision", "recurs", "certain"),
    "group": ("group_id", "position"),
    "fate": ("fate", "fate_on", "fate_note"),
}
"""Columns of a task that say one thing and go back together."""

_OF_AGENCIES = ("leads", "coordinating")
_NAMED = "('renamed', 'read_on')"
_BROUGHT = ("handlings", "officers", "extensions", "reviews", "evidence_links", "indicator_values")
"""Tables of which a rename adds rows to the new name."""

Reason = Literal["changed", "progress", "listed", "used", "decided", "absent"]


@dataclass(frozen=True, slots=True)
class ImportedPart:
    """A field of a task that the import set, or with an empty `field` the whole task that it added.

    `old` and `new` are what the import found and wrote (agencies as JSON of ids). `stays` says why it does
    not go back: it was "changed" later, has "progress", is "listed" by a later list, is "used" elsewhere, was
    "decided" on in the tray, or is "absent" from a later list too; empty if it goes back.
    """

    task_id: int
    field: str
    old: Any
    new: Any
    stays: Reason | Literal[""]


def changes_of_import(db: Database, edition_id: int) -> list[journal.RecordedChange]:
    """Return what the act that wrote an edition changed.

    Raises NotFound if there is none, or if it was undone.
    """
    query = "SELECT action_id FROM history WHERE entity = 'editions' AND entity_id = ? ORDER BY id LIMIT 1"
    found = db.execute(query, [edition_id]).fetchone()
    active = db.execute("SELECT active FROM editions WHERE id = ?", [edition_id]).fetchone()
    if found is None or active is None or not active[0]:
        raise NotFound("edition", str(edition_id))
    return journal.changes(db, int(found[0]))


class ImportUndo:
    """Reads the history of one import in `db`, and takes back what nobody changed since."""

    def __init__(self, db: Database, edition_id: int) -> None:
        """Find the act that wrote an edition. Raises NotFound if there is none, or if it was undone."""
        self._db = db
        self._edition = edition_id
        self._changes = changes_of_import(db, edition_id)
        self._old = {one.entity_id: one.old or {} for one in self._changes if one.entity == "tasks"}
        self._new = {one.entity_id: one.new or {} for one in self._changes if one.entity == "tasks"}
        self._later = self._first_later()
        self._copies = self._copied()
        self._handed_on = self._brought_by_renames()
        self._held = self._holders()
        self._merged = dict(db.execute("SELECT id, COALESCE(merged_into, id) FROM agencies").fetchall())
        self._groups = {key for (key,) in db.execute("SELECT id FROM groups")}
        self._now: dict[int, Mapping[str, Any]] = {row["id"]: row for row in db.query("SELECT * FROM tasks")}

        kept = [one for one in self._changes if one.entity == "task_terms" and one.old is None]
        self._terms = {one.new["task_id"]: one for one in kept if one.new is not None}
        """What the import kept of each task as in force until its day."""
        self._until = dict(db.execute("SELECT id, until FROM task_terms").fetchall())
        self._dropped = [
            one.old for one in self._changes if one.entity == "task_terms" and one.new is None and one.old
        ]
        """Terms that ended after the day of the import, which spoke for all that followed."""

    def parts(self) -> list[ImportedPart]:
        """List what the import did to tasks, and what of it stays."""
        return [part for change in self._changes if change.entity == "tasks" for part in self._parts(change)]

    def take_back(self) -> None:
        """Write the old values back and take away what the import added, inside the running act."""
        parts = self.parts()
        going = [part.task_id for part in parts if not part.field and not part.stays]
        self._unname(going)
        self._name_agencies(part for part in parts if not part.stays and part.field in _OF_AGENCIES)
        for part in parts:
            if part.stays == "absent":
                self._db.execute("UPDATE tasks SET gone_since = ? WHERE id = ?", [self._later, part.task_id])
            elif not part.stays and part.field:
                columns = TOGETHER.get(part.field, (part.field,))
                pairs = ", ".join(f"{name} = ?" for name in columns)
                values = [self._before(part.task_id, name) for name in columns]
                self._db.execute(f"UPDATE tasks SET {pairs} WHERE id = ?", [*values, part.task_id])
                self._take_back_later(part, columns)
            elif not part.stays:
                self._db.execute("DELETE FROM tasks WHERE id = ?", [part.task_id])
        stays = {part.task_id for part in parts if part.stays}
        for task_id, kept in self._terms.items():
            if task_id not in stays:
                self._db.execute("DELETE FROM task_terms WHERE id = ?", [kept.entity_id])
        for terms in self._dropped:
            if terms["task_id"] not in stays:
                names, marks = ", ".join(terms), ", ".join("?" for _ in terms)
                self._db.execute(
                    f"INSERT OR IGNORE INTO task_terms ({names}) VALUES ({marks})", list(terms.values())
                )
        _order_back(self._db, self._old, self._new)
        self._drop_groups()
        self._drop_agencies()
        self._db.execute("UPDATE editions SET active = 0 WHERE id = ?", [self._edition])

    def _take_back_later(self, part: ImportedPart, columns: Sequence[str]) -> None:
        """Write the old value of a field into what later acts kept of the task.

        Only where it says what the import wrote.
        """
        kept, new = self._terms.get(part.task_id), self._new[part.task_id]
        if kept is None or kept.new is None or part.field in ("since", "gone_since"):
            return
        shared = [name for name in columns if name != "folded"]
        pairs = ", ".join(f"{name} = ?" for name in shared)
        same = " AND ".join(f"{name} IS ?" for name in shared)
        self._db.execute(
            f"UPDATE task_terms SET {pairs} WHERE task_id = ? AND until > ? AND {same}",
            [
                *(self._before(part.task_id, name) for name in shared),
                *(part.task_id, self._until.get(kept.entity_id, kept.new["until"])),
                *(new[name] for name in shared),
            ],
        )

    def _parts(self, change: journal.RecordedChange) -> Iterator[ImportedPart]:
        now = self._now.get(change.entity_id)
        if now is None or change.new is None:
            return
        if change.old is None:
            yield ImportedPart(change.entity_id, "", None, change.new["content"], self._holds(change, now))
            return
        old, new = change.old, change.new
        for field in _fields(old, new):
            if field == "group" and old["group_id"] == new["group_id"]:
                continue  # it only has another place among the tasks of its group
            columns = [name for name in TOGETHER.get(field, (field,)) if name in new]
            before = self._before(change.entity_id, columns[0])
            if field in _OF_AGENCIES and before == now[field]:
                continue
            stays: Reason | Literal[""] = "" if all(now[name] == new[name] for name in columns) else "changed"
            if field == "group" and before not in self._groups:
                stays = "changed"
            if field == "gone_since" and new[field] is not None and now["fate"] != "active":
                stays = "" if change.entity_id in self._renamed_away else "decided"
            elif field == "gone_since" and new[field] is not None and not stays and self._later is not None:
                stays = "absent"
            yield ImportedPart(change.entity_id, field, before, new[columns[0]], stays)

    def _before(self, task_id: int, column: str) -> Any:
        """Return what the import found in a column.

        An agency that was merged since is the one it was merged into.
        """
        value = self._old[task_id].get(column)
        if column not in _OF_AGENCIES or not value:
            return value
        return json.dumps(list(dict.fromkeys(self._agency(int(key)) for key in kept_json(value))))

    def _agency(self, key: int) -> int:
        """Return an agency of then as it stands now.

        One that was removed since comes again when it is written.
        """
        if key in self._merged:
            return int(self._merged[key])
        row = journal.last_known(self._db, "agencies", key) or {}
        found = self._db.execute(
            "SELECT COALESCE(merged_into, id) FROM agencies WHERE key = ?", [row.get("key")]
        ).fetchone()
        return key if found is None else int(found[0])

    def _first_later(self) -> int | None:
        """Return the first list that was accepted after this one.

        A task that came back with it is "changed".
        """
        query = (
            "SELECT MIN(id) FROM editions WHERE active = 1 AND id > ? "
            "AND programme_id = (SELECT programme_id FROM editions WHERE id = ?)"
        )
        found: int | None = self._db.execute(query, [self._edition, self._edition]).fetchone()[0]
        return found

    def _name_agencies(self, parts: Iterable[ImportedPart]) -> None:
        """Add the agencies again that were removed since and that go back into a task."""
        for key in dict.fromkeys(int(key) for part in parts for key in kept_json(part.old or "[]")):
            row = journal.last_known(self._db, "agencies", key)
            if key not in self._merged and row is not None:
                values = [key, row["name"], row["key"]]
                self._db.execute("INSERT INTO agencies (id, name, key) VALUES (?, ?, ?)", values)

    @cached_property
    def _renamed_away(self) -> set[int]:
        """Return the tasks that were renamed to tasks which go with the import."""
        going = {part.task_id for part in self._whole() if not part.stays}
        named = self._db.execute("SELECT from_task, to_task FROM lineage WHERE kind = 'renamed'")
        return {old for old, new in named if new in going}

    def _whole(self) -> Iterator[ImportedPart]:
        for change in self._changes:
            if change.entity == "tasks" and change.old is None:
                yield from self._parts(change)

    def _unname(self, going: Sequence[int]) -> None:
        """Undo renames to tasks that go back: what these brought, and the decision on the old task."""
        renamed = self._renamed_away
        for task_id in going:
            self._db.execute(f"DELETE FROM lineage WHERE to_task = ? AND kind IN {_NAMED}", [task_id])
        for progress_id in self._copies:
            if self._copies[progress_id] in going:
                self._db.execute("DELETE FROM progress WHERE id = ?", [progress_id])
        for (table, key), task_id in self._handed_on.items():
            if task_id in going:
                self._db.execute(f"DELETE FROM {table} WHERE id = ?", [key])
        for task_id in renamed:
            query = "UPDATE tasks SET fate = 'active', fate_on = NULL, fate_note = '' WHERE id = ?"
            self._db.execute(query, [task_id])

    def _copied(self) -> dict[int, int]:
        """Return the tasks of entries that a rename copied, by entry.

        Of open periods, and nobody touched them since. Earlier programs copied; now the entries of the old
        task are read on.
        """
        query = (
            "SELECT copy.id, copy.task_id FROM progress AS copy "
            "JOIN lineage ON to_task = copy.task_id AND kind = 'renamed' "
            "JOIN progress AS own ON own.task_id = from_task AND own.period = copy.period WHERE "
            + " AND ".join(
                f"own.{name} IS copy.{name}"
                for name in self._names("progress", "id", "task_id", "act", "own")
            )
            + " AND NOT EXISTS (SELECT 1 FROM sealed_versions WHERE period = copy.period AND programme_id = "
            "(SELECT programme_id FROM tasks WHERE id = copy.task_id) "
            "AND NOT EXISTS (SELECT 1 FROM reopenings WHERE version_id = sealed_versions.id))"
        )
        return dict(self._db.execute(query).fetchall())

    def _brought_by_renames(self) -> dict[tuple[str, int], int]:
        """Return the tasks of rows that a rename added and nobody touched since, by table and id."""
        found = self._db.execute(
            "SELECT entity, entity_id, COALESCE(json_extract(new, '$.task_id'), entity_id), "
            "json_extract(new, '$.period') FROM history JOIN actions ON actions.id = action_id "
            "WHERE actions.kind = 'task_rename' AND old IS NULL AND undoes IS NULL "
            f"AND entity IN ({', '.join('?' for _ in _BROUGHT)}) AND NOT EXISTS (SELECT 1 "
            "FROM history AS later "
            "WHERE later.entity = history.entity AND later.entity_id = history.entity_id "
            "AND later.id > history.id)",
            _BROUGHT,
        ).fetchall()
        query = (
            "SELECT tasks.id, sealed.period FROM sealed_versions AS sealed "
            "JOIN tasks ON tasks.programme_id = sealed.programme_id "
            "WHERE NOT EXISTS (SELECT 1 FROM reopenings WHERE version_id = sealed.id)"
        )
        closed = set(self._db.execute(query)) if found else set()
        return {
            (table, key): task_id for table, key, task_id, period in found if (task_id, period) not in closed
        }

    def _names(self, table: str, *without: str) -> list[str]:
        return [name for name in self._db.columns(table) if name not in without]

    def _holds(self, change: journal.RecordedChange, now: Mapping[str, Any]) -> Reason | Literal[""]:
        """Say why a task that the import added stays."""
        new = change.new or {}
        held = self._held.get(change.entity_id)
        if held is not None:
            return held
        kept = (name for name in now if name in new and name not in ("position", "since"))
        return "" if all(now[name] == new[name] for name in kept) else "changed"

    def _holders(self) -> dict[int, Reason]:
        """Say of each task that something else stands on what that is.

        A later list, progress, or any other row.
        """
        held: dict[int, Reason] = {}
        for table, column in _tables_with_tasks(self._db):
            reason: Reason = "progress" if table == "progress" else "used"
            rows = self._db.execute(f"SELECT id, {column} FROM {table} WHERE {column} IS NOT NULL").fetchall()
            ours = {key for name, key in self._handed_on if name == table}
            if table == "progress":
                ours |= self._copies.keys()
            elif column == "to_task":
                ours |= _renames(self._db)
            held |= {key: held.get(key, reason) for row_id, key in rows if row_id not in ours}
        later = (
            "SELECT DISTINCT task_id FROM edition_rows JOIN editions ON editions.id = edition_id "
            "WHERE active = 1 AND edition_id > ? AND task_id IS NOT NULL"
        )
        return held | dict.fromkeys((key for (key,) in self._db.execute(later, [self._edition])), "listed")

    def _drop_groups(self) -> None:
        for key in self._added("groups"):
            self._db.execute(
                "DELETE FROM groups WHERE id = ? AND NOT EXISTS (SELECT 1 FROM tasks "
                "WHERE group_id = groups.id) "
                "AND NOT EXISTS (SELECT 1 FROM task_terms WHERE group_id = groups.id)",
                [key],
            )

    def _drop_agencies(self) -> None:
        """Take away the agencies that the import added and that no task names or named.

        Other names of theirs go first.
        """
        used = {
            int(key)
            for table in ("tasks", "task_terms")
            for row in self._db.execute(f"SELECT leads, coordinating FROM {table}")
            for text in row
            for key in kept_json(text)
        }
        unused = [key for key in self._added("agencies") if key not in used]
        for key in sorted(unused, key=lambda key: self._merged.get(key) == key):
            self._db.execute(
                "DELETE FROM agencies WHERE id = ? "
                "AND NOT EXISTS (SELECT 1 FROM agencies AS one WHERE one.merged_into = agencies.id)",
                [key],
            )

    def _added(self, entity: str) -> list[int]:
        return [one.entity_id for one in self._changes if one.entity == entity and one.old is None]


def _renames(db: Database) -> set[int]:
    """Return the notes of lineage by which a task goes on under another name: they go with that name."""
    named = "(SELECT from_task, to_task FROM lineage WHERE kind = 'renamed')"
    query = f"SELECT id FROM lineage WHERE kind IN {_NAMED} AND (from_task, to_task) IN {named}"
    return {key for (key,) in db.execute(query)}


def _fields(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[str]:
    """Return the names of what an update changed, each set of columns that belong together once."""
    owner = {column: field for field, columns in TOGETHER.items() for column in columns}
    changed = (owner.get(name, name) for name in new if old.get(name) != new[name])
    return list(dict.fromkeys(changed))


def _tables_with_tasks(db: Database) -> Iterator[tuple[str, str]]:
    """Yield the tables and columns that point at tasks, whichever there are.

    What lists said does not count.
    """
    for (table,) in db.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name = 'progress' DESC"
    ):
        if table in ("edition_rows", "history"):
            continue
        linked = {row[3] for row in db.execute(f"PRAGMA foreign_key_list({table})") if row[2] == "tasks"}
        named = {"task_id"}.intersection(db.columns(table))
        for column in sorted(linked | named):
            yield table, column


_Rows = Mapping[int, Mapping[str, Any]]


def _order_back(db: Database, old: _Rows, new: _Rows) -> None:
    """Write back the places within their groups that an import changed and nobody changed since."""
    for task_id, written in new.items():
        before = old[task_id]
        if before and written and before.get("group_id") == written.get("group_id"):
            place = [task_id, before["group_id"], written["position"], before["position"]]
            db.execute(
                "UPDATE tasks SET position = ?4 WHERE id = ?1 AND group_id = ?2 AND position = ?3 "
                "AND position <> ?4",
                place,
            )
