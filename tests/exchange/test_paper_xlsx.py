"""Tables of a paper as a workbook: what is printed as a number can be reckoned with."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from desktop_app.domain.paper import Cell, Column, Paper, Row, Table
from desktop_app.exchange.paper_xlsx import write_paper
from tests.exchange.paper_samples import paper


def of(texts: list[str]) -> Paper:
    rows = tuple(Row((Cell("1.234,5"), Cell(text))) for text in texts)
    table = Table((Column("Chữ", 40.0), Column("Số", 20.0, "center", figures=True)), rows, 11.0)
    made = paper()
    return replace(made, sections=made.sections[-1:], annexes=(replace(made.annexes[0], parts=(table,)),))


def written(target: Path, texts: list[str]) -> list[Any]:
    write_paper(of(texts), target)
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
        ("45 %", 45, '0" %"'),
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
