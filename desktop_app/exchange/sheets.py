"""Any workbook as rows of cells. The file is read in a child process, which a hostile file may take down alone."""

import hashlib
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from typing import Any, Self

from desktop_app.domain.cancel import Progress, no_progress
from desktop_app.domain.errors import (
    SourceDamaged,
    SourceEmpty,
    SourceMissing,
    SourceNotReadable,
    SourceTooLarge,
    SourceTooSlow,
    SourceUnknown,
)
from desktop_app.exchange import transport
from desktop_app.exchange.preflight import COLUMNS, FILE_BYTES, ROWS, Look, look
from desktop_app.exchange.sniff import Format, sniff
from desktop_app.exchange.transport import Value

__all__ = ["READ", "Sheet", "Value", "Workbook", "cell_name", "column_letter", "read_workbook"]

SECONDS = 60
READ: tuple[Format, ...] = ("xlsx", "xlsm", "xlsb", "xls", "ods")
_POLL = 0.02


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet. `rows[0]` is row 1 with column A first; trailing empties are trimmed.

    `merges` are (first row, first column, last row, last column), from 0. `fonts` are names used, where known.
    """

    name: str
    hidden: bool
    rows: tuple[tuple[Value, ...], ...]
    merges: tuple[tuple[int, int, int, int], ...] = ()
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
    """Read a file. Raises the SourceError family; Cancelled from `progress` stops the child.

    The child reads while the preflight looks; what the preflight refuses ends the child, which is under limits itself.
    """
    content = _content(path)
    kind = sniff(path, content)
    if kind not in READ:
        raise SourceUnknown(path)
    with _Child(path, kind) as child:
        sha256, size = hashlib.sha256(content).hexdigest(), len(content)
        del content
        seen = look(path, progress) if kind in ("xlsx", "xlsm", "xlsb", "ods", "docx") else Look(0, 0)
        sheets = tuple(map(_sheet, child.result(progress)))
    if not any(sheet.rows for sheet in sheets):
        raise SourceEmpty(path)
    for sheet in sheets:
        width = max(map(len, sheet.rows), default=0)
        if width > COLUMNS:
            raise SourceTooLarge(path, "columns", COLUMNS, width)
        if len(sheet.rows) > ROWS:
            raise SourceTooLarge(path, "rows", ROWS, len(sheet.rows))
    return Workbook(path, sha256, size, kind, sheets, seen.not_calculated)


def _content(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        if not path.is_file():
            raise SourceMissing(path)
        if size > FILE_BYTES:
            raise SourceTooLarge(path, "bytes", FILE_BYTES, size)
        return path.read_bytes()
    except FileNotFoundError:
        raise SourceMissing(path) from None
    except OSError as error:
        raise SourceNotReadable(path) from error


class _Child:
    """A process that reads `path` from the moment it is made; it does not outlive the block in which it is used."""

    def __init__(self, path: Path, kind: Format) -> None:
        self._path = path
        self._folder = tempfile.TemporaryDirectory()
        self._answer = Path(self._folder.name) / "rows"
        self._begun = time.monotonic()
        self._process = subprocess.Popen(
            [*_python(), kind, str(path.resolve()), str(self._answer)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            cwd=Path(__file__).parents[2],
        )
        self._waiting = Thread(target=self._process.wait, daemon=True)  # wakes at once; wait(timeout) polls
        self._waiting.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._waiting.join()
        self._folder.cleanup()

    def result(self, progress: Progress) -> list[Any]:
        """Wait for the sheets. Raises SourceTooSlow, SourceDamaged."""
        while self._waiting.is_alive():
            progress(0, 0)
            if time.monotonic() - self._begun > SECONDS:
                raise SourceTooSlow(self._path, SECONDS)
            self._waiting.join(_POLL)
        if self._process.returncode != 0 or not self._answer.exists():
            raise SourceDamaged(self._path, f"reader ended with {self._process.returncode}")
        try:
            ok, result = transport.read(self._answer)
        except transport.Garbled as error:
            raise SourceDamaged(self._path, str(error)) from error
        if not ok:
            raise SourceDamaged(self._path, str(result))
        return list(result)


def _python() -> Sequence[str]:
    if getattr(sys, "frozen", False):
        return [sys.executable, "--read-child"]
    return [sys.executable, "-X", "utf8", "-m", "desktop_app.exchange.reader_child"]


def _sheet(packed: Sequence[Any]) -> Sheet:
    name, hidden, rows, merges = packed
    return Sheet(name, hidden, rows, tuple((top, left, bottom, right) for top, left, bottom, right in merges))
