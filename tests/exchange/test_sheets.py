"""Reading any file an office sends, and refusing in words what cannot be read.

Every bad file is a real one.
"""

import struct
import sys
import time as time_module
import zipfile
from datetime import date, datetime, time
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop_app.domain.errors.incoming import SourceChanged, SourceOldWord, SourcePdf, SourceTooOld
from desktop_app.domain.errors.refusals import (
    SourceDamaged,
    SourceEmpty,
    SourceEncrypted,
    SourceError,
    SourceMissing,
    SourceNotReadable,
    SourceTooLarge,
    SourceTooSlow,
    SourceUnknown,
    SourceUnsafe,
)
from desktop_app.domain.work import WorkCancelled
from desktop_app.exchange.reading import archive, child, preflight, sheets
from desktop_app.exchange.reading._sniff import sniff
from desktop_app.exchange.reading.sheets import read_workbook
from desktop_app.lists.sheet import Sheet, cell_name, column_letter
from desktop_app.resources import resource
from tests.exchange.old_files import compound, record, workbook
from tests.windows.skipped import is_wine

LIST = resource("samples", "Danh_muc_minh_hoa_242.xlsx")


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "Danh mục.xlsx"
    with xlsxwriter.Workbook(path) as made:
        sheet = made.add_worksheet("Một")
        day = made.add_format({"num_format": "dd/mm/yyyy"})
        sheet.write_row(2, 1, ["Nội dung", 7, 2.5, True])
        sheet.write_datetime(3, 1, datetime.combine(date(2021, 12, 14), time()), day)
        sheet.write_string(4, 3, "a\tb")
        sheet.merge_range(5, 0, 6, 1, "gộp")
        sheet.write_blank(900, 400, None, day)
        made.add_worksheet("Hai").hide()
    return path


def rebuilt(source: Path, target: Path, name: str, old: bytes, new: bytes) -> Path:
    """Write a copy of a workbook with some bytes of one part replaced."""
    with zipfile.ZipFile(source) as before, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as after:
        for part in before.namelist():
            content = before.read(part)
            after.writestr(part, content.replace(old, new) if part == name else content)
    return target


def test_cells_keep_their_places_and_values(book: Path) -> None:
    first, second = read_workbook(book).sheets
    assert (first.name, first.hidden, second.hidden) == ("Một", False, True)
    assert first.rows[2] == (None, "Nội dung", 7, 2.5, True)
    assert first.rows[3] == (None, date(2021, 12, 14))
    assert len(first.rows) == 6
    assert first.merges == ((5, 0, 6, 1),)


def test_the_file_is_known_by_its_hash(book: Path) -> None:
    read = read_workbook(book)
    assert (len(read.sha256), read.content, read.format) == (64, book.read_bytes(), "xlsx")


@pytest.mark.parametrize("after", ["written", "gone"])
def test_a_file_that_is_written_while_it_is_read_is_refused(
    book: Path, monkeypatch: pytest.MonkeyPatch, after: str
) -> None:
    def disturbed(path: Path, content: bytes) -> str:
        kind = sniff(path, content)
        path.unlink()
        if after == "written":
            path.write_bytes(content + b"\0")
        return kind

    monkeypatch.setattr(sheets, "sniff", disturbed)
    monkeypatch.setattr(sheets, "_read", lambda *_: (Sheet("Một", False, (("x",),)),))
    with pytest.raises(SourceChanged):
        read_workbook(book)


def test_names_of_cells() -> None:
    assert [column_letter(index) for index in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]
    assert cell_name(6, 1) == "B7"
    assert preflight.column_number("AAA") == 703


def test_formulas_that_were_never_calculated_are_counted(tmp_path: Path) -> None:
    path = tmp_path / "f.xlsx"
    made = openpyxl.Workbook()
    made.worksheets[0]["A1"] = "x"
    made.worksheets[0]["B1"] = "=VLOOKUP(A1,C:D,2)"
    made.save(path)
    assert read_workbook(path).sheets[0].lost_cells == 1


def test_escaped_characters_are_read(tmp_path: Path) -> None:
    path = tmp_path / "e.xlsx"
    with xlsxwriter.Workbook(path) as made:
        made.add_worksheet().write_string(0, 0, "a_x000D_b")
    assert read_workbook(path).sheets[0].rows[0][0] in ("a\rb", "a_x000D_b")


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(SourceMissing):
        read_workbook(tmp_path / "none.xlsx")
    with pytest.raises(SourceMissing):
        read_workbook(tmp_path)


def test_a_file_that_cannot_be_read(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def denied(_path: Path) -> bytes:
        raise PermissionError(13, "denied")

    monkeypatch.setattr(Path, "read_bytes", denied)
    with pytest.raises(SourceNotReadable):
        read_workbook(book)


@pytest.mark.parametrize("content", [b"", b" \r\n\t", bytes(512)])
def test_an_empty_file(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(content)
    with pytest.raises(SourceEmpty):
        read_workbook(path)


def test_a_workbook_without_a_filled_cell(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as made:
        made.add_worksheet()
    with pytest.raises(SourceEmpty):
        read_workbook(path)


@pytest.mark.parametrize(
    "content",
    [
        b"\x89PNG\r\n",
        b"MZ\x90",
        b"plain words",
        b"<svg xmlns='x'/>",
        b"a\x00\x01\x02b,c\nd",
        b"Rar!\x1a",
    ],
)
def test_a_file_of_another_kind(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(content)
    with pytest.raises(SourceUnknown):
        read_workbook(path)


def test_an_archive_that_is_no_workbook(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("readme.txt", "x")
    with pytest.raises(SourceUnknown):
        read_workbook(path)
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("mimetype", "application/vnd.oasis.opendocument.graphics")
        made.writestr("META-INF/manifest.xml", "<m/>")
    with pytest.raises(SourceUnknown):
        read_workbook(path)


def test_a_protected_workbook(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(compound({"EncryptionInfo": b"x", "EncryptedPackage": bytes(5000)}))
    with pytest.raises(SourceEncrypted):
        read_workbook(path)
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        made.writestr("META-INF/manifest.xml", "<manifest:encryption-data/>")
    with pytest.raises(SourceEncrypted):
        read_workbook(path)
    path.write_bytes(compound({"Workbook": workbook([(0, 0, 0, "x")], globals_=record(0x2F, bytes(54)))}))
    with pytest.raises(SourceEncrypted):
        read_workbook(path)


def test_a_workbook_protected_against_changes_only_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.xls"
    path.write_bytes(compound({"Workbook": workbook([(0, 0, 0, "x")], globals_=record(0x12, b"\1\0"))}))
    assert read_workbook(path).sheets[0].rows == (("x",),)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (compound({"WordDocument": bytes(5000)}), SourceOldWord),
        (b"{\\rtf1\\ansi x}", SourceOldWord),
        (b"%PDF-1.7 x", SourcePdf),
        (b"\x09\x04\x06\x00\x00\x00\x10\x00\x00\x00", SourceTooOld),
        (b"\x09\x00\x04\x00\x02\x00\x10\x00\x0a\x00", SourceTooOld),
        (compound({"PowerPoint Document": bytes(5000)}), SourceUnknown),
        (compound({"Workbook": b"x"})[:700], SourceDamaged),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), SourceDamaged),
        (compound({"Workbook": workbook([(0, 0, 0, "x")] * 1000)})[:9000], SourceDamaged),
    ],
)
def test_what_is_no_workbook_of_today_says_what_it_is(
    tmp_path: Path, content: bytes, kind: type[SourceError]
) -> None:
    path = tmp_path / "a.xls"
    path.write_bytes(content)
    with pytest.raises(kind):
        read_workbook(path)


def test_a_text_document_of_open_office(tmp_path: Path) -> None:
    path = tmp_path / "a.ods"
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("mimetype", "application/vnd.oasis.opendocument.text")
    with pytest.raises(SourceOldWord):
        read_workbook(path)


def test_a_damaged_workbook(tmp_path: Path, book: Path) -> None:
    whole = book.read_bytes()
    path = tmp_path / "a.xlsx"
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(SourceDamaged):
        read_workbook(path)


@pytest.mark.parametrize(
    ("what", "limit"),
    [
        ("FILE_BYTES", "bytes"),
        ("PART_BYTES", "part"),
        ("ALL_BYTES", "unpacked"),
        ("CELLS", "cells"),
        ("ROWS", "rows"),
        ("MERGES", "merges"),
        ("PARTS", "parts"),
    ],
)
def test_an_oversized_workbook(book: Path, monkeypatch: pytest.MonkeyPatch, what: str, limit: str) -> None:
    where = {"FILE_BYTES": sheets, "PART_BYTES": archive, "ALL_BYTES": archive, "PARTS": archive}
    monkeypatch.setattr(where.get(what, preflight), what, 1)
    with pytest.raises(SourceTooLarge) as refused:
        read_workbook(book)
    assert (refused.value.what, refused.value.limit) == (limit, 1)


def test_a_bomb(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("[Content_Types].xml", "spreadsheetml.sheet.main")
        made.writestr("xl/worksheets/sheet1.xml", b"0" * 20 * 2**20)
    with pytest.raises(SourceTooLarge) as refused:
        read_workbook(path)
    assert refused.value.what == "ratio"


def test_a_cell_far_away(tmp_path: Path, book: Path) -> None:
    far = rebuilt(book, tmp_path / "a.xlsx", "xl/worksheets/sheet1.xml", b'r="D5"', b'r="XFD5"')
    with pytest.raises(SourceTooLarge) as refused:
        read_workbook(far)
    assert refused.value.what == "columns"


def test_too_many_columns(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as made:
        made.add_worksheet().write(0, 600, "x")
    with pytest.raises(SourceTooLarge) as refused:
        read_workbook(path)
    assert refused.value.what == "columns"


@pytest.mark.parametrize(
    "bad", [b'<!DOCTYPE x [<!ENTITY a "b">]><worksheet', "<!DOCTYPE".encode("utf-16-le")]
)
def test_a_workbook_with_entities(tmp_path: Path, book: Path, bad: bytes) -> None:
    path = rebuilt(book, tmp_path / "a.xlsx", "xl/worksheets/sheet1.xml", b"<worksheet", bad)
    with pytest.raises(SourceUnsafe):
        read_workbook(path)


def test_a_path_out_of_the_archive(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("[Content_Types].xml", "spreadsheetml.sheet.main")
        made.writestr("../../evil.xml", "x")
    with pytest.raises(SourceUnsafe):
        read_workbook(path)


SLEEP = [sys.executable, "-c", "import time; time.sleep(30)"]


def test_a_reader_that_never_ends_is_stopped(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "SECONDS", 0)
    monkeypatch.setattr(sheets, "_reader_command", lambda: SLEEP)
    with pytest.raises(SourceTooSlow):
        read_workbook(book)


def test_a_reader_that_dies_takes_nobody_along(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "_reader_command", lambda: [sys.executable, "-c", "import os; os._exit(9)"])
    with pytest.raises(SourceDamaged):
        read_workbook(book)


FLAG = """
import pathlib, sys, time
flag = pathlib.Path(sys.argv[1])
flag.write_text("x")
time.sleep(1)
flag.unlink()
"""
STARTER = """
import subprocess, sys
from desktop_app.exchange.children import start
start.run(lambda: subprocess.Popen([sys.executable, "-c", {flag!r}, {path!r}]).wait())
"""


def test_a_reader_that_starts_others_takes_them_along(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What it started would take its flag down after a second.

    On Windows the Job Object lets it start nothing. Under Wine, which keeps no such limit, the Job Object
    ends what was started.
    """
    flag = tmp_path / "flag"
    starter = STARTER.format(flag=FLAG, path=str(flag))
    monkeypatch.setattr(sheets, "_reader_command", lambda: [sys.executable, "-c", starter])

    def stop(_done: int, _total: int) -> None:
        if flag.exists() and flag.read_text():
            raise WorkCancelled

    path = tmp_path / "a.csv"
    path.write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises((WorkCancelled, SourceDamaged)):
        read_workbook(path, stop)
    time_module.sleep(1.5)
    assert flag.exists() is (sys.platform != "win32" or is_wine())


PRINTER = """
import sys
from desktop_app.exchange.children import start
sys.exit(start.run(lambda: print("x" * 10_000_000)))
"""


def test_a_reader_that_prints_without_end_is_not_heard(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sheets, "_reader_command", lambda: [sys.executable, "-c", PRINTER])
    path = tmp_path / "a.csv"
    path.write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(SourceDamaged):
        read_workbook(path)


def test_cancel_stops_the_reader(book: Path) -> None:
    def stop(_done: int, _total: int) -> None:
        raise WorkCancelled

    with pytest.raises(WorkCancelled):
        read_workbook(book, stop)


def test_the_child_answers_for_what_it_cannot_read(tmp_path: Path) -> None:
    answer = tmp_path / "answer"
    assert child.main(["xml", str(LIST), str(answer)]) == 0
    assert answer.read_text(encoding="utf-8").startswith("[false")
    assert child.main(["xlsx", str(LIST), str(answer)]) == 0
    assert answer.read_text(encoding="utf-8").startswith("[true")


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_broken_file_is_refused_and_nothing_else_comes_out(tmp_path: Path, data: st.DataObject) -> None:
    content = bytearray(LIST.read_bytes())
    for _ in range(data.draw(st.integers(1, 30))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    path = tmp_path / "broken.xlsx"
    path.write_bytes(content)
    refusal: SourceError | None = None
    try:
        read_workbook(path)
    except SourceError as error:
        refusal = error
    assert refusal is None or refusal.path == path


def test_a_length_that_lies(tmp_path: Path) -> None:
    content = bytearray(LIST.read_bytes())
    place = content.find(b"PK\x01\x02")
    content[place + 24 : place + 28] = struct.pack("<I", 2**31)
    path = tmp_path / "lie.xlsx"
    path.write_bytes(content)
    with pytest.raises(SourceError):
        read_workbook(path)
