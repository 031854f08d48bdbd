"""The filters of a grid: opened at a heading or by Ctrl+Shift+L, shown in the headings."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QKeyCombination,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QListView,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from desktop_app.domain.text import fold
from desktop_app.ui.formats import format_number
from desktop_app.ui.grid.column_filters import Choice
from desktop_app.ui.grid.header import GridHeader
from desktop_app.ui.grid.table import TableModel
from desktop_app.ui.slices import Slices
from desktop_app.ui.widgets import SearchBox

_WIDTH = 300
_LIST_HEIGHT = 236
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_CHECK = int(Qt.ItemDataRole.CheckStateRole)
_FLAGS = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable


class ChoiceModel(QAbstractListModel):
    """Texts with a box to check; `search` leaves those in sight that hold its words."""

    checked = Signal()

    def __init__(
        self, choices: Sequence[Choice], on: frozenset[str] | None, parent: QObject | None = None
    ) -> None:
        """Check the texts in `on`, or all of them."""
        super().__init__(parent)
        self._choices = list(choices)
        self._first = [on is None or text in on for text, _ in choices]
        self._on = list(self._first)
        self._folded: list[str] = []
        self._shown = list(range(len(self._choices)))

    def search(self, text: str) -> None:
        """Show the texts that hold all words, checked; without words all of them as they were at first."""
        words = fold(text).split()
        self.beginResetModel()
        if words:
            self._folded = self._folded or [fold(one) for one, _ in self._choices]
            self._shown = [at for at, one in enumerate(self._folded) if all(word in one for word in words)]
            self._on = [False] * len(self._choices)
            for at in self._shown:
                self._on[at] = True
        else:
            self._shown = list(range(len(self._choices)))
            self._on = list(self._first)
        self.endResetModel()
        self.checked.emit()

    def check_all(self, on: bool) -> None:
        """Check every text in sight, or none."""
        for at in self._shown:
            self._on[at] = on
        self._all_changed()

    def toggle(self, line: int) -> None:
        """Check or uncheck one text."""
        at = self._shown[line]
        self._on[at] = not self._on[at]
        self._all_changed()

    def state(self) -> Qt.CheckState:
        """Return whether all texts in sight are checked, some, or none."""
        count = sum(self._on[at] for at in self._shown)
        if not count:
            return Qt.CheckState.Unchecked
        return Qt.CheckState.Checked if count == len(self._shown) else Qt.CheckState.PartiallyChecked

    def allowed(self) -> frozenset[str] | None:
        """Return the checked texts; None if that is all of them."""
        if all(self._on):
            return None
        return frozenset(text for (text, _), on in zip(self._choices, self._on, strict=True) if on)

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex | None = None) -> int:
        """Count the texts in sight."""
        return 0 if parent is not None and parent.isValid() else len(self._shown)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = _DISPLAY) -> Any:
        """Return a text with its count, and whether it is checked."""
        if not index.isValid():
            return None
        at = self._shown[index.row()]
        text, count = self._choices[at]
        if role == _DISPLAY:
            return f"{' '.join(text.split()) or self.tr('(Trống)')}  ({format_number(count)})"
        if role == Qt.ItemDataRole.ToolTipRole:
            return text
        if role == _CHECK:
            return Qt.CheckState.Checked if self._on[at] else Qt.CheckState.Unchecked
        return None

    def setData(self, index: QModelIndex | QPersistentModelIndex, _value: Any, role: int = _DISPLAY) -> bool:
        """Check or uncheck a text."""
        if role != _CHECK or not index.isValid():
            return False
        self.toggle(index.row())
        return True

    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        """Let every text be checked."""
        return _FLAGS if index.isValid() else Qt.ItemFlag.NoItemFlags

    def _all_changed(self) -> None:
        if self._shown:
            self.dataChanged.emit(self.index(0), self.index(len(self._shown) - 1))
        self.checked.emit()


class FilterPopup(QFrame):
    """Asks how to sort and what to show of one column. `applied` carries the allowed texts, None for all."""

    applied = Signal(object)
    sort_asked = Signal(object)

    def __init__(
        self, title: str, choices: Sequence[Choice], on: frozenset[str] | None, parent: QWidget | None = None
    ) -> None:
        """Show the column's `choices`, those in `on` checked (None: all)."""
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("popup")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(title)
        self.setFixedWidth(_WIDTH)
        self.up_button = QPushButton(self.tr("Sắp xếp &tăng dần"), self)
        self.down_button = QPushButton(self.tr("Sắp xếp &giảm dần"), self)
        self.off_button = QPushButton(self.tr("&Bỏ lọc cột này"), self)
        self.off_button.setEnabled(on is not None)
        self.search = SearchBox(self.tr("Tìm trong “%s”") % title, self)
        self.all_box = QCheckBox(self.tr("(&Chọn tất cả)"), self)
        self.all_box.setTristate(True)
        self.model = ChoiceModel(choices, on, self)
        self.list = QListView(self)
        self.list.setModel(self.model)
        self.list.setUniformItemSizes(True)
        self.list.setLayoutMode(QListView.LayoutMode.Batched)  # thousands of texts are laid out as one looks
        self.list.setFixedHeight(_LIST_HEIGHT)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName(title)
        self.apply_button = QPushButton(self.tr("&Lọc"), self)
        self.apply_button.setObjectName("primary")
        self.cancel_button = QPushButton(self.tr("&Hủy"), self)
        self._lay_out()
        self._connect()
        self._checked()
        self.search.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter filters."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._apply()
            return
        super().keyPressEvent(event)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(4)
        for button in (self.up_button, self.down_button, self.off_button):
            button.setObjectName("popupItem")
            column.addWidget(button)
        column.addSpacing(4)
        column.addWidget(self.search)
        box = QHBoxLayout()
        box.setContentsMargins(9, 4, 0, 2)
        box.addWidget(self.all_box)
        column.addLayout(box)
        column.addWidget(self.list)
        column.addSpacing(4)
        foot = QHBoxLayout()
        foot.addStretch()
        foot.addWidget(self.apply_button)
        foot.addWidget(self.cancel_button)
        column.addLayout(foot)

    def _connect(self) -> None:
        self.up_button.clicked.connect(lambda: self._sort(Qt.SortOrder.AscendingOrder))
        self.down_button.clicked.connect(lambda: self._sort(Qt.SortOrder.DescendingOrder))
        self.off_button.clicked.connect(lambda: self._leave(None))
        self.search.textChanged.connect(self.model.search)
        self.search.returnPressed.connect(self._apply)
        self.all_box.clicked.connect(self._check_all)
        self.model.checked.connect(self._checked)
        self.list.clicked.connect(lambda _index: self._checked())
        self.apply_button.clicked.connect(self._apply)
        self.cancel_button.clicked.connect(self.close)

    def _sort(self, order: Qt.SortOrder) -> None:
        self.close()
        self.sort_asked.emit(order)

    def _check_all(self) -> None:
        self.model.check_all(self.model.state() is not Qt.CheckState.Checked)

    def _checked(self) -> None:
        state = self.model.state()
        self.all_box.setCheckState(state)
        self.apply_button.setEnabled(state is not Qt.CheckState.Unchecked)

    def _apply(self) -> None:
        if self.apply_button.isEnabled():
            self._leave(self.model.allowed())

    def _leave(self, allowed: frozenset[str] | None) -> None:
        self.close()
        self.applied.emit(allowed)


_KEYS = QKeyCombination(Qt.Modifier.CTRL | Qt.Modifier.SHIFT, Qt.Key.Key_L)


class HeadingFilters(QObject):
    """Asks for the filters of the model that `grid` shows."""

    def __init__(self, grid: QTableView, header: GridHeader) -> None:
        super().__init__(grid)
        self._grid = grid
        self._header = header
        self._model: TableModel[Any] | None = None
        self._choosing: Slices[list[Choice]] = Slices(self)
        self.popup: FilterPopup | None = None
        header.filter_asked.connect(self.open)

    def show_model(self, model: TableModel[Any]) -> None:
        """Filter another model, which the grid shows already."""
        self._model = model
        model.filtered.connect(self._mark)
        self._mark()

    def key(self, event: QKeyEvent) -> bool:
        """Open the filter at its keys; return whether it was these."""
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
        self._choosing.run(model.choosing(model.columns[column].key), partial(self._show, model, column))

    def _show(self, model: TableModel[Any], column: int, choices: Sequence[Choice]) -> None:
        key, title = model.columns[column].key, model.columns[column].title
        popup = FilterPopup(title, choices, model.filters.allowed(key), self._grid)
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
