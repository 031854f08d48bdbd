"""The heading of a list again: repeated on every page, followed by column numbers, or that of another list below."""

from collections.abc import Collection, Mapping, Sequence

from desktop_app.domain.text import fold
from desktop_app.exchange.column_fields import Column, fields_of
from desktop_app.exchange.heading_words import EXACT, LISTED, LONGEST, Field, is_known, meanings
from desktop_app.exchange.headings import Heading
from desktop_app.exchange.list_lines import Line, Lines
from desktop_app.exchange.row_kinds import is_column_numbers

_TELLING: tuple[Field, ...] = ("leads", "coordinating", "deadline", "output")
_LONGEST_NUMBER = 30
"""No title of the column of numbers is longer."""


class Headings:
    """Compares rows of a list with its own heading."""

    def __init__(self, lines: Lines, heading: Heading) -> None:
        self._lines = lines
        self._columns = lines.columns
        rows = range(heading.first_row, heading.last_row + 1)
        self._asked = (-1, False)
        self._cells = {(column, fold(text)) for row in rows for column, text in lines.cells(row)}

    def is_repeated(self, line: Line, texts: Sequence[str]) -> bool:
        """Tell whether a row is a row of the heading, the numbers of its columns, or the like of it."""
        if is_column_numbers(line, texts):
            return True
        if len(texts) > 1 and max(map(len, texts)) <= LONGEST:
            cells = ((column, fold(text)) for column, text in self._lines.cells(line.index))
            if all(map(self._cells.__contains__, cells)):
                return True
        return self._fields(line, texts, same=True)

    def _has_titles(self, index: int, texts: Sequence[str]) -> bool:
        """Tell whether two texts of a row are known as titles; asked twice of the same row."""
        if self._asked[0] != index:
            self._asked = index, sum(map(is_known, texts)) > 1
        return self._asked[1]

    def is_other(self, line: Line, texts: Sequence[str]) -> bool:
        """Tell whether a row is the heading of a list with other columns, at least with one for numbers."""
        title = line.number if len(line.number) <= _LONGEST_NUMBER and len(texts) > 2 else ""
        if title and meanings((title,)).get("number") == EXACT:
            return True
        return self._fields(line, texts, same=False)

    def _fields(self, line: Line, texts: Sequence[str], *, same: bool) -> bool:
        if len(texts) < 3 or not self._has_titles(line.index, texts):
            return False
        titles = dict(self._lines.cells(line.index))
        places = range(max(titles) + 1)
        columns = [Column(place, (titles[place],) if place in titles else (), (), own=True) for place in places]
        found = {field: place for place, field in fields_of(columns).fields.items() if field in LISTED}
        if not found:
            return False
        alike = all(self._columns.get(field) == place for field, place in found.items())
        return same is (alike and not self._means_others(titles, found.keys()))

    def _means_others(self, titles: Mapping[int, str], found: Collection[Field]) -> bool:
        """Tell whether a row has titles of its own where this list tells who does a task, by when, and what comes."""
        telling = [field for field in _TELLING if self._columns.get(field) in titles]
        return len(telling) > 1 and not any(field in found for field in telling)
