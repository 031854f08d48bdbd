"""Writes a decided plan inside the running act.

Tasks, agencies, groups, and the edition with its report per row.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import count
from typing import Any

from desktop_app.domain.agencies import agency_key
from desktop_app.domain.editions import Edition, FieldValue, ListRow, Match, RowKind
from desktop_app.domain.task import Fate, Task
from desktop_app.domain.work import Progress, no_progress, paced, watched
from desktop_app.services.importing._order import positions
from desktop_app.services.importing.plan import Details, ImportPlan, counted
from desktop_app.services.tasks import Register, ids_for, made, restated
from desktop_app.storage.lock import current_user
from desktop_app.storage.store import Store, now
from desktop_app.storage.tables import AcceptedRow

_WRITTEN = (RowKind.NEW, RowKind.CHANGED, RowKind.GONE)


def has_news(plan: ImportPlan, decided: Iterable[Match]) -> bool:
    """Return whether there is anything to write: tasks, gone ones, or a value that the officer kept."""
    decided = list(decided)
    written = any(match.kind in _WRITTEN or plan.keeps_more(match) for match in decided)
    return written or bool(plan.settled(decided))


def write(
    store: Store,
    register: Register,
    plan: ImportPlan,
    decided: Sequence[Match],
    details: Details,
    day: date | None,
    progress: Progress = no_progress,
) -> Edition:
    """Write what was decided and return the edition with its id.

    What the list brings and changes counts from `day` on (None: from the beginning). `progress` counts rows.
    """
    _keep_aliases(store, plan.choices.agencies)
    groups = _groups(store, register, plan, decided, day)
    first_id = store.tasks.next_id()
    last = store.tasks.last_positions(register.programme.id) if plan.is_part else {}
    work = _Work(
        register=register, groups=groups, next_id=first_id, positions=last, step=int(plan.is_part), day=day
    )
    for match in decided:
        work.take(match)
    gone = [register.task(match.task_id or 0) for match in decided if match.kind is RowKind.GONE]
    if not plan.is_part:
        work.place(gone)
    rows = sum(match.row is not None for match in decided)
    report = paced(progress, len(work.added) + rows + len(work.changed) + len(gone))
    added, ids = _named(store, work.added)
    store.tasks.add_listed(watched(added, report), ids)
    kept = watched(_kept(plan, decided, first_id), report, len(added))
    edition = _edition(plan, register.programme.id, details)
    key = store.editions.add(edition, plan.workbook.content, kept, _report(register, plan, decided))
    changed, ids = _named(store, work.changed)
    store.tasks.change_from(watched(changed, report, len(added) + rows), ids, day)
    beside, ids = _named(store, work.left(replace(task, gone_since=key) for task in gone))
    beside = list(watched(beside, report, len(added) + rows + len(changed)))
    store.tasks.change_places(beside, ids, work.places, day)
    _remember(store, plan)
    return replace(edition, id=key)


@dataclass(slots=True)
class _Work:
    """The tasks to write, found one match after another."""

    register: Register
    groups: Mapping[int, int]
    next_id: int
    positions: dict[int, int]
    """The last position in each group: of those that the list named so far, in a part of a list of all."""
    step: int
    """How far behind that one a task stands that comes into the group."""
    day: date | None
    added: list[Task] = field(default_factory=list)
    changed: list[Task] = field(default_factory=list)
    beside: list[Task] = field(default_factory=list)
    """Tasks whose row says nothing new, but of which the file learns something all the same."""
    named: list[Task] = field(default_factory=list)
    """Every task that the list names, in its order."""
    places: Mapping[int, int] = field(default_factory=dict)
    """Positions that change because the list has another order, by task, where nothing else of it does."""

    def place(self, gone: Sequence[Task]) -> None:
        """Put the tasks into the order of the list, those that it left out behind them."""
        named = [task for task in self.named if task.active]
        self.places = positions(self.register.tasks, named, [task.id for task in gone])
        self.added = [self._placed(task) for task in self.added]
        self.changed = [self._placed(task) for task in self.changed]
        written = {task.id for task in (*self.added, *self.changed)}
        self.places = {key: position for key, position in self.places.items() if key not in written}

    def left(self, gone: Iterable[Task]) -> list[Task]:
        """Return the tasks of which the list changes nothing, as far as they are to be written."""
        found = {task.id: task for task in (*self.beside, *gone)}
        for task in self.named:
            if task.id in self.places:
                found.setdefault(task.id, task)
        return [self._placed(task) for task in found.values()]

    def _placed(self, task: Task) -> Task:
        position = self.places.get(task.id, task.position)
        return task if position == task.position else replace(task, position=position)

    def take(self, match: Match) -> None:
        """Add, change or leave the task of one match; new tasks take their ids in the order of the list."""
        if match.row is None:
            return
        if match.kind is RowKind.NEW:
            named = self._new(match.row)
            self.added.append(named)
        elif match.task_id is None:
            return
        elif match.kind is RowKind.CHANGED:
            named = self._changed(match, match.task_id)
            self.changed.append(named)
        else:
            named = self.register.task(match.task_id)
            if match.kind is RowKind.SAME:
                named = self._same(named, match.row)
        self.named.append(named)
        if named.active:
            self.positions[named.group_id] = max(named.position, self._last(named.group_id))

    def _same(self, task: Task, row: ListRow) -> Task:
        """Return a task of which a row says nothing new: named, kept withdrawn, and not asked again."""
        named = replace(task, gone_since=None, since=self._since(task))
        if named != task and not row.of_report:
            self.beside.append(named)
        return named

    def _new(self, row: ListRow) -> Task:
        group_id = self.groups[row.given.group or 0]
        return made(
            task_id=self.next_id + len(self.added),
            programme=self.register.programme,
            group_id=group_id,
            position=self._last(group_id) + self.step,
            given=row.given,
            folded=row.folded,
            since=self.day,
        )

    def _since(self, task: Task) -> date | None:
        """Return from when a task counts that the list names: from the list's day at the latest."""
        return None if task.since is None or self.day is None else min(task.since, self.day)

    def _changed(self, match: Match, task_id: int) -> Task:
        task = self.register.task(task_id)
        values: dict[str, Any] = {
            change.field: change.incoming for change in match.changes if change.field != "fate"
        }
        given = replace(task.given, **values)
        group_id, position = task.group_id, task.position
        if "group" in values:
            group_id = self.groups[given.group or 0]
            position = self._last(group_id) + self.step
        changed = restated(task, self.register.programme, group_id, position, given)
        if match.row is not None and match.row.of_report:
            return changed
        changed = replace(changed, gone_since=None, since=self._since(task))
        if task.fate is Fate.KEPT or any(change.field == "fate" for change in match.changes):
            return replace(changed, fate=Fate.ACTIVE, fate_on=None, fate_note="")
        return changed

    def _last(self, group_id: int) -> int:
        return self.positions.get(group_id, 0)


def _kept(plan: ImportPlan, decided: Iterable[Match], first_id: int) -> Iterator[AcceptedRow]:
    """Yield the rows as the list spells them, with their tasks.

    New ones bear the ids that `_Work` assigns.
    """
    rows = zip(plan.tasks.rows, plan.matches, strict=False)
    spelled = {row.row: row for row, match in rows if match.row is not row}
    ids = count(first_id)
    for match in decided:
        if match.row is not None:
            task_id = next(ids) if match.kind is RowKind.NEW else match.task_id
            yield AcceptedRow(spelled.get(match.row.row, match.row), match.kind, task_id)


def _groups(
    store: Store, register: Register, plan: ImportPlan, decided: Sequence[Match], day: date | None
) -> dict[int, int]:
    """Return the ids of groups by number; the groups of the list that some task needs are added."""
    groups = {group.number: group.id for group in register.groups}
    wanted: set[FieldValue] = {
        match.row.given.group or 0 for match in decided if match.row and match.kind is RowKind.NEW
    }
    wanted |= {change.incoming for match in decided for change in match.changes if change.field == "group"}
    for number, title in plan.tasks.new_groups:
        if number in wanted:
            groups[number] = store.programmes.add_group(register.programme.id, number, title, day).id
    return groups


def _named(store: Store, tasks: list[Task]) -> tuple[list[Task], dict[str, int]]:
    """Return tasks with agencies named as in the catalogue, and the ids of all names.

    The catalogue learns the new ones.
    """
    named = dict.fromkeys(task.given.leads + task.given.coordinating for task in tasks)
    names = dict.fromkeys(name for together in named for name in together)
    ids = ids_for(store, names)
    catalogue = store.agencies.names()
    other = {name: catalogue[key] for name, key in ids.items() if catalogue[key] != name}
    if not other:
        return tasks, ids
    return [_renamed(task, other) for task in tasks], ids | {name: ids[old] for old, name in other.items()}


def _renamed(task: Task, other: Mapping[str, str]) -> Task:
    leads, coordinating = (
        tuple(dict.fromkeys(other.get(name, name) for name in names)) for names in _agencies(task)
    )
    return replace(task, given=replace(task.given, leads=leads, coordinating=coordinating))


def _agencies(task: Task) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return task.given.leads, task.given.coordinating


def _keep_aliases(store: Store, chosen: Mapping[str, str]) -> None:
    """Keep names that were found to mean a known agency as other names of it."""
    by_key = store.agencies.by_key()
    for name, meant in chosen.items():
        if agency_key(name) not in by_key:
            store.agencies.add_alias(name, by_key[agency_key(meant)])


def _remember(store: Store, plan: ImportPlan) -> None:
    heading, choices = plan.heading, plan.choices
    by_title = dict(heading.titles)
    store.settings.remember_heading(heading.fingerprint, dict(heading.named()))
    encodings = {
        by_title[column]: name for column, name in (choices.encodings or {}).items() if column in by_title
    }
    kept = {"encodings": encodings, "join_children": choices.join_children}
    store.settings.put(f"list:{heading.fingerprint}", kept)


def _edition(plan: ImportPlan, programme_id: int, details: Details) -> Edition:
    document = plan.stated.document if details.document is None else details.document
    return Edition(
        id=0,
        programme_id=programme_id,
        title=document or plan.workbook.path.stem,
        issued_on=details.issued_on or plan.stated.issued_on,
        file_name=plan.workbook.path.name,
        sha256=plan.workbook.sha256,
        sheet=plan.sheet,
        header_row=plan.heading.last_row + 1,
        received_at=now(),
        received_by=current_user(),
        mapping=dict(plan.heading.named()),
        document=document,
    )


def _report(register: Register, plan: ImportPlan, decided: Sequence[Match]) -> dict[str, Any]:
    """Say of every row what became of it.

    With the rows of the edition this is all that the preview showed.
    """
    gone = [register.task(match.task_id or 0) for match in decided if match.kind is RowKind.GONE]
    return {
        "counts": {kind.value: count for kind, count in counted(decided, plan.tasks).items()},
        "left_out": [[one.row, one.reason, one.text] for one in plan.tasks.left_out],
        "refused": [
            [
                one.row,
                list(one.texts),
                [[problem.cell, problem.code, problem.text] for problem in one.problems],
            ]
            for one in plan.tasks.refused
        ],
        "unread": plan.unread.plain(),
        "read": plan.tasks.read,
        "encoding": plan.tasks.encoding,
        "groups": {row.given.group or 0: row.group_title for row in reversed(plan.tasks.rows)},
        "gone": [[task.id, task.number, task.content] for task in gone],
        "changes": {
            match.row.row: {change.field: [change.present, change.incoming] for change in match.changes}
            for match in decided
            if match.row is not None and match.changes
        },
    }
