"""A look into a zipped workbook before anything parses it.

Sizes, entities, rows, and how many cells hold something. Parts are streamed, never held whole; the dimension
a sheet claims is not trusted.
"""

import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from desktop_app.domain.errors import SourceTooLarge, SourceUnsafe
from desktop_app.domain.work import Progress
from desktop_app.exchange.reading.archive import ALL_BYTES, PART_BYTES, opened_archive
from desktop_app.exchange.reading.limits import CELLS, COLUMNS, MERGES, ROWS

_CHUNK = 2**20
_KEEP = 512
_CELL_ENDS = (b"</c>", b"</x:c>")
_VALUE = re.compile(rb"<(?:\w+:)?(?:v(?: [^<>]*)?>[^<]|is[ >])")
_ERROR_CELL = re.compile(rb"<(?:\w+:)?c [^<>]*\bt=\"e\"")
_NO_CACHE = re.compile(
    rb"(?:</(?:\w+:)?f>|<(?:\w+:)?f(?: [^>]*)?/>)\s*(?:<(?:\w+:)?v\s*/>|<v></v>)?\s*</(?:\w+:)?c>"
)
_ROW = re.compile(rb"<(?:\w+:)?row [^>]*?\br=\"(\d+)\"")
_FAR = re.compile(rb"\br=\"([A-Z]{3,})\d+\"[^<>]*>\s*<(?:\w+:)?(?:v|is|f)[ >]")
_MERGE = re.compile(rb"<(?:\w+:)?mergeCell [^>]*?ref=\"([A-Z]+)(\d+):([A-Z]+)(\d+)\"")
_FREE = ("/media/", "/embeddings/", "pictures/", ".htm", ".svg")
"""Parts that no reader parses."""
_ENTITY = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<")
_WIDE = re.compile(b"<\x00!\x00(?:D\x00O\x00C\x00T\x00Y\x00P\x00E|E\x00N\x00T\x00I\x00T\x00Y)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PreflightCounts:
    """What the preflight counted: cells with a value, and bytes when unpacked.

    `needs_patience`: something is there that calamine passes over (a formula whose value was never stored, an
    error value, a sheet in UTF-16).
    """

    cells: int
    unpacked: int
    needs_patience: bool


def look(path: Path, progress: Progress) -> PreflightCounts:
    """Check a zipped workbook. Raises SourceTooLarge, SourceUnsafe, SourceDamaged, SourceEncrypted."""
    with opened_archive(path) as archive:
        return _look(path, archive, progress)


@dataclass
class _Counter:
    """Adds up what the parts hold, and refuses the moment a limit is passed."""

    path: Path
    unpacked: int = 0
    cells: int = 0
    merged: int = 0
    odd: bool = False

    def add(self, fresh: int, size: int) -> None:
        """Count `fresh` bytes of a part that has `size` so far."""
        self.unpacked += fresh
        self._hold("part", PART_BYTES, size)
        self._hold("unpacked", ALL_BYTES, self.unpacked)

    def look(self, chunk: bytes) -> None:
        """Count what a piece of a sheet holds."""
        self.cells += len(_VALUE.findall(chunk))
        self.odd = self.odd or _is_odd(chunk)
        if b"mergeCell " in chunk:
            self.merged += sum(map(_merge_size, _MERGE.finditer(chunk)))
        self._hold("rows", ROWS, _last_row(chunk))
        self._hold("cells", CELLS, self.cells)
        self._hold("merges", MERGES, self.merged)
        if far := _FAR.search(chunk):
            self._hold("columns", COLUMNS, column_number(far[1].decode()))

    def _hold(self, what: str, limit: int, found: int) -> None:
        if found > limit:
            raise SourceTooLarge(self.path, what, limit, found)


def _look(path: Path, archive: zipfile.ZipFile, progress: Progress) -> PreflightCounts:
    parts = archive.infolist()
    total = sum(part.file_size for part in parts)
    counter = _Counter(path)
    for part in parts:
        name = part.filename.lower()
        is_markup = not any(inside in name for inside in _FREE)
        is_sheet = "/worksheets/" in name and name.endswith(".xml")
        size = 0
        for chunk, fresh in _chunks(archive, part, ends=_CELL_ENDS if is_sheet else ()):
            size += fresh
            counter.add(fresh, size)
            if is_markup and (_ENTITY.search(chunk) or _WIDE.search(chunk)):
                raise SourceUnsafe(path, "DTD")
            if is_sheet:
                counter.look(chunk)
            progress(min(counter.unpacked, total), total)
    return PreflightCounts(counter.cells, counter.unpacked, needs_patience=counter.odd)


def _is_odd(chunk: bytes) -> bool:
    """Return whether a piece of a sheet holds what calamine passes over."""
    if chunk[:2] in _WIDE_MARKS:
        return True
    if (b"<f" in chunk or b":f" in chunk) and _NO_CACHE.search(chunk):
        return True
    return b'"e"' in chunk and _ERROR_CELL.search(chunk) is not None


def _chunks(
    archive: zipfile.ZipFile, part: zipfile.ZipInfo, ends: Sequence[bytes]
) -> Iterator[tuple[bytes, int]]:
    """Yield the part in pieces that end with one of the tags `ends`, else with any, so that no match is cut.

    Each comes with how many bytes of it are fresh.
    """
    rest = b""
    with archive.open(part) as stream:
        while fresh := stream.read(_CHUNK):
            whole = rest + fresh
            end = max(map(whole.rfind, ends), default=-1)
            cut = end + 4 if end > len(rest) else max(whole.rfind(b">") + 1, len(whole) - _KEEP)
            rest = whole[cut:]
            yield whole[:cut], len(fresh)
    if rest:
        yield rest, 0


def _last_row(chunk: bytes) -> int:
    """Return the number of the last row in the chunk that holds a value, or 0."""
    last = max(chunk.rfind(b"<v>"), chunk.rfind(b"<is>"), chunk.rfind(b"<v "))
    begin = chunk.rfind(b"<row ", 0, last) if last >= 0 else -1
    found = _ROW.match(chunk, begin) if begin >= 0 else None
    return int(found[1][:9]) if found else 0


def _merge_size(found: re.Match[bytes]) -> int:
    first, top, last, bottom = (one.decode() for one in found.groups())
    rows = abs(int(bottom[:9]) - int(top[:9])) + 1
    return rows * (abs(column_number(last) - column_number(first)) + 1)


def column_number(letters: str) -> int:
    """Return the number of a column, from 1: "A" is 1, "AA" is 27."""
    number = 0
    for letter in letters[:7]:
        number = number * 26 + ord(letter) - 64
    return number
