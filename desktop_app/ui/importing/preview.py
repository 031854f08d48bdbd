"""What a list would change, before anything is written."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop_app.domain.edition import RowKind
from desktop_app.resources import words
from desktop_app.services.register import Register
from desktop_app.services.task_import import ImportPlan
from desktop_app.ui.importing.columns_dialog import ColumnsDialog
from desktop_app.ui.importing.rows import PreviewRow, preview_columns, preview_rows
from desktop_app.ui.widgets.cards import FilterButton, SearchBox
from desktop_app.ui.widgets.grid import Grid
from desktop_app.ui.widgets.table import TableModel

_TABS = (RowKind.NEW, RowKind.CHANGED, RowKind.SAME, RowKind.GONE, RowKind.AMBIGUOUS, RowKind.REFUSED)
_SHARE = 0.92


class ImportPreview(QDialog):
    """Shows a plan; `rearranged` asks for it to be read anew, `accepted_plan` for it to be written."""

    rearranged = Signal(object)
    accepted_plan = Signal(object, object)

    def __init__(self, register: Register, plan: ImportPlan, parent: QWidget) -> None:
        """Show `plan`."""
        super().__init__(parent)
        self._register = register
        self._rows: list[PreviewRow] = []
        self.plan = plan
        self.resize(round(parent.width() * _SHARE), round(parent.height() * _SHARE))
        self.title = QLabel(self)
        self.title.setObjectName("screenTitle")
        self.line = QLabel(self)
        self.line.setObjectName("muted")
        self.line.setWordWrap(True)
        self.tabs = {kind: FilterButton(words("row_kind")[kind.value], self) for kind in _TABS}
        self.left_out = FilterButton(self.tr("Không phải nhiệm vụ"), self)
        self._group = QButtonGroup(self)
        self.search = SearchBox(self.tr("Tìm trong danh mục"), self)
        self.columns_button = QPushButton(self.tr("&Cột và trang tính…"), self)
        self.model: TableModel[PreviewRow] = TableModel(preview_columns(), parent=self)
        self.grid = Grid(self)
        self.grid.setModel(self.model)
        self.sum_line = QLabel(self)
        self.sum_line.setObjectName("muted")
        self.accept_button = QPushButton(self)
        self.accept_button.setObjectName("primary")
        self.accept_button.setDefault(True)
        self.cancel_button = QPushButton(self.tr("Hủy"), self)
        self._lay_out()
        self.search.searched.connect(self._show_rows)
        self.columns_button.clicked.connect(self._choose_columns)
        self.accept_button.clicked.connect(self._accept)
        self.cancel_button.clicked.connect(self.reject)
        self.show_plan(plan)

    def show_plan(self, plan: ImportPlan) -> None:
        """Show a plan, the first tab that holds something first."""
        self.plan = plan
        self.setWindowTitle(self.tr("Nhập danh mục: %s") % plan.workbook.path.name)
        self.title.setText(self.windowTitle())
        line = self.tr("Trang “%s”, tiêu đề ở dòng %d. ") % (plan.sheet, plan.heading.last_row + 1)
        if plan.workbook.lost_cells:
            line += words("problem")["cells_lost"].format(text=plan.workbook.lost_cells)
        if plan.changes_nothing:
            line += self.tr("Danh mục này đã có đủ trong tệp dữ liệu; không có gì thay đổi.")
        self.line.setText(line)
        counts = plan.counts
        for kind, button in self.tabs.items():
            button.show_count(counts[kind])
            button.setVisible(counts[kind] > 0 or kind in (RowKind.NEW, RowKind.CHANGED, RowKind.REFUSED))
        self.left_out.show_count(len(plan.tasks.left_out))
        first = next((kind for kind in _TABS if counts[kind]), RowKind.NEW)
        self.tabs[first].setChecked(True)
        added, changed = plan.counts_written
        self.accept_button.setText(self.tr("Nhập %d nhiệm vụ") % (added + changed))
        self.accept_button.setEnabled(bool(added + changed or counts[RowKind.GONE]))
        if counts[RowKind.GONE] and not added + changed:
            self.accept_button.setText(self.tr("Ghi nhận bản danh mục"))
        self.sum_line.setText(_sum(plan))
        self._show_rows()

    def _lay_out(self) -> None:
        tabs = QHBoxLayout()
        tabs.setSpacing(6)
        self._group.setExclusive(True)
        for button in (*self.tabs.values(), self.left_out):
            self._group.addButton(button)
            button.toggled.connect(self._tab_toggled)
            tabs.addWidget(button)
        tabs.addStretch()
        tabs.addWidget(self.search)
        tabs.addWidget(self.columns_button)
        foot = QHBoxLayout()
        foot.addWidget(self.sum_line, 1)
        foot.addWidget(self.cancel_button)
        foot.addWidget(self.accept_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 12)
        column.setSpacing(8)
        column.addWidget(self.title)
        column.addWidget(self.line)
        column.addLayout(tabs)
        column.addWidget(self.grid, 1)
        column.addLayout(foot)

    def _tab_toggled(self, on: bool) -> None:
        if on:
            self._show_rows()

    def _show_rows(self) -> None:
        chosen = next((kind for kind, button in self.tabs.items() if button.isChecked()), None)
        rows = preview_rows(self.plan, self._register, chosen, self.search.text())
        self.model.set_rows(rows)

    def _choose_columns(self) -> None:
        choices = ColumnsDialog.ask(self.plan, self)
        if choices is not None:
            self.rearranged.emit(choices)

    def _accept(self) -> None:
        self.accepted_plan.emit(self.plan, {})
        self.accept()


def _sum(plan: ImportPlan) -> str:
    tasks = plan.tasks
    counts = plan.counts
    waiting = counts[RowKind.AMBIGUOUS]
    taken = len(tasks.rows) - waiting
    left = len([one for one in tasks.left_out if one.row > plan.heading.last_row + 1])
    return (
        f"{tasks.read} dòng đọc được = {taken} nhận + {waiting} cần quyết định + {len(tasks.refused)} bị từ chối"
        f" + {left} không phải nhiệm vụ"
    )
