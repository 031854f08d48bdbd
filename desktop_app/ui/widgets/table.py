"""One model for every table: columns that say how a row is shown, and rows in sections that fold."""

from collections.abc import Callable, Hashable, Sequence
from typing import Any, Generic

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from desktop_app.domain.errors import AppError
from desktop_app.ui.widgets.columns import Column, Edit, R, Section, sorted_rows

__all__ = ["ROLE_ROW", "ROLE_VALUE", "Column", "Edit", "Section", "TableModel"]

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


def _nothing(_edits: Sequence[Any]) -> None:
    return


class TableModel(QAbstractTableModel, Generic[R]):
    """Rows of type R in sections.

    `on_edit` gets every entered block as one batch and changes the data; it may raise AppError, which `refused` then
    carries, and the cells stay as they were. `row_key` gives what stays the same when a row is read again: with it, new
    rows of the same keys take the places of the old ones, and selection, scrolling and an open editor stay.
    """

    refused = Signal(object)
    folded = Signal()

    def __init__(
        self,
        columns: Sequence[Column[R]],
        on_edit: Callable[[Sequence[Edit[R]]], object] = _nothing,
        row_key: Callable[[R], Hashable] | None = None,
        parent: QObject | None = None,
    ) -> None:
        """Begin without rows."""
        super().__init__(parent)
        self.columns = tuple(columns)
        self.row_key = row_key
        self._on_edit = on_edit
        self._sections: list[Section[R]] = []
        self._ordered: dict[str, list[R]] = {}
        self._folded: set[str] = set()
        self._shown: list[Section[R] | R] = []
        self._sort_by: tuple[int, bool] = (-1, False)
        self._writable = True

    # --- what a screen asks ----------------------------------------------------------------

    def set_rows(self, rows: Sequence[R]) -> None:
        """Show rows without headings."""
        self.set_sections([Section("", "", rows)])

    def set_sections(self, sections: Sequence[Section[R]]) -> None:
        """Show sections; the rows are sorted as the officer last chose."""
        if self._same_rows(sections):
            self._replace(sections)
            return
        self.beginResetModel()
        self._sections = list(sections)
        self._sort()
        self._show()
        self.endResetModel()

    def set_writable(self, writable: bool) -> None:
        """Let cells of editable columns be edited, or none."""
        self._writable = writable

    def entry(self, line: int) -> Section[R] | R:
        """Give the section or the row at a line of the table."""
        return self._shown[line]

    def row_at(self, line: int) -> R | None:
        """Give the row at a line, or None for a heading and for no line."""
        if not 0 <= line < len(self._shown):
            return None
        entry = self._shown[line]
        return None if isinstance(entry, Section) else entry

    def is_heading(self, line: int) -> bool:
        """Tell whether a section's heading stands at a line."""
        return isinstance(self._shown[line], Section)

    def heading_lines(self) -> list[int]:
        """List the lines of all headings."""
        found, line = [], 0
        for section in self._sections:
            if section.title:
                found.append(line)
                line += 1
            line += 0 if section.key in self._folded else len(section.rows)
        return found

    def rows(self) -> list[R]:
        """List every row in the present order, those of folded sections too."""
        return [row for section in self._sections for row in self._ordered[section.key]]

    def line_of(self, key: Hashable) -> int:
        """Give the line of the row with a key, or -1 where it is not in sight. Needs `row_key`."""
        if self.row_key is None:
            return -1
        row_key = self.row_key
        for line, entry in enumerate(self._shown):
            if not isinstance(entry, Section) and row_key(entry) == key:
                return line
        return -1

    def column_of(self, key: str) -> int:
        """Give the place of a column. Raises StopIteration for an unknown key."""
        return next(place for place, column in enumerate(self.columns) if column.key == key)

    def is_folded(self, section: Section[R]) -> bool:
        """Tell whether a section's rows are out of sight."""
        return section.key in self._folded

    def reveal(self, key: Hashable) -> int:
        """Unfold the section that holds a row; give the row's line, or -1 where there is none."""
        for section in self._sections:
            if section.key in self._folded and self.row_key is not None:
                row_key = self.row_key
                if any(row_key(row) == key for row in section.rows):
                    self.toggle(self._shown.index(section))
        return self.line_of(key)

    def toggle(self, line: int) -> None:
        """Fold or unfold the section whose heading stands at a line."""
        section = self._shown[line]
        if not isinstance(section, Section) or not section.rows:
            return
        first, last = line + 1, line + len(section.rows)
        if section.key in self._folded:
            self.beginInsertRows(QModelIndex(), first, last)
            self._folded.remove(section.key)
            self._shown[first:first] = self._ordered[section.key]
            self.endInsertRows()
        else:
            self.beginRemoveRows(QModelIndex(), first, last)
            self._folded.add(section.key)
            del self._shown[first : last + 1]
            self.endRemoveRows()
        self.dataChanged.emit(self.index(line, 0), self.index(line, len(self.columns) - 1))
        self.folded.emit()

    def enter(self, edits: Sequence[Edit[R]]) -> bool:
        """Hand a block of edits on as one batch; tell whether it was taken."""
        try:
            self._on_edit(edits)
        except AppError as error:
            self.refused.emit(error)
            return False
        return True

    # --- what Qt asks ----------------------------------------------------------------------

    def rowCount(self, parent: Index | None = None) -> int:
        """Count the lines in sight."""
        return 0 if parent is not None and parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index | None = None) -> int:
        """Count the columns, hidden ones too."""
        return 0 if parent is not None and parent.isValid() else len(self.columns)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Tell what can be done with a cell; headings can be reached and not selected."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        if isinstance(self._shown[index.row()], Section):
            return _GROUP_FLAGS
        editable = self._writable and self.columns[index.column()].editable
        return _WRITE_FLAGS if editable else _READ_FLAGS

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        """Give the text, value or row of a cell."""
        if not index.isValid():
            return None
        entry, column = self._shown[index.row()], self.columns[index.column()]
        if role == _ROW:
            return entry
        if isinstance(entry, Section):
            return _heading_data(entry, index.column(), role)
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
        """Give a column's title; lines have no numbers of their own."""
        if orientation is Qt.Orientation.Vertical or not 0 <= section < len(self.columns):
            return None
        if role in (_DISPLAY, _TOOL_TIP, _ACCESSIBLE):
            return self.columns[section].title
        if role == _ALIGN:
            bar = self.columns[section].delegate == "progress"  # begins at the left, under its title
            return _RIGHT if self.columns[section].align == "right" and not bar else _LEFT
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort the rows within each section; column -1 gives the list's own order back. Empty cells come last."""
        self.layoutAboutToBeChanged.emit()
        kept = self.persistentIndexList()
        entries = [self._shown[index.row()] for index in kept]
        self._sort_by = (column, order is Qt.SortOrder.DescendingOrder)
        self._sort()
        self._show()
        if kept:
            lines = {id(entry): line for line, entry in enumerate(self._shown)}
            moved = [self.index(lines[id(entry)], index.column()) for index, entry in zip(kept, entries, strict=True)]
            self.changePersistentIndexList(kept, moved)
        self.layoutChanged.emit()

    # --- inside ----------------------------------------------------------------------------

    def _show(self) -> None:
        shown: list[Section[R] | R] = []
        for section in self._sections:
            if section.title:
                shown.append(section)
            if section.key not in self._folded or not section.title:
                shown.extend(self._ordered[section.key])
        self._shown = shown

    def _sort(self) -> None:
        place, descending = self._sort_by
        column = self.columns[place] if place >= 0 else None
        self._ordered = {
            section.key: sorted_rows(section.rows, column, descending=descending) if column else list(section.rows)
            for section in self._sections
        }

    def _same_rows(self, sections: Sequence[Section[R]]) -> bool:
        if self.row_key is None or len(sections) != len(self._sections):
            return False
        row_key = self.row_key
        for old, new in zip(self._sections, sections, strict=True):
            if old.key != new.key or bool(old.title) != bool(new.title) or len(old.rows) != len(new.rows):
                return False
            if [row_key(row) for row in old.rows] != [row_key(row) for row in new.rows]:
                return False
        return True

    def _replace(self, sections: Sequence[Section[R]]) -> None:
        """Put rows read again in the places of the old ones; nothing jumps, even where a sorted value has changed."""
        row_key = self.row_key
        if row_key is None:
            return
        for section in sections:
            again = {row_key(row): row for row in section.rows}
            self._ordered[section.key] = [again[row_key(row)] for row in self._ordered[section.key]]
        self._sections = list(sections)
        self._show()
        if self._shown:
            last = self.index(len(self._shown) - 1, len(self.columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last)


def _heading_data(section: Section[Any], column: int, role: int) -> Any:
    if column == 0 and role in (_DISPLAY, _ACCESSIBLE):
        return f"{section.title} · {section.summary}" if section.summary else section.title
    return None
