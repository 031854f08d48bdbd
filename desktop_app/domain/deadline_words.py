"""The words of deadlines: finds every expression of time in a folded text and joins them into one deadline."""

import re
from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date

from desktop_app.domain.deadline import Deadline, Precision, Recurrence, Unit
from desktop_app.domain.text import fold, read_roman

_YEAR = r"(?:19|20)\d\d"
_Q = r"(?:iv|i{1,3}|[1-4])"
_M = r"(?:1[0-2]|0?[1-9])"
_SEP = r"\s*(?:,|;|-|va|den|hoac)\s*"
_OF = r"\s*(?:[/.\-]|,?\s*nam|cua nam|\s)\s*"
_TIME = re.compile(
    rf"""(?<![\w/.])(?:
      (?P<iso>{_YEAR}-\d\d?-\d\d?)
    | (?P<day>\d{{1,2}}\s*[/.\-]\s*\d{{1,2}}\s*[/.\-]\s*(?:\d{{4}}|\d{{2}})(?!\d))
    | ngay\s+(?P<ngay>\d{{1,2}}\s+thang\s+\d{{1,2}}(?:\s*(?:,|/)?\s*(?:nam\s+)?{_YEAR})?)
    | (?:quy|q)\s*(?P<quarters>{_Q}(?:{_SEP}(?:quy\s+)?{_Q}(?!\w))*)(?!\w)(?:{_OF}(?P<quarters_year>{_YEAR}))?
    | (?P<half>(?:6|sau)\s+thang\s+(?:dau|cuoi)|nua\s+(?:dau|cuoi))(?:\s+nam)?(?:\s*/?\s*(?P<half_year>{_YEAR}))?
    | (?P<nine>(?:9|chin)\s+thang(?:\s+dau)?)\s+nam\s+(?P<nine_year>{_YEAR})
    | (?P<part>dau|giua|cuoi|het)\s+nam\s+(?P<part_year>{_YEAR})
    | thang\s+(?P<months>{_M}(?:{_SEP}(?:thang\s+)?{_M}(?![\d]))*)(?!\d)(?:{_OF}(?P<months_year>{_YEAR}))?
    | (?P<short>\d{{1,2}}\s*[/\-.]\s*{_YEAR})
    | (?P<dm>\d{{1,2}}/\d{{1,2}})(?![/\d])
    | (?P<year>{_YEAR})
    )(?![\d])""",
    re.VERBOSE,
)
_RECURS: tuple[tuple[re.Pattern[str], Unit], ...] = (
    (re.compile(r"\b(?:hang|moi|tung)\s+thang\b|\bthang\s*/\s*lan\b|\b(?:mot|1)\s+thang\s+(?:mot|1)\s+lan"), "month"),
    (re.compile(r"\b(?:hang|moi|tung)\s+quy\b|\b(?:dinh ky\s+)quy\b|\b(?:3|ba)\s+thang\s+(?:mot|1)\s+lan\b"), "quarter"),
    (re.compile(r"\b(?:6|sau)\s+thang\s*(?:/|\s)\s*(?:mot|1)?\s*lan\b|\b(?:hang|moi)\s+(?:6|sau)\s+thang\b"), "half"),
    (re.compile(r"\b(?:hang|moi|tung)\s+nam\b|\bdinh ky nam\b|\b(?:mot|1)\s+nam\s+(?:mot|1)\s+lan|\bnam\s*/\s*lan"), "year"),
)  # fmt: skip
_CONTINUOUS = re.compile(r"\bthuong xuyen\b|\blien tuc\b|\bxuyen suot\b")
_ONWARD = re.compile(r"tro di|tiep theo|den nay|cac nam sau")
_AFTER = re.compile(r"\bsau\b(?!\s+thang)|\bke tu\b")
_DAY_OF_MONTH = re.compile(r"\bngay\s+(?:mung\s+)?(\d{1,2})\b")
_RANGE = re.compile(r"^\s*(?:-|den|toi|den het|den ngay|den nam|den het ngay|den het nam|den thang|den quy)[\s\w]*$")


@dataclass(frozen=True, slots=True)
class _Found:
    """One expression of time, its place in the text, and its days; `year` is None until one is known."""

    begin: int
    end: int
    precision: Precision
    first: tuple[int, int]
    last: tuple[int, int]
    year: int | None
    certain: bool = True

    def days(self) -> tuple[date, date] | None:
        """Give the first and last day; None where there is no year or no such day."""
        if self.year is None:
            return None
        (month, day), (end_month, end_day) = self.first, self.last
        try:
            begin = date(self.year, month, day)
            return begin, date(self.year, end_month, end_day or monthrange(self.year, end_month)[1])
        except ValueError:
            return None


def read_words(raw: str, years: tuple[int, int] | None) -> Deadline:
    """Read a deadline from text."""
    text = fold(raw)
    if not text:
        return Deadline(raw)
    recurring = _recurrence(text)
    found = _dated([_expression(match) for match in _TIME.finditer(text)], years)
    if recurring is not None:
        return _recurring(raw, text, recurring, found)
    if not found:
        return Deadline(raw, certain=_CONTINUOUS.fullmatch(text) is not None or _only_continuous(text))
    if _ONWARD.search(text):
        days = found[0].days()
        return Deadline(raw, days[0] if days else None, certain=False)
    if _AFTER.search(text) and not _TIME.match(text):
        return Deadline(raw, certain=False)
    return _joined(raw, text, found, years)


def _only_continuous(text: str) -> bool:
    rest = _CONTINUOUS.sub("", text).strip(" ,;.-")
    return bool(_CONTINUOUS.search(text)) and rest in ("", "trong nam", "hang ngay", "va", "theo yeu cau")


def _recurrence(text: str) -> Unit | None:
    for pattern, unit in _RECURS:
        if pattern.search(text):
            return unit
    return None


def _recurring(raw: str, text: str, unit: Unit, found: list[_Found]) -> Deadline:
    month: int | None = None
    day: int | None = None
    starts_on = ends_on = None
    dated = []
    for one in found:
        if one.precision == "day" and one.year is None:
            month, day = one.last
        elif one.days() is not None:
            dated.append(one)
    if day is None and unit != "year":
        match = _DAY_OF_MONTH.search(text)
        day = int(match[1]) if match and 1 <= int(match[1]) <= 31 else None
    if dated:
        first, last = dated[0].days(), dated[-1].days()
        if first and (len(dated) > 1 or re.search(r"\btu\b", text)):
            starts_on = first[0]
        if last and (len(dated) > 1 or re.search(r"\bden\b", text)):
            ends_on = last[1]
    if day is not None and month is not None and not _real(month, day):
        return Deadline(raw, starts_on, ends_on, "none", Recurrence(unit), certain=False)
    return Deadline(raw, starts_on, ends_on, "none", Recurrence(unit, month if unit == "year" else None, day))


def _real(month: int, day: int) -> bool:
    return 1 <= month <= 12 and 1 <= day <= monthrange(2020, month)[1]


def _dated(found: list[_Found], years: tuple[int, int] | None) -> list[_Found]:
    """Give an expression without a year the year of the one after it, else of a programme of one year."""
    only = years[0] if years and years[0] == years[1] else None
    known: int | None = only
    dated = []
    for one in reversed(found):
        known = one.year or known
        dated.append(one if one.year else replace(one, year=known if known != only or only else None))
    return dated[::-1]


def _joined(raw: str, text: str, found: list[_Found], years: tuple[int, int] | None) -> Deadline:
    days = [one.days() for one in found]
    known = [one for one in days if one is not None]
    if len(known) < len(days):
        return Deadline(raw, certain=False)
    begin, end = known[0][0], known[-1][1]
    certain = all(one.certain for one in found) and begin <= end and _within(end, years)
    if len(found) == 1:
        return Deadline(raw, begin, end, found[0].precision, certain=certain)
    between = text[found[0].end : found[1].begin]
    spans = len(found) == 2 and _RANGE.match(between) is not None
    lists = all(one.precision == found[0].precision and one.precision != "day" for one in found)
    if begin > end:
        begin, end = min(one[0] for one in known), max(one[1] for one in known)
    return Deadline(raw, begin, end, "span", certain=certain and (spans or lists))


def _within(end: date, years: tuple[int, int] | None) -> bool:
    return years is None or years[0] <= end.year <= years[1] + 1


def _expression(match: re.Match[str]) -> _Found:
    kind = match.lastgroup or ""
    begin, end = match.span()
    if match["quarters"]:
        return _quarters(match)
    if match["months"]:
        numbers = [int(one) for one in re.findall(r"\d+", match["months"])]
        precision: Precision = "month" if len(numbers) == 1 else "span"
        year = _int(match["months_year"])
        return _Found(begin, end, precision, (numbers[0], 1), (numbers[-1], 0), year, numbers == sorted(numbers))
    if match["half"]:
        first = "dau" in match["half"]
        months = (1, 6) if first else (7, 12)
        return _Found(begin, end, "half", (months[0], 1), (months[1], 0), _int(match["half_year"]))
    if match["nine"]:
        return _Found(begin, end, "nine_months", (1, 1), (9, 0), _int(match["nine_year"]))
    if match["part"]:
        last = {"dau": 3, "giua": 6}.get(match["part"], 12)
        return _Found(begin, end, "year", (1, 1), (last, 0), _int(match["part_year"]), last == 12)
    if match["short"]:
        month, year = (int(one) for one in re.findall(r"\d+", match["short"]))
        return _Found(begin, end, "month", (month, 1), (month, 0), year, 1 <= month <= 12)
    if match["year"]:
        return _Found(begin, end, "year", (1, 1), (12, 0), int(match["year"]))
    return _day(match, kind)


def _quarters(match: re.Match[str]) -> _Found:
    signs = re.findall(r"iv|i{1,3}|[1-4]", match["quarters"].replace("quy", ""))
    numbers = [int(sign) if sign.isdigit() else read_roman(sign) or 1 for sign in signs]
    precision: Precision = "quarter" if len(numbers) == 1 else "span"
    first, last = (numbers[0] * 3 - 2, 1), (numbers[-1] * 3, 0)
    year = _int(match["quarters_year"])
    return _Found(match.start(), match.end(), precision, first, last, year, numbers == sorted(numbers))


def _day(match: re.Match[str], kind: str) -> _Found:
    numbers = [int(one) for one in re.findall(r"\d+", match[kind])]
    certain = True
    if kind == "iso":
        year, month, day = numbers
    else:
        day, month, *rest = numbers
        year = rest[0] if rest else 0
        if rest and year < 100:
            year, certain = 2000 + year, False
        if month > 12 >= day:
            day, month, certain = month, day, False
    place = (month, day)
    return _Found(match.start(), match.end(), "day", place, place, year or None, certain)


def _int(text: str | None) -> int | None:
    return int(text) if text else None
