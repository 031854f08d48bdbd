"""Reads binary workbooks (.xlsb): the cells with calamine; error values and a second count from the file itself."""

import posixpath
import struct
import zipfile
from collections.abc import Iterator
from pathlib import Path

from defusedxml.ElementTree import fromstring

from desktop_app.exchange.reading.biff import ERRORS, OldSheet
from desktop_app.exchange.reading.formats.calamine import read as read_cells
from desktop_app.exchange.reading.formats.packed import Packed
from desktop_app.exchange.reading.formats.xls import completed

# The records of a binary workbook (.xlsb): which cells hold something, and error values.


_ROW, _SHEET_DATA_ENDS, _SHARED_TEXT, _SHEET = 0, 146, 19, 156
_ERROR, _TEXT, _SHARED, _FORMULA_TEXT, _FORMULA_ERROR = 3, 6, 7, 8, 11
_CELLS = frozenset(range(2, 12))
_HEAD = 8
"""A cell begins with its column and its style."""
_WORKBOOK, _TEXTS = "xl/workbook.bin", "xl/sharedStrings.bin"

Record = tuple[int, int, int]
"""The kind of a record, where its data begins in the stream, and where it ends."""


def records(stream: bytes) -> Iterator[Record]:
    """Yield the records of a stream, as far as they are whole."""
    at, end = 0, len(stream)
    while at + 2 <= end:
        kind = stream[at]
        at += 1
        if kind & 0x80:
            kind = kind & 0x7F | (stream[at] & 0x7F) << 7
            at += 1
        length = shift = 0
        while at < end and shift < 28:
            byte = stream[at]
            at += 1
            length |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80:
                break
        if at + length > end:
            return
        yield kind, at, at + length
        at += length


def second_look(archive: zipfile.ZipFile) -> dict[str, OldSheet]:
    """Look at the cells of each sheet, by name; a sheet whose part is not found is passed over."""
    parts = set(archive.namelist())
    if _WORKBOOK not in parts:
        return {}
    blank = frozenset(_blank_texts(archive.read(_TEXTS))) if _TEXTS in parts else frozenset[int]()
    targets = _targets(archive)
    return {
        name: _cells(archive.read(part), blank)
        for link, name in _names(archive.read(_WORKBOOK))
        if (part := targets.get(link, "")) in parts
    }


def _targets(archive: zipfile.ZipFile) -> dict[str, str]:
    links = fromstring(archive.read("xl/_rels/workbook.bin.rels"))
    targets = {link.get("Id", ""): link.get("Target", "") for link in links}
    return {key: posixpath.normpath(posixpath.join("/xl", target)).lstrip("/") for key, target in targets.items()}


def _names(stream: bytes) -> Iterator[tuple[str, str]]:
    """Yield the link and the name of each sheet."""
    for kind, at, end in records(stream):
        if kind == _SHEET:
            link, after = _text(stream, at + 8, end)
            yield link, _text(stream, after, end)[0]


def _blank_texts(stream: bytes) -> Iterator[int]:
    """Yield the places of shared texts that show nothing."""
    place = 0
    for kind, at, end in records(stream):
        if kind == _SHARED_TEXT:
            if not _text(stream, at + 1, end)[0].strip():
                yield place
            place += 1


def _cells(stream: bytes, blank: frozenset[int]) -> OldSheet:
    sheet, row = OldSheet(), 0
    for kind, at, end in records(stream):
        if kind == _ROW and end - at >= 4:
            row = struct.unpack_from("<I", stream, at)[0]
        elif kind == _SHEET_DATA_ENDS:
            break
        elif kind in _CELLS and end - at > _HEAD:
            place = row, struct.unpack_from("<I", stream, at)[0]
            if kind in {_ERROR, _FORMULA_ERROR}:
                sheet.errors[place] = ERRORS.get(stream[at + _HEAD], "#N/A")
            elif _shows(kind, stream, at + _HEAD, end, blank):
                sheet.values.add(place)
    return sheet


def _shows(kind: int, stream: bytes, at: int, end: int, blank: frozenset[int]) -> bool:
    if kind == _SHARED:
        return end - at >= 4 and struct.unpack_from("<I", stream, at)[0] not in blank
    return kind not in {_TEXT, _FORMULA_TEXT} or bool(_text(stream, at, end)[0].strip())


def _text(stream: bytes, at: int, end: int) -> tuple[str, int]:
    """Read a text, which begins with its length in letters; return where it ends."""
    if at + 4 > end:
        return "", end
    after = min(end, at + 4 + 2 * struct.unpack_from("<I", stream, at)[0])
    return stream[at + 4 : after].decode("utf-16-le", "replace"), after


def read_xlsb(path: Path) -> list[Packed]:
    """Read every worksheet. Raises what calamine raises."""
    sheets = read_cells(path)
    with zipfile.ZipFile(path) as archive:
        known = second_look(archive)
    return [completed(sheet, known.get(sheet[0], OldSheet()), {}) for sheet in sheets]
