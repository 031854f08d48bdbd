"""Bars of some parts, one a row: how the tasks of a group or an agency stand."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QFontMetricsF, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QToolTip, QWidget

from desktop_app.ui.charts.chart import ChartWidget
from desktop_app.ui.formats import share
from desktop_app.ui.grid import tip_html
from desktop_app.ui.look import PRINT, SMALL_PT, Theme, text_font

_FILLS = {
    "done_on_time": ("done_fill", "on_fill"),
    "done_late": ("late_fill", "on_late_fill"),
    "open_in_time": ("open_fill", "on_open_fill"),
    "open_overdue": ("overdue_fill", "on_fill"),
    "no_deadline": ("none_fill", "on_none_fill"),
    "entered": ("done_fill", "on_fill"),
    "confirmed": ("open_fill", "on_open_fill"),
    "settled": ("none_fill", "on_none_fill"),
    "missing": ("late_fill", "on_late_fill"),
}
"""Fill and figures of every part that a bar may have."""

_OUTLINED = ("no_deadline", "settled")
_BAR = 16
_ROW_LEAST = 28
_ROW_MOST = 61
_LEGEND_ROW = 22
_SQUARE = 9
_GAP = 2
_LABEL_SHARE = 0.36
_LABEL_GAP = 14
_LEAST_SEGMENT = 4
_FIGURE_PAD = 3


@dataclass(frozen=True, slots=True)
class BarRow:
    """One bar: `parts` are counts by status key, `text` stands at its right end."""

    key: str
    label: str
    parts: Mapping[str, int]
    text: str = ""

    @property
    def total(self) -> int:
        """Return the whole of the bar."""
        return sum(self.parts.values())


@dataclass(frozen=True, slots=True)
class _Spot:
    """A place that can be clicked; `status` is empty for the whole row."""

    row: int
    status: str
    rect: QRectF


class StackedBars(ChartWidget):
    """Shows rows of parts, by status unless other parts are named.

    `segmentClicked` carries the row's key and the part's, "" for the whole row.
    With the keyboard: arrows go from part to part, Enter or Space opens it.
    """

    segmentClicked = Signal(str, str)

    def __init__(self, parent: QWidget | None = None, words: Mapping[str, str] | None = None) -> None:
        """Begin without rows. `words` names other parts than the five statuses, in their order."""
        super().__init__(parent)
        self.rows: tuple[BarRow, ...] = ()
        self._at = 0
        self._words = words or {
            "done_on_time": self.tr("hoàn thành đúng hạn"),
            "done_late": self.tr("hoàn thành quá hạn"),
            "open_in_time": self.tr("trong hạn"),
            "open_overdue": self.tr("quá hạn"),
            "no_deadline": self.tr("không có thời hạn"),
        }

    def set_rows(self, rows: Sequence[BarRow]) -> None:
        """Show other rows."""
        self.rows = tuple(rows)
        self._at = 0
        self.stop_at(any(any(row.parts.values()) for row in self.rows))
        self.setAccessibleDescription("; ".join(self._sentence(row) for row in self.rows))
        self.setMinimumHeight(self.minimumSizeHint().height())
        self.updateGeometry()
        self.update()

    def minimumSizeHint(self) -> QSize:
        """Leave every row its least height."""
        return QSize(280, 2 * _LEGEND_ROW + _ROW_LEAST * max(len(self.rows), 1))

    def sizeHint(self) -> QSize:
        """Ask for easy rows."""
        return QSize(560, _LEGEND_ROW + 40 * max(len(self.rows), 1))

    def paint_chart(self, painter: QPainter, size: QSize, theme: Theme) -> None:
        """Paint legend, labels, bars and totals."""
        painter.setFont(text_font(SMALL_PT))
        self._paint_legend(painter, size, theme)
        labels = self._label_width(size)
        for row, spot_rect in zip(self.rows, self._row_rects(size), strict=True):
            painter.setPen(QColor(theme.text))
            room = QRectF(0, spot_rect.top(), labels, spot_rect.height())
            label = painter.fontMetrics().elidedText(row.label, Qt.TextElideMode.ElideRight, int(labels))
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, label)
        for spot in self._segments(size):
            _fill(painter, spot.rect, spot.status, theme)
            figure = str(self.rows[spot.row].parts[spot.status])
            width = painter.fontMetrics().horizontalAdvance(figure) + 2 * _FIGURE_PAD
            if width <= spot.rect.width():
                ground, ink = (QColor(getattr(theme, token)) for token in _FILLS[spot.status])
                middle = spot.rect.center().x()
                painter.fillRect(QRectF(middle - width / 2, spot.rect.top() + 1, width, _BAR - 2), ground)
                painter.setPen(ink)
                painter.drawText(spot.rect, Qt.AlignmentFlag.AlignCenter, figure)
        painter.setPen(QColor(theme.muted))
        for number, rect in enumerate(self._row_rects(size)):
            left = self._bar_end(number, size) + 8
            place = QRectF(left, rect.top(), size.width() - left, rect.height())
            painter.drawText(
                place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.rows[number].text
            )
        spots = self._segments(size)
        if self.hasFocus() and self._at < len(spots) and theme is not PRINT:
            painter.setPen(QPen(QColor(theme.text), 2))
            painter.drawRect(spots[self._at].rect.adjusted(-2, -3, 2, 3))

    # --- mouse and keys --------------------------------------------------------------------

    def event(self, event: QEvent) -> bool:
        """Show what is under the mouse in a tool tip."""
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            spot = self._spot_at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), tip_html(self._said(spot)) if spot else "", self)
            return True
        return super().event(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show the hand over what can be opened."""
        hand = self._spot_at(event.position()) is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor if hand else Qt.CursorShape.ArrowCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open what was clicked."""
        spot = self._spot_at(event.position())
        if spot is not None and event.button() is Qt.MouseButton.LeftButton:
            self.segmentClicked.emit(self.rows[spot.row].key, spot.status)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from part to part, and open one."""
        spots = self._segments(self.size())
        if not spots:
            super().keyPressEvent(event)
            return
        self._at = min(self._at, len(spots) - 1)
        key, at = event.key(), spots[self._at]
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.segmentClicked.emit(self.rows[at.row].key, at.status)
        elif key == Qt.Key.Key_Right:
            self._at = min(self._at + 1, len(spots) - 1)
        elif key == Qt.Key.Key_Left:
            self._at = max(self._at - 1, 0)
        elif key == Qt.Key.Key_Down:
            self._at = next((place for place, one in enumerate(spots) if one.row > at.row), self._at)
        elif key == Qt.Key.Key_Up:
            above = [one.row for one in spots if one.row < at.row]
            self._at = next(
                (place for place, one in enumerate(spots) if above and one.row == above[-1]), self._at
            )
        else:
            super().keyPressEvent(event)
            return
        self.update()

    # --- places ----------------------------------------------------------------------------

    def _legend(self, size: QSize) -> list[tuple[str, float, float]]:
        """Return status key, left and top of each entry; a narrow chart takes two lines."""
        metrics = self._metrics()
        widths = {key: _SQUARE + 5 + metrics.horizontalAdvance(word) for key, word in self._words.items()}
        gap = 14
        whole = sum(widths.values()) + gap * (len(widths) - 1)
        left, top = max(0.0, size.width() - whole), 0.0
        found = []
        for key, width in widths.items():
            if left > 0 and left + width > size.width():
                left, top = 0.0, top + _LEGEND_ROW
            found.append((key, left, top))
            left += width + gap
        return found

    def _paint_legend(self, painter: QPainter, size: QSize, theme: Theme) -> None:
        for key, left, top in self._legend(size):
            _fill(painter, QRectF(left, top + 4, _SQUARE, _SQUARE), key, theme)
            painter.setPen(QColor(theme.muted))
            painter.drawText(QPointF(left + _SQUARE + 5, top + 4 + _SQUARE), self._words[key])

    def _row_rects(self, size: QSize) -> list[QRectF]:
        top = self._legend(size)[-1][2] + _LEGEND_ROW
        height = min(_ROW_MOST, max(_ROW_LEAST, (size.height() - top) / max(len(self.rows), 1)))
        return [QRectF(0, top + number * height, size.width(), height) for number in range(len(self.rows))]

    def _label_width(self, size: QSize) -> float:
        metrics = self._metrics()
        widest = max((metrics.horizontalAdvance(row.label) for row in self.rows), default=0)
        return min(widest + 2, size.width() * _LABEL_SHARE)

    def _unit(self, size: QSize) -> float:
        metrics = self._metrics()
        texts = max((metrics.horizontalAdvance(row.text) for row in self.rows), default=0)
        room = size.width() - self._label_width(size) - _LABEL_GAP - texts - 12
        most = max((row.total for row in self.rows), default=0)
        return max(room, 1) / most if most else 0.0

    def _segments(self, size: QSize) -> list[_Spot]:
        unit, start = self._unit(size), self._label_width(size) + _LABEL_GAP
        found = []
        for number, rect in enumerate(self._row_rects(size)):
            left, top = start, rect.center().y() - _BAR / 2
            for key in self._words:
                count = self.rows[number].parts.get(key, 0)
                if count:
                    width = max(count * unit, _LEAST_SEGMENT)
                    found.append(_Spot(number, key, QRectF(left, top, max(width - _GAP, 1), _BAR)))
                    left += width
        return found

    def _bar_end(self, number: int, size: QSize) -> float:
        ends = [spot.rect.right() for spot in self._segments(size) if spot.row == number]
        return max(ends, default=self._label_width(size) + _LABEL_GAP)

    def _spot_at(self, place: QPointF) -> _Spot | None:
        size = self.size()
        for spot in self._segments(size):
            if spot.rect.adjusted(-1, -4, 1, 4).contains(place):
                return spot
        for number, rect in enumerate(self._row_rects(size)):
            text = rect.left() <= place.x() <= self._label_width(size) or place.x() > self._bar_end(
                number, size
            )
            if rect.contains(place) and text and self.rows[number].total:
                return _Spot(number, "", rect)
        return None

    def _metrics(self) -> QFontMetricsF:
        return QFontMetricsF(text_font(SMALL_PT))

    # --- words -----------------------------------------------------------------------------

    def _said(self, spot: _Spot) -> str:
        row = self.rows[spot.row]
        if not spot.status:
            return f"{row.label}\n{self._parts(row)}"
        return f"{row.label}\n{self._words[spot.status]}: {share(row.parts[spot.status], row.total)}"

    def _sentence(self, row: BarRow) -> str:
        return f"{row.label}: {self._parts(row)}"

    def _parts(self, row: BarRow) -> str:
        return ", ".join(f"{self._words[key]} {row.parts[key]}" for key in self._words if row.parts.get(key))


def _fill(painter: QPainter, rect: QRectF, status: str, theme: Theme) -> None:
    """Fill a part; on paper what is overdue is hatched, and what has no deadline is outlined."""
    painter.fillRect(rect, QColor(getattr(theme, _FILLS[status][0])))
    if theme is not PRINT:
        return
    if status == "open_overdue":
        painter.fillRect(rect, QBrush(QColor(theme.surface), Qt.BrushStyle.BDiagPattern))
    elif status in _OUTLINED:
        painter.setPen(QColor(theme.text))
        painter.drawRect(rect.adjusted(0.5, 0.5, -0.5, -0.5))
