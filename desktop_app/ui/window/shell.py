"""Opens data files, one window at a time, and says in words when one cannot be opened."""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from desktop_app.domain.errors import (
    AppError,
    DataFileDamaged,
    DataFileGone,
    DataFileInUse,
    DataFileMissing,
    DataFileNotLockable,
    DataFileReadOnly,
)
from desktop_app.domain.work import Progress
from desktop_app.services import places
from desktop_app.services.opening import is_data_file, is_same_file, needs_upgrade
from desktop_app.services.wording import say
from desktop_app.services.workspace import Workspace
from desktop_app.ui import messages
from desktop_app.ui.jobs import JobRunner
from desktop_app.ui.session import Session
from desktop_app.ui.settings import WindowSettings
from desktop_app.ui.window._arrivals import (
    ask_another,
    raise_window,
    tell_kept_here,
    tell_news,
    tell_taken_over,
)
from desktop_app.ui.window._main_window import MainWindow
from desktop_app.ui.window._places import keep_here, tell_place
from desktop_app.ui.window._rescue import RescueGuide
from desktop_app.ui.window._single_instance import FirstInstance, ask_to_show

if TYPE_CHECKING:
    from desktop_app.services.handover import TakenOver

_LARGE = 16 << 20
"""A file of so many bytes is not looked through in a blink."""


class Shell(QObject):
    """Holds the one window there is.

    `handed_over` is true once another running program was asked to go on.
    """

    def __init__(self, settings: WindowSettings) -> None:
        super().__init__()
        self._settings = settings
        self._first: FirstInstance | None = None
        self._waiting: list[Path] = []
        self.handed_over = False
        self.window: MainWindow | None = None
        self._leaving = False
        self._rescue = RescueGuide(self.open, self._made_anew, self._open_session, self)

    def start(self, path: Path | None, files: Sequence[Path] = ()) -> bool:
        """Open `path`, else the data file among `files`, else the last one, else the default one.

        That one is made. The other `files` are brought in as lists. Return whether a window stands.
        """
        path = path or next(filter(is_data_file, files), None)
        self._waiting = [one for one in files if path is None or not is_same_file(one, path)]
        return self.open(path or self._settings.last_file() or places.default_data_file())

    def open(self, path: Path) -> bool:
        """Open a data file in the place of the one that is open.

        A missing one is made, unless it was there before: then it is looked for and asked about.
        """
        if (
            self.window is not None
            and self.window.isVisible()
            and is_same_file(self.window.session.workspace.path, path)
        ):
            self._raise()
            return True
        if (
            self.window is not None
            and self.window.isVisible()
            and path.is_file()
            and path.stat().st_size >= _LARGE
        ):
            self._open_large(path, self.window)
            return True
        return self._open(path)

    def open_sample(self) -> None:
        """Open the illustrative data; its file is made in a thread if there is none."""
        from desktop_app.services.samples import make_sample

        path = places.sample_data_file()
        if path.exists() or self.window is None:
            self.open(path)
            return

        def make(progress: Progress) -> Path:
            make_sample(path, progress)
            return path

        session = self.window.session
        session.jobs.run(self.tr("Đang tạo dữ liệu minh họa"), make, self._made, session.refused.emit)

    def restore(self, backup: Path) -> None:
        """Put a backup in the place of the open file, after asking."""
        window = self.window
        if window is None:
            return
        path = window.session.workspace.path
        detail = self.tr("Dữ liệu đang mở được sao lưu trước, không mất.")
        if not messages.confirm(
            window, self.tr("Khôi phục %s từ %s?") % (path.name, backup.name), self.tr("Khôi phục"), detail
        ):
            return
        with _without_quitting():
            if window.close() and not self._restored(backup, path):
                QApplication.quit()

    def take_over(self) -> None:
        """Take a data file over from another computer and open it in the place of the open one."""
        from desktop_app.ui.window._handing_over import take_over_asked

        if self.window is not None:
            take_over_asked(self.window, self._taken_over)

    def _tell_place(self, window: MainWindow) -> None:
        if window is self.window and window.isVisible():
            tell_place(window, self._kept_here)

    def _kept_here(self, path: Path) -> None:
        before = self.window.session.workspace.path if self.window is not None else path
        if self.open(path) and self.window is not None:
            tell_kept_here(self.window, before)

    def _taken_over(self, taken: "TakenOver") -> None:
        if self.open(taken.path) and self.window is not None:
            tell_taken_over(self.window, taken)

    def _made(self, path: Path) -> None:
        self.open(path)

    def _open_large(self, path: Path, window: MainWindow) -> None:
        """Look through a large file in a thread, then open it unless the officer stopped it."""

        def check(progress: Progress) -> None:
            from desktop_app.services.safekeeping import check_file

            check_file(path)
            progress(1, 1)

        def done(_checked: None) -> None:
            self._open(path, checked=True)

        def failed(error: AppError) -> None:
            self._refused(path, error)

        window.session.jobs.run(self.tr("Đang mở %s") % path.name, check, done, failed)

    def _open(self, path: Path, *, checked: bool = False) -> bool:
        if needs_upgrade(path) and not self._may_upgrade(path):
            return self.window is None and self._choose_another()
        try:
            workspace = self._workspace(path, checked=checked)
        except AppError as error:
            return self._refused(path, error)
        return self._show(workspace)

    def _may_upgrade(self, path: Path) -> bool:
        """Ask before a file of an earlier version is changed for good."""
        detail = self.tr(
            "Phần mềm sao lưu trước khi cập nhật. Sau đó, máy còn dùng bản cũ của phần mềm không mở được tệp "
            "này nữa: nếu tệp dùng trên nhiều máy, hãy cài phiên bản mới ở mọi máy."
        )
        question = self.tr("Tệp %s do phiên bản cũ hơn tạo ra. Cập nhật tệp để mở?") % path.name
        return messages.confirm(self.window, question, self.tr("Cập nhật và mở"), detail, self.tr("Không mở"))

    def _refused(self, path: Path, error: AppError) -> bool:
        """Show why a file cannot be opened, and do what helps; return whether a window stands then."""
        if isinstance(error, DataFileDamaged | DataFileMissing):
            return self._rescue.offer(path, error, self._settings.recent_files())
        if not isinstance(error, DataFileInUse):
            return self._offer_another_place(error)
        return self._hand_over(path, error)

    def _hand_over(self, path: Path, error: DataFileInUse) -> bool:
        """Bring the window of the program that holds a data file to the front.

        One that ends just now is waited for.
        """
        if error.process not in (0, os.getpid()):
            self.handed_over = ask_to_show(error.process, self._waiting)
            if self.handed_over:
                self._waiting.clear()
                return False
            try:
                return self._show(self._workspace(path, checked=False))
            except AppError as still:
                error = still if isinstance(still, DataFileInUse) else error
        detail = self.tr("Vẫn mở được để xem, tìm và xuất. Số liệu là của lúc mở.")
        if error.process or not messages.confirm(self.window, say(error), self.tr("Mở để xem"), detail):
            if error.process:
                messages.show_error(self.window, error)
            return False
        try:
            return self._show(Workspace.open(path, reading=True))
        except AppError as still:
            return self._offer_another_place(still)

    def _asked(self, files: list[Path]) -> None:
        """Come to the front for a later start, with the files that it was given."""
        self._waiting += files
        self._raise()
        self._take_waiting()

    def _take_waiting(self) -> None:
        """Bring the waiting files in as soon as the window has nothing else open and has read its tasks."""
        window = self.window
        if not self._waiting or window is None or not window.isVisible() or window.session.register.unread:
            return
        if QApplication.activeModalWidget() is None:
            files, self._waiting = self._waiting, []
            window.take_lists(files)

    def _workspace(self, path: Path, *, checked: bool) -> Workspace:
        try:
            return Workspace.open(path, checked=checked)
        except DataFileMissing as error:
            if isinstance(error, DataFileGone) or path in self._settings.recent_files():
                raise
            return Workspace.create(path)
        except (DataFileReadOnly, DataFileNotLockable):
            return Workspace.open(path, checked=checked, reading=True)

    def _show(self, workspace: Workspace) -> bool:
        old = self.window
        with _without_quitting():
            if old is not None and old.isVisible() and not old.close():
                workspace.close()
                return False
            window = self._window_of(workspace)
            if isinstance(window, AppError):
                return self._refused(workspace.path, window)
            window.session.setParent(window)
            window.file_asked.connect(self.open)
            window.sample_asked.connect(self.open_sample)
            window.restore_asked.connect(self.restore)
            window.damage_met.connect(self._meet)
            window.takeover_asked.connect(self.take_over)
            window.copy_asked.connect(lambda: keep_here(window, self._kept_here))
            self._settings.remember_file(workspace.path)
            self.window = window
            window.show()
        tell_news(window, self._settings)
        QTimer.singleShot(0, window, partial(self._tell_place, window))
        self._first = FirstInstance(window)
        self._first.asked.connect(self._asked)
        self._first.looked.connect(self._take_waiting)
        if old is not None:
            old.deleteLater()
        return True

    def _window_of(self, workspace: Workspace) -> MainWindow | AppError:
        """Make the window of a file; one that is damaged is closed again, and what is wrong returned."""
        try:
            return MainWindow(Session(workspace, JobRunner()), self._settings)
        except Exception:
            from desktop_app.services.rescue import damage

            workspace.close()
            found = damage(workspace.path)
            if found is None:
                raise
        return found

    def _raise(self) -> None:
        if self.window is not None:
            raise_window(self.window)

    def _offer_another_place(self, error: AppError) -> bool:
        """Say why there is no file; without a window let another one be chosen or made."""
        if self.window is not None:
            messages.show_error(self.window, error)
            return False
        detail = self.tr("Hãy chọn tệp dữ liệu khác, hoặc tạo tệp mới trong thư mục Tài liệu.")
        return (
            messages.confirm(None, say(error), self.tr("Chọn tệp khác…"), detail) and self._choose_another()
        )

    def _choose_another(self) -> bool:
        """Ask for another data file to open or make; return whether a window is open then."""
        path = ask_another()
        return path is not None and self.open(path)

    def _restored(self, backup: Path, path: Path) -> bool:
        try:
            return self._rescue.restore(backup, path)
        except AppError as error:
            messages.show_error(None, error)
            return self.open(path)

    def examine(self) -> bool:
        """Look whether an unexpected fault comes from a damaged data file; then lead back from it."""
        window = self.window
        if window is None or not window.isVisible():
            return False
        from desktop_app.services.rescue import damage_of_open

        found = damage_of_open(window.session.workspace)
        if found is not None:
            self._meet(found)
        return found is not None

    def _meet(self, error: DataFileDamaged) -> None:
        """Close a file that was found damaged while open, once what found it has returned."""
        if not self._leaving:
            self._leaving = True
            QTimer.singleShot(0, self, lambda: self._leave(error))

    def _leave(self, error: DataFileDamaged) -> None:
        window = self.window
        if window is None:
            return
        path = window.session.workspace.path
        with _without_quitting():
            window.session.jobs.stop()
            window.session.close()
            window.hide()
            window.deleteLater()
            self.window = None
            stands = self._rescue.offer(path, error, self._settings.recent_files())
            self._leaving = False
        if not stands:
            QApplication.quit()

    def _made_anew(self, path: Path) -> bool:
        return self._show(Workspace.create(path))

    def _open_session(self) -> Session | None:
        return self.window.session if self.window is not None else None


@contextmanager
def _without_quitting() -> Iterator[None]:
    """Keep the program running between two windows: it would end with the last one."""
    QApplication.setQuitOnLastWindowClosed(False)
    try:
        yield
    finally:
        QApplication.setQuitOnLastWindowClosed(True)
