"""One choice for all rows in sight, as a decision about each; and what all decisions come to."""

from collections.abc import Mapping, Sequence

from PySide6.QtWidgets import QWidget

from desktop_app.domain.editions import LATER, NEW, Decision, Decisions
from desktop_app.services.importing import ImportPlan
from desktop_app.services.tasks import Register
from desktop_app.ui.importing.lines import PreviewLine, changes_of, waits
from desktop_app.ui.widgets import ChoiceDialog


def decisions_for(choice: str, key: int, line: PreviewLine) -> dict[int, Decision | None]:
    """Return the decisions that a choice for all rows in sight means; None takes a decision back."""
    match = line.match
    if match is None:
        return {}
    if choice in ("take", "leave"):
        return {key: None if choice == "take" else LATER}
    if choice == "later":
        return {key: LATER}
    conflicts = frozenset(change.field for change in match.changes if change.conflict)
    if choice in ("conflict_keep", "conflict_take"):
        keep = conflicts if choice == "conflict_keep" else frozenset()
        return {key: Decision(take=True, keep=keep)} if conflicts else {}
    if conflicts:
        return {}
    if choice == "near_first":
        return {key: Decision(take=True, task_id=match.candidates[0])} if match.candidates else {}
    return {key: NEW}


def still_asked(plan: ImportPlan, decisions: Decisions) -> dict[int, Decision]:
    """Return the decisions about rows that a plan, read anew, asks about, too."""
    if not decisions:  # as of every list at first: its rows need not be looked up
        return {}
    keys = plan.by_row.keys() | {-(match.task_id or 0) for match in plan.matches if match.row is None}
    return {
        key: one
        for key, one in decisions.items()
        if key in keys and plan.known.keys() >= {one.task_id, one.part_of} - {None}
    }


def agencies_for(choice: str, lines: Sequence[PreviewLine], before: Mapping[str, str]) -> dict[str, str]:
    """Return what names mean after a choice for all agencies in sight."""
    near = {line.agency.name: line.agency.near[0] for line in lines if line.agency and line.agency.near}
    return {} if choice == "new" else {**before, **near}


def next_to_decide(lines: Sequence[PreviewLine], key: int | str, *, asked: bool) -> int | None:
    """Return the place of the line after the one with `key`; if they are `asked`, of one that waits."""
    place = next((at for at, line in enumerate(lines) if line.key == key), -1)
    later = range(place + 1, len(lines))
    return next((at for at in later if not asked or waits(lines[at]) == "waits"), None)


def asks_for_more(line: PreviewLine) -> bool:
    """Return whether a line has several cells in conflict, each to be decided."""
    return sum(change.conflict for change in changes_of(line)) > 1


def ask_agency(parent: QWidget, register: Register, name: str) -> str | None:
    """Ask which agency of the catalogue a name means; None if the officer gives up."""
    known = sorted({one for task in register.tasks for one in (*task.given.leads, *task.given.coordinating)})
    return ChoiceDialog.ask(parent.tr("Chọn cơ quan"), parent.tr("“%s” &là") % name, known, parent)
