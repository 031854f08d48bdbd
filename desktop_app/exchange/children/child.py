"""Starts a child, holds it to its limits, waits for it and says what ended it. None outlives the program."""

import errno
import logging
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import ExitStack, suppress
from pathlib import Path
from threading import Thread
from typing import Self

from desktop_app.domain.errors import DiskFull
from desktop_app.domain.work import Progress
from desktop_app.exchange.children.ending import ChildEnd, ChildEndKind, ending
from desktop_app.exchange.children.limits import Limits
from desktop_app.files.scratch import system_folder

if sys.platform == "win32":
    from desktop_app.exchange.children._job_object import ChildLimits, show_no_box
else:
    from desktop_app.exchange.children._process_limits import ChildLimits, show_no_box

_LOG = logging.getLogger(__name__)
_FOLDER = Path(__file__).parents[3]
_POLL = 0.02
_KEPT = 8_192
"""Bytes of what a child says that are kept, the last ones."""
_NEAR = 0.9
"""The part of its memory from which on a crash is one for want of memory."""
_SYSTEM_IS_FULL = (8, 14, 1450, 1455)
"""ERROR_NOT_ENOUGH_MEMORY, _OUTOFMEMORY, _NO_SYSTEM_RESOURCES, _COMMITMENT_LIMIT"""
_PATIENCE = 2
"""Seconds for what a killed child leaves in the pipe; one of its own that got away might hold it open."""


def command(option: str) -> Sequence[str]:
    """Return how a child is started: the program itself with `option` (see `desktop_app/__main__.py`).

    In a virtual environment of Windows `sys.executable` starts Python as a second process, which no limit
    would reach.
    """
    if getattr(sys, "frozen", False):
        return [sys.executable, option]
    return [_python(), "-X", "utf8", "-m", "desktop_app", option]


def _python() -> str:
    return getattr(sys, "_base_executable", sys.executable) if sys.platform == "win32" else sys.executable


def _environment() -> dict[str, str] | None:
    """Return the variables that name a virtual environment to the Python behind it.

    Multiprocessing does the same.
    """
    if getattr(sys, "frozen", False) or _python() == sys.executable:
        return None
    return os.environ | {"__PYVENV_LAUNCHER__": sys.executable}


class NotStarted(Exception):
    """The system did not start a child; `ending` says why."""

    def __init__(self, found: ChildEnd) -> None:
        super().__init__(found.detail)
        self.ending = found


class Child:
    """A process that works from the moment it is made, and does not outlive the block in which it is used."""

    def __init__(self, name: str, arguments: Sequence[str], limits: Limits) -> None:
        """Start `arguments`, called `name` in the log. Raises NotStarted if the system does not."""
        self._name, self._limits = name, limits
        self._begun = time.monotonic()
        self._said = b""
        show_no_box()
        with ExitStack() as made:
            self._job = made.enter_context(ChildLimits(limits))
            self._process = self._started(arguments)
            self._made = made.pop_all()
        self._waiting = Thread(target=self._process.wait, daemon=True)  # wakes at once; wait(timeout) polls
        self._hearing = Thread(target=self._hear, daemon=True)
        self._waiting.start()
        self._hearing.start()
        self._let_go()

    def _started(self, arguments: Sequence[str]) -> "subprocess.Popen[bytes]":
        try:
            return subprocess.Popen(
                list(arguments),
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
                cwd=_FOLDER,
                env=_environment(),
                start_new_session=True,
            )
        except OSError as error:
            full = error.errno == errno.ENOMEM or getattr(error, "winerror", 0) in _SYSTEM_IS_FULL
            found = ChildEnd(ChildEndKind.NO_MEMORY if full else ChildEndKind.NOT_LOADED, str(error))
            _LOG.warning("%s child did not start: %s", self._name, error)
            raise NotStarted(found) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if sys.platform != "win32":  # there the Job Object ends also what the child started
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self._process.pid, signal.SIGKILL)
        self._process.kill()
        self._made.close()
        self._waiting.join()
        self._hearing.join(_PATIENCE)

    def wait(self, seconds: float, progress: Progress) -> ChildEnd:
        """Wait for the end, so long since the start. `progress` may stop the waiting by an exception.

        Raises DiskFull if there was no room for the child's answer.
        """
        while self._waiting.is_alive():
            progress(0, 0)
            if time.monotonic() - self._begun > seconds:
                return self._logged(ChildEnd(ChildEndKind.TOO_SLOW, f"more than {seconds} seconds"))
            self._waiting.join(_POLL)
        self._hearing.join(_PATIENCE)
        near = self._job.peak() > self._limits.memory * _NEAR
        said = self._said.decode("utf-8", "replace")
        found = self._logged(ending(self._process.returncode, said, near_limit=near))
        if found.how is ChildEndKind.NO_ROOM:
            raise DiskFull(system_folder())
        return found

    def _logged(self, found: ChildEnd) -> ChildEnd:
        if found.how is not ChildEndKind.DONE:
            _LOG.warning("%s child %s: %s, %s", self._name, self._process.pid, found.how, found.detail)
        return found

    def _let_go(self) -> None:
        """Put the child under its limits, and let it begin."""
        self._job.hold(self._process.pid)
        if self._job.faults and self._process.poll() is None:
            _LOG.warning(
                "%s child %s runs without limits: %s", self._name, self._process.pid, self._job.faults
            )
        pipe = self._process.stdin
        if pipe is not None:
            with suppress(OSError):  # it died at once; what of, `wait` says
                pipe.write(b"\n")
                pipe.flush()
            with suppress(OSError):
                pipe.close()

    def _hear(self) -> None:
        """Keep the last that the child says; it may say any amount."""
        if self._process.stderr is not None:
            with self._process.stderr as pipe, suppress(OSError):
                while piece := os.read(pipe.fileno(), _KEPT):
                    self._said = (self._said + piece)[-_KEPT:]
