"""Which rows of a list name a group.

By their sign, merged across, by the programme's own titles, by what follows.
"""

import re
from dataclasses import dataclass
from functools import cached_property

from desktop_app.domain.agencies import names_an_agency
from desktop_app.domain.text import fold, one_line
from desktop_app.lists._capitals import body_name
from desktop_app.lists.cells import shown
from desktop_app.lists.groups import Groups
from desktop_app.lists.lines import ListLine, ListLines
from desktop_app.lists.rows import GroupMark, group_mark, is_shouted, is_total, sign_of
from desktop_app.lists.stated_tasks import is_item, is_item_sign, is_marked

SUBHEADING = GroupMark(0, "", "")
"""A title within a group: its tasks stay in that group."""

_LONG_TITLE = 300
_YEAR = re.compile(r"(?:nam )?20\d\d(?: ?- ?20\d\d)?")
_TIME = re.compile(
    r"(?:(?:ke hoach|(?:cac )?(?:nhiem vu|cong viec)) )?(?:(?:phai )?hoan thanh )?(?:trong )?"
    r"((?:(?:quy (?:iv|i{1,3}|[1-4])|thang \d{1,2}|[69] thang(?: dau| cuoi)?)"
    r"(?:/| ?- ?| ))?(?:nam )?20\d\d)"
)
"""A year, or a month, a quarter or some months of one; "Nhiệm vụ hoàn thành trong năm 2019" is one, too."""
_UNLIKE_ROMAN = re.compile(r"\b(?![IVX]+\b)\w+")
_LEVELS = re.compile(r"\d{1,3}(?:\.\d{1,3})*")
_WORDED = re.compile(
    r"(?:(?:các )?(?:nhiệm vụ|giải pháp|nhóm|và|,)\s*)+(?:thứ\s+\w+|số\s+\w+|\d{1,2}|[IVX]{1,5})"
    r"\s*[.:–—-]+\s*(\S.*)",
    re.IGNORECASE | re.DOTALL,
)
"""A group by its number in words: "Nhiệm vụ, giải pháp thứ nhất: …"."""
_TASKS_OF = re.compile(
    r"(?:(?:các |những )?(?:nhiệm vụ|công việc|nội dung|phần việc|đầu việc)(?: được)? )?"
    r"(?:do|giao(?: cho)?|của|thuộc trách nhiệm(?: của)?)\s+(\S.*)",
    re.IGNORECASE | re.DOTALL,
)
_DOES = re.compile(
    r"[\s,:–—-]*(?:chủ trì|thực hiện|phụ trách|đảm nhiệm|tham mưu)(?:,? (?:thực hiện|tham mưu))?[\s.:]*$",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"\d{1,2}\s*[.):/-]\s*")
_NUMBERED_SHARE = 0.8


@dataclass(frozen=True, slots=True)
class ListTraits:
    """What a list is like as a whole.

    `signed`: groups bear signs ("I", "Nhóm 1"); `numbered`: nearly every row that names an agency or a
    deadline has a number; `nested`: whole numbers name groups (no agency, no deadline) and 1.1, a) or nothing
    the tasks below; `signs_only`: nothing but signs, which number the tasks.
    """

    signed: bool
    numbered: bool
    nested: bool
    signs_only: bool


def time_of(title: str) -> str:
    """Return the time that a row names and nothing else: "NĂM 2019" is "Năm 2019"; "" for any other text."""
    found = _TIME.fullmatch(fold(title))
    if found is None:
        return ""
    said = _UNLIKE_ROMAN.sub(lambda word: word[0].lower(), title[-len(found[1]) :])
    return said[:1].upper() + said[1:]


def lead_in(title: str) -> str:
    """Return the agency that the title of a group names: "NHIỆM VỤ DO SỞ TƯ PHÁP CHỦ TRÌ"; else ""."""
    found = _TASKS_OF.fullmatch(title)
    name = _DOES.sub("", found[1] if found else title)
    return body_name(name) if names_an_agency(name) else ""


class GroupRows:
    """Recognises the group rows of `lines`."""

    def __init__(self, lines: ListLines, groups: Groups, *, items_apart: bool) -> None:
        """Look for groups in `lines`; `items_apart`: sub-items that have something of their own are tasks."""
        self._lines = lines
        self._groups = groups
        self._items_apart = items_apart
        self._timed = "leads" in lines.columns or "deadline" in lines.columns

    def mark(self, line: ListLine) -> GroupMark | None:
        """Return the group that a row names, SUBHEADING for a title within a group, None for a task."""
        mark = group_mark(line)
        if not line.listed and time_of(one_line(mark.title if mark else line.content)):
            return SUBHEADING
        if mark is None:
            return (
                None
                if line.listed or is_item_sign(line.number)
                else self._unsigned(line, one_line(line.content))
            )
        if line.listed:
            return mark if self._groups.is_known(mark.title) or self._speaks_for_its_tasks(line) else None
        return mark if self._timed or not self._survey.signs_only else None

    def within(self, line: ListLine, mark: GroupMark) -> GroupMark:
        """Return what a row is below a group of the programme with another kind of sign: a section of it.

        One without a sign, and one with the title of a group, is what it is anywhere.
        """
        return mark if not sign_of(line) or self._groups.is_near(mark.title) else SUBHEADING

    def _speaks_for_its_tasks(self, line: ListLine) -> bool:
        """Return whether a row with a sign names the lead or the year of the tasks below it.

        It has no product and no day of its own, and numbered tasks follow.
        """
        time = shown(line.value("deadline"))
        if line.value("output") is not None or (time and not _YEAR.fullmatch(fold(time))):
            return False
        after = self._next(line.index)
        return after is not None and after.number[:1].isdigit() and group_mark(after) is None

    def _unsigned(self, line: ListLine, title: str) -> GroupMark | None:
        bare = _NUMBERED.sub("", title)
        if self._groups.is_known(bare):
            return GroupMark(0, bare, title)
        worded = _WORDED.fullmatch(title)
        if worded is not None and self._groups.is_near(worded[1]):
            return GroupMark(0, worded[1], title)
        if not title or is_marked(title):
            return None
        if line.wide:
            return self._across(line, title)
        if line.has_progress:
            return None
        if not line.number:
            return self._bare(line, title)
        return self._nested(line, title) or (SUBHEADING if self._is_middle(line) else None)

    def _is_middle(self, line: ListLine) -> bool:
        """Return whether a row is a title between group and tasks: 1 above 1.1, 1.1 above 1.1.1, 1 above a).

        It has nothing of its own, and something below it has; of sub-items all have.
        """
        if not self._timed or not _LEVELS.fullmatch(line.number):
            return False
        after = self._next(line.index)
        if self._items_apart and after is not None and is_item(after):
            return self._have_items_all(after)
        while after is not None and after.number.startswith(f"{line.number}."):
            if after.listed:
                return True
            line, after = after, self._next(after.index)
        return False

    def _have_items_all(self, first: ListLine) -> bool:
        """Return whether a sub-item, and each that follows it, has something of its own."""
        item: ListLine | None = first
        while item is not None and is_item(item):
            if not item.listed:
                return False
            item = self._next(item.index)
        return True

    def _across(self, line: ListLine, title: str) -> GroupMark:
        if self._survey.signed and not self._groups.is_near(title):
            return SUBHEADING
        return GroupMark(int(line.number) if line.number.isdecimal() else 0, title, title)

    def _nested(self, line: ListLine, title: str) -> GroupMark | None:
        if not line.number.isdecimal() or not self._survey.nested:
            return None
        after = self._next(line.index)
        if after is None:
            return None
        unnumbered = (
            after.timed
            and not is_total(after, [after.content])
            and (not after.number or is_item_sign(after.number))
        )
        within = unnumbered or after.number.startswith(f"{line.number}.")
        return GroupMark(int(line.number), title, title) if within else None

    def _bare(self, line: ListLine, title: str) -> GroupMark | None:
        """Judge a row that has a text and nothing else."""
        if self._groups.is_near(title) or (self._timed and is_shouted(title)):
            return GroupMark(0, title, title)
        if not self._timed or len(title) > _LONG_TITLE or not self._survey.numbered or self._survey.signed:
            return None
        after = self._next(line.index)
        return GroupMark(0, title, title) if after is not None and after.number[:1].isdigit() else None

    def _next(self, index: int) -> ListLine | None:
        """Return the next row that shows anything."""
        rows = (row for row in range(index + 1, self._lines.count) if not self._lines.is_empty(row))
        return next(map(self._lines.line, rows), None)

    @cached_property
    def _survey(self) -> ListTraits:
        """Go through the list once, when a row first leaves it open what it is."""
        contents = listed = numbered = whole = timed_whole = decimal = below = signs = signed = 0
        for index in range(self._lines.first, self._lines.count):
            if self._lines.is_empty(index):
                continue
            line = self._lines.line(index)
            if not line.content and not line.number:
                continue
            contents += 1
            if group_mark(line) is not None:
                signs += 1
                signed += not line.listed
            listed += line.listed
            numbered += line.listed and bool(line.number)
            whole += line.number.isdecimal()
            timed_whole += line.number.isdecimal() and line.listed
            decimal += "." in line.number
            below += line.timed and bool(line.content) and not line.number.isdecimal()
        return ListTraits(
            signed=signed > 0 and signs < contents,
            numbered=numbered >= listed * _NUMBERED_SHARE,
            nested=signed == 0 and whole > 0 and timed_whole == 0 and (decimal > 0 or below >= whole),
            signs_only=signs == contents,
        )
