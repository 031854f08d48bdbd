"""The areas of a screen that F6 goes round: each table, and the fields and buttons between two tables."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from desktop_app.ui.grid import Grid
from desktop_app.ui.widgets import tab_stops


def areas(screen: QWidget) -> list[list[QWidget]]:
    """List the areas of a screen, part by part, each with what takes the focus in it."""
    found: list[list[QWidget]] = []
    in_table = True
    for one in tab_stops(screen):
        table = isinstance(one, Grid)
        if table or in_table:
            found.append([])
        found[-1].append(one)
        in_table = table
    return found


def go_round(screen: QWidget, step: int) -> None:
    """Go to the next area of a screen (-1: to the one before), from without to the first."""
    known, focus = areas(screen), QApplication.focusWidget()
    if not known:
        return
    at = next((place for place, area in enumerate(known) if focus in area), -1 if step > 0 else 0)
    target = known[(at + step) % len(known)][0]
    if isinstance(target, Grid):
        target.take_focus()
    else:
        target.setFocus(Qt.FocusReason.TabFocusReason)


def enter(screen: QWidget) -> None:
    """Take the focus to the first table of a screen, or to its first area."""
    firsts = [area[0] for area in areas(screen)]
    target = next((one for one in firsts if isinstance(one, Grid)), next(iter(firsts), None))
    if isinstance(target, Grid):
        target.take_focus()
    elif target is not None:
        target.setFocus()
