"""Reads workbooks with calamine, which is fast; `xlsx` is more patient, and knows the fonts of old texts.

Of binary workbooks (.xlsb) it is the only reader; cells with an error value are blank there, a percentage is
the number that its cell holds, a month the day, and nothing is known of what is struck out or hidden.
"""

from itertools import islice
from pathlib import Path
from typing import Any

from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from desktop_app.exchange.reading.formats.packed import Packed
from desktop_app.exchange.reading.transport import pack

_LOOKED_AT = 3_000
"""Rows of a sheet in which letters of old encodings are looked for."""


def read_cells(path: Path) -> list[Packed]:
    """Read every worksheet."""
    book = CalamineWorkbook.from_path(str(path))
    sheets: list[Packed] = []
    for about in book.sheets_metadata:
        if about.typ != SheetTypeEnum.WorkSheet:
            continue
        sheet = book.get_sheet_by_name(about.name)
        rows = sheet.to_python(skip_empty_area=False)
        met = sum(len(row) - row.count("") for row in rows)
        while rows and all(pack(value) is None for value in rows[-1]):
            rows.pop()
        merges = [
            (top, left, bottom, right) for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()
        ]
        sheets.append(
            (
                about.name,
                about.visible != SheetVisibleEnum.Visible,
                rows,
                merges,
                [],
                met,
                0,
                [],
                [],
                [],
                [],
                [],
            )
        )
    return sheets


def read_xlsx(path: Path) -> list[Packed]:
    """Read every worksheet; cell by cell where the formats of cells decide, which calamine does not tell.

    Those are the names of fonts for letters of TCVN3 or VNI, the percent format (a cell that shows 100 %
    holds 1), a format that shows a month and no day, and text that is struck out.
    """
    from desktop_app.exchange.reading.formats.xlsx import has_telling_formats, hidden_in, read_xlsx_patiently

    hidden = None if has_telling_formats(path) else hidden_in(path)
    if hidden is None:
        return read_xlsx_patiently(path)
    sheets = read_cells(path)
    if any(_look_old(rows) for _, _, rows, *_ in sheets):
        return read_xlsx_patiently(path)
    return [(*sheet[:-2], *hidden.get(sheet[0], ([], []))) for sheet in sheets]


def _look_old(rows: list[list[Any]]) -> bool:
    from desktop_app.domain.encodings import looks_old

    return any(
        isinstance(value, str) and looks_old(value) for row in islice(rows, _LOOKED_AT) for value in row
    )
