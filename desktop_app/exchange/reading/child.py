"""The child process that reads a file: rows go back by `transport`, dates and times as ["d", text] pairs.

It starts with as few imports as it can.
"""

import gc
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.exchange.reading import formats, transport

if TYPE_CHECKING:
    from desktop_app.exchange.reading.formats import Packed


_OBJECTS = 100_000
"""So many new objects between two looks of the garbage collector: rows of cells are none."""
PATIENT = "patient"
"""The kind under which an .xlsx is read cell by cell."""


def main(arguments: Sequence[str]) -> int:
    """Read `kind path answer` and write the answer.

    Return 0 also if the file could not be read and the answer says so. The answer is [true, sheets], [false,
    what is wrong], or [false, [what, limit, found]] if a limit is passed.
    """
    kind, source, answer = arguments
    gc.set_threshold(_OBJECTS)
    try:
        transport.write(Path(answer), ok=True, result=READERS[kind]()(Path(source)))
    except (MemoryError, ImportError):  # no fault of the file
        raise
    except BaseException as error:  # a broken file may raise anything, a panic of calamine too
        wrong = (
            list(error.args) if type(error).__name__ == "LimitPassed" else f"{type(error).__name__}: {error}"
        )
        transport.write(Path(answer), ok=False, result=wrong)
    return 0


Reader = Callable[[Path], "list[Packed]"]
READERS: dict[str, Callable[[], Reader]] = {
    "xlsx": lambda: formats.read_xlsx,
    "xlsm": lambda: formats.read_xlsx,
    "xlsb": lambda: formats.read_cells,
    PATIENT: lambda: formats.read_xlsx_patiently,
    "xls": lambda: formats.read_xls,
    "ods": lambda: formats.read_ods,
    "fods": lambda: formats.read_ods,
    "csv": lambda: formats.read_delimited,
    "html": lambda: formats.read_html,
    "xml": lambda: formats.read_spreadsheetml,
    "docx": lambda: formats.read_word,
}
"""What reads each kind; loaded only when it is wanted."""
