"""The quick sheet writes what XlsxWriter's own writes, byte for byte."""

import zipfile
from datetime import datetime
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from desktop_app.exchange.writing._quick_sheet import QuickSheet

DAY = datetime.fromisoformat("2021-12-14")
HARD = [
    "Kế hoạch số 12/KH-UBND <đợt 1> & “2”",
    " có dấu cách ở đầu",
    "ở cuối ",
    "hai\ndòng",
    "_x0041_ và _x",
    "\x0b\x1f\x85",
    "\ufffe\uffff",
    "😀" * 3,
    "'=1+1",
    "a" * 20_000,
    "",
]


def written(target: Path, rows: list[list[Any]], kind: type[Worksheet]) -> bytes:
    with Workbook(str(target), {"constant_memory": True, "strings_to_formulas": False}) as book:
        usual, bold = book.add_format({"border": 1}), book.add_format({"bold": True})
        sheet = book.add_worksheet("a", kind)
        for row, values in enumerate(rows):
            sheet.set_row(row, 20 + row)
            for column, value in enumerate(values):
                look = bold if (row + column) % 3 else usual
                if isinstance(value, str):
                    sheet.write_string(row, column, value, look if column else None)
                elif value is None:
                    sheet.write_blank(row, column, None, look)
                elif isinstance(value, datetime):
                    sheet.write_datetime(row, column, value, look)
                else:
                    sheet.write_number(row, column, value, look)
    with zipfile.ZipFile(target) as archive:
        return archive.read("xl/worksheets/sheet1.xml")


def test_hard_texts_numbers_days_and_blanks_are_written_alike(tmp_path: Path) -> None:
    rows = [[text, 7, 0.1 + 0.2, None, DAY, text, -5] for text in HARD]
    usual = written(tmp_path / "a.xlsx", rows, Worksheet)
    assert written(tmp_path / "b.xlsx", rows, QuickSheet) == usual


@given(
    st.lists(
        st.lists(st.text(max_size=20) | st.integers(-(10**9), 10**9) | st.none(), max_size=5), max_size=5
    )
)
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_cells_are_written_alike(tmp_path: Path, rows: list[list[Any]]) -> None:
    kept = [[one for one in row if not str(one).startswith("<r>")] for row in rows]
    usual = written(tmp_path / "a.xlsx", kept, Worksheet)
    assert written(tmp_path / "b.xlsx", kept, QuickSheet) == usual
