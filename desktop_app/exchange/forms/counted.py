"""What the columns of a form count: "Tổng số", "Đã hoàn thành: Đúng hạn | Quá hạn", "Tỷ lệ (%)".

A title is understood if each of its words is; where it could mean two counts it means none,
and a person says.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Flag, auto
from typing import Literal, get_args

from desktop_app.domain.text import fold
from desktop_app.lists.heading import Heading, Titles

PlainCount = Literal[
    "total",
    "done",
    "done_on_time",
    "done_late",
    "open",
    "open_in_time",
    "open_overdue",
    "no_deadline",
]
"""The counts that stand in totals; a label asks for them, too."""

CountKind = Literal[
    PlainCount,
    "not_started",
    "in_progress",
    "suspended",
    "soon",
    "open_dated",
    "share",
    "done_on_time_share",
    "done_late_share",
    "open_share",
    "open_dated_share",
    "open_in_time_share",
    "open_overdue_share",
    "no_deadline_share",
]
COUNTS: Mapping[str, CountKind] = {kind: kind for kind in get_args(CountKind)}
_NOTHING: Mapping[str, str] = {}
_UNSAID: Mapping[int, CountKind] = {}
_SHARES: dict[str, CountKind] = {"done": "share"}
_SHARES |= {name.removesuffix("_share"): kind for name, kind in COUNTS.items() if name.endswith("_share")}


class _TitleWord(Flag):
    NOTHING = 0
    TOTAL = auto()
    DONE = auto()
    OPEN = auto()
    BEGUN = auto()
    NOT_BEGUN = auto()
    SUSPENDED = auto()
    ON_TIME = auto()
    IN_TIME = auto()
    LATE = auto()
    ENDLESS = auto()
    SOON = auto()
    SHARE = auto()
    THEREOF = auto()


_OUTCOME = _TitleWord.DONE | _TitleWord.OPEN | _TitleWord.BEGUN | _TitleWord.NOT_BEGUN | _TitleWord.SUSPENDED
_TIME = _TitleWord.ON_TIME | _TitleWord.IN_TIME | _TitleWord.LATE | _TitleWord.ENDLESS | _TitleWord.SOON
_UNSURE = _TitleWord.ON_TIME | _TitleWord.LATE

_DATED: Mapping[str, CountKind] = {"open": "open_dated", "open_share": "open_dated_share"}
"""What is open without what has no deadline."""

_PHRASES: Mapping[_TitleWord, tuple[str, ...]] = {
    _TitleWord.TOTAL: (
        "so nhiem vu", "so nv", "so viec", "so cong viec", "so dau viec", "tong so",
        "tong cong", "tong", "cong", "duoc giao", "da giao", "giao",
        "so luong",
    ),
    _TitleWord.DONE: ("da hoan thanh", "hoan thanh", "da thuc hien xong", "da xong"),
    _TitleWord.OPEN: ("chua hoan thanh", "chua xong"),
    _TitleWord.BEGUN: ("dang thuc hien", "dang trien khai", "dang xu ly", "dang tien hanh"),
    _TitleWord.NOT_BEGUN: ("chua thuc hien", "chua trien khai", "chua bat dau", "chua tien hanh"),
    _TitleWord.SUSPENDED: ("tam dung thuc hien", "tam dung", "tam hoan", "dung thuc hien"),
    _TitleWord.ON_TIME: (
        "truoc han va dung han", "truoc han, dung han", "truoc va dung han", "dung han, truoc han",
        "dung han va truoc han", "dung han", "dung thoi han", "dung tien do"),
    _TitleWord.IN_TIME: ("trong han", "trong thoi han", "chua den han", "con han", "chua qua han"),
    _TitleWord.LATE: (
        "qua han", "qua thoi han", "tre han", "cham han", "cham tien do", "cham", "khong dung han",
        "khong dung thoi han", "khong dung tien do",
    ),
    _TitleWord.ENDLESS: ("khong co thoi han", "khong thoi han", "khong xac dinh thoi han", "khong han"),
    _TitleWord.SOON: ("sap den han",),
    _TitleWord.SHARE: ("ty le", "ti le", "phan tram", "%"),
    _TitleWord.THEREOF: ("trong do",),
    _TitleWord.NOTHING: (
        "nhiem vu", "cong viec", "dau viec", "viec", "nv", "so", "cac", "duoc", "con", "dang", "thuc hien",
        "va",
    ),
}  # fmt: skip
_SAID = {phrase: said for said, phrases in _PHRASES.items() for phrase in phrases}
_WORDS = re.compile(r"(?<!\w)(?:" + "|".join(sorted(_SAID, key=len, reverse=True)) + r")(?!\w)")
_COUNTING = re.compile(r"(?:tong so|so luong|so nhiem vu|so nv|so dau viec|ty le|ti le)\b")
_ASIDE = re.compile(r"\((?![^()]*%)[^()]*\)")
"""What stands in brackets is a unit or a reckoning ("(3) = (4) + (5)"), unless it says "%"."""

_MEANT: Mapping[_TitleWord, CountKind] = {
    _TitleWord.DONE: "done",
    _TitleWord.OPEN: "open",
    _TitleWord.NOT_BEGUN: "not_started",
    _TitleWord.SUSPENDED: "suspended",
    _TitleWord.ON_TIME: "done_on_time",
    _TitleWord.IN_TIME: "open_in_time",
    _TitleWord.LATE: "open_overdue",
    _TitleWord.ENDLESS: "no_deadline",
    _TitleWord.SOON: "soon",
    _TitleWord.TOTAL: "total",
    _TitleWord.DONE | _TitleWord.ON_TIME: "done_on_time",
    _TitleWord.DONE | _TitleWord.IN_TIME: "done_on_time",
    _TitleWord.DONE | _TitleWord.LATE: "done_late",
    _TitleWord.OPEN | _TitleWord.IN_TIME: "open_in_time",
    _TitleWord.OPEN | _TitleWord.ON_TIME: "open_in_time",
    _TitleWord.OPEN | _TitleWord.LATE: "open_overdue",
    _TitleWord.OPEN | _TitleWord.ENDLESS: "no_deadline",
    _TitleWord.OPEN | _TitleWord.SOON: "soon",
}


def share_of(kind: str) -> CountKind | None:
    """Return of which count a kind is the share; None if it is no share."""
    return next((COUNTS[whole] for whole, share in _SHARES.items() if share == kind), None)


@dataclass(frozen=True, slots=True)
class CountingColumns:
    """What the columns (from 0) of a heading count; `doubtful` ones could mean two counts.

    "Quá hạn" beside "Đúng hạn" may be the completed tasks or all of them, if nothing above says which.
    """

    kinds: Mapping[int, CountKind]
    doubtful: tuple[int, ...]


def counting_columns(
    heading: Heading, remembered: Mapping[str, str] = _NOTHING, said: Mapping[int, CountKind] = _UNSAID
) -> CountingColumns:
    """Return what the columns of a heading count, as far as their titles say it.

    What an officer `said` goes before, then what is `remembered` of the titles.
    """
    found = _columns(heading.titles)
    doubtful = _doubtful(found)
    begun: CountKind = "in_progress" if _TitleWord.NOT_BEGUN in found.values() else "open"
    read = {column: _kind(said, begun) for column, said in found.items() if column not in doubtful}
    if _stands_apart(found):
        read = {column: _DATED.get(kind or "", kind) for column, kind in read.items()}
    kinds = dict(said)
    for column, title in heading.titles:
        kind = COUNTS.get(remembered[title]) if title in remembered else read.get(column)
        if kind is not None:
            kinds.setdefault(column, kind)
    return CountingColumns(kinds, tuple(sorted(doubtful - kinds.keys())))


def _stands_apart(found: Mapping[int, _TitleWord]) -> bool:
    """Return whether what has no deadline is counted beside what is open, of which both parts are told.

    "Chưa hoàn thành: Trong hạn | Quá hạn" and "Không có thời hạn" are parts of one sum.
    """
    parts = {_TitleWord.OPEN | _TitleWord.IN_TIME, _TitleWord.OPEN | _TitleWord.LATE, _TitleWord.ENDLESS}
    return parts <= set(found.values())


def _kind(said: _TitleWord, begun: CountKind) -> CountKind | None:
    """Return the count that is said; `begun` is what tasks that are under way mean."""
    if said == _TitleWord.SHARE:
        return "share"
    whole = said & ~_TitleWord.SHARE
    if whole & _TIME and whole & _TitleWord.BEGUN:
        whole = whole & ~_TitleWord.BEGUN | _TitleWord.OPEN
    kind = begun if whole == _TitleWord.BEGUN else _MEANT.get(whole)
    return kind if kind is None or not said & _TitleWord.SHARE else _SHARES.get(kind)


def _doubtful(found: Mapping[int, _TitleWord]) -> set[int]:
    bare = {column: said for column, said in found.items() if said & _TIME and not said & _OUTCOME}
    both = {_TitleWord.ON_TIME, _TitleWord.LATE} <= {said & _TIME for said in bare.values()}
    return {column for column, said in bare.items() if both and said & _UNSURE}


def begins_counting(title: str) -> bool:
    """Return whether a title plainly counts or reckons a share, also if not all of it is understood."""
    return _COUNTING.match(fold(title)) is not None


def is_count(title: str) -> bool:
    """Return whether a text says what is counted."""
    return bool(_said(title))


def _columns(titles: Titles) -> dict[int, _TitleWord]:
    """Return what is said of each column, above it and before "Trong đó" too."""
    found: dict[int, _TitleWord] = {}
    before = whole = _TitleWord.NOTHING
    shares = sum(_said(title) == _TitleWord.SHARE for _, title in titles)
    for column, title in titles:
        own, *above = map(_said, reversed(title.split(" - ")))
        said = own or _TitleWord.NOTHING
        for one in above if own is not None else ():
            said |= _added(one or _TitleWord.NOTHING, said)
        if said & _TitleWord.THEREOF:
            said = said & ~_TitleWord.THEREOF | _added(whole & _OUTCOME, said)
        else:
            whole = said
        if said == _TitleWord.SHARE and shares > 1:
            said |= before
        if said & (_OUTCOME | _TIME):
            said &= ~_TitleWord.TOTAL
        before = said & ~_TitleWord.SHARE
        if said:
            found[column] = said
    return found


def _added(above: _TitleWord, said: _TitleWord) -> _TitleWord:
    """Return what a title above adds to what is `said` below: no second outcome."""
    return above & ~_OUTCOME if said & _OUTCOME else above


def _said(title: str) -> _TitleWord | None:
    """Return what a title says, None if it has a word that is not known here."""
    text = _ASIDE.sub(" ", fold(title))
    said = _TitleWord.NOTHING
    for phrase in _WORDS.findall(text):
        said |= _SAID[phrase]
    return None if re.search(r"[^\W\d]", _WORDS.sub(" ", text)) else said
