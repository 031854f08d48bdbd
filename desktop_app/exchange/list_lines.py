"""The rows below a heading as lines: number, content, and what else they hold. Merged cells speak for all rows."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from desktop_app.exchange.heading_words import LISTED, Field
from desktop_app.exchange.headings import Heading
from desktop_app.exchange.list_calendar import deadline_of
from desktop_app.exchange.list_cells import day_of, is_blank, is_ditto, plain_number, shown
from desktop_app.exchange.sheets import Sheet, Value, cell_name

_ENDS = " .:;)]/"
_DITTO_FIELDS: frozenset[Field] = frozenset({"leads", "coordinating", "deadline", "output"})
_BARE_NUMBER = re.compile(r"[\dA-Za-zĐđ.,()/\-–—+•*·\s]{1,12}")


@dataclass(slots=True)
class Line:
    """A row of the sheet, from 0, as a list shows it. `values` are the raw cells of the fields that a list may set.

    `listed`: an agency, a deadline or an output is given; `timed`: a lead agency or a deadline; `told`: one of the
    province's own columns is filled; `wide`: merged across; `part_of`: the row that its content is merged with, or -1.
    """

    index: int
    number: str
    content: str
    values: dict[Field, Value]
    listed: bool
    timed: bool
    told: bool
    wide: bool
    part_of: int


class Lines:
    """The rows of `sheet` below `heading`."""

    def __init__(self, sheet: Sheet, heading: Heading) -> None:
        """Look at the merges once."""
        self._rows = sheet.rows
        self.first = heading.last_row + 1
        self.count = len(sheet.rows)
        self.columns: dict[Field, int] = {field: column for column, field in heading.columns if field != "ignore"}
        self._listed = [(field, column) for field, column in self.columns.items() if field in LISTED]
        self._width = max(column for _, column in self._listed) + 1
        self._told = [column for field, column in self.columns.items() if field not in LISTED]
        self._told_from = min(self._told, default=0)
        self._number, self._content = self.columns.get("number", -1), self.columns["content"]
        columns = [column for column, _ in heading.calendar]
        self._calendar = heading.calendar if self.columns.get("deadline") in columns else ()
        self._more = _parts_of_content(heading, self._content)
        self._below, self._wide = self._merges(sheet)
        self._lost = frozenset(sheet.lost)
        self.asides = frozenset(sheet.asides)
        self._said = self._above_dittos() if self._has_dittos() else {}

    def line(self, index: int) -> Line:
        """Give row `index`."""
        row = self._rows[index]
        size = len(row)
        values = self._values(index, row if size >= self._width else (*row, *[None] * (self._width - size)))
        if self._said:
            values = {field: self._meant(index, field, value) for field, value in values.items()}
        if self._calendar:
            values.pop("deadline", None)
            if (told := deadline_of(row, self._calendar)) is not None:
                values["deadline"] = told
        number = number_text(values.get("number"))
        content = shown(values.get("content"))
        for column in self._more:
            value = row[column] if column < size else None
            content = f"{content} {shown(value)}".strip()
        if not content and number and not _BARE_NUMBER.fullmatch(number):
            number, content = "", shown(values["number"])
        leads, deadline = self._held(values, "leads"), self._held(values, "deadline")
        return Line(
            index,
            number,
            content,
            values,
            listed=leads or deadline or self._held(values, "coordinating") or self._held(values, "output"),
            timed=leads or deadline,
            told=size > self._told_from and any(column < size and not is_blank(row[column]) for column in self._told),
            wide=index in self._wide,
            part_of=self._below.get((index, self._content), -1) if self._below else -1,
        )

    def texts(self, index: int) -> list[str]:
        """Give every text of a row, from the left."""
        return [shown(value) for value in self._rows[index] if not is_blank(value)]

    def texts_of_cells(self, index: int) -> list[str]:
        """Give the text of every cell of a row, empty ones too."""
        return list(map(shown, self._rows[index]))

    def is_filled(self, index: int, field: Field) -> bool:
        """Tell whether a row has something in the column of a field."""
        row, column = self._rows[index], self.columns[field]
        return column < len(row) and not is_blank(row[column])

    def cells(self, index: int) -> Iterator[tuple[int, str]]:
        """Give every text of a row with its column."""
        return ((column, shown(value)) for column, value in enumerate(self._rows[index]) if not is_blank(value))

    def is_lost(self, index: int, field: Field) -> bool:
        """Tell whether the cell of a field holds something that could not be read."""
        return bool(self._lost) and (index, self.columns.get(field, -1)) in self._lost

    def is_empty(self, index: int) -> bool:
        """Tell whether a row shows nothing."""
        if self.is_lost(index, "content"):
            return False
        row = self._rows[index]
        if row and isinstance(row[0], int):  # as most rows begin: with their number
            return False
        return all(value is None or value == "" or is_blank(value) for value in row)

    def cell(self, index: int, field: Field) -> str:
        """Name the cell of a field ("B7"); column A where the list has no such column."""
        return cell_name(index, self.columns.get(field, 0))

    def _values(self, index: int, row: tuple[Value, ...]) -> dict[Field, Value]:
        if not self._below:
            return {
                field: value for field, column in self._listed if (value := row[column]) is not None and value != ""
            }
        values: dict[Field, Value] = {}
        for field, column in self._listed:
            value = row[column]
            if value is None or value == "":
                value = self._above(index, column)
            if value is not None and value != "":
                values[field] = value
        return values

    def _meant(self, index: int, field: Field, value: Value) -> Value:
        """Give what a cell says; one that says "as above" ("nt", "như trên") takes the value above it."""
        said = self._said.get(field)
        return value if said is None or not is_ditto(value) else said[index - self.first]

    def _above_dittos(self) -> dict[Field, list[Value]]:
        """Give for each column with "as above" what was said last, down to every row."""
        return {field: list(self._said_in(column)) for field, column in self.columns.items() if field in _DITTO_FIELDS}

    def _said_in(self, column: int) -> Iterator[Value]:
        said: Value = None
        for row in self._rows[self.first :]:
            value = row[column] if column < len(row) else None
            if not is_blank(value) and (said is None or not is_ditto(value)):
                said = value
            yield said

    def _has_dittos(self) -> bool:
        columns = [column for field, column in self.columns.items() if field in _DITTO_FIELDS]
        rows = self._rows[self.first :]
        return any(any(map(is_ditto, {row[column] for row in rows if column < len(row)})) for column in columns)

    def _above(self, index: int, column: int) -> Value:
        top = self._below.get((index, column))
        if top is None:
            return None
        row = self._rows[top]
        return row[column] if column < len(row) else None

    def _held(self, values: dict[Field, Value], field: Field) -> bool:
        return field in values and not is_blank(values[field])

    def _merges(self, sheet: Sheet) -> tuple[dict[tuple[int, int], int], set[int]]:
        """Give the cells that take their value from a row above, each with that row, and the rows merged across."""
        below: dict[tuple[int, int], int] = {}
        wide: set[int] = set()
        wanted = {column for _, column in self._listed}
        others = [column for field, column in self._listed if field in {"leads", "deadline", "coordinating", "output"}]
        for top, left, bottom, right in sheet.merges:
            if bottom < self.first:
                continue
            if top == bottom and left <= self._content and any(self._content < one <= right for one in others):
                wide.add(top)
            if left in wanted:
                below.update(((row, left), top) for row in range(top + 1, min(bottom, self.count - 1) + 1))
        return below, wide


def number_text(value: Value) -> str:
    """Give the number of a row as printed, without the full stop or bracket behind it.

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


def _parts_of_content(heading: Heading, content: int) -> tuple[int, ...]:
    """Give the unread columns that the title of the content is merged over: its text may stand in any of them."""
    titles, read = dict(heading.titles), {column for column, _ in heading.columns}
    title, columns, column = titles.get(content), [], content + 1
    while title and titles.get(column) == title and column not in read:
        columns.append(column)
        column += 1
    return tuple(columns)
