"""What is asked before a period is closed, opened again, or registered as sent."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)

from desktop_app.domain.checks import Finding
from desktop_app.domain.review import ReviewMark
from desktop_app.domain.sealed_version import SealedVersion, Submission
from desktop_app.resources import words
from desktop_app.services.wording import check_words
from desktop_app.ui.long_changes import RowsForm
from desktop_app.ui.periods.findings import task_words
from desktop_app.ui.session import Session, hand_on, today
from desktop_app.ui.widgets import DateField, FormDialog, allow

_REASON_HEIGHT = 84


class SealDialog(RowsForm):
    """Says what closing means and what the checks still find."""

    def __init__(self, session: Session, findings: Sequence[Finding], parent: QWidget | None = None) -> None:
        super().__init__(session, parent=parent)
        self.version: SealedVersion | None = None
        label = session.period.label
        self.setWindowTitle(self.tr("Chốt số liệu %s") % label)
        self.act_button.setText(self.tr("Chốt số liệu %s") % label)
        self.fields.addRow(
            _text(
                self.tr(
                    "Số liệu của %s được giữ nguyên thành một bản chốt có mã kiểm tra; sau đó không ghi thêm "
                    "được vào kỳ này. Muốn sửa phải mở lại kỳ và nêu lý do, bản chốt cũ vẫn còn."
                )
                % label,
                self,
            )
        )
        marks = (
            session.ask(lambda: session.workspace.reviewing.counts(session.register, session.period))
            or Counter[ReviewMark]()
        )
        if any(count for mark, count in marks.items() if mark is not ReviewMark.WAITING):
            said = " · ".join(
                f"{words('mark')[mark.value]}: {marks[mark]}" for mark in ReviewMark if marks.get(mark)
            )
            self.fields.addRow(_text(self.tr("Kết quả duyệt: %s.") % said, self))
        if findings:
            lines = [f"• {check_words(one)}: {task_words(one)}" for one in findings]
            self.fields.addRow(_text(self.tr("Kết quả kiểm tra còn:") + "\n" + "\n".join(lines), self))
        session.standing.rest_form(self)

    @classmethod
    def ask(
        cls, session: Session, findings: Sequence[Finding], parent: QWidget | None = None
    ) -> SealedVersion | None:
        """Show the dialog and return the version that was sealed."""
        dialog = cls(session, findings, parent)
        return dialog.version if dialog.exec() else None

    def save(self) -> None:
        """Close the period; a refusal (PeriodSealed, ChecksOpen, ReviewOpen) stands above the buttons."""
        period, day = self._session.period, today()
        self.change_rows(
            len(self._session.register.tasks),
            self.tr("Đang chốt số liệu %s") % period.label,
            lambda workspace, register: workspace.sealing.seal(register, period, day),
            self._sealed,
        )

    def _sealed(self, version: SealedVersion) -> str:
        self.version = version
        return ""


class ReasonDialog(FormDialog):
    """Asks for one text that is wanted: why a period is opened again, what is missing in a row."""

    def __init__(self, title: str, act: str, about: str, label: str, parent: QWidget | None = None) -> None:
        super().__init__(title, act, parent)
        self.fields.addRow(_text(about, self))
        self.reason = QPlainTextEdit(self)
        self.reason.setFixedHeight(_REASON_HEIGHT)
        self.reason.setTabChangesFocus(True)
        self.add_field(label, self.reason)
        self._field = label.replace("&", "")

    @classmethod
    def ask(cls, title: str, act: str, about: str, label: str, parent: QWidget | None = None) -> str | None:
        """Show the dialog and return the text, None if it was put away."""
        dialog = cls(title, act, about, label, parent)
        return dialog.reason.toPlainText().strip() if dialog.exec() else None

    def submit(self) -> None:
        """Close only with a text."""
        if self.reason.toPlainText().strip():
            self.accept()
        else:
            self.refusal.say(self.tr("Chưa nhập “%s”. Hãy điền rồi lưu lại.") % self._field)


class SubmissionDialog(FormDialog):
    """Registers that a closed period's report was sent."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__("", "", parent)
        self.setWindowTitle(self.tr("Ghi nhận đã gửi báo cáo %s") % session.period.label)
        self.act_button.setText(self.tr("Ghi nhận đã gửi"))
        self._session = session
        self._files: list[Path] = []
        office = session.workspace.office.get()
        self.document = QLineEdit(self)
        self.document.setPlaceholderText(self.tr("Ví dụ 215/BC-STP"))
        self.sent_on = DateField(today(), "sent_on", self)
        self.signer = QLineEdit(office.signer_name, self)
        self.channel = QLineEdit(self)
        self.channel.setPlaceholderText(self.tr("Ví dụ trục liên thông văn bản, bưu chính, thư điện tử"))
        self.files = QListWidget(self)
        self.files.setFixedHeight(_REASON_HEIGHT)
        add = QPushButton(self.tr("Thê&m tệp…"), self)
        add.clicked.connect(self._choose)
        remove = QPushButton(self.tr("&Bỏ tệp"), self)
        remove.clicked.connect(self._remove)
        self.files.currentRowChanged.connect(
            lambda line: allow(remove, "" if line >= 0 else self.tr("Hãy chọn tệp cần bỏ."))
        )
        self.files.currentRowChanged.emit(-1)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(add)
        buttons.addWidget(remove)
        buttons.addStretch()
        self.add_field(self.tr("&Số, ký hiệu"), self.document)
        self.add_field(self.tr("&Ngày gửi"), self.sent_on)
        self.add_field(self.tr("N&gười ký"), self.signer)
        self.add_field(self.tr("&Hình thức gửi"), self.channel)
        self.add_field(
            self.tr("&Tệp đã gửi"),
            self.files,
            self.tr("Tệp được giữ nguyên trong tệp dữ liệu, mở lại được về sau."),
        )
        self.fields.addRow("", buttons)
        session.standing.rest_form(self)

    @classmethod
    def ask(cls, session: Session, parent: QWidget | None = None) -> None:
        """Show the dialog for the period of `session`."""
        cls(session, parent).exec()

    def add_file(self, path: Path) -> None:
        """Add a file to what was sent."""
        if path not in self._files:
            self._files.append(path)
            self.files.addItem(path.name)

    def save(self) -> None:
        """Register the sending. Raises RuleBroken, PeriodNotSealed, SourceMissing, SourceNotReadable."""
        session = self._session
        sent = Submission(
            id=0,
            programme_id=session.programme.id,
            period=session.period.id,
            version=None,
            document=self.document.text(),
            sent_on=self.sent_on.day(),
            signer=self.signer.text(),
            channel=self.channel.text(),
        )
        session.change(
            lambda: session.workspace.sealing.submit(sent, self._files),
            self.tr("Đã ghi nhận gửi %s") % session.period.label,
            hand_on,
        )

    def _choose(self) -> None:
        names, _ = QFileDialog.getOpenFileNames(self, self.tr("Tệp đã gửi"))
        for name in names:
            self.add_file(Path(name))

    def _remove(self) -> None:
        line = self.files.currentRow()
        if line >= 0:
            self.files.takeItem(line)
            del self._files[line]


def _text(text: str, parent: QWidget) -> QLabel:
    label = QLabel(text, parent)
    label.setWordWrap(True)
    return label
