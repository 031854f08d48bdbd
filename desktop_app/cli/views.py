"""What commands print: one JSON shape for each thing, and its Vietnamese lines."""

from typing import Any

from desktop_app.domain.agency import join_agencies
from desktop_app.domain.period import Period
from desktop_app.domain.progress import ProgressEntry
from desktop_app.domain.status import Standing, Status, Totals
from desktop_app.resources import words

JSON = dict[str, Any]


def task_view(standing: Standing) -> JSON:
    """One task as it stands on a day."""
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
        "percent": standing.percent,
        "completed_on": standing.completed_on.isoformat() if standing.completed_on else None,
        "status": standing.status.value if standing.status else None,
        "fate": task.fate.value,
    }


def task_line(standing: Standing) -> str:
    """One task on one line."""
    word = words("status")[standing.status.value if standing.status else "apart"]
    due = f"{standing.due:%d/%m/%Y}" if standing.due else standing.task.deadline.raw
    return f"{standing.task.number:>6}  {standing.percent:>3} %  {word:<22}  {due:<12}  {standing.task.content}"


def totals_view(totals: Totals) -> JSON:
    """The five parts and their sum."""
    return {status.value: totals.of(status) for status in Status} | {"total": totals.total}


def totals_line(title: str, totals: Totals) -> str:
    """Totals on one line, each part named."""
    named = words("status_long")
    parts = ", ".join(f"{named[status.value].lower()} {totals.of(status)}" for status in Status)
    return f"{title}: {totals.total} nhiệm vụ ({parts})"


def entry_view(entry: ProgressEntry, number: str) -> JSON:
    """One progress entry."""
    return {
        "task": entry.task_id,
        "number": number,
        "period": entry.period,
        "state": entry.state.value,
        "percent": entry.percent,
        "completed_on": entry.completed_on.isoformat() if entry.completed_on else None,
        "result": entry.result,
        "difficulty": entry.difficulty,
        "proposal": entry.proposal,
        "note": entry.note,
        "recorded_at": entry.recorded_at,
        "recorded_by": entry.recorded_by,
    }


def period_view(period: Period) -> JSON:
    """One period."""
    return {
        "id": period.id,
        "kind": period.kind,
        "label": period.label,
        "starts_on": period.starts_on.isoformat(),
        "cut_off": period.cut_off.isoformat(),
        "send_by": period.send_by.isoformat() if period.send_by else None,
        "state": "open",
    }
