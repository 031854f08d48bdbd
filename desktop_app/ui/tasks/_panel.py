"""The record of the chosen task for the chosen period, beside the table, saved as one types."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from desktop_app.domain.errors import AppError, RuleBroken
from desktop_app.domain.period import Period
from desktop_app.domain.progress import ProgressChanges, State
from desktop_app.domain.reports import ReportRow
from desktop_app.resources import words
from desktop_app.services.wording import say
from desktop_app.ui.formats import format_date, read_date, read_percent
from desktop_app.ui.look import PANEL_WIDTH
from desktop_app.ui.phrases import (
    assumed_words,
    carried_words,
    last_time_words,
    recorded_words,
    saved_words,
    status_key,
    status_words,
    suspended_words,
    task_facts,
    to_come_words,
)
from desktop_app.ui.session import Session
from desktop_app.ui.tasks._documents_button import DocumentsButton
from desktop_app.ui.tasks._foretold import EffectsLine
from desktop_app.ui.tasks._past_periods import PastPeriods
from desktop_app.ui.tasks._text_field import TextField, show_line, slant
from desktop_app.ui.tasks._unsaved import UnsavedTexts
from desktop_app.ui.widgets import Badge, ChoiceBox, LinkButton, SideCard

_GAP = 6
_INNER = PANEL_WIDTH - 36
"""What the panel has beside its margins and its bar."""
_PERCENT = 50
_DAY = "00/00/0000", 18
"""The widest day, and what a line takes beside its text."""

_BADGES = {"open_overdue": "red", "done_on_time": "green", "done_late": "yellow", "open_in_time": "blue"}


class TaskPanel(SideCard):
    """Shows one row and records what the officer enters.

    `brought_back` names the first task of which something could not be written.
    """

    brought_back = Signal(int)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Chọn một nhiệm vụ trong bảng để xem và cập nhật."), parent)
        self._session = session
        self._row: ReportRow | None = None
        self._period = session.period
        self._writable = True
        self._unsaved = UnsavedTexts()
        self._build()
        session.recorder.ended.connect(self._fill_beside)
        session.standing.rest(self.state, self.percent, self.completed_on, *self._texts.values())
        self.show_row(None)

    @property
    def result(self) -> TextField:
        """Return the field of what came of the task."""
        return self._texts["result"]

    def show_row(self, row: ReportRow | None) -> None:
        """Show a task; what was being typed for the one before is saved first."""
        period = self._session.period
        if self._row is not None and (
            row is None or (row.task.id, period) != (self._row.task.id, self._period)
        ):
            self.commit()
        self._row, self._period = row, period
        self.documents.show_task(row.task if row is not None else None)
        self.show_body(shown=row is not None)
        if row is not None:
            self._fill(row)
        else:
            self._fill_beside()

    def set_writable(self, *, writable: bool, sealed: bool) -> None:
        """Enable recording, or only reading for a closed period or a file that nobody can write."""
        self._writable = writable
        for edit in (self.percent, self.completed_on):
            edit.setReadOnly(not writable)
        for field in self._texts.values():
            field.setReadOnly(not writable)
        self.state.setEnabled(writable)
        self.sealed.setVisible(sealed)

    def commit(self) -> bool:
        """Save what is being typed, all of it as one act; return whether nothing is left unsaved."""
        changes = self._waiting() | self._typed()
        refused: AppError | None = None
        try:
            changes.update(self._typed_figures())
        except AppError as error:
            refused = error
        for edit in (self.percent, self.completed_on):
            edit.setModified(False)
        if changes:
            self._record(changes)
        if refused is not None:
            self._refuse(refused)
        return not self._unsaved

    def _typed_figures(self) -> ProgressChanges:
        """Return percent and day as they are typed. Raises FieldNotRead, FieldOutOfRange."""
        changes: ProgressChanges = {}
        known = self._row is not None and self._row.standing.recorded
        if self.percent.isModified() and (self.percent.text().strip() or known):
            changes["percent"] = read_percent(self.percent.text())
        if self.completed_on.isModified():
            day = self.completed_on.text().strip()
            changes["completed_on"] = read_date(day) if day else None
        return changes

    def unsaved_text(self) -> str:
        """Return the texts that could not be saved, task by task."""
        return self._unsaved.text()

    def _waiting(self) -> ProgressChanges:
        """Return what could not be written before of the task on show."""
        return self._unsaved.changes_of((self._row.task.id, self._period.id)) if self._row is not None else {}

    def _typed(self) -> ProgressChanges:
        """Return the texts that are not kept yet."""
        texts = {name: field.toPlainText() for name, field in self._texts.items() if field.unsaved}
        return cast("ProgressChanges", texts)

    def _build(self) -> None:
        self.number = QLabel(self.body)
        self.number.setObjectName("cardTitle")
        self.badge = Badge("", "grey", parent=self.body)
        column = self.column
        column.addWidget(self.number)
        column.addWidget(self.badge)
        self.content, self.facts, self.lineage = map(self.add_text, ("strong", "muted", "warning"))
        column.addLayout(self._figures())
        self.foretold = EffectsLine(self._session, self.body)
        column.addWidget(self.foretold)
        self.carried, self.sealed = map(self.add_text, ("warning", "warning"))
        self.sealed.setText(self.tr("Kỳ này đã chốt số liệu, chỉ xem được. Muốn sửa: Kỳ báo cáo → Mở lại…"))
        self.sealed.hide()
        self._texts: dict[str, TextField] = {}
        self._add_texts()
        self.refusal = self.add_text("refusal", self.notes)
        self.save_all = LinkButton(self.tr("Lưu lại tất cả"), self)
        self.save_all.clicked.connect(self._save_all)
        self.notes.addWidget(self.save_all)
        self._show_refusal(shown=False)
        self.past = PastPeriods(self._session, self.body)
        column.addWidget(self.past)
        column.addStretch()
        self.documents = DocumentsButton(self._session, self)
        self.saved = QLabel(self)
        self.saved.setObjectName("good")
        self.foot.addWidget(self.documents)
        self.foot.addStretch()
        self.foot.addWidget(self.saved)

    def _add_texts(self) -> None:
        for name in ("result", "difficulty", "proposal", "note"):
            label = QLabel(words("field")[name], self.body)
            label.setObjectName("fieldLabel")
            field = TextField(self.body)
            field.setAccessibleName(words("field")[name])
            label.setBuddy(field)
            field.rested.connect(self.commit)
            self._texts[name] = field
            self.column.addWidget(label)
            self.column.addWidget(field)

    def _figures(self) -> QGridLayout:
        named = words("field")
        self.state = ChoiceBox(named["state"], self.body)
        for state in State:
            self.state.addItem(words("state")[state.value], state)
        self.state.setPlaceholderText(words("unrecorded")["state"])
        self.percent = QLineEdit(self.body)
        self.percent.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.completed_on = QLineEdit(self.body)
        self.completed_on.setPlaceholderText(self.tr("ngày/tháng/năm"))
        self.completed_on.setToolTip(self.completed_on.placeholderText())
        self.completed_on.setMinimumWidth(self.fontMetrics().horizontalAdvance(_DAY[0]) + _DAY[1])
        self.percent.setMinimumWidth(_PERCENT)
        self.state.activated.connect(self._record_state)
        self.state.highlighted.connect(self._foretell_state)
        for edit in (self.percent, self.completed_on):
            edit.textEdited.connect(self._foretell_line)
            edit.editingFinished.connect(self._commit_line)
        titled = ((named["state"], self.state), (self.tr("Mức độ (%)"), self.percent),
                  (self.tr("Hoàn thành"), self.completed_on))  # fmt: skip
        return _titled(titled, self.body)

    def _fill(self, row: ReportRow) -> None:
        self.number.setText(
            self.tr("Nhiệm vụ số %s") % row.task.number if row.task.number else self.tr("Nhiệm vụ")
        )
        self.badge.show_text(status_words(row.standing), _BADGES.get(status_key(row.standing), "grey"))
        self.content.setText(row.task.content)
        self._fill_beside()
        entry = row.entry
        self._fill_figures(row)
        self._show_refusal(shown=bool(self._unsaved) and not self.refusal.isHidden())
        unsaved = self._unsaved.of((row.task.id, self._period.id))
        for name, field in self._texts.items():
            kept = str(getattr(entry, name)) if entry else ""
            if name in unsaved:
                field.show_unsaved(kept, unsaved[name])
            else:
                field.show_text(kept)
            slant(field, slanted=bool(kept) and row.carries(name))
        self.carried.setText(self._carried_words(row))
        self.carried.setVisible(bool(self.carried.text()))
        self.past.show_task(row.task)

    def _fill_beside(self) -> None:
        """Show what the file says beside the record: nothing that must be read while it is being written."""
        row, workspace, busy = self._row, self._session.workspace, self._session.recorder.busy
        if row is not None:
            task = row.task
            others = () if busy else workspace.editions.others(task.programme_id, task.id)
            self.facts.setText("\n".join([task_facts(row), *(f"{title}: {text}" for title, text in others)]))
            open_now = self._writable and not busy  # of a closed period nothing is said that came after it
            sentences = workspace.gone.sentences(self._session.register, task.id) if open_now else ()
            self.lineage.setText("\n".join(sentences))
            self.lineage.setVisible(bool(sentences))
        said = "" if row is None or row.carried or self._waiting() else saved_words(row.entry)
        self.saved.setText(self.tr("Đang lưu…") if busy else said)

    def _carried_words(self, row: ReportRow) -> str:
        """Return in words what is not of this period, and what the last occurrence came to."""
        session, entry = self._session, row.entry
        label = session.period.label
        last = last_time_words(session.register, row) if self._writable else ""
        said = [last, to_come_words(row), assumed_words(row.standing), suspended_words(row.standing)]
        if entry is None:
            said.append(self.tr("Chưa cập nhật cho %s.") % label)
        elif row.carried or row.carried_groups:
            said.append(carried_words(label, session.label(entry.period), row))
        return "\n".join(filter(None, said))

    def _record_state(self) -> None:
        row, state = self._row, State(self.state.currentData())
        if row is not None and State.SUSPENDED is state is not row.standing.state:
            self._suspend(row)
            return
        chosen: ProgressChanges = {"state": state}
        self._record(self._waiting() | chosen | self._typed())

    def _suspend(self, row: ReportRow) -> None:
        """Save what is typed, then ask from when the task is suspended, and why."""
        from desktop_app.ui.tasks._suspend_dialog import SuspendDialog

        if not self.commit() or not SuspendDialog.ask(self._session, [row.task.id], self):
            self._fill_figures(row)

    def _commit_line(self) -> None:
        if self.percent.isModified() or self.completed_on.isModified():
            self.commit()

    def _foretell_line(self) -> None:
        self.foretold.tell(self._row, self._period, self._typed_figures)

    def _foretell_state(self, place: int) -> None:
        changes: ProgressChanges = {"state": State(self.state.itemData(place))}
        self.foretold.tell(self._row, self._period, lambda: changes)

    def _record(self, changes: ProgressChanges) -> None:
        """Write the changes of the task and period on show.

        What could not be written stays, here and on screen.
        """
        row, session = self._row, self._session
        if row is None:
            return
        self._show_refusal(shown=False)
        key, named = (row.task.id, self._period.id), {row.task.id: changes}
        kept = self._waiting() | self._typed()

        def refuse(error: AppError) -> None:
            self._unsaved.written(key)
            self._unsaved.keep(row.task, self._period, kept if isinstance(error, RuleBroken) else changes)
            self._fill(row)
            self._refuse(error)

        try:
            effects = session.workspace.recording.effects(session.register, self._period, named)
        except AppError as error:
            refuse(error)
            return
        self._unsaved.written(key)
        for field in self._texts.values():
            field.kept()
        bring_back = partial(self.bring_back, self._period, named)
        session.recorder.record(self._period, named, recorded_words(effects), refuse, bring_back)

    def bring_back(self, period: Period, changes: Mapping[int, ProgressChanges], error: AppError) -> None:
        """Keep what could not be written; it stands in its fields whenever its task is shown."""
        first = next(iter(changes)) if not self._unsaved else 0
        for task_id, change in changes.items():
            self._unsaved.keep(self._session.register.task(task_id), period, change)
        if first:
            self.brought_back.emit(first)
        if self._row is not None:
            self._fill(self._row)
        self._refuse(error)

    def _refuse(self, error: AppError) -> None:
        said = say(error)
        if self._unsaved:
            said += self.tr(" Nội dung vừa gõ còn nguyên trên màn hình và được lưu lại khi lưu được.")
        self.refusal.setText(said)
        self._show_refusal(shown=True)
        self.saved.setText("")
        if self._row is not None:
            self._fill_figures(self._row)

    def _show_refusal(self, *, shown: bool) -> None:
        self.refusal.setVisible(shown)
        self.save_all.setVisible(shown and len(self._unsaved) > 1)

    def _save_all(self) -> None:
        self.commit()
        self._unsaved.save(self._session, self.bring_back)

    def _fill_figures(self, row: ReportRow) -> None:
        standing = row.standing
        self.foretold.hide()
        self.state.setCurrentIndex(self.state.findData(standing.state) if standing.recorded else -1)
        show_line(self.percent, str(standing.percent) if standing.recorded else "")
        show_line(self.completed_on, format_date(standing.completed_on) if standing.completed_on else "")
        waiting = self._unsaved.of((row.task.id, self._period.id))
        for name, edit in (("percent", self.percent), ("completed_on", self.completed_on)):
            slant(edit, slanted=row.carries("percent") or (standing.assumed and edit is self.completed_on))
            show_line(edit, waiting.get(name, edit.text()))
        if "state" in waiting:
            self.state.setCurrentText(waiting["state"])


def _titled(named: Sequence[tuple[str, QWidget]], parent: QWidget) -> QGridLayout:
    """Put fields beside one another, each below its title; the first above the others if all are too wide."""
    fields = []
    for text, widget in named:
        label = QLabel(text, parent)
        label.setObjectName("fieldLabel")
        label.setBuddy(widget)
        label.ensurePolished()
        widget.setAccessibleName(text)
        field = QVBoxLayout()
        field.setSpacing(2)
        field.addWidget(label)
        field.addWidget(widget)
        fields.append(field)
    grid = QGridLayout()
    grid.setHorizontalSpacing(_GAP)
    first, *others = fields
    room = sum(one.minimumSize().width() + _GAP for one in fields) - _GAP
    apart = room > _INNER
    grid.addLayout(first, 0, 0, 1, len(others) if apart else 1)
    for place, field in enumerate(others):
        grid.addLayout(field, int(apart), place + (not apart))
    return grid
