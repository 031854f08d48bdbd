"""Writing a report to a file."""

from pathlib import Path

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from desktop_app.domain.reports import ReportKind
from desktop_app.domain.work import Progress
from desktop_app.services.reporting import Order, WrittenReport
from desktop_app.services.wording import returned_words
from desktop_app.services.workspace import Workspace
from desktop_app.ui.papers import ask_target
from desktop_app.ui.session import Session, today
from desktop_app.ui.settings import WindowSettings

SUFFIXES = (".xlsx", ".docx", ".pdf")


class ExportFlow(QObject):
    """Exports a report of what the session shows."""

    def __init__(self, session: Session, settings: WindowSettings, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._settings = settings
        self._window = parent

    def ask(self, order: Order | None = None, suffix: str = "") -> None:
        """Ask for the target in its format.

        Without an order the usual periodic report is written, in the format that the officer chooses.
        """
        order = order or Order(ReportKind.PERIODIC, self._session.period)
        names = dict(
            zip(
                SUFFIXES,
                (
                    self.tr("Bảng tính Excel (*.xlsx)"),
                    self.tr("Tài liệu Word (*.docx)"),
                    self.tr("Tài liệu PDF (*.pdf)"),
                ),
                strict=True,
            )
        )
        target = ask_target(
            self._window,
            self._settings,
            self.tr("Xuất báo cáo"),
            self._suggested(order),
            {suffix: names[suffix]} if suffix else names,
        )
        if target is not None:
            self.begin(target, order)

    def begin(self, target: Path, order: Order | None = None) -> None:
        """Write the report in a thread."""
        session = self._session
        programme_id = session.programme.id
        asked = order or Order(ReportKind.PERIODIC, session.period)

        def write(workspace: Workspace, progress: Progress) -> _Exported:
            written = workspace.reports.export(programme_id, asked, target, today(), progress)
            return written, workspace.checks.returned(programme_id, asked.period)

        session.run(self.tr("Đang xuất %s") % target.name, write, self._done, wanted=True)

    def open_exported(self, target: Path) -> None:
        """Open an exported file with the program the system has for it."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(target)))

    def _done(self, exported: "_Exported") -> None:
        written, returned = exported
        known = self._session.workspace.office.get().complete
        warned = "" if known else self.tr(". Chưa có thông tin đơn vị, các chỗ đó để trống")
        warned += self.tr(". Lưu ý: %s") % returned_words(returned) if returned else ""
        if not written:
            self._session.notified.emit(self.tr("Không có cơ quan chủ trì nào có nhiệm vụ trong kỳ"), 0)
        elif len(written) == 1:
            self._session.written.emit(
                self.tr("Đã xuất báo cáo ra %s") % written[0].path + warned, str(written[0].path)
            )
        else:
            folder = str(written[0].path.parent)
            self._session.written.emit(
                self.tr("Đã xuất %d tệp vào thư mục %s") % (len(written), folder) + warned, folder
            )

    def _suggested(self, order: Order) -> str:
        names = {
            ReportKind.PERIODIC: self.tr("Bao cao"),
            ReportKind.OVERDUE: self.tr("Bao cao qua han"),
            ReportKind.AGENCY: self.tr("Bao cao co quan"),
            ReportKind.SUMMARY: self.tr("Bao cao tong ket"),
            ReportKind.CORRECTION: self.tr("Bao cao dinh chinh"),
        }
        programme = self._session.programme
        version = self.tr("ban %d") % order.version if order.version else ""
        return f"{names[order.kind]} {programme.number} {order.period.label} {order.agency} {version}"


_Exported = tuple[list[WrittenReport], list[str]]
"""What was written, and the tasks whose rows the leader returned and has not accepted since."""
