"""A form of the Ministry as it came.

Where its table stands, which rows it lists, where rows are free, what it asks.
"""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from desktop_app.domain.editions import ListRow
from desktop_app.domain.errors import (
    ColumnMissing,
    FormNotWorkbook,
    FormOfTotals,
    HeadingMissing,
    SheetMissing,
    SourceDamaged,
    SourceUnknown,
)
from desktop_app.domain.programme import Group
from desktop_app.domain.text import fold
from desktop_app.domain.work import Progress, no_progress
from desktop_app.exchange.forms._crosswise import crosswise_table
from desktop_app.exchange.forms.counted import COUNTS, CountKind, begins_counting, counting_columns
from desktop_app.exchange.forms.labels import FormLabel, find_labels
from desktop_app.exchange.forms.package import Package
from desktop_app.exchange.forms.sheet_cells import SheetCells
from desktop_app.exchange.forms.styles import FormStyles
from desktop_app.exchange.forms.totals import Names, TotalsReader, TotalsTable, counting_heading, counts_down
from desktop_app.exchange.reading import Workbook, read_workbook
from desktop_app.lists.cells import shown
from desktop_app.lists.groups import Groups
from desktop_app.lists.heading import ROWS, Heading, Remembered, Titles, best_sheet, find_heading, heading_at
from desktop_app.lists.lines import ListLines
from desktop_app.lists.rows import GroupMark, group_mark
from desktop_app.lists.sheet import Sheet
from desktop_app.lists.tasks import TaskList, read_task_list
from desktop_app.lists.words import FIELDS, Field

_ENDS = frozenset({"total", "signature", "note", "title", "other_list"})
_HOLLOW = re.compile(r"[\s.…_\-–]*")
_TITLED_AS_TOLD = "tinh hinh"
_PROGRESS = ("tien do", "tinh hinh", "ket qua", "thuc hien")
_PARTS: Mapping[Field, frozenset[str]] = {
    "completed_on": frozenset(
        {"ngay hoan thanh", "thoi gian hoan thanh", "ngay, thang hoan thanh", "thoi diem hoan thanh"}
    ),
    "status": frozenset({"tien do thuc hien", "tien do", "muc do hoan thanh"}),
}
"""What the parts of a heading mean that tells progress; standing alone they tell a deadline."""


_NAMES = 4
"""In one of so many columns, the first ones, a form names what it counts."""

FormField = Field | CountKind
"""What a column of a form takes: a field of tasks, or a count of them."""


@dataclass(frozen=True, slots=True)
class FormPart:
    """A run of rows of the table (from 0): those below one group row, or all if the form has no groups.

    `group` is the number of the programme's group, None without one; `free` rows hold nothing but perhaps a
    number. New rows go in behind row `last` and look like row `pattern`.
    """

    group: int | None
    listed: tuple[int, ...]
    free: tuple[int, ...]
    last: int
    pattern: int


@dataclass(frozen=True, slots=True)
class Form:
    """A form as read.

    `rows` are the tasks that it lists already; `grows`: rows can be inserted. A form that counts tasks has
    `totals` instead of rows and parts.
    """

    workbook: Workbook
    sheet: Sheet
    heading: Heading
    rows: tuple[ListRow, ...]
    parts: tuple[FormPart, ...]
    labels: tuple[FormLabel, ...]
    grows: bool = True
    totals: TotalsTable | None = None

    @property
    def columns(self) -> dict[int, FormField]:
        """Return what each column (from 0), or row of a form `across`, takes, as far as it is known."""
        if self.totals is None:
            return {**dict(self.heading.columns)}
        first = self.totals.turned_at or 0
        return {first + place: kind for place, kind in self.totals.columns.items()}

    @property
    def titles(self) -> Titles:
        """Return what its columns are called, or the rows of a form `across`."""
        table = self.totals
        if table is None or table.turned_at is None:
            return self.heading.titles
        return tuple((table.turned_at + row, text) for row, text in table.heading.titles if row > table.names)

    @property
    def across(self) -> bool:
        """Return whether it names agencies or groups across, so that its rows say what is counted."""
        return self.totals is not None and self.totals.turned_at is not None

    @property
    def path(self) -> Path:
        """Return its path."""
        return self.workbook.path

    @property
    def has_groups(self) -> bool:
        """Return whether its table is divided by group rows."""
        return any(part.group is not None for part in self.parts)


@dataclass(frozen=True, slots=True)
class FormInstructions:
    """What the officer says of the columns (from 0) of a form: all of them, or only `some`.

    `rows` says what the rows of a form count that names agencies across.
    """

    columns: Mapping[int, FormField] | None = None
    some: Mapping[int, FormField] = field(default_factory=dict)
    rows: Mapping[int, FormField] = field(default_factory=dict)

    @property
    def counts(self) -> dict[int, CountKind]:
        """Return the columns of which a count is said."""
        return {column: COUNTS[name] for column, name in self._all().items() if name in COUNTS}

    @property
    def fields(self) -> dict[int, Field]:
        """Return the columns of which a field of tasks is said, or that they take nothing."""
        fields = {name: name for name in FIELDS}
        return {column: fields[name] for column, name in self._all().items() if name in fields}

    def _all(self) -> dict[int, str]:
        return {**(self.columns or {}), **self.some}


def open_form(path: Path, progress: Progress = no_progress) -> Workbook:
    """Read the cells of a form. Raises FormNotWorkbook and the SourceError family."""
    try:
        workbook = read_workbook(path, progress)
    except SourceUnknown:
        raise FormNotWorkbook(path) from None
    if workbook.format not in ("xlsx", "xlsm"):
        raise FormNotWorkbook(path)
    return workbook


def read_form(
    workbook: Workbook,
    groups: Sequence[Group],
    agencies: Mapping[str, str],
    classes: Collection[str] = (),
    sheet_name: str | None = None,
    said: FormInstructions | None = None,
    remembered: Remembered = lambda _: None,
) -> Form:
    """Find the table of a form and what it asks for; `said` is the officer's word on what stands where.

    `agencies` has the name in use by the key of every name that means it, `classes` names their classes.
    Raises SheetMissing, HeadingMissing, FormOfTotals, ColumnMissing, SourceDamaged.
    """
    said = said or FormInstructions()
    names = Names(Groups(groups), agencies, classes)
    reader = _Reader(
        workbook=workbook, groups=groups, agencies=agencies, names=names, said=said, remembered=remembered
    )
    sheets = [_named(workbook, sheet_name)] if sheet_name is not None else _likely(workbook)
    for sheet in sheets:
        form = reader.form(sheet)
        if form is not None:
            return form
    across = next((one for one in sheets if any(counts_down(one, column) for column in range(_NAMES))), None)
    if across is not None:
        raise FormOfTotals(workbook.path, across.name)
    raise HeadingMissing(workbook.path, sheets[0].name, ROWS)


class _Reader:
    """Reads sheets of a form."""

    def __init__(
        self,
        workbook: Workbook,
        groups: Sequence[Group],
        agencies: Mapping[str, str],
        names: Names,
        said: FormInstructions,
        remembered: Remembered,
    ) -> None:
        self._workbook, self._groups, self._agencies = workbook, groups, agencies
        self._names, self._said, self._remembered = names, said, remembered
        self._package = Package(workbook.path)
        self._styles = FormStyles(self._package)

    def form(self, sheet: Sheet) -> Form | None:
        """Return what a sheet asks for; None if it has no table that is known."""
        part = self._package.sheets().get(sheet.name)
        if part is None:
            raise SourceDamaged(self._workbook.path, sheet.name)
        grid = SheetCells(self._package.tree(part))
        heading = find_heading(sheet, self._remembered) or _pointed_at(sheet, self._said)
        counting = self._crosswise(sheet, grid) or self._counting(sheet, heading, grid)
        if counting is not None:
            return self._made(sheet, grid, *counting)
        if heading is None:
            return None
        heading = _with(heading, self._said, self._remembered)
        if heading.column("content") is None:
            raise ColumnMissing(self._workbook.path, sheet.name, heading.last_row + 1, "content")
        return self._made(sheet, grid, heading)

    def _crosswise(self, sheet: Sheet, grid: SheetCells) -> tuple[Heading, TotalsTable] | None:
        """Return a table that names agencies across; an officer's word on columns is for other tables."""
        if self._said.counts or self._said.fields:
            return None
        return crosswise_table(
            sheet, self._bordered(grid), self._names, said=self._said.rows, remembered=self._remembered
        )

    def _bordered(self, grid: SheetCells) -> Callable[[int, int], bool]:
        return lambda row, column: self._styles.is_bordered(grid.style(row, column))

    def _counting(
        self, sheet: Sheet, listing: Heading | None, grid: SheetCells
    ) -> tuple[Heading, TotalsTable] | None:
        """Return the table of a sheet that counts tasks and lists none. Raises FormOfTotals."""
        said = self._said
        heading = counting_heading(sheet) or (_pointed_at(sheet, said) if said.counts else None)
        if heading is None or (not said.counts and set(said.fields.values()) - {"ignore"}):
            if listing is not None and not said.fields and _only_counts(sheet, listing):
                raise FormOfTotals(self._workbook.path, sheet.name)
            return None
        counted = counting_columns(heading, self._remembered(heading.fingerprint) or {}, said.counts)
        kept = {column: kind for column, kind in counted.kinds.items() if column not in said.fields}
        reader = TotalsReader(sheet, heading, self._bordered(grid), grid.rows, self._names)
        table = reader.table(kept, counted.doubtful)
        if not said.counts and not table.counts_all(heading, listing):
            return None
        if not table.fits:
            raise FormOfTotals(self._workbook.path, sheet.name)
        return heading, table

    def _made(
        self, sheet: Sheet, grid: SheetCells, heading: Heading, totals: TotalsTable | None = None
    ) -> Form:
        rows: tuple[ListRow, ...] = ()
        parts: tuple[FormPart, ...] = ()
        if totals is None:
            tasks = read_task_list(sheet, heading, self._groups, set(self._agencies.values()))
            divider = _RowDivider(
                sheet=sheet,
                heading=heading,
                tasks=tasks,
                grid=grid,
                styles=self._styles,
                groups=Groups(self._groups),
            )
            rows, parts = tasks.rows, divider.parts()
        last = totals.last if totals is not None else parts[-1].last
        outside = set(range(len(sheet.rows))) - set(range(heading.first_row, last + 1))
        return Form(
            workbook=self._workbook,
            sheet=sheet,
            heading=heading,
            rows=rows,
            parts=parts,
            labels=tuple(find_labels(sheet, outside, grid.merges(), grid.is_formula)),
            grows=grid.may_grow(),
            totals=totals,
        )


def _only_counts(sheet: Sheet, listing: Heading) -> bool:
    """Return whether what reads as a list has a count for its content, or counts in its rows."""
    content = listing.column("content")
    titled = begins_counting(dict(listing.titles).get(content, "")) if content is not None else False
    return titled or counts_down(sheet, content or 0, listing.last_row + 1)


def _likely(workbook: Workbook) -> list[Sheet]:
    """Return the sheet that looks most like a list, then the others in sight."""
    best = workbook.sheets[best_sheet(workbook.sheets)]
    return [best, *(sheet for sheet in workbook.sheets if sheet is not best and not sheet.hidden)]


def _named(workbook: Workbook, name: str) -> Sheet:
    found = next((sheet for sheet in workbook.sheets if sheet.name == name), None)
    if found is None:
        raise SheetMissing(workbook.path, name)
    return found


def _pointed_at(sheet: Sheet, said: FormInstructions) -> Heading | None:
    """Return as heading the fullest row above that has a title in each column of which something was said."""
    some = said.some
    rows = [
        (sum(isinstance(value, str) for value in row), -index)
        for index, row in enumerate(sheet.rows[:ROWS])
        if some and all(column < len(row) and isinstance(row[column], str) for column in some)
    ]
    if not rows:
        return None
    _, above = max(rows)
    return heading_at(sheet, -above, -above)


def _with(heading: Heading, said: FormInstructions, remembered: Remembered) -> Heading:
    """Return the heading with its columns as the officer says, else as forms mean their titles."""
    if said.columns is not None:
        return heading.with_columns(said.fields)
    return _as_forms_mean(heading, remembered).with_columns(said.fields)


def _as_forms_mean(heading: Heading, remembered: Remembered) -> Heading:
    """Read titles that mean other things in a form than in a list.

    A day of completion below "Tiến độ thực hiện" is the day on which the task was completed, and "Tình hình
    thực hiện" the words that were recorded, if a form has no other column for them.
    """
    if remembered(heading.fingerprint) is not None:
        return heading
    heading = _as_parts_of_progress(heading)
    status = heading.column("status")
    if status is None or heading.column("result") is not None:
        return heading
    title = fold(dict(heading.titles).get(status, ""))
    return _changed(heading, {status: "result"}) if _TITLED_AS_TOLD in title else heading


def _as_parts_of_progress(heading: Heading) -> Heading:
    """Read the parts of a heading like "Tiến độ thực hiện | Ngày hoàn thành" as what was recorded."""
    taken = {name for _, name in heading.columns}
    changes: dict[int, Field] = {}
    for column, title in heading.titles:
        above, parted, part = map(fold, title.partition(" - "))
        if not parted or not any(word in above for word in _PROGRESS):
            continue
        meant = next((name for name, said in _PARTS.items() if part in said), None)
        if meant is not None and meant not in taken:
            changes[column] = meant
            taken.add(meant)
    return _changed(heading, changes)


def _changed(heading: Heading, changes: Mapping[int, Field]) -> Heading:
    return heading.with_columns({**dict(heading.columns), **changes}) if changes else heading


class _RowDivider:
    """Divides the rows below a heading."""

    def __init__(
        self,
        sheet: Sheet,
        heading: Heading,
        tasks: TaskList,
        grid: SheetCells,
        styles: FormStyles,
        groups: Groups,
    ) -> None:
        self._sheet, self._grid, self._styles, self._groups = sheet, grid, styles, groups
        self._heading, self._lines = heading, ListLines(sheet, heading)
        self._content = heading.column("content") or 0
        self._number = heading.column("number")
        self._listed = {row.row - 1 for row in tasks.rows} | {row.row - 1 for row in tasks.refused}
        self._named = {row.row - 1: row.given.group for row in tasks.rows}
        self._kinds = {one.row - 1: one for one in tasks.left_out}
        self._bordered = self._is_bordered(heading.last_row)

    def parts(self) -> tuple[FormPart, ...]:
        """Return the parts of the table, from above; there is one at least."""
        first = self._heading.last_row + 1
        while first in self._kinds and self._kinds[first].reason == "heading":
            first += 1
        parts: list[FormPart] = [FormPart(None, (), (), first - 1, -1)]
        for index in range(first, max(self._grid.rows, len(self._sheet.rows))):
            kind = self._kind(index)
            if kind == "end":
                break
            part = parts[-1]
            if kind == "group":
                parts.append(FormPart(self._group(index), (), (), index, -1))
            elif kind == "free":
                parts[-1] = replace(part, free=(*part.free, index), last=index)
            elif kind == "listed":
                parts[-1] = replace(part, listed=(*part.listed, index), last=index)
            else:
                parts[-1] = replace(part, last=index)
        kept = [part for part in parts if part.group is not None or part.listed or part.free] or parts
        return tuple(replace(part, pattern=self._pattern(part, kept)) for part in kept)

    def _kind(self, index: int) -> str:
        if self._is_free(index):
            return "free" if self._belongs(index) else "end"
        if index in self._kinds:
            reason = self._kinds[index].reason
            return "end" if reason in _ENDS else "group" if reason == "group" else "other"
        return "listed" if index in self._listed else "other"

    def _is_free(self, index: int) -> bool:
        """Return whether a row shows nothing but a number, dots, and results of formulas."""
        row = self._sheet.rows[index] if index < len(self._sheet.rows) else ()
        for column, value in enumerate(row):
            if value is None or self._grid.is_formula(index, column):
                continue
            if column == self._number and isinstance(value, int | float):
                continue
            text = shown(value)
            if column == self._number and text.rstrip(".)").isdigit():
                continue
            if not _HOLLOW.fullmatch(text):
                return False
        return True

    def _belongs(self, index: int) -> bool:
        return self._grid.has(index, self._content) and (not self._bordered or self._is_bordered(index))

    def _is_bordered(self, index: int) -> bool:
        return self._styles.is_bordered(self._grid.style(index, self._content))

    def _group(self, index: int) -> int | None:
        line = self._lines.line(index)
        text = line.content or self._kinds[index].text
        number, _ = self._groups.find(group_mark(line) or GroupMark(0, text, text))
        return None if self._groups.is_added(number) else number

    def _pattern(self, part: FormPart, parts: Sequence[FormPart]) -> int:
        rows = (*part.free, *part.listed[::-1])
        others = (row for one in parts for row in (*one.free, *one.listed))
        return next(iter(rows), next(others, part.last))
