"""Where readers put what they read: messages to the program, each with its length before it, packed by `marshal`."""

import marshal
import time
from collections.abc import Iterable
from typing import Any, BinaryIO

from desktop_app.exchange.cell_values import Merge, Packed

_BLOCK = 2048
_PAUSE = 0.05


class Sink:
    """What goes back to the program: rows in blocks, so that it unpacks some while others are read."""

    def __init__(self, pipe: BinaryIO) -> None:
        """Write to `pipe`."""
        self._pipe = pipe
        self._told = 0.0
        self._rows: list[tuple[Packed, ...]] = []

    def send(self, kind: str, *parts: Any) -> None:
        """Send one message of plain values."""
        packed = marshal.dumps((kind, *parts))
        self._pipe.write(len(packed).to_bytes(8, "little"))
        self._pipe.write(packed)
        self._pipe.flush()

    def progress(self, done: int, total: int) -> None:
        """Tell how far the reading is, at most 20 times a second."""
        now = time.monotonic()
        if now - self._told >= _PAUSE:
            self._told = now
            self.send("progress", done, total)

    def begin(self, name: str, *, hidden: bool = False) -> None:
        """Begin a sheet."""
        self.send("sheet", name, hidden)

    def row(self, row: tuple[Packed, ...]) -> None:
        """Add the next row of the sheet, from column A, without empties at its end."""
        self._rows.append(row)
        if len(self._rows) >= _BLOCK:
            self._flush()

    def rows(self, rows: Iterable[tuple[Packed, ...]]) -> None:
        """Add rows."""
        for row in rows:
            self.row(row)

    def end(self, merges: list[Merge], fonts: tuple[str, ...]) -> None:
        """End the sheet."""
        self._flush()
        self.send("done", merges, fonts)

    def again(self) -> None:
        """Forget every sheet sent so far: another reader begins anew."""
        self._rows.clear()
        self.send("again")

    def _flush(self) -> None:
        dated = any(type(value) is tuple for row in self._rows for value in row)
        self.send("dated" if dated else "plain", self._rows)
        self._rows = []
