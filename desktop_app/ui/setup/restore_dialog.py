"""Which backup to go back to.

Shown by its moment and the last thing it holds, not by the name of its file.
"""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from PySide6.QtWidgets import QDialogButtonBox, QFileDialog, QLabel, QPushButton, QWidget

from desktop_app.domain.errors import NotFound
from desktop_app.services.workspace import Workspace
from desktop_app.ui.formats import format_date, format_number
from desktop_app.ui.grid import Grid, GridColumn, TableModel
from desktop_app.ui.look import ROW_HEIGHT_ONE_LINE
from desktop_app.ui.widgets import FormDialog, resize_within

_KILO = 1024
_LIST_HEIGHT = 240


@dataclass(frozen=True, slots=True)
class ListedBackup:
    """A backup that is there, with the last act it holds (empty if the history knows that act no more)."""

    path: Path
    made_at: datetime
    size: int
    said: str


class RestoreDialog(FormDialog):
    """Lists the backups of the open file, the newest first; another file can be chosen in their place."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        """List the backups of `workspace`."""
        super().__init__("", "", parent)
        self.setWindowTitle(self.tr("Khôi phục từ bản sao lưu"))
        self.act_button.setText(self.tr("&Khôi phục bản đang chọn…"))
        self.chosen: Path | None = None
        self._folder = workspace.backups_folder
        kept = _kept(workspace)
        about = self.tr("Chọn bản theo ngày giờ. Dữ liệu đang mở được sao lưu trước khi thay, không mất.")
        if not kept:
            about = self.tr(
                "Chưa có bản sao lưu tự động nào. Có thể chọn một tệp đã sao lưu ra USB hoặc thư mục khác."
            )
        note = QLabel(about, self)
        note.setObjectName("muted")
        note.setWordWrap(True)
        self.model: TableModel[ListedBackup] = TableModel(
            self._columns(), row_key=lambda one: one.path, parent=self
        )
        self.model.set_rows(kept)
        self.grid = Grid(self, ROW_HEIGHT_ONE_LINE)
        self.grid.setModel(self.model)
        self.grid.setMinimumHeight(_LIST_HEIGHT)
        self.grid.setAccessibleName(self.tr("Bản sao lưu"))
        self.grid.opened.connect(self.submit)
        self.grid.current_changed.connect(self._enable)
        self.fields.addRow(note)
        self.fields.addRow(self.grid)
        self.other = QPushButton(self.tr("&Chọn tệp khác…"), self)
        self.other.setAutoDefault(False)
        self.other.clicked.connect(self._choose)
        self.buttons.addButton(self.other, QDialogButtonBox.ButtonRole.ResetRole)
        resize_within(self, 820, 420)
        if kept:
            self.grid.select_key(kept[0].path)
        self.grid.setFocus()
        self._enable()

    @classmethod
    def ask(cls, workspace: Workspace, parent: QWidget | None = None) -> Path | None:
        """Show the dialog and return the file to go back to, None if it was put away."""
        dialog = cls(workspace, parent)
        return dialog.chosen if dialog.exec() else None

    def save(self) -> None:
        """Take the row under the cursor."""
        row: ListedBackup | None = self.grid.current_row()
        self.chosen = row.path if row is not None else None

    def _enable(self) -> None:
        self.act_button.setEnabled(self.grid.current_row() is not None)

    def _choose(self) -> None:
        name, _ = QFileDialog.getOpenFileName(
            self,
            self.tr("Khôi phục từ tệp"),
            str(self._folder.parent),
            self.tr("Tệp dữ liệu Tiến độ Đề án (*.tiendo)"),
        )
        if name:
            self.chosen = Path(name)
            self.accept()

    def _columns(self) -> list[GridColumn[ListedBackup]]:
        return [
            GridColumn("made_at", self.tr("Sao lưu lúc"), lambda one: one.made_at, _moment, width=150),
            GridColumn("said", self.tr("Thao tác cuối cùng có trong bản này"), lambda one: one.said, width=0),
            GridColumn("size", self.tr("Dung lượng"), lambda one: one.size, _size, align="right", width=110),
        ]


def _kept(workspace: Workspace) -> list[ListedBackup]:
    found = []
    for backup, path in workspace.safekeeping.backups():
        said = ""
        with suppress(NotFound):
            said = workspace.journal.said_of(backup.action)
        if path.exists():
            found.append(ListedBackup(path, datetime.fromisoformat(backup.made_at), backup.size, said))
    return found


def _moment(one: ListedBackup) -> str:
    return f"{format_date(one.made_at)} {one.made_at:%H:%M}"


def _size(one: ListedBackup) -> str:
    return f"{format_number(max(1, round(one.size / _KILO)))} KB"
