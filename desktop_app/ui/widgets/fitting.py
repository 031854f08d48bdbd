"""What fits the screen: dialogs no larger than it, fields that scroll only if it has no room for them."""

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QLayout,
    QListWidget,
    QScrollArea,
    QStackedWidget,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

_AROUND = 150
"""What a dialog needs beside its fields: its title, its margins, a refusal, its buttons."""
_FRAME = 16, 48
"""Borders and title of a window."""


def resize_within(window: QWidget, width: int, height: int) -> None:
    """Resize a window to its size, or to as much of it as the screen has (a small one, or any at 200 %)."""
    room = window.screen().availableGeometry()
    window.resize(min(width, room.width() - _FRAME[0]), min(height, room.height() - _FRAME[1]))


def lift_inside(window: QWidget) -> None:
    """Move a window up until its lower edge is on the screen, as far as its title stays there."""
    room, frame = window.screen().availableGeometry(), window.frameGeometry()
    top = max(min(frame.top(), room.bottom() - frame.height() + 1), room.top())
    if top < frame.top():
        window.move(frame.left(), top)


class _NoWider(QStyledItemDelegate):
    """Makes no line wider than the list: Qt counts the space after which a text goes on below."""

    def __init__(self, shown: QListWidget) -> None:
        """Keep to the width of the list `shown`."""
        super().__init__(shown)
        self._shown = shown

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Return the size that the text asks for, in the width that there is."""
        asked = super().sizeHint(option, index)
        return QSize(min(asked.width(), self._shown.viewport().width()), asked.height())


class WrappedList(QListWidget):
    """A list whose lines show their whole text, on as many lines as the width asks for."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """Begin empty; `name` is read aloud."""
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setWordWrap(True)
        self.setItemDelegate(_NoWider(self))
        self.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)


class LeastRoom(QScrollArea):
    """Lets pages fill all the room there is, with scroll bars if that is less than `width` by `height`.

    So it does if the page that is shown needs more than there is.
    """

    def __init__(self, inner: QStackedWidget, width: int, height: int) -> None:
        """Show `inner`. (A resizable scroll area would ask its texts how high they want to be, not this)."""
        super().__init__()
        self.setObjectName("plain")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setViewport(QWidget(self))  # one of Qt's own loads every kind of widget when it is asked for
        self._least = QSize(width, height)
        self._pages = inner
        inner.setMinimumSize(self._least)
        inner.currentChanged.connect(self._fit)
        inner.installEventFilter(self)
        self.setWidget(inner)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Fit to the page again: one laid out for a narrow window needs less room."""
        if event.type() is QEvent.Type.LayoutRequest:
            self._fit()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit to the new size of the window."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        room = self.viewport().size().expandedTo(self._least)
        page = self._pages.currentWidget()
        if page is not None:
            room = room.expandedTo(page.minimumSizeHint())
            lines = page.layout()
            if lines is not None and lines.hasHeightForWidth():
                room.setHeight(max(room.height(), lines.totalMinimumHeightForWidth(room.width())))
        self._pages.resize(room)

    def show_begin(self) -> None:
        """Scroll to the upper left corner: Qt scrolls to whatever the focus passes."""
        self.horizontalScrollBar().setValue(0)
        self.verticalScrollBar().setValue(0)


class ScrolledPage(QScrollArea):
    """Fills its width with a widget; Tab stops at it, for the arrows, if the widget is higher."""

    def __init__(self, name: str, parent: QWidget) -> None:
        """Begin empty; `name` is read aloud."""
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setObjectName("page")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.verticalScrollBar().rangeChanged.connect(self._stop)

    def _stop(self, _least: int, most: int) -> None:
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if most else Qt.FocusPolicy.NoFocus)


class FittingScroll(QScrollArea):
    """Shows a layout of fields; on a small screen, or a large scale, with a bar at its side."""

    def __init__(self, fields: QLayout, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("plain")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inner = QWidget(self)
        fields.setContentsMargins(0, 0, 0, 0)
        inner.setLayout(fields)
        self.setWidget(inner)
        self.setWidgetResizable(True)
        self._fields = fields
        self._around = _AROUND
        self._fit()

    def leave_room(self, height: int) -> None:
        """Leave the room of `height` to a refusal of several lines, if the screen has not enough for both."""
        self._around = _AROUND + height
        self._fit()

    def sizeHint(self) -> QSize:
        """Ask for what the fields ask for."""
        width = max(self._fields.sizeHint().width(), self.viewport().width())
        return QSize(width, min(self._height(width), self._room()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Fit to the fields again: one that comes or grows gets its room."""
        handled = super().eventFilter(watched, event)
        if event.type() is QEvent.Type.LayoutRequest and watched is self.widget():
            self._fit()
        return handled

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit to the new width, on which the height of texts depends."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        bar = self.verticalScrollBar().sizeHint().width()
        self.setMinimumWidth(self._fields.minimumSize().width() + bar)
        width = self.viewport().width()
        if not self.isVisible():  # the width is not known yet
            width = max(width, self._fields.sizeHint().width())
        self.setMinimumHeight(min(self._height(width), self._room()))
        self.updateGeometry()

    def _room(self) -> int:
        room = self.screen().availableGeometry().height() - self._around
        return max(room, self.minimumSizeHint().height())

    def _height(self, width: int) -> int:
        if self._fields.hasHeightForWidth():
            return self._fields.totalHeightForWidth(width)
        return self._fields.sizeHint().height()
