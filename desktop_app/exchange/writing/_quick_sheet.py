"""A sheet of XlsxWriter that writes the usual cells in less than half the time.

XlsxWriter checks each argument again, and puts each cell together from parts. What this sheet does not know
goes XlsxWriter's own way.
"""

from functools import lru_cache
from typing import Any
from xml.sax.saxutils import escape

from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import (
    CellBlankTuple,
    CellDatetimeTuple,
    CellNumberTuple,
    CellStringTuple,
    Worksheet,
)

from desktop_app.exchange.writing.cell_text import escaped

_LONG = 16_000
"""Characters from which on XlsxWriter counts a text as Excel does."""

_LETTERS = tuple(map(xl_col_to_name, range(512)))


class QuickSheet(Worksheet):
    """Keeps the cells of the row that is being written; one that is begun ends those before it."""

    def put_string(self, row: int, col: int, string: str, cell_format: Format | None = None) -> Any:
        """Write a text."""
        if not self._goes_on(row, col) or len(string) > _LONG:
            return super().write_string(row, col, string, cell_format)
        self.table[row][col] = CellStringTuple(string, cell_format)
        return 0

    def put_number(self, row: int, col: int, number: float, cell_format: Format | None = None) -> Any:
        """Write a number."""
        if not self._goes_on(row, col):
            return super().write_number(row, col, number, cell_format)
        self.table[row][col] = CellNumberTuple(number, cell_format)
        return 0

    def put_blank(self, row: int, col: int, blank: None, cell_format: Format | None = None) -> Any:
        """Write a cell that holds nothing but a format."""
        if cell_format is None or not self._goes_on(row, col):
            return super().write_blank(row, col, blank, cell_format)
        self.table[row][col] = CellBlankTuple(cell_format)
        return 0

    # XlsxWriter types these by a protocol of its own, which also takes "A1" for row and column.
    write_string: Any = put_string
    write_number: Any = put_number
    write_blank: Any = put_blank

    def _goes_on(self, row: int, col: int) -> bool:
        """Return whether a cell stands in the row being written, and in a column known to have cells."""
        if not self.constant_memory or not row == self.previous_row == self.dim_rowmax:
            return False
        first, last = self.dim_colmin, self.dim_colmax
        return first is not None and last is not None and first <= col <= last

    def _write_cell(self, row: int, col: int, cell: Any) -> None:
        """Write the XML of a cell."""
        number = cell.format.xf_index if cell.format is not None else None
        xml = "" if number is None or not self.constant_memory or col >= len(_LETTERS) else _xml_of(cell)
        if xml:
            file: Any = self.fh
            file.write(f'<c r="{_LETTERS[col]}{row + 1}" s="{number}"{xml}')
        else:
            super()._write_cell(row, col, cell)


def _xml_of(cell: Any) -> str:
    """Return what follows the place and the format of a cell; empty for one that is not usual."""
    if isinstance(cell, CellStringTuple):
        return _xml_of_text(cell.string)
    if isinstance(cell, CellBlankTuple):
        return "/>"
    if isinstance(cell, CellNumberTuple | CellDatetimeTuple):
        return f"><v>{cell.number:.16G}</v></c>"
    return ""


@lru_cache(1024)
def _xml_of_text(text: str) -> str:
    """Return the same of a text; agencies, groups and statuses come again in every row."""
    if not (text.isprintable() or text.replace("\n", "").isprintable()):
        return ""
    space = ' xml:space="preserve"' if text[:1].isspace() or text[-1:].isspace() else ""
    return f' t="inlineStr"><is><t{space}>{escape(escaped(text))}</t></is></c>'
