"""Editions: accepted lists, their rows as read, and their source files."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from itertools import islice
from json.encoder import encode_basestring as _json
from typing import TYPE_CHECKING, Any

from desktop_app.domain.editions import Edition, ListRow, Others, Problem, RowKind
from desktop_app.domain.errors import NotFound
from desktop_app.domain.plain_json import kept_json
from desktop_app.domain.task import Assignment
from desktop_app.storage.database import Database
from desktop_app.storage.tables.programmes import inserted

if TYPE_CHECKING:
    from hashlib import _Hash as Hash


_BLOCK = 512
_FIELDS = 7
"""So many fields of a task are kept of a row."""
_WHOLE = "2:"
"""How a digest begins that covers whole rows; one of an earlier program leaves out their kind and task."""


@dataclass(frozen=True, slots=True)
class AcceptedRow:
    """A row of a list as it was accepted."""

    row: ListRow
    kind: RowKind
    task_id: int | None


class EditionTable:
    """The `editions`, `edition_rows` and `files` tables."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def of(self, programme_id: int) -> list[Edition]:
        """List a programme's editions, the oldest first; undone ones are left out."""
        query = "SELECT * FROM editions WHERE programme_id = ? AND active = 1 ORDER BY id"
        return [_edition(row) for row in self._db.query(query, [programme_id])]

    def add(self, edition: Edition, body: bytes, rows: Iterable[AcceptedRow], report: dict[str, Any]) -> int:
        """Keep a list with its source file and its rows and return the edition's id."""
        self.keep_file(edition.file_name, body)
        row = asdict(edition) | {
            "id": None,
            "issued_on": edition.issued_on.isoformat() if edition.issued_on else None,
            "mapping": json.dumps(edition.mapping, ensure_ascii=False),
            "report": json.dumps(report, ensure_ascii=False),
        }
        key = inserted(self._db, "editions", row)
        digest = hashlib.sha256()
        self._db.conn.executemany(
            "INSERT INTO edition_rows (edition_id, row, given, problems, kind, task_id) "
            "VALUES (?, ?, ?, ?, ?, ?)",
            _rows(key, rows, digest),
        )
        said = _WHOLE + digest.hexdigest()
        self._db.execute("UPDATE editions SET active = 1, digest = ? WHERE id = ?", [said, key])
        return key

    def last_given(
        self, programme_id: int, held: Mapping[int, Assignment] | None = None
    ) -> dict[int, Assignment]:
        """Return, by task id, the assignment in the last list; rows left for later do not count.

        If `held` has an equal one for the task, that object is returned, so that it stands in memory once.
        """
        query = (
            "SELECT edition_rows.task_id, edition_rows.given FROM edition_rows "
            "JOIN editions ON editions.id = edition_id "
            "WHERE editions.programme_id = ? AND editions.active = 1 AND task_id IS NOT NULL "
            "AND kind <> 'ambiguous' "
            "ORDER BY edition_rows.id"
        )
        given_of, same = _Givens(), held or {}
        found: dict[int, Assignment] = {}
        for task_id, text in self._db.execute(query, [programme_id]):
            given = given_of(kept_json(text))
            known = same.get(task_id)
            found[task_id] = given if known is None or known != given else known
        return found

    def others(self, programme_id: int, task_id: int | None = None) -> dict[int, Others]:
        """Return by task what the last list with such columns said beside its fields; of one task, or of all.

        Only lists of which such columns were kept are gone through.
        """
        query = (
            "SELECT edition_rows.task_id, edition_rows.given FROM editions "
            "JOIN edition_rows ON editions.id = edition_id "
            "WHERE editions.programme_id = ? AND editions.active = 1 AND editions.mapping LIKE '%\"other\"%' "
            "AND task_id IS NOT NULL AND kind <> 'ambiguous' AND (? IS NULL OR task_id = ?) "
            "ORDER BY edition_rows.id"
        )
        found: dict[int, Others] = {}
        for key, text in self._db.execute(query, [programme_id, task_id, task_id]):
            if others := _others(kept_json(text)):
                found[key] = others
        return found

    def get(self, edition_id: int) -> Edition:
        """Return one edition, an undone one too. Raises NotFound."""
        for row in self._db.query("SELECT * FROM editions WHERE id = ?", [edition_id]):
            return _edition(row)
        raise NotFound("edition", str(edition_id))

    def with_file(self, programme_id: int, sha256: str) -> list[Edition]:
        """List the editions that came from the file with this content, the newest first.

        Undone ones are left out.
        """
        query = "SELECT * FROM editions WHERE programme_id = ? AND sha256 = ? AND active = 1 ORDER BY id DESC"
        return [_edition(row) for row in self._db.query(query, [programme_id, sha256])]

    def rows(self, edition_id: int) -> list[AcceptedRow]:
        """List the rows of an edition as they were read."""
        return list(self.told_rows(edition_id))

    def told_rows(self, edition_id: int) -> Iterator[AcceptedRow]:
        """Return them one by one; the file has been read when the first one comes."""
        query = (
            "SELECT row, kind, task_id, given, problems FROM edition_rows WHERE edition_id = ? ORDER BY id"
        )
        given_of = _Givens()
        for row, kind, task_id, given, problems in self._db.execute(query, [edition_id]).fetchall():
            said = kept_json(given)
            noted = tuple(Problem(*one) for one in kept_json(problems))
            yield AcceptedRow(ListRow(row, "", given_of(said), noted, _others(said)), RowKind(kind), task_id)

    def task_ids(self, edition_id: int) -> frozenset[int]:
        """Return the tasks that an edition names; its rows are not read for that."""
        query = "SELECT task_id FROM edition_rows WHERE edition_id = ? AND task_id IS NOT NULL"
        return frozenset(task_id for (task_id,) in self._db.execute(query, [edition_id]))

    def tasks_of_rows(self, edition_id: int) -> dict[int, int]:
        """Return the tasks of the rows that were taken for one; others may wait still."""
        query = (
            "SELECT row, task_id FROM edition_rows "
            "WHERE edition_id = ? AND task_id IS NOT NULL AND kind <> 'ambiguous'"
        )
        return dict(self._db.execute(query, [edition_id]).fetchall())

    def report(self, edition_id: int) -> dict[str, Any]:
        """Return the report of an import.

        The rows of an edition that are no tasks, the changes, and the counts.
        """
        found = self._db.execute("SELECT report FROM editions WHERE id = ?", [edition_id]).fetchone()
        report: dict[str, Any] = kept_json(found[0]) if found else {}
        return report

    def describe(self, edition_id: int, document: str, title: str, issued_on: date | None) -> None:
        """Write what the officer says of an edition."""
        day = issued_on.isoformat() if issued_on else None
        query = "UPDATE editions SET document = ?, title = ?, issued_on = ? WHERE id = ?"
        self._db.execute(query, [document, title, day, edition_id])

    def keep_file(self, name: str, body: bytes) -> str:
        """Keep a file once by its content and return its SHA-256."""
        sha256 = hashlib.sha256(body).hexdigest()
        self._db.execute(
            "INSERT INTO files (sha256, name, size, body) VALUES (?, ?, ?, ?) "
            "ON CONFLICT (sha256) DO NOTHING",
            [sha256, name, len(body), body],
        )
        return sha256

    def file(self, sha256: str) -> bytes | None:
        """Return a kept file's content, or None."""
        row = self._db.execute("SELECT body FROM files WHERE sha256 = ?", [sha256]).fetchone()
        return None if row is None else bytes(row[0])


def list_digests(db: Database, action_id: int) -> list[tuple[str, str]]:
    """Return of each edition that an act brought in the digest in its history, and that of its rows now.

    What stands in `editions.digest` now is not asked: an undo empties it, and another program could.
    """
    brought = db.execute(
        "SELECT entity_id, json_extract(new, '$.digest') AS list_digest FROM history "
        "WHERE action_id = ? AND entity = 'editions' AND list_digest <> ''",
        [action_id],
    ).fetchall()
    return [(digest, _digest(db, key, whole=digest.startswith(_WHOLE))) for key, digest in brought]


def _digest(db: Database, edition_id: int, *, whole: bool) -> str:
    """Return the digest of the rows of an edition as they stand."""
    digest = hashlib.sha256()
    columns = "row, given, problems" + (", kind, task_id" if whole else "")
    query = f"SELECT {columns} FROM edition_rows WHERE edition_id = ? ORDER BY id"
    for row in db.execute(query, [edition_id]):
        digest.update(repr(row).encode())
    return (_WHOLE if whole else "") + digest.hexdigest()


def _rows(edition_id: int, rows: Iterable[AcceptedRow], digest: "Hash") -> Iterator[tuple[Any, ...]]:
    """Yield the columns of rows, and what they say to the digest.

    Lists of agencies are written as JSON once each.
    """
    agencies = _AgencyLists()
    rows = iter(rows)
    while block := list(islice(rows, _BLOCK)):
        said = [(*_said(kept.row, agencies), kept.kind.value, kept.task_id) for kept in block]
        digest.update("".join(map(repr, said)).encode())
        for one in said:
            yield (edition_id, *one)


def _said(row: ListRow, agencies: Mapping[tuple[str, ...], str]) -> tuple[int, str, str]:
    given, problems = row.given, "[]"
    if row.problems:
        problems = json.dumps([[one.cell, one.code, one.text] for one in row.problems], ensure_ascii=False)
    values = (
        f"[{'null' if given.group is None else given.group}, {_json(given.number)}, {_json(given.content)}, "
        f"{agencies[given.leads]}, {agencies[given.coordinating]}, {_json(given.output)}, "
        f"{_json(given.deadline)}{f', {json.dumps(row.others, ensure_ascii=False)}' if row.others else ''}]"
    )
    return row.row, values, problems


class _AgencyLists(dict[tuple[str, ...], str]):
    """Lists of agencies as JSON."""

    def __missing__(self, names: tuple[str, ...]) -> str:
        text = self[names] = json.dumps(names, ensure_ascii=False)
        return text


class _Givens:
    """Makes assignments of what is kept of a row; what many share is held once."""

    def __init__(self) -> None:
        self._agencies: dict[tuple[str, ...], tuple[str, ...]] = {}
        self._texts: dict[str, str] = {}

    def __call__(self, said: list[Any]) -> Assignment:
        group, number, content, leads, coordinating, output, deadline, *_ = said
        leads, coordinating = tuple(leads), tuple(coordinating)
        return Assignment(
            group=group,
            number=number,
            content=content,
            leads=self._agencies.setdefault(leads, leads),
            coordinating=self._agencies.setdefault(coordinating, coordinating),
            output=self._texts.setdefault(output, output),
            deadline=self._texts.setdefault(deadline, deadline),
        )


def _others(said: list[Any]) -> Others:
    """Return what a row says beside its fields; it stands behind these, if there is anything."""
    return tuple((title, text) for title, text in said[_FIELDS]) if len(said) > _FIELDS else ()


def _edition(row: dict[str, Any]) -> Edition:
    return Edition(
        id=row["id"],
        programme_id=row["programme_id"],
        title=row["title"],
        issued_on=date.fromisoformat(row["issued_on"]) if row["issued_on"] else None,
        file_name=row["file_name"],
        sha256=row["sha256"],
        sheet=row["sheet"],
        header_row=row["header_row"],
        received_at=row["received_at"],
        received_by=row["received_by"],
        mapping=kept_json(row["mapping"]),
        document=row["document"],
    )
