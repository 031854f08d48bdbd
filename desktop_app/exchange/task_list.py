"""A task list read from a sheet: every row becomes a task, or is left out or refused with its reason."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cached_property

from rapidfuzz import fuzz

from desktop_app.domain.agency import split_agencies
from desktop_app.domain.cancel import Progress, no_progress
from desktop_app.domain.deadline import read_deadline
from desktop_app.domain.edition import ListRow, Problem
from desktop_app.domain.programme import Group
from desktop_app.domain.task import Assignment
from desktop_app.domain.text import fold, one_line, tidy
from desktop_app.exchange.headings import Field, Heading
from desktop_app.exchange.row_kinds import ending, group_number, group_title, is_repeated_heading
from desktop_app.exchange.sheets import Sheet, Value, cell_name

LONGEST = 32_767
_NEAR = 90.0
_EVERY = 500
_TASK_FIELDS: tuple[Field, ...] = ("number", "content", "leads", "coordinating", "deadline", "output", "group")


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A row (from 1) that is no task, and why: "heading", "group", "total", "signature", "note", "blank"."""

    row: int
    reason: str
    text: str


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """A row (from 1) that cannot be taken, with its cells and what is wrong."""

    row: int
    texts: tuple[str, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class TaskList:
    """What was read. `new_groups` are (number, title) that the programme has not; number 0 holds ungrouped tasks."""

    rows: tuple[ListRow, ...]
    refused: tuple[RefusedRow, ...]
    left_out: tuple[LeftOut, ...]
    new_groups: tuple[tuple[int, str], ...]
    encoding: str
    read: int


class LostRows(Exception):
    """A bug: rows read are not the rows taken, left out and refused."""


@dataclass
class _Reader:
    """Reads one sheet row by row."""

    sheet: Sheet
    heading: Heading
    groups: list[tuple[int, str]]
    known: Collection[str]
    years: tuple[int, int] | None
    rows: list[ListRow] = field(default_factory=list)
    refused: list[RefusedRow] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    new_groups: dict[int, str] = field(default_factory=dict)
    seen: dict[tuple[int, str], int] = field(default_factory=dict)
    group: int = 0
    group_text: str = ""
    ended: str = ""
    agencies: dict[str, tuple[str, ...]] = field(default_factory=dict)
    by_title: dict[str, int] = field(default_factory=dict)

    @cached_property
    def columns(self) -> dict[Field, int]:
        """The column of each field."""
        return {held: column for column, held in self.heading.columns}

    @cached_property
    def merged(self) -> dict[tuple[int, int], tuple[int, int]]:
        """For each cell of a vertical merge, its first cell."""
        first, last = self.heading.last_row + 1, len(self.sheet.rows)
        return {
            (row, left): (top, left)
            for top, left, bottom, _right in self.sheet.merges
            if top >= first and bottom > top
            for row in range(top + 1, min(bottom, last - 1) + 1)
        }

    def take(self, index: int) -> bool:
        """Read row `index`; tell whether it held anything."""
        row = self.sheet.rows[index]
        if not any(value is not None and str(value).strip() for value in row):
            return False
        number, content = self._text(index, "number"), self._text(index, "content", tidy)
        others = self._others(index)
        if self.ended == "signature" or is_repeated_heading(row, self.heading):
            self._leave(index, self.ended or "heading", row)
        elif (reason := ending(row, content, number)) and not {"leads", "deadline"} & set(others):
            self.ended = reason if reason == "signature" else ""
            self._leave(index, reason, row)
        elif (title := group_title(number, content, others)) is not None and "group" not in self.columns:
            self._enter(number, content, title)
            self._leave(index, "group", row)
        else:
            self._task(index, number, content)
        return True

    def _task(self, index: int, number: str, content: str) -> None:
        row = self.sheet.rows[index]
        if not content:
            held = [name for name in _TASK_FIELDS if self._text(index, name)]
            if set(held) <= {"number"}:
                self._leave(index, "blank", row)
                return
            self._refuse(index, "content", "content_missing")
            return
        for name in _TASK_FIELDS:
            if len(self._text(index, name)) > LONGEST:
                self._refuse(index, name, "text_too_long", str(len(self._text(index, name))))
                return
        if "group" in self.columns and (title := self._text(index, "group")):
            self._enter(title, "", title)
        if not self.group and not self.group_text:
            self.new_groups.setdefault(0, "")
        deadline = self._text(index, "deadline")
        leads = self._names(index, "leads")
        coordinating = self._names(index, "coordinating")
        given = Assignment(
            self.group, number, content, leads, coordinating, self._text(index, "output", tidy), deadline
        )
        problems = self._problems(index, given)
        self.rows.append(ListRow(index + 1, self.group_text, given, problems))

    def _problems(self, index: int, given: Assignment) -> tuple[Problem, ...]:
        problems = []
        deadline = read_deadline(given.deadline, self.years)
        if "deadline" in self.columns and not deadline.certain:
            code = "deadline_unsure" if deadline.ends_on or deadline.recurs else "deadline_not_read"
            problems.append(Problem(self._cell(index, "deadline"), code, given.deadline))
        elif "deadline" in self.columns and not given.deadline:
            problems.append(Problem(self._cell(index, "deadline"), "deadline_missing"))
        if "leads" in self.columns and not given.leads:
            problems.append(Problem(self._cell(index, "leads"), "lead_missing"))
        key = (given.group or 0, fold(given.content))
        if key in self.seen:
            problems.append(Problem(self._cell(index, "content"), "duplicate", str(self.seen[key])))
        self.seen.setdefault(key, index + 1)
        return tuple(problems)

    def _enter(self, number: str, content: str, title: str) -> None:
        text = one_line(title)
        sign = group_number(number, content)
        if not text and sign is not None and any(known == sign for known, _ in self.groups):
            self.group = sign
        else:
            self.group = self._group_called(text or number)
        self.group_text = text or number

    def _group_called(self, title: str) -> int:
        key = fold(title).strip(" .:;")
        if key not in self.by_title:
            self.by_title[key] = self._matched(key, title)
        return self.by_title[key]

    def _matched(self, key: str, title: str) -> int:
        folded = [(number, fold(known).strip(" .:;")) for number, known in self.groups]
        for number, known in folded:
            if known == key or key in (str(number), f"nhom {number}", f"{number}. {known}"):
                return number
        near = max(((fuzz.ratio(key, known), number) for number, known in folded), default=(0.0, 0))
        if near[0] >= _NEAR:
            return near[1]
        number = max([known for known, _ in self.groups] + list(self.new_groups), default=0) + 1
        self.new_groups[number] = title
        self.groups.append((number, title))
        return number

    def _others(self, index: int) -> list[Field]:
        wanted: tuple[Field, ...] = ("leads", "coordinating", "deadline", "output", "result", "completed_on")
        row = self.sheet.rows[index]
        return [
            name
            for name in wanted
            if (column := self.columns.get(name)) is not None and column < len(row) and row[column] is not None
        ]

    def _value(self, index: int, name: Field) -> Value:
        column = self.columns.get(name)
        if column is None:
            return None
        place = self.merged.get((index, column), (index, column))
        row = self.sheet.rows[place[0]]
        return row[column] if column < len(row) else None

    def _text(self, index: int, name: Field, clean: Callable[[str], str] = one_line) -> str:
        value = self._value(index, name)
        return clean(value) if isinstance(value, str) else shown(value)

    def _names(self, index: int, name: Field) -> tuple[str, ...]:
        value = self._value(index, name)
        text = value if isinstance(value, str) else shown(value)
        if text not in self.agencies:
            self.agencies[text] = split_agencies(text, self.known)
        return self.agencies[text]

    def _leave(self, index: int, reason: str, row: Sequence[Value]) -> None:
        text = " ".join(one_line(shown(value)) for value in row if value is not None)
        self.left_out.append(LeftOut(index + 1, reason, text[:200]))

    def _refuse(self, index: int, name: Field, code: str, text: str = "") -> None:
        texts = tuple(shown(value) for value in self.sheet.rows[index])
        self.refused.append(RefusedRow(index + 1, texts, (Problem(self._cell(index, name), code, text),)))

    def _cell(self, index: int, name: Field) -> str:
        return cell_name(index, self.columns.get(name, 0))


def read_task_list(
    sheet: Sheet,
    heading: Heading,
    groups: Sequence[Group],
    known_agencies: Collection[str] = (),
    years: tuple[int, int] | None = None,
    *,
    progress: Progress = no_progress,
) -> TaskList:
    """Read the rows below `heading`. `years` are the programme's first and last, for reading deadlines."""
    reader = _Reader(
        sheet, heading, [(group.number, group.title) for group in groups], tuple(known_agencies), years
    )
    first, last = heading.last_row + 1, len(sheet.rows)
    read = 0
    for index in range(first, last):
        read += reader.take(index)
        if index % _EVERY == 0:
            progress(index - first, last - first)
    if read != len(reader.rows) + len(reader.refused) + len(reader.left_out):
        raise LostRows(read)
    return TaskList(
        tuple(reader.rows),
        tuple(reader.refused),
        tuple(reader.left_out),
        tuple(reader.new_groups.items()),
        "unicode",
        read,
    )


def shown(value: Value) -> str:
    """Give a cell's value as Excel shows it here: dates dd/MM/yyyy, whole numbers without a point."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime):
        return f"{value:%d/%m/%Y %H:%M}"
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, timedelta):
        return str(value)
    return str(value).replace(".", ",") if isinstance(value, float) else str(value)
