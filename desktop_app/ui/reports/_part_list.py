"""A list of parts: ticked ones are shown, in the order of the list, under the words that stand there."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QLabel, QListWidget, QListWidgetItem, QWidget

from desktop_app.domain.errors import FieldMissing
from desktop_app.domain.reports import FIELDS
from desktop_app.ui.widgets import FormDialog

KEY = Qt.ItemDataRole.UserRole
USUAL = Qt.ItemDataRole.UserRole + 1


class PartList(QListWidget):
    """Chooses, orders and names parts; `edited` follows every change of the officer."""

    edited = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """Begin empty; `name` is for screen readers."""
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked | QAbstractItemView.EditTrigger.EditKeyPressed
        )
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self._filling = False
        self.itemChanged.connect(self._changed)
        self.model().rowsMoved.connect(self._changed)
        self.setToolTip(
            self.tr(
                "Đánh dấu để đưa vào báo cáo. Kéo, hoặc Alt+↑ và Alt+↓, để đổi thứ tự. "
                "F2 hoặc bấm đúp để đổi tên."
            )
        )

    def show_parts(
        self,
        offered: Sequence[str],
        chosen: Sequence[str],
        titles: Mapping[str, str],
        usual: Mapping[str, str],
    ) -> None:
        """Show the chosen parts first, in their order, then the others.

        `titles` are the words that differ.
        """
        self._filling = True
        self.clear()
        for key in (*chosen, *(one for one in offered if one not in chosen)):
            item = QListWidgetItem(titles.get(key) or _quiet(usual[key]), self)
            item.setData(KEY, key)
            item.setData(USUAL, usual[key])
            item.setFlags(
                Qt.ItemFlag.ItemIsEnabled
                | Qt.ItemFlag.ItemIsSelectable
                | Qt.ItemFlag.ItemIsUserCheckable
                | Qt.ItemFlag.ItemIsEditable
                | Qt.ItemFlag.ItemIsDragEnabled
            )
            item.setCheckState(Qt.CheckState.Checked if key in chosen else Qt.CheckState.Unchecked)
            item.setToolTip(item.text())
        self._filling = False

    def chosen(self) -> tuple[str, ...]:
        """Return the ticked parts in their order."""
        items = (self.item(row) for row in range(self.count()))
        return tuple(str(item.data(KEY)) for item in items if item.checkState() is Qt.CheckState.Checked)

    def titles(self) -> dict[str, str]:
        """Return the words that the officer changed, by key; in capitals where the usual ones are."""
        changed = {}
        for item in map(self.item, range(self.count())):
            text, usual = item.text().strip(), str(item.data(USUAL))
            if text not in (usual, _quiet(usual)):
                changed[str(item.data(KEY))] = text.upper() if _loud(usual) else text
        return changed

    def fit_height(self) -> None:
        """Set the height to that of all lines."""
        self.setFixedHeight(self.count() * self.sizeHintForRow(0) + 2 * self.frameWidth() + 2)

    def event(self, event: QEvent) -> bool:
        """Handle Alt with an arrow here before the menu, which moves tasks with them."""
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _moves(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the current part with Alt and an arrow."""
        if _moves(event):
            self._move(-1 if event.key() == Qt.Key.Key_Up else 1)
            return
        super().keyPressEvent(event)

    def _move(self, step: int) -> None:
        row = self.currentRow()
        if 0 <= row + step < self.count():
            self._filling = True
            item = self.takeItem(row)
            self.insertItem(row + step, item)
            self.setCurrentRow(row + step)
            self._filling = False
            self.edited.emit()

    def _changed(self, *_what: object) -> None:
        if not self._filling:
            self.edited.emit()


def _loud(title: str) -> bool:
    """Return whether a title is printed in capitals ("STT" is a word that is written so)."""
    return title.isupper() and " " in title


def _quiet(title: str) -> str:
    """Return a title as it stands in a list: a list of words in capitals is hard to read."""
    return title.capitalize() if _loud(title) else title


def _moves(event: QKeyEvent) -> bool:
    arrow = event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down}
    return arrow and bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)


class ReportColumnsDialog(FormDialog):
    """Chooses the columns of the table of tasks on paper and in the workbook, their order and headings."""

    def __init__(
        self,
        chosen: Sequence[str],
        titles: Mapping[str, str],
        usual: Mapping[str, str],
        parent: QWidget | None = None,
    ) -> None:
        """Show the present choice; `titles` and `usual` are headings by field."""
        super().__init__("", "", parent)
        self.setWindowTitle(self.tr("Cột của bảng nhiệm vụ"))
        self.act_button.setText(self.tr("Dùng các cột này"))
        note = QLabel(
            self.tr(
                "Đánh dấu cột cần in. Kéo, hoặc Alt+↑ và Alt+↓, để đổi thứ tự; "
                "F2 hoặc bấm đúp để đổi tên cột."
            ),
            self,
        )
        note.setObjectName("muted")
        note.setWordWrap(True)
        self.list = PartList(self.windowTitle(), self)
        self.list.show_parts(FIELDS, chosen, titles, usual)
        self.list.setMinimumHeight(300)
        self.fields.addRow(note)
        self.fields.addRow(self.list)
        self.list.setCurrentRow(0)
        self.list.setFocus()

    @classmethod
    def ask(
        cls,
        chosen: Sequence[str],
        titles: Mapping[str, str],
        usual: Mapping[str, str],
        parent: QWidget | None = None,
    ) -> tuple[tuple[str, ...], dict[str, str]] | None:
        """Show the dialog and return the columns and the headings that differ, or None."""
        dialog = cls(chosen, titles, usual, parent)
        return (dialog.list.chosen(), dialog.list.titles()) if dialog.exec() else None

    def save(self) -> None:
        """Refuse a table in which the tasks could not be told apart."""
        chosen = self.list.chosen()
        if "content" not in chosen:
            raise FieldMissing("content")
        if len(chosen) < 2:
            raise FieldMissing("columns")
