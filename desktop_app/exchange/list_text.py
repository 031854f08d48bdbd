"""The texts of a list, repaired: read from TCVN3 or VNI where the sheet is written so, and tidied."""

from collections.abc import Callable, Iterator
from itertools import islice

from desktop_app.domain.encodings import Encoding, decode, encoding_of_font, guess_encoding, has_only_capitals
from desktop_app.exchange.list_cells import shown
from desktop_app.exchange.sheets import Sheet, Value

Repair = Callable[[Value], str]
"""Gives a cell as text; line breaks stay."""

_SAMPLE = 400


def encoding_of(sheet: Sheet) -> Encoding:
    """Recognise the encoding of a sheet by its fonts first and its letters second."""
    return guess_encoding(islice(_telling(sheet), _SAMPLE), sheet.fonts)


def repair_of(sheet: Sheet, encoding: Encoding | None = None) -> Repair:
    """Give what reads the cells of a sheet; without an `encoding` the sheet's own is recognised."""
    chosen = encoding_of(sheet) if encoding is None else encoding
    if chosen == "unicode":
        return shown
    old = [font for font in sheet.fonts if encoding_of_font(font) == chosen]
    capitals = next((font for font in old if has_only_capitals(font)), "") if all(map(has_only_capitals, old)) else ""

    def repair(value: Value) -> str:
        if not isinstance(value, str) or value.isascii() or _is_modern(value):
            return shown(value)
        read = decode(value, chosen, capitals)
        return shown(read.upper() if _is_capital(value) else read)

    return repair


def _telling(sheet: Sheet) -> Iterator[str]:
    return (value for row in sheet.rows for value in row if isinstance(value, str) and not value.isascii())


def _is_modern(text: str) -> bool:
    """Tell whether a text has Vietnamese letters that only Unicode has, so that it needs no repair."""
    return any("\u0100" <= letter < "\u2000" for letter in text)


def _is_capital(text: str) -> bool:
    """Tell whether a text is typed in capitals, whose accented letters TCVN3 can only write as small ones."""
    plain = [letter for letter in text if letter.isascii() and letter.isalpha()]
    return len(plain) > 1 and all(letter.isupper() for letter in plain)
