"""Extending the deadline of a task: the first deadline is kept, each extension stands in a log."""

from datetime import date

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QDateEdit, QLabel, QLineEdit, QPlainTextEdit, QWidget

from desktop_app.domain.report import ReportRow
from desktop_app.ui.formats import format_date
from desktop_app.ui.session import Session
from desktop_app.ui.setup.form import FormDialog

_HEIGHT = 64


class ExtensionDialog(FormDialog):
    """Asks for the new day, the day of the decision, the reason and the document."""

    def __init__(self, session: Session, row: ReportRow, parent: QWidget | None = None) -> None:
        """Extend the deadline of `row`'s task."""
        super().__init__("", "", parent)
        self._session = session
        self._row = row
        self.setWindowTitle(self.tr("Gia hạn nhiệm vụ %s") % row.task.number)
        self.act_button.setText(self.tr("Gia hạn nhiệm vụ %s") % row.task.number)
        first, due = row.standing.first_due, row.standing.due
        facts = [self.tr("Thời hạn ban đầu: %s") % (format_date(first) if first else row.task.deadline.raw or "–")]
        facts += [
            self.tr("Đã gia hạn đến %s ngày %s: %s")
            % (format_date(one.new_due), format_date(one.decided_on), one.reason)
            for one in row.task.extensions
        ]
        if row.task.extensions:
            facts.append(self.tr("Gia hạn quá một lần được nêu trong phần kiểm tra của kỳ báo cáo."))
        known = QLabel("\n".join(facts), self)
        known.setWordWrap(True)
        self.fields.addRow(known)
        self.new_due = _day_edit(due or session.period.cut_off, self)
        self.decided_on = _day_edit(session.period.cut_off, self)
        self.reason = QPlainTextEdit(self)
        self.reason.setFixedHeight(_HEIGHT)
        self.reason.setTabChangesFocus(True)
        self.document = QLineEdit(self)
        self.document.setPlaceholderText(self.tr("Số, ký hiệu văn bản cho gia hạn"))
        self.add_field(self.tr("Thời hạn &mới"), self.new_due)
        self.add_field(self.tr("&Ngày quyết định"), self.decided_on)
        self.add_field(self.tr("&Lý do"), self.reason)
        self.add_field(self.tr("&Văn bản"), self.document)

    @classmethod
    def ask(cls, session: Session, row: ReportRow, parent: QWidget | None = None) -> bool:
        """Show the dialog; tell whether the deadline was extended."""
        return bool(cls(session, row, parent).exec())

    def save(self) -> None:
        """Extend the deadline. Raises FieldMissing, FieldsDisagree."""
        session = self._session
        session.workspace.extensions.extend(
            session.register,
            self._row.task.id,
            _day(self.new_due),
            self.reason.toPlainText(),
            _day(self.decided_on),
            self.document.text(),
        )


def _day_edit(day: date, parent: QWidget) -> QDateEdit:
    edit = QDateEdit(QDate(day.year, day.month, day.day), parent)
    edit.setDisplayFormat("dd/MM/yyyy")
    edit.setCalendarPopup(True)
    return edit


def _day(edit: QDateEdit) -> date:
    shown = edit.date()
    return date(shown.year(), shown.month(), shown.day())
