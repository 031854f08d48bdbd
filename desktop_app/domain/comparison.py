"""Three-way comparison of a new list with the last one received and with what the data file holds now. Pure.

Identity is the group and the folded content, exactly; near matches are proposed, never assumed. A blank cell never
erases, and a difference that means nothing in an official text (`text.same_text`) is no change.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from desktop_app.domain.agency import agency_key
from desktop_app.domain.deadline import read_deadline
from desktop_app.domain.edition import ListRow, RowKind
from desktop_app.domain.task import Assignment, Task
from desktop_app.domain.text import fold, same_text

FieldName = Literal["group", "number", "content", "leads", "coordinating", "output", "deadline"]
FieldValue = str | int | tuple[str, ...] | None
TEXT_FIELDS: tuple[FieldName, ...] = ("number", "content", "output")
AGENCY_FIELDS: tuple[FieldName, ...] = ("leads", "coordinating")


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One cell that the new list would change. `base` is what the last list said (None: it never listed the task).

    `conflict` says that the province changed the cell by hand and the Ministry changed it too.
    """

    field: FieldName
    base: FieldValue
    present: FieldValue
    incoming: FieldValue
    conflict: bool


@dataclass(frozen=True, slots=True)
class Match:
    """What one row of the new list, or one task that it no longer names, comes to."""

    kind: RowKind
    row: ListRow | None
    task_id: int | None = None
    changes: tuple[FieldChange, ...] = ()
    candidates: tuple[int, ...] = ()
    """Tasks that the row may be, best first, where the answer is a person's."""


Similar = Callable[[str, Mapping[int, str]], Sequence[int]]
"""`similar(content, {task id: folded content})` gives the ids of near matches, best first."""


@dataclass(frozen=True, slots=True)
class Known:
    """A task of the data file beside what the last edition that listed it said (None: added by hand)."""

    task: Task
    base: Assignment | None = None


@dataclass(slots=True)
class _Index:
    exact: dict[tuple[int | None, str], list[Known]] = field(default_factory=lambda: defaultdict(list))
    left: dict[int, Known] = field(default_factory=dict)


def compare(known: Iterable[Known], rows: Iterable[ListRow], similar: Similar) -> list[Match]:
    """Compare every row of the new list, then name the listed tasks that it leaves out (kind GONE)."""
    index = _Index()
    for one in known:
        index.exact[one.task.given.group, one.task.folded].append(one)
        index.left[one.task.id] = one
    rows = list(rows)
    twins = Counter((row.given.group, fold(row.given.content)) for row in rows)
    found: dict[int, Match] = {}
    unmatched: list[ListRow] = []
    for row in rows:
        key = (row.given.group, fold(row.given.content))
        same = [one for one in index.exact.get(key, ()) if one.task.id in index.left]
        if not same:
            unmatched.append(row)
            continue
        chosen = same[0] if len(same) == 1 and twins[key] == 1 else _among(same, row, twins[key])
        if chosen is None:
            found[row.row] = Match(RowKind.AMBIGUOUS, row, candidates=tuple(one.task.id for one in same))
            continue
        del index.left[chosen.task.id]
        twins[key] -= 1
        found[row.row] = _matched(chosen, row)
    contents = {one.task.id: one.task.folded for one in index.left.values()}
    for row in unmatched:
        near = similar(fold(row.given.content), contents) if contents else ()
        kind = RowKind.AMBIGUOUS if near else RowKind.NEW
        found[row.row] = Match(kind, row, candidates=tuple(near))
    proposed = {candidate for match in found.values() for candidate in match.candidates}
    gone = [
        Match(RowKind.GONE, None, one.task.id)
        for one in index.left.values()
        if one.base is not None and one.task.active and one.task.gone_since is None and one.task.id not in proposed
    ]
    return [found[row.row] for row in rows] + gone


def changes_between(known: Known, given: Assignment) -> tuple[FieldChange, ...]:
    """Give the cells in which `given` differs from the present task, with the conflicts among them."""
    present, base = known.task.given, known.base
    changes = []
    fields: tuple[FieldName, ...] = ("group", *TEXT_FIELDS, *AGENCY_FIELDS, "deadline")
    for name in fields:
        incoming: FieldValue = getattr(given, name)
        now: FieldValue = getattr(present, name)
        before: FieldValue = None if base is None else getattr(base, name)
        if _blank(incoming) or _same(name, incoming, now):
            continue
        by_hand = not _same(name, before, now) and not (base is None and _blank(now))
        if by_hand and base is not None and _same(name, before, incoming):
            continue
        changes.append(FieldChange(name, before, now, incoming, conflict=by_hand))
    return tuple(changes)


def _matched(known: Known, row: ListRow) -> Match:
    changes = changes_between(known, row.given)
    if any(change.conflict for change in changes):
        return Match(RowKind.AMBIGUOUS, row, known.task.id, changes)
    back = known.task.gone_since is not None
    return Match(RowKind.CHANGED if changes or back else RowKind.SAME, row, known.task.id, changes)


def _among(same: Sequence[Known], row: ListRow, rows_left: int) -> Known | None:
    numbered = [one for one in same if same_text(one.task.number, row.given.number)]
    if len(numbered) == 1:
        return numbered[0]
    return same[0] if len(same) == rows_left else None


def _blank(value: FieldValue) -> bool:
    return value is None or value in ("", ())


def _same(name: FieldName, one: FieldValue, other: FieldValue) -> bool:
    if _blank(one) or _blank(other):
        return _blank(one) and _blank(other)
    if isinstance(one, tuple) and isinstance(other, tuple):
        return [agency_key(part) for part in one] == [agency_key(part) for part in other]
    if name == "deadline" and isinstance(one, str) and isinstance(other, str):
        return same_text(one, other) or _same_day(one, other)
    if isinstance(one, str) and isinstance(other, str):
        return same_text(one, other)
    return one == other


def _same_day(one: str, other: str) -> bool:
    first, second = read_deadline(one), read_deadline(other)
    days = (first.starts_on, first.ends_on, first.recurs)
    known = first.ends_on is not None or first.recurs is not None
    return known and days == (second.starts_on, second.ends_on, second.recurs)
