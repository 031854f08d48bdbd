"""The layer that makes this system keep open files as Windows does."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest


def delete(path: Path) -> None:
    path.unlink()


def rename(path: Path) -> None:
    path.rename(path.with_name("b"))


def replace(path: Path) -> None:
    young = path.with_name("young")
    young.write_bytes(b"new")
    young.replace(path)


def rename_its_folder(path: Path) -> None:
    path.parent.rename(path.parent.with_name("elsewhere"))


def sweep(path: Path) -> None:
    shutil.rmtree(path.parent)


@pytest.mark.parametrize("act", [delete, rename, replace, rename_its_folder, sweep])
def test_what_is_held_open_stays(tmp_path: Path, act: Callable[[Path], None]) -> None:
    path = tmp_path / "folder" / "a"
    path.parent.mkdir()
    path.write_bytes(b"old")
    with path.open("rb"), pytest.raises(PermissionError):
        act(path)
    assert path.read_bytes() == b"old"
    act(path)
