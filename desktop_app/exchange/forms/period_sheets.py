"""Sheets of a workbook that stand for one period each: "Quý I", "Quý II"; "T1" … "T12"."""

import re
from collections.abc import Sequence
from datetime import date

from desktop_app.domain.deadlines import read_deadline
from desktop_app.domain.text import fold
from desktop_app.lists.sheet import Sheet

Span = tuple[date, date]
_PERIODS = frozenset({"month", "quarter", "half", "nine_months", "year"})
_NAMED = re.compile(
    r"(?<![a-z])(?:(?:quy|q)[\W_]*(?:iv|i{1,3}|[1-4])|(?:thang|thg|t)[\W_]*(?:1[0-2]|0?[1-9])"
    r"|[69] ?(?:thang|t)(?: (?:dau|cuoi) nam)?|(?:ca )?nam(?=\W*\d{4}|$))(?![a-z\d])"
)
_WHOLE = re.compile(r"(?:ca )?nam")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_SEVERAL = 2
_TITLE_ROWS = 4


def span_of(text: str, year: str) -> Span | None:
    """Return the first and the last day of a part of a year; one without a year is of `year`."""
    read = read_deadline(text)
    if read.ends_on is None and year:
        read = read_deadline(f"{text}/{year}")
    whole = read.precision in _PERIODS and read.recurs is None
    return (read.starts_on, read.ends_on) if whole and read.starts_on and read.ends_on else None


def sheets_by_period(sheets: Sequence[Sheet], label: str = "") -> dict[str, Span]:
    """Return the sheets that stand for a period each, by name; none if fewer than two do.

    A name without a year is of the year in the title of its sheet, else of that in `label`, which names a
    period.
    """
    spans = {sheet.name: _span(sheet, label) for sheet in sheets if not sheet.hidden}
    found = {name: span for name, span in spans.items() if span is not None}
    return found if len(set(found.values())) >= _SEVERAL else {}


def sheet_of_period(sheets: Sequence[Sheet], label: str) -> Sheet | None:
    """Return the sheet that stands for the period with this label, None if there is none."""
    asked, spans = span_of(label, ""), sheets_by_period(sheets, label)
    return next((sheet for sheet in sheets if asked and spans.get(sheet.name) == asked), None)


def _span(sheet: Sheet, label: str) -> Span | None:
    name = fold(sheet.name)
    named = _NAMED.search(name)
    if named is None:
        return None
    titles = (value for row in sheet.rows[:_TITLE_ROWS] for value in row if isinstance(value, str))
    years = (_YEAR.search(text) for text in (name, fold(" ".join(titles)), label))
    year = next((found[0] for found in years if found), "")
    part = _WHOLE.sub("", named[0]).replace("_", " ")
    return span_of(f"{part}/{year}".strip("/"), "") if year else None
