"""The child process that reads a file: rows go back by `transport`, dates and times as ["d", text] pairs.

It starts with as few imports as it can, and under a limit of memory, since a file of 2 KB can ask for gigabytes.
"""

import gc
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from desktop_app.exchange import transport

MEMORY = 2**30
_OBJECTS = 100_000
"""So many new objects between two looks of the garbage collector: rows of cells are none."""

Packed = tuple[str, bool, list[list[Any]], list[tuple[int, int, int, int]]]


def main(arguments: Sequence[str]) -> int:
    """Read `kind path answer` and write the answer; 0 also where the file could not be read and the answer says so."""
    kind, source, answer = arguments
    _limit_memory()
    gc.set_threshold(_OBJECTS)
    try:
        transport.write(Path(answer), ok=True, result=_reader(kind)(Path(source)))
    except Exception as error:  # a broken file may raise anything
        transport.write(Path(answer), ok=False, result=f"{type(error).__name__}: {error}")
    return 0


def _reader(kind: str) -> Callable[[Path], list[Packed]]:
    if kind in ("xlsx", "xlsm", "xlsb", "xls", "ods"):
        from desktop_app.exchange.calamine_reader import read

        return read
    raise ValueError(kind)


def _limit_memory() -> None:
    if sys.platform == "win32":
        from desktop_app.exchange.job_object import limit

        limit(MEMORY)
    else:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
