"""The longest pause of the window's own thread while something is done.

A timer of 5 ms that misses its beats.
"""

import time
from collections.abc import Callable

from PySide6.QtCore import QEventLoop, QTimer

SETTLED_MS = 30


def rest(milliseconds: int = SETTLED_MS) -> None:
    """Let events and threads run; QTest.qWait would let no other thread have Python."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


class Heart:
    """Beats in the window's thread and remembers the longest pause."""

    def __init__(self, busy: Callable[[], bool]) -> None:
        """Beat from now on; `busy` tells whether what was begun still runs."""
        self._busy = busy
        self.longest = 0.0
        self._last = time.perf_counter()
        self._timer = QTimer()
        self._timer.setInterval(5)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    def gap(self, act: Callable[[], object]) -> int:
        """Do `act`, wait until nothing of it runs any more, and give the longest pause in milliseconds."""
        rest()
        self.longest, self._last = 0.0, time.perf_counter()
        QTimer.singleShot(0, act)
        rest()
        while self._busy():
            rest()
        rest()
        return round(1000 * self.longest)

    def stop(self) -> None:
        """Beat no more; a timer must not be left to the collector, which may run in another thread."""
        self._timer.stop()
        self._timer.deleteLater()

    def _beat(self) -> None:
        now = time.perf_counter()
        self.longest = max(self.longest, now - self._last)
        self._last = now
