"""Progress of long work, and how the officer stops it."""

import time
from collections.abc import Callable, Generator, Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")

Steps = Generator[None, None, T]
"""Work that yields wherever it may pause, and returns its result.

A window runs it in slices, others to its end.
"""

STEP = 500
"""So many rows are worked through between two pauses: some milliseconds."""


def finished(steps: Steps[T]) -> T:
    """Run work to its end and return its result."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            result: T = end.value
            return result


_PAUSE = 0.05
_EVERY = 256


class WorkCancelled(Exception):
    """Raised by a `Progress` callback; the transaction around it rolls back."""


Progress = Callable[[int, int], None]
"""`progress(done, total)`; a total of 0 means "not known yet"."""


def no_progress(done: int, total: int) -> None:
    """Report to nobody, for work that nobody watches."""


def paced(progress: Progress, total: int) -> Callable[[int], None]:
    """Return a callback of `done` that may be called as often as one likes.

    It reports at most 20 times a second.
    """
    due = 0.0

    def report(done: int) -> None:
        nonlocal due
        now = time.monotonic()
        if now >= due:
            due = now + _PAUSE
            progress(done, total)

    return report


def watched(things: Iterable[T], report: Callable[[int], None], done: int = 0) -> Iterator[T]:
    """Yield `things` one by one and report how many went through, on top of those `done` before."""
    for count, thing in enumerate(things, start=done):
        if not count % _EVERY:
            report(count)
        yield thing
