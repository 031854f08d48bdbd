"""A typed deadline, read: its parts, the words between them, and what all come to together."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from itertools import pairwise

from desktop_app.domain.deadlines._days import (
    UNREAD,
    Days,
    FoundTimes,
    NamedPart,
    Reading,
    Role,
    read_once,
    together,
)
from desktop_app.domain.deadlines._english import ENGLISH_MONTHS, MONTH_NUMBERS, in_vietnamese
from desktop_app.domain.deadlines.units import UNIT_MONTHS, Unit
from desktop_app.domain.deadlines.words import DaySpan, UndatedWords, may_name_a_time, tokens

_ORDER: tuple[Unit, ...] = ("month", "quarter", "half", "year")


def read_repeated(found: FoundTimes) -> Reading:
    """Read a deadline that comes back."""
    bounds = _bounds([one for one in found.named if one.part.year is not None], found)
    due = [one for one in found.named if one.part.year is None and one.part.precision != "year"]
    said = [one.part for one in found.every if one.part is not None]
    if bounds is None:
        return UNREAD
    units = {one.unit for one in found.every}
    unit = min(units, key=_ORDER.index)
    certain = bounds.certain and found.sure and len(units) == 1
    if not all(_can_be(part) for part in (*said, *(one.part for one in due))):
        return replace(bounds, precision=unit, unit=unit, certain=False)
    if said:
        month, day = said[-1].last, said[-1].last_day
        return replace(bounds, precision="day", unit=unit, month=month, day=day, certain=certain and not due)
    if not due:
        return replace(bounds, precision=unit, unit=unit, certain=certain)
    if len(due) == 2 and due[1].role == "to":
        due = due[1:]
    return _due_in(unit, due, replace(bounds, certain=certain))


def _bounds(dated: Sequence[NamedPart], found: FoundTimes) -> Reading | None:
    """Return the first and last day of all repetitions, if the text has them.

    Return None for a day that cannot be.
    """
    if not dated:
        return Reading()
    days = [
        Days(*pair, one.part.precision, one.role)
        for one in dated
        if (pair := one.part.days(one.part.year or 0))
    ]
    if len(days) < len(dated):
        return None
    if len(days) > 1:
        both = together(days)
        return Reading(both.starts_on, both.ends_on, certain=both.certain)
    only = days[0]
    if only.role == "from":
        return Reading(only.start)
    if only.role == "to":
        return Reading(None, only.end)
    return Reading(date(only.start.year, 1, 1), certain=only.precision == "year" and "onward" in found.marks)


def _can_be(part: DaySpan) -> bool:
    leap_year = 2000
    return 1 <= (part.last_day or 0) <= 31 if not part.last else part.days(leap_year) is not None


def _due_in(unit: Unit, due: Sequence[NamedPart], bounds: Reading) -> Reading:
    """Place the days that the text names in each repetition."""
    parts = [one.part for one in due]
    precision = parts[-1].precision
    certain = bounds.certain
    if due[-1].role == "before" and precision != "day":
        parts, certain = [DaySpan("month", 0, (part.first + 10) % 12 + 1) for part in parts], False
    spots = sorted((part.last, _day_of_month(part, parts)) for part in parts)
    evenly = _evenly(spots)
    if evenly is not None and unit in {"year", evenly}:
        unit = evenly
    elif len(spots) > 1 or (unit != "year" and spots[0][0]):
        certain = False
    length = UNIT_MONTHS[unit]
    month, day = spots[-1]
    if not month and unit != "month":
        month, certain = length, False
    within = None if unit == "month" else (month - 1) % length + 1
    return replace(bounds, precision=precision, unit=unit, month=within, day=day or None, certain=certain)


def _day_of_month(part: DaySpan, parts: Sequence[DaySpan]) -> int:
    """Return the part's day.

    Return 0 for the last day of the month, also if each of several parts names just that.
    """
    ends = {1: 31, 3: 31, 4: 30, 5: 31, 6: 30, 7: 31, 8: 31, 9: 30, 10: 31, 11: 30, 12: 31}
    if len(parts) > 1 and all(one.last_day in {None, ends.get(one.last)} for one in parts):
        return 0
    return part.last_day or 0


def _evenly(spots: Sequence[tuple[int, int]]) -> Unit | None:
    """Recognise days that come twice, four or twelve times a year at equal distances."""
    steps: dict[int, Unit] = {2: "half", 4: "quarter", 12: "month"}
    unit = steps.get(len(spots))
    if unit is None or len({day for _, day in spots}) > 1:
        return None
    distance = 12 // len(spots)
    even = all(after[0] - before[0] == distance for before, after in pairwise(spots))
    return unit if even else None


_LONGEST_CACHED = 200
_ORDINALS = r"\d{1,2}|[iv]{1,3}|nhat|hai|ba|tu|nam|sau"
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
_ROMAN_MONTHS = {roman: number for number, roman in enumerate(_ROMAN, 1)}
_ONE_ROMAN = rf"\b(?:{'|'.join(_ROMAN)})\b"
_ROMAN_LIST = rf"{_ONE_ROMAN}(?:(?: ?[,-] ?| va | den )(?:thang )?{_ONE_ROMAN})*"
_SPELLINGS: tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...] = (
    (re.compile(r"\bqui\b"), "quy"),
    (re.compile(r"\\"), "/"),
    (re.compile(r" ?(?:[-=]>|[→⇒~]) ?"), " - "),
    (re.compile(r"\b(thang|quy|nam|ngay)(?=\d)"), r"\1 "),
    (re.compile(r"\bt\.? ?(?=\d{1,2} ?(?:- ?(?:t\.? ?)?\d{1,2} ?)?(?:[/-]|nam) ?\d{4})"), "thang "),
    (re.compile(rf"\bt\. ?(?={_ROMAN_LIST} ?(?:[/-]|nam) ?\d{{4}})"), "thang "),
    (re.compile(r"\b([369])t(?= ?/ ?\d{4}| (?:dau|cuoi)\b)"), r"\1 thang"),
    (
        re.compile(rf"\bthang {_ROMAN_LIST}"),
        lambda months: re.sub(_ONE_ROMAN, lambda month: str(_ROMAN_MONTHS[month[0]]), months[0]),
    ),
    (re.compile(r"\b(iv|i{1,3})(?=20\d\d\b)"), r"\1 "),
    (re.compile(r"(?<!\d)(20\d\d)[-/](0[1-9]|1[0-2])(?![\d/.-])"), r"\2/\1"),
    (re.compile(r"(\d{1,2}([/.])\d{1,2}(?:\2\d{4})?)-(?=\d{1,2}\2\d{1,2}(?:\2|(?!\d)))"), r"\1 - "),
    (
        re.compile(rf"(?<=\d[- ])({'|'.join(ENGLISH_MONTHS)})[a-z]*(?=[- ]\d{{2}})"),
        lambda month: str(MONTH_NUMBERS[month[1]]),
    ),
    (
        re.compile(rf"\b({'|'.join(ENGLISH_MONTHS)})[a-z]*[- ./]+(?=20\d\d\b|(?:1[3-9]|[2-5]\d)$)"),
        lambda month: f"{MONTH_NUMBERS[month[1]]}/",
    ),
    (
        re.compile(
            r"\b(?:thu (?:hai|ba|tu|nam|sau|bay|[2-7])|chu nhat)\b,? ?(?:ngay )?(?=\d{1,2} ?[/.-] ?\d)"
        ),
        "ngay ",
    ),
    (re.compile(r"\bt[2-7],? ?(?:ngay )?(?=\d{1,2} ?[/.-] ?\d{1,2} ?[/.-] ?\d)"), "ngay "),
    (re.compile(r"\b[tw]\.? ?(?=\d{1,2}(?:[,/ ]+(?:cua )?thang\b|/\d{1,2}/20\d\d))"), "tuan "),
    (
        re.compile(
            rf"\b(?:tu (?=tuan .{{1,9}} den ))?tuan (?:thu )?(?:{_ORDINALS})\b"
            rf"(?:(?: ?[,-] ?| va | den )(?:tuan )?(?:thu )?(?:{_ORDINALS})\b)*"
            r"(?:[,/ ]*(?:cua )?(?=thang\b)| ?/ ?(?=\d{1,2} ?/ ?20\d\d))"
        ),
        "tuan ",
    ),
    (re.compile(rf"(?<=20\d\d)[ ,;(-]*tuan (?:thu )?(?:{_ORDINALS})\b"), " tuan"),
    (re.compile(rf"\b(?:lan|dot)(?: thu)? (?:{_ORDINALS})\b(?![/.-])"), "dot"),
    (re.compile(r"\bthu \d{1,2}\b(?! ?[/.-] ?\d)"), "thu"),
)
"""Other ways to write what the grammar knows.

Which week of a month, which of several times: words that are not expected stay, so the reading is not sure.
"""
_TIME_OF_DAY = re.compile(
    r"(?:(?<=\d)t|\b)\d{1,2}(?::\d{2}){1,2}(?:\.\d+)?(?: ?[ap]m\b|z\b)?|\b\d{1,2} ?(?:h|gio)(?: ?\d{2})?\b"
)
_STOP = re.compile(
    r"\b(?:sau|khi|neu|theo|trong vong|tuy|can cu|ngoai|tru|khong phai|chua"
    r"|(?:quyet dinh|cong van|nghi quyet|thong bao|ke hoach|van ban) so)\b"
)
"""From here on the text speaks of something else: an event, another document, what is not meant."""
_MOVED = re.compile(r"\b(?:gia han|dieu chinh|keo dai|chuyen|lui|doi)\b")
"""What follows replaces what stood before."""
_ROLES: tuple[tuple[Role, str], ...] = (
    ("from", r"\b(?:tu|bat dau)\b"),
    ("before", r"\btruoc\b"),
    ("to", r"\b(?:den|toi)\b|-"),
    ("due", r"\b(?:het|cham nhat|muon nhat|khong qua|han)\b"),
)
_EXPECTED = re.compile(
    r"\b(?:ngay|nam|truoc|den|toi|tu|ke|bat dau|het|cham nhat|muon nhat|khong qua|han|cuoi cung|trong|vao|va"
    "|la|luc|cua|hoan thanh|hoan tat|thuc hien|trien khai|ket thuc|thoi (?:gian|han|diem)|giai doan|dinh ky"
    r"|nhiem vu|cong viec|bao cao|ban hanh|to chuc|xay dung|trinh|gui|nop|xong|phut|cuoi|hang|tiep theo"
    r"|co hieu luc|bao gom)\b"
)


def read_text(text: str, years: tuple[int, int] | None) -> Reading:
    """Read a folded text. `years` are the programme's first and last year.

    Example: "tu quy ii den thang 9/2021" has two parts, quarter II without a year and September 2021. "den"
    makes the second the end of a span, and the first takes its year: 1/4/2021 to 30/9/2021. "truoc ngay 25
    thang cuoi quy" has one part (day 25 of the last month) and a repetition (each quarter): it recurs in
    month 3 of a quarter, on day 25.
    """
    return _read(text, years) if len(text) <= _LONGEST_CACHED else _read.__wrapped__(text, years)


@lru_cache(4096)
def _read(text: str, years: tuple[int, int] | None) -> Reading:
    if not text.strip(" .,;:-"):
        return Reading()
    text = in_vietnamese(text)
    for usual, known in _SPELLINGS:
        text = usual.sub(known, text)
    if not may_name_a_time(text):
        return UNREAD
    found = _find(_TIME_OF_DAY.sub(" ", text))
    if found is None or "impossible" in found.marks:
        return UNREAD
    if found.every:
        return read_repeated(found)
    if "programme" in found.marks and not found.named:
        return _whole_programme(years)
    if "always" in found.marks and not any(map(_has_day, found.named)):
        return Reading(certain=found.sure)
    return read_once(found, years) if found.named else UNREAD


def _has_day(named: NamedPart) -> bool:
    """Return whether a part is more than "in the year" of an unnamed year."""
    return named.part.year is not None or named.part.precision != "year"


def _find(text: str) -> FoundTimes | None:
    """Collect the parts and what stands between them; None if figures are left over."""
    found, at = FoundTimes(), 0
    for token in tokens(text):
        gap = text[at : token.start]
        if _STOP.search(gap):
            break
        if not _is_expected(gap, found):
            return None
        role = _role(gap, is_first=at == 0)
        for one in token.found:
            if isinstance(one, DaySpan):
                found.named.append(NamedPart(one, "to" if one.until else role))
                role = ""
                found.sure = found.sure and one.sure
            elif isinstance(one, UndatedWords):
                found.marks.add(one.kind)
                found.sure = found.sure and one.kind != "vague"
            else:
                found.every.append(one)
        at = token.end
    rest = text[at:]
    stop = _STOP.search(rest)
    if stop:
        found.sure, rest = False, rest[: stop.start()]
    return found if _is_expected(rest, found) else None


def _is_expected(gap: str, found: FoundTimes) -> bool:
    """Judge the words beside the parts.

    Strange ones make the reading unsure. Strange figures make it impossible, as does a month that is not
    known: the year behind it is not what was meant.
    """
    left = _EXPECTED.sub(" ", gap)
    if re.search(r"\w|\?", left):
        found.sure = False
    return not re.search(r"\d|\bthang (?!dau|giua|cuoi)[a-z]", left)


def _role(gap: str, *, is_first: bool) -> Role:
    if _MOVED.search(gap):
        return ""
    if is_first:
        gap = gap.lstrip(" -")
    found: list[tuple[int, Role]] = [
        (match.start(), role) for role, pattern in _ROLES for match in re.finditer(pattern, gap)
    ]
    words = [role for _, role in sorted(found)]
    if words and words[-1] == "due" and "to" in words:
        return "to"
    return words[-1] if words else ""


def _whole_programme(years: tuple[int, int] | None) -> Reading:
    if years is None:
        return UNREAD
    return Reading(date(years[0], 1, 1), date(years[1], 12, 31), "span", certain=False)
