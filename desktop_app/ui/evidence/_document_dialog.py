"""Describes a document: a new one with its file and what it proves, or one that stands."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QCheckBox, QFileDialog, QHBoxLayout, QLineEdit, QPushButton, QWidget

from desktop_app.domain.evidence import Document, Link
from desktop_app.domain.text import in_order
from desktop_app.resources import words
from desktop_app.ui.evidence.columns import document_name
from desktop_app.ui.evidence.task_picker import PickedTasks, TaskPicker
from desktop_app.ui.formats import format_date, read_date
from desktop_app.ui.session import Session, hand_on
from desktop_app.ui.settings import WindowSettings
from desktop_app.ui.widgets import FormDialog, suggesting


class DocumentDialog(FormDialog):
    """Shows the fields of a document."""

    def __init__(
        self,
        session: Session,
        settings: WindowSettings,
        document: Document | None = None,
        task_ids: tuple[int, ...] = (),
        parent: QWidget | None = None,
    ) -> None:
        """Show `document`, or empty fields for a new one that proves `task_ids`."""
        super().__init__("", "", parent)
        self.setMinimumWidth(600)
        self.setWindowTitle(self.tr("Sửa tài liệu") if document else self.tr("Thêm tài liệu"))
        self.act_button.setText(self.tr("Lưu tài liệu") if document else self.tr("Thêm tài liệu"))
        self._session = session
        self._settings = settings
        self._document = document
        self._picked = PickedTasks(task_ids, session.period.id)
        self.saved: Document | None = None
        self.source: Path | None = None
        given = document or Document(0, session.programme.id, "-")
        self.file = QLineEdit(given.file_name, self)
        self.file.setReadOnly(True)
        self.file.setPlaceholderText(self.tr("Chưa chọn tệp"))
        self.subject = QLineEdit(document.subject if document else "", self)
        self.number = QLineEdit(given.number, self)
        self.number.setPlaceholderText(self.tr("Ví dụ: 242/QĐ-TTg"))
        self.issued_on = QLineEdit(format_date(given.issued_on) if given.issued_on else "", self)
        self.issued_on.setPlaceholderText(self.tr("ngày/tháng/năm"))
        self.issuer = suggesting(given.issuer, self._known("issuer"), self)
        kinds = [*words("document_kind").values(), *self._known("kind")]
        self.kind = suggesting(given.kind, list(dict.fromkeys(kinds)), self)
        self.decision = QCheckBox(self.tr("Đây là văn bản ban hành đề án"), self)
        self.decision.setChecked(given.decision)
        self.add_field(self.tr("&Tệp"), self._row(self.file, self.tr("&Chọn tệp…"), self._choose_file))
        self.add_field(self.tr("T&rích yếu"), self.subject)
        self.add_field(self.tr("&Số, ký hiệu"), self.number)
        self.add_field(self.tr("&Ngày ban hành"), self.issued_on)
        self.add_field(self.tr("Cơ quan &ban hành"), self.issuer)
        self.add_field(self.tr("&Loại văn bản"), self.kind)
        if document is None:
            self.tasks = QLineEdit(self)
            self.tasks.setReadOnly(True)
            self.tasks.setPlaceholderText(self.tr("Chưa gắn với nhiệm vụ nào"))
            self.add_field(
                self.tr("N&hiệm vụ"), self._row(self.tasks, self.tr("Chọn nhiệ&m vụ…"), self._choose_tasks)
            )
            self._show_tasks()
        self.fields.addRow("", self.decision)
        self.subject.setFocus()
        session.standing.rest_form(self)

    @classmethod
    def ask(
        cls,
        session: Session,
        settings: WindowSettings,
        document: Document | None = None,
        task_ids: tuple[int, ...] = (),
        parent: QWidget | None = None,
    ) -> Document | None:
        """Show the dialog and return the document that was saved, or None."""
        dialog = cls(session, settings, document, task_ids, parent)
        dialog.exec()
        return dialog.saved

    def take_file(self, source: Path) -> None:
        """Take a file, whose name is the subject if none was typed."""
        self.source = source
        self.file.setText(source.name)
        if not self.subject.text().strip():
            self.subject.setText(source.stem)

    def save(self) -> None:
        """Keep the document. Raises RuleBroken, SourceError, DiskFull."""
        day = self.issued_on.text().strip()
        given = self._document or Document(0, self._session.programme.id, "-")
        described = replace(
            given,
            subject=self.subject.text(),
            number=self.number.text(),
            issued_on=read_date(day, "issued_on") if day else None,
            issuer=self.issuer.currentText(),
            kind=self.kind.currentText(),
            decision=self.decision.isChecked(),
        )
        session, new = self._session, self._document is None
        links = [Link(0, key, self._picked.period) for key in self._picked.task_ids]

        def keep() -> Document:
            evidence = session.workspace.evidence
            return (
                evidence.add(described, self.source, links)
                if new
                else evidence.change(described, self.source)
            )

        said = self.tr("Đã thêm tài liệu %s") if new else self.tr("Đã lưu tài liệu %s")
        self.saved = session.change(keep, lambda saved: said % document_name(saved), hand_on)

    def _known(self, name: str) -> list[str]:
        rows = self._session.workspace.evidence.rows(self._session.programme.id)
        return in_order({str(getattr(row.document, name)) for row in rows} - {""})

    def _row(self, field: QLineEdit, text: str, run: object) -> QWidget:
        held = QWidget(self)
        held.setFocusProxy(field)
        row = QHBoxLayout(held)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        button = QPushButton(text, held)
        button.setAutoDefault(False)
        button.clicked.connect(run)
        row.addWidget(field, 1)
        row.addWidget(button)
        return held

    def _choose_file(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, self.tr("Chọn tệp"), str(self._settings.last_folder()))
        if name:
            self._settings.remember_folder(Path(name).parent)
            self.take_file(Path(name))

    def _choose_tasks(self) -> None:
        picked = TaskPicker.ask(self._session, self._picked.task_ids, self)
        if picked is not None:
            self._picked = picked
            self._show_tasks()

    def _show_tasks(self) -> None:
        register = self._session.register
        numbers = "; ".join(register.task(key).number for key in self._picked.task_ids)
        period = self._session.period.label if self._picked.period else self.tr("mọi kỳ")
        self.tasks.setText(f"{numbers} · {period}" if numbers else "")
