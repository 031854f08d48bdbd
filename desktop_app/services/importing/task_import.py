"""Bringing in a task list: read, compare three ways, show, and write in one act."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from desktop_app.domain.agencies import agency_key
from desktop_app.domain.editions import (
    Decisions,
    Edition,
    ListedTask,
    Match,
    Others,
    RowKind,
    compare,
    parts_of,
)
from desktop_app.domain.errors import HeadingMissing, ListOutdated, SheetMissing, SourceEmpty
from desktop_app.domain.programme import Programme
from desktop_app.domain.task import Assignment, Fate, Task
from desktop_app.domain.text import fold
from desktop_app.domain.work import Progress, no_progress
from desktop_app.exchange.reading import Workbook, read_workbook
from desktop_app.exchange.writing import SHEET, is_of_refused
from desktop_app.lists.groups import with_group_column
from desktop_app.lists.heading import Heading, best_sheet, find_heading, heading_at, other_lists
from desktop_app.lists.sheet import Sheet
from desktop_app.lists.source import StatedPaper, names_document, stated_source
from desktop_app.lists.tasks import ListChoices, TaskList, is_own, read_task_list
from desktop_app.lists.words import FIELDS, LISTED, Field
from desktop_app.services.acts import Acts
from desktop_app.services.importing._agencies import AgencyNames
from desktop_app.services.importing._effect import effect_of
from desktop_app.services.importing._writing import has_news, write
from desktop_app.services.importing.near_matches import NearMatches
from desktop_app.services.importing.plan import Choices, Details, ImportPlan, counted
from desktop_app.services.importing.pointing import NoHeading, SheetView, sheet_views
from desktop_app.services.tasks import GoneTasks, Register
from desktop_app.storage.store import Store

if TYPE_CHECKING:
    from desktop_app.exchange.writing import RefusedSheet

HEADING_ROWS = 40
COLUMN_FIELDS: tuple[Field, ...] = (
    "number",
    "group",
    "content",
    "leads",
    "coordinating",
    "starts",
    "deadline",
    "output",
    *(one for one in FIELDS if one not in LISTED and one != "ignore"),
)
"""What a column of a list can be taken for by the officer."""

SUFFIXES = (
    *(
        ".xlsx",
        ".xlsm",
        ".xlsb",
        ".xls",
        ".xltx",
        ".xltm",
        ".xlt",
        ".ods",
        ".fods",
        ".docx",
        ".docm",
        ".dotx",
    ),
    *(".csv", ".tsv", ".txt", ".html", ".htm", ".mht", ".mhtml", ".xml"),
)
"""What the name of a list ends in, for a folder that is brought in.

The content decides how a file is read.
"""


class TaskImport:
    """Brings lists into the data file `store`."""

    def __init__(self, store: Store, acts: Acts) -> None:
        """Work on the data file `store`; an import is one act."""
        self._store = store
        self._acts = acts

    def plan(
        self, register: Register, path: Path, choices: Choices | None = None, progress: Progress = no_progress
    ) -> ImportPlan:
        """Read a file and compare it. Writes nothing. Raises the SourceError family."""
        return self.plan_workbook(register, read_workbook(path, progress), choices, progress)

    def plan_or_point(
        self, register: Register, path: Path, choices: Choices, progress: Progress = no_progress
    ) -> ImportPlan | NoHeading:
        """Plan as `plan` does; return the file as it was read if an officer has to point at its heading."""
        workbook = read_workbook(path, progress)
        try:
            return self.plan_workbook(register, workbook, choices, progress)
        except HeadingMissing as error:
            return NoHeading(workbook, error)

    def views(self, workbook: Workbook) -> list[SheetView]:
        """Return the sheets of a file as an officer sees them who points at the heading of a list."""
        return sheet_views(workbook.sheets, self._store.settings.heading)

    def plan_workbook(
        self,
        register: Register,
        workbook: Workbook,
        choices: Choices | None = None,
        progress: Progress = no_progress,
    ) -> ImportPlan:
        """Compare a read file as the officer chose; raises HeadingMissing, SheetMissing, NotFound."""
        choices = choices or Choices()
        sheet = self._sheet(workbook, choices)
        heading = with_group_column(self._heading(workbook, sheet, choices), sheet, register.groups)
        came = self._store.editions.with_file(register.programme.id, workbook.sha256)
        choices = self._completed(choices, heading)
        choices = replace(choices, beside=choices.beside | self._tasks_of(came, sheet))
        names = AgencyNames(self._store, choices.agencies)
        tasks = self._read(register, sheet, heading, choices, progress)
        names.spell(tasks.rows)
        held = {task.id: task.given for task in register.tasks}
        base = self._store.editions.last_given(register.programme.id, held)
        known = {
            task.id: ListedTask(task, names.of(base[task.id]) if task.id in base else None)
            for task in register.tasks
        }
        rows = [names.row(row) for row in tasks.rows]
        if is_own(heading) or any(one.name == SHEET for one in workbook.sheets):
            rows = [replace(row, of_report=True) for row in rows]
        before = next((edition for edition in came if edition.sheet == sheet.name), None)
        accepted = self._store.editions.tasks_of_rows(before.id) if before else {}
        matches = compare(known.values(), rows, NearMatches(progress), accepted)
        spared = _spared(choices, heading, known, matches) | _refused_tasks(heading, tasks, known)
        titles = [
            one.text for one in tasks.left_out if one.reason == "title" and one.row <= heading.first_row
        ]
        stated = stated_source(titles, workbook.path.stem)
        editions = self._store.editions.of(register.programme.id)
        plan = ImportPlan(
            workbook=workbook,
            sheet=sheet.name,
            heading=heading,
            tasks=tasks,
            matches=tuple(
                match for match in matches if match.kind is not RowKind.GONE or match.task_id not in spared
            ),
            known=known,
            choices=choices,
            new_agencies=names.unknown(tasks.rows),
            stated=stated,
            before=before,
            newer=_newer(editions, before, stated),
            spared=spared,
            of_other=None if came else self._other_named(register.programme, [*titles, workbook.path.stem]),
            other_lists=_not_in(came, other_lists(workbook.sheets, sheet)),
            others=self._others(register.programme, heading),
            groups=tuple(register.groups),
            editions=tuple(editions),
        )
        effect = effect_of(editions, before, register.programme.span, part=plan.is_part)
        return replace(plan, effect=effect, other_lists=_without_progress(plan))

    def apply(
        self,
        register: Register,
        plan: ImportPlan,
        decisions: Decisions | None = None,
        details: Details | None = None,
        progress: Progress = no_progress,
    ) -> Edition | None:
        """Write a plan as one act, after a backup; return the edition, or None if there is nothing to write.

        `decisions` answer, by row of the sheet, for ambiguous rows and for rows the officer refuses; the key
        -T speaks for the task T that the list no longer names. An undecided ambiguous row is left for later.
        Raises RowsClash, NotFound, and ListOutdated if what the list was compared with was changed since.
        `progress` counts rows; a Cancelled that it raises leaves the file as it was.
        """
        edition = self.write(register, plan, decisions, details, progress)
        register.refresh()
        return edition

    def write(
        self,
        register: Register,
        plan: ImportPlan,
        decisions: Decisions | None = None,
        details: Details | None = None,
        progress: Progress = no_progress,
    ) -> Edition | None:
        """Do as `apply` does, for a caller who is done with `register`: it is not read again."""
        details = details or Details()
        decided = plan.resolved(decisions or {})
        if not has_news(plan, decided) and not details.record:
            return None
        progress(0, 0)
        self._store.backups.make()
        counts = {kind.value: count for kind, count in counted(decided, plan.tasks).items()}
        with self._acts.alone():
            register.refresh()
            self._require_current(register, plan)
            effect = effect_of(plan.editions, plan.before, register.programme.span, part=plan.is_part)
            day = effect.day(details.issued_on or plan.stated.issued_on)
            with self._acts.act("import", file=plan.workbook.path.name, **counts):
                edition = write(
                    store=self._store,
                    register=register,
                    plan=plan,
                    decided=decided,
                    details=details,
                    day=day,
                    progress=progress,
                )
        if parts := parts_of(decisions or {}):
            self._split(register, edition, parts, day)
        return edition

    def _split(
        self, register: Register, edition: Edition, parts: Mapping[int, Sequence[int]], day: date | None
    ) -> None:
        """Record that tasks go on in several rows of an accepted list, from its day on, each as one act."""
        task_of = {kept.row.row: kept.task_id for kept in self._store.editions.rows(edition.id)}
        day = day or date.fromisoformat(edition.received_at[:10])
        for task_id, rows in parts.items():
            into = [key for row in rows if (key := task_of[row]) is not None]
            GoneTasks(self._store, self._acts).split(register, task_id, into, day, edition.title)

    def _require_current(self, register: Register, plan: ImportPlan) -> None:
        """Refuse a plan that was compared with other tasks, groups, names or lists than there are.

        Raises ListOutdated. What a list does not say (who looks after a task, its extensions, its place) is
        written as it is by now.
        """
        known = {key: _listed(one.task) for key, one in plan.known.items()}
        meant = {agency_key(name) for name in plan.choices.agencies.values()}
        current = (
            known == {task.id: _listed(task) for task in register.tasks}
            and plan.groups == tuple(register.groups)
            and plan.editions == tuple(self._store.editions.of(register.programme.id))
            and meant <= self._store.agencies.by_key().keys()
        )
        if not current:
            raise ListOutdated(plan.workbook.path)

    def named(self, plan: ImportPlan, edition: Edition | None) -> frozenset[int]:
        """Return the tasks that a list names, once it was written, for the files that come with it."""
        if edition is None:
            return frozenset(
                match.task_id for match in plan.matches if match.row and match.task_id is not None
            )
        return self._store.editions.task_ids(edition.id)

    def _other_named(self, programme: Programme, texts: Sequence[str]) -> Programme | None:
        """Return another programme of the data file that a list names, if it does not name this one.

        A document that this programme's own title names (it carries that one out) stands in its lists, too.
        """
        if any(names_document(text, programme.number) for text in texts):
            return None
        for other in self._store.programmes.all():
            if other.id == programme.id or names_document(programme.title, other.number):
                continue
            if any(names_document(text, other.number) for text in texts):
                return other
        return None

    def _sheet(self, workbook: Workbook, choices: Choices) -> Sheet:
        """Return the sheet to read. Raises SourceEmpty, SheetMissing."""
        if choices.sheet is None:
            if not any(row for sheet in workbook.sheets for row in sheet.rows):
                raise SourceEmpty(workbook.path)
            if choices.period and (own := self._of_period(workbook, choices.period)):
                return own
            return workbook.sheets[best_sheet(workbook.sheets, self._store.settings.heading, choices.titles)]
        for sheet in workbook.sheets:
            if sheet.name == choices.sheet:
                return sheet
        raise SheetMissing(workbook.path, choices.sheet)

    def _of_period(self, workbook: Workbook, label: str) -> Sheet | None:
        """Return the sheet that stands for a period, if it is a list and each period has its own."""
        from desktop_app.exchange.forms import sheet_of_period

        own = sheet_of_period(workbook.sheets, label)
        return own if own and find_heading(own, self._store.settings.heading) else None

    def _heading(self, workbook: Workbook, sheet: Sheet, choices: Choices) -> Heading:
        """Return the heading: as it was pointed at, else as found. Raises HeadingMissing."""
        remembered = self._store.settings.heading
        if choices.heading is None:
            heading = find_heading(sheet, remembered, choices.titles)
        else:
            heading = heading_at(sheet, *choices.heading, remembered)
        if heading is not None:
            heading = heading.with_columns(heading.places(choices.titles) | dict(choices.columns or {}))
        if heading is None or heading.column("content") is None:
            raise HeadingMissing(workbook.path, sheet.name, HEADING_ROWS)
        return heading

    def _tasks_of(self, came: Sequence[Edition], sheet: Sheet) -> frozenset[int]:
        """Return the tasks that other sheets of the file have brought in."""
        others = (
            self._store.editions.task_ids(edition.id) for edition in came if edition.sheet != sheet.name
        )
        return frozenset().union(*others)

    def _others(self, programme: Programme, heading: Heading) -> Mapping[int, Others]:
        """Return what is kept of columns that are no fields, if the list has such columns."""
        return {} if heading.column("other") is None else self._store.editions.others(programme.id)

    def _completed(self, choices: Choices, heading: Heading) -> Choices:
        """Add what was chosen for a list with the same heading before."""
        kept = self._store.settings.get(f"list:{heading.fingerprint}") or self._before_items(heading)
        encodings = choices.encodings
        if encodings is None:
            by_title = kept.get("encodings", {})
            encodings = {column: by_title[title] for column, title in heading.titles if title in by_title}
        join = kept.get("join_children") if choices.join_children is None else choices.join_children
        return replace(choices, encodings=encodings, join_children=join)

    def _before_items(self, heading: Heading) -> dict[str, Any]:
        """Return what holds for a list of which nothing was chosen.

        One that came before sub-items were joined by themselves keeps them as tasks.
        """
        came = self._store.settings.heading(heading.fingerprint) is not None
        return {"join_children": False} if came else {}

    def _read(
        self, register: Register, sheet: Sheet, heading: Heading, choices: Choices, progress: Progress
    ) -> TaskList:
        known: Collection[str] = {*self._store.agencies.names().values(), *choices.agencies}
        chosen = ListChoices(join_children=choices.join_children, encodings=choices.encodings or {})
        return read_task_list(
            sheet=sheet,
            heading=heading,
            groups=register.groups,
            known_agencies=known,
            years=register.programme.years,
            choices=chosen,
            progress=progress,
        )


class HasRefused(Protocol):
    """A list or a form that was read, of which some rows may have been refused."""

    @property
    def refused_sheet(self) -> "RefusedSheet":
        """Return these rows, and the sheet around them."""
        ...


def save_refused(plans: Sequence[HasRefused], target: Path) -> int:
    """Write the refused rows of some lists or forms back as a workbook.

    Each says what is wrong in it. Return their number. Nothing is written if no row was refused. Raises the
    TargetError family, DiskFull.
    """
    from desktop_app.exchange.writing import write_refused

    sheets = [sheet for sheet in (plan.refused_sheet for plan in plans) if sheet.refused]
    if sheets:
        write_refused(sheets, target)
    return sum(len(sheet.refused) for sheet in sheets)


def lists_in(paths: Sequence[Path]) -> list[Path]:
    """Return the files among `paths`, and for a folder its lists, by name.

    Excel's lock files are passed over.
    """
    found: list[Path] = []
    for path in paths:
        if not path.is_dir():
            found.append(path)
            continue
        inside = sorted(path.iterdir(), key=lambda one: (fold(one.name), one.name))
        found += [
            one for one in inside if one.suffix.lower() in SUFFIXES and not one.name.startswith(("~$", "."))
        ]
    return list(dict.fromkeys(found))


def _without_progress(plan: ImportPlan) -> tuple[str, ...]:
    """Return the other lists of the file without the sheets that tell the progress of this one by period."""
    if not plan.other_lists or not plan.progress:
        return plan.other_lists
    return tuple(name for name in plan.other_lists if name not in plan.period_sheets)


def _not_in(came: Sequence[Edition], sheets: Sequence[str]) -> tuple[str, ...]:
    known = {edition.sheet for edition in came}
    return tuple(name for name in sheets if name not in known)


def _listed(task: Task) -> tuple[Assignment, int, Fate, int | None]:
    """Return of a task what a list is compared with."""
    return task.given, task.group_id, task.fate, task.gone_since


def _newer(editions: Sequence[Edition], before: Edition | None, stated: StatedPaper) -> Edition | None:
    """Return the last edition if it is newer than a list that came before, or whose paper is older."""
    if not editions:
        return None
    last = editions[-1]
    if before is not None:
        return None if last.id == before.id else last
    older = stated.issued_on is not None and last.issued_on is not None and stated.issued_on < last.issued_on
    return last if older else None


def _spared(
    choices: Choices, heading: Heading, known: Mapping[int, ListedTask], matches: Sequence[Match]
) -> frozenset[int]:
    """Return the tasks that the list need not name.

    All if it is only a part, else those of the files beside it. Of files that come together one may be a
    later edition of the others: then it names their tasks too, and what it leaves out is gone.
    """
    partial = is_of_refused(heading) if choices.partial is None else choices.partial
    if partial:
        return frozenset(known)
    named = {match.task_id for match in matches if match.row is not None}
    return frozenset() if named & choices.beside else choices.beside


def _refused_tasks(heading: Heading, tasks: TaskList, known: Mapping[int, ListedTask]) -> frozenset[int]:
    """Return the tasks whose numbers stand in refused rows: such a task is in the list, only not readable."""
    column = heading.column("number")
    if column is None or not tasks.refused:
        return frozenset()
    numbers = {fold(one.texts[column]).rstrip(".") for one in tasks.refused if column < len(one.texts)} - {""}
    return frozenset(key for key, one in known.items() if fold(one.task.number) in numbers)
