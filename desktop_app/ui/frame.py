"""What the parts of the window may ask of the whole, and how a screen is named and made."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMainWindow, QWidget

from desktop_app.services.tasks import TaskFilter
from desktop_app.ui.session import Session
from desktop_app.ui.settings import WindowSettings
from desktop_app.ui.top_bar import TopBar
from desktop_app.ui.widgets import go_on

if TYPE_CHECKING:
    from desktop_app.domain.checks import Finding
    from desktop_app.services.reporting import Order
    from desktop_app.ui.forms import FormFlow
    from desktop_app.ui.tasks import TasksScreen


@dataclass(frozen=True, slots=True)
class Screen:
    """A screen of the navigation: `title` with its access key, and `make`, called when it is first shown.

    `when_empty` says that it has something to show before the programme has a task; else the first start
    stands there.
    """

    key: str
    title: str
    icon: str
    make: Callable[[], QWidget]
    when_empty: bool = False


class Window(QMainWindow):
    """What menus and screens ask of the window; the main window answers."""

    damage_met = Signal(object)

    file_asked = Signal(object)
    restore_asked = Signal(object)
    sample_asked = Signal()
    takeover_asked = Signal()
    copy_asked = Signal()

    session: Session
    settings: WindowSettings
    top_bar: TopBar
    screens: Sequence[Screen]
    writing: list[QAction]

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Move the focus by Tab in the order of reading."""
        return go_on(self, 1 if forward else -1)

    @cached_property
    def tasks(self) -> "TasksScreen":
        """The table of tasks."""
        raise NotImplementedError

    def show_screen(self, name: str) -> None:
        """Show a screen by its name."""
        raise NotImplementedError

    def shown_screen(self) -> QWidget:
        """Return the screen that is shown."""
        raise NotImplementedError

    def show_tasks(self, wanted: TaskFilter) -> None:
        """Open the tasks behind a number."""
        raise NotImplementedError

    def show_finding(self, finding: "Finding") -> None:
        """Open the tasks behind a finding of the period's checks."""
        raise NotImplementedError

    def show_counted(self, ids: frozenset[int], title: str) -> None:
        """Open the tasks behind a count."""
        raise NotImplementedError

    def show_task(self, task_id: int) -> None:
        """Open one task."""
        raise NotImplementedError

    def show_apart(self, screen: QWidget) -> None:
        """Show a screen that is not in the navigation in the place of the others."""
        raise NotImplementedError

    def leave_apart(self, screen: QWidget) -> None:
        """Put such a screen away and show the chosen one again."""
        raise NotImplementedError

    def import_folder(self) -> None:
        """Ask for a folder and bring its lists in."""
        raise NotImplementedError

    def show_editions(self) -> None:
        """Show the lists that were accepted."""
        raise NotImplementedError

    def show_tray(self) -> None:
        """Show the tasks that the last list no longer names."""
        raise NotImplementedError

    def import_list(self) -> None:
        """Ask for a list and bring it in."""
        raise NotImplementedError

    def export_report(self) -> None:
        """Write the period's report."""
        raise NotImplementedError

    def write_report(self, order: "Order", suffix: str) -> None:
        """Write a chosen report in one format."""
        raise NotImplementedError

    @cached_property
    def forms(self) -> "FormFlow":
        """Forms, filled, written and taken back; made when one is first asked for."""
        from desktop_app.ui.forms import FormFlow

        return FormFlow(self.session, self.settings, self)

    def add_task(self) -> None:
        """Add a task by hand."""
        raise NotImplementedError

    def edit_office(self) -> None:
        """Edit the office's settings."""
        raise NotImplementedError

    def edit_agencies(self) -> None:
        """Edit the catalogue of agencies."""
        raise NotImplementedError

    def edit_programme(self) -> None:
        """Edit the chosen programme."""
        raise NotImplementedError

    def add_programme(self) -> None:
        """Add a programme and work on it."""
        raise NotImplementedError

    def found_programme(self) -> None:
        """Ask for a Decision or plan and make the programme that it describes."""
        raise NotImplementedError

    def show_indicators(self) -> None:
        """Open the indicators for the chosen period."""
        raise NotImplementedError

    def undo(self) -> None:
        """Take the last act back."""
        raise NotImplementedError

    def show_help(self) -> None:
        """Open the guide."""
        raise NotImplementedError

    def show_news(self) -> None:
        """Show what each version brought."""
        raise NotImplementedError

    def show_about(self) -> None:
        """Show version, data file and licences."""
        raise NotImplementedError
