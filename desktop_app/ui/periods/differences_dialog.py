"""In what two sealed versions differ."""

from datetime import date

from PySide6.QtWidgets import QDialog, QLabel, QVBoxLayout, QWidget

from desktop_app.domain.sealing import Difference, Differences, SealedVersion
from desktop_app.resources import words
from desktop_app.ui.formats import format_date
from desktop_app.ui.periods.export_buttons import ExportFoot
from desktop_app.ui.session import Session
from desktop_app.ui.theme import ROW_HEIGHT_ONE_LINE
from desktop_app.ui.widgets.fitting import resize_within
from desktop_app.ui.widgets.grid import Grid
from desktop_app.ui.widgets.table import Column, TableModel

_DAYS = ("completed_on", "due")


class DifferencesDialog(QDialog):
    """Lists every field that a version shows otherwise than the one before it, and the totals that changed."""

    def __init__(
        self, session: Session, version: SealedVersion, found: Differences, parent: QWidget | None = None
    ) -> None:
        """Show what was found of `version`."""
        super().__init__(parent)
        label = session.workspace.periods.find(version.period, session.programme).label
        self.setWindowTitle(self.tr("%s: bản %d so với bản %d") % (label, version.version, version.version - 1))
        resize_within(self, 900, 480)
        totals = [f"{words('status_long')[name].lower()} {before} → {now}" for name, before, now in found.totals]
        self.totals = QLabel(
            self.tr("Tổng số thay đổi: %s.") % "; ".join(totals) if totals else self.tr("Tổng số không thay đổi."), self
        )
        self.totals.setWordWrap(True)
        self.reason = QLabel(self.tr("Lý do chỉnh lý: %s") % (version.reason or self.tr("không ghi")), self)
        self.reason.setObjectName("muted")
        self.reason.setWordWrap(True)
        self.model: TableModel[Difference] = TableModel(
            [
                Column("number", self.tr("STT"), lambda one: one.number, width=56),
                Column("field", self.tr("Mục"), lambda one: field_words(one.field), width=170),
                Column("old", self.tr("Bản trước"), lambda one: value_words(one.field, one.old), width=0, stretch=1),
                Column("new", self.tr("Bản này"), lambda one: value_words(one.field, one.new), width=0, stretch=1),
            ],
            parent=self,
        )
        self.model.set_rows(found.rows)
        self.grid = Grid(self, ROW_HEIGHT_ONE_LINE)
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
    """Name a field of a difference."""
    return words("difference").get(field) or words("field").get(field, field)


def value_words(field: str, value: str) -> str:
    """Show a value of a difference."""
    if not value:
        return ""
    if field in _DAYS:
        return format_date(date.fromisoformat(value))
    if field == "percent":
        return f"{value} %"
    if field in ("state", "figures"):
        return words(field)[value]
    return words("status")[value] if field == "status" else value
