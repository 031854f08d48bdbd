"""What the styles of a workbook say of its cells: which numbers are days, and the names of the fonts."""

import re
from datetime import date, datetime, time, timedelta
from typing import Literal

from desktop_app.exchange.cell_values import Value
from desktop_app.exchange.xml_events import XmlHandler, attribute

Kind = Literal["number", "date", "span"]

_BUILT_IN_DATES = {*range(14, 23), *range(27, 37), 45, 47, *range(50, 59)}
_SPAN = 46
_NOT_CODE = re.compile(r"\"[^\"]*\"?|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]", re.IGNORECASE)
_LAST_DAY = 2_958_465


class Styles(XmlHandler):
    """The part `styles.xml` as it passes."""

    def __init__(self) -> None:
        """Begin empty."""
        super().__init__()
        self._fonts: list[str] = []
        self._formats: dict[int, Kind] = {}
        self._cells: list[tuple[int, int]] = []
        self._inside = ""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Take note of fonts, formats of numbers, and what cells use of them."""
        name = self.local[tag]
        if name in ("fonts", "numFmts", "cellXfs", "cellStyleXfs", "dxfs"):
            self._inside = name
        elif name == "font" and self._inside == "fonts":
            self._fonts.append("")
        elif name == "name" and self._inside == "fonts" and self._fonts:
            self._fonts[-1] = attribute(attributes, "val")
        elif name == "numFmt" and self._inside == "numFmts":
            self._formats[_number(attribute(attributes, "numFmtId"))] = kind_of(attribute(attributes, "formatCode"))
        elif name == "xf" and self._inside == "cellXfs":
            self._cells.append(
                (_number(attribute(attributes, "numFmtId")), _number(attribute(attributes, "fontId"))),
            )

    def kinds(self) -> list[Kind]:
        """Give, for each style of a cell, what its numbers are."""
        return [self._formats.get(number, _built_in(number)) for number, _ in self._cells]

    def fonts(self) -> list[str]:
        """Give, for each style of a cell, the name of its font."""
        return [self._fonts[font] if font < len(self._fonts) else "" for _, font in self._cells]


def kind_of(code: str) -> Kind:
    """Tell what a format of numbers shows: "dd/mm/yyyy" a date, "[h]:mm" a span of time, "0.00" a number."""
    plain = _NOT_CODE.sub("", code.partition(";")[0]).lower()
    if "general" in plain:
        return "number"
    if "[" in plain:
        return "span"
    return "date" if any(letter in plain for letter in "dmyhs") else "number"


def day_of(serial: float, kind: Kind, *, since_1904: bool) -> Value:
    """Give what a number means as a date or a span of time; the number itself where it means none.

    Excel counts a 29/02/1900 that never was, so days before 01/03/1900 are one off.
    """
    if kind == "number" or not 0 <= serial <= _LAST_DAY:
        return serial
    whole, part = divmod(round(serial * 86_400_000), 86_400_000)
    rest = timedelta(milliseconds=part)
    if kind == "span":
        return timedelta(days=whole) + rest
    if whole == 0:
        return (datetime.min + rest).time() if part else time()
    first = date(1904, 1, 1) if since_1904 else date(1899, 12, 30 if whole >= 60 else 31)
    try:
        day = first + timedelta(days=whole)
    except OverflowError:
        return serial
    return datetime.combine(day, time()) + rest


def _built_in(number: int) -> Kind:
    if number == _SPAN:
        return "span"
    return "date" if number in _BUILT_IN_DATES else "number"


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 0
