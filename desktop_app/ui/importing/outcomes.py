"""What became of several files that were brought in together."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop_app.ui.widgets.grid import Grid
from desktop_app.ui.widgets.table import Column, TableModel


@dataclass(frozen=True, slots=True)
class Outcome:
    """One file and what became of it."""

    path: Path
    result: str
    detail: str


class ImportOutcomes(QWidget):
    """Lists the files with their outcomes."""

    left = Signal()
    tray_asked = Signal()

    def __init__(self, outcomes: Sequence[Outcome], parent: QWidget) -> None:
        """Show `outcomes` in the order of the files."""
        super().__init__(parent)
        title = QLabel(self.tr("Kết quả nhập %d tệp") % len(outcomes), self)
        title.setObjectName("screenTitle")
        columns: list[Column[Outcome]] = [
            Column("file", self.tr("Tệp"), lambda one: one.path.name, width=320, tip=lambda one: str(one.path)),
            Column("result", self.tr("Kết quả"), lambda one: one.result, width=170),
            Column("detail", self.tr("Chi tiết"), lambda one: one.detail, width=0),
        ]
        self.model: TableModel[Outcome] = TableModel(columns, parent=self)
        self.model.set_rows(list(outcomes))
        self.grid = Grid(self)
        self.grid.setModel(self.model)
        tray = QPushButton(self.tr("Xem nhiệm vụ không &còn trong danh mục"), self)
        self.close_button = QPushButton(self.tr("Đóng"), self)
        self.close_button.setObjectName("primary")
        foot = QHBoxLayout()
        foot.addStretch()
        foot.addWidget(tray)
        foot.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(8)
        column.addWidget(title)
        column.addWidget(self.grid, 1)
        column.addLayout(foot)
        tray.clicked.connect(self.tray_asked)
        self.close_button.clicked.connect(self.left)
