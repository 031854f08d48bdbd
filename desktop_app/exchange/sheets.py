"""Any workbook as rows of cells. The file is read in a child process, which a hostile file may take down alone."""

import hashlib
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
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
    SourceNotReadable,
    SourceTooLarge,
    SourceTooSlow,
    SourceUnknown,
)
from desktop_app.exchange.preflight import COLUMNS, FILE_BYTES, ROWS, Look, look
from desktop_app.exchange.sniff import Format, sniff

SECONDS = 60
READ: tuple[Format, ...] = ("xlsx", "xlsm", "xlsb", "xls", "ods")
_POLL = 0.02

Value = str | int | float | bool | date | datetime | clock | timedelta | None


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
    """Read a file. Raises the SourceError family; Cancelled from `progress` stops the child."""
    content = _content(path)
    kind = sniff(path, content)
    if kind not in READ:
        raise SourceUnknown(path)
    seen = look(path, progress) if kind in ("xlsx", "xlsm", "xlsb", "ods", "docx") else Look(0, 0)
    sheets = tuple(map(_sheet, _read_in_child(path, kind, progress)))
    if not any(sheet.rows for sheet in sheets):
        raise SourceEmpty(path)
    for sheet in sheets:
        width = max(map(len, sheet.rows), default=0)
        if width > COLUMNS:
            raise SourceTooLarge(path, "columns", COLUMNS, width)
        if len(sheet.rows) > ROWS:
            raise SourceTooLarge(path, "rows", ROWS, len(sheet.rows))
    return Workbook(path, hashlib.sha256(content).hexdigest(), len(content), kind, sheets, seen.not_calculated)


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


def _read_in_child(path: Path, kind: Format, progress: Progress) -> list[Any]:
    with tempfile.TemporaryDirectory() as folder:
        answer = Path(folder) / "rows"
        child = subprocess.Popen(
            [*_python(), kind, str(path.resolve()), str(answer)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            cwd=Path(__file__).parents[2],
        )
        try:
            _wait(child, path, progress)
        finally:
            if child.poll() is None:
                child.kill()
                child.wait()
        if child.returncode != 0 or not answer.exists():
            raise SourceDamaged(path, f"reader ended with {child.returncode}")
        ok, result = json.loads(answer.read_bytes())
    if not ok:
        raise SourceDamaged(path, str(result))
    return list(result)


def _wait(child: "subprocess.Popen[bytes]", path: Path, progress: Progress) -> None:
    begun = time.monotonic()
    while True:
        try:
            child.wait(_POLL)
        except subprocess.TimeoutExpired:
            progress(0, 0)
        else:
            return
        if time.monotonic() - begun > SECONDS:
            raise SourceTooSlow(path, SECONDS)


def _python() -> Sequence[str]:
    if getattr(sys, "frozen", False):
        return [sys.executable, "--read-child"]
    return [sys.executable, "-X", "utf8", "-m", "desktop_app.exchange.reader_child"]


def _sheet(packed: Sequence[Any]) -> Sheet:
    name, hidden, rows, merges = packed
    spans = tuple((top, left, bottom, right) for top, left, bottom, right in merges)
    return Sheet(name, hidden, tuple(map(_row, rows)), spans)


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
