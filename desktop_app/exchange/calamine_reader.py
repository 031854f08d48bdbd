"""Reads workbooks with calamine, which is fast; `xlsx_reader` is more patient, and knows the fonts of old texts."""

from itertools import islice
from pathlib import Path
from typing import Any

from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from desktop_app.exchange.packed import Packed, pack

_LOOKED_AT = 3_000
"""Rows of a sheet in which letters of old encodings are looked for."""


def read(path: Path) -> list[Packed]:
    """Read every worksheet."""
    book = CalamineWorkbook.from_path(str(path))
    sheets: list[Packed] = []
    for about in book.sheets_metadata:
        if about.typ != SheetTypeEnum.WorkSheet:
            continue
        sheet = book.get_sheet_by_name(about.name)
        table = sheet.to_python(skip_empty_area=False)
        met = sum(len(row) - row.count("") for row in table)
        rows = [_row(row) for row in table]
        while rows and not rows[-1]:
            rows.pop()
        merges = [(top, left, bottom, right) for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()]
        sheets.append((about.name, about.visible != SheetVisibleEnum.Visible, rows, merges, [], met, 0, [], []))
    return sheets


def read_xlsx(path: Path) -> list[Packed]:
    """Read every worksheet; one with letters of TCVN3 or VNI cell by cell, since the names of fonts decide there."""
    sheets = read(path)
    if any(_look_old(rows) for _, _, rows, *_ in sheets):
        from desktop_app.exchange.xlsx_reader import read as read_patiently

        return read_patiently(path)
    return sheets


def _look_old(rows: list[list[Any]]) -> bool:
    from desktop_app.domain.encodings import looks_old

    return any(isinstance(value, str) and looks_old(value) for row in islice(rows, _LOOKED_AT) for value in row)


def _row(row: list[Any]) -> list[Any]:
    packed = [_TEXTS[value] if type(value) is str else pack(value) for value in row]
    while packed and packed[-1] is None:
        packed.pop()
    return packed


class _Texts(dict[str, str | None]):
    """Texts as they are packed, each worked out once; None for what shows nothing."""

    def __missing__(self, text: str) -> str | None:
        packed: str | None
        packed = self[text] = pack(text)
        return packed


_TEXTS = _Texts()
