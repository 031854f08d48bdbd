"""A table that behaves like Excel.

Blocks of cells, keys, headings that fold, columns that are chosen and sized.
"""

from collections.abc import Hashable
from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QItemSelection,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QWidget

from desktop_app.ui.grid._blocks import Blocks
from desktop_app.ui.grid._column_choice import ColumnLayout
from desktop_app.ui.grid._delegates import DELEGATES
from desktop_app.ui.grid._editing import EditingView
from desktop_app.ui.grid._filters import HeadingFilters
from desktop_app.ui.grid._frozen import FrozenColumns
from desktop_app.ui.grid._typed import TypedWords
from desktop_app.ui.grid.header import GridHeader
from desktop_app.ui.grid.table import TableModel
from desktop_app.ui.look import GROUP_ROW_HEIGHT, ROW_HEIGHT


class LineHeights:
    """Sizes the lines of `header`: one height for all rows, another for the headings of sections."""

    def __init__(self, header: QHeaderView, row_height: int) -> None:
        self._header = header
        self._row_height = row_height
        self._headings: list[int] = []
        header.hide()
        header.setMinimumSectionSize(GROUP_ROW_HEIGHT)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setDefaultSectionSize(row_height)

    def show_headings(self, headings: list[int]) -> None:
        """Set the lines of headings to their height.

        Those that were headings are rows again: a reset keeps heights.
        """
        for line in {*self._headings} - {*headings}:
            if line < self._header.count():
                self._header.resizeSection(line, self._row_height)
        for line in headings:
            self._header.resizeSection(line, GROUP_ROW_HEIGHT)
        self._headings = headings


_TRIGGER = QAbstractItemView.EditTrigger
_TOGGLE_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class Grid(EditingView):
    """Shows one TableModel, given with `setModel`.

    `current_changed` follows the cursor and each change of its row; `refused` carries the AppError of a value
    that was not taken, `notified` a sentence if a block cannot be entered; `opened` follows a double click on
    a cell to read, and `entered` Enter on one if `enter_leads` (else Enter goes down, as on a cell to edit).
    """

    enter_leads = False

    current_changed = Signal()
    notified = Signal(str)
    opened = Signal()
    entered = Signal()

    def __init__(self, name: str, parent: QWidget | None = None, row_height: int = ROW_HEIGHT) -> None:
        """Begin with an empty table; `name` is read aloud, every row will have one height."""
        super().__init__(parent)
        self.setAccessibleName(name)
        self._heights = LineHeights(self.verticalHeader(), row_height)
        self._tints = False
        self._kept: tuple[Hashable, int, int] | None = None
        self._table: TableModel[Any] = TableModel((), parent=self)
        header = GridHeader(self)
        header.setAccessibleName(name)
        self.setHorizontalHeader(header)
        self.columns = ColumnLayout(self, self._table)
        self.blocks = Blocks(self, self._table)
        self.blocks.notified.connect(self.notified)
        self.filters = HeadingFilters(self, header)
        self.typed = TypedWords(self, self._table)
        self.typed.notified.connect(self.notified)
        self._frozen = FrozenColumns(self, self.columns)
        self._frozen.opened.connect(self.opened)
        self.current_changed.connect(self._frozen.update)
        self._set_up()
        super().setModel(self._table)

    def setModel(self, model: QAbstractItemModel | None) -> None:
        """Show a TableModel; raises TypeError for any other."""
        if not isinstance(model, TableModel):
            raise TypeError(model)
        self.columns.pause()
        self._table = model
        super().setModel(model)
        self.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.columns.show_model(model)
        self.blocks.show_model(model)
        self.filters.show_model(model)
        self.typed.show_model(model)
        for place, column in enumerate(model.columns):
            self.setItemDelegateForColumn(place, DELEGATES[column.delegate](self))
        model.modelAboutToBeReset.connect(self._keep_place)
        model.modelReset.connect(self._restore_place)
        model.layoutChanged.connect(self._size_headings)
        model.folded.connect(self._size_headings)
        model.dataChanged.connect(self.current_changed)
        model.refused.connect(self._reject)
        self._size_headings()

    def _set_up(self) -> None:
        self.setSortingEnabled(True)
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(_TRIGGER.AnyKeyPressed | _TRIGGER.EditKeyPressed | _TRIGGER.DoubleClicked)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)

    # --- what a screen asks ----------------------------------------------------------------

    def current_row(self) -> Any | None:
        """Return the row under the cursor, or None."""
        return self._table.row_at(self.currentIndex().row())

    def selected_rows(self) -> list[Any]:
        """List the rows that hold a selected cell, from top to bottom.

        Without a selection it is the row of the cursor.
        """
        lines = self.blocks.lines() or [self.currentIndex().row()]
        return [row for line in lines if (row := self._table.row_at(line)) is not None]

    def select_key(self, key: Hashable, column: int = -1) -> bool:
        """Put the cursor on the row with a key, unfolding its section; return whether there is such a row."""
        line = self._table.reveal(key)
        if line < 0:
            return False
        self.setCurrentIndex(self._table.index(line, self.columns.near(column)))
        return True

    def take_focus(self) -> None:
        """Take the focus, on the first cell if there is no cursor."""
        self.setFocus()
        if not self.currentIndex().isValid():
            self.go_to_first_row()

    def save_state(self) -> dict[str, Any]:
        """Return order, widths and hidden columns, for `restore_state`; plain data."""
        return self.columns.save()

    def restore_state(self, state: dict[str, Any]) -> None:
        """Lay the columns out as saved; columns that are unknown or new are left as they are."""
        self.columns.restore(state)

    def tinted_line(self) -> int:
        """Return the line of the cursor while a single cell is chosen, so that the whole row is seen."""
        return self.currentIndex().row() if self._tints else -1

    def scrollTo(
        self,
        index: QModelIndex | QPersistentModelIndex,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """Show a cell, beside the columns that stay in sight."""
        before = self.horizontalScrollBar().value()
        super().scrollTo(index, hint)
        self._frozen.keep_clear(index, before)

    def heading_rect(self, line: int) -> QRect:
        """Return the place of a section's heading; it stays in sight while the columns scroll."""
        header = self.horizontalHeader()
        width = min(self.viewport().width(), header.length() - header.offset())
        return QRect(0, self.rowViewportPosition(line), width, self.rowHeight(line))

    # --- keys and mouse --------------------------------------------------------------------

    def step(self, right: int, down: int) -> bool:
        """Move the cursor by columns in sight and by lines, passing over headings.

        Without a cursor, go to the first cell. Return whether there is a cell at all.
        """
        at, lines = self.currentIndex(), self._table.rowCount()
        if not at.isValid():
            return self.go_to_first_row()
        shown = self.columns.shown()
        column = shown[min(max(shown.index(self.columns.near(at.column())) + right, 0), len(shown) - 1)]
        line = at.row() + down
        while down and 0 <= line < lines and self._table.is_heading(line):
            line += down
        if 0 <= line < lines:
            self.setCurrentIndex(self._table.index(line, self.columns.near(column)))
        return True

    def go_to_first_row(self) -> bool:
        """Put the cursor on the first cell of the first row.

        On the first heading, if all sections are folded.
        """
        lines, shown = range(self._table.rowCount()), self.columns.shown()
        if not lines or not shown:
            return False
        line = next((one for one in lines if not self._table.is_heading(one)), 0)
        self.setCurrentIndex(self._table.index(line, shown[0]))
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do what the key does in Excel; from a table without a cell Tab goes on to the next field.

        A key that an editor has no use for does nothing to the table behind it.
        """
        editor = self.open_editor()
        if editor is not None and editor.hasFocus():
            event.ignore()
            return
        if (
            self._leaving_key(event)
            or self._heading_key(event)
            or self.blocks.key(event)
            or self.filters.key(event)
        ):
            event.accept()
            return
        key, shift = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.enter_leads and not shift and self._is_to_read():
                self.entered.emit()
            else:
                self.step(0, -1 if shift else 1)
        elif key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            event.setAccepted(self.step(-1 if key == Qt.Key.Key_Backtab else 1, 0))
        elif key == Qt.Key.Key_F2 and not self.currentIndex().flags() & Qt.ItemFlag.ItemIsEditable:
            self.blocks.refuse_reading()
        else:
            self._typing = key != Qt.Key.Key_F2
            super().keyPressEvent(event)
            self._typing = False

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Open the editor with what an input method sends."""
        self._typing = True
        super().inputMethodEvent(event)
        self._typing = False

    def keyboardSearch(self, search: str) -> None:
        """Search nothing: a letter typed into a cell that is only read says so instead."""
        if search.strip():
            self.blocks.refuse_reading()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Fold or unfold at a heading."""
        at = self.indexAt(event.position().toPoint())
        if at.isValid() and event.button() is Qt.MouseButton.LeftButton and self._table.is_heading(at.row()):
            self.setCurrentIndex(at)
            self._table.toggle(at.row())
            return
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Edit a cell, or open the row if the cell is only read."""
        at = self.indexAt(event.position().toPoint())
        if at.isValid() and self._table.is_heading(at.row()):
            self._table.toggle(at.row())
            return
        super().mouseDoubleClickEvent(event)
        if self._table.row_at(at.row()) is not None and not at.flags() & Qt.ItemFlag.ItemIsEditable:
            self.opened.emit()

    def _is_to_read(self) -> bool:
        at = self.currentIndex()
        return self.current_row() is not None and not at.flags() & Qt.ItemFlag.ItemIsEditable

    def _leaving_key(self, event: QKeyEvent) -> bool:
        """Leave the grid with Ctrl+Tab for the next field, with Ctrl+Shift+Tab for the one before."""
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if not control or event.key() not in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            return False
        self.setTabKeyNavigation(False)  # with it, Qt would press Tab here again
        self.focusNextPrevChild(event.key() == Qt.Key.Key_Tab)
        self.setTabKeyNavigation(True)
        return True

    def _heading_key(self, event: QKeyEvent) -> bool:
        at, key = self.currentIndex(), event.key()
        if not at.isValid() or not self._table.is_heading(at.row()):
            return False
        folded = self._table.is_folded(self._table.entry(at.row()))
        wanted = {Qt.Key.Key_Left: not folded, Qt.Key.Key_Right: folded}.get(Qt.Key(key), key in _TOGGLE_KEYS)
        if wanted:
            self._table.toggle(at.row())
        return wanted or key in (Qt.Key.Key_Left, Qt.Key.Key_Right)

    # --- keeping up ------------------------------------------------------------------------

    def currentChanged(
        self, current: QModelIndex | QPersistentModelIndex, previous: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Emit which row is chosen now."""
        super().currentChanged(current, previous)
        self._stay_with_refused()
        self._tint()
        self.current_changed.emit()

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        """Tint the whole row while a single cell is chosen."""
        super().selectionChanged(selected, deselected)
        self._tint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width among the columns."""
        super().resizeEvent(event)
        self.columns.fit()
        self._frozen.place()

    def _tint(self) -> None:
        ranges = self.blocks.ranges()
        single = not ranges or (len(ranges) == 1 and ranges[0].width() == ranges[0].height() == 1)
        self._tints = single
        self.viewport().update()

    def _size_headings(self) -> None:
        self._heights.show_headings(self._table.heading_lines())

    def _keep_place(self) -> None:
        row, row_key = self.current_row(), self._table.row_key
        at = self.currentIndex().column()
        self._kept = (
            (row_key(row), at, self.verticalScrollBar().value()) if row is not None and row_key else None
        )
        self._put_editor_aside()

    def _restore_place(self) -> None:
        self._size_headings()
        self.columns.fit()
        self._tints = True
        line = self._table.line_of(self._kept[0]) if self._kept is not None else -1
        if self._kept is None or line < 0:
            self.current_changed.emit()
        else:
            _, column, scrolled = self._kept
            self.verticalScrollBar().setValue(scrolled)
            self.setCurrentIndex(self._table.index(line, self.columns.near(column)))
        self.typed.give_back()
