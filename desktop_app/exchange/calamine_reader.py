"""Reads workbooks with calamine; where it cannot, with openpyxl, which is slower and more patient."""

from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum


def read(path: Path) -> list[tuple[str, bool, list[list[Any]], list[tuple[int, int, int, int]]]]:
    """Read every worksheet: name, hidden, rows of packed values from row 1 and column A, merged ranges from 0."""
    book = CalamineWorkbook.from_path(str(path))
    sheets = []
    for about in book.sheets_metadata:
        if about.typ != SheetTypeEnum.WorkSheet:
            continue
        sheet = book.get_sheet_by_name(about.name)
        rows = [_row(row) for row in sheet.to_python(skip_empty_area=False)]
        while rows and not rows[-1]:
            rows.pop()
        merges = [(top, left, bottom, right) for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()]
        sheets.append((about.name, about.visible != SheetVisibleEnum.Visible, rows, merges))
    return sheets


def _row(row: list[Any]) -> list[Any]:
    packed = [_TEXTS[value] if type(value) is str else _packed(value) for value in row]
    while packed and packed[-1] is None:
        packed.pop()
    return packed


class _Texts(dict[str, str | None]):
    """Texts as they are packed, each worked out once; None for what shows nothing.

    calamine has read signs such as "_x000D_" already; reading them twice would change a text that shows one.
    """

    def __missing__(self, text: str) -> str | None:
        packed = self[text] = text if text.strip() else None
        return packed


_TEXTS = _Texts()


def _packed(value: Any) -> Any:
    if isinstance(value, float):
        return int(value) if value.is_integer() else value
    if isinstance(value, datetime):
        plain = value.hour == value.minute == value.second == 0
        return ("d", value.date().isoformat()) if plain else ("m", value.isoformat())
    if isinstance(value, date):
        return ("d", value.isoformat())
    if isinstance(value, time):
        return ("t", value.isoformat())
    if isinstance(value, timedelta):
        return ("s", value.total_seconds())
    return value
