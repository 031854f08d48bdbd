"""What the window asks and shows in dialogs and in screens beside its navigation.

Each is loaded when asked for.
"""

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QFileDialog

from desktop_app.domain.task import Task
from desktop_app.services import places
from desktop_app.services.opening import is_data_file
from desktop_app.ui.frame import Window
from desktop_app.ui.window._menus import offer_task_acts

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop_app.services.importing import ProgrammeProposal
    from desktop_app.ui.importing import ImportFlow
    from desktop_app.ui.tasks import TasksScreen
    from desktop_app.ui.window._help_window import HelpWindow, NewsWindow


# --- screens that are not in the navigation: each stands in its place until it is left -----------


def show_editions(window: Window) -> None:
    """Show the lists that were accepted."""
    from desktop_app.ui.editions import EditionsScreen

    screen = EditionsScreen(window.session, window)
    screen.left.connect(lambda: window.leave_apart(screen))
    window.show_apart(screen)


def show_tray(window: Window) -> None:
    """Show the tasks that the last list no longer names."""
    from desktop_app.ui.gone import GoneScreen

    screen = GoneScreen(window.session, window)
    screen.left.connect(lambda: window.leave_apart(screen))
    screen.task_asked.connect(window.show_task)
    window.show_apart(screen)


# --- a programme from its own document -----------------------------------------------------------


def ask_for_document(window: Window) -> Path | None:
    """Ask for a Decision or plan; return None if none was chosen."""
    name, _ = QFileDialog.getOpenFileName(
        window,
        window.tr("Đề án mới từ tệp"),
        str(window.settings.last_folder()),
        window.tr("Văn bản (*.docx *.docm *.xlsx *.xlsm *.xls *.ods);;Mọi tệp (*)"),
    )
    if not name:
        return None
    window.settings.remember_folder(Path(name).parent)
    return Path(name)


def read_document(window: Window, path: Path, go_on: "Callable[[ProgrammeProposal], None]") -> None:
    """Read a document in a thread, make a programme of it, and `go_on` to its list if it has one."""
    from desktop_app.services.importing import read_programme

    def show(proposal: "ProgrammeProposal") -> None:
        from desktop_app.ui.setup import FoundingDialog

        added = FoundingDialog.ask(window.session, proposal, window)
        if added is None:
            return
        window.session.choose_programme(added.id)
        evidence = window.session.workspace.evidence
        window.session.change(lambda: evidence.keep_decision(added, path))
        if proposal.tasks is not None:
            go_on(proposal)

    title = window.tr("Đang đọc %s") % path.name
    window.session.run(title, lambda _own, progress: read_programme(path, progress), show)


class DialogWindow(Window):
    """Answers what menus ask that takes a dialog."""

    @cached_property
    def help(self) -> "HelpWindow":
        """Return the guide."""
        from desktop_app.ui.window._help_window import HelpWindow

        return HelpWindow(self)

    @cached_property
    def news(self) -> "NewsWindow":
        """Return the window on what each version brought."""
        from desktop_app.ui.window._help_window import NewsWindow

        return NewsWindow(self)

    @cached_property
    def tasks(self) -> "TasksScreen":
        """Return the table of tasks, made when there is something to show in it."""
        from desktop_app.ui.tasks import TasksScreen

        tasks = TasksScreen(self.session, self.settings, self)
        tasks.add_asked.connect(self.add_task)
        tasks.panel.documents.asked.connect(self.show_documents)
        tasks.panel.documents.dropped.connect(self.take_documents)
        tasks.tray_asked.connect(self.show_tray)
        offer_task_acts(self, tasks)
        return tasks

    def show_editions(self) -> None:
        """Show the lists that were accepted."""
        show_editions(self)

    def show_tray(self) -> None:
        """Show the tasks that the last list no longer names."""
        show_tray(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press the button that has the focus with Enter too, as in a dialog."""
        focus = self.focusWidget()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(focus, QAbstractButton):
            focus.click()
            return
        super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Look, whenever the officer comes back to the window, if the open file still stands."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.ActivationChange and self.isActiveWindow():
            QTimer.singleShot(0, self, self.look_at_file)

    def look_at_file(self) -> None:
        """Say so once if another file stands in the place of the open one."""
        refusal = self.session.standing.look() if self.isVisible() else None  # after a restore it is gone
        if refusal is not None:
            self.session.refused.emit(refusal)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take dropped files."""
        self.take_files([Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()])

    def take_files(self, paths: Sequence[Path]) -> None:
        """Open a dropped data file, or bring dropped lists and folders in."""
        if not paths or self.session.register.unread:
            return
        if len(paths) == 1 and is_data_file(paths[0]):
            self.file_asked.emit(paths[0])
        else:
            self.take_lists(paths)

    def take_lists(self, paths: Sequence[Path]) -> None:
        """Bring lists and folders in; data files among them are not opened, which is told."""
        data = [path for path in paths if is_data_file(path)]
        lists = [path for path in paths if path not in data]
        if data:
            names = ", ".join(path.name for path in data)
            self.session.warned.emit(self.tr("Mỗi lần chỉ mở được một tệp dữ liệu; chưa mở %s.") % names)
        if lists and self.session.standing.may_write():
            self.importing.begin_all(lists)

    def add_task(self) -> None:
        """Add a task by hand."""
        from desktop_app.ui.tasks import TaskEditor

        task = TaskEditor.ask(self.session, None, self)
        if task is not None:
            self.show_task(task.id)

    def edit_office(self) -> None:
        """Edit the office's settings."""
        from desktop_app.ui.setup import OfficeDialog

        OfficeDialog.ask(self.session, self)

    def edit_agencies(self) -> None:
        """Edit the catalogue of agencies."""
        from desktop_app.ui.setup import AgenciesDialog

        AgenciesDialog.ask(self.session, self)

    def edit_programme(self) -> None:
        """Edit the chosen programme."""
        from desktop_app.ui.setup import ProgrammeDialog

        if ProgrammeDialog.ask(self.session, self.session.programme, self):
            self.session.turned.emit()

    def add_programme(self) -> None:
        """Add a programme and work on it."""
        from desktop_app.ui.setup import ProgrammeDialog

        if ProgrammeDialog.ask(self.session, None, self):
            self.session.choose_programme(self.session.workspace.programmes.all()[-1].id)

    @cached_property
    def importing(self) -> "ImportFlow":
        """Bringing lists in."""
        from desktop_app.ui.importing import ImportFlow

        made = ImportFlow(self)
        made.tray_asked.connect(self.show_tray)
        self._follow_import(made)
        return made

    def _follow_import(self, importing: "ImportFlow") -> None:
        """Show around the screens that a preview waits; the window knows where."""

    def found_programme(self) -> None:
        """Ask for a Decision or plan and make the programme that it describes."""
        if self.importing.preview is not None:
            self.importing.ask()  # the list that is being looked at comes first
            return
        path = ask_for_document(self)
        if path is not None:
            read_document(self, path, self.importing.begin_document)

    def show_documents(self, task: Task) -> None:
        """Open the documents of a task."""
        from desktop_app.ui.evidence import TaskDocuments

        TaskDocuments.ask(self.session, self.settings, task, self)

    def show_indicators(self) -> None:
        """Open the indicators for the chosen period."""
        from desktop_app.ui.indicators import IndicatorsDialog

        self.tasks.commit()
        IndicatorsDialog.ask(self.session, self)

    def take_documents(self, task: Task, paths: list[Path]) -> None:
        """Keep dropped files as documents of a task."""
        from desktop_app.ui.evidence import EvidenceFlow

        EvidenceFlow(self.session, self.settings, self).take_in(paths, [task.id], self.session.period.id)

    def show_help(self) -> None:
        """Open the guide."""
        self.help.show()
        self.help.raise_()
        self.help.activateWindow()
        self.help.show_topic(self.help_topic())

    def help_topic(self) -> str:
        """Return the chapter of the guide on what is shown."""
        return "top"

    def show_news(self) -> None:
        """Show what each version brought."""
        self.news.show()
        self.news.raise_()
        self.news.activateWindow()

    def show_about(self) -> None:
        """Show version, data file and licences."""
        from desktop_app.ui.window._help_window import AboutDialog

        AboutDialog(self.session.workspace.path, places.log_folder(), self).exec()

    def show_title(self) -> None:
        """Name the programme and the data file in the title."""
        programme = self.session.programme
        name = self.session.workspace.path.name
        sample = self.tr(" (dữ liệu minh họa)") if programme.illustrative else ""
        self.setWindowTitle(self.tr("%s%s · %s · Tiến độ Đề án") % (programme.number, sample, name))
