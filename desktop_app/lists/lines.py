"""The rows below a heading as lines: number, content, and what else they hold.

Merged cells speak for all rows.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import or_

from desktop_app.domain.deadlines import read_deadline
from desktop_app.domain.editions import Others
from desktop_app.domain.text import tidy
from desktop_app.lists.cells import MAX_TEXT, day_of, is_blank, is_ditto, plain_number, shown
from desktop_app.lists.columns import wordiest
from desktop_app.lists.crosses import deadline_of, who_of
from desktop_app.lists.heading import Heading
from desktop_app.lists.sheet import Sheet, Value, cell_name, column_letter
from desktop_app.lists.texts import bracketed_fields, who_and_when
from desktop_app.lists.words import LISTED, MANY, OTHER, Field, meanings

_ENDS = " .:;)]/"
_DITTO_FIELDS: frozenset[Field] = frozenset({"leads", "coordinating", "deadline", "output"})
_OWN_TIME: tuple[Field, ...] = ("leads", "deadline")
_BARE_NUMBER = re.compile(r"[\dA-Za-zĐđ.,()/\-–—+•*·\s]{1,12}")


@dataclass(slots=True)
class ListLine:
    """A row of the sheet, from 0, as a list shows it.

    `listed`: an agency, a deadline or an output is given; `timed`: a lead agency or a deadline; `wide`:
    merged across; `part_of`: the row that its content is merged with, or -1.
    """

    lines: "ListLines"
    index: int
    number: str
    content: str
    listed: bool
    timed: bool
    wide: bool
    part_of: int

    @property
    def has_progress(self) -> bool:
        """Return whether one of the province's own columns is filled."""
        return self.lines.has_progress(self.index)

    def value(self, field: Field) -> Value:
        """Return the raw cell of a field that a list may set."""
        return self.lines.value(self.index, field)


class ListLines:
    """The rows of `sheet` below `heading`, read column by column.

    A list says the same words again and again.
    """

    def __init__(self, sheet: Sheet, heading: Heading) -> None:
        """Read the columns that the heading names."""
        self.name = sheet.name
        self._rows = sheet.rows
        self.struck = frozenset(sheet.struck)
        self.first = heading.last_row + 1
        self.count = len(sheet.rows)
        self.columns: dict[Field, int] = {
            field: column for column, field in heading.columns if field not in MANY
        }
        listed = {field: column for field, column in self.columns.items() if field in LISTED}
        self._progress = [column for field, column in self.columns.items() if field not in LISTED]
        self._content = self.columns["content"]
        kept = [column for column, field in heading.columns if field == "other"]
        self._below, self._wide = self._merges(sheet, listed, kept)
        self._over_both = _rows_over_both(sheet, self.columns, range(self.first, self.count))
        over = [sheet.rows[index] for index, column in self._below if column == self._content]
        self.parts_of_content = _parts_of_content(heading, self._content) or _works(heading, over)
        self.lost = frozenset(sheet.lost)
        self.asides = frozenset(sheet.asides)
        self._in_force = self._without_struck(listed)
        body = self._in_force[self.first :]
        self._cells = {field: self._column(body, field, column) for field, column in listed.items()}
        for column, field in heading.older:
            if field in self._cells:
                older = self._column(body, field, column)
                self._cells[field] = [
                    before if is_blank(now) else now
                    for now, before in zip(self._cells[field], older, strict=True)
                ]
        self.spread = frozenset(self._read_spread(body, heading))
        self._numbers, self._contents = self._texts(body, self.parts_of_content)
        self.labels = frozenset(self._take_apart())
        """The rows that only say who and when of the task above."""
        self._timed = self._filled("leads", "deadline")
        self._listed = self._filled("leads", "deadline", "coordinating", "output")
        for index in self._over_both:
            self._cells["deadline"][index - self.first] = self._cells["starts"][index - self.first]
        if "starts" in self._cells and "deadline" in self._cells:
            self._cells["deadline"] = list(map(_span, self._cells["starts"], self._cells["deadline"]))
        self.overlong = _overlong([self._contents, *self._cells.values()], self.first)
        self._others = [
            (title, self._column(body, "other", column))
            for column, title in zip(kept, _single_titles(heading, kept), strict=True)
        ]

    def _read_spread(self, body: Sequence[tuple[Value, ...]], heading: Heading) -> Iterator[int]:
        """Read the fields that several columns say together; yield these columns."""
        if self.columns.get("deadline") in heading.times.places:
            self._cells["deadline"] = [deadline_of(row, heading.times) for row in body]
            yield from heading.times.places
        if self.columns.get("leads") in heading.agencies.places:
            who = [who_of(row, heading.agencies) for row in body]
            self._cells["leads"] = [leads for leads, _ in who]
            self._cells["coordinating"] = [helpers for _, helpers in who]
            yield from heading.agencies.places

    def line(self, index: int) -> ListLine:
        """Return row `index`."""
        at = index - self.first
        return ListLine(
            lines=self,
            index=index,
            number=self._numbers[at],
            content=self._contents[at],
            listed=self._listed[at],
            timed=self._timed[at],
            wide=index in self._wide,
            part_of=self._below.get((index, self._content), -1) if self._below else -1,
        )

    def column(self, field: Field) -> Sequence[Value]:
        """Return the raw cells of a field that a list may set, from row `first`.

        Return None if there is no such column.
        """
        return self._cells.get(field) or [None] * len(self._contents)

    def shown(self, field: Field) -> Sequence[str]:
        """Return the texts of the cells of a field, from row `first`."""
        cells = self.column(field)
        if bool in set(map(type, cells)):  # True is 1, as the key of a dict
            return list(map(shown, cells))
        texts = {value: shown(value) for value in set(cells)}
        return list(map(texts.__getitem__, cells))

    def value(self, index: int, field: Field) -> Value:
        """Return the raw cell of a field that a list may set.

        Return None if it is empty or there is no such column.
        """
        cells = self._cells.get(field)
        return None if cells is None else cells[index - self.first]

    def values(self, index: int) -> dict[Field, Value]:
        """Return all raw cells of a row that a list may set."""
        return {field: cells[index - self.first] for field, cells in self._cells.items()}

    def texts(self, index: int) -> list[str]:
        """Return every text of a row, from the left."""
        return [shown(value) for value in self._rows[index] if not is_blank(value)]

    def texts_of_cells(self, index: int) -> list[str]:
        """Return the text of every cell of a row, empty ones too."""
        return list(map(shown, self._rows[index]))

    def is_filled(self, index: int, field: Field) -> bool:
        """Return whether a row has something in the column of a field."""
        row, column = self._rows[index], self.columns[field]
        return column < len(row) and not is_blank(row[column])

    def has_progress(self, index: int) -> bool:
        """Return whether a row has something in one of the province's own columns."""
        row = self._rows[index]
        return any(column < len(row) and not is_blank(row[column]) for column in self._progress)

    def cells(self, index: int) -> Iterator[tuple[int, str]]:
        """Return every text of a row with its column."""
        return (
            (column, shown(value)) for column, value in enumerate(self._rows[index]) if not is_blank(value)
        )

    def work(self, index: int) -> str:
        """Return the text that a row adds to a content which stands over several rows."""
        row = self._rows[index]
        return " ".join(
            shown(row[at]) for at in self.parts_of_content if at < len(row) and not is_blank(row[at])
        )

    def others(self, lines: Iterable[ListLine]) -> Others:
        """Return the texts of some rows in the columns that are only kept, each with its title."""
        if not self._others:
            return ()
        places = [line.index - self.first for line in lines]
        said = (
            (title, "\n".join(dict.fromkeys(filter(None, (shown(cells[at]) for at in places)))))
            for title, cells in self._others
        )
        return tuple((title, text) for title, text in said if text)

    def has_own_time(self, index: int) -> bool:
        """Return whether a row itself, not a merged cell above it, names a lead or a deadline."""
        return any(self._shows(index, self.columns.get(field, -1)) for field in _OWN_TIME)

    def _shows(self, index: int, column: int) -> bool:
        """Return whether a cell itself, not a merged one above it, shows anything."""
        row = self._rows[index]
        return 0 <= column < len(row) and not is_blank(row[column])

    def is_lost(self, index: int, field: Field) -> bool:
        """Return whether the cell of a field holds something that could not be read."""
        return (index, self.columns.get(field, -1)) in self.lost

    def is_empty(self, index: int) -> bool:
        """Return whether a row shows nothing."""
        if self.is_lost(index, "content"):
            return False
        row = self._rows[index]
        if row and isinstance(row[0], int):  # as most rows begin: with their number
            return False
        return all(value is None or value == "" or is_blank(value) for value in row)

    def cell(self, index: int, field: Field) -> str:
        """Return the name of the cell of a field ("B7"); of the content if the list has no such column."""
        return cell_name(index, self.columns.get(field, self._content))

    def struck_text(self, index: int, field: Field) -> str:
        """Return the text of a cell that is struck out and so not in force; "" if it is not."""
        column = self.columns.get(field, -1)
        return shown(self._rows[index][column]) if (index, column) in self.struck else ""

    def _without_struck(self, listed: Mapping[Field, int]) -> Sequence[tuple[Value, ...]]:
        """Return the rows without what is struck out beside the content."""
        columns = {column for field, column in listed.items() if field not in {"number", "content"}}
        struck = {(row, column) for row, column in self.struck if column in columns and row < self.count}
        if not struck:
            return self._rows
        rows = list(self._rows)
        for row, column in struck:
            rows[row] = tuple(None if at == column else value for at, value in enumerate(rows[row]))
        return rows

    def glue(self, index: int, rest: int) -> None:
        """Put what stands in the cells of a row behind what stands in those of an earlier one."""
        at, more = index - self.first, rest - self.first
        for field, cells in self._cells.items():
            if field not in {"number", "content"} and not is_blank(cells[more]):
                cells[at] = f"{shown(cells[at])} {shown(cells[more])}".strip()

    def _column(self, body: Sequence[tuple[Value, ...]], field: Field, column: int) -> list[Value]:
        """Return the cells of a column.

        Merged ones and "as above" ("nt", "như trên") take the value above.
        """
        cells: list[Value] = [row[column] if column < len(row) else None for row in body]
        for (index, place), top in self._below.items():
            if place == column and index >= self.first and cells[index - self.first] in {None, ""}:
                row = self._in_force[top]
                cells[index - self.first] = row[column] if column < len(row) else None
        if field not in _DITTO_FIELDS or not any(map(is_ditto, set(cells))):
            return cells
        above: Value = None
        for at, value in enumerate(cells):
            if is_ditto(value):
                cells[at] = value if above is None else above
            elif not is_blank(value):
                above = value
        return cells

    def _texts(self, body: Sequence[tuple[Value, ...]], more: Sequence[int]) -> tuple[list[str], list[str]]:
        """Return numbers and contents of all rows.

        A text that stands where the number should is the content.
        """
        typed = self._cells.get("number") or [None] * len(body)
        numbers = [str(value) if type(value) is int else number_text(value) for value in typed]
        contents = [tidy(value) if type(value) is str else shown(value) for value in self._cells["content"]]
        for column in more:
            values = (row[column] if column < len(row) else None for row in body)
            contents = [
                f"{text} {shown(value)}".strip() for text, value in zip(contents, values, strict=True)
            ]
        for at, number in enumerate(numbers):
            if number and not contents[at] and not _BARE_NUMBER.fullmatch(number):
                numbers[at], contents[at] = "", shown(typed[at])
        return numbers, contents

    def _take_apart(self) -> Iterator[int]:
        """Read who and when from the words of a content where no cell of its row says it.

        A row without a number that has no other words says it of the numbered row above; yield those rows.
        """
        bracketed = bracketed_fields(self._contents) - self.columns.keys()
        numbered = -1
        for at, content in enumerate(self._contents):
            text, said = content, dict[Field, str]()
            if ":" in content or (bracketed and content.endswith(")")):
                text, said = who_and_when(content, bracketed)
            alone = not text and bool(said) and self._is_free(at, self._cells.keys() - {"content"})
            if not alone:
                numbered = at if self._numbers[at] else -1
            of = numbered if alone else at
            if not said or not (text or alone) or of < 0 or not self._is_free(of, said):
                continue
            if alone:
                yield at + self.first
            else:
                self._contents[at] = text
            for field, value in said.items():
                self._cells.setdefault(field, [None] * len(self._contents))[of] = value

    def _is_free(self, at: int, fields: Iterable[Field]) -> bool:
        """Return whether no cell of a row says any of some fields."""
        return all(is_blank(self.value(at + self.first, field)) for field in fields)

    def _filled(self, *fields: Field) -> list[bool]:
        """Return for every row whether one of some columns shows anything."""
        filled = [False] * len(self._contents)
        for cells in (self._cells[field] for field in fields if field in self._cells):
            shows = {value: not is_blank(value) for value in set(cells)}
            filled = list(map(or_, filled, map(shows.__getitem__, cells)))
        return filled

    def _merges(
        self, sheet: Sheet, listed: Mapping[Field, int], kept: Sequence[int]
    ) -> tuple[dict[tuple[int, int], int], set[int]]:
        """Return the cells that take their value from a row above, and rows merged across.

        Each cell comes with that row.
        """
        below: dict[tuple[int, int], int] = {}
        wide: set[int] = set()
        wanted = {*listed.values(), *kept}
        others = [column for field, column in listed.items() if field in _DITTO_FIELDS]
        for top, left, bottom, right in sheet.merges:
            if bottom < self.first:
                continue
            if (
                top == bottom
                and left <= self._content
                and any(self._content < one <= right for one in others)
            ):
                wide.add(top)
            if left in wanted:
                below.update(((row, left), top) for row in range(top + 1, min(bottom, self.count - 1) + 1))
        return below, wide


def _rows_over_both(sheet: Sheet, columns: Mapping[Field, int], rows: range) -> list[int]:
    """Return those of the rows in which one cell is merged over the times of start and finish."""
    places = [columns.get(field, -1) for field in ("starts", "deadline")]
    first, last = min(places), max(places)
    over = [merge for merge in sheet.merges if merge[1] == first >= 0 and merge[3] <= last]
    return [
        row for top, _, bottom, _ in over for row in range(max(top, rows.start), min(bottom + 1, rows.stop))
    ]


def _overlong(columns: Sequence[Sequence[Value]], first: int) -> frozenset[int]:
    """Return the rows, from `first`, in which a text is longer than a cell of Excel can hold."""
    rows: set[int] = set()
    for cells in columns:
        lengths = [len(value) if type(value) is str else 0 for value in cells]
        if max(lengths, default=0) > MAX_TEXT:
            rows.update(first + at for at, length in enumerate(lengths) if length > MAX_TEXT)
    return frozenset(rows)


def _single_titles(heading: Heading, columns: Sequence[int]) -> list[str]:
    """Return the titles of columns; one without a title, or of which several have one, bears its letter."""
    titles = {column: title.removeprefix(OTHER) for column, title in heading.titles}
    times = Counter(titles.get(column, "") for column in columns)
    named = ((titles.get(column, ""), column_letter(column)) for column in columns)
    return [
        title if times[title] == 1 and title else f"{title} ({letter})".strip() for title, letter in named
    ]


def number_text(value: Value) -> str:
    """Return the number of a row as printed, without the full stop or bracket behind it.

    Excel takes a typed "1.2" for 1 February; such a day is the number again.
    """
    if isinstance(value, int | float) and not isinstance(value, bool):
        return plain_number(value)
    if isinstance(value, str):
        return " ".join(shown(value).split()).rstrip(_ENDS)
    day = day_of(value)
    if day is not None:
        return f"{day.day}.{day.month}"
    return " ".join(shown(value).split()).rstrip(_ENDS)


def _span(starts: Value, ends: Value) -> Value:
    """Return the time between two cells as one text; "Từ …" if the second one names no last day.

    Words of the first that name no time stand behind the second.
    """
    first, last = shown(starts), shown(ends)
    if first in {"", last}:
        return ends
    if read_deadline(first).ends_on is None:
        return f"{last} ({first})" if last else starts
    read = read_deadline(last)
    if read.ends_on is not None and read.recurs is None:
        return f"{first} - {last}"
    return f"Từ {first}, {last}" if last else f"Từ {first}"


def _parts_of_content(heading: Heading, content: int) -> tuple[int, ...]:
    """Return the unread columns that the title of the content is merged over.

    Its text may stand in any of them.
    """
    titles, read = dict(heading.titles), {column for column, _ in heading.columns}
    title, columns, column = titles.get(content), [], content + 1
    while title and titles.get(column) == title and column not in read:
        columns.append(column)
        column += 1
    return tuple(columns)


def _works(heading: Heading, over: Sequence[Sequence[Value]]) -> tuple[int, ...]:
    """Return the column with the single works of a task whose content is merged `over` several rows.

    Its title says so, or says nothing and it stands beside the content with texts of such a length.
    """
    read, content = {column for column, _ in heading.columns}, heading.column("content") or 0
    for column, title in heading.titles:
        if column <= content or column in read:
            continue
        meant = meanings((title,))
        texts = [shown(row[column]) for row in over if column < len(row) and not is_blank(row[column])]
        beside = not meant and column == content + 1 and wordiest({column: list(map(len, texts))}) is not None
        if texts and ("content" in meant or beside):
            return (column,)
    return ()
