"""Sorts the rows below a heading: tasks, groups, and what is no task.

The last are totals, signatures, notes, repeated headings.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from desktop_app.domain.editions import Problem
from desktop_app.domain.text import fold, one_line
from desktop_app.lists._group_rows import SUBHEADING, GroupRows, lead_in, time_of
from desktop_app.lists.cells import MAX_TEXT, shown
from desktop_app.lists.columns import HeadingColumn, fields_of
from desktop_app.lists.groups import Groups
from desktop_app.lists.heading import Heading
from desktop_app.lists.lines import ListLine, ListLines
from desktop_app.lists.rows import (
    GroupMark,
    SignKind,
    begins_notes,
    group_mark,
    is_annex,
    is_closing,
    is_column_numbers,
    is_note,
    is_signature,
    is_title,
    is_total,
    mark_in,
    runs_on,
    sign_of,
    year_in_title,
)
from desktop_app.lists.stated_tasks import StatedTask, SubItemParents, is_item, is_marked
from desktop_app.lists.words import LISTED, LONGEST, Field, is_known, names

_TELLING_A_HEADING: tuple[Field, ...] = ("leads", "coordinating", "deadline", "output")


class Headings:
    """Compares rows of a list with its heading, which may come again, or with that of another list."""

    def __init__(self, lines: ListLines, heading: Heading) -> None:
        self._lines = lines
        self._columns = lines.columns
        rows = range(heading.first_row, heading.last_row + 1)
        self._cells = {(column, fold(text)) for row in rows for column, text in lines.cells(row)}

    def kind(self, line: ListLine, texts: Sequence[str]) -> Literal["heading", "other_list", ""]:
        """Return which heading a row is.

        This list's own, its column numbers, or that of a list with other columns.
        """
        if is_column_numbers(line, texts) or (len(texts) > 1 and self._is_own(line)):
            return "heading"
        if len(texts) < 3:
            return ""
        found = self._fields(line, texts)
        alike = all(self._columns.get(field) == place for field, place in found.items())
        if found and alike and not self._means_others(line, found):
            return "heading"
        return "other_list" if found or names(line.number, "number") else ""

    def _is_own(self, line: ListLine) -> bool:
        cells = self._lines.cells(line.index)
        return all(len(text) <= LONGEST and (column, fold(text)) in self._cells for column, text in cells)

    def _means_others(self, line: ListLine, found: Mapping[Field, int]) -> bool:
        """Return whether a row has other titles in the columns of agency, time and result.

        Who does a task, by when, and with what result.
        """
        titles = dict(self._lines.cells(line.index))
        telling = [field for field in _TELLING_A_HEADING if self._columns.get(field) in titles]
        return len(telling) > 1 and not any(field in found for field in telling)

    def _fields(self, line: ListLine, texts: Sequence[str]) -> Mapping[Field, int]:
        if sum(map(is_known, texts)) < 2:
            return {}
        titles = dict(self._lines.cells(line.index))
        places = range(max(titles) + 1)
        columns = [
            HeadingColumn(place, (titles[place],) if place in titles else (), (), own=True)
            for place in places
        ]
        return {field: place for place, field in fields_of(columns).fields.items() if field in LISTED}


def titles_above(lines: ListLines, row: int) -> list[str]:
    """Return the texts that stand alone in the rows above row `row`, the nearest first."""
    above = (lines.texts(index) for index in reversed(range(row)) if not lines.is_empty(index))
    return [texts[0] for texts in above if len(texts) == 1]


_FEW, _NUMBERED_SHARE = 2, 0.8
_TELLING = 12
_SHOWN = 200


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A row (from 1) that is no task, and why.

    A "title", "heading", "group", "total", "signature" or "note"; a "blank_row", of which only the number is
    filled; a row "joined" to its task; one "outside" the columns of the list, or of an "other_list"; a
    paragraph of a document that stands "aside" of its table.
    """

    row: int
    reason: str
    text: str


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """A row (from 1) that should be a task and cannot be one: the texts of its cells, and what is wrong."""

    row: int
    texts: tuple[str, ...]
    problems: tuple[Problem, ...]


@dataclass(slots=True)
class Sorting:
    """The rows of a list, sorted."""

    stated_tasks: list[StatedTask] = field(default_factory=list)
    refused: list[RefusedRow] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    new_groups: tuple[tuple[int, str], ...] = ()
    read: int = 0


@dataclass(frozen=True, slots=True)
class _Entry:
    """A group row below which no task has come yet.

    Its place among the rows left out, and the group before it.
    """

    place: int
    group: int
    title: str
    sure: bool


class Sorter:
    """Takes the rows of `lines` one after another.

    `own`: the list is this program's own report, read to the letter.
    """

    def __init__(
        self, lines: ListLines, heading: Heading, groups: Groups, *, join_children: bool | None, own: bool
    ) -> None:
        self._lines = lines
        self._groups = groups
        self._group_rows = GroupRows(lines, groups, items_apart=join_children is None)
        self._headings = Headings(lines, heading)
        self._join = join_children
        self._own = own
        self._done = Sorting()
        self._family = SubItemParents()
        self._group, self._group_title = 0, ""
        self._near: Problem | None = None
        self._row_of_group: ListLine | None = None
        self._year = self._year_of_group = self._time = ""
        self._within = ""
        self._signs: list[SignKind] = []
        self._end, self._page_begins = -1, False
        self._entered: list[_Entry] = []

    def begin(self, heading: Heading) -> None:
        """Enter the group that the title right above the heading, or the sheet, names; learn the year."""
        titles = titles_above(self._lines, heading.first_row)
        self._year = next((year for title in titles if (year := year_in_title(title))), "")
        mark = mark_in(one_line(titles[0])) if titles else None
        if mark is not None and self._groups.is_near(mark.title):
            self._group, _ = self._groups.find(mark)
            self._group_title = mark.title
        elif (number := self._groups.of_sheet(self._lines.name)) is not None:
            self._group, self._group_title = number, self._lines.name

    def take(self, index: int) -> None:
        """Sort row `index`."""
        if self._lines.is_empty(index):
            return
        self._done.read += 1
        if index in self._lines.asides:
            self._leave(index, "aside")
        elif self._within == "other_list":
            self._leave(index, "other_list")
        elif index in self._lines.labels:
            self._leave(index, "joined")
        else:
            line = self._lines.line(index)
            if self._own:
                self._take_own(line)
            else:
                self._take(line)

    def result(self) -> Sorting:
        """Return the sorted rows."""
        for one in () if self._own else _closing_remarks(self._done):
            self._leave(one.line.index, "note")
        self._done.left_out.sort(key=lambda left: left.row)
        self._done.new_groups = self._groups.added({stated.group for stated in self._done.stated_tasks})
        return self._done

    def _take_own(self, line: ListLine) -> None:
        """Sort a row of this program's report.

        Tasks have a state, groups a number, and then come the signatures.
        """
        if not self._within and self._lines.is_filled(line.index, "state") and line.content:
            self._add(StatedTask(line, own_number(line), line.content, self._group, self._group_title))
        elif not self._within and line.number and not is_signature(line, [line.number]):
            self._enter(line, own_group(line))
            self._leave(line.index, "group")
        else:
            self._within = "signature"
            self._leave(line.index, "signature")

    def _take(self, line: ListLine) -> None:
        begins, self._page_begins = self._page_begins, False
        if begins and self._is_rest(line):
            return
        if not line.content and self._lines.is_lost(line.index, "content"):
            self._refuse(line, Problem(self._lines.cell(line.index, "content"), "cell_lost"))
            return
        if is_plain_task(line):
            self._within = ""
            self._task(line)
            return
        kind = self._kind(line)
        if kind:
            if kind == "title":
                self._begin_annex(line)
            self._page_begins = kind == "heading"
            self._leave(line.index, kind)
            return
        mark = self._group_rows.mark(line)
        if mark is not None and self._groups.is_own(self._group) and self._is_within(sign_of(line)):
            mark = self._group_rows.within(line, mark)
        if self._within == "note" and not line.number and not line.listed and not self._is_sure(line, mark):
            self._leave(line.index, "note")
        elif mark is not None:
            self._within = ""
            if mark is SUBHEADING:
                self._family.begin_title(line.number)
            else:
                self._enter(line, mark)
            self._time = time_of(one_line(line.content)) or self._time
            self._year_of_group = year_in_title(mark.title)
            self._leave(line.index, "group")
        else:
            self._within = ""
            self._task(line)

    def _begin_annex(self, line: ListLine) -> None:
        """Leave the group at the title of another annex.

        Its tasks stand in groups of their own or in none.
        """
        if is_annex(self._lines.texts(line.index)):
            self._group, self._group_title, self._near, self._row_of_group = 0, "", None, None
            self._family.forget()

    def _is_within(self, sign: SignKind) -> bool:
        """Return whether a sign is of another kind than those of the group it stands in and those above."""
        return bool(self._signs) and sign not in self._signs

    def _is_sure(self, line: ListLine, mark: GroupMark | None) -> bool:
        """Return whether a row names a group by its sign or title.

        Not only by what follows it. The title is one of the programme's.
        """
        return mark is not None and (group_mark(line) is not None or self._groups.is_near(mark.title))

    def _kind(self, line: ListLine) -> str:
        """Return the kind of a row by its own texts; "" if it may be a group or a task."""
        texts = self._lines.texts(line.index)
        if self._goes_on(line):
            return "joined"
        heading = self._headings.kind(line, texts)
        if heading == "heading":
            self._within = ""
            self._forget_titles()
        elif heading:
            self._within = heading
        if heading:
            return heading
        if self._within == "signature" and not (line.number and line.content and line.listed):
            return "signature"
        if is_signature(line, texts):
            self._within = "signature"
            return "signature"
        if is_note(line, texts):
            self._within = "note" if begins_notes(texts) else ""
            return "note"
        return remark_kind(line, texts) or self._runs_on(line)

    def _is_rest(self, line: ListLine) -> bool:
        """Join the rest of a row that a page break has cut: its cells go on with those above the heading."""
        last = self._done.stated_tasks[-1] if self._done.stated_tasks else None
        texts = self._lines.texts(line.index)
        if last is None or not last.number or line.number or not texts or is_marked(texts[0]):
            return False
        if not runs_on(last.content, texts[0]) or group_mark(line) is not None:
            return False
        if (
            is_signature(line, texts)
            or is_note(line, texts)
            or remark_kind(line, texts) not in {"", "outside"}
        ):
            return False
        last.content = f"{last.content} {line.content}".strip()
        self._lines.glue(last.line.index, line.index)
        self._leave(line.index, "joined")
        return True

    def _goes_on(self, line: ListLine) -> bool:
        """Join a row whose content is merged with that of the task above, if it names no work of its own."""
        last = self._done.stated_tasks[-1] if self._done.stated_tasks else None
        if last is None or line.part_of < 0 or line.number not in {"", last.line.number}:
            return False
        if line.part_of not in {last.line.index, last.line.part_of}:
            return False
        work = self._lines.work(line.index)
        if work and self._lines.has_own_time(line.index):
            return False
        last.join(work, line)
        return True

    def _runs_on(self, line: ListLine) -> str:
        """Join a bare text that begins with a small letter.

        The sentence of the task right above goes on in it.
        """
        last = self._done.stated_tasks[-1] if self._done.stated_tasks else None
        bare = not (line.number or line.listed or line.has_progress or line.wide or is_marked(line.content))
        if last is None or not bare or self._within or not line.content[:1].islower():
            return ""
        if self._end != line.index - 1 or not last.line.timed:
            return ""
        last.content = f"{last.content} {line.content}"
        self._end = line.index
        return "joined"

    def _task(self, line: ListLine) -> None:
        problem = self._refusal(line)
        if problem is not None:
            self._refuse(line, problem)
            return
        group_cell = line.value("group")
        if group_cell is not None and (title := one_line(shown(group_cell))) not in {"", self._group_title}:
            self._enter_cell(line, title)
        stated, text = self._family.add(line, self._group, self._group_title)
        if stated.parent is not None and self._joins(line):
            stated.host = stated.parent.host or stated.parent
            stated.host.join(text, line)
            self._leave(line.index, "joined")
        else:
            self._add(stated)

    def _joins(self, line: ListLine) -> bool:
        """Return whether a sub-item goes into its task: as chosen, else if it has nothing of its own."""
        return not line.listed and is_item(line) if self._join is None else self._join

    def _refuse(self, line: ListLine, problem: Problem) -> None:
        texts = tuple(self._lines.texts_of_cells(line.index))
        self._done.refused.append(RefusedRow(line.index + 1, texts, (problem,)))

    def _add(self, stated: StatedTask) -> None:
        if self._near is not None:
            stated.near = self._near
            self._near = None
        stated.below, stated.time = self._row_of_group, self._time
        stated.year = self._year_of_group or self._time[-4:] or self._year
        self._entered.clear()
        self._done.stated_tasks.append(stated)
        self._end = stated.line.index

    def _refusal(self, line: ListLine) -> Problem | None:
        """Say why a row cannot be a task, or nothing."""
        if not line.content:
            return Problem(self._lines.cell(line.index, "content"), "content_missing")
        if line.index not in self._lines.overlong:
            return None
        held = [("content", line.content), *self._lines.values(line.index).items()]
        field_name, text = next(
            (name, text) for name, text in held if isinstance(text, str) and len(text) > MAX_TEXT
        )
        return Problem(self._lines.cell(line.index, field_name), "text_too_long", str(len(text)))

    def _enter(self, line: ListLine, mark: GroupMark) -> None:
        """Begin the group that a row of its own names."""
        number, near = self._groups.find(mark)
        sure = not self._groups.is_added(number) or group_mark(line) is not None
        self._entered.append(_Entry(len(self._done.left_out), self._group, self._group_title, sure))
        self._group, self._group_title = number, mark.title or mark.text
        self._near = (
            Problem(self._lines.cell(line.index, "content"), "group_near", mark.title) if near else None
        )
        sign = sign_of(line)
        above = self._signs[: self._signs.index(sign)] if sign in self._signs else self._signs
        self._signs = [*above, sign] if sign else []
        self._row_of_group = line if line.timed or lead_in(self._group_title) else None
        self._family.forget()

    def _enter_cell(self, line: ListLine, title: str) -> None:
        """Begin the group that a cell of the group column names."""
        group, near = self._groups.of_cell(title)
        if group != self._group:
            self._family.forget()
        self._near = Problem(self._lines.cell(line.index, "group"), "group_near", title) if near else None
        self._group, self._group_title, self._row_of_group = group, title, None

    def _forget_titles(self) -> None:
        """Take what stood right above a repeated heading for its title.

        Not if it bears the sign of a group.
        """
        while self._entered and not self._entered[-1].sure:
            entry = self._entered.pop()
            left = self._done.left_out[entry.place]
            self._done.left_out[entry.place] = LeftOut(left.row, "title", left.text)
            self._group, self._group_title, self._near = entry.group, entry.title, None

    def _leave(self, index: int, reason: str) -> None:
        text = " ".join(one_line(text) for text in self._lines.texts(index))
        self._done.left_out.append(LeftOut(index + 1, reason, text[:_SHOWN]))


def _closing_remarks(done: Sorting) -> list[StatedTask]:
    """Take what follows the last numbered task for no task, if it has nothing of one but a text.

    What plainly closes the list is taken out and returned, anything else waits for a person.
    """
    stated = done.stated_tasks
    numbered = sum(bool(one.number) for one in stated)
    tail = len(stated)
    while tail and _is_bare(stated[tail - 1]):
        tail -= 1
    if numbered < max(_FEW, tail * _NUMBERED_SHARE):
        return []
    for one in stated[tail:]:
        one.doubt = "remark"
    closing = [one for one in stated[tail:] if is_closing(one.content)]
    done.stated_tasks = [*stated[:tail], *(one for one in stated[tail:] if not is_closing(one.content))]
    return closing


def _is_bare(stated: StatedTask) -> bool:
    """Return whether a row has a text and nothing else of a task."""
    line = stated.line
    return not (stated.number or line.listed or line.has_progress or stated.joined or stated.parent)


def is_plain_task(line: ListLine) -> bool:
    """Return whether a row is plainly a task, as most are: a number, a text, and who does it or by when."""
    return line.timed and line.number[:1].isdigit() and len(line.content) > _TELLING and line.part_of < 0


def remark_kind(line: ListLine, texts: Sequence[str]) -> str:
    """Return the kind of a row of the list that is no task.

    "total", "title", "blank_row", "outside", or "".
    """
    if is_total(line, texts):
        return "total"
    if is_title(line, texts):
        return "title"
    if line.content or line.listed or (group_mark(line) is not None and not line.has_progress):
        return ""
    return "blank_row" if line.number or line.has_progress else "outside"


def own_number(line: ListLine) -> str:
    """Return a number that this program wrote, to the letter."""
    typed = line.value("number")
    return typed if isinstance(typed, str) else line.number


def own_group(line: ListLine) -> GroupMark:
    """Return the group of a row that this program wrote: its Roman number, and its title to the letter."""
    mark = group_mark(line)
    number = mark.number if mark is not None else 0
    title = one_line(line.content)
    return GroupMark(number, title, title)
