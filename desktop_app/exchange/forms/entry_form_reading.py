"""An entry form that came back, whatever it went through.

Rows moved, added, taken out, its key sheet lost.
"""

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from desktop_app.domain.codec import UNREADABLE, from_named, from_plain
from desktop_app.domain.editions import Problem, UnusedColumn
from desktop_app.domain.entry_form import ENTRY_FIELDS, EntryField, EntryForm, EntryLine, EntryValue
from desktop_app.domain.errors import (
    AppError,
    ColumnMissing,
    HeadingMissing,
    PeriodSheetMissing,
    ProgressMissing,
)
from desktop_app.domain.text import fold
from desktop_app.exchange.forms.entry_form import FORMAT, ROW_KEY, TITLE
from desktop_app.exchange.forms.period_sheets import sheet_of_period, sheets_by_period
from desktop_app.exchange.forms.progress_table import READERS, progress_columns
from desktop_app.exchange.reading import Workbook
from desktop_app.exchange.writing import (
    FAULT,
    REMEDY,
    SHEET,
    MachineDamaged,
    MachineMissing,
    MachineNewer,
    is_of_refused,
)
from desktop_app.lists.cells import is_blank, shown
from desktop_app.lists.heading import ROWS, Heading, Remembered, best_sheet, find_heading
from desktop_app.lists.lines import number_text
from desktop_app.lists.sheet import Sheet, Value, cell_name
from desktop_app.lists.sorting import LeftOut
from desktop_app.lists.tasks import read_task_list
from desktop_app.lists.words import LISTED
from desktop_app.resources import words

_PERIOD = re.compile(r"ma ky\s*:\s*([a-z0-9_-]+/\d{4}(?:-[a-z0-9]+)?)")
_AGENCY = re.compile(r"\s*cơ quan\s*:\s*(\S.*)", re.IGNORECASE)
_TEXTS = frozenset[EntryField]({"result", "difficulty", "proposal", "note"})
_NO_TASKS = frozenset({"title", "heading", "group", "total", "signature", "note", "other_list", "aside"})


@dataclass(frozen=True, slots=True)
class ReturnedRow:
    """One row (from 1): the key that it bears, or None, and the values of the cells that hold something.

    `cells` are the names of these cells.
    """

    row: int
    key: int | None
    number: str
    content: str
    values: Mapping[EntryField, EntryValue]
    cells: Mapping[EntryField, str]
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class ReturnedForm:
    """What came back. `made` is the form as it went out, None if its key sheet is lost or was altered.

    `period` and `agency` are read from the sheet itself then, and may be empty. `altered` says that it is a
    form whose key sheet is lost or was changed, and not an office's own table. `columns` are the titles of
    the columns that progress was read from, with their fields; `unused` those that are filled beside rows
    with a content and were read for nothing. `left_out` are the rows that hold progress and are no tasks.
    """

    path: Path
    sha256: str
    table: Sheet
    heading: Heading
    made: EntryForm | None
    altered: bool
    period: str
    agency: str
    rows: tuple[ReturnedRow, ...] = field(default_factory=tuple)
    columns: Mapping[str, EntryField] = field(default_factory=dict)
    unused: tuple[UnusedColumn, ...] = ()
    left_out: tuple[LeftOut, ...] = ()


def read_entry_form(
    workbook: Workbook,
    period: str = "",
    remembered: Remembered = lambda _: None,
    sheet_name: str | None = None,
) -> ReturnedForm:
    """Read a form that came back, or an office's own table of progress, of the period with this label.

    `remembered` are the columns of headings that were accepted before; `sheet_name` says which sheet the
    table stands on, if that is known.

    Raises HeadingMissing, ColumnMissing, PeriodSheetMissing, ProgressMissing.
    """
    path = workbook.path
    made, altered = _made(workbook)
    shown_sheets = [sheet for sheet in workbook.sheets if sheet.name != SHEET] or list(workbook.sheets)
    named = [sheet for sheet in shown_sheets if sheet.name == (sheet_name or TITLE)]
    sheet = named[0] if named else _of_period(path, shown_sheets, period)
    heading = find_heading(sheet, remembered)
    if heading is None:
        raise HeadingMissing(path, sheet.name, ROWS)
    if heading.column("content") is None:
        raise ColumnMissing(path, sheet.name, heading.last_row + 1, "content")
    if made is None and not is_of_refused(heading):
        altered = altered or sheet.name == TITLE or _key_column(heading) is not None
    own = made is None and not altered
    left_out = read_task_list(sheet, heading, ()).left_out if own else None
    return _returned(workbook, sheet, heading, (made, altered), period, left_out=left_out)


def is_entry_form(workbook: Workbook) -> bool:
    """Return whether a workbook is a form of ours, whatever became of it."""
    return any(sheet.name in {SHEET, TITLE} for sheet in workbook.sheets)


def _of_period(path: Path, sheets: Sequence[Sheet], period: str) -> Sheet:
    """Return the sheet to read: that of the period where each has its own. Raises PeriodSheetMissing."""
    own = sheet_of_period(sheets, period)
    if own is None and period and (named := sheets_by_period(sheets, period)):
        raise PeriodSheetMissing(path, ", ".join(named), period)
    return own or sheets[best_sheet(sheets)]


def read_progress(
    workbook: Workbook, sheet: Sheet, heading: Heading, left_out: Sequence[LeftOut], period: str
) -> ReturnedForm:
    """Return the progress in the columns of an accepted list, of the period with this label.

    Raises ProgressMissing.
    """
    return _returned(workbook, sheet, heading, (None, False), period, left_out=left_out)


def _returned(
    workbook: Workbook,
    sheet: Sheet,
    heading: Heading,
    form: tuple[EntryForm | None, bool],
    label: str,
    *,
    left_out: Sequence[LeftOut] | None,
) -> ReturnedForm:
    """Return what stands below a heading; `left_out` are the rows of an office's own table that are no tasks.

    None: it is a form of ours. Raises ProgressMissing.
    """
    path, (made, altered) = workbook.path, form
    above = [
        shown(value) for row in sheet.rows[: heading.first_row] for value in row if isinstance(value, str)
    ]
    period = made.period if made is not None else _period(_first(_PERIOD, [fold(text) for text in above]))
    agency = made.agency if made is not None else _first(_AGENCY, above)
    columns = progress_columns(sheet, heading, "" if made is not None else label)
    if not columns:
        raise ProgressMissing(path, sheet.name, heading.last_row + 1)
    outside = [one for one in left_out or () if one.reason in _NO_TASKS]
    no_tasks = None if left_out is None else {one.row for one in outside}
    rows = tuple(_rows(sheet, heading, columns, no_tasks))
    titles = dict(heading.titles)
    return ReturnedForm(
        path=path,
        sha256=workbook.sha256,
        table=sheet,
        heading=heading,
        made=made,
        altered=altered,
        period=period,
        agency=agency,
        rows=rows,
        columns={titles.get(column, ""): name for name, column in columns.items()},
        unused=_unused(sheet, heading, columns),
        left_out=tuple(one for one in outside if any(_progress(0, sheet.rows[one.row - 1], columns))),
    )


def _unused(sheet: Sheet, heading: Heading, columns: Mapping[EntryField, int]) -> tuple[UnusedColumn, ...]:
    content, titles = heading.column("content") or 0, dict(heading.titles)
    used = {*columns.values(), *(column for column, name in heading.columns if name in LISTED)}
    beside = {fold(title) for title in (ROW_KEY, FAULT, REMEDY)}
    used |= {column for column, title in heading.titles if fold(title) in beside}
    filled: Counter[int] = Counter()
    for row in sheet.rows[heading.last_row + 1 :]:
        if content < len(row) and not is_blank(row[content]):
            filled.update(at for at, value in enumerate(row) if at not in used and not is_blank(value))
    return tuple(UnusedColumn(at, titles.get(at, ""), count) for at, count in sorted(filled.items()))


def _made(workbook: Workbook) -> tuple[EntryForm | None, bool]:
    """Return the form as it went out, and whether its key sheet was altered."""
    try:
        lists, records = FORMAT.read(workbook)
        lines = tuple(from_plain(EntryLine, record, lists) for record in records[1:])
        form: EntryForm = from_named(EntryForm, {**lists.named(EntryForm, records[0]), "lines": lines}, lists)
    except MachineMissing:
        return None, False
    except (MachineDamaged, MachineNewer, AppError, *UNREADABLE):
        return None, True
    return form, False


def _rows(
    sheet: Sheet, heading: Heading, places: Mapping[EntryField, int], no_tasks: Collection[int] | None
) -> list[ReturnedRow]:
    """Return the rows that hold progress or a key; `no_tasks` as in `_returned`.

    In an office's own table a row without a content goes on with the words of the row right above.
    """
    columns = {name: column for column, name in heading.columns}
    key_column, end = _key_column(heading), -1
    found: list[ReturnedRow] = []
    for index in range(heading.last_row + 1, len(sheet.rows)):
        cells = sheet.rows[index]
        content, key = shown(_held(cells, columns.get("content"))), _key(_held(cells, key_column))
        values, problems = _progress(index, cells, places)
        said = bool(values or problems) and (no_tasks is None or index + 1 not in no_tasks)
        if key is None and not (said and (content or no_tasks is not None)):
            continue
        row = ReturnedRow(
            row=index + 1,
            key=key,
            number=number_text(_held(cells, columns.get("number"))),
            content=content,
            values=values,
            cells={name: cell_name(index, places[name]) for name in values},
            problems=problems,
        )
        if content or key is not None:
            found.append(row)
        elif end == index - 1 and not row.number and not problems and _TEXTS.issuperset(values):
            found[-1] = _gone_on(found[-1], row)
        else:
            missing = Problem(cell_name(index, columns.get("content") or 0), "content_missing")
            found.append(replace(row, problems=(missing, *problems)))
        end = index
    return found


def _gone_on(above: ReturnedRow, row: ReturnedRow) -> ReturnedRow:
    """Return a row with the words of the one below it, which has no content of its own."""
    joined = {
        name: f"{above.values[name]}\n{value}" if name in above.values else value
        for name, value in row.values.items()
    }
    return replace(above, values={**above.values, **joined}, cells={**row.cells, **above.cells})


def _progress(
    index: int, cells: Sequence[Value], places: Mapping[EntryField, int]
) -> tuple[dict[EntryField, EntryValue], tuple[Problem, ...]]:
    """Return what the cells of a row say of its progress, and what is wrong in them."""
    values: dict[EntryField, EntryValue] = {}
    problems: list[Problem] = []
    unrecorded = words("unrecorded")
    for name in ENTRY_FIELDS:
        value = _held(cells, places.get(name))
        if is_blank(value) or shown(value) == unrecorded.get(name):
            continue
        read, problem = READERS[name](value)
        if problem:
            problems.append(Problem(cell_name(index, places[name]), problem, shown(value)[:80]))
        else:
            values[name] = read
    return values, tuple(problems)


def _held(cells: Sequence[Value], column: int | None) -> Value:
    return cells[column] if column is not None and column < len(cells) else None


def _key_column(heading: Heading) -> int | None:
    return next((column for column, title in heading.titles if fold(title) == fold(ROW_KEY)), None)


def _key(value: Value) -> int | None:
    text = shown(value)
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else None


def _period(folded: str) -> str:
    """Return the id of a period as it is written: the regime in small letters, the part in capitals."""
    regime, slash, rest = folded.partition("/")
    return f"{regime}{slash}{rest.upper()}"


def _first(pattern: re.Pattern[str], texts: Sequence[str]) -> str:
    match = next(filter(None, map(pattern.search, texts)), None)
    return match[1].strip() if match else ""
