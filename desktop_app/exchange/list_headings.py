"""The heading of a list again: repeated on every page, followed by column numbers, or that of another list below."""

from collections.abc import Mapping, Sequence
from typing import Literal

from desktop_app.domain.text import fold
from desktop_app.exchange.column_fields import Column, fields_of
from desktop_app.exchange.heading_words import LISTED, LONGEST, Field, is_known, names
from desktop_app.exchange.headings import Heading
from desktop_app.exchange.list_lines import Line, Lines
from desktop_app.exchange.row_kinds import is_column_numbers

_TELLING: tuple[Field, ...] = ("leads", "coordinating", "deadline", "output")


class Headings:
    """Compares rows of a list with its own heading."""

    def __init__(self, lines: Lines, heading: Heading) -> None:
        self._lines = lines
        self._columns = lines.columns
        rows = range(heading.first_row, heading.last_row + 1)
        self._cells = {(column, fold(text)) for row in rows for column, text in lines.cells(row)}

    def kind(self, line: Line, texts: Sequence[str]) -> Literal["heading", "other_list", ""]:
        """Tell what heading a row is: this list's own or its column numbers, or that of a list with other columns."""
        if is_column_numbers(line, texts) or (len(texts) > 1 and self._is_own(line)):
            return "heading"
        if len(texts) < 3:
            return ""
        found = self._fields(line, texts)
        alike = all(self._columns.get(field) == place for field, place in found.items())
        if found and alike and not self._means_others(line, found):
            return "heading"
        return "other_list" if found or names(line.number, "number") else ""

    def _is_own(self, line: Line) -> bool:
        cells = self._lines.cells(line.index)
        return all(len(text) <= LONGEST and (column, fold(text)) in self._cells for column, text in cells)

    def _means_others(self, line: Line, found: Mapping[Field, int]) -> bool:
        """Tell whether a row has titles of its own where this list tells who does a task, by when, and what comes."""
        titles = dict(self._lines.cells(line.index))
        telling = [field for field in _TELLING if self._columns.get(field) in titles]
        return len(telling) > 1 and not any(field in found for field in telling)

    def _fields(self, line: Line, texts: Sequence[str]) -> Mapping[Field, int]:
        if sum(map(is_known, texts)) < 2:
            return {}
        titles = dict(self._lines.cells(line.index))
        places = range(max(titles) + 1)
        columns = [Column(place, (titles[place],) if place in titles else (), (), own=True) for place in places]
        return {field: place for place, field in fields_of(columns).fields.items() if field in LISTED}
