"""The annex folder, whole or not at all.

Numbered files under short names, an index that says what is missing.
"""

import os
import shutil
import sys
import tempfile
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app import files
from desktop_app.domain.errors.outgoing import FolderExists
from desktop_app.domain.errors.refusals import (
    DiskFull,
    FieldMissing,
    TargetNameForbidden,
    TargetNotWritable,
    TargetPathTooLong,
    TextTooLong,
)
from desktop_app.domain.evidence import Document, FileState, annex_name, is_harmless, safe_name, safe_suffix
from desktop_app.domain.work import WorkCancelled
from desktop_app.exchange.writing.annex_folder import (
    INDEX,
    AnnexEntry,
    copy_file,
    temporary_copy,
    write_annex,
)
from desktop_app.files import check_name
from desktop_app.files.origin import STREAM

HEADING = "242/QĐ-TTg: Đề án Đổi mới"


def document(
    subject: str = "Ban hành Kế hoạch", number: str = "12/QĐ-UBND", file_name: str = "a.pdf"
) -> Document:
    return Document(
        1,
        1,
        subject,
        number=number,
        issued_on=date(2021, 12, 14),
        issuer="UBND tỉnh",
        kind="Quyết định",
        sha256="f" * 64,
        file_name=file_name,
        size=5,
    )


def entry(tmp_path: Path, one: Document | None = None, state: FileState = FileState.SOUND) -> AnnexEntry:
    source = tmp_path / "kept.pdf"
    source.write_bytes(b"kept\n")
    return AnnexEntry(
        one or document(), "6; 9", "Quý IV/2021", state, source if state is FileState.SOUND else None
    )


def test_the_folder_holds_numbered_files_and_an_index(tmp_path: Path) -> None:
    entries = [entry(tmp_path), entry(tmp_path, document("=HYPERLINK(1)", "", "b.docx"))]
    target = tmp_path / "Phụ lục Q4"
    write_annex(target, HEADING, entries, illustrative=False)
    assert sorted(one.name for one in target.iterdir()) == [
        INDEX,
        "001_12-qd-ubnd-ban-hanh-ke-hoach.pdf",
        "002_hyperlink-1.docx",
    ]
    sheet = openpyxl.load_workbook(target / INDEX).active
    assert sheet is not None
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    texts = [value for row in rows for value in row if value is not None]
    assert "PHỤ LỤC TÀI LIỆU MINH CHỨNG" in texts
    assert HEADING in texts
    assert "2 tài liệu, 2 tệp kèm theo" in texts
    first = next(row for row in rows if row[1] == "12/QĐ-UBND")
    assert str(first[2]) == "2021-12-14 00:00:00"
    assert first[6:9] == ["6; 9", "Quý IV/2021", "001_12-qd-ubnd-ban-hanh-ke-hoach.pdf"]
    risky = next(cell for row in sheet.iter_rows() for cell in row if cell.value == "=HYPERLINK(1)")
    assert risky.data_type == "s"


def test_what_has_no_sound_file_is_listed_as_such(tmp_path: Path) -> None:
    states = (FileState.MISSING, FileState.ALTERED, FileState.NONE)
    target = tmp_path / "phu luc"
    write_annex(target, HEADING, [entry(tmp_path, state=state) for state in states], illustrative=True)
    assert [one.name for one in target.iterdir()] == [INDEX]
    sheet = openpyxl.load_workbook(target / INDEX).active
    assert sheet is not None
    texts = [str(cell.value) for row in sheet.iter_rows() for cell in row]
    assert {"(THIẾU TỆP)", "(không kèm tệp)", "DỮ LIỆU MINH HỌA"} <= set(texts)
    assert "3 tài liệu, 0 tệp kèm theo" in texts


def test_a_folder_that_holds_something_is_not_touched(tmp_path: Path) -> None:
    target = tmp_path / "phu luc"
    target.mkdir()
    write_annex(target, HEADING, [entry(tmp_path)], illustrative=False)
    before = sorted(target.iterdir())
    with pytest.raises(FolderExists):
        write_annex(target, HEADING, [entry(tmp_path)], illustrative=False)
    with pytest.raises(FolderExists):
        write_annex(target / INDEX, HEADING, [entry(tmp_path)], illustrative=False)
    assert sorted(target.iterdir()) == before


def test_a_failure_leaves_no_half_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = tmp_path / "out"
    place.mkdir()
    entries = [entry(tmp_path), entry(tmp_path)]

    def stop(done: int, _total: int) -> None:
        if done:
            raise WorkCancelled

    with pytest.raises(WorkCancelled):
        write_annex(place / "a", HEADING, entries, illustrative=False, progress=stop)
    with pytest.raises(TextTooLong):
        write_annex(place / "a", HEADING, [entry(tmp_path, document("x" * 33_000))], illustrative=False)
    for name, refusal in (
        ("CON", TargetNameForbidden),
        ("a?b", TargetNameForbidden),
        ("x" * 250, TargetPathTooLong),
    ):
        with pytest.raises(refusal):
            write_annex(place / name, HEADING, entries, illustrative=False)
    with pytest.raises(TargetNotWritable):
        write_annex(place / "nowhere" / "a", HEADING, entries, illustrative=False)

    def full(_source: object, _target: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(shutil, "copyfileobj", full)
    with pytest.raises(DiskFull):
        write_annex(place / "a", HEADING, entries, illustrative=False)
    assert list(place.iterdir()) == []


def test_a_copy_is_the_officers_own_and_can_be_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    kept = tmp_path / "kept.pdf"
    kept.write_bytes(b"kept")
    copy_file(kept, tmp_path / "Bản sao.pdf")
    assert (tmp_path / "Bản sao.pdf").read_bytes() == b"kept"


def test_the_copy_that_is_open_in_word_is_opened_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    kept = tmp_path / "kept.pdf"
    kept.write_bytes(b"kept")
    opened = temporary_copy(kept, "Quyết định 12?.PDF")
    assert opened.name == "quyet-dinh-12.pdf"
    assert not os.access(opened, os.W_OK) or os.name == "posix"
    with opened.open("rb"):  # as long as a program holds it, Windows lets nobody replace or delete it
        assert temporary_copy(kept, "Quyết định 12?.PDF") == opened
        assert opened.read_bytes() == b"kept"


def test_what_the_officer_typed_into_a_copy_stays_beside_the_next_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    kept = tmp_path / "kept.docx"
    kept.write_bytes(b"kept")
    first = temporary_copy(kept, "a.docx")
    first.chmod(0o600)
    first.write_bytes(b"tkep")
    with first.open("rb"):
        second = temporary_copy(kept, "a.docx")
    assert (second.name, second.read_bytes(), first.read_bytes()) == ("a-2.docx", b"kept", b"tkep")
    assert temporary_copy(kept, "a.docx") == second
    second.chmod(0o600)
    second.write_bytes(b"longer")
    assert temporary_copy(kept, "a.docx").name == "a-3.docx"


def test_a_copy_that_nobody_else_may_read_is_taken_for_what_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    kept = tmp_path / "kept.docx"
    kept.write_bytes(b"kept")
    first = temporary_copy(kept, "a.docx")

    def locked(_path: Path) -> str:
        raise PermissionError

    monkeypatch.setattr(files, "sha256_of", locked)
    assert temporary_copy(kept, "a.docx") == first


def test_a_document_says_what_it_is_about() -> None:
    with pytest.raises(FieldMissing):
        document(" ")


@given(st.text(max_size=300), st.text(max_size=300), st.text(max_size=40), st.integers(1, 9999))
def test_every_annex_name_is_one_that_windows_takes(
    subject: str, number: str, file_name: str, place: int
) -> None:
    name = annex_name(place, document(subject if subject.strip() else "x", number, file_name))
    check_name(Path(name))
    assert name.isascii()
    assert len(name) <= 54


def test_names_are_short_and_end_at_a_word() -> None:
    assert safe_name(
        "Về việc tăng cường công tác theo dõi thi hành pháp luật trên địa bàn tỉnh Khánh Hòa"
    ) == ("ve-viec-tang-cuong-cong-tac-theo-doi-thi-hanh-phap-luat-tren")
    assert safe_name("x" * 100) == "x" * 60
    assert safe_name("…") == ""
    assert safe_suffix("C:\\x\\a.DOCX") == ".docx"


@pytest.mark.parametrize("name", ["Báo cáo.PDF", "a b.docx", "12.2021.xlsx", "C:\\x\\ảnh.jpeg", "họp.mp4"])
def test_what_shows_itself_is_harmless(name: str) -> None:
    assert is_harmless(name)


@pytest.mark.parametrize(
    "name",
    [
        "a.exe", "a.lnk", "a.hta", "a.js", "a.docm", "a.xlsm", "a.bat", "a.url", "a.html", "a.zip", "a", "",
        "a.",
        "a.pdf.exe", "a.exe.pdf", "a.JS.docx", "a.pdf ", "a\u202efdp.exe", "a\u202e.pdf", "a\n.pdf", ".pdf/",
    ],
)  # fmt: skip
def test_what_may_be_run_is_not(name: str) -> None:
    assert not is_harmless(name)


def test_a_marked_file_says_where_it_came_from(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(b"x")
    monkeypatch.setattr(sys, "platform", "win32")
    files.mark_origin(path)
    monkeypatch.undo()
    stream = path.with_name(path.name + STREAM)
    assert stream.read_bytes() == b"[ZoneTransfer]\r\nZoneId=3\r\n"
    assert path.read_bytes() == b"x"


def test_a_copy_to_be_opened_is_marked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    marked: list[Path] = []
    kept = tmp_path / ("0" * 64 + ".docx")
    kept.write_bytes(b"x")
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(files, "mark_origin", marked.append)
    assert temporary_copy(kept, "a.docx") in marked
