"""The catalogue of agencies. Tasks hold agency ids, so that a corrected name is right everywhere at once."""

import json
from datetime import date

from desktop_app.domain.agencies import Agency, agency_key
from desktop_app.storage.database import Database
from desktop_app.storage.tables import _terms


class AgencyTable:
    """The `agencies` table."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def all(self) -> list[Agency]:
        """List the agencies that were not merged into another one."""
        rows = self._db.execute(
            "SELECT id, name FROM agencies WHERE merged_into IS NULL ORDER BY id"
        ).fetchall()
        return [Agency(*row) for row in rows]

    def names(self) -> dict[int, str]:
        """Return every agency's name by id."""
        return dict(self._db.execute("SELECT id, name FROM agencies").fetchall())

    def by_key(self) -> dict[str, int]:
        """Return the id for each folded name; a merged name leads to the agency it was merged into."""
        rows = self._db.execute(
            "SELECT key, COALESCE(merged_into, id) FROM agencies ORDER BY id DESC"
        ).fetchall()
        return dict(rows)

    def add(self, name: str) -> int:
        """Add an agency and return its id."""
        return int(
            self._db.execute(
                "INSERT INTO agencies (name, key) VALUES (?, ?) RETURNING id", [name, agency_key(name)]
            ).fetchone()[0]
        )

    def add_alias(self, name: str, agency_id: int) -> None:
        """Let another name lead to an agency."""
        self._db.execute(
            "INSERT INTO agencies (name, key, merged_into) VALUES (?, ?, ?)",
            [name, agency_key(name), agency_id],
        )

    def rename(self, agency_id: int, name: str) -> None:
        """Correct an agency's name; the old one stays known."""
        old = self._db.execute("SELECT name, key FROM agencies WHERE id = ?", [agency_id]).fetchone()
        if (
            old is not None
            and old[1] not in (agency_key(name), "")
            and old[1] not in self._aliases(agency_id)
        ):
            self.add_alias(old[0], agency_id)
        self._db.execute(
            "UPDATE agencies SET name = ?, key = ? WHERE id = ?", [name, agency_key(name), agency_id]
        )

    def merge(self, agency_id: int, into: int, day: date | None = None) -> None:
        """Put `into` in the place of `agency_id`, in what is in force from `day` on (None: everywhere).

        The old name stays known and leads to `into`.
        """
        query = "UPDATE agencies SET merged_into = ? WHERE id = ? OR merged_into = ?"
        self._db.execute(query, [into, agency_id, agency_id])
        if day is not None:
            _terms.cut(self._db, sorted(self._naming(agency_id, day)), day)
        self._put("tasks", agency_id, into)
        self._put("task_terms", agency_id, into, "" if day is None else day.isoformat())

    def _put(self, table: str, agency_id: int, into: int, after: str | None = None) -> None:
        """Put one agency in the place of another one in rows of tasks.

        Also in terms that end later than `after`.
        """
        rows = f"SELECT id, leads, coordinating FROM {table}" + ("" if after is None else " WHERE until > ?")
        for key, *texts in self._db.execute(rows, [] if after is None else [after]).fetchall():
            leads, helpers = map(json.loads, texts)
            if agency_id not in (*leads, *helpers):
                continue
            if into in (*leads, *helpers):  # who leads a task does not help with it, too
                helpers = [
                    one
                    for one in helpers
                    if one not in (agency_id, into) or {agency_id, into}.isdisjoint(leads)
                ]
            both = [
                list(dict.fromkeys(into if one == agency_id else one for one in ids))
                for ids in (leads, helpers)
            ]
            query = f"UPDATE {table} SET leads = ?, coordinating = ? WHERE id = ?"
            self._db.execute(query, [*map(json.dumps, both), key])

    def _naming(self, agency_id: int, day: date) -> set[int]:
        """Return the tasks that name an agency in what is in force on `day` or later."""
        found: set[int] = set()
        for table, key, later in (("tasks", "id", ""), ("task_terms", "task_id", "AND until > :day")):
            for column in ("leads", "coordinating"):
                query = (
                    f"SELECT DISTINCT {table}.{key} FROM {table}, json_each({column}) "
                    f"WHERE value = :agency {later}"
                )
                found.update(
                    row[0] for row in self._db.execute(query, {"agency": agency_id, "day": day.isoformat()})
                )
        return found

    def used(self) -> set[int]:
        """Return the ids that some task names or named, also by a name that was merged into them since."""
        rows = self._db.execute(
            "SELECT id, merged_into FROM agencies WHERE id IN ("
            + " UNION ".join(
                f"SELECT value FROM {table}, json_each({column})"
                for table in ("tasks", "task_terms")
                for column in ("leads", "coordinating")
            )
            + ")"
        )
        return {key for row in rows.fetchall() for key in row if key is not None}

    def remove(self, agency_id: int) -> None:
        """Remove an agency that no task names, with the other names that led to it."""
        self._db.execute("DELETE FROM agencies WHERE merged_into = ?", [agency_id])
        self._db.execute("DELETE FROM agencies WHERE id = ?", [agency_id])

    def _aliases(self, agency_id: int) -> set[str]:
        rows = self._db.execute("SELECT key FROM agencies WHERE merged_into = ?", [agency_id]).fetchall()
        return {str(row[0]) for row in rows}
