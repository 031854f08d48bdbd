"""A data file is compared with the program's own schema before anything else of it is read."""

import shutil
import sqlite3
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from desktop_app.domain.errors import DataFileDamaged, DataFileStrange
from desktop_app.storage.schema import (
    OWN_FINGERPRINT,
    SchemaDifference,
    SchemaFault,
    connect,
    fingerprint,
    read_schema,
    schema_differences,
)
from desktop_app.storage.store import Store, check_pages

ROOT = Path(__file__).parents[2]
EARLIER = sorted((ROOT / "tests" / "data" / "earlier").glob("*.zip"))
FOREVER = "WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c) SELECT max(n) FROM c"

HARMS: dict[str, tuple[str, str]] = {
    "a trigger that hangs": (
        "loop",
        f"CREATE TRIGGER loop AFTER INSERT ON actions BEGIN UPDATE settings SET value = ({FOREVER}); END",
    ),
    "a view that hangs": ("endless", f"CREATE VIEW endless AS {FOREVER}"),
    "a view in place of a table": (
        "headings",
        f"DROP TABLE headings; CREATE VIEW headings AS {FOREVER}",
    ),
    "a foreign table": ("extra", "CREATE TABLE extra (id INTEGER PRIMARY KEY)"),
    "a virtual table": ("words", "CREATE VIRTUAL TABLE words USING fts5(text)"),
    "a generated column": (
        "headings",
        "ALTER TABLE headings ADD COLUMN big TEXT AS (hex(zeroblob(100000000)))",
    ),
    "a check that takes long": (
        "headings",
        "DROP TABLE headings; CREATE TABLE headings (id, mapping CHECK (hex(zeroblob(400000000)) <> ''))",
    ),
    "an index on a formula": ("slow", "CREATE INDEX slow ON tasks(hex(zeroblob(position)))"),
    "a trigger of the program made harmless": (
        "history_fixed",
        "DROP TRIGGER history_fixed; CREATE TRIGGER history_fixed AFTER UPDATE ON files BEGIN SELECT 1; END",
    ),
    "a missing table": ("regimes", "DROP TABLE regimes"),
    "a renamed column": ("agencies", "ALTER TABLE agencies RENAME COLUMN key TO other"),
}


def change(path: Path, statements: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.executescript(statements)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "a.tiendo"
    Store.create(path).close()
    return path


@pytest.mark.parametrize("harm", HARMS)
def test_what_the_program_never_made_is_refused_before_it_is_read(path: Path, harm: str) -> None:
    name, statements = HARMS[harm]
    change(path, statements)
    before = path.read_bytes()
    with pytest.raises(DataFileStrange) as refused:
        Store.open(path)
    assert name in refused.value.detail
    assert path.read_bytes() == before
    assert [one.name for one in path.parent.iterdir()] == [path.name]


def test_another_encoding_is_refused(tmp_path: Path, path: Path) -> None:
    other = tmp_path / "b.tiendo"
    with closing(sqlite3.connect(path)) as db:
        statements = [sql for (sql,) in db.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL")]
        marks = [db.execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version")]
    change(other, "PRAGMA encoding = 'UTF-16le';" + "; ".join(statements))
    change(other, f"PRAGMA application_id = {marks[0]}; PRAGMA user_version = {marks[1]}")
    with pytest.raises(DataFileStrange, match="encoding"):
        check_pages(other)


def test_a_schema_without_end_is_given_up(path: Path) -> None:
    tables = ";".join(f"CREATE TABLE t{number} (id INTEGER PRIMARY KEY)" for number in range(1_100))
    change(path, f"BEGIN; {tables}; COMMIT")
    with pytest.raises(DataFileStrange):
        check_pages(path)


def test_a_statement_that_is_none_is_damage(path: Path) -> None:
    change(
        path,
        "PRAGMA writable_schema = ON; UPDATE sqlite_master SET sql = 'CREATE TABLE (' WHERE name = 'tasks'",
    )
    with pytest.raises(DataFileDamaged):
        check_pages(path)


@pytest.mark.parametrize(
    ("statements", "difference"),
    [
        ("DROP TRIGGER history_fixed", SchemaDifference(SchemaFault.MISSING, "trigger", "history_fixed")),
        ("DROP INDEX tasks_programme", SchemaDifference(SchemaFault.MISSING, "index", "tasks_programme")),
    ],
)
def test_what_runs_nothing_is_told_and_opens(
    path: Path, statements: str, difference: SchemaDifference
) -> None:
    change(path, statements)
    with closing(connect(path)) as db:
        assert schema_differences(db) == (difference,)
    check_pages(path)


@pytest.mark.parametrize("harmless", ["ANALYZE", "VACUUM", "REINDEX", "PRAGMA journal_mode = WAL"])
def test_what_a_database_browser_leaves_is_no_fault(path: Path, harmless: str) -> None:
    change(path, harmless)
    Store.open(path).close()


@pytest.mark.parametrize("fixture", EARLIER, ids=lambda path: path.stem)
def test_the_schema_of_every_earlier_program_is_its_own(fixture: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(fixture) as archive:
        archive.extractall(tmp_path)
    for path in tmp_path.rglob("*.tiendo"):
        with closing(connect(path)) as db:
            assert schema_differences(db) == ()


@pytest.mark.parametrize("upgrade", [Store.open])
def test_an_upgrade_that_a_crash_cut_short_goes_on(tmp_path: Path, upgrade: Callable[[Path], Store]) -> None:
    """The version in the header is written last: until then the schema is ahead of it."""
    path = tmp_path / "a.tiendo"
    Store.create(path).close()
    change(path, "PRAGMA user_version = 4")
    shutil.copy(path, tmp_path / "b.tiendo")
    upgrade(path).close()


def test_a_new_file_is_known_by_its_fingerprint(path: Path) -> None:
    """A new migration changes it: write the new one into OWN_FINGERPRINT."""
    with closing(connect(path)) as db:
        assert fingerprint(read_schema(db)) == OWN_FINGERPRINT
