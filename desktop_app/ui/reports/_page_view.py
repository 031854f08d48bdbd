"""Pages one below the other on the window's grey, drawn when they come into sight."""

from collections import OrderedDict

from PySide6.QtCore import QCoreApplication, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from desktop_app.services.reporting import ReportPages
from desktop_app.ui.look import tokens

GAP = 14
KEPT = 12
"""Pages kept as pictures."""

POINTS = 96 / 72
"""Pixels to a point at 100 %."""

ZOOMS = (50, 60, 75, 90, 100, 110, 125, 150, 175, 200, 250, 300)


class PageView(QAbstractScrollArea):
    """Shows pages.

    `moved` carries the page in sight (from 1) and how many there are, `zoomed` the size in percent.
    """

    moved = Signal(int, int)
    zoomed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("pages")
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Các trang của báo cáo"))
        self._pages: ReportPages | None = None
        self._percent = 0
        self._message = ""
        self._places: list[QRect] = []
        self._pictures: OrderedDict[tuple[int, int], QImage] = OrderedDict()
        self._drawing = QTimer(self)
        self._drawing.setSingleShot(True)
        self._drawing.timeout.connect(self._draw_one)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)
        app = QCoreApplication.instance()
        if app is not None:
            app.aboutToQuit.connect(self.close_pages)
        self.horizontalScrollBar().valueChanged.connect(self.viewport().update)

    @property
    def pages(self) -> ReportPages | None:
        """Return the pages that are shown."""
        return self._pages

    @property
    def count(self) -> int:
        """Return how many pages are shown."""
        return len(self._places)

    @property
    def page(self) -> int:
        """Return the page in sight, from 1; 0 if there is none."""
        middle = self.verticalScrollBar().value() + self.viewport().height() // 3
        for number, place in enumerate(self._places, 1):
            if place.bottom() + GAP >= middle:
                return number
        return len(self._places)

    @property
    def percent(self) -> int:
        """Return the size shown, in percent."""
        return round(self._scale() / POINTS * 100)

    def show_pages(self, pages: ReportPages) -> None:
        """Show other pages, at the place where the officer was reading."""
        if self._pages is not None:
            self._pages.close()
        self._pages = pages
        self._message = ""
        self._pictures.clear()
        self._lay_out(keep=True)

    def say(self, message: str) -> None:
        """Show a sentence in place of pages."""
        self._message = message
        self.viewport().update()

    def fit_width(self) -> None:
        """Make the widest page as wide as the view, and keep it so."""
        self._zoom_to(0)

    def zoom_in(self) -> None:
        """Show the pages larger."""
        self._zoom_to(next((zoom for zoom in ZOOMS if zoom > self.percent), ZOOMS[-1]))

    def zoom_out(self) -> None:
        """Show the pages smaller."""
        self._zoom_to(next((zoom for zoom in reversed(ZOOMS) if zoom < self.percent), ZOOMS[0]))

    def close_pages(self) -> None:
        """Close the pages that are shown."""
        if self._pages is not None:
            self._pages.close()
        self._pages = None
        self._places = []

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw what is in sight; a page not drawn yet is white for a moment."""
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), self.palette().color(QPalette.ColorRole.Window))
        if not self._places:
            painter.setPen(QColor(tokens().muted))
            painter.drawText(
                self.viewport().rect(), Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self._message
            )
            return
        missing = False
        for index, place in self._seen():
            missing = self._paint_page(painter, index, place) or missing
        if missing and not self._drawing.isActive():
            self._drawing.start(0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the pages to the new width of the view."""
        super().resizeEvent(event)
        self._lay_out(keep=True)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom with Ctrl, else scroll."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if event.angleDelta().y() > 0:
                self.zoom_in()
            else:
                self.zoom_out()
            event.accept()
            return
        super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Turn pages and zoom by keys."""
        bar = self.verticalScrollBar()
        acts = {
            Qt.Key.Key_Home: lambda: bar.setValue(0),
            Qt.Key.Key_End: lambda: bar.setValue(bar.maximum()),
            Qt.Key.Key_PageDown: lambda: bar.setValue(bar.value() + bar.pageStep()),
            Qt.Key.Key_PageUp: lambda: bar.setValue(bar.value() - bar.pageStep()),
            Qt.Key.Key_Plus: self.zoom_in,
            Qt.Key.Key_Minus: self.zoom_out,
        }
        act = acts.get(Qt.Key(event.key()))
        if act is None:
            super().keyPressEvent(event)
        else:
            act()

    def _scale(self) -> float:
        """Pixels to a point."""
        if self._percent:
            return self._percent / 100 * POINTS
        widest = (
            max((width for width, _ in self._pages.sizes), default=595.0)
            if self._pages is not None
            else 595.0
        )
        return max(0.3, (self.viewport().width() - 2 * GAP) / widest)

    def _zoom_to(self, percent: int) -> None:
        self._percent = percent
        self._lay_out(keep=True)

    def _lay_out(self, *, keep: bool) -> None:
        bar, total = self.verticalScrollBar(), sum(place.height() for place in self._places)
        part = bar.value() / total if keep and total else 0.0
        scale, view = self._scale(), self.viewport().size()
        sizes = self._pages.sizes if self._pages is not None else ()
        pixels = [QSize(round(width * scale), round(height * scale)) for width, height in sizes]
        wide = max((size.width() for size in pixels), default=0) + 2 * GAP
        top, places = GAP, []
        for size in pixels:
            places.append(
                QRect((max(wide, view.width()) - size.width()) // 2, top, size.width(), size.height())
            )
            top += size.height() + GAP
        self._places = places
        bar.setPageStep(view.height())
        bar.setSingleStep(40)
        bar.setRange(0, max(0, top - view.height()))
        self.horizontalScrollBar().setPageStep(view.width())
        self.horizontalScrollBar().setRange(0, max(0, wide - view.width()))
        bar.setValue(round(part * sum(place.height() for place in places)))
        self.zoomed.emit(self.percent)
        self._scrolled()

    def _scrolled(self) -> None:
        self.viewport().update()
        self.moved.emit(self.page, self.count)

    def _seen(self) -> list[tuple[int, QRect]]:
        offset = (-self.horizontalScrollBar().value(), -self.verticalScrollBar().value())
        shown = self.viewport().rect()
        moved = ((index, place.translated(*offset)) for index, place in enumerate(self._places))
        return [(index, place) for index, place in moved if place.intersects(shown)]

    def _paint_page(self, painter: QPainter, index: int, place: QRect) -> bool:
        """Paint one page; return whether its picture is still to be drawn."""
        picture = self._pictures.get((index, place.width()))
        if picture is None:
            painter.fillRect(place, QColor("white"))
        else:
            painter.setRenderHint(
                QPainter.RenderHint.SmoothPixmapTransform
            )  # at 125 % a page may begin between pixels
            painter.drawImage(
                place.topLeft(), picture
            )  # at its own size: to lose a column of pixels breaks letters
        painter.setPen(QColor(tokens().line))
        painter.drawRect(place.adjusted(-1, -1, 0, 0))
        return picture is None

    def _draw_one(self) -> None:
        """Draw the first page in sight that has no picture.

        One in each round of events, so that nothing freezes.
        """
        if self._pages is None:
            return
        for index, place in self._seen():
            key = (index, place.width())
            if key not in self._pictures:
                self._pictures[key] = self._picture(index)
                while len(self._pictures) > KEPT:
                    self._pictures.popitem(last=False)
                self.viewport().update()
                return

    def _picture(self, index: int) -> QImage:
        ratio = self.devicePixelRatioF()
        if self._pages is None:
            return QImage()
        drawn = self._pages.picture(index, self._scale() * ratio)
        image = QImage(
            drawn.pixels, drawn.width, drawn.height, drawn.stride, QImage.Format.Format_RGB32
        ).copy()
        image.setDevicePixelRatio(ratio)
        return image
