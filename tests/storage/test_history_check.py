"""The history tells when another program has touched it.

Edits, deletions, insertions, another order, a cut end.
"""

import random
import shutil
import sqlite3
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from desktop_app.domain.errors import DataFileStrange, FieldNotRead
from desktop_app.storage import checking
from desktop_app.storage.backups import listed
from desktop_app.storage.checking import Fault, HistoryFault, faults, find_head
from desktop_app.storage.store import Store

SCHEMAS = sorted((Path(__file__).parent.parent / "data" / "schemas").glob("schema_*.zip"))
ACTS = 40
HARMS = 1000


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "a.tiendo"
    store = Store.create(path)
    for number in range(ACTS):
        with store.transaction("office", {"number": str(number)}):
            store.settings.put(f"key {number % 7}", {"a": number, "b": "Sở Tư pháp"})
            store.settings.put("last", number)
    store.backups.make()
    store.close()
    return path


@pytest.fixture
def raw(path: Path) -> Iterator[sqlite3.Connection]:
    """The file as another program opens it, without the triggers that keep the history."""
    db = sqlite3.connect(path, isolation_level=None)
    for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        db.execute(f"DROP TRIGGER {name}")
    yield db
    db.close()


def found(path: Path) -> list[HistoryFault]:
    store = Store.open(path)
    try:
        return faults(store.db, store.backups.all())
    finally:
        store.close()


def test_a_history_that_nobody_touched_holds(path: Path) -> None:
    assert found(path) == []


def test_work_goes_on_after_a_check(path: Path) -> None:
    store = Store.open(path)
    with store.transaction("office"):
        store.settings.put("more", 1)
    assert faults(store.db, store.backups.all()) == []
    store.close()


def edit_change(db: sqlite3.Connection, rng: random.Random) -> None:
    key, new = rng.choice(db.execute("SELECT id, new FROM history").fetchall())
    place = rng.randrange(len(new))
    other = chr((ord(new[place]) + 1 + rng.randrange(90)) % 120 + 1)
    db.execute("UPDATE history SET new = ? WHERE id = ?", [new[:place] + other + new[place + 1 :], key])


def edit_old(db: sqlite3.Connection, rng: random.Random) -> None:
    key, old = rng.choice(db.execute("SELECT id, old FROM history").fetchall())
    db.execute("UPDATE history SET old = ? WHERE id = ?", [None if old else "{}", key])


def edit_act(db: sqlite3.Connection, rng: random.Random) -> None:
    column = rng.choice(["at", "user", "computer", "kind", "label", "hash"])
    db.execute(f"UPDATE actions SET {column} = {column} || 'x' WHERE id = ?", [rng.randint(1, ACTS)])


def blame_another(db: sqlite3.Connection, rng: random.Random) -> None:
    db.execute("UPDATE actions SET undoes = ? WHERE id = ?", [rng.randint(1, ACTS), rng.randint(1, ACTS)])


def delete_change(db: sqlite3.Connection, rng: random.Random) -> None:
    rows = db.execute("SELECT id FROM history").fetchall()
    db.execute("DELETE FROM history WHERE id = ?", rng.choice(rows))


def delete_act(db: sqlite3.Connection, rng: random.Random) -> None:
    key = rng.randint(1, ACTS)
    if rng.random() < 0.7:
        db.execute("DELETE FROM history WHERE action_id = ?", [key])
    db.execute("DELETE FROM actions WHERE id = ?", [key])


def delete_span(db: sqlite3.Connection, rng: random.Random) -> None:
    first = rng.randint(1, ACTS)
    last = rng.randint(first, ACTS)
    db.execute("DELETE FROM history WHERE action_id BETWEEN ? AND ?", [first, last])
    db.execute("DELETE FROM actions WHERE id BETWEEN ? AND ?", [first, last])


def truncate(db: sqlite3.Connection, rng: random.Random) -> None:
    first = rng.randint(1, ACTS)
    db.execute("DELETE FROM history WHERE action_id >= ?", [first])
    db.execute("DELETE FROM actions WHERE id >= ?", [first])


def truncate_with_the_kept_head(db: sqlite3.Connection, rng: random.Random) -> None:
    truncate(db, rng)
    db.execute(
        "UPDATE history_head SET acts = (SELECT COUNT(*) FROM actions), changes = (SELECT COUNT(*) "
        "FROM history), "
        "hash = COALESCE((SELECT hash FROM actions ORDER BY id DESC LIMIT 1), '')"
    )


def insert_act(db: sqlite3.Connection, rng: random.Random) -> None:
    source = rng.randint(1, ACTS)
    columns = "at, user, computer, kind, label, hash"
    db.execute(f"INSERT INTO actions ({columns}) SELECT {columns} FROM actions WHERE id = ?", [source])


def insert_change(db: sqlite3.Connection, rng: random.Random) -> None:
    act = rng.choice([rng.randint(1, ACTS), ACTS + 5])
    db.execute(
        "INSERT INTO history (action_id, entity, entity_id, old, new) VALUES (?, 'settings', 1, NULL, '{}')",
        [act],
    )


def swap_acts(db: sqlite3.Connection, rng: random.Random) -> None:
    one, other = rng.sample(range(1, ACTS + 1), 2)
    for old, new in ((one, -1), (other, one), (-1, other)):
        db.execute("UPDATE actions SET id = ? WHERE id = ?", [new, old])
        db.execute("UPDATE history SET action_id = ? WHERE action_id = ?", [new, old])


def move_change(db: sqlite3.Connection, rng: random.Random) -> None:
    key, act = rng.choice(db.execute("SELECT id, action_id FROM history").fetchall())
    db.execute("UPDATE history SET action_id = ? WHERE id = ?", [act % ACTS + 1, key])


def swap_changes(db: sqlite3.Connection, rng: random.Random) -> None:
    one, other = rng.sample([row[0] for row in db.execute("SELECT id FROM history")], 2)
    for old, new in ((one, -1), (other, one), (-1, other)):
        db.execute("UPDATE history SET id = ? WHERE id = ?", [new, old])


Harm = Callable[[sqlite3.Connection, random.Random], None]
WAYS: tuple[Harm, ...] = (
    edit_change,
    edit_old,
    edit_act,
    blame_another,
    delete_change,
    delete_act,
    delete_span,
    truncate,
    truncate_with_the_kept_head,
    insert_act,
    insert_change,
    swap_acts,
    move_change,
    swap_changes,
)


def test_a_thousand_random_harms_are_all_found(path: Path, raw: sqlite3.Connection) -> None:
    raw.close()
    store = Store.open(path)
    backups = store.backups.all()
    missed = []
    db = store.db.conn
    for name in db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        db.execute(f"DROP TRIGGER {name[0]}")
    db.execute("PRAGMA foreign_keys = OFF")
    for seed in range(HARMS):
        rng = random.Random(seed)
        way = WAYS[seed % len(WAYS)]
        db.execute("BEGIN")
        way(db, rng)
        if not faults(store.db, backups):
            missed.append((seed, way.__name__))
        db.execute("ROLLBACK")
    assert missed == []
    assert faults(store.db, backups) == []
    store.close()


def test_a_cut_end_is_found_without_backups(path: Path, raw: sqlite3.Connection) -> None:
    raw.execute("DELETE FROM history WHERE action_id >= ?", [ACTS - 1])
    raw.execute("DELETE FROM actions WHERE id >= ?", [ACTS - 1])
    raw.close()
    shutil.rmtree(path.with_name("a-backups"))
    assert found(path) == [HistoryFault(Fault.SHORTENED, ACTS - 2)]


def test_a_cut_end_stays_found_when_work_goes_on(path: Path, raw: sqlite3.Connection) -> None:
    raw.execute("DELETE FROM history WHERE action_id = ?", [ACTS])
    raw.execute("DELETE FROM actions WHERE id = ?", [ACTS])
    raw.close()
    store = Store.open(path)
    with store.transaction("office"):
        store.settings.put("more", 1)
    store.close()
    assert Fault.SHORTENED in {one.fault for one in found(path)}


def test_a_dropped_record_of_the_head_is_found(path: Path, raw: sqlite3.Connection) -> None:
    raw.execute("DROP TABLE history_head")
    raw.close()
    with pytest.raises(DataFileStrange, match="history_head"):
        Store.open(path)


def test_an_older_copy_in_the_files_place_is_found_by_the_backups(path: Path) -> None:
    older = path.with_name("older")
    shutil.copyfile(path, older)
    store = Store.open(path)
    with store.transaction("office"):
        store.settings.put("more", 1)
    store.backups.make()
    store.close()
    shutil.copyfile(older, path)
    assert found(path) == [HistoryFault(Fault.OLDER, ACTS + 1)]


def test_a_printed_head_is_found_by_its_first_signs(path: Path) -> None:
    store = Store.open(path)
    head = store.db.execute("SELECT hash FROM actions WHERE id = 7").fetchone()[0]
    assert find_head(store.db, head) == find_head(store.db, head[:16].upper()) == 7
    assert find_head(store.db, f"{head[:4]} {head[4:8]}") == 7
    assert find_head(store.db, "0" * 64) is None
    for bad in ("", "1234567", "zzzzzzzz", "0" * 65):
        with pytest.raises(FieldNotRead):
            find_head(store.db, bad)
    store.close()


def test_a_backup_holds_the_head(path: Path) -> None:
    (backup,) = listed(path)
    store = Store.open(path)
    assert find_head(store.db, backup.head) == backup.action == ACTS
    store.close()


@pytest.mark.parametrize("fixture", SCHEMAS, ids=lambda path: path.stem)
def test_a_file_of_an_earlier_schema_opens_and_its_history_holds(fixture: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(fixture) as archive:
        (name,) = archive.namelist()
        archive.extract(name, tmp_path)
    store = Store.open(tmp_path / name)
    acts = store.last_action()
    assert acts > 3
    assert faults(store.db, store.backups.all()) == []
    with store.transaction("office"):
        store.settings.put("more", 1)
    assert faults(store.db, store.backups.all()) == []
    assert checking.find_head(store.db, store.backups.all()[0].head) == acts
    store.close()
