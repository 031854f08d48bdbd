"""Taking over the progress that is still readable of a damaged file and is not in the data file."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from desktop_app.domain.errors import NotFound
from desktop_app.domain.period import Period, PeriodState
from desktop_app.domain.progress import ProgressChanges, ProgressEntry, State
from desktop_app.domain.text import day_text
from desktop_app.resources import words
from desktop_app.services.history import ActFilter, act_of, say_act
from desktop_app.services.rescue import newest_way_back
from desktop_app.services.tasks import Register
from desktop_app.services.wording import period_label
from desktop_app.services.workspace import Workspace
from desktop_app.storage.salvage import remains


@dataclass(frozen=True, slots=True)
class SalvagedRecord:
    """A record that the damaged file has and the data file lacks, or has otherwise.

    `changes` would bring it in. `hindrance` is why it cannot be: "sealed", "gone" (no such task or period),
    or empty.
    """

    programme_id: int
    task_id: int
    number: str
    content: str
    period: str
    period_label: str
    recorded_at: str
    recorded_by: str
    changes: ProgressChanges
    hindrance: str = ""


@dataclass(frozen=True, slots=True)
class Salvage:
    """What was found: records of progress, and in words the acts of other kinds, which stay lost."""

    records: tuple[SalvagedRecord, ...]
    others: tuple[str, ...]


def salvage(workspace: Workspace, damaged: Path) -> Salvage:
    """Compare a damaged file with the data file that stands in its place. Raises SourceMissing, DiskFull."""
    way = newest_way_back(workspace.path)
    with remains(damaged, way.path if way else workspace.path) as rest:
        entries = rest.entries()
        acts = [act_of(one) for one in rest.acts_after(_common(workspace))]
    registers = [workspace.register(one.id) for one in workspace.programmes.all()]
    found = [one for entry in entries if (one := _compared(workspace, registers, entry))]
    others = [say_act(one, period_label) for one in acts if not one.kind.startswith("record")]
    return Salvage(tuple(sorted(found, key=lambda one: one.recorded_at)), tuple(others))


def say_changes(changes: ProgressChanges) -> str:
    """Return in words what a record says."""
    named = words("field")
    return "; ".join(
        f"{named[name]}: {_value(value)}" for name, value in changes.items() if value not in (None, "")
    )


def _value(value: object) -> str:
    if isinstance(value, date):
        return day_text(value)
    return words("state").get(str(value)) or words("figures").get(str(value)) or str(value)


def _common(workspace: Workspace) -> int:
    """Return the last act that both files hold: the one before the restore."""
    found = workspace.journal.page(ActFilter(kind="restore"), size=1).acts
    return found[0].id - 1 if found else workspace.last_action()


def take_over(workspace: Workspace, records: Iterable[SalvagedRecord]) -> int:
    """Record what was found, one act for each period, and return how many records that were.

    Raises PeriodSealed, RuleBroken.
    """
    by_period: dict[tuple[int, str], dict[int, ProgressChanges]] = defaultdict(dict)
    for one in records:
        if not one.hindrance:
            by_period[one.programme_id, one.period][one.task_id] = one.changes
    for (programme_id, period_id), changes in by_period.items():
        register = workspace.register(programme_id)
        period = workspace.periods.find(period_id, register.programme)
        workspace.recording.record(register, period, changes)
    return sum(map(len, by_period.values()))


def _compared(workspace: Workspace, registers: list[Register], entry: ProgressEntry) -> SalvagedRecord | None:
    register = next((one for one in registers if _has(one, entry.task_id)), None)
    if register is None:
        return SalvagedRecord(
            programme_id=0,
            task_id=entry.task_id,
            number="",
            content="",
            period=entry.period,
            period_label=period_label(entry.period),
            recorded_at=entry.recorded_at,
            recorded_by=entry.recorded_by,
            changes={},
            hindrance="gone",
        )
    present = next((one for one in register.own_entries(entry.task_id) if one.period == entry.period), None)
    changes = _changes(entry, present)
    if not changes or (present is not None and present.recorded_at > entry.recorded_at):
        return None
    task = register.task(entry.task_id)
    period = _period(workspace, register, entry.period)
    states = workspace.periods.states(register.programme.id)
    sealed = states.get(entry.period) is PeriodState.SEALED
    return SalvagedRecord(
        programme_id=register.programme.id,
        task_id=task.id,
        number=task.number,
        content=task.content,
        period=entry.period,
        period_label=period.label if period else period_label(entry.period),
        recorded_at=entry.recorded_at,
        recorded_by=entry.recorded_by,
        changes=changes,
        hindrance="gone" if period is None else "sealed" if sealed else "",
    )


def _has(register: Register, task_id: int) -> bool:
    try:
        register.task(task_id)
    except NotFound:
        return False
    return True


def _period(workspace: Workspace, register: Register, period_id: str) -> Period | None:
    try:
        return workspace.periods.find(period_id, register.programme)
    except NotFound:
        return None


def _changes(found: ProgressEntry, present: ProgressEntry | None) -> ProgressChanges:
    """Return what has to be set for the record to say what the found one says of its own."""
    changed: ProgressChanges = {}
    standing = [found.state, found.percent, found.completed_on, found.figures]
    own = present is not None and present.owns("state")
    if found.owns("state") and (
        not own
        or present is None
        or standing != [present.state, present.percent, present.completed_on, present.figures]
    ):
        changed |= {"state": found.state, "percent": found.percent, "figures": found.figures}
        if found.state is State.DONE and not found.assumed:
            changed |= {"completed_on": found.completed_on}
    if _text_differs("result", found, present):
        changed["result"] = found.result
    if _text_differs("difficulty", found, present):
        changed["difficulty"] = found.difficulty
    if _text_differs("proposal", found, present):
        changed["proposal"] = found.proposal
    if _text_differs("note", found, present):
        changed["note"] = found.note
    return changed


def _text_differs(name: str, found: ProgressEntry, present: ProgressEntry | None) -> bool:
    if not found.owns(name):
        return False
    own = present is not None and present.owns(name)
    return bool(getattr(found, name)) if not own else getattr(found, name) != getattr(present, name)
