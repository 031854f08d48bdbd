"""Writing the period's report to a file."""

from pathlib import Path

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop_app.domain.cancel import Progress
from desktop_app.domain.text import fold
from desktop_app.services.reporting import export_report, make_report
from desktop_app.services.workspace import Workspace
from desktop_app.ui.session import Session, today
from desktop_app.ui.settings import WindowSettings
from desktop_app.ui.setup.office_dialog import OfficeDialog


class ExportFlow(QObject):
    """Exports what the session shows."""

    def __init__(self, session: Session, settings: WindowSettings, parent: QWidget) -> None:
        """Work for the window `parent`."""
        super().__init__(parent)
        self._session = session
        self._settings = settings
        self._window = parent

    def ask(self) -> None:
        """Ask for the office's name where a report needs it and has none, then for the target."""
        offices = self._session.workspace.office
        if not offices.get().complete and not OfficeDialog.ask(offices, self._window):
            return
        name, _ = QFileDialog.getSaveFileName(
            self._window,
            self.tr("Xuất báo cáo"),
            str(self._settings.last_folder() / self._suggested()),
            self.tr("Bảng tính Excel (*.xlsx)"),
        )
        if name:
            target = Path(name)
            target = target if target.suffix.lower() == ".xlsx" else target.with_name(target.name + ".xlsx")
            self._settings.remember_folder(target.parent)
            self.begin(target)

    def begin(self, target: Path) -> None:
        """Write the report in a thread."""
        session = self._session
        programme_id, period = session.programme.id, session.period

        def write(workspace: Workspace, progress: Progress) -> Path:
            register = workspace.register(programme_id)
            export_report(make_report(register, period, workspace.office.get(), today()), target, progress)
            return target

        session.run(self.tr("Đang xuất %s") % target.name, write, self._done)

    def open_exported(self, target: Path) -> None:
        """Open an exported file with the program the system has for it."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(target)))

    def _done(self, target: Path) -> None:
        self._session.told.emit(self.tr("Đã xuất báo cáo ra %s") % target, False)

    def _suggested(self) -> str:
        programme, period = self._session.programme, self._session.period
        words = fold(f"Bao cao {programme.number} {period.label}")
        return "_".join("".join(mark if mark.isalnum() else " " for mark in words).split()) + ".xlsx"
