"""Which group of the programme a list means.

By its title, near matches noted; by its number if it has no title.
"""

import re
from collections.abc import Sequence
from itertools import islice

from rapidfuzz import fuzz, process

from desktop_app.domain.programme import Group
from desktop_app.domain.text import fold, one_line, whole
from desktop_app.lists.cells import is_blank
from desktop_app.lists.heading import Heading
from desktop_app.lists.rows import GroupMark, mark_in
from desktop_app.lists.sheet import Sheet

NEAR = 90.0
_NEAR_WITH_NUMBER = 75.0
_WORDS_BEGUN = 5
"""So many words at the beginning of a title stand for the whole of it, if the number agrees."""
_MOST = 300
"""So many titles, the programme's own first, are looked at for a near one, and so many rows for titles.

No programme has as many groups.
"""
_MOSTLY = 0.6
_FIGURES = re.compile(r"\d+")
_SIGNS = " .:;,-"
_COUNT = re.compile(r"\(\s*(?:gom )?\d{1,3} (?:nhiem vu|(?:dau |cong )?viec|noi dung|giai phap)[^()]*\)\s*$")
"""How many tasks a group has, behind its title."""
_PLACE = re.compile(
    r"(?:(?:diem|khoan|dieu|muc|phan|chuong|tiet) (?:[\divxlc]{1,6}|[a-z])\b[\s,;.]*(?:va )?)+"
    r"(?:(?:cua )?(?:luat|nghi (?:quyet|dinh)|quyet dinh|ke hoach|chi thi|ket luan|thong bao)\b.*)?"
)


class Groups:
    """The groups of a programme and those that a list adds to them."""

    def __init__(self, groups: Sequence[Group]) -> None:
        self._own = {group.number: _key(group.title) for group in groups}
        self._next = max(self._own, default=0) + 1
        self._added: dict[int, str] = {}
        self._titles: dict[str, list[int]] = {}
        self._found: dict[tuple[int, str], tuple[int, bool]] = {}
        for group in groups:
            self._titles.setdefault(_key(group.title), []).append(group.number)

    def is_known(self, title: str) -> bool:
        """Return whether a title is that of a group, exactly."""
        key = _key(title)
        return bool(key) and key in self._titles

    def is_near(self, title: str) -> bool:
        """Return whether a title is that of a group, or nearly."""
        key = _key(title)
        return bool(key) and (key in self._titles or self._near(key) is not None)

    def find(self, mark: GroupMark) -> tuple[int, bool]:
        """Return the number of the group meant, and whether the title was only nearly its own.

        New groups are added.
        """
        asked = (mark.number, mark.title)
        if asked not in self._found:
            self._found[asked] = self._find(mark)
        return self._found[asked]

    def of_cell(self, text: str) -> tuple[int, bool]:
        """Return the group that a cell of a group column means: a title, a number, or both."""
        line = one_line(text)
        bare = fold(line).strip(_SIGNS)
        number = whole(bare)
        if number is not None:
            return self.find(GroupMark(number, "", line))
        mark = None if self.is_known(line) else mark_in(line) or mark_in(f"Nhóm {line}")
        return self.find(mark or GroupMark(0, line, line))

    def of_sheet(self, name: str) -> int | None:
        """Return the programme's own group that the name of a sheet is: "Nhóm 2", or its title cut short."""
        mark = mark_in(name)
        if mark is not None and not mark.title:
            return mark.number if mark.number in self._own else None
        key = _key(mark.title if mark is not None else name)
        begun = [number for number, title in self._own.items() if title.startswith(key)]
        return begun[0] if len(begun) == 1 and len(key.split()) >= _WORDS_BEGUN else None

    def is_own(self, number: int) -> bool:
        """Return whether a group is the programme's own."""
        return number in self._own

    def is_added(self, number: int) -> bool:
        """Return whether a group is not the programme's own."""
        return number in self._added

    def added(self, used: set[int]) -> tuple[tuple[int, str], ...]:
        """Return the new groups (number, title) that tasks stand in; number 0 for tasks without any group."""
        loose = ((0, ""),) if 0 in used and 0 not in self._own else ()
        return loose + tuple((number, title) for number, title in self._added.items() if number in used)

    def _find(self, mark: GroupMark) -> tuple[int, bool]:
        key = _key(mark.title)
        if not key:
            if mark.number in self._own or mark.number in self._added or not mark.text:
                return mark.number, False
            return self._add(mark.text), False
        named = self._titles.get(key)
        if named:
            return (mark.number if mark.number in named else named[0]), False
        near = self._near(key)
        if near is None and mark.number in self._own and self._is_like(key, mark.number):
            near = mark.number
        if near is not None:
            return near, True
        return self._add(one_line(mark.title)), False

    def _is_like(self, key: str, number: int) -> bool:
        """Return whether a title is near to, or the beginning of, that of the group with its number."""
        title = self._own[number]
        begun = len(key.split()) >= _WORDS_BEGUN and title.startswith(f"{key} ")
        return begun or fuzz.ratio(key, title) >= _NEAR_WITH_NUMBER

    def _near(self, key: str) -> int | None:
        found = process.extractOne(key, islice(self._titles, _MOST), scorer=fuzz.ratio, score_cutoff=NEAR)
        if found is None or _FIGURES.findall(found[0]) != _FIGURES.findall(key):
            return None  # "lĩnh vực 2" is no slip of the pen for "lĩnh vực 1"
        return self._titles[found[0]][0]

    def _add(self, title: str) -> int:
        number, self._next = self._next, self._next + 1
        self._added[number] = title
        self._titles.setdefault(_key(title), []).append(number)
        return number


def with_group_column(heading: Heading, sheet: Sheet, groups: Sequence[Group]) -> Heading:
    """Return the heading with the column that holds groups though no title says so, if there is one.

    That is an unread column most of whose cells name groups of the programme, or groups by their signs.
    """
    if heading.column("group") is not None:
        return heading
    known, rows = Groups(groups), sheet.rows[heading.last_row + 1 :][:_MOST]
    unread = set(range(max(map(len, rows), default=0))) - {place for place, _ in heading.columns}
    for place in sorted(unread):
        values = (row[place] for row in rows if place < len(row))
        texts = {one_line(value) for value in values if isinstance(value, str) and not is_blank(value)}
        named = [text for text in texts if known.is_near(text) or _is_titled(text)]
        if len(named) > len(texts) * _MOSTLY:
            return heading.with_columns({place: "group"})
    return heading


def _is_titled(text: str) -> bool:
    """Return whether a text is a sign with the title of a group; "Mục 1 phần II" is a place in a document."""
    mark = mark_in(text)
    return mark is not None and bool(mark.title) and _PLACE.fullmatch(fold(text)) is None


def _key(title: str) -> str:
    return _COUNT.sub("", fold(title)).strip(_SIGNS)
