"""The schema, as migrations: append-only, plain SQL, one path for old files and new ones.

Once a migration has landed it never changes; a later one follows. Days are ISO texts (2021-12-14), moments
are local time to the second (2021-12-14T14:02:05), lists are JSON. What a list may set (Ministry-owned)
stands in `tasks`; what the province keeps stands in `handlings`, `extensions` and `progress`, if no import
writes.
"""

import sqlite3
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING

from desktop_app.storage.database import Database

if TYPE_CHECKING:
    from sqlite_utils import Database as UtilsDatabase
    from sqlite_utils.migrations import Migrations

APPLICATION_ID = 0x54444541  # "TDEA"
SEALED = "the period is sealed"
"""What SQLite says when a row of a sealed period was to be written."""

_FIRST = """
CREATE TABLE actions (
    id INTEGER PRIMARY KEY, at TEXT NOT NULL, user TEXT NOT NULL, computer TEXT NOT NULL, kind TEXT NOT NULL,
    label TEXT NOT NULL DEFAULT '{}', undoes INTEGER REFERENCES actions(id), hash TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE TABLE history (
    id INTEGER PRIMARY KEY, action_id INTEGER NOT NULL REFERENCES actions(id), entity TEXT NOT NULL,
    entity_id INTEGER NOT NULL, old TEXT, new TEXT
) STRICT;
CREATE INDEX history_action ON history(action_id);
CREATE INDEX history_entity ON history(entity, entity_id);
CREATE TABLE settings (id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, value TEXT NOT NULL) STRICT;
CREATE TABLE files (
    id INTEGER PRIMARY KEY, sha256 TEXT NOT NULL UNIQUE, name TEXT NOT NULL, size INTEGER NOT NULL, body BLOB NOT NULL
) STRICT;
CREATE TABLE regimes (id INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE, body TEXT NOT NULL) STRICT;
CREATE TABLE programmes (
    id INTEGER PRIMARY KEY, number TEXT NOT NULL, title TEXT NOT NULL, issuer TEXT NOT NULL, issued_on TEXT,
    starts_on TEXT NOT NULL, ends_on TEXT NOT NULL, objective TEXT NOT NULL DEFAULT '',
    subjects TEXT NOT NULL DEFAULT '', scope TEXT NOT NULL DEFAULT '', regime TEXT NOT NULL DEFAULT 'nd09',
    illustrative INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE groups (
    id INTEGER PRIMARY KEY, programme_id INTEGER NOT NULL REFERENCES programmes(id), number INTEGER NOT NULL,
    title TEXT NOT NULL
) STRICT;
CREATE TABLE agencies (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL, key TEXT NOT NULL, merged_into INTEGER REFERENCES agencies(id)
) STRICT;
CREATE INDEX agencies_key ON agencies(key);
CREATE TABLE editions (
    id INTEGER PRIMARY KEY, programme_id INTEGER NOT NULL REFERENCES programmes(id), title TEXT NOT NULL,
    document TEXT NOT NULL DEFAULT '', issued_on TEXT, file_name TEXT NOT NULL, sha256 TEXT NOT NULL,
    sheet TEXT NOT NULL, header_row INTEGER NOT NULL, mapping TEXT NOT NULL DEFAULT '{}',
    encoding TEXT NOT NULL DEFAULT 'unicode', received_at TEXT NOT NULL, received_by TEXT NOT NULL,
    active INTEGER NOT NULL DEFAULT 0, report TEXT NOT NULL DEFAULT '{}'
) STRICT;
CREATE TABLE edition_rows (
    id INTEGER PRIMARY KEY, edition_id INTEGER NOT NULL REFERENCES editions(id), row INTEGER NOT NULL,
    kind TEXT NOT NULL, task_id INTEGER, given TEXT NOT NULL, problems TEXT NOT NULL DEFAULT '[]'
) STRICT;
CREATE INDEX edition_rows_edition ON edition_rows(edition_id);
CREATE TABLE headings (id INTEGER PRIMARY KEY, fingerprint TEXT NOT NULL UNIQUE, mapping TEXT NOT NULL) STRICT;
CREATE TABLE tasks (
    id INTEGER PRIMARY KEY, programme_id INTEGER NOT NULL REFERENCES programmes(id),
    group_id INTEGER NOT NULL REFERENCES groups(id), position INTEGER NOT NULL, number TEXT NOT NULL,
    content TEXT NOT NULL, folded TEXT NOT NULL, leads TEXT NOT NULL DEFAULT '[]',
    coordinating TEXT NOT NULL DEFAULT '[]', output TEXT NOT NULL DEFAULT '', deadline TEXT NOT NULL DEFAULT '',
    deadline_starts TEXT, deadline_ends TEXT, precision TEXT NOT NULL DEFAULT 'none', recurs TEXT,
    certain INTEGER NOT NULL DEFAULT 1, fate TEXT NOT NULL DEFAULT 'active', fate_on TEXT,
    fate_note TEXT NOT NULL DEFAULT '', gone_since INTEGER REFERENCES editions(id)
) STRICT;
CREATE INDEX tasks_programme ON tasks(programme_id);
CREATE TABLE handlings (
    id INTEGER PRIMARY KEY REFERENCES tasks(id), officer TEXT NOT NULL DEFAULT '', remark TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE TABLE extensions (
    id INTEGER PRIMARY KEY, task_id INTEGER NOT NULL REFERENCES tasks(id), first_due TEXT, new_due TEXT NOT NULL,
    reason TEXT NOT NULL, document TEXT NOT NULL DEFAULT '', decided_on TEXT NOT NULL
) STRICT;
CREATE TABLE lineage (
    id INTEGER PRIMARY KEY, from_task INTEGER NOT NULL REFERENCES tasks(id),
    to_task INTEGER NOT NULL REFERENCES tasks(id), kind TEXT NOT NULL
) STRICT;
CREATE TABLE progress (
    id INTEGER PRIMARY KEY, task_id INTEGER NOT NULL REFERENCES tasks(id), period TEXT NOT NULL,
    starts_on TEXT NOT NULL, cut_off TEXT NOT NULL, state TEXT NOT NULL, percent INTEGER NOT NULL,
    completed_on TEXT, result TEXT NOT NULL DEFAULT '', difficulty TEXT NOT NULL DEFAULT '',
    proposal TEXT NOT NULL DEFAULT '', note TEXT NOT NULL DEFAULT '', figures TEXT NOT NULL DEFAULT 'actual',
    recorded_at TEXT NOT NULL, recorded_by TEXT NOT NULL, UNIQUE (task_id, period)
) STRICT;
CREATE INDEX progress_period ON progress(period);
CREATE TABLE reviews (
    id INTEGER PRIMARY KEY, task_id INTEGER NOT NULL REFERENCES tasks(id), period TEXT NOT NULL,
    verdict TEXT NOT NULL, note TEXT NOT NULL DEFAULT '', at TEXT NOT NULL, by TEXT NOT NULL
) STRICT;
CREATE TABLE period_states (
    id INTEGER PRIMARY KEY, programme_id INTEGER NOT NULL REFERENCES programmes(id), period TEXT NOT NULL,
    state TEXT NOT NULL, UNIQUE (programme_id, period)
) STRICT;
CREATE TABLE sealed_versions (
    id INTEGER PRIMARY KEY, programme_id INTEGER NOT NULL REFERENCES programmes(id), period TEXT NOT NULL,
    version INTEGER NOT NULL, body TEXT NOT NULL, sha256 TEXT NOT NULL, reason TEXT NOT NULL DEFAULT '',
    sealed_at TEXT NOT NULL, sealed_by TEXT NOT NULL, UNIQUE (programme_id, period, version)
) STRICT;
CREATE TABLE submissions (
    id INTEGER PRIMARY KEY, programme_id INTEGER NOT NULL REFERENCES programmes(id), period TEXT NOT NULL,
    version INTEGER, document TEXT NOT NULL, sent_on TEXT NOT NULL, signer TEXT NOT NULL DEFAULT '',
    channel TEXT NOT NULL DEFAULT '', files TEXT NOT NULL DEFAULT '[]'
) STRICT;
CREATE TABLE evidence (
    id INTEGER PRIMARY KEY, number TEXT NOT NULL DEFAULT '', issued_on TEXT, issuer TEXT NOT NULL DEFAULT '',
    subject TEXT NOT NULL, kind TEXT NOT NULL DEFAULT '', sha256 TEXT, file_name TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE TABLE evidence_links (
    id INTEGER PRIMARY KEY, evidence_id INTEGER NOT NULL REFERENCES evidence(id),
    task_id INTEGER NOT NULL REFERENCES tasks(id), period TEXT, UNIQUE (evidence_id, task_id, period)
) STRICT;
CREATE TABLE indicators (
    id INTEGER PRIMARY KEY, programme_id INTEGER NOT NULL REFERENCES programmes(id), group_id INTEGER,
    task_id INTEGER, name TEXT NOT NULL, unit TEXT NOT NULL, summed INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE TABLE indicator_values (
    id INTEGER PRIMARY KEY, indicator_id INTEGER NOT NULL REFERENCES indicators(id), task_id INTEGER,
    period TEXT NOT NULL, value REAL NOT NULL, UNIQUE (indicator_id, task_id, period)
) STRICT;
CREATE TRIGGER history_stays BEFORE DELETE ON history BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER history_fixed BEFORE UPDATE ON history BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER actions_stay BEFORE DELETE ON actions WHEN OLD.hash <> ''
    BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;
CREATE TRIGGER actions_fixed BEFORE UPDATE ON actions WHEN OLD.hash <> ''
    BEGIN SELECT RAISE(ABORT, 'history is append-only'); END
"""

_LONG_LISTS = """
ALTER TABLE editions ADD COLUMN digest TEXT NOT NULL DEFAULT '';
CREATE INDEX extensions_task ON extensions(task_id);
CREATE INDEX lineage_from ON lineage(from_task);
CREATE INDEX lineage_to ON lineage(to_task);
CREATE INDEX reviews_task ON reviews(task_id)
"""
"""`digest` vouches for an edition's rows under the hash of its act.

The indexes let a long import be undone quickly.
"""
_PERIODS = """
ALTER TABLE progress ADD COLUMN confirmed INTEGER NOT NULL DEFAULT 0;
ALTER TABLE programmes ADD COLUMN regimes TEXT NOT NULL DEFAULT '[]';
ALTER TABLE reviews ADD COLUMN hash TEXT NOT NULL DEFAULT '';
ALTER TABLE sealed_versions ADD COLUMN head TEXT NOT NULL DEFAULT '';
CREATE INDEX reviews_period ON reviews(period);
CREATE TABLE reopenings (
    id INTEGER PRIMARY KEY, version_id INTEGER NOT NULL UNIQUE REFERENCES sealed_versions(id),
    reason TEXT NOT NULL CHECK (trim(reason) <> ''), at TEXT NOT NULL, by TEXT NOT NULL
) STRICT;
CREATE TABLE explanations (
    id INTEGER PRIMARY KEY, programme_id INTEGER NOT NULL REFERENCES programmes(id), period TEXT NOT NULL,
    kind TEXT NOT NULL, text TEXT NOT NULL, covers TEXT NOT NULL DEFAULT '[]', UNIQUE (programme_id, period, kind)
) STRICT;
CREATE TRIGGER sealed_versions_stay BEFORE DELETE ON sealed_versions
    BEGIN SELECT RAISE(ABORT, 'sealed versions are append-only'); END;
CREATE TRIGGER sealed_versions_fixed BEFORE UPDATE ON sealed_versions
    BEGIN SELECT RAISE(ABORT, 'sealed versions are append-only'); END;
CREATE TRIGGER reopenings_stay BEFORE DELETE ON reopenings
    BEGIN SELECT RAISE(ABORT, 'sealed versions are append-only'); END;
CREATE TRIGGER reopenings_fixed BEFORE UPDATE ON reopenings
    BEGIN SELECT RAISE(ABORT, 'sealed versions are append-only'); END;
"""


_STANDING = (
    "EXISTS (SELECT 1 FROM sealed_versions WHERE programme_id = {programme} AND period = {row}.period "
    "AND NOT EXISTS (SELECT 1 FROM reopenings WHERE version_id = sealed_versions.id))"
)


def _locked(table: str, programme: str) -> str:
    """Return the triggers that lock rows of a standing seal's period, on every path.

    None may come, change or go. `programme` finds the programme of a row, called {row} in it; a row without a
    period is never locked.
    """
    return "\n".join(_lock(table, programme, event) for event in _SIDES)


_SIDES = {"INSERT": ("NEW",), "UPDATE": ("OLD", "NEW"), "DELETE": ("OLD",)}


def _lock(table: str, programme: str, event: str) -> str:
    tests = " OR ".join(
        _STANDING.format(programme=programme.format(row=side), row=side) for side in _SIDES[event]
    )
    return (
        f"CREATE TRIGGER {table}_sealed_{event} BEFORE {event} ON {table} WHEN {tests} "
        f"BEGIN SELECT RAISE(ABORT, '{SEALED}'); END;"
    )


_OF_TASK = "(SELECT programme_id FROM tasks WHERE id = {row}.task_id)"
_OF_INDICATOR = "(SELECT programme_id FROM indicators WHERE id = {row}.indicator_id)"


def _state_rule(event: str) -> str:
    """Return the trigger that keeps the state of a period in step with its seals."""
    stands = _STANDING.format(programme="NEW.programme_id", row="NEW")
    return (
        f"CREATE TRIGGER period_states_{event} BEFORE {event} ON period_states "
        f"WHEN (NEW.state = 'sealed') <> {stands} "
        f"BEGIN SELECT RAISE(ABORT, '{SEALED}'); END;"
    )


_STATE_GONE = (
    "CREATE TRIGGER period_states_DELETE BEFORE DELETE ON period_states WHEN "
    + _STANDING.format(programme="OLD.programme_id", row="OLD")
    + f" BEGIN SELECT RAISE(ABORT, '{SEALED}'); END;"
)
_LOCKS = "\n".join(
    (
        _locked("progress", _OF_TASK),
        _locked("reviews", _OF_TASK),
        _locked("explanations", "{row}.programme_id"),
        _locked("evidence_links", _OF_TASK),
        _locked("indicator_values", _OF_INDICATOR),
        _state_rule("INSERT"),
        _state_rule("UPDATE"),
        _STATE_GONE,
    )
)
_RECORDS = """
CREATE TABLE history_head (
    id INTEGER PRIMARY KEY CHECK (id = 1), acts INTEGER NOT NULL, changes INTEGER NOT NULL, hash TEXT NOT NULL
) STRICT;
INSERT INTO history_head
    SELECT 1, (SELECT COUNT(*) FROM actions), (SELECT COUNT(*) FROM history),
        COALESCE((SELECT hash FROM actions ORDER BY id DESC LIMIT 1), '');
CREATE INDEX history_gone ON history(entity) WHERE new IS NULL;
CREATE INDEX actions_kind ON actions(kind);
ALTER TABLE evidence ADD COLUMN programme_id INTEGER REFERENCES programmes(id);
ALTER TABLE evidence ADD COLUMN size INTEGER NOT NULL DEFAULT 0;
ALTER TABLE evidence ADD COLUMN decision INTEGER NOT NULL DEFAULT 0;
UPDATE evidence SET programme_id = (SELECT MIN(id) FROM programmes);
CREATE INDEX evidence_programme ON evidence(programme_id);
CREATE UNIQUE INDEX evidence_links_once ON evidence_links (evidence_id, task_id, COALESCE(period, ''));
CREATE INDEX evidence_links_task ON evidence_links(task_id);
ALTER TABLE indicators ADD COLUMN position INTEGER NOT NULL DEFAULT 0;
ALTER TABLE indicators ADD COLUMN over_periods TEXT NOT NULL DEFAULT 'sum';
ALTER TABLE indicators ADD COLUMN over_tasks TEXT NOT NULL DEFAULT 'one';
ALTER TABLE indicator_values ADD COLUMN starts_on TEXT NOT NULL DEFAULT '';
ALTER TABLE indicator_values ADD COLUMN cut_off TEXT NOT NULL DEFAULT '';
CREATE UNIQUE INDEX indicator_values_once ON indicator_values (indicator_id, COALESCE(task_id, 0), period);
"""

_OLD_ORDER = "ORDER BY recorded_at, starts_on DESC, cut_off, id"
ORDER_OLD_ENTRIES = (
    "UPDATE progress SET act = numbered.place FROM ("
    f"SELECT id, ROW_NUMBER() OVER ({_OLD_ORDER}) - COUNT(*) OVER () - 1 AS place FROM progress "
    "WHERE act <= 0"
    ") AS numbered WHERE numbered.id = progress.id"
)
"""Number what earlier programs recorded below every act, in the order that their clocks had given it."""
_AGREES = (
    "NEW.percent BETWEEN 0 AND 100 AND (NEW.state = 'done') = (NEW.percent = 100) "
    "AND (NEW.state = 'done') = (NEW.completed_on IS NOT NULL) "
    "AND (NEW.state <> 'not_started' OR NEW.percent = 0) "
    "AND NEW.day_assumed IN (0, NEW.state = 'done')"
)


def _agreeing(event: str) -> str:
    """Return the trigger that keeps rows from contradicting themselves.

    Those of earlier programs are let be.
    """
    return (
        f"CREATE TRIGGER progress_agrees_{event} BEFORE {event} ON progress WHEN NEW.act > 0 "
        f"AND NOT ({_AGREES}) "
        "BEGIN SELECT RAISE(ABORT, 'the fields of the entry disagree'); END;"
    )


_ENTRIES = f"""
ALTER TABLE progress ADD COLUMN day_assumed INTEGER NOT NULL DEFAULT 0;
ALTER TABLE progress ADD COLUMN own TEXT;
ALTER TABLE progress ADD COLUMN act INTEGER NOT NULL DEFAULT 0;
DROP TRIGGER progress_sealed_INSERT;
DROP TRIGGER progress_sealed_UPDATE;
{ORDER_OLD_ENTRIES};
{_agreeing("INSERT")}
{_agreeing("UPDATE")}
{_lock("progress", _OF_TASK, "INSERT")}
{_lock("progress", _OF_TASK, "UPDATE")}
"""
"""Which act wrote an entry, and what is its own.

`act` is the act that wrote an entry, `own` what was recorded for its own period, as JSON of acts by group of
fields. The locks come again after the rules, and are asked first: a closed period is refused as what it is.
"""

_TERMS = """
ALTER TABLE tasks ADD COLUMN since TEXT;
ALTER TABLE groups ADD COLUMN since TEXT;
CREATE TABLE task_terms (
    id INTEGER PRIMARY KEY, task_id INTEGER NOT NULL REFERENCES tasks(id), until TEXT NOT NULL,
    group_id INTEGER NOT NULL REFERENCES groups(id), position INTEGER NOT NULL, number TEXT NOT NULL,
    content TEXT NOT NULL, leads TEXT NOT NULL, coordinating TEXT NOT NULL, output TEXT NOT NULL,
    deadline TEXT NOT NULL, deadline_starts TEXT, deadline_ends TEXT, precision TEXT NOT NULL, recurs TEXT,
    certain INTEGER NOT NULL, fate TEXT NOT NULL, fate_on TEXT, fate_note TEXT NOT NULL, UNIQUE (task_id, until)
) STRICT;
CREATE INDEX task_terms_group ON task_terms(group_id);
"""
"""What was in force of a task until a day (exclusive).

`since` is the day from which a task or a group counts.
"""


def _suspending(event: str) -> str:
    """Return the trigger that lets only a suspended task have a day of suspension."""
    return (
        f"CREATE TRIGGER progress_suspended_{event} BEFORE {event} ON progress "
        "WHEN NEW.suspended_on IS NOT NULL AND NEW.state <> 'suspended' "
        "BEGIN SELECT RAISE(ABORT, 'only a suspended task has a day of suspension'); END;"
    )


_DAYS = f"""
ALTER TABLE lineage ADD COLUMN act INTEGER NOT NULL DEFAULT 0;
ALTER TABLE progress ADD COLUMN suspended_on TEXT;
DROP TRIGGER progress_sealed_INSERT;
DROP TRIGGER progress_sealed_UPDATE;
{_suspending("INSERT")}
{_suspending("UPDATE")}
{_lock("progress", _OF_TASK, "INSERT")}
{_lock("progress", _OF_TASK, "UPDATE")}
"""
"""From when a task is suspended, and which act let one task take over the progress of another.

An entry of an earlier program has no such day: the task was suspended in its whole period.
"""

_OFFICERS = """
CREATE TABLE officers (
    id INTEGER PRIMARY KEY, task_id INTEGER NOT NULL REFERENCES tasks(id), until TEXT NOT NULL,
    officer TEXT NOT NULL, UNIQUE (task_id, until)
) STRICT;
"""
"""Who looked after a task until a day (exclusive); `handlings` says who does now."""


def _statements(sql: str) -> list[str]:
    statements: list[str] = []
    pending = ""
    for part in sql.split(";"):
        pending += part
        if "BEGIN" in pending and not pending.rstrip().endswith("END"):
            pending += ";"
            continue
        if pending.strip():
            statements.append(pending.strip())
        pending = ""
    return statements


_SCHEMA: tuple[tuple[str, str], ...] = (
    ("0001_first", _FIRST),
    ("0002_long_lists", _LONG_LISTS),
    ("0003_periods", _PERIODS + _LOCKS),
    ("0004_records", _RECORDS),
    ("0005_entries", _ENTRIES),
    ("0006_terms", _TERMS),
    ("0007_days", _DAYS),
    ("0008_officers", _OFFICERS),
)
NAMES = tuple(name for name, _ in _SCHEMA)
_SET, _TABLE = "tien-do-de-an", "_sqlite_migrations"

VERSION = len(_SCHEMA)
"""The schema this program writes, kept in `user_version`."""


@cache
def migrations() -> "Migrations":
    """Return the steps to the present schema, as sqlite_utils runs them."""
    from sqlite_utils.migrations import Migrations

    made = Migrations(_SET)
    for name, sql in _SCHEMA:
        made(name=name)(_step(sql))
    return made


def _step(sql: str) -> Callable[["UtilsDatabase"], None]:
    def run(db: "UtilsDatabase", /) -> None:
        for statement in _statements(sql):
            db.execute(statement)

    return run


def migrate(db: Database, before: Callable[[], object]) -> None:
    """Bring the file up to `VERSION`; `before` is called when there is something to do (it makes the backup).

    Foreign keys are off while tables change and are checked afterwards.
    """
    if not _ran(db).issuperset(NAMES):
        before()
        db.execute("PRAGMA foreign_keys = OFF")
        migrations().apply(db.utils)
        broken = db.execute("PRAGMA foreign_key_check").fetchall()
        db.execute("PRAGMA foreign_keys = ON")
        if broken:
            raise sqlite3.IntegrityError(f"foreign keys broken by a migration: {broken[:3]}")
    if db.execute("PRAGMA user_version").fetchone()[0] != VERSION:
        db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        db.execute(f"PRAGMA user_version = {VERSION}")


def _ran(db: Database) -> set[str]:
    """Return the names of the migrations that a file has run, by the table that sqlite_utils keeps of them."""
    if not db.execute("SELECT 1 FROM sqlite_master WHERE name = ?", [_TABLE]).fetchone():
        return set()
    return {row[0] for row in db.execute(f"SELECT name FROM {_TABLE} WHERE migration_set = ?", [_SET])}
