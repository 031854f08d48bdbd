"""Two curves over time: tasks completed so far, and tasks whose deadline has passed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil, log10

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QToolTip, QWidget

from desktop_app.ui.charts.chart import ChartWidget
from desktop_app.ui.formats import format_date, format_number
from desktop_app.ui.grid import tip_html
from desktop_app.ui.look import PRINT, SMALL_PT, Theme, text_font

DONE, DUE = "done", "due"
_TOP = 24
_BOTTOM = 24
_RIGHT = 18
_LINES = 5
_LONG_SPAN_DAYS = 550
_TICK_WIDTH = 54


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """At the end of `day`: how many were completed (None if that is not known yet), and how many were due."""

    day: date
    done: int | None
    due: int


class ProgressCurve(ChartWidget):
    """Shows completion against the deadlines; the last values are written beside the curves.

    `pointClicked` carries the day of a point and "done" or "due", the curve it lies on. With the keyboard:
    left and right go along a curve, up and down to the other one, Enter or Space opens a point.
    """

    pointClicked = Signal(object, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.points: tuple[CurvePoint, ...] = ()
        self._at, self._on = 0, DONE

    def set_points(self, points: Sequence[CurvePoint]) -> None:
        """Show other points, in order of their days."""
        self.points = tuple(points)
        self._at = len(self.points) - 1
        self.stop_at(len(self.points) > 1 and any(point.done is not None for point in self.points))
        self.setAccessibleDescription(
            self._said(self.points[-1]) if self.points else self.tr("Chưa có số liệu")
        )
        self.update()

    def minimumSizeHint(self) -> QSize:
        """Leave room for axes and labels."""
        return QSize(240, 180)

    def sizeHint(self) -> QSize:
        """Ask for an easy size."""
        return QSize(480, 300)

    def paint_chart(self, painter: QPainter, size: QSize, theme: Theme) -> None:
        """Paint axes, the two curves and their last values."""
        painter.setFont(text_font(SMALL_PT))
        if len(self.points) < 2:
            painter.setPen(QColor(theme.muted))
            painter.drawText(
                QRectF(0, 0, size.width(), size.height()),
                Qt.AlignmentFlag.AlignCenter,
                self.tr("Chưa đủ số liệu để vẽ"),
            )
            return
        plot = self._plot(size)
        self._paint_values(painter, plot, theme)
        self._paint_days(painter, plot, theme)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        due = [(point.day, point.due) for point in self.points]
        done = [(point.day, point.done) for point in self.points if point.done is not None]
        dashes = QPen(QColor(theme.muted), 2)
        dashes.setDashPattern([5, 3])
        painter.setPen(dashes)
        painter.drawPolyline(QPolygonF([self._place(plot, *one) for one in due]))
        if not done:
            return
        painter.setPen(QPen(QColor(theme.accent), 2.4))
        painter.drawPolyline(QPolygonF([self._place(plot, *one) for one in done]))
        painter.setBrush(QColor(theme.accent))
        painter.drawEllipse(self._place(plot, *done[-1]), 3, 3)
        ahead = done[-1][1] >= next(point.due for point in self.points if point.day == done[-1][0])
        said = self.tr("Đã hoàn thành %s") % format_number(done[-1][1])
        self._paint_label(painter, self._label(plot, done, said, above=ahead), said, (theme.text, theme))
        said = self.tr("Theo thời hạn %s") % format_number(due[-1][1])
        self._paint_label(painter, self._label(plot, due, said, above=not ahead), said, (theme.muted, theme))
        if self.hasFocus() and theme is not PRINT:
            painter.setPen(QPen(QColor(theme.text), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(self._spot(plot, self.points[self._at], self._on), 6, 6)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show the hand over what can be opened."""
        hand = self._near(event.position()) is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor if hand else Qt.CursorShape.ArrowCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open the point nearest to the mouse."""
        near = self._near(event.position())
        if near is not None and event.button() is Qt.MouseButton.LeftButton:
            self.pointClicked.emit(near[0].day, near[1])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go along the curves, and open a point."""
        key = event.key()
        if len(self.points) < 2:
            super().keyPressEvent(event)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            at = self.points[self._at]
            self.pointClicked.emit(at.day, self._on if at.done is not None else DUE)
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            step = 1 if key == Qt.Key.Key_Right else -1
            self._at = min(max(self._at + step, 0), len(self.points) - 1)
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._on = DUE if self._on == DONE else DONE
        else:
            super().keyPressEvent(event)
        self.update()

    def event(self, event: QEvent) -> bool:
        """Show the values under the mouse in a tool tip."""
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip and self.points:
            plot = self._plot(self.size())
            near = min(
                self.points, key=lambda point: abs(self._place(plot, point.day, 0).x() - event.pos().x())
            )
            QToolTip.showText(event.globalPos(), tip_html(self._said(near)), self)
            return True
        return super().event(event)

    def _said(self, point: CurvePoint) -> str:
        said = self.tr("Đến %s: %s nhiệm vụ đến hạn") % (format_date(point.day), format_number(point.due))
        if point.done is None:
            return said
        return said + self.tr(", %s nhiệm vụ đã hoàn thành") % format_number(point.done)

    # --- places ----------------------------------------------------------------------------

    def _near(self, place: QPointF) -> tuple[CurvePoint, str] | None:
        """Return the point of the plot at `place`, and the curve that is nearer there."""
        plot = self._plot(self.size())
        if len(self.points) < 2 or not plot.adjusted(-6, -6, 6, 6).contains(place):
            return None
        point = min(self.points, key=lambda one: abs(self._place(plot, one.day, 0).x() - place.x()))
        curves = (DUE,) if point.done is None else (DONE, DUE)
        return point, min(curves, key=lambda on: abs(self._spot(plot, point, on).y() - place.y()))

    def _spot(self, plot: QRectF, point: CurvePoint, on: str) -> QPointF:
        return self._place(plot, point.day, point.due if on == DUE or point.done is None else point.done)

    def _most(self) -> int:
        return max(1, *(point.due for point in self.points), *(point.done or 0 for point in self.points))

    def _step(self) -> int:
        """Return a round step that makes at most five lines."""
        rough = self._most() / _LINES
        power = 10 ** max(0, int(log10(rough))) if rough >= 1 else 1
        return next(power * factor for factor in (1, 2, 5, 10) if power * factor >= rough)

    def _plot(self, size: QSize) -> QRectF:
        metrics = QFontMetricsF(text_font(SMALL_PT))
        left = metrics.horizontalAdvance(format_number(self._most() if self.points else 0)) + 12
        return QRectF(
            left, _TOP, max(size.width() - left - _RIGHT, 1), max(size.height() - _TOP - _BOTTOM, 1)
        )

    def _place(self, plot: QRectF, day: date, value: int) -> QPointF:
        first, last = self.points[0].day, self.points[-1].day
        along = (day - first).days / max((last - first).days, 1)
        return QPointF(
            plot.left() + along * plot.width(), plot.bottom() - value / self._most() * plot.height()
        )

    def _paint_values(self, painter: QPainter, plot: QRectF, theme: Theme) -> None:
        step = self._step()
        for value in range(0, self._most() + 1, step):
            y = round(self._place(plot, self.points[0].day, value).y())
            painter.setPen(QColor(theme.line))
            painter.drawLine(round(plot.left()), y, round(plot.right()), y)
            painter.setPen(QColor(theme.muted))
            room = QRectF(0, y - 10, plot.left() - 6, 20)
            painter.drawText(
                room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, format_number(value)
            )

    def _paint_days(self, painter: QPainter, plot: QRectF, theme: Theme) -> None:
        painter.setPen(QColor(theme.muted))
        room = max(1, int(plot.width() // _TICK_WIDTH))
        ticks = self._ticks()
        every = max(1, ceil(len(ticks) / room))
        for day, text in ticks[::every]:
            middle = self._place(plot, day, 0).x()
            left = max(middle - 30, (painter.fontMetrics().horizontalAdvance(text) - 60) / 2)
            painter.drawText(QRectF(left, plot.bottom() + 4, 60, 18), Qt.AlignmentFlag.AlignCenter, text)

    def _ticks(self) -> list[tuple[date, str]]:
        first, last = self.points[0].day, self.points[-1].day
        if (last - first).days > _LONG_SPAN_DAYS:
            days = [date(year, 1, 1) for year in range(first.year, last.year + 1)]
            return [(day, str(day.year)) for day in days if first <= day <= last]
        months = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
        days = [date(month // 12, month % 12 + 1, 1) for month in months]
        return [(day, f"{day:%m/%Y}") for day in days if first <= day <= last]

    def _label(self, plot: QRectF, curve: Sequence[tuple[date, int]], text: str, *, above: bool) -> QRectF:
        """Return the place of a curve's label at its end, above or below the part of the curve beside it."""
        metrics = QFontMetricsF(text_font(SMALL_PT))
        width, height = metrics.horizontalAdvance(text), metrics.height()
        places = [self._place(plot, *one) for one in curve]
        right = min(places[-1].x() + width / 2, plot.right())
        beside = [place.y() for place in places if right - width - 8 <= place.x() <= right + 8] or [
            places[-1].y()
        ]
        top = min(beside) - height - 5 if above else max(beside) + 5
        return QRectF(right - width, min(max(top, 0), plot.bottom() - height - 2), width, height)

    def _paint_label(self, painter: QPainter, place: QRectF, text: str, look: tuple[str, Theme]) -> None:
        """Write on a ground that keeps lines off the letters."""
        ink, theme = look
        painter.fillRect(place.adjusted(-2, 0, 2, 0), QColor(theme.surface))
        painter.setPen(QColor(ink))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)
