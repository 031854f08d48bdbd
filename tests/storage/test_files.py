"""Kept files: once by content, whole or not at all, whatever happens to the source or the folder."""

import errno
import hashlib
import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Self

import pytest

from desktop_app.domain.errors.documents import FileTooLarge
from desktop_app.domain.errors.refusals import (
    DiskFull,
    SourceEmpty,
    SourceMissing,
    SourceNotReadable,
    TargetNotWritable,
)
from desktop_app.domain.evidence import LARGEST_FILE, FileState
from desktop_app.domain.work import WorkCancelled
from desktop_app.storage import files
from desktop_app.storage.files import KeptFiles, files_of


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[KeptFiles]:
    one = KeptFiles(tmp_path / "De an-files")
    yield one
    for path in one.all().values():
        path.chmod(stat.S_IREAD | stat.S_IWRITE)


def source(tmp_path: Path, name: str = "Quyết định 12.PDF", body: bytes = b"%PDF-1.7 body") -> Path:
    path = tmp_path / name
    path.write_bytes(body)
    return path


def inside(kept: KeptFiles) -> list[str]:
    return sorted(one.name for one in kept.folder.iterdir()) if kept.folder.exists() else []


def test_a_file_is_called_by_its_content_and_its_ending(kept: KeptFiles, tmp_path: Path) -> None:
    one = kept.add(source(tmp_path))
    assert one.sha256 == hashlib.sha256(b"%PDF-1.7 body").hexdigest()
    assert (one.size, one.fresh) == (13, True)
    assert inside(kept) == [one.sha256 + ".pdf"]
    assert kept.state(one.sha256) is FileState.SOUND


def test_the_same_file_twice_is_kept_once(kept: KeptFiles, tmp_path: Path) -> None:
    first = kept.add(source(tmp_path))
    again = kept.add(source(tmp_path, "bản sao.pdf"))
    assert (again.sha256, again.fresh) == (first.sha256, False)
    assert len(inside(kept)) == 1


def test_an_altered_file_is_found_and_mended_by_adding_it_again(kept: KeptFiles, tmp_path: Path) -> None:
    one = kept.add(source(tmp_path))
    path = kept.folder / inside(kept)[0]
    path.chmod(stat.S_IREAD | stat.S_IWRITE)
    path.write_bytes(b"%PDF-1.7 other")
    assert kept.state(one.sha256) is FileState.ALTERED
    assert not kept.add(source(tmp_path)).fresh
    assert kept.state(one.sha256) is FileState.SOUND
    assert len(inside(kept)) == 1


def test_a_missing_file_is_found(kept: KeptFiles, tmp_path: Path) -> None:
    one = kept.add(source(tmp_path))
    assert kept.remove(kept.all().values()) == 1
    assert kept.state(one.sha256) is FileState.MISSING
    assert kept.state("") is FileState.NONE
    assert kept.path(one.sha256) is None


@pytest.mark.parametrize(
    ("name", "ending"),
    [
        ("CON.pdf", ".pdf"),
        ("a:b?.docx", ".docx"),
        ("không đuôi", ""),
        ("lạ.đuôi", ""),
        ("dài.abcdefghijk", ""),
        (".ẩn", ""),
        ("x" * 200 + ".pdf", ".pdf"),
    ],
)
def test_a_name_that_windows_refuses_reaches_no_disk(
    kept: KeptFiles, tmp_path: Path, name: str, ending: str
) -> None:
    one = kept.add(source(tmp_path, name))
    assert inside(kept) == [one.sha256 + ending]


def test_what_is_no_file_or_empty_or_gone_is_refused(kept: KeptFiles, tmp_path: Path) -> None:
    with pytest.raises(SourceMissing):
        kept.add(tmp_path / "gone.pdf")
    with pytest.raises(SourceNotReadable):
        kept.add(tmp_path)
    with pytest.raises(SourceEmpty):
        kept.add(source(tmp_path, body=b""))
    assert inside(kept) == []


def test_a_file_of_two_gigabytes_is_refused_before_it_is_read(kept: KeptFiles, tmp_path: Path) -> None:
    path = tmp_path / "film.mp4"
    with path.open("wb") as file:
        file.truncate(2 * 1024**3)
    with pytest.raises(FileTooLarge) as refused:
        kept.add(path)
    assert (refused.value.size, refused.value.limit) == (2048, LARGEST_FILE // 1024**2)
    assert inside(kept) == []


def test_a_file_that_grows_while_it_is_read_is_held_to_the_limit(
    kept: KeptFiles, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = source(tmp_path)
    monkeypatch.setattr(files, "LARGEST_FILE", 20)

    def grow(_done: int, _total: int) -> None:
        with path.open("ab") as file:
            file.write(b"x" * 40)

    monkeypatch.setattr(files, "_CHUNK", 8)
    with pytest.raises(FileTooLarge):
        kept.add(path, grow)
    assert inside(kept) == []


def test_cancelling_leaves_nothing(kept: KeptFiles, tmp_path: Path) -> None:
    def stop(_done: int, _total: int) -> None:
        raise WorkCancelled

    with pytest.raises(WorkCancelled):
        kept.add(source(tmp_path), stop)
    assert inside(kept) == []


class Failing:
    """A file that gives one piece and then fails, as a stick that is pulled out."""

    def __init__(self, code: int) -> None:
        self.code = code
        self.read_once = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        return

    def read(self, _size: int) -> bytes:
        if self.read_once:
            raise OSError(self.code, os.strerror(self.code))
        self.read_once = True
        return b"piece"


def test_a_source_that_vanishes_while_it_is_read_is_told_of_the_source(
    kept: KeptFiles, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = source(tmp_path)
    usual = Path.open

    def opened(self: Path, mode: str = "r", **more: Any) -> Any:
        return Failing(errno.EIO) if self == path else usual(self, mode, **more)

    monkeypatch.setattr(Path, "open", opened)
    with pytest.raises(SourceNotReadable):
        kept.add(path)
    assert inside(kept) == []


@pytest.mark.parametrize(
    ("code", "refusal"),
    [(errno.ENOSPC, DiskFull), (errno.EROFS, TargetNotWritable), (errno.EACCES, TargetNotWritable)],
)
def test_a_full_disk_or_a_read_only_folder_leaves_nothing(
    kept: KeptFiles, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, refusal: type[Exception]
) -> None:
    path = source(tmp_path)

    def fail(_descriptor: int) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(refusal):
        kept.add(path)
    assert inside(kept) == []


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "blocked").write_text("a file", encoding="utf-8")
    with pytest.raises(TargetNotWritable):
        KeptFiles(tmp_path / "blocked").add(source(tmp_path))


def test_only_sound_and_missing_files_are_brought_over(kept: KeptFiles, tmp_path: Path) -> None:
    one, other = kept.add(source(tmp_path)), kept.add(source(tmp_path, "b.docx", b"two"))
    harmed = kept.all()[other.sha256]
    harmed.chmod(stat.S_IREAD | stat.S_IWRITE)
    harmed.write_bytes(b"TWO")
    copy = KeptFiles(tmp_path / "copy-files")
    wanted = [one.sha256, other.sha256, "0" * 64]
    assert copy.copy_missing(kept, wanted) == 1
    assert copy.copy_missing(kept, wanted) == 0
    assert set(copy.all()) == {one.sha256}


def test_a_backup_shares_the_files_of_its_data_file(tmp_path: Path) -> None:
    folder = tmp_path / "De an-files"
    assert files_of(tmp_path / "De an.tiendo").folder == folder
    assert files_of(tmp_path / "De an-backups" / "De an-000001-20211214-090000.tiendo").folder == folder
