"""Entry forms for agencies: written for one or for all, taken back as their progress after a preview."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from desktop_app.domain.agency import agency_key
from desktop_app.domain.cancel import Progress, no_progress
from desktop_app.domain.edition import Problem
from desktop_app.domain.entry_form import (
    ENTRY_FIELDS,
    EntryChange,
    EntryField,
    EntryForm,
    EntryLine,
    EntryRow,
    EntryValue,
    as_changes,
    value_of,
)
from desktop_app.domain.errors import (
    EntryFormForeign,
    EntryFormPeriod,
    EntryFormUnknownPeriod,
    NotFound,
    RuleBroken,
    TargetNotWritable,
)
from desktop_app.domain.period import Period
from desktop_app.domain.progress import ProgressChanges, ProgressEntry, State
from desktop_app.domain.task import Task
from desktop_app.domain.text import fold, same_text, sort_key
from desktop_app.exchange.entry_form_reading import ReturnedForm, ReturnedRow, read_entry_form
from desktop_app.services.periods import Periods
from desktop_app.services.recording import Recording, opening
from desktop_app.services.register import Register
from desktop_app.services.row_matching import Asked, match_rows
from desktop_app.services.wording import say


@dataclass(frozen=True, slots=True)
class WrittenForm:
    """A form that was written for an agency."""

    agency: str
    path: Path
    tasks: int


@dataclass(frozen=True, slots=True)
class EntryPlan:
    """A form that came back, compared, before anything is written.

    `keyed`: its key sheet is whole, so that rows are known for sure and changes of both sides are told apart.
    """

    path: Path
    sha256: str
    agency: str
    period: Period
    keyed: bool
    altered: bool
    rows: tuple[EntryRow, ...]

    @property
    def changed(self) -> tuple[EntryRow, ...]:
        """The rows that bring something and are not refused."""
        return tuple(row for row in self.rows if row.changes and not row.problems)

    @property
    def refused(self) -> tuple[EntryRow, ...]:
        """The rows of which nothing is taken."""
        return tuple(row for row in self.rows if row.problems)

    @property
    def conflicts(self) -> int:
        """How many cells somebody recorded otherwise meanwhile."""
        return sum(change.conflict for row in self.changed for change in row.changes)


class EntryForms:
    """Writes entry forms and takes them back."""

    def __init__(self, recording: Recording, periods: Periods) -> None:
        """Record what comes back through `recording`."""
        self._recording = recording
        self._periods = periods

    def agencies(self, register: Register) -> list[str]:
        """List the agencies that lead an active task, in Vietnamese order."""
        names = {name for task in register.tasks if task.active for name in task.given.leads}
        return sorted(names, key=sort_key)

    def make(self, register: Register, period: Period, agency: str, made_on: date) -> EntryForm:
        """Make the form of an agency: the active tasks that it leads. Raises NotFound where it leads none."""
        key = agency_key(agency)
        tasks = [task for task in register.tasks if task.active and key in map(agency_key, task.given.leads)]
        if not tasks:
            raise NotFound("agency", agency)
        name = next(name for name in tasks[0].given.leads if agency_key(name) == key)
        programme = register.programme
        return EntryForm(
            programme.number,
            programme.title,
            programme.illustrative,
            period.id,
            period.label,
            period.cut_off,
            name,
            made_on,
            tuple(_line(register, period, task) for task in tasks),
        )

    def write(self, register: Register, period: Period, agency: str, target: Path, made_on: date) -> WrittenForm:
        """Write the form of one agency. Raises NotFound, TextTooLong, the TargetError family, DiskFull."""
        from desktop_app.exchange.entry_form import write_entry_form

        form = self.make(register, period, agency, made_on)
        write_entry_form(form, target)
        return WrittenForm(form.agency, target, len(form.lines))

    def write_all(
        self, register: Register, period: Period, folder: Path, made_on: date, progress: Progress = no_progress
    ) -> list[WrittenForm]:
        """Write one form for each lead agency into `folder`, which is made where it is missing.

        `progress` counts forms. Raises TextTooLong, the TargetError family, DiskFull; forms written before stay.
        """
        from desktop_app.exchange.file_names import distinct, plain_name

        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise TargetNotWritable(folder, error.strerror or str(error)) from error
        agencies = self.agencies(register)
        tail = plain_name(period.id.rpartition("/")[2])
        names = distinct(plain_name(agency) or "co_quan" for agency in agencies)
        written = []
        for count, (agency, name) in enumerate(zip(agencies, names, strict=True)):
            progress(count, len(agencies))
            target = folder / f"Phieu_{tail}_{name}.xlsx"
            written.append(self.write(register, period, agency, target, made_on))
        return written

    def plan(
        self, register: Register, path: Path, period: Period | None = None, progress: Progress = no_progress
    ) -> EntryPlan:
        """Read a form that came back and compare it. Writes nothing.

        `period` is the one that the officer works on; without it the form's own is taken. Raises EntryFormForeign,
        EntryFormPeriod, EntryFormUnknownPeriod, and the SourceError family.
        """
        returned = read_entry_form(path, progress)
        made = returned.made
        if made is not None and not same_text(made.programme_number, register.programme.number):
            raise EntryFormForeign(path, made.programme_number)
        period = self._period(register, returned, period)
        rows = _Comparison(register, period, returned).rows()
        return EntryPlan(
            path, returned.sha256, returned.agency, period, made is not None, returned.altered, tuple(rows)
        )

    def apply(self, register: Register, plan: EntryPlan, taken: Collection[tuple[int, EntryField]] = ()) -> int:
        """Record what a form brings, as one act; give how many tasks changed.

        Cells in conflict keep what is recorded, unless they (row, field) are among `taken`. Raises RuleBroken where
        somebody recorded what does not agree with it meanwhile.
        """
        changes: dict[int, ProgressChanges] = {}
        for row in plan.changed:
            wanted = tuple(one for one in row.changes if not one.conflict or (row.row, one.field) in taken)
            if wanted and row.task_id is not None:
                changes[row.task_id] = as_changes(wanted)
        if changes:
            self._recording.record(register, plan.period, changes)
        return len(changes)

    def _period(self, register: Register, returned: ReturnedForm, wanted: Period | None) -> Period:
        if not returned.period:
            if wanted is None:
                raise EntryFormUnknownPeriod(returned.path)
            return wanted
        if wanted is not None and returned.period != wanted.id:
            label = returned.made.period_label if returned.made is not None else returned.period
            raise EntryFormPeriod(returned.path, label, wanted.label)
        try:
            return self._periods.find(returned.period, register.programme)
        except NotFound:
            raise EntryFormUnknownPeriod(returned.path) from None


def _line(register: Register, period: Period, task: Task) -> EntryLine:
    group = register.group(task.group_id)
    given = task.given
    base = opening(register, period, task.id)
    return EntryLine(
        task.id, group.number, group.title, given.number, given.content, given.deadline, given.output, base
    )


class _Comparison:
    """Compares the rows of a returned form with what is recorded."""

    def __init__(self, register: Register, period: Period, returned: ReturnedForm) -> None:
        self._register, self._period, self._returned = register, period, returned
        lines = returned.made.lines if returned.made is not None else ()
        self._lines = {line.task_id: line for line in lines}
        self._known = {task.id: task for task in register.tasks}
        self._agency = agency_key(returned.agency) if returned.agency else ""

    def rows(self) -> list[EntryRow]:
        """Give every row that brings something or is refused, and those that bring nothing."""
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
            return EntryRow(row.row, task_id, row.number, row.content, (), problems)
        changes = tuple(self._changes(row, task_id))
        if changes:
            try:
                opening(self._register, self._period, task_id).amended(as_changes(changes))
            except RuleBroken as error:
                problems = (Problem(f"A{row.row}", "rule", say(error)),)
        return EntryRow(row.row, task_id, row.number, row.content, () if problems else changes, problems)

    def _changes(self, row: ReturnedRow, task_id: int) -> list[EntryChange]:
        line = self._lines.get(task_id)
        present = opening(self._register, self._period, task_id)
        found = []
        for name in ENTRY_FIELDS:
            if name not in row.values:
                continue
            incoming, now = _completed(name, row.values, row.values[name]), value_of(present, name)
            before = value_of(line.base, name) if line is not None else None
            if _same(incoming, now) or (line is not None and _same(incoming, before)):
                continue
            conflict = line is not None and not _same(before, now)
            found.append(EntryChange(name, before, now, incoming, conflict=conflict))
        return _without_echoes(found, present)

    def _tasks(self) -> list[tuple[int | None, Problem | None]]:
        """Find the task of each row: by the key that it bears, else by number and content."""
        found: list[tuple[int | None, Problem | None]] = [(None, None)] * len(self._returned.rows)
        open_rows = []
        for place, row in enumerate(self._returned.rows):
            task = self._known.get(row.key or 0)
            if task is not None and self._belongs(task) and self._says(row, task):
                found[place] = (task.id, None)
            else:
                open_rows.append(place)
        asked = [Asked(self._returned.rows[place].number, self._returned.rows[place].content) for place in open_rows]
        taken = {task_id for task_id, _ in found}
        candidates = [task for task in self._known.values() if self._belongs(task) and task.id not in taken]
        for place, match in zip(open_rows, match_rows(asked, candidates), strict=True):
            row = self._returned.rows[place]
            if match.task is not None and match.sure:
                found[place] = (match.task.id, None)
            elif row.values or row.problems:
                code = "task_several" if match.several else "task_near" if match.task is not None else "task_unknown"
                near = match.task.content if match.task is not None else row.content
                found[place] = (None, Problem(f"B{row.row}", code, near[:120]))
        return found

    def _says(self, row: ReturnedRow, task: Task) -> bool:
        """Tell whether a row is about the task whose key it bears; without words the key must be one of the form's."""
        return fold(row.content) == task.folded if row.content else task.id in self._lines

    def _belongs(self, task: Task) -> bool:
        """Tell whether a task is one of the form's, or of its agency where the form no longer says."""
        if self._lines:
            return task.id in self._lines
        return not self._agency or self._agency in map(agency_key, task.given.leads)


def _completed(name: EntryField, values: object, value: EntryValue) -> EntryValue:
    """Read "1" as 100 beside a state of done: a cell of Excel that was typed "100%" holds 1."""
    done = isinstance(values, dict) and values.get("state") is State.DONE
    return 100 if name == "percent" and value == 1 and done else value


def _without_echoes(changes: list[EntryChange], present: ProgressEntry) -> list[EntryChange]:
    """Leave out a percentage that only repeats what the new state says."""
    state = next((one.incoming for one in changes if one.field == "state"), present.state)
    return [one for one in changes if not (one.field == "percent" and state is State.DONE and one.incoming != 100)]


def _same(one: EntryValue, other: EntryValue) -> bool:
    if isinstance(one, str) and isinstance(other, str) and not isinstance(one, State):
        return same_text(one, other) and one.split() == other.split()
    return one == other or (one in (None, "") and other in (None, ""))


def summed(plans: Sequence[EntryPlan]) -> tuple[int, int, int]:
    """Give how many rows of several forms bring something, are refused, and how many cells are in conflict."""
    return (
        sum(len(plan.changed) for plan in plans),
        sum(len(plan.refused) for plan in plans),
        sum(plan.conflicts for plan in plans),
    )
