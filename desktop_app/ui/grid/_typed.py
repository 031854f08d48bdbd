"""What is being typed in a cell while its row is read again, or goes out of sight: it is never lost."""

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from desktop_app.ui.grid.cell_delegate import GridView
from desktop_app.ui.grid.cell_editors import CellLine, CellText
from desktop_app.ui.grid.table import TableModel

_SHOWN_LETTERS = 60


@dataclass(frozen=True, slots=True)
class TypedText:
    """A text in an open editor, of a row and a column; `rejected` says that it was refused before."""

    row: Any
    column: str
    text: str
    rejected: bool


class TypedWords(QObject):
    """Takes the text out of the editor of `grid` before its rows are read again, and puts it back after.

    `notified` carries a sentence.
    """

    notified = Signal(str)

    def __init__(self, grid: GridView, table: TableModel[Any]) -> None:
        super().__init__(grid)
        self._grid = grid
        self._table = table
        self._taken: TypedText | None = None

    def show_model(self, table: TableModel[Any]) -> None:
        """Work on another model, which the grid shows already."""
        self._table = table

    def take(self, editor: QWidget, *, rejected: bool) -> None:
        """Remember what stands in the editor, if it differs from what the cell holds."""
        at = self._grid.edited
        row = self._table.row_at(at.row()) if isinstance(editor, CellLine | CellText) else None
        if row is None or not isinstance(editor, CellLine | CellText) or editor.text() == at.data():
            return
        self._taken = TypedText(row, self._table.columns[at.column()].key, editor.text(), rejected)

    def give_back(self) -> None:
        """Go on with the text as soon as all that was read is shown."""
        taken, self._taken = self._taken, None
        if taken is not None:
            QTimer.singleShot(0, self, lambda: self._go_on(taken))

    def keep(self, text: str) -> None:
        """Keep a text that was refused in the clipboard, and say so."""
        QGuiApplication.clipboard().setText(text)
        line = " ".join(text.split())
        shown = line if len(line) <= _SHOWN_LETTERS else line[:_SHOWN_LETTERS] + "…"
        said = self.tr("Chưa ghi được “%s”. Nội dung đã được sao chép, có thể dán lại bằng Ctrl+V.")
        self.notified.emit(said % shown)

    def _go_on(self, taken: TypedText) -> None:
        """Open the editor again with the text, or enter it if its row is not in sight any more."""
        key = self._table.row_key
        line = self._table.line_of(key(taken.row)) if key is not None else -1
        if line >= 0 and not self._grid.open_editor():
            at = self._table.index(line, self._table.column_of(taken.column))
            self._grid.setCurrentIndex(at)
            self._grid.edit(at)
            editor = self._grid.open_editor()
            if isinstance(editor, CellLine | CellText):
                editor.put(taken.text)
                return
        if taken.rejected or not self._table.enter([(taken.row, taken.column, taken.text)]):
            self.keep(taken.text)
