"""A row of widgets that goes on below in a narrow window."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QLabel, QLayout, QLayoutItem, QSizePolicy, QWidget

_Placed = tuple[QLayoutItem, QRect]
_TEXT_LEAST = 200


class WrappingRow(QLayout):
    """Lays widgets side by side; those that do not fit, as narrow as they may be, in a line below."""

    def __init__(self, parent: QWidget | None = None, *, spacing: int = 8) -> None:
        super().__init__(parent)
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(spacing)
        self._items: list[QLayoutItem] = []
        self._width = 0
        self._at_right: list[QLayoutItem] = []
        self._stretched = False

    def addStretch(self) -> None:
        """Align what follows to the right end of its line."""
        self._stretched = True

    def add_text(self, label: QLabel) -> None:
        """Add a text that takes the room which its line has left, but never too little to be read."""
        label.setMinimumWidth(_TEXT_LEAST)
        label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.addWidget(label)

    def addItem(self, item: QLayoutItem) -> None:
        """Add an item at the end."""
        self._items.append(item)
        if self._stretched:
            self._at_right.append(item)
        self.invalidate()

    def count(self) -> int:
        """Return how many items there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """Return an item, None beyond the last."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem:
        """Remove and return an item."""
        return self._items.pop(index)

    def expandingDirections(self) -> Qt.Orientation:
        """Return the width alone: the lines need no more height than they have."""
        return Qt.Orientation.Horizontal

    def hasHeightForWidth(self) -> bool:
        """Return True: the narrower the row, the higher it is."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of all lines."""
        bottoms = [place.bottom() + 1 for _, place in self._places(QRect(0, 0, width, 0))]
        return max(bottoms, default=0)

    def sizeHint(self) -> QSize:
        """Ask for the room of one line."""
        hints = [item.sizeHint() for item in self._shown()]
        width = sum(one.width() + self.spacing() for one in hints) - self.spacing()
        return QSize(max(width, 0), max((one.height() for one in hints), default=0))

    def minimumSize(self) -> QSize:
        """Return the width of the widest item and the present height of all lines.

        (Who holds it in a splitter never asks for the height in a width.)
        """
        widest = max((item.minimumSize().width() for item in self._shown()), default=0)
        return QSize(widest, self.heightForWidth(self._width or self.sizeHint().width()))

    def setGeometry(self, room: QRect) -> None:
        """Place the items; with more or fewer lines ask for another height."""
        super().setGeometry(room)
        before, self._width = self.minimumSize().height(), room.width()
        if self.minimumSize().height() != before:
            self.update()
        for item, place in self._places(room):
            item.setGeometry(place)

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _places(self, room: QRect) -> Iterator[_Placed]:
        top = room.top()
        for line in self._lines(room.width()):
            widths, spare = self._widths(line, room.width())
            height = max(_height(item, width) for item, width in zip(line, widths, strict=True))
            pushed = next((item for item in line if item in self._at_right), None)
            left = room.left()
            for item, width in zip(line, widths, strict=True):
                if item is pushed:
                    left += spare
                yield item, QRect(left, top, width, height)
                left += width + self.spacing()
            top += height + self.spacing()

    def _lines(self, width: int) -> list[list[QLayoutItem]]:
        lines: list[list[QLayoutItem]] = []
        left = -1
        for item in self._shown():
            least = item.minimumSize().width()
            left -= least + self.spacing()
            if left < 0:
                lines.append([])
                left = width - least
            lines[-1].append(item)
        return lines

    def _widths(self, line: Sequence[QLayoutItem], room: int) -> tuple[list[int], int]:
        """Return what each item has, and what is left: first to each as it likes, then to what expands."""
        widths = [item.minimumSize().width() for item in line]
        spare = max(room - sum(widths) - self.spacing() * (len(line) - 1), 0)
        for want in (QLayoutItem.sizeHint, _most):
            for index, item in enumerate(line):
                more = min(max(want(item).width() - widths[index], 0), spare)
                widths[index] += more
                spare -= more
        return widths, spare


def _most(item: QLayoutItem) -> QSize:
    return item.maximumSize() if item.expandingDirections() & Qt.Orientation.Horizontal else item.sizeHint()


def _height(item: QLayoutItem, width: int) -> int:
    return item.heightForWidth(width) if item.hasHeightForWidth() else item.sizeHint().height()
