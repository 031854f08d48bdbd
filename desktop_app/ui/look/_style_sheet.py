"""The one style sheet: what a palette cannot say. Measures at 100 %; Qt scales them."""

from desktop_app.ui.look.colours import Theme


def style_sheet(theme: Theme) -> str:
    """Return the style sheet of a theme."""
    return _SHEET.replace("$glyphs", f":/glyphs/{theme.name}") % {
        name: getattr(theme, name) for name in Theme.__dataclass_fields__
    }


_SHEET = """
QToolTip { color: %(text)s; background: %(surface)s; border: 1px solid %(border)s; padding: 4px 6px; }
QStatusBar::item { border: 0; }
QMenuBar { background: %(surface)s; border-bottom: 1px solid %(line)s; padding: 0 4px; }
QMenuBar::item { padding: 5px 9px; background: transparent; border-radius: 4px; }
QMenuBar::item:selected, QMenuBar::item:pressed { background: %(selected)s; color: %(accent)s; }
QMenu { background: %(surface)s; border: 1px solid %(border)s; padding: 4px; }
QMenu::item { padding: 5px 24px 5px 10px; border-radius: 4px; }
QMenu::item:selected { background: %(selected)s; color: %(text)s; }
QMenu::item:disabled { color: %(disabled)s; background: transparent; }
QMenu::separator { height: 1px; background: %(line)s; margin: 4px 6px; }
QMenu::icon { padding-left: 8px; }
QMenu::indicator { width: 16px; height: 16px; padding-left: 6px; }
QMenu::indicator:checked { image: url($glyphs/check.svg); }
QMenu::right-arrow { image: url($glyphs/right.svg); width: 12px; height: 12px; margin-right: 6px; }

QPushButton {
    background: %(surface)s; color: %(text)s; border: 1px solid %(line)s; border-radius: 4px;
    padding: 0 11px; min-height: 28px; outline: 0;
}
QPushButton:hover { background: %(group)s; border-color: %(border)s; }
QPushButton:pressed { background: %(selected)s; }
QPushButton:focus { border-color: %(accent)s; }
QPushButton:disabled { color: %(disabled)s; background: %(window)s; }
QPushButton:checked {
    background: %(selected)s; border-color: %(accent)s; color: %(accent)s; font-weight: 600;
}
QPushButton:checked:focus { border: 2px solid %(text)s; padding: 0 10px; min-height: 26px; }
QPushButton#primary {
    background: %(accent)s; color: %(on_accent)s; border-color: %(accent)s; font-weight: 600;
}
QPushButton#primary:hover {
    background: %(accent_hover)s; border-color: %(accent_hover)s;
}
QPushButton#primary:focus {
    border: 2px solid %(text)s; padding: 0 10px; min-height: 26px;
}
QPushButton#primary:disabled {
    background: %(group)s; color: %(disabled)s; border-color: %(line)s;
}
QPushButton::menu-indicator {
    image: url($glyphs/down.svg); width: 12px; height: 12px; right: 8px;
    subcontrol-origin: padding; subcontrol-position: center right;
}
QPushButton#link, QPushButton#elidedLink {
    border: 1px solid transparent; background: transparent; color: %(accent)s; padding: 0 1px;
    min-height: 20px;
}
QPushButton#elidedLink { color: %(text)s; text-align: left; padding: 0; }
QPushButton#link:hover, QPushButton#elidedLink:hover { text-decoration: underline; color: %(accent)s; }
QPushButton#link:focus, QPushButton#elidedLink:focus { border-color: %(accent)s; border-radius: 3px; }
QPushButton#link:disabled { color: %(disabled)s; }
QPushButton#navButton {
    border: 1px solid transparent; background: transparent; text-align: left; padding: 0 8px;
    min-height: 32px;
}
QPushButton#navButton:hover { background: %(group)s; }
QPushButton#navButton:focus { border-color: %(accent)s; }
QPushButton#navButton:checked:focus { border: 2px solid %(accent)s; padding: 0 7px; min-height: 30px; }
QPushButton#navButton:checked { background: %(selected)s; color: %(accent)s; font-weight: 400; }
QPushButton#popupItem { border-color: transparent; text-align: left; padding: 0 8px; }
QPushButton#popupItem:hover { background: %(selected)s; }
QPushButton#popupItem:focus { border-color: %(accent)s; }
QPushButton#popupItem:disabled { background: transparent; }
QPushButton#filterButton { padding: 0 6px; }
QPushButton#filterButton:checked:focus { padding: 0 5px; }
QPushButton#moreButton, QPushButton#iconButton { padding: 0 8px; }
QPushButton#moreButton::menu-indicator { image: none; width: 0; }
QToolButton { border: 1px solid transparent; border-radius: 4px; padding: 3px; background: transparent; }
QToolButton:hover { background: %(group)s; }
QToolButton:focus { border-color: %(accent)s; }

QLineEdit, QPlainTextEdit, QTextEdit, QSpinBox, QComboBox {
    background: %(surface)s; color: %(text)s; border: 1px solid %(line)s; border-radius: 4px;
    selection-background-color: %(accent)s; selection-color: %(on_accent)s;
}
QLineEdit { padding: 0 7px; min-height: 28px; }
QSpinBox { padding: 0 4px 0 7px; min-height: 28px; max-height: 28px; }
QPlainTextEdit, QTextEdit { padding: 3px 4px; }
QLineEdit:hover, QPlainTextEdit:hover, QTextEdit:hover, QComboBox:hover { border-color: %(border)s; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QSpinBox:focus, QComboBox:focus {
    border-color: %(accent)s;
}
QLineEdit:disabled, QPlainTextEdit:disabled, QLineEdit:read-only, QPlainTextEdit:read-only {
    background: %(window)s;
}
QComboBox { padding: 0 4px 0 7px; min-height: 28px; combobox-popup: 0; }
QComboBox::drop-down { border: 0; width: 22px; }
QComboBox::down-arrow { image: url($glyphs/down.svg); width: 12px; height: 12px; }
QComboBox:disabled { background: %(window)s; color: %(disabled)s; }
QComboBox QAbstractItemView {
    background: %(surface)s; border: 1px solid %(border)s; padding: 2px; outline: 0;
    selection-background-color: %(selected)s; selection-color: %(text)s;
}
QComboBox QAbstractItemView::item { min-height: 26px; padding: 0 6px; }
QSpinBox::down-arrow { image: url($glyphs/down.svg); width: 10px; height: 10px; }
QSpinBox::up-arrow { image: url($glyphs/up.svg); width: 10px; height: 10px; }
QSpinBox::up-button, QSpinBox::down-button { border: 0; width: 18px; background: transparent; }
QCheckBox::indicator, QListView::indicator {
    width: 15px; height: 15px; border: 1px solid %(muted)s; border-radius: 3px; background: %(surface)s;
}
QCheckBox::indicator:checked, QListView::indicator:checked {
    background: %(accent)s; border-color: %(accent)s; image: url($glyphs/checked.svg);
}
QCheckBox::indicator:indeterminate { border: 4px solid %(accent)s; width: 9px; height: 9px; }
QCheckBox::indicator:focus { border: 2px solid %(accent)s; }
QCheckBox::indicator:disabled { border-color: %(line)s; }

QRadioButton::indicator {
    width: 14px; height: 14px; border: 1px solid %(muted)s; border-radius: 8px; background: %(surface)s;
}
QRadioButton::indicator:checked { border: 4px solid %(accent)s; width: 8px; height: 8px; }
QRadioButton::indicator:focus { border-color: %(accent)s; }
QRadioButton::indicator:checked:focus { border-color: %(text)s; }

QTableView, QListView, QTreeView {
    background: %(surface)s; border: 1px solid %(line)s; border-radius: 6px; outline: 0;
    gridline-color: %(line)s;
    selection-background-color: %(selected)s; selection-color: %(text)s;
}
QTableView:focus, QListView:focus, QTreeView:focus { border-color: %(accent)s; }
QTableView::item { padding: 4px 6px 4px 8px; }
QListView::item { padding: 4px 8px; }
QTableView::item:selected, QListView::item:selected { background: %(selected)s; color: %(text)s; }
QCalendarWidget QWidget#qt_calendar_navigationbar { background: %(group)s; }
QCalendarWidget QToolButton { color: %(text)s; font-weight: 600; }
QCalendarWidget QToolButton::menu-indicator { image: none; }
QCalendarWidget QTableView { border: 0; border-radius: 0; }
QCalendarWidget QTableView::item { padding: 0; }
QHeaderView { background: %(group)s; border: 0; }
QHeaderView::section {
    background: %(group)s; color: %(muted)s; font-weight: 600; border: 0; padding: 0 6px 0 8px;
    min-height: 33px;
    border-right: 1px solid %(line)s; border-bottom: 1px solid %(line)s;
}
QTableView QTableCornerButton::section { background: %(group)s; border: 0; }

QScrollBar:vertical { width: 12px; background: transparent; border: 0; margin: 0; }
QScrollBar:horizontal { height: 12px; background: transparent; border: 0; margin: 0; }
QScrollBar::handle { background: %(handle)s; border-radius: 4px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::handle:hover { background: %(muted)s; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QSplitter::handle { background: transparent; }

QAbstractScrollArea::corner { border: 0; background: transparent; }
QTabWidget::pane { border: 0; }
QTabBar { background: transparent; }
QTabBar::tab { padding: 7px 12px; border: 0; border-bottom: 2px solid transparent; color: %(muted)s; }
QTabBar::tab:hover { color: %(text)s; }
QTabBar::tab:selected { color: %(accent)s; border-bottom: 2px solid %(accent)s; font-weight: 600; }
QTabBar::tab:focus { background: %(group)s; }
QProgressBar { border: 0; border-radius: 3px; background: %(track)s; min-height: 6px; max-height: 6px; }
QProgressBar::chunk { background: %(accent)s; border-radius: 3px; }

QFrame#navigation { background: %(surface)s; border: 0; border-right: 1px solid %(line)s; }
QFrame#topBar { background: %(surface)s; border: 0; border-bottom: 1px solid %(line)s; }
QFrame#popup { background: %(surface)s; border: 1px solid %(border)s; border-radius: 6px; }
QFrame#card { background: %(surface)s; border: 1px solid %(line)s; border-radius: 6px; }
QFrame#strip { background: %(surface)s; border: 1px solid %(border)s; border-radius: 6px; }
QScrollArea#plain, QScrollArea#plain > QWidget > QWidget, QScrollArea#page > QWidget > QWidget {
    background: transparent; border: 0; }
QScrollArea#page, QAbstractScrollArea#pages {
    background: transparent; border: 1px solid transparent; border-radius: 6px;
}
QLabel#links:focus { background: %(selected)s; }
QScrollArea#page:focus, QAbstractScrollArea#pages:focus { border-color: %(accent)s; }

QLabel#appTitle { font-size: 12pt; font-weight: 600; }
QLabel#screenTitle { font-size: 13pt; font-weight: 600; }
QLabel#cardTitle { font-size: 10.5pt; font-weight: 600; }
QLabel#sideHeading { font-size: 11pt; font-weight: 600; }
QLabel#figure { font-size: 20pt; font-weight: 600; }
QLabel#strong { font-weight: 600; }
QLabel#strongSmall { font-weight: 600; font-size: 9pt; }
QLabel#muted { color: %(muted)s; }
QLabel#mutedSmall, QLabel#fieldLabel { color: %(muted)s; font-size: 9pt; }
QLabel#good { color: %(done)s; font-size: 9pt; }
QLabel#warning { color: %(late)s; }
QLabel#refusal { color: %(overdue)s; }
QPushButton#step { background: %(surface)s; border: 1px solid %(line)s; border-radius: 4px; padding: 0; }
QPushButton#step:hover, QPushButton#step:focus { border-color: %(accent)s; }
QLabel[tone="muted"] { color: %(muted)s; }
QLabel[tone="accent"] { color: %(accent)s; }
QLabel[tone="done"] { color: %(done)s; }
QLabel[tone="overdue"] { color: %(overdue)s; }
QFrame#badge { border: 0; border-radius: 4px; }
QFrame#badge QLabel { font-weight: 600; background: transparent; }
QFrame#badge[tone="blue"] { background: %(badge_blue)s; }
QFrame#badge[tone="blue"] QLabel { color: %(accent)s; }
QFrame#badge[tone="yellow"] { background: %(badge_yellow)s; }
QFrame#badge[tone="yellow"] QLabel { color: %(late)s; }
QFrame#badge[tone="red"] { background: %(badge_red)s; }
QFrame#badge[tone="red"] QLabel { color: %(overdue)s; }
QFrame#badge[tone="green"] { background: %(badge_green)s; }
QFrame#badge[tone="green"] QLabel { color: %(done)s; }
QFrame#badge[tone="grey"] { background: %(badge_grey)s; }
QFrame#badge[tone="grey"] QLabel { color: %(muted)s; }
"""
