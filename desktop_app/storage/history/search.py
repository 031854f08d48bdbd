"""Finding acts in the history: by task, person, day, kind and words, a page at a time, the newest first."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from desktop_app.domain.plain_json import kept_json
from desktop_app.domain.text import fold
from desktop_app.storage.database import Database
from desktop_app.storage.history.journal import Action, read_actions

_SAYS_TASK = "COALESCE(json_extract(new, '$.task_id'), json_extract(old, '$.task_id')) = :task"
_OF_TASK = "id IN ({})".format(
    " UNION ".join(
        [
            "SELECT action_id FROM history WHERE entity IN ('tasks', 'handlings') AND entity_id = :task",
            *(
                f"SELECT action_id FROM history WHERE entity = '{table}' AND entity_id IN "
                f"(SELECT id FROM {table} WHERE task_id = :task UNION SELECT entity_id FROM history "
                f"WHERE entity = '{table}' AND new IS NULL AND json_extract(old, '$.task_id') = :task) "
                f"AND {_SAYS_TASK}"
                for table in (
                    "progress",
                    "task_terms",
                    "officers",
                    "extensions",
                    "reviews",
                    "evidence_links",
                    "indicator_values",
                )
            ),
        ]
    )
)
"""The rows of a task, those that went too, by their ids.

A later row may have taken the id of one that went.
"""

_WITH_WORDS = (
    "(says(label) OR says(json_array(user)) OR instr(:named, ',' || kind || ',') OR EXISTS "
    "(SELECT 1 FROM history WHERE action_id = actions.id AND (says(new) OR says(old))) OR EXISTS "
    "(SELECT 1 FROM history JOIN edition_rows ON edition_id = entity_id "
    "WHERE action_id = actions.id AND entity = 'editions' AND says(given)))"
)
"""What a list brought in stands in the rows of its edition, not in the history."""


@dataclass(frozen=True, slots=True)
class ActFilter:
    """Which acts are wanted; what is empty asks for nothing.

    `first` … `last` are days, both included. `text` is sought, folded, in what an act is about, who did it
    and what it changed; `named` are the kinds of acts whose own words hold the text.
    """

    kind: str = ""
    user: str = ""
    first: date | None = None
    last: date | None = None
    task_id: int | None = None
    text: str = ""
    named: tuple[str, ...] = ()

    @property
    def everything(self) -> bool:
        """Return whether nothing is left out."""
        return self == ActFilter()


def find(db: Database, wanted: ActFilter, before: int | None, limit: int) -> list[Action]:
    """Return the newest `limit` acts that are wanted, of those before the act `before`."""
    where, values = _where(db, wanted)
    if before is not None:
        where.append("id < :before")
        values["before"] = before
    values["limit"] = limit
    tail = f"WHERE {' AND '.join(where)} " if where else ""
    return read_actions(db, f"{tail}ORDER BY id DESC LIMIT :limit", values)


def count_found(db: Database, wanted: ActFilter) -> int:
    """Count the wanted acts."""
    where, values = _where(db, wanted)
    tail = f"WHERE {' AND '.join(where)}" if where else ""
    return int(db.execute(f"SELECT COUNT(*) FROM actions {tail}", values).fetchone()[0])


def users(db: Database) -> list[str]:
    """List who did anything, in the order they first did."""
    return [row[0] for row in db.execute("SELECT user FROM actions GROUP BY user ORDER BY MIN(id)")]


def kinds(db: Database) -> list[str]:
    """List the kinds of acts there are."""
    return [row[0] for row in db.execute("SELECT DISTINCT kind FROM actions ORDER BY kind")]


def tasks_of(db: Database, action_id: int, limit: int) -> list[int]:
    """List the tasks that an act touched, in order, each once."""
    query = (
        "SELECT DISTINCT CASE WHEN entity IN ('tasks', 'handlings') THEN entity_id "
        "ELSE COALESCE(json_extract(new, '$.task_id'), json_extract(old, '$.task_id')) END AS task "
        "FROM history WHERE action_id = ? AND task IS NOT NULL LIMIT ?"
    )
    return [int(row[0]) for row in db.execute(query, [action_id, limit])]


def _where(db: Database, wanted: ActFilter) -> tuple[list[str], dict[str, Any]]:
    parts: list[str] = []
    values: dict[str, Any] = {}
    for name in ("kind", "user"):
        if given := getattr(wanted, name):
            parts.append(f"{name} = :{name}")
            values[name] = given
    if wanted.first is not None:
        parts.append("at >= :first")
        values["first"] = wanted.first.isoformat()
    if wanted.last is not None:
        parts.append("at < :after")
        values["after"] = (wanted.last + timedelta(days=1)).isoformat()
    if wanted.task_id is not None:
        parts.append(_OF_TASK)
        values["task"] = wanted.task_id
    if wanted.text.strip():
        db.conn.create_function("says", 1, _says(fold(wanted.text)), deterministic=True)
        parts.append(_WITH_WORDS)
        values["named"] = f",{','.join(wanted.named)},"
    return parts, values


def _says(wanted: str) -> Callable[[str | None], bool]:
    """Return a test whether a JSON text holds the folded words in a value; a column's name is no value."""

    def says(text: str | None) -> bool:
        if not text or wanted not in fold(text):
            return False
        return any(wanted in fold(value) for value in _texts(kept_json(text)))

    return says


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        value = [given for key, given in value.items() if key not in ("folded", "key", "kind")]
    if isinstance(value, list):
        for one in value:
            yield from _texts(one)
    elif value is not None:
        yield str(value)
