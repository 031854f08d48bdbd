"""What a cell may hold, and how it crosses from the child process: as what `marshal` knows, days and times marked."""

import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any, cast

Value = str | int | float | bool | date | datetime | time | timedelta | None
"""What a cell holds. Error values such as #N/A are text."""

Packed = str | int | float | bool | tuple[Any, ...] | None
"""A value as `marshal` takes it; a tuple is a day or a time: its mark, then what its class is made of."""

Merge = tuple[int, int, int, int]
"""First row, first column, last row, last column, from 0."""

_EXACT = 2**53
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_CONTROLS = dict.fromkeys(code for code in range(0x20) if chr(code) not in "\t\n")


def pack(value: Value) -> Packed:
    """Make a value ready to cross: blank text is nothing, a whole number an int, a midnight a day."""
    if isinstance(value, str):
        return value if value.strip() else None
    if isinstance(value, float):
        return pack_number(value)
    if isinstance(value, datetime):
        if value.hour == value.minute == value.second == value.microsecond == 0:
            return "day", value.year, value.month, value.day
        return "moment", *value.timetuple()[:6], value.microsecond
    if isinstance(value, date):
        return "day", value.year, value.month, value.day
    if isinstance(value, time):
        return "time", value.hour, value.minute, value.second, value.microsecond
    if isinstance(value, timedelta):
        return "span", value.days, value.seconds, value.microseconds
    return value


def pack_number(value: float) -> Packed:
    """Give a whole number as an int; what is no number at all ("inf") as text."""
    if value.is_integer():
        return int(value) if -_EXACT <= value <= _EXACT else value
    return value if value - value == 0 else str(value)


def unescape(text: str) -> str:
    """Undo the escapes that Excel writes for characters XML has no place for (ECMA-376 Part 1, 22.9.2.19).

    Lines end with a line feed; other control characters, and halves of characters, say nothing and go.
    """
    if "_x" not in text:
        return text
    plain = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text).replace("\r\n", "\n").replace("\r", "\n")
    whole = plain.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "ignore")
    return whole.translate(_CONTROLS)


class Unpacked(dict[tuple[Any, ...], Value]):
    """Days and times as they were before they crossed; each is made once."""

    def __missing__(self, packed: tuple[Any, ...]) -> Value:
        kind, *parts = packed
        value = self[packed] = _CLASSES[kind](*parts)
        return value

    def row(self, row: tuple[Packed, ...]) -> tuple[Value, ...]:
        """Give the values of a row that crossed."""
        return tuple([self[one] if type(one) is tuple else cast("Value", one) for one in row])


_CLASSES: dict[str, Callable[..., Value]] = {"day": date, "moment": datetime, "time": time, "span": timedelta}
