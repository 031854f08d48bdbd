"""A field of several lines that grows with its text.

It is saved when the typing rests and when it is left.
"""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QResizeEvent, QTextCursor
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from desktop_app.domain.text import tidy

_LEAST_LINES = 2
_MOST_LINES = 9
_MARGIN = 18
REST_MS = 1500
"""So long after the last key the text is saved, though the field is not left."""


class TextField(QPlainTextEdit):
    """Signals with `rested` when its text is to be saved.

    `unsaved` says whether there is something to save.
    """

    rested = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._given = ""
        self.setTabChangesFocus(True)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(self.rested)
        self.textChanged.connect(self._changed)
        self.document().documentLayout().documentSizeChanged.connect(self._grow)
        self._grow()

    @property
    def unsaved(self) -> bool:
        """Return whether the text differs from what is kept; blanks that are not kept do not count."""
        return tidy(self.toPlainText()) != self._given

    def show_text(self, text: str) -> None:
        """Show what is kept.

        What is typed and not yet kept stays, and so does the cursor of who is typing.
        """
        if self.unsaved and text == self._given:
            return
        self._given = text
        if self.hasFocus() and tidy(self.toPlainText()) == text:
            return
        self._put(text)

    def show_unsaved(self, given: str, text: str) -> None:
        """Show a text that could not be kept yet in the place of what is kept."""
        self._given = given
        self._put(text)

    def kept(self) -> None:
        """Mark the present text as saved."""
        self._rest.stop()
        self._given = tidy(self.toPlainText())

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Move the cursor behind the text if Tab leads here, so that typing goes on with it."""
        super().focusInEvent(event)
        if event.reason() is Qt.FocusReason.TabFocusReason:
            self.moveCursor(QTextCursor.MoveOperation.End)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Save on leaving."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self._rest.stop()
            if self.unsaved:
                self.rested.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the height right when the lines break elsewhere."""
        super().resizeEvent(event)
        self._grow()

    def _put(self, text: str) -> None:
        if self.toPlainText() == text:
            return
        place = self.textCursor().position() if self.hasFocus() else 0
        self.setPlainText(text)
        cursor = QTextCursor(self.document())
        cursor.setPosition(min(place, len(self.toPlainText())))
        self.setTextCursor(cursor)
        self._rest.stop()

    def _changed(self) -> None:
        if self.hasFocus():
            self._rest.start()

    def _grow(self) -> None:
        lines = min(max(round(self.document().size().height()), _LEAST_LINES), _MOST_LINES)
        height = lines * self.fontMetrics().lineSpacing() + _MARGIN
        if height != self.height():
            self.setFixedHeight(height)


def show_line(edit: QLineEdit, text: str) -> None:
    """Show a value unless another is being typed over it."""
    if not (edit.hasFocus() and edit.isModified()):
        edit.setText(text)


def slant(edit: QWidget, *, slanted: bool) -> None:
    """Show a field's text slanted, as what was not entered for the period, or upright."""
    font = edit.font()
    if font.italic() != slanted:
        font.setItalic(slanted)
        edit.setFont(font)
