"""A list of choices that may be narrower than its words."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QStyleOptionComboBox, QWidget

AROUND = 36
"""What a list takes beside its words."""


class ChoiceBox(QComboBox):
    """Ends its words in "…" if they do not fit, and shows the whole in its tip."""

    def __init__(self, name: str, parent: QWidget | None, letters: int = 0) -> None:
        """Begin empty; `name` is read aloud. Ask for the room of its words, or of so many `letters`."""
        super().__init__(parent)
        self._name = name
        self.setAccessibleName(name)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        if letters:
            self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            self.setMinimumContentsLength(letters)
        self.setMaxVisibleItems(20)
        self.currentTextChanged.connect(self._show_tip)

    def initStyleOption(self, option: QStyleOptionComboBox) -> None:
        """Paint as many words as fit."""
        super().initStyleOption(option)
        painted: Any = option  # whose words are missing in the types of PySide
        room = self.width() - AROUND
        painted.currentText = self.fontMetrics().elidedText(
            self.currentText(), Qt.TextElideMode.ElideRight, room
        )

    def showPopup(self) -> None:
        """Show the choices as wide as their words, if the screen has the room."""
        widen_list(self)
        super().showPopup()

    def _show_tip(self, text: str) -> None:
        self.setToolTip(f"{self._name}: {text}" if text else self._name)


def widen_list(box: QComboBox) -> None:
    """Make the list of choices as wide as its words, if the screen has the room."""
    needed = box.view().sizeHintForColumn(0) + AROUND
    box.view().setMinimumWidth(min(needed, box.screen().availableGeometry().width()))
