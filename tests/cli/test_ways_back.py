"""The way back from a damaged file by command, with the sentence that each kind of damage gets."""

import json
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from desktop_app.cli.run import run
from desktop_app.services.workspace import Workspace
from tests.other_programs import break_a_rule, zero_the_head

Capture = pytest.CaptureFixture[str]


def ended(capsys: Capture, path: Path, *arguments: object) -> tuple[int, str, str]:
    code = run(["--data", str(path), *map(str, arguments)])
    said = capsys.readouterr()
    return code, said.out, said.err


@pytest.fixture
def data(tmp_path: Path, sample_file: Path) -> Path:
    """The illustrative data with one backup, and two records of progress that it lacks."""
    path = Path(shutil.copyfile(sample_file, tmp_path / "Đề án.tiendo"))
    workspace = Workspace.open(path)
    workspace.backup()
    register = workspace.register(workspace.programme().id)
    period = workspace.periods.find("2021-Q4", register.programme)
    for number in ("12", "13"):
        task = register.find(number)
        workspace.recording.record(register, period, {task.id: {"note": f"gõ sau {number}"}})
    workspace.close()
    return path


def zero_the_first_page(path: Path) -> None:
    content = path.read_bytes()
    path.write_bytes(b"\0" * 4096 + content[4096:])


def empty(path: Path) -> None:
    path.write_bytes(b"")


def take_away(path: Path) -> None:
    path.unlink()


def spoil_pages(path: Path) -> None:
    """Spoil where the rows of lists begin, wherever that lies in the file."""
    opened = sqlite3.connect(path)
    query = "SELECT rootpage FROM sqlite_master WHERE name = 'edition_rows'"
    start = (int(opened.execute(query).fetchone()[0]) - 1) * 4096
    opened.close()
    content = path.read_bytes()
    path.write_bytes(content[:start] + b"\xaa" * 4096 + content[start + 4096 :])


DAMAGES: dict[str, tuple[Callable[[Path], None], str]] = {
    "head": (zero_the_head, "phần đầu của tệp bị mất"),
    "first page": (zero_the_first_page, "phần đầu của tệp bị mất"),
    "empty": (empty, "rỗng (0 byte)"),
    "gone": (take_away, "Không còn tệp dữ liệu"),
    "pages": (spoil_pages, "bị hỏng"),
    "value": (break_a_rule, "có giá trị mà phần mềm không thể đã ghi"),
}


@pytest.mark.parametrize("kind", DAMAGES)
def test_each_damage_has_its_sentence_and_its_way_back(kind: str, data: Path, capsys: Capture) -> None:
    spoil, sentence = DAMAGES[kind]
    spoil(data)
    (backup,) = data.with_name("Đề án-backups").glob("*.tiendo")
    code, out, err = ended(capsys, data, "status")
    assert (code, out) == (1, "")
    assert sentence in err
    assert "Bản sao lưu lành gần nhất:" in err
    assert f'tiendo --data "{data}" restore "{backup}"' in err
    assert ended(capsys, data, "new")[0] == 1
    code, out, err = ended(capsys, data, "restore", backup)
    assert (code, err) == (0, "")
    assert ended(capsys, data, "status")[0] == 0
    assert ended(capsys, data, "check")[0] == 0


@pytest.mark.parametrize("kind", ["head", "first page", "pages", "value"])
def test_what_is_still_readable_is_listed_and_taken_over(kind: str, data: Path, capsys: Capture) -> None:
    DAMAGES[kind][0](data)
    code, out, _ = ended(capsys, data, "backups", "--json")
    (way,) = json.loads(out)["backups"]
    assert (code, way["sound"]) == (0, True)
    if kind != "pages":
        assert (way["lost"], way["at_least"]) == (2, False)
    code, out, _ = ended(capsys, data, "restore", way["file"], "--json")
    kept = json.loads(out)["kept"]
    found = listed(capsys, data, kept)
    assert [(one["number"], one["changes"]) for one in found["records"]] == [
        ("12", {"note": "gõ sau 12"}),
        ("13", {"note": "gõ sau 13"}),
    ]
    assert found["taken"] == 0
    assert listed(capsys, data, kept, "--take")["taken"] == 2
    assert listed(capsys, data, kept)["records"] == []
    assert ended(capsys, data, "check")[0] == 0


def listed(capsys: Capture, path: Path, *arguments: object) -> dict[str, Any]:
    code, out, err = ended(capsys, path, "salvage", *arguments, "--json")
    assert code == 0, err
    found: dict[str, Any] = json.loads(out)
    return found


def test_what_is_lost_is_counted_and_said(data: Path, capsys: Capture) -> None:
    zero_the_head(data)
    code, out, _ = ended(capsys, data, "backups")
    assert code == 0
    assert "(mất 2 thao tác sau " in out
    (backup,) = data.with_name("Đề án-backups").glob("*.tiendo")
    backup.write_bytes(backup.read_bytes()[:-1] + b"x")
    assert "HỎNG" in ended(capsys, data, "backups")[1]
    code, _, err = ended(capsys, data, "status")
    assert code == 1
    assert "không có bản sao lưu nào dùng được" in err


def test_a_file_that_was_moved_is_named(data: Path, tmp_path: Path, capsys: Capture) -> None:
    moved = tmp_path / "Khác" / data.name
    moved.parent.mkdir()
    data.rename(moved)
    assert f"Có thể là tệp này: {moved}" in ended(capsys, data, "status")[2]
    assert ended(capsys, data, "import", "x.xlsx")[0] == 1
    assert not data.exists()


def test_missing_documents_have_an_exit_code_of_their_own(
    data: Path, tmp_path: Path, capsys: Capture
) -> None:
    workspace = Workspace.open(data)
    paper = tmp_path / "qd.pdf"
    paper.write_bytes(b"%PDF-1.4 x")
    from tests.services.test_evidence import described

    workspace.evidence.add(described(workspace.programme().id), paper)
    workspace.close()
    code, out, _ = ended(capsys, data, "backup", tmp_path / "b.tiendo")
    assert code == 0
    assert "Tệp tài liệu: đủ 1 tệp." in out
    (tmp_path / "b-files").rename(tmp_path / "gone")
    elsewhere = tmp_path / "xa" / "c.tiendo"
    code, _, err = ended(capsys, elsewhere, "restore", tmp_path / "b.tiendo")
    assert code == 3
    assert err.startswith("Thiếu 1 trong 1 tệp tài liệu")
    data.with_name("Đề án-files").rename(tmp_path / "lost")
    assert ended(capsys, data, "backup", tmp_path / "d.tiendo")[0] == 3


def test_what_a_value_broke_is_told_and_no_trace_of_the_program(data: Path) -> None:
    with closing(sqlite3.connect(data)) as db, db:
        db.execute("UPDATE tasks SET deadline_ends = '9999999-01-01' WHERE id = 3")
    command = [sys.executable, "-m", "desktop_app", "--data", str(data), "status", "--period", "2021-Q4"]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.startswith(f"Tệp dữ liệu {data.name} có giá trị mà phần mềm không thể đã ghi")
    assert "Traceback" not in done.stderr
