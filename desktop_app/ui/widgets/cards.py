"""Small parts of screens: cards, figures, badges and headings; the buttons are from `buttons`."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from desktop_app.domain.status import percentage_text
from desktop_app.ui.formats import format_number
from desktop_app.ui.look import icon_pixmap, status_token
from desktop_app.ui.widgets.buttons import ElidedLabel, LinkButton
from desktop_app.ui.widgets.reasons import allow
from desktop_app.ui.widgets.wrapping_row import WrappingRow

_ICON = 20
_SMALL_ICON = 16
_EMPTY_ICON = 40
_EMPTY_WIDTH = 460
_BADGE_TOKENS = {"blue": "accent", "yellow": "late", "red": "overdue", "green": "done", "grey": "muted"}


class IconLabel(QLabel):
    """An icon that follows the theme."""

    def __init__(self, name: str, color_token: str, size: int = _ICON, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._token = color_token
        self._size = size
        self.setFixedSize(size, size)
        self._show()

    def show_icon(self, name: str, color_token: str) -> None:
        """Show another icon."""
        self._name, self._token = name, color_token
        self._show()

    def changeEvent(self, event: QEvent) -> None:
        """Paint anew when the theme changes."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self._show()

    def _show(self) -> None:
        self.setPixmap(icon_pixmap(self._name, self._token, self._size, self.devicePixelRatioF()))


class Card(QFrame):
    """A framed surface with a title; content goes into `body`, what stands beside the title into `head`."""

    def __init__(self, title: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.title = QLabel(self)
        self.title.setObjectName("cardTitle")
        self.head = QHBoxLayout()
        self.head.setSpacing(8)
        self.head.addWidget(self.title)
        self.head.addStretch()
        self.body = QVBoxLayout()
        self.body.setSpacing(8)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 14, 10)
        column.setSpacing(8)
        column.addLayout(self.head)
        column.addLayout(self.body, 1)
        self.set_title(title)

    def set_title(self, title: str) -> None:
        """Show another title."""
        self.title.setText(title)
        self.title.setVisible(bool(title))


class FigureCard(QFrame):
    """One number with what it counts, its whole and share, and the way to what is behind it."""

    asked = Signal()

    def __init__(self, icon_name: str, status_key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.label = ElidedLabel("", self)
        self.label.setObjectName("muted")
        self.figure = QLabel(self)
        self.figure.setObjectName("figure")
        self.whole = ElidedLabel("", self)
        self.whole.setObjectName("muted")
        self.link = LinkButton(self.tr("Xem danh sách"), self)
        self.link.clicked.connect(self.asked)
        above = QHBoxLayout()
        above.setSpacing(6)
        above.addWidget(IconLabel(icon_name, status_token(status_key), _ICON, self))
        above.addWidget(self.label, 1)
        below = QHBoxLayout()
        below.setSpacing(8)
        below.addWidget(self.figure)
        below.addWidget(self.whole, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 8, 10, 6)
        column.setSpacing(0)
        column.addLayout(above)
        column.addLayout(below)
        column.addWidget(self.link, 0, Qt.AlignmentFlag.AlignLeft)

    def show_unknown(self, label: str, said: str) -> None:
        """Show that there is no number yet."""
        self.label.set_whole(label)
        self.figure.setText("–")
        self.whole.set_whole(said)
        self.link.setEnabled(False)
        self.link.setAccessibleName(f"{label}: {said}")

    def show_figure(self, label: str, part: int, whole: int) -> None:
        """Show a number of a whole."""
        self.label.set_whole(label)
        self.figure.setText(format_number(part))
        self.whole.set_whole(f"/ {format_number(whole)} · {percentage_text(part, whole)}")
        allow(self.link, "" if part else self.tr("Không có nhiệm vụ nào."))
        self.link.setAccessibleName(self.tr("Xem %d nhiệm vụ: %s") % (part, label))


class Badge(QFrame):
    """A short word on a tinted ground: blue, yellow, red, green or grey; with an icon if one is given."""

    def __init__(self, text: str, tone: str, icon_name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("badge")
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._icon_name = icon_name
        self.icon = IconLabel(icon_name or "info_20_regular", _BADGE_TOKENS[tone], _SMALL_ICON, self)
        self.text = QLabel(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 3, 8, 3)
        row.setSpacing(6)
        row.addWidget(self.icon)
        row.addWidget(self.text)
        self.show_text(text, tone)

    def show_text(self, text: str, tone: str, icon_name: str = "") -> None:
        """Show another word on another ground. Raises KeyError for an unknown tone."""
        self._icon_name = icon_name or self._icon_name
        self.text.setText(text)
        self.icon.setVisible(bool(self._icon_name))
        self.icon.show_icon(self._icon_name or "info_20_regular", _BADGE_TOKENS[tone])
        self.setProperty("tone", tone)
        for widget in (self, self.text):
            widget.style().unpolish(widget)
            widget.style().polish(widget)


class EmptyState(QWidget):
    """Says why a list is empty, and offers what fills it."""

    def __init__(self, icon_name: str, heading: str, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.heading = QLabel(heading, self)
        self.heading.setObjectName("cardTitle")
        self.text = QLabel(text, self)
        self.text.setObjectName("muted")
        self.text.setWordWrap(True)
        self.text.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.text.setFixedWidth(_EMPTY_WIDTH)
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(8)
        middle = Qt.AlignmentFlag.AlignHCenter
        column = QVBoxLayout(self)
        column.setSpacing(8)
        column.addStretch(2)
        column.addWidget(IconLabel(icon_name, "muted", _EMPTY_ICON, self), 0, middle)
        column.addWidget(self.heading, 0, middle)
        column.addWidget(self.text, 0, middle)
        column.addLayout(self.buttons)
        column.setAlignment(self.buttons, middle)
        column.addStretch(3)

    def say(self, heading: str, text: str) -> None:
        """Show another reason."""
        self.heading.setText(heading)
        self.text.setText(text)
        self._make_room()

    def showEvent(self, event: QShowEvent) -> None:
        """Make room for all lines of the text: without buttons the layout leaves it one."""
        super().showEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        self.text.setMinimumHeight(max(self.text.heightForWidth(_EMPTY_WIDTH), 0))

    def add_button(self, text: str) -> QPushButton:
        """Offer an act."""
        button = QPushButton(text, self)
        self.buttons.addWidget(button)
        return button


class SideHeading(QWidget):
    """A heading on a screen's ground, with room for links at its right."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.text = QLabel(text, self)
        self.text.setObjectName("sideHeading")
        self.row = WrappingRow(self)
        self.row.addWidget(self.text)
        self.row.addStretch()
