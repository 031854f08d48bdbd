"""The same work on the same files gives the same data and the same documents, whatever order a set has."""

import os
import re
import shutil
import subprocess
import sys
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from desktop_app.services.workspace import Workspace
from tests.services.list_files import PLAN, TRAIN, write_list

SEEDS = ("0", "1", "2", "3")
ROWS = (
    ("1", PLAN[1], "Sở Giáo dục và Đào tạo", "Sở GD&ĐT; UBND tỉnh", "31/12/2021", ""),
    (
        "2",
        "Khảo sát",
        "Ủy ban nhân dân tỉnh; Sở Tài chính",
        "sở  giáo dục & đào tạo; Công an tỉnh",
        "Quý IV/2021",
        "",
    ),
    ("3", TRAIN[1], "Công an Tỉnh", "SỞ TÀI CHÍNH; Sở Giáo dục - Đào tạo; UBND Tỉnh", "30/6/2021", ""),
)
WORK = """
import sys
from pathlib import Path
from desktop_app import cli
listed, folder = map(Path, sys.argv[1:])
def run(*words):
    assert cli.main(["--data", str(folder / "a.tiendo"), *map(str, words)]) == 0
run("import", listed, "--json")
run("record", "1", "--period", "2021-Q4", "--percent", "40", "--result", "Đã dự thảo")
run("export", "--period", "2021-Q4", "--kind", "blank", "--all", folder / "phieu")
for name in ("a.xlsx", "a.docx"):
    run("export", "--period", "2021-Q4", folder / name)
"""
_MOMENT = re.compile(
    rb"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d)?(\.\d+)?(\+00:00)?Z?|\d\d:\d\d(:\d\d)?|\b[0-9a-f]{64}\b"
    rb"|\b[0-9a-f]{8}\b"
)


def told(folder: Path) -> dict[str, bytes]:
    """Return everything that the work left behind, without moments and hashes."""
    import sqlite3

    db = sqlite3.connect(folder / "a.tiendo")
    found = {"data": "\n".join(db.iterdump()).encode()}
    db.close()
    for path in sorted([*folder.glob("*.xlsx"), *folder.glob("*.docx"), *folder.rglob("phieu/*.xlsx")]):
        found |= parts(path.name, path.read_bytes())
    return {name: _MOMENT.sub(b"-", body.replace(str(folder).encode(), b"")) for name, body in found.items()}


def parts(name: str, content: bytes) -> dict[str, bytes]:
    """Return the parts of a package, those of the workbook behind a chart, too.

    Its envelope holds moments.
    """
    found: dict[str, bytes] = {}
    with zipfile.ZipFile(BytesIO(content)) as package:
        for one in package.namelist():
            body, inner = package.read(one), f"{name}/{one}"
            found |= parts(inner, body) if one.endswith(".xlsx") else {inner: body}
    return found


@pytest.mark.timeout(240)
def test_the_order_of_sets_reaches_neither_data_nor_documents(tmp_path: Path) -> None:
    listed = write_list(tmp_path / "danh muc.xlsx", ROWS)
    new = tmp_path / "moi.tiendo"
    Workspace.create(
        new
    ).close()  # a form names the act that began its programme, and that has its own moment
    running = []
    for seed in SEEDS:
        folder = tmp_path / f"seed{seed}"
        folder.mkdir()
        shutil.copyfile(new, folder / "a.tiendo")
        words = [sys.executable, "-c", WORK, str(listed), str(folder)]
        running.append(
            (
                folder,
                subprocess.Popen(words, env=os.environ | {"PYTHONHASHSEED": seed}, stdout=subprocess.PIPE),
            )
        )
    for _, process in running:
        process.communicate()
        assert process.returncode == 0
    first, *others = [told(folder) for folder, _ in running]
    for other in others:
        assert other.keys() == first.keys()
        for name, body in first.items():
            assert other[name] == body, name
