"""Suspending tasks: from which day, and why."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QWidget

from desktop_app.domain.progress import ProgressEntry
from desktop_app.ui.long_changes import RowsForm
from desktop_app.ui.session import Session
from desktop_app.ui.widgets import DateField

_HEIGHT = 64


class SuspendDialog(RowsForm):
    """Asks from which day tasks are suspended, and for the reason."""

    def __init__(self, session: Session, task_ids: Sequence[int], parent: QWidget | None = None) -> None:
        """Offer the cut-off of the session's period for the tasks."""
        title = QCoreApplication.translate("SuspendDialog", "Tạm dừng nhiệm vụ")
        super().__init__(session, title, title, parent)
        self._ids = task_ids
        self.suspended = False
        about = self.tr(
            "Tạm dừng %d nhiệm vụ, ghi cho %s. Trước ngày tạm dừng, nhiệm vụ vẫn được tính như cũ; từ ngày "
            "đó nhiệm vụ đứng ngoài tổng số."
        )
        label = QLabel(about % (len(task_ids), session.period.label), self)
        label.setWordWrap(True)
        self.fields.addRow(label)
        self.day = DateField(session.period.cut_off, "suspended_on", self)
        self.reason = QPlainTextEdit(self)
        self.reason.setFixedHeight(_HEIGHT)
        self.reason.setTabChangesFocus(True)
        self.add_field(self.tr("Tạm dừng từ &ngày"), self.day)
        self.add_field(self.tr("&Lý do, văn bản"), self.reason)
        session.standing.rest_form(self)

    @classmethod
    def ask(cls, session: Session, task_ids: Sequence[int], parent: QWidget | None = None) -> bool:
        """Show the dialog and suspend the tasks; return whether that was done."""
        dialog = cls(session, task_ids, parent)
        dialog.exec()
        return dialog.suspended

    def save(self) -> None:
        """Suspend the tasks. Raises FieldMissing, FieldNotRead, PeriodSealed."""
        period, ids, day, reason = self._session.period, self._ids, self.day.day(), self.reason.toPlainText()
        self.change_rows(
            len(ids),
            self.tr("Đang ghi tạm dừng %d nhiệm vụ") % len(ids),
            lambda workspace, register: workspace.recording.suspend(register, period, ids, day, reason),
            self._suspended,
        )

    def _suspended(self, entries: Sequence[ProgressEntry]) -> str:
        self.suspended = True
        return self.tr("Đã ghi tạm dừng %d nhiệm vụ") % len(entries)
