"""A line under the top bar while the data file can only be read: why, and the way on."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from desktop_app.domain.errors import DataFileReplaced
from desktop_app.services.wording import say
from desktop_app.ui.session import Session
from desktop_app.ui.widgets import ElidedLabel, IconLabel, LinkButton

_HEIGHT = 34
_ICON = 16


class ReadingStrip(QFrame):
    """Shown as long as nothing can be written; `copy_asked` asks for a copy on this computer to work on."""

    copy_asked = Signal()

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("strip")
        self.setFixedHeight(_HEIGHT)
        self._session = session
        self.text = ElidedLabel("", self)
        self.text.setAccessibleName(self.tr("Chỉ đọc"))
        self.copying = LinkButton(self.tr("Sao chép về máy này để ghi…"), self)
        self.copying.clicked.connect(self.copy_asked)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(8)
        row.addWidget(IconLabel("lock_closed_20_regular", "late", _ICON, self))
        row.addWidget(self.text, 1)
        row.addWidget(self.copying)
        session.standing.locked.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show why nothing can be written, or go."""
        refusal = self._session.standing.refusal
        self.setVisible(refusal is not None)
        if refusal is not None:
            self.text.set_whole(self.tr("Chỉ đọc. %s") % say(refusal))
            self.copying.setVisible(not isinstance(refusal, DataFileReplaced))
