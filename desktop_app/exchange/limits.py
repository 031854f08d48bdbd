"""How much a file that comes in may hold. A list of tasks never needs so much; a hostile file does.

The figures are those that the design sets; rows and columns count up to the last cell that holds something.
"""

from pathlib import Path

from desktop_app.domain.errors import SourceTooLarge

FILE_BYTES = 30 * 2**20
PART_BYTES = 150 * 2**20
ALL_BYTES = 300 * 2**20
PARTS = 20_000
RATIO = 500
RATIO_FROM = 10 * 2**20
ROWS = 100_000
HEADROOM = 100
"""Rows that titles, headings and signatures may take beside `ROWS` of tasks."""
COLUMNS = 512
CELLS = 1_000_000
MERGES = 200_000

SECONDS = 60
MEMORY = 2**30


class Budget:
    """What is left of the limits while the sheets of one file are read."""

    def __init__(self, path: Path) -> None:
        """Begin with nothing used; `path` is for the error."""
        self._path = path
        self._cells = 0
        self._merged = 0

    def place(self, row: int, column: int) -> None:
        """Take note of one cell that holds something, from 0. Raises SourceTooLarge."""
        self.size(row + 1, column + 1)
        self.cells(1)

    def size(self, rows: int, columns: int) -> None:
        """Check the size of one sheet. Raises SourceTooLarge."""
        if rows > ROWS + HEADROOM:
            raise SourceTooLarge(self._path, "rows", ROWS, rows)
        if columns > COLUMNS:
            raise SourceTooLarge(self._path, "columns", COLUMNS, columns)

    def cells(self, count: int) -> None:
        """Take note of cells that hold something. Raises SourceTooLarge."""
        self._cells += count
        if self._cells > CELLS:
            raise SourceTooLarge(self._path, "cells", CELLS, self._cells)

    def merge(self, top: int, left: int, bottom: int, right: int) -> None:
        """Take note of a merged range, both ends in it. Raises SourceTooLarge."""
        self._merged += (abs(bottom - top) + 1) * (abs(right - left) + 1)
        if self._merged > MERGES:
            raise SourceTooLarge(self._path, "merges", MERGES, self._merged)
