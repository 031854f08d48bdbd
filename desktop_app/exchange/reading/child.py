"""The child process that reads a file: rows go back by `transport`, dates and times as ["d", text] pairs.

It starts with as few imports as it can.
"""

import gc
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.exchange import children
from desktop_app.exchange.reading import transport

if TYPE_CHECKING:
    from desktop_app.exchange.reading.formats import Packed


_OBJECTS = 100_000
"""So many new objects between two looks of the garbage collector: rows of cells are none."""
PATIENT = "patient"
"""The kind under which an .xlsx is read cell by cell."""


def main(arguments: Sequence[str]) -> int:
    """Read `kind path answer` and write the answer; 0 also if the file could not be read and the answer says so.

    The answer is [true, sheets], [false, what is wrong], or [false, [what, limit, found]] if a limit is passed.
    """
    kind, source, answer = arguments
    gc.set_threshold(_OBJECTS)
    try:
        transport.write(Path(answer), ok=True, result=_reader(kind)(Path(source)))
    except (MemoryError, ImportError):  # no fault of the file
        raise
    except BaseException as error:  # a broken file may raise anything, a panic of calamine too
        wrong = list(error.args) if type(error).__name__ == "Beyond" else f"{type(error).__name__}: {error}"
        transport.write(Path(answer), ok=False, result=wrong)
    return 0


def run(arguments: Sequence[str]) -> int:
    """Run as the child process."""
    return children.run(lambda: main(arguments))


def _xlsx() -> "Reader":
    from desktop_app.exchange.reading.formats import read_xlsx

    return read_xlsx


def _xlsb() -> "Reader":
    from desktop_app.exchange.reading.formats import read_cells

    return read_cells


def _xls() -> "Reader":
    from desktop_app.exchange.reading.formats import read_xls

    return read_xls


def _patient() -> "Reader":
    from desktop_app.exchange.reading.formats import read_xlsx_patiently

    return read_xlsx_patiently


def _ods() -> "Reader":
    from desktop_app.exchange.reading.formats import read_ods

    return read_ods


def _csv() -> "Reader":
    from desktop_app.exchange.reading.formats import read_delimited

    return read_delimited


def _html() -> "Reader":
    from desktop_app.exchange.reading.formats import read_html

    return read_html


def _xml() -> "Reader":
    from desktop_app.exchange.reading.formats import read_spreadsheetml

    return read_spreadsheetml


def _docx() -> "Reader":
    from desktop_app.exchange.reading.formats import read_word

    return read_word


Reader = Callable[[Path], "list[Packed]"]
READERS: dict[str, Callable[[], Reader]] = {
    "xlsx": _xlsx,
    "xlsm": _xlsx,
    "xlsb": _xlsb,
    PATIENT: _patient,
    "xls": _xls,
    "ods": _ods,
    "fods": _ods,
    "csv": _csv,
    "html": _html,
    "xml": _xml,
    "docx": _docx,
}
"""What reads each kind; imported only when it is wanted."""


def _reader(kind: str) -> Reader:
    return READERS[kind]()


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
