"""The kinds of cells beside plain text: a bar with its figure, a status with icon and word, a choice, a day."""

from typing import Any

from PySide6.QtCore import QAbstractItemModel, QRect, QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QComboBox, QWidget

from desktop_app.resources import words
from desktop_app.ui.icons import icon_pixmap
from desktop_app.ui.theme import CELL_LEFT, CELL_RIGHT, color, status_look
from desktop_app.ui.widgets.cell_delegate import TextDelegate, table_model
from desktop_app.ui.widgets.cell_editors import CellLine
from desktop_app.ui.widgets.change_delegates import AskDelegate, ChangeDelegate, TickDelegate
from desktop_app.ui.widgets.columns import Column
from desktop_app.ui.widgets.table import Index

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

    def paint_cell(self, painter: QPainter, inside: QRect, column: Column[Any], row: Any) -> None:
        """Paint the bar as far as there is room, and the figure."""
        value = column.value(row)
        if value is None:
            return
        painter.setPen(color("text"))
        self.paint_text(painter, inside, f"{value} %", right=True)
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

    def paint_cell(self, painter: QPainter, inside: QRect, column: Column[Any], row: Any) -> None:
        """Paint icon and word."""
        look = status_look(column.mark(row) if column.mark else "")
        pixmap = icon_pixmap(look.icon, look.token, _ICON, self.grid.devicePixelRatioF())
        painter.drawPixmap(inside.left(), inside.center().y() - _ICON // 2, pixmap)
        painter.setPen(look.color)
        self.paint_text(painter, inside.adjusted(self.left_room(), 0, 0, 0), column.shown(row))

    def left_room(self) -> int:
        """Leave room for the icon."""
        return _ICON + 6


class StateDelegate(TextDelegate):
    """One of a few words, chosen from a list that opens at once; the column's `choices`, else the four states."""

    def new_editor(self, parent: QWidget) -> QWidget:
        """Make the list."""
        box = QComboBox(parent)
        box.setObjectName("cellEditor")
        box.activated.connect(lambda: self.grid.finish_edit(box, 0, 0))
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
        editor.setPlaceholderText(self.tr("dd/mm/yyyy"))
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
