"""What goes along when a task goes on as another one, and what stays with the old name."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from desktop_app.domain.deadlines import Extension
from desktop_app.domain.indicator import Indicator, IndicatorValue, OverTasks
from desktop_app.domain.task import Descent, Fate, Task
from desktop_app.services.tasks.register import Register
from desktop_app.storage.store import Store


@dataclass(frozen=True, slots=True)
class TaskLeftBehind:
    """A task whose progress does not go along, and how far it was (percent)."""

    task: Task
    percent: int


@dataclass(frozen=True, slots=True)
class HandedOn:
    """What went along with a decision, in numbers, and what did not.

    `progress` counts the tasks that go on from what was recorded. `closed` are the closed periods whose
    documents, quantities and verdicts stay with the old name; `left` are tasks with progress that nobody goes
    on from.
    """

    progress: int = 0
    officers: int = 0
    extensions: int = 0
    documents: int = 0
    quantities: int = 0
    verdicts: int = 0
    closed: tuple[str, ...] = ()
    left: tuple[TaskLeftBehind, ...] = ()


def hand_on(store: Store, register: Register, descents: Sequence[Descent], day: date) -> HandedOn:
    """Write what goes along beside progress, inside the running act.

    What a task has of its own stays as it is. Merged and split: the documents, the officer, and of what is
    merged the quantities. A new name takes the extensions and the verdicts, too. Nothing is added to a closed
    period, nor is a quantity or a verdict to one that ends before `day`: then the old task counted.
    """
    programme, fate = register.programme.id, Fate(descents[0].kind)
    pairs = [(one.from_task, one.to_task) for one in descents]
    links = [link for link in store.evidence.links(programme) if link.task_id in {old for old, _ in pairs}]
    values = [] if fate is Fate.SPLIT else _quantities(store, register, pairs, day)
    ends = {entry.period: entry.cut_off for task in register.tasks for entry in register.own_entries(task.id)}
    reviewed = [period for period, cut_off in ends.items() if cut_off >= day] if fate is Fate.RENAMED else []
    asked = [*(link.period for link in links), *(one.period for one in values), *reviewed]
    closed = store.seals.closed(programme, (period for period in asked if period))
    moved = [one for one in values if one.period not in closed]
    store.indicators.put(moved)
    return HandedOn(
        officers=_officers(store, register, pairs, day),
        extensions=_extensions(store, register, pairs, day) if fate is Fate.RENAMED else 0,
        documents=store.evidence.link(
            replace(link, task_id=new)
            for old, new in pairs
            for link in links
            if link.task_id == old and link.period not in closed
        ),
        quantities=len(moved),
        verdicts=sum(
            store.reviews.copy(period, old, new)
            for period in reviewed
            if period not in closed
            for old, new in pairs
        ),
        closed=tuple(closed),
    )


def _officers(store: Store, register: Register, pairs: Sequence[tuple[int, int]], day: date) -> int:
    """Let the officers look after the new tasks, from `day` if these counted before; return of how many."""
    given: dict[int, str] = {}
    for old, new in pairs:
        officer = register.task(old).own.officer
        if officer and not register.task(new).own.officer:
            given.setdefault(new, officer)
    for new, officer in given.items():
        there = register.task(new)
        own = replace(there.own, officer=officer)
        store.tasks.handle(new, own, None if _begins(there, day) else day)
    return len(given)


def _extensions(store: Store, register: Register, pairs: Sequence[tuple[int, int]], day: date) -> int:
    """Extend the same deadlines of the new names, each from its day, or from `day` if they counted before."""
    count = 0
    for old, new in pairs:
        there = register.task(new)
        if there.extensions:
            continue
        for one in register.task(old).extensions:
            counts_from = one.decided_on if _begins(there, day) else max(one.decided_on, day)
            store.tasks.extend(_for(one, new, counts_from))
            count += 1
    return count


def _for(one: Extension, task_id: int, decided_on: date) -> Extension:
    return replace(one, id=0, task_id=task_id, decided_on=decided_on)


def _begins(task: Task, day: date) -> bool:
    return task.since is not None and task.since >= day


def _quantities(
    store: Store, register: Register, pairs: Sequence[tuple[int, int]], day: date
) -> list[IndicatorValue]:
    """Return the values of periods from `day` on for the tasks that go on, where these have none.

    Several are added.
    """
    entered = store.indicators.values(register.programme.id)
    found: dict[tuple[int, int, str], IndicatorValue] = {}
    for indicator in store.indicators.of(register.programme.id):
        for old, new in pairs:
            if not _takes(indicator, register.task(new)):
                continue
            own = {one.period for one in entered.get((indicator.id, new), ())}
            for one in entered.get((indicator.id, old), ()):
                if one.cut_off < day or one.period in own:
                    continue
                place = (indicator.id, new, one.period)
                before = found[place].value if place in found else Decimal(0)
                if not before or indicator.over_tasks is OverTasks.SUM:
                    found[place] = replace(one, task_id=new, value=before + one.value)
    return list(found.values())


def _takes(indicator: Indicator, task: Task) -> bool:
    return indicator.by_task and indicator.group_id in (None, task.group_id)
