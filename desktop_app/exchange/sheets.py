"""Any workbook as rows of cells. The file is read in a child process, which a hostile file may take down alone."""

import hashlib
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from datetime import time as clock
from pathlib import Path
from typing import Any

from desktop_app.domain.cancel import Progress, no_progress
from desktop_app.domain.errors import (
    SourceDamaged,
    SourceEmpty,
    SourceMissing,
    SourceNoTable,
    SourceNotReadable,
    SourceTooLarge,
    SourceTooSlow,
)
from desktop_app.exchange.preflight import COLUMNS, FILE_BYTES, ROWS, Look, look
from desktop_app.exchange.sniff import Format, sniff

SECONDS = 60
"""The longest time for a file; smaller ones have less: a small file that takes long means no good."""
_SECONDS_FOR_ANY, _BYTES_A_SECOND = 8, 2_500_000
ZIPPED: tuple[Format, ...] = ("xlsx", "xlsm", "xlsb", "ods", "docx")
PATIENT = "patient"
_MET = 5
_POLL = 0.02

Value = str | int | float | bool | date | datetime | clock | timedelta | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet. `rows[0]` is row 1 with column A first; trailing empties are trimmed.

    `merges` are (first row, first column, last row, last column), from 0. `fonts` are the names used in each column,
    where known. `lost_cells` counts cells that hold something which could not be read.
    """

    name: str
    hidden: bool
    rows: tuple[tuple[Value, ...], ...]
    merges: tuple[tuple[int, int, int, int], ...] = ()
    fonts: tuple[tuple[str, ...], ...] = ()
    lost_cells: int = 0


@dataclass(frozen=True, slots=True)
class Workbook:
    """A file that was read."""

    path: Path
    sha256: str
    size: int
    format: Format
    sheets: tuple[Sheet, ...]

    @property
    def lost_cells(self) -> int:
        """How many cells hold something which could not be read (formulas never calculated, broken references)."""
        return sum(sheet.lost_cells for sheet in self.sheets)


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
    kind = sniff(path, content)
    seen = look(path, progress) if kind in ZIPPED else None
    sheets = _read(path, kind, seen, len(content), progress)
    if not any(sheet.rows for sheet in sheets):
        raise SourceNoTable(path) if kind in {"docx", "html"} else SourceEmpty(path)
    for sheet in sheets:
        width = max(map(len, sheet.rows), default=0)
        if width > COLUMNS:
            raise SourceTooLarge(path, "columns", COLUMNS, width)
        if len(sheet.rows) > ROWS:
            raise SourceTooLarge(path, "rows", ROWS, len(sheet.rows))
    return Workbook(path, hashlib.sha256(content).hexdigest(), len(content), kind, sheets)


def _read(path: Path, kind: Format, seen: Look | None, size: int, progress: Progress) -> tuple[Sheet, ...]:
    """Read a file, cell by cell where calamine fails or finds fewer cells than the preflight saw."""
    patient = seen is not None and kind in {"xlsx", "xlsm"}
    seconds = min(SECONDS, _SECONDS_FOR_ANY + (seen.unpacked if seen else size) // _BYTES_A_SECOND)
    try:
        if not (patient and seen is not None and seen.needs_patience):
            sheets = _read_in_child(path, kind, seconds, progress)
            if not (patient and seen is not None and sum(sheet[_MET] for sheet in sheets) < seen.cells):
                return tuple(map(_sheet, sheets))
    except SourceDamaged:
        if not patient:
            raise
    return tuple(map(_sheet, _read_in_child(path, PATIENT, seconds, progress)))


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


def _read_in_child(path: Path, kind: str, seconds: int, progress: Progress) -> list[Any]:
    with tempfile.TemporaryDirectory() as folder:
        answer = Path(folder) / "rows"
        child = subprocess.Popen(
            [*_python(), kind, str(path.resolve()), str(answer)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            cwd=Path(__file__).parents[2],
            start_new_session=True,
        )
        try:
            _wait(child, path, seconds, progress)
        finally:
            _end(child)
        if child.returncode != 0 or not answer.exists():
            raise SourceDamaged(path, f"reader ended with {child.returncode}")
        ok, result = json.loads(answer.read_bytes())
    if ok:
        return list(result)
    if isinstance(result, list):
        raise SourceTooLarge(path, *result)
    raise SourceDamaged(path, str(result))


def _wait(child: "subprocess.Popen[bytes]", path: Path, seconds: int, progress: Progress) -> None:
    begun = time.monotonic()
    while True:
        try:
            child.wait(_POLL)
        except subprocess.TimeoutExpired:
            progress(0, 0)
        else:
            return
        if time.monotonic() - begun > seconds:
            raise SourceTooSlow(path, seconds)


def _end(child: "subprocess.Popen[bytes]") -> None:
    """End the child and, elsewhere than on Windows, whatever it started; there its Job Object lets it start nothing."""
    if sys.platform != "win32":
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(child.pid, signal.SIGKILL)
    if child.poll() is None:
        child.kill()
    child.wait()


def _python() -> Sequence[str]:
    if getattr(sys, "frozen", False):
        return [sys.executable, "--read-child"]
    return [sys.executable, "-X", "utf8", "-m", "desktop_app.exchange.reader_child"]


def _sheet(packed: Sequence[Any]) -> Sheet:
    name, hidden, rows, merges, fonts, _, lost = packed
    spans = tuple((top, left, bottom, right) for top, left, bottom, right in merges)
    return Sheet(name, hidden, tuple(map(_row, rows)), spans, tuple(map(tuple, fonts)), lost)


def _row(packed: Sequence[Any]) -> tuple[Value, ...]:
    if any(type(value) is list for value in packed):
        return tuple(_unpacked(value) if type(value) is list else value for value in packed)
    return tuple(packed)


def _unpacked(value: Sequence[Any]) -> Value:
    kind, text = value
    if kind == "d":
        return date.fromisoformat(text)
    if kind == "m":
        return datetime.fromisoformat(text)
    if kind == "t":
        return clock.fromisoformat(text)
    return timedelta(seconds=text)
