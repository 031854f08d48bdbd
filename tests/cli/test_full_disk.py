"""A disk that is full from some moment on: every command answers in words, and nothing half stands anywhere.

The disk is stopped at each operation that a command makes in its folder or in the one for what is temporary,
one after the other, so that the next write that nobody guards is found here. (A disk that is really full, and
one that is read-only, were tried with the same commands by hand; SQLite's own writes are tried there.)
"""

import errno
import os
import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from desktop_app.resources import resource
from desktop_app.services.handover import hand_over
from desktop_app.services.workspace import Workspace
from desktop_app.storage.lock import WriterLock
from tests.cli.commands import run

LIST = resource("samples", "Danh_muc_minh_hoa_242.xlsx")
NEXT = resource("samples", "Danh_muc_minh_hoa_242_sua_doi.xlsx")
QUARTER = ("--period", "2021-Q4")
MAKES = {"os.mkdir", "os.rename"}
WRITES = os.O_CREAT | os.O_TRUNC

COMMANDS: dict[str, tuple[str, ...]] = {
    "tasks": ("tasks",),
    "status": ("status", *QUARTER),
    "check": ("check",),
    "record": ("record", "2", *QUARTER, "--percent", "50"),
    "seal": ("seal", *QUARTER, "--explain", "x"),
    "xlsx": ("export", *QUARTER, "OUT.xlsx"),
    "docx": ("export", *QUARTER, "OUT.docx"),
    "blank": ("export", *QUARTER, "--kind", "blank", "--agency", "Sở Tài chính", "OUT.xlsx"),
    "form": ("export", *QUARTER, "--form", str(LIST), "OUT.xlsx"),
    "page": ("task-page", "2", *QUARTER, "OUT.docx"),
    "edition": ("editions", "--export", "1", "OUT.xlsx"),
    "source": ("editions", "--source", "1", "OUT.xlsx"),
    "backup": ("backup", "OUT.tiendo"),
    "restore": ("restore", "KEPT.tiendo"),
    "handover": ("handover", "OUT.zip"),
    "import": ("import", str(NEXT), "--errors", "OUT.xlsx"),
}
WRITING = {"record", "seal", "restore", "import"}
MAKING: dict[str, tuple[str, ...]] = {
    "new": ("new",),
    "import": ("import", str(LIST)),
    "takeover": ("takeover", "KIT.zip"),
    "restore": ("restore", "KEPT.tiendo"),
}


class _Disk:
    """Counts what is written below `folders`; from the operation `room` on there is no room."""

    def __init__(self) -> None:
        self.folders: tuple[Path, ...] = ()
        self.room = 0
        self.done = 0

    def hook(self, event: str, arguments: tuple[Any, ...]) -> None:
        if not self.folders:
            return
        if event in MAKES or (event == "open" and isinstance(arguments[2], int) and arguments[2] & WRITES):
            place = arguments[1] if event == "os.rename" else arguments[0]
            if isinstance(place, str | os.PathLike):
                self.use(Path(place))

    def use(self, path: Path) -> None:
        if any(path.absolute().is_relative_to(one) for one in self.folders):
            self.done += 1
            if self.done > self.room:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))

    def flush(self, handle: int) -> None:
        if self.folders:
            self.done += 1
            if self.done > self.room:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        _flush(handle)

    @contextmanager
    def with_room(self, room: int, *folders: Path) -> Iterator["_Disk"]:
        self.folders, self.room, self.done = folders, room, 0
        try:
            yield self
        finally:
            self.folders = ()


_flush = os.fsync
DISK = _Disk()
sys.addaudithook(DISK.hook)


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a data file that was worked in, a backup and a kit of it."""
    folder = tmp_path_factory.mktemp("kept")
    data = folder / "Đề án.tiendo"
    for words in (
        ("import", LIST),
        ("record", "1", *QUARTER, "--percent", "40"),
        ("backup", folder / "KEPT.tiendo"),
    ):
        assert run(data, *map(str, words)) == 0
    space = Workspace.open(data)
    hand_over(space, folder / "KIT.zip")
    space.close()
    return folder


@pytest.fixture(autouse=True)
def places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The temporary folder lies on the same disk; what is flushed is counted, too."""
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))
    monkeypatch.setattr(os, "fsync", DISK.flush)
    return scratch


def _fill(work: Path, kept: Path, *, with_data: bool) -> Path:
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir()
    for one in kept.iterdir():
        if one.suffix in (".tiendo", ".zip") and (with_data or one.stem != "Đề án"):
            shutil.copyfile(one, work / one.name)
    return work / "Đề án.tiendo"


def _run(data: Path, words: tuple[str, ...]) -> int:
    names = ("OUT", "KEPT", "KIT")
    placed = [str(data.parent / one) if one.startswith(names) else one for one in words]
    return run(data, *placed)


def _sound(path: Path) -> int:
    """Return how many acts a data file holds, which must be whole."""
    opened = sqlite3.connect(path)
    try:
        assert opened.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        return int(opened.execute("SELECT COUNT(*) FROM actions").fetchone()[0])
    finally:
        opened.close()


def _nothing_half(work: Path, before: set[str]) -> None:
    left = {one.name for one in work.iterdir()} - before
    assert not [one for one in left if one.startswith(".~") or one.endswith((".new", ".new-journal"))], left


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_answers_in_words(
    name: str, kept: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    work, room = tmp_path / "work", 0
    codes: list[int] = []
    while not codes or codes[-1] != 0:
        data = _fill(work, kept, with_data=True)
        before, acts = {one.name for one in work.iterdir()}, _sound(data)
        capsys.readouterr()
        with DISK.with_room(room, work, tmp_path / "scratch"):
            codes.append(_run(data, COMMANDS[name]))
        said = capsys.readouterr()
        assert codes[-1] in (0, 1), (name, room, said.err)
        assert codes[-1] == 0 or "đầy" in said.err, (name, room, said.err)
        assert _sound(data) >= acts or name == "restore"
        _nothing_half(work, before)
        assert list((tmp_path / "scratch").iterdir()) == []
        room += 1
        assert room < 200


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_answers_over_a_file_that_can_only_be_read(
    name: str, kept: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = _fill(tmp_path / "work", kept, with_data=True)
    before = data.read_bytes()
    holder = WriterLock(data)
    try:
        code = _run(data, COMMANDS[name])
    finally:
        holder.release()
    assert code == (1 if name in WRITING else 0), capsys.readouterr().err
    assert data.read_bytes() == before
    assert "đang được" in capsys.readouterr().err


@pytest.mark.parametrize("name", MAKING)
def test_a_new_file_is_whole_or_not_there(
    name: str, kept: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    work, room, code = tmp_path / "work", 0, 1
    data = work / "Đề án.tiendo"
    while code != 0:
        data = _fill(work, kept, with_data=False)
        before = {one.name for one in work.iterdir()}
        capsys.readouterr()
        with DISK.with_room(room, work, tmp_path / "scratch"):
            code = _run(data, MAKING[name])
        said = capsys.readouterr()
        assert code in (0, 1), (name, room, said.err)
        assert code == 0 or "đầy" in said.err, (name, room, said.err)
        assert code == 0 or not data.exists() or _sound(data)
        _nothing_half(work, before)
        room += 1
        assert room < 200
    assert _sound(data) > 0
