"""A look into a zipped workbook before anything parses it: sizes, entities, rows, and how many cells hold something.

Parts are streamed, never held whole; the dimension that a sheet claims is not trusted. Counting is by plain search for
tags, which costs a tenth of what parsing does; where its count and the reader's disagree, the patient reader decides.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from desktop_app.domain.errors import SourceDamaged, SourceTooLarge, SourceUnsafe
from desktop_app.exchange.limits import ALL_BYTES, CELLS, PART_BYTES, ROWS, Budget
from desktop_app.exchange.zip_parts import ZipParts

Report = Callable[[int], None]
"""Told how many bytes more were looked at."""

_READ = (".xml", ".rels", ".vml", ".bin")
_TEXTS = (".xml", ".rels", ".vml")
_FONTED = ("styles.xml", "sharedstrings.xml")
_HEAD = 4096
_KEEP = 512
_WIDE_BOMS = (b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<")
_DECLARED = re.compile(rb"<\?xml[^>]*encoding\s*=\s*[\"'](?!utf-8[\"']|us-ascii[\"'])", re.IGNORECASE)
_DTD = tuple("<!DOCTYPE".encode(encoding) for encoding in ("ascii", "utf-16-le", "utf-16-be"))
_SHEET = re.compile(rb"<(\w+:)?worksheet[\s>]")
_OLD_FONT = re.compile(rb"<(?:\w+:)?(?:name|rFont) [^>]*val=[\"'](?:\.Vn|VNI)", re.IGNORECASE)
_NO_VALUE = re.compile(
    rb"<(?:\w+:)?c\s(?![^<>]*\bt=\"str\")[^<>]*>\s*<(?:\w+:)?f(?:\s[^<>]*)?(?:/>|>[^<]*</(?:\w+:)?f>)"
    rb"\s*(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
_ROW = re.compile(rb"<(?:\w+:)?row\s[^>]*?\br=\"(\d{1,9})")
_MERGE = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?ref=\"([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})\"")


@dataclass(slots=True)
class Look:
    """What the preflight saw: `cells` with a value, and formulas whose value was never stored.

    `patient` says why only the patient reader will do: "encoding" that calamine does not read, "font" from before Unicode.
    """

    cells: int = 0
    not_calculated: int = 0
    patient: set[str] = field(default_factory=set)


def look(path: Path, parts: ZipParts, report: Report) -> Look:
    """Check the parts of a zipped workbook. Raises SourceTooLarge, SourceUnsafe, SourceDamaged."""
    seen = Look()
    unpacked = 0
    budget = Budget(path)
    for name, chunks in parts.streams():
        lower = name.lower()
        if not lower.endswith(_READ):
            continue
        counter: _Counter | None = None
        size = 0
        for whole, fresh in _whole_tags(chunks):
            size += fresh
            unpacked += fresh
            _check_size(path, size, unpacked)
            if lower.endswith(_TEXTS):
                if size == fresh:
                    counter = _look_at_head(path, budget, whole, seen)
                if lower.endswith(_FONTED) and (b"Font" in whole or b"font" in whole) and _OLD_FONT.search(whole):
                    seen.patient.add("font")
            if counter is not None:
                counter.count(whole, seen)
            report(fresh)
    return seen


def _check_size(path: Path, size: int, unpacked: int) -> None:
    if size > PART_BYTES:
        raise SourceTooLarge(path, "part", PART_BYTES, size)
    if unpacked > ALL_BYTES:
        raise SourceTooLarge(path, "unpacked", ALL_BYTES, unpacked)


def _look_at_head(path: Path, budget: Budget, whole: bytes, seen: Look) -> "_Counter | None":
    """Look at the first piece of a part, where a DTD has to stand; count on where it is a sheet."""
    if any(dtd in whole for dtd in _DTD):
        raise SourceUnsafe(path, "DTD")
    head = whole[:_HEAD]
    if head.startswith(_WIDE_BOMS) or _DECLARED.search(head):
        seen.patient.add("encoding")
        return None
    found = _SHEET.search(head)
    return _Counter(path, budget, found[1] or b"") if found else None


class _Counter:
    """Counts in one sheet, whose elements have the prefix `prefix`."""

    def __init__(self, path: Path, budget: Budget, prefix: bytes) -> None:
        self._path = path
        self._budget = budget
        self._value, self._inline = b"<" + prefix + b"v", b"<" + prefix + b"is"
        self._row, self._formula, self._merge = (b"<" + prefix + name for name in (b"row ", b"f", b"mergeCell "))
        self._no_values = tuple(self._value + end for end in (b"></", b"/", b" /"))
        self._no_texts = tuple(self._inline + end for end in (b"/", b"></", b"><" + prefix + b"t/", b"><" + prefix + b"t></"))

    def count(self, whole: bytes, seen: Look) -> None:
        """Count in a piece of the sheet. Raises SourceTooLarge."""
        values, texts = whole.count(self._value), whole.count(self._inline)
        if values:
            values -= sum(map(whole.count, self._no_values))
        if texts:
            texts -= sum(map(whole.count, self._no_texts))
        seen.cells += values + texts
        if seen.cells > CELLS:
            raise SourceTooLarge(self._path, "cells", CELLS, seen.cells)
        if values or texts:
            self._budget.size(self._last_row(whole), 0)
        if self._formula in whole:
            seen.not_calculated += sum(1 for _ in _NO_VALUE.finditer(whole))
        if self._merge in whole:
            self._add_merges(whole)

    def _last_row(self, whole: bytes) -> int:
        last = max(whole.rfind(self._value), whole.rfind(self._inline))
        begin = whole.rfind(self._row, 0, last)
        found = _ROW.match(whole, begin) if begin >= 0 else None
        return int(found[1]) if found else 0

    def _add_merges(self, whole: bytes) -> None:
        for first, top, last, bottom in map(re.Match.groups, _MERGE.finditer(whole)):
            if int(top) <= ROWS:
                self._budget.merge(int(top), column_index(first.decode()), int(bottom), column_index(last.decode()))


def _whole_tags(chunks: Iterator[bytes]) -> Iterator[tuple[bytes, int]]:
    """Give the chunks anew, ending with a cell or at least a tag, each with how many bytes of it are fresh."""
    rest = b""
    for fresh in chunks:
        whole = rest + fresh
        end = whole.rfind(b"c>", len(rest)) + 2
        cut = end if end > 1 else max(whole.rfind(b">") + 1, len(whole) - _KEEP)
        rest = whole[cut:]
        yield whole[:cut], len(fresh)
    if rest:
        yield rest, 0


def column_index(letters: str) -> int:
    """Give the index of a column, from 0: "A" is 0, "AA" is 26."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1
