"""One model for every table: columns that say how a row is shown, and rows in sections that fold."""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Any, Generic

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from desktop_app.domain.errors import AppError
from desktop_app.domain.work import Steps
from desktop_app.ui.grid._lines import GridLines, OrderedTable, TableOrder, arranging, reordering
from desktop_app.ui.grid.column_filters import Choice, ColumnFilters
from desktop_app.ui.grid.columns import Edit, GridColumn, GridSection, R
from desktop_app.ui.slices import Slices

Index = QModelIndex | QPersistentModelIndex

ROLE_ROW = Qt.ItemDataRole.UserRole
ROLE_VALUE = Qt.ItemDataRole.UserRole + 1

_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_EDIT = int(Qt.ItemDataRole.EditRole)
_TOOL_TIP = int(Qt.ItemDataRole.ToolTipRole)
_ALIGN = int(Qt.ItemDataRole.TextAlignmentRole)
_ACCESSIBLE = int(Qt.ItemDataRole.AccessibleTextRole)
_ROW = int(ROLE_ROW)
_VALUE = int(ROLE_VALUE)

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_GROUP_FLAGS = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemNeverHasChildren
_READ_FLAGS = _GROUP_FLAGS | Qt.ItemFlag.ItemIsSelectable
_WRITE_FLAGS = _READ_FLAGS | Qt.ItemFlag.ItemIsEditable


_FEW_LINES = 4
"""So many lines are painted anew one by one; if more changed, all in sight are."""


def _nothing(_edits: Sequence[Any]) -> None:
    return


class TableModel(QAbstractTableModel, Generic[R]):
    """Rows of type R in sections.

    `on_edit` gets every entered block as one batch and changes the data; it may raise AppError, which
    `refused` then carries, and the cells stay as they were. `row_key` returns what stays the same when a row
    is read again: with it, new rows of the same keys take the places of the old ones, and selection,
    scrolling and an open editor stay.
    """

    refused = Signal(object)
    folded = Signal()
    filtered = Signal()
    arranged = Signal()

    def __init__(
        self,
        columns: Sequence[GridColumn[R]],
        on_edit: Callable[[Sequence[Edit[R]]], object] = _nothing,
        row_key: Callable[[R], Hashable] | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self.row_key = row_key
        self._on_edit = on_edit
        self.filters: ColumnFilters[R] = ColumnFilters(columns)
        self.ordering: Slices[OrderedTable[R]] = Slices(self)
        self._coming: Sequence[GridSection[R]] | None = None
        self._lines: GridLines[R] = GridLines()
        self._sort_by: tuple[int, bool] = (-1, False)
        self._writable = True
        self.locked = ""

    # --- what a screen asks ----------------------------------------------------------------

    def set_rows(self, rows: Sequence[R]) -> None:
        """Show rows without headings."""
        self.set_sections([GridSection("", "", rows)])

    def set_sections(self, sections: Sequence[GridSection[R]]) -> None:
        """Show sections, sorted and filtered as the officer last chose.

        A filtered row in sight stays when it changes. Many rows are put in order in slices (`ordering`);
        `arranged` follows.
        """
        self._coming = sections
        kept = self._lines.held.kept() if self.filters.active else frozenset()
        self.ordering.run(arranging(sections, self._table_order(kept), self._lines.held), self._arrange)

    def replace(self, rows: Iterable[R], summaries: Mapping[str, str]) -> None:
        """Put rows read again in the places of those with the same keys; nothing jumps. Needs `row_key`."""
        if self.row_key is None:
            raise TypeError(self.row_key)
        again = {self.row_key(row): row for row in rows}
        self._lines.held.rows.update(again)
        sections = self._lines.held.summarise(summaries)
        self._lines.show()
        if len(again) + len(sections) > _FEW_LINES:
            self._all_changed()
            return
        for line in map(self._lines.line_of, (*sections, *again)):
            if line >= 0:
                self.dataChanged.emit(self.index(line, 0), self.index(line, len(self.columns) - 1))

    def filter_column(self, key: str, allowed: AbstractSet[str] | None) -> None:
        """Show only rows with certain texts in a column; None shows all again."""
        self.filters.choose(key, allowed)
        self._again()
        self.filtered.emit()

    def clear_filters(self) -> None:
        """Take the filters of all columns away."""
        if self.filters.active:
            self.filters.clear()
            self._again()
            self.filtered.emit()

    def choosing(self, key: str) -> Steps[list[Choice]]:
        """List the texts of a column that can be filtered by, with their counts, in steps."""
        return self.filters.choosing(key, list(self._lines.held.rows.values()))

    def set_writable(self, writable: bool, why: str = "") -> None:
        """Let cells of editable columns be edited, or none.

        `locked` then carries `why` when somebody tries to.
        """
        self._writable = writable
        self.locked = "" if writable else why

    def entry(self, line: int) -> GridSection[R] | R:
        """Return the section or the row at a line of the table."""
        return self._lines.entry(line)

    def row_at(self, line: int) -> R | None:
        """Return the row at a line, or None for a heading and for no line."""
        return self._lines.row_at(line)

    def is_heading(self, line: int) -> bool:
        """Return whether a section's heading stands at a line."""
        return isinstance(self._lines.shown[line], GridSection)

    def heading_lines(self) -> list[int]:
        """List the lines of all headings."""
        return self._lines.headings()

    def rows(self) -> list[R]:
        """List every row that passes the filters in the present order, those of folded sections too."""
        held = self._lines.held
        return [held.rows[key] for part in held.parts for key in part.ordered]

    def count_rows(self) -> int:
        """Count the rows that pass the filters, those of folded sections too."""
        return sum(len(part.keys) for part in self._lines.held.parts)

    def count_sections(self) -> dict[str, int]:
        """Count the rows of each section that pass the filters."""
        return {part.section.key: len(part.keys) for part in self._lines.held.parts}

    def line_of(self, key: Hashable) -> int:
        """Return the line of the row with a key, or -1 if it is not in sight. Needs `row_key`."""
        return self._lines.line_of(key) if self.row_key is not None else -1

    def column_of(self, key: str) -> int:
        """Return the place of a column. Raises StopIteration for an unknown key."""
        return next(place for place, column in enumerate(self.columns) if column.key == key)

    def is_folded(self, section: GridSection[R]) -> bool:
        """Return whether a section's rows are out of sight."""
        return section.key in self._lines.folded

    def reveal(self, key: Hashable) -> int:
        """Unfold the section that holds a row and return the row's line, or -1 if there is none."""
        self.ordering.finish()
        section = self._lines.section_of(key) if self.row_key is not None else None
        if section is not None and section.key in self._lines.folded:
            self.toggle(self._lines.line_of(section))
        return self.line_of(key)

    def toggle(self, line: int) -> None:
        """Fold or unfold the section whose heading stands at a line."""
        lines, section = self._lines, self._lines.shown[line]
        if not isinstance(section, GridSection) or not lines.below(section):
            return
        first, last = line + 1, line + len(lines.below(section))
        if section.key in lines.folded:
            self.beginInsertRows(QModelIndex(), first, last)
            lines.folded.remove(section.key)
            lines.shown[first:first] = lines.below(section)
            self.endInsertRows()
        else:
            self.beginRemoveRows(QModelIndex(), first, last)
            lines.folded.add(section.key)
            del lines.shown[first : last + 1]
            self.endRemoveRows()
        self.dataChanged.emit(self.index(line, 0), self.index(line, len(self.columns) - 1))
        self.folded.emit()

    def enter(self, edits: Sequence[Edit[R]]) -> bool:
        """Hand a block of edits on as one batch; return whether it was taken."""
        try:
            self._on_edit(edits)
        except AppError as error:
            self.refused.emit(error)
            return False
        return True

    # --- what Qt asks ----------------------------------------------------------------------

    def rowCount(self, parent: Index | None = None) -> int:
        """Count the lines in sight."""
        return 0 if parent is not None and parent.isValid() else len(self._lines.shown)

    def columnCount(self, parent: Index | None = None) -> int:
        """Count the columns, hidden ones too."""
        return 0 if parent is not None and parent.isValid() else len(self.columns)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Return the flags for what can be done with a cell; headings can be reached and not selected."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        if isinstance(self._lines.shown[index.row()], GridSection):
            return _GROUP_FLAGS
        editable = self._writable and self.columns[index.column()].editable
        return _WRITE_FLAGS if editable else _READ_FLAGS

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        """Return the text, value or row of a cell."""
        if not index.isValid():
            return None
        entry, column = self.entry(index.row()), self.columns[index.column()]
        if role == _ROW:
            return entry
        if isinstance(entry, GridSection):
            heading = index.column() == 0 and role in (_DISPLAY, _ACCESSIBLE)
            return entry.heading if heading else None
        if role in (_DISPLAY, _EDIT, _ACCESSIBLE):
            return column.shown(entry)
        if role == _VALUE:
            return column.value(entry)
        if role == _TOOL_TIP:
            return column.tip(entry) if column.tip else column.shown(entry)
        if role == _ALIGN:
            return _RIGHT if column.align == "right" else _LEFT
        return None

    def setData(self, index: Index, value: Any, role: int = _EDIT) -> bool:
        """Enter one cell; the same text again changes nothing."""
        row = self.row_at(index.row())
        if role != _EDIT or row is None or not self.flags(index) & Qt.ItemFlag.ItemIsEditable:
            return False
        column = self.columns[index.column()]
        text = "" if value is None else str(value)
        return text == column.shown(row) or self.enter([(row, column.key, text)])

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        """Return a column's title; lines have no numbers of their own."""
        if orientation is Qt.Orientation.Vertical or not 0 <= section < len(self.columns):
            return None
        if role in (_DISPLAY, _TOOL_TIP, _ACCESSIBLE):
            return self.columns[section].title
        if role == _ALIGN:
            bar = self.columns[section].delegate == "progress"  # begins at the left, under its title
            return _RIGHT if self.columns[section].align == "right" and not bar else _LEFT
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort the rows within each section; column -1 restores the list's own order.

        Empty cells come last.
        """
        self._sort_by = (column, order is Qt.SortOrder.DescendingOrder)
        if self._coming is not None:
            self.set_sections(self._coming)
        else:
            self.ordering.run(reordering(self._lines.held, self._table_order()), self._reorder)

    # --- inside ----------------------------------------------------------------------------

    def _table_order(self, kept: AbstractSet[Hashable] = frozenset()) -> TableOrder[R]:
        place, descending = self._sort_by
        return TableOrder(
            self.row_key, self.filters, kept, self.columns[place] if place >= 0 else None, descending
        )

    def _again(self) -> None:
        sections = self._coming if self._coming is not None else self._lines.held.sections()
        self._coming = sections
        self.ordering.run(arranging(sections, self._table_order(), self._lines.held), self._arrange)

    def _arrange(self, found: OrderedTable[R]) -> None:
        self._coming = None
        same = self.row_key is not None and found.same_lines(self._lines.held)
        if not same:
            self.beginResetModel()
        self._lines.held = found
        self._lines.show()
        if same:
            self._all_changed()
        else:
            self.endResetModel()
        self.arranged.emit()

    def _reorder(self, found: OrderedTable[R]) -> None:
        self.layoutAboutToBeChanged.emit()
        kept, before = self.persistentIndexList(), self._lines.shown
        self._lines.held = found
        self._lines.show()
        lines = self._lines.moved(before, [index.row() for index in kept])
        moved = [self.index(line, index.column()) for line, index in zip(lines, kept, strict=True)]
        self.changePersistentIndexList(kept, moved)
        self.layoutChanged.emit()
        self.arranged.emit()

    def _all_changed(self) -> None:
        if self._lines.shown:
            last = self.index(len(self._lines.shown) - 1, len(self.columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last)
