"""Extending the deadline of a task: the first deadline is kept, each extension stands in a log."""

from PySide6.QtWidgets import QDialogButtonBox, QLabel, QLineEdit, QPlainTextEdit, QPushButton, QWidget

from desktop_app.domain.reports import ReportRow
from desktop_app.ui.formats import format_date
from desktop_app.ui.phrases import plain_day
from desktop_app.ui.session import Session, hand_on
from desktop_app.ui.widgets import DateField, FormDialog

_HEIGHT = 64


class ExtensionDialog(FormDialog):
    """Asks for the new day, the day of the decision, the reason and the document."""

    def __init__(self, session: Session, row: ReportRow, parent: QWidget | None = None) -> None:
        super().__init__("", "", parent)
        self._session = session
        self._row = row
        self.setWindowTitle(self.tr("Gia hạn nhiệm vụ số %s") % row.task.number)
        self.act_button.setText(self.tr("Gia hạn nhiệm vụ số %s") % row.task.number)
        extensions = session.register.task(row.task.id).extensions
        first, due = row.standing.first_due, row.standing.due
        facts = [
            self.tr("Thời hạn ban đầu: %s")
            % (format_date(first) if first else plain_day(row.task.deadline.raw) or "–")
        ]
        facts += [
            self.tr("Đã gia hạn đến %s ngày %s: %s")
            % (format_date(one.new_due), format_date(one.decided_on), one.reason)
            for one in extensions
        ]
        if extensions:
            facts.append(
                self.tr("Gia hạn từ lần thứ hai trở lên được nêu trong phần kiểm tra của kỳ báo cáo.")
            )
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
        self.take_back = QPushButton(self.tr("&Xóa lần gia hạn gần nhất"), self)
        self.take_back.setAutoDefault(False)
        self.take_back.clicked.connect(self._take_back)
        self.buttons.addButton(self.take_back, QDialogButtonBox.ButtonRole.ResetRole)
        self.take_back.setVisible(bool(extensions))
        session.standing.rest_form(self)
        session.standing.rest(self.take_back)

    @classmethod
    def ask(cls, session: Session, row: ReportRow, parent: QWidget | None = None) -> None:
        """Show the dialog."""
        cls(session, row, parent).exec()

    def save(self) -> None:
        """Extend the deadline. Raises RuleBroken."""
        session = self._session
        session.change(
            lambda: session.workspace.extensions.extend(
                session.register,
                self._row.task.id,
                new_due=self.new_due.day(),
                reason=self.reason.toPlainText(),
                decided_on=self.decided_on.day(),
                document=self.document.text(),
            ),
            self.tr("Đã gia hạn nhiệm vụ số %s") % self._row.task.number,
            hand_on,
        )

    def _take_back(self) -> None:
        """Take the last extension back, which was entered in error; the history keeps it."""
        session = self._session
        last = session.register.task(self._row.task.id).extensions[-1]

        def remove() -> None:
            session.workspace.extensions.remove(session.register, last)
            self.accept()

        said = self.tr("Đã xóa lần gia hạn đến %s của nhiệm vụ số %s")
        said %= (format_date(last.new_due), self._row.task.number)
        session.change(remove, said, self.refusal.say_error)
