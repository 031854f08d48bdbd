"""Any workbook as rows of cells. The file is read in a child process, which a hostile file may take down alone."""

import hashlib
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
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
)
from desktop_app.domain.source_errors import SourceChanged, SourceNoTable
from desktop_app.exchange import transport
from desktop_app.exchange.limits import COLUMNS, FILE_BYTES, ROWS
from desktop_app.exchange.preflight import Look, look
from desktop_app.exchange.sniff import Format, sniff
from desktop_app.exchange.transport import Value

__all__ = ["Sheet", "Value", "Workbook", "cell_name", "column_letter", "read_workbook"]

SECONDS = 60
"""The longest time for a file; smaller ones have less: a small file that takes long means no good."""
_SECONDS_FOR_ANY, _BYTES_A_SECOND = 8, 2_500_000
_ZIPPED: tuple[Format, ...] = ("xlsx", "xlsm", "xlsb", "ods", "docx")
_PATIENT = "patient"
"""The kind under which the child reads an .xlsx cell by cell."""
_MET = 5
"""Where a sheet from the child says how many cells it met."""
_POLL = 0.02


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet. `rows[0]` is row 1 with column A first; trailing empties are trimmed.

    `merges` are (first row, first column, last row, last column), from 0. `fonts` are the names used in each column,
    where known. `lost_cells` counts cells that hold something which could not be read (a formula never calculated, a
    broken reference); `lost` are their places, of the first of them where there are very many. `asides` are rows
    of a document that stand beside its table.
    """

    name: str
    hidden: bool
    rows: tuple[tuple[Value, ...], ...]
    merges: tuple[tuple[int, int, int, int], ...] = ()
    fonts: tuple[tuple[str, ...], ...] = ()
    lost_cells: int = 0
    lost: tuple[tuple[int, int], ...] = ()
    asides: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Workbook:
    """A file that was read. `content` is the file itself, which may be written over or gone before it is kept."""

    path: Path
    sha256: str
    content: bytes = field(repr=False)
    format: Format
    sheets: tuple[Sheet, ...]


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
    All three have to see the same file: one that is written meanwhile is refused.
    """
    written = _written(path)
    content = _content(path)
    kind = sniff(path, content)
    sheets = _read(path, kind, len(content), progress)
    if _written(path) != written:
        raise SourceChanged(path)
    if not any(sheet.rows for sheet in sheets):
        raise SourceNoTable(path) if kind in {"docx", "html"} else SourceEmpty(path)
    for sheet in sheets:
        width = max(map(len, sheet.rows), default=0)
        if width > COLUMNS:
            raise SourceTooLarge(path, "columns", COLUMNS, width)
        if len(sheet.rows) > ROWS:
            raise SourceTooLarge(path, "rows", ROWS, len(sheet.rows))
    return Workbook(path, hashlib.sha256(content).hexdigest(), content, kind, sheets)


def _read(path: Path, kind: Format, size: int, progress: Progress) -> tuple[Sheet, ...]:
    """Read a file; an .xlsx again cell by cell, where calamine fails or meets fewer cells than the preflight saw."""
    patient = kind in {"xlsx", "xlsm"}
    with _Child(path, kind) as child:
        seen = look(path, progress) if kind in _ZIPPED else Look(0, 0, size, needs_patience=False)
        seconds = _seconds(seen.unpacked)
        if not (patient and seen.needs_patience):
            try:
                sheets = child.result(seconds, progress)
            except SourceDamaged:
                if not patient:
                    raise
            else:
                if not patient or sum(sheet[_MET] for sheet in sheets) >= seen.cells:
                    return tuple(map(_sheet, sheets))
    with _Child(path, _PATIENT) as child:
        return tuple(map(_sheet, child.result(seconds, progress)))


def _seconds(size: int) -> int:
    return min(SECONDS, _SECONDS_FOR_ANY + size // _BYTES_A_SECOND)


def _written(path: Path) -> tuple[int, int] | None:
    """Give when a file was written last and how long it is; None where it is out of reach (a stick pulled out)."""
    try:
        stat = path.stat()
    except OSError:
        return None
    return stat.st_mtime_ns, stat.st_size


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

    def __init__(self, path: Path, kind: str) -> None:
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
            start_new_session=True,
        )
        self._waiting = Thread(target=self._process.wait, daemon=True)  # wakes at once; wait(timeout) polls
        self._waiting.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if sys.platform != "win32":  # there the Job Object of the child lets it start nothing
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self._process.pid, signal.SIGKILL)
        self._process.kill()
        self._waiting.join()
        self._folder.cleanup()

    def result(self, seconds: int, progress: Progress) -> list[Any]:
        """Wait for the sheets, so long in all. Raises SourceTooSlow, SourceTooLarge, SourceDamaged."""
        while self._waiting.is_alive():
            progress(0, 0)
            if time.monotonic() - self._begun > seconds:
                raise SourceTooSlow(self._path, seconds)
            self._waiting.join(_POLL)
        if self._process.returncode != 0 or not self._answer.exists():
            raise SourceDamaged(self._path, f"reader ended with {self._process.returncode}")
        try:
            ok, result = transport.read(self._answer)
        except transport.Garbled as error:
            raise SourceDamaged(self._path, str(error)) from error
        if not ok and isinstance(result, list):
            raise SourceTooLarge(self._path, *result)
        if not ok:
            raise SourceDamaged(self._path, str(result))
        return list(result)


def _python() -> Sequence[str]:
    if getattr(sys, "frozen", False):
        return [sys.executable, "--read-child"]
    return [sys.executable, "-X", "utf8", "-m", "desktop_app.exchange.reader_child"]


def _sheet(packed: Sequence[Any]) -> Sheet:
    name, hidden, rows, merges, fonts, _, lost, places, asides = packed
    spans = tuple((top, left, bottom, right) for top, left, bottom, right in merges)
    lost_places = tuple((row, column) for row, column in places)
    return Sheet(name, hidden, rows, spans, tuple(map(tuple, fonts)), lost, lost_places, tuple(asides))
