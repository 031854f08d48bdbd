"""Tables of a document as a workbook: printed numbers can be reckoned with, and no text is cut."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from desktop_app.domain.reports.document import Cell, Column, Paragraph, ReportDocument, Row, Section, Table
from desktop_app.exchange.reports.excel_tables import write_document
from tests.exchange.document_samples import sample_document


def of(texts: list[str]) -> ReportDocument:
    rows = tuple(Row((Cell("1.234,5"), Cell(text))) for text in texts)
    table = Table((Column("Chữ", 40.0), Column("Số", 20.0, "center", figures=True)), rows, 11.0)
    made = sample_document()
    return replace(made, sections=made.sections[-1:], annexes=(replace(made.annexes[0], parts=(table,)),))


def written(target: Path, texts: list[str]) -> list[Any]:
    write_document(of(texts), target)
    sheet = openpyxl.load_workbook(target).worksheets[-1]
    return [row for row in sheet.iter_rows() if row[0].value == "1.234,5"]


@pytest.mark.parametrize(
    ("text", "value", "form"),
    [
        ("7", 7, "[$-42A]#,##0"),
        ("1.234", 1234, "[$-42A]#,##0"),
        ("1.234,5", 1234.5, "[$-42A]#,##0.0"),
        ("12,25*", 12.25, '[$-42A]#,##0.00"*"'),
        ("98.765.432,0001", 98765432.0001, "[$-42A]#,##0.0000"),
        ("45%", 45, '0"%"'),
        ("+3", 3, "+0;\u22120;0"),
        ("\u22122", -2, "+0;\u22120;0"),
        ("–", "–", None),
        ("", None, None),
        ("1.234.567.890.123.456", "1.234.567.890.123.456", None),
        ("1,23456", "1,23456", None),
        ("khoảng 5", "khoảng 5", None),
    ],
)
def test_a_printed_number_is_one(tmp_path: Path, text: str, value: object, form: str | None) -> None:
    ((words, figure),) = written(tmp_path / "a.xlsx", [text])
    assert figure.value == value
    assert figure.number_format == (form or "General")
    assert figure.alignment.horizontal == "center"
    assert words.value == "1.234,5"


def test_texts_taller_than_any_row_stand_in_full_on_a_sheet_of_their_own(tmp_path: Path) -> None:
    long = "\n".join(f"Dòng {line}: " + "kết quả thực hiện " * 40 for line in range(30))
    made = replace(of([long]), sections=(Section("I. A", (Paragraph(long.replace("\n", " ")),)),))
    write_document(made, tmp_path / "a.xlsx")
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    told: Any = book["Toàn văn"]
    rows = [row for row in told.iter_rows(values_only=True) if str(row[0]).startswith(made.annexes[0].name)]
    assert rows[0][0] == f"{made.annexes[0].name}, 1.234,5, Số"
    assert " ".join(str(row[1]) for row in rows).split() == long.split()
    body: Any = book["Nội dung"]
    words = [str(row[1]) for row in body.iter_rows(values_only=True) if "kết quả" in str(row[1])]
    assert len(words) > 1
    assert " ".join(words).split() == long.split()
    assert any(
        "Toàn văn" in str(cell.value) for row in book.worksheets[1].iter_rows(max_row=8) for cell in row
    )


def test_ordinary_texts_need_no_further_sheet(tmp_path: Path) -> None:
    write_document(sample_document(), tmp_path / "a.xlsx")
    assert "Toàn văn" not in openpyxl.load_workbook(tmp_path / "a.xlsx").sheetnames
