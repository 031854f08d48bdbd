"""A screen that is read when it is seen."""

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget


class LazyScreen(QWidget):
    """Shows what `show_present` reads; what changes while it is hidden waits until it is shown."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stale = True

    def refresh(self) -> None:
        """Show what there is now; a hidden screen waits until it is shown."""
        self._stale = not self.isVisible()
        if not self._stale:
            self.show_present()

    def show_present(self) -> None:
        """Read and show what there is now."""
        raise NotImplementedError

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what changed while the screen was hidden."""
        super().showEvent(event)
        if self._stale:
            self.refresh()
