"""Which acts are wanted: by words, kind, person, days and task."""

from dataclasses import replace
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPushButton, QSizePolicy, QWidget

from desktop_app.domain.errors import AppError
from desktop_app.domain.text import sort_key
from desktop_app.resources import words
from desktop_app.services.history import ActFilter
from desktop_app.ui.formats import format_date, read_date
from desktop_app.ui.session import Session
from desktop_app.ui.widgets import AROUND, ChoiceBox, SearchBox, WrappingRow

_DAY_WIDTH = 96
_TASK_WIDTH = 84


class DayField(QLineEdit):
    """A day that may be empty; `chosen` follows when it is left or entered and was understood."""

    chosen = Signal()

    def __init__(self, name: str, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self.day: date | None = None
        self.setPlaceholderText(name)
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setFixedWidth(_DAY_WIDTH)
        self.returnPressed.connect(self._enter)

    def show_day(self, day: date | None) -> None:
        """Show a day."""
        self.day = day
        self.setText(format_date(day) if day else "")

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take what was typed."""
        super().focusOutEvent(event)
        self._enter()

    def _enter(self) -> None:
        text = self.text().strip()
        try:
            day = read_date(text, "at") if text else None
        except AppError as error:
            self.show_day(self.day)
            self._session.refused.emit(error)
            return
        if day != self.day:
            self.show_day(day)
            self.chosen.emit()


_SEARCH_LEAST = 175


class HistoryFilters(QWidget):
    """Holds what is `wanted` and signals when it changes."""

    changed = Signal()

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self.wanted = ActFilter()
        self.search = SearchBox(self.tr("Tìm trong nhật ký"), self)
        self.search.setMinimumWidth(_SEARCH_LEAST)
        self.kind = self._combo(self.tr("Thao tác"), self.tr("Tất cả thao tác"), 11)
        self.user = self._combo(self.tr("Người thực hiện"), self.tr("Tất cả người dùng"), 14)
        self.first = DayField(self.tr("Từ ngày"), session, self)
        self.last = DayField(self.tr("Đến ngày"), session, self)
        self.task = QLineEdit(self)
        self.task.setPlaceholderText(self.tr("Nhiệm vụ"))
        self.task.setToolTip(self.tr("Số thứ tự của nhiệm vụ, rồi Enter"))
        self.task.setAccessibleName(self.tr("Nhiệm vụ"))
        self.task.setFixedWidth(_TASK_WIDTH)
        self.clear_button = QPushButton(self.tr("Bỏ lọc"), self)
        row = WrappingRow(self, spacing=4)
        row.addWidget(self.search)
        for widget in (
            self.kind,
            self.user,
            self.first,
            QLabel("–", self),
            self.last,
            self.task,
            self.clear_button,
        ):
            row.addWidget(widget)
        self.search.searched.connect(self._search)
        self.kind.activated.connect(
            lambda: self.show_wanted(replace(self.wanted, kind=self.kind.currentData()))
        )
        self.user.activated.connect(
            lambda: self.show_wanted(replace(self.wanted, user=self.user.currentData()))
        )
        self.first.chosen.connect(lambda: self.show_wanted(replace(self.wanted, first=self.first.day)))
        self.last.chosen.connect(lambda: self.show_wanted(replace(self.wanted, last=self.last.day)))
        self.task.returnPressed.connect(self._enter_task)
        self.task.editingFinished.connect(self._left_task)
        self.clear_button.clicked.connect(lambda: self.show_wanted(ActFilter()))
        self._show()

    def refresh(self) -> None:
        """List the kinds and persons there are."""
        journal = self._session.workspace.journal
        named = words("act")
        kinds = {kind: named.get(kind, named["other"]) for kind in journal.kinds()}
        self._fill(self.kind, dict(sorted(kinds.items(), key=lambda one: sort_key(one[1]))))
        self._fill(self.user, {user: user for user in sorted(journal.users(), key=sort_key)})
        self._show()

    def show_wanted(self, wanted: ActFilter) -> None:
        """Filter by `wanted`, and show it in the fields."""
        self.wanted = wanted
        self._show()
        self.changed.emit()

    def _combo(self, name: str, everything: str, letters: int) -> ChoiceBox:
        combo = ChoiceBox(name, self, letters)
        combo.addItem(everything, "")
        combo.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        combo.setMinimumWidth(combo.fontMetrics().horizontalAdvance(everything) + AROUND)
        return combo

    def _fill(self, combo: QComboBox, named: dict[str, str]) -> None:
        while combo.count() > 1:
            combo.removeItem(1)
        for key, text in named.items():
            combo.addItem(text, key)

    def _search(self, text: str) -> None:
        if text.strip() != self.wanted.text:
            self.show_wanted(replace(self.wanted, text=text.strip()))

    def _left_task(self) -> None:
        if not self.task.text().strip() and self.wanted.task_id is not None:
            self.show_wanted(replace(self.wanted, task_id=None))

    def _enter_task(self) -> None:
        text = self.task.text().strip()
        if not text:
            return
        found = self._session.ask(lambda: self._session.register.find(text))
        if found is not None:
            self.show_wanted(replace(self.wanted, task_id=found.id))

    def _show(self) -> None:
        wanted = self.wanted
        self.kind.setCurrentIndex(max(self.kind.findData(wanted.kind), 0))
        self.user.setCurrentIndex(max(self.user.findData(wanted.user), 0))
        self.first.show_day(wanted.first)
        self.last.show_day(wanted.last)
        known = {task.id: task.number for task in self._session.register.tasks}
        self.task.setText(known.get(wanted.task_id, "") if wanted.task_id is not None else "")
        if self.search.text().strip() != wanted.text:
            self.search.setText(wanted.text)
        self.clear_button.setVisible(not wanted.everything)
