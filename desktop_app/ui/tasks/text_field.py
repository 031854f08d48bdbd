"""A field of several lines that saves when it is left."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

_TEXT_HEIGHT = 62


class TextField(QPlainTextEdit):
    """A text of several lines that tells when it was left with another text than it was given."""

    left = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        """Begin empty."""
        super().__init__(parent)
        self._given = ""
        self.setTabChangesFocus(True)
        self.setFixedHeight(_TEXT_HEIGHT)

    def show_text(self, text: str) -> None:
        """Show what is kept; an unfinished input of the same field is not written over."""
        if text != self._given or not self.hasFocus():
            self._given = text
            if self.toPlainText() != text:
                self.setPlainText(text)

    def commit(self) -> None:
        """Tell what was entered, where it differs from what was given."""
        text = self.toPlainText()
        if text != self._given:
            self._given = text
            self.left.emit(text)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Save on leaving."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.commit()
