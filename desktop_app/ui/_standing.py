"""Whether the open data file can be written, and whether it still stands where it was opened."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from desktop_app.domain.errors import AppError, DataFileReplaced
from desktop_app.services.wording import say
from desktop_app.services.workspace import Workspace
from desktop_app.ui.widgets import RESTING

if TYPE_CHECKING:
    from desktop_app.ui.widgets import FormDialog

Control = QAction | QWidget


class FileStanding(QObject):
    """Follows one open file: `refusal` says why nothing can be written, None while it can.

    After `locked` nothing can be written any more. Controls that write are given to `rest`.
    """

    locked = Signal()

    def __init__(self, workspace: Workspace, tell: Callable[[AppError], object], parent: QObject) -> None:
        """Begin with what was found when the file was opened; `tell` takes what the officer should know."""
        super().__init__(parent)
        self._tell = tell
        self._workspace = workspace
        self.refusal: AppError | None = workspace.refusal

    @property
    def why(self) -> str:
        """Return in words why nothing can be written; empty while it can."""
        return "" if self.refusal is None else say(self.refusal)

    def may_write(self) -> bool:
        """Return whether the file can be written; if it cannot, say why."""
        if self.refusal is not None:
            self._tell(self.refusal)
        return self.refusal is None

    def rest(self, *controls: Control) -> None:
        """Let controls that write rest while nothing can be written; their tips say why.

        A text can be read and copied still. Whatever enables a control meanwhile, it goes on resting.
        """
        for one in controls:
            _Rest(one, self)

    def rest_form(self, form: "FormDialog") -> None:
        """Let the fields of a form that writes rest, and its act."""
        self.rest(*form.inputs(), form.act_button)

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


class _Rest(QObject):
    """Keeps one control from being used while its file cannot be written; goes with the control."""

    def __init__(self, control: Control, standing: FileStanding) -> None:
        super().__init__(control)
        self._control, self._standing = control, standing
        standing.locked.connect(self._begin)
        if standing.refusal is not None:
            self._begin()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.EnabledChange, QEvent.Type.ReadOnlyChange):
            self._hold()
        return super().eventFilter(watched, event)

    def _begin(self) -> None:
        if isinstance(self._control, QAction):
            self._control.enabledChanged.connect(self._hold)
        else:
            self._control.installEventFilter(self)
        self._hold()

    def _hold(self) -> None:
        control = self._control
        if isinstance(control, QLineEdit | QPlainTextEdit):
            if not control.isReadOnly():
                control.setProperty(RESTING, True)
                control.setReadOnly(True)
        elif control.isEnabled():
            control.setEnabled(False)
        control.setToolTip(self._standing.why)
