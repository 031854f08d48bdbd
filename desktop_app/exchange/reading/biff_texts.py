"""The shared texts of an old workbook (.xls) whose parts have fonts of their own. After [MS-XLS] 2.5.293."""

import struct
from collections.abc import Mapping, Sequence
from itertools import pairwise

from desktop_app.exchange.reading.biff import records

_SST, _CONTINUE = 0xFC, 0x3C
_WIDE, _EXTENDED, _RICH = 0x01, 0x04, 0x08

Run = tuple[int, int]
"""From which letter on which font holds."""


class RichText:
    """A text with the fonts of its parts; before the first of them the font of the cell holds."""

    def __init__(self, text: str, runs: Sequence[Run]) -> None:
        """Read from `text`; `runs` are the places where its parts begin."""
        self.text, self._runs = text, runs

    def in_force(self, struck: Mapping[int, bool], *, cell_struck: bool) -> str:
        """Return the text without what is struck out, by the `struck` fonts and by the cell's own."""
        starts = [(0, cell_struck), *((at, struck.get(font, False)) for at, font in self._runs)]
        parts = pairwise([*starts, (len(self.text), False)])
        kept = "".join(self.text[at:end] for (at, gone), (end, _) in parts if not gone)
        return kept.strip()


def rich_texts(stream: bytes) -> dict[int, RichText]:
    """Return the shared texts with fonts of their own, by number; none if the table is cut off."""
    table: list[bytes] = []
    for kind, at, length in records(stream):
        if kind == _SST or (kind == _CONTINUE and table):
            table.append(stream[at : at + length])
        elif table:
            break
    if not table or not any(map(len, table)):
        return {}
    try:
        return _Table(table).rich()
    except (IndexError, struct.error):
        return {}


class _Table:
    """Reads the texts of a table that goes on from one record to the next."""

    def __init__(self, pieces: Sequence[bytes]) -> None:
        self._pieces = pieces
        self._piece, self._at = 0, 8
        self._count = struct.unpack_from("<I", pieces[0], 4)[0]

    def rich(self) -> dict[int, RichText]:
        found = {}
        for number in range(self._count):
            letters, flags = struct.unpack("<HB", self._bytes(3))
            runs = struct.unpack("<H", self._bytes(2))[0] if flags & _RICH else 0
            more = struct.unpack("<I", self._bytes(4))[0] if flags & _EXTENDED else 0
            text = self._letters(letters, flags & _WIDE)
            said = struct.unpack(f"<{2 * runs}H", self._bytes(4 * runs))
            self._bytes(more)
            if runs:
                found[number] = RichText(text, list(zip(said[::2], said[1::2], strict=True)))
        return found

    def _letters(self, count: int, wide: int) -> str:
        """Read letters; a record that goes on with them says anew how many bytes each takes."""
        text = ""
        while count:
            if self._at == len(self._pieces[self._piece]):
                self._next()
                wide = self._bytes(1)[0] & _WIDE
            width = 2 if wide else 1
            here = min(count, (len(self._pieces[self._piece]) - self._at) // width)
            text += self._bytes(here * width).decode("utf-16-le" if wide else "latin-1", "replace")
            count -= here
        return text

    def _bytes(self, count: int) -> bytes:
        found = b""
        while len(found) < count:
            if self._at == len(self._pieces[self._piece]):
                self._next()
            piece = self._pieces[self._piece][self._at : self._at + count - len(found)]
            found += piece
            self._at += len(piece)
        return found

    def _next(self) -> None:
        self._piece, self._at = self._piece + 1, 0
        if not self._pieces[self._piece]:
            raise IndexError(self._piece)
