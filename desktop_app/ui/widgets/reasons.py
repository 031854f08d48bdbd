"""Why something cannot be done now: in the tip of what rests, and in words where a key asks for it."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget


def allow(control: QAction | QWidget, why_not: str) -> None:
    """Enable a control, or disable it with the reason as its tip; its own tip comes back with it."""
    own = control.property("own_tip")
    if own is None:
        own = control.toolTip() if isinstance(control, QWidget) else ""
        control.setProperty("own_tip", own)
    control.setToolTip(why_not or own)
    control.setEnabled(not why_not)  # last: one that rests on a file to read keeps the tip of that


class ReasonedAction(QAction):
    """An entry of menus that is done unless `why_not` says in words why it cannot be done now.

    By its keys it says so (`tell`), in an open menu it rests with the reason in its tip (`show_reasons`).
    """

    def __init__(
        self,
        text: str,
        run: Callable[[], object],
        parent: QObject,
        *,
        why_not: Callable[[], str],
        tell: Callable[[str], object],
    ) -> None:
        super().__init__(text, parent)
        self.why_not = why_not
        self._run = run
        self._tell = tell
        self.triggered.connect(lambda _on=False: self._do())

    def _do(self) -> None:
        said = self.why_not()
        if said:
            self._tell(said)
        else:
            self._run()


def show_reasons(menu: QMenu) -> None:
    """Disable what cannot be done while a menu is open; its keys answer when it is closed."""
    menu.setToolTipsVisible(True)
    menu.aboutToShow.connect(lambda: _each(menu, lambda act: act.why_not()))
    menu.aboutToHide.connect(lambda: _each(menu, lambda _act: ""))


def offer_acts(view: QWidget) -> None:
    """Show the actions of a view in a menu of its own, each with the reason why it cannot be done now."""

    def pop_up(at: QPoint) -> None:
        menu = QMenu(view)
        menu.addActions(view.actions())
        show_reasons(menu)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(view.mapToGlobal(at))

    view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
    view.customContextMenuRequested.connect(pop_up)


def _each(menu: QMenu, why_not: Callable[[ReasonedAction], str]) -> None:
    for action in menu.actions():
        if isinstance(action, ReasonedAction):
            allow(action, why_not(action))
