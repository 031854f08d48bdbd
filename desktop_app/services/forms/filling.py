"""The Ministry's own form.

Read, planned so that the officer sees what goes where, filled in place and checked.
"""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.domain.errors import AppError
from desktop_app.domain.period import Period
from desktop_app.domain.reports import Report
from desktop_app.domain.text import one_line
from desktop_app.domain.work import Progress, no_progress
from desktop_app.exchange.forms import (
    COUNTS,
    LABELS,
    CountKind,
    FilledForm,
    Filling,
    Form,
    FormCell,
    FormField,
    FormInstructions,
    FormLabel,
    FormNote,
    LabelKind,
    open_form,
    read_form,
)
from desktop_app.exchange.reading import Workbook
from desktop_app.files import sha256_of
from desktop_app.lists.cells import shown
from desktop_app.lists.words import FIELDS
from desktop_app.resources import words
from desktop_app.services.forms._planning import FormPlanner
from desktop_app.services.forms._totals import TotalsPlanner
from desktop_app.storage.store import Store

if TYPE_CHECKING:
    from desktop_app.services.forms._cells import CellPlanner

FORM_FIELDS: tuple[FormField, ...] = tuple(
    name for name in FIELDS if name not in ("starts", "other", "ignore")
)
"""What a column of a form can take."""

FORM_COUNTS: tuple[CountKind, ...] = tuple(COUNTS.values())
"""What a column of a form that counts tasks can take."""

LABEL_KINDS: tuple[LabelKind, ...] = LABELS
_PREFIX = "form:"
_LAST = frozenset({"task_missing", "no_room", "locked", "kept"})
"""Notes that may be many and are told after the others."""

_SAMPLES, _SAMPLE_LENGTH = 3, 60


@dataclass(frozen=True, slots=True)
class FormChoices:
    """What the officer says of a form.

    The sheet, what each column takes (or only `some_columns`, the others as read), what each label (row,
    column from 0) asks for. `add_missing`: tasks that a form does not list are added to those that it does.
    `rows` says what the rows of a form `across` count.
    """

    sheet: str | None = None
    columns: Mapping[int, FormField] | None = None
    labels: Mapping[tuple[int, int], LabelKind] = field(default_factory=dict)
    add_missing: bool = False
    some_columns: Mapping[int, FormField] = field(default_factory=dict)
    rows: Mapping[int, FormField] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FormPlan:
    """What would be written into a form; its cells are named as they stand in the result."""

    form: Form
    labels: tuple[FormLabel, ...]
    filling: Filling
    filled: FilledForm
    notes: tuple[FormNote, ...]
    filled_rows: int
    choices: FormChoices

    @property
    def tasks(self) -> int:
        """Return how many tasks are filled in; none into a form that counts them."""
        return 0 if self.form.totals is not None else self.filled_rows

    @property
    def rows(self) -> int:
        """Return how many rows of a form that counts tasks are filled in."""
        return self.filled_rows - self.tasks

    @property
    def fields(self) -> tuple[FormField, ...]:
        """Return what a column of the form can take."""
        return FORM_FIELDS if self.form.totals is None else FORM_COUNTS

    @property
    def cells(self) -> tuple[FormCell, ...]:
        """Return every cell that gets a value."""
        return tuple(self.filled.written)

    @property
    def replaced(self) -> tuple[FormCell, ...]:
        """Return the cells of the table whose words are replaced by others."""
        return tuple(
            cell for cell in self.cells if cell.field not in ("label", "number", "") and _is_other(cell)
        )

    @property
    def added(self) -> int:
        """Return how many rows are inserted."""
        return sum(self.filling.inserted.values())

    def sample(self, column: int) -> tuple[str, ...]:
        """Return the first values that go into a column (a row of a form `across`), as they will show."""
        across = self.form.across
        texts = (
            shown(cell.value)
            for cell in self.cells
            if (cell.row if across else cell.column) == column and cell.field not in ("label", "")
        )
        return tuple(islice((_shortened(text) for text in texts if text), _SAMPLES))


class Forms:
    """Fills forms with reports; `store` remembers what the columns of a form mean."""

    def __init__(self, store: Store, require_sound: Callable[[int, Period], None]) -> None:
        """Work on the data file `store`; `require_sound` refuses what the history does not account for."""
        self._require_sound = require_sound
        self._store = store

    def open(self, path: Path, progress: Progress = no_progress) -> Workbook:
        """Read the cells of a form. Raises FormNotWorkbook and the SourceError family."""
        return open_form(path, progress)

    def plan(self, report: Report, workbook: Workbook, choices: FormChoices | None = None) -> FormPlan:
        """Return a plan of what would go where.

        Raises DataChangedOutside, SheetMissing, HeadingMissing, FormOfTotals, ColumnMissing, FormProtected,
        SourceDamaged.
        """
        self._require_sound(report.programme.id, report.period)
        choices = choices or FormChoices()
        groups = self._store.programmes.groups(report.programme.id)
        names = self._store.agencies.names()
        agencies = {key: names[number] for key, number in self._store.agencies.by_key().items()}
        form = read_form(
            workbook=workbook,
            groups=groups,
            agencies=agencies,
            classes={one.kind for one in report.agencies if one.kind},
            sheet_name=choices.sheet,
            said=FormInstructions(choices.columns, choices.some_columns, choices.rows),
            remembered=self._remembered,
        )
        labels = tuple(
            replace(label, kind=choices.labels.get((label.row, label.column), label.kind))
            for label in form.labels
        )
        planner = _planner(form, report, agencies, add_missing=choices.add_missing)
        filling = planner.filling(labels)
        filled = FilledForm(form, filling)
        notes = sorted((*planner.notes, *filled.notes), key=lambda note: note.code in _LAST)
        return FormPlan(
            form=form,
            labels=labels,
            filling=filling,
            filled=filled,
            notes=tuple(notes),
            filled_rows=planner.filled,
            choices=choices,
        )

    def fill(self, plan: FormPlan, target: Path) -> str:
        """Write the filled form, check it by reading it again, and return its SHA-256.

        The mapping is remembered if the data file can be written. Raises TextTooLong, FormNotKept, the
        TargetError family, DiskFull.
        """
        plan.filled.write(target)
        form, fields = plan.form, plan.form.columns
        heading = form.heading if form.totals is None else form.totals.heading
        titles: dict[str, str] = {title: fields[column] for column, title in form.titles if column in fields}
        with suppress(AppError), self._store.alone():
            self._store.settings.remember_heading(_PREFIX + heading.fingerprint, titles)
        return sha256_of(target)

    def _remembered(self, fingerprint: str) -> Mapping[str, str] | None:
        return self._store.settings.heading(_PREFIX + fingerprint)


def column_words() -> dict[str, str]:
    """Return what a column of the Ministry's form can take, each with its word; "ignore" is the last."""
    fields, counts = words("field"), words("form_label")
    said = {str(name): fields[name] for name in FORM_FIELDS}
    return said | {str(kind): counts[kind] for kind in (*FORM_COUNTS, "ignore")}


def _planner(form: Form, report: Report, agencies: Mapping[str, str], *, add_missing: bool) -> "CellPlanner":
    if form.totals is not None:
        return TotalsPlanner(form, report, form.totals, agencies)
    return FormPlanner(form, report, add_missing=add_missing)


def _shortened(text: str) -> str:
    line = one_line(text)
    return line if len(line) <= _SAMPLE_LENGTH else f"{line[:_SAMPLE_LENGTH].rpartition(' ')[0]}…"


def _is_other(cell: FormCell) -> bool:
    return bool(cell.old.strip(" .…")) and cell.old != shown(cell.value)
