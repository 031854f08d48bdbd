"""Extending the deadline of a task: the first deadline is kept, each extension stands in a log."""

from PySide6.QtWidgets import QDialogButtonBox, QLabel, QLineEdit, QPlainTextEdit, QPushButton, QWidget

from desktop_app.domain.reports import ReportRow
from desktop_app.ui.formats import format_date
from desktop_app.ui.session import Session
from desktop_app.ui.widgets import DateField, FormDialog

_HEIGHT = 64


class ExtensionDialog(FormDialog):
    """Asks for the new day, the day of the decision, the reason and the document."""

    def __init__(self, session: Session, row: ReportRow, parent: QWidget | None = None) -> None:
        """Extend the deadline of `row`'s task."""
        super().__init__("", "", parent)
        self._session = session
        self._row = row
        self.said = ""
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
        self.new_due = DateField(due or session.period.cut_off, "new_due", self)
        self.decided_on = DateField(session.period.cut_off, "decided_on", self)
        self.reason = QPlainTextEdit(self)
        self.reason.setFixedHeight(_HEIGHT)
        self.reason.setTabChangesFocus(True)
        self.document = QLineEdit(self)
        self.document.setPlaceholderText(self.tr("Số, ký hiệu văn bản cho gia hạn"))
        self.add_field(self.tr("Thời hạn &mới"), self.new_due)
        self.add_field(self.tr("&Ngày quyết định"), self.decided_on)
        self.add_field(self.tr("&Lý do"), self.reason)
        self.add_field(self.tr("&Văn bản"), self.document)
        self.take_back = QPushButton(self.tr("&Bỏ lần gia hạn gần nhất"), self)
        self.take_back.setAutoDefault(False)
        self.take_back.clicked.connect(self._take_back)
        self.buttons.addButton(self.take_back, QDialogButtonBox.ButtonRole.ResetRole)
        self.take_back.setVisible(bool(row.task.extensions))

    @classmethod
    def ask(cls, session: Session, row: ReportRow, parent: QWidget | None = None) -> str:
        """Show the dialog; say what was done, nothing if it was put away."""
        dialog = cls(session, row, parent)
        return dialog.said if dialog.exec() else ""

    def save(self) -> None:
        """Extend the deadline. Raises RuleBroken."""
        session = self._session
        session.workspace.extensions.extend(
            session.register,
            self._row.task.id,
            self.new_due.day(),
            self.reason.toPlainText(),
            self.decided_on.day(),
            self.document.text(),
        )
        self.said = self.tr("Đã gia hạn nhiệm vụ %s") % self._row.task.number

    def _take_back(self) -> None:
        """Take the last extension back, which was entered in error; the history keeps it."""
        last = self._row.task.extensions[-1]
        self._session.workspace.extensions.remove(self._session.register, last)
        self.said = self.tr("Đã bỏ lần gia hạn đến %s của nhiệm vụ %s")
        self.said %= (format_date(last.new_due), self._row.task.number)
        self.accept()
