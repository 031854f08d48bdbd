"""How a cell of text is painted and edited, and what every kind of cell shares.

A delegate belongs to one grid. It paints the grid's lines, the chosen row and the headings of sections too.
"""

from collections.abc import Callable
from operator import attrgetter
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QEvent, QObject, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QHelpEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QToolTip,
    QWidget,
)

from desktop_app.ui.grid.cell_editors import CellLine, CellText, handle_key, tip_html
from desktop_app.ui.grid.cell_text import TextFitter
from desktop_app.ui.grid.columns import GridColumn, GridSection
from desktop_app.ui.grid.table import Index, TableModel
from desktop_app.ui.look import CELL_LEFT, CELL_RIGHT, color, icon_pixmap, italic, semibold, text_font

_LINES = 2
_CHEVRON = 14
_HEADING_GAP = 24
_SELECTED = QStyle.StateFlag.State_Selected

# The stubs of PySide6 leave the fields of style options out.
_rect: Callable[[QStyleOptionViewItem], QRect] = attrgetter("rect")
_state: Callable[[QStyleOptionViewItem], QStyle.StateFlag] = attrgetter("state")


class GridView(QTableView):
    """What a delegate asks of its grid.

    `edited` is the cell that has the open editor; the cursor may have gone on from one that was refused.
    """

    edited = QPersistentModelIndex()

    def typing(self) -> bool:
        """Return whether the editor is being opened by a typed key."""
        raise NotImplementedError

    def finish_edit(self, editor: QWidget, right: int, down: int) -> None:
        """Keep what was entered and move on."""
        raise NotImplementedError

    def leave_edit(self, editor: QWidget) -> None:
        """Close an editor without keeping what it holds."""
        raise NotImplementedError

    def open_editor(self) -> QWidget | None:
        """Return the open editor of a cell."""
        raise NotImplementedError

    def tinted_line(self) -> int:
        """Return the line of the chosen row, or -1."""
        raise NotImplementedError

    def heading_rect(self, line: int) -> QRect:
        """Return the place of a section's heading in the viewport."""
        raise NotImplementedError


class TextDelegate(QStyledItemDelegate):
    """Text on at most two lines; the editor takes several lines and grows."""

    def __init__(self, grid: GridView) -> None:
        super().__init__(grid)
        self.grid = grid
        self.fitter = TextFitter(text_font())
        self.strong = TextFitter(semibold())
        self.slanted = TextFitter(italic())
        self._typed = False

    # --- painting --------------------------------------------------------------------------

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell, or its part of a section's heading."""
        model = table_model(index)
        entry = model.entry(index.row())
        rect = _rect(option)
        painter.save()
        painter.setClipRect(rect)
        if isinstance(entry, GridSection):
            self._paint_heading(painter, entry, model.is_folded(entry), index.row())
        else:
            if _SELECTED in _state(option) or self.grid.tinted_line() == index.row():
                painter.fillRect(rect, color("selected"))
            painter.setPen(color("line"))
            painter.drawLine(rect.bottomLeft(), rect.bottomRight())
            painter.drawLine(rect.topRight(), rect.bottomRight())
            inside = rect.adjusted(CELL_LEFT, 0, -CELL_RIGHT - 1, -1)
            self.paint_cell(painter, inside, model.columns[index.column()], entry)
            if self.grid.currentIndex() == index and self.grid.hasFocus():
                _paint_cursor(painter, rect)
        painter.restore()

    def paint_cell(self, painter: QPainter, inside: QRect, column: GridColumn[Any], row: Any) -> None:
        """Paint what stands in a cell."""
        fitter = self.pen_for(painter, column, row)
        self.paint_text(painter, inside, column.shown(row), fitter, right=column.align == "right")

    def pen_for(self, painter: QPainter, column: GridColumn[Any], row: Any) -> TextFitter:
        """Take the colour for a cell's text and return what fits it: grey and in italics if it is slanted."""
        slanted = column.slanted is not None and column.slanted(row)
        painter.setPen(color("muted" if slanted else "text"))
        return self.slanted if slanted else self.fitter

    def paint_text(
        self,
        painter: QPainter,
        inside: QRect,
        text: str,
        fitter: TextFitter | None = None,
        *,
        right: bool = False,
    ) -> None:
        """Paint text on at most two lines, in the middle of the height.

        In the delegate's own font if none is named.
        """
        if not text:
            return
        fitter = fitter or self.fitter
        count = min(_LINES, max(1, inside.height() // fitter.line_height))
        lines = fitter.fit(text, inside.width(), count).lines
        painter.setFont(fitter.font)
        top = inside.top() + (inside.height() - fitter.line_height * len(lines)) / 2 + fitter.metrics.ascent()
        for number, line in enumerate(lines):
            left = inside.right() + 1 - fitter.metrics.horizontalAdvance(line) if right else inside.left()
            painter.drawText(round(left), round(top + number * fitter.line_height), line)

    def _paint_heading(self, painter: QPainter, section: GridSection[Any], folded: bool, line: int) -> None:
        whole = self.grid.heading_rect(line)
        current = self.grid.currentIndex().row() == line
        painter.fillRect(whole, color("selected" if current else "group"))
        painter.setPen(color("line"))
        painter.drawLine(whole.bottomLeft(), whole.bottomRight())
        chevron = "chevron_right_20_regular" if folded else "chevron_down_20_regular"
        middle = whole.center().y()
        pixmap = icon_pixmap(chevron, "muted", _CHEVRON, self.grid.devicePixelRatioF())
        painter.drawPixmap(whole.left() + CELL_LEFT, middle - _CHEVRON // 2, pixmap)
        left = whole.left() + CELL_LEFT + _CHEVRON + 6
        right = whole.right() - 10
        base = middle + self.fitter.metrics.ascent() / 2 - 1
        width = round(self.fitter.metrics.horizontalAdvance(section.summary))
        painter.setFont(self.fitter.font)
        painter.setPen(color("muted"))
        painter.drawText(right - width, round(base), section.summary)
        title = self.strong.fit(
            section.title.replace("\n", " "), right - width - left - _HEADING_GAP, 1
        ).lines[0]
        painter.setFont(self.strong.font)
        painter.setPen(color("text"))
        painter.drawText(left, round(base), title)
        if current and self.grid.hasFocus():
            _paint_cursor(painter, whole.adjusted(0, 0, -1, 0))

    def helpEvent(
        self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index
    ) -> bool:
        """Show the whole text if the cell cuts it, or the column's own tip."""
        text = self.tip(index, _rect(option)) if index.isValid() else ""
        if not text:
            QToolTip.hideText()
            return False
        QToolTip.showText(event.globalPos(), tip_html(text), view)
        return True

    def tip(self, index: Index, rect: QRect) -> str:
        """Return the tool tip of a cell of this size: nothing if all of it is in sight."""
        model = table_model(index)
        entry, column = model.entry(index.row()), model.columns[index.column()]
        if isinstance(entry, GridSection):
            whole = self.grid.heading_rect(index.row()).width() - 3 * _HEADING_GAP
            room = whole - round(self.fitter.metrics.horizontalAdvance(entry.summary))
            return entry.title if self.strong.fit(entry.title, room, 1).cut else ""
        if column.tip is not None:
            return column.tip(entry)
        text = column.shown(entry)
        width = rect.width() - CELL_LEFT - CELL_RIGHT - 1 - self.left_room()
        return text if self.fitter.fit(text, width, _LINES).cut else ""

    def left_room(self) -> int:
        """Return the width that an icon takes before the text."""
        return 0

    # --- editing ---------------------------------------------------------------------------

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: Index) -> QWidget:
        """Open an editor; a typed key begins with nothing, as in Excel."""
        self._typed = self.grid.typing()
        self.grid.edited = QPersistentModelIndex(index)
        editor = self.new_editor(parent)
        editor.setFont(self.fitter.font)
        editor.setAccessibleName(table_model(index).columns[index.column()].title)
        return editor

    def new_editor(self, parent: QWidget) -> QWidget:
        """Make the editor."""
        return CellText(parent)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Show what the cell holds, once."""
        if isinstance(editor, CellText | CellLine) and not editor.property("filled"):
            editor.setProperty("filled", True)
            if not self._typed:
                editor.put(str(index.data(Qt.ItemDataRole.EditRole) or ""))

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Enter what was typed; a value that is refused leaves the cell as it was."""
        if isinstance(editor, CellText | CellLine):
            model.setData(index, editor.text(), Qt.ItemDataRole.EditRole)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, _index: Index) -> None:
        """Cover the cell."""
        rect = _rect(option)
        if isinstance(editor, CellText):
            editor.stand_at(rect)
        else:
            editor.setGeometry(rect.adjusted(0, 0, -1, -1))

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Return the grid's keys their meaning."""
        if isinstance(editor, QWidget) and handle_key(event, editor, self.grid, typed=self._typed):
            return True
        return super().eventFilter(editor, event)


def table_model(index: Index) -> TableModel[Any]:
    """Return the model behind an index. Raises TypeError for any other kind of model."""
    model = index.model()
    if not isinstance(model, TableModel):
        raise TypeError(model)
    return model


def _paint_cursor(painter: QPainter, rect: QRect) -> None:
    painter.setPen(QPen(color("accent"), 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(rect.adjusted(1, 1, -1, -1))
