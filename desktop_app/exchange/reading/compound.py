"""Compound files (OLE2), the envelope of .xls, .doc and encrypted workbooks: their streams, by name.

After [MS-CFB]. Chains of sectors are followed once and never in circles, whatever a file says.
"""

import struct
from collections.abc import Iterator

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

BOOKS = ("workbook", "book")
"""The streams that hold a workbook: of Excel 97 and later, of Excel 5."""

_LARGEST_SECTOR = 0xFFFFFFFA
_ENTRY = 128
_STREAM, _ROOT = 2, 5
_IN_HEADER = 109


class NotCompound(ValueError):
    """The envelope itself is broken."""


class Compound:
    """The streams of `content`. Raises NotCompound."""

    def __init__(self, content: bytes) -> None:
        """Read the tables of sectors and the directory."""
        if len(content) < 512 or not content.startswith(SIGNATURE):
            raise NotCompound("signature")
        shift, mini_shift = struct.unpack_from("<HH", content, 30)
        if shift not in {9, 12} or mini_shift != 6:
            raise NotCompound("sector size")
        self._content = content
        self._size = 1 << shift
        self._fat = self._table(self._fat_sectors())
        directory, self._cutoff, mini_fat = struct.unpack_from("<I4xII", content, 48)
        entries = list(self._entries(self._chain(directory)))
        self._mini_fat = self._table(self._sectors(mini_fat))
        root = next(((start, size) for kind, _, start, size in entries if kind == _ROOT), None)
        if root is None:
            raise NotCompound("directory")
        self._mini = self._chain(root[0])[: root[1]]
        self._streams = {name.lower(): (start, size) for kind, name, start, size in entries if kind == _STREAM}

    @property
    def names(self) -> frozenset[str]:
        """Return the names of all streams, of whatever folder, in lower case."""
        return frozenset(self._streams)

    def stream(self, name: str) -> bytes:
        """Return a stream; b"" for none of this name. Raises NotCompound if a part of it is missing."""
        start, size = self._streams.get(name.lower(), (_LARGEST_SECTOR, 0))
        found = self._chain(start)[:size] if size >= self._cutoff else self._small(start, size)
        if len(found) < size:
            raise NotCompound(name)
        return found

    def _small(self, start: int, size: int) -> bytes:
        parts, seen = [], set[int]()
        while start < len(self._mini_fat) and start not in seen:
            seen.add(start)
            parts.append(self._mini[start * 64 : start * 64 + 64])
            start = self._mini_fat[start]
        return b"".join(parts)[:size]

    def _fat_sectors(self) -> Iterator[int]:
        yield from struct.unpack_from(f"<{_IN_HEADER}I", self._content, 76)
        sector = struct.unpack_from("<I", self._content, 68)[0]
        seen = set[int]()
        while sector < _LARGEST_SECTOR and sector not in seen:
            seen.add(sector)
            words = self._words(sector)
            if not words:
                return
            yield from words[:-1]
            sector = words[-1]

    def _table(self, sectors: Iterator[int]) -> list[int]:
        table: list[int] = []
        for sector in sectors:
            if sector < _LARGEST_SECTOR and len(table) * 4 <= len(self._content) + self._size:
                table.extend(self._words(sector))
        return table

    def _words(self, sector: int) -> tuple[int, ...]:
        block = self._sector(sector)
        return struct.unpack(f"<{self._size // 4}I", block) if len(block) == self._size else ()

    def _sector(self, sector: int) -> bytes:
        begin = (sector + 1) * self._size
        return self._content[begin : begin + self._size]

    def _sectors(self, start: int) -> Iterator[int]:
        seen = set[int]()
        while start < len(self._fat) and start not in seen:
            seen.add(start)
            yield start
            start = self._fat[start]

    def _chain(self, start: int) -> bytes:
        return b"".join(map(self._sector, self._sectors(start)))

    def _entries(self, directory: bytes) -> Iterator[tuple[int, str, int, int]]:
        for place in range(0, len(directory) - _ENTRY + 1, _ENTRY):
            length, kind = struct.unpack_from("<HB", directory, place + 64)
            start, size = struct.unpack_from("<II", directory, place + 116)
            name = directory[place : place + max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
            yield kind, name, start, size
