"""Which task a row of a file means that names it by number and content: exactly, nearly, or not at all."""

from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from desktop_app.domain.task import Task
from desktop_app.domain.text import fold, same_text

NEAR, NEAR_WITH_NUMBER = 94.0, 85.0
"""How alike two contents must be (of 100), without and with the same number."""


@dataclass(frozen=True, slots=True)
class RowIdentity:
    """What a row says; `group` is None if it does not say."""

    number: str
    content: str
    group: int | None = None


@dataclass(frozen=True, slots=True)
class MatchedTask:
    """The task meant, or None; `sure` if the content is the same. `several`: more than one could be meant."""

    task: Task | None
    sure: bool = True
    several: bool = False


def match_rows(rows: Sequence[RowIdentity], tasks: Sequence[Task]) -> list[MatchedTask]:
    """Find the task of each row; no task is found twice. Exact contents come first, then near ones."""
    by_content: dict[str, list[Task]] = {}
    for task in tasks:
        by_content.setdefault(task.folded, []).append(task)
    taken: set[int] = set()
    found: list[MatchedTask | None] = []
    for row in rows:
        same = [task for task in by_content.get(fold(row.content), ()) if task.id not in taken]
        found.append(_among(same, row))
        chosen = found[-1]
        if chosen is not None and chosen.task is not None:
            taken.add(chosen.task.id)
    for place, row in enumerate(rows):
        if found[place] is None:
            near = found[place] = _near(row, [task for task in tasks if task.id not in taken])
            if near.task is not None:
                taken.add(near.task.id)
    return [one if one is not None else MatchedTask(None) for one in found]


def _among(same: Sequence[Task], row: RowIdentity) -> MatchedTask | None:
    """Choose among tasks with the same content: by group, then by number, then the first if all are alike."""
    if not same:
        return None
    closest = [task for task in same if row.group is not None and task.given.group == row.group] or same
    numbered = [task for task in closest if row.number and same_text(task.number, row.number)] or closest
    if len(numbered) == 1:
        return MatchedTask(numbered[0])
    places = {(task.given.group, task.number) for task in numbered}
    return MatchedTask(numbered[0]) if len(places) == 1 else MatchedTask(None, several=True)


def _near(row: RowIdentity, tasks: Sequence[Task]) -> MatchedTask:
    content = fold(row.content)
    best: list[tuple[float, Task]] = []
    for task in tasks:
        numbered = bool(row.number) and same_text(task.number, row.number)
        alike = fuzz.ratio(content, task.folded)
        if alike >= (NEAR_WITH_NUMBER if numbered else NEAR):
            best.append((alike + numbered, task))
    best.sort(key=lambda pair: -pair[0])
    if not best:
        return MatchedTask(None)
    if len(best) > 1 and best[0][0] - best[1][0] < 1:
        return MatchedTask(None, several=True)
    return MatchedTask(best[0][1], sure=False)
