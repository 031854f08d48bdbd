"""Text on its way into a workbook: what Excel takes, how wide it runs, how wide its column should be."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache

MAX_TEXT = 32_767
"""UTF-16 units in one cell (Excel specifications and limits)."""

PIXEL = 96 / 72
"""Pixels to a point, in Excel's own reckoning."""

UNIT = 7
"""Pixels to a unit of column width.

The workbook's own font is 11 points (Calibri or Times New Roman).
"""

BOLD = 1.09
"""How much wider bold is than regular."""

SAMPLE = 200
MOST_WORDS = 50_000
_EM = 1000
_USUAL = 500
_WIDTHS = {
    250: " .,",
    278: "ijlt/:;|",
    333: "fr-()I!",
    389: "sJ",
    444: "acez“”",
    611: "ELTZ",
    556: "FPS",
    667: "BCR",
    722: "ADGHKNOQUVXYwĐ",
    778: "m",
    833: "%",
    890: "M",
    944: "W",
    1000: "—…",
}
_WIDTH = {character: wide for wide, characters in _WIDTHS.items() for character in characters}
_SIGN = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_BREAKS = "\x0b\x0c\x85"
_DROPPED = dict.fromkeys((*range(0x20), *range(0x7F, 0xA0), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF))
_CLEANED: dict[int, str | None] = {
    **_DROPPED,
    **{ord(code): "\n" for code in ("\n", *_BREAKS)},
    ord("\t"): " ",
}


def clean(text: str) -> str:
    """Return `text` as a cell can hold it: lines end with a line feed, a tab is a space.

    Other control characters go, and what XML has no place for.
    """
    if text.isprintable():
        return text
    return text.replace("\r\n", "\n").replace("\r", "\n").translate(_CLEANED)


def escaped(text: str) -> str:
    """Return `text` so that no reader takes "_x0041_" in it for the sign of a letter.

    Source: ECMA-376, 22.9.2.19.
    """
    return _SIGN.sub("_x005F_", text) if "_x" in text else text


def length(text: str) -> int:
    """Count `text` as Excel does, in UTF-16 units."""
    return len(text) + sum(character > "\uffff" for character in text)


def width(text: str, size: float, weight: float = 1.0) -> float:
    """Return the width of one line of Times New Roman in pixels.

    `size` is in points, `weight` is `BOLD` for bold.
    """
    return sum(_word_widths[word] + _WIDTH[" "] for word in text.split(" ")) * size * weight * PIXEL / _EM


def wrap(text: str, room: float, size: float, weight: float = 1.0) -> Iterator[str]:
    """Break `text` into the lines that a cell of `room` pixels shows; a word wider than the cell is cut."""
    space = _WIDTH[" "]
    most = room * _EM / (size * weight * PIXEL)
    for paragraph in text.split("\n"):
        line: list[str] = []
        used = 0
        for whole in paragraph.split(" "):
            word, wide = whole, _word_widths[whole]
            if line and used + wide > most:
                yield " ".join(line)
                line, used = [], 0
            while wide > most and len(word) > 1:
                cut = max(1, int(len(word) * most / wide))
                head, word = word[:cut], word[cut:]
                yield head
                wide -= _word_widths[head]
            line.append(word)
            used += wide + space
        yield " ".join(line)


@lru_cache(maxsize=2048)
def count_lines(text: str, room: float, size: float, weight: float = 1.0) -> int:
    """Count the lines of `text` in a cell of `room` pixels."""
    return sum(1 for _ in wrap(text, room, size, weight))


class _WordWidths(dict[str, int]):
    """The widths of words in thousandths of an em. Vietnamese has few syllables, so most are found here."""

    def __missing__(self, word: str) -> int:
        if len(self) >= MOST_WORDS:
            self.clear()
        bare = (unicodedata.normalize("NFD", character)[0] for character in word)
        wide = self[word] = sum(_WIDTH.get(character, _USUAL) for character in bare)
        return wide


_word_widths = _WordWidths()


def share_widths(rows: Sequence[Sequence[int]], least: Sequence[int], total: int) -> list[int]:
    """Return each column its part of `total` (units of column width), so that the rows come out low.

    `rows` holds the lengths of the texts in each row, `least` the width below which no column goes. The next
    unit goes to the column that makes the most rows tall; where every text has its line, to the fullest one.
    Of many rows some are asked, an odd number apart: texts that come round in turn are then all among them.
    """
    widths = list(least)
    sample = rows[:: len(rows) // SAMPLE | 1]
    for _ in range(total - sum(least)):
        gains = [0.0] * len(widths)
        for row in sample:
            tall = [count / wide for count, wide in zip(row, widths, strict=True)]
            highest = max(tall)
            column = tall.index(highest)
            gains[column] += highest / widths[column] if highest > 1 else 0.0
        if not any(gains):
            gains = [max((row[at] / wide for row in sample), default=0.0) for at, wide in enumerate(widths)]
        widths[gains.index(max(gains))] += 1
    return widths
