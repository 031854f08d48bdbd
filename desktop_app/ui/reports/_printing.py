"""Printing the pages of a report, one in each round of events."""

from PySide6.QtCore import QObject, QRectF, QTimer, Signal
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QWidget

from desktop_app.services.reporting import INCH, ReportPages

DOTS = 200
"""Dots to an inch: sharp on paper, and 10 MB a page in memory."""


class PrintRun(QObject):
    """Prints `pages` on `printer`; `ended` carries how many pages went out."""

    ended = Signal(int)

    def __init__(self, pages: ReportPages, printer: QPrinter, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pages = pages
        self._printer = printer
        count = len(pages.sizes)
        first = max(1, printer.fromPage()) if printer.fromPage() else 1
        last = min(count, printer.toPage()) if printer.toPage() else count
        self._waiting = list(range(first - 1, last))
        self._done = 0
        self._painter = QPainter()

    def start(self) -> None:
        """Print the first page, then the others as the events allow."""
        if not self._waiting:
            self.ended.emit(0)
            return
        self._turn(self._waiting[0])
        if not self._painter.begin(self._printer):
            self.ended.emit(0)
            return
        self._step()

    def _step(self) -> None:
        index = self._waiting.pop(0)
        self._paint(index)
        self._done += 1
        if not self._waiting:
            self._painter.end()
            self.ended.emit(self._done)
            return
        self._turn(self._waiting[0])
        self._printer.newPage()
        QTimer.singleShot(0, self._step)

    def _turn(self, index: int) -> None:
        width, height = self._pages.sizes[index]
        self._printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
        landscape = width > height
        self._printer.setPageOrientation(
            QPageLayout.Orientation.Landscape if landscape else QPageLayout.Orientation.Portrait
        )

    def _paint(self, index: int) -> None:
        drawn = self._pages.picture(index, DOTS / INCH)
        image = QImage(drawn.pixels, drawn.width, drawn.height, drawn.stride, QImage.Format.Format_RGB32)
        paper = QRectF(self._printer.paperRect(QPrinter.Unit.DevicePixel))
        inside = self._printer.pageRect(QPrinter.Unit.DevicePixel)
        self._painter.drawImage(paper.translated(-inside.topLeft()), image)


def ask_printer(count: int, parent: QWidget) -> QPrinter | None:
    """Ask for a printer and for the pages; None if the officer thought better of it."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setFullPage(True)
    dialog = QPrintDialog(printer, parent)
    dialog.setMinMax(1, count)
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange)
    return printer if dialog.exec() else None
