"""Colours, type and measures of the window, and how they reach Qt.

Source: the look of the target pictures.
"""

import sys
from dataclasses import dataclass
from functools import cache
from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from desktop_app.ui.look._glyphs import register_glyphs
from desktop_app.ui.look._style_sheet import style_sheet
from desktop_app.ui.look.colours import DARK, LIGHT, THEME_PROPERTY, Theme, tokens

ThemeName = Literal["light", "dark", "system"]

CONTROL_HEIGHT = 30
ROW_HEIGHT = 40
ROW_HEIGHT_ONE_LINE = 32
GROUP_ROW_HEIGHT = 29
HEADER_HEIGHT = 34
TALL_HEADER_HEIGHT = 44
CELL_LEFT = 8
CELL_RIGHT = 6
PANEL_WIDTH = 322
PANEL_WIDTH_WIDE = 440
CONTENT_MIN_WIDTH = 240

SMALL_PT = 9.0
TEXT_PT = 9.5

_CHOSEN = "desktop_app_theme_chosen"
_FALLBACK_FONTS = ("Open Sans", "Noto Sans", "DejaVu Sans")


@dataclass(frozen=True, slots=True)
class StatusLook:
    """How a status key is shown.

    Token and colour of its word, fill of its bar, colour of figures on it, icon.
    """

    token: str
    color: QColor
    fill: QColor
    on_fill: QColor
    icon: str


_STATUS_TOKENS = {
    "done_on_time": ("done", "done_fill", "on_fill", "checkmark_circle_20_filled"),
    "done_late": ("late", "late_fill", "on_late_fill", "checkmark_circle_20_regular"),
    "open_in_time": ("accent", "open_fill", "on_open_fill", "clock_20_regular"),
    "open_overdue": ("overdue", "overdue_fill", "on_fill", "error_circle_20_filled"),
    "no_deadline": ("muted", "none_fill", "on_none_fill", "circle_20_regular"),
    "apart": ("muted", "none_fill", "on_none_fill", "pause_circle_20_regular"),
    "error": ("overdue", "overdue_fill", "on_fill", "error_circle_20_regular"),
    "warning": ("late", "late_fill", "on_late_fill", "warning_20_regular"),
}


def color(token: str) -> QColor:
    """Return the present colour of a token. Raises AttributeError for an unknown one."""
    return QColor(getattr(tokens(), token))


def status_token(key: str) -> str:
    """Return the name of the token of a status key's word ("done" for "done_on_time")."""
    return _STATUS_TOKENS.get(key, _STATUS_TOKENS["apart"])[0]


def status_icon(key: str) -> str:
    """Return the name of the icon of a status key; filled if the state calls for attention."""
    return _STATUS_TOKENS.get(key, _STATUS_TOKENS["apart"])[3]


def status_look(key: str) -> StatusLook:
    """Return colours and icon of a status key; an unknown key looks like one that stays out of the totals."""
    word, fill, on_fill, icon = _STATUS_TOKENS.get(key, _STATUS_TOKENS["apart"])
    return StatusLook(word, color(word), color(fill), color(on_fill), icon)


def apply_theme(app: QApplication, name: ThemeName) -> None:
    """Show the whole program in a theme; "system" follows the system's own choice from now on."""
    first = app.property(_CHOSEN) is None
    app.setProperty(_CHOSEN, name)
    if first:
        app.setStyle("Fusion")
        app.setFont(text_font())
        register_glyphs(LIGHT, DARK)
        app.styleHints().colorSchemeChanged.connect(lambda _scheme: _follow(app))
    _show(app, name)


def text_font(points: float = TEXT_PT, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """Return the system's font for windows in a size of the scale."""
    font = QFont(_family())
    font.setPointSizeF(points)
    font.setWeight(weight)
    return font


def semibold() -> QFont:
    """Return the second weight of the scale."""
    return text_font(TEXT_PT, QFont.Weight.DemiBold)


def italic() -> QFont:
    """Return the font for text that was carried over from an earlier period, as reports print it."""
    font = text_font(TEXT_PT)
    font.setItalic(True)
    return font


@cache
def _family() -> str:
    if sys.platform == "win32":
        return "Segoe UI"
    found = (family for family in _FALLBACK_FONTS if QFontDatabase.hasFamily(family))
    return next(found, QGuiApplication.font().family())


def _follow(app: QApplication) -> None:
    if app.property(_CHOSEN) == "system":
        _show(app, "system")


def _show(app: QApplication, name: ThemeName) -> None:
    dark = name == "dark" or (name == "system" and app.styleHints().colorScheme() == Qt.ColorScheme.Dark)
    theme = DARK if dark else LIGHT
    app.setProperty(THEME_PROPERTY, theme.name)
    app.setStyleSheet("")  # from one sheet to another Qt takes five times as long
    app.setPalette(_palette(theme))
    app.setStyleSheet(style_sheet(theme))


def _palette(theme: Theme) -> QPalette:
    role, group = QPalette.ColorRole, QPalette.ColorGroup
    palette = QPalette()
    for one, value in (
        (role.Window, theme.window),
        (role.WindowText, theme.text),
        (role.Base, theme.surface),
        (role.AlternateBase, theme.group),
        (role.ToolTipBase, theme.surface),
        (role.ToolTipText, theme.text),
        (role.PlaceholderText, theme.muted),
        (role.Text, theme.text),
        (role.Button, theme.surface),
        (role.ButtonText, theme.text),
        (role.BrightText, theme.overdue),
        (role.Light, theme.surface),
        (role.Midlight, theme.group),
        (role.Mid, theme.line),
        (role.Dark, theme.border),
        (role.Shadow, theme.border),
        (role.Highlight, theme.accent),
        (role.HighlightedText, theme.on_accent),
        (role.Accent, theme.accent),
        (role.Link, theme.accent),
        (role.LinkVisited, theme.accent),
    ):
        palette.setColor(one, QColor(value))
    for one in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(group.Disabled, one, QColor(theme.disabled))
    palette.setColor(group.Disabled, role.Highlight, QColor(theme.line))
    return palette
