"""Temporary folders: gone with their block, and swept when the process that made them died in it."""

import ast
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from desktop_app.files.scratch import HELD, UNHELD, YOUNG, process_folder, sweep, temporary_folder

ROOT = Path(__file__).parents[2]

OWNER = """
import sys
from desktop_app.files.scratch import temporary_folder
with temporary_folder() as folder:
    (folder / "số liệu.txt").write_text("x", encoding="utf-8")
    print(folder, flush=True)
    sys.stdin.read()
"""


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for what is temporary that no other program uses."""
    for name in ("TMPDIR", "TEMP", "TMP"):
        monkeypatch.setenv(name, str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def aged(folder: Path, seconds: float) -> Path:
    now = folder.stat().st_mtime
    os.utime(folder, (now - seconds, now - seconds))
    return folder


def owner() -> tuple["subprocess.Popen[str]", Path]:
    process = subprocess.Popen(
        [sys.executable, "-X", "utf8", "-c", OWNER],
        cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8",
    )  # fmt: skip
    assert process.stdout is not None
    return process, Path(process.stdout.readline().strip())


def ended(process: "subprocess.Popen[str]") -> None:
    process.communicate()


def test_a_folder_goes_with_its_block(temporary: Path) -> None:
    with temporary_folder() as folder:
        (folder / "a").mkdir()
        (folder / "a" / "b").write_text("x", encoding="utf-8")
        assert folder.parent == temporary
    assert list(temporary.iterdir()) == []


def test_a_folder_goes_with_an_error_and_with_what_is_read_only(temporary: Path) -> None:
    def fail() -> None:
        with temporary_folder() as folder:
            (folder / "a").write_text("x", encoding="utf-8")
            (folder / "a").chmod(0o400)
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    assert list(temporary.iterdir()) == []


def test_the_folder_of_a_killed_process_is_swept_and_that_of_a_living_one_stays() -> None:
    dead, theirs = owner()
    living, other = owner()
    assert theirs.is_dir()
    dead.kill()
    ended(dead)
    aged(theirs, 2 * YOUNG)
    aged(other, 2 * UNHELD)
    with temporary_folder() as mine:
        aged(mine, 2 * UNHELD)
        assert sweep() == [theirs]
        assert mine.is_dir()
    assert not theirs.exists()
    assert (other / "số liệu.txt").exists()
    ended(living)
    assert not other.exists()


PROGRAM = """
import sys
from pathlib import Path
from desktop_app.exchange.writing.annex_folder import temporary_copy
print(temporary_copy(Path(sys.argv[1]), "Báo cáo.docx"), flush=True)
sys.stdin.read()
"""
"""Opens a document and goes on until its input ends."""


def program(kept: Path) -> tuple["subprocess.Popen[str]", Path]:
    process = subprocess.Popen(
        [sys.executable, "-X", "utf8", "-c", PROGRAM, str(kept)],
        cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8",
    )  # fmt: skip
    assert process.stdout is not None
    return process, Path(process.stdout.readline().strip())


def test_copies_go_with_their_program_and_after_a_crash_with_the_next_one(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    kept = tmp_path_factory.mktemp("kept") / "0123456789abcdef0123"
    kept.write_bytes(b"kept")
    ends, first = program(kept)
    crashes, second = program(kept)
    assert first.read_bytes() == second.read_bytes() == b"kept"
    assert first.parent.parent != second.parent.parent
    ended(ends)
    assert not first.parent.parent.exists()
    crashes.kill()
    ended(crashes)
    assert second.exists()
    aged(second.parent.parent, 2 * YOUNG)
    with second.open("rb"):  # Word has it open still
        sweep()
        assert second.exists() or sys.platform != "win32"
    if second.parent.parent.exists():
        aged(second.parent.parent, 2 * UNHELD)
        sweep()
    assert not second.parent.parent.exists()


def test_a_process_has_one_folder_to_its_end(temporary: Path) -> None:
    folder = process_folder()
    assert folder.parent == temporary
    assert process_folder() == folder
    aged(folder, 2 * UNHELD)
    assert sweep() == []


def test_what_is_young_is_not_judged_and_what_was_never_held_only_after_a_day(temporary: Path) -> None:
    folder = temporary / "tiendo-abc"
    folder.mkdir()
    (folder / HELD).touch()
    assert sweep() == []
    (folder / HELD).unlink()
    assert sweep() == []
    aged(folder, UNHELD / 2)
    assert sweep() == []
    aged(folder, UNHELD)
    assert sweep() == [folder]
    assert list(temporary.iterdir()) == []


def test_folders_of_others_and_plain_files_stay(temporary: Path) -> None:
    other, file = temporary / "tien-do-khac", temporary / "tiendo-x.txt"
    other.mkdir()
    file.touch()
    aged(other, 2 * UNHELD)
    aged(file, 2 * UNHELD)
    assert sweep() == []
    assert sorted(temporary.iterdir()) == sorted([other, file])


def test_a_folder_of_another_user_stays(temporary: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = aged_folder(temporary / "tiendo-abc")
    monkeypatch.setattr(os, "getuid", lambda: folder.stat().st_uid + 1)
    assert sweep() == []
    monkeypatch.undo()
    assert folder.is_dir()


def test_a_link_is_not_followed(temporary: Path) -> None:
    kept = temporary / "quan trọng"
    kept.mkdir()
    (kept / "a").touch()
    (temporary / "tiendo-link").symlink_to(kept, target_is_directory=True)
    folder = temporary / "tiendo-abc"
    folder.mkdir()
    (folder / "inside").symlink_to(kept, target_is_directory=True)
    aged(folder, 2 * UNHELD)
    aged(kept, 2 * UNHELD)
    assert sweep() == [folder]
    assert (kept / "a").exists()


def aged_folder(folder: Path) -> Path:
    folder.mkdir()
    return aged(folder, 2 * UNHELD)


def test_a_place_that_cannot_be_listed_is_no_fault(temporary: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(temporary / "none"))
    assert sweep() == []


def test_a_command_sweeps_at_its_start(temporary: Path) -> None:
    folder = aged_folder(temporary / "tiendo-abc")
    command = [
        sys.executable,
        "-X",
        "utf8",
        "-m",
        "desktop_app",
        "--data",
        str(temporary / "a.tiendo"),
        "new",
    ]
    assert subprocess.run(command, cwd=ROOT, check=False, capture_output=True).returncode == 0
    assert not folder.exists()


def test_nobody_else_makes_temporary_folders() -> None:
    found = {
        path.relative_to(ROOT).as_posix()
        for path in sorted((ROOT / "desktop_app").rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if (isinstance(node, ast.ImportFrom) and node.module == "tempfile")
        or (isinstance(node, ast.Import) and any(one.name == "tempfile" for one in node.names))
    }
    assert found <= {"desktop_app/files/refusals.py", "desktop_app/files/scratch.py"}  # one only asks where
