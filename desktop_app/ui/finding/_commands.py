"""The commands of the menu bar, as the box lists them."""

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QMenuBar


def commands_of(bar: QMenuBar, but: str) -> list[tuple[str, QAction]]:
    """List every command with the menus that lead there, except the one whose shortcut is `but`.

    The menus are brought up to date first, as if they were opened.
    """
    return [(menus, action) for menus, action in _below(bar, ()) if action.shortcut().toString() != but]


def _below(parent: QMenuBar | QMenu, above: tuple[str, ...]) -> Iterator[tuple[str, QAction]]:
    """Yield the commands of the menus of `parent`; QAction.menu() would delete them (PySide6 6.9)."""
    for menu in parent.findChildren(QMenu, options=Qt.FindChildOption.FindDirectChildrenOnly):
        menu.aboutToShow.emit()
        menus = (*above, plain(menu.title()))
        inner = [one.menuAction() for one in menu.findChildren(QMenu)]
        for action in menu.actions():
            if not action.isSeparator() and action not in inner:
                yield " → ".join(menus), action
        yield from _below(menu, menus)


def let_go(bar: QMenuBar) -> None:
    """Leave the menus as if they were closed again, so that their keys answer."""
    for menu in bar.findChildren(QMenu):
        menu.aboutToHide.emit()


def plain(text: str) -> str:
    """Return a name without its access key and the keys beside it."""
    return text.partition("\t")[0].replace("&", "")


def keys_of(action: QAction) -> str:
    """Return the shortcut of a command, also one that belongs to what has the focus."""
    return action.shortcut().toString() or action.text().partition("\t")[2]


def reason_of(action: QAction) -> str:
    """Return why a command cannot work now, as its tip says; empty if it can, or says nothing."""
    said, name = action.toolTip(), plain(action.text())
    return "" if action.isEnabled() or said.rstrip("…") == name.rstrip("…") else said
