"""What the parts found in a typed deadline come to together: its days, its repetition, and whether that is sure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal

from desktop_app.domain.deadline_words import UNIT_MONTHS, Every, Mark, Part, Precision, Unit, tokens

Role = Literal["from", "to", "before", "due", ""]

_TIME_OF_DAY = re.compile(
    r"[t ]?\b\d{1,2}(?::\d{2}){1,2}(?:\.\d+)?(?: ?[ap]m\b|z\b)?|\b\d{1,2} ?(?:h|gio)(?: ?\d{2})?\b"
)
_STOP = re.compile(
    r"\b(?:sau|khi|neu|theo|trong vong|tuy|can cu|(?:quyet dinh|cong van|nghi quyet|thong bao|ke hoach|van ban) so)\b"
)
"""From here on the text speaks of something else than a day: an event, another document."""
_ROLES: tuple[tuple[Role, str], ...] = (
    ("from", r"\b(?:tu|bat dau)\b"),
    ("before", r"\btruoc\b"),
    ("to", r"\b(?:den|toi)\b|-"),
    ("due", r"\b(?:het|cham nhat|muon nhat|khong qua|han)\b"),
)
_EXPECTED = re.compile(
    r"\b(?:ngay|nam|truoc|den|toi|tu|ke|bat dau|het|cham nhat|muon nhat|khong qua|han|cuoi cung|trong|vao|va|la|luc|cua"
    r"|hoan thanh|hoan tat|thuc hien|trien khai|ket thuc|thoi (?:gian|han|diem)|giai doan|dinh ky|bao cao|ban hanh"
    r"|to chuc|xay dung|trinh|gui|nop|xong|phut|cuoi|hang|tiep theo|co hieu luc|bao gom)\b"
)
_ORDER: tuple[Unit, ...] = ("month", "quarter", "half", "year")
_LISTED = {"month", "quarter", "half", "year"}


@dataclass(frozen=True, slots=True)
class Reading:
    """The days and the repetition that a text names; `month` and `day` as in `deadline.Recurrence`."""

    starts_on: date | None = None
    ends_on: date | None = None
    precision: Precision = "none"
    unit: Unit | None = None
    month: int | None = None
    day: int | None = None
    certain: bool = True


UNREAD = Reading(certain=False)


@dataclass(frozen=True, slots=True)
class _Named:
    part: Part
    role: Role


@dataclass(slots=True)
class _Found:
    """Everything of one text, in order."""

    named: list[_Named] = field(default_factory=list)
    every: list[Every] = field(default_factory=list)
    marks: set[str] = field(default_factory=set)
    sure: bool = True


@dataclass(frozen=True, slots=True)
class _Days:
    start: date
    end: date
    precision: Precision
    role: Role


@lru_cache(4096)
def read_text(text: str, years: tuple[int, int] | None) -> Reading:
    """Read a folded text. `years` are the programme's first and last year."""
    if not text.strip(" .,;:-"):
        return Reading()
    found = _find(_TIME_OF_DAY.sub(" ", text.replace("\\", "/")))
    if found is None or "impossible" in found.marks:
        return UNREAD
    if found.every:
        return _repeated(found)
    if "programme" in found.marks and not found.named:
        return _whole_programme(years)
    if not found.named:
        return Reading(certain=found.sure) if "always" in found.marks else UNREAD
    return _once(found, years)


def _find(text: str) -> _Found | None:
    """Collect the parts and what stands between them; None where figures are left over."""
    found, at = _Found(), 0
    for token in tokens(text):
        gap = text[at : token.start]
        if _STOP.search(gap):
            break
        if not _is_expected(gap, found):
            return None
        role = _role(gap, is_first=at == 0)
        for one in token.found:
            if isinstance(one, Part):
                found.named.append(_Named(one, "to" if one.until else role))
                role = ""
                found.sure = found.sure and one.sure
            elif isinstance(one, Mark):
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


def _is_expected(gap: str, found: _Found) -> bool:
    """Judge the words beside the parts: strange ones make the reading unsure, strange figures impossible."""
    left = _EXPECTED.sub(" ", gap)
    if re.search(r"\w|\?", left):
        found.sure = False
    return not re.search(r"\d", left)


def _role(gap: str, *, is_first: bool) -> Role:
    if is_first:
        gap = gap.lstrip(" -")
    found: list[tuple[int, Role]] = [
        (match.start(), role) for role, pattern in _ROLES for match in re.finditer(pattern, gap)
    ]
    words = [role for _, role in sorted(found)]
    if words and words[-1] == "due" and "to" in words:
        return "to"
    return words[-1] if words else ""


def _once(found: _Found, years: tuple[int, int] | None) -> Reading:
    filled = _with_years(found.named, years)
    if filled is None:
        return UNREAD
    days: list[_Days] = []
    for named in filled:
        pair = named.part.days(named.part.year or 0)
        if pair is None:
            return UNREAD
        days.append(_Days(*pair, named.part.precision, named.role))
    if "onward" in found.marks or (len(days) == 1 and days[0].role == "from"):
        return _onward(min(one.start for one in days), found, years)
    read = _alone(days[0]) if len(days) == 1 else _together(days)
    outside = years is not None and read.ends_on is not None and not years[0] <= read.ends_on.year <= years[1]
    return replace(read, certain=read.certain and found.sure and not outside)


def _with_years(named: Sequence[_Named], years: tuple[int, int] | None) -> list[_Named] | None:
    """Give every part its year, and a lone day its month, from the next part, else from the one before."""
    only = years[0] if years is not None and years[0] == years[1] else None
    parts = [one.part for one in named]
    for at in reversed(range(len(parts) - 1)):
        parts[at] = _completed(parts[at], parts[at + 1])
    for at in range(1, len(parts)):
        parts[at] = _completed(parts[at], parts[at - 1])
    parts = [replace(part, year=part.year or only) for part in parts]
    if any(part.year is None or not part.last for part in parts):
        return None
    return [_Named(part, one.role) for part, one in zip(parts, named, strict=True)]


def _completed(part: Part, neighbour: Part) -> Part:
    month = part.last or (neighbour.last if neighbour.precision == "day" else 0)
    return replace(part, year=part.year or neighbour.year, first=part.first or month, last=month)


def _alone(days: _Days) -> Reading:
    if days.precision == "day":
        return Reading(None, days.end, "day")
    if days.role == "before":  # before a month or a year: the day before it begins, if that is what was meant
        return Reading(None, days.start - timedelta(1), "day", certain=False)
    starts_on = None if days.role in {"to", "due"} else days.start
    return Reading(starts_on, days.end, days.precision)


def _together(days: Sequence[_Days]) -> Reading:
    first, last = days[0], days[-1]
    if len(days) == 2 and last.role == "to":
        if first.start <= last.end:
            return Reading(first.start, last.end, "span")
        return replace(_alone(replace(first, role="")), certain=False)
    if len(days) == 2 and (_holds(first, last) or _holds(last, first)):
        return _alone(last if _holds(first, last) else first)
    follow = all(after.start == before.end + timedelta(1) for before, after in zip(days, days[1:], strict=False))
    start, end = min(one.start for one in days), max(one.end for one in days)
    if follow and {one.precision for one in days} <= _LISTED:
        return Reading(start, end, "span")
    if any(one.role == "to" for one in days):
        return Reading(start, end, "span", certain=False)
    latest = max(days, key=lambda one: one.end)
    return replace(_alone(replace(latest, role="")), certain=False)


def _holds(outer: _Days, inner: _Days) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _onward(start: date, found: _Found, years: tuple[int, int] | None) -> Reading:
    """From a day on without an end: the programme's last day, for a person to confirm."""
    if "always" in found.marks:
        return Reading(start, certain=found.sure)
    if years is None or years[1] < start.year:
        return Reading(start, certain=False)
    return Reading(start, date(years[1], 12, 31), "span", certain=False)


def _whole_programme(years: tuple[int, int] | None) -> Reading:
    if years is None:
        return UNREAD
    return Reading(date(years[0], 1, 1), date(years[1], 12, 31), "span", certain=False)


def _repeated(found: _Found) -> Reading:
    bounds = _bounds([one for one in found.named if one.part.year is not None], found)
    due = [one for one in found.named if one.part.year is None and one.part.precision != "year"]
    said = [one.part for one in found.every if one.part is not None]
    if bounds is None or not all(_can_be(one.part) for one in due) or not all(map(_can_be, said)):
        return UNREAD
    units = {one.unit for one in found.every}
    unit = min(units, key=_ORDER.index)
    certain = bounds.certain and found.sure and len(units) == 1
    if said:
        month, day = said[-1].last, said[-1].last_day
        return replace(bounds, precision="day", unit=unit, month=month, day=day, certain=certain and not due)
    if not due:
        return replace(bounds, precision=unit, unit=unit, certain=certain)
    if len(due) == 2 and due[1].role == "to":
        due = due[1:]
    return _due_in(unit, due, replace(bounds, certain=certain))


def _bounds(dated: Sequence[_Named], found: _Found) -> Reading | None:
    """Give the first and last day of all repetitions, where the text has them; None for a day that cannot be."""
    if not dated:
        return Reading()
    days = [_Days(*pair, one.part.precision, one.role) for one in dated if (pair := one.part.days(one.part.year or 0))]
    if len(days) < len(dated):
        return None
    if len(days) > 1:
        both = _together(days)
        return Reading(both.starts_on, both.ends_on, certain=both.certain)
    only = days[0]
    if only.role == "from":
        return Reading(only.start)
    if only.role == "to":
        return Reading(None, only.end)
    return Reading(date(only.start.year, 1, 1), certain=only.precision == "year" and "onward" in found.marks)


def _can_be(part: Part) -> bool:
    leap_year = 2000
    return 1 <= (part.last_day or 0) <= 31 if not part.last else part.days(leap_year) is not None


def _due_in(unit: Unit, due: Sequence[_Named], bounds: Reading) -> Reading:
    """Place the days that the text names in each repetition."""
    parts = [one.part for one in due]
    precision = parts[-1].precision
    certain = bounds.certain
    if due[-1].role == "before" and precision != "day":
        parts, certain = [Part("month", 0, (part.first + 10) % 12 + 1) for part in parts], False
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


def _day_of_month(part: Part, parts: Sequence[Part]) -> int:
    """Give the part's day; 0 for the last day of the month, also where each of several parts names just that."""
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
    even = all(after[0] - before[0] == distance for before, after in zip(spots, spots[1:], strict=False))
    return unit if even else None
