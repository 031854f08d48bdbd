"""Vietnamese text: one form for what is kept, one for what is searched, one for what is sorted.

NFC is the form of TCVN 6909:2001. It does not unify where a tone stands (hoà, hòa), which official texts mix.
"""

import re
import unicodedata
from functools import lru_cache

_SPACES = {
    ord(mark): " "
    for mark in "\t\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
}
_GONE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u200e\u200f\u202a\u202b\u202c\u202d\u202e"), None)
_CONTROLS = dict.fromkeys((*range(9), *range(14, 32), 127, *range(128, 133), *range(134, 160)))
_LINES = {ord("\r"): "\n", ord("\x0b"): "\n", ord("\x0c"): "\n", ord("\x85"): "\n", 0x2028: "\n", 0x2029: "\n"}
_TIDY = _SPACES | _GONE | _CONTROLS | _LINES
_SIGNS = {
    **dict.fromkeys(map(ord, "‐‑‒–—―−"), "-"),
    **dict.fromkeys(map(ord, "“”„‟«»″＂"), '"'),
    **dict.fromkeys(map(ord, "‘’‚‛′＇`´"), "'"),
    ord("…"): "...",
}
_BLANKS = re.compile(r"[ \n]+")
_INNER = re.compile(r" {2,}")
_DIGITS = re.compile(r"\d+")

_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_TONES = {"": 0, "\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}  # ngang huyền hỏi ngã sắc nặng
_SHAPES = "\u0306\u0302\u031b"  # breve, circumflex, horn: part of the letter, not a tone

_MODERN = {"óa": "oá", "òa": "oà", "ỏa": "oả", "õa": "oã", "ọa": "oạ", "óe": "oé", "òe": "oè", "ỏe": "oẻ", "õe": "oẽ",
           "ọe": "oẹ", "úy": "uý", "ùy": "uỳ", "ủy": "uỷ", "ũy": "uỹ", "ụy": "uỵ"}  # fmt: skip
_OLD_TONE = re.compile("(?<![qQ])(" + "|".join(_MODERN.values()) + r")(?![\w])", re.IGNORECASE)


def tidy(text: str) -> str:
    """Give the text as it is kept: NFC, no odd spaces or control characters, lines trimmed; line breaks stay."""
    if text.isascii() and text.isprintable() and "  " not in text:
        return text.strip()
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").translate(_TIDY))
    if "\n" in text:
        return "\n".join(_INNER.sub(" ", line).strip() for line in text.strip(" \n").split("\n"))
    return _INNER.sub(" ", text).strip()


def one_line(text: str) -> str:
    """Give the tidied text with its line breaks turned into spaces."""
    tidied = tidy(text)
    return _BLANKS.sub(" ", tidied) if "\n" in tidied else tidied


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Give the text as it is searched and matched: no case, accents, tone, odd spaces, dashes or quotes."""
    plain = unicodedata.normalize("NFD", one_line(text).casefold().replace("đ", "d").translate(_SIGNS))
    if plain.isascii():
        return plain
    return unicodedata.normalize("NFC", "".join(mark for mark in plain if not unicodedata.combining(mark)))


@lru_cache(maxsize=65536)
def canonical(text: str) -> str:
    """Give the key under which two official texts say the same: as `fold`, but accents stay."""
    return old_tone(one_line(text).casefold().translate(_SIGNS))


def same_text(one: str, other: str) -> bool:
    """Tell whether two texts differ in nothing that means something: case, spaces, NFD, tone placement, dashes."""
    return one == other or canonical(one) == canonical(other)


def old_tone(text: str) -> str:
    """Write every tone where the older rule puts it ("hoà", "uỷ"), so that both ways compare equal."""
    for modern, old in _MODERN.items():
        if modern in text:
            text = re.sub(f"(?<!q){modern}(?!\\w)", old, text)
    return text


def modern_tone(text: str) -> str:
    """Write every tone where official texts put it today ("Hòa", "Ủy"); `qu…` is left alone."""
    return _OLD_TONE.sub(_to_modern, unicodedata.normalize("NFC", text))


def _to_modern(match: re.Match[str]) -> str:
    found = match[0]
    lower = next(modern for modern, old in _MODERN.items() if old == found.lower())
    return "".join(mark.upper() if shown.isupper() else mark for mark, shown in zip(lower, found, strict=True))


def _places() -> tuple[dict[int, str], dict[int, str]]:
    """Give, for every Vietnamese letter, its place in the alphabet and its tone, each as one character."""
    letters, tones = {}, {}
    for place, base in enumerate(_ALPHABET):
        for mark, tone in _TONES.items():
            letter = unicodedata.normalize("NFC", base + mark)
            if len(letter) == 1:
                letters[ord(letter)] = chr(200 + place)
                tones[ord(letter)] = chr(65 + tone)
    return letters, tones


_LETTERS, _TONE_OF = _places()


def sort_key(text: str) -> tuple[str, str]:
    """Give the key of Vietnamese alphabetical order: letters first, then tones; numbers by their value."""
    lower = _DIGITS.sub(_padded, one_line(text).casefold())
    return lower.translate(_LETTERS), lower.translate(_TONE_OF)


def _padded(digits: re.Match[str]) -> str:
    return digits[0].zfill(9)


_ROMAN = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"),
          (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))  # fmt: skip
_ROMAN_FORM = re.compile(r"M{0,3}(CM|CD|D?C{0,3})(XC|XL|L?X{0,3})(IX|IV|V?I{0,3})", re.IGNORECASE)


def roman(number: int) -> str:
    """Write a number from 1 to 3999 in Roman numerals."""
    written = ""
    for value, sign in _ROMAN:
        count, number = divmod(number, value)
        written += sign * count
    return written


def read_roman(text: str) -> int | None:
    """Read Roman numerals; None for anything else."""
    sign = text.strip()
    if not sign or _ROMAN_FORM.fullmatch(sign) is None:
        return None
    rest, number = sign.upper(), 0
    for value, part in _ROMAN:
        while rest.startswith(part):
            number += value
            rest = rest[len(part) :]
    return number
