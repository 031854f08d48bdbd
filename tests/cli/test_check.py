"""The command `check`: what it says and with which code it ends."""

import json
import re
import shutil
import sqlite3
import stat
import zipfile
from pathlib import Path

import pytest

from desktop_app.cli import main
from desktop_app.domain.evidence import Document
from desktop_app.services.workspace import Workspace
from tests.cli.commands import run


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "a.tiendo"
    workspace = Workspace.create(path)
    (tmp_path / "paper.pdf").write_bytes(b"paper")
    workspace.evidence.add(Document(0, workspace.programme().id, "Kế hoạch", "5/KH"), tmp_path / "paper.pdf")
    workspace.close()
    return path


def asked(path: Path, *more: str) -> list[str]:
    return ["--data", str(path), "check", *more]


def test_a_sound_file_is_told_with_its_head(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(asked(path, "--json")) == 0
    data = json.loads(capsys.readouterr().out)
    assert (data["ok"], data["files"], data["file_troubles"], data["history"]) == (True, 1, [], [])
    assert main(asked(path)) == 0
    said = capsys.readouterr().out
    assert "nguyên vẹn" in said
    assert data["head"][:16] in said
    assert "1 tệp tài liệu còn nguyên" in said


def test_a_printed_head_is_looked_for(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(asked(path, "--json"))
    head = json.loads(capsys.readouterr().out)["head"]
    assert main(asked(path, "--head", head[:12], "--json")) == 0
    found = json.loads(capsys.readouterr().out)["head_found"]
    assert found["acts_since"] == 0
    assert (
        main(asked(path, "--head", *[head[at : at + 8] for at in range(0, 32, 8)])) == 0
    )  # as a report prints it
    assert "có trong nhật ký" in capsys.readouterr().out
    assert main(asked(path, "--head", "0123456789abcdef")) == 1
    assert "KHÔNG có mã" in capsys.readouterr().out
    assert main(asked(path, "--head", "xyz")) == 1
    assert "ít nhất 8 ký tự" in capsys.readouterr().err


def test_the_head_of_a_sealed_report_vouches_for_the_seal(
    sample_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = Path(shutil.copyfile(sample_file, tmp_path / "a.tiendo"))
    target = tmp_path / "bao-cao.xlsx"
    period = ("--period", "2021-Q3")
    assert run(data, "seal", *period, "--explain", "Đã rà soát") == 0
    assert run(data, "record", "5", "--period", "2021-Q4", "--note", "Sau khi chốt") == 0
    assert run(data, "export", *period, target) == 0
    with zipfile.ZipFile(target) as book:
        printed = " ".join(book.read(name).decode(errors="replace") for name in book.namelist())
    found = re.search("Mã kiểm tra số liệu: ((?:[0-9a-f]{8} ?){4})", printed)
    assert found is not None
    capsys.readouterr()
    assert main(asked(data, "--json", "--head", *found[1].split())) == 0
    seal = json.loads(capsys.readouterr().out)["head_found"]["seal"]
    assert (seal["period"], seal["version"]) == ("nd09/2021-Q3", 1)
    assert main(asked(data, "--head", *found[1].split())) == 0
    assert "Chốt số liệu · Quý III/2021" in capsys.readouterr().out


def test_a_missing_file_and_a_cut_history_are_told(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (kept,) = path.with_name("a-files").iterdir()
    kept.chmod(stat.S_IREAD | stat.S_IWRITE)
    kept.unlink()
    db = sqlite3.connect(path)
    db.executescript(
        "DROP TRIGGER history_stays; DROP TRIGGER actions_stay; DELETE FROM history WHERE action_id = "
        "(SELECT MAX(id) FROM actions); DELETE FROM actions WHERE id = (SELECT MAX(id) FROM actions)"
    )
    db.close()
    assert main(asked(path)) == 1
    said = capsys.readouterr().out
    assert "Phần cuối nhật ký đã bị cắt bớt" in said
    assert "Thiếu tệp: tài liệu “5/KH”" in said
