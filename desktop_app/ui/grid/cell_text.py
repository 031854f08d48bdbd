"""Text that is fitted into a cell: at most so many lines, the last one ending in "…" if more would follow."""

from dataclasses import dataclass
from itertools import pairwise
from math import ceil

from PySide6.QtGui import QFont, QFontMetricsF, QTextLayout, QTextOption

_ROOM = 20_000
_BREAK = "\u2028"


@dataclass(frozen=True, slots=True)
class FittedLines:
    """The lines that fit, and whether anything was left out."""

    lines: tuple[str, ...]
    cut: bool


class TextFitter:
    """Breaks text in one font into lines; what was fitted once is remembered."""

    def __init__(self, font: QFont) -> None:
        self.font = font
        self.metrics = QFontMetricsF(font)
        self.line_height = ceil(self.metrics.ascent() + self.metrics.descent())
        self._known: dict[tuple[str, int, int], FittedLines] = {}

    def fit(self, text: str, width: int, count: int) -> FittedLines:
        """Fit `text` into `count` lines of `width` pixels."""
        key = (text, width, count)
        known = self._known.get(key)
        if known is None:
            if len(self._known) > _ROOM:
                self._known.clear()
            known = self._known[key] = self._fit(text, max(width, 1), count)
        return known

    def _fit(self, text: str, width: int, count: int) -> FittedLines:
        head = text[: width * count + 1]
        if "\n" not in head and self.metrics.horizontalAdvance(head) <= width:
            return FittedLines((head,), cut=False)
        layout = QTextLayout(head.replace("\n", _BREAK), self.font)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.beginLayout()
        starts: list[int] = []
        while len(starts) <= count:
            line = layout.createLine()
            if not line.isValid():
                break
            line.setLineWidth(width)
            starts.append(line.textStart())
        layout.endLayout()
        if len(starts) <= count:
            ends = [*starts[1:], len(head)]
            return FittedLines(tuple(head[a:b].strip() for a, b in zip(starts, ends, strict=True)), cut=False)
        full = [head[a:b].strip() for a, b in pairwise(starts[:count])]
        rest = head[starts[count - 1] : starts[count]].rstrip()
        return FittedLines((*full, self._ended(rest, width)), cut=True)

    def _ended(self, text: str, width: int) -> str:
        while text and self.metrics.horizontalAdvance(text + "…") > width:
            text = text[:-1]
        return text.rstrip() + "…"
