"""The officer points at a list's heading in a view of the sheet, and says what each column holds."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSize,
    Qt,
)
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QSpinBox,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from desktop_app.lists.sheet import column_letter
from desktop_app.lists.words import MANY
from desktop_app.resources import words
from desktop_app.services.importing import COLUMN_FIELDS, Choices, SheetView
from desktop_app.ui.look import semibold
from desktop_app.ui.widgets import ActButtons, Dialog, FieldLabel, Refusal, resize_within

if TYPE_CHECKING:
    from desktop_app.lists.words import Field

_TALLEST = 3
_WIDTHS = ((60, 340), (24, 210), (0, 150))
"""How wide a column is, by the length of its longest text."""
_GAP = 6

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


def field_box(name: str, parent: QWidget) -> QComboBox:
    """Return a box to choose what a column holds; `name` says of which column."""
    box = QComboBox(parent)
    box.setAccessibleName(name)
    box.addItem(QCoreApplication.translate("SheetDialog", "Bỏ qua"), "ignore")
    for field in COLUMN_FIELDS:
        box.addItem(words("field")[field], field)
    return box


class SheetModel(QAbstractTableModel):
    """The first rows of a sheet; those of the heading are bold, those above it grey."""

    def __init__(self, view: SheetView, parent: QObject | None = None) -> None:
        """Show `view` without a heading."""
        super().__init__(parent)
        self.view = view
        self.heading = (0, 0)

    def point(self, first: int, last: int) -> None:
        """Take rows for the heading."""
        self.heading = first, last
        if self.rowCount() and self.columnCount():
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, self.columnCount() - 1))
            self.headerDataChanged.emit(Qt.Orientation.Vertical, 0, self.rowCount() - 1)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Return the number of rows that are shown."""
        return 0 if parent.isValid() else len(self.view.rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Return the width of the sheet."""
        return 0 if parent.isValid() else self.view.width

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the text of a cell, and how it looks."""
        if not index.isValid():
            return None
        first, last = self.heading
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            row = self.view.rows[index.row()]
            text = row[index.column()] if index.column() < len(row) else ""
            return text if role == Qt.ItemDataRole.ToolTipRole else " ".join(text.split())
        if role == Qt.ItemDataRole.FontRole and first <= index.row() <= last:
            return semibold()
        if role == Qt.ItemDataRole.BackgroundRole and first <= index.row() <= last:
            return QApplication.palette().alternateBase()
        if role == Qt.ItemDataRole.ForegroundRole and index.row() < first:
            return QApplication.palette().placeholderText()
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Return the letter of a column, the number of a row; that of a heading row is marked."""
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation is Qt.Orientation.Horizontal:
            return column_letter(section)
        first, last = self.heading
        return f"▸ {section + 1}" if first <= section <= last else str(section + 1)


class ChoosingHeader(QHeaderView):
    """The letters of the columns, and below each what the column holds."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.boxes: list[QComboBox] = []
        self.setDefaultAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.sectionResized.connect(self.place)
        self.geometriesChanged.connect(self.place)

    def sizeHint(self) -> QSize:
        """Leave room for a box below the letter."""
        hint = super().sizeHint()
        tall = self.boxes[0].sizeHint().height() if self.boxes else 0
        return QSize(hint.width(), self.fontMetrics().height() + tall + 3 * _GAP)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the boxes in their columns."""
        super().resizeEvent(event)
        self.place()

    def show_columns(self, count: int) -> None:
        """Make a box for each of `count` columns."""
        for box in self.boxes:
            box.deleteLater()
        self.boxes = [self._box(column) for column in range(count)]
        self.updateGeometries()
        self.place()

    def place(self, *_moved: int) -> None:
        """Put every box below the letter of its column."""
        for column, box in enumerate(self.boxes):
            tall = box.sizeHint().height()
            left = self.sectionViewportPosition(column) + _GAP // 2
            box.setGeometry(left, self.height() - tall - _GAP, self.sectionSize(column) - _GAP, tall)
            box.show()

    def _box(self, column: int) -> QComboBox:
        box = field_box(self.tr("Cột %s là") % column_letter(column), self.viewport())
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(3)
        box.view().setMinimumWidth(180)
        return box


class SheetDialog(Dialog):
    """Shows the sheets of a file; `reason` says why the officer is asked."""

    def __init__(
        self, views: Sequence[SheetView], choices: Choices, parent: QWidget | None = None, reason: str = ""
    ) -> None:
        """Show the sheet that `choices` name, with their heading and columns, else as the program finds."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("Chọn dòng tiêu đề và cột"))
        resize_within(self, 1120, 660)
        self._views = {view.sheet.name: view for view in views}
        self._choices = choices
        self._touched: dict[int, Field] = {}
        self.sheet = QComboBox(self)
        for view in sorted(views, key=lambda one: one.sheet.hidden):
            name = view.sheet.name
            self.sheet.addItem(self.tr("%s (trang ẩn)") % name if view.sheet.hidden else name, name)
        self.first, self.last = QSpinBox(self), QSpinBox(self)
        self.reason = QLabel(reason, self)
        self.reason.setObjectName("warning")
        self.reason.setWordWrap(True)
        self.reason.setVisible(bool(reason))
        self.table = QTableView(self)
        self.header = ChoosingHeader(self.table)
        self.table.setHorizontalHeader(self.header)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.table.setWordWrap(False)
        self.table.setTabKeyNavigation(False)
        for part in (self.table, self.header, self.table.verticalHeader()):
            part.setAccessibleName(self.tr("Trang tính"))
        self.table.setCornerButtonEnabled(False)
        self.table.installEventFilter(self)
        self.refusal = Refusal(self)
        self._lay_out()
        self.sheet.currentIndexChanged.connect(self._show_sheet)
        self.first.valueChanged.connect(self._first_moved)
        self.last.valueChanged.connect(self._last_moved)
        self.table.verticalHeader().sectionClicked.connect(self._rows_clicked)
        self.table.horizontalScrollBar().valueChanged.connect(self.header.place)
        place = self.sheet.findData(choices.sheet) if choices.sheet is not None else self._likeliest()
        self.sheet.setCurrentIndex(max(place, 0))
        self._show_sheet()
        self.table.setFocus()

    @classmethod
    def ask(
        cls, views: Sequence[SheetView], choices: Choices, parent: QWidget | None = None, reason: str = ""
    ) -> Choices | None:
        """Show the dialog and return the officer's choices, or None."""
        dialog = cls(views, choices, parent, reason)
        return dialog.chosen() if dialog.exec() else None

    @property
    def view(self) -> SheetView:
        """Return the sheet that is shown."""
        return self._views[self.sheet.currentData()]

    def chosen(self) -> Choices:
        """Return the sheet, its heading, and what its columns hold."""
        columns = {column: box.currentData() for column, box in enumerate(self.header.boxes)}
        heading = self.first.value() - 1, self.last.value() - 1
        return replace(
            self._choices,
            sheet=self.view.sheet.name,
            heading=heading,
            titles={},
            columns=columns,
            encodings=None if self.view.sheet.name != self._choices.sheet else self._choices.encodings,
        )

    def point(self, first: int, last: int) -> None:
        """Take rows, from 0, for the heading."""
        last = min(last, first + _TALLEST - 1)
        for box, row in ((self.first, first), (self.last, last)):
            box.blockSignals(True)
            box.setValue(row + 1)
            box.blockSignals(False)
        self._read()

    def submit(self) -> None:
        """Close with the choices, or say what is wrong with them."""
        fields = [box.currentData() for box in self.header.boxes if box.currentData() not in MANY]
        twice = next((field for field in fields if fields.count(field) > 1), None)
        rows = self.view.rows[self.first.value() - 1 : self.last.value()]
        if not any(map(any, rows)):
            self.refusal.say(self.tr("Dòng tiêu đề đang chọn không có chữ; hãy chọn dòng khác."))
        elif "content" not in fields:
            self.refusal.say(self.tr("Hãy chọn “%s” ở đầu cột ghi nội dung.") % words("field")["content"])
        elif twice is not None:
            self.refusal.say(
                self.tr("“%s” đang được chọn cho hai cột; hãy để một cột là Bỏ qua.") % words("field")[twice]
            )
        else:
            self.accept()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the selected rows for the heading with the space bar, open a column's box with Alt+Down."""
        if watched is self.table and isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Space:
                rows = [index.row() for index in self.table.selectedIndexes()]
                if rows:
                    self.point(min(rows), max(rows))
                return True
            down = event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier
            if (down or event.key() == Qt.Key.Key_F4) and self.table.currentIndex().isValid():
                box = self.header.boxes[self.table.currentIndex().column()]
                box.setFocus()
                box.showPopup()
                return True
        return super().eventFilter(watched, event)

    def _likeliest(self) -> int:
        """Return the place of the first sheet in sight that shows anything."""
        names = (self.sheet.itemData(place) for place in range(self.sheet.count()))
        return next((place for place, name in enumerate(names) if self._views[name].width), 0)

    def _show_sheet(self) -> None:
        view = self.view
        self.refusal.hide()
        self._touched.clear()
        before = self.table.model()
        model = SheetModel(view, self)
        self.table.setModel(model)
        if before is not None:
            before.deleteLater()
        self.table.clearSpans()
        for top, left, bottom, right in view.merges:
            if left < view.width and (bottom > top or right > left):
                self.table.setSpan(top, left, bottom - top + 1, min(right, view.width - 1) - left + 1)
        self.header.show_columns(view.width)
        for column, box in enumerate(self.header.boxes):
            longest = max((len(row[column]) for row in view.rows if column < len(row)), default=0)
            self.table.setColumnWidth(column, next(width for least, width in _WIDTHS if longest >= least))
            box.activated.connect(lambda _place, at=column: self._touch(at))
        for spin in (self.first, self.last):
            spin.blockSignals(True)
            spin.setRange(1, max(len(view.rows), 1))
            spin.blockSignals(False)
        same = view.sheet.name == self._choices.sheet
        if same and self._choices.columns:
            self._touched = dict(self._choices.columns)
        pointed = self._choices.heading if same else None
        rows = pointed or view.found() or (view.likeliest(), view.likeliest())
        self.point(*rows)
        if model.rowCount() and model.columnCount():
            self.table.setCurrentIndex(model.index(rows[0], 0))
            self.table.scrollTo(
                model.index(max(rows[0] - 2, 0), 0), QAbstractItemView.ScrollHint.PositionAtTop
            )

    def _touch(self, column: int) -> None:
        """Keep what the officer said of a column when other rows are pointed at."""
        self._touched[column] = self.header.boxes[column].currentData()
        self.refusal.hide()

    def _first_moved(self, row: int) -> None:
        self.point(row - 1, max(self.last.value() - 1, row - 1))

    def _last_moved(self, row: int) -> None:
        self.point(min(self.first.value() - 1, row - 1), row - 1)

    def _rows_clicked(self, row: int) -> None:
        rows = [index.row() for index in self.table.selectionModel().selectedRows()] or [row]
        self.point(min(rows), max(rows))

    def _read(self) -> None:
        """Show what the columns hold below the rows that are pointed at."""
        self.refusal.hide()
        first, last = self.first.value() - 1, self.last.value() - 1
        model = self.table.model()
        if isinstance(model, SheetModel):
            model.point(first, last)
        said = set(self._touched.values()) - MANY
        found = {at: field for at, field in self.view.fields((first, last)).items() if field not in said}
        fields: Mapping[int, Field] = {**found, **self._touched}
        for column, box in enumerate(self.header.boxes):
            box.setCurrentIndex(max(box.findData(fields.get(column, "ignore")), 0))

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        for text, widget in (
            (self.tr("&Trang tính"), self.sheet),
            (self.tr("Tiêu đề từ dòn&g"), self.first),
            (self.tr("đến &dòng"), self.last),
        ):
            head.addWidget(FieldLabel(text, widget, self))
            head.addWidget(widget)
        head.addStretch()
        hint = QLabel(
            self.tr(
                "Bấm vào số dòng (kéo để chọn nhiều dòng), hoặc chọn ô rồi bấm phím cách, để lấy làm dòng "
                "tiêu đề. Ở đầu mỗi cột, chọn cột đó là gì (Alt+↓)."
            ),
            self,
        )
        hint.setObjectName("muted")
        hint.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 12)
        column.setSpacing(8)
        column.addWidget(self.reason)
        column.addLayout(head)
        column.addWidget(hint)
        column.addWidget(self.table, 1)
        column.addWidget(self.refusal)
        buttons = ActButtons(self.tr("Đọc danh mục"), self)
        buttons.accepted.connect(self.submit)
        buttons.rejected.connect(self.reject)
        column.addWidget(buttons)
