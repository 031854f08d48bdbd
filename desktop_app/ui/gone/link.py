"""The way from the tasks to the tray, while something waits there."""

from collections.abc import Iterable

from PySide6.QtWidgets import QWidget

from desktop_app.domain.task import Task
from desktop_app.ui.widgets import LinkButton


class TrayLink(LinkButton):
    """Says how many tasks wait to be decided on; out of sight if none does."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__("", parent)
        self.hide()

    def show_tasks(self, tasks: Iterable[Task]) -> None:
        """Count the tasks that wait."""
        waiting = sum(task.waiting for task in tasks)
        self.setVisible(waiting > 0)
        self.setText(self.tr("%d nhiệm vụ không còn trong danh mục, chờ xử lý") % waiting)
