"""What stands in the place of the screens while a long register is read."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QLabel, QProgressBar, QVBoxLayout, QWidget

_BAR_WIDTH = 320
_BAR_HEIGHT = 8


class ReadingPage(QWidget):
    """Says that the tasks are being read; while it is shown, the parts of the window that need them rest."""

    def __init__(self, resting: Sequence[QWidget], parent: QWidget) -> None:
        """Disable `resting` while the page is shown."""
        super().__init__(parent)
        self._resting = resting
        self.bar = QProgressBar(self)
        self.bar.setRange(0, 0)
        self.bar.setTextVisible(False)
        self.bar.setFixedSize(_BAR_WIDTH, _BAR_HEIGHT)
        heading = QLabel(self.tr("Đang đọc dữ liệu…"), self)
        heading.setObjectName("cardTitle")
        line = QLabel(self.tr("Tệp có nhiều nhiệm vụ nên cần vài giây."), self)
        line.setObjectName("muted")
        middle = Qt.AlignmentFlag.AlignHCenter
        column = QVBoxLayout(self)
        column.setSpacing(8)
        column.addStretch(2)
        for part in (heading, self.bar, line):
            column.addWidget(part, 0, middle)
        column.addStretch(3)

    def showEvent(self, event: QShowEvent) -> None:
        """Disable the other parts."""
        super().showEvent(event)
        self._rest(True)

    def hideEvent(self, event: QHideEvent) -> None:
        """Enable the other parts again."""
        super().hideEvent(event)
        self._rest(False)

    def _rest(self, on: bool, /) -> None:
        for part in self._resting:
            part.setDisabled(on)
