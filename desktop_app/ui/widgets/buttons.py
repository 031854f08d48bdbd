"""Buttons and the search box."""

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QFontMetrics, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QSizePolicy, QWidget

from desktop_app.ui.formats import format_number
from desktop_app.ui.look import icon, semibold

_SEARCH_PAUSE_MS = 150
_SPARE = 2
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_ICON = 20


class LinkButton(QPushButton):
    """A button that looks like a link."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setObjectName("link")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)


class LinksLabel(QLabel):
    """A sentence with links, in the colour that links have in the present theme."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("links")
        self.setWordWrap(True)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextBrowserInteraction)

    def changeEvent(self, event: QEvent) -> None:
        """Set the text anew in another theme: it keeps the colour in which it was set."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            said = self.text()
            self.clear()
            self.setText(said)


class ElidedLink(QPushButton):
    """A line of text that opens what it names.

    It ends in "…" if it does not fit, and its tip shows the whole.
    """

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("elidedLink")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._whole = ""
        self.set_whole(text)

    def set_whole(self, text: str) -> None:
        """Show another text."""
        self._whole = " ".join(text.split())
        self.setAccessibleName(self._whole)
        self._elide()

    def minimumSizeHint(self) -> QSize:
        """Shrink as far as the layout wants."""
        return QSize(24, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as much as fits."""
        super().resizeEvent(event)
        self._elide()

    def _elide(self) -> None:
        shown = self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, self.width() - 4)
        self.setText(shown.replace("&", "&&"))
        self.setToolTip(self._whole if shown != self._whole else "")


class FilterButton(QPushButton):
    """A filter that is on or off, with the number of what it would show."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setObjectName("filterButton")
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._name = text
        self._most = 0

    def show_count(self, count: int, whole: int) -> None:
        """Show how many of `whole` there are, in the room of the highest number so far.

        (What stands beside and below the button never moves because a number has fewer digits.)
        """
        self._most = max(self._most, whole)
        self.setText(self._with(count))
        self.updateGeometry()

    def _with(self, count: int) -> str:
        return f"{self._name}  {format_number(count)}"

    def sizeHint(self) -> QSize:
        """Ask for the room of the word when it is semibold, as it is while the filter is on."""
        plain = self.fontMetrics().horizontalAdvance(self.text())
        strong = QFontMetrics(semibold()).horizontalAdvance(self._with(self._most))
        hint = super().sizeHint()
        return QSize(hint.width() + max(strong - plain, 0) + _SPARE, hint.height())

    def minimumSizeHint(self) -> QSize:
        """Return the room of the whole word."""
        return self.sizeHint()


class NavButton(QPushButton):
    """One screen in the navigation."""

    def __init__(self, icon_name: str, text: str, parent: QWidget | None = None) -> None:
        super().__init__(icon(icon_name, "muted", "accent"), "  " + text, parent)
        self._words = text
        self.setObjectName("navButton")
        self.setCheckable(True)
        self.setIconSize(QSize(_ICON, _ICON))
        self.setAccessibleName(text)

    def show_words(self, shown: bool) -> None:
        """Show the screen's name beside its icon, or when the mouse rests on it."""
        self.setText(f"  {self._words}" if shown else "")
        self.setToolTip("" if shown else self._words)


class SearchBox(QLineEdit):
    """Signals what is searched for once the typing rests; Escape empties it.

    `left_down` asks for the focus to go on to what was found, also with Enter if `enter_leads`.
    """

    searched = Signal(str)
    left_down = Signal()
    enter_leads = True

    def __init__(self, hint: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(hint)
        self.setAccessibleName(hint)
        lens = self.addAction(icon("search_20_regular", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        lens.setText(self.tr("Tìm"))
        self._clear = QAction(icon("dismiss_20_regular", "muted"), self.tr("Xóa từ tìm"), self)
        self._clear.triggered.connect(self.clear_now)
        self.addAction(self._clear, QLineEdit.ActionPosition.TrailingPosition)
        self._clear.setVisible(False)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_SEARCH_PAUSE_MS)
        self._pause.timeout.connect(self._tell)
        self.textChanged.connect(self._typed)
        self.returnPressed.connect(self._tell)

    def clear_now(self) -> None:
        """Empty the box and signal it at once."""
        self.clear()
        self._tell()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Empty the box with Escape; go on with Enter or the arrow down to what was found."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear_now()
            return
        super().keyPressEvent(event)
        if event.key() == Qt.Key.Key_Down:
            self._tell()
        if event.key() == Qt.Key.Key_Down or (self.enter_leads and event.key() in _ENTER):
            self.left_down.emit()

    def _typed(self, text: str) -> None:
        self._clear.setVisible(bool(text))
        self._pause.start()

    def _tell(self) -> None:
        self._pause.stop()
        self.searched.emit(self.text())


class ElidedLabel(QLabel):
    """A line of text that ends in "…" if it does not fit.

    Its tip then shows the whole, if it has none of its own.
    """

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._whole = self._tip = ""
        self.set_whole(text)

    def whole(self) -> str:
        """Return the whole text."""
        return self._whole

    def set_whole(self, text: str, tip: str = "") -> None:
        """Show another text, with a tip of its own."""
        self._whole, self._tip = " ".join(text.split()), tip
        self._elide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as much as fits."""
        super().resizeEvent(event)
        self._elide()

    def _elide(self) -> None:
        shown = self.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, self.width())
        self.setText(shown)
        self.setToolTip(self._tip or (self._whole if shown != self._whole else ""))
