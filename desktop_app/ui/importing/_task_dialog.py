"""The officer says which task a row of a list is; the likeliest stand first."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QLabel,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop_app.domain.editions import Decision
from desktop_app.domain.task import Assignment
from desktop_app.domain.text import fold
from desktop_app.services.importing import by_likeness
from desktop_app.services.tasks import Register
from desktop_app.ui.importing.lines import whole_task_words
from desktop_app.ui.widgets import ActButtons, Dialog, SearchBox, WrappedList, resize_within

_MOST = 200
"""So many tasks are listed; the search finds the others."""


class TaskDialog(Dialog):
    """Lists the tasks that a row may be."""

    def __init__(self, register: Register, given: Assignment, parent: QWidget | None = None) -> None:
        """Show the tasks of `register` in order of likeness to `given`."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("Dòng này là nhiệm vụ nào?"))
        resize_within(self, 860, 520)
        tasks = by_likeness(given, register.tasks)
        self._texts = {one: whole_task_words(register, one) for one in tasks}
        self._folded = {one: fold(text) for one, text in self._texts.items()}
        row = QLabel(given.content, self)
        row.setWordWrap(True)
        row.setObjectName("strong")
        self.search = SearchBox(self.tr("Tìm nhiệm vụ"), self)
        self.list = WrappedList(self.tr("Nhiệm vụ, gần giống nhất đứng đầu"), self)
        said = self.tr("Nhiệm vụ gần giống nhất đứng đầu (theo nội dung, cơ quan, thời hạn, nhóm).")
        hint = QLabel(said, self)
        hint.setObjectName("muted")
        self.part = QCheckBox(
            self.tr("Nhiệm vụ đã chọn được &tách thành nhiều nhiệm vụ, dòng này là một phần"), self
        )
        buttons = ActButtons(self.tr("Ghép với nhiệm vụ này"), self)
        self.choose = buttons.act
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 12)
        column.setSpacing(8)
        for widget in (row, self.search, hint, self.list, self.part, buttons):
            column.addWidget(widget)
        self.search.searched.connect(self._show)
        self.list.itemActivated.connect(self.accept)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self._show()
        self.list.setFocus()

    @classmethod
    def ask(cls, register: Register, given: Assignment, parent: QWidget | None = None) -> Decision | None:
        """Show the dialog and return what the row is by the task that is chosen, or None."""
        dialog = cls(register, given, parent)
        return dialog.decision() if dialog.exec() else None

    def decision(self) -> Decision | None:
        """Return that the row is the marked task, or a part of it; None if none is marked."""
        task_id = self.chosen()
        if task_id is None:
            return None
        if self.part.isChecked():
            return Decision(take=True, new=True, part_of=task_id)
        return Decision(take=True, task_id=task_id)

    def chosen(self) -> int | None:
        """Return the task that is marked, None if none is."""
        chosen = self.list.selectedItems()
        return int(chosen[0].data(Qt.ItemDataRole.UserRole)) if chosen else None

    def _show(self) -> None:
        sought = fold(self.search.text()).split()
        found = [one for one, text in self._folded.items() if all(word in text for word in sought)]
        self.list.clear()
        for one in found[:_MOST]:
            item = QListWidgetItem(self._texts[one])
            item.setData(Qt.ItemDataRole.UserRole, one)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.choose.setEnabled(bool(found))
