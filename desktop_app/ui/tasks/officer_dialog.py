"""One officer for many tasks at once."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from desktop_app.domain.task import Task
from desktop_app.domain.text import sort_key
from desktop_app.ui.session import Session
from desktop_app.ui.setup.form import FormDialog, suggesting


class OfficerDialog(FormDialog):
    """Asks who looks after the tasks here, and suggests the names that are in use."""

    def __init__(self, session: Session, tasks: Sequence[Task], parent: QWidget | None = None) -> None:
        """Ask for `tasks`; the officer that they all have stands in the field."""
        super().__init__("", "", parent)
        self._session = session
        self._tasks = tasks
        self.count = 0
        self.setWindowTitle(self.tr("Giao người theo dõi"))
        known = {task.own.officer for task in session.register.tasks} - {""}
        common = {task.own.officer for task in tasks}
        self.officer = suggesting(common.pop() if len(common) == 1 else "", sorted(known, key=sort_key), self)
        self.add_field(
            self.tr("&Người theo dõi"), self.officer, self.tr("Để trống thì bỏ người theo dõi của các nhiệm vụ này.")
        )
        self.officer.editTextChanged.connect(self._name_act)
        self._name_act()

    @classmethod
    def ask(cls, session: Session, tasks: Sequence[Task], parent: QWidget | None = None) -> int | None:
        """Show the dialog; give how many tasks have another officer now, None where it was left."""
        dialog = cls(session, tasks, parent)
        return dialog.count if dialog.exec() else None

    def save(self) -> None:
        """Write it for all tasks as one act."""
        session = self._session
        ids = [task.id for task in self._tasks]
        self.count = session.workspace.tasks.assign(session.register, ids, self.officer.currentText())

    def _name_act(self) -> None:
        """Name the button by what it does: an empty name must not take officers away unseen."""
        if self.officer.currentText().strip():
            self.act_button.setText(self.tr("Giao %d nhiệm vụ") % len(self._tasks))
            self.act_button.setEnabled(True)
        else:
            had = sum(bool(task.own.officer) for task in self._tasks)
            self.act_button.setText(self.tr("Bỏ người theo dõi của %d nhiệm vụ") % had)
            self.act_button.setEnabled(had > 0)
