"""An entry form that came back, compared row by row with what went out and with what is recorded now."""

from collections.abc import Mapping
from dataclasses import replace

from desktop_app.domain.agencies import agency_key
from desktop_app.domain.editions import Problem
from desktop_app.domain.entry_form import (
    ENTRY_FIELDS,
    EntryChange,
    EntryField,
    EntryRow,
    EntryValue,
    as_changes,
    value_of,
)
from desktop_app.domain.errors import FieldsDisagree, RuleBroken
from desktop_app.domain.period import Period
from desktop_app.domain.progress import FULL, State
from desktop_app.domain.task import Task
from desktop_app.domain.text import fold, same_text
from desktop_app.exchange.forms import ReturnedForm, ReturnedRow
from desktop_app.services.forms.row_matching import RowIdentity, match_rows
from desktop_app.services.tasks import Register, carried_forward, entry_to_start_from, require_begun
from desktop_app.services.wording import say

_NONE: Mapping[int, int] = {}


class Comparison:
    """Compares the rows of a returned form with what is recorded."""

    def __init__(
        self, register: Register, period: Period, returned: ReturnedForm, named: Mapping[int, int] = _NONE
    ) -> None:
        """Compare with what `period` holds; `named` are the tasks that rows are known to be, by row."""
        self._named = named
        self._register, self._period, self._returned = register, period, returned
        lines = returned.made.lines if returned.made is not None else ()
        self._lines = {line.task_id: line for line in lines}
        self._known = {task.id: task for task in register.tasks_on(period.cut_off)}
        self._agency = agency_key(returned.agency) if returned.agency else ""

    def rows(self) -> list[EntryRow]:
        """Return every row that brings something or is refused, and those that bring nothing."""
        tasks = self._tasks()
        seen: dict[int, int] = {}
        found = []
        for row, (task_id, problem) in zip(self._returned.rows, tasks, strict=True):
            first = seen.setdefault(task_id, row.row) if task_id is not None else row.row
            twice = Problem(f"A{row.row}", "twice", str(first)) if first != row.row else None
            found.append(self._row(row, task_id, problem or twice))
        return found

    def _row(self, row: ReturnedRow, task_id: int | None, problem: Problem | None) -> EntryRow:
        problems = row.problems if problem is None else (problem, *row.problems)
        if problems or task_id is None:
            return EntryRow(
                row=row.row,
                task_id=task_id,
                number=row.number,
                content=row.content,
                changes=(),
                problems=problems,
            )
        changes = tuple(self._changes(row, task_id))
        if changes:
            try:
                _agreed(changes, row)
                entry_to_start_from(self._register, self._period, task_id).amended(as_changes(changes))
                require_begun(self._register, task_id, as_changes(changes))
            except RuleBroken as error:
                cell = {str(name): cell for name, cell in row.cells.items()}.get(error.field)
                problems = (Problem(cell or f"A{row.row}", "rule", say(error)),)
        return EntryRow(
            row=row.row,
            task_id=task_id,
            number=row.number,
            content=row.content,
            changes=() if problems else changes,
            problems=problems,
        )

    def _changes(self, row: ReturnedRow, task_id: int) -> list[EntryChange]:
        line = self._lines.get(task_id)
        present = values_shown(self._register, self._period, task_id)
        found = []
        for name in ENTRY_FIELDS:
            if name not in row.values:
                continue
            incoming, now = _completed(name, row.values, row.values[name]), present[name]
            before = value_of(line.base, name, recorded=line.recorded) if line is not None else None
            if _same(incoming, now) or (line is not None and _same(incoming, before)):
                continue
            change = EntryChange(name, before, now, incoming, conflict=False)
            found.append(replace(change, conflict=self._is_conflict(task_id, change)))
        return found

    def _is_conflict(self, task_id: int, change: EntryChange) -> bool:
        """Return whether somebody recorded something else since the form went out.

        A form of an earlier program says "not started, 0" of a task of which nothing was recorded. Of a table
        that is no form of ours nobody knows when it was made: what the period itself has on record stays
        unless it is asked.
        """
        if task_id not in self._lines:
            entry = self._register.entry(task_id, self._period.id)
            return entry is not None and value_of(entry, change.field) not in (None, "")
        unsaid = change.present is None and change.base in (State.NOT_STARTED, 0)
        return not unsaid and not _same(change.base, change.present)

    def _tasks(self) -> list[tuple[int | None, Problem | None]]:
        """Find the task of each row: by the key that it bears, else by number and content."""
        found: list[tuple[int | None, Problem | None]] = [(None, None)] * len(self._returned.rows)
        open_rows = []
        for place, row in enumerate(self._returned.rows):
            task = self._known.get(row.key or 0)
            if task is not None and self._belongs(task) and self._says(row, task):
                found[place] = (task.id, None)
            elif row.row in self._named:
                found[place] = (self._named[row.row], None)
            else:
                open_rows.append(place)
        asked = [
            RowIdentity(self._returned.rows[place].number, self._returned.rows[place].content)
            for place in open_rows
        ]
        taken = {task_id for task_id, _ in found}
        candidates = [task for task in self._known.values() if self._belongs(task) and task.id not in taken]
        for place, match in zip(open_rows, match_rows(asked, candidates), strict=True):
            row = self._returned.rows[place]
            if match.task is not None and match.sure:
                found[place] = (match.task.id, None)
            elif row.content and (row.values or row.problems):
                code = (
                    "task_several"
                    if match.several
                    else "task_near"
                    if match.task is not None
                    else "task_unknown"
                )
                near = match.task.content if match.task is not None else row.content
                found[place] = (None, Problem(f"B{row.row}", code, near[:120]))
        return found

    def _says(self, row: ReturnedRow, task: Task) -> bool:
        """Return whether a row is about the task of its key.

        Without words the key must be one of the form's.
        """
        return fold(row.content) == task.folded if row.content else task.id in self._lines

    def _belongs(self, task: Task) -> bool:
        """Return whether a task is one of the form's, or of its agency if the form no longer says."""
        if self._lines:
            return task.id in self._lines
        return not self._agency or self._agency in map(agency_key, task.given.leads)


def values_shown(register: Register, period: Period, task_id: int) -> dict[EntryField, EntryValue]:
    """Return what is shown of a task for `period`; where it stands is no value if nobody said so."""
    row = register.row(register.task(task_id), period)
    entry = carried_forward(row, period)
    return {name: value_of(entry, name, recorded=row.standing.recorded) for name in ENTRY_FIELDS}


def _completed(name: EntryField, values: Mapping[EntryField, EntryValue], value: EntryValue) -> EntryValue:
    """Read "1" as 100 beside a state of done: a cell of Excel that was typed "100%" holds 1.

    100 % is done, whatever the state beside it still says.
    """
    if name == "percent" and value == 1 and values.get("state") is State.DONE:
        return FULL
    if name == "state" and value is State.IN_PROGRESS and values.get("percent") == FULL:
        return State.DONE
    return value


def _agreed(changes: tuple[EntryChange, ...], row: ReturnedRow) -> None:
    """Check a percentage against the state beside it, whether that was changed or not.

    Raises FieldsDisagree.
    """
    if row.values.get("state") is State.DONE and any(
        one.field == "percent" and one.incoming != FULL for one in changes
    ):
        raise FieldsDisagree("percent", State.DONE.value)


def _same(one: EntryValue, other: EntryValue) -> bool:
    if isinstance(one, str) and isinstance(other, str) and not isinstance(one, State):
        return same_text(one, other) and one.split() == other.split()
    return one == other or (one in (None, "") and other in (None, ""))
