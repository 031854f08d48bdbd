"""Reads workbooks with calamine: fast, and blind where a file is odd (see `preflight` and `xlsx_reader`)."""

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from python_calamine import (
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from desktop_app.domain.errors import SourceEncrypted
from desktop_app.exchange.cell_values import Merge, Packed, pack, pack_number, unescape
from desktop_app.exchange.limits import ROWS, Budget
from desktop_app.exchange.sink import Sink


def read(path: Path, content: bytes, answer: Sink) -> int:
    """Send every worksheet to `answer` as it is read; give the number of cells that hold something, be it a blank.

    Raises SourceTooLarge, SourceEncrypted, and whatever calamine raises at a broken file.
    """
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    except PasswordError:
        raise SourceEncrypted(path) from None
    budget = Budget(path)
    about = [one for one in book.sheets_metadata if one.typ == SheetTypeEnum.WorkSheet]
    cells = 0
    for number, one in enumerate(about):
        sheet = book.get_sheet_by_name(one.name)
        answer.begin(one.name, hidden=one.visible != SheetVisibleEnum.Visible)
        cells += _rows(sheet, budget, answer)
        answer.end([_merge(found, budget) for found in sheet.merged_cell_ranges or ()], ())
        answer.progress(number + 1, len(about))
    return cells


def _rows(sheet: CalamineSheet, budget: Budget, answer: Sink) -> int:
    texts = _Texts({"": None})
    top, left = sheet.start or (0, 0)
    before: tuple[Packed, ...] = (None,) * left
    waiting, cells = top, 0
    for number, row in enumerate(sheet.iter_rows(), start=top + 1):
        held = len(row) - row.count("")
        packed = _row(row, texts) if held else ()
        if not packed:
            waiting += 1
            continue
        cells += held
        budget.cells(held)
        budget.size(number, left + len(packed))
        if waiting:
            answer.rows([()] * waiting)
            waiting = 0
        answer.row(before + packed if left else packed)
    return cells


def _merge(found: tuple[tuple[int, int], tuple[int, int]], budget: Budget) -> Merge:
    (top, left), (bottom, right) = found
    if top <= ROWS:
        budget.merge(top, left, bottom, right)
    return top, left, bottom, right


def _row(row: Sequence[Any], texts: "_Texts") -> tuple[Packed, ...]:
    packed: list[Packed] = [
        texts[value] if type(value) is str else pack_number(value) if type(value) is float else pack(value)
        for value in row
    ]
    while packed and packed[-1] is None:
        packed.pop()
    return tuple(packed)


class _Texts(dict[str, Packed]):
    """Texts as they are kept: one object for equal ones, escapes of Excel (_x000D_) undone, blanks nothing."""

    def __missing__(self, text: str) -> Packed:
        plain = unescape(text) if "_x" in text else text
        kept = self[text] = None if plain.isspace() else plain
        return kept
