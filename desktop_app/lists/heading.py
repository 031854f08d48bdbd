"""Which row of a sheet is the heading of a task list, and which column holds what."""

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from desktop_app.domain.encodings import Encoding
from desktop_app.domain.text import fold, one_line
from desktop_app.lists.cells import is_blank, shown
from desktop_app.lists.columns import ColumnFields, HeadingColumn, fields_of, likely_fields
from desktop_app.lists.crosses import ALONE, CrossColumns, agencies_of, times_of
from desktop_app.lists.own_words import OWN_SHEET
from desktop_app.lists.sheet import Sheet, Value, column_index, column_letter
from desktop_app.lists.texts import read_old, repaired
from desktop_app.lists.words import FIELDS, LISTED, LONGEST, MANY, Field, is_known, meanings

ROWS = 40
"""The heading stands in one of the first rows of a sheet: so many are looked at."""

_LETTERS = re.compile(r"[A-Z]{1,2}")
_TALLEST = 3
_LONGEST = 2 * LONGEST
_REMEMBERED = 100.0
_LIKE_THE_BEST = 0.5
_SAMPLE = 30
_BELOW = 100

_OLD: tuple[Encoding, ...] = ("tcvn3", "vni")

_NOTHING_SAID: Mapping[str, Field] = MappingProxyType({})

Titles = tuple[tuple[int, str], ...]
"""The titled columns, each with its title as printed."""

Remembered = Callable[[str], Mapping[str, str] | None]
"""Returns the mapping (title → field) last accepted for the heading with a fingerprint, or None."""


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading of a list: rows `first_row` … `last_row` of the sheet, from 0.

    `titles` has the text of each titled column as printed, rows joined by " - "; `columns` what is known of
    them: one column for each field, any number of columns for "ignore". A titled column that is missing there
    is unknown. `times` and `agencies`: columns that say the deadline, or who leads and who helps, together;
    the first of them stands for the field. `doubles`: columns with the title of a field
    that another column holds; where that one is blank, the `older` among them hold.
    """

    first_row: int
    last_row: int
    titles: Titles
    columns: tuple[tuple[int, Field], ...]
    score: float
    times: CrossColumns = ALONE
    agencies: CrossColumns = ALONE
    doubles: tuple[tuple[int, Field], ...] = ()
    older: tuple[tuple[int, Field], ...] = ()

    @property
    def fingerprint(self) -> str:
        """Return the same key for headings with the same titles in order.

        Case, accents and spaces do not count.
        """
        return _fingerprint(self.titles)

    def named(self) -> dict[str, Field]:
        """Return what the columns hold, by title, else by letter."""
        titles = dict(self.titles)
        return {titles.get(column, column_letter(column)): field for column, field in self.columns}

    def column(self, field: Field) -> int | None:
        """Return the column of a field, or None."""
        return next((column for column, name in self.columns if name == field), None)

    def places(self, said: Mapping[str, Field]) -> dict[int, Field]:
        """Return the columns named by title, else by letter; unknown names are left out."""
        titles = {fold(title): column for column, title in self.titles}
        named = ((titles.get(fold(name), _lettered(name)), field) for name, field in said.items())
        return {column: field for column, field in named if column is not None}

    def with_columns(self, columns: Mapping[int, Field]) -> "Heading":
        """Return the heading with what an officer says of some columns.

        A field that moves leaves its old column.
        """
        chosen: dict[int, Field] = {}
        for column, field in columns.items():
            chosen[column] = "ignore" if field in set(chosen.values()) - MANY else field
        taken = set(chosen.values()) - MANY
        kept = {column: field for column, field in self.columns if field not in taken}
        doubles, older = (
            tuple((column, field) for column, field in pairs if field not in taken and column not in chosen)
            for pairs in (self.doubles, self.older)
        )
        said = tuple(sorted((kept | chosen).items()))
        return replace(self, columns=said, doubles=doubles, older=older)


def find_heading(
    sheet: Sheet, remembered: Remembered = lambda _: None, said: Mapping[str, Field] = _NOTHING_SAID
) -> Heading | None:
    """Find the heading in the first `ROWS` rows of a sheet.

    Text far above its table does not count. Return None without a heading. Of several lists in a sheet the
    first is taken, unless a later one is far more like a list. Where an officer `said` what titles mean, the
    first row that has all of them is the heading; a heading that was accepted before goes before any other.
    """
    finder = _Finder(sheet)
    if said and (named := _named(finder, said)) is not None:
        return named
    accepted = [_recalled(heading, remembered) for heading in finder.accepted(remembered)]
    pointed = [heading for heading in accepted if heading.score >= _REMEMBERED]
    found = [_recalled(heading, remembered) for heading in finder.headings()]
    found = pointed or list(filter(_says_who_or_when, found)) or found
    if not found:
        return None
    enough = max(heading.score for heading in found) * _LIKE_THE_BEST
    first = next(heading.first_row for heading in found if heading.score >= enough)
    return max(
        (heading for heading in found if heading.first_row == first), key=lambda heading: heading.score
    )


def heading_at(
    sheet: Sheet, first: int, last: int, remembered: Remembered = lambda _: None
) -> Heading | None:
    """Return the heading in the rows that an officer points at, from 0; its columns as far as they are known.

    Return None if there is no text in these rows.
    """
    heading = _Finder(sheet, deepest=last).heading(first, last)
    return None if heading is None else _recalled(heading, remembered)


def possible_headings(sheet: Sheet) -> Iterator[Heading]:
    """Yield every run of rows that merged cells join, and every single row, as a heading, from above."""
    return _Finder(sheet).joined()


def best_sheet(
    sheets: Sequence[Sheet],
    remembered: Remembered = lambda _: None,
    said: Mapping[str, Field] = _NOTHING_SAID,
) -> int:
    """Return the place of the sheet that looks most like a list.

    Visible, with tasks below, with most fields, first. Of a report of this program it is the first sheet.
    """
    if len(sheets) == 1 or (_is_own(sheets) and find_heading(sheets[0], remembered, said) is not None):
        return 0

    def likeness(place: int) -> tuple[bool, bool, bool, int, int]:
        sheet = sheets[place]
        heading = find_heading(sheet, remembered, said)
        if heading is None:
            return False, not sheet.hidden, False, 0, -place
        below = _has_rows(sheet, heading)
        listed = sum(field in LISTED for _, field in heading.columns)
        return True, not sheet.hidden, below, listed, -place

    return max(range(len(sheets)), key=likeness)


def other_lists(sheets: Sequence[Sheet], chosen: Sheet) -> tuple[str, ...]:
    """Return the other sheets in sight that are lists of tasks too.

    Those of a report of this program show the tasks of its list once more.
    """
    if _is_own(sheets):
        return ()
    others = [(sheet, find_heading(sheet)) for sheet in sheets if sheet is not chosen and not sheet.hidden]
    return tuple(sheet.name for sheet, heading in others if heading is not None and _has_rows(sheet, heading))


def _is_own(sheets: Sequence[Sheet]) -> bool:
    return any(sheet.name == OWN_SHEET for sheet in sheets)


def _named(finder: "_Finder", said: Mapping[str, Field]) -> Heading | None:
    """Return the first heading that has all titles of which an officer said what they mean."""
    wanted = {fold(title) for title in said if _lettered(title) is None}
    for heading in finder.candidates() if wanted else ():
        if wanted <= {fold(title) for _, title in heading.titles}:
            return heading.with_columns(heading.places(said))
    return None


def _lettered(name: str) -> int | None:
    return column_index(name) if _LETTERS.fullmatch(name) else None


def _has_rows(sheet: Sheet, heading: Heading) -> bool:
    return any(not is_blank(value) for row in sheet.rows[heading.last_row + 1 :] for value in row)


def _says_who_or_when(heading: Heading) -> bool:
    return heading.column("leads") is not None or heading.column("deadline") is not None


def _recalled(heading: Heading, remembered: Remembered) -> Heading:
    """Apply what was accepted before for this heading; titles that were unknown then keep today's reading."""
    known = {
        fold(title): name for title, name in (remembered(heading.fingerprint) or {}).items() if name in FIELDS
    }
    fields = {name: name for name in FIELDS}
    chosen: dict[int, Field] = {}
    for column, title in heading.titles:
        name = known.pop(fold(title), None)
        if name is not None:
            chosen[column] = fields[name]
    titled = dict(heading.titles)
    for letters in [one.upper() for one in known if _LETTERS.fullmatch(one.upper())]:
        if (column := column_index(letters)) not in titled:
            chosen[column] = fields[known[fold(letters)]]
    if not chosen:
        return heading
    return replace(heading.with_columns(chosen), score=heading.score + _REMEMBERED)


def _with_spread(fields: Mapping[int, Field], spread: CrossColumns, field: Field) -> Mapping[int, Field]:
    """Assign a field to the columns that say it together, unless another column has it."""
    columns = spread.places
    own = [column for column, said in fields.items() if said == field]
    if not columns or any(column not in columns for column in own):
        return fields
    ignored: dict[int, Field] = dict.fromkeys(columns, "ignore")
    return {**fields, **ignored, columns[0]: field}


def _fingerprint(titles: Titles) -> str:
    folded = "\n".join(fold(title) for _, title in titles)
    return hashlib.sha256(folded.encode()).hexdigest()[:32]


def _title(value: Value) -> str:
    """Return a cell as a title; one that is only known when read as TCVN3 or VNI was written so."""
    text = one_line(shown(value))
    if not isinstance(value, str) or text.isascii() or len(text) > _LONGEST or is_known(text):
        return text
    old = (one_line(read_old(value, encoding)) for encoding in _OLD)
    return next(filter(is_known, old), text)


def _rows_aside(sheet: Sheet) -> int:
    """Count the rows of text that stand far above the table of a document."""
    asides = set(sheet.asides)
    return next(row for row in range(len(asides) + 1) if row not in asides)


class _Finder:
    """Tries rows of a sheet as headings."""

    def __init__(self, sheet: Sheet, deepest: int = 0) -> None:
        self._rows_looked_at = max(ROWS + _rows_aside(sheet), deepest + 1)
        deepest = self._rows_looked_at + _TALLEST
        head, _ = repaired(replace(sheet, rows=sheet.rows[: self._rows_looked_at + _BELOW]))
        self._rows = [[_title(value) for value in row] for row in head.rows[:deepest]]
        self._sheet = sheet
        self._width = max(map(len, self._rows), default=0)
        self._merges = [merge for merge in sheet.merges if merge[0] < deepest]
        self._covered = {
            (row, column): (top, left)
            for top, left, bottom, right in self._merges
            for row in range(top, min(bottom, deepest) + 1)
            for column in range(left, min(right, self._width) + 1)
        }

    def headings(self) -> Iterator[Heading]:
        """Yield whatever could be the heading, from above."""
        for first in range(min(self._rows_looked_at, len(self._rows))):
            for last in self._ends(first):
                columns = self._columns(first, last)
                if last > first and not self._runs_on(first, last, columns):
                    continue
                chosen = fields_of(columns)
                if chosen.fields:
                    yield self._made(first, last, columns, chosen)

    def candidates(self) -> Iterator[Heading]:
        """Yield every row with two titles or more as a heading, and rows that merged cells join to it."""
        for first in range(min(self._rows_looked_at, len(self._rows))):
            lasts = {first, *(bottom for top, _, bottom, _ in self._merges if top == first)}
            for last in sorted(lasts, reverse=True):
                heading = self.heading(first, last) if last < first + _TALLEST else None
                if heading is not None and len(heading.titles) > 1:
                    yield heading

    def joined(self) -> Iterator[Heading]:
        """Yield each row, and the rows below it that go on with it: cells merged in it show that."""
        for first in range(min(self._rows_looked_at, len(self._rows))):
            merged = any(top == first for top, _, _, _ in self._merges)
            for last in range(first, min(first + (_TALLEST if merged else 1), len(self._rows))):
                heading = self.heading(first, last)
                if heading is not None and len(heading.titles) > 1:
                    yield heading

    def accepted(self, remembered: Remembered) -> Iterator[Heading]:
        """Yield the rows that were accepted as a heading before."""
        for first in range(min(self._rows_looked_at, len(self._rows))):
            for last in range(first, min(first + _TALLEST, len(self._rows))):
                titles = self._titles(first, last)
                if len(titles) > 1 and remembered(_fingerprint(titles)) is not None:
                    heading = self.heading(first, last)
                    if heading is not None:
                        yield heading

    def _titles(self, first: int, last: int) -> Titles:
        """Return the titled columns of rows."""
        titled = ((place, self._titles_of(place, first, last)[0]) for place in range(self._width))
        return tuple((place, " - ".join(texts)) for place, texts in titled if texts)

    def heading(self, first: int, last: int) -> Heading | None:
        """Return rows as a heading, whatever they hold; None if there is no text in them."""
        columns = self._columns(first, last)
        chosen = fields_of(columns)
        if not chosen.fields:
            chosen = ColumnFields(likely_fields(columns), 0.0)
        heading = self._made(first, last, columns, chosen)
        return heading if heading.titles else None

    def _made(self, first: int, last: int, columns: Sequence[HeadingColumn], chosen: ColumnFields) -> Heading:
        titled = [(column.place, column.titles) for column in columns]
        sample = self._sheet.rows[last + 1 :][:_SAMPLE]
        times, agencies = times_of(titled, sample), agencies_of(titled, sample)
        fields = _with_spread(chosen.fields, times, "deadline") if chosen.fields else {}
        fields = _with_spread(fields, agencies, "leads") if chosen.fields else {}
        titles = tuple((column.place, " - ".join(column.titles)) for column in columns if column.titles)
        return Heading(
            first_row=first,
            last_row=last,
            titles=titles,
            columns=tuple(sorted(fields.items())),
            score=chosen.score,
            times=times,
            agencies=agencies,
            doubles=chosen.doubles,
            older=chosen.older,
        )

    def _ends(self, first: int) -> range:
        """Return the rows that may be the last of a heading.

        Cells merged downwards show it for sure, and a row that only parts titles which are merged across.
        """
        texts = {text for text in self._rows[first] if text}
        if len(texts) < 2 or not any(map(is_known, texts)):
            return range(0)
        tall = [bottom for top, _, bottom, _ in self._merges if top == first < bottom < first + _TALLEST]
        if not tall and self._parts_titles(first + 1):
            tall = [first + 1]
        lowest = max(tall, default=first)
        last = min(first + _TALLEST, len(self._rows)) - 1
        return range(lowest, lowest + 1) if tall else range(first, last + 1)

    def _columns(self, first: int, last: int) -> list[HeadingColumn]:
        below = self._sheet.rows[last + 1 : last + 1 + _SAMPLE]
        columns = []
        for place in range(self._width):
            titles, own = self._titles_of(place, first, last)
            values = tuple(row[place] for row in below if place < len(row))
            columns.append(HeadingColumn(place, titles, values, own, place in self._sheet.hidden_columns))
        return columns

    def _titles_of(self, place: int, first: int, last: int) -> tuple[tuple[str, ...], bool]:
        """Return the titles of a column, and whether one of them stands in this very column."""
        cells: dict[tuple[int, int], str] = {}
        for row in range(first, last + 1):
            top, left = self._covered.get((row, place), (row, place))
            if top >= first:
                cells[top, left] = self._text(top, left)
        spread = last > first and not self._text(first, place) and any(cells.values())
        if spread and not any(first <= top <= last for top, _, _, _ in self._merges):
            left = self._left(first, place)
            cells = {(first, left): self._text(first, left)} | cells
        titles = tuple(text for text in cells.values() if text)
        return titles, any(left == place for (_, left), text in cells.items() if text)

    def _left(self, row: int, place: int) -> int:
        while place and not self._text(row, place):
            place -= 1
        return place

    def _text(self, row: int, column: int) -> str:
        cells = self._rows[row]
        return cells[column] if column < len(cells) else ""

    def _parts_titles(self, row: int) -> bool:
        """Return whether a row has texts, and these only below titles that are merged across."""
        spanned = {
            place
            for top, left, bottom, right in self._merges
            if top == bottom == row - 1 and right > left and self._text(top, left)
            for place in range(left, right + 1)
        }
        filled = {place for texts in self._rows[row : row + 1] for place, text in enumerate(texts) if text}
        return bool(filled) and filled <= spanned

    def _runs_on(self, first: int, last: int, columns: Sequence[HeadingColumn]) -> bool:
        """Return whether the lower rows go on with the heading.

        They may also be the first rows of the list.
        """
        if any(top <= first and bottom >= last for top, _, bottom, _ in self._merges if top == first):
            return True
        if self._parts_titles(last):
            return True
        upper = {column.place: column for column in self._columns(first, first)}
        for column in columns:
            above = meanings(upper[column.place].titles)
            if "number" not in above and "content" not in above:
                continue
            if len(column.titles) > 1 and meanings((" ".join(column.titles),)) != above:
                return False
        last_texts = [self._text(last, column.place) for column in columns]
        return any(last_texts) and any(meanings((text,)) for text in last_texts if text)
