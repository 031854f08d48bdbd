import errno
import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from desktop_app import files
from desktop_app.domain.errors.refusals import DiskFull, SourceMissing, TargetNotWritable
from desktop_app.files import sha256_of
from desktop_app.storage.backups import Backups, HashProof, copy, proof, stays
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
    path = store.backups.folder / made.name
    assert proof(path) is HashProof.SOUND
    assert path.with_name(path.name + ".sha256").read_text(encoding="utf-8") == (
        f"{sha256_of(path)} *{path.name}\n"
    )
    copied = path.with_name("copy.tiendo")
    files.copy(path, copied)
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
    path = store.backups.folder / store.backups.make().name
    path.write_bytes(path.read_bytes() + b"x")
    assert proof(path) is HashProof.ALTERED
    again = store.backups.make()
    assert again.number == 2
    assert proof(store.backups.folder / again.name) is HashProof.SOUND
    path.unlink()
    with pytest.raises(SourceMissing):
        proof(path)


def test_a_backup_is_listed_by_what_lies_in_the_folder(store: Store) -> None:
    put(store, 1)
    first = store.backups.make()
    put(store, 2)
    second = store.backups.make()
    for sums in store.backups.folder.glob("*.sha256"):
        sums.unlink()
    (store.backups.folder / "a-000009-99999999-999999.tiendo").write_bytes(b"no day")
    assert store.backups.all() == [second, first]
    assert proof(store.backups.folder / second.name) is HashProof.UNKNOWN


def test_one_that_cannot_be_read_is_listed_without_its_act(store: Store) -> None:
    put(store, 1)
    path = store.backups.folder / store.backups.make().name
    path.write_bytes(b"")
    (one,) = store.backups.all()
    assert (one.action, one.head, one.size) == (0, "", 0)


def test_an_old_list_of_backups_still_vouches_for_what_it_names(store: Store) -> None:
    """Versions up to 0.9 kept one list, with a head taken out where a restore had left it behind."""
    put(store, 1)
    folder = store.backups.folder
    one = store.backups.make()
    path = folder / one.name
    (folder / (one.name + ".sha256")).unlink()
    row = {"number": 1, "name": one.name, "sha256": sha256_of(path), "size": 1, "action": 1, "head": ""}
    (folder / "backups.json").write_text(json.dumps([row]), encoding="utf-8")
    assert proof(path) is HashProof.SOUND
    assert [one.head for one in store.backups.all()] == [""]
    (folder / "backups.json").write_text("[1", encoding="utf-8")
    assert proof(path) is HashProof.UNKNOWN
    assert store.backups.all() == [one]


def test_what_a_cut_left_half_made_goes_with_the_next_backup(store: Store) -> None:
    folder = store.backups.folder
    folder.mkdir()
    left = [folder / name for name in (".~0a1b2c3d.tiendo", ".~0a1b2c3d.tiendo-journal", "x.tiendo.sha256")]
    left += [store.path.with_name("a.tiendo.new"), store.path.with_name("a.tiendo.new-journal")]
    young = folder / ".~99999999.tiendo"
    for one in [*left, young]:
        one.write_bytes(b"half")
    for one in left:
        os.utime(one, (1, 1))
    store.backups.make()
    assert not any(one.exists() for one in left)
    assert young.exists()


def test_the_place_of_a_copy_is_never_without_a_sha256_that_holds(store: Store, tmp_path: Path) -> None:
    """A copy that takes the place of an older one: in between both are vouched for."""
    target = tmp_path / "copy.tiendo"
    put(store, 1)
    first = copy(store.db.conn, target)
    put(store, 2)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Path, "replace", refuse_to_replace(target))
        with pytest.raises(TargetNotWritable):
            copy(store.db.conn, target)
    assert sha256_of(target) == first
    assert proof(target) is HashProof.SOUND
    assert copy(store.db.conn, target) != first
    assert proof(target) is HashProof.SOUND
    assert len((tmp_path / "copy.tiendo.sha256").read_text(encoding="utf-8").splitlines()) == 1


def refuse_to_replace(wanted: Path) -> Callable[[Path, Path], Path]:
    replace = Path.replace

    def refused(source: Path, target: Path) -> Path:
        if target == wanted:
            raise OSError(errno.EIO, "broken")
        return replace(source, target)

    return refused


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


def test_backups_of_a_file_that_was_never_backed_up_are_none(store: Store) -> None:
    assert Backups(store.db, store.path).all() == []
