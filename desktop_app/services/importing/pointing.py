"""The sheets of a file as an officer sees them who points at the heading of a list."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from desktop_app.domain.errors import HeadingMissing
from desktop_app.exchange.reading import Workbook
from desktop_app.lists.cells import is_blank, shown
from desktop_app.lists.columns import wordiest
from desktop_app.lists.heading import Heading, Remembered, find_heading, heading_at
from desktop_app.lists.sheet import Sheet
from desktop_app.lists.texts import repaired
from desktop_app.lists.words import Field

SHOWN_ROWS = 300
"""So many rows of a sheet are shown: far more than stand above any heading."""

Rows = tuple[int, int]


@dataclass(frozen=True, slots=True)
class NoHeading:
    """A file that was read, in which no heading was found: an officer can point at it."""

    workbook: Workbook
    error: HeadingMissing


@dataclass(frozen=True, slots=True)
class SheetView:
    """The first rows of a sheet as texts, `width` columns wide; `merges` among them as in `Sheet`."""

    sheet: Sheet
    rows: tuple[tuple[str, ...], ...]
    width: int
    merges: tuple[tuple[int, int, int, int], ...]
    remembered: Remembered

    def found(self) -> Rows | None:
        """Return the first and last row of the heading that the program finds, from 0; None if none."""
        heading = find_heading(self.sheet, self.remembered)
        return None if heading is None else (heading.first_row, heading.last_row)

    def likeliest(self) -> int:
        """Return the first of the rows with most cells filled, which may be a heading."""
        filled = [sum(map(bool, row)) for row in self.rows]
        return filled.index(max(filled)) if filled else 0

    def fields(self, rows: Rows) -> Mapping[int, Field]:
        """Return what the columns hold below a heading in `rows`, as far as the program can say."""
        heading = heading_at(self.sheet, *rows, self.remembered)
        if heading is None:
            return {}
        fields = dict(heading.columns)
        if "content" not in fields.values() and (place := self._wordiest(heading, fields)) is not None:
            fields[place] = "content"
        return fields

    def _wordiest(self, heading: Heading, fields: Mapping[int, Field]) -> int | None:
        below = self.sheet.rows[heading.last_row + 1 : SHOWN_ROWS]
        return wordiest(
            {
                place: [
                    len(shown(row[place])) for row in below if place < len(row) and not is_blank(row[place])
                ]
                for place in range(self.width)
                if place not in fields
            }
        )


def sheet_views(sheets: Sequence[Sheet], remembered: Remembered) -> list[SheetView]:
    """Return the views of `sheets`; `remembered` knows the headings that were accepted before."""
    return [_view(sheet, remembered) for sheet in sheets]


def _view(sheet: Sheet, remembered: Remembered) -> SheetView:
    head, _ = repaired(replace(sheet, rows=sheet.rows[:SHOWN_ROWS]))
    width = max(map(len, head.rows), default=0)
    rows = tuple(tuple(map(shown, row)) for row in head.rows)
    merges = tuple(one for one in sheet.merges if one[2] < len(rows))
    return SheetView(sheet, rows, width, merges, remembered)
