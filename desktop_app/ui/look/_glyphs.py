"""The few drawings that a style sheet names by path.

Tinted for each theme and kept in memory as a Qt resource. A style sheet takes images by path only and cannot
tint them. The layout of the tables is that of Qt's `rcc` (format 1).
"""

import struct
from functools import cache

from PySide6.QtCore import qRegisterResourceData

from desktop_app.ui.look.colours import Theme
from desktop_app.ui.look.icons import flipped_svg, tinted_svg

_FORMAT = 1
_FOLDER_FLAG = 2
_GLYPHS = {
    "down.svg": ("chevron_down_20_regular", "muted"),
    "right.svg": ("chevron_right_20_regular", "muted"),
    "check.svg": ("checkmark_20_regular", "accent"),
    "checked.svg": ("checkmark_20_regular", "on_accent"),
}


@cache
def register_glyphs(*themes: Theme) -> tuple[bytes, bytes, bytes]:
    """Make `:/glyphs/<theme>/<glyph>` readable. The answer holds the tables that Qt goes on reading."""
    tables = _tables({theme.name: _drawings(theme) for theme in themes})
    qRegisterResourceData(_FORMAT, *tables)
    return tables


def _drawings(theme: Theme) -> dict[str, bytes]:
    drawings = {name: tinted_svg(icon, getattr(theme, token)) for name, (icon, token) in _GLYPHS.items()}
    return {**drawings, "up.svg": flipped_svg(drawings["down.svg"])}


def _tables(folders: dict[str, dict[str, bytes]]) -> tuple[bytes, bytes, bytes]:
    """Lay a tree of two levels out as rcc does.

    Nodes level by level, the members of a folder sorted by hash.
    """
    names, data = bytearray(), bytearray()

    def named(text: str) -> int:
        offset = len(names)
        names.extend(struct.pack(">HI", len(text), _hash(text)) + text.encode("utf-16-be"))
        return offset

    ordered = sorted(folders, key=_hash)
    root_children = 1
    first_folder = root_children + 1
    first_file = first_folder + len(ordered)
    nodes = [struct.pack(">IHII", 0, _FOLDER_FLAG, 1, root_children)]
    nodes.append(struct.pack(">IHII", named("glyphs"), _FOLDER_FLAG, len(ordered), first_folder))
    files: list[bytes] = []
    for folder in ordered:
        members = sorted(folders[folder], key=_hash)
        nodes.append(
            struct.pack(">IHII", named(folder), _FOLDER_FLAG, len(members), first_file + len(files)),
        )
        for member in members:
            entry = (named(member), 0, 0, 1, len(data))
            files.append(struct.pack(">IHHHI", *entry))
            content = folders[folder][member]
            data.extend(struct.pack(">I", len(content)) + content)
    return b"".join(nodes + files), bytes(names), bytes(data)


def _hash(text: str) -> int:
    value = 0
    for mark in text:
        value = (value << 4) + ord(mark)
        value ^= (value & 0xF0000000) >> 23
        value &= 0x0FFFFFFF
    return value
