"""A new programme from its own document, by command."""

from collections.abc import Sequence
from pathlib import Path

import docx
import pytest
from openpyxl import Workbook as Book

from tests.cli.commands import Capture, answer, refusal, run
from tests.cli.test_commands import data
from tests.lists.test_numbered_text import PLAN

__all__ = ["data"]

HEAD = (
    ("UBND TỈNH LAI CHÂU\nSỞ TƯ PHÁP", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc"),
    ("Số: 19/KH-STP", "Lai Châu, ngày 08 tháng 01 năm 2024"),
)
TITLES = ("STT", "Nội dung nhiệm vụ", "Cơ quan chủ trì", "Thời hạn")
LIST = (
    ("I", "Hoàn thiện thể chế", "", ""),
    ("1", "Rà soát văn bản", "Sở Tư pháp", "Quý I/2024"),
    ("2", "Kiểm tra văn bản", "Sở Nội vụ", "30/9/2024"),
    ("II", "Phổ biến pháp luật", "", ""),
    ("1", "Tổ chức hội nghị", "Sở Tư pháp", "Tháng 6/2024"),
)


def write_plan(path: Path, body: Sequence[str], rows: Sequence[Sequence[str]] = ()) -> Path:
    """Write a plan as an office does: the head in a table without lines, the text, then the list."""
    document = docx.Document()
    _table(document, HEAD)
    for text in body:
        document.add_paragraph(text)
    if rows:
        _table(document, rows)
    document.save(str(path))
    return path


def _table(document: "docx.document.Document", rows: Sequence[Sequence[str]]) -> None:
    table = document.add_table(len(rows), len(rows[0]))
    for place, row in enumerate(rows):
        for column, text in enumerate(row):
            table.cell(place, column).text = text


@pytest.fixture
def with_table(tmp_path: Path) -> Path:
    body = ["KẾ HOẠCH", "Công tác kiểm tra văn bản năm 2024", "Sở Tư pháp ban hành Kế hoạch như sau:"]
    return write_plan(tmp_path / "ke-hoach.docx", body, (TITLES, *LIST))


def test_a_data_file_begins_with_the_programme_of_a_plan(
    tmp_path: Path, with_table: Path, capsys: Capture
) -> None:
    new = tmp_path / "moi.tiendo"
    made = answer(capsys, new, "programme", "--from", with_table)
    assert made["programme"] == {
        "kind": "Kế hoạch",
        "number": "19/KH-STP",
        "issued_on": "2024-01-08",
        "issuer": "Sở Tư pháp",
        "title": "Kế hoạch công tác kiểm tra văn bản năm 2024",
        "starts_on": "2024-01-01",
        "ends_on": "2024-12-31",
    }
    assert made["groups"] == [
        {"number": 1, "title": "Hoàn thiện thể chế"},
        {"number": 2, "title": "Phổ biến pháp luật"},
    ]
    assert (made["tasks"], made["applied"], made["missing"]) == (3, True, [])
    assert [one["number"] for one in answer(capsys, new, "programme")["programmes"]] == ["19/KH-STP"]
    found = answer(capsys, new, "tasks")["tasks"]
    assert [one["content"] for one in found] == ["Rà soát văn bản", "Kiểm tra văn bản", "Tổ chức hội nghị"]
    assert [one["group"] for one in found] == [1, 1, 2]
    assert run(new, "record", "2", "--period", "2024-Q1", "--percent", "40") == 0


def test_a_try_writes_nothing(tmp_path: Path, with_table: Path, capsys: Capture) -> None:
    new = tmp_path / "moi.tiendo"
    tried = answer(capsys, new, "programme", "--from", with_table, "--dry-run")
    assert (tried["tasks"], tried["applied"]) == (3, False)
    assert not new.exists()


def test_a_number_is_not_taken_twice(data: Path, with_table: Path, capsys: Capture) -> None:
    assert run(data, "new") == 0
    assert run(data, "programme", "--from", with_table) == 0
    capsys.readouterr()
    assert run(data, "programme", "--from", with_table) == 1
    assert "19/KH-STP" in capsys.readouterr().err
    assert run(data, "programme", "--from", with_table, "--dry-run") == 1
    capsys.readouterr()
    listed = answer(capsys, data, "programme")["programmes"]
    assert [one["number"] for one in listed] == ["242/QĐ-TTg", "19/KH-STP"]


def test_numbered_sections_become_tasks_and_the_rest_is_told(
    tmp_path: Path, data: Path, capsys: Capture
) -> None:
    path = write_plan(tmp_path / "van-ban.docx", PLAN)
    made = answer(capsys, data, "programme", "--from", path)
    assert (made["tasks"], made["of_text"]) == (5, True)
    assert made["programme"]["title"] == "Kế hoạch phổ biến pháp luật năm 2024"
    told = [one["text"] for one in made["list"]["left_out"]]
    assert any("theo dõi, đôn đốc" in text for text in told)


def test_a_text_without_any_table_is_read(tmp_path: Path, capsys: Capture) -> None:
    document = docx.Document()
    for text in ("SỞ TƯ PHÁP", "Số: 20/KH-STP", "Huế, ngày 05 tháng 02 năm 2024", *PLAN):
        document.add_paragraph(text)
    document.save(str(tmp_path / "b.docx"))
    tried = answer(
        capsys, tmp_path / "m.tiendo", "programme", "--from", str(tmp_path / "b.docx"), "--dry-run"
    )
    assert (tried["tasks"], tried["programme"]["number"]) == (5, "20/KH-STP")


def test_what_the_document_leaves_open_is_asked_for(tmp_path: Path, capsys: Capture) -> None:
    book = Book()
    page = book.worksheets[0]
    for row in (("KẾ HOẠCH",), ("Triển khai thi hành Luật Thủ đô",), TITLES, *LIST):
        page.append(row)
    book.save(tmp_path / "c.xlsx")
    new = tmp_path / "m.tiendo"
    asked = ("programme", "--from", str(tmp_path / "c.xlsx"))
    tried = answer(capsys, new, *asked, "--dry-run")
    assert tried["missing"] == ["number", "issued_on", "issuer", "starts_on", "ends_on"]
    assert "--number" in refusal(capsys, new, *asked)
    assert "“Ngày bắt đầu”" in (told := refusal(capsys, new, *asked, "--number", "5/KH-STP"))
    assert "--starts-on" in told
    assert not new.exists()
    said = ("--number", "5/KH-STP", "--starts-on", "01/01/2025", "--ends-on", "2025-12-31")
    made = answer(capsys, new, *asked, *said)
    assert (made["programme"]["number"], made["tasks"], made["applied"]) == ("5/KH-STP", 3, True)


def test_what_the_officer_says_is_no_longer_doubted(tmp_path: Path, capsys: Capture) -> None:
    book = Book()
    page = book.worksheets[0]
    paper = "(Kèm theo Kế hoạch số 8/KH-STP ngày 05/02/2025 của Sở Tư pháp)"
    for row in (("DANH MỤC NHIỆM VỤ",), (paper,), TITLES, *LIST):
        page.append(row)
    book.save(tmp_path / "c.xlsx")
    asked = ("programme", "--from", str(tmp_path / "c.xlsx"), "--dry-run")
    assert answer(capsys, tmp_path / "m.tiendo", *asked)["doubts"] == ["title_capitals"]
    said = answer(capsys, tmp_path / "m.tiendo", *asked, "--title", "Kế hoạch phổ biến pháp luật")
    assert said["doubts"] == []


def test_a_file_that_is_no_document_is_refused(tmp_path: Path, data: Path, capsys: Capture) -> None:
    (tmp_path / "x.docx").write_bytes(b"nothing")
    assert "x.docx" in refusal(capsys, data, "programme", "--from", tmp_path / "x.docx")
