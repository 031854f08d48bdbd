"""Documents and what they prove."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from desktop_app.domain.errors import NotFound
from desktop_app.domain.evidence import Document, Link
from desktop_app.storage.database import Database
from desktop_app.storage.tables.programmes import inserted


class EvidenceTable:
    """The `evidence` and `evidence_links` tables."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def of(self, programme_id: int) -> list[Document]:
        """List a programme's documents in the order they came."""
        query = "SELECT * FROM evidence WHERE programme_id = ? ORDER BY id"
        return [_document(row) for row in self._db.query(query, [programme_id])]

    def all(self) -> list[Document]:
        """List the documents of every programme."""
        return [_document(row) for row in self._db.query("SELECT * FROM evidence ORDER BY id")]

    def get(self, document_id: int) -> Document:
        """Return one document. Raises NotFound."""
        for row in self._db.query("SELECT * FROM evidence WHERE id = ?", [document_id]):
            return _document(row)
        raise NotFound("document", str(document_id))

    def links(self, programme_id: int) -> list[Link]:
        """List what a programme's documents prove."""
        query = (
            "SELECT evidence_id, task_id, period FROM evidence_links "
            "JOIN evidence ON evidence.id = evidence_id "
            "WHERE programme_id = ? ORDER BY evidence_links.id"
        )
        return [Link(*row) for row in self._db.execute(query, [programme_id])]

    def count_of_task(self, task_id: int) -> int:
        """Count the documents that prove a task."""
        query = "SELECT COUNT(DISTINCT evidence_id) FROM evidence_links WHERE task_id = ?"
        return int(self._db.execute(query, [task_id]).fetchone()[0])

    def add(self, document: Document) -> Document:
        """Add a document; its id is given by the file."""
        return self.get(inserted(self._db, "evidence", _row(document) | {"id": None}))

    def change(self, document: Document) -> None:
        """Write a document over the one with its id."""
        self._db.table("evidence").update(document.id, _row(document))

    def remove(self, document_id: int) -> None:
        """Remove a document with its links; its file stays."""
        self._db.execute("DELETE FROM evidence_links WHERE evidence_id = ?", [document_id])
        self._db.execute("DELETE FROM evidence WHERE id = ?", [document_id])

    def link(self, links: Iterable[Link]) -> int:
        """Add links and return how many; one that stands already is left as it is."""
        added = self._db.conn.executemany(
            "INSERT INTO evidence_links (evidence_id, task_id, period) VALUES (?, ?, ?) "
            "ON CONFLICT DO NOTHING",
            [(one.document_id, one.task_id, one.period) for one in links],
        )
        return max(added.rowcount, 0)

    def unlink(self, links: Iterable[Link]) -> None:
        """Remove links."""
        self._db.conn.executemany(
            "DELETE FROM evidence_links WHERE evidence_id = ? AND task_id = ? AND period IS ?",
            [(one.document_id, one.task_id, one.period) for one in links],
        )

    def hashes(self) -> set[str]:
        """Return the SHA-256 of every file that a document names."""
        query = "SELECT DISTINCT sha256 FROM evidence WHERE sha256 IS NOT NULL AND sha256 <> ''"
        return {row[0] for row in self._db.execute(query)}


def _row(document: Document) -> dict[str, Any]:
    return asdict(document) | {
        "issued_on": document.issued_on.isoformat() if document.issued_on else None,
        "sha256": document.sha256 or None,
        "decision": int(document.decision),
    }


def _document(row: Mapping[str, Any]) -> Document:
    given = {
        "issued_on": date.fromisoformat(row["issued_on"]) if row["issued_on"] else None,
        "sha256": row["sha256"] or "",
        "decision": bool(row["decision"]),
    }
    return Document(**{**row, **given})
