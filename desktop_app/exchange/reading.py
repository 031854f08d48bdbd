"""Which reader reads which format, and when the quick one is not to be believed. Runs in the child process."""

from pathlib import Path

from desktop_app.exchange.preflight import Look, look
from desktop_app.exchange.sink import Sink
from desktop_app.exchange.sniff import Format, sniff
from desktop_app.exchange.zip_parts import ZipParts


def read(path: Path, content: bytes, answer: Sink, *, patient: bool) -> tuple[Format, int]:
    """Send the sheets of `content` to `answer`; give its format and how many cells were lost. Raises SourceError.

    `patient` leaves calamine aside wherever another reader can do the work.
    """
    kind = sniff(path, content)
    return kind, _LOST[kind](path, content, answer, patient)


def _workbook(path: Path, content: bytes, answer: Sink, patient: bool) -> int:
    from desktop_app.exchange import xlsx_reader

    parts = ZipParts(path, content)
    seen = _look(path, parts, answer)
    if patient or seen.patient:
        xlsx_reader.read(path, parts, answer)
        return seen.not_calculated
    quick = _by_calamine(path, content, answer)
    if quick == seen.cells:
        return seen.not_calculated
    answer.again()
    cells = xlsx_reader.read(path, parts, answer)
    return seen.not_calculated
