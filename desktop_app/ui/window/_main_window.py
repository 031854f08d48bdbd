"""The window: navigation at the left, programme and period above, one screen in the middle."""

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QAction, QCloseEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop_app.domain.errors import AppError, DataFileDamaged
from desktop_app.services.tasks import TaskFilter
from desktop_app.services.wording import check_words
from desktop_app.ui import messages
from desktop_app.ui.session import PICTURE_MS, Session
from desktop_app.ui.settings import WindowSettings
from desktop_app.ui.top_bar import TopBar
from desktop_app.ui.widgets import LeastRoom
from desktop_app.ui.window._closing import backed_up, may_close
from desktop_app.ui.window._dialogs import DialogWindow
from desktop_app.ui.window._first_start import FirstStart
from desktop_app.ui.window._menus import build_menus
from desktop_app.ui.window._navigation import PENDING, Navigation
from desktop_app.ui.window._places import release
from desktop_app.ui.window._reading_page import ReadingPage
from desktop_app.ui.window._reading_strip import ReadingStrip
from desktop_app.ui.window._screens import screens
from desktop_app.ui.window._strips import Strips
from desktop_app.ui.window._toast import Toast

if TYPE_CHECKING:
    from desktop_app.domain.checks import Finding
    from desktop_app.services.reporting import Order
    from desktop_app.ui.importing import ImportFlow
    from desktop_app.ui.reports import ExportFlow
    from desktop_app.ui.tasks import TasksScreen


_LEAST_SCREEN = 560, 260
_LEAST_SIZE = 660, 320
"""What a screen of 1366 x 768 leaves at 200 %; in less than `_LEAST_SCREEN` the screens are scrolled."""

_CHAPTERS = {"tasks": "recording", "reports": "export", "programme": "first-steps"}
"""The chapter of the guide on a screen, where it is not called as the screen is."""

_ROOMY = 1_100
"""A window narrower than this has its navigation without words."""


class MainWindow(DialogWindow):
    """Puts the screens of one session together.

    `file_asked` and `sample_asked` are for the application to answer.
    """

    def __init__(self, session: Session, settings: WindowSettings) -> None:
        super().__init__()
        self.session = session
        self.settings = settings
        self.setAcceptDrops(True)
        self.screens = screens(self)
        self.navigation = Navigation(session, self.screens, self)
        self.top_bar = TopBar(session, self)
        self.first_start = FirstStart(session, self)
        self.strip = ReadingStrip(session, self)
        self.reading = ReadingPage((self.menuBar(), self.navigation, self.top_bar), self)
        self._apart: QWidget | None = None
        self.toast = Toast(self)
        self.stack = QStackedWidget(self)
        self.stack.addWidget(self.first_start)
        self.stack.addWidget(self.reading)
        self._named = {screen.key: screen for screen in self.screens}
        self._made: dict[str, QWidget] = {}
        self._chosen = "tasks"
        self._lay_out()
        build_menus(self, self.toast)
        self._connect()
        self.show_title()
        settings.restore_window(self)
        session.choose_period_called(settings.period(session.workspace.path) or _last_of_sample(session))
        self.show_screen("tasks" if session.register.empty else settings.screen())
        if self.shown_screen() is not self.reading:
            (self.first_start if session.register.empty else self.tasks.grid).setFocus()
        QTimer.singleShot(PICTURE_MS, self, self._make_tasks)

    def _make_tasks(self) -> None:
        if not self.session.closed:
            self.made_screen("tasks")

    def _follow_import(self, importing: "ImportFlow") -> None:
        self.navigation.follow(importing.pending, importing.ask)

    @cached_property
    def exporting(self) -> "ExportFlow":
        """Writing reports to files."""
        from desktop_app.ui.reports import ExportFlow

        return ExportFlow(self.session, self.settings, self)

    def show_screen(self, name: str) -> None:
        """Show a screen by its name; the first start stands in its place while there is no task."""
        self._chosen = name if name in self._named else "tasks"
        self._put_apart_away()
        if self.session.waiting:
            page: QWidget = self.reading
        elif self.session.register.empty and not self._named[self._chosen].when_empty:
            page = self.first_start
        else:
            page = self.made_screen(self._chosen)
        before = self.stack.currentWidget()
        self.stack.setCurrentWidget(page)
        self.navigation.choose(self._chosen)
        if page not in (before, self.reading) and not self.top_bar.search.hasFocus():
            self._enter_screen()
        if page is not before:
            self._room.show_begin()

    def help_topic(self) -> str:
        """Return the chapter of the guide on what is shown."""
        if self._apart is not None:
            return "import"
        return (
            "first-steps"
            if self.shown_screen() is self.first_start
            else _CHAPTERS.get(self._chosen, self._chosen)
        )

    def shown_screen(self) -> QWidget:
        """Return the screen that is shown."""
        return self.stack.currentWidget()

    def made_screen(self, name: str) -> QWidget:
        """Return a screen by its name; it is made when it is first asked for."""
        if name not in self._made:
            made = self._made[name] = self._named[name].make()
            self.stack.addWidget(made)
        return self._made[name]

    def show_apart(self, screen: QWidget) -> None:
        """Show a screen that is not in the navigation in the place of the others."""
        self.tasks.commit()
        if self._apart is not screen:
            self._put_apart_away()
        if self.stack.indexOf(screen) < 0:
            self.stack.addWidget(screen)
        self._apart = screen
        self.stack.setCurrentWidget(screen)
        self.navigation.choose(PENDING if screen is self.importing.preview else self._chosen)

    def leave_apart(self, screen: QWidget) -> None:
        """Put such a screen away and show the chosen one again."""
        shown = self._apart is screen
        self._apart = None if shown else self._apart
        self.stack.removeWidget(screen)
        screen.deleteLater()
        if shown:
            self.show_screen(self._chosen)
            self._enter_screen()

    def _enter_screen(self) -> None:
        """Take the focus to where the next act is."""
        from desktop_app.ui.window._areas import enter

        enter(self.shown_screen())

    def _put_apart_away(self) -> None:
        """Make room: a screen apart goes, a list that is being brought in waits out of sight."""
        apart, self._apart = self._apart, None
        if apart is not None and not self._imports(apart):
            self.leave_apart(apart)

    def _imports(self, screen: QWidget) -> bool:
        """Return whether a screen apart belongs to a list that is being brought in."""
        return "importing" in self.__dict__ and screen in (self.importing.preview, self.importing.outcomes)

    def import_folder(self) -> None:
        """Ask for a folder and bring its lists in."""
        self.importing.ask_folder()

    def show_tasks(self, wanted: TaskFilter) -> None:
        """Open the tasks behind a number."""
        self.show_screen("tasks")
        self.tasks.show_filter(wanted)

    def show_finding(self, finding: "Finding") -> None:
        """Open the tasks behind a finding of the period's checks."""
        self.show_tasks(TaskFilter(ids=frozenset(finding.task_ids), ids_title=check_words(finding)))

    def show_counted(self, ids: frozenset[int], title: str) -> None:
        """Open the tasks behind a count."""
        self.show_tasks(TaskFilter(ids=ids, ids_title=title))

    def show_task(self, task_id: int) -> None:
        """Open one task."""
        self.show_screen("tasks")
        self.tasks.show_task(task_id)

    def import_list(self) -> None:
        """Ask for a list and bring it in."""
        self.importing.ask()

    def export_report(self) -> None:
        """Write the period's report."""
        self.commit()
        self.exporting.ask(self._shown_order())

    def commit(self) -> None:
        """Save what is being typed on any screen."""
        self.tasks.commit()
        self._commit_beside()

    def write_report(self, order: "Order", suffix: str) -> None:
        """Write a chosen report in one format."""
        self.exporting.ask(order, suffix)

    def undo(self) -> None:
        """Take the last act back; what is being typed in the panel is saved first."""
        self.commit()
        self.session.undo()

    def undo_told(self, act_id: int) -> None:
        """Take the act back that a message told of, and no other one."""
        self.commit()
        self.session.undo(act_id)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Save what is being typed, remember the window, make a backup.

        Ask first if something would be lost.
        """
        tasks: TasksScreen | None = self.__dict__.get("tasks")  # a window closed at once has made none
        if not may_close(self, tasks):
            event.ignore()
            return
        self._commit_beside()
        self.settings.remember_window(self, self._chosen)
        if tasks is not None:
            tasks.remember()
        self.settings.remember_period(self.session.workspace.path, self.session.period.id)
        self.hide()  # the last backup of a large file takes a while
        self._take_no_keys()
        self.session.jobs.stop()
        if not backed_up(self):
            event.ignore()
            return
        release(self)
        self.session.close()
        super().closeEvent(event)

    def _take_no_keys(self) -> None:
        """Turn off every shortcut, so that none pressed while the file closes meets a closed one."""
        self.setEnabled(False)
        for action in self.findChildren(QAction):
            action.setEnabled(False)

    def _commit_beside(self) -> None:
        for screen in self._made.values():
            commit = getattr(screen, "commit", None)
            if screen is not self.tasks and callable(commit):
                commit()

    def _lay_out(self) -> None:
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(self.top_bar)
        self._room = LeastRoom(self.stack, *_LEAST_SCREEN)
        right.addWidget(self.strip)
        right.addWidget(self._room, 1)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.navigation)
        row.addLayout(right, 1)
        middle = QWidget(self)
        middle.setLayout(row)
        self.setCentralWidget(middle)
        self.strips = Strips(self._room, (self.session.jobs.strip(self), self.toast), middle)
        self.setMinimumSize(*_LEAST_SIZE)

    def _connect(self) -> None:
        session = self.session
        self.navigation.chosen.connect(self.show_screen)
        self.top_bar.import_asked.connect(self.import_list)
        self.top_bar.export_asked.connect(self.export_report)
        self.top_bar.searched.connect(self._search)
        self.top_bar.search.left_down.connect(self._to_found)
        self.first_start.import_asked.connect(self.import_list)
        self.first_start.add_asked.connect(self.add_task)
        self.first_start.sample_asked.connect(self.sample_asked)
        self.first_start.takeover_asked.connect(self.takeover_asked)
        self.first_start.dropped.connect(self.take_files)
        self.strip.copy_asked.connect(self.copy_asked)
        session.changed.connect(self._data_changed)
        session.turned.connect(self._turned)
        session.awaited.connect(lambda: self.show_screen(self._chosen))
        session.notified.connect(self.toast.tell)
        session.warned.connect(self.toast.warn)
        session.refused.connect(self._show_error)
        session.undone.connect(self.toast.tell_undone)
        self.toast.undo_asked.connect(self.undo_told)
        self.toast.redo_asked.connect(session.redo)
        session.written.connect(self.toast.tell_written)
        self.toast.news_asked.connect(self.show_news)
        self.toast.open_asked.connect(lambda path: self.exporting.open_exported(Path(path)))

    def _data_changed(self) -> None:
        if self._apart is None:
            self.show_screen(self._chosen)

    def _show_error(self, error: AppError) -> None:
        if isinstance(error, DataFileDamaged):
            self.damage_met.emit(error)
        else:
            messages.show_error(self, error)

    def _turned(self) -> None:
        waited = self.stack.currentWidget() is self.reading
        self.show_title()
        self.show_screen(self._chosen)
        if waited and self.shown_screen() is self.tasks:
            self.tasks.grid.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Hide the words of the navigation if the window is small, so that the tables have the room."""
        super().resizeEvent(event)
        self.navigation.set_narrow(self.width() < _ROOMY)

    def _search(self, text: str) -> None:
        if self.stack.currentWidget() is not self.tasks and text:
            self.show_screen("tasks")
        self.tasks.search(text)

    def _to_found(self) -> None:
        """Go on to the tasks that were found."""
        self.show_screen("tasks")
        self.tasks.finish()
        self.tasks.grid.take_focus()
        if self.tasks.grid.current_row() is None:
            self.tasks.grid.go_to_first_row()

    def _shown_order(self) -> "Order | None":
        """Return the report that is chosen on the report screen while it is shown.

        Else None for the usual one.
        """
        from desktop_app.ui.reports import ReportScreen

        return shown.options.order if isinstance(shown := self.shown_screen(), ReportScreen) else None


def _last_of_sample(session: Session) -> str:
    """Return the last period of which the illustrative data tells; of an office's own, none."""
    if not session.programme.illustrative:
        return ""
    kept = (one for task in session.register.tasks for one in session.register.kept(task.id))
    last = max(kept, key=lambda one: one.cut_off, default=None)
    return "" if last is None else last.period
