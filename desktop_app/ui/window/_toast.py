"""The status line: what was done, with the way back."""

from pathlib import Path

from PySide6.QtCore import QSize, Qt, QTimer, Signal, SignalInstance
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QWidget

from desktop_app.ui.look import icon
from desktop_app.ui.widgets import ElidedLabel, IconLabel, LinkButton

SHOWN_MS = 12_000
_HEIGHT = 32
_ICON = 16
_SPARE = 8


class Toast(QFrame):
    """Shows one sentence for a while, with the way back ("Hoàn tác", or "Làm lại" after it).

    It takes no focus, and can be put away.
    """

    undo_asked = Signal(int)
    redo_asked = Signal()
    open_asked = Signal(str)
    news_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("strip")
        self.setFixedHeight(_HEIGHT)
        self._path, self._act = "", 0
        self.icon = IconLabel("checkmark_circle_20_filled", "done", _ICON, self)
        self.text = ElidedLabel("", self)
        self.text.setAccessibleName(self.tr("Thao tác vừa làm"))
        self.undo = LinkButton(self.tr("Hoàn tác"), self)
        self.undo.clicked.connect(lambda: self._go(self.undo_asked, self._act))
        self.redo = LinkButton(self.tr("Làm lại"), self)
        self.redo.clicked.connect(lambda: self._go(self.redo_asked))
        self.opening = LinkButton(self.tr("Mở"), self)
        self.opening.clicked.connect(lambda: self.open_asked.emit(self._path))
        self.news = LinkButton(self.tr("Xem có gì mới"), self)
        self.news.clicked.connect(lambda: self._go(self.news_asked))
        self.away = QToolButton(self)
        self.away.setIcon(icon("dismiss_20_regular", "muted"))
        self.away.setAutoRaise(True)
        self.away.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.away.setToolTip(self.tr("Ẩn thông báo"))
        self.away.setAccessibleName(self.away.toolTip())
        self.away.clicked.connect(self.hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 4, 0)
        row.setSpacing(8)
        row.addWidget(self.icon)
        row.addWidget(self.text, 1)
        row.addWidget(self.undo)
        row.addWidget(self.redo)
        row.addWidget(self.opening)
        row.addWidget(self.news)
        row.addWidget(self.away)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SHOWN_MS)
        self._timer.timeout.connect(self.hide)
        self.hide()

    def sizeHint(self) -> QSize:
        """Ask for the room of the whole sentence."""
        words = self.text.fontMetrics().horizontalAdvance(self.text.whole())
        return QSize(super().sizeHint().width() + words + _SPARE, _HEIGHT)  # the label itself asks for none

    def tell(self, sentence: str, act: int) -> None:
        """Say what was done by an act that can be undone (0: none); an empty sentence says nothing."""
        if not sentence:
            return
        self.icon.show_icon("checkmark_circle_20_filled", "done")
        self._say(sentence, act)

    def tell_undone(self, sentence: str) -> None:
        """Say what was taken back, with the way to do it again."""
        self.tell(sentence, act=0)
        self.redo.show()

    def tell_written(self, sentence: str, path: str) -> None:
        """Say by its name which file or folder was written, with its place in the tip and the way to it."""
        self._path = path
        self.tell(sentence.replace(path, Path(path).name), act=0)
        self.text.set_whole(self.text.whole(), path)
        self.opening.show()

    def tell_news(self, sentence: str) -> None:
        """Say that the program was updated, with the way to what is new.

        It stays until something else is told.
        """
        self.tell(sentence, act=0)
        self.news.show()
        self._timer.stop()

    def warn(self, sentence: str) -> None:
        """Say what was not done, and why."""
        self.icon.show_icon("warning_20_filled", "late")
        self._say(sentence, act=0)

    def _say(self, sentence: str, act: int) -> None:
        self._act = act
        self.text.set_whole(sentence)
        self.undo.setVisible(bool(act))
        self.redo.hide()
        self.opening.hide()
        self.news.hide()
        self.hide()  # so that it is placed anew, by its words
        self.show()
        self._timer.start()

    def _go(self, asked: SignalInstance, *given: int) -> None:
        self._timer.stop()
        self.hide()
        asked.emit(*given)
