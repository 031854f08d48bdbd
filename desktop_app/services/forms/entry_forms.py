"""Entry forms for agencies: written for one or for all, taken back as their progress after a preview."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.domain.agencies import agency_key
from desktop_app.domain.editions import UnusedColumn
from desktop_app.domain.entry_form import (
    EntryChange,
    EntryField,
    EntryForm,
    EntryLine,
    EntryRow,
    as_changes,
)
from desktop_app.domain.errors import (
    EntryFormForeign,
    EntryFormOutdated,
    EntryFormPeriod,
    EntryFormUnknownPeriod,
    NotFound,
    ProgressMissing,
)
from desktop_app.domain.period import Period
from desktop_app.domain.programme import Programme
from desktop_app.domain.progress import ProgressChanges
from desktop_app.domain.task import Task
from desktop_app.domain.text import same_text
from desktop_app.domain.work import Progress, no_progress
from desktop_app.exchange.forms import (
    ReturnedForm,
    Span,
    is_entry_form,
    progress_columns,
    read_entry_form,
    read_progress,
    sheets_by_period,
    span_of,
)
from desktop_app.exchange.reading import Workbook, read_workbook
from desktop_app.exchange.reports import deadline_text
from desktop_app.files import mkdir
from desktop_app.lists.heading import Heading
from desktop_app.lists.sheet import Sheet
from desktop_app.lists.sorting import LeftOut
from desktop_app.resources import words
from desktop_app.services.forms._entry_comparison import Comparison, values_shown
from desktop_app.services.importing import ImportPlan
from desktop_app.services.office import Offices
from desktop_app.services.periods import Periods
from desktop_app.services.tasks import Recording, Register, carried_forward
from desktop_app.services.wording import unused_words
from desktop_app.storage import history
from desktop_app.storage.store import Store

if TYPE_CHECKING:
    from desktop_app.exchange.writing import RefusedSheet


@dataclass(frozen=True, slots=True)
class WrittenForm:
    """A form that was written for an agency."""

    agency: str
    path: Path
    tasks: int


@dataclass(frozen=True, slots=True)
class EntryPlan:
    """A form that came back, compared, before anything is written.

    `keyed`: its key sheet is whole, so that rows are known for sure and changes of both sides can be told
    apart; `altered`: it was lost or changed on the way. An office's own table is neither. `columns` and
    `unused` are what the columns of the table were taken for, and those that were not; `left_out` the rows
    with progress that are no tasks.
    """

    path: Path
    sha256: str
    agency: str
    period: Period
    keyed: bool
    altered: bool
    rows: tuple[EntryRow, ...]
    table: Sheet
    heading: Heading
    columns: Mapping[str, EntryField] = field(default_factory=dict)
    unused: tuple[UnusedColumn, ...] = ()
    left_out: tuple[LeftOut, ...] = ()

    @property
    def changed(self) -> tuple[EntryRow, ...]:
        """Return the rows that bring something and are not refused."""
        return tuple(row for row in self.rows if row.changes and not row.problems)

    @property
    def refused(self) -> tuple[EntryRow, ...]:
        """Return the rows of which nothing is taken."""
        return tuple(row for row in self.rows if row.problems)

    @property
    def refused_sheet(self) -> "RefusedSheet":
        """Return the rows that were refused, and the sheet around them."""
        from desktop_app.exchange.writing import RefusedSheet

        refused = {one.row: one.problems for one in self.refused}
        return RefusedSheet(self.table, self.heading, refused, self.path)

    @property
    def conflicts(self) -> int:
        """Return how many cells somebody recorded otherwise meanwhile."""
        return sum(change.conflict for row in self.changed for change in row.changes)


class EntryForms:
    """Writes entry forms and takes them back."""

    def __init__(
        self,
        store: Store,
        recording: Recording,
        periods: Periods,
        offices: Offices,
        require_sound: Callable[[int, Period], None],
    ) -> None:
        """Work on the data file `store`; what comes back is recorded through `recording`.

        `require_sound` refuses what the history does not account for.
        """
        self._require_sound = require_sound
        self._store = store
        self._recording = recording
        self._periods = periods
        self._offices = offices

    def agencies(self, register: Register, period: Period) -> list[str]:
        """List the agencies that lead an active task in a period, in the order of the list of tasks."""
        tasks = register.tasks_on(period.cut_off)
        return list(dict.fromkeys(name for task in tasks if task.active for name in task.given.leads))

    def usual_due(self, period: Period, made_on: date) -> date | None:
        """Return when a form is due back if nobody says: at the cut-off, or before the report is sent.

        None if both are past.
        """
        days = (period.cut_off, period.send_by)
        return next((day for day in days if day is not None and day >= made_on), None)

    def make(
        self, register: Register, period: Period, agency: str, made_on: date, due: date | None = None
    ) -> EntryForm:
        """Make the form of an agency: the active tasks that it leads, to be sent back by `due`.

        Raises NotFound if it leads none.
        """
        key = agency_key(agency)
        there = register.tasks_on(period.cut_off)
        tasks = [task for task in there if task.active and key in map(agency_key, task.given.leads)]
        if not tasks:
            raise NotFound("agency", agency)
        name = next(name for name in tasks[0].given.leads if agency_key(name) == key)
        programme = register.programme
        return EntryForm(
            programme_number=programme.number,
            programme_title=programme.title,
            illustrative=programme.illustrative,
            period=period.id,
            period_label=period.label,
            cut_off=period.cut_off,
            agency=name,
            made_on=made_on,
            lines=tuple(_line(register, period, task) for task in tasks),
            programme_key=history.first_act(self._store.db, "programmes", programme.id),
            sender=self._offices.get().named,
            due=due,
        )

    def file_name(self, agency: str, period: Period) -> str:
        """Return the name of the file of an agency's form."""
        from desktop_app.exchange.writing import plain_name

        return f"Phieu_{plain_name(period.id.rpartition('/')[2])}_{plain_name(agency) or 'co_quan'}.xlsx"

    def write(
        self,
        register: Register,
        period: Period,
        agency: str,
        target: Path,
        made_on: date,
        due: date | None = None,
    ) -> WrittenForm:
        """Write the form of one agency.

        Raises NotFound, TextTooLong, DataChangedOutside, the TargetError family, DiskFull.
        """
        self._require_sound(register.programme.id, period)
        return _written(self.make(register, period, agency, made_on, due), target)

    def write_all(
        self,
        register: Register,
        period: Period,
        folder: Path,
        made_on: date,
        progress: Progress = no_progress,
        due: date | None = None,
    ) -> list[WrittenForm]:
        """Write one form for each lead agency into `folder`, which is made if it is missing.

        `progress` counts forms. Raises as `write`; forms written before stay.
        """
        from desktop_app.exchange.writing import distinct

        self._require_sound(register.programme.id, period)
        mkdir(folder)
        agencies = self.agencies(register, period)
        names = distinct(self.file_name(agency, period).removesuffix(".xlsx") for agency in agencies)
        written = []
        for count, (agency, name) in enumerate(zip(agencies, names, strict=True)):
            progress(count, len(agencies))
            form = self.make(register, period, agency, made_on, due)
            written.append(_written(form, folder / f"{name}.xlsx"))
        return written

    def plan(
        self,
        register: Register,
        path: Path,
        period: Period | None = None,
        progress: Progress = no_progress,
    ) -> EntryPlan:
        """Read a form that came back, or a table of progress, and compare it. Writes nothing.

        `period` is the one that the officer works on; without it the form's own is taken. Raises
        EntryFormForeign, EntryFormPeriod, EntryFormUnknownPeriod, PeriodSealed, and the SourceError family.
        """
        return self._compared(register, read_workbook(path, progress), period)

    def plans(self, register: Register, path: Path, period: Period | None = None) -> list[EntryPlan]:
        """Return what `plan` returns; of a workbook with a sheet for each period one for each of them.

        So only without a `period`. Raises as `plan`, NotFound if the programme has no such period.
        """
        workbook = read_workbook(path)
        if period is not None or is_entry_form(workbook):
            return [self._compared(register, workbook, period)]
        sheets = self._periods_of(register, sheets_by_period(workbook.sheets))
        if not sheets:
            return [self._compared(register, workbook, None)]
        return [self._compared(register, workbook, one, sheet) for sheet, one in sheets.items()]

    def plan_again(self, register: Register, plan: EntryPlan) -> EntryPlan:
        """Return a plan of `plans` compared anew, after others were recorded. Raises as `plan`."""
        return self._compared(register, read_workbook(plan.path), plan.period, plan.table.name)

    def _compared(
        self, register: Register, workbook: Workbook, period: Period | None, sheet: str | None = None
    ) -> EntryPlan:
        label = period.label if period is not None else ""
        returned = read_entry_form(workbook, label, self._store.settings.heading, sheet)
        made = returned.made
        if made is not None and not self._is_of(made, register.programme):
            raise EntryFormForeign(workbook.path, made.programme_number)
        period = self._period(register, returned, period)
        self._store.seals.require_open(register.programme.id, period.id)
        return _plan(returned, period, Comparison(register, period, returned))

    def plan_list(self, register: Register, accepted: ImportPlan, period: Period) -> EntryPlan:
        """Compare the progress that stands in an accepted list, whose rows are known. Writes nothing.

        Raises ProgressMissing, PeriodSheetMissing, PeriodSealed.
        """
        self.require_progress(register, accepted, period)
        returned = read_progress(
            accepted.workbook, accepted.table, accepted.heading, accepted.tasks.left_out, period.label
        )
        known = {
            match.row.row: match.task_id
            for match in accepted.matches
            if match.row is not None and match.task_id is not None
        }
        named = known | self._named(register, returned)
        return _plan(returned, period, Comparison(register, period, returned, named))

    def require_progress(self, register: Register, accepted: ImportPlan, period: Period) -> None:
        """Check that a list brings progress for a period, which is open.

        Raises ProgressMissing, PeriodSheetMissing, PeriodSealed.
        """
        accepted.require_sheet_of(period)
        if not progress_columns(accepted.table, accepted.heading, period.label):
            raise ProgressMissing(accepted.workbook.path, accepted.sheet, accepted.heading.last_row + 1)
        self._store.seals.require_open(register.programme.id, period.id)

    def periods_of_sheets(self, register: Register, accepted: ImportPlan) -> dict[str, Period]:
        """Return the periods of the sheets of a list of which each has its own, by sheet, the oldest first.

        Raises NotFound if the programme has no such period.
        """
        return self._periods_of(register, accepted.period_sheets)

    def _periods_of(self, register: Register, spans: Mapping[str, Span]) -> dict[str, Period]:
        known = {span_of(one.label, ""): one for one in self._periods.all_of(register.programme)[::-1]}
        found = {}
        for name, span in sorted(spans.items(), key=lambda one: one[1][::-1]):
            if span not in known:
                raise NotFound("period", name)
            found[name] = known[span]
        return found

    def apply(
        self, register: Register, plan: EntryPlan, taken: Collection[tuple[int, EntryField]] = ()
    ) -> int:
        """Record what a form brings, as one act; return how many tasks changed.

        Cells in conflict keep what is recorded, unless they (row, field) are among `taken`. Raises
        PeriodSealed, and EntryFormOutdated if a cell that is to be written was recorded otherwise since the
        form was compared.
        """
        wanted = {
            row.task_id: tuple(
                one for one in row.changes if not one.conflict or (row.row, one.field) in taken
            )
            for row in plan.changed
            if row.task_id is not None
        }
        cells = {task_id: found for task_id, found in wanted.items() if found}

        def decide() -> dict[int, ProgressChanges]:
            late = [
                task_id
                for task_id, found in cells.items()
                if _is_outdated(register, plan.period, task_id, found)
            ]
            if late:
                numbers = (register.task(task_id).number or str(task_id) for task_id in late)
                raise EntryFormOutdated(plan.path, "; ".join(numbers))
            return {task_id: as_changes(found) for task_id, found in cells.items()}

        if cells:
            self._recording.record_decided(register, plan.period, decide, plan.agency or plan.path.name)
        return len(cells)

    def _named(self, register: Register, returned: ReturnedForm) -> dict[int, int]:
        """Return the tasks of an accepted list's rows, by row."""
        came = self._store.editions.with_file(register.programme.id, returned.sha256)
        edition = next((one for one in came if one.sheet == returned.table.name), None)
        rows = () if edition is None else self._store.editions.rows(edition.id)
        return {one.row.row: one.task_id for one in rows if one.task_id is not None}

    def _is_of(self, made: EntryForm, programme: Programme) -> bool:
        """Return whether a form was made for a programme, whose number may have been corrected since.

        A form of an earlier program, or of another data file, is known by the number: by any that the
        programme bore, unless another programme of this file bears it now.
        """
        db = self._store.db
        others = [one for one in self._store.programmes.all() if one.id != programme.id]
        if made.programme_key == history.first_act(db, "programmes", programme.id):
            return True
        if any(made.programme_key == history.first_act(db, "programmes", one.id) for one in others):
            return False
        if any(same_text(made.programme_number, one.number) for one in others):
            return False
        borne = (programme.number, *history.values_of(db, "programmes", programme.id, "number"))
        return any(same_text(made.programme_number, one) for one in borne)

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


def _plan(returned: ReturnedForm, period: Period, comparison: Comparison) -> EntryPlan:
    return EntryPlan(
        path=returned.path,
        sha256=returned.sha256,
        agency=returned.agency,
        period=period,
        keyed=returned.made is not None,
        altered=returned.altered,
        rows=tuple(comparison.rows()),
        table=returned.table,
        heading=returned.heading,
        columns=returned.columns,
        unused=returned.unused,
        left_out=returned.left_out,
    )


def _is_outdated(register: Register, period: Period, task_id: int, cells: Sequence[EntryChange]) -> bool:
    """Return whether a cell holds neither its old value nor the form's.

    The old one is what it held when the form was compared.
    """
    present = values_shown(register, period, task_id)
    return any(present[one.field] not in (one.present, one.incoming) for one in cells)


def _written(form: EntryForm, target: Path) -> WrittenForm:
    from desktop_app.exchange.forms import write_entry_form

    write_entry_form(form, target)
    return WrittenForm(form.agency, target, len(form.lines))


def _line(register: Register, period: Period, task: Task) -> EntryLine:
    group = register.group(task.group_id)
    given = task.given
    row = register.row(task, period)
    return EntryLine(
        task_id=task.id,
        group=group.number,
        group_title=group.title,
        number=given.number,
        content=given.content,
        deadline=deadline_text(row),
        output=given.output,
        base=carried_forward(row, period),
        recorded=row.standing.recorded,
    )


def summed(plans: Sequence[EntryPlan]) -> tuple[int, int, int]:
    """Return three counts of several forms.

    Rows that bring something, rows that are refused, and cells that are in conflict.
    """
    return (
        sum(len(plan.changed) for plan in plans),
        sum(len(plan.refused) for plan in plans),
        sum(plan.conflicts for plan in plans),
    )


def entry_words(plan: EntryPlan) -> list[str]:
    """Return in words what a form or table that came back is apart from its rows."""
    said = words("problem")
    found = [said["form_altered"]] if plan.altered else []
    if not plan.rows:
        found.append(said["progress_empty"].format(text="; ".join(f"“{title}”" for title in plan.columns)))
    if plan.left_out:
        rows = ", ".join(str(one.row) for one in plan.left_out)
        found.append(said["progress_left_out"].format(text=rows))
    return found + unused_words(plan.unused, "progress_unused")
