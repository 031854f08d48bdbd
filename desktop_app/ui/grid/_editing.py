"""Typing into a grid: the editor that opens, what of it is entered, and what becomes of the rest."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QWidget

from desktop_app.ui.grid._typed import TypedWords
from desktop_app.ui.grid.cell_delegate import GridView
from desktop_app.ui.grid.cell_editors import CellLine, CellText

_HINT = QAbstractItemDelegate.EndEditHint


class EditingView(GridView):
    """Opens and closes the editors of cells.

    `refused` carries the AppError of a value that was not taken.
    """

    refused = Signal(object)
    typed: TypedWords

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._typing = False
        self._rejected = False
        self._committing = False

    def step(self, right: int, down: int) -> bool:
        """Move the cursor by columns and lines; return whether there is a cell at all."""
        raise NotImplementedError

    def commit(self) -> bool:
        """Enter what is being typed; return whether it was taken."""
        editor = self.open_editor()
        if editor is None:
            return True
        self.commitData(editor)
        self.closeEditor(editor, _HINT.NoHint)
        return not self._rejected

    def set_aside(self) -> None:
        """Enter what is being typed; what is refused leaves the cell and is kept in the clipboard, and told.

        For what takes the cell away, such as another period.
        """
        editor = self.open_editor()
        if not self.commit() and isinstance(editor, CellLine | CellText):
            text = editor.text()
            self.closeEditor(editor, _HINT.RevertModelCache)
            self.typed.keep(text)

    def editing(self) -> bool:
        """Return whether the editor of a cell is open."""
        return self.state() is QAbstractItemView.State.EditingState

    def commitData(self, editor: QWidget) -> None:
        """Enter what an editor holds, and remember whether that was refused."""
        self._rejected, self._committing = False, True
        try:
            super().commitData(editor)
        finally:
            self._committing = False

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """Close an editor.

        One whose text was refused stays open with it, until it is mended or left with Escape.
        """
        if self._rejected and hint is not _HINT.RevertModelCache:
            editor.setFocus()
            return
        self._rejected = False
        super().closeEditor(editor, hint)

    def typing(self) -> bool:
        """Return whether the editor is being opened by a typed key."""
        return self._typing

    def finish_edit(self, editor: QWidget, right: int, down: int) -> None:
        """Keep what was entered, close the editor, and move on."""
        self.commitData(editor)
        self.closeEditor(editor, _HINT.NoHint)
        if self._rejected:
            return
        self.setFocus()
        if (
            right or down
        ) and self.currentIndex().isValid():  # the row may be filtered out by what was entered
            self.step(right, down)

    def leave_edit(self, editor: QWidget) -> None:
        """Close an editor, if it is still the open one, without keeping what it holds."""
        if editor is self.open_editor():
            self.closeEditor(editor, _HINT.RevertModelCache)
            self.setFocus()

    def open_editor(self) -> QWidget | None:
        """Return the open editor; one that is left waits to be deleted, out of sight."""
        known = self.viewport().findChildren(QWidget, "cellEditor") if self.editing() else []
        return next((one for one in reversed(known) if not one.isHidden()), None)

    def _reject(self, error: object) -> None:
        self._rejected = self.editing()
        self.refused.emit(error)

    def _put_editor_aside(self) -> None:
        """Close the editor before the rows are read again; `typed` goes on with its text."""
        editor = None if self._committing else self.open_editor()
        if editor is not None:
            self.typed.take(editor, rejected=self._rejected)
            self.closeEditor(editor, _HINT.RevertModelCache)

    def _stay_with_refused(self) -> None:
        """Bring the cursor back to the cell whose text was refused: its editor is still open."""
        if self._rejected and self.open_editor() is not None:
            QTimer.singleShot(0, self, self._go_back)

    def _go_back(self) -> None:
        if self._rejected and self.edited.isValid() and self.currentIndex() != self.edited:
            self.setCurrentIndex(self.edited.model().index(self.edited.row(), self.edited.column()))
