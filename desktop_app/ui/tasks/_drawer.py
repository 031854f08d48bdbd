"""Where the panel stands: beside the table, or in a narrow window as a drawer over it."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QSplitter, QWidget

from desktop_app.ui.look import PANEL_WIDTH, PANEL_WIDTH_WIDE
from desktop_app.ui.widgets import NARROW_BELOW, WIDE_FROM

_EDGE = 12


class Drawer(QObject):
    """Places `panel` in `split`, or over `screen` while the window is narrower than `NARROW_BELOW`."""

    def __init__(self, screen: QWidget, split: QSplitter, panel: QWidget, *, shown: bool) -> None:
        super().__init__(screen)
        self._screen = screen
        self._split = split
        self._panel = panel
        self._shown = shown
        self.narrow = False
        panel.setMinimumWidth(PANEL_WIDTH)
        panel.setVisible(shown)

    @property
    def shown(self) -> bool:
        """Return whether the panel is wanted beside the table if there is room."""
        return self._shown if self.narrow else not self._panel.isHidden()

    @property
    def is_open(self) -> bool:
        """Return whether the panel stands over the table."""
        return self.narrow and not self._panel.isHidden()

    def sizes(self, kept: list[int]) -> list[int]:
        """Return the widths of table and panel: those that were kept, else what the window has room for."""
        width = PANEL_WIDTH_WIDE if self._screen.window().width() >= WIDE_FROM else PANEL_WIDTH
        return kept or [self._screen.width() - width, width]

    def toggle(self) -> None:
        """Show or hide the panel."""
        self._panel.setVisible(self._panel.isHidden())
        self._place()

    def switch(self, table: QWidget, fields: Sequence[QWidget]) -> None:
        """Go from the table to the panel's first field that takes the focus, and back.

        A panel without a task has none: the focus stays in sight, in the table.
        """
        if any(field.hasFocus() for field in self._panel.findChildren(QWidget)):
            table.setFocus()
            return
        if self._panel.isHidden():
            self.toggle()
        first = next((field for field in fields if field.isVisible() and field.isEnabled()), table)
        first.setFocus(Qt.FocusReason.TabFocusReason)  # by a key: typing goes on behind the text

    def fit(self) -> None:
        """Show table and panel as the width of the window allows."""
        narrow = self._screen.window().width() < NARROW_BELOW
        if narrow and not self.narrow:
            self._shown = not self._panel.isHidden()
            self._panel.setParent(self._screen)
            self._panel.hide()
        elif self.narrow and not narrow:
            self._split.addWidget(self._panel)
            self._panel.setVisible(self._shown)
        self.narrow = narrow
        self._place()

    def _place(self) -> None:
        if self.is_open:
            left = self._screen.width() - PANEL_WIDTH - _EDGE
            self._panel.setGeometry(left, _EDGE, PANEL_WIDTH, self._screen.height() - 2 * _EDGE)
            self._panel.raise_()
