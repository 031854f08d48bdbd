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
from desktop_app.ui.setup._backup_table import backup_table
from desktop_app.ui.widgets import FormDialog, resize_within

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
        self.model, self.grid = backup_table(self, kept, self._enable, height=_LIST_HEIGHT)
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


def _kept(workspace: Workspace) -> list[ListedBackup]:
    found = []
    for backup, path in workspace.safekeeping.backups():
        said = ""
        with suppress(NotFound):
            said = workspace.journal.said_of(backup.action)
        if path.exists():
            found.append(ListedBackup(path, datetime.fromisoformat(backup.made_at), backup.size, said))
    return found
