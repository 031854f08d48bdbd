"""Any workbook as rows of cells.

The file is read in a child process, which a hostile file may take down alone.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

Value = str | int | float | bool | date | datetime | time | timedelta | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet. `rows[0]` is row 1 with column A first; trailing empties are trimmed.

    `merges` are (first row, first column, last row, last column), from 0. `fonts` are the names used in each
    column, if known. `lost_cells` counts cells that hold something which could not be read (a formula never
    calculated, a broken reference); `lost` are their places, of the first of them if there are very many.
    `asides` are rows of a document that stand beside its table, `struck` the places of texts struck out
    whole; where only a part is struck out, the rest is the text. `hidden_columns` and `hidden_rows` are read
    all the same.
    """

    name: str
    hidden: bool
    rows: tuple[tuple[Value, ...], ...]
    merges: tuple[tuple[int, int, int, int], ...] = ()
    fonts: tuple[tuple[str, ...], ...] = ()
    lost_cells: int = 0
    lost: tuple[tuple[int, int], ...] = ()
    asides: tuple[int, ...] = ()
    struck: tuple[tuple[int, int], ...] = ()
    hidden_columns: tuple[int, ...] = ()
    hidden_rows: tuple[int, ...] = ()


def column_letter(index: int) -> str:
    """Return the letters of a column, from 0: 0 is "A"."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_index(letters: str) -> int:
    """Return a column by its letters, from 0: "A" is 0."""
    index = 0
    for letter in letters:
        index = index * 26 + ord(letter) - 64
    return index - 1


def cell_name(row: int, column: int) -> str:
    """Return the name of a cell, from 0: (6, 1) is "B7"."""
    return f"{column_letter(column)}{row + 1}"
