"""One writer to a file, whatever its name; what cannot be held or written is read."""

import errno
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from desktop_app.domain.errors import (
    DataFileInUse,
    DataFileNotLockable,
    DataFileOutOfReach,
    DataFileReadOnly,
    DataFileReplaced,
    TargetNotWritable,
)
from desktop_app.files import system_lock
from desktop_app.storage import lock
from desktop_app.storage.store import Store
from tests.other_programs import move

WRITE = """
import sys
from pathlib import Path
from desktop_app.domain.errors import DataFileInUse
from desktop_app.storage.store import Store
try:
    Store.open(Path(sys.argv[1]))
except DataFileInUse as refused:
    print("refused", refused.user != "")
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    Store.create(tmp_path / "Dữ liệu" / "a.tiendo").close()
    return tmp_path / "Dữ liệu" / "a.tiendo"


def _write(store: Store) -> None:
    with store.transaction("office"):
        store.settings.put("office", {"name": "x"})


def _refusing(monkeypatch: pytest.MonkeyPatch, ending: str, number: int) -> None:
    """Let the system refuse to open files for writing: the tests may run as root, whom no right stops."""
    real = os.open

    def opening(path: str | Path, flags: int, mode: int = 0o777) -> int:
        if str(path).endswith(ending) and flags & (os.O_RDWR | os.O_CREAT):
            raise OSError(number, os.strerror(number))
        return real(path, flags, mode)

    monkeypatch.setattr(os, "open", opening)


@pytest.mark.parametrize("kind", ["symlink", "hard link"])
def test_a_second_writer_is_refused_under_another_name(path: Path, tmp_path: Path, kind: str) -> None:
    other = tmp_path / "khác.tiendo"
    if kind == "symlink":
        other.symlink_to(path)
    else:
        os.link(path, other)
    store = Store.open(path)
    with pytest.raises(DataFileInUse):
        Store.open(other)
    said = subprocess.run(
        [sys.executable, "-c", WRITE, other], capture_output=True, encoding="utf-8", check=True,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
    )  # fmt: skip
    assert said.stdout.startswith("refused")
    _write(store)  # and the first goes on
    store.close()
    Store.open(other).close()


def test_the_lock_leaves_nothing_and_ends_with_the_process(path: Path) -> None:
    for _turn in range(3):
        Store.open(path).close()
    assert [one.name for one in path.parent.iterdir()] == ["a.tiendo"]
    assert set() == lock._OURS
    code = "import os, sys\nfrom pathlib import Path\nfrom desktop_app.storage.store import Store\n"
    code += "Store.open(Path(sys.argv[1]))\nos._exit(9)"
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    assert subprocess.run([sys.executable, "-c", code, path], check=False, env=environment).returncode == 9
    Store.open(path).close()


@pytest.mark.parametrize(("ending", "number"), [(".lock", errno.EROFS), ("a.tiendo", errno.EACCES)])
def test_what_cannot_be_written_is_read(
    path: Path, monkeypatch: pytest.MonkeyPatch, ending: str, number: int
) -> None:
    _refusing(monkeypatch, ending, number)
    with pytest.raises(DataFileReadOnly):
        Store.open(path)
    store = Store.open(path, reading=True)
    before = path.read_bytes()
    assert isinstance(store.refusal, DataFileReadOnly)
    assert store.programmes.all() == []
    with pytest.raises(DataFileReadOnly):
        _write(store)
    with pytest.raises(DataFileReadOnly):
        _write(store.twin())
    store.close()
    assert path.read_bytes() == before


def test_what_another_holds_is_read_and_not_written(path: Path) -> None:
    writer = Store.open(path)
    reader = Store.open(path, reading=True)
    _write(writer)
    assert reader.settings.get("office") == {"name": "x"}
    with pytest.raises(DataFileInUse):
        _write(reader)
    reader.close()
    _write(writer)
    writer.close()


def test_a_disk_that_knows_no_locks_is_read(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_locks(_handle: int) -> None:
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

    monkeypatch.setattr(lock, "take_database_lock", no_locks)
    with pytest.raises(DataFileNotLockable):
        Store.open(path)
    store = Store.open(path, reading=True)
    assert isinstance(store.refusal, DataFileNotLockable)
    store.close()


def test_a_full_disk_holds_no_note_and_the_file_opens_all_the_same(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _refusing(monkeypatch, ".lock", errno.ENOSPC)
    store = Store.open(path)
    assert store.refusal is None
    with pytest.raises(DataFileInUse):
        Store.open(path)
    store.close()
    monkeypatch.undo()

    def full(_handle: int, _body: bytes) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "write", full)
    Store.open(path).close()


def test_a_file_in_the_place_of_the_open_one_is_noticed(path: Path, tmp_path: Path) -> None:
    other = Path(shutil.copyfile(path, tmp_path / "other.tiendo"))
    store = Store.open(path)
    _write(store)
    move(path, tmp_path / "moved.tiendo")
    with pytest.raises(DataFileReplaced):
        _write(store)
    before = other.read_bytes()
    move(other, path)
    with pytest.raises(DataFileReplaced):
        _write(store)
    with pytest.raises(DataFileReplaced):
        store.twin()
    assert store.settings.get("office") == {"name": "x"}  # it can still be read, and copied out
    store.close()
    assert path.read_bytes() == before


def test_a_folder_that_went_away_is_out_of_reach(path: Path) -> None:
    store = Store.open(path)
    move(path.parent, path.parent.with_name("gone"))
    with pytest.raises(DataFileOutOfReach):
        _write(store)
    move(path.parent.with_name("gone"), path.parent)
    _write(store)
    store.close()


def test_a_new_file_in_a_folder_that_takes_none_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _refusing(monkeypatch, ".lock", errno.EROFS)
    with pytest.raises(TargetNotWritable) as refused:
        Store.create(tmp_path / "b.tiendo")
    assert refused.value.cause == "read_only"
    monkeypatch.undo()
    assert list(tmp_path.iterdir()) == []
    assert system_lock.is_held(OSError(errno.EAGAIN, ""))
