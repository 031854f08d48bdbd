"""What commands print: one JSON shape for each thing, and its Vietnamese lines."""

from typing import Any

from desktop_app.domain.agencies import join_agencies
from desktop_app.domain.period import Period
from desktop_app.domain.progress import GROUPS, ProgressEntry
from desktop_app.domain.sealing import PeriodState, SealedVersion
from desktop_app.domain.status import Standing, Status, Totals
from desktop_app.resources import words
from desktop_app.services.periods import day_off

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
        "percent": standing.percent,
        "completed_on": standing.completed_on.isoformat() if standing.completed_on else None,
        "day_assumed": standing.assumed,
        "occurrence": [day.isoformat() for day in standing.held] if standing.held else None,
        "status": standing.status.value if standing.status else None,
        "fate": task.fate.value,
    }


def task_line(standing: Standing) -> str:
    """Return one task on one line."""
    word = words("status")[standing.status.value if standing.status else "apart"]
    due = f"{standing.due:%d/%m/%Y}" if standing.due else standing.task.deadline.raw
    return (
        f"{standing.task.number:>6}  {standing.percent:>3} %  {word:<22}  {due:<12}  {standing.task.content}"
    )


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


def entry_view(entry: ProgressEntry, number: str) -> JSON:
    """Return one progress entry.

    `own` names what was recorded for its period, the rest stands from elsewhere.
    """
    return {
        "task": entry.task_id,
        "number": number,
        "period": entry.period,
        "state": entry.state.value,
        "percent": entry.percent,
        "completed_on": entry.completed_on.isoformat() if entry.completed_on else None,
        "day_assumed": entry.assumed,
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


def period_view(period: Period, state: PeriodState = PeriodState.OPEN) -> JSON:
    """Return one period; `send_off` says why nobody works on its send-by day."""
    off = day_off(period.send_by) if period.send_by else None
    return {
        "id": period.id,
        "kind": period.kind,
        "label": period.label,
        "starts_on": period.starts_on.isoformat(),
        "cut_off": period.cut_off.isoformat(),
        "send_by": period.send_by.isoformat() if period.send_by else None,
        "send_off": (off.holiday or words("weekday")[str(off.weekday)]) if off else None,
        "actual_until": period.actual_until.isoformat() if period.actual_until else None,
        "state": state.value,
    }


def period_line(period: Period, state: PeriodState) -> str:
    """Return one period on one line; a send-by day on which nobody works is pointed out, not moved."""
    line = f"{period.id:<14} {period.label:<24} {period.starts_on:%d/%m/%Y} đến {period.cut_off:%d/%m/%Y}"
    if period.send_by:
        off = day_off(period.send_by)
        day = words("weekday")[str(period.send_by.weekday())]
        line += f", hạn gửi {period.send_by:%d/%m/%Y}" + (f" ({day}, ngày nghỉ)" if off else "")
    return f"{line}, {words('period_state')[state.value].lower()}"


def version_view(version: SealedVersion) -> JSON:
    """Return one sealed version."""
    return {
        "period": version.period,
        "version": version.version,
        "sha256": version.sha256,
        "reason": version.reason,
        "sealed_at": version.sealed_at,
        "sealed_by": version.sealed_by,
        "history_head": version.head,
        "reopened_for": version.reopened_for,
        "reopened_at": version.reopened_at,
        "reopened_by": version.reopened_by,
    }
