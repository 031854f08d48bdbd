"""Choosing tasks from the register by typing."""

from collections.abc import Collection, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QLabel,
    QListWidgetItem,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from desktop_app.domain.errors import RuleBroken
from desktop_app.domain.task import Task
from desktop_app.domain.text import fold
from desktop_app.services.importing import by_likeness
from desktop_app.services.tasks import Register
from desktop_app.ui.widgets import (
    ActButtons,
    ChoiceBox,
    DateField,
    Dialog,
    SearchBox,
    WrappedList,
    allow,
    resize_within,
)

_ID = Qt.ItemDataRole.UserRole
_SHOWN = 300


class SuccessorPicker(Dialog):
    """Lists the tasks that hold the typed words, the likest first; one or several are chosen, with a note."""

    def __init__(
        self,
        register: Register,
        without: Collection[int],
        question: str,
        act: str,
        parent: QWidget,
        *,
        several: bool = False,
        option: str = "",
    ) -> None:
        """Ask `question`; the button is named by `act`.

        `option` is offered ticked if it is given.
        """
        super().__init__(parent)
        self.setWindowTitle(act)
        resize_within(self, 720, 560)
        self._register = register
        self._without = frozenset(without)
        gone = register.task(next(iter(without)))
        self._tasks = [register.task(one) for one in by_likeness(gone.given, register.tasks)]
        label = QLabel(question, self)
        label.setWordWrap(True)
        self.search = SearchBox(self.tr("Tìm nhiệm vụ, không cần gõ dấu"), self)
        self.list = WrappedList(self.tr("Nhiệm vụ"), self)
        mode = QAbstractItemView.SelectionMode
        self.list.setSelectionMode(mode.MultiSelection if several else mode.SingleSelection)
        self.note = QPlainTextEdit(self)
        self.note.setPlaceholderText(self.tr("Lý do, văn bản (không bắt buộc)"))
        self.note.setAccessibleName(self.note.placeholderText())
        self.note.setFixedHeight(46)
        self.note.setTabChangesFocus(True)
        self.day = DateField(None, "day", self)
        self.day.setAccessibleName(self.tr("Từ ngày"))
        from_day = QLabel(self.tr("&Từ ngày (trước ngày này, số liệu giữ như cũ)"), self)
        from_day.setBuddy(self.day)
        self.day.textChanged.connect(self._enable)
        self.option = QCheckBox(option, self)
        self.option.setChecked(True)
        self.option.setVisible(bool(option))
        self.choice = ChoiceBox(self.tr("Tình hình thực hiện"), self, 40)
        self.choice.hide()
        buttons = ActButtons(act, self)
        self.act_button = buttons.act
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 12)
        column.setSpacing(8)
        parts = self.search, self.list, from_day, self.day, self.note, self.option, self.choice
        for widget in (label, *parts, buttons):
            column.addWidget(widget)
        column.setStretch(2, 1)
        self.search.searched.connect(self._fill)
        self.search.enter_leads = False  # it does the act of the dialog
        self.search.left_down.connect(self.list.setFocus)
        self.list.itemSelectionChanged.connect(self._enable)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self._fill()

    def offer(self, choices: Sequence[tuple[str, int | None]]) -> None:
        """Offer choices (words and value), the first one chosen."""
        for said, value in choices:
            self.choice.addItem(said, value)
        self.choice.setVisible(bool(choices))

    def chosen(self) -> list[int]:
        """List the ids of the chosen tasks."""
        return [int(item.data(_ID)) for item in self.list.selectedItems()]

    def choose(self, task_ids: Sequence[int]) -> None:
        """Choose tasks."""
        for line in range(self.list.count()):
            item = self.list.item(line)
            item.setSelected(int(item.data(_ID)) in task_ids)

    def _fill(self) -> None:
        words = fold(self.search.text()).split()
        self.list.clear()
        for task in self._tasks:
            if task.id in self._without or not task.active or task.waiting or self.list.count() >= _SHOWN:
                continue
            if all(word in self._register.haystack(task) for word in words):
                item = QListWidgetItem(_words(task), self.list)
                item.setData(_ID, task.id)
        self._enable()

    def _enable(self) -> None:
        if not self.chosen():
            allow(self.act_button, self.tr("Hãy chọn nhiệm vụ trong danh sách."))
        else:
            allow(self.act_button, "" if self._dated() else self.tr("Hãy ghi ngày theo dạng 14/12/2021."))

    def _dated(self) -> bool:
        try:
            self.day.day()
        except RuleBroken:
            return False
        return True


def _words(task: Task) -> str:
    name = f"{task.number}. {task.content}" if task.number else task.content
    return f"{name}  ·  {task.lead}" if task.lead else name
