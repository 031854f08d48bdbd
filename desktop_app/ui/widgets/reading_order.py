"""Tab goes through a window as one reads it, whatever the order in which its parts were made."""

from collections.abc import Iterator
from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLayout, QRadioButton, QWidget


def tab_stops(part: QWidget, also: QWidget | None = None) -> list[QWidget]:
    """List what Tab stops at inside a part, as it is read; `also` stands among it even if it is hidden.

    Not by `nextInFocusChain`: PySide takes each widget for a child of the one before it, and once that one is
    gone, a widget that still stands is held for deleted.
    """
    found: list[QWidget] = []
    for one in _inside(part):
        if one is also or (one.isVisible() and _stops(one)):
            found.append(one)
        if one.isVisible() or (also is not None and one.isAncestorOf(also)):
            found += tab_stops(one, also)
    return found


def go_on(window: QWidget, step: int) -> bool:
    """Take the focus to the next stop of a window (-1: to the one before); return whether there is one."""
    focus = window.focusWidget()
    stops = tab_stops(window, focus)
    if not stops:
        return False
    place = stops.index(focus) + step if focus in stops else min(step, 0)
    reason = Qt.FocusReason.TabFocusReason if step > 0 else Qt.FocusReason.BacktabFocusReason
    stops[place % len(stops)].setFocus(reason)
    return True


def _stops(one: QWidget) -> bool:
    """Return whether Tab stops at a widget; the arrows lead from the chosen one of several to the others."""
    if isinstance(one, QRadioButton) and not one.isChecked():
        return False
    tabbed = bool(one.focusPolicy() & Qt.FocusPolicy.TabFocus)
    return tabbed and one.isEnabled() and one.focusProxy() is None


def _inside(part: QWidget) -> list[QWidget]:
    """List the widgets of a part: those that it laid out, then others by where they stand."""
    layout = part.layout()
    inside = [one for one in part.children() if isinstance(one, QWidget) and not one.isWindow()]
    laid = list(_laid(layout, inside)) if layout is not None else []
    others = [one for one in inside if one not in laid]
    return laid + sorted(others, key=lambda one: (one.y(), one.x()))


def _laid(layout: QLayout, widgets: list[QWidget]) -> Iterator[QWidget]:
    """Yield those of some widgets that a layout holds, as they stand in it and in those inside it.

    Not by `itemAt`: PySide keeps each item for as long as the layout, and once Qt has deleted one, an event
    at the same place in memory is taken for it.
    """
    inner = [one for one in layout.children() if isinstance(one, QLayout)]
    parts: list[QWidget | QLayout] = [*widgets, *inner]

    def place(one: QWidget | QLayout) -> tuple[int, ...]:
        index = layout.indexOf(one)
        if isinstance(layout, QGridLayout):
            return cast("tuple[int, ...]", layout.getItemPosition(index))
        return (index,)

    for one in sorted((one for one in parts if layout.indexOf(one) >= 0), key=place):
        if isinstance(one, QLayout):
            yield from _laid(one, widgets)
        else:
            yield one
