"""A table with a card beside it, in a narrow window below it.

What the card shows of the chosen row scrolls, what can be done stands at its foot.
"""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSplitter, QVBoxLayout, QWidget

from desktop_app.ui.look import PANEL_WIDTH, PANEL_WIDTH_WIDE
from desktop_app.ui.widgets.fitting import ScrolledPage

NARROW_BELOW = 1280
WIDE_FROM = 1600
_LEAST = 300


class SideCard(QFrame):
    """A card at the right: `column` for what is shown, `notes` for what must be seen, `foot` for buttons."""

    def __init__(self, empty: str, parent: QWidget | None = None) -> None:
        """Begin with nothing chosen, which the sentence `empty` says."""
        super().__init__(parent)
        self.setObjectName("card")
        self.setMinimumWidth(_LEAST)
        self.empty = QLabel(empty, self)
        self.empty.setObjectName("muted")
        self.empty.setWordWrap(True)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.body = QWidget(self)
        self.column = QVBoxLayout(self.body)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(6)
        inner = QWidget(self)
        inside = QVBoxLayout(inner)
        inside.setContentsMargins(12, 12, 8, 10)  # at the right a bar follows
        inside.addWidget(self.empty)
        inside.addWidget(self.body)
        scroll = ScrolledPage(self.tr("Khung chi tiết"), self)
        scroll.setWidget(inner)
        self._noted = QWidget(self)
        self.notes = QVBoxLayout(self._noted)
        self.notes.setContentsMargins(12, 4, 12, 0)
        self.foot_bar = QWidget(self)
        self.foot = QHBoxLayout(self.foot_bar)
        self.foot.setContentsMargins(12, 6, 12, 10)
        self.foot.setSpacing(6)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(scroll, 1)
        outer.addWidget(self._noted)
        outer.addWidget(self.foot_bar)
        self.show_body(shown=False)

    def add_text(self, name: str = "", column: QVBoxLayout | None = None) -> QLabel:
        """Add a text that wraps and can be selected, to `column` if no other is named; `name` is its look."""
        label = QLabel(self.body)
        label.setObjectName(name)
        label.setWordWrap(True)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        (column or self.column).addWidget(label)
        return label

    def show_body(self, *, shown: bool) -> None:
        """Show what is chosen, or that nothing is."""
        self.body.setVisible(shown)
        self.foot_bar.setVisible(shown)
        self._noted.setVisible(shown)
        self.empty.setVisible(not shown)


class TableAndCard(QSplitter):
    """A column of widgets at the left, a card at the right in the width of the look, or below."""

    def __init__(self, card: QWidget, parent: QWidget | None = None) -> None:
        """Begin with nothing at the left; the caller fills `left`."""
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._placed = False
        side = QWidget(self)
        self.left = QVBoxLayout(side)
        self.left.setContentsMargins(0, 0, 0, 0)
        self.left.setSpacing(8)
        self.addWidget(side)
        self.addWidget(card)
        self.setStretchFactor(0, 1)
        self.setStretchFactor(1, 0)
        self.setChildrenCollapsible(False)
        self.setHandleWidth(10)

    def showEvent(self, event: QShowEvent) -> None:
        """Set the size of the card when it is first seen."""
        super().showEvent(event)
        if not self._placed:
            self._placed = True
            self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the card below the table in a narrow window, and beside it again in a wide one."""
        super().resizeEvent(event)
        narrow = self.window().width() < NARROW_BELOW
        if narrow is (self.orientation() is Qt.Orientation.Horizontal):
            self.setOrientation(Qt.Orientation.Vertical if narrow else Qt.Orientation.Horizontal)
            self._place()

    def _place(self) -> None:
        if self.orientation() is Qt.Orientation.Vertical:
            self.setSizes([self.height() * 3 // 5, self.height() * 2 // 5])
            return
        wide = PANEL_WIDTH_WIDE if self.window().width() >= WIDE_FROM else PANEL_WIDTH
        self.setSizes([self.width() - wide, wide])
