"""The net under everything: a fault nobody expected is written down, shown in words, and can be copied."""

import logging
import sys
import threading
import time
import traceback
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import (
    QMessageLogContext,
    QObject,
    QSysInfo,
    QtMsgType,
    Signal,
    qInstallMessageHandler,
    qVersion,
)
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout

from desktop_app import __version__

_LOG = logging.getLogger("desktop_app")
_KEPT_BYTES = 500_000
SILENT_S = 60.0
"""So long a fault that was shown is not shown again; a later one is news."""


class FaultNet(QObject):
    """Catches faults of every thread; one that comes again and again is shown once a minute.

    `examine` looks first whether the data file is damaged, and says whether it has taken the matter over:
    that the data is safe is told only if it is.
    """

    caught = Signal(str)

    def __init__(self, log_folder: Path, parent: QObject) -> None:
        """Take over the hooks; `remove` restores them."""
        super().__init__(parent)
        self.log_file = log_folder / "tien-do-de-an.log"
        self._handler = _Log(self.log_file)
        _LOG.addHandler(self._handler)
        _LOG.disabled = False  # a library that configures logging may have switched every known logger off
        self.examine = _nothing_found
        self._seen: dict[str, float] = {}
        self._open = False
        self._hooks = sys.excepthook, threading.excepthook, sys.unraisablehook
        sys.excepthook = self._fault
        threading.excepthook = self._thread_fault
        sys.unraisablehook = self._unraisable
        self._qt_hook = qInstallMessageHandler(self._qt_message)
        self.caught.connect(self._show)

    def remove(self) -> None:
        """Restore the hooks and close the log."""
        sys.excepthook, threading.excepthook, sys.unraisablehook = self._hooks
        qInstallMessageHandler(self._qt_hook)
        _LOG.removeHandler(self._handler)
        self._handler.close()

    def _fault(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            self._hooks[0](kind, error, trace)
            return
        text = "".join(traceback.format_exception(kind, error, trace))
        _LOG.error("%s", text)
        place = "\n".join(text.strip().splitlines()[-3:])
        now = time.monotonic()
        if now - self._seen.get(place, -SILENT_S) >= SILENT_S:
            self._seen[place] = now
            self.caught.emit(text)

    def _thread_fault(self, found: threading.ExceptHookArgs) -> None:
        error = found.exc_value or RuntimeError(str(found.exc_type))
        self._fault(found.exc_type, error, found.exc_traceback)

    def _unraisable(self, found: "sys.UnraisableHookArgs") -> None:
        """Write down what failed while something was being thrown away: nobody waits for it."""
        trace = "".join(traceback.format_exception(found.exc_type, found.exc_value, found.exc_traceback))
        _LOG.error("%s: %r\n%s", found.err_msg, found.object, trace)

    def _qt_message(self, kind: QtMsgType, _context: QMessageLogContext, text: str) -> None:
        if kind in (QtMsgType.QtWarningMsg, QtMsgType.QtCriticalMsg, QtMsgType.QtFatalMsg):
            _LOG.warning("Qt: %s", text)

    def _show(self, text: str) -> None:
        if self._open:
            return
        self._open = True
        try:
            if self.examine():
                return
            FaultDialog(text, self.log_file).exec()
        finally:
            self._open = False


def _nothing_found() -> bool:
    return False


class FaultDialog(QDialog):
    """Says that the data is safe, and offers a report to send."""

    def __init__(self, text: str, log_file: Path, *, starting: bool = False) -> None:
        """Show the report on `text`; `starting` says that the program does not go on."""
        super().__init__()
        self.setWindowTitle(
            self.tr("Phần mềm không khởi động được")
            if starting
            else self.tr("Phần mềm gặp lỗi ngoài dự kiến")
        )
        self.resize(620, 336)  # on any screen, at 200 % too
        system = f"{_system()}, Python {sys.version.split()[0]}, Qt {qVersion()}"
        self.report = f"Tiến độ Đề án {__version__}\n{system}\n\n{text}"
        if starting:
            sentence = self.tr(
                "Tệp dữ liệu không bị thay đổi. Có thể một tệp của phần mềm bị thiếu hoặc hỏng: hãy cài "
                "đặt lại, hoặc gửi nội dung lỗi dưới đây cho người hỗ trợ.\nTệp ghi lỗi: %s"
            )
        else:
            sentence = self.tr(
                "Dữ liệu đã lưu vẫn an toàn: mỗi thay đổi được ghi ngay khi nhập. Có thể tiếp tục làm việc; "
                "nếu lỗi lặp lại, hãy đóng và mở lại phần mềm, "
                "rồi gửi nội dung lỗi dưới đây cho người hỗ trợ.\n"
                "Tệp ghi lỗi: %s"
            )
        said = QLabel(sentence % log_file, self)
        said.setWordWrap(True)
        details = QPlainTextEdit(self.report, self)
        details.setReadOnly(True)
        details.setAccessibleName(self.tr("Nội dung lỗi"))
        buttons = QDialogButtonBox(self)
        copy = QPushButton(self.tr("S&ao chép nội dung lỗi"), self)
        copy.clicked.connect(self.copy)
        buttons.addButton(copy, QDialogButtonBox.ButtonRole.ActionRole)
        leave = self.tr("Đóng") if starting else self.tr("Tiếp tục làm việc")
        buttons.addButton(leave, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.accepted.connect(self.accept)
        column = QVBoxLayout(self)
        for widget in (said, details, buttons):
            column.addWidget(widget)

    def copy(self) -> None:
        """Put the report on the clipboard."""
        QGuiApplication.clipboard().setText(self.report)


def install_net(log_folder: Path, parent: QObject) -> FaultNet:
    """Put the net under the running application."""
    return FaultNet(log_folder, parent)


class StartGuard:
    """Shows a fault that keeps the program from starting, and ends it there."""

    def __init__(self, net: FaultNet) -> None:
        self._net = net

    def __enter__(self) -> None:
        """Begin to watch."""

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool:
        if not isinstance(error, Exception):
            return False
        text = "".join(traceback.format_exception(kind, error, trace))
        _LOG.error("%s", text)
        FaultDialog(text, self._net.log_file, starting=True).exec()
        return True


def _system() -> str:
    """Return the name of the system. `platform.platform` would start `cmd.exe /c ver` on Windows."""
    return f"{QSysInfo.prettyProductName()} ({QSysInfo.kernelVersion()}, {QSysInfo.currentCpuArchitecture()})"


class _Log(logging.Handler):
    """Writes to the log file, which is opened for the first record.

    If that is not possible, goes on without.
    """

    def __init__(self, log_file: Path) -> None:
        super().__init__()
        self._path = log_file
        self._file: logging.Handler | None = None

    def emit(self, record: logging.LogRecord) -> None:
        if self._file is None:
            self._file = self._opened()
        self._file.handle(record)

    def close(self) -> None:
        if self._file is not None:
            self._file.close()
        super().close()

    def _opened(self) -> logging.Handler:
        from logging.handlers import RotatingFileHandler

        try:
            file = RotatingFileHandler(self._path, maxBytes=_KEPT_BYTES, backupCount=2, encoding="utf-8")
        except OSError:
            return logging.NullHandler()
        file.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
        return file
