"""The streams of a compound file (OLE2), the box that .xls, .doc and encrypted .xlsx come in ([MS-CFB]).

Only what is needed to tell what is inside, and to walk the records of a workbook ([MS-XLS]).
"""

import struct
from collections.abc import Iterator
from pathlib import Path

from desktop_app.domain.errors import SourceDamaged

_HEADER = 512
_ENTRY = 128
_LAST = 0xFFFFFFFA
_FILEPASS = 0x2F
_BOF = (0x809, 0x409, 0x209, 0x09)
_EOF = 0x0A


class Compound:
    """A compound file held in memory."""

    def __init__(self, path: Path, content: bytes) -> None:
        """Read the table of sectors and the names. Raises SourceDamaged."""
        self._path = path
        self._content = content
        if len(content) < _HEADER:
            raise SourceDamaged(path, "header cut short")
        self._sector = 1 << min(struct.unpack_from("<H", content, 30)[0], 16)
        self._mini_sector = 1 << min(struct.unpack_from("<H", content, 32)[0], 12)
        directory, self._cutoff, mini_table = (struct.unpack_from("<I", content, at)[0] for at in (48, 56, 60))
        if self._sector < _ENTRY:
            raise SourceDamaged(path, f"sectors of {self._sector} bytes")
        self._next = self._table()
        self._entries = list(self._directory(b"".join(self._chain(directory))))
        self._mini_next = _numbers(b"".join(self._chain(mini_table)))
        self.names = {name for name, _, _, _ in self._entries}

    def workbook(self) -> bytes:
        """Give the stream of the workbook; nothing where there is none."""
        for wanted in ("Workbook", "Book"):
            for name, kind, begin, size in self._entries:
                if name == wanted and kind == 2:
                    return self._stream(begin, size)
        return b""

    def is_encrypted(self) -> bool:
        """Tell whether the workbook needs a password: a FILEPASS record stands among its first ones."""
        for number, (kind, _) in enumerate(records(self.workbook())):
            if kind == _FILEPASS:
                return True
            if kind == _EOF or number > 50:
                return False
        return False

    def _table(self) -> list[int]:
        """Put the table of sectors together: what sector comes after each."""
        sectors = list(struct.unpack_from("<109I", self._content, 76))
        begin, seen = struct.unpack_from("<I", self._content, 68)[0], set[int]()
        while begin < _LAST and begin not in seen:
            seen.add(begin)
            *more, begin = _numbers(self._at(begin)) or [_LAST]
            sectors += more
        limit = len(self._content) // self._sector + 1
        held = [sector for sector in dict.fromkeys(sectors) if sector < limit]
        return _numbers(b"".join(map(self._at, held)))

    def _at(self, sector: int) -> bytes:
        begin = (sector + 1) * self._sector
        return self._content[begin : begin + self._sector]

    def _chain(self, begin: int) -> Iterator[bytes]:
        """Give the sectors of a chain, each once: a chain may be made to bite its tail."""
        seen: set[int] = set()
        while begin < len(self._next) and begin not in seen:
            seen.add(begin)
            yield self._at(begin)
            begin = self._next[begin]

    def _directory(self, packed: bytes) -> Iterator[tuple[str, int, int, int]]:
        for at in range(0, len(packed) - _ENTRY + 1, _ENTRY):
            length, kind = struct.unpack_from("<HB", packed, at + 64)
            if kind in (1, 2, 5):
                name = packed[at : at + max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
                yield name, kind, *struct.unpack_from("<II", packed, at + 116)

    def _stream(self, begin: int, size: int) -> bytes:
        if size >= self._cutoff:
            return b"".join(self._chain(begin))[:size]
        root = next((b"".join(self._chain(first)) for _, kind, first, _ in self._entries if kind == 5), b"")
        found: list[bytes] = []
        seen: set[int] = set()
        while begin < len(self._mini_next) and begin not in seen:
            seen.add(begin)
            found.append(root[begin * self._mini_sector : (begin + 1) * self._mini_sector])
            begin = self._mini_next[begin]
        return b"".join(found)[:size]


def records(stream: bytes) -> Iterator[tuple[int, bytes]]:
    """Give the records of a workbook's stream: number and data. Nothing where it does not begin like one."""
    at = 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        if at == 0 and kind not in _BOF:
            return
        yield kind, stream[at + 4 : at + 4 + length]
        at += 4 + length


def _numbers(packed: bytes) -> list[int]:
    return list(struct.unpack(f"<{len(packed) // 4}I", packed[: len(packed) // 4 * 4]))
