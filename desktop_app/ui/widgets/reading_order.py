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
    laid = list(_laid(layout)) if layout is not None else []
    others = [
        one for one in part.children() if isinstance(one, QWidget) and one not in laid and not one.isWindow()
    ]
    return laid + sorted(others, key=lambda one: (one.y(), one.x()))


def _laid(layout: QLayout) -> Iterator[QWidget]:
    places = list(range(layout.count()))
    if isinstance(layout, QGridLayout):
        places.sort(key=lambda place: cast("tuple[int, ...]", layout.getItemPosition(place)))
    for item in filter(None, map(layout.itemAt, places)):
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            yield widget
        elif inner is not None:
            yield from _laid(inner)
