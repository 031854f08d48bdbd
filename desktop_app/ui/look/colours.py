"""The colours of the two themes.

Contrast of every text on its ground is at least 4.5 (tests/ui measure it).
"""

from dataclasses import dataclass, replace

from PySide6.QtCore import QCoreApplication

THEME_PROPERTY = "desktop_app_theme"


@dataclass(frozen=True, slots=True)
class Theme:
    """The colours of one theme, as #RRGGBB."""

    name: str
    window: str
    surface: str
    group: str
    line: str
    border: str
    text: str
    muted: str
    disabled: str
    accent: str
    accent_hover: str
    on_accent: str
    selected: str
    done: str
    late: str
    overdue: str
    done_fill: str
    late_fill: str
    open_fill: str
    overdue_fill: str
    none_fill: str
    on_fill: str
    on_late_fill: str
    on_open_fill: str
    on_none_fill: str
    track: str
    handle: str
    badge_blue: str
    badge_yellow: str
    badge_red: str
    badge_green: str
    badge_grey: str


LIGHT = Theme(
    name="light",
    window="#F3F4F7",
    surface="#FFFFFF",
    group="#EEF1F6",
    line="#DDE1E7",
    border="#C9CFD8",
    text="#1B1F27",
    muted="#5A6372",
    disabled="#8A92A0",
    accent="#1F5FBF",
    accent_hover="#184E9F",
    on_accent="#FFFFFF",
    selected="#E6EEFB",
    done="#0B6E57",
    late="#7A5900",
    overdue="#B3261E",
    done_fill="#0B6E57",
    late_fill="#E3B23C",
    open_fill="#1F5FBF",
    overdue_fill="#B3261E",
    none_fill="#5A6372",
    on_fill="#FFFFFF",
    on_late_fill="#1B1F27",
    on_open_fill="#FFFFFF",
    on_none_fill="#FFFFFF",
    track="#DDE1E7",
    handle="#B9C0CB",
    badge_blue="#E6EEFB",
    badge_yellow="#FFF3CF",
    badge_red="#FDE8E6",
    badge_green="#E1F3ED",
    badge_grey="#EEF1F6",
)

DARK = Theme(
    name="dark",
    window="#1B1D22",
    surface="#23262D",
    group="#2B2F38",
    line="#383D47",
    border="#4A505C",
    text="#E8EAEE",
    muted="#A2AAB8",
    disabled="#747C8A",
    accent="#7FB0FF",
    accent_hover="#9CC2FF",
    on_accent="#12161D",
    selected="#2A3A55",
    done="#5CCBA8",
    late="#E3BE5A",
    overdue="#FF8A80",
    done_fill="#5CCBA8",
    late_fill="#E3B23C",
    open_fill="#7FB0FF",
    overdue_fill="#FF8A80",
    none_fill="#A2AAB8",
    on_fill="#12161D",
    on_late_fill="#12161D",
    on_open_fill="#12161D",
    on_none_fill="#12161D",
    track="#383D47",
    handle="#4F5663",
    badge_blue="#2A3A55",
    badge_yellow="#453A1C",
    badge_red="#4A2927",
    badge_green="#1F4036",
    badge_grey="#2B2F38",
)

# On grey paper green, blue, red and grey would be one: here they are dark, middle, hatched dark and white.
PRINT = replace(
    LIGHT,
    name="print",
    open_fill="#6A93D4",
    on_open_fill="#1B1F27",
    none_fill="#FFFFFF",
    on_none_fill="#1B1F27",
)


def tokens() -> Theme:
    """Return the colours of the theme that the application shows."""
    app = QCoreApplication.instance()
    return DARK if app is not None and app.property(THEME_PROPERTY) == DARK.name else LIGHT
