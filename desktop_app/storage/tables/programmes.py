"""Programmes and their groups."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from desktop_app.domain.errors import NotFound
from desktop_app.domain.plain_json import kept_json
from desktop_app.domain.programme import Group, Programme
from desktop_app.storage.database import Database


class ProgrammeTable:
    """The `programmes` and `groups` tables."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def all(self) -> list[Programme]:
        """List the programmes in the order they were added."""
        return [_programme(row) for row in self._db.query("SELECT * FROM programmes ORDER BY id")]

    def get(self, programme_id: int) -> Programme:
        """Return one programme. Raises NotFound."""
        for row in self._db.query("SELECT * FROM programmes WHERE id = ?", [programme_id]):
            return _programme(row)
        raise NotFound("programme", str(programme_id))

    def add(self, programme: Programme) -> Programme:
        """Add a programme; its id is given by the file."""
        row = _row(programme) | {"id": None}
        return self.get(inserted(self._db, "programmes", row))

    def change(self, programme: Programme) -> None:
        """Write a programme over the one with its id."""
        self._db.table("programmes").update(programme.id, _row(programme))

    def groups(self, programme_id: int) -> list[Group]:
        """List a programme's groups by number."""
        query = (
            "SELECT id, programme_id, number, title, since FROM groups WHERE programme_id = ? ORDER BY number"
        )
        return [
            Group(key, owner, number, title, date.fromisoformat(since) if since else None)
            for key, owner, number, title, since in self._db.execute(query, [programme_id]).fetchall()
        ]

    def add_group(self, programme_id: int, number: int, title: str, since: date | None = None) -> Group:
        """Add a group, which there is from the day `since` on (None: from the beginning)."""
        row = {"programme_id": programme_id, "number": number, "title": title}
        key = inserted(self._db, "groups", row | {"since": since.isoformat() if since else None})
        return Group(key, programme_id, number, title, since)

    def change_group(self, group: Group) -> None:
        """Write a group over the one with its id."""
        self._db.table("groups").update(group.id, {"number": group.number, "title": group.title})

    def remove_group(self, group_id: int) -> None:
        """Remove a group that holds no task; SQLite refuses any other."""
        self._db.table("groups").delete(group_id)


def inserted(db: Database, table: str, row: Mapping[str, Any]) -> int:
    """Insert a row, which takes its id from the file, and return the id."""
    return int(str(db.table(table).insert({"id": None, **row}).last_pk))


def _row(programme: Programme) -> dict[str, Any]:
    row = asdict(programme)
    for name in ("issued_on", "starts_on", "ends_on"):
        row[name] = row[name].isoformat() if row[name] is not None else None
    row["illustrative"] = int(programme.illustrative)
    row["regimes"] = json.dumps(programme.regimes)
    return row


def _programme(row: Mapping[str, Any]) -> Programme:
    issued_on = row["issued_on"]
    days = {
        "issued_on": date.fromisoformat(issued_on) if issued_on else None,
        "starts_on": date.fromisoformat(row["starts_on"]),
        "ends_on": date.fromisoformat(row["ends_on"]),
        "illustrative": bool(row["illustrative"]),
        "regimes": tuple(kept_json(row["regimes"])),
    }
    return Programme(**{**row, **days})
