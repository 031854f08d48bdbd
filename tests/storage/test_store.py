import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop_app.domain.errors.refusals import (
    DataFileDamaged,
    DataFileEmpty,
    DataFileExists,
    DataFileForeign,
    DataFileInUse,
    DataFileMissing,
    DataFileNewer,
    TargetNameForbidden,
    TargetNotWritable,
    TargetPathTooLong,
    UndoBlocked,
)
from desktop_app.files.names import LONGEST, TEMPORARY
from desktop_app.storage import checking
from desktop_app.storage.history import journal as history
from desktop_app.storage.lock import WriterLock, current_computer, current_user
from desktop_app.storage.migrations import VERSION
from desktop_app.storage.store import Store


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "Đề án.tiendo"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    opened = Store.create(path)
    yield opened
    opened.close()


def put(store: Store, key: str, value: object) -> int:
    with store.transaction("office") as act:
        store.settings.put(key, value)
    return act.id


def test_the_connection_has_the_measured_settings(store: Store) -> None:
    wanted = {
        "journal_mode": "truncate",
        "synchronous": 3,
        "foreign_keys": 1,
        "trusted_schema": 0,
        "cell_size_check": 1,
        "mmap_size": 0,
        "busy_timeout": 5000,
        "user_version": VERSION,
    }
    assert {name: store.db.execute(f"PRAGMA {name}").fetchone()[0] for name in wanted} == wanted


def test_every_table_is_strict(store: Store) -> None:
    tables = store.db.execute("PRAGMA table_list").fetchall()
    own = [row for row in tables if row[0] == "main" and not row[1].startswith(("sqlite_", "_sqlite"))]
    assert len(own) > 20
    assert all(row[5] for row in own)


def test_a_new_file_does_not_replace_one_that_stands(store: Store) -> None:
    with pytest.raises(DataFileExists):
        Store.create(store.path)


def test_a_missing_file_is_told(path: Path) -> None:
    with pytest.raises(DataFileMissing):
        Store.open(path)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 not a database", b"SQLite format 3\0" + bytes(84)])
def test_a_foreign_file_is_refused_untouched(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    with pytest.raises(DataFileForeign if content else DataFileEmpty):
        Store.open(path)
    assert path.read_bytes() == content
    assert list(path.parent.iterdir()) == [path]


def test_a_foreign_database_is_refused_untouched(path: Path) -> None:
    with sqlite3.connect(path) as db:
        db.execute("CREATE TABLE x (y)")
    db.close()
    before = path.read_bytes()
    with pytest.raises(DataFileForeign):
        Store.open(path)
    assert path.read_bytes() == before


def test_a_newer_file_is_refused_untouched(path: Path) -> None:
    Store.create(path).close()
    db = sqlite3.connect(path)
    db.execute(f"PRAGMA user_version = {VERSION + 1}")
    db.close()
    before = path.read_bytes()
    with pytest.raises(DataFileNewer) as refused:
        Store.open(path)
    assert (refused.value.version, refused.value.known) == (VERSION + 1, VERSION)
    assert path.read_bytes() == before


def test_a_damaged_file_is_refused_and_stays_as_it_is(path: Path) -> None:
    store = Store.create(path)
    put(store, "text", "x" * 20000)
    store.close()
    content = bytearray(path.read_bytes())
    content[4096:12288] = b"\xaa" * 8192
    path.write_bytes(content)
    with pytest.raises(DataFileDamaged):
        Store.open(path)
    assert path.read_bytes() == content


def test_a_second_writer_is_told_who_holds_the_file(store: Store) -> None:
    with pytest.raises(DataFileInUse) as refused:
        Store.open(store.path)
    held = refused.value
    assert (held.user, held.computer) == (current_user(), current_computer())
    assert held.since[:2] == "20"


def test_a_lock_left_by_a_crash_blocks_nobody(store: Store) -> None:
    store.close()
    store.path.with_name(store.path.name + ".lock").write_text('{"user": "an"}', encoding="utf-8")
    Store.open(store.path).close()
    assert not store.path.with_name(store.path.name + ".lock").exists()


def test_a_lock_without_words_still_holds(path: Path, tmp_path: Path) -> None:
    lock = WriterLock(path)
    lock.path.write_text("?", encoding="utf-8")
    with pytest.raises(DataFileInUse) as refused:
        WriterLock(path)
    assert refused.value.user == ""
    lock.release()


def test_the_folder_of_a_new_file_is_made(tmp_path: Path) -> None:
    Store.create(tmp_path / "một" / "hai" / "a.tiendo").close()
    assert [one.name for one in (tmp_path / "một" / "hai").iterdir()] == ["a.tiendo"]


def test_a_folder_that_cannot_be_made_takes_no_file(tmp_path: Path) -> None:
    (tmp_path / "nowhere").write_bytes(b"")
    with pytest.raises(TargetNotWritable):
        Store.create(tmp_path / "nowhere" / "a.tiendo")


@pytest.mark.parametrize("name", ["nul.tiendo", "dot..tiendo.", "blank.tiendo ", "COM1.tiendo", "a:b.tiendo"])
def test_a_data_file_gets_no_name_that_windows_refuses(tmp_path: Path, name: str) -> None:
    with pytest.raises(TargetNameForbidden):
        Store.create(tmp_path / name)
    assert list(tmp_path.iterdir()) == []


def test_a_data_file_lies_where_its_backups_and_documents_find_room(tmp_path: Path) -> None:
    """The longest path beside it is that of a backup, which has the name twice, or that of a document."""
    fits = next(n for n in range(120, 0, -1) if _longest(tmp_path / f"{'a' * n}.tiendo") <= LONGEST)
    store = Store.create(tmp_path / f"{'a' * fits}.tiendo")
    put(store, "a", 1)
    made = store.backups.make()
    store.close()
    assert len(str(store.backups.folder / made.name)) <= LONGEST - TEMPORARY
    with pytest.raises(TargetPathTooLong) as told:
        Store.create(tmp_path / f"{'a' * (fits + 1)}.tiendo")
    assert told.value.excess in (1, 2)


def _longest(path: Path) -> int:
    backup = path.with_name(f"{path.stem}-backups") / f"{path.stem}-000001-20260101-120000.tiendo"
    document = path.with_name(f"{path.stem}-files") / f"{'0' * 64}.abcdefgh"
    return max(len(str(backup)) + TEMPORARY, len(str(document)))


def test_a_twin_sees_what_the_store_wrote_and_the_other_way_round(store: Store) -> None:
    twin = store.twin()
    put(store, "a", 1)
    put(twin, "b", 2)
    assert (twin.settings.get("a"), store.settings.get("b")) == (1, 2)
    twin.close()


def test_an_act_longer_than_the_cache_keeps_no_reader_waiting(store: Store) -> None:
    twin = store.twin()
    twin.db.execute("PRAGMA busy_timeout = 0")
    with store.transaction("office"):
        for number in range(100):
            store.settings.put(f"k{number}", "x" * 100_000)
        assert twin.settings.get("k1") is None
    assert twin.settings.get("k1") is not None
    twin.close()


def test_a_write_outside_an_act_is_impossible(store: Store) -> None:
    with pytest.raises(sqlite3.IntegrityError):
        store.settings.put("a", 1)


def test_an_act_that_fails_writes_nothing(store: Store) -> None:
    def fail() -> None:
        with store.transaction("office"):
            store.settings.put("a", 1)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert store.settings.get("a") is None
    assert store.last_action() == 0


def test_an_act_that_changes_nothing_leaves_no_trace(store: Store) -> None:
    put(store, "a", 1)
    before = store.last_action()
    with store.transaction("office") as act:
        store.settings.put("a", 1)
    assert not act.changed
    assert store.last_action() == before


def test_a_file_and_its_later_states_have_an_origin_that_no_other_file_has(
    store: Store, tmp_path: Path
) -> None:
    assert store.origin() == ""
    put(store, "a", 1)
    origin = store.origin()
    put(store, "a", 2)
    other = Store.create(tmp_path / "khac.tiendo")
    put(other, "a", 3)
    assert store.origin() == origin
    assert other.origin() not in {origin, ""}
    other.close()


def test_history_tells_who_when_what_old_and_new(store: Store) -> None:
    put(store, "a", 1)
    second = put(store, "a", 2)
    act = history.action(store.db, second)
    assert (act.kind, act.user, act.computer) == ("office", current_user(), current_computer())
    (change,) = history.changes(store.db, second)
    assert change.entity == "settings"
    assert change.old is not None
    assert change.new is not None
    assert (change.old["value"], change.new["value"]) == ("1", "2")


@pytest.mark.parametrize(
    "sql",
    [
        "DELETE FROM history",
        "UPDATE history SET new = '{}'",
        "DELETE FROM actions",
        "UPDATE actions SET user = 'other'",
    ],
)
def test_history_cannot_be_changed(store: Store, sql: str) -> None:
    put(store, "a", 1)
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        store.db.execute(sql)


def test_a_forged_history_is_found(store: Store) -> None:
    put(store, "a", 1)
    second = put(store, "a", 2)
    put(store, "a", 3)
    assert checking.faults(store.db) == []
    assert len(history.head(store.db)) == 64
    store.db.execute("DROP TRIGGER history_fixed")
    store.db.execute("UPDATE history SET new = replace(new, '2', '9') WHERE action_id = ?", [second])
    assert checking.faults(store.db) == [checking.HistoryFault(checking.Fault.ALTERED, second)]


def test_an_act_is_undone_and_done_again(store: Store) -> None:
    put(store, "a", 1)
    second = put(store, "a", 2)
    undo = store.revert(second)
    assert store.settings.get("a") == 1
    store.revert(undo.id)
    assert store.settings.get("a") == 2


def test_an_insert_is_undone_and_done_again(store: Store) -> None:
    first = put(store, "a", 1)
    undo = store.revert(first)
    assert store.settings.get("a") is None
    store.revert(undo.id)
    assert store.settings.get("a") == 1


def test_an_act_under_later_work_cannot_be_undone(store: Store) -> None:
    first = put(store, "a", 1)
    second = put(store, "a", 2)
    put(store, "a", 3)
    for act_id in (first, second):
        with pytest.raises(UndoBlocked):
            store.revert(act_id)
    assert store.settings.get("a") == 3


def test_changes_since_an_act_are_listed(store: Store) -> None:
    first = put(store, "a", 1)
    put(store, "b", 1)
    assert store.changed_since(first) == [("settings", 2)]


def test_a_second_connection_leaves_the_journal_to_the_one_that_holds_the_lock(
    store: Store, path: Path
) -> None:
    """SQLite on Windows keeps the journal open in TRUNCATE mode: deleting it there is WinError 32."""
    journal = path.with_name(path.name + "-journal")
    put(store, "a", 1)
    assert journal.exists()
    twin = store.twin()
    put(twin, "b", 2)
    twin.close()
    assert journal.exists()
    put(store, "c", 3)
    store.close()
    assert not journal.exists()
