"""Tasks by hand: add, edit, move, withdraw, bring back."""

from collections.abc import Sequence
from dataclasses import fields, replace
from datetime import date
from typing import TypeVar

from desktop_app.domain.deadlines import read_deadline
from desktop_app.domain.programme import Programme
from desktop_app.domain.task import Assignment, Fate, Handling, Task
from desktop_app.domain.text import fold, one_line, tidy
from desktop_app.services.acts import Acts, from_day
from desktop_app.services.tasks.agencies import ids_for
from desktop_app.services.tasks.register import Register
from desktop_app.storage.store import Store

T = TypeVar("T", Assignment, Handling)


class Tasks:
    """The tasks of the data file `store`."""

    def __init__(self, store: Store, acts: Acts) -> None:
        self._store = store
        self._acts = acts

    def add(
        self,
        register: Register,
        group_id: int,
        given: Assignment,
        own: Handling | None = None,
        since: date | None = None,
    ) -> Task:
        """Add a task at the end of a group.

        It counts from `since` on (None: as if it always had been there). Raises RuleBroken, NotFound.
        """
        with self._acts.alone(register):
            given = tidied(replace(given, group=register.group(group_id).number))
            task_id = self._store.tasks.next_id()
            position = self._next_position(register, group_id)
            task = made(
                task_id=task_id,
                programme=register.programme,
                group_id=group_id,
                position=position,
                given=given,
                since=since,
            )
            with self._acts.act("task_add", number=given.number, content=given.content, **from_day(since)):
                self._store.tasks.add([task], ids_for(self._store, (*given.leads, *given.coordinating)))
                if own is not None:
                    self._store.tasks.handle(task_id, own)
        return register.task(task_id)

    def edit(
        self,
        register: Register,
        task_id: int,
        group_id: int,
        given: Assignment,
        own: Handling,
        day: date | None = None,
        shown: Task | None = None,
    ) -> Task:
        """Write what a person entered for a task.

        It is in force from `day` on, or (None) a correction for all time. `shown` is the task as that person
        had it before him (None: as `register` holds it). A field that he left as it was shown keeps what the
        file holds by now, from an import that ended meanwhile for one.

        Raises RuleBroken, NotFound.
        """
        shown = shown or register.task(task_id)
        with self._acts.alone(register):
            before = register.task(task_id)
            if group_id == shown.group_id:
                group_id = before.group_id
            given = _left_as_shown(tidied(given), shown.given, before.given)
            given = replace(given, group=register.group(group_id).number)
            own = _left_as_shown(own, shown.own, before.own)
            moved = group_id != before.group_id
            position = self._next_position(register, group_id) if moved else before.position
            task = restated(before, register.programme, group_id, position, given)
            with self._acts.act("task_edit", number=given.number, content=given.content, **from_day(day)):
                names = (*given.leads, *given.coordinating)
                if task != before and day is None:
                    self._store.tasks.correct([task], ids_for(self._store, names))
                elif task != before:
                    self._store.tasks.change_from([task], ids_for(self._store, names), day)
                if own != before.own:
                    another = own.officer != before.own.officer
                    self._store.tasks.handle(task_id, own, day if another else None)
        return register.task(task_id)

    def move(
        self, register: Register, task_ids: Sequence[int], group_id: int, before: int | None = None
    ) -> None:
        """Move tasks into a group, in front of `before` or to the end.

        `before` is a task. It is a correction for all time.
        """
        with self._acts.alone(register):
            group = register.group(group_id)
            moved = [register.task(task_id) for task_id in task_ids]
            stay = [task for task in register.tasks if task.group_id == group_id and task.id not in task_ids]
            at = next((index for index, task in enumerate(stay) if task.id == before), len(stay))
            order = [*stay[:at], *moved, *stay[at:]]
            placed = [
                replace(
                    task, group_id=group_id, position=position, given=replace(task.given, group=group.number)
                )
                for position, task in enumerate(order, start=1)
            ]
            changed = [task for task in placed if task != register.task(task.id)]
            with self._acts.act("task_move", count=len(moved), group=group.number):
                self._correct(changed)

    def assign(
        self, register: Register, task_ids: Sequence[int], officer: str, day: date | None = None
    ) -> int:
        """Let an officer look after tasks (an empty name: nobody); return of how many that changes anything.

        From `day` on; None: wherever it was the same one as now, it was this one.
        """
        name = one_line(officer)
        with self._acts.alone(register):
            tasks = [register.task(task_id) for task_id in task_ids]
            others = [task for task in tasks if set(_officers_from(task, day)) != {name}]
            if others:
                label = {"number": others[0].number, "count": len(others), "officer": name}
                with self._acts.act("task_assign", **label, **from_day(day)):
                    for task in others:
                        self._store.tasks.handle(task.id, replace(task.own, officer=name), day)
        return len(others)

    def withdraw(self, register: Register, task_ids: Sequence[int], day: date, note: str) -> None:
        """Take tasks out of what is to be carried out; they and their progress are kept.

        From `day` on they stay out of the totals; on any day before they count as they did.
        """
        with self._acts.alone(register):
            tasks = [register.task(task_id) for task_id in task_ids]
            out = [replace(task, fate=Fate.WITHDRAWN, fate_on=day, fate_note=tidy(note)) for task in tasks]
            with self._acts.act("task_withdraw", number=tasks[0].number, count=len(tasks), **from_day(day)):
                self._store.tasks.decide(out, self._ids(out))

    def bring_back(self, register: Register, task_ids: Sequence[int]) -> None:
        """Put withdrawn tasks back among those to be carried out, as if they had never been withdrawn."""
        with self._acts.alone(register):
            tasks = [register.task(task_id) for task_id in task_ids]
            back = [
                replace(task, fate=Fate.ACTIVE, fate_on=None, fate_note="", gone_since=None) for task in tasks
            ]
            with self._acts.act("task_bring_back", number=tasks[0].number, count=len(tasks)):
                self._store.lineage.forget(task_ids)
                self._correct(back)

    def _next_position(self, register: Register, group_id: int) -> int:
        return self._store.tasks.last_positions(register.programme.id).get(group_id, 0) + 1

    def _correct(self, tasks: Sequence[Task]) -> None:
        self._store.tasks.correct(tasks, self._ids(tasks))

    def _ids(self, tasks: Sequence[Task]) -> dict[str, int]:
        names = (name for task in tasks for name in (*task.given.leads, *task.given.coordinating))
        return ids_for(self._store, names)


def made(
    task_id: int,
    programme: Programme,
    group_id: int,
    position: int,
    given: Assignment,
    folded: str = "",
    since: date | None = None,
) -> Task:
    """Make a task from what a list or a person says of it.

    `folded` is its content, folded, if that is known. It counts from `since` on (None: from the beginning).
    """
    deadline = read_deadline(given.deadline, programme.years)
    return Task(
        id=task_id,
        programme_id=programme.id,
        group_id=group_id,
        position=position,
        given=given,
        deadline=deadline,
        folded=folded or fold(given.content),
        since=since,
    )


def restated(task: Task, programme: Programme, group_id: int, position: int, given: Assignment) -> Task:
    """Return a task with another assignment and place; whatever else it holds stays, by whatever name."""
    now = made(task.id, programme, group_id, position, given)
    return replace(
        task, group_id=group_id, position=position, given=given, deadline=now.deadline, folded=now.folded
    )


def tidied(given: Assignment) -> Assignment:
    """Return the assignment as it is kept: NFC, no stray spaces, agencies named once."""
    return replace(
        given,
        number=one_line(given.number),
        content=tidy(given.content),
        leads=_names(given.leads),
        coordinating=_names(given.coordinating),
        output=tidy(given.output),
        deadline=one_line(given.deadline),
    )


def _officers_from(task: Task, day: date | None) -> list[str]:
    """Return who looks after a task from `day` on, one after the other (None: now)."""
    later = [name for until, name in task.officers if day is not None and until > day]
    return [*later, task.own.officer]


def _left_as_shown(given: T, shown: T, now: T) -> T:
    """Return what a person entered; what he left as it was shown to him is what it is now."""
    left = [one.name for one in fields(given) if getattr(given, one.name) == getattr(shown, one.name)]
    return replace(given, **{name: getattr(now, name) for name in left})


def _names(names: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in map(one_line, names) if name))
