"""Colours, type, icons: how the window looks in either theme."""

from desktop_app.ui.look.colours import PRINT as PRINT
from desktop_app.ui.look.colours import Theme as Theme
from desktop_app.ui.look.colours import tokens as tokens
from desktop_app.ui.look.icons import icon as icon
from desktop_app.ui.look.icons import icon_pixmap as icon_pixmap
from desktop_app.ui.look.theme import CELL_LEFT as CELL_LEFT
from desktop_app.ui.look.theme import CELL_RIGHT as CELL_RIGHT
from desktop_app.ui.look.theme import CONTENT_MIN_WIDTH as CONTENT_MIN_WIDTH
from desktop_app.ui.look.theme import CONTROL_HEIGHT as CONTROL_HEIGHT
from desktop_app.ui.look.theme import GROUP_ROW_HEIGHT as GROUP_ROW_HEIGHT
from desktop_app.ui.look.theme import HEADER_HEIGHT as HEADER_HEIGHT
from desktop_app.ui.look.theme import PANEL_WIDTH as PANEL_WIDTH
from desktop_app.ui.look.theme import PANEL_WIDTH_WIDE as PANEL_WIDTH_WIDE
from desktop_app.ui.look.theme import ROW_HEIGHT as ROW_HEIGHT
from desktop_app.ui.look.theme import ROW_HEIGHT_ONE_LINE as ROW_HEIGHT_ONE_LINE
from desktop_app.ui.look.theme import SMALL_PT as SMALL_PT
from desktop_app.ui.look.theme import TALL_HEADER_HEIGHT as TALL_HEADER_HEIGHT
from desktop_app.ui.look.theme import ThemeName as ThemeName
from desktop_app.ui.look.theme import apply_theme as apply_theme
from desktop_app.ui.look.theme import color as color
from desktop_app.ui.look.theme import italic as italic
from desktop_app.ui.look.theme import semibold as semibold
from desktop_app.ui.look.theme import status_icon as status_icon
from desktop_app.ui.look.theme import status_look as status_look
from desktop_app.ui.look.theme import status_token as status_token
from desktop_app.ui.look.theme import text_font as text_font
