"""One choice for all rows in sight, as a decision about each; and what all decisions come to."""

from PySide6.QtWidgets import QWidget

from desktop_app.domain.editions import LATER, NEW, Decision, Decisions
from desktop_app.services.importing import ImportPlan
from desktop_app.services.tasks import Register
from desktop_app.ui.importing.lines import PreviewLine
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
        if key in keys and (one.task_id is None or one.task_id in plan.known)
    }


def ask_agency(parent: QWidget, register: Register, name: str) -> str | None:
    """Ask which agency of the catalogue a name means; None if the officer gives up."""
    known = sorted({one for task in register.tasks for one in (*task.given.leads, *task.given.coordinating)})
    return ChoiceDialog.ask(parent.tr("Chọn cơ quan"), parent.tr("“%s” &là") % name, known, parent)
