"""Reading in this process: the work of the child that reads a file, without a process for it.

For tests that are not about the child. The same functions read, and the rows take the same way, by
`transport`; what is left out is a process and its limits: a tenth of a second each time and, under Wine, some
seconds.
"""

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Self

import pytest

from desktop_app.domain.work import Progress
from desktop_app.exchange.children import Child, ChildEnd
from desktop_app.exchange.children.ending import FINISHED, ending
from desktop_app.exchange.children.limits import Limits
from desktop_app.exchange.reading import child as reader
from desktop_app.exchange.reading import sheets


class ReadHere:
    """What `sheets` asks of a child.

    It reads when it is waited for: a file that the preflight refuses is not read.
    """

    def __init__(self, arguments: Sequence[str]) -> None:
        self._arguments = arguments

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None: ...

    def wait(self, _seconds: float, progress: Progress) -> ChildEnd:
        progress(0, 0)
        threshold = gc.get_threshold()
        try:
            code = reader.main(self._arguments)
        finally:
            gc.set_threshold(*threshold)
        return ending(code or FINISHED, "")


@contextmanager
def reading_here() -> Iterator[None]:
    """Read in this process.

    A test that puts another program in the child's place gets a process for it, as ever.
    """
    started = list(sheets._reader_command())

    def begin(name: str, arguments: Sequence[str], limits: Limits) -> Child | ReadHere:
        split = len(started)
        if list(arguments[:split]) == started:
            return ReadHere(arguments[split:])
        return Child(name, arguments, limits)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sheets, "Child", begin)
        yield
