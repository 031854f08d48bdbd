"""Refused rows, given back as a workbook: the layout of the list, with "Lỗi" and "Cách sửa" beside each row."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.exchange.atomic_file import replacing
from desktop_app.exchange.headings import Heading
from desktop_app.exchange.sheets import Sheet, Value
from desktop_app.exchange.task_list import RefusedRow
from desktop_app.resources import words

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

_WIDTH = 24
_WIDE = 50


@dataclass(frozen=True, slots=True)
class RefusedSheet:
    """The rows of `sheet` that were refused."""

    sheet: Sheet
    heading: Heading
    refused: tuple[RefusedRow, ...]
    path: Path


def write_refused(sheets: Sequence[RefusedSheet], target: Path) -> None:
    """Write one sheet for each list. Raises the TargetError family, DiskFull."""
    import xlsxwriter

    with replacing(target) as young:
        options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
        with xlsxwriter.Workbook(young, options) as workbook:
            text = workbook.add_format({"text_wrap": True, "valign": "top", "border": 1})
            day = workbook.add_format({"num_format": "dd/mm/yyyy", "valign": "top", "border": 1})
            bold = workbook.add_format({"text_wrap": True, "bold": True, "border": 1, "bg_color": "#E6EEFB"})
            for number, one in enumerate(sheets, start=1):
                page = workbook.add_worksheet(f"{number}. {one.sheet.name}"[:31])
                last = max((len(row) for row in one.sheet.rows), default=1)
                page.set_column(0, last - 1, _WIDTH)
                page.set_column(last, last + 1, _WIDE)
                place = 0
                for place, index in enumerate(range(one.heading.last_row + 1)):
                    is_heading = index >= one.heading.first_row
                    _write(page, place, one.sheet.rows[index], bold if is_heading else None, day)
                page.write_row(place, last, ("Lỗi", "Cách sửa"), bold)
                page.freeze_panes(place + 1, 0)
                for line, refused in enumerate(one.refused, start=place + 1):
                    _write(page, line, one.sheet.rows[refused.row - 1], text, day)
                    page.write_row(line, last, _said(refused), text)


def _said(refused: RefusedRow) -> tuple[str, str]:
    what, remedy = [], []
    for problem in refused.problems:
        said, _, rest = words("problem")[problem.code].format(text=problem.text).partition(" Hãy ")
        what.append(f"Ô {problem.cell}: {said}")
        remedy.append(f"Hãy {rest}" if rest else "")
    return "\n".join(what), "\n".join(remedy)


def _write(page: "Worksheet", place: int, row: Sequence[Value], style: "Format | None", day: "Format") -> None:
    for column, value in enumerate(row):
        if isinstance(value, date):
            moment = value if isinstance(value, datetime) else datetime.combine(value, time())
            page.write_datetime(place, column, moment, day)
        elif isinstance(value, int | float) and not isinstance(value, bool):
            page.write_number(place, column, value, style)
        elif value is not None:
            page.write_string(place, column, str(value), style)
