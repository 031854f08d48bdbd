"""A task list read from a sheet.

Every row below the heading is taken, left out or refused, each with its reason.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from desktop_app.domain.agencies import agency_key, is_doubtful, join_agencies, splitter
from desktop_app.domain.deadlines import read_deadline
from desktop_app.domain.editions import ListRow, Problem, UnusedColumn
from desktop_app.domain.encodings import Encoding
from desktop_app.domain.programme import Group
from desktop_app.domain.task import Assignment
from desktop_app.domain.text import fold
from desktop_app.domain.work import Progress, no_progress, paced
from desktop_app.lists._group_rows import lead_in
from desktop_app.lists._roles import by_role, has_role
from desktop_app.lists.cells import day_of, is_blank, plain_number, shown
from desktop_app.lists.groups import Groups
from desktop_app.lists.heading import Heading
from desktop_app.lists.lines import ListLines
from desktop_app.lists.own_words import headings as own_titles
from desktop_app.lists.own_words import without_extension
from desktop_app.lists.sheet import Sheet, Value
from desktop_app.lists.sorting import LeftOut, RefusedRow, Sorter, Sorting
from desktop_app.lists.stated_tasks import StatedTask
from desktop_app.lists.texts import repaired
from desktop_app.lists.words import Field

_TEXT_DAY = re.compile(r"\s*(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})\s*")
_LABEL = re.compile(
    r"[-+•]?\s*(?:(?:cơ quan|đơn vị)\s+)?(?:chủ trì|phối hợp)(?:\s+thực hiện)?\s*:\s*", re.IGNORECASE
)
_YEAR = re.compile(r"20\d\d")
_WITHOUT_YEAR = frozenset({"deadline_not_read", "deadline_unsure"})
_FEW_DAYS = 2
_EXPECTED: tuple[Field, ...] = ("leads", "deadline")
"""What a list is asked for: a column for it that is not found is told."""
_MAY_BE_LOST: tuple[Field, ...] = ("group", "leads", "coordinating", "deadline", "output")

Split = Callable[[str], tuple[str, ...]]


class Finisher:
    """Turns stated tasks of `lines` into rows; every distinct text is read once."""

    def __init__(
        self,
        lines: ListLines,
        split: Split,
        known: Collection[str],
        years: tuple[int, int] | None,
        *,
        swapped: bool,
        own: bool = False,
        month_first: bool = False,
    ) -> None:
        """Prepare to read the tasks of `lines`; `known` are the names of the catalogue.

        `swapped`: the sheet's other dates say that day and month of its date cells may have changed places.
        `own`: this program wrote the list, with extended deadlines beside the list's own. `month_first`: the
        days that are texts have their month first.
        """
        self._month_first = month_first
        self._lines = lines
        self._split = split
        self._known = frozenset(map(agency_key, known))
        self._years = years
        self._swapped = swapped
        self._own = own
        self._names_in: dict[str, tuple[str, ...]] = {}
        self._both_of: dict[tuple[str, str], tuple[tuple[str, ...], tuple[str, ...]]] = {}
        self._deadlines: dict[tuple[type, Value], tuple[str, str]] = {}
        self._doubts: dict[str, bool] = {}
        self._doubtful: dict[tuple[str, ...], list[str]] = {}
        self._seen: dict[int, dict[str, int]] = {}
        self._leads, self._helpers = lines.shown("leads"), lines.shown("coordinating")
        self._outputs = lines.shown("output")
        self._times = lines.column("deadline")

    def finish(self, stated: StatedTask) -> ListRow:
        """Return the row of a stated task."""
        at = stated.line.index - self._lines.first
        content = stated.content
        if stated.joined is None:
            leads, helpers = self._agencies(self._leads[at], self._helpers[at])
            output = self._outputs[at]
            deadline, code = self._deadline(self._times[at])
            leads, deadline, code = self._of_group(stated, leads, deadline, code)
        else:
            content = "\n".join([content, *(text for text, _ in stated.joined if text)])
            places = [line.index - self._lines.first for line in stated.lines()]
            leads, helpers = self._agencies(_together(self._leads, places), _together(self._helpers, places))
            output = _together(self._outputs, places)
            deadline, code = self._read(
                _together([shown(self._times[place]) for place in places], range(len(places)))
            )
        given = Assignment(
            group=stated.group,
            number=stated.number,
            content=content,
            leads=leads,
            coordinating=helpers,
            output=output,
            deadline=deadline,
        )
        folded = fold(content)
        problems = self._problems(stated, given, folded, code)
        return ListRow(
            row=stated.line.index + 1,
            group_title=stated.group_title,
            given=given,
            problems=problems,
            folded=folded,
            others=self._lines.others(stated.lines()),
            doubt=stated.doubt or ("struck" if self._lines.struck and self._is_struck(stated) else ""),
        )

    def _is_struck(self, stated: StatedTask) -> bool:
        """Return whether the content of a task, also a merged one above its row, is struck out."""
        rows = (stated.line.index, stated.line.part_of)
        return any(row >= 0 and self._lines.struck_text(row, "content") for row in rows)

    def _of_group(
        self, stated: StatedTask, leads: tuple[str, ...], deadline: str, code: str
    ) -> tuple[tuple[str, ...], str, str]:
        """Complete what a task leaves to the row of its group, or to a title above it; it is told."""
        year = ""
        if stated.below is not None:
            at = stated.below.index - self._lines.first
            if not leads:
                leads, _ = self._agencies(self._leads[at] or lead_in(stated.group_title), "")
            year = shown(self._times[at])
            if not deadline:
                deadline, code = self._deadline(self._times[at])
        if not deadline and stated.time:
            return leads, stated.time, "deadline_above"
        year = year if _YEAR.fullmatch(year) else stated.year
        if year and deadline and code in _WITHOUT_YEAR:
            completed, better = self._read(f"{deadline}/{year}")
            if not better:
                return leads, completed, "deadline_year"
        return leads, deadline, code

    def _agencies(self, leads: str, helpers: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        pair = leads, helpers
        found = self._both_of.get(pair)
        if found is None:
            found = self._both_of[pair] = self._taken_apart(leads, helpers)
        return found

    def _taken_apart(self, leads: str, helpers: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return who leads and who helps; words of the first cell may say that of its names."""
        if not has_role(leads) or self._own or agency_key(leads) in self._known:
            return self._names(leads), self._names(helpers)
        leading, helping = by_role(leads)
        names = dict.fromkeys((*self._names(helping), *self._names(helpers)))
        return self._names(leading), tuple(names)

    def _names(self, text: str) -> tuple[str, ...]:
        names = self._names_in.get(text)
        if names is None:
            label = _LABEL.match(text) if ":" in text else None
            names = self._names_in[text] = self._split(text[label.end() :] if label else text)
        return names

    def _deadline(self, value: Value) -> tuple[str, str]:
        """Return the deadline as typed and the code of the remark on it, or ""."""
        key = (type(value), value)
        found = self._deadlines.get(key)
        if found is None:
            found = self._deadlines[key] = self._read(value)
        return found

    def _read(self, value: Value) -> tuple[str, str]:
        day = day_of(value)
        if day is not None:
            swapped = self._swapped and day.day <= 12 and day.day != day.month
            code = "deadline_swapped" if swapped else "deadline_outside" if self._is_outside(day) else ""
            return f"{day:%d/%m/%Y}", code
        if isinstance(value, int | float) and not isinstance(value, bool):
            read = read_deadline(value)
            if read.precision == "day":
                return read.raw, "deadline_number"
            text = plain_number(value)
        else:
            text = shown(value)
        if self._own:
            text = without_extension(text)
        elif self._month_first and (turned := _turned(text)):
            return turned, "deadline_month_first"
        if not text:
            return "", "deadline_missing"
        read = read_deadline(text, self._years)
        if read.certain:
            return text, ""
        if read.ends_on is None and read.recurs is None:
            return text, "deadline_not_read"
        return text, "deadline_outside" if self._is_outside(read.ends_on) else "deadline_unsure"

    def _is_outside(self, day: date | None) -> bool:
        """Return whether a day lies in no year of the programme."""
        return (
            day is not None and self._years is not None and not self._years[0] <= day.year <= self._years[1]
        )

    def _problems(self, stated: StatedTask, given: Assignment, folded: str, code: str) -> tuple[Problem, ...]:
        problems = [stated.near] if stated.near is not None else []
        index = stated.line.index
        lost: list[Field] = []
        if self._lines.lost:
            lost = [field for field in _MAY_BE_LOST if self._lines.is_lost(index, field)]
            problems += [Problem(self._lines.cell(index, field), "cell_lost") for field in lost]
        if self._lines.struck:
            struck = {field: self._lines.struck_text(index, field) for field in _MAY_BE_LOST}
            problems += [
                Problem(self._lines.cell(index, field), "cell_struck", text)
                for field, text in struck.items()
                if text
            ]
        if code and "deadline" not in lost and ("deadline" in self._lines.columns or given.deadline):
            cell = self._lines.cell(index, "deadline" if "deadline" in self._lines.columns else "content")
            problems.append(Problem(cell, code, given.deadline))
        if stated.below is not None:
            problems += self._from_group(stated, given)
        if not given.leads and "leads" not in lost and "leads" in self._lines.columns:
            problems.append(Problem(self._lines.cell(index, "leads"), "lead_missing"))
        problems += self._doubts_of("leads", given.leads, index)
        problems += self._doubts_of("coordinating", given.coordinating, index)
        first = self._seen.setdefault(stated.group, {}).setdefault(folded, index + 1)
        if first != index + 1:
            problems.append(Problem(self._lines.cell(index, "content"), "duplicate", str(first)))
        return tuple(problems)

    def _doubts_of(self, column: Field, names: tuple[str, ...], index: int) -> list[Problem]:
        doubtful = self._doubtful.get(names)
        if doubtful is None:
            doubtful = self._doubtful[names] = list(filter(self._is_doubtful, names))
        if not doubtful:
            return []
        cell = self._lines.cell(index, column)
        return [Problem(cell, "agency_doubtful", name) for name in doubtful]

    def _is_doubtful(self, name: str) -> bool:
        """Return whether a name may hold several agencies, or words beside a name; known ones do not."""
        if name not in self._doubts:
            known = self._own or agency_key(name) in self._known
            self._doubts[name] = not known and (has_role(name) or is_doubtful(name))
        return self._doubts[name]

    def _from_group(self, stated: StatedTask, given: Assignment) -> list[Problem]:
        """Say which values of a task stand in the row of its group."""
        at, index = stated.line.index - self._lines.first, stated.line.index
        problems: list[Problem] = []
        if given.leads and not self._leads[at]:
            cell = self._lines.cell(index, "leads" if "leads" in self._lines.columns else "content")
            problems.append(Problem(cell, "lead_of_group", join_agencies(given.leads)))
        if given.deadline and not shown(self._times[at]):
            problems.append(Problem(self._lines.cell(index, "deadline"), "deadline_of_group", given.deadline))
        return problems


def _together(texts: Sequence[str], places: Iterable[int]) -> str:
    """Join the texts of some rows, each once."""
    return "\n".join(dict.fromkeys(text for place in places if (text := texts[place])))


def split_by(known: Collection[str]) -> Split:
    """Return the function that takes a cell apart into agencies, knowing the names of the catalogue."""
    split = splitter(known)
    return lambda text: split(text) if text else ()


def split_strictly(text: str) -> tuple[str, ...]:
    """Take apart what this program joined: only by semicolons."""
    return tuple(name.strip() for name in text.split(";") if name.strip())


def are_swapped(values: Iterable[Value]) -> bool:
    """Return whether Excel may have read days as months.

    No date cell lies after a 12th, the texts are all such days. A month-first Excel turns "05/06/2018" into 6
    May and leaves "31/12/2018" a text.
    """
    late_texts = early_texts = early_cells = 0
    values = list(values)
    if not any(isinstance(value, date) for value in values):
        return False
    for value in values:
        day = day_of(value)
        if day is not None:
            if day.day > 12:
                return False
            early_cells += 1
        elif isinstance(value, str) and (read := _TEXT_DAY.fullmatch(value)):
            late_texts, early_texts = late_texts + (int(read[1]) > 12), early_texts + (int(read[1]) <= 12)
    return early_cells > 0 and late_texts >= _FEW_DAYS and early_texts * 4 <= late_texts


def has_month_first(values: Iterable[Value]) -> bool:
    """Return whether the days that are texts have their month first: "12/31/2018" is one, none is 31/12."""
    days = [read for value in values if isinstance(value, str) and (read := _TEXT_DAY.fullmatch(value))]
    return any(int(day[2]) > 12 for day in days) and all(int(day[1]) <= 12 for day in days)


def _turned(text: str) -> str:
    """Return a day whose month stands first as a Vietnamese reader writes it; "" for another text."""
    read = _TEXT_DAY.fullmatch(text)
    return f"{int(read[2]):02}/{int(read[1]):02}/{read[3]}" if read else ""


_EVERY = 256


class RowsLost(Exception):
    """A bug: the rows that were read are not the rows taken, refused and left out."""


@dataclass(frozen=True, slots=True)
class ListChoices:
    """What an officer may choose: the encoding (None: as recognised), and sub-items joined to their tasks.

    `join_children`: all of them, none, or (None) those that have nothing of their own but a text.
    `encodings` are said of single columns and go before `encoding`.
    """

    encoding: Encoding | None = None
    join_children: bool | None = None
    encodings: Mapping[int, Encoding] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TaskList:
    """A list as read.

    `new_groups` are (number, title) that the programme lacks; (0, "") is for tasks without a group. `read`
    counts what was read: taken, refused and left out together. `left_out` also names what stands above and
    beside the list, `unused` every column of which something is filled and nothing taken; `missing` are the
    fields of a list, lead agency and deadline, that no column holds.
    """

    rows: tuple[ListRow, ...]
    refused: tuple[RefusedRow, ...]
    left_out: tuple[LeftOut, ...]
    new_groups: tuple[tuple[int, str], ...]
    encoding: Encoding
    read: int
    unused: tuple[UnusedColumn, ...] = ()
    missing: tuple[Field, ...] = ()


def read_task_list(
    sheet: Sheet,
    heading: Heading,
    groups: Sequence[Group],
    known_agencies: Collection[str] = (),
    years: tuple[int, int] | None = None,
    choices: ListChoices | None = None,
    progress: Progress = no_progress,
) -> TaskList:
    """Read the rows below `heading`, which has a column for the content.

    `groups` are the programme's own, `known_agencies` the names of the catalogue, `years` its first and last
    year. `progress` counts rows. Raises ValueError if the heading has no content; RowsLost is a bug.
    """
    choices = choices or ListChoices()
    if heading.column("content") is None:
        raise ValueError(heading)
    sheet, encoding = repaired(sheet, choices.encoding, choices.encodings)
    lines = ListLines(sheet, heading)
    own = is_own(heading)
    sorter = Sorter(lines, heading, Groups(groups), join_children=choices.join_children, own=own)
    sorter.begin(heading)
    sorting = _sorted(lines, sorter, paced(progress, lines.count - lines.first))
    del sorter  # it knows every stated task
    times = [stated.line.value("deadline") for stated in sorting.stated_tasks]
    swapped = are_swapped(times)
    split = split_strictly if own else split_by(known_agencies)
    finisher = Finisher(
        lines, split, known_agencies, years, swapped=swapped, own=own, month_first=has_month_first(times)
    )
    unused = _unused(sheet, heading, sorting.stated_tasks, lines)
    rows = tuple(_finished(finisher, sorting.stated_tasks))
    _check(sorting, rows)
    outside = _above(lines, heading) + _beside(heading)
    left_out = (*outside, *sorting.left_out)
    read = sorting.read + len(outside)
    return TaskList(
        rows=rows,
        refused=tuple(sorting.refused),
        left_out=left_out,
        new_groups=sorting.new_groups,
        encoding=encoding,
        read=read,
        unused=unused,
        missing=tuple(field for field in _EXPECTED if field not in lines.columns),
    )


def _unused(
    sheet: Sheet, heading: Heading, stated_tasks: Sequence[StatedTask], lines: ListLines
) -> tuple[UnusedColumn, ...]:
    """Return the columns that are filled in rows of tasks and read for none."""
    used = {column for column, field in heading.columns if field != "ignore"}
    used |= lines.spread | set(lines.parts_of_content)
    rows = [sheet.rows[line.index] for stated in stated_tasks for line in stated.lines()]
    filled = {
        place: sum(place < len(row) and not is_blank(row[place]) for row in rows)
        for place in range(max(map(len, rows), default=0))
        if place not in used
    }
    titles = dict(heading.titles)
    instead = {place: heading.column(field) for place, field in heading.doubles}
    older = {place for place, _ in heading.older}
    return tuple(
        UnusedColumn(place, titles.get(place, ""), count, instead.get(place), fills=place in older)
        for place, count in filled.items()
        if count
    )


def _sorted(lines: ListLines, sorter: Sorter, report: Callable[[int], None]) -> Sorting:
    for index in range(lines.first, lines.count):
        sorter.take(index)
        if not index % _EVERY:
            report(index - lines.first)
    return sorter.result()


def _finished(finisher: Finisher, stated_tasks: list[StatedTask]) -> Iterator[ListRow]:
    """Finish stated tasks in their order and let go of each, so that a long list is never held twice."""
    stated_tasks.reverse()
    while stated_tasks:
        yield finisher.finish(stated_tasks.pop())


def is_own(heading: Heading) -> bool:
    """Return whether a heading is that of this program's own written report."""
    return [fold(title) for _, title in heading.titles] == [fold(title) for title in own_titles()]


def _check(sorting: Sorting, rows: Sequence[ListRow]) -> None:
    accounted = len(rows) + len(sorting.refused) + len(sorting.left_out)
    if accounted != sorting.read:
        raise RowsLost(sorting.read, accounted)


def _above(lines: ListLines, heading: Heading) -> tuple[LeftOut, ...]:
    """Return the rows above the heading: the title of the list, and text before that."""
    rows = (row for row in range(heading.first_row) if not lines.is_empty(row))
    named = ((row, "aside" if row in lines.asides else "title") for row in rows)
    return tuple(LeftOut(row + 1, reason, " ".join(lines.texts(row))) for row, reason in named)


def _beside(heading: Heading) -> tuple[LeftOut, ...]:
    """Return a second list that stands to the right of this one."""
    read, content = dict(heading.columns), heading.column("content")
    titles = {column: fold(title) for column, title in heading.titles}
    last = max(read)
    if titles.get(content or 0, "") not in {title for column, title in titles.items() if column > last}:
        return ()
    text = " ".join(title for column, title in heading.titles if column > last)
    return (LeftOut(heading.last_row + 1, "other_list", text),)
