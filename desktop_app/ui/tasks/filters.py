"""Above the table: views with their counts, and filters by group, agency, status and deadline."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QComboBox, QHBoxLayout, QPushButton, QWidget

from desktop_app.domain.report import ReportRow
from desktop_app.domain.text import sort_key
from desktop_app.resources import words
from desktop_app.services.filtering import TaskFilter, in_view
from desktop_app.ui.icons import icon
from desktop_app.ui.session import Session
from desktop_app.ui.widgets.cards import FilterButton


class TaskFilters(QWidget):
    """Holds the officer's `wanted` filter and tells when it changes."""

    changed = Signal()
    add_asked = Signal()
    columns_asked = Signal()

    def __init__(self, session: Session, parent: QWidget) -> None:
        """Begin with everything shown."""
        super().__init__(parent)
        self._session = session
        self.wanted = TaskFilter()
        titles = {
            "all": self.tr("Tất cả"),
            "missing": self.tr("Chưa cập nhật"),
            "overdue": self.tr("Quá hạn"),
            "soon": self.tr("Sắp đến hạn"),
            "apart": self.tr("Không tính"),
        }
        self.views = {view: FilterButton(title, self) for view, title in titles.items()}
        self._exclusive = QButtonGroup(self)
        self.group = _combo(self.tr("Nhóm nhiệm vụ"), self)
        self.agency = _combo(self.tr("Cơ quan"), self)
        self.status = _combo(self.tr("Tình trạng"), self)
        self.due = _combo(self.tr("Thời hạn"), self)
        self.clear_button = QPushButton(self.tr("Bỏ lọc"), self)
        self.add_button = QPushButton(icon("add_20_regular"), self.tr("Thêm"), self)
        self.columns_button = QPushButton(icon("table_settings_20_regular"), "", self)
        self.columns_button.setToolTip(self.tr("Cột của bảng"))
        self.columns_button.setAccessibleName(self.tr("Cột của bảng"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        for view, button in self.views.items():
            self._exclusive.addButton(button)
            button.clicked.connect(lambda _on, key=view: self._choose(view=key))
            row.addWidget(button)
        row.addSpacing(6)
        for combo in (self.group, self.agency, self.status, self.due):
            row.addWidget(combo)
        row.addWidget(self.clear_button)
        row.addStretch()
        row.addWidget(self.add_button)
        row.addWidget(self.columns_button)
        self.views["all"].setChecked(True)
        for value, text in (
            ("", self.tr("Mọi thời hạn")),
            ("month", self.tr("Trong 1 tháng tới")),
            ("quarter", self.tr("Trong 3 tháng tới")),
            ("year", self.tr("Trong 1 năm tới")),
            ("none", self.tr("Không có ngày")),
        ):
            self.due.addItem(text, value)
        self.status.addItem(self.tr("Mọi tình trạng"), "")
        for key, text in words("status_long").items():
            if key != "total":
                self.status.addItem(text, key)
        self.group.activated.connect(lambda: self._choose(group_id=self.group.currentData()))
        self.agency.activated.connect(lambda: self._choose(agency=self.agency.currentData(), lead_only=False))
        self.status.activated.connect(lambda: self._choose(status=self.status.currentData()))
        self.due.activated.connect(lambda: self._choose(due=self.due.currentData()))
        self.clear_button.clicked.connect(lambda: self.show_filter(TaskFilter()))
        self.add_button.clicked.connect(self.add_asked)
        self.columns_button.clicked.connect(self.columns_asked)
        self.refresh()

    def refresh(self) -> None:
        """List the groups and agencies there are."""
        register = self._session.register
        self.group.clear()
        self.group.addItem(self.tr("Mọi nhóm"), None)
        for group in register.groups:
            self.group.addItem(f"{group.number}. {group.title}"[:60], group.id)
        self.agency.clear()
        self.agency.addItem(self.tr("Mọi cơ quan"), "")
        names = {name for task in register.tasks for name in (*task.given.leads, *task.given.coordinating)}
        for name in sorted(names, key=sort_key):
            self.agency.addItem(name, name)
        self._show()

    def count(self, rows: Sequence[ReportRow]) -> None:
        """Show on each view how many rows it holds."""
        for view, button in self.views.items():
            found = sum(in_view(row, view) for row in rows)
            button.show_count(found)
            button.setVisible(view != "apart" or found > 0 or self.wanted.view == "apart")

    def show_filter(self, wanted: TaskFilter) -> None:
        """Filter by `wanted`, and show it in the fields."""
        self.wanted = wanted
        self._show()
        self.changed.emit()

    def search(self, text: str) -> None:
        """Filter by words."""
        self.show_filter(replace(self.wanted, text=text))

    def _choose(self, **chosen: object) -> None:
        self.show_filter(replace(self.wanted, **chosen))

    def _show(self) -> None:
        wanted = self.wanted
        self.views[wanted.view].setChecked(True)
        self.group.setCurrentIndex(max(self.group.findData(wanted.group_id), 0))
        self.agency.setCurrentIndex(max(self.agency.findData(wanted.agency), 0))
        self.status.setCurrentIndex(max(self.status.findData(wanted.status), 0))
        self.due.setCurrentIndex(max(self.due.findData(wanted.due), 0))
        plain = replace(wanted, view="all", text="")
        self.clear_button.setVisible(plain != TaskFilter())


def _combo(name: str, parent: QWidget) -> QComboBox:
    combo = QComboBox(parent)
    combo.setAccessibleName(name)
    combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    combo.setMinimumContentsLength(9)
    combo.setMaxVisibleItems(20)
    combo.view().setMinimumWidth(320)
    return combo
