"""Settings that travel with the data file, by key; values are JSON."""

import json
from typing import Any

from desktop_app.domain.plain_json import kept_json
from desktop_app.storage.database import Database


class SettingTable:
    """The `settings` and `headings` tables."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def get(self, key: str) -> Any:
        """Return the value kept under `key`, or None."""
        row = self._db.execute("SELECT value FROM settings WHERE key = ?", [key]).fetchone()
        return None if row is None else kept_json(row[0])

    def put(self, key: str, value: Any) -> None:
        """Keep `value` under `key`; nothing, kept where there is nothing, is no change."""
        if not value and self.get(key) is None:
            return
        self._db.execute(
            "INSERT INTO settings (key, value) VALUES (?, ?) "
            "ON CONFLICT (key) DO UPDATE SET value = excluded.value WHERE value <> excluded.value",
            [key, json.dumps(value, ensure_ascii=False, sort_keys=True)],
        )

    def under(self, prefix: str) -> dict[str, Any]:
        """Return what is kept under the keys that begin with `prefix`, by key."""
        rows = self._db.execute(
            "SELECT key, value FROM settings WHERE substr(key, 1, ?) = ? ORDER BY id", [len(prefix), prefix]
        )
        return {key: kept_json(value) for key, value in rows.fetchall()}

    def of_programme(self, key: str, programme_id: int) -> Any:
        """Return what is kept under `key` for a programme, else what is kept for all, or None."""
        own = self.get(programme_key(key, programme_id)) if programme_id else None
        return self.get(key) if own is None else own

    def heading(self, fingerprint: str) -> dict[str, str] | None:
        """Return the mapping last chosen for a heading with this fingerprint, or None."""
        row = self._db.execute("SELECT mapping FROM headings WHERE fingerprint = ?", [fingerprint]).fetchone()
        return None if row is None else kept_json(row[0])

    def remember_heading(self, fingerprint: str, mapping: dict[str, str]) -> None:
        """Keep the mapping for the next list with the same heading."""
        self._db.execute(
            "INSERT INTO headings (fingerprint, mapping) VALUES (?, ?) "
            "ON CONFLICT (fingerprint) DO UPDATE SET mapping = excluded.mapping",
            [fingerprint, json.dumps(mapping, ensure_ascii=False, sort_keys=True)],
        )


def programme_key(key: str, programme_id: int) -> str:
    """Return the key under which a setting of one programme is kept; 0 stands for all programmes."""
    return f"{key}:{programme_id}" if programme_id else key
