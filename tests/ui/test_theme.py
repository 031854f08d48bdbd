from dataclasses import fields

import pytest
from PySide6.QtCore import QByteArray, QFile, QIODevice, QSize
from PySide6.QtGui import QColor, QIcon, QImage
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from desktop_app.exchange.reports.document_chart import status_series
from desktop_app.resources import resource
from desktop_app.ui.look._glyphs import register_glyphs
from desktop_app.ui.look.colours import DARK, LIGHT, PRINT, Theme, tokens
from desktop_app.ui.look.icons import icon, icon_pixmap, tinted_svg
from desktop_app.ui.look.theme import apply_theme, status_icon, status_look, status_token
from desktop_app.ui.widgets import LinksLabel

STATUSES = ("done_on_time", "done_late", "open_in_time", "open_overdue", "no_deadline")
READABLE = 4.5


def luminance(color: str) -> float:
    shade = QColor(color)
    linear = (shade.redF(), shade.greenF(), shade.blueF())
    parts = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in linear]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
def test_every_text_can_be_read_on_every_ground(theme: Theme) -> None:
    pairs = [
        (ink, ground)
        for ink in (theme.text, theme.muted, theme.accent, theme.done, theme.late, theme.overdue)
        for ground in (theme.surface, theme.selected, theme.group)
    ]
    pairs += [(theme.text, theme.window), (theme.muted, theme.window), (theme.on_accent, theme.accent)]
    pairs += [
        (theme.on_accent, theme.accent_hover),
        (theme.accent, theme.badge_blue),
        (theme.late, theme.badge_yellow),
    ]
    pairs += [
        (theme.overdue, theme.badge_red),
        (theme.done, theme.badge_green),
        (theme.muted, theme.badge_grey),
    ]
    assert [(ink, ground) for ink, ground in pairs if contrast(ink, ground) < READABLE] == []


@pytest.mark.parametrize("theme", [LIGHT, DARK, PRINT], ids=lambda theme: theme.name)
def test_figures_on_bars_can_be_read(theme: Theme) -> None:
    pairs = [
        (theme.on_fill, theme.done_fill),
        (theme.on_late_fill, theme.late_fill),
        (theme.on_open_fill, theme.open_fill),
        (theme.on_fill, theme.overdue_fill),
        (theme.on_none_fill, theme.none_fill),
    ]
    assert [pair for pair in pairs if contrast(*pair) < READABLE] == []


def test_charts_on_paper_have_the_colours_of_the_printed_window() -> None:
    inks = (PRINT.on_fill, PRINT.on_late_fill, PRINT.on_open_fill, PRINT.on_fill, PRINT.on_none_fill)
    fills = (PRINT.done_fill, PRINT.late_fill, PRINT.open_fill, PRINT.overdue_fill, PRINT.none_fill)
    assert [(one.fill, one.ink) for one in status_series()] == list(zip(fills, inks, strict=True))


def test_every_token_is_a_colour() -> None:
    for theme in (LIGHT, DARK, PRINT):
        assert [
            one.name
            for one in fields(theme)
            if one.name != "name" and not QColor(getattr(theme, one.name)).isValid()
        ] == []


def test_a_theme_is_shown_at_once_and_back(light: QApplication) -> None:
    apply_theme(light, "dark")
    assert tokens() is DARK
    assert light.palette().window().color() == QColor(DARK.window)
    apply_theme(light, "system")
    assert tokens() in (LIGHT, DARK)
    apply_theme(light, "light")
    assert tokens() is LIGHT
    assert LIGHT.accent in light.styleSheet()


def test_the_system_theme_follows_the_system(light: QApplication) -> None:
    apply_theme(light, "system")
    light.styleHints().colorSchemeChanged.emit(light.styleHints().colorScheme())
    assert tokens().name in ("light", "dark")
    apply_theme(light, "dark")
    light.styleHints().colorSchemeChanged.emit(light.styleHints().colorScheme())
    assert tokens() is DARK


def test_each_status_has_a_word_colour_a_fill_and_an_icon_that_exists() -> None:
    looks = [status_look(key) for key in STATUSES]
    assert len({look.fill.name() for look in looks}) == len(STATUSES)
    assert len({look.icon for look in looks}) == len(STATUSES)
    for key, look in zip(STATUSES, looks, strict=True):
        assert resource("icons", f"{look.icon}.svg").is_file()
        assert look.color == QColor(getattr(tokens(), status_token(key)))
        assert status_icon(key) == look.icon
    assert status_look("unheard of").token == "muted"


def test_the_style_sheet_finds_its_drawings() -> None:
    register_glyphs(LIGHT, DARK)
    for theme in (LIGHT, DARK):
        for name in ("down", "up", "right", "check", "checked"):
            file = QFile(f":/glyphs/{theme.name}/{name}.svg")
            assert file.open(QIODevice.OpenModeFlag.ReadOnly)
            assert QSvgRenderer(QByteArray(file.readAll())).isValid()
            file.close()


def middle(pixmap_of: QIcon, size: int) -> set[str]:
    image = pixmap_of.pixmap(QSize(size, size)).toImage().convertToFormat(QImage.Format.Format_ARGB32)
    return {
        image.pixelColor(x, y).name()
        for x in range(image.width())
        for y in range(image.height())
        if image.pixelColor(x, y).alpha() == 255
    }


def test_an_icon_is_drawn_in_the_colours_of_the_theme_that_is_shown(light: QApplication) -> None:
    drawing = icon("checkmark_circle_20_filled", "done")
    assert LIGHT.done.lower() in middle(drawing, 20)
    apply_theme(light, "dark")
    assert DARK.done.lower() in middle(drawing, 20)


def test_an_icon_takes_other_colours_where_it_is_checked_or_disabled(qtbot: QtBot) -> None:
    drawing = icon("checkmark_circle_20_filled", "muted", "accent")
    on = drawing.pixmap(QSize(20, 20), QIcon.Mode.Normal, QIcon.State.On).toImage()
    off = drawing.pixmap(QSize(20, 20), QIcon.Mode.Disabled, QIcon.State.Off).toImage()
    assert LIGHT.accent.lower() in {on.pixelColor(x, 5).name() for x in range(20)}
    assert LIGHT.disabled.lower() in {off.pixelColor(x, 5).name() for x in range(20)}
    button = QPushButton(QIcon(drawing), "Xem")
    qtbot.addWidget(button)
    button.show()
    assert not button.grab().isNull()


def test_an_icon_is_as_fine_as_the_screen() -> None:
    assert icon_pixmap("home_20_regular", "text", 20, 2.0).width() == 40
    assert icon_pixmap("home_20_regular", "text", 20, 1.5).width() == 30
    assert icon("home_20_regular").pixmap(QSize(20, 20), 2.0).width() == 40


def test_a_missing_drawing_is_an_empty_circle() -> None:
    assert tinted_svg("no_such_icon", "#000000") == tinted_svg("circle_20_regular", "#000000")


def test_an_icon_can_be_copied_and_painted() -> None:
    drawing = icon("home_20_regular")
    drawing.addPixmap(icon_pixmap("home_20_regular", "text", 16, 1.0))
    assert not drawing.pixmap(QSize(16, 16)).isNull()


def test_links_have_the_colour_of_another_theme(light: QApplication, qtbot: QtBot) -> None:
    label = LinksLabel()
    qtbot.addWidget(label)
    label.setText('<a href="all">4 nhiệm vụ chưa xác nhận</a>')
    label.show()
    for theme in ("dark", "light"):
        apply_theme(light, theme)
        picture = label.grab().toImage()
        places = [(x, y) for x in range(picture.width()) for y in range(picture.height())]
        assert QColor(tokens().accent).rgb() in {picture.pixel(*place) for place in places}
