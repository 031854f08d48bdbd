"""The records of an old workbook (.xls): whether it is locked, how old it is, which cells and fonts it has.

After [MS-XLS]; only what the reading by calamine leaves out.
"""

import struct
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from desktop_app.exchange.reading.style import Style
from desktop_app.lists.cells import shows_month, shows_percent

_BOF, _EOF, _FILEPASS, _FONT, _XF, _BOUNDSHEET = 0x809, 0x0A, 0x2F, 0x31, 0xE0, 0x85
_FORMAT, _PERCENTS, _MONTHS = 0x41E, (9, 10), (17,)
"""The record of a number format, and the built-in formats that show hundredths, and a month."""
_COLINFO, _ROW, _STRUCK, _UNSEEN, _NO_HEIGHT = 0x7D, 0x208, 0x08, 0x01, 0x20
"""The records of columns and rows, and the bits that say struck out, hidden, and of no height."""
_FARTHEST = 256
"""The columns of a sheet of Excel 97."""
_LABEL, _LABELSST, _NUMBER, _RK, _MULRK, _RSTRING, _FORMULA, _BOOLERR = (
    0x204,
    0xFD,
    0x203,
    0x27E,
    0xBD,
    0xD6,
    0x06,
    0x205,
)
_CELLS = frozenset({_LABEL, _LABELSST, _NUMBER, _RK, _RSTRING, _FORMULA, _BOOLERR})
_TEXTS = frozenset({_LABEL, _LABELSST, _RSTRING})
_TEXT, _ERROR, _EMPTY_TEXT = 0, 2, 3
"""What the result of a formula is when it is no number."""
EXCEL_5, _BIFF8 = 0x500, 0x600
ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}

Record = tuple[int, int, int]
"""The kind of a record, where its data begins in the stream, and how long it is."""


class BrokenOff(ValueError):
    """A sheet ends before its end: part of it is missing."""


@dataclass(slots=True)
class OldSheet:
    """What a sheet holds, by (row, column).

    Numbers and other values, and texts, with their format, the numbers of shared texts, and error values. A
    text may be empty, so only `values` can show that a reader left something out.
    """

    values: dict[tuple[int, int], int] = field(default_factory=dict)
    texts: dict[tuple[int, int], int] = field(default_factory=dict)
    shared: dict[tuple[int, int], int] = field(default_factory=dict)
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    hidden_columns: set[int] = field(default_factory=set)
    hidden_rows: set[int] = field(default_factory=set)


def records(stream: bytes) -> Iterator[Record]:
    """Yield the records of a stream, as far as they are whole."""
    place, end = 0, len(stream)
    while place + 4 <= end:
        kind, length = struct.unpack_from("<HH", stream, place)
        if place + 4 + length > end:
            return
        yield kind, place + 4, length
        place += 4 + length


def version(stream: bytes) -> int:
    """Return the version of a stream (0x500 and 0x600 are those of Excel 5 and 97), or 0 if it has none."""
    kind, length = struct.unpack_from("<HH", stream) if len(stream) >= 8 else (0, 0)
    return int(struct.unpack_from("<H", stream, 4)[0]) if kind == _BOF and length >= 4 else 0


def is_locked(stream: bytes) -> bool:
    """Return whether a password is needed to read.

    One that only guards against changes is not such a record.
    """
    for count, (kind, _, _) in enumerate(records(stream)):
        if kind == _FILEPASS:
            return True
        if kind == _BOUNDSHEET or count > 200:
            return False
    return False


def styles(stream: bytes) -> list[Style]:
    """Return the cell formats."""
    fonts = _fonts(stream)
    kinds = dict.fromkeys(_PERCENTS, "percent") | dict.fromkeys(_MONTHS, "month")
    found: list[Style] = []
    wide = version(stream) == _BIFF8
    for kind, at, length in records(stream):
        if kind == _FORMAT and length > 5:
            code = _code(stream[at + 2 : at + length], wide=wide)
            shown = "percent" if shows_percent(code) else "month" if shows_month(code) else ""
            kinds[struct.unpack_from("<H", stream, at)[0]] = shown
        elif kind == _XF and length >= 4:
            number, shows = struct.unpack_from("<HH", stream, at)
            font, struck = fonts.get(number, ("", False))
            found.append(Style(kinds.get(shows, ""), font, struck))
        elif kind == _EOF:
            break
    return found


def struck_fonts(stream: bytes) -> dict[int, bool]:
    """Return of every font, by number, whether it strikes its text out."""
    return {number: struck for number, (_, struck) in _fonts(stream).items()}


def _fonts(stream: bytes) -> dict[int, tuple[str, bool]]:
    """Return the fonts by number, each with its name and whether it strikes its text out.

    Font 4 is left out in every file: that number does not exist.
    """
    wide = version(stream) == _BIFF8
    found: dict[int, tuple[str, bool]] = {}
    for kind, at, length in records(stream):
        if kind == _FONT and length > 16:
            struck = bool(struct.unpack_from("<H", stream, at + 2)[0] & _STRUCK)
            number = len(found) + (len(found) >= 4)
            found[number] = _name(stream[at + 14 : at + length], wide=wide), struck
        elif kind == _EOF:
            break
    return found


def sheets(stream: bytes) -> dict[str, OldSheet]:
    """Look at the cells of each sheet, by name.

    Raises BrokenOff if calamine would return a part of a sheet.
    """
    names = dict(_names(stream))
    found: dict[str, OldSheet] = {}
    sheet, depth, missing = OldSheet(), 0, dict(names)
    begun = -1
    for kind, at, length in records(stream):
        if kind == _BOF:
            depth += 1
            if depth == 1 and at - 4 in names:
                begun = at - 4
                sheet = found[names[begun]] = OldSheet()
        elif kind == _EOF:
            depth = max(0, depth - 1)
            if depth == 0:
                missing.pop(begun, None)
        elif depth == 1:
            _take(sheet, stream[at : at + length], kind)
    if missing:
        raise BrokenOff(*missing.values())
    return found


def _names(stream: bytes) -> Iterator[tuple[int, str]]:
    """Yield the sheets: where each begins in the stream, and its name."""
    wide = version(stream) == _BIFF8
    for kind, at, length in records(stream):
        if kind == _BOUNDSHEET and length > 8:
            yield struct.unpack_from("<I", stream, at)[0], _name(stream[at + 6 : at + length], wide=wide)
        elif kind == _EOF:
            return


def _hide(sheet: OldSheet, data: bytes, kind: int) -> None:
    if kind == _COLINFO and len(data) >= 10:
        first, last, width = struct.unpack_from("<HHH", data)
        if data[8] & _UNSEEN or not width:
            sheet.hidden_columns.update(range(first, min(last + 1, _FARTHEST)))
    elif kind == _ROW and len(data) >= 14:
        row, _, _, height = struct.unpack_from("<4H", data)
        if data[12] & _NO_HEIGHT or not height:
            sheet.hidden_rows.add(row)


def _take(sheet: OldSheet, data: bytes, kind: int) -> None:
    _hide(sheet, data, kind)
    if len(data) < 8 or (kind not in _CELLS and kind != _MULRK):
        return
    row, column, style = struct.unpack_from("<HHH", data)
    if kind == _MULRK:
        for place in range((len(data) - 6) // 6):
            sheet.values[row, column + place] = struct.unpack_from("<H", data, 4 + 6 * place)[0]
    elif kind in _TEXTS:
        sheet.texts[row, column] = style
        if kind == _LABELSST and len(data) >= 10:
            sheet.shared[row, column] = struct.unpack_from("<I", data, 6)[0]
    elif kind == _FORMULA and len(data) >= 14 and data[12:14] == b"\xff\xff":
        if data[6] in {_EMPTY_TEXT, _TEXT}:
            sheet.texts[row, column] = style
        elif data[6] == _ERROR:
            sheet.errors[row, column] = ERRORS.get(data[8], "#N/A")
        else:
            sheet.values[row, column] = style
    elif kind == _BOOLERR and data[7]:
        sheet.errors[row, column] = ERRORS.get(data[6], "#N/A")
    else:
        sheet.values[row, column] = style


def fonts_by_column(sheet: OldSheet, fonts: Mapping[int, str]) -> dict[int, list[str]]:
    """Return the fonts of the texts of each column, the most used one first."""
    counted: dict[int, Counter[str]] = {}
    for (_, column), style in sheet.texts.items():
        counted.setdefault(column, Counter())[fonts.get(style, "")] += 1
    return {column: [name for name, _ in fonts.most_common() if name] for column, fonts in counted.items()}


def _code(data: bytes, *, wide: bool) -> str:
    """Read a number format: a text with a length of two bytes in a wide file, else one as names are."""
    if not wide:
        return _name(data, wide=False)
    letters = struct.unpack_from("<H", data)[0]
    return (
        data[3 : 3 + 2 * letters].decode("utf-16-le", "replace")
        if data[2] & 1
        else data[3 : 3 + letters].decode("latin-1")
    )


def _name(data: bytes, *, wide: bool) -> str:
    """Read a short name: its length, in a wide file whether its letters take two bytes, its letters."""
    if not wide:
        return data[1 : 1 + data[0]].decode("cp1252", "replace")
    if data[1] & 1:
        return data[2 : 2 + 2 * data[0]].decode("utf-16-le", "replace")
    return data[2 : 2 + data[0]].decode("latin-1")
