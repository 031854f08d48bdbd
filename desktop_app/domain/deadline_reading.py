"""A typed deadline, read: its parts, the words between them, and what all come to together."""

import re
from collections.abc import Callable
from datetime import date
from functools import lru_cache

from desktop_app.domain.deadline_days import UNREAD, Found, Named, Reading, Role, read_once
from desktop_app.domain.deadline_repeats import read_repeated
from desktop_app.domain.deadline_words import Mark, Part, may_name_a_time, tokens

_LONGEST_CACHED = 200
_ENGLISH = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTHS = {month: number for number, month in enumerate(_ENGLISH, 1)}
"""An Excel with English settings writes "31-Dec-2018" into text files."""
_SPELLINGS: tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...] = (
    (re.compile(r"\bqui\b"), "quy"),
    (re.compile(r"\b(thang|quy|nam|ngay)(?=\d)"), r"\1 "),
    (re.compile(r"\bt\.? ?(?=\d{1,2} ?[/-] ?\d{4})"), "thang "),
    (re.compile(r"\b(iv|i{1,3})(?=20\d\d\b)"), r"\1 "),
    (re.compile(r"\\"), "/"),
    (re.compile(rf"(?<=\d[- ])({'|'.join(_ENGLISH)})[a-z]*(?=[- ]\d{{2}})"), lambda month: str(_MONTHS[month[1]])),
)
_TIME_OF_DAY = re.compile(
    r"(?:(?<=\d)t|\b)\d{1,2}(?::\d{2}){1,2}(?:\.\d+)?(?: ?[ap]m\b|z\b)?|\b\d{1,2} ?(?:h|gio)(?: ?\d{2})?\b"
)
_STOP = re.compile(
    r"\b(?:sau|khi|neu|theo|trong vong|tuy|can cu|(?:quyet dinh|cong van|nghi quyet|thong bao|ke hoach|van ban) so)\b"
)
"""From here on the text speaks of something else than a day: an event, another document."""
_MOVED = re.compile(r"\b(?:gia han|dieu chinh|keo dai|chuyen|lui|doi)\b")
"""What follows replaces what stood before."""
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


def read_text(text: str, years: tuple[int, int] | None) -> Reading:
    """Read a folded text. `years` are the programme's first and last year."""
    return _read(text, years) if len(text) <= _LONGEST_CACHED else _read.__wrapped__(text, years)


@lru_cache(4096)
def _read(text: str, years: tuple[int, int] | None) -> Reading:
    if not text.strip(" .,;:-"):
        return Reading()
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
    if not found.named:
        return Reading(certain=found.sure) if "always" in found.marks else UNREAD
    return read_once(found, years)


def _find(text: str) -> Found | None:
    """Collect the parts and what stands between them; None where figures are left over."""
    found, at = Found(), 0
    for token in tokens(text):
        gap = text[at : token.start]
        if _STOP.search(gap):
            break
        if not _is_expected(gap, found):
            return None
        role = _role(gap, is_first=at == 0)
        for one in token.found:
            if isinstance(one, Part):
                found.named.append(Named(one, "to" if one.until else role))
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


def _is_expected(gap: str, found: Found) -> bool:
    """Judge the words beside the parts: strange ones make the reading unsure, strange figures impossible."""
    left = _EXPECTED.sub(" ", gap)
    if re.search(r"\w|\?", left):
        found.sure = False
    return not re.search(r"\d", left)


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
