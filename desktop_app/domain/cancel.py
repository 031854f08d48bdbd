"""Progress of long work, and how the officer stops it."""

from collections.abc import Callable


class Cancelled(Exception):
    """Raised by a `Progress` callback; the transaction around it rolls back."""


Progress = Callable[[int, int], None]
"""`progress(done, total)`; a total of 0 means "not known yet"."""


def no_progress(done: int, total: int) -> None:
    """The progress of work that nobody watches."""
