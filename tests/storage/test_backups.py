import errno
import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop_app import files
from desktop_app.domain.errors.refusals import (
    BackupDamaged,
    DataFileForeign,
    DiskFull,
    SourceNotReadable,
    TargetInUse,
    TargetNotWritable,
)
from desktop_app.files import door
from desktop_app.services.safekeeping import restore
from desktop_app.storage.backups import Backups, copy_file, sha256_of, stays
from desktop_app.storage.store import Store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store.create(tmp_path / "a.tiendo")
    yield opened
    opened.close()


def put(store: Store, value: int) -> None:
    with store.transaction("office"):
        store.settings.put("a", value)


def test_a_backup_is_a_checked_copy_with_its_hash(store: Store) -> None:
    put(store, 1)
    made = store.backups.make()
    path = store.backups.verify(made)
    assert made.sha256 == sha256_of(path)
    copied = path.with_name("copy.tiendo")
    copy_file(path, copied)
    opened = Store.open(copied)
    assert opened.settings.get("a") == 1
    opened.close()


def test_nothing_new_makes_no_new_backup(store: Store) -> None:
    put(store, 1)
    first = store.backups.make()
    assert store.backups.make() == first
    put(store, 2)
    assert store.backups.make().number == 2


def test_backups_are_thinned_by_sequence_and_the_newest_stay(store: Store) -> None:
    for value in range(40):
        put(store, value)
        store.backups.make()
    numbers = [one.number for one in store.backups.all()]
    assert numbers[:12] == list(range(40, 28, -1))
    assert all(number % 4 == 0 for number in numbers[12:])
    files = [path for path in store.backups.folder.iterdir() if path.suffix == ".tiendo"]
    assert len(files) == len(numbers)


def test_old_backups_thin_out_with_their_age() -> None:
    kept = [number for number in range(1, 401) if stays(number, 400 - number)]
    assert kept[-12:] == list(range(389, 401))
    assert len(kept) < 30


def test_an_altered_backup_does_not_count(store: Store) -> None:
    put(store, 1)
    made = store.backups.make()
    path = store.backups.folder / made.name
    path.write_bytes(path.read_bytes() + b"x")
    with pytest.raises(BackupDamaged):
        store.backups.verify(made)
    path.unlink()
    with pytest.raises(BackupDamaged):
        store.backups.verify(made)


def test_a_broken_index_is_an_empty_one(store: Store) -> None:
    put(store, 1)
    store.backups.make()
    (store.backups.folder / "backups.json").write_text("[1", encoding="utf-8")
    assert store.backups.all() == []
    assert store.backups.make().number == 1


def test_a_full_disk_leaves_no_half_backup(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    put(store, 1)

    def full(*_args: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(DiskFull):
        store.backups.make()
    assert list(store.backups.folder.iterdir()) == []


def test_a_folder_in_the_way_is_told(store: Store) -> None:
    store.backups.folder.write_text("", encoding="utf-8")
    with pytest.raises(TargetNotWritable):
        store.backups.make()


def test_restore_brings_the_old_file_back_and_keeps_the_present_one(store: Store) -> None:
    put(store, 1)
    old = store.backups.folder / store.backups.make().name
    put(store, 2)
    store.close()
    kept = restore(old, store.path)
    again = Store.open(store.path)
    assert again.settings.get("a") == 1
    again.close()
    assert kept is not None
    copied = store.path.with_name("kept.tiendo")
    copy_file(kept, copied)
    before = Store.open(copied)
    assert before.settings.get("a") == 2
    before.close()


def test_restore_refuses_a_foreign_file_before_touching_anything(store: Store, tmp_path: Path) -> None:
    put(store, 1)
    store.close()
    before = store.path.read_bytes()
    foreign = tmp_path / "foreign.tiendo"
    foreign.write_bytes(b"nothing")
    with pytest.raises(DataFileForeign):
        restore(foreign, store.path)
    assert store.path.read_bytes() == before


def test_restore_sets_a_damaged_file_aside_whole(store: Store) -> None:
    put(store, 1)
    old = store.backups.folder / store.backups.make().name
    store.close()
    content = store.path.read_bytes()
    broken = content[:4096] + b"\xaa" * (len(content) - 4096)
    store.path.write_bytes(broken)
    kept = restore(old, store.path)
    assert kept is not None
    assert kept.read_bytes() == broken
    Store.open(store.path).close()


def test_restore_into_an_empty_place_keeps_nothing(store: Store, tmp_path: Path) -> None:
    put(store, 1)
    old = store.backups.folder / store.backups.make().name
    assert restore(old, tmp_path / "new.tiendo") is None


def test_backups_of_a_file_that_was_never_backed_up_are_none(store: Store) -> None:
    assert Backups(store.db, store.path).all() == []


def test_an_index_that_a_scanner_holds_loses_no_backup(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    put(store, 1)
    first = store.backups.make()
    put(store, 2)
    index = store.backups.folder / "backups.json"
    held = index.open("rb")
    timer = threading.Timer(0.1, held.close)
    timer.start()
    second = store.backups.make()
    timer.join()
    assert store.backups.all() == [second, first]
    put(store, 3)
    monkeypatch.setattr(door, "PAUSES", (0.0,))
    with index.open("rb"), pytest.raises(TargetInUse):
        store.backups.make()
    assert store.backups.all() == [second, first]
    third = store.backups.make()
    assert store.backups.all() == [third, second, first]


def test_an_index_that_cannot_be_read_is_not_written_anew(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What it names would be forgotten.

    Windows gives no word of a file that another program has to itself.
    """
    put(store, 1)
    first = store.backups.make()
    put(store, 2)

    def refused(path: Path) -> str:
        raise SourceNotReadable(path)

    with monkeypatch.context() as patched:
        patched.setattr(files, "read_text", refused)
        with pytest.raises(SourceNotReadable):
            store.backups.make()
    assert store.backups.all() == [first]
