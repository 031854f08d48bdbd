"""Dates, times and numbers as they are written in Vietnam, and back."""

import re
from datetime import date, datetime
from decimal import Decimal

from desktop_app.domain.errors import FieldNotRead, FieldOutOfRange
from desktop_app.domain.status import percentage_text
from desktop_app.domain.text import day_text, typed_day

_PERCENT = re.compile(r"\+?(\d+)(?:[.,]0+)?\s*%?")
_HUNDRED = 100
_SPACES = re.compile(r"\s+")
_VIETNAMESE = re.compile(r"[+-]?(\d+|\d{1,3}(\.\d{3})+)(,\d+)?", re.ASCII)
_ENGLISH = re.compile(r"[+-]?\d{1,3}(,\d{3})+\.\d+|[+-]?\d{1,3}(,\d{3}){2,}", re.ASCII)
_POINT = re.compile(r"[+-]?\d+\.\d+", re.ASCII)


def format_date(day: date) -> str:
    """Write a day as prose has it: 14/12/2021, 14/3/2022, 01/02/2022."""
    return day_text(day)


def format_time(moment: datetime) -> str:
    """Write a time of today as 14:02, of another day as 14:02 14/12/2021; in the zone of this computer."""
    here = moment.astimezone()
    if here.date() == datetime.now().astimezone().date():
        return f"{here:%H:%M}"
    return f"{here:%H:%M} {format_date(here)}"


def format_number(value: float, decimals: int = 0) -> str:
    """Write a number with a point for thousands and a comma for decimals: 1.234,5."""
    return f"{value:,.{decimals}f}".translate(str.maketrans(",.", ".,"))


def format_decimal(value: Decimal) -> str:
    """Write a number with as many decimals as it has: 1.234,5."""
    exponent = value.normalize().as_tuple().exponent
    decimals = max(0, -exponent) if isinstance(exponent, int) else 0
    return f"{value:,.{decimals}f}".translate(str.maketrans(",.", ".,"))


def read_decimal(text: str) -> Decimal:
    """Read a number as it is written here (1.234,5).

    Also as Excel in English writes it if no doubt is left (1,234.5). A point is for thousands if three digits
    follow it (1.234 is a thousand two hundred and thirty-four), else for decimals (12.5); a comma alone is
    always for decimals. Raises FieldNotRead.
    """
    given = _SPACES.sub("", text)
    if _VIETNAMESE.fullmatch(given):
        plain = given.replace(".", "").replace(",", ".")
    elif _ENGLISH.fullmatch(given) or _POINT.fullmatch(given):
        plain = given.replace(",", "")
    else:
        raise FieldNotRead("value", text)
    return Decimal(plain)


def format_percent(value: float) -> str:
    """Write a percentage that is entered: 75%."""
    return f"{format_number(value)}%"


def share(part: int, whole: int) -> str:
    """Write a part with its whole: 19 / 42 · 45,2 %."""
    return f"{format_number(part)} / {format_number(whole)} · {percentage_text(part, whole)}"


def read_date(text: str, field: str = "completed_on") -> date:
    """Read a day as it is typed. Raises FieldNotRead for `field`."""
    day = typed_day(text)
    if day is None:
        raise FieldNotRead(field, text)
    return day


def read_percent(text: str) -> int:
    """Read a whole percentage, with or without its sign. Raises FieldNotRead, FieldOutOfRange."""
    found = _PERCENT.fullmatch(text.strip())
    if found is None:
        raise FieldNotRead("percent", text)
    value = int(found[1])
    if value > _HUNDRED:
        raise FieldOutOfRange("percent", found[1], "0", "100")
    return value
