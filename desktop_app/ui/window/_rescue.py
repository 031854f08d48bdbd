"""Leads from a data file that is damaged or gone back to one that opens."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop_app.domain.errors import AppError, DataFileMissing
from desktop_app.ui import messages
from desktop_app.ui.session import Session

if TYPE_CHECKING:
    from desktop_app.services.restoring import RestoreResult


class RescueGuide(QObject):
    """Asks and acts; `open_file` shows a file, `make_file` a new one: both return whether a window stands."""

    def __init__(
        self,
        open_file: Callable[[Path], bool],
        make_file: Callable[[Path], bool],
        session: Callable[[], Session | None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._open = open_file
        self._make = make_file
        self._session = session

    def offer(self, path: Path, error: AppError, recent: Sequence[Path]) -> bool:
        """Show the ways back until one is gone or the dialog put away; return whether a window stands."""
        from desktop_app.services.rescue import seek, ways_back
        from desktop_app.ui.setup import RescueDialog

        while True:
            ways = list(ways_back(path))
            found = seek(path, recent) if isinstance(error, DataFileMissing) else []
            chosen = RescueDialog.ask(error, path, ways, found)
            if chosen is None:
                return False
            try:
                if chosen.act == "open":
                    return self._open(chosen.path)
                if chosen.act == "new":
                    return self._anew(path)
                return self.restore(chosen.path, path)
            except AppError as refused:
                messages.show_error(None, refused)

    def restore(self, backup: Path, path: Path) -> bool:
        """Put a backup in the place of the file at `path`, show it, and offer what else can be taken over.

        Return whether a window stands. Raises as `services.restoring.restore`.
        """
        from desktop_app.services.restoring import restore

        done = restore(backup, path)
        opened = self._open(path)
        session = self._session()
        if opened and session is not None:
            self._tell(session, backup, done)
            if done.damaged and done.kept is not None:
                self._take_over(session, done.kept)
        return opened

    def _anew(self, path: Path) -> bool:
        from desktop_app.services.rescue import set_backups_aside

        set_backups_aside(path)
        return self._make(path)

    def _tell(self, session: Session, backup: Path, done: "RestoreResult") -> None:
        if done.missing:
            said = self.tr("Đã khôi phục dữ liệu từ %s, nhưng thiếu %d trong %d tệp tài liệu.")
            session.warned.emit(said % (backup.name, done.missing, done.documents))
            return
        said = self.tr("Đã khôi phục dữ liệu từ %s.") % backup.name
        if done.damaged and done.kept is not None:
            said += self.tr(" Tệp hỏng được giữ tại %s.") % done.kept.name
        elif done.kept is not None:
            said += self.tr(" Dữ liệu trước đó còn trong các bản sao lưu.")
        session.notified.emit(said, 0)

    def _take_over(self, session: Session, damaged: Path) -> None:
        """List what is still readable of the damaged file and lacks here; record what is chosen."""
        from desktop_app.services.salvaging import salvage, take_over
        from desktop_app.ui.setup import SalvageDialog

        found = session.ask(lambda: salvage(session.workspace, damaged))
        if found is None or not (found.records or found.others):
            return
        chosen = SalvageDialog.ask(found)
        if chosen:
            session.change(
                lambda: take_over(session.workspace, chosen),
                lambda count: self.tr("Đã ghi lại %d lần cập nhật từ tệp hỏng") % count,
            )
