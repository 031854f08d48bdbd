"""Old workbooks made byte by byte: the envelope (OLE2) and the records inside (BIFF)."""

import struct
from collections.abc import Mapping, Sequence

SECTOR = 512
END, FREE, IS_FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
CELL = tuple[int, int, int, str]
"""Row, column, cell format, text."""


def compound(streams: Mapping[str, bytes]) -> bytes:
    """Write streams of at least 4096 bytes (shorter ones are filled up with zeros) into an envelope."""
    sectors: list[bytes] = []
    fat: list[int] = []
    entries = [_entry("Root Entry", 5, END, 0, child=1)]
    for number, (name, content) in enumerate(streams.items(), 1):
        whole = content.ljust(4096, b"\0")
        whole += bytes(-len(whole) % SECTOR)
        entries.append(
            _entry(name, 2, len(sectors), len(whole), right=number + 1 if number < len(streams) else FREE)
        )
        _chain(whole, sectors, fat)
    directory = b"".join(entries).ljust(-(-len(entries) // 4) * SECTOR, b"\0")
    first = len(sectors)
    _chain(directory, sectors, fat)
    table = len(sectors)
    count = -(-(len(fat) + 1) // 127)
    fat += [IS_FAT] * count
    fat += [FREE] * (count * 128 - len(fat))
    sectors += [struct.pack("<128I", *fat[128 * at : 128 * at + 128]) for at in range(count)]
    head = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + bytes(16)
        + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
        + bytes(6)
    )
    head += struct.pack("<IIIIIIIIII", 0, count, first, 0, 4096, END, 0, END, 0, table)
    places = [*range(table + 1, table + count), *[FREE] * (109 - count)]
    return (head + struct.pack(f"<{len(places)}I", *places)).ljust(SECTOR, b"\0") + b"".join(sectors)


def workbook(cells: Sequence[CELL], *, fonts: Sequence[str] = ("Arial",), globals_: bytes = b"") -> bytes:
    """Write the stream of an Excel 97 workbook with one sheet of texts; format n has font n.

    `globals_` come first.
    """
    names = [*fonts[:4], *([""] if len(fonts) > 4 else []), *fonts[4:]]
    head = (
        record(0x809, struct.pack("<HHHHII", 0x600, 5, 0, 0, 0, 0))
        + globals_
        + record(0x42, struct.pack("<H", 1200))
    )
    head += b"".join(
        record(0x31, bytes(14) + bytes([len(name), 0]) + name.encode("latin-1")) for name in fonts
    )
    head += b"".join(record(0xE0, struct.pack("<H", place) + bytes(18)) for place in range(len(names)))
    size = len(head) + 4 + 6 + 3 + 4
    head += record(0x85, struct.pack("<IH", size, 0) + bytes([1, 0]) + b"S") + record(0x0A, b"")
    body = record(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0, 0, 0, 0))
    for row, column, style, text in cells:
        letters = text.encode("utf-16-le")
        body += record(0x204, struct.pack("<HHHHB", row, column, style, len(text), 1) + letters)
    return head + body + record(0x0A, b"")


def record(kind: int, data: bytes) -> bytes:
    """Write one record."""
    return struct.pack("<HH", kind, len(data)) + data


def _chain(content: bytes, sectors: list[bytes], fat: list[int]) -> None:
    for at in range(0, len(content), SECTOR):
        sectors.append(content[at : at + SECTOR])
        fat.append(len(sectors))
    fat[-1] = END


def _entry(name: str, kind: int, start: int, size: int, *, child: int = FREE, right: int = FREE) -> bytes:
    letters = name.encode("utf-16-le") + b"\0\0"
    return (
        letters.ljust(64, b"\0")
        + struct.pack("<HBBIII", len(letters), kind, 1, FREE, right, child)
        + bytes(36)
        + struct.pack("<IQ", start, size)
    )
