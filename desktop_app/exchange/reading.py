"""Which reader reads which format, and when the quick one is not to be believed. Runs in the child process."""

from pathlib import Path

from desktop_app.exchange.sniff import Format, sniff
from desktop_app.exchange.sink import Sink


def read(path: Path, content: bytes, answer: Sink, *, patient: bool) -> tuple[Format, int]:
    """Send the sheets of `content` to `answer`; give its format and how many cells were lost. Raises SourceError."""
    kind = sniff(path, content)
    if kind in ("xlsx", "xlsm"):
        return kind, _workbook(path, content, answer, patient=patient)
    raise ValueError(kind)


def _workbook(path: Path, content: bytes, answer: Sink, *, patient: bool) -> int:
    from desktop_app.exchange.preflight import look
    from desktop_app.exchange.zip_parts import ZipParts

    parts = ZipParts(path, content)
    seen = look(path, parts, lambda more: None)
    from desktop_app.exchange import calamine_reader

    cells = calamine_reader.read(path, content, answer)
    return seen.not_calculated + max(0, seen.cells - cells)
