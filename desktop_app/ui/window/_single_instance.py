"""A second start asks the first one to come forward, by a request that it leaves in the user's own folder.

Qt's local sockets live in a module that the package leaves out; a small file does as well and opens no port.
The lock of a data file names the process that holds it, so that a file is the same however its path is
spelled.
"""

import json
import os
import secrets
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from desktop_app import files
from desktop_app.domain.errors import AppError
from desktop_app.domain.plain_json import read_json
from desktop_app.services import places

EVERY_MS = 400
_PATIENCE = 10.0
"""Seconds for an answer: an old PC may just be reading a list or starting the first window."""
_STEP = 0.05


def ask_to_show(process: int, lists: Sequence[Path] = ()) -> bool:
    """Ask the program that runs as `process` to show its window and bring `lists` in.

    Return whether it answered.
    """
    _let_come_forward(process)
    try:
        request = _folder() / f"{process}-{secrets.token_hex(4)}.json"
        young = request.with_suffix(".new")
        files.write_text(young, json.dumps({"lists": [str(one) for one in lists]}))
        files.replace(young, request)
    except AppError:
        return False
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until:
        if not request.exists():
            return True
        time.sleep(_STEP)
    files.discard(request)
    return False


class FirstInstance(QObject):
    """Looks for requests of later starts.

    `asked` carries the paths of the lists that such a start was given.
    """

    asked = Signal(object)
    looked = Signal()

    def __init__(self, parent: QObject) -> None:
        """Begin to look; what a process that had the same number left behind is thrown away."""
        super().__init__(parent)
        self._pattern = f"{os.getpid()}-*.json"
        for old in _found(self._pattern):
            _take(old)
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """Answer every request, and let `looked` follow."""
        for request in _found(self._pattern):
            lists = _take(request)
            if lists is not None:
                self.asked.emit(lists)
        self.looked.emit()


def _take(request: Path) -> list[Path] | None:
    """Read a request and take it away, which is the answer; None if that cannot be done now."""
    try:
        text = files.read_text(request)
    except ValueError:
        text = ""
    except AppError:
        return None
    try:
        files.unlink(request)
    except AppError:
        return None
    try:
        body = read_json(text)
    except ValueError:
        return []
    lists = body.get("lists") if isinstance(body, dict) else None
    return (
        [Path(one) for one in lists if isinstance(one, str) and "\0" not in one]
        if isinstance(lists, list)
        else []
    )


def _found(pattern: str) -> list[Path]:
    try:
        return sorted(_folder().glob(pattern))
    except (AppError, OSError):
        return []


def _folder() -> Path:
    folder = places.user_folder() / "requests"
    files.mkdir(folder)
    return folder


if sys.platform == "win32":
    import ctypes

    def _let_come_forward(process: int) -> None:
        """Pass the right to take the foreground on.

        Windows gives it to the program that the officer started last.
        """
        ctypes.windll.user32.AllowSetForegroundWindow(process)

else:

    def _let_come_forward(process: int) -> None:
        """Do nothing: elsewhere a window may come forward by itself."""
