"""Binary workbooks: what the fast reader leaves out of an .xls is shown or named, of an .xlsb it is said."""

import json
import struct
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from desktop_app import cli
from desktop_app.domain.errors.refusals import SourceDamaged
from desktop_app.exchange.reading.biff import OldSheet
from desktop_app.exchange.reading.formats.xls import completed
from desktop_app.exchange.reading.sheets import read_workbook
from desktop_app.services.wording import say
from tests.exchange.old_files import compound, workbook

if TYPE_CHECKING:
    from desktop_app.exchange.reading.formats.packed import Packed

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
NUMBER, ERROR, INLINE, SHARED = 5, 3, 6, 7


def record(kind: int, data: bytes = b"") -> bytes:
    """A record of [MS-XLSB]: kinds and lengths take seven bits a byte."""
    kinds = bytes([kind]) if kind < 0x80 else bytes([kind & 0x7F | 0x80, kind >> 7])
    return kinds + bytes([len(data)]) + data


def text(words: str) -> bytes:
    return struct.pack("<I", len(words)) + words.encode("utf-16-le")


def cell(column: int, kind: int, value: bytes) -> bytes:
    return record(kind, struct.pack("<II", column, 0) + value)


def links(**targets: str) -> str:
    held = "".join(
        f'<Relationship Id="{key}" Type="{OFFICE}/{target.split("/")[-1].rstrip("1.bin")}" '
        f'Target="{target}"/>'
        for key, target in targets.items()
    )
    return f'<Relationships xmlns="{PACKAGE}">{held}</Relationships>'


def write_xlsb(path: Path, *rows: bytes, shared: tuple[str, ...] = (), whole: bool = True) -> Path:
    lines = b"".join(record(0, struct.pack("<I", at) + bytes(21)) + row for at, row in enumerate(rows))
    sheet = record(129) + record(148, struct.pack("<IIII", 0, len(rows), 0, 9)) + record(145) + lines
    book = record(131) + record(143) + record(156, struct.pack("<II", 0, 1) + text("rId1") + text("Danh mục"))
    texts = b"".join(record(19, b"\0" + text(one)) for one in shared)
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("[Content_Types].xml", "application/vnd.ms-excel.sheet.binary.macroEnabled.main")
        made.writestr("_rels/.rels", links(rId1="xl/workbook.bin"))
        made.writestr(
            "xl/_rels/workbook.bin.rels", links(rId1="worksheets/sheet1.bin", rId2="sharedStrings.bin")
        )
        made.writestr("xl/workbook.bin", book + record(144) + record(132))
        made.writestr("xl/worksheets/sheet1.bin", sheet + (record(146) + record(130) if whole else b""))
        made.writestr(
            "xl/sharedStrings.bin", record(159, struct.pack("<II", 9, len(shared))) + texts + record(160)
        )
    return path


def inline(*texts: str) -> bytes:
    return b"".join(cell(column, INLINE, text(words)) for column, words in enumerate(texts))


def test_a_binary_workbook_is_read_and_its_errors_are_blank(tmp_path: Path) -> None:
    row = (
        cell(0, NUMBER, struct.pack("<d", 7))
        + cell(1, ERROR, bytes([0x2A]))
        + cell(2, SHARED, struct.pack("<I", 1))
    )
    last = cell(0, SHARED, struct.pack("<I", 0)) + cell(1, INLINE, text("Rà soát"))
    (found,) = read_workbook(write_xlsb(tmp_path / "a.xlsb", row, last, shared=("Rà soát", "  "))).sheets
    assert found.rows == ((7,), ("Rà soát", "Rà soát"))
    assert found.lost_cells == 0


def test_a_binary_workbook_that_breaks_off_is_refused(tmp_path: Path) -> None:
    path = write_xlsb(tmp_path / "a.xlsb", *[inline("Rà soát")] * 3, whole=False)
    with pytest.raises(SourceDamaged):
        read_workbook(path)


def test_that_errors_of_a_binary_workbook_are_blank_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    head = inline("STT", "Nội dung nhiệm vụ", "Cơ quan chủ trì", "Thời hạn")
    path = write_xlsb(tmp_path / "a.xlsb", head, inline("1", "Rà soát văn bản", "Sở Tư pháp", "Quý IV/2019"))
    assert cli.main(["--data", str(tmp_path / "a.tiendo"), "import", str(path), "--dry-run", "--json"]) == 0
    (file,) = json.loads(capsys.readouterr().out)["files"]
    assert (file["counts"]["new"], file["errors_are_blank"]) == (1, True)
    assert cli.main(["--data", str(tmp_path / "a.tiendo"), "import", str(path), "--dry-run"]) == 0
    assert "Tệp .xlsb: ô có giá trị lỗi" in capsys.readouterr().out


def test_cells_that_the_fast_reader_leaves_out_are_named() -> None:
    given: Packed = ("Danh mục", False, [[], [None, 7]], [], [], 1, 0, [], [], [], [], [])
    assert completed(given, OldSheet(values={(1, 1): 0, (1, 3): 0}), {})[6:8] == (1, [(1, 3)])


def test_an_old_workbook_that_breaks_off_is_refused_rather_than_read_by_half(tmp_path: Path) -> None:
    stream = workbook([(row, 0, 0, f"Việc thứ {row}") for row in range(200)])
    path = tmp_path / "Danh mục.xls"
    path.write_bytes(compound({"Workbook": stream}))
    assert len(read_workbook(path).sheets[0].rows) == 200
    for size in (len(stream) - 4, len(stream) // 2):
        path.write_bytes(compound({"Workbook": stream[:size]}))
        with pytest.raises(SourceDamaged) as refused:
            read_workbook(path)
        assert "Danh mục.xls bị hỏng" in say(refused.value)
