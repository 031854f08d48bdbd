"""What was recorded of a task that goes on as another one is read as the other's, and stays where it is."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from operator import attrgetter
from typing import Protocol

from desktop_app.domain.progress import ProgressEntry
from desktop_app.domain.task import Descent, Fate, Task

Sources = Mapping[int, tuple[int, ...]]
"""The tasks whose entries are read on, by the id of the task that reads them."""
_GONE_ON = frozenset({Fate.RENAMED, Fate.SPLIT})


class _Kept(Protocol):
    def of(self, programme_id: int, /) -> Sequence[Descent]: ...

    def sources(self, programme_id: int, /) -> Sources: ...


@dataclass(frozen=True, slots=True)
class Lineage:
    """Which tasks of a programme went on as which, and whose entries are read on."""

    descents: tuple[Descent, ...]
    sources: Sources

    @classmethod
    def read(cls, kept: _Kept, programme_id: int) -> "Lineage":
        """Read what was decided of the tasks of a programme."""
        return cls(tuple(kept.of(programme_id)), kept.sources(programme_id))


NO_LINEAGE = Lineage((), {})


class _Recorded(Protocol):
    def task(self, task_id: int, /) -> Task: ...

    def own_entries(self, task_id: int, /) -> Sequence[ProgressEntry]: ...


def read_on(recorded: _Recorded, task_id: int, sources: Sources, day: date | None) -> Sequence[ProgressEntry]:
    """Return the entries of a task and of those that had gone on as it by the end of `day` (None: by now).

    What was recorded of the task itself for a period comes before what it reads. Example: 2 was renamed to 4
    on 1/7 with 60 % in Q1. On 30/6 nothing is known of 4, on 1/7 it stands at 60 % since Q1; and if Q1 of 2
    is corrected to 45 %, so does 4.
    """
    found: dict[str, ProgressEntry] = {}
    seen, ahead = set[int](), [task_id]
    while ahead:
        key = ahead.pop(0)
        if key in seen:
            continue
        seen.add(key)
        for entry in recorded.own_entries(key):
            found.setdefault(entry.period, entry if key == task_id else replace(entry, task_id=task_id))
        ahead += [one for one in sources.get(key, ()) if _went_on(recorded.task(one), day)]
    return sorted(found.values(), key=attrgetter("cut_off"))


def heirs_of(sources: Sources, task_ids: Iterable[int]) -> set[int]:
    """Return the tasks that read entries of some tasks, at first hand or by way of others."""
    found: set[int] = set()
    ahead = set(task_ids) if sources else set()
    while ahead:
        ahead = {heir for heir, read in sources.items() if ahead.intersection(read)} - found
        found |= ahead
    return found


def _went_on(task: Task, day: date | None) -> bool:
    return (task if day is None else task.on(day)).fate in _GONE_ON
