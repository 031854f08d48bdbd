"""What a cell of a list says, as text: the way Excel shows it to a Vietnamese reader."""

import re
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from desktop_app.domain.text import fold, tidy
from desktop_app.lists.sheet import Value

MAX_TEXT = 32_767
"""The longest text that a cell of Excel can hold, so that every list can be written again."""

_SHORT = 80
_DITTO = frozenset(
    {"nt", "n.t", "n.t.", "n/t", "-nt-", "-nt", "nhutren", "nhutren.", '"', "''", '-"-', "//", "-//-", '"nt"'}
)
"""How officers write "as above", folded and without spaces."""
_LONGEST_DITTO = 12


def is_blank(value: Value) -> bool:
    """Return whether a cell shows nothing."""
    return value is None or (isinstance(value, str) and not value[:1].isalnum() and not tidy(value))


def is_ditto(value: Value) -> bool:
    """Return whether a cell says "as above"."""
    return isinstance(value, str) and len(value) < _LONGEST_DITTO and fold(value).replace(" ", "") in _DITTO


def shown(value: Value) -> str:
    """Return a cell as tidied text: days as dd/MM/yyyy, numbers with a decimal comma, line breaks kept."""
    if isinstance(value, str):
        return _tidy_often(value) if len(value) < _SHORT else _tidy_lately(value)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return plain_number(value).replace(".", ",")
    return _moment(value)


@lru_cache(maxsize=8192)
def _tidy_often(text: str) -> str:
    """Tidy the short texts that a list repeats again and again once."""
    return tidy(text)


@lru_cache(maxsize=64)
def _tidy_lately(text: str) -> str:
    """Tidy a long text once for all who look at its row."""
    return tidy(text)


def plain_number(value: float) -> str:
    """Write a number without the ".0" and the binary noise of a cell: 1.0 is "1", 0.1 + 0.2 is "0.3"."""
    if isinstance(value, int) or value.is_integer():
        return str(int(value))
    return f"{value:.15g}"


_UNSAID_IN_FORMATS = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')


def shows_percent(code: str) -> bool:
    """Return whether a number format ("0 %", "0.0%") shows hundredths; a "%" in quotes is a mere letter."""
    return "%" in _UNSAID_IN_FORMATS.sub("", code)


def shows_month(code: str) -> bool:
    """Return whether a number format ("mmm-yy", "m/yyyy") shows a month and its year, and no day."""
    shown_parts = _UNSAID_IN_FORMATS.sub("", code).split(";")[0].lower()
    return "m" in shown_parts and "y" in shown_parts and not set("dhs") & set(shown_parts)


def month_text(day: date) -> str:
    """Return a day as a cell that shows months shows it: "9/2019"."""
    return f"{day.month}/{day.year}"


def percent_text(value: float) -> str:
    """Return a number as a cell with a percent format shows it: 1 is "100%", 0.455 is "45,5%"."""
    return f"{plain_number(round(value * 100, 10)).replace('.', ',')}%"


def day_of(value: Value) -> date | None:
    """Return the day of a date cell, None for any other."""
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else None


def _moment(value: date | time | timedelta) -> str:
    if isinstance(value, datetime):
        whole = value.time() == time()
        return f"{value:%d/%m/%Y}" if whole else f"{value:%d/%m/%Y %H:%M}"
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, time):
        return f"{value:%H:%M}"
    minutes = round(value.total_seconds() / 60)
    return f"{minutes // 60:02}:{minutes % 60:02}"
