"""Children: held to their limits, ended with the program, and what ended them is known.

All are real processes.
"""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from desktop_app.domain.errors.incoming import SourceNoMemory, SourceReaderBroken, SourceReaderStopped
from desktop_app.domain.errors.outgoing import (
    PagesMakerBroken,
    PagesMakerStopped,
    PagesNoMemory,
    PagesTooSlow,
)
from desktop_app.domain.errors.refusals import DiskFull, SourceDamaged, SourceTooSlow
from desktop_app.domain.work import no_progress
from desktop_app.exchange.children import child as children
from desktop_app.exchange.children.child import Child, NotStarted
from desktop_app.exchange.children.ending import ALONE, ChildEnd, ChildEndKind, ending
from desktop_app.exchange.children.limits import PAGES, READING, Limits
from desktop_app.exchange.reading import sheets
from desktop_app.exchange.reading.sheets import read_workbook
from desktop_app.exchange.reports import pdf
from desktop_app.resources import resource
from desktop_app.services.wording import say
from tests.exchange.document_samples import sample_document
from tests.windows.skipped import is_wine

ROOT = Path(__file__).parents[2]
LIMITS = Limits(2**30, 60)

STARTED = """
import os, sys, time
from desktop_app.exchange.children import start
def work():
    {work}
    return 0
sys.exit(start.run(work))
"""


def python(code: str, *arguments: str) -> Sequence[str]:
    return [*children.command("")[:-3], "-c", code, *arguments]


def working(work: str, *arguments: str) -> Sequence[str]:
    return python(STARTED.format(work=work), *arguments)


def ended(arguments: Sequence[str], limits: Limits = LIMITS, seconds: float = 60) -> ChildEnd:
    with Child("test", arguments, limits) as child:
        return child.wait(seconds, no_progress)


def killed(process_id: int) -> None:
    """End a process as the Task Manager does."""
    if sys.platform == "win32":
        subprocess.run(["taskkill", "/F", "/PID", str(process_id)], check=True, capture_output=True)
    else:
        os.kill(process_id, 9)


@pytest.fixture
def small_list(tmp_path: Path) -> Path:
    path = tmp_path / "danh mục.csv"
    path.write_text("a,b\n1,2\n", encoding="utf-8")
    return path


def test_a_child_that_does_its_work(caplog: pytest.LogCaptureFixture) -> None:
    assert ended(working("pass")).how is ChildEndKind.DONE
    assert [one.message for one in caplog.records if "without limits" not in one.message] == []


@pytest.mark.parametrize(
    ("work", "how"),
    [
        ("raise MemoryError", ChildEndKind.NO_MEMORY),
        ("import nothing_of_this_name", ChildEndKind.NOT_LOADED),
        ("raise ValueError('lạ')", ChildEndKind.CRASHED),
        ("os._exit(3)", ChildEndKind.CRASHED),
        ("os.write(2, b'memory allocation of 99 bytes failed'); os.abort()", ChildEndKind.NO_MEMORY),
        ("os.abort()", ChildEndKind.CRASHED),
        ("import faulthandler; faulthandler._read_null()", ChildEndKind.CRASHED),
    ],
)
def test_what_ended_a_child_is_known_and_logged(
    work: str, how: ChildEndKind, caplog: pytest.LogCaptureFixture
) -> None:
    found = ended(working(work))
    assert found.how is how
    assert [f": {found.how}, {found.detail}" in one.message for one in caplog.records][-1:] == [True]
    if "read_null" in work:
        assert ("STATUS_ACCESS_VIOLATION" if sys.platform == "win32" else "SIGSEGV") in found.detail


def test_an_exception_of_a_child_stands_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    ended(working("raise ValueError('lạ')"))
    assert "ValueError: lạ" in caplog.text


def test_a_child_that_never_ends_is_ended() -> None:
    begun = time.monotonic()
    assert ended(working("time.sleep(60)"), seconds=1).how is ChildEndKind.TOO_SLOW
    assert time.monotonic() - begun < 30


def test_a_child_that_is_killed_from_outside() -> None:
    with Child("test", working("time.sleep(60)"), LIMITS) as child:
        time.sleep(0.5)
        killed(child._process.pid)
        assert child.wait(30, no_progress).how is ChildEndKind.KILLED


def test_a_child_that_says_much_is_heard_to_its_last_words() -> None:
    found = ended(working("[os.write(2, b'x' * 65536) for _ in range(200)]; raise ValueError('cuối')"))
    assert found.detail.endswith("ValueError: cuối")
    assert len(found.detail) < 10_000


def test_what_the_system_does_not_start(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(NotStarted) as refused:
        Child("test", [str(tmp_path / "none.exe")], LIMITS)
    assert refused.value.ending.how is ChildEndKind.NOT_LOADED
    assert "did not start" in caplog.text


def test_a_child_without_a_parent_does_nothing(tmp_path: Path) -> None:
    done = subprocess.run(
        working("open(sys.argv[1], 'w', encoding='utf-8').close()", str(tmp_path / "done")),
        cwd=ROOT, stdin=subprocess.DEVNULL, check=False, env=children._environment(),
    )  # fmt: skip
    assert done.returncode == ALONE
    assert not (tmp_path / "done").exists()


PARENT = """
import sys, time
from desktop_app.domain.work import no_progress
from desktop_app.exchange.children.child import Child
from desktop_app.exchange.children.limits import Limits
with Child("test", sys.argv[1:], Limits(2**30, 600)) as child:
    child.wait(600, no_progress)
"""
BEAT = "[(open(sys.argv[1], 'a', encoding='utf-8').write('x'), time.sleep(0.05)) for _ in range(2400)]"


def test_a_child_ends_with_its_parent(tmp_path: Path) -> None:
    beats = tmp_path / "beats"
    parent = subprocess.Popen(
        python(PARENT, *working(BEAT, str(beats))),
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        env=children._environment(),
    )
    due = time.monotonic() + 60
    while not (beats.exists() and beats.stat().st_size > 2):
        assert time.monotonic() < due
        time.sleep(0.05)
    killed(parent.pid)
    parent.wait()
    time.sleep(1)
    size = beats.stat().st_size
    time.sleep(1)
    assert beats.stat().st_size == size


@pytest.mark.parametrize(
    ("work", "limits", "how"),
    [
        ("held = bytearray(2**30)", Limits(2**29, 60), ChildEndKind.NO_MEMORY),
        ("held = [bytes(2**20) for _ in range(1000)]", Limits(2**29, 60), ChildEndKind.NO_MEMORY),
        ("while True: pass", Limits(2**30, 1), ChildEndKind.TOO_SLOW),
    ],
)
def test_the_limits_of_linux_hold(work: str, limits: Limits, how: ChildEndKind) -> None:
    assert ended(working(work), limits).how is how


@pytest.mark.parametrize(
    ("work", "limits", "how"),
    [
        ("held = bytearray(2**30)", Limits(2**29, 60), ChildEndKind.NO_MEMORY),
        ("while True: pass", Limits(2**30, 1), ChildEndKind.TOO_SLOW),
        (
            "import subprocess; subprocess.run([sys.executable, '-V'])",
            Limits(2**30, 60),
            ChildEndKind.CRASHED,
        ),
    ],
)
def test_the_limits_of_windows_hold(work: str, limits: Limits, how: ChildEndKind) -> None:
    assert ended(working(work), limits).how is how


@pytest.mark.parametrize("limits", [READING, PAGES, LIMITS])
def test_limits_stand_as_they_were_set(limits: Limits) -> None:
    with Child("test", working("time.sleep(60)"), limits) as child:
        faults = child._job.faults
    assert all("is 0x0 where" in one for one in faults) if is_wine() else faults == []


def test_a_limit_that_does_not_stand_is_logged(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No process has this number, so the system refuses to hold it."""
    with Child("test", working("time.sleep(60)"), LIMITS) as child:
        kind = type(child._job)
    hold = kind.hold
    monkeypatch.setattr(kind, "hold", lambda job, _process_id: hold(job, 0x7FFFFFF0))
    with Child("test", working("time.sleep(60)"), LIMITS):
        pass
    assert "runs without limits" in caplog.text


def test_a_reader_that_does_not_load_is_a_broken_installation(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    broken(tmp_path, monkeypatch, "python_calamine")
    with pytest.raises(SourceReaderBroken) as refused:
        read_workbook(ROOT / "resources" / "samples" / "Danh_muc_minh_hoa_242.xlsx")
    assert "cài đặt lại" in say(refused.value)
    assert "python_calamine" in caplog.text


def test_pages_whose_maker_does_not_load(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken(tmp_path, monkeypatch, "typst")
    with pytest.raises(PagesMakerBroken) as refused:
        pdf.write_pdf(sample_document(), tmp_path / "a.pdf")
    said = say(refused.value)
    assert "cài đặt lại" in said
    assert "bộ nhớ" not in said


def broken(folder: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """Put a library that no system loads before the real one: on Windows one whose own DLL is missing."""
    if sys.platform == "win32":
        import _ssl

        shutil.copyfile(_ssl.__file__, folder / f"{name}.pyd")
    else:
        (folder / f"{name}.so").write_bytes(b"\x7fELF")
    monkeypatch.setenv("PYTHONPATH", str(folder))


def test_a_program_whose_dll_is_missing(tmp_path: Path) -> None:
    alone = tmp_path / "python.exe"
    shutil.copyfile(children._python(), alone)
    found = ended([str(alone), "-V"], seconds=30)
    assert found.how is ChildEndKind.NOT_LOADED
    assert "STATUS_DLL_NOT_FOUND (0xc0000135)" in found.detail


@pytest.mark.parametrize(
    ("work", "kind", "word"),
    [
        ("raise MemoryError", SourceNoMemory, "thiếu bộ nhớ"),
        ("raise ImportError", SourceReaderBroken, "cài đặt lại"),
        ("raise ValueError", SourceDamaged, "bị hỏng"),
    ],
)
def test_the_sentence_fits_what_ended_the_reader(
    work: str, kind: type[SourceDamaged], word: str, small_list: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sheets, "_reader_command", lambda: working(work))
    with pytest.raises(kind) as refused:
        read_workbook(small_list)
    assert word in say(refused.value)


def test_a_reader_that_the_system_does_not_start(
    small_list: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sheets, "_reader_command", lambda: [str(tmp_path / "none.exe")])
    with pytest.raises(SourceReaderBroken):
        read_workbook(small_list)


@pytest.mark.parametrize(
    ("how", "read", "made"),
    [
        (ChildEndKind.KILLED, SourceReaderStopped, PagesMakerStopped),
        (ChildEndKind.NO_MEMORY, SourceNoMemory, PagesNoMemory),
        (ChildEndKind.TOO_SLOW, SourceTooSlow, PagesTooSlow),
    ],
)
def test_each_ending_has_an_error_of_its_own(how: ChildEndKind, read: type, made: type) -> None:
    path = Path("a.xlsx")
    assert isinstance(sheets._refusal(path, ChildEnd(how)), read)
    assert isinstance(pdf._refusal(path, ChildEnd(how)), made)


@pytest.mark.parametrize(
    ("code", "how", "name"),
    [
        (0xC0000135, ChildEndKind.NOT_LOADED, "STATUS_DLL_NOT_FOUND"),
        (0xC0000005, ChildEndKind.CRASHED, "STATUS_ACCESS_VIOLATION"),
        (0xC0000017, ChildEndKind.NO_MEMORY, "STATUS_NO_MEMORY"),
        (1, ChildEndKind.KILLED, "TerminateProcess"),
        (1816, ChildEndKind.TOO_SLOW, "ERROR_NOT_ENOUGH_QUOTA"),
        (0xC0001234, ChildEndKind.CRASHED, "0xc0001234"),
    ],
)
def test_codes_of_windows_have_names(code: int, how: ChildEndKind, name: str) -> None:
    found = ending(code, "")
    assert (found.how, name in found.detail) == (how, True)


def test_a_crash_near_the_limit_is_for_want_of_memory() -> None:
    assert ending(3, "").how is ChildEndKind.CRASHED
    assert ending(3, "", near_limit=True).how is ChildEndKind.NO_MEMORY
    assert ending(1, "ModuleNotFoundError: No module named 'x'").how is ChildEndKind.NOT_LOADED
    assert ending(1, "SyntaxError").how is ChildEndKind.CRASHED


def test_a_full_disk_is_no_fault_of_what_is_read() -> None:
    source = str(resource("samples", "Danh_muc_minh_hoa_242.xlsx"))
    child = Child("test", [*sheets._reader_command(), "xlsx", source, "/dev/full"], READING)
    with child, pytest.raises(DiskFull):
        child.wait(60, no_progress)
