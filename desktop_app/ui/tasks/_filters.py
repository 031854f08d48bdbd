"""Above the table: views with their counts, and filters by group, agency, status and deadline."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QActionGroup, QResizeEvent
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from desktop_app.domain.programme import Group
from desktop_app.resources import words
from desktop_app.services.tasks import TaskFilter
from desktop_app.ui.look import icon
from desktop_app.ui.phrases import group_title
from desktop_app.ui.widgets import AROUND, ChoiceBox, FilterButton, LinkButton, WrappingRow

APART = "apart"


class TaskFilters(QWidget):
    """Holds the officer's `wanted` filter and signals when it changes."""

    changed = Signal()
    add_asked = Signal()
    columns_asked = Signal()
    clear_asked = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.wanted = TaskFilter()
        self._columns_filtered = False
        titles = {
            "all": self.tr("Tất cả"),
            "missing": self.tr("Chưa cập nhật"),
            "overdue": self.tr("Quá hạn"),
            "soon": self.tr("Sắp đến hạn"),
        }
        self.views = {view: FilterButton(title, self) for view, title in titles.items()}
        self.group = _combo(self.tr("Nhóm nhiệm vụ"), self)
        self.agency = _combo(self.tr("Cơ quan"), self)
        self.more = QPushButton(icon("filter_20_regular"), "", self)
        self.more.setObjectName("iconButton")
        self.more.setToolTip(self.tr("Lọc theo tình trạng, thời hạn"))
        self.more.setAccessibleName(self.more.toolTip())
        self.clear_button = LinkButton(self.tr("Bỏ lọc"), self)
        self.add_button = QPushButton(icon("add_20_regular"), self.tr("Thêm"), self)
        self.add_button.setToolTip(self.tr("Thêm nhiệm vụ (Ctrl+N)"))
        self.add_button.setAccessibleName(self.tr("Thêm nhiệm vụ"))
        self.columns_button = QPushButton(icon("table_settings_20_regular"), "", self)
        self.columns_button.setObjectName("iconButton")
        self.columns_button.setToolTip(self.tr("Cột của bảng"))
        self.columns_button.setAccessibleName(self.tr("Cột của bảng"))
        row = WrappingRow(self, spacing=4)
        for view, button in self.views.items():
            button.clicked.connect(partial(self._choose_view, view))
            row.addWidget(button)
        for widget in (self.group, self.agency, self.more):
            row.addWidget(widget)
        row.addStretch()
        row.addWidget(self.add_button)
        row.addWidget(self.columns_button)
        self.views["all"].setChecked(True)
        self.status_actions: dict[str, QAction] = {}
        self.due_actions: dict[str, QAction] = {}
        self.more.setMenu(self._more_menu())
        self.group.activated.connect(self._choose_group)
        self.agency.activated.connect(self._choose_agency)
        self.clear_button.clicked.connect(self.clear_asked)
        self.add_button.clicked.connect(self.add_asked)
        self.columns_button.clicked.connect(self.columns_asked)
        self.refresh((), ())

    def refresh(self, groups: Sequence[Group], agencies: Sequence[str]) -> None:
        """List the groups and agencies that can be chosen."""
        self.group.clear()
        self.group.addItem(self.tr("Nhóm"), None)
        for group in groups:
            self.group.addItem(group_title(group.number, group.title)[:60], group.id)
        self.agency.clear()
        self.agency.addItem(self.tr("Cơ quan"), "")
        for name in agencies:
            self.agency.addItem(name, name)
        for combo in (self.group, self.agency):
            combo.setMinimumWidth(combo.fontMetrics().horizontalAdvance(combo.itemText(0)) + AROUND)
        self._show()

    def show_counts(self, counts: Mapping[str, int]) -> None:
        """Show on each view how many rows it holds."""
        for view, button in self.views.items():
            button.show_count(counts[view], max(counts.values()))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shorten words where there is little room, so that the counts have it."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Show the word of "Thêm" beside its sign only if every filter stands in one line with it."""
        self.add_button.setText(self.tr("Thêm"))
        if self.heightForWidth(self.width()) > self.sizeHint().height():
            self.add_button.setText("")

    def show_filter(self, wanted: TaskFilter) -> None:
        """Filter by `wanted`, and show it in the fields."""
        self.wanted = wanted
        self._show()
        self.changed.emit()

    def show_columns_filtered(self, filtered: bool) -> None:
        """Offer to take the filters of the headings away too."""
        self._columns_filtered = filtered
        self._show()

    def search(self, text: str) -> None:
        """Filter by words."""
        self.show_filter(replace(self.wanted, text=text))

    def _more_menu(self) -> QMenu:
        menu = QMenu(self)
        longs = words("status_long")
        states = {"": self.tr("Mọi tình trạng"), **{key: longs[key] for key in longs if key != "total"}}
        states[APART] = self.tr("Không tính vào tổng số (tạm dừng, đã đưa ra khỏi danh mục)")
        dues = {
            "": self.tr("Mọi thời hạn"),
            "month": self.tr("Đến hạn trong 1 tháng tới"),
            "quarter": self.tr("Đến hạn trong 3 tháng tới"),
            "year": self.tr("Đến hạn trong 1 năm tới"),
            "none": self.tr("Không có ngày cuối"),
        }
        self._add_choices(menu, states, self.status_actions, self._choose_status)
        menu.addSeparator()
        self._add_choices(menu, dues, self.due_actions, self._choose_due)
        return menu

    def _add_choices(
        self, menu: QMenu, named: dict[str, str], kept: dict[str, QAction], choose: Callable[[str], None]
    ) -> None:
        group = QActionGroup(menu)
        for key, text in named.items():
            action = QAction(text, menu)
            action.setCheckable(True)
            action.triggered.connect(partial(choose, key))
            group.addAction(action)
            menu.addAction(action)
            kept[key] = action

    def _choose_status(self, key: str) -> None:
        if key == APART:
            self.show_filter(replace(self.wanted, view=APART, status=""))
            return
        view = "all" if self.wanted.view == APART else self.wanted.view
        self.show_filter(replace(self.wanted, view=view, status=key))

    def _choose_view(self, view: str) -> None:
        self.show_filter(replace(self.wanted, view=view))

    def _choose_group(self) -> None:
        self.show_filter(replace(self.wanted, group_id=self.group.currentData()))

    def _choose_agency(self) -> None:
        self.show_filter(replace(self.wanted, agency=self.agency.currentData(), lead_only=False))

    def _choose_due(self, due: str) -> None:
        self.show_filter(replace(self.wanted, due=due))

    def _show(self) -> None:
        wanted = self.wanted
        for view, button in self.views.items():
            button.setChecked(view == wanted.view)
        self.group.setCurrentIndex(max(self.group.findData(wanted.group_id), 0))
        self.agency.setCurrentIndex(max(self.agency.findData(wanted.agency), 0))
        status = APART if wanted.view == APART else wanted.status
        self.status_actions[status].setChecked(True)
        self.due_actions[wanted.due].setChecked(True)
        self.more.setIcon(icon("filter_20_regular", "accent" if status or wanted.due else "text"))
        plain = replace(wanted, view="all" if wanted.view in self.views else wanted.view, text="")
        self.clear_button.setVisible(self._columns_filtered or plain != TaskFilter())


def _combo(name: str, parent: QWidget) -> ChoiceBox:
    return ChoiceBox(name, parent, 5)
