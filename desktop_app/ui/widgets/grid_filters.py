"""The filters of a grid: opened at a heading or by Ctrl+Shift+L, shown in the headings."""

from typing import Any

from PySide6.QtCore import QKeyCombination, QObject, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QTableView

from desktop_app.ui.widgets.filter_popup import FilterPopup
from desktop_app.ui.widgets.header import GridHeader
from desktop_app.ui.widgets.table import TableModel

_KEYS = QKeyCombination(Qt.Modifier.CTRL | Qt.Modifier.SHIFT, Qt.Key.Key_L)


class HeadingFilters(QObject):
    """Asks for the filters of the model that `grid` shows."""

    def __init__(self, grid: QTableView, header: GridHeader) -> None:
        """Open at the funnels of `header`."""
        super().__init__(grid)
        self._grid = grid
        self._header = header
        self._model: TableModel[Any] | None = None
        self.popup: FilterPopup | None = None
        header.filter_asked.connect(self.open)

    def show_model(self, model: TableModel[Any]) -> None:
        """Filter another model, which the grid shows already."""
        self._model = model
        model.filtered.connect(self._mark)
        self._mark()

    def key(self, event: QKeyEvent) -> bool:
        """Open the filter at its keys; tell whether it was these."""
        if event.keyCombination() != _KEYS:
            return False
        self.open_current()
        return True

    def open_current(self) -> None:
        """Open the filter of the column with the cursor."""
        column = self._grid.currentIndex().column()
        if column >= 0:
            self.open(column)

    def open(self, column: int) -> None:
        """Open the filter of a column under its heading."""
        model = self._model
        if model is None or self._header.isSectionHidden(column):
            return
        key, title = model.columns[column].key, model.columns[column].title
        popup = FilterPopup(title, model.choices(key), model.filters.allowed(key), self._grid)
        popup.sort_asked.connect(lambda order: self._grid.sortByColumn(column, order))
        popup.applied.connect(lambda allowed: model.filter_column(key, allowed))
        popup.move(self._place(column, popup.sizeHint().height(), popup.width()))
        self.popup = popup
        popup.show()

    def _place(self, column: int, height: int, width: int) -> QPoint:
        header = self._header
        left = header.sectionViewportPosition(column)
        below = header.viewport().mapToGlobal(QPoint(left, header.height()))
        screen = header.screen().availableGeometry()
        x = min(max(below.x(), screen.left()), screen.right() - width)
        y = min(below.y(), max(screen.top(), screen.bottom() - height))
        return QPoint(x, y)

    def _mark(self) -> None:
        model = self._model
        if model is not None:
            self._header.show_filtered(frozenset(model.column_of(key) for key in model.filters.active))
