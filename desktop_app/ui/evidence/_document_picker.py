"""Chooses documents of the register for a task."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QListWidget, QListWidgetItem, QWidget

from desktop_app.domain.errors import FieldMissing
from desktop_app.domain.evidence import Document
from desktop_app.domain.text import fold
from desktop_app.ui.evidence.columns import document_name
from desktop_app.ui.session import Session
from desktop_app.ui.widgets import FormDialog, SearchBox, allow, resize_within


class DocumentPicker(FormDialog):
    """Shows the programme's documents with a box each."""

    def __init__(self, session: Session, task_id: int, parent: QWidget | None = None) -> None:
        """Begin with none ticked; those that prove the task already are left out."""
        super().__init__("", "", parent)
        self.setWindowTitle(self.tr("Chọn tài liệu đã có"))
        resize_within(self, 600, 440)
        rows = session.workspace.evidence.rows(session.programme.id)
        self._documents = [row.document for row in rows if task_id not in row.task_ids]
        self.search = SearchBox(self.tr("Tìm tài liệu, không cần gõ dấu"), self)
        self.list = QListWidget(self)
        self.list.setAccessibleName(self.tr("Tài liệu"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for one in self._documents:
            text = f"{document_name(one)}: {one.subject}" if one.number else one.subject
            item = QListWidgetItem(text, self.list)
            item.setToolTip(one.subject)
            item.setCheckState(Qt.CheckState.Unchecked)
        none = self.tr("Đề án chưa có tài liệu nào khác. Bấm “Thêm tệp…” ở hộp trước để thêm.")
        empty = QLabel(none, self)
        empty.setObjectName("muted")
        empty.setWordWrap(True)
        empty.setHidden(bool(self._documents))
        allow(self.act_button, "" if self._documents else none)
        self.fields.addRow(empty)
        self.fields.addRow(self.search)
        self.fields.addRow(self.list)
        self.search.searched.connect(self._filter)
        self.search.enter_leads = False  # it does the act of the dialog
        self.search.left_down.connect(self.list.setFocus)
        self.list.itemChanged.connect(self._count)
        self.search.setFocus()
        self._count()

    @classmethod
    def ask(cls, session: Session, task_id: int, parent: QWidget | None = None) -> list[Document]:
        """Show the dialog and return what was chosen."""
        dialog = cls(session, task_id, parent)
        return dialog.picked() if dialog.exec() else []

    def picked(self) -> list[Document]:
        """Return the ticked documents."""
        return [
            one
            for line, one in enumerate(self._documents)
            if self.list.item(line).checkState() == Qt.CheckState.Checked
        ]

    def save(self) -> None:
        """Take the choice. Raises FieldMissing if nothing is ticked."""
        if not self.picked():
            raise FieldMissing("evidence_id")

    def _count(self) -> None:
        count = len(self.picked())
        self.act_button.setText(self.tr("Gắn %d tài liệu") % count if count else self.tr("Gắn tài liệu"))

    def _filter(self, text: str) -> None:
        wanted = fold(text)
        for line in range(self.list.count()):
            item = self.list.item(line)
            item.setHidden(wanted not in fold(item.text()))
