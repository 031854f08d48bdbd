"""The office's own reporting regimes, its versions of shipped ones too.

Bodies are JSON as in `resources/regimes`.
"""

import json
from typing import Any

from desktop_app.domain.plain_json import kept_json
from desktop_app.storage.database import Database


class RegimeTable:
    """The `regimes` table."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def all(self) -> list[dict[str, Any]]:
        """List the bodies in the order they were added."""
        return [
            kept_json(row[0]) for row in self._db.execute("SELECT body FROM regimes ORDER BY id").fetchall()
        ]

    def put(self, code: str, body: dict[str, Any]) -> None:
        """Keep a regime under its code, over the one that stands there."""
        self._db.execute(
            "INSERT INTO regimes (code, body) VALUES (?, ?) "
            "ON CONFLICT (code) DO UPDATE SET body = excluded.body WHERE body <> excluded.body",
            [code, json.dumps(body, ensure_ascii=False, sort_keys=True)],
        )

    def remove(self, code: str) -> None:
        """Forget the office's version of a regime."""
        self._db.execute("DELETE FROM regimes WHERE code = ?", [code])

    def recorded(self, code: str) -> bool:
        """Return whether anything was recorded for a period of this regime."""
        query = "SELECT 1 FROM progress WHERE period >= ? AND period < ? LIMIT 1"
        return self._db.execute(query, [f"{code}/", f"{code}0"]).fetchone() is not None
