import errno
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop_app.domain.errors.refusals import (
    AppError,
    DiskFull,
    TargetInUse,
    TargetNameForbidden,
    TargetNotWritable,
    TargetPathTooLong,
)
from desktop_app.domain.work import WorkCancelled
from desktop_app.files import check_name, door, replacing
from desktop_app.files.names import LONGEST, TEMPORARY

OLD = b"the old report"
NEW = b"the new report"


@pytest.fixture
def target(tmp_path: Path) -> Path:
    path = tmp_path / "Báo cáo quý IV.xlsx"
    path.write_bytes(OLD)
    return path


@pytest.fixture(autouse=True)
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(door, "PAUSES", (0.0, 0.0))


def write(target: Path, content: bytes = NEW) -> None:
    with replacing(target) as temporary:
        temporary.write_bytes(content)


def write_and_fail(target: Path, error: BaseException) -> None:
    with replacing(target) as temporary:
        temporary.write_bytes(NEW)
        raise error


def assert_untouched(target: Path) -> None:
    assert target.read_bytes() == OLD
    assert list(target.parent.iterdir()) == [target]


def refusing(times: int, real: Callable[[Path, Path], None]) -> Callable[[Path, Path], None]:
    """Stand for a Windows sharing violation, which no file system of the test machine knows."""
    left = [times]

    def replace(source: Path, destination: Path) -> None:
        if left[0]:
            left[0] -= 1
            raise PermissionError(errno.EACCES, "The process cannot access the file")
        real(source, destination)

    return replace


def test_a_new_file_appears_whole(tmp_path: Path) -> None:
    target = tmp_path / "mới.xlsx"
    write(target)
    assert target.read_bytes() == NEW
    assert list(tmp_path.iterdir()) == [target]


def test_an_old_file_is_replaced(target: Path) -> None:
    write(target)
    assert target.read_bytes() == NEW


def test_the_temporary_file_lies_beside_the_target_with_its_suffix(target: Path) -> None:
    with replacing(target) as temporary:
        temporary.write_bytes(NEW)
        assert temporary.parent == target.parent
        assert temporary.suffix == target.suffix
        assert target.read_bytes() == OLD


@pytest.mark.parametrize("error", [ValueError("a bug"), WorkCancelled(), KeyboardInterrupt()])
def test_any_error_leaves_the_old_file(target: Path, error: BaseException) -> None:
    with pytest.raises(type(error)):
        write_and_fail(target, error)
    assert_untouched(target)


@pytest.mark.parametrize(
    "name",
    [
        "a<b.xlsx",
        "a>b.xlsx",
        "quý: IV.xlsx",
        'a"b.xlsx',
        "12\\BC.xlsx",
        "a|b.xlsx",
        "a?.xlsx",
        "a*.xlsx",
        "a\x07.xlsx",
        "a\nb.xlsx",
        "nul",
        "NUL.xlsx",
        "nul .xlsx",
        "aux.bao.cao.xlsx",
        "con.docx",
        "PRN.pdf",
        "com1.xlsx",
        "LPT9.xlsx",
        "COM¹.xlsx",
        "conin$",
        "a.xlsx.",
        "a.xlsx ",
        "..",
    ],
)
def test_a_name_that_windows_refuses_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(TargetNameForbidden):
        write(tmp_path / name)
    assert list(tmp_path.iterdir()) == []


def test_no_name_at_all_is_refused() -> None:
    with pytest.raises(TargetNameForbidden):
        check_name(Path())


@pytest.mark.parametrize(
    "name", ["Báo cáo 12-BC-STP.xlsx", "console.xlsx", "com10.xlsx", "nulla.pdf", ".ẩn.xlsx"]
)
def test_an_ordinary_name_is_taken(tmp_path: Path, name: str) -> None:
    write(tmp_path / name)
    assert (tmp_path / name).read_bytes() == NEW


def test_a_path_that_windows_cannot_hold_is_refused(tmp_path: Path) -> None:
    room = LONGEST - TEMPORARY - len(str(tmp_path.absolute())) - len("/.xlsx")
    check_name(tmp_path / ("a" * room + ".xlsx"))
    with pytest.raises(TargetPathTooLong):
        check_name(tmp_path / ("a" * (room + 1) + ".xlsx"))


def test_a_missing_folder_is_named_before_the_work_begins(tmp_path: Path) -> None:
    began = False
    with pytest.raises(TargetNotWritable), replacing(tmp_path / "không có" / "a.xlsx"):
        began = True
    assert not began


def test_a_folder_in_the_place_of_the_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").mkdir()
    with pytest.raises(TargetNotWritable):
        write(tmp_path / "a.xlsx")


def test_a_folder_that_takes_no_file_is_refused(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def touch(path: Path, *, exist_ok: bool) -> None:
        raise PermissionError(errno.EACCES, "Permission denied", str(path), exist_ok)

    monkeypatch.setattr(Path, "touch", touch)
    with pytest.raises(TargetNotWritable):
        write(target)
    assert_untouched(target)


def test_a_file_marked_read_only_is_refused(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda path, _mode: path != target)
    with pytest.raises(TargetNotWritable):
        write(target)
    assert_untouched(target)


@pytest.mark.parametrize(
    ("system", "refusal"),
    [
        (PermissionError(errno.EACCES, "The process cannot access the file"), TargetInUse),
        (OSError(errno.EIO, "Input/output error"), TargetNotWritable),
    ],
)
def test_a_file_that_excel_holds_open_is_named_before_the_work_begins(
    target: Path, monkeypatch: pytest.MonkeyPatch, system: OSError, refusal: type[AppError]
) -> None:
    def opened(_path: Path, _mode: str) -> None:
        raise system

    with monkeypatch.context() as patched:
        patched.setattr(Path, "open", opened)
        with pytest.raises(refusal):
            write(target)
    assert_untouched(target)


def test_a_file_that_excel_opens_meanwhile_stays_as_it_was(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "replace", refusing(99, os.replace))
    with pytest.raises(TargetInUse):
        write(target)
    assert_untouched(target)


def test_a_virus_scanner_that_holds_the_new_file_for_a_moment_is_waited_for(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "replace", refusing(2, os.replace))
    write(target)
    assert target.read_bytes() == NEW


def test_a_new_name_that_stays_refused_is_no_open_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "replace", refusing(99, os.replace))
    with pytest.raises(TargetNotWritable):
        write(tmp_path / "mới.xlsx")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EDQUOT, errno.EFBIG])
def test_a_full_disk_leaves_the_old_file(target: Path, code: int) -> None:
    with pytest.raises(DiskFull) as refusal:
        write_and_fail(target, OSError(code, os.strerror(code)))
    assert refusal.value.path == target
    assert_untouched(target)


def test_the_owner_files_of_a_crashed_excel_do_not_block(target: Path) -> None:
    target.with_name(f"~${target.name}").write_bytes(b"")
    target.with_name(f".~lock.{target.name}#").write_bytes(b"")
    write(target)
    assert target.read_bytes() == NEW


def test_a_device_that_is_really_full_is_told(target: Path) -> None:
    with pytest.raises(DiskFull), replacing(target):
        Path("/dev/full").write_bytes(NEW)
    assert_untouched(target)


def test_a_file_size_limit_of_the_system_leaves_the_old_file(target: Path) -> None:
    script = (
        "import resource, sys; from pathlib import Path\n"
        "from desktop_app.files import replacing\n"
        "from desktop_app.domain.errors.refusals import DiskFull\n"
        "free = resource.getrlimit(resource.RLIMIT_FSIZE)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (4096, free[1]))\n"
        "try:\n"
        "    with replacing(Path(sys.argv[1])) as temporary: temporary.write_bytes(b'x' * 8192)\n"
        "except DiskFull: sys.exit(7)\n"
        "finally: resource.setrlimit(resource.RLIMIT_FSIZE, free)\n"
    )
    command = [sys.executable, "-c", script, str(target)]
    ended = subprocess.run(command, check=False, timeout=30, cwd=Path(door.__file__).parents[2])
    assert ended.returncode == 7
    assert_untouched(target)


@pytest.mark.parametrize("lock", ["flock", "lockf"])
def test_a_file_that_another_process_locks_is_in_use(target: Path, lock: str) -> None:
    script = (
        "import fcntl, sys\n"
        "file = open(sys.argv[1], 'r+b')\n"
        f"fcntl.{lock}(file, fcntl.LOCK_EX)\n"
        "print('locked', flush=True); sys.stdin.read()\n"
    )
    command = [sys.executable, "-c", script, str(target)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        holder.stdout.readline()
        with pytest.raises(TargetInUse):
            write(target)
        assert_untouched(target)
        holder.communicate(b"", timeout=30)
    write(target)
    assert target.read_bytes() == NEW


def test_a_file_system_without_locks_does_not_block(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_locks(_descriptor: int, _operation: int) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr("fcntl.lockf", no_locks)
    write(target)
    assert target.read_bytes() == NEW
