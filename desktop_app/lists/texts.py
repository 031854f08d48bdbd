"""The texts of a sheet, repaired: columns written in TCVN3 or VNI-Windows are read as what they say."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import islice
from types import MappingProxyType

from desktop_app.domain.encodings import Encoding, decode, encoding_of_font, guess_encoding, has_only_capitals
from desktop_app.lists.sheet import Sheet, Value

_SAMPLE = 200


def column_encodings(sheet: Sheet) -> Mapping[int, Encoding]:
    """Recognise the encoding of every column that has Vietnamese letters.

    The fonts of a column decide if it has no others; if it has, and if none are known, the letters do.
    """
    width = max(map(len, sheet.rows), default=0)
    found: dict[int, Encoding] = {}
    for column in range(width):
        samples = dict.fromkeys(islice(_telling(sheet, column), _SAMPLE))
        if samples:
            modern = sum(map(is_modern, samples)) * 2 > len(samples)
            found[column] = "unicode" if modern else guess_encoding(samples, _old_fonts(sheet, column))
    return found


def repaired(
    sheet: Sheet, encoding: Encoding | None = None, said: Mapping[int, Encoding] = MappingProxyType({})
) -> tuple[Sheet, Encoding]:
    """Return the sheet with its old texts read, and the encoding that they had.

    Without an `encoding` that of each column is recognised; what is `said` of a column goes before both. A
    cell with letters that only Unicode has is left alone.
    """
    by_column = column_encodings(sheet)
    columns: dict[int, Encoding] = {
        column: encoding or found
        for column, found in by_column.items()
        if encoding is not None or found != "unicode"
    }
    columns |= said
    columns = {column: named for column, named in columns.items() if named != "unicode"}
    if not columns:
        return sheet, "unicode"
    chosen = Counter(columns.values()).most_common(1)[0][0]
    capitals = {column for column in columns if all(map(has_only_capitals, _fonts(sheet, column) or ("",)))}
    known: dict[tuple[str, Encoding, bool], str] = {}

    def read(value: Value, column: int) -> Value:
        named, high = columns.get(column), column in capitals
        if named is None or not isinstance(value, str) or (value.isascii() and not high):
            return value
        if (value, named, high) not in known:
            text = read_old(value, named)
            known[value, named, high] = text.upper() if high else text
        return known[value, named, high]

    rows = tuple(tuple(read(value, column) for column, value in enumerate(row)) for row in sheet.rows)
    return replace(sheet, rows=rows), chosen


def read_old(text: str, encoding: Encoding) -> str:
    """Read one text.

    TCVN3 has accented capitals only in fonts of their own, so a text in capitals stays one.
    """
    if is_modern(text):
        return text
    read = decode(text, encoding)
    plain = [letter for letter in text if letter.isascii() and letter.isalpha()]
    return read.upper() if len(plain) > 1 and all(letter.isupper() for letter in plain) else read


def is_modern(text: str) -> bool:
    """Return whether a text has Vietnamese letters that only Unicode has."""
    return any("\u0100" <= letter < "\u2000" for letter in text)


def _old_fonts(sheet: Sheet, column: int) -> tuple[str, ...]:
    """Return the fonts of a column if all of them are old ones."""
    fonts = _fonts(sheet, column)
    return fonts if all(encoding_of_font(font) for font in fonts) else ()


def _fonts(sheet: Sheet, column: int) -> tuple[str, ...]:
    return sheet.fonts[column] if column < len(sheet.fonts) else ()


def _telling(sheet: Sheet, column: int) -> Iterator[str]:
    """Yield the texts of a column that have more than ASCII letters, from all over the sheet."""
    step = max(1, len(sheet.rows) // (4 * _SAMPLE))
    for row in sheet.rows[::step]:
        if column < len(row):
            value = row[column]
            if isinstance(value, str) and not value.isascii():
                yield value
