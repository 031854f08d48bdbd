"""Which two versions of a closed period a correction compares."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QLabel, QWidget

from desktop_app.ui.session import Session


class VersionRow(QWidget):
    """Chooses the version that was reported and the one that corrects it; `chosen` follows a choice."""

    chosen = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        """Begin with the last two."""
        super().__init__(parent)
        self._session = session
        self.old, self.new = QComboBox(self), QComboBox(self)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        labels = (self.tr("Đã báo cáo"), self.tr("Đính chính"))
        for place, (label, box) in enumerate(zip(labels, (self.old, self.new), strict=True)):
            name = QLabel(label, self)
            name.setObjectName("fieldLabel")
            box.setAccessibleName(label)
            grid.addWidget(name, 0, place)
            grid.addWidget(box, 1, place)
            grid.setColumnStretch(place, 1)
            box.currentIndexChanged.connect(self.chosen)

    @property
    def versions(self) -> tuple[int, int]:
        """The two versions by number; 0 leaves the choice to the program."""
        return int(self.old.currentData() or 0), int(self.new.currentData() or 0)

    def refresh(self) -> None:
        """Show the versions of the session's period."""
        session = self._session
        versions = session.workspace.sealing.versions(session.programme.id, session.period.id)
        first = self.tr("Bản gần nhất") if versions else self.tr("Chưa có bản chốt")
        for box in (self.old, self.new):
            kept = box.currentData()
            box.blockSignals(True)
            box.clear()
            box.addItem(first, 0)
            for version in versions:
                box.addItem(self.tr("Bản chốt %d") % version.version, version.version)
            box.setCurrentIndex(max(0, box.findData(kept)))
            box.blockSignals(False)
