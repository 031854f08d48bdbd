"""Cells of the import: an old value struck beside the new one, and a box to tick."""

from typing import Any

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QPen

from desktop_app.ui.icons import icon_pixmap
from desktop_app.ui.theme import color
from desktop_app.ui.widgets.cell_delegate import GridView, TextDelegate
from desktop_app.ui.widgets.cell_text import TextFitter
from desktop_app.ui.widgets.columns import Column

ARROW = " → "
_LINES = 2
_BOX = 16
_ARROW_SIZE = 14
_GAP = 6


class ChangeDelegate(TextDelegate):
    """Lines of "old → new": the old value struck and grey, the new one semibold. The column's value is the pairs."""

    def __init__(self, grid: GridView) -> None:
        """Paint for `grid`."""
        super().__init__(grid)
        struck = QFont(self.fitter.font)
        struck.setStrikeOut(True)
        self.struck = TextFitter(struck)

    def paint_cell(self, painter: QPainter, inside: QRect, column: Column[Any], row: Any) -> None:
        """Paint as many changes as there is room for."""
        pairs = column.value(row)
        height = self.fitter.line_height
        shown = pairs[:_LINES]
        top = inside.top() + (inside.height() - height * len(shown)) // 2
        for number, (old, new) in enumerate(shown):
            more = len(pairs) - _LINES if number == _LINES - 1 else 0
            line = QRect(inside.left(), top + number * height, inside.width(), height)
            self._paint_pair(painter, line, old, f"{new}  (+{more})" if more > 0 else new)

    def _paint_pair(self, painter: QPainter, line: QRect, old: str, new: str) -> None:
        old, new = (" ".join(text.split()) for text in (old, new))
        arrow = _ARROW_SIZE + 2 * _GAP
        wanted = self.strong.metrics.horizontalAdvance(new)
        room = max(line.width() - arrow, 0)
        left_room = max(round(room - wanted), room * 2 // 5)
        base = line.top() + self.fitter.metrics.ascent()
        before = self.struck.fit(old, left_room, 1).lines[0] if old else ""
        painter.setFont(self.struck.font if old else self.fitter.font)
        painter.setPen(color("muted"))
        said = before or self.tr("(trống)")
        painter.drawText(QPointF(line.left(), base), said)
        left = line.left() + round(self.fitter.metrics.horizontalAdvance(said)) + _GAP
        pixmap = icon_pixmap("arrow_right_20_regular", "muted", _ARROW_SIZE, self.grid.devicePixelRatioF())
        painter.drawPixmap(left, line.center().y() - _ARROW_SIZE // 2 + 1, pixmap)
        left += _ARROW_SIZE + _GAP
        painter.setFont(self.strong.font)
        painter.setPen(color("text"))
        painter.drawText(QPointF(left, base), self.strong.fit(new, line.right() - left, 1).lines[0])


class TickDelegate(TextDelegate):
    """A box that is ticked or not; nothing where the column's value is None."""

    def paint_cell(self, painter: QPainter, inside: QRect, column: Column[Any], row: Any) -> None:
        """Paint the box."""
        value = column.value(row)
        if value is None:
            return
        box = QRectF(inside.left() + 0.5, inside.center().y() - _BOX // 2 + 0.5, _BOX - 1, _BOX - 1)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(color("accent" if value else "muted"), 1))
        painter.setBrush(color("accent" if value else "surface"))
        painter.drawRoundedRect(box, 3, 3)
        if value:
            painter.setPen(QPen(color("on_accent"), 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
            left, top = box.left(), box.top()
            points = [QPointF(left + 3.5, top + 8), QPointF(left + 6.5, top + 11), QPointF(left + 11.5, top + 4.5)]
            painter.drawPolyline(points)

    def tip(self, _index: Any, _rect: QRect) -> str:
        """Show no tip."""
        return ""


class AskDelegate(TextDelegate):
    """A decision: semibold where it was made, in the colour of a warning where it waits (the column's `mark`)."""

    def paint_cell(self, painter: QPainter, inside: QRect, column: Column[Any], row: Any) -> None:
        """Paint the words of the decision."""
        waits = column.mark is not None and column.mark(row) == "waits"
        painter.setPen(color("late" if waits else "text"))
        self.paint_text(painter, inside, column.shown(row))
