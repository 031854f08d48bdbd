"""Where tasks stand in their groups after a list came: as the list has them, those it left out behind."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from desktop_app.domain.task import Task


def positions(before: Iterable[Task], named: Sequence[Task], gone: Iterable[int]) -> Mapping[int, int]:
    """Return the positions of tasks, by id, as far as they differ from those in `named` and `before`.

    `before` are the tasks of the data file, `named` those that the list names, in its order, with their
    groups as it has them; `gone` are the ids that it left out. A task that no list ever named stays behind
    the one that it stood behind. A new task takes the position of the one before it, so that few others move:
    of two with one position the younger stands second.
    """
    left_out = set(gone)
    in_list = {task.id for task in named}
    known: dict[int, list[Task]] = defaultdict(list)
    for task in sorted(before, key=_place):
        known[task.group_id].append(task)
    groups: dict[int, list[Task]] = defaultdict(list)
    for task in named:
        groups[task.group_id].append(task)
    held = {task.id: task for tasks in known.values() for task in tasks}
    found: dict[int, int] = {}
    for group, tasks in groups.items():
        others = [task for task in known[group] if task.id not in in_list]
        found |= _of_group(tasks, others, held, left_out)
    now = {task.id: task.position for task in named} | {
        key: task.position for key, task in held.items() if key not in in_list
    }
    return {key: position for key, position in found.items() if now[key] != position}


def _of_group(
    named: Sequence[Task], others: Sequence[Task], held: Mapping[int, Task], gone: set[int]
) -> dict[int, int]:
    """Return the positions of one group's tasks, those that stay as they are, too."""
    found: dict[int, int] = {}
    last = 0
    for task in named:
        old = held.get(task.id)
        stays = old is not None and old.group_id == task.group_id
        found[task.id] = last = old.position if old is not None and stays else last
    keys = [(found[task.id], task.id) for task in named]
    if keys != sorted(keys):
        found = _numbered(named, others, held)
    behind = max([*found.values(), *(task.position for task in others)], default=0)
    for task in others:
        if task.id in gone:
            behind += 1
            found[task.id] = behind
    return found


def _numbered(named: Sequence[Task], others: Sequence[Task], held: Mapping[int, Task]) -> dict[int, int]:
    """Count the tasks of a group anew: as named, each followed by the others that stood behind it."""
    after: dict[int, list[int]] = defaultdict(list)
    in_list = {task.id for task in named}
    anchor = 0
    stood = [task for task in held.values() if task.id in in_list and task.group_id == named[0].group_id]
    for task in sorted([*stood, *others], key=_place):
        if task.id in in_list:
            anchor = task.id
        else:
            after[anchor].append(task.id)
    order = [*after[0]]
    for task in named:
        order += [task.id, *after[task.id]]
    return {key: position for position, key in enumerate(order, start=1)}


def _place(task: Task) -> tuple[int, int]:
    return task.position, task.id
