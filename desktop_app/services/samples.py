"""The illustrative data: a separate data file in which a newcomer sees a living programme."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from desktop_app import files
from desktop_app.domain.plain_json import read_json
from desktop_app.domain.progress import ProgressEntry, State
from desktop_app.domain.work import Progress, no_progress
from desktop_app.resources import resource
from desktop_app.services.workspace import Workspace

SAMPLE_LIST = "Danh_muc_minh_hoa_242.xlsx"
_PROGRESS = "tien_do_minh_hoa.json"


def make_sample(path: Path, progress: Progress = no_progress) -> None:
    """Make a data file with the illustrative list and two years of progress. Raises as `Workspace.create`."""
    workspace = Workspace.create(path)
    try:
        programme = replace(workspace.programme(), illustrative=True)
        workspace.programmes.change(programme)
        register = workspace.register(programme.id)
        plan = workspace.imports.plan(register, resource("samples", SAMPLE_LIST), progress=progress)
        workspace.imports.apply(register, plan)
        rows = read_json(resource("samples", _PROGRESS).read_text(encoding="utf-8"))
        by_period: dict[str, list[ProgressEntry]] = {}
        for row in rows:
            period = workspace.periods.find(row["period"], programme)
            entry = ProgressEntry(register.find(row["task"]).id, period.id, period.starts_on, period.cut_off)
            by_period.setdefault(period.id, []).append(_filled(entry, row))
        for entries in by_period.values():
            workspace.recording.put(register, entries)
    except BaseException:
        workspace.close()
        files.discard(path)
        raise
    workspace.close()


def _filled(entry: ProgressEntry, row: dict[str, Any]) -> ProgressEntry:
    return replace(
        entry,
        state=State(row["state"]),
        percent=row["percent"],
        completed_on=date.fromisoformat(row["completed_on"]) if row["completed_on"] else None,
        result=row["result"],
        difficulty=row["difficulty"],
        proposal=row["proposal"],
        note=row["note"],
        recorded_at=f"{entry.cut_off.isoformat()}T09:00:00",
    )
