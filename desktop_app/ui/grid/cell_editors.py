"""The editors in a grid and their keys.

Enter goes down, Tab goes right, Alt+Enter breaks the line, as in Excel.
"""

from html import escape
from typing import Protocol

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QComboBox, QFrame, QLineEdit, QPlainTextEdit, QWidget

_MAX_HEIGHT = 220
_MIN_WIDTH = 260
_BORDER = 2
_NO_BAR = Qt.ScrollBarPolicy.ScrollBarAlwaysOff

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_BREAKERS = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier
_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class EditFinisher(Protocol):
    """Keeps what was entered and moves the cursor on."""

    def finish_edit(self, editor: QWidget, right: int, down: int) -> None:
        """Keep, close, and move by so many columns and lines."""


class CellText(QPlainTextEdit):
    """An editor for text of several lines, which grows with it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("cellEditor")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.WidgetWidth)
        self.setHorizontalScrollBarPolicy(_NO_BAR)
        self.setVerticalScrollBarPolicy(_NO_BAR)
        self._cell = QRect()
        self.textChanged.connect(self.grow)

    def put(self, text: str) -> None:
        """Show what the cell holds, with the cursor behind it."""
        if self.toPlainText() != text:
            self.setPlainText(text)
            self.moveCursor(QTextCursor.MoveOperation.End)

    def text(self) -> str:
        """Return the text that was entered."""
        return self.toPlainText()

    def stand_at(self, cell: QRect) -> None:
        """Cover a cell (in the viewport's own pixels)."""
        self._cell = QRect(cell)
        self.grow()

    def grow(self) -> None:
        """Take the height of the text, inside the viewport."""
        parent = self.parentWidget()
        if parent is None or not self._cell.isValid():
            return
        room = parent.rect()
        width = min(max(self._cell.width(), _MIN_WIDTH), room.width())
        lines = self._line_count(width)
        margins = 2 * (_BORDER + 4) + 2
        wanted = lines * self.fontMetrics().lineSpacing() + margins
        height = min(max(self._cell.height(), wanted), _MAX_HEIGHT, room.height())
        all_in_sight = height >= wanted
        self.setVerticalScrollBarPolicy(_NO_BAR if all_in_sight else Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        place = QRect(self._cell.topLeft(), QSize(width, height))
        if place.right() > room.right():
            place.moveRight(room.right())
        if place.bottom() > room.bottom():
            place.moveBottom(room.bottom())
        if place != self.geometry():
            self.setGeometry(place)

    def _line_count(self, width: int) -> int:
        if self.width() != width:
            self.resize(width, self.height())
        block, lines = self.document().firstBlock(), 0
        while block.isValid():
            lines += max(1, block.layout().lineCount())
            block = block.next()
        return lines


class CellLine(QLineEdit):
    """An editor for one line."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("cellEditor")

    def put(self, text: str) -> None:
        """Show what the cell holds."""
        if self.text() != text:
            self.setText(text)


def handle_key(event: QEvent, editor: QWidget, grid: EditFinisher, *, typed: bool) -> bool:
    """Do what a key does to an open editor; return whether it was one of the grid's keys.

    `typed` says that the editor was opened by typing: then an arrow key keeps the text and moves on, as in
    Excel.
    """
    if event.type() is not QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
        return False
    key = Qt.Key(event.key())
    if key in _ENTER:
        if event.modifiers() & _BREAKERS and isinstance(editor, CellText):
            editor.insertPlainText("\n")
        else:
            grid.finish_edit(editor, 0, 1)
        return True
    if key is Qt.Key.Key_Tab:
        grid.finish_edit(editor, 1, 0)
        return True
    if key is Qt.Key.Key_Backtab:
        grid.finish_edit(editor, -1, 0)
        return True
    plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == Qt.KeyboardModifier.NoModifier
    if typed and plain and key in _ARROWS and not isinstance(editor, QComboBox):
        grid.finish_edit(editor, *_ARROWS[key])
        return True
    return False


def tip_html(text: str) -> str:
    """Write a tool tip that wraps."""
    return f'<p style="white-space: pre-wrap">{escape(text)}</p>'
