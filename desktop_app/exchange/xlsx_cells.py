"""The cells of a sheet and the texts that they share, as the parts of an .xlsx pass by."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time

from desktop_app.exchange.cell_values import Value, unescape
from desktop_app.exchange.grid import Grid
from desktop_app.exchange.preflight import column_index
from desktop_app.exchange.xlsx_styles import Kind, day_of
from desktop_app.exchange.xml_events import XmlHandler, attribute

_REFERENCE = re.compile("([A-Z]{1,3})([0-9]{1,7})")


class Strings(XmlHandler):
    """The part `sharedStrings.xml` as it passes: its texts, and the fonts of their runs."""

    def __init__(self) -> None:
        """Begin empty."""
        super().__init__()
        self.texts: list[str] = []
        self.fonts: dict[int, set[str]] = {}
        self._phonetic = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Take the text of `t`, but not of hints for pronunciation (rPh)."""
        name = self.local[tag]
        if name == "t":
            self.wanted = not self._phonetic
        elif name == "rPh":
            self._phonetic = True
        elif name == "rFont":
            self.fonts.setdefault(len(self.texts), set()).add(attribute(attributes, "val"))

    def end(self, tag: str) -> None:
        """Keep a text that is whole."""
        name = self.local[tag]
        if name == "t":
            self.wanted = False
        elif name == "rPh":
            self._phonetic = False
        elif name == "si":
            self.texts.append(unescape(self.take_text()))


@dataclass(frozen=True, slots=True)
class Lookups:
    """What the cells of a workbook refer to."""

    texts: list[str]
    text_fonts: dict[int, set[str]]
    kinds: list[Kind]
    fonts: list[str]
    since_1904: bool


class Cells(XmlHandler):
    """The part of one sheet as it passes; its cells go to a grid."""

    def __init__(self, grid: Grid, lookups: Lookups) -> None:
        """Begin at the first cell."""
        super().__init__()
        self.cells = 0
        self.fonts: set[str] = set()
        self._grid = grid
        self._lookups = lookups
        self._row, self._column = -1, -1
        self._type = self._style = ""
        self._value: str | None = None
        self._skipped = False
        self._columns: dict[str, int] = {}

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Note where a cell stands and what it is."""
        name = self.local[tag]
        if name == "c":
            self._type, self._style = attributes.get("t", "n"), attributes.get("s", "0")
            self._value = None
            self._place(attributes.get("r", ""))
        elif name == "v" or (name == "t" and not self._skipped):
            self.wanted = True
        elif name == "row":
            given = attributes.get("r", "")
            self._row = int(given) - 1 if given.isascii() and given.isdigit() and len(given) < 9 else self._row + 1
            self._column = -1
        elif name == "rPh":
            self._skipped = True
        elif name == "mergeCell":
            self._merge(attribute(attributes, "ref"))

    def end(self, tag: str) -> None:
        """Take a cell that is whole."""
        name = self.local[tag]
        if name in ("v", "t"):
            self.wanted = False
            self._value = (self._value or "") + self.take_text()
        elif name == "c":
            self._take()
        elif name == "rPh":
            self._skipped = False

    def _place(self, reference: str) -> None:
        found = _REFERENCE.fullmatch(reference)
        if not found:
            self._column += 1
            self._row = max(self._row, 0)
            return
        letters = found[1]
        column = self._columns.get(letters)
        if column is None:
            column = self._columns[letters] = column_index(letters)
        self._row, self._column = max(int(found[2]) - 1, 0), column

    def _take(self) -> None:
        text, self._value = self._value, None
        if not text or self._row < 0:
            return
        if self._type == "s":
            number = int(text) if text.strip().isdecimal() and len(text) < 12 else -1
            if not 0 <= number < len(self._lookups.texts):
                return
            value: Value = self._lookups.texts[number]
            self.fonts |= self._lookups.text_fonts.get(number, set())
        else:
            value = self._plain(text)
        if value != "":
            self.cells += 1
        if self._grid.put(self._row, self._column, value):
            self._note_font()

    def _plain(self, text: str) -> Value:
        if self._type in ("str", "inlineStr", "e"):
            return unescape(text)
        if self._type == "b":
            return text.strip() in ("1", "true")
        if self._type == "d":
            return _moment(text.strip())
        try:
            number = float(text)
        except ValueError:
            return unescape(text)
        style = _index(self._style)
        kind = self._lookups.kinds[style] if style < len(self._lookups.kinds) else "number"
        return day_of(number, kind, since_1904=self._lookups.since_1904)

    def _note_font(self) -> None:
        style = _index(self._style)
        if style < len(self._lookups.fonts) and (font := self._lookups.fonts[style]):
            self.fonts.add(font)

    def _merge(self, reference: str) -> None:
        first, _, last = reference.replace("$", "").partition(":")
        begin, end = _REFERENCE.fullmatch(first), _REFERENCE.fullmatch(last)
        if begin and end:
            rows = sorted((int(begin[2]) - 1, int(end[2]) - 1))
            columns = sorted((column_index(begin[1]), column_index(end[1])))
            self._grid.merge(max(rows[0], 0), columns[0], rows[1], columns[1])


def _index(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0


def _moment(text: str) -> Value:
    for made in (date.fromisoformat, datetime.fromisoformat, time.fromisoformat):
        try:
            value = made(text.removesuffix("Z"))
        except ValueError:
            continue
        return value.replace(tzinfo=None) if isinstance(value, datetime | time) else value
    return text
