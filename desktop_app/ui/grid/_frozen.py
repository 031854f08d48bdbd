"""The columns that stay in sight while a table is scrolled sideways."""

from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QHelpEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QStyle, QStyleOptionViewItem, QTableView, QWidget

from desktop_app.ui.grid._column_choice import ColumnLayout
from desktop_app.ui.grid.header import GridHeader
from desktop_app.ui.grid.table import TableModel
from desktop_app.ui.look import color

_LAST = "content"
_MOST = 0.6
"""So much of the width may be kept; what is wider scrolls with the rest."""


class FrozenColumns(QWidget):
    """Paints number and content over what has moved below them; a click there goes to their cell.

    `opened` follows a double click.
    """

    opened = Signal()

    def __init__(self, grid: QTableView, layout: ColumnLayout) -> None:
        """Begin without a table that is scrolled; `layout` knows which columns it shows."""
        super().__init__(grid)
        self._grid, self._layout = grid, layout
        self.hide()
        grid.horizontalScrollBar().valueChanged.connect(self.place)
        grid.horizontalHeader().sectionResized.connect(self.place)
        grid.verticalScrollBar().valueChanged.connect(self.update)

    def columns(self) -> list[int]:
        """List the columns that are kept: those up to the content, if they leave room for others."""
        grid, shown = self._grid, self._layout.shown()
        keys = [self._layout.key(column) for column in shown]
        kept = shown[: keys.index(_LAST) + 1] if _LAST in keys else []
        width = sum(map(grid.columnWidth, kept))
        return kept if width <= _MOST * grid.viewport().width() else []

    def place(self, *_changed: int) -> None:
        """Stand over the left of the table while it is scrolled."""
        grid, header = self._grid, self._grid.horizontalHeader()
        width = sum(map(grid.columnWidth, self.columns())) if grid.horizontalScrollBar().value() else 0
        self.setVisible(width > 0)
        room = grid.viewport().geometry()
        self.setGeometry(room.left(), header.y(), width, header.height() + room.height())
        self.raise_()
        self.update()

    def keep_clear(self, at: QModelIndex | QPersistentModelIndex, before: int) -> None:
        """Show the cell `at` beside the kept columns; one of theirs moves nothing (from `before`)."""
        bar, kept = self._grid.horizontalScrollBar(), self.columns()
        if at.column() in kept and before:
            bar.setValue(before)
        elif at.column() not in kept and bar.value():
            hidden = sum(map(self._grid.columnWidth, kept)) - self._grid.columnViewportPosition(at.column())
            bar.setValue(bar.value() - max(hidden, 0))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the cells, then the titles; the headings of sections stand there by themselves."""
        grid, header = self._grid, self._grid.horizontalHeader()
        painter = QPainter(self)
        top, left, height = header.height(), 0, grid.viewport().height()
        last = grid.rowAt(height - 1)
        lines = range(max(grid.rowAt(0), 0), (last if last >= 0 else grid.model().rowCount() - 1) + 1)
        kept = self.columns()
        for column in kept:
            width = grid.columnWidth(column)
            for line in lines:
                if not self._is_heading(line):
                    place = QRect(left, top + grid.rowViewportPosition(line), width, grid.rowHeight(line))
                    at = grid.model().index(line, column)
                    painter.fillRect(place, color("surface"))
                    grid.itemDelegateForIndex(at).paint(painter, self._option(place, at), at)
            left += width
        painter.fillRect(0, 0, left, top, color("group"))
        painter.fillRect(0, top - 1, left, 1, color("line"))
        for column in reversed(kept):
            left -= grid.columnWidth(column)
            there = header.sectionViewportPosition(column)
            painter.translate(left - there, 0)
            if isinstance(header, GridHeader):
                header.paintSection(painter, QRect(there, 0, grid.columnWidth(column), top - 1), column)
            painter.resetTransform()
        painter.end()

    def _option(self, place: QRect, at: QModelIndex) -> QStyleOptionViewItem:
        grid, option = self._grid, QStyleOptionViewItem()
        grid.initViewItemOption(option)
        shown: Any = option  # whose place and state are missing in the types of PySide
        shown.rect = place
        if grid.selectionModel().isSelected(at):
            shown.state |= QStyle.StateFlag.State_Selected
        if at == grid.currentIndex() and grid.hasFocus():
            shown.state |= QStyle.StateFlag.State_HasFocus
        return option

    def event(self, event: QEvent) -> bool:
        """Go to the cell that is clicked; whatever else comes is the table's own matter."""
        grid = self._grid
        if event.type() in (QEvent.Type.Wheel, QEvent.Type.ContextMenu):
            return QApplication.sendEvent(grid.viewport(), event)
        if isinstance(event, QHelpEvent):
            return self._tell(event)
        if not isinstance(event, QMouseEvent):
            return super().event(event)
        point = event.position().toPoint()
        line = self._line(point)
        pressed = event.type() in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick)
        if line < 0:
            if pressed:
                grid.horizontalScrollBar().setValue(0)
        elif pressed:
            grid.setFocus(Qt.FocusReason.MouseFocusReason)
            grid.setCurrentIndex(grid.model().index(line, self._column(point.x())))
            if self._is_heading(line):
                self._model().toggle(line)
            elif event.type() is QEvent.Type.MouseButtonDblClick:
                self.opened.emit()
        return True

    def _tell(self, event: QHelpEvent) -> bool:
        """Show the tip of the cell below the mouse."""
        grid, line = self._grid, self._line(event.pos())
        if line < 0 or self._is_heading(line):
            return False
        at = grid.model().index(line, self._column(event.pos().x()))
        place = QRect(0, 0, grid.columnWidth(at.column()), grid.rowHeight(line))
        return grid.itemDelegateForIndex(at).helpEvent(event, grid, self._option(place, at), at)

    def _line(self, point: QPoint) -> int:
        y = point.y() - self._grid.horizontalHeader().height()
        return self._grid.rowAt(y) if y >= 0 else -1

    def _column(self, x: int) -> int:
        kept = self.columns()
        for column in kept:
            x -= self._grid.columnWidth(column)
            if x < 0:
                return column
        return kept[-1]

    def _model(self) -> TableModel[Any]:
        model = self._grid.model()
        if not isinstance(model, TableModel):
            raise TypeError(model)
        return model

    def _is_heading(self, line: int) -> bool:
        return self._model().is_heading(line)
