"""The Excel report of 1,000 and 20,000 tasks.

Beside bare openpyxl and bare XlsxWriter writing the same styled cells.
"""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook as OpenpyxlWorkbook
from openpyxl.styles import Alignment, Border, Font, Side
from xlsxwriter import Workbook as XlsxWriterWorkbook

from desktop_app.exchange.reports.table import line
from desktop_app.exchange.writing.sheet import WritableValue
from desktop_app.lists.own_words import FIELDS, headings
from tests.exchange.report_samples import ordinary, write

SIZES = (1_000, 20_000)
FONT = "Times New Roman"


def cells(count: int) -> list[tuple[WritableValue, ...]]:
    """Return the values of the table.

    Every writer below writes them with font, border, wrapping and date format.
    """
    return [line(row).values for group in ordinary(count).groups for row in group.rows]


def with_openpyxl(rows: list[tuple[WritableValue, ...]], target: Path) -> None:
    book = OpenpyxlWorkbook()
    sheet: Any = book.active
    font, head = Font(name=FONT, size=11), Font(name=FONT, size=11, bold=True)
    side = Side(style="thin")
    border, wrapped = Border(side, side, side, side), Alignment(wrap_text=True, vertical="top")
    for number, values in enumerate((headings(), *rows), 1):
        for column, value in enumerate(values, 1):
            cell = sheet.cell(number, column, value)
            cell.font = font if number > 1 else head
            cell.border, cell.alignment = border, wrapped
            if isinstance(value, date):
                cell.number_format = "dd/mm/yyyy"
    book.save(target)


def with_xlsxwriter(rows: list[tuple[WritableValue, ...]], target: Path) -> None:
    with XlsxWriterWorkbook(str(target), {"constant_memory": True}) as book:
        sheet: Any = book.add_worksheet()
        look = {"font_name": FONT, "font_size": 11, "border": 1, "text_wrap": True, "valign": "top"}
        usual, head = book.add_format(look), book.add_format({**look, "bold": True})
        day = book.add_format({**look, "num_format": "dd/mm/yyyy"})
        for column, title in enumerate(headings()):
            sheet.write_string(0, column, title, head)
        for number, values in enumerate(rows, 1):
            for column, value in enumerate(values):
                if isinstance(value, date):
                    sheet.write_datetime(number, column, value, day)
                elif isinstance(value, str):
                    sheet.write_string(number, column, value, usual)
                elif value is None:
                    sheet.write_blank(number, column, None, usual)
                else:
                    sheet.write_number(number, column, value, usual)


@pytest.mark.parametrize("count", SIZES)
@pytest.mark.benchmark(group="export")
def test_the_report(benchmark: Any, tmp_path: Path, count: int) -> None:
    report = ordinary(count)
    benchmark.group = f"export of {count} tasks"
    benchmark.pedantic(write, (report, tmp_path / "report.xlsx"), rounds=3)
    assert len(FIELDS) == 14


@pytest.mark.parametrize("count", SIZES)
@pytest.mark.parametrize("writer", [with_xlsxwriter, with_openpyxl], ids=["XlsxWriter", "openpyxl"])
def test_the_bare_writers(benchmark: Any, tmp_path: Path, writer: Any, count: int) -> None:
    rows = cells(count)
    benchmark.group = f"export of {count} tasks"
    benchmark.pedantic(writer, (rows, tmp_path / "bare.xlsx"), rounds=2)
