"""Which entry speaks.

The one rule by which screens, figures, reports, forms and commands find what holds on a day. An entry says
what was recorded for its own period (`ProgressEntry.acts`). At the end of a day a closed period speaks of its
cut-off and a running one of its beginning, so that the entry of a whole year, made at its end, does not speak
over the quarter's at that quarter's cut-off. Of two periods that speak of the same day the one recorded by
the later act is the newer; the clock decides nothing. A completion or suspension still to come does not speak
at all, and one by the day speaks whenever it was typed in, unless its day is only assumed. Each group of
fields (`progress.GROUPS`) is asked for by itself, so that a note moves no figure.

Example: quarter II (cut off on 30/6), quarter III (30/9) and the whole year (1/1 to 31/12) have entries. On
30/9 the year still runs and counts from 1/1, so the order is year, II, III: quarter III speaks. If quarter IV
(from 1/10) has a completion of 28/9, the task is done on 30/9 all the same.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from operator import attrgetter
from typing import Any

from desktop_app.domain.deadlines import occurrence
from desktop_app.domain.progress import (
    GROUPS,
    NOTHING,
    STANDING,
    UNDATED,
    Figures,
    ProgressEntry,
    State,
    standing_of,
)
from desktop_app.domain.task import Task

Span = tuple[date, date]
_CUT_OFF = attrgetter("cut_off")


@dataclass(frozen=True, slots=True)
class SpeakingRecord:
    """What holds for a period, and of which days it was said.

    `entry` is the period's own; if it has none, it bears the name of the period that said most recently where
    the task stands. `days` are the cut-offs from which each of `GROUPS` stands, None where nothing was
    recorded.
    """

    entry: ProgressEntry
    days: tuple[date | None, ...]


def speaker(entries: Sequence[ProgressEntry], day: date, group: int = STANDING) -> ProgressEntry | None:
    """Return the entry that speaks at the end of `day` for one of `GROUPS`.

    Return None if nothing was recorded by then. `entries` are sorted by cut-off and act.
    """
    at = bisect_right(entries, day, key=_CUT_OFF)
    found, spoken, act = None, date.min, 0
    for place in range(at - 1, -1, -1):
        entry = entries[place]
        if found is not None and entry.cut_off < spoken:
            break
        own = entry.acts[group]
        if own is None or (group == STANDING and _to_come(entry, day)):
            continue
        if found is None or own > act:
            found, spoken, act = entry, entry.cut_off, own
    return found if at == len(entries) else _running(entries[at:], day, group, found, (spoken, act))


def _running(
    entries: Sequence[ProgressEntry],
    day: date,
    group: int,
    found: ProgressEntry | None,
    newest: tuple[date, int],
) -> ProgressEntry | None:
    """Look on among the entries of periods that were not closed by `day`."""
    ahead, last = None, newest
    for entry in entries:
        own = entry.acts[group]
        if own is None:
            continue
        to_come = group == STANDING and _to_come(entry, day)
        if entry.starts_on <= day:
            if not to_come and (found is None or (entry.starts_on, own) >= newest):
                found, newest = entry, (entry.starts_on, own)
        elif group == STANDING and _of_a_day(entry) and not to_come:
            order = (entry.cut_off, own)
            ahead, last = (entry, order) if ahead is None or order >= last else (ahead, last)
    return ahead or found


def of_occurrence(
    task: Task, entries: Sequence[ProgressEntry], day: date, span: Span
) -> Sequence[ProgressEntry]:
    """Return the entries that speak of the occurrence which holds `day`.

    Of a task that does not recur, return all.
    """
    task = task.on(day)
    if task.deadline.recurs is None:
        return entries
    held = occurrence(task.deadline, day, span)
    return [] if held is None else within(entries, held)


def within(entries: Sequence[ProgressEntry], held: Span) -> list[ProgressEntry]:
    """Return the entries that speak of the occurrence `held`.

    A completion typed in later speaks of the time in which it was done; one recorded in a period that had
    closed before it speaks of that period's time, which it completes late.
    """
    return [entry for entry in entries if held[0] <= _spoken_of(entry) <= held[1]]


def dated(task: Task, entries: Sequence[ProgressEntry], span: Span) -> Sequence[ProgressEntry]:
    """Return the entries of a task.

    A completion that an earlier program kept without a day gets the one to assume.
    """
    if all(entry.completed_on != UNDATED for entry in entries):
        return entries
    return [
        _dated(task, entry, entries, span) if entry.completed_on == UNDATED else entry for entry in entries
    ]


def resolved(task: Task, entries: Sequence[ProgressEntry], span: Span) -> Sequence[ProgressEntry]:
    """Return dated entries of a task with what is not their own as it holds at their cut-off.

    Only what was recorded is referred to, so that a correction reaches everything that stands on it.
    """
    return [filled(task, entry, entries, span).entry for entry in entries]


def filled(task: Task, entry: ProgressEntry, entries: Sequence[ProgressEntry], span: Span) -> SpeakingRecord:
    """Return one of the dated `entries` of a task with what is not its own, and of which days that is."""
    if entry.whole:
        return SpeakingRecord(entry, (entry.cut_off,) * len(GROUPS))
    held = of_occurrence(task, entries, entry.cut_off, span)
    others = [one for one in held if one is not entry]
    speakers = [
        entry if act is not None else speaker(others, entry.cut_off, group)
        for group, act in enumerate(entry.acts)
    ]
    days = tuple(one.cut_off if one is not None else None for one in speakers)
    return SpeakingRecord(replace(entry, **_values(speakers, entry.cut_off)), days)


def holding_on(task: Task, entries: Sequence[ProgressEntry], day: date, span: Span) -> SpeakingRecord | None:
    """Return what holds at the end of `day` for a period without an entry of its own.

    Return None if nothing was recorded.
    """
    entries = of_occurrence(task, entries, day, span)
    if not entries:
        return None
    last = entries[-1]
    alone = len(entries) == 1 or entries[-2].cut_off < last.cut_off
    if alone and last.whole and last.cut_off <= day and not _to_come(last, day):
        return SpeakingRecord(last, (last.cut_off,) * len(GROUPS))
    speakers = [speaker(entries, day, group) for group in range(len(GROUPS))]
    newest = speakers[STANDING] or max(filter(None, speakers), key=_CUT_OFF, default=None)
    if newest is None:
        return None
    days = tuple(one.cut_off if one is not None else None for one in speakers)
    if all(one is newest for one in speakers):
        return SpeakingRecord(newest, days)
    return SpeakingRecord(replace(newest, acts=NOTHING, confirmed=False, **_values(speakers, None)), days)


def turned(entries: Sequence[ProgressEntry]) -> bool:
    """Return whether a completion or a suspension did not last, or got another day."""
    settled: tuple[State, date | None, date | None] | None = None
    for one in entries:
        if one.acts[STANDING] is None or (settled is None and one.state not in _SETTLED):
            continue
        said = one.state, one.completed_on, one.suspended_on
        if settled is not None and said != settled:
            return True
        settled = said
    return False


_SETTLED = (State.DONE, State.SUSPENDED)


def first_done(entries: Sequence[ProgressEntry], entry: ProgressEntry) -> date:
    """Return the day to assume for the completion in `entry`, of which none is known.

    It is the cut-off of the period in which the task was first recorded as done, without a break since.
    `entries` are those of its occurrence.
    """
    last = day = entry.cut_off
    newest = (last, entry.acts[STANDING] or 0)
    begun = []
    for one in entries:
        own = one.acts[STANDING]
        if own is not None and one.starts_on <= last and one.period != entry.period:
            order = (one.cut_off if one.cut_off <= last else one.starts_on, own)
            if order <= newest:
                begun.append((order, one))
    begun.sort(key=lambda pair: pair[0])
    for _, one in reversed(begun):
        if one.state is not State.DONE:
            break
        known = one.completed_on if one.completed_on not in (None, UNDATED) else None
        day = min(day, max(one.cut_off, known or one.cut_off))
    return day


def _to_come(entry: ProgressEntry, day: date) -> bool:
    at = entry.completed_on or entry.suspended_on
    return at is not None and at > day


def _of_a_day(entry: ProgressEntry) -> bool:
    """Return whether an entry says what happened on a day that is known."""
    return (entry.state is State.DONE and not entry.assumed) or entry.suspended_on is not None


def _spoken_of(entry: ProgressEntry) -> date:
    if entry.acts[STANDING] is None or entry.completed_on is None:
        return entry.cut_off
    return min(entry.completed_on, entry.cut_off)


def _dated(task: Task, entry: ProgressEntry, entries: Sequence[ProgressEntry], span: Span) -> ProgressEntry:
    return replace(entry, completed_on=first_done(of_occurrence(task, entries, entry.cut_off, span), entry))


def _values(speakers: Sequence[ProgressEntry | None], day: date | None) -> dict[str, Any]:
    """Return the fields as the speakers of each group say them.

    An estimate of a day before `day` is none now.
    """
    standing = speakers[STANDING]
    values: dict[str, Any] = {name: getattr(one, name) if one else "" for name, one in _texts(speakers)}
    values |= _NONE
    if standing is not None:
        values.update(standing_of(standing))
        if day is not None and standing.cut_off != day:
            values["figures"] = Figures.ACTUAL
    return values


_NONE = {
    "state": State.NOT_STARTED,
    "percent": 0,
    "completed_on": None,
    "figures": Figures.ACTUAL,
    "assumed": False,
    "suspended_on": None,
}


def _texts(speakers: Sequence[ProgressEntry | None]) -> list[tuple[str, ProgressEntry | None]]:
    return list(zip(GROUPS[STANDING + 1 :], speakers[STANDING + 1 :], strict=True))
