"""Draw the icons and the picture of the setup from their drawings.

Run: python tests/data/make_app_icon.py.
"""

import struct
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
from PySide6.QtGui import QColor, QImage, QImageWriter, QPainter
from PySide6.QtSvg import QSvgRenderer

ICONS = Path(__file__).parents[2] / "resources" / "icons"
SETUP = Path(__file__).parents[2] / "setup"
SIZES = (16, 20, 24, 32, 40, 48, 64, 128, 256)
PNG_FROM = 128
"""Large entries are PNG, as Windows allows; smaller ones are bitmaps, which every reader of icons knows."""


def draw(name: str, side: int) -> QImage:
    """Draw an icon as `side` by `side` pixels."""
    image = QImage(side, side, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    QSvgRenderer(str(ICONS / f"{name}.svg")).render(painter)
    painter.end()
    return image


def png(image: QImage) -> bytes:
    """Return the image as a PNG file."""
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    return bytes(data.data())


def bitmap(image: QImage) -> bytes:
    """Return the image as the bitmap of an icon entry: header, BGRA rows from the bottom, an empty mask."""
    side = image.width()
    header = struct.pack("<IiiHHIIiiII", 40, side, side * 2, 1, 32, 0, 0, 0, 0, 0, 0)
    rows = bytes(image.constBits())
    flipped = b"".join(rows[at : at + side * 4] for at in range((side - 1) * side * 4, -1, -side * 4))
    mask = bytes((side + 31) // 32 * 4 * side)
    return header + flipped + mask


def ico(images: list[QImage]) -> bytes:
    """Put the images into one icon file."""
    bodies = [png(image) if image.width() >= PNG_FROM else bitmap(image) for image in images]
    offset = 6 + 16 * len(images)
    entries = b""
    for image, body in zip(images, bodies, strict=True):
        side = image.width() % 256
        entries += struct.pack("<BBBBHHII", side, side, 0, 0, 1, 32, len(body), offset)
        offset += len(body)
    return struct.pack("<HHH", 0, 1, len(images)) + entries + b"".join(bodies)


def side_of_the_setup() -> QImage:
    """Draw what stands at the left of the setup's first and last page.

    In the few colours that make a small file.
    """
    image = QImage(164, 314, QImage.Format.Format_RGB32)
    image.fill(QColor("#1F5FBF"))
    painter = QPainter(image)
    painter.drawImage(34, 60, draw("app", 96))
    painter.end()
    return image.convertToFormat(QImage.Format.Format_Indexed8)


if __name__ == "__main__":
    (ICONS / "app.png").write_bytes(png(draw("app", 256)))
    for name in ("app", "document"):
        (ICONS / f"{name}.ico").write_bytes(ico([draw(name, side) for side in SIZES]))
    side_of_the_setup().save(str(SETUP / "side.bmp"))
