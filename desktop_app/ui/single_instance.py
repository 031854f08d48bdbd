"""A second start raises the first window: it leaves a request beside the user's settings, which the first one sees.

Qt's local sockets live in QtNetwork, which the package leaves out; a small file does as well and opens no port.
"""

import hashlib
import time
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from desktop_app import files
from desktop_app.domain.errors import AppError
from desktop_app.services import places

EVERY_MS = 400
_PATIENCE = 2.0
_STEP = 0.05


def ask_first_to_show(key: str) -> bool:
    """Ask the program that holds the data file `key` to show its window; tell whether it answered."""
    request = _request(key)
    try:
        files.write_text(request, "show")
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
    """Looks for requests of later starts; `shown` asks for the window."""

    shown = Signal()

    def __init__(self, key: str, parent: QObject) -> None:
        """Begin to look."""
        super().__init__(parent)
        self._path = _request(key)
        files.discard(self._path)
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """Answer a request, if there is one."""
        if self._path.exists():
            files.discard(self._path)
            self.shown.emit()


def _request(key: str) -> Path:
    name = hashlib.sha256(key.encode()).hexdigest()[:16]
    return places.log_folder() / f"show-{name}"
