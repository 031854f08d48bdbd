"""Bringing in a task list: read, compare three ways, show, and write in one act."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz, process

from desktop_app.domain.cancel import Progress, no_progress
from desktop_app.domain.comparison import FieldName, FieldValue, Known, Match, compare
from desktop_app.domain.edition import Edition, RowKind
from desktop_app.domain.errors import HeadingMissing, SheetMissing, SourceEmpty
from desktop_app.domain.task import Task
from desktop_app.exchange.headings import Field, Heading, best_sheet, find_heading
from desktop_app.exchange.sheets import Sheet, Workbook, read_workbook
from desktop_app.exchange.task_list import TaskList, read_task_list
from desktop_app.services.acts import Acts
from desktop_app.services.agencies import ids_for
from desktop_app.services.register import Register
from desktop_app.services.tasks import made
from desktop_app.storage.editions import Kept
from desktop_app.storage.lock import current_user
from desktop_app.storage.store import Store, now

HEADING_ROWS = 40
COLUMN_FIELDS: tuple[Field, ...] = ("number", "group", "content", "leads", "coordinating", "deadline", "output")
"""What a column of a list can be taken for by the officer."""

_NEAR = 88.0
_BEST = 3


@dataclass(frozen=True, slots=True)
class Choices:
    """What the officer corrected: the sheet, and which column holds what (column index → field)."""

    sheet: str | None = None
    columns: Mapping[int, Field] | None = None


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """A list read and compared, before anything is written; `matches` follow the list, gone tasks come last."""

    workbook: Workbook
    sheet: str
    heading: Heading
    tasks: TaskList
    matches: tuple[Match, ...]

    @property
    def counts(self) -> dict[RowKind, int]:
        """How many rows (and gone tasks) there are of each kind."""
        counted = Counter(match.kind for match in self.matches)
        return {kind: counted[kind] for kind in RowKind} | {RowKind.REFUSED: len(self.tasks.refused)}

    @property
    def writes(self) -> int:
        """How many tasks the import would add or change, without any decision."""
        return self.counts[RowKind.NEW] + self.counts[RowKind.CHANGED]

    @property
    def counts_written(self) -> tuple[int, int]:
        """How many tasks the import adds and how many it changes, without any decision."""
        return self.counts[RowKind.NEW], self.counts[RowKind.CHANGED]

    @property
    def changes_nothing(self) -> bool:
        """Whether the data file holds all of the list already."""
        return self.writes == 0 and self.counts[RowKind.GONE] == 0


@dataclass(frozen=True, slots=True)
class Decision:
    """What the officer decided about a row: leave it, or take it, as new or as `task_id`, `keep`ing some fields."""

    take: bool
    task_id: int | None = None
    keep: frozenset[FieldName] = field(default_factory=frozenset)


class TaskImport:
    """Brings lists into the data file `store`."""

    def __init__(self, store: Store, acts: Acts) -> None:
        """Serve the data file `store`; an import is one act."""
        self._store = store
        self._acts = acts

    def plan(
        self, register: Register, path: Path, choices: Choices | None = None, progress: Progress = no_progress
    ) -> ImportPlan:
        """Read a file and compare it. Writes nothing. Raises the SourceError family."""
        return self.plan_workbook(register, read_workbook(path, progress), choices, progress)

    def plan_workbook(
        self, register: Register, workbook: Workbook, choices: Choices | None = None, progress: Progress = no_progress
    ) -> ImportPlan:
        """Compare a file that was read before, by the officer's choices."""
        choices = choices or Choices()
        sheet = _sheet(workbook, choices.sheet)
        heading = find_heading(sheet, self._store.settings.heading)
        if heading is None:
            raise HeadingMissing(workbook.path, sheet.name, HEADING_ROWS)
        if choices.columns is not None:
            heading = heading.with_columns(choices.columns)
        agencies = self._store.agencies.names().values()
        tasks = read_task_list(
            sheet, heading, register.groups, set(agencies), register.programme.years, progress=progress
        )
        base = self._store.editions.last_given(register.programme.id)
        known = [Known(task, base.get(task.id)) for task in register.tasks]
        return ImportPlan(workbook, sheet.name, heading, tasks, tuple(compare(known, tasks.rows, _similar)))

    def apply(
        self, register: Register, plan: ImportPlan, decisions: Mapping[int, Decision] | None = None
    ) -> Edition | None:
        """Write a plan as one act, after a backup; give the edition, or None where there is nothing to write.

        `decisions` answer, by row of the sheet, for ambiguous rows and for rows the officer refuses. An undecided
        ambiguous row is left for later.
        """
        decided = [_decide(match, (decisions or {}).get(match.row.row if match.row else 0)) for match in plan.matches]
        if not any(one.kind in (RowKind.NEW, RowKind.CHANGED, RowKind.GONE) for one in decided):
            return None
        self._store.backups.make()
        with self._acts.act("import", file=plan.workbook.path.name, **{k.value: n for k, n in plan.counts.items()}):
            edition = self._write(register, plan, decided)
        register.refresh()
        return edition

    def _write(self, register: Register, plan: ImportPlan, decided: Sequence[Match]) -> Edition:
        programme = register.programme
        groups = {group.number: group.id for group in register.groups}
        wanted: set[FieldValue] = {
            match.row.given.group for match in decided if match.row and match.kind is RowKind.NEW
        }
        wanted |= {change.incoming for match in decided for change in match.changes if change.field == "group"}
        for number, title in plan.tasks.new_groups:
            if number in wanted:
                groups[number] = self._store.programmes.add_group(programme.id, number, title).id
        next_id = self._store.tasks.next_id()
        positions = self._store.tasks.last_positions(programme.id)
        added: list[Task] = []
        changed: list[Task] = []
        kept: list[Kept] = []
        for match in decided:
            task_id = match.task_id
            if match.kind is RowKind.NEW and match.row is not None:
                group_id = groups[match.row.given.group or 0]
                positions[group_id] = positions.get(group_id, 0) + 1
                task_id = next_id + len(added)
                added.append(made(task_id, programme, group_id, positions[group_id], match.row.given))
            elif match.kind is RowKind.CHANGED and task_id is not None:
                changed.append(_changed(register, groups, match, task_id))
            if match.row is not None:
                kept.append(Kept(match.row, match.kind, task_id))
        names = {name for task in (*added, *changed) for name in (*task.given.leads, *task.given.coordinating)}
        ids = ids_for(self._store, names)
        self._store.tasks.add(added, ids)
        edition = self._edition(plan, programme.id)
        key = self._store.editions.add(edition, plan.workbook.path.read_bytes(), kept, _report(plan))
        gone = [register.task(match.task_id or 0) for match in decided if match.kind is RowKind.GONE]
        changed += [replace(task, gone_since=key) for task in gone]
        names = {name for task in changed for name in (*task.given.leads, *task.given.coordinating)}
        self._store.tasks.change(changed, ids_for(self._store, names))
        self._store.settings.remember_heading(plan.heading.fingerprint, _titles(plan.heading))
        return replace(edition, id=key)

    def _edition(self, plan: ImportPlan, programme_id: int) -> Edition:
        return Edition(
            0,
            programme_id,
            plan.workbook.path.stem,
            None,
            plan.workbook.path.name,
            plan.workbook.sha256,
            plan.sheet,
            plan.heading.last_row + 1,
            now(),
            current_user(),
            _titles(plan.heading),
        )


def save_refused(plans: Sequence[ImportPlan], target: Path) -> int:
    """Write the refused rows of some lists back as a workbook with what is wrong in each; give their number.

    Nothing is written where no row was refused. Raises the TargetError family, DiskFull.
    """
    from desktop_app.exchange.error_workbook import RefusedSheet, write_refused

    sheets = [
        RefusedSheet(_sheet(plan.workbook, plan.sheet), plan.heading, plan.tasks.refused)
        for plan in plans
        if plan.tasks.refused
    ]
    if sheets:
        write_refused(sheets, target)
    return sum(len(sheet.refused) for sheet in sheets)


def _sheet(workbook: Workbook, name: str | None) -> Sheet:
    if name is None:
        if not any(row for sheet in workbook.sheets for row in sheet.rows):
            raise SourceEmpty(workbook.path)
        return workbook.sheets[best_sheet(workbook.sheets)]
    for sheet in workbook.sheets:
        if sheet.name == name:
            return sheet
    raise SheetMissing(workbook.path, name)


def _similar(content: str, contents: Mapping[int, str]) -> list[int]:
    found = process.extract(content, contents, scorer=fuzz.ratio, score_cutoff=_NEAR, limit=_BEST)
    return [key for _, _, key in found]


def _decide(match: Match, decision: Decision | None) -> Match:
    if decision is None or match.row is None:
        return match
    if not decision.take:
        return replace(match, kind=RowKind.AMBIGUOUS if match.kind is RowKind.NEW else match.kind, changes=())
    if decision.task_id is None and match.task_id is None:
        return replace(match, kind=RowKind.NEW)
    changes = tuple(change for change in match.changes if change.field not in decision.keep)
    return replace(match, kind=RowKind.CHANGED, task_id=decision.task_id or match.task_id, changes=changes)


def _changed(register: Register, groups: Mapping[int, int], match: Match, task_id: int) -> Task:
    task = register.task(task_id)
    values: dict[str, Any] = {change.field: change.incoming for change in match.changes}
    given = replace(task.given, **values)
    group_id = groups[given.group or 0]
    return replace(
        made(task.id, register.programme, group_id, task.position, given),
        own=task.own,
        fate=task.fate,
        fate_on=task.fate_on,
        fate_note=task.fate_note,
    )


def _titles(heading: Heading) -> dict[str, str]:
    fields = dict(heading.columns)
    return {title: fields[column] for column, title in heading.titles if column in fields}


def _report(plan: ImportPlan) -> dict[str, Any]:
    return {
        "counts": {kind.value: count for kind, count in plan.counts.items()},
        "left_out": [[one.row, one.reason, one.text] for one in plan.tasks.left_out],
        "refused": [[one.row, list(one.texts)] for one in plan.tasks.refused],
        "read": plan.tasks.read,
    }
