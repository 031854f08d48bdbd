"""Long work in threads.

A function of `progress` goes in, its result or its error comes back on the main thread.
"""

import time
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEventLoop, QObject, Qt, QThread, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton, QWidget

from desktop_app.domain.errors import AppError
from desktop_app.domain.work import Progress, WorkCancelled

SHOWN_AFTER_MS = 500
_BAR_WIDTH = 260
_BETWEEN = 0.05


class WindowJob(QThread):
    """Runs `work(progress)`.

    `progressed` is emitted at most 20 times a second, `ended` when the thread is over.
    """

    progressed = Signal(int, int)

    def __init__(self, title: str, work: Callable[[Progress], Any], parent: QObject) -> None:
        super().__init__(parent)
        self.title = title
        self.wanted = False
        self.result: Any = None
        self.error: BaseException | None = None
        self._work = work
        self._cancelled = False
        self._last = 0.0

    def cancel(self) -> None:
        """Make the next call of `progress` raise Cancelled."""
        self._cancelled = True

    def run(self) -> None:
        """Do the work in this thread."""
        try:
            self.result = self._work(self._progress)
        except BaseException as error:
            self.error = error

    def forget(self) -> None:
        """Release the work, what it holds and what it made, once the thread is over."""
        self._work = _nothing
        self.result = None

    def _progress(self, done: int, total: int) -> None:
        if self._cancelled:
            raise WorkCancelled
        now = time.monotonic()
        if now - self._last >= _BETWEEN:
            self._last = now
            self.progressed.emit(done, total)


def _nothing(_brought: object) -> None:
    return


def _rest() -> None:
    return


class JobRunner(QObject):
    """Runs jobs one after the other and shows the one that takes long."""

    begun = Signal(str)
    progressed = Signal(int, int)
    idle = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._job: WindowJob | None = None
        self._done: Callable[[Any], None] = _nothing
        self._failed: Callable[[AppError], None] = _nothing
        self._stopped: Callable[[], None] = _rest
        self._waiting: list[
            tuple[WindowJob, Callable[[Any], None], Callable[[AppError], None], Callable[[], None]]
        ] = []

    def run(
        self,
        title: str,
        work: Callable[[Progress], Any],
        done: Callable[[Any], None],
        failed: Callable[[AppError], None],
        stopped: Callable[[], None] = _rest,
        *,
        wanted: bool = False,
    ) -> None:
        """Run `work`, then `done` with its result or `failed` with its refusal.

        Any other error is raised here. `stopped` is called if the officer stopped it, and before an error is
        raised. `wanted` says that the officer asked for the result, so that closing the window asks first.
        """
        job = WindowJob(title, work, self)
        job.wanted = wanted
        self._waiting.append((job, done, failed, stopped))
        self._next()

    @property
    def running(self) -> str:
        """Return the title of the running job that is wanted, or an empty text."""
        return self._job.title if self._job is not None and self._job.wanted else ""

    @property
    def busy(self) -> bool:
        """Return whether a job runs or waits."""
        return self._job is not None or bool(self._waiting)

    def cancel(self) -> None:
        """Stop the running job."""
        if self._job is not None:
            self._job.cancel()

    def wait(self) -> None:
        """Run the events of this thread until every job is over; for tests and for the end of the program."""
        while self.busy:
            loop = QEventLoop()
            QTimer.singleShot(10, loop.quit)
            loop.exec()

    def stop(self) -> None:
        """Stop everything and wait for the threads to end; their results are dropped."""
        self._waiting.clear()
        job, self._job = self._job, None
        if job is not None:
            job.finished.disconnect(self._finish)
            job.cancel()
            job.wait()
            job.deleteLater()

    def strip(self, parent: QWidget) -> "JobStrip":
        """Make the strip that shows what is running."""
        return JobStrip(self, parent)

    def _next(self) -> None:
        if self._job is not None or not self._waiting:
            return
        self._job, self._done, self._failed, self._stopped = self._waiting.pop(0)
        job = self._job
        job.progressed.connect(self.progressed)
        job.finished.connect(self._finish, Qt.ConnectionType.QueuedConnection)
        self.begun.emit(job.title)
        job.start()

    def _finish(self) -> None:
        job, done, failed, stopped = self._job, self._done, self._failed, self._stopped
        if job is None:
            return
        job.wait()
        result, error = job.result, job.error
        job.forget()
        job.deleteLater()
        self._job = None
        self._done, self._failed, self._stopped = (
            _nothing,
            _nothing,
            _rest,
        )  # what they hold is not needed any more
        self.idle.emit()
        try:
            if error is None:
                done(result)
            elif isinstance(error, AppError):
                failed(error)
            else:
                stopped()
                if not isinstance(error, WorkCancelled):
                    raise error
        finally:
            self._next()


class JobStrip(QFrame):
    """A line with title, bar and "Hủy", shown when a job takes more than half a second.

    A job without a title is shown by the window itself.
    """

    def __init__(self, runner: JobRunner, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("strip")
        self.title = QLabel(self)
        self.bar = QProgressBar(self)
        self.bar.setTextVisible(False)
        self.bar.setMaximumHeight(8)
        self.bar.setMinimumWidth(_BAR_WIDTH)
        self.cancel_button = QPushButton(self.tr("Hủy"), self)
        self.cancel_button.clicked.connect(runner.cancel)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 12, 4)
        row.addWidget(self.title)
        row.addWidget(self.bar, 1)
        row.addWidget(self.cancel_button)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SHOWN_AFTER_MS)
        self._timer.timeout.connect(self.show)
        self.hide()
        runner.begun.connect(self._begin)
        runner.progressed.connect(self._progress)
        runner.idle.connect(self._end)

    def _begin(self, title: str) -> None:
        self.title.setText(title)
        self.bar.setRange(0, 0)
        if title:
            self._timer.start()

    def _progress(self, done: int, total: int) -> None:
        self.bar.setRange(0, total)
        self.bar.setValue(min(done, total))

    def _end(self) -> None:
        self._timer.stop()
        self.hide()
