"""The child process that reads a file: content in by a pipe, rows out by another, packed by `marshal`.

It starts with as few imports as it can and under limits of its own, since a file of 2 KB can ask for gigabytes and take
the process down; the program lives on and says that the file is damaged.
"""

import gc
import os
import sys
from collections.abc import Sequence
from dataclasses import fields
from pathlib import Path

from desktop_app.domain.errors import SourceError
from desktop_app.exchange.limits import MEMORY, SECONDS
from desktop_app.exchange.sink import Sink

QUICK = "quick"
PATIENT = "patient"

def main(arguments: Sequence[str]) -> int:
    """Read the content at standard input as `quick|patient` says, and answer at standard output; give 0.

    The descriptors are used, not `sys.stdin`, which a windowed program of Windows does not have.
    """
    patient = list(arguments[:1]) == [PATIENT]
    _limit()
    gc.disable()
    with os.fdopen(0, "rb", closefd=False) as source:
        content = source.read()
    with os.fdopen(1, "wb", closefd=False) as pipe:
        answer = Sink(pipe)
        try:
            _read(content, answer, patient=patient)
        except SourceError as error:
            parts = [getattr(error, one.name) for one in fields(error) if one.name != "path"]
            answer.send("refused", type(error).__name__, *parts)
        except Exception as error:  # a broken file may raise anything
            answer.send("broken", f"{type(error).__name__}: {error}"[:1000])
    return 0


def _read(content: bytes, answer: Sink, *, patient: bool) -> None:
    from desktop_app.exchange.reading import read

    kind, lost = read(Path(), content, answer, patient=patient)
    answer.send("end", kind, lost)


def _limit() -> None:
    if sys.platform == "win32":
        from desktop_app.exchange.job_object import limit

        limit(MEMORY, SECONDS)
    else:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
