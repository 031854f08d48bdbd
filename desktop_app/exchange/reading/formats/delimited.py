"""Reads delimited text.

UTF-8, UTF-16 or an encoding of one byte; comma, semicolon, tab or bar; quoted line breaks.
"""

import csv
import re
from collections import Counter
from collections.abc import Iterable
from io import StringIO
from itertools import chain
from pathlib import Path

from desktop_app.exchange.reading.formats.packed import LimitPassed, Packed, SheetBuilder
from desktop_app.exchange.reading.limits import COLUMNS
from desktop_app.exchange.reading.plain_text import decoded

DELIMITERS = ",;\t|"

_SAMPLE = 60
_LONGEST_FIELD = 2**20
_MOST_CELLS = 100_000
_NAMED = re.compile(r"\s*sep=(.)\s*", re.IGNORECASE)
_FORMULA_TEXT = re.compile(r'="([^"]*)"')


def read_delimited(path: Path) -> list[Packed]:
    """Read the file as one sheet; every cell is a text. Raises LimitPassed, csv.Error."""
    page = SheetBuilder(path.stem)
    text = decoded(path.read_bytes())
    _check_lines(text)
    for row, cells in enumerate(_rows(text)):
        for column, value in enumerate(cells):
            if value:
                kept = _FORMULA_TEXT.fullmatch(value) if value[0] == "=" else None
                page.put(row, column, kept[1] if kept else value)
    return [page.packed()]


def _check_lines(text: str) -> None:
    """Refuse a line of more cells than anybody writes before they are taken apart. Raises LimitPassed."""
    most = max(max(map(line.count, DELIMITERS)) for line in text.split("\n"))
    if most > _MOST_CELLS:
        raise LimitPassed("columns", COLUMNS, most)


def _rows(text: str) -> Iterable[list[str]]:
    csv.field_size_limit(_LONGEST_FIELD)
    first, _, rest = text.partition("\n")
    named = _NAMED.fullmatch(first)
    if named:
        return chain(([],), _parsed(rest, named[1]))
    return _parsed(text, delimiter_of(text))


def _parsed(text: str, delimiter: str) -> Iterable[list[str]]:
    """Return the rows; if a quotation mark never closes, quotation marks are letters like any other."""
    try:
        for _ in csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True):
            pass
    except csv.Error as error:
        if "unexpected end of data" in str(error):
            return csv.reader(StringIO(text, newline=""), delimiter=delimiter, quoting=csv.QUOTE_NONE)
    return csv.reader(StringIO(text, newline=""), delimiter=delimiter)


def delimiter_of(text: str) -> str:
    """Return the delimiter under which most rows have most titles known to a heading.

    Without titles, under which most rows have the same number of cells.
    """
    return max(DELIMITERS, key=lambda delimiter: _likeness(text, delimiter))


def _likeness(text: str, delimiter: str) -> tuple[int, float]:
    from desktop_app.lists.words import is_known

    rows: list[list[str]] = []
    try:
        for row in csv.reader(StringIO(text, newline=""), delimiter=delimiter):
            rows.append(row)
            if len(rows) == _SAMPLE:
                break
    except csv.Error:
        return 0, 0.0
    titles = max((sum(map(is_known, row)) for row in rows), default=0)
    widths = Counter(len(row) for row in rows if len(row) > 1)
    same = max(widths.values(), default=0) / max(1, len(rows))
    return titles if titles > 1 else 0, same
