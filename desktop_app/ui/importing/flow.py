"""From a chosen file to a written list: read in a thread, preview, write in a thread."""

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop_app.domain.cancel import Progress
from desktop_app.domain.edition import Edition
from desktop_app.services.task_import import Choices, Decision, ImportPlan
from desktop_app.services.workspace import Workspace
from desktop_app.ui.importing.preview import ImportPreview
from desktop_app.ui.session import Session
from desktop_app.ui.settings import WindowSettings


class ImportFlow(QObject):
    """Brings lists into the session's programme."""

    def __init__(self, session: Session, settings: WindowSettings, parent: QWidget) -> None:
        """Work for the window `parent`."""
        super().__init__(parent)
        self._session = session
        self._settings = settings
        self._window = parent
        self.preview: ImportPreview | None = None

    def ask(self) -> None:
        """Ask for a file."""
        name, _ = QFileDialog.getOpenFileName(
            self._window,
            self.tr("Nhập danh mục"),
            str(self._settings.last_folder()),
            self.tr("Bảng tính (*.xlsx *.xlsm *.xlsb *.xls *.ods);;Mọi tệp (*)"),
        )
        if name:
            self._settings.remember_folder(Path(name).parent)
            self.begin(Path(name))

    def begin(self, path: Path) -> None:
        """Read a file and show what it would change."""
        programme_id = self._session.programme.id

        def read(workspace: Workspace, progress: Progress) -> ImportPlan:
            return workspace.imports.plan(workspace.register(programme_id), path, progress=progress)

        self._session.run(self.tr("Đang đọc %s") % path.name, read, self.show_preview)

    def show_preview(self, plan: ImportPlan) -> None:
        """Show what was read."""
        self.preview = ImportPreview(self._session.register, plan, self._window)
        self.preview.rearranged.connect(self._rearrange)
        self.preview.accepted_plan.connect(self._write)
        self.preview.open()

    def _rearrange(self, choices: Choices) -> None:
        preview = self.preview
        if preview is None:
            return
        plan = self._session.ask(
            lambda: self._session.workspace.imports.plan_workbook(
                self._session.register, preview.plan.workbook, choices
            )
        )
        if plan is not None:
            preview.show_plan(plan)

    def _write(self, plan: ImportPlan, decisions: Mapping[int, Decision]) -> None:
        programme_id = self._session.programme.id

        def write(workspace: Workspace, _progress: Progress) -> tuple[Edition | None, int | None]:
            edition = workspace.imports.apply(workspace.register(programme_id), plan, decisions)
            return edition, workspace.acts.last

        def done(result: tuple[Edition | None, int | None]) -> None:
            edition, act_id = result
            if edition is None or act_id is None:
                self._session.told.emit(self.tr("Danh mục này đã có đủ, không có gì thay đổi"), False)
                return
            self._session.workspace.acts.remember(act_id)
            added, changed = plan.counts_written
            self._session.refresh(self.tr("Đã nhập %d nhiệm vụ mới, cập nhật %d nhiệm vụ") % (added, changed))

        self._session.run(self.tr("Đang nhập %s") % plan.workbook.path.name, write, done)
