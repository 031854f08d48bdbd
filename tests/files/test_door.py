"""The guarded door, with files that are really held.

By this process (refused as on Windows), let go in time or not.
"""

import os
import stat
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop_app import files
from desktop_app.domain.errors.refusals import (
    AppError,
    SourceMissing,
    SourceNotReadable,
    TargetInUse,
    TargetNameForbidden,
    TargetNotWritable,
)
from desktop_app.files import door

HELD = 0.1
"""Seconds for which a scanner holds a fresh file."""


@pytest.fixture
def held(tmp_path: Path) -> Path:
    path = tmp_path / "Đề án.tiendo"
    path.write_bytes(b"old")
    return path


def replace(path: Path) -> None:
    young = path.with_name("young")
    young.write_bytes(b"new")
    files.replace(young, path)


@pytest.mark.parametrize("act", [files.unlink, replace])
def test_a_file_that_is_held_for_a_moment_is_waited_for(held: Path, act: Callable[[Path], None]) -> None:
    file = held.open("rb")
    timer = threading.Timer(HELD, file.close)
    timer.start()
    try:
        act(held)
    finally:
        timer.join()
    assert not held.exists() or held.read_bytes() == b"new"


@pytest.mark.parametrize("act", [files.unlink, replace])
def test_a_file_that_stays_held_is_in_use(
    held: Path, act: Callable[[Path], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(door, "PAUSES", (0.0,))
    with held.open("rb"), pytest.raises(TargetInUse):
        act(held)
    assert held.read_bytes() == b"old"


def test_cleaning_up_hides_no_other_error(held: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(door, "PAUSES", ())

    def fails() -> None:
        try:
            raise ZeroDivisionError
        finally:
            files.discard(held)
            files.discard_folder(held.parent)

    with held.open("rb"), pytest.raises(ZeroDivisionError):
        fails()
    files.discard_folder(held.parent)
    assert not held.parent.exists()


def test_a_read_only_file_goes_and_a_missing_one_is_no_fault(held: Path) -> None:
    held.chmod(stat.S_IREAD)
    files.unlink(held)
    files.unlink(held)
    assert not held.exists()


def test_only_content_is_copied(held: Path, tmp_path: Path) -> None:
    held.chmod(stat.S_IREAD)
    files.copy(held, tmp_path / "copy")
    assert (tmp_path / "copy").read_bytes() == b"old"
    assert os.access(tmp_path / "copy", os.W_OK)


@pytest.mark.parametrize(
    ("source", "target", "refusal"),
    [
        ("missing", "a", SourceMissing),
        (".", "a", SourceNotReadable),
        ("Đề án.tiendo", "no/a", TargetNotWritable),
    ],
)
def test_a_copy_tells_which_side_failed(
    held: Path, source: str, target: str, refusal: type[AppError], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(door, "PAUSES", ())
    with pytest.raises(refusal):
        files.copy(held.parent / source, held.parent / target)


def test_folders_are_made_with_those_above(tmp_path: Path) -> None:
    files.mkdir(tmp_path / "một" / "hai")
    files.mkdir_for(tmp_path / "một" / "hai" / "ba" / "a.xlsx")
    assert (tmp_path / "một" / "hai" / "ba").is_dir()
    assert not (tmp_path / "một" / "hai" / "ba" / "a.xlsx").exists()


@pytest.mark.parametrize("name", ["nul", "dot.", "blank ", "a?b"])
def test_no_folder_gets_a_name_that_windows_refuses(tmp_path: Path, name: str) -> None:
    with pytest.raises(TargetNameForbidden):
        files.mkdir_for(tmp_path / name / "below" / "a.xlsx")
    assert list(tmp_path.iterdir()) == []


def test_a_file_in_the_place_of_a_folder_is_told(held: Path) -> None:
    with pytest.raises(TargetNotWritable):
        files.mkdir(held)
    with pytest.raises(TargetNotWritable):
        files.mkdir_for(held / "a.xlsx")


def test_a_small_text_comes_back(tmp_path: Path) -> None:
    files.write_text(tmp_path / "a", "Nguyễn Văn Ánh")
    assert files.read_text(tmp_path / "a") == "Nguyễn Văn Ánh"
    with pytest.raises(SourceMissing):
        files.read_text(tmp_path / "b")
    with pytest.raises(SourceNotReadable):
        files.read_text(tmp_path)
