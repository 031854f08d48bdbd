"""Which columns of a table hold progress, and what their cells say."""

import re
from datetime import date, timedelta

from desktop_app.domain.entry_form import ENTRY_FIELDS, EntryField, EntryValue
from desktop_app.domain.progress import FULL
from desktop_app.domain.state_words import read_state
from desktop_app.domain.text import tidy
from desktop_app.exchange.forms.period_sheets import Span, span_of
from desktop_app.lists.cells import MAX_TEXT, day_of, is_blank, shown
from desktop_app.lists.heading import Heading
from desktop_app.lists.sheet import Sheet, Value
from desktop_app.lists.words import LISTED, meanings
from desktop_app.resources import words

_DAY = re.compile(r"(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})")
_ISO_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?")
_PERCENT = re.compile(r"(\d{1,3})(?:[.,]0+)?\s*%?")
_YEARS = range(2000, 2100)
_SEVERAL = 2
_ANY_YEAR = "2000"
"""The year of titles without one, where no period is asked for: that they name one is enough."""
_EPOCH = date(1899, 12, 30)
_SERIALS = range(36_526, 73_050)
"""Days of 2000 … 2099 as Excel numbers them."""


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
    year = period[-4:] if period[-4:].isdigit() else _ANY_YEAR
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


READERS = {
    "state": _state,
    "percent": _percent,
    "completed_on": _completed_on,
    "result": _text,
    "difficulty": _text,
    "proposal": _text,
    "note": _text,
}
