"""Compound files (OLE2), the envelope of .xls, .doc and encrypted workbooks: the streams of the first folder.

olefile believes what a file says about the length of its own tables, so these are measured first.
"""

from io import BytesIO

from olefile import MAGIC, STGTY_STREAM, OleFileIO

SIGNATURE: bytes = MAGIC

BOOKS = ("Workbook", "Book")
"""The streams that hold a workbook: of Excel 97 and later, of Excel 5."""

_DIRECTORY_BYTES = 2**20
"""8,192 streams and folders; olefile compares each with all that came before it."""
_A_TABLE = 8_000
"""A sector of the table of tables is for 16,000 sectors and more."""


class NotCompound(ValueError):
    """The envelope itself is broken."""


class Compound(OleFileIO):
    """The streams of `content`. Raises NotCompound."""

    def __init__(self, content: bytes) -> None:
        """Read the tables of sectors and the directory."""
        try:
            super().__init__(BytesIO(content))
        except (OSError, ValueError, RecursionError) as error:
            raise NotCompound(str(error)) from error

    def has(self, name: str) -> bool:
        """Return whether there is a stream of this name, in letters of any case."""
        return bool(self.get_type(name) == STGTY_STREAM)

    def stream(self, name: str) -> bytes:
        """Return a stream; b"" for none of this name. Raises NotCompound if a part of it is missing."""
        if not self.has(name):
            return b""
        size = self.get_size(name)
        if max(size, self.root.size) > self.nb_sect * self.sector_size:
            raise NotCompound(name)
        try:
            found: bytes = self.openstream(name).read()
        except (OSError, ValueError) as error:
            raise NotCompound(name) from error
        if len(found) < size:
            raise NotCompound(name)
        return found

    def loadfat(self, header: bytes) -> None:
        """Load the table of sectors, if its size can be true."""
        if self.sector_size not in {512, 4096} or self.mini_sector_size != 64:
            raise OSError("sector size")
        if self.num_difat_sectors > 1 + self.nb_sect // _A_TABLE or self.num_mini_fat_sectors > self.nb_sect:
            raise OSError("size of a table")
        super().loadfat(header)

    def loaddirectory(self, sect: int) -> None:
        """Load the directory, if it has an end near enough."""
        place, left = sect, _DIRECTORY_BYTES // self.sector_size
        while place < len(self.fat):
            if left == 0:
                raise OSError("size of the directory")
            place, left = self.fat[place], left - 1
        super().loaddirectory(sect)
