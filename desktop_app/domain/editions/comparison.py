"""Three-way comparison of a new list with the last one received and with what the data file holds now. Pure.

Identity is the task's code if the list has one, else the group and the folded content, exactly: as the task
stands now, as the last list had it, or moved to another group. Near matches and repeated rows are proposed,
never assumed. A blank cell never erases, and a difference that means nothing in an official text
(`text.same_text`) is no change.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from desktop_app.domain.agencies import agency_key
from desktop_app.domain.deadlines import read_deadline
from desktop_app.domain.editions.edition import ListRow, RowKind
from desktop_app.domain.task import Assignment, Fate, Task
from desktop_app.domain.text import fold, read_roman, same_text

FieldName = Literal["group", "number", "content", "leads", "coordinating", "output", "deadline", "fate"]
FieldValue = str | int | tuple[str, ...] | None
TEXT_FIELDS: tuple[FieldName, ...] = ("number", "content", "output")
AGENCY_FIELDS: tuple[FieldName, ...] = ("leads", "coordinating")


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One cell that the new list would change.

    `base` is what the last list said (None: it never listed the task). `conflict` says that the province
    changed the cell by hand and the Ministry changed it too. The field "fate" stands for a task that was
    decided on after it had gone from the list, and that the list names again.
    """

    field: FieldName
    base: FieldValue
    present: FieldValue
    incoming: FieldValue
    conflict: bool


@dataclass(frozen=True, slots=True)
class ListedTask:
    """A task of the data file beside what the last edition that listed it said (None: added by hand)."""

    task: Task
    base: Assignment | None = None


def changes_between(known: ListedTask, given: Assignment) -> tuple[FieldChange, ...]:
    """Return the cells in which `given` differs from the present task, with the conflicts among them.

    Example, for the deadline. The last list said 30/6, an officer has set 31/8 here:
        the new list says 30/6 again -> no change, the officer's 31/8 stays
        the new list says 31/8       -> no change
        the new list says 30/9       -> a change with `conflict`, for both sides have changed the cell
    If nobody had touched it here, 30/9 would be a change without conflict. An empty cell never is a change.
    """
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
        if base is not None and _same(name, before, incoming):
            continue
        changes.append(FieldChange(name, before, now, incoming, conflict=by_hand))
    return tuple(changes)


def _blank(value: FieldValue) -> bool:
    return value is None or value in ("", (), 0)


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


_CODE_LETTERS = re.compile(r"[^\W\d_]{2,}")
_HALF = 0.5
_FEW = 3


@dataclass(frozen=True, slots=True)
class Match:
    """What one row of the new list, or one task that it no longer names, comes to."""

    kind: RowKind
    row: ListRow | None
    task_id: int | None = None
    changes: tuple[FieldChange, ...] = ()
    candidates: tuple[int, ...] = ()
    """Tasks that the row may be, best first, where the answer is a person's."""
    twin: int = 0
    """The row of the same list that says the same already, where this one repeats it."""


Similar = Callable[[str, Mapping[int, str]], Sequence[int]]
"""`similar(content, {task id: folded content})` gives the ids of near matches, best first."""


ContentInGroup = tuple[int | None, str]
"""A group and a folded content."""


def compare(
    known: Iterable[ListedTask],
    rows: Iterable[ListRow],
    similar: Similar,
    accepted: Mapping[int, int] = MappingProxyType({}),
) -> list[Match]:
    """Compare every row of the new list, then name the listed tasks that it leaves out (kind GONE).

    `accepted` has the tasks of rows that were taken from this very file before: they stay those tasks, also
    where the program reads the rows otherwise today.
    """
    rows = list(rows)
    matching = _Matching(known)
    left = fresh = matching.by_row(rows, accepted)
    steps = (matching.by_code, matching.by_place, matching.by_last_list, matching.by_content)
    for step in steps if matching.left else ():
        left = step(left)
    matching.by_likeness(left, similar)
    proposed = {candidate for match in matching.found.values() for candidate in match.candidates}
    gone = [
        gone_of(one) for one in matching.left.values() if can_be_gone(one) and one.task.id not in proposed
    ]
    matching.found |= {row.row: _doubted(matching.found[row.row]) for row in fresh}
    return [matching.found[row.row] for row in rows] + gone


def _doubted(match: Match) -> Match:
    """Leave it to a person whether a row in doubt is a task; the one that it was found to be is proposed."""
    row = match.row
    if row is None or not row.doubt or match.kind is RowKind.AMBIGUOUS:
        return match
    candidates = () if match.task_id is None else (match.task_id,)
    return Match(RowKind.AMBIGUOUS, row, candidates=candidates)


def can_be_gone(known: ListedTask) -> bool:
    """Return whether a task is missed if a list does not name it.

    It was listed before, and nobody decided on it.
    """
    return known.base is not None and known.task.fate is Fate.ACTIVE and known.task.gone_since is None


def gone_of(known: ListedTask) -> Match:
    """Return the match of a task that the new list leaves out."""
    return Match(RowKind.GONE, None, known.task.id)


def matched(known: ListedTask, row: ListRow) -> Match:
    """Return the match of a row that is a known task."""
    changes = changes_between(known, row.given)
    task, back = known.task, known.task.gone_since is not None and not row.of_report
    if back and not task.active:
        changes = (
            *changes,
            FieldChange("fate", Fate.ACTIVE.value, task.fate.value, Fate.ACTIVE.value, conflict=True),
        )
    if any(change.conflict for change in changes):
        return Match(RowKind.AMBIGUOUS, row, task.id, changes)
    return Match(RowKind.CHANGED if changes or back else RowKind.SAME, row, task.id, changes)


def code_of(number: str) -> str:
    """Return a number as a code that stands for its task in every list ("NV-07").

    Return "" if it only counts rows. A code has a digit and two letters side by side that are no Roman
    figure; "1.2", "a)", "II.3" count rows.
    """
    letters = _CODE_LETTERS.findall(number)
    if not any(sign.isdigit() for sign in number) or not any(read_roman(one) is None for one in letters):
        return ""
    return fold(number)


class _Matching:
    """Finds the task of each row, step by step; `left` are the tasks that no row is yet."""

    def __init__(self, known: Iterable[ListedTask]) -> None:
        self.left = {one.task.id: one for one in known}
        self.found: dict[int, Match] = {}

    def by_row(self, rows: Sequence[ListRow], accepted: Mapping[int, int]) -> Sequence[ListRow]:
        """Match rows with the tasks that they were accepted as."""
        unmatched = []
        for row in rows if accepted else ():
            one = self.left.get(accepted.get(row.row, 0))
            if one is None:
                unmatched.append(row)
            else:
                self._take(one, row)
        return unmatched if accepted else rows

    def by_code(self, rows: Sequence[ListRow]) -> list[ListRow]:
        """Match rows and tasks that alone bear a code, unless another task has the row's very content."""
        codes = [code_of(row.given.number) for row in rows]
        if not any(codes):
            return list(rows)
        tasks = _single((code_of(one.task.number), one) for one in self.left.values())
        places = _grouped((_place(one.task.given, one.task.folded), one) for one in self.left.values())
        times = Counter(codes)
        unmatched = []
        for row, code in zip(rows, codes, strict=True):
            one = tasks.get(code) if code and times[code] == 1 else None
            if one is None:
                unmatched.append(row)
                continue
            others = [other for other in places.get(_row_place(row), ()) if other.task.id != one.task.id]
            if others and row.folded != one.task.folded:
                self._ask(row, [one, *others])
            else:
                self._take(one, row)
        return unmatched

    def by_place(self, rows: Sequence[ListRow]) -> list[ListRow]:
        """Match by the group and the content that a task has now.

        Twins match by who does them by when, then by their numbers, then by their order.
        """
        places = _grouped((_place(one.task.given, one.task.folded), one) for one in self.left.values())
        twins = Counter(_row_place(row) for row in rows)
        contested = {place for place, times in twins.items() if times > 1}
        for row, one in _clearly_alike([row for row in rows if _row_place(row) in contested], places):
            twins[_row_place(row)] -= 1
            self._take(one, row)
        unmatched = []
        for row in rows:
            if row.row in self.found:
                continue
            place = _row_place(row)
            same = [one for one in places.get(place, ()) if one.task.id in self.left]
            if not same:
                unmatched.append(row)
                continue
            single = len(same) == 1 and place not in contested
            chosen = same[0] if single else _among(same, row, twins[place])
            if chosen is None:
                self._ask(row, same)
                continue
            twins[place] -= 1
            self._take(chosen, row)
        return unmatched

    def by_last_list(self, rows: Sequence[ListRow]) -> list[ListRow]:
        """Match by the group and the content that the last list gave.

        The province has reworded or moved the task.
        """
        based = ((one.base, one) for one in self.left.values())
        places = _single((_place(base, fold(base.content)), one) for base, one in based if base is not None)
        return self._pairs(rows, places, _row_place)

    def by_content(self, rows: Sequence[ListRow]) -> list[ListRow]:
        """Match by the content alone, if one row and one task have it: the list has moved the task."""
        tasks = _grouped((one.task.folded, one) for one in self.left.values())
        single: dict[Hashable, ListedTask] = {
            content: ones[0] for content, ones in tasks.items() if len(ones) == 1
        }
        unmatched = []
        for row in self._pairs(rows, single, lambda row: row.folded):
            same = [one for one in tasks.get(row.folded, ()) if one.task.id in self.left]
            if same:
                self._ask(row, same)
            else:
                unmatched.append(row)
        return unmatched

    def by_likeness(self, rows: Sequence[ListRow], similar: Similar) -> None:
        """Propose what is near; a row that nothing is near to is new, unless it repeats one above it."""
        contents = {one.task.id: one.task.folded for one in self.left.values()}
        numbered = _single((_numbered(one.task.given), one) for one in self.left.values())
        seen = (
            {_said_by(match.row): match.row.row for match in self.found.values() if match.row} if rows else {}
        )
        for row in rows:
            near = list(similar(row.folded, contents)) if contents else []
            one = numbered.get(_numbered(row.given)) if row.given.number and numbered else None
            if one is not None and one.task.id not in near and _alike(row.folded, one.task.folded):
                near.append(one.task.id)
            first = seen.setdefault(_said_by(row), row.row)
            asked = bool(near) or first != row.row
            twin = first if first != row.row else 0
            kind = RowKind.AMBIGUOUS if asked else RowKind.NEW
            self.found[row.row] = Match(kind, row, candidates=tuple(near), twin=twin)

    def _pairs(
        self,
        rows: Sequence[ListRow],
        tasks: Mapping[Hashable, ListedTask],
        key: Callable[[ListRow], Hashable],
    ) -> list[ListRow]:
        """Match the rows that alone have a key which one task has."""
        keys = [key(row) for row in rows]
        times = Counter(keys)
        unmatched = []
        for row, one in zip(rows, keys, strict=True):
            task = tasks.get(one) if times[one] == 1 else None
            if task is None or task.task.id not in self.left:
                unmatched.append(row)
            else:
                self._take(task, row)
        return unmatched

    def _take(self, known: ListedTask, row: ListRow) -> None:
        del self.left[known.task.id]
        self.found[row.row] = matched(known, row)

    def _ask(self, row: ListRow, candidates: Sequence[ListedTask]) -> None:
        self.found[row.row] = Match(
            RowKind.AMBIGUOUS, row, candidates=tuple(one.task.id for one in candidates)
        )


def _grouped(pairs: Iterable[tuple[Hashable, ListedTask]]) -> dict[Hashable, list[ListedTask]]:
    groups: dict[Hashable, list[ListedTask]] = defaultdict(list)
    for key, one in pairs:
        groups[key].append(one)
    return groups


def _single(pairs: Iterable[tuple[Hashable, ListedTask]]) -> dict[Hashable, ListedTask]:
    return {key: ones[0] for key, ones in _grouped(pairs).items() if len(ones) == 1}


def _place(given: Assignment, folded: str) -> ContentInGroup:
    return given.group or 0, folded


def _row_place(row: ListRow) -> ContentInGroup:
    return _place(row.given, row.folded)


def _said_by(row: ListRow) -> Hashable:
    """Return what a row of the same list repeats that says the same."""
    return row.given.group or 0, row.folded, code_of(row.given.number)


def _numbered(given: Assignment) -> tuple[int, str]:
    return given.group or 0, fold(given.number)


def _alike(one: str, other: str) -> bool:
    """Return whether two folded texts share at least half of their words, or one begins with the other."""
    shorter, longer = sorted((one, other), key=len)
    if longer.startswith(shorter) and len(shorter.split()) >= _FEW:
        return True
    words, others = set(one.split()), set(other.split())
    return len(words & others) >= _HALF * len(words | others)


def _clearly_alike(
    rows: Sequence[ListRow], places: Mapping[Hashable, Sequence[ListedTask]]
) -> Iterator[tuple[ListRow, ListedTask]]:
    """Yield rows and tasks of one content that alone agree with each other on who does it by when."""
    alike = [
        (row, one)
        for row in rows
        for one in places.get(_row_place(row), ())
        if _says_who_and_when(row) and _agrees(one, row, "leads") and _agrees(one, row, "deadline")
    ]
    of_row = Counter(row.row for row, _ in alike)
    of_task = Counter(one.task.id for _, one in alike)
    yield from ((row, one) for row, one in alike if of_row[row.row] == of_task[one.task.id] == 1)


def _among(same: Sequence[ListedTask], row: ListRow, rows_left: int) -> ListedTask | None:
    """Choose among tasks with the row's group and content; None where a person must.

    Who does it by when says more than the printed number, which a new list may have given to another: a
    number decides between tasks that are otherwise alike, or that have the row's lead or deadline at least.
    """
    alike = [one for one in same if _agrees(one, row, "leads") and _agrees(one, row, "deadline")]
    numbered = [one for one in alike or same if same_text(one.task.number, row.given.number)]
    if len(alike) == 1 and (len(same) >= rows_left or numbered == alike):
        return alike[0]
    if len(numbered) == 1:
        one = numbered[0]
        return one if alike or _agrees(one, row, "leads") or _agrees(one, row, "deadline") else None
    return same[0] if len(same) == rows_left and (alike or not _says_who_and_when(row)) else None


def _agrees(known: ListedTask, row: ListRow, name: FieldName) -> bool:
    """Return whether a task has what a row says in a field, by now or by the last list."""
    said: FieldValue = getattr(row.given, name)
    held = [known.task.given] if known.base is None else [known.task.given, known.base]
    return any(_same(name, getattr(given, name), said) for given in held)


def _says_who_and_when(row: ListRow) -> bool:
    return bool(row.given.leads and row.given.deadline)
