"""The register of one programme in memory: its tasks, what was recorded of them, and where they stand.

Screens, totals and reports read it; after an act only the rows that the act changed are read again.
"""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from itertools import chain
from operator import attrgetter, is_
from typing import Any

from desktop_app.domain.errors import NotFound, NotUnique
from desktop_app.domain.period import Period
from desktop_app.domain.programme import Group, Programme
from desktop_app.domain.progress import GROUPS, ProgressEntry
from desktop_app.domain.reports import ReportRow
from desktop_app.domain.speaking import dated, filled, holding_on, resolved, turned
from desktop_app.domain.status import Standing, Totals, stand, tally
from desktop_app.domain.task import Fate, Task
from desktop_app.domain.text import fold, whole
from desktop_app.domain.work import STEP, Steps, finished
from desktop_app.services.tasks._reading_on import NO_LINEAGE, ReadingLineage, heirs_of, read_on
from desktop_app.services.tasks._search_texts import SearchTexts
from desktop_app.storage.past import PastTables
from desktop_app.storage.store import Store

_OF_TASK = ("extensions", "task_terms", "officers")
"""Tables whose rows are read as a part of their task."""
_READ_ROW_BY_ROW = frozenset({"tasks", "handlings", *_OF_TASK, "progress"})
_REMEMBERED, _UNREAD = 32, -1
_PERIODS = 4
"""The rows of so many periods are kept: of the one shown, and of those that it is compared with."""
_LONG = 5_000
"""So many tasks or entries are read in less than a tenth of a second."""
_MANY = 2_000
"""So many changed rows are read again in a good twentieth of a second."""
_BESIDE = frozenset(
    {"period_states", "reviews", "explanations", "submissions", "settings", "regimes"}
    | {"evidence", "evidence_links", "indicators", "indicator_values"}
)
"""Tables that say nothing of tasks, what was recorded of them, and where they stand."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What a register holds at one moment, for work in another thread.

    `seen` is the newest act that it knows.
    """

    seen: int
    programme: Programme
    groups: tuple[Group, ...]
    tasks: tuple[Task, ...]
    entries: Mapping[int, Sequence[ProgressEntry]]
    lineage: ReadingLineage = NO_LINEAGE


class _Changes:
    """Which tasks each of the last changes of a register touched; `version` counts all of them."""

    def __init__(self) -> None:
        self.version = 0
        self._touched: list[frozenset[int] | None] = []

    def note(self, touched: frozenset[int] | None) -> None:
        """Note a change; None says that it may have touched everything."""
        self.version += 1
        self._touched.append(touched)
        del self._touched[:-_REMEMBERED]

    def since(self, version: int) -> frozenset[int] | None:
        """Return the ids of the tasks that changed after `version`; None if everything may have changed."""
        behind = self.version - version
        later = self._touched[len(self._touched) - behind :]
        if behind > len(self._touched) or None in later:
            return None
        return frozenset().union(*filter(None, later))


class Register:
    """The tasks of programme `programme_id` in the order of the list; `seen` is the newest act it knows."""

    def __init__(self, store: Store | PastTables, programme_id: int, held: Snapshot | None = None) -> None:
        """Read everything, or begin with `held` if that is the newest there is."""
        self._store = store
        self._programme_id = programme_id
        self._texts = SearchTexts()
        self.seen = 0
        self._changes = _Changes()
        self._by_id: dict[int, Task] = {}
        self.programme: Programme
        self.groups: list[Group]
        self.tasks: list[Task]
        self._entries: dict[int, list[ProgressEntry]]
        self.lineage: ReadingLineage
        self._dated: dict[int, Sequence[ProgressEntry]]
        self._standings: dict[date, dict[int, Standing]]
        self._rows: dict[tuple[str, date], dict[int, ReportRow]]
        if held is not None and (held.programme.id, held.seen) == (programme_id, store.last_action()):
            self._hold(held)
        else:
            finished(self.reading())

    @classmethod
    def opened(cls, store: Store, programme_id: int) -> "Register":
        """Read a register.

        A long one stays `unread`, without its tasks, until `reading` has come to its end.
        """
        if store.tasks.count(programme_id) < _LONG and not store.progress.exceeds(programme_id, _LONG):
            return cls(store, programme_id)
        programme, groups = store.programmes.get(programme_id), store.programmes.groups(programme_id)
        register = cls(store, programme_id, Snapshot(store.last_action(), programme, tuple(groups), (), {}))
        register.seen = _UNREAD
        return register

    @property
    def version(self) -> int:
        """Return a number that grows with every change."""
        return self._changes.version

    @property
    def unread(self) -> bool:
        """Return whether the tasks are still to be read."""
        return self.seen == _UNREAD

    @property
    def far_behind(self) -> bool:
        """Return whether so much is to be read that a window reads everything anew, in slices."""
        return self.unread or self._store.exceeds_since(self.seen, _MANY)

    @property
    def empty(self) -> bool:
        """Return whether the programme has no task."""
        return not self.tasks and not self.unread

    def held(self) -> Snapshot:
        """Return the contents of the register, for a register of the same file in another thread."""
        tasks, entries = tuple(self.tasks), dict(self._entries)
        return Snapshot(self.seen, self.programme, tuple(self.groups), tasks, entries, lineage=self.lineage)

    def _hold(self, held: Snapshot) -> None:
        self.seen, self.programme = held.seen, held.programme
        self.groups, self.tasks = list(held.groups), list(held.tasks)
        self._by_id = {task.id: task for task in self.tasks}
        self._entries = {key: list(entries) for key, entries in held.entries.items()}
        self.lineage = held.lineage
        self._standings, self._dated, self._rows = {}, {}, {}
        self._texts.clear()
        self._changes.note(None)

    def reading(self) -> Steps[None]:
        """Read everything anew, in steps: the register is as it was until the last one.

        That one also reads what changed in the meantime.
        """
        self._hold((yield from _read(self._store, self._programme_id)))
        self.refresh()

    def refresh(self) -> None:
        """Read what changed since the last reading."""
        if self.unread:
            finished(self.reading())
            return
        if self.seen == self._store.last_action():
            return
        changed = [
            (entity, key) for entity, key in self._store.changed_since(self.seen) if entity not in _BESIDE
        ]
        tables = {entity for entity, _ in changed}
        tasks = {key for entity, key in changed if entity in {"tasks", "handlings"}}
        for table in tables.intersection(_OF_TASK):
            tasks |= self._store.tasks.touched_since(self.seen, table)
        entered = self._store.tasks.touched_since(self.seen, "progress") if "progress" in tables else set()
        if not tables <= _READ_ROW_BY_ROW:
            finished(self.reading())
            return
        found = self._store.tasks.some(tasks) if tasks else {}
        again = {key: task for key, task in found.items() if task.programme_id == self._programme_id}
        known = self._by_id.keys()
        tasks &= known | again.keys()  # another programme's stand in its own register
        come, gone = again.keys() - known, tasks - again.keys()
        self._replace(again, gone)
        entered = (entered | come) & self._by_id.keys()
        affected = self._renew(tasks, _entries_of(self._store, entered))
        self.seen = self._store.last_action()
        self._changes.note(None if come or gone else affected)

    def assume(self, entries: Iterable[ProgressEntry]) -> None:
        """Show entries that are on their way into the file, over those of their task and period."""
        found = {one.task_id: _with(one, self._entries.get(one.task_id, ())) for one in entries}
        self._changes.note(self._renew((), found))

    def read_again(self, task_ids: Iterable[int]) -> None:
        """Show what the file holds of what was recorded of some tasks."""
        self._changes.note(self._renew((), _entries_of(self._store, self._by_id.keys() & set(task_ids))))

    def touched_since(self, version: int) -> frozenset[int] | None:
        """Return the ids of the tasks that changed after `version`; None if everything may have changed."""
        return self._changes.since(version)

    def task(self, task_id: int) -> Task:
        """Return one task. Raises NotFound."""
        try:
            return self._by_id[task_id]
        except KeyError:
            raise NotFound("task", str(task_id)) from None

    def find(self, key: str) -> Task:
        """Return the task whose id or printed number is `key`; a number that one task bears wins over an id.

        Raises NotFound, NotUnique.
        """
        return _found(key, self.tasks, self._by_id)

    def group(self, group_id: int) -> Group:
        """Return one group. Raises NotFound."""
        for group in self.groups:
            if group.id == group_id:
                return group
        raise NotFound("group", str(group_id))

    def entries(self, task_id: int) -> Sequence[ProgressEntry]:
        """Return everything recorded of a task, sorted by cut-off and act.

        What an entry does not say itself is filled in as it holds at its cut-off.
        """
        kept = self.kept(task_id)
        return resolved(self.task(task_id), kept, self.programme.span) if kept else kept

    def kept(self, task_id: int, day: date | None = None) -> Sequence[ProgressEntry]:
        """Return the entries of a task as they are kept.

        Only what is their own speaks (`ProgressEntry.acts`). Those of a task that had gone on as this one by
        the end of `day` (None: by now) are read as its own.
        """
        own = self.own_entries(task_id)
        return (
            own if task_id not in self.lineage.sources else read_on(self, task_id, self.lineage.sources, day)
        )

    def own_entries(self, task_id: int) -> Sequence[ProgressEntry]:
        """Return the entries that were recorded of the task itself."""
        found = self._dated.get(task_id)
        if found is None:
            kept = self._entries.get(task_id, ())
            found = self._dated[task_id] = (
                dated(self.task(task_id), kept, self.programme.span) if kept else kept
            )
        return found

    def entry(self, task_id: int, period_id: str) -> ProgressEntry | None:
        """Return what a period itself recorded of a task, None if nothing."""
        found = next((entry for entry in self.kept(task_id) if entry.period == period_id), None)
        kept = self.kept(task_id, found.cut_off) if found is not None else ()
        own = next((entry for entry in kept if entry.period == period_id), None)
        return own and filled(self.task(task_id), own, kept, self.programme.span).entry

    def turned(self, task_id: int) -> bool:
        """Return whether a completion or a suspension of a task did not last, or got another day."""
        return turned(self.kept(task_id))

    def day_of(self, period: Period) -> date:
        """Return the day at whose end the tasks are judged for `period`."""
        return period.cut_off

    def standing(self, task: Task, day: date) -> Standing:
        """Judge a task at the end of `day`; the standing's own task is as it was then."""
        judged = self._standings.setdefault(day, {})
        found = judged.get(task.id)
        if found is None:
            task = self._by_id.get(task.id, task)
            found = judged[task.id] = stand(task, self.kept(task.id, day), day, self.programme.span)
        return found

    def row(self, task: Task, period: Period) -> ReportRow:
        """Return a task with what `period` holds of it, judged at the period's cut-off.

        What another regime or kind of period recorded for the same cut-off holds for this one too.
        """
        place = period.id, period.cut_off
        rows = self._rows.get(place)
        if rows is None:
            self._rows = dict([*self._rows.items()][1 - _PERIODS :])
            rows = self._rows[place] = {}
        found = rows.get(task.id)
        return found or rows.setdefault(task.id, _row(self, self._by_id.get(task.id, task), period))

    def rows(self, period: Period, tasks: Iterable[Task] | None = None) -> list[ReportRow]:
        """Return every task that there was at its cut-off (or those given) with what `period` holds of it."""
        chosen = self.tasks_on(period.cut_off) if tasks is None else tasks
        return [self.row(task, period) for task in chosen]

    def tasks_on(self, day: date) -> list[Task]:
        """Return the tasks that there were at the end of `day`, withdrawn ones too, as they were then."""
        then = [self.standing(task, day).task for task in self.tasks]
        if all(map(is_, then, self.tasks)):
            return then
        numbers = {group.id: group.number for group in self.groups}
        there = [task for task in then if task.fate is not Fate.AHEAD]
        return sorted(there, key=lambda one: (numbers[one.group_id], one.position, one.id))

    def groups_on(self, day: date) -> list[Group]:
        """Return the groups that there were at the end of `day`: a later list may have brought others."""
        if all(group.since is None or group.since <= day for group in self.groups):
            return self.groups
        held = {task.group_id for task in self.tasks_on(day)}
        return [one for one in self.groups if one.since is None or one.since <= day or one.id in held]

    def first_cut_off(self) -> date | None:
        """Return the first cut-off for which anything was recorded, None if nothing was."""
        return min((entries[0].cut_off for entries in self._entries.values() if entries), default=None)

    def first_known(self) -> date | None:
        """Return the first day of which anything is known, a cut-off or a completion; None if nothing is."""
        kept = chain.from_iterable(self._entries.values())
        return min((min(one.cut_off, one.completed_on or one.cut_off) for one in kept), default=None)

    def recorded_between(self, first: date, last: date) -> bool:
        """Return whether anything was recorded for a period that was cut off from `first` to `last`."""
        return any(first <= entry.cut_off <= last for entries in self._entries.values() for entry in entries)

    def totals(self, day: date) -> Totals:
        """Add up the whole programme at the end of `day`."""
        return tally(self.standing(task, day) for task in self.tasks)

    def totals_by_group(self, day: date) -> dict[int, Totals]:
        """Add up each group that there was then, by group id, empty ones too."""
        parts: dict[int, list[Standing]] = {group.id: [] for group in self.groups_on(day)}
        for task in self.tasks:
            standing = self.standing(task, day)
            if standing.task.fate is not Fate.AHEAD:
                parts[standing.task.group_id].append(standing)
        return {key: tally(part) for key, part in parts.items()}

    def totals_by_agency(self, day: date) -> dict[str, Totals]:
        """Add up each first lead agency, by name; an empty name stands for tasks without one."""
        parts: dict[str, list[Standing]] = {}
        for task in self.tasks:
            standing = self.standing(task, day)
            parts.setdefault(standing.task.lead, []).append(standing)
        return {name: totals for name, part in parts.items() if (totals := tally(part)).total}

    def haystack(self, task: Task) -> str:
        """Return the folded text in which a task is searched: number, content, agencies, officer."""
        return self._texts.of(task)

    def _replace(self, again: Mapping[int, Task], gone: AbstractSet[int]) -> None:
        """Put tasks that were read again, and new ones, in their places; let go of those `gone`."""
        before = {key: self._by_id.get(key) for key in again}
        for key in gone:
            del self._by_id[key]
            self._entries.pop(key, None)
        self._by_id.update(again)
        if gone or any(old is None or _place(old) != _place(again[key]) for key, old in before.items()):
            self.tasks = _in_order(self._by_id.values(), self.groups)
        elif again:
            self.tasks = [again.get(task.id, task) for task in self.tasks]

    def _renew(self, tasks: Iterable[int], entries: Mapping[int, list[ProgressEntry]]) -> frozenset[int]:
        """Hold new entries; return the tasks that are to be judged again, beside `tasks` and their heirs."""
        self._entries.update(entries)
        touched = entries.keys() | set(tasks)
        self._texts.forget(touched)
        affected = touched | heirs_of(self.lineage.sources, touched)
        made: list[dict[int, Any]] = [self._dated, *self._standings.values(), *self._rows.values()]
        for one in made:
            for task_id in affected:
                one.pop(task_id, None)
        return frozenset(affected)


def _read(store: Store | PastTables, programme_id: int) -> Steps[Snapshot]:
    """Read what a register holds; `seen` is the newest act at the beginning."""
    seen = store.last_action()
    tasks: list[Task] = []
    for task in store.tasks.of(programme_id):
        tasks.append(task)
        if not len(tasks) % STEP:
            yield
    entries: dict[int, list[ProgressEntry]] = {}
    for count, entry in enumerate(store.progress.of_programme(programme_id)):
        entries.setdefault(entry.task_id, []).append(entry)
        if not count % STEP:
            yield
    return Snapshot(
        seen=seen,
        programme=store.programmes.get(programme_id),
        groups=tuple(store.programmes.groups(programme_id)),
        tasks=tuple(tasks),
        entries=entries,
        lineage=ReadingLineage.read(store.lineage, programme_id),
    )


def _entries_of(store: Store | PastTables, task_ids: AbstractSet[int]) -> Mapping[int, list[ProgressEntry]]:
    entries = store.progress.of_tasks(task_ids) if task_ids else {}
    return {task_id: entries.get(task_id, []) for task_id in task_ids}


def _with(entry: ProgressEntry, entries: Iterable[ProgressEntry]) -> list[ProgressEntry]:
    """Return entries of a task with a new one for that of its period, as the newest of its day."""
    others = [one for one in entries if one.period != entry.period]
    place = bisect_right(others, entry.cut_off, key=attrgetter("cut_off"))
    return [*others[:place], entry, *others[place:]]


def _row(register: Register, whole: Task, period: Period) -> ReportRow:
    """Make the row of a task as it is now: the task in it is as it was at the cut-off."""
    day, span = period.cut_off, register.programme.span
    kept = register.kept(whole.id, day)
    standing = register.standing(whole, day)
    task = standing.task
    if not kept:
        return ReportRow(task, standing, None, carried=False)
    same_day = [entry for entry in kept if entry.cut_off == day]
    own = next((entry for entry in kept if entry.period == period.id), None)
    if own is not None and own.whole:
        return ReportRow(task, standing, own, carried=False)
    found = holding_on(whole, kept, day, span) if own is None else filled(whole, own, kept, span)
    said = same_day if own is None else [own]
    if found is None:
        entry = filled(whole, said[-1], kept, span).entry if said else None
        return ReportRow(task, standing, entry, carried=False)
    groups = _carried(found.days, own.cut_off if own is not None else day, said)
    return ReportRow(task, standing, found.entry, carried=not said, carried_groups=groups)


def _carried(days: Sequence[date | None], day: date, said: Sequence[ProgressEntry]) -> tuple[str, ...]:
    """Return the groups of fields that stand from days before `day`.

    Something was `said` of them, and not all.
    """
    if not said or any(entry.confirmed for entry in said):
        return ()
    return tuple(name for name, one in zip(GROUPS, days, strict=True) if one is not None and one < day)


def _place(task: Task) -> tuple[int, int]:
    return task.group_id, task.position


def _in_order(tasks: Iterable[Task], groups: Iterable[Group]) -> list[Task]:
    numbers = {group.id: group.number for group in groups}
    ordered = sorted(tasks, key=attrgetter("id"))
    ordered.sort(key=attrgetter("position"))
    return sorted(ordered, key=lambda one: numbers[one.group_id])


def _found(key: str, tasks: Iterable[Task], by_id: Mapping[int, Task]) -> Task:
    wanted = fold(key)
    numbered = [task for task in tasks if fold(task.number) == wanted]
    if len(numbered) == 1:
        return numbered[0]
    asked = whole(key)
    if asked is not None and asked in by_id:
        return by_id[asked]
    if numbered:
        raise NotUnique("task", key, tuple(task.id for task in numbered))
    raise NotFound("task", key)
