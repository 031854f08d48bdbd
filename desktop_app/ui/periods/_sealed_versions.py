"""The sealed versions of a programme: opened whole, compared, and what was sent of them."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from desktop_app.domain.errors import NotFound
from desktop_app.domain.period import Period
from desktop_app.domain.reports import ReportKind
from desktop_app.services.period_board import VersionLine
from desktop_app.services.reporting import Order
from desktop_app.ui.grid import Grid, TableModel
from desktop_app.ui.look import ROW_HEIGHT_ONE_LINE
from desktop_app.ui.periods.acts import PeriodActs
from desktop_app.ui.periods.versions import version_columns
from desktop_app.ui.phrases import choose_row
from desktop_app.ui.session import Session
from desktop_app.ui.widgets import LinkButton, SideHeading, allow


class SealedVersions(QWidget):
    """Lists the versions, the newest first.

    `export_asked` carries the order and the ending of the file's name.
    """

    export_asked = Signal(object, str)

    def __init__(self, session: Session, acts: PeriodActs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._acts = acts
        self._unbounded = self.maximumHeight()
        self.lines: TableModel[VersionLine] = TableModel(
            version_columns(
                (
                    self.tr("Bản chốt"),
                    self.tr("Chốt lúc"),
                    self.tr("Người chốt"),
                    self.tr("Số, ký hiệu"),
                    self.tr("Mã kiểm tra"),
                    self.tr("Khác bản trước"),
                    self.tr("Lý do mở lại"),
                ),
                self._label,
            ),
            row_key=lambda one: one.version.id,
            parent=self,
        )
        self.grid = Grid(self.tr("Các bản chốt"), self, ROW_HEIGHT_ONE_LINE)
        self.grid.setModel(self.lines)
        self.look_back = LinkButton(self.tr("Xem dữ liệu tại một ngày"), self)
        self.since = LinkButton(self.tr("Xem thay đổi từ báo cáo trước"), self)
        self.files = LinkButton(self.tr("Tệp đã gửi"), self)
        self.compare = LinkButton(self.tr("Xem khác biệt"), self)
        self.open_version = LinkButton(self.tr("Mở bản chốt"), self)
        heading = SideHeading(self.tr("Bản chốt"), self)
        for link in (self.look_back, self.since, self.files, self.compare, self.open_version):
            heading.row.addWidget(link)
        self.none_yet = QLabel(
            self.tr("Chưa có bản chốt nào. Bản chốt đầu tiên được tạo khi bấm “Chốt số liệu…”."), self
        )
        self.none_yet.setObjectName("muted")
        self.none_yet.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(heading)
        column.addWidget(self.none_yet)
        column.addWidget(self.grid, 1)
        self.look_back.clicked.connect(acts.look_back)
        self.since.clicked.connect(acts.since_last_report)
        self.files.clicked.connect(self._files)
        self.compare.clicked.connect(self._compare)
        self.open_version.clicked.connect(self._open)
        self.grid.opened.connect(self._open)
        self.grid.current_changed.connect(self._enable)

    def show_lines(self, lines: Sequence[VersionLine]) -> None:
        """List the present versions; without one leave the room to what stands above."""
        self.lines.set_rows(lines)
        self.none_yet.setVisible(not lines)
        self.grid.setVisible(bool(lines))
        self._share_room()
        self._enable()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Follow the width: in a narrow window the links go on below."""
        super().resizeEvent(event)
        self._share_room()

    def _share_room(self) -> None:
        needed = self.heightForWidth(self.width())
        self.setMaximumHeight(needed if self.grid.isHidden() else self._unbounded)

    def _enable(self) -> None:
        line = self._line()
        if line is None:
            for button in (self.open_version, self.compare, self.files):
                allow(button, choose_row())
            return
        altered = self.tr("Bản chốt này bị sửa ngoài phần mềm, không mở được.") if line.altered else ""
        first = self.tr("Đây là bản đầu tiên, chưa có bản trước để so.")
        allow(self.open_version, altered)
        allow(self.compare, altered or ("" if line.version.version > 1 else first))
        allow(self.files, "" if line.documents else self.tr("Bản này chưa ghi nhận gửi."))

    def _line(self) -> VersionLine | None:
        line: VersionLine | None = self.grid.current_row()
        return line

    def _label(self, period_id: str) -> str:
        try:
            return self._session.workspace.periods.find(period_id, self._session.programme).label
        except NotFound:
            return period_id

    def _open(self) -> None:
        line = self._line()
        if line is None:
            return
        suffix, number = self._acts.open_version(line.version), line.version.version
        self._export(line, suffix, lambda period: Order(ReportKind.PERIODIC, period, version=number))

    def _compare(self) -> None:
        line = self._line()
        if line is None:
            return
        suffix, number = self._acts.compare(line.version), line.version.version
        self._export(
            line, suffix, lambda period: Order(ReportKind.CORRECTION, period, old=number - 1, new=number)
        )

    def _export(self, line: VersionLine, suffix: str, order: Callable[[Period], Order]) -> None:
        session = self._session
        if not suffix:
            return
        period = session.ask(lambda: session.workspace.periods.find(line.version.period, session.programme))
        if period is not None:
            self.export_asked.emit(order(period), suffix)

    def _files(self) -> None:
        line = self._line()
        if line is not None:
            self._acts.save_files(line.version)
