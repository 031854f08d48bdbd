"""Any workbook as rows of cells. The file is read in a child process, which a hostile file may take down alone."""

import hashlib
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from desktop_app.domain.cancel import Progress, no_progress
from desktop_app.domain.errors import SourceDamaged, SourceEmpty, SourceMissing, SourceNotReadable, SourceTooLarge
from desktop_app.exchange.cell_values import Merge, Unpacked, Value
from desktop_app.exchange.limits import FILE_BYTES, SECONDS
from desktop_app.exchange.reader_child import PATIENT, QUICK
from desktop_app.exchange.reader_process import Child, ReaderLost
from desktop_app.exchange.sniff import Format

__all__ = ["Sheet", "Value", "Workbook", "cell_name", "column_letter", "read_workbook"]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet. `rows[0]` is row 1 with column A first; trailing empties are trimmed.

    `merges` are (first row, first column, last row, last column), from 0. `fonts` are the names of the fonts that its
    cells use, where the file names one of an encoding older than Unicode; else nothing.
    """

    name: str
    hidden: bool
    rows: tuple[tuple[Value, ...], ...]
    merges: tuple[Merge, ...] = ()
    fonts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Workbook:
    """A file that was read. `lost_cells` counts cells that hold something which could not be read."""

    path: Path
    sha256: str
    size: int
    format: Format
    sheets: tuple[Sheet, ...]
    lost_cells: int = 0


def column_letter(index: int) -> str:
    """Give the letters of a column, from 0: 0 is "A"."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def cell_name(row: int, column: int) -> str:
    """Give the name of a cell, from 0: (6, 1) is "B7"."""
    return f"{column_letter(column)}{row + 1}"


def read_workbook(path: Path, progress: Progress = no_progress) -> Workbook:
    """Read a file. Raises the SourceError family; Cancelled from `progress` stops the child."""
    content = _content(path)
    until = time.monotonic() + SECONDS
    try:
        kind, sheets, lost = _read(path, content, QUICK, progress, until)
    except ReaderLost:
        try:
            kind, sheets, lost = _read(path, content, PATIENT, progress, until)
        except ReaderLost as error:
            raise SourceDamaged(path, str(error)) from error
    if not any(sheet.rows for sheet in sheets):
        raise SourceEmpty(path)
    return Workbook(path, hashlib.sha256(content).hexdigest(), len(content), kind, tuple(sheets), lost)


def _content(path: Path) -> bytes:
    """Read the file once: what is hashed is what is read, whatever happens to the file meanwhile."""
    try:
        size = path.stat().st_size
        if not path.is_file():
            raise SourceNotReadable(path)
        if size > FILE_BYTES:
            raise SourceTooLarge(path, "bytes", FILE_BYTES, size)
        content = path.read_bytes()
    except FileNotFoundError:
        raise SourceMissing(path) from None
    except OSError as error:
        raise SourceNotReadable(path) from error
    if not content:
        raise SourceEmpty(path)
    return content


def _read(path: Path, content: bytes, mode: str, progress: Progress, until: float) -> tuple[Format, list[Sheet], int]:
    sheets: list[Sheet] = []
    rows: list[tuple[Value, ...]] = []
    about: list[Any] = []
    unpacked = Unpacked()
    with Child(mode, content) as child:
        for kind, *parts in child.messages(path, progress, until):
            if kind == "plain":
                rows += parts[0]
            elif kind == "dated":
                rows += map(unpacked.row, parts[0])
            elif kind == "sheet":
                about, rows = parts, []
            elif kind == "done":
                sheets.append(Sheet(*about, tuple(rows), tuple(parts[0]), tuple(parts[1])))
            elif kind == "again":
                sheets.clear()
            else:
                about = parts
    found, lost = about
    return found, sheets, lost
