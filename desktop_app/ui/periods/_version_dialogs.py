"""A sealed version, opened whole: its own figures and words, to be read only."""

from dataclasses import replace
from datetime import date
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop_app.domain.reports import Report, ReportRow
from desktop_app.domain.sealed_version import SealedVersion
from desktop_app.domain.sealing import Differences, FieldDifference, report_rows
from desktop_app.domain.text import roman
from desktop_app.resources import words
from desktop_app.ui.formats import format_date
from desktop_app.ui.grid import Grid, GridColumn, GridSection, TableModel
from desktop_app.ui.look import ROW_HEIGHT_ONE_LINE, icon
from desktop_app.ui.periods.phrases import totals_words
from desktop_app.ui.periods.versions import moment
from desktop_app.ui.phrases import group_title
from desktop_app.ui.session import Session
from desktop_app.ui.task_columns import task_columns
from desktop_app.ui.widgets import Dialog, resize_within


class ExportFoot(QHBoxLayout):
    """The foot of `dialog`, whose figures can be exported: one button a format, and "close".

    Each closes it; `suffix` is then the ending of the chosen format, else empty.
    """

    def __init__(self, dialog: Dialog) -> None:
        super().__init__()
        self.suffix = ""
        self._dialog = dialog
        self.setSpacing(8)
        self.buttons = {
            ".xlsx": QPushButton(icon("arrow_export_up_20_regular"), dialog.tr("Xuất &Excel…"), dialog),
            ".docx": QPushButton(dialog.tr("Xuất &Word…"), dialog),
            ".pdf": QPushButton(dialog.tr("Xuất P&DF…"), dialog),
        }
        for suffix, button in self.buttons.items():
            button.setAutoDefault(False)
            button.clicked.connect(partial(self._choose, suffix))
            self.addWidget(button)
        self.addStretch()
        close = QPushButton(dialog.tr("Đón&g"), dialog)
        close.clicked.connect(dialog.reject)
        self.addWidget(close)

    def _choose(self, suffix: str) -> None:
        self.suffix = suffix
        self._dialog.accept()


_DAYS = ("completed_on", "due", "fate_on", "suspended_on")


class DifferencesDialog(Dialog):
    """Lists every field that a version shows otherwise than the one before it.

    And the totals that changed.
    """

    def __init__(
        self, session: Session, version: SealedVersion, found: Differences, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        label = session.workspace.periods.find(version.period, session.programme).label
        self.setWindowTitle(
            self.tr("%s: bản %d so với bản %d") % (label, version.version, version.version - 1)
        )
        resize_within(self, 900, 480)
        totals = [
            f"{words('status_long')[name].lower()} {before} → {now}" for name, before, now in found.totals
        ]
        self.totals = QLabel(
            self.tr("Tổng số thay đổi: %s.") % "; ".join(totals)
            if totals
            else self.tr("Tổng số không thay đổi."),
            self,
        )
        self.totals.setWordWrap(True)
        self.reason = QLabel(self.tr("Lý do mở lại: %s") % (version.reason or self.tr("không ghi")), self)
        self.reason.setObjectName("muted")
        self.reason.setWordWrap(True)
        self.model: TableModel[FieldDifference] = TableModel(
            [
                GridColumn("number", self.tr("STT"), lambda one: one.number, width=56),
                GridColumn("field", self.tr("Mục"), lambda one: field_words(one.field), width=170),
                GridColumn(
                    "old",
                    self.tr("Bản trước"),
                    lambda one: value_words(one.field, one.old),
                    width=0,
                    stretch=1,
                ),
                GridColumn(
                    "new", self.tr("Bản này"), lambda one: value_words(one.field, one.new), width=0, stretch=1
                ),
            ],
            parent=self,
        )
        self.model.set_rows(found.rows)
        self.grid = Grid(self.windowTitle(), self, ROW_HEIGHT_ONE_LINE)
        self.grid.setModel(self.model)
        self.foot = ExportFoot(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 12)
        column.setSpacing(8)
        column.addWidget(self.totals)
        column.addWidget(self.reason)
        column.addWidget(self.grid, 1)
        column.addLayout(self.foot)


def field_words(field: str) -> str:
    """Return the name of a field of a difference."""
    return words("difference").get(field) or words("field").get(field, field)


def value_words(field: str, value: str) -> str:
    """Show a value of a difference."""
    if not value:
        return ""
    if field in _DAYS:
        return format_date(date.fromisoformat(value))
    if field == "percent":
        return f"{value}%"
    if field == "group":
        return roman(int(value))
    if field in ("state", "figures", "fate"):
        return words(field)[value]
    return words("status")[value] if field == "status" else value


_SHOWN = ("number", "content", "lead", "deadline", "percent", "status", "result", "difficulty", "proposal")
_WIDTHS = {"result": 200, "difficulty": 180}
WIDEST, _AROUND = 1600, 90


class VersionDialog(Dialog):
    """Shows every row of a version as it was sealed."""

    def __init__(self, version: SealedVersion, report: Report, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(
            self.tr("%s: bản chốt số %d, chỉ để xem") % (report.period.label, version.version)
        )
        wide = min(WIDEST, parent.window().width() - _AROUND) if parent is not None else WIDEST
        resize_within(self, wide, 640)
        self.totals = QLabel(
            self.tr("Tính đến hết %s: %s.")
            % (format_date(report.as_of), totals_words(report.total, known=report.known)),
            self,
        )
        self.totals.setWordWrap(True)
        facts = [
            self.tr("%s chốt lúc %s") % (version.sealed_by, moment(version.sealed_at)),
            self.tr("mã kiểm tra %s") % version.sha256,
        ]
        if version.reason:
            facts.append(self.tr("lý do chỉnh lý: %s") % version.reason)
        if version.reopened_for:
            facts.append(self.tr("đã mở lại vì: %s") % version.reopened_for)
        if any(row.carried or row.carried_groups for row in report_rows(report)):
            facts.append(self.tr("chữ nghiêng: nội dung của kỳ trước, kỳ này chưa cập nhật"))
        self.facts = QLabel(" · ".join(facts), self)
        self.facts.setObjectName("muted")
        self.facts.setWordWrap(True)
        columns = [
            replace(
                one, hidden=one.key == "proposal" and wide < WIDEST, width=_WIDTHS.get(one.key, one.width)
            )
            for one in task_columns()
            if one.key in _SHOWN
        ]
        self.model: TableModel[ReportRow] = TableModel(columns, row_key=lambda row: row.task.id, parent=self)
        self.model.set_writable(False)
        self.model.set_sections(
            _sections(report, self.tr("Nhiệm vụ đã đưa ra khỏi danh mục, không tính vào tổng số"))
        )
        self.grid = Grid(self.windowTitle(), self)
        self.grid.setModel(self.model)
        self.foot = ExportFoot(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 12)
        column.setSpacing(8)
        column.addWidget(self.totals)
        column.addWidget(self.facts)
        column.addWidget(self.grid, 1)
        column.addLayout(self.foot)


def _sections(report: Report, apart: str) -> list[GridSection[ReportRow]]:
    sections = [
        GridSection(
            str(group.number),
            group_title(group.number, group.title),
            group.rows,
            totals_words(group.totals, known=report.known),
        )
        for group in report.groups
    ]
    held = {row.task.id for group in report.groups for row in group.rows}
    withdrawn = [row for row in report.apart if row.task.id not in held]
    return [*sections, GridSection("apart", apart, withdrawn)] if withdrawn else sections
