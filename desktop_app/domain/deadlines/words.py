"""The words and figures of a typed deadline.

Each day, month, quarter, year or "every year" that a text names. Everything is matched on folded text
(`text.fold`), so accents, case, kinds of dashes and spaces do not matter.
"""

import calendar
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Literal

from desktop_app.domain.deadlines.units import Precision, Unit

_CENTURY = 2000
_YEARS = range(1990, 2101)


@dataclass(frozen=True, slots=True)
class DaySpan:
    """A stretch of days within one year.

    `first` and `last` are months; a day of None is the month's first or last. `year` is None if the text
    leaves it to its neighbours, `last` is 0 if it leaves the month to them. `until` says that the text joins
    the part to the one before it as the end of a span.
    """

    precision: Precision
    first: int
    last: int
    first_day: int | None = None
    last_day: int | None = None
    year: int | None = None
    sure: bool = True
    until: bool = False

    def days(self, year: int) -> tuple[date, date] | None:
        """Return the first and the last day in `year`.

        Return None if there is no such day, or no such year in office.
        """
        if year not in _YEARS:
            return None
        try:
            last_day = self.last_day or calendar.monthrange(year, self.last)[1]
            return date(year, self.first, self.first_day or 1), date(year, self.last, last_day)
        except ValueError:
            return None


@dataclass(frozen=True, slots=True)
class Repetition:
    """A repetition; `part` is the day in it if the same words name one."""

    unit: Unit
    part: DaySpan | None = None


@dataclass(frozen=True, slots=True)
class UndatedWords:
    """Words that stand for no day of their own.

    Always, and so on, the whole programme, vaguely, unreadable.
    """

    kind: Literal["always", "onward", "programme", "vague", "impossible"]


@dataclass(frozen=True, slots=True)
class Token:
    """What stands at `start` to `end` of the folded text."""

    start: int
    end: int
    found: tuple[DaySpan | Repetition | UndatedWords, ...]


def may_name_a_time(text: str) -> bool:
    """Return at a glance whether there can be any token in folded `text`."""
    return _SIGN_OF_TIME.search(text) is not None


def tokens(text: str) -> Iterator[Token]:
    """Find everything in folded `text` that names a time."""
    for match in _any().finditer(text):
        kind = match.lastgroup or ""
        yield Token(match.start(), match.end(), tuple(_READERS[kind](_Groups(match, kind))))


class _Groups:
    """The groups of one alternative, by name without the alternative's own."""

    def __init__(self, match: re.Match[str], kind: str) -> None:
        self._match, self._kind = match, kind
        self.text = match[kind]

    def __getitem__(self, name: str) -> str:
        return self._match[f"{self._kind}_{name}"] or ""

    def year(self) -> tuple[int | None, bool]:
        """Return the year if one is written, and whether it is written in full."""
        if self["year"]:
            return int(self["year"]), True
        return (_CENTURY + int(self["short"]), False) if self["short"] else (None, True)


_Found = Iterator[DaySpan | Repetition | UndatedWords]


def _iso(groups: _Groups) -> _Found:
    yield _day(int(groups["day"]), int(groups["month"]), int(groups["year"]))


def _day_month_year(groups: _Groups) -> _Found:
    year, full = groups.year()
    day, month = int(groups["day"]), int(groups["month"])
    swapped = month > 12 >= day
    if swapped:
        day, month = month, day
    yield _day(day, month, year, sure=full and not swapped)


def _day_month(groups: _Groups) -> _Found:
    day, month = int(groups["day"]), int(groups["month"])
    if day <= 12 < month:  # "12/18" is a month of 2018, if anything
        yield DaySpan("month", day, day, year=_CENTURY + month, sure=False)
        return
    yield _day(day, month, None)


def _bare_month(groups: _Groups) -> _Found:
    month = int(groups["month"])
    yield DaySpan("month", month, month, sure=False)


def _day_only(groups: _Groups) -> _Found:
    day = int(groups["day"])
    yield DaySpan("day", 0, 0, day, day)


def _month_year(groups: _Groups) -> _Found:
    month = int(groups["month"])
    yield DaySpan("month", month, month, year=int(groups["year"]))


def _several(groups: _Groups) -> _Found:
    """Months or quarters in a row ("quý III, IV/2019", "tháng 3 - 6/2019"); the last one bears the year."""
    length = 3 if groups.text.startswith("q") else 1
    year, full = groups.year()
    until = False
    for word in re.findall(r"q(?=[iv\d])|muoi (?:mot|hai)|[a-z]+|\d+|-", groups["list"]):
        if word in {"den", "toi", "-"}:
            until = True
        number = _NUMBERS.get(word) or (int(word) if word.isdigit() else 0)
        if number:
            precision: Precision = "quarter" if length == 3 else "month"
            yield DaySpan(
                precision=precision,
                first=number * length - length + 1,
                last=number * length,
                first_day=None,
                last_day=None,
                year=year,
                sure=full,
                until=until,
            )
            until = False


def _roman_quarter(groups: _Groups) -> _Found:
    number = _NUMBERS[groups["quarter"]]
    yield DaySpan("quarter", number * 3 - 2, number * 3, year=int(groups["year"]))


def _months_of_year(groups: _Groups) -> _Found:
    """Yield the first or last three, six or nine months."""
    count = _NUMBERS.get(groups["count"]) or int(groups["count"] or 6)
    year, full = groups.year()
    at_end = groups["place"] == "cuoi"
    precisions: dict[int, Precision] = {3: "quarter", 6: "half", 9: "nine_months"}
    sure = full and (bool(groups["place"]) or count == 9)
    first = 13 - count if at_end else 1
    yield DaySpan(precisions[count], first, first + count - 1, year=year, sure=sure)


def _part_of_year(groups: _Groups) -> _Found:
    """Yield the beginning (as first quarter), the middle (30/6) or the end of a year.

    Only the last is sure.
    """
    year, full = groups.year()
    readings: dict[str, tuple[Precision, int]] = {
        "dau": ("quarter", 3),
        "giua": ("half", 6),
        "cuoi": ("year", 12),
    }
    precision, last = readings[groups["place"]]
    yield DaySpan(precision, 1, last, year=year, sure=full and last == 12)


def _year(groups: _Groups) -> _Found:
    yield DaySpan("year", 1, 12, year=int(groups["year"]) if groups["year"] else None)


def _every(unit: Unit) -> Callable[[_Groups], _Found]:
    def read(_: _Groups) -> _Found:
        yield Repetition(unit)

    return read


def _day_of_quarter(groups: _Groups) -> _Found:
    month = {"dau": 1, "giua": 2, "cuoi": 3}[groups["place"]]
    yield Repetition("quarter", _day(int(groups["day"]), month, None))


def _mark(
    kind: Literal["always", "onward", "programme", "vague", "impossible"],
) -> Callable[[_Groups], _Found]:
    def read(_: _Groups) -> _Found:
        yield UndatedWords(kind)

    return read


def _day(day: int, month: int, year: int | None, *, sure: bool = True) -> DaySpan:
    return DaySpan(
        precision="day", first=month, last=month, first_day=day, last_day=day, year=year, sure=sure
    )


_NUMBERS = {
    "i": 1, "ii": 2, "iii": 3, "iv": 4, "mot": 1, "gieng": 1, "hai": 2, "ba": 3, "tu": 4, "bon": 4, "nam": 5,
    "sau": 6, "bay": 7, "tam": 8, "chin": 9, "muoi": 10, "muoi mot": 11, "muoi hai": 12, "chap": 12,
}  # fmt: skip
_Y = (
    r"(?:,? ?(?:(?:cua )?nam|[-/.])? ?(?P<@_year>(?:19\d\d|20\d\d|2100))(?!\d)"
    r"|/(?P<@_short>1[3-9]|[2-5]\d)(?![\d/]))?"
)
_D, _M = r"(?<!\d)(?P<@_day>\d{1,2})", r"(?P<@_month>\d{1,2})"
_FULL_YEAR = r"(?P<@_year>(?:19\d\d|20\d\d|2100))"
_NO_MORE = r"(?![\d/]|[.-]\d)"
_NO_DATE = r"(?! ?[/.] ?\d{1,2}(?!\d)|\d)"
_JOIN = r"(?: ?(?:,|;|-|va|den|toi|hoac|&) ?(?:het )?)"
_MONTH = (
    rf"(?:(?:1[0-2]|0?[1-9]){_NO_DATE}"
    r"|(?:mot|gieng|hai|ba|tu|bon|nam(?= nam \d)|sau|bay|tam|chin|muoi(?: mot| hai)?|chap)\b)"
)
_QUARTER = rf"(?:(?:iv|i{{1,3}}|mot|hai|ba|tu|bon)\b|0?[1-4]{_NO_DATE})"
_ONCE, _TWICE = "(?:1|01|mot) lan", "(?:2|02|hai) lan"
_PER = r"(?: ?/ ?| (?:mot |moi |trong |1 )?)"
_SIX, _THREE = r"\b(?:6|06|sau)", r"\b(?:3|03|ba)"
_EACH = r"\b(?:hang|moi|tung)"
_END = r"(?= ?(?:$|[,;.)/]|va ))"

_REPETITIONS: dict[Unit, str] = {
    "half": rf"{_SIX} thang(?: ?/ ?| )(?:{_ONCE}|lan)|(?:hang|moi|dinh ky) {_SIX} thang(?! (?:dau|cuoi))"
    rf"|nua nam {_ONCE}|{_TWICE}{_PER}nam|{_EACH} nam {_TWICE}"
    rf"|{_SIX} thang(?=,? ?(?:va )?(?:hang |moi |ca |1 |mot |01 )?nam\b(?! \d))",
    "quarter": rf"{_EACH} quy\b(?: {_ONCE})?|\bquy {_ONCE}|{_ONCE}{_PER}quy|\btheo quy{_END}"
    rf"|{_THREE} thang(?: ?/ ?| )(?:{_ONCE}|lan)|{_EACH} {_THREE} thang",
    "month": rf"{_EACH} thang\b(?: {_ONCE})?|\bthang {_ONCE}|{_ONCE}{_PER}thang|\btheo thang{_END}",
    "year": rf"{_EACH} nam\b(?: {_ONCE})?|\bthuong nien|{_ONCE}{_PER}nam|\btheo nam{_END}|\b12 thang {_ONCE}"
    r"|(?:\b0?1|\bmot) nam ?/ ?lan\b"
    rf"|(?<!\d )(?<!hai )(?<!ba )(?<!bon )(?<!nam )\bnam {_ONCE}|(?:\b0?1|\bmot) nam {_ONCE}",
}
_ALTERNATIVES: tuple[tuple[str, Callable[[_Groups], _Found], str], ...] = (
    ("halfly", _every("half"), _REPETITIONS["half"]),
    ("quarterly", _every("quarter"), _REPETITIONS["quarter"]),
    ("monthly", _every("month"), _REPETITIONS["month"]),
    ("yearly", _every("year"), _REPETITIONS["year"]),
    ("ofquarter", _day_of_quarter,
     (
         f"ngay {_D} (?:cua )?thang (?P<@_place>dau|giua|cuoi)(?: cung)?(?: cua)?(?: moi| hang"
         r"| tung)? quy\b(?! sau)"
     )),
    ("always", _mark("always"),
     (
         rf"\bthuong xuyen|\bth?\. ?xuyen|\btx\b|\blien tuc|\bhang ngay|{_EACH} tuan\b"
         r"|\bkhong (?:xac dinh |co |quy dinh )?thoi han"
     )),
    ("onward", _mark("onward"),
     (
         r"(?:cac|nhung|nhieu) nam (?:tiep theo|ke tiep|sau(?: do| nay)?|con lai)|\bnam tiep theo"
         "|tro (?:di|ve sau)"
     )),
    ("programme", _mark("programme"),
     (
         r"\b(?:ca|toan(?: bo)?|suot|het|ket thuc|trong|cuoi) (?:giai doan|de an|chuong trinh"
         r"|ke hoach)\b(?! (?:tu )?\d)"
     )),
    ("iso", _iso, (
        r"(?<!\d)(?P<@_year>\d{4})(?P<@_sign>[-/.])(?P<@_month>\d{1,2})(?P=@_sign)(?P<@_day>\d{1,2})(?!\d)"
    )),
    ("long", _day_month_year, rf"(?:ngay )?(?<!tuan )(?<!dot )(?<!lan )(?<!ky ){_D} ?thang {_M}(?!\d){_Y}"),
    ("figures", _day_month_year,
     (
         rf"(?:ngay )?{_D} ?(?P<@_sign>[/.-]) ?{_M} ?(?P=@_sign) ?(?:(?P<@_year>\d{{4}})"
         rf"|(?P<@_short>\d\d)){_NO_MORE}"
     )),
    ("monthyear", _month_year, rf"(?<![\d/.])(?:thang )?{_M} ?[/.-] ?{_FULL_YEAR}(?![\d/]|[.]\d)"),
    ("firstmonth", _bare_month, rf"(?<![\d/.-])(?<!ngay ){_M}(?= ?- ?\d{{1,2}} ?/ ?(?:19\d\d|20\d\d|2100))"),
    ("firstday", _day_only, r"(?<![\d/.-])(?P<@_day>\d{1,2})(?= ?- ?\d{1,2} ?[/.] ?\d{1,2} ?[/.] ?\d{4})"),
    ("fromday", _day_only, r"(?<=tu )(?P<@_day>\d{1,2})(?= (?:den|toi|-) )"),
    ("dayonly", _day_only, r"ngay (?P<@_day>\d{1,2})(?!\d| ?[/.-] ?\d| ?(?:h\b|h\d|gio\b|thang \d))"),
    ("daymonth", _day_month, rf"(?<![\d/.-])(?:ngay )?{_D} ?/ ?{_M}{_NO_MORE}"),
    ("dottedday", _day_month, rf"ngay {_D} ?[.-] ?{_M}{_NO_MORE}"),
    ("months", _several, rf"\bthang (?P<@_list>{_MONTH}(?:{_JOIN}(?:thang )?{_MONTH})*){_Y}"),
    ("quarters", _several, rf"\bq(?:uy|\.)? ?(?P<@_list>{_QUARTER}(?:{_JOIN}(?:quy |q\.?)?{_QUARTER})*){_Y}"),
    ("roman", _roman_quarter, rf"\b(?P<@_quarter>iv|i{{1,3}}) ?[/-] ?{_FULL_YEAR}(?!\d)"),
    ("some", _months_of_year,
     (r"\b(?P<@_count>0?[369]|ba|sau|chin)[ -]thang(?= (?:dau|cuoi)\b"
      r"|,? ?(?:nam|/|-)? ?(?:19\d\d|20\d\d|2100))"
     rf"(?: (?P<@_place>dau|cuoi))?(?: (?:cua )?nam\b)?{_Y}")),
    ("halfyear", _months_of_year, (r"\bnua(?P<@_count>) (?:nam )?(?P<@_place>dau"
                                   r"|cuoi)(?! (?:cua )?(?:thang|quy)\b)"
     rf"(?: (?:cua )?nam\b)?{_Y}")),
    ("partyear", _part_of_year, rf"\b(?P<@_place>dau|giua|cuoi) (?:cua )?nam\b{_Y}"),
    ("year", _year, rf"(?:nam )?(?<![\w/.]){_FULL_YEAR}(?![\w/])|\b(?:trong|het|ca) nam\b(?! \d| nay)"),
    ("vague", _mark("vague"), r"\b(?:dau|giua)(?= (?:thang|quy)\b)"),
    ("impossible", _mark("impossible"), r"\bnam hoc\b|\bquy (?:[ivx]+\b|\d+)|\bq\d+|\bthang \d+"),
)  # fmt: skip
_READERS = {kind: read for kind, read, _ in _ALTERNATIVES}
_SIGN_OF_TIME = re.compile(
    r"\d ?[-/.] ?\d|19\d\d|2[01]\d\d|ngay|thang|quy|\bq\.? ?[i\dmhbt]|nam|nua|tuan|thuong|xuyen|\btx\b"
    r"|lien tuc|thoi han|tu \d|giai doan|de an|chuong trinh|ke hoach|tro (?:di|ve sau)"
)
"""Every alternative holds one of these."""
_MAY_BEGIN = r"(?=\d|(?<![a-z])[bcdghiklmnqst]|n(?:gay|am) )"
"""Where any of them can begin, so that not all are tried at every letter."""


@cache
def _any() -> re.Pattern[str]:
    """Return the pattern of all alternatives; it is made with the first deadline, for that takes 8 ms."""
    either = "|".join(f"(?P<{kind}>{pattern.replace('@', kind)})" for kind, _, pattern in _ALTERNATIVES)
    return re.compile(f"{_MAY_BEGIN}(?:{either})")
