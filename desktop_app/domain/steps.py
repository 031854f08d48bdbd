"""Work that may pause: a window runs it in slices, everybody else to its end."""

from collections.abc import Generator
from typing import TypeVar

T = TypeVar("T")

Steps = Generator[None, None, T]
"""Work that yields wherever it may pause, and returns its result."""


def finished(steps: Steps[T]) -> T:
    """Run work to its end; give its result."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            result: T = end.value
            return result
