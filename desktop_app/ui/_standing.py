"""Whether the open data file can be written, and whether it still stands where it was opened."""

from PySide6.QtCore import QObject, Signal

from desktop_app.domain.errors import AppError, DataFileReplaced
from desktop_app.services.workspace import Workspace


class FileStanding(QObject):
    """Follows one open file: `refusal` says why nothing can be written, None while it can.

    After `locked` nothing can be written any more.
    """

    locked = Signal()

    def __init__(self, workspace: Workspace, parent: QObject) -> None:
        """Begin with what was found when the file was opened."""
        super().__init__(parent)
        self._workspace = workspace
        self.refusal: AppError | None = workspace.refusal

    def look(self) -> AppError | None:
        """Return, once, that another program put another file in the place of the open one."""
        if self.refusal is not None:
            return None
        try:
            self._workspace.refuse_writing()
        except AppError as error:
            self.follow(error)
        return self.refusal  # a stick that is pulled out may come back, and is told when something is written

    def follow(self, error: AppError) -> None:
        """Let nothing be written any more if a refusal says that the file was replaced."""
        if isinstance(error, DataFileReplaced) and self.refusal is None:
            self.refusal = error
            self.locked.emit()
