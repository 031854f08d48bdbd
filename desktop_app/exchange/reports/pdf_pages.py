"""The pages of a PDF as pictures, drawn by pdfium."""

import platform
import sys
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_ONE_AT_A_TIME = threading.Lock()
"""pdfium knows no threads."""


def _pdfium() -> Any:
    """Import pypdfium2.

    It asks `platform.system` whether this is a BSD, which starts `cmd.exe /c ver` on Windows.
    """
    asked = platform.system
    if sys.platform == "win32":
        platform.system = lambda: "Windows"
    try:
        import pypdfium2
    finally:
        platform.system = asked
    return pypdfium2


@dataclass(frozen=True, slots=True)
class Picture:
    """One page as pixels: rows of `stride` bytes, four for each pixel (blue, green, red, unused)."""

    width: int
    height: int
    stride: int
    pixels: bytes


class PdfPages:
    """The pages of the PDF at `path`; the file is read whole, so that it may go or change afterwards."""

    def __init__(self, path: Path) -> None:
        with _ONE_AT_A_TIME:
            pypdfium2 = _pdfium()
            self._document = pypdfium2.PdfDocument(path.read_bytes())
            self.sizes: list[tuple[float, float]] = [
                self._document.get_page_size(index) for index in range(len(self._document))
            ]

    def picture(self, index: int, scale: float) -> Picture:
        """Draw page `index` (from 0) at `scale` pixels to a point."""
        with _ONE_AT_A_TIME:
            page = self._document[index]
            bitmap = page.render(scale=scale, prefer_bgrx=True)
            picture = Picture(bitmap.width, bitmap.height, bitmap.stride, bytes(bitmap.buffer))
            bitmap.close()
            page.close()
        return picture

    def close(self) -> None:
        """Close the document."""
        with _ONE_AT_A_TIME:
            self._document.close()
