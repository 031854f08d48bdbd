"""How much of a period has been entered, by group, lead agency or officer; every count opens its tasks."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop_app.services.periods import Completeness, Entry, Grouping, PeriodCompleteness
from desktop_app.ui.formats import format_number, share
from desktop_app.ui.grid import Grid, GridColumn, TableModel
from desktop_app.ui.look import ROW_HEIGHT_ONE_LINE
from desktop_app.ui.phrases import choose_row
from desktop_app.ui.widgets import LinkButton, allow


class EnteredTable(QWidget):
    """A line for each group, agency or officer. `asked` carries the ids of tasks and what they are."""

    asked = Signal(object, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin without figures; `links` is what stands above the table."""
        super().__init__(parent)
        self._shown: PeriodCompleteness | None = None
        self.links = QWidget(self)
        label = QLabel(self.tr("Th&eo"), self.links)
        self.part = QComboBox(self.links)
        for part, text in (
            (Grouping.GROUP, self.tr("nhóm nhiệm vụ")),
            (Grouping.AGENCY, self.tr("cơ quan chủ trì")),
            (Grouping.OFFICER, self.tr("người theo dõi")),
        ):
            self.part.addItem(text, part.value)
        self.part.setAccessibleName(self.tr("Xem tình hình cập nhật theo"))
        label.setBuddy(self.part)
        self.open_missing = LinkButton(self.tr("Xem còn thiếu"), self.links)
        self.open_all = LinkButton(self.tr("Xem tất cả"), self.links)
        above = QHBoxLayout(self.links)
        above.setContentsMargins(0, 0, 0, 0)
        above.setSpacing(8)
        for widget in (label, self.part, self.open_missing, self.open_all):
            above.addWidget(widget)
        self.model: TableModel[Completeness] = TableModel(
            self._columns(), row_key=lambda one: one.name, parent=self
        )
        self.grid = Grid(self.tr("Tình hình cập nhật"), self, ROW_HEIGHT_ONE_LINE)
        self.grid.setModel(self.model)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.grid)
        self.part.currentIndexChanged.connect(self._show)
        self.grid.current_changed.connect(self._enable)
        self.grid.opened.connect(self._open_cell)
        self.open_missing.clicked.connect(lambda: self._open(Entry.MISSING))
        self.open_all.clicked.connect(lambda: self._open(None))
        self._enable()

    def show_counts(self, counted: PeriodCompleteness) -> None:
        """Show the counts of a period."""
        self._shown = counted
        self._show()

    def _show(self) -> None:
        if self._shown is not None:
            self.model.set_rows(self._shown.parts[Grouping(self.part.currentData())])
        self._enable()

    def _enable(self) -> None:
        line: Completeness | None = self.grid.current_row()
        none_missing = self.tr("Dòng này không còn thiếu nhiệm vụ nào.")
        allow(self.open_all, choose_row() if line is None else "")
        missing = line is not None and line.count(Entry.MISSING) > 0
        allow(self.open_missing, choose_row() if line is None else "" if missing else none_missing)

    def _open_cell(self) -> None:
        """Open what the current cell counts."""
        key = self.model.columns[self.grid.currentIndex().column()].key
        self._open(Entry(key) if key in list(Entry) else None)

    def _open(self, entry: Entry | None) -> None:
        line: Completeness | None = self.grid.current_row()
        if line is None:
            return
        ids = line.ids if entry is None else line.tasks[entry]
        if ids:
            title = (
                self._name(line) if entry is None else f"{self._name(line)}: {self._titles()[entry].lower()}"
            )
            self.asked.emit(frozenset(ids), title)

    def _name(self, line: Completeness) -> str:
        missing = {
            Grouping.AGENCY.value: self.tr("Không ghi cơ quan chủ trì"),
            Grouping.OFFICER.value: self.tr("Chưa ghi người theo dõi"),
        }
        return line.name or missing.get(self.part.currentData(), "")

    def _titles(self) -> dict[Entry, str]:
        return {
            Entry.ENTERED: self.tr("Đã cập nhật"),
            Entry.CONFIRMED: self.tr("Đã xác nhận"),
            Entry.SETTLED: self.tr("Hoàn thành từ kỳ trước"),
            Entry.MISSING: self.tr("Chưa cập nhật"),
        }

    def _columns(self) -> Sequence[GridColumn[Completeness]]:
        widths = {Entry.ENTERED: 112, Entry.CONFIRMED: 124, Entry.SETTLED: 136, Entry.MISSING: 112}
        counts = [
            GridColumn(
                entry.value, title, _counter(entry), _count_words(entry), align="right", width=widths[entry]
            )
            for entry, title in self._titles().items()
        ]
        return [
            GridColumn("name", self.tr("Tên"), self._name, width=0, stretch=1),
            *counts,
            GridColumn(
                "ready",
                self.tr("Số đã đủ/Tổng số"),
                lambda one: one.ready / one.total if one.total else 1.0,
                lambda one: share(one.ready, one.total),
                align="right",
                width=160,
            ),
        ]


def _counter(entry: Entry) -> Callable[[Completeness], int]:
    return lambda one: one.count(entry)


def _count_words(entry: Entry) -> Callable[[Completeness], str]:
    return lambda one: format_number(one.count(entry))
