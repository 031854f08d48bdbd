"""The status line: what was done, with the way back."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from desktop_app.ui.widgets.cards import ElidedLabel, IconLabel, LinkButton

SHOWN_MS = 12_000
_HEIGHT = 32
_ICON = 16


class Toast(QFrame):
    """Shows one sentence for a while, with "Hoàn tác" where the act can be undone; it takes no focus."""

    undo_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin silent."""
        super().__init__(parent)
        self.setObjectName("strip")
        self.setFixedHeight(_HEIGHT)
        self.icon = IconLabel("checkmark_circle_20_filled", "done", _ICON, self)
        self.text = ElidedLabel("", self)
        self.text.setAccessibleName(self.tr("Việc vừa làm"))
        self.undo = LinkButton(self.tr("Hoàn tác"), self)
        self.undo.clicked.connect(self._undo)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(8)
        row.addWidget(self.icon)
        row.addWidget(self.text, 1)
        row.addWidget(self.undo)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SHOWN_MS)
        self._timer.timeout.connect(self.hide)
        self.hide()

    def tell(self, sentence: str, can_undo: bool) -> None:
        """Say what was done; an empty sentence says nothing."""
        if not sentence:
            return
        self.icon.show_icon("checkmark_circle_20_filled", "done")
        self._say(sentence, can_undo)

    def warn(self, sentence: str) -> None:
        """Say what was not done, and why."""
        self.icon.show_icon("warning_20_filled", "late")
        self._say(sentence, can_undo=False)

    def _say(self, sentence: str, can_undo: bool) -> None:
        self.text.set_whole(sentence)
        self.undo.setVisible(can_undo)
        self.show()
        self._timer.start()

    def _undo(self) -> None:
        self._timer.stop()
        self.hide()
        self.undo_asked.emit()
