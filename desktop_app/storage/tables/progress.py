"""Progress entries, one for each task and period."""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from desktop_app.domain.plain_json import kept_json
from desktop_app.domain.progress import GROUPS, UNDATED, Figures, OwnActs, ProgressEntry, State
from desktop_app.storage.database import Database

PROGRESS_COLUMNS = (
    "task_id", "period", "starts_on", "cut_off", "state", "percent", "completed_on", "result", "difficulty",
    "proposal", "note", "recorded_at", "recorded_by", "figures", "confirmed", "day_assumed", "own", "act",
    "suspended_on",
)  # fmt: skip
"""What is kept of an entry, as `entry_of` reads it."""

_KNOWN = 4096
_DONE = State.DONE.value
_SELECT = "SELECT " + ", ".join(f"progress.{name}" for name in PROGRESS_COLUMNS) + " FROM progress "
_ORDER = " ORDER BY cut_off, act, starts_on DESC, progress.id"


class ProgressTable:
    """The `progress` table."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def of_programme(self, programme_id: int) -> Iterator[ProgressEntry]:
        """Yield everything recorded for a programme's tasks, sorted by cut-off and act."""
        query = _SELECT + "JOIN tasks ON tasks.id = progress.task_id WHERE tasks.programme_id = ?" + _ORDER
        return map(entry_of, self._db.execute(query, [programme_id]))

    def of_tasks(self, task_ids: Iterable[int]) -> dict[int, list[ProgressEntry]]:
        """Return everything recorded for some tasks, by task id, sorted by cut-off."""
        query = _SELECT + "WHERE task_id IN (SELECT value FROM json_each(?))" + _ORDER
        entries: dict[int, list[ProgressEntry]] = defaultdict(list)
        for row in self._db.execute(query, [json.dumps(sorted(task_ids))]):
            entries[row[0]].append(entry_of(row))
        return entries

    def exceeds(self, programme_id: int, count: int) -> bool:
        """Return whether more than `count` entries are recorded for a programme's tasks."""
        query = (
            "SELECT 1 FROM progress JOIN tasks ON tasks.id = progress.task_id WHERE tasks.programme_id = ?"
        )
        return self._db.execute(query + " LIMIT 1 OFFSET ?", [programme_id, count]).fetchone() is not None

    def counts(self, programme_id: int) -> dict[str, int]:
        """Count what is recorded for a programme's tasks, by the id of the period."""
        query = (
            "SELECT period, COUNT(*) FROM progress JOIN tasks ON tasks.id = progress.task_id "
            "WHERE tasks.programme_id = ? GROUP BY period"
        )
        return {
            str(period): int(count) for period, count in self._db.execute(query, [programme_id]).fetchall()
        }

    def written_by(self, act_id: int) -> list[ProgressEntry]:
        """Return the entries as an act wrote them."""
        query = (
            "SELECT new FROM history WHERE action_id = ? AND entity = 'progress' AND new <> '' ORDER BY id"
        )
        rows = (kept_json(new) for (new,) in self._db.execute(query, [act_id]))
        return [entry_of([row.get(name) for name in PROGRESS_COLUMNS]) for row in rows]

    def put(self, entries: Iterable[ProgressEntry], act_id: int) -> None:
        """Write entries within the act `act_id`, each over the one of its task and period."""
        marks = ", ".join("?" for _ in PROGRESS_COLUMNS)
        pairs = ", ".join(f"{name} = excluded.{name}" for name in PROGRESS_COLUMNS[2:])
        self._db.conn.executemany(
            f"INSERT INTO progress ({', '.join(PROGRESS_COLUMNS)}) VALUES ({marks}) "
            f"ON CONFLICT (task_id, period) DO UPDATE SET {pairs}",
            (_row(entry, act_id) for entry in entries),
        )


def _row(entry: ProgressEntry, act_id: int) -> tuple[Any, ...]:
    return (
        entry.task_id,
        entry.period,
        entry.starts_on.isoformat(),
        entry.cut_off.isoformat(),
        entry.state.value,
        entry.percent,
        entry.completed_on.isoformat() if entry.completed_on else None,
        entry.result,
        entry.difficulty,
        entry.proposal,
        entry.note,
        entry.recorded_at,
        entry.recorded_by,
        entry.figures.value,
        int(entry.confirmed),
        int(entry.assumed),
        _own(entry.acts, act_id),
        act_id,
        entry.suspended_on.isoformat() if entry.suspended_on else None,
    )


@lru_cache(_KNOWN)
def _own(acts: OwnActs, act_id: int) -> str | None:
    """Return as JSON which groups of fields are the entry's own, and since which act.

    Return None if all are, since this.
    """
    if acts == (act_id,) * len(GROUPS):
        return None
    return json.dumps({name: act for name, act in zip(GROUPS, acts, strict=True) if act is not None})


@lru_cache(_KNOWN)
def _acts(own: str | None, act_id: int) -> OwnActs:
    if own is None:
        return (act_id,) * len(GROUPS)
    kept = kept_json(own)
    return tuple(kept.get(name) for name in GROUPS)


def entry_of(row: Sequence[Any]) -> ProgressEntry:
    """Return the entry that a row of `PROGRESS_COLUMNS` holds. Raises RuleBroken, ValueError."""
    task_id, period, starts_on, cut_off, state, percent, completed_on = row[:7]
    result, difficulty, proposal, note, recorded_at, recorded_by = row[7:13]
    figures, confirmed, assumed, own, act, suspended_on = row[13:]
    done_on = date.fromisoformat(completed_on) if completed_on else None
    make: Callable[..., ProgressEntry] = ProgressEntry
    if act <= 0:  # an earlier program wrote it
        make = ProgressEntry.as_kept
        if state == _DONE and done_on is None:
            done_on, assumed = UNDATED, True
    return make(
        task_id=task_id,
        period=period,
        starts_on=date.fromisoformat(starts_on),
        cut_off=date.fromisoformat(cut_off),
        state=State(state),
        percent=percent,
        completed_on=done_on,
        result=result,
        difficulty=difficulty,
        proposal=proposal,
        note=note,
        recorded_at=recorded_at,
        recorded_by=recorded_by,
        figures=Figures(figures),
        confirmed=bool(confirmed),
        acts=_acts(own, act),
        assumed=bool(assumed),
        suspended_on=date.fromisoformat(suspended_on) if suspended_on else None,
    )
