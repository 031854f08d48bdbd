"""A sealed version, opened whole: its own figures and words, to be read only."""

from dataclasses import replace

from PySide6.QtWidgets import QDialog, QLabel, QVBoxLayout, QWidget

from desktop_app.domain.report import Report, ReportRow
from desktop_app.domain.sealing import SealedVersion
from desktop_app.ui.formats import format_date
from desktop_app.ui.periods.export_buttons import ExportFoot
from desktop_app.ui.periods.phrases import totals_words
from desktop_app.ui.periods.versions import moment
from desktop_app.ui.phrases import group_title
from desktop_app.ui.task_columns import task_columns
from desktop_app.ui.widgets.fitting import resize_within
from desktop_app.ui.widgets.grid import Grid
from desktop_app.ui.widgets.table import Section, TableModel

_SHOWN = ("number", "content", "lead", "deadline", "percent", "status", "result", "difficulty", "proposal")
_WIDTHS = {"result": 200, "difficulty": 180}
WIDEST, _AROUND = 1600, 90


class VersionDialog(QDialog):
    """Shows every row of a version as it was sealed."""

    def __init__(self, version: SealedVersion, report: Report, parent: QWidget | None = None) -> None:
        """Show the report that `version` sealed."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("%s: bản chốt %d, chỉ để xem") % (report.period.label, version.version))
        wide = min(WIDEST, parent.window().width() - _AROUND) if parent is not None else WIDEST
        resize_within(self, wide, 640)
        self.totals = QLabel(
            self.tr("Tính đến hết %s: %s.") % (format_date(report.as_of), totals_words(report.total)), self
        )
        self.totals.setWordWrap(True)
        facts = [
            self.tr("%s chốt lúc %s") % (version.sealed_by, moment(version.sealed_at)),
            self.tr("mã SHA-256 %s") % version.sha256,
        ]
        if version.reason:
            facts.append(self.tr("lý do chỉnh lý: %s") % version.reason)
        if version.reopened_for:
            facts.append(self.tr("đã mở lại vì: %s") % version.reopened_for)
        self.facts = QLabel(" · ".join(facts), self)
        self.facts.setObjectName("muted")
        self.facts.setWordWrap(True)
        columns = [
            replace(one, hidden=one.key == "proposal" and wide < WIDEST, width=_WIDTHS.get(one.key, one.width))
            for one in task_columns(self.tr("Tiến độ"))
            if one.key in _SHOWN
        ]
        self.model: TableModel[ReportRow] = TableModel(columns, row_key=lambda row: row.task.id, parent=self)
        self.model.set_writable(False)
        self.model.set_sections(_sections(report, self.tr("Nhiệm vụ đã rút, không tính vào tổng")))
        self.grid = Grid(self)
        self.grid.setModel(self.model)
        self.foot = ExportFoot(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 12)
        column.setSpacing(8)
        column.addWidget(self.totals)
        column.addWidget(self.facts)
        column.addWidget(self.grid, 1)
        column.addLayout(self.foot)


def _sections(report: Report, apart: str) -> list[Section[ReportRow]]:
    sections = [
        Section(str(group.number), group_title(group.number, group.title), group.rows, totals_words(group.totals))
        for group in report.groups
    ]
    held = {row.task.id for group in report.groups for row in group.rows}
    withdrawn = [row for row in report.apart if row.task.id not in held]
    return [*sections, Section("apart", apart, withdrawn)] if withdrawn else sections
