"""Going back to a backup: whatever happens meanwhile, the data file is whole, and the sentence says which."""

import os
import random
import shutil
import sqlite3
import sys
from pathlib import Path

import pytest

from desktop_app import files
from desktop_app.domain.errors import (
    AppError,
    BackupDamaged,
    DataFileForeign,
    DataFileInUse,
    DataFileMissing,
    DiskFull,
    TargetIsTheDataFile,
)
from desktop_app.services.restoring import RestoreResult, restore
from desktop_app.services.workspace import Workspace
from desktop_app.storage.backups import HashProof, proof
from desktop_app.storage.migrations import APPLICATION_ID, VERSION
from tests.cutting import Full, cuts

NAME = "a.tiendo"


def title(path: Path) -> str:
    workspace = Workspace.open(path)
    try:
        assert workspace.checking.check().ok
        return workspace.programme().title
    finally:
        workspace.close()


def retitle(workspace: Workspace, text: str) -> None:
    from dataclasses import replace

    workspace.programmes.change(replace(workspace.programme(), title=text))


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A data file that says "ba", with backups that say "một" and "hai"."""
    folder = tmp_path / "home"
    workspace = Workspace.create(folder / NAME)
    for text in ("một", "hai"):
        retitle(workspace, text)
        workspace.backup()
    retitle(workspace, "ba")
    workspace.close()
    return folder


def first_backup(folder: Path) -> Path:
    return min((folder / "a-backups").glob("a-*.tiendo"))


def go_back(folder: Path) -> RestoreResult:
    return restore(first_backup(folder), folder / NAME)


def test_the_old_state_comes_back_and_the_present_one_is_kept(home: Path) -> None:
    done = go_back(home)
    assert title(home / NAME) == "một"
    assert done.proved
    assert not done.damaged
    assert done.kept is not None
    restore(done.kept, home / NAME)
    assert title(home / NAME) == "ba"


def test_into_an_empty_place_nothing_is_kept(home: Path, tmp_path: Path) -> None:
    done = restore(first_backup(home), tmp_path / "khác" / "b.tiendo")
    assert done.kept is None
    assert title(tmp_path / "khác" / "b.tiendo") == "một"


def test_after_any_cut_the_file_is_whole_before_or_whole_after(home: Path, tmp_path: Path) -> None:
    seen = []
    for folder in cuts(go_back, home, tmp_path):
        seen.append(title(folder / NAME))
        backups = list((folder / "a-backups").glob("a-*.tiendo"))
        assert len(backups) >= 2
        assert all(proof(one) is HashProof.SOUND for one in backups)
    assert seen == sorted(seen)
    assert {"ba", "một"} == set(seen)
    assert len(seen) > 20


def test_after_any_cut_of_a_backup_every_backup_is_there(home: Path, tmp_path: Path) -> None:
    def back_up(folder: Path) -> None:
        workspace = Workspace.open(folder / NAME)
        workspace.backup()

    for folder in cuts(back_up, home, tmp_path):
        workspace = Workspace.open(folder / NAME)
        assert workspace.checking.check().ok
        workspace.backup()
        numbers = [one.number for one, _ in workspace.safekeeping.backups()]
        assert numbers == [3, 2, 1]
        assert all(proof(path) is HashProof.SOUND for _, path in workspace.safekeeping.backups())
        workspace.close()


def test_a_full_disk_at_any_moment_leaves_the_file_as_it_was(home: Path, tmp_path: Path) -> None:
    """The sentence says that it is whole: it is the one that stood there, to the byte."""
    for at in range(200):
        folder = tmp_path / f"full-{at}"
        shutil.copytree(home, folder)
        before = (folder / NAME).read_bytes()
        with pytest.MonkeyPatch.context() as patched:
            Full(at).watch(patched)
            try:
                go_back(folder)
            except DiskFull:
                refused = True
            else:
                refused = False
        assert not list(folder.glob("*.new*"))
        if not refused:
            assert title(folder / NAME) == "một"
            break
        assert (folder / NAME).read_bytes() == before
        assert title(folder / NAME) == "ba"
    assert 5 < at < 199


def test_a_backup_with_one_flipped_bit_is_refused(home: Path) -> None:
    source = first_backup(home)
    whole, before = source.read_bytes(), (home / NAME).read_bytes()
    chance = random.Random(15)
    places = [*range(0, 100, 9), *(chance.randrange(len(whole)) for _ in range(40))]
    for place in places:
        bent = bytearray(whole)
        bent[place] ^= 1 << chance.randrange(8)
        source.write_bytes(bent)
        with pytest.raises(BackupDamaged):
            restore(source, home / NAME)
        assert (home / NAME).read_bytes() == before


def test_an_empty_database_is_refused_before_anything_is_replaced(home: Path, tmp_path: Path) -> None:
    before = (home / NAME).read_bytes()
    empty = tmp_path / "rỗng.tiendo"
    opened = sqlite3.connect(empty)
    opened.executescript(
        f"PRAGMA page_size = 4096; PRAGMA application_id = {APPLICATION_ID};"
        f"PRAGMA user_version = {VERSION}; CREATE TABLE x (y);"
    )
    opened.close()
    assert empty.stat().st_size == 8192
    with pytest.raises(BackupDamaged):
        restore(empty, home / NAME)
    foreign = tmp_path / "lạ.tiendo"
    foreign.write_bytes(b"nothing")
    with pytest.raises(DataFileForeign):
        restore(foreign, home / NAME)
    with pytest.raises(DataFileMissing):
        restore(tmp_path / "đâu.tiendo", home / NAME)
    with pytest.raises(TargetIsTheDataFile):
        restore(home / NAME, home / NAME)
    assert (home / NAME).read_bytes() == before
    assert sorted(one.name for one in home.iterdir()) == ["a-backups", NAME]


def test_a_copy_whose_history_was_rewritten_is_refused(home: Path, tmp_path: Path) -> None:
    source = tmp_path / "sửa.tiendo"
    shutil.copyfile(first_backup(home), source)
    opened = sqlite3.connect(source)
    opened.executescript("DROP TRIGGER actions_fixed; UPDATE actions SET user = 'khác' WHERE id = 1;")
    opened.close()
    with pytest.raises(BackupDamaged):
        restore(source, home / NAME)
    assert title(home / NAME) == "ba"


def test_a_copy_without_its_sha256_is_taken_after_a_check_and_that_is_said(
    home: Path, tmp_path: Path
) -> None:
    copied = Path(shutil.copyfile(first_backup(home), tmp_path / "usb.tiendo"))
    assert not restore(copied, home / NAME).proved
    assert title(home / NAME) == "một"


def cut_transaction(path: Path) -> None:
    """Write half a transaction into the file and die: its journal has to take it back."""
    if sys.platform == "win32":
        raise OSError("a cut is a process that is forked, and Windows forks none")
    if not os.fork():
        opened = sqlite3.connect(path, isolation_level=None)
        opened.execute("PRAGMA journal_mode = TRUNCATE")
        opened.execute("PRAGMA cache_size = 1")
        opened.execute("BEGIN IMMEDIATE")
        opened.execute("CREATE TABLE half (text TEXT)")
        opened.executemany("INSERT INTO half VALUES (?)", [("x" * 3000,)] * 200)
        opened.execute("UPDATE programmes SET title = 'nửa'")
        opened.execute("INSERT INTO half SELECT text FROM half")
        os._exit(0)
    os.wait()


def test_a_journal_that_was_left_is_never_rolled_into_the_copy(home: Path) -> None:
    path = home / NAME
    cut_transaction(path)
    journal = path.with_name(NAME + "-journal")
    assert journal.stat().st_size > 1000
    go_back(home)
    assert not journal.exists() or not journal.stat().st_size
    assert title(path) == "một"
    kept = max((home / "a-backups").glob("a-*.tiendo"))
    restore(kept, path)
    assert title(path) == "ba"


def test_the_journal_of_a_damaged_file_is_set_aside_with_it(home: Path) -> None:
    path = home / NAME
    cut_transaction(path)
    journal = path.with_name(NAME + "-journal")
    left = journal.read_bytes()
    content = path.read_bytes()
    broken = b"\0" * 4096 + content[4096:]
    path.write_bytes(broken)
    done = go_back(home)
    assert done.damaged
    assert done.kept is not None
    assert done.kept.read_bytes() == broken
    assert done.kept.with_name(done.kept.name + "-journal").read_bytes() == left
    assert not journal.exists()
    assert title(path) == "một"
    path.write_bytes(broken)
    again = go_back(home)
    assert again.kept not in (None, done.kept)


def test_a_file_that_is_held_open_stays_as_it_is(home: Path) -> None:
    held = Workspace.open(home / NAME)
    with pytest.raises(DataFileInUse):
        go_back(home)
    held.close()
    assert title(home / NAME) == "ba"


def test_a_file_that_another_program_keeps_is_told_and_stays(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On Windows nothing is moved over a file that is open (a scanner, Excel, a synchronising program)."""
    monkeypatch.setattr(files.door, "PAUSES", (0.0,))
    before = (home / NAME).read_bytes()
    with (home / NAME).open("rb"), pytest.raises(AppError):
        go_back(home)
    assert (home / NAME).read_bytes() == before
    go_back(home)
    assert title(home / NAME) == "một"


def test_documents_that_are_missing_are_counted(home: Path, tmp_path: Path) -> None:
    workspace = Workspace.open(home / NAME)
    paper = tmp_path / "quyết định.pdf"
    paper.write_bytes(b"%PDF-1.4 x")
    from tests.services.test_evidence import described

    workspace.evidence.add(described(workspace.programme().id), paper)
    usb = tmp_path / "usb"
    usb.mkdir()
    made = workspace.safekeeping.backup_to(usb / "b.tiendo")
    assert (made.documents, made.missing) == (1, 0)
    (usb / "b-files").rename(usb / "xa")
    workspace.close()
    elsewhere = tmp_path / "khác" / "c.tiendo"
    done = restore(usb / "b.tiendo", elsewhere)
    assert (done.documents, done.brought, done.missing) == (1, 0, 1)
    (home / "a-files").rename(home / "xa")
    workspace = Workspace.open(home / NAME)
    again = workspace.safekeeping.backup_to(usb / "d.tiendo")
    workspace.close()
    assert (again.documents, again.missing) == (1, 1)
