"""The kinds of cells beside plain text.

A bar with its figure, a status with icon and word, a choice, a day.
"""

from typing import Any

from PySide6.QtCore import QAbstractItemModel, QPointF, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QFont, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QComboBox, QWidget

from desktop_app.resources import words
from desktop_app.ui.grid.cell_delegate import GridView, TextDelegate, table_model
from desktop_app.ui.grid.cell_editors import CellLine
from desktop_app.ui.grid.cell_text import TextFitter
from desktop_app.ui.grid.columns import GridColumn
from desktop_app.ui.grid.table import Index
from desktop_app.ui.look import CELL_LEFT, CELL_RIGHT, color, icon_pixmap, status_look
from desktop_app.ui.widgets import widen_list

_LINES = 2
_BOX = 16
_ARROW_SIZE = 14
_GAP = 6


class ChangeDelegate(TextDelegate):
    """Lines of "old → new": the old value struck and grey, the new one semibold.

    The column's value is the pairs.
    """

    def __init__(self, grid: GridView) -> None:
        super().__init__(grid)
        struck = QFont(self.fitter.font)
        struck.setStrikeOut(True)
        self.struck = TextFitter(struck)

    def paint_cell(self, painter: QPainter, inside: QRect, column: GridColumn[Any], row: Any) -> None:
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
    """A box that is ticked or not; nothing if the column's value is None."""

    def paint_cell(self, painter: QPainter, inside: QRect, column: GridColumn[Any], row: Any) -> None:
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
            points = [
                QPointF(left + 3.5, top + 8),
                QPointF(left + 6.5, top + 11),
                QPointF(left + 11.5, top + 4.5),
            ]
            painter.drawPolyline(points)

    def tip(self, _index: Any, _rect: QRect) -> str:
        """Show no tip."""
        return ""


class AskDelegate(TextDelegate):
    """A decision: semibold if it was made, in the colour of a warning if it waits (the column's `mark`)."""

    def paint_cell(self, painter: QPainter, inside: QRect, column: GridColumn[Any], row: Any) -> None:
        """Paint the words of the decision."""
        waits = column.mark is not None and column.mark(row) == "waits"
        painter.setPen(color("late" if waits else "text"))
        self.paint_text(painter, inside, column.shown(row))


_ICON = 16
_BAR_HEIGHT = 5
_FIGURE_WIDTH = 44
_BAR_ROOM = 84


class LineDelegate(TextDelegate):
    """Text whose editor takes one line."""

    def new_editor(self, parent: QWidget) -> QWidget:
        """Make the editor."""
        return CellLine(parent)


class ProgressDelegate(LineDelegate):
    """A bar and its figure, "75 %"; the editor takes 0 to 100."""

    def paint_cell(self, painter: QPainter, inside: QRect, column: GridColumn[Any], row: Any) -> None:
        """Paint the bar as far as there is room, and the figure."""
        value = column.value(row)
        if value is None:
            return
        self.paint_text(painter, inside, f"{value}%", self.pen_for(painter, column, row), right=True)
        if inside.width() < _BAR_ROOM - CELL_LEFT - CELL_RIGHT:
            return
        width = inside.width() - _FIGURE_WIDTH
        top = inside.center().y() - _BAR_HEIGHT // 2
        bar = QRectF(inside.left(), top, width, _BAR_HEIGHT)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color("track"))
        painter.drawRoundedRect(bar, _BAR_HEIGHT / 2, _BAR_HEIGHT / 2)
        if value > 0:
            bar.setWidth(max(_BAR_HEIGHT, width * min(int(value), 100) / 100))
            painter.setBrush(color("accent"))
            painter.drawRoundedRect(bar, _BAR_HEIGHT / 2, _BAR_HEIGHT / 2)

    def tip(self, _index: Index, _rect: QRect) -> str:
        """Show no tip: the figure is always whole."""
        return ""


class StatusDelegate(TextDelegate):
    """An icon and a coloured word; the column's `mark` names the status."""

    def paint_cell(self, painter: QPainter, inside: QRect, column: GridColumn[Any], row: Any) -> None:
        """Paint icon and word."""
        look = status_look(column.mark(row) if column.mark else "")
        pixmap = icon_pixmap(look.icon, look.token, _ICON, self.grid.devicePixelRatioF())
        painter.drawPixmap(inside.left(), inside.center().y() - _ICON // 2, pixmap)
        painter.setPen(look.color)
        self.paint_text(painter, inside.adjusted(self.left_room(), 0, 0, 0), column.shown(row))

    def left_room(self) -> int:
        """Leave room for the icon."""
        return _ICON + 6


class CellChoice(QComboBox):
    """A list of words that is open as long as it stands: one is chosen, or the list is `left` without.

    Escape leaves it, and so does a click beside it; nothing is entered then.
    """

    left = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("cellEditor")

    def showPopup(self) -> None:
        """Show the words whole, however narrow the column is."""
        widen_list(self)
        super().showPopup()

    def hidePopup(self) -> None:
        """Close the list, and leave the cell unless a word was chosen (which is said first)."""
        super().hidePopup()
        QTimer.singleShot(0, self, self.left.emit)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose nothing while the list is closed: its keys belong to the list."""
        event.ignore()


class StateDelegate(TextDelegate):
    """One of a few words, chosen from a list that opens at once.

    They are the column's `choices`, else the four states.
    """

    def new_editor(self, parent: QWidget) -> QWidget:
        """Make the list."""
        box = CellChoice(parent)
        box.activated.connect(lambda: self.grid.finish_edit(box, 0, 0))
        box.left.connect(lambda: self.grid.leave_edit(box))
        return box

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Offer the choices, the present one chosen."""
        if isinstance(editor, QComboBox) and not editor.count():
            column = table_model(index).columns[index.column()]
            editor.addItems(list(column.choices or words("state").values()))
            editor.setCurrentText(str(index.data(Qt.ItemDataRole.EditRole)))
            editor.showPopup()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Enter the choice."""
        if isinstance(editor, QComboBox):
            model.setData(index, editor.currentText(), Qt.ItemDataRole.EditRole)


class DateDelegate(LineDelegate):
    """A day as dd/MM/yyyy; what is typed is read when it is entered."""

    def new_editor(self, parent: QWidget) -> QWidget:
        """Make the editor, which shows the form of a day while it is empty."""
        editor = CellLine(parent)
        editor.setPlaceholderText(self.tr("ngày/tháng/năm"))
        return editor


DELEGATES: dict[str, type[TextDelegate]] = {
    "text": TextDelegate,
    "line": LineDelegate,
    "progress": ProgressDelegate,
    "status": StatusDelegate,
    "state": StateDelegate,
    "date": DateDelegate,
    "change": ChangeDelegate,
    "tick": TickDelegate,
    "ask": AskDelegate,
}
