"""Vietnamese text: repaired on its way in, folded for search, compared, and put in alphabetical order."""

import re
import unicodedata
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import date
from functools import lru_cache

_LONGEST_NUMBER = 18
_DAY_FIRST = re.compile(r"(\d{1,2})\s*[./\-\s]\s*(\d{1,2})\s*[./\-\s]\s*(\d{4}|\d{2})")
_DAY_DIGITS = re.compile(r"(\d{2})(\d{2})(\d{4}|\d{2})")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ][\d:.]+)?")
_CENTURY, _HUNDRED = 2000, 100
_LINE_ENDS = re.compile("\r\n|[\n\r\v\f\x85\u2028\u2029]")
_HOLLOW = ("\u2800", "\u3164", "\uffa0")
"""Blanks that Unicode does not call spaces."""
_DASHES = "\u2043\u2212"
_DOUBLE_QUOTES = "“”„‟«»″〝〞＂"
_SINGLE_QUOTES = "‘’‚‛`´′‹›ʼ＇"
_CROSSED_D = "đðɖ"

_TONES = "\u0300\u0309\u0303\u0301\u0323"
"""Huyền, hỏi, ngã, sắc, nặng as combining marks, in alphabetical order; no mark comes before them all."""
_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_MARKED_VOWELS = "ăâêôơư"
_VOWELS = "aeiouy" + _MARKED_VOWELS
_TONED_WORD = re.compile(r"[^\W\d_]+")
_VOWEL_RUNS = re.compile(f"[{_VOWELS}]+")
_DIGITS = re.compile("[0-9]+")
_MOST_DIGITS = 150

_CACHED_WORDS = 8192
"""Official papers repeat a few thousand syllables: the work is done once for each."""
_CACHED_LENGTH = 4000
"""Longer texts pass the caches by, so that a strange file cannot fill the memory."""

_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"),
    (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
_LARGEST_ROMAN = 3999


class _LetterTable(dict[int, str]):
    """A `str.translate` table that asks `letter` once for each character it meets."""

    def __init__(self, letter: Callable[[str], str]) -> None:
        self._letter = letter

    def __missing__(self, code: int) -> str:
        found = self[code] = self._letter(chr(code))
        return found


def _tidied(letter: str) -> str:
    if letter == "\u00ad":
        return letter
    if letter.isspace() or letter in _HOLLOW:
        return " "
    return "" if unicodedata.category(letter) in {"Cc", "Cf", "Cs"} or letter in "\ufffe\uffff" else letter


def _plain(letter: str) -> str:
    """Return one character for all dashes, quotes and spaces that say the same.

    Return nothing for what cannot be seen.
    """
    if letter in _DASHES or unicodedata.category(letter) == "Pd":
        return "-"
    if letter in _DOUBLE_QUOTES:
        return '"'
    if letter in _SINGLE_QUOTES:
        return "'"
    return "" if letter == "\u00ad" else _tidied(letter)


def _folded(letter: str) -> str:
    if letter in _CROSSED_D:
        return "d"
    return "" if unicodedata.category(letter) == "Mn" else _plain(letter)


def _same(letter: str) -> str:
    return "đ" if letter in _CROSSED_D else _plain(letter)


def _order(letter: str) -> str:
    """Return a letter as its place in the alphabet, whatever its tone.

    Everything else comes before the letters.
    """
    marks = unicodedata.normalize("NFD", _same(letter))
    base = unicodedata.normalize("NFC", "".join(mark for mark in marks if mark not in _TONES))
    return chr(0x250 + _ALPHABET.index(base)) if base and base in _ALPHABET else _plain(letter)


def _tone(letter: str) -> str:
    marks = unicodedata.normalize("NFD", letter)
    return next((str(_TONES.index(mark) + 1) for mark in marks if mark in _TONES), "0")


_TIDY, _FOLD, _SAME, _ORDER, _TONE = (
    _LetterTable(letter) for letter in (_tidied, _folded, _same, _order, _tone)
)


def tidy(text: str) -> str:
    """Repair what a cell or a field holds, keeping its line breaks.

    NFC (TCVN 6909:2001); one plain blank for any run of any spaces; lines trimmed; no control, zero-width or
    direction characters. The soft hyphen stays, because it is the letter ư of text still in TCVN3.
    """
    if text.isprintable():  # then its only spaces are plain ones, and it is one line
        return _tidy_line(text)
    return "\n".join([_tidy_line(line) for line in _LINE_ENDS.split(text)]).strip("\n")


def one_line(text: str) -> str:
    """Repair as `tidy` does, and put everything on one line."""
    return " ".join(tidy(text).split())


def fold(text: str) -> str:
    """Return the text as search and matching see it.

    No case, accents, đ, tone placement, line breaks or odd spaces.
    """
    return _by_words(text, _FOLDED)


def canonical(text: str) -> str:
    """Return the key behind `same_text`.

    Lower case, NFC, one tone placement, one kind of space, dash and quote.
    """
    return _by_words(text, _CANONICAL)


def same_text(a: str, b: str) -> bool:
    """Return whether two texts say the same in an official paper.

    A changed accent ("năm", "nam") is a difference.
    """
    return a == b or canonical(a) == canonical(b)


def sort_key(text: str) -> str:
    """Return a key in Vietnamese order.

    A ă â b … đ e ê …, then ngang huyền hỏi ngã sắc nặng; "2" before "10".
    """
    if len(text) > _CACHED_LENGTH:
        pairs = [_sorted_word.__wrapped__(word) for word in text.split()]
    else:
        pairs = [_sorted_word(word) for word in text.split()]
    return " ".join([pair[0] for pair in pairs]) + "\0" + " ".join([pair[1] for pair in pairs])


def in_order(texts: Iterable[str]) -> list[str]:
    """Return texts in Vietnamese order, each once; which order or set they come from makes no difference."""
    return sorted(set(texts), key=lambda text: (sort_key(text), text))


def modern_tone(text: str) -> str:
    """Put each syllable's tone where this program's own texts have it: "Hòa", "Ủy", "Hóa", "Thúy"."""
    return text if text.isascii() else _TONED_WORD.sub(_with_tone, unicodedata.normalize("NFC", text))


def roman(number: int) -> str:
    """Write 1 to 3999 in Roman figures, any other number in Arabic ones."""
    if not 1 <= number <= _LARGEST_ROMAN:
        return str(number)
    text = ""
    for value, figure in _ROMAN:
        times, number = divmod(number, value)
        text += figure * times
    return text


def day_text(day: date) -> str:
    """Write a day: days below 10, January and February carry a 0 (Nghị định 30/2020/NĐ-CP, Phụ lục I)."""
    month = f"{day.month:02}" if day.month < 3 else str(day.month)
    return f"{day.day:02}/{month}/{day.year}"


def typed_day(text: str) -> date | None:
    """Return the day of 14/12/2021, 14/12/21, 14-12-2021, 14.12.2021, 141221, 14122021 or 2021-12-14.

    Two digits of a year count from 2000. None if it is no day.
    """
    given = text.strip()
    for pattern, order in ((_DAY_FIRST, (3, 2, 1)), (_DAY_DIGITS, (3, 2, 1)), (_ISO, (1, 2, 3))):
        found = pattern.fullmatch(given)
        if found is None:
            continue
        year, month, day = (int(found[place]) for place in order)
        with suppress(ValueError):
            return date(year if year >= _HUNDRED else _CENTURY + year, month, day)
    return None


def whole(text: str) -> int | None:
    """Return the whole number that a text of digits is; None for any other text.

    One of more digits than SQLite keeps is no number: Python refuses to read thousands of them.
    """
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= _LONGEST_NUMBER else None


def read_roman(text: str) -> int | None:
    """Read Roman figures of either case; None for anything else ("IIII" and "IC" are not Roman)."""
    figures = text.strip().upper()
    number, rest = 0, figures
    for value, figure in _ROMAN:
        while rest.startswith(figure):
            number, rest = number + value, rest[len(figure) :]
    return number if number and not rest and roman(number) == figures else None


def _tidy_line(line: str) -> str:
    if line.isprintable() and unicodedata.is_normalized("NFC", line) and not _has_hollow(line):
        trimmed = "  " not in line and line[:1] != " " and line[-1:] != " "
        return line if trimmed else " ".join(line.split())
    line = unicodedata.normalize("NFC", unicodedata.normalize("NFC", line).translate(_TIDY))
    return " ".join(line.split())


def _has_hollow(line: str) -> bool:
    return _HOLLOW[0] in line or _HOLLOW[1] in line or _HOLLOW[2] in line


def _folded_word(word: str) -> str:
    if word.isascii():
        return word.lower().translate(_FOLD)
    return unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", word).lower()).translate(_FOLD)


def _canonical_word(word: str) -> str:
    return modern_tone(unicodedata.normalize("NFC", word.lower()).translate(_SAME))


class _WordCache(dict[str, str]):
    """What `change` makes of each word, worked out once; begun anew when it is full.

    Figures stay what they are.
    """

    def __init__(self, change: Callable[[str], str]) -> None:
        self.change = change

    def __missing__(self, word: str) -> str:
        if word.isascii() and word.isdigit():
            return word
        if len(self) >= _CACHED_WORDS:
            self.clear()
        changed = self[word] = self.change(word)
        return changed


_FOLDED, _CANONICAL = _WordCache(_folded_word), _WordCache(_canonical_word)


def _by_words(text: str, known: _WordCache) -> str:
    change = known.__getitem__ if len(text) <= _CACHED_LENGTH else known.change
    changed = " ".join(map(change, text.split()))
    if "  " in changed or changed[:1] == " " or changed[-1:] == " ":  # a word that came to nothing
        return " ".join(changed.split())
    return changed


@lru_cache(_CACHED_WORDS)
def _sorted_word(word: str) -> tuple[str, str]:
    if word.isascii() and word.isdigit():
        return _by_size(word), ""
    low = unicodedata.normalize("NFC", word.lower())
    return _DIGITS.sub(lambda digits: _by_size(digits[0]), low.translate(_ORDER)), low.translate(_TONE)


def _by_size(digits: str) -> str:
    figures = digits.lstrip("0")
    return chr(0x30 + min(len(figures), _MOST_DIGITS)) + figures


def _with_tone(word: re.Match[str]) -> str:
    return word[0] if word[0].isascii() else _placed(word[0])


@lru_cache(maxsize=20_000)
def _placed(word: str) -> str:
    marks = unicodedata.normalize("NFD", word)
    tones = [mark for mark in marks if mark in _TONES]
    if len(tones) != 1:
        return word
    letters = unicodedata.normalize("NFC", marks.replace(tones[0], ""))
    place = _tone_place(letters.lower())
    if place is None:
        return word
    return unicodedata.normalize("NFC", letters[: place + 1] + tones[0] + letters[place + 1 :])


def _tone_place(syllable: str) -> int | None:
    """Index of the vowel that bears the tone; None for what is no Vietnamese syllable."""
    onset = 2 if re.match(f"(?:qu|gi)[{_VOWELS}]", syllable) else 0
    runs = list(_VOWEL_RUNS.finditer(syllable, onset))
    if len(runs) != 1:
        return None
    vowels, first, end = runs[0][0], runs[0].start(), runs[0].end()
    marked = [index for index, vowel in enumerate(vowels) if vowel in _MARKED_VOWELS]
    if marked:
        return first + marked[-1]
    if len(vowels) == 1:
        return first
    return first + 1 if len(vowels) > 2 or end < len(syllable) else first
