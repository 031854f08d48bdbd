"""What the officer decides about the rows of a new list, and what the comparison comes to with it. Pure."""

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from desktop_app.domain.editions.comparison import FieldName, ListedTask, Match, can_be_gone, gone_of, matched
from desktop_app.domain.editions.edition import RowKind
from desktop_app.domain.errors import FieldsDisagree, RowsClash


@dataclass(frozen=True, slots=True)
class Decision:
    """What the officer decided about a row.

    Leave it, or take it: as `task_id`, `keep`ing some fields, or as `new`. A row that is taken without either
    is what the comparison found it to be. A new one may be `part_of` a task that was split, in which that one
    goes on. A row that is left ("để sau") is asked about again by the next list; a field that is kept is not.
    """

    take: bool
    task_id: int | None = None
    keep: frozenset[FieldName] = field(default_factory=frozenset)
    new: bool = False
    part_of: int | None = None

    def __post_init__(self) -> None:
        """Check that a row is not decided to be new and a known task at once."""
        if self.new and (not self.take or self.task_id is not None or self.keep):
            raise FieldsDisagree("row", "task")
        if self.part_of is not None and not self.new:
            raise FieldsDisagree("row", "task")


LATER, NEW = Decision(take=False), Decision(take=True, new=True)

Decisions = Mapping[int, Decision]
"""By row of the sheet; the task T that a list no longer names stands under -T."""


def parts_of(decisions: Decisions) -> dict[int, list[int]]:
    """Return the rows that are parts of a task which was split, by task."""
    found: dict[int, list[int]] = {}
    for row, decision in sorted(decisions.items()):
        if decision.part_of is not None:
            found.setdefault(decision.part_of, []).append(row)
    return found


def key_of(match: Match) -> int:
    """Return the key of a match among decisions."""
    return match.row.row if match.row is not None else -(match.task_id or 0)


def resolve(
    matches: Sequence[Match],
    decisions: Decisions,
    known: Mapping[int, ListedTask],
    spared: Container[int] = (),
) -> list[Match]:
    """Return the outcome of every match.

    NEW, CHANGED, SAME and GONE are written, AMBIGUOUS waits for the officer. A task that was found or
    proposed for a row, and that no row turns out to be, is gone unless it is `spared`. Raises RowsClash if
    two rows are decided to be one task, or one to be a task and another one a part of it.
    """
    decided = [_decided(match, decisions.get(key_of(match)), known) for match in matches]
    parts = parts_of(decisions)
    _check(decided, parts, known)
    named = {match.task_id for match in decided if match.row is not None and match.task_id is not None}
    waiting = {one for match in decided if match.kind is RowKind.AMBIGUOUS for one in match.candidates}
    proposed = dict.fromkeys(
        one for match in matches if match.row for one in (match.task_id, *match.candidates) if one
    )
    held = (waiting - parts.keys()) | named
    free = [one for one in proposed if one not in held and one not in spared]
    gone = [known[one] for one in free if can_be_gone(known[one])]
    kept = [match for match in decided if match.row is not None or not _is_left(match, decisions)]
    return [match for match in kept if match.row is not None or match.task_id not in named] + [
        gone_of(one) for one in gone if not _is_left(gone_of(one), decisions)
    ]


def _is_left(match: Match, decisions: Decisions) -> bool:
    decision = decisions.get(key_of(match))
    return decision is not None and not decision.take


def _decided(match: Match, decision: Decision | None, known: Mapping[int, ListedTask]) -> Match:
    if decision is None or match.row is None:
        return match
    if not decision.take:
        return replace(match, kind=RowKind.AMBIGUOUS)
    task_id = None if decision.new else decision.task_id or match.task_id
    if task_id is None:
        return replace(match, kind=RowKind.NEW, task_id=None, changes=(), candidates=())
    found = match if task_id == match.task_id else matched(known[task_id], match.row)
    changes = tuple(change for change in found.changes if change.field not in decision.keep)
    came_back = (
        known[task_id].task.gone_since is not None and "fate" not in decision.keep and not match.row.of_report
    )
    kind = RowKind.CHANGED if changes or came_back else RowKind.SAME
    return replace(found, kind=kind, changes=changes, candidates=())


def _check(
    decided: Iterable[Match], parts: Mapping[int, Sequence[int]], known: Mapping[int, ListedTask]
) -> None:
    rows: dict[int, int] = {}
    for match in decided:
        if match.row is None or match.task_id is None:
            continue
        first = rows.setdefault(match.task_id, match.row.row)
        if first != match.row.row:
            task = known[match.task_id].task
            raise RowsClash(first, match.row.row, task.number or task.content)
    for task_id, (first, *_) in parts.items():
        if task_id in rows:
            task = known[task_id].task
            raise RowsClash(rows[task_id], first, task.number or task.content)
