"""The way from the tasks to the tray, while something waits there."""

from collections.abc import Iterable

from PySide6.QtWidgets import QWidget

from desktop_app.domain.report import ReportRow
from desktop_app.services.gone import is_waiting
from desktop_app.ui.widgets.buttons import LinkButton


class TrayLink(LinkButton):
    """Says how many tasks wait to be decided on; out of sight where none does."""

    def __init__(self, parent: QWidget) -> None:
        """Begin out of sight."""
        super().__init__("", parent)
        self.hide()

    def show_rows(self, rows: Iterable[ReportRow]) -> None:
        """Count the tasks that wait."""
        waiting = sum(is_waiting(row.task) for row in rows)
        self.setVisible(waiting > 0)
        self.setText(self.tr("%d nhiệm vụ không còn trong danh mục, chờ xử lý") % waiting)
