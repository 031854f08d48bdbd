"""Heavier work in the window's own thread, in slices so short that the window never stands still."""

import time
from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, QTimer

from desktop_app.domain.work import Steps

T = TypeVar("T")

_BUDGET = 0.02


class Slices(QObject, Generic[T]):
    """Runs one work at a time; a new one takes the place of the one that is not finished."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._steps: Steps[T] | None = None
        self._done: Callable[[T], None] | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._go)

    @property
    def busy(self) -> bool:
        """Return whether there is work left."""
        return self._steps is not None

    def run(self, steps: Steps[T], done: Callable[[T], None]) -> None:
        """Run `steps`, then `done` with what they return.

        At once if they are few, else as the events allow.
        """
        self.drop()
        self._steps, self._done = steps, done
        self._timer.start()
        self._go()

    def finish(self) -> None:
        """Run what is left, now."""
        while self._steps is not None:
            self._go()

    def drop(self) -> None:
        """Drop the rest of the work."""
        self._timer.stop()
        if self._steps is not None:
            self._steps.close()
        self._steps = self._done = None

    def _go(self) -> None:
        steps, done = self._steps, self._done
        if steps is None or done is None:
            return
        until = time.perf_counter() + _BUDGET
        try:
            while time.perf_counter() < until:
                next(steps)
        except StopIteration as end:
            self._steps = self._done = None
            self._timer.stop()
            done(end.value)
        except BaseException:
            self.drop()
            raise
