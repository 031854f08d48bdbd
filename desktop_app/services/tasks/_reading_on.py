"""What was recorded of a task that goes on as another one is read as the other's, and stays where it is."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from operator import attrgetter
from typing import Protocol

from desktop_app.domain.progress import GROUPS, NOTHING, STANDING, TEXTS, ProgressEntry, standing_of
from desktop_app.domain.task import TAKEN_OVER, Descent, Fate, Task

Sources = Mapping[int, tuple[Descent, ...]]
"""The tasks whose entries are read on, by the id of the task that reads them."""
_GONE_ON = frozenset({Fate.RENAMED, Fate.SPLIT, Fate.MERGED})


class _Kept(Protocol):
    def of(self, programme_id: int, /) -> Sequence[Descent]: ...

    def sources(self, programme_id: int, /) -> Sources: ...


@dataclass(frozen=True, slots=True)
class ReadingLineage:
    """Which tasks of a programme went on as which, and whose entries are read on."""

    descents: tuple[Descent, ...]
    sources: Sources

    @classmethod
    def read(cls, kept: _Kept, programme_id: int) -> "ReadingLineage":
        """Read what was decided of the tasks of a programme."""
        return cls(tuple(kept.of(programme_id)), kept.sources(programme_id))


NO_LINEAGE = ReadingLineage((), {})


class _Recorded(Protocol):
    def task(self, task_id: int, /) -> Task: ...

    def own_entries(self, task_id: int, /) -> Sequence[ProgressEntry]: ...


def read_on(recorded: _Recorded, task_id: int, sources: Sources, day: date | None) -> Sequence[ProgressEntry]:
    """Return the entries of a task and of those that had gone on as it by the end of `day` (None: by now).

    What was recorded of the task itself for a period comes before what it reads. Example: 2 was renamed to 4
    on 1/7 with 60 % in Q1. On 30/6 nothing is known of 4, on 1/7 it stands at 60 % since Q1; and if Q1 of 2
    is corrected to 45 %, so does 4.

    Taken over, it is the other way round with where the task stands, for what was recorded till then.
    Example: 3 at 20 % in Q2 takes over 2, at 60 % in Q1. On 30/6 it stands at 20 %, on 1/7 at 60 %; what is
    recorded of 3 after that act counts.
    """
    found = _found(recorded, task_id, sources, day, frozenset())
    own = (replace(entry, task_id=task_id) if entry.task_id != task_id else entry for entry in found.values())
    return sorted(own, key=attrgetter("cut_off"))


def _found(
    recorded: _Recorded, task_id: int, sources: Sources, day: date | None, seen: frozenset[int]
) -> dict[str, ProgressEntry]:
    """Return the entries by their periods; `seen` are the tasks that read this one."""
    found = {entry.period: entry for entry in recorded.own_entries(task_id)}
    for one in sources.get(task_id, ()):
        if one.from_task in seen or not _went_on(recorded.task(one.from_task), day):
            continue
        theirs = _found(recorded, one.from_task, sources, day, seen | {task_id})
        if one.kind == TAKEN_OVER:
            found = _taken_over(found, theirs, one.act)
        found = theirs | found
    return found


def _taken_over(
    own: Mapping[str, ProgressEntry], theirs: Mapping[str, ProgressEntry], act: int
) -> dict[str, ProgressEntry]:
    """Return own entries without the standing that was recorded before `act`, which theirs stands for."""
    kept = {}
    for period, entry in own.items():
        standing, *texts = entry.acts
        if standing is not None and standing < act:
            standing = None
        left = replace(entry, acts=(standing, *texts))
        joined = _joined(left, theirs[period]) if period in theirs else left
        if joined.acts != NOTHING:
            kept[period] = joined
    return kept


def _joined(first: ProgressEntry, second: ProgressEntry) -> ProgressEntry:
    """Return an entry with what the second one says of the groups that are not the first one's own."""
    pairs = tuple(zip(first.acts, second.acts, strict=True))
    values = standing_of(second) if pairs[STANDING][0] is None and pairs[STANDING][1] is not None else {}
    for name, (mine, other) in zip(GROUPS, pairs, strict=True):
        if name in TEXTS and mine is None and other is not None:
            values[name] = getattr(second, name)
    return replace(first, acts=tuple(other if mine is None else mine for mine, other in pairs), **values)


def heirs_of(sources: Sources, task_ids: Iterable[int]) -> set[int]:
    """Return the tasks that read entries of some tasks, at first hand or by way of others."""
    found: set[int] = set()
    ahead = set(task_ids) if sources else set()
    while ahead:
        ahead = {
            heir for heir, read in sources.items() if any(one.from_task in ahead for one in read)
        } - found
        found |= ahead
    return found


def _went_on(task: Task, day: date | None) -> bool:
    return (task if day is None else task.on(day)).fate in _GONE_ON
