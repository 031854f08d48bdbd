"""An entry form that came back, whatever it went through.

Rows moved, added, taken out, its key sheet lost.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
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
from desktop_app.domain.progress import FULL
from desktop_app.domain.state_words import read_state
from desktop_app.domain.text import fold, tidy
from desktop_app.domain.work import Progress, no_progress
from desktop_app.exchange.forms.entry_form import FORMAT, ROW_KEY, TITLE
from desktop_app.exchange.forms.period_sheets import Span, sheet_of_period, sheets_by_period, span_of
from desktop_app.exchange.reading import Workbook, read_workbook
from desktop_app.exchange.writing import SHEET, MachineDamaged, MachineMissing, MachineNewer
from desktop_app.lists.cells import MAX_TEXT, day_of, is_blank, shown
from desktop_app.lists.heading import ROWS, Heading, best_sheet, find_heading
from desktop_app.lists.lines import number_text
from desktop_app.lists.sheet import Sheet, Value, cell_name
from desktop_app.lists.words import LISTED, meanings
from desktop_app.resources import words

_PERIOD = re.compile(r"ma ky\s*:\s*([a-z0-9_-]+/\d{4}(?:-[a-z0-9]+)?)")
_AGENCY = re.compile(r"\s*cơ quan\s*:\s*(\S.*)", re.IGNORECASE)
_DAY = re.compile(r"(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})")
_ISO_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?")
_PERCENT = re.compile(r"(\d{1,3})(?:[.,]0+)?\s*%?")
_YEARS = range(2000, 2100)
_SEVERAL = 2
_EPOCH = date(1899, 12, 30)
_SERIALS = range(36_526, 73_050)
"""Days of 2000 … 2099 as Excel numbers them."""


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

    `period` and `agency` are read from the sheet itself then, and may be empty. `altered` says that the key
    sheet is there and was changed. `columns` are the titles of the columns that progress was read from, with
    their fields; `unused` those that are filled beside rows with a content and were read for nothing.
    """

    path: Path
    sha256: str
    sheet: str
    made: EntryForm | None
    altered: bool
    period: str
    agency: str
    rows: tuple[ReturnedRow, ...] = field(default_factory=tuple)
    columns: Mapping[str, EntryField] = field(default_factory=dict)
    unused: tuple[UnusedColumn, ...] = ()


def read_entry_form(path: Path, progress: Progress = no_progress, period: str = "") -> ReturnedForm:
    """Read a form that came back, or an office's own table of progress, of the period with this label.

    Raises HeadingMissing, ColumnMissing, PeriodSheetMissing, ProgressMissing, and the SourceError family.
    """
    workbook = read_workbook(path, progress)
    made, altered = _made(workbook)
    shown_sheets = [sheet for sheet in workbook.sheets if sheet.name != SHEET] or list(workbook.sheets)
    named = [sheet for sheet in shown_sheets if sheet.name == TITLE]
    sheet = named[0] if named else _of_period(path, shown_sheets, period)
    heading = find_heading(sheet)
    if heading is None:
        raise HeadingMissing(path, sheet.name, ROWS)
    if heading.column("content") is None:
        raise ColumnMissing(path, sheet.name, heading.last_row + 1, "content")
    return _returned(workbook, sheet, heading, (made, altered), period)


def _of_period(path: Path, sheets: Sequence[Sheet], period: str) -> Sheet:
    """Return the sheet to read: that of the period where each has its own. Raises PeriodSheetMissing."""
    own = sheet_of_period(sheets, period)
    if own is None and period and (named := sheets_by_period(sheets, period)):
        raise PeriodSheetMissing(path, ", ".join(named), period)
    return own or sheets[best_sheet(sheets)]


def read_progress(workbook: Workbook, sheet: Sheet, heading: Heading, period: str) -> ReturnedForm:
    """Return the progress in the columns of an accepted list, of the period with this label.

    Raises ProgressMissing.
    """
    return _returned(workbook, sheet, heading, (None, False), period)


def _returned(
    workbook: Workbook,
    sheet: Sheet,
    heading: Heading,
    form: tuple[EntryForm | None, bool],
    label: str,
) -> ReturnedForm:
    path, (made, altered) = workbook.path, form
    above = [
        shown(value) for row in sheet.rows[: heading.first_row] for value in row if isinstance(value, str)
    ]
    period = made.period if made is not None else _period(_first(_PERIOD, [fold(text) for text in above]))
    agency = made.agency if made is not None else _first(_AGENCY, above)
    columns = progress_columns(sheet, heading, "" if made is not None else label)
    if not columns:
        raise ProgressMissing(path, sheet.name, heading.last_row + 1)
    rows = tuple(_rows(sheet, heading, columns))
    titles = dict(heading.titles)
    return ReturnedForm(
        path=path,
        sha256=workbook.sha256,
        sheet=sheet.name,
        made=made,
        altered=altered,
        period=period,
        agency=agency,
        rows=rows,
        columns={titles.get(column, ""): name for name, column in columns.items()},
        unused=_unused(sheet, heading, columns),
    )


def progress_columns(sheet: Sheet, heading: Heading, period: str = "") -> dict[EntryField, int]:
    """Return the columns of progress; `period` is the label of the one that is asked for.

    Where the titles name periods ("Quý II/2021" above "Kết quả", "Tỷ lệ"), the columns of that period count,
    and of no other one; without a label those of the first.
    """
    spans = _spans(heading, period)
    asked = span_of(period, "") if period else next(iter(spans.values()), None)
    found = _standing(sheet, heading)
    own: dict[EntryField, int] = {}
    for column in (column for column, span in spans.items() if span == asked):
        own.setdefault(_told(sheet, heading, column), column)
    if not own and len(set(spans.values())) < _SEVERAL:
        return found
    return {name: column for name, column in found.items() if column not in spans} | own


def _spans(heading: Heading, period: str) -> dict[int, Span]:
    """Return the columns whose titles name a time, apart from those of the list itself, with that time."""
    listed = {column for column, name in heading.columns if name in LISTED and name != "output"}
    year = period[-4:] if period[-4:].isdigit() else ""
    found = {
        column: next((span for part in title.split(" - ") if (span := span_of(part, year))), None)
        for column, title in heading.titles
        if column not in listed and column not in heading.times.places
    }
    return {column: span for column, span in found.items() if span is not None}


def _told(sheet: Sheet, heading: Heading, column: int) -> EntryField:
    """Return what a column tells of a period: by the title below that of the period, else by its cells."""
    meant = meanings((dict(heading.titles)[column].split(" - ")[-1],))
    named = [name for name in ENTRY_FIELDS if name in meant]
    if named:
        return max(named, key=lambda name: meant[name])
    below = [row[column] for row in sheet.rows[heading.last_row + 1 :] if column < len(row)]
    filled = [value for value in below if not is_blank(value)]
    if sum(_percent(value)[0] is not None for value in filled) * 2 > len(filled):
        return "percent"
    return "state" if sum(_state(value)[0] is not None for value in filled) * 2 > len(filled) else "result"


def _standing(sheet: Sheet, heading: Heading) -> dict[EntryField, int]:
    """Return the columns of progress by what the heading says.

    A column that tells how a task stands ("Tình trạng") is its state if its cells are words of states and no
    other column is, else what was done if no other column tells that. Beside such a column some words of
    states are enough, and each other text is named at its cell.
    """
    places: dict[str, int] = {name: column for column, name in heading.columns}
    found = {name: places[name] for name in ENTRY_FIELDS if name in places}
    status = heading.column("status")
    if status is not None:
        below = [row[status] for row in sheet.rows[heading.last_row + 1 :] if status < len(row)]
        filled = [value for value in below if not is_blank(value)]
        known = sum(_state(value)[0] is not None for value in filled)
        if "state" not in found and (known * 2 > len(filled) or (known and "result" in found)):
            found["state"] = status
        elif "result" not in found and filled:
            found["result"] = status
    return found


def _unused(sheet: Sheet, heading: Heading, columns: Mapping[EntryField, int]) -> tuple[UnusedColumn, ...]:
    content, titles = heading.column("content") or 0, dict(heading.titles)
    used = {*columns.values(), *(column for column, name in heading.columns if name in LISTED)}
    used |= {column for column, title in heading.titles if fold(title) == fold(ROW_KEY)}
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


def _rows(sheet: Sheet, heading: Heading, places: Mapping[EntryField, int]) -> "list[ReturnedRow]":
    columns: dict[str, int | None] = {name: column for column, name in heading.columns}
    columns.update({str(name): column for name, column in places.items()})
    key_column = next((column for column, title in heading.titles if fold(title) == fold(ROW_KEY)), None)
    unrecorded = words("unrecorded")
    found = []
    for index in range(heading.last_row + 1, len(sheet.rows)):
        cells = sheet.rows[index]

        def held(column: int | None, cells: Sequence[Value] = cells) -> Value:
            return cells[column] if column is not None and column < len(cells) else None

        content, key = shown(held(columns.get("content"))), _key(held(key_column))
        values: dict[EntryField, EntryValue] = {}
        problems: list[Problem] = []
        for name in ENTRY_FIELDS:
            value = held(columns.get(name))
            if is_blank(value) or shown(value) == unrecorded.get(name):
                continue
            read, problem = _READERS[name](value)
            if problem:
                problems.append(Problem(cell_name(index, columns.get(name) or 0), problem, shown(value)[:80]))
            else:
                values[name] = read
        if (content and (values or problems)) or key is not None:
            number = number_text(held(columns.get("number")))
            found.append(
                ReturnedRow(
                    row=index + 1,
                    key=key,
                    number=number,
                    content=content,
                    values=values,
                    cells={name: cell_name(index, places[name]) for name in values},
                    problems=tuple(problems),
                )
            )
    return found


def _key(value: Value) -> int | None:
    text = shown(value)
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else None


Read = tuple[EntryValue, str]
"""A value, or the code of what is wrong."""


def _state(value: Value) -> Read:
    state = read_state(shown(value), words("state"))
    return (state, "") if state is not None else (None, "state_unknown")


def _percent(value: Value) -> Read:
    number: float
    if isinstance(value, int | float) and not isinstance(value, bool):
        number = value * 100 if 0 < value < 1 else value
        if abs(number - round(number)) > 1e-6:
            return None, "percent_bad"
    else:
        text = _PERCENT.fullmatch(shown(value).strip())
        if text is None:
            return None, "percent_bad"
        number = int(text[1])
    return (round(number), "") if 0 <= number <= FULL else (None, "percent_range")


def _completed_on(value: Value) -> Read:
    day = day_of(value)
    if (
        day is None
        and isinstance(value, int | float)
        and not isinstance(value, bool)
        and int(value) in _SERIALS
    ):
        day = _EPOCH + timedelta(days=int(value))
    if day is None:
        day = _typed_day(shown(value).strip(" ."))
    return (day, "") if day is not None and day.year in _YEARS else (None, "date_bad")


def _typed_day(text: str) -> date | None:
    typed, iso = _DAY.fullmatch(text), _ISO_DAY.fullmatch(text)
    try:
        if typed:
            return date(int(typed[3]), int(typed[2]), int(typed[1]))
        return date(int(iso[1]), int(iso[2]), int(iso[3])) if iso else None
    except ValueError:
        return None


def _text(value: Value) -> Read:
    text = tidy(shown(value))
    return (text, "") if len(text) <= MAX_TEXT else (None, "text_long")


_READERS = {
    "state": _state,
    "percent": _percent,
    "completed_on": _completed_on,
    "result": _text,
    "difficulty": _text,
    "proposal": _text,
    "note": _text,
}


def _period(folded: str) -> str:
    """Return the id of a period as it is written: the regime in small letters, the part in capitals."""
    regime, slash, rest = folded.partition("/")
    return f"{regime}{slash}{rest.upper()}"


def _first(pattern: re.Pattern[str], texts: Sequence[str]) -> str:
    match = next(filter(None, map(pattern.search, texts)), None)
    return match[1].strip() if match else ""
