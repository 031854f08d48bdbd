"""The record of the chosen task for the chosen period, beside the table; each field is saved as one leaves it."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop_app.domain.agency import join_agencies
from desktop_app.domain.errors import AppError
from desktop_app.domain.progress import ProgressChanges, ProgressEntry, State
from desktop_app.domain.report import ReportRow
from desktop_app.resources import words
from desktop_app.services.wording import say
from desktop_app.ui.formats import format_date, read_date, read_percent
from desktop_app.ui.phrases import due_words, status_key, status_words
from desktop_app.ui.session import Session
from desktop_app.ui.tasks.past_periods import PastPeriods
from desktop_app.ui.tasks.text_field import TextField
from desktop_app.ui.widgets.cards import Badge

_BADGES = {"open_overdue": "red", "done_on_time": "green", "done_late": "yellow", "open_in_time": "blue"}


class TaskPanel(QFrame):
    """Shows one row and records what the officer enters."""

    recorded = Signal()
    edit_asked = Signal(int)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        """Begin without a task."""
        super().__init__(parent)
        self.setObjectName("card")
        self._session = session
        self._row: ReportRow | None = None
        self._build()
        self.show_row(None)

    def show_row(self, row: ReportRow | None) -> None:
        """Show a task; what was being typed for the one before is saved first."""
        if self._row is not None and (row is None or row.task.id != self._row.task.id):
            self.commit()
        self._row = row
        self._body.setVisible(row is not None)
        self._empty.setVisible(row is None)
        if row is not None:
            self._fill(row)

    def commit(self) -> None:
        """Save what is being typed."""
        for field in self._texts.values():
            field.commit()
        for edit in (self.percent, self.completed_on):
            if edit.isModified():
                edit.editingFinished.emit()

    def _build(self) -> None:
        self._empty = QLabel(self.tr("Chọn một nhiệm vụ trong bảng để xem và ghi tiến độ."), self)
        self._empty.setObjectName("muted")
        self._empty.setWordWrap(True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._body = QWidget(self)
        self.number = QLabel(self._body)
        self.number.setObjectName("cardTitle")
        self.badge = Badge("", "grey", parent=self._body)
        self.content = QLabel(self._body)
        self.content.setObjectName("strong")
        self.content.setWordWrap(True)
        self.content.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.facts = QLabel(self._body)
        self.facts.setObjectName("muted")
        self.facts.setWordWrap(True)
        self.facts.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        head = QHBoxLayout()
        head.addWidget(self.number)
        head.addStretch()
        head.addWidget(self.badge)
        column = QVBoxLayout(self._body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(self.content)
        column.addWidget(self.facts)
        column.addLayout(self._figures())
        column.addWidget(self._carried_label())
        self._texts: dict[str, TextField] = {}
        self._add_texts(column)
        self.refusal = QLabel(self._body)
        self.refusal.setObjectName("refusal")
        self.refusal.setWordWrap(True)
        self.refusal.hide()
        column.addWidget(self.refusal)
        self.past = PastPeriods(self._session, self._body)
        column.addWidget(self.past)
        column.addStretch()
        self._add_scroll()

    def _add_texts(self, column: QVBoxLayout) -> None:
        for name in ("result", "difficulty", "proposal", "note"):
            label = QLabel(words("field")[name], self._body)
            label.setObjectName("fieldLabel")
            field = TextField(self._body)
            field.setAccessibleName(words("field")[name])
            label.setBuddy(field)
            field.left.connect(partial(self._record_text, name))
            self._texts[name] = field
            column.addWidget(label)
            column.addWidget(field)

    def _add_scroll(self) -> None:
        inner = QWidget(self)
        inside = QVBoxLayout(inner)
        inside.setContentsMargins(12, 10, 12, 10)
        inside.addWidget(self._empty)
        inside.addWidget(self._body)
        scroll = QScrollArea(self)
        scroll.setObjectName("plain")
        scroll.setWidget(inner)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.saved = QLabel(self)
        self.saved.setObjectName("good")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(scroll)
        foot = QHBoxLayout()
        foot.setContentsMargins(12, 4, 12, 8)
        foot.addStretch()
        foot.addWidget(self.saved)
        outer.addLayout(foot)

    def _figures(self) -> QGridLayout:
        self.state = QComboBox(self._body)
        self.state.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.state.setMinimumContentsLength(8)
        for state in State:
            self.state.addItem(words("state")[state.value], state)
        self.percent = QLineEdit(self._body)
        self.percent.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.completed_on = QLineEdit(self._body)
        self.completed_on.setPlaceholderText(self.tr("dd/mm/yyyy"))
        self.state.activated.connect(self._record_state)
        self.percent.editingFinished.connect(self._record_percent)
        self.completed_on.editingFinished.connect(self._record_day)
        grid = QGridLayout()
        grid.setHorizontalSpacing(6)
        grid.setVerticalSpacing(2)
        named: tuple[tuple[str, QWidget, int], ...] = (
            (self.tr("Trạng thái"), self.state, 132),
            (self.tr("Tiến độ"), self.percent, 44),
            (self.tr("Hoàn thành"), self.completed_on, 97),
        )
        for column, (text, widget, width) in enumerate(named):
            label = QLabel(text, self._body)
            label.setObjectName("fieldLabel")
            label.setBuddy(widget)
            widget.setAccessibleName(text)
            widget.setMinimumWidth(width)
            grid.addWidget(label, 0, column)
            grid.addWidget(widget, 1, column)
            grid.setColumnStretch(column, width)
        return grid

    def _carried_label(self) -> QLabel:
        self.carried = QLabel(self._body)
        self.carried.setObjectName("warning")
        self.carried.setWordWrap(True)
        return self.carried

    def _fill(self, row: ReportRow) -> None:
        given = row.task.given
        self.number.setText(self.tr("Nhiệm vụ %s") % row.task.number if row.task.number else self.tr("Nhiệm vụ"))
        self.badge.show_text(status_words(row.standing), _BADGES.get(status_key(row.standing), "grey"))
        self.content.setText(row.task.content)
        facts = [
            (self.tr("Chủ trì"), join_agencies(given.leads)),
            (self.tr("Phối hợp"), join_agencies(given.coordinating)),
            (self.tr("Thời hạn"), _deadline(row)),
            (self.tr("Sản phẩm"), given.output),
            (self.tr("Người theo dõi"), row.task.own.officer),
        ]
        self.facts.setText("\n".join(f"{name}: {text}" for name, text in facts if text))
        entry = row.entry
        self.state.setCurrentIndex(self.state.findData(entry.state if entry else State.NOT_STARTED))
        _show(self.percent, str(entry.percent) if entry else "0")
        _show(self.completed_on, format_date(entry.completed_on) if entry and entry.completed_on else "")
        for name, field in self._texts.items():
            field.show_text(getattr(entry, name) if entry else "")
        label = self._session.period.label
        if row.carried:
            self.carried.setText(self.tr("Chưa cập nhật cho %s: số liệu dưới đây lấy từ kỳ trước.") % label)
        else:
            self.carried.setText("" if entry else self.tr("Chưa ghi tiến độ cho %s.") % label)
        self.carried.setVisible(row.carried or entry is None)
        self.past.show_task(row.task.id)
        own = entry is not None and not row.carried
        self.saved.setText(_saved_words(entry) if own and entry else "")

    def _record_state(self) -> None:
        state: State = self.state.currentData()
        self._record({"state": state})

    def _record_percent(self) -> None:
        if self.percent.isModified():
            self._read(self.percent, lambda text: self._record({"percent": read_percent(text)}))

    def _record_day(self) -> None:
        if self.completed_on.isModified():
            self._read(self.completed_on, self._record_day_text)

    def _record_day_text(self, text: str) -> None:
        self._record({"completed_on": read_date(text) if text else None})

    def _record_text(self, name: str, text: str) -> None:
        changes: ProgressChanges = {}
        if name == "result":
            changes["result"] = text
        elif name == "difficulty":
            changes["difficulty"] = text
        elif name == "proposal":
            changes["proposal"] = text
        else:
            changes["note"] = text
        self._record(changes)

    def _read(self, edit: QLineEdit, record: Callable[[str], None]) -> None:
        edit.setModified(False)
        try:
            record(edit.text().strip())
        except AppError as error:
            self._refuse(error)

    def _record(self, changes: ProgressChanges) -> None:
        row, session = self._row, self._session
        if row is None:
            return
        self.refusal.hide()
        try:
            session.workspace.recording.record(session.register, session.period, {row.task.id: changes})
        except AppError as error:
            self._refuse(error)
            return
        session.announce()

    def _refuse(self, error: AppError) -> None:
        self.refusal.setText(say(error))
        self.refusal.show()
        if self._row is not None:
            entry = self._row.entry
            self.state.setCurrentIndex(self.state.findData(entry.state if entry else State.NOT_STARTED))
            _show(self.percent, str(entry.percent) if entry else "0")
            _show(self.completed_on, format_date(entry.completed_on) if entry and entry.completed_on else "")


def _deadline(row: ReportRow) -> str:
    raw, due = row.task.deadline.raw, due_words(row)
    return raw if raw == due or not due else f"{raw} ({due})"


def _show(edit: QLineEdit, text: str) -> None:
    if not (edit.hasFocus() and edit.isModified()):
        edit.setText(text)


def _saved_words(entry: ProgressEntry) -> str:
    if not entry.recorded_at:
        return ""
    moment = datetime.fromisoformat(entry.recorded_at)
    return f"Đã lưu {moment:%H:%M %d/%m/%Y}"
