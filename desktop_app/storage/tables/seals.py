"""Sealed versions of periods, their reopenings, and what was sent. All three only ever grow.

What locks a period are triggers on this (`migrations._locked`), so that no path goes round them.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from desktop_app.domain.errors import NotFound, PeriodSealed
from desktop_app.domain.period import PeriodState
from desktop_app.domain.plain_json import kept_json
from desktop_app.domain.sealed_version import SealedVersion, Submission
from desktop_app.storage.database import Database
from desktop_app.storage.tables.programmes import inserted

_VERSIONS = (
    "SELECT sealed_versions.id, reopenings.reason, reopenings.at, reopenings.by FROM sealed_versions "
    "LEFT JOIN reopenings ON version_id = sealed_versions.id "
)
_FACTS = (
    "SELECT id, programme_id, period, version, sha256, reason, sealed_at, sealed_by, head "
    "FROM sealed_versions WHERE id = ?"
)


class SealTable:
    """The `sealed_versions`, `reopenings`, `period_states` and `submissions` tables."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._facts: dict[int, tuple[Any, ...]] = {}

    def of(self, programme_id: int) -> list[SealedVersion]:
        """List a programme's sealed versions without their bodies, the oldest first."""
        rows = self._db.execute(
            _VERSIONS + "WHERE programme_id = ? ORDER BY sealed_versions.id", [programme_id]
        )
        return [self._version(*row) for row in rows.fetchall()]

    def standing(self, programme_id: int, period: str) -> SealedVersion | None:
        """Return the version that closes a period, or None while it is open."""
        query = (
            "WHERE programme_id = ? AND period = ? AND reopenings.id IS NULL ORDER BY version DESC LIMIT 1"
        )
        row = self._db.execute(_VERSIONS + query, [programme_id, period]).fetchone()
        return None if row is None else self._version(*row)

    def version(self, version_id: int) -> list[SealedVersion]:
        """Return the version with an id as a list, an empty one if there is none; its row is read again."""
        self._facts.pop(version_id, None)
        rows = self._db.execute(_VERSIONS + "WHERE sealed_versions.id = ?", [version_id]).fetchall()
        return [self._version(*row) for row in rows]

    def _version(self, version_id: int, *reopened: str | None) -> SealedVersion:
        """Return a version, its own row read once: it never changes, but in an act that is being written.

        SQLite gets to what stands behind the body through all its pages: megabytes for thousands of tasks.
        """
        writing = self._db.conn.in_transaction
        facts = None if writing else self._facts.get(version_id)
        if facts is None:
            facts = self._db.execute(_FACTS, [version_id]).fetchone()
            if not writing:
                self._facts[version_id] = facts
        return SealedVersion(*facts, *reopened)

    def act_hash(self, version: SealedVersion) -> str:
        """Return the hash of the act that sealed a version, which vouches for it; "" if there is none."""
        query = (
            "SELECT hash FROM actions JOIN history ON action_id = actions.id AND entity = 'period_states' "
            "WHERE kind = 'seal' AND json_extract(label, '$.period') = ? "
            "AND json_extract(label, '$.version') = ? AND json_extract(new, '$.programme_id') = ? "
            "ORDER BY actions.id DESC LIMIT 1"
        )
        place = [version.period, version.version, version.programme_id]
        found = self._db.execute(query, place).fetchone()
        return "" if found is None else str(found[0])

    def require_open(self, programme_id: int, period: str) -> None:
        """Refuse work on a closed period before SQLite does, and by its name. Raises PeriodSealed."""
        if self.standing(programme_id, period) is not None:
            raise PeriodSealed(period)

    def closed(self, programme_id: int, periods: Iterable[str | None]) -> list[str]:
        """Return those of the periods that are closed, each once, in their order; None is no period."""
        known = dict.fromkeys(one for one in periods if one)
        return [one for one in known if self.standing(programme_id, one) is not None]

    def require_all_open(self, programme_id: int, periods: Iterable[str | None]) -> None:
        """Refuse work on several periods by the names of those that are closed. Raises PeriodSealed."""
        closed = self.closed(programme_id, periods)
        if closed:
            raise PeriodSealed("; ".join(closed))

    def body(self, version_id: int) -> str:
        """Return the sealed text of a version. Raises NotFound."""
        row = self._db.execute("SELECT body FROM sealed_versions WHERE id = ?", [version_id]).fetchone()
        if row is None:
            raise NotFound("version", str(version_id))
        return str(row[0])

    def beside(self, programme_id: int, period: str) -> dict[str, Any]:
        """Return all that is sealed with the progress of a period, row for row.

        The report's own words, quantities, documents, verdicts and explanations.
        """
        of_task = "SELECT id FROM tasks WHERE programme_id = ?1"
        queries = {
            "words": "SELECT key, value FROM settings WHERE key LIKE '%/' || ? || '/' || ? || '/%'",
            "quantities": "SELECT indicators.name, unit, indicator_values.* FROM indicator_values "
            "JOIN indicators ON indicators.id = indicator_id WHERE programme_id = ? AND period = ?",
            "documents": "SELECT evidence.*, evidence_links.task_id FROM evidence_links "
            "JOIN evidence ON evidence.id = evidence_id "
            f"WHERE task_id IN ({of_task}) AND COALESCE(period, ?2) = ?2",
            "verdicts": f"SELECT * FROM reviews WHERE task_id IN ({of_task}) AND period = ?2",
            "explanations": (
                "SELECT kind, text, covers FROM explanations WHERE programme_id = ? AND period = ?"
            ),
        }
        return {name: list(self._db.query(query, [programme_id, period])) for name, query in queries.items()}

    def add(self, row: Mapping[str, Any]) -> int:
        """Keep a version and close its period and return the version's id."""
        key = inserted(self._db, "sealed_versions", row)
        self.put_state(int(row["programme_id"]), str(row["period"]), PeriodState.SEALED)
        return key

    def reopen(self, version: SealedVersion, reason: str, at: str, by: str) -> None:
        """Open the period of a version again."""
        self._db.execute(
            "INSERT INTO reopenings (version_id, reason, at, by) VALUES (?, ?, ?, ?)",
            [version.id, reason, at, by],
        )
        self.put_state(version.programme_id, version.period, PeriodState.OPEN)

    def states(self, programme_id: int) -> dict[str, PeriodState]:
        """Return the state of every period that ever left "open"."""
        query = "SELECT period, state FROM period_states WHERE programme_id = ?"
        return {
            period: PeriodState(state) for period, state in self._db.execute(query, [programme_id]).fetchall()
        }

    def put_state(self, programme_id: int, period: str, state: PeriodState) -> None:
        """Keep a period's state."""
        self._db.execute(
            "INSERT INTO period_states (programme_id, period, state) VALUES (?, ?, ?) "
            "ON CONFLICT (programme_id, period) DO UPDATE SET state = excluded.state "
            "WHERE state <> excluded.state",
            [programme_id, period, state.value],
        )

    def submissions(self, programme_id: int) -> list[Submission]:
        """List what a programme sent, the oldest first."""
        query = (
            "SELECT id, programme_id, period, version, document, sent_on, signer, channel, files "
            "FROM submissions "
            "WHERE programme_id = ? ORDER BY sent_on, id"
        )
        return [_submission(row) for row in self._db.execute(query, [programme_id]).fetchall()]

    def submit(self, one: Submission) -> int:
        """Register something sent; its id is given by the file."""
        return inserted(
            self._db,
            "submissions",
            {
                "programme_id": one.programme_id,
                "period": one.period,
                "version": one.version,
                "document": one.document,
                "sent_on": one.sent_on.isoformat(),
                "signer": one.signer,
                "channel": one.channel,
                "files": json.dumps(one.files, ensure_ascii=False),
            },
        )


def _submission(row: Sequence[Any]) -> Submission:
    key, programme_id, period, version, document, sent_on, signer, channel, files = row
    kept = tuple((str(name), str(sha256)) for name, sha256 in kept_json(files))
    return Submission(
        id=key,
        programme_id=programme_id,
        period=period,
        version=version,
        document=document,
        sent_on=date.fromisoformat(sent_on),
        signer=signer,
        channel=channel,
        files=kept,
    )
