"""What commands print: one JSON shape for each thing, and its Vietnamese lines."""

from typing import Any

from desktop_app.domain.agencies import join_agencies
from desktop_app.domain.progress import GROUPS, ProgressEntry
from desktop_app.domain.status import Standing, Status, Totals
from desktop_app.domain.text import day_text
from desktop_app.resources import words

JSON = dict[str, Any]


def task_view(standing: Standing) -> JSON:
    """Return one task as it stands on a day."""
    task = standing.task
    deadline = task.deadline
    return {
        "id": task.id,
        "number": task.number,
        "group": task.given.group,
        "content": task.content,
        "lead": join_agencies(task.given.leads),
        "coordinating": list(task.given.coordinating),
        "output": task.given.output,
        "deadline": {
            "raw": deadline.raw,
            "ends_on": deadline.ends_on.isoformat() if deadline.ends_on else None,
            "precision": deadline.precision,
            "recurs": deadline.recurs.unit if deadline.recurs else None,
        },
        "due": standing.due.isoformat() if standing.due else None,
        "state": standing.state.value,
        "first_due": standing.first_due.isoformat() if standing.first_due else None,
        "percent": standing.told_percent,
        "completed_on": standing.completed_on.isoformat() if standing.completed_on else None,
        "day_assumed": standing.assumed,
        "suspended_on": standing.suspended_on.isoformat() if standing.suspended_on else None,
        "occurrence": [day.isoformat() for day in standing.held] if standing.held else None,
        "status": standing.status.value if standing.status else None,
        "fate": task.fate.value,
    }


def task_line(standing: Standing) -> str:
    """Return one task on one line."""
    word = words("status")[standing.status.value if standing.status else "apart"]
    due = day_text(standing.due) if standing.due else standing.task.deadline.raw
    percent = f"{standing.percent:>3}%" if standing.recorded else f"{'–':>4}"
    return f"{standing.task.number:>6}  {percent}  {word:<22}  {due:<12}  {standing.task.content}"


def totals_view(totals: Totals) -> JSON:
    """Return the five parts and their sum."""
    return {status.value: totals.of(status) for status in Status} | {"total": totals.total}


def totals_line(title: str, totals: Totals, *, known: bool = True) -> str:
    """Totals on one line, each part named; of totals that are not `known` only the number of tasks."""
    if not known:
        return f"{title}: {totals.total} nhiệm vụ, chưa có số liệu"
    named = words("status_long")
    parts = ", ".join(f"{named[status.value].lower()} {totals.of(status)}" for status in Status)
    return f"{title}: {totals.total} nhiệm vụ ({parts})"


def entry_view(entry: ProgressEntry, number: str, *, stated: bool) -> JSON:
    """Return one progress entry.

    `own` names what was recorded for its period, the rest stands from elsewhere. `stated`: anything was
    recorded of where the task stands, else its percent is null.
    """
    return {
        "task": entry.task_id,
        "number": number,
        "period": entry.period,
        "state": entry.state.value,
        "percent": entry.percent if stated else None,
        "completed_on": entry.completed_on.isoformat() if entry.completed_on else None,
        "day_assumed": entry.assumed,
        "suspended_on": entry.suspended_on.isoformat() if entry.suspended_on else None,
        "result": entry.result,
        "difficulty": entry.difficulty,
        "proposal": entry.proposal,
        "note": entry.note,
        "recorded_at": entry.recorded_at,
        "recorded_by": entry.recorded_by,
        "figures": entry.figures.value,
        "confirmed": entry.confirmed,
        "own": [name for name, act in zip(GROUPS, entry.acts, strict=True) if act is not None],
    }
