"""Any workbook as rows of cells.

The file is read in a child process, which a hostile file may take down alone.
"""

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from desktop_app.domain.errors import (
    SourceChanged,
    SourceDamaged,
    SourceEmpty,
    SourceError,
    SourceMissing,
    SourceNoMemory,
    SourceNoTable,
    SourceNotReadable,
    SourceReaderBroken,
    SourceReaderStopped,
    SourceTooLarge,
    SourceTooSlow,
)
from desktop_app.domain.work import Progress, no_progress
from desktop_app.exchange.children import READING, Child, ChildEnd, ChildEndKind, NotStarted, command
from desktop_app.exchange.reading import transport
from desktop_app.exchange.reading._sniff import Format, sniff
from desktop_app.exchange.reading.child import PATIENT
from desktop_app.exchange.reading.limits import COLUMNS, FILE_BYTES, ROWS
from desktop_app.exchange.reading.preflight import PreflightCounts, look
from desktop_app.files.scratch import temporary_folder
from desktop_app.lists.sheet import Sheet

SECONDS = 60
"""The longest time for a file; smaller ones have less: a small file that takes long means no good."""
_SECONDS_FOR_ANY, _BYTES_A_SECOND = 20, 2_500_000
"""The start of the child counts.

It takes seconds on an old PC whose scanner looks at each file of the program.
"""
_ZIPPED: tuple[Format, ...] = ("xlsx", "xlsm", "xlsb", "ods", "docx")
_MET = 5
"""Where a sheet from the child says how many cells it met."""


@dataclass(frozen=True, slots=True)
class Workbook:
    """A file that was read.

    `content` is the file itself, which may be written over or gone before it is kept.
    """

    path: Path
    sha256: str
    content: bytes = field(repr=False)
    format: Format
    sheets: tuple[Sheet, ...]


def read_workbook(path: Path, progress: Progress = no_progress) -> Workbook:
    """Read a file that holds tables. Raises as `read_document`, SourceNoTable for a text without any."""
    found = read_document(path, progress)
    if all(len(sheet.asides) == len(sheet.rows) for sheet in found.sheets):
        raise SourceNoTable(path)
    return found


def read_document(path: Path, progress: Progress = no_progress) -> Workbook:
    """Read a file, a text without tables too.

    Raises the SourceError family; Cancelled from `progress` stops the child. The child
    reads while the preflight looks; what the preflight refuses ends the child, which is under limits itself.
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
    """Read a file, if need be twice.

    An .xlsx is read cell by cell if calamine fails or meets fewer cells than the preflight saw.
    """
    patient = kind in {"xlsx", "xlsm"}
    with _reading(path, kind) as child:
        seen = look(path, progress) if kind in _ZIPPED else PreflightCounts(0, size, needs_patience=False)
        seconds = _seconds(seen.unpacked)
        if not (patient and seen.needs_patience):
            try:
                sheets = child.result(seconds, progress)
            except (SourceDamaged, SourceNoMemory):
                if not patient:
                    raise
            else:
                if not patient or sum(sheet[_MET] for sheet in sheets) >= seen.cells:
                    return tuple(map(_sheet, sheets))
    with _reading(path, PATIENT) as child:
        return tuple(map(_sheet, child.result(seconds, progress)))


def _seconds(size: int) -> int:
    return min(SECONDS, _SECONDS_FOR_ANY + size // _BYTES_A_SECOND)


def _written(path: Path) -> tuple[int, int] | None:
    """Return when a file was written last and how long it is.

    Return None if it is out of reach (a stick pulled out).
    """
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


@dataclass(frozen=True, slots=True)
class _Reading:
    """A child that reads `path`; what it finds goes to the file `answer`."""

    path: Path
    child: Child
    answer: Path

    def result(self, seconds: int, progress: Progress) -> list[Any]:
        """Wait for the sheets, so long in all.

        Raises SourceTooLarge, SourceDamaged, and what `_refusal` names.
        """
        found = self.child.wait(seconds, progress)
        if found.how is not ChildEndKind.DONE:
            raise _refusal(self.path, found, seconds)
        try:
            ok, result = transport.read(self.answer)
        except (transport.GarbledTransport, OSError) as error:
            raise SourceDamaged(self.path, str(error)) from error
        if not ok and isinstance(result, list):
            raise SourceTooLarge(self.path, *result)
        if not ok:
            raise SourceDamaged(self.path, str(result))
        return list(result)


@contextmanager
def _reading(path: Path, kind: str) -> Iterator[_Reading]:
    """Start to read `path`; the child does not outlive the block."""
    with temporary_folder() as folder:
        answer = folder / "rows"
        try:
            child = Child("reading", [*_reader_command(), kind, str(path.resolve()), str(answer)], READING)
        except NotStarted as error:
            raise _refusal(path, error.ending) from error
        with child:
            yield _Reading(path, child, answer)


def _refusal(path: Path, found: ChildEnd, seconds: int = SECONDS) -> SourceError:
    """Say in an error what ended a reader; one that crashed did so over the file."""
    match found.how:
        case ChildEndKind.TOO_SLOW:
            return SourceTooSlow(path, seconds)
        case ChildEndKind.NO_MEMORY:
            return SourceNoMemory(path, READING.memory // 2**20)
        case ChildEndKind.NOT_LOADED:
            return SourceReaderBroken(path, found.detail)
        case ChildEndKind.KILLED:
            return SourceReaderStopped(path)
    return SourceDamaged(path, found.detail)


def _reader_command() -> Sequence[str]:
    return command("--read-child")


def _sheet(packed: Sequence[Any]) -> Sheet:
    name, hidden, rows, merges, fonts, _, lost, places, asides, struck, *unseen = packed
    spans = tuple((top, left, bottom, right) for top, left, bottom, right in merges)
    lost_places = tuple((row, column) for row, column in places)
    return Sheet(
        name=name,
        hidden=hidden,
        rows=rows,
        merges=spans,
        fonts=tuple(map(tuple, fonts)),
        lost_cells=lost,
        lost=lost_places,
        asides=tuple(asides),
        struck=tuple((row, column) for row, column in struck),
        hidden_columns=tuple(unseen[0]),
        hidden_rows=tuple(unseen[1]),
    )
