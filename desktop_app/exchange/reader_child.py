"""The child process that reads a file: rows go back by `transport`, dates and times as ["d", text] pairs.

It starts with as few imports as it can.
"""

import gc
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.exchange import transport
from desktop_app.exchange.children import start

if TYPE_CHECKING:
    from desktop_app.exchange.packed import Packed

_OBJECTS = 100_000
"""So many new objects between two looks of the garbage collector: rows of cells are none."""
PATIENT = "patient"
"""The kind under which an .xlsx is read cell by cell."""


def main(arguments: Sequence[str]) -> int:
    """Read `kind path answer` and write the answer; 0 also where the file could not be read and the answer says so.

    The answer is [true, sheets], [false, what is wrong], or [false, [what, limit, found]] where a limit is passed.
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
    """Be the child."""
    return start.run(lambda: main(arguments))


def _xlsx() -> "Reader":
    from desktop_app.exchange.calamine_reader import read_xlsx

    return read_xlsx


def _xlsb() -> "Reader":
    from desktop_app.exchange.xlsb_reader import read

    return read


def _xls() -> "Reader":
    from desktop_app.exchange.xls_reader import read

    return read


def _patient() -> "Reader":
    from desktop_app.exchange.xlsx_reader import read

    return read


def _ods() -> "Reader":
    from desktop_app.exchange.ods_reader import read

    return read


def _csv() -> "Reader":
    from desktop_app.exchange.csv_reader import read

    return read


def _html() -> "Reader":
    from desktop_app.exchange.html_reader import read

    return read


def _xml() -> "Reader":
    from desktop_app.exchange.spreadsheetml_reader import read

    return read


def _docx() -> "Reader":
    from desktop_app.exchange.docx_reader import read

    return read


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
