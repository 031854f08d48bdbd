"""Adds a task by hand, or edits one."""

from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QWidget

from desktop_app.domain.agencies import split_agencies
from desktop_app.domain.deadlines import read_deadline
from desktop_app.domain.task import Assignment, Handling, Task
from desktop_app.domain.text import whole
from desktop_app.ui.phrases import deadline_words, group_title
from desktop_app.ui.session import Session, hand_on
from desktop_app.ui.widgets import ChoiceBox, DateField, FormDialog

_CONTENT_HEIGHT = 76
_TEXT_HEIGHT = 46


class TaskEditor(FormDialog):
    """Edits the Ministry-owned and the province-owned fields of a task, each under its own heading."""

    def __init__(self, session: Session, task: Task | None = None, parent: QWidget | None = None) -> None:
        """Show `task`, or empty fields for a new one."""
        super().__init__("", "", parent)
        self.setMinimumWidth(620)
        self.setWindowTitle(self.tr("Sửa nhiệm vụ số %s") % task.number if task else self.tr("Thêm nhiệm vụ"))
        self.act_button.setText(self.tr("Lưu nhiệm vụ") if task else self.tr("Thêm nhiệm vụ"))
        self._session = session
        self._task = task
        self.saved: Task | None = None
        given = task.given if task else None
        self.group = ChoiceBox(self.tr("Nhóm nhiệm vụ"), self, 40)
        for group in session.register.groups:
            self.group.addItem(group_title(group.number, group.title), group.id)
        if task:
            self.group.setCurrentIndex(self.group.findData(task.group_id))
        self.number = QLineEdit(given.number if given else self._next_number(), self)
        self.content = _text(given.content if given else "", _CONTENT_HEIGHT, self)
        self.leads = _text("\n".join(given.leads) if given else "", _TEXT_HEIGHT, self)
        self.coordinating = _text("\n".join(given.coordinating) if given else "", _TEXT_HEIGHT, self)
        self.deadline = QLineEdit(given.deadline if given else "", self)
        self.read = QLabel(self)
        self.read.setObjectName("muted")
        self.output = _text(given.output if given else "", _TEXT_HEIGHT, self)
        self.officer = QLineEdit(task.own.officer if task else "", self)
        self.remark = _text(task.own.remark if task else "", _TEXT_HEIGHT, self)
        self.add_field(self.tr("&Nhóm nhiệm vụ"), self.group)
        self.add_field(self.tr("&Số thứ tự"), self.number)
        self.add_field(self.tr("Nội &dung"), self.content)
        self.add_field(
            self.tr("Cơ quan &chủ trì"),
            self.leads,
            self.tr("Mỗi cơ quan một dòng, hoặc cách nhau bằng dấu chấm phẩy."),
        )
        self.add_field(self.tr("Cơ quan &phối hợp"), self.coordinating)
        self.add_field(self.tr("&Thời hạn"), self.deadline)
        self.fields.addRow("", self.read)
        self.add_field(self.tr("Sản phẩ&m"), self.output)
        self.add_field(self.tr("N&gười theo dõi"), self.officer)
        self.add_field(
            self.tr("G&hi chú của đơn vị"),
            self.remark,
            self.tr("Hai mục này của đơn vị, không danh mục nào ghi đè."),
        )
        self.since = DateField(None, "counts_from", self)
        self.add_field(
            self.tr("Áp dụng từ ngà&y"),
            self.since,
            self.tr("Để trống: sửa cho mọi thời gian. Có ngày: trước ngày đó, số liệu và báo cáo vẫn như cũ.")
            if task
            else self.tr("Để trống: tính từ đầu. Có ngày: trước ngày đó chưa có nhiệm vụ này."),
        )
        self.deadline.textChanged.connect(self._show_deadline)
        self._show_deadline()
        self.content.setFocus()
        session.standing.rest_form(self)

    @classmethod
    def ask(cls, session: Session, task: Task | None = None, parent: QWidget | None = None) -> Task | None:
        """Show the dialog and return the task that was saved, or None."""
        dialog = cls(session, task, parent)
        dialog.exec()
        return dialog.saved

    def save(self) -> None:
        """Keep the task, as it is from the day that is named. Raises RuleBroken."""
        given = Assignment(
            group=None,
            number=self.number.text(),
            content=self.content.toPlainText(),
            leads=self._names(self.leads),
            coordinating=self._names(self.coordinating),
            output=self.output.toPlainText(),
            deadline=self.deadline.text(),
        )
        own = Handling(self.officer.text().strip(), self.remark.toPlainText().strip())
        group_id, day = self.group.currentData(), self.since.day_or_none()
        session, before = self._session, self._task

        def keep() -> Task:
            tasks = session.workspace.tasks
            if before is None:
                return tasks.add(session.register, group_id, given, own, since=day)
            return tasks.edit(session.register, before.id, group_id, given, own, day=day, shown=before)

        said = self.tr("Đã lưu nhiệm vụ số %s") if before else self.tr("Đã thêm nhiệm vụ số %s")
        self.saved = session.change(keep, lambda task: said % task.number, hand_on)

    def _names(self, edit: QPlainTextEdit) -> tuple[str, ...]:
        known = [agency.name for agency in self._session.workspace.agencies.all()]
        return split_agencies(edit.toPlainText(), known)

    def _next_number(self) -> str:
        numbers = [whole(task.number) or 0 for task in self._session.register.tasks]
        return str(max(numbers, default=0) + 1)

    def _show_deadline(self) -> None:
        deadline = read_deadline(self.deadline.text(), self._session.programme.years)
        self.read.setText(deadline_words(deadline))


def _text(text: str, height: int, parent: QWidget) -> QPlainTextEdit:
    edit = QPlainTextEdit(text, parent)
    edit.setFixedHeight(height)
    edit.setTabChangesFocus(True)
    return edit
