"""The icons of `resources/icons`, tinted with the theme.

That is done as they are painted, so they follow every change.
"""

from functools import cache

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QIconEngine, QPainter, QPixmap, QPixmapCache
from PySide6.QtSvg import QSvgRenderer

from desktop_app.resources import resource
from desktop_app.ui.look.colours import tokens

_MISSING = "circle_20_regular"


def icon(name: str, color: str = "text", checked_color: str = "") -> QIcon:
    """Return an icon in the colour of a token, and in `checked_color` if it is checked; crisp at every scale.

    A name without a file yields an empty circle, so that a missing drawing never stops the program.
    """
    return _icon(name, color, checked_color or color)


def icon_pixmap(name: str, color_token: str, size: int, ratio: float) -> QPixmap:
    """Return the drawing in a token's colour, for a screen with the given pixel ratio.

    It is `size` wide and high.
    """
    return tinted_pixmap(name, getattr(tokens(), color_token), size, ratio)


def tinted_pixmap(name: str, color: str, size: int, ratio: float) -> QPixmap:
    """Return the drawing in a colour (#RRGGBB), for a screen with the given pixel ratio.

    It is `size` wide and high.
    """
    key = f"{name} {color} {size} {ratio:.3f}"
    known = QPixmap()
    if QPixmapCache.find(key, known):
        return known
    pixels = round(size * ratio)
    pixmap = QPixmap(pixels, pixels)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    QSvgRenderer(QByteArray(tinted_svg(name, color))).render(painter, QRectF(0, 0, pixels, pixels))
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    QPixmapCache.insert(key, pixmap)
    return pixmap


@cache
def tinted_svg(name: str, color: str) -> bytes:
    """Return the SVG file of an icon, its lines in a colour (#RRGGBB)."""
    return _drawing(name).replace(b"<path ", f'<path fill="{color}" '.encode())


def flipped_svg(svg: bytes) -> bytes:
    """Turn a drawing of 20 pixels upside down."""
    return svg.replace(b"<path ", b'<path transform="rotate(180 10 10)" ')


@cache
def _drawing(name: str) -> bytes:
    path = resource("icons", f"{name}.svg")
    return (path if path.is_file() else resource("icons", f"{_MISSING}.svg")).read_bytes()


@cache
def _icon(name: str, token: str, checked_token: str) -> QIcon:
    return QIcon(_TintedEngine(name, token, checked_token))


class _TintedEngine(QIconEngine):
    """Paints one drawing in the colour that the theme has at that moment."""

    def __init__(self, name: str, token: str, checked_token: str) -> None:
        super().__init__()
        self._name = name
        self._token = token
        self._checked_token = checked_token

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        """Paint the drawing in the middle of `rect`."""
        device = painter.device()
        size = min(rect.width(), rect.height())
        pixmap = tinted_pixmap(self._name, self._color(mode, state), size, device.devicePixelRatio())
        left, top = rect.x() + (rect.width() - size) // 2, rect.y() + (rect.height() - size) // 2
        painter.drawPixmap(left, top, pixmap)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        """Return the drawing in device pixels."""
        return tinted_pixmap(self._name, self._color(mode, state), min(size.width(), size.height()), 1.0)

    def clone(self) -> QIconEngine:
        """Return another engine for the same drawing."""
        return _TintedEngine(self._name, self._token, self._checked_token)

    def _color(self, mode: QIcon.Mode, state: QIcon.State) -> str:
        if mode is QIcon.Mode.Disabled:
            return tokens().disabled
        token = self._checked_token if state is QIcon.State.On else self._token
        color: str = getattr(tokens(), token)
        return color
