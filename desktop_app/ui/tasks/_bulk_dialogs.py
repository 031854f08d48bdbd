"""The same record for many tasks at once, with a preview and one undo step."""

from collections.abc import Sequence

from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPlainTextEdit, QWidget

from desktop_app.domain.errors import AppError
from desktop_app.domain.progress import Figures, ProgressChanges, State
from desktop_app.domain.task import Task
from desktop_app.domain.text import in_order
from desktop_app.domain.work import Steps
from desktop_app.resources import words
from desktop_app.services.tasks import PlannedRecording, Register, say_effects
from desktop_app.services.workspace import Workspace
from desktop_app.ui.formats import read_date, read_percent
from desktop_app.ui.long_changes import RowsForm
from desktop_app.ui.session import Session, today
from desktop_app.ui.slices import Slices
from desktop_app.ui.widgets import DateField, allow, suggesting


class OfficerDialog(RowsForm):
    """Asks who looks after the tasks here, and suggests the names that are in use."""

    def __init__(self, session: Session, tasks: Sequence[Task], parent: QWidget | None = None) -> None:
        """Ask for `tasks`; the officer that they all have stands in the field."""
        super().__init__(session, parent=parent)
        self._tasks = tasks
        self.count: int | None = None
        self.setWindowTitle(self.tr("Giao người theo dõi"))
        known = {task.own.officer for task in session.register.tasks} - {""}
        common = {task.own.officer for task in tasks}
        self.officer = suggesting(min(common) if len(common) == 1 else "", in_order(known), self)
        self.add_field(
            self.tr("&Người theo dõi"),
            self.officer,
            self.tr("Để trống thì bỏ người theo dõi của các nhiệm vụ này."),
        )
        starts_on, ends_on = session.programme.span
        handed_over = common != {""} and starts_on <= today() <= ends_on
        self.since = DateField(today() if handed_over else None, "counts_from", self)
        self.add_field(
            self.tr("&Từ ngày"),
            self.since,
            self.tr("Trước ngày đó vẫn là người cũ. Để trống: sửa cho mọi thời gian của người hiện nay."),
        )
        self.officer.editTextChanged.connect(self._name_act)
        self._name_act()
        session.standing.rest_form(self)

    @classmethod
    def ask(cls, session: Session, tasks: Sequence[Task], parent: QWidget | None = None) -> int | None:
        """Show the dialog and return how many tasks have another officer now, None if it was left."""
        dialog = cls(session, tasks, parent)
        return dialog.count if dialog.exec() else None

    def save(self) -> None:
        """Write it for all tasks as one act. Raises FieldNotRead."""
        ids = [task.id for task in self._tasks]
        name, day = self.officer.currentText(), self.since.day_or_none()
        self.change_rows(
            len(ids),
            self.tr("Đang giao người theo dõi cho %d nhiệm vụ") % len(ids),
            lambda workspace, register: workspace.tasks.assign(register, ids, name, day),
            self._assigned,
        )

    def _assigned(self, count: int) -> str:
        self.count = count
        return self.tr("Đã giao người theo dõi cho %d nhiệm vụ") % count if count else ""

    def _name_act(self) -> None:
        """Name the button by what it does: an empty name must not take officers away unseen."""
        if self.officer.currentText().strip():
            self.act_button.setText(self.tr("Giao %d nhiệm vụ") % len(self._tasks))
            allow(self.act_button, "")
        else:
            had = sum(bool(task.own.officer) for task in self._tasks)
            named = self.tr("Bỏ người theo dõi của %d nhiệm vụ") % had
            self.act_button.setText(named if had else self.tr("Giao người theo dõi"))
            allow(self.act_button, "" if had else self.tr("Hãy ghi tên người theo dõi."))


_HEIGHT = 56
_NAMED = 10


class BulkDialog(RowsForm):
    """Asks what is to be recorded for the tasks; what is left empty stays as it is in each."""

    def __init__(self, session: Session, task_ids: Sequence[int], parent: QWidget | None = None) -> None:
        """Ask for the tasks with `task_ids` in the session's period."""
        super().__init__(session, parent=parent)
        self._planning: Slices[Sequence[PlannedRecording]] = Slices(self)
        self._ids = task_ids
        self.setWindowTitle(self.tr("Ghi cho %d nhiệm vụ, %s") % (len(task_ids), session.period.label))
        self.state = _choices(words("state"), self)
        self.figures = _choices(words("figures"), self)
        self.percent = QLineEdit(self)
        self.completed_on = QLineEdit(self)
        self.completed_on.setPlaceholderText(self.tr("ngày/tháng/năm"))
        self.note = QPlainTextEdit(self)
        self.note.setFixedHeight(_HEIGHT)
        self.note.setTabChangesFocus(True)
        self.preview = QLabel(self)
        self.preview.setWordWrap(True)
        self.add_field(self.tr("&Trạng thái thực hiện"), self.state)
        self.add_field(self.tr("Mức độ hoàn thàn&h (%)"), self.percent)
        self.add_field(self.tr("&Ngày hoàn thành"), self.completed_on)
        self.add_field(self.tr("&Loại số liệu"), self.figures)
        self.add_field(self.tr("&Ghi chú"), self.note, self.tr("Ô để trống thì giữ nguyên ở từng nhiệm vụ."))
        self.fields.addRow(self.preview)
        for edit in (self.percent, self.completed_on):
            edit.textChanged.connect(self.show_preview)
        for box in (self.state, self.figures):
            box.activated.connect(self.show_preview)
        self.note.textChanged.connect(self.show_preview)
        self.show_preview()
        session.standing.rest_form(self)

    @classmethod
    def ask(cls, session: Session, task_ids: Sequence[int], parent: QWidget | None = None) -> None:
        """Show the dialog."""
        cls(session, task_ids, parent).exec()

    def show_preview(self) -> None:
        """Say how many tasks would change, and which; of many that takes a while."""
        self.refusal.hide()
        self.preview.setText(self.tr("Đang xem trước…"))
        self._planning.run(self._planned(), self._show_planned)

    def _planned(self) -> Steps[Sequence[PlannedRecording]]:
        """Plan what stands in the fields; what cannot be recorded would change nothing."""
        session = self._session
        try:
            changes = self._changes()
            if not changes:
                return ()
            return (
                yield from session.workspace.recording.planning(
                    session.register, session.period, self._ids, changes
                )
            )
        except AppError:
            return ()

    def _show_planned(self, planned: Sequence[PlannedRecording]) -> None:
        numbers = [self._session.register.task(one.after.task_id).number for one in planned]
        effects = [effect for one in planned for effect in one.effects]
        more = " …" if len(numbers) > _NAMED else ""
        named = "; ".join(numbers[:_NAMED]) + more
        said = self.tr("Sẽ thay đổi %d / %d nhiệm vụ: %s") % (len(numbers), len(self._ids), named)
        if effects:
            said += self.tr(" Kèm theo: %s.") % say_effects(effects)
        self.preview.setText(said if numbers else self.tr("Chưa có gì thay đổi."))
        wanted = numbers or self.percent.text() or self.completed_on.text()
        self.act_button.setText(
            self.tr("Ghi %d nhiệm vụ") % len(numbers) if numbers else self.tr("Ghi các nhiệm vụ")
        )
        allow(self.act_button, "" if wanted else self.tr("Hãy điền ít nhất một ô khác với số liệu đã ghi."))

    def save(self) -> None:
        """Record for all of them as one act. Raises RuleBroken, FieldNotRead, PeriodSealed."""
        period, ids, changes = self._session.period, self._ids, self._changes()

        def record(workspace: Workspace, register: Register) -> int:
            planned = workspace.recording.plan(register, period, ids, changes)
            workspace.recording.record(register, period, {one.after.task_id: changes for one in planned})
            return len(planned)

        self.change_rows(len(ids), self.tr("Đang ghi %d nhiệm vụ") % len(ids), record, self._recorded)

    def _recorded(self, count: int) -> str:
        return self.tr("Đã cập nhật %d nhiệm vụ") % count if count else ""

    def _changes(self) -> ProgressChanges:
        changes: ProgressChanges = {}
        if self.state.currentData():
            changes["state"] = State(self.state.currentData())
        if self.figures.currentData():
            changes["figures"] = Figures(self.figures.currentData())
        if self.percent.text().strip():
            changes["percent"] = read_percent(self.percent.text())
        if self.completed_on.text().strip():
            changes["completed_on"] = read_date(self.completed_on.text())
        if self.note.toPlainText().strip():
            changes["note"] = self.note.toPlainText()
        return changes


def _choices(named: dict[str, str], parent: QWidget) -> QComboBox:
    box = QComboBox(parent)
    box.addItem(parent.tr("Giữ nguyên"), "")
    for key, word in named.items():
        box.addItem(word, key)
    return box
