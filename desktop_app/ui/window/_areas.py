"""The areas of a screen that F6 goes round: each table, and the fields and buttons between two tables.

Without a table, what stands on tabs is an area, and so is what is read before it and after it.
"""

from itertools import groupby

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QTabWidget, QWidget

from desktop_app.ui.grid import Grid
from desktop_app.ui.widgets import tab_stops


def areas(screen: QWidget) -> list[list[QWidget]]:
    """List the areas of a screen, part by part, each with what takes the focus in it."""
    stops = tab_stops(screen)
    if not any(isinstance(one, Grid) for one in stops):
        return [list(area) for _, area in groupby(stops, _tabs_of)]
    found: list[list[QWidget]] = []
    in_table = True
    for one in stops:
        table = isinstance(one, Grid)
        if table or in_table:
            found.append([])
        found[-1].append(one)
        in_table = table
    return found


def _tabs_of(one: QWidget) -> QTabWidget | None:
    above = one.parentWidget()
    while above is not None and not isinstance(above, QTabWidget):
        above = above.parentWidget()
    return above


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
    """Take the focus to the focus proxy of a screen, else to its first table or its first area."""
    firsts = [area[0] for area in areas(screen)]
    table = next((one for one in firsts if isinstance(one, Grid)), None)
    target = screen.focusProxy() or table or next(iter(firsts), None)
    if isinstance(target, Grid):
        target.take_focus()
    elif target is not None:
        target.setFocus()
