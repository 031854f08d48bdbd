"""Chooses tasks, and the period that something is about."""

from collections.abc import Collection
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QListWidget, QListWidgetItem, QWidget

from desktop_app.domain.errors import FieldMissing
from desktop_app.domain.text import fold
from desktop_app.ui.session import Session
from desktop_app.ui.widgets import FormDialog, SearchBox, resize_within

_ID = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class PickedTasks:
    """The chosen tasks, and the period's id or None for every period."""

    task_ids: tuple[int, ...]
    period: str | None


class TaskPicker(FormDialog):
    """Shows the programme's tasks with a box each."""

    def __init__(self, session: Session, chosen: Collection[int] = (), parent: QWidget | None = None) -> None:
        """Begin with `chosen` tasks ticked."""
        super().__init__("", "", parent)
        self._session = session
        self.setWindowTitle(self.tr("Chọn nhiệm vụ"))
        resize_within(self, 620, 520)
        self.search = SearchBox(self.tr("Tìm nhiệm vụ, không cần gõ dấu"), self)
        self.list = QListWidget(self)
        self.list.setAccessibleName(self.tr("Nhiệm vụ"))
        self.list.setWordWrap(False)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for task in session.register.tasks:
            item = QListWidgetItem(f"{task.number}  {' '.join(task.content.split())}".strip(), self.list)
            item.setToolTip(task.content)
            item.setData(_ID, task.id)
            item.setCheckState(Qt.CheckState.Checked if task.id in chosen else Qt.CheckState.Unchecked)
        self.period = QComboBox(self)
        self.period.addItem(session.period.label, session.period.id)
        self.period.addItem(self.tr("Mọi kỳ báo cáo"), None)
        label = QLabel(self.tr("Nhiệm vụ"), self)
        label.setBuddy(self.list)
        self.fields.addRow(self.search)
        self.fields.addRow(self.list)
        self.add_field(self.tr("&Kỳ báo cáo"), self.period)
        self.search.searched.connect(self._filter)
        self.search.enter_leads = False  # it does the act of the dialog
        self.search.left_down.connect(self.list.setFocus)
        self.list.itemChanged.connect(self._count)
        label.hide()
        self.search.setFocus()
        self._count()

    @classmethod
    def ask(
        cls, session: Session, chosen: Collection[int] = (), parent: QWidget | None = None
    ) -> PickedTasks | None:
        """Show the dialog and return what was chosen, or None."""
        dialog = cls(session, chosen, parent)
        return dialog.picked() if dialog.exec() else None

    def picked(self) -> PickedTasks:
        """Return the ticked tasks and period."""
        return PickedTasks(tuple(int(item.data(_ID)) for item in self._ticked()), self.period.currentData())

    def save(self) -> None:
        """Take the choice. Raises FieldMissing if nothing is ticked."""
        if not self._ticked():
            raise FieldMissing("task_id")

    def _ticked(self) -> list[QListWidgetItem]:
        items = [self.list.item(line) for line in range(self.list.count())]
        return [item for item in items if item.checkState() == Qt.CheckState.Checked]

    def _count(self) -> None:
        count = len(self._ticked())
        self.act_button.setText(self.tr("Chọn %d nhiệm vụ") % count if count else self.tr("Chọn nhiệm vụ"))

    def _filter(self, text: str) -> None:
        wanted = fold(text)
        register = self._session.register
        for line in range(self.list.count()):
            item = self.list.item(line)
            item.setHidden(wanted not in register.haystack(register.task(int(item.data(_ID)))))
