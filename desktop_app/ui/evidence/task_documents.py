"""The documents of one task: add, choose from the register, open, take away; files can be dropped on it."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop_app.domain.task import Task
from desktop_app.services.evidence import EvidenceRow
from desktop_app.ui.evidence._document_picker import DocumentPicker
from desktop_app.ui.evidence.columns import document_columns
from desktop_app.ui.evidence.drops import dropped_files, holds_files
from desktop_app.ui.evidence.flow import EvidenceFlow
from desktop_app.ui.grid import Grid, GridColumn, TableModel
from desktop_app.ui.look import ROW_HEIGHT, icon
from desktop_app.ui.phrases import choose_row
from desktop_app.ui.session import Session
from desktop_app.ui.settings import WindowSettings
from desktop_app.ui.widgets import Dialog, FieldLabel, allow, resize_within


class TaskDocuments(Dialog):
    """Shows the documents of `task`; each act is saved at once and can be undone in the window."""

    def __init__(
        self, session: Session, settings: WindowSettings, task: Task, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._task = task
        self.setAcceptDrops(True)
        self.setWindowTitle(self.tr("Tài liệu minh chứng của nhiệm vụ số %s") % task.number)
        resize_within(self, 820, 480)
        self.flow = EvidenceFlow(session, settings, self)
        content = QLabel(task.content, self)
        content.setObjectName("strong")
        content.setWordWrap(True)
        self.hint = QLabel(self.tr("Chưa có tài liệu. Kéo tệp thả vào đây, hoặc bấm “Thêm tệp…”."), self)
        self.hint.setObjectName("muted")
        self.model: TableModel[EvidenceRow] = TableModel(
            self._columns(), row_key=lambda row: row.document.id, parent=self
        )
        self.grid = Grid(self.windowTitle(), self, ROW_HEIGHT)
        self.grid.setModel(self.model)
        self.period = QComboBox(self)
        self.period.addItem(session.period.label, session.period.id)
        self.period.addItem(self.tr("Mọi kỳ báo cáo"), None)
        self.add_button = QPushButton(icon("document_add_20_regular"), self.tr("&Thêm tệp…"), self)
        self.pick_button = QPushButton(icon("attach_20_regular"), self.tr("&Chọn tài liệu đã có…"), self)
        self.open_button = QPushButton(icon("document_text_20_regular"), self.tr("&Mở tệp"), self)
        self.edit_button = QPushButton(icon("edit_20_regular"), self.tr("&Sửa…"), self)
        self.drop_button = QPushButton(self.tr("&Bỏ gắn"), self)
        self._lay_out(content)
        self._connect()
        session.standing.rest(*self.inputs(), self.add_button, self.pick_button)
        session.standing.rest(self.edit_button, self.drop_button)
        self.refresh()

    @classmethod
    def ask(
        cls, session: Session, settings: WindowSettings, task: Task, parent: QWidget | None = None
    ) -> None:
        """Show the dialog."""
        cls(session, settings, task, parent).exec()

    def refresh(self) -> None:
        """Show the task's documents."""
        rows = self._session.workspace.evidence.of_task(self._session.programme.id, self._task.id)
        self.model.set_rows(rows)
        self.hint.setVisible(not rows)
        if rows and self.grid.current_row() is None:
            self.grid.select_key(rows[0].document.id)
        self._enable()

    def take_in(self, paths: Sequence[Path]) -> None:
        """Bring files in for the task and the chosen period."""
        self.flow.take_in(paths, [self._task.id], self.period.currentData())

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files."""
        if holds_files(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Bring dropped files in."""
        event.acceptProposedAction()
        self.take_in(dropped_files(event))

    def _columns(self) -> list[GridColumn[EvidenceRow]]:
        periods: GridColumn[EvidenceRow] = GridColumn(
            "period", self.tr("Kỳ báo cáo"), self._periods, width=130
        )
        kept = [
            one for one in document_columns(lambda _row: []) if one.key not in ("tasks", "kind", "issuer")
        ]
        return [*kept[:-1], periods, kept[-1]]

    def _periods(self, row: EvidenceRow) -> str:
        session = self._session
        names = []
        for link in row.links:
            if link.task_id == self._task.id:
                found = link.period and session.workspace.periods.find(link.period, session.programme).label
                names.append(found or self.tr("Mọi kỳ"))
        return "; ".join(dict.fromkeys(names))

    def _lay_out(self, content: QLabel) -> None:
        above = QHBoxLayout()
        above.setSpacing(6)
        label = FieldLabel(self.tr("&Gắn cho kỳ"), self.period, self)
        for widget in (self.add_button, self.pick_button, label, self.period):
            above.addWidget(widget)
        above.addStretch()
        below = QHBoxLayout()
        below.setSpacing(6)
        for widget in (self.open_button, self.edit_button, self.drop_button):
            below.addWidget(widget)
        below.addStretch()
        close = QDialogButtonBox(self)
        close.addButton(self.tr("Đóng"), QDialogButtonBox.ButtonRole.RejectRole)
        close.rejected.connect(self.reject)
        below.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 12)
        column.setSpacing(8)
        column.addWidget(content)
        column.addLayout(above)
        column.addWidget(self.hint)
        column.addWidget(self.grid, 1)
        column.addLayout(below)

    def _connect(self) -> None:
        self.add_button.clicked.connect(self._add)
        self.pick_button.clicked.connect(self._pick)
        self.open_button.clicked.connect(self._open)
        self.edit_button.clicked.connect(self._edit)
        self.drop_button.clicked.connect(self._drop)
        self.grid.opened.connect(self._open)
        self.grid.current_changed.connect(self._enable)
        self._session.changed.connect(self.refresh)
        for button in self.findChildren(QPushButton):
            button.setAutoDefault(False)

    def _chosen(self) -> EvidenceRow | None:
        row = self.grid.current_row()
        return row if isinstance(row, EvidenceRow) else None

    def _enable(self) -> None:
        row = self._chosen()
        for button in (self.edit_button, self.drop_button):
            allow(button, choose_row() if row is None else "")
        kept = row is not None and bool(row.document.sha256) and row.present
        no_file = self.tr("Tài liệu này không có tệp để mở.")
        allow(self.open_button, choose_row() if row is None else "" if kept else no_file)

    def _add(self) -> None:
        self.flow.choose_files([self._task.id], self.period.currentData())

    def _pick(self) -> None:
        picked = DocumentPicker.ask(self._session, self._task.id, self)
        if picked:
            evidence, period = self._session.workspace.evidence, self.period.currentData()
            said = self.tr("Đã gắn %d tài liệu với nhiệm vụ số %s") % (len(picked), self._task.number)
            self._session.change(lambda: evidence.link(picked, [self._task.id], period), said)

    def _open(self) -> None:
        row = self._chosen()
        if row is not None and row.document.sha256:
            self.flow.open(row.document)

    def _edit(self) -> None:
        row = self._chosen()
        if row is not None:
            self.flow.edit(row.document)

    def _drop(self) -> None:
        row = self._chosen()
        if row is not None:
            self.flow.unlink(row.document, [link for link in row.links if link.task_id == self._task.id])
