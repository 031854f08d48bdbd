"""The programme as the file held it on an earlier day, and what changed since the last report."""

from datetime import date

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from desktop_app.domain.reports import ReportRow
from desktop_app.services.period_board import ChangesSinceSeal
from desktop_app.services.tasks import Register
from desktop_app.ui.grid import Grid, GridSection, TableModel
from desktop_app.ui.periods.phrases import totals_words
from desktop_app.ui.phrases import group_title
from desktop_app.ui.session import Session, today
from desktop_app.ui.task_columns import task_columns
from desktop_app.ui.widgets import DateField, Dialog, resize_within


class _Tasks(TableModel[ReportRow]):
    """The tasks of a day, to be read only."""


class AsAtDialog(Dialog):
    """Shows tasks and progress as they stood in the data file at the end of a day.

    Judged at the period's cut-off.
    """

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.setWindowTitle(self.tr("Xem lại đề án tại một ngày, %s") % session.period.label)
        resize_within(self, 1180, 640)
        first, last = session.workspace.as_at.first_day(session.programme.id), today()
        self.day = DateField(max(first, last), "as_of", self)
        self.day.setMaximumWidth(140)
        self.day.set_range(first, max(first, last))
        self._shown = date.min
        self.totals = QLabel(self)
        self.totals.setWordWrap(True)
        self.model = _Tasks(task_columns(), row_key=lambda row: row.task.id, parent=self)
        self.model.set_writable(False)
        self.grid = Grid(self.windowTitle(), self)
        self.grid.setModel(self.model)
        close = QPushButton(self.tr("Đón&g"), self)
        close.clicked.connect(self.accept)
        label = QLabel(self.tr("&Như dữ liệu ở cuối ngày"), self)
        label.setBuddy(self.day)
        self.day.setAccessibleName(self.tr("Ngày xem lại"))
        above = QHBoxLayout()
        above.setSpacing(8)
        above.addWidget(label)
        above.addWidget(self.day)
        above.addWidget(self.totals, 1)
        below = QHBoxLayout()
        below.addStretch()
        below.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 12)
        column.setSpacing(10)
        column.addLayout(above)
        column.addWidget(self.grid, 1)
        column.addLayout(below)
        self.day.editingFinished.connect(self.refresh)
        self.day.picked.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show the chosen day."""
        session = self._session
        day = session.ask(self.day.day)
        if day is None or day == self._shown:
            return
        past = session.ask(lambda: session.workspace.as_at.register(session.programme.id, day))
        if past is not None:
            self._shown = day
            self._show(past)

    def _show(self, past: Register) -> None:
        period = self._session.period
        rows = past.rows(period)
        self.totals.setText(totals_words(past.totals(period.cut_off), known=any(row.known for row in rows)))
        self.model.set_sections(
            [
                GridSection(
                    str(group.id),
                    group_title(group.number, group.title),
                    [row for row in rows if row.task.group_id == group.id and row.task.active],
                )
                for group in past.groups
            ]
        )


class SinceDialog(Dialog):
    """What changed since the last sealed report, in sentences that can be taken into the narrative."""

    def __init__(
        self, session: Session, since: ChangesSinceSeal, label: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Thay đổi từ báo cáo trước: %s") % session.period.label)
        resize_within(self, 760, 460)
        about = QLabel(
            self.tr("So với %s, bản chốt số %d: %d thay đổi.")
            % (label, since.version.version, len(since.sentences)),
            self,
        )
        about.setObjectName("muted")
        self.text = QPlainTextEdit("\n".join(since.sentences), self)
        self.text.setReadOnly(True)
        self.text.setAccessibleName(self.windowTitle())
        self.text.setPlaceholderText(self.tr("Không có gì thay đổi từ báo cáo trước."))
        copy = QPushButton(self.tr("&Sao chép"), self)
        copy.setObjectName("primary")
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.text.toPlainText()))
        close = QPushButton(self.tr("Đón&g"), self)
        close.clicked.connect(self.accept)
        below = QHBoxLayout()
        below.setSpacing(8)
        below.addStretch()
        below.addWidget(copy)
        below.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 12)
        column.setSpacing(10)
        column.addWidget(about)
        column.addWidget(self.text, 1)
        column.addLayout(below)
