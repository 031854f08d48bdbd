"""What saving would do beside what was typed, told while nothing is saved yet."""

from collections.abc import Callable, Sequence
from contextlib import suppress

from PySide6.QtWidgets import QLabel, QWidget

from desktop_app.domain.errors import AppError
from desktop_app.domain.period import Period
from desktop_app.domain.progress import ProgressChanges
from desktop_app.domain.reports import ReportRow
from desktop_app.services.tasks import TaskEffect, say_effects
from desktop_app.ui.session import Session


class EffectsLine(QLabel):
    """One line, hidden as long as saving does only what was typed."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self.setObjectName("warning")
        self.setWordWrap(True)
        self.hide()

    def tell(self, row: ReportRow | None, period: Period, typed: Callable[[], ProgressChanges]) -> None:
        """Say what else saving what was `typed` would do to the task of `row`.

        What is refused says so when it is saved.
        """
        effects: Sequence[TaskEffect] = ()
        if row is not None:
            recording = self._session.workspace.recording
            with suppress(AppError):
                effects = recording.effects(self._session.register, period, {row.task.id: typed()})
        self.setText(self.tr("Khi lưu: %s.") % say_effects(effects) if effects else "")
        self.setVisible(bool(effects))
