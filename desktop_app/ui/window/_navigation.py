"""The left side: the screens, and where the data lies."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial

from PySide6.QtCore import QEvent, Qt, QTimer, Signal, SignalInstance
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from desktop_app.ui.formats import format_time
from desktop_app.ui.frame import Screen
from desktop_app.ui.session import Session
from desktop_app.ui.widgets import Badge, NavButton

WIDTH, NARROW_WIDTH = 192, 56
PENDING = "pending"
"""The place of the file whose preview is open, among the names of screens."""
_LOOK_AGAIN_MS = 10 * 60 * 1000
"""A backup grows old while nothing happens."""
_SIDE, _LINE = 10, 1


class Navigation(QFrame):
    """Chooses a screen; shows the file, its last backup, and whether the data is illustrative."""

    chosen = Signal(str)

    def __init__(self, session: Session, screens: Sequence[Screen], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("navigation")
        self._session = session
        self._narrow = False
        self.name = QLabel(self.tr("Tiến độ Đề án"), self)
        self.name.setObjectName("appTitle")
        self.office = QLabel(self)
        self.office.setObjectName("mutedSmall")
        self.office.setWordWrap(True)
        self.sample = Badge(self.tr("Dữ liệu minh họa"), "yellow", "info_20_regular", self)
        self.file = QLabel(self)
        self.file.setObjectName("mutedSmall")
        self.file.setWordWrap(True)
        self.backup = QLabel(self)
        self.backup.setObjectName("mutedSmall")
        self.backup.setWordWrap(True)  # a backup of another day is told with its date
        column = QVBoxLayout(self)
        column.setContentsMargins(_SIDE, 12, _SIDE, 12)
        column.setSpacing(4)
        column.addWidget(self.name)
        column.addWidget(self.office)
        column.addSpacing(8)
        self._buttons: dict[str, NavButton] = {}
        for screen in screens:
            button = NavButton(screen.icon, screen.title.replace("&", ""), self)
            button.clicked.connect(partial(self.chosen.emit, screen.key))
            column.addWidget(button)
            self._buttons[screen.key] = button
        self._show_waiting: Callable[[], None] = self.refresh
        self.pending = NavButton("arrow_import_20_regular", self.tr("Chờ nhập"), self)
        self.pending.clicked.connect(self._ask_pending)
        self.pending.hide()
        column.addSpacing(8)
        column.addWidget(self.pending)
        column.addStretch()
        column.addWidget(self.sample, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.file)
        column.addWidget(self.backup)
        self._fit()
        session.reframed.connect(self.refresh)
        session.turned.connect(self.refresh)
        session.saved.connect(self.refresh)
        ageing = QTimer(self)
        ageing.setInterval(_LOOK_AGAIN_MS)
        ageing.timeout.connect(self.refresh)
        ageing.start()
        self.refresh()

    def changeEvent(self, event: QEvent) -> None:
        """Fit to the new font."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange and hasattr(self, "_buttons"):
            self._fit()

    def _fit(self) -> None:
        """Set the width to that of the longest name of a screen."""
        wanted = max(button.sizeHint().width() for button in self._buttons.values()) + 2 * _SIDE + _LINE
        self.setFixedWidth(NARROW_WIDTH if self._narrow else max(WIDTH, wanted))

    def choose(self, key: str) -> None:
        """Mark the screen that is shown, or with `PENDING` the file that waits."""
        for name, button in self._buttons.items():
            button.setChecked(name == key)
        self.pending.setChecked(key == PENDING)

    def follow(self, pending: SignalInstance, show: Callable[[], None]) -> None:
        """Show a sign while `pending` names a file that waits to be brought in; the sign leads there."""
        pending.connect(self._show_pending)
        self._show_waiting = show

    def _show_pending(self, name: str) -> None:
        """Show that the preview of a file is open and nothing of it is written yet; "": none is."""
        self.pending.setVisible(bool(name))
        self.pending.setToolTip(self.tr("Đang xem trước %s, chưa ghi gì") % name if name else "")

    def _ask_pending(self) -> None:
        self.pending.setChecked(False)
        self._show_waiting()

    def set_narrow(self, narrow: bool) -> None:
        """Show icons alone, with the names as tips, if a window is too small for both names and tables."""
        if narrow == self._narrow:
            return
        self._narrow = narrow
        for button in self._buttons.values():
            button.show_words(not narrow)
        self.pending.show_words(not narrow)
        self._fit()
        self.name.setVisible(not narrow)
        self.refresh()

    def refresh(self) -> None:
        """Show the office, the file and the last backup."""
        workspace = self._session.workspace
        self.office.setText(workspace.office.get().department)
        self.office.setVisible(bool(self.office.text()) and not self._narrow)
        self.sample.setVisible(self._session.programme.illustrative)
        self.sample.text.setVisible(not self._narrow)
        self.sample.setToolTip(self.sample.text.text())
        for label in (self.file, self.backup):
            label.setVisible(not self._narrow)
        self.file.setText(workspace.path.name)
        self.file.setToolTip(str(workspace.path))
        self._show_backup()

    def _show_backup(self) -> None:
        """Show when the last backup was made, in the colour of a warning if changes wait for one."""
        workspace = self._session.workspace
        saved = workspace.last_saved()
        old = workspace.backup_is_old(datetime.now().astimezone().replace(tzinfo=None))
        name = "warning" if old else "mutedSmall"
        if self.backup.objectName() != name:
            self.backup.setObjectName(name)
            self.backup.style().unpolish(self.backup)
            self.backup.style().polish(self.backup)
        said = self.tr("Sao lưu gần nhất: %s") % (format_time(saved) if saved else self.tr("chưa có"))
        self.backup.setText(self.tr("%s. Có thay đổi chưa sao lưu!") % said if old else said)
