"""What changed between two reports, in sentences for the narrative.

What is told is derived from the one list of what a row says (`COMPARED`): a few changes have a sentence of
their own, and every other field that differs is told by its name with both values. So nothing that a
correction would list is missing here.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from desktop_app.domain.progress import Figures, State
from desktop_app.domain.reports import COMPARED, Report, ReportRow, RowField
from desktop_app.domain.sealing import report_rows
from desktop_app.domain.task import Fate
from desktop_app.domain.text import day_text, one_line
from desktop_app.resources import words


@dataclass(frozen=True, slots=True)
class TaskChange:
    """What became of a task between two reports; `tells` are the fields of its row that this says.

    `kind` is a Fate, or "completed", "advanced", "fell", "overdue", "extended", "next" (another occurrence),
    "suspended", "resumed", "added", "gone" or "field". `before` and `now` are percentages, `day` is the day
    of it, if there is one. Of a "field", `was` and `text` are its values as printed.
    """

    kind: str
    number: str
    content: str
    tells: frozenset[str] = frozenset()
    before: int = 0
    now: int = 0
    day: date | None = None
    reason: str = ""
    field: str = ""
    was: str = ""
    text: str = ""


def changes_between(old: Report, new: Report) -> list[TaskChange]:
    """List what became of the tasks between two reports, in the order of the newer one."""
    before = {row.task.id: row for row in report_rows(old)}
    after = {row.task.id: row for row in report_rows(new)}
    found: list[TaskChange] = []
    for key, row in after.items():
        found += changes_of(before[key], row) if key in before else _added(row)
    return found + [_change("gone", row) for key, row in before.items() if key not in after]


def changes_of(old: ReportRow, new: ReportRow) -> list[TaskChange]:
    """List the changes between two rows of a task; together they tell every compared field that differs."""
    left = {field.name for field in COMPARED if field.text(old) != field.text(new)}
    if old.entry is None and new.entry is not None and new.entry.figures is Figures.ACTUAL:
        left.discard("figures")  # real figures are what a record holds unless it says otherwise
    found: list[TaskChange] = []
    for tell in _TELLERS:
        change = tell(old, new, left)
        if change is not None:
            found.append(change)
            left -= change.tells
    for field in COMPARED:
        if field.name in left:
            found.append(_of_field(field, old, new))
            left -= found[-1].tells
    return found


def sentences(changes: Sequence[TaskChange]) -> list[str]:
    """Return the sentences on changes as in a report's narrative."""
    return [_sentence(one) for one in changes]


def _sentence(one: TaskChange) -> str:
    said, day = words("since"), day_text(one.day) if one.day else ""
    return said[_pattern(one)].format(
        number=one.number,
        content=one.content.rstrip(". ;"),
        before=one.before,
        now=one.now,
        day=day,
        since=said["from_day"].format(day=day) if day else "",
        reason=said["for_reason"].format(reason=one.reason.rstrip(". ;")) if one.reason else "",
        field=words("field")[one.field] if one.field else "",
        was=one.was,
        text=one.text,
    )


def _pattern(one: TaskChange) -> str:
    if one.kind == "completed" and not one.day:
        return "completed_no_day"
    if one.kind != "field":
        return one.kind
    return "field" if one.was and one.text else "field_new" if one.text else "field_none"


def _added(row: ReportRow) -> Iterator[TaskChange]:
    """Yield that a task is new, and what is more than that."""
    yield _change("added", row, day=row.task.since)
    standing = row.standing
    if not row.task.active:
        yield _fate_of(row)
    elif standing.state is State.SUSPENDED:
        yield _suspended(row, frozenset(), _why(row)[1])
    elif standing.state is State.DONE:
        yield _change("completed", row, day=None if standing.assumed else standing.completed_on)
    elif standing.percent:
        yield _change("advanced", row)


# --- one kind of change each, if it is among what is `left` to tell ------------------------------


def _fate(_old: ReportRow, new: ReportRow, left: set[str]) -> TaskChange | None:
    return _fate_of(new) if "fate" in left else None


def _fate_of(row: ReportRow) -> TaskChange:
    task = row.task
    return _change(
        task.fate.value,
        row,
        {"fate", "fate_on", "fate_note", "status"},
        day=task.fate_on,
        reason=task.fate_note,
    )


def _pause(old: ReportRow, new: ReportRow, left: set[str]) -> TaskChange | None:
    if "state" not in left:
        return None
    if new.standing.state is State.SUSPENDED:
        field, reason = _why(new)
        tells = {"state", "status", "suspended_on", *((field,) if field else ())}
        return _suspended(new, tells, reason)
    if (
        old.standing.state is State.SUSPENDED
        and new.standing.state is not State.DONE
        and not new.standing.overdue
    ):
        return _change("resumed", new, {"state", "status", "suspended_on"})
    return None


def _suspended(row: ReportRow, tells: "set[str] | frozenset[str]", reason: str) -> TaskChange:
    """Return that a task was suspended: since its day, or as known by a cut-off if nobody gave one."""
    day = row.standing.suspended_on
    if day is not None:
        return _change("suspended_on", row, tells, day=day, reason=reason)
    return _change("suspended", row, tells, day=row.entry.cut_off if row.entry else None, reason=reason)


def _why(row: ReportRow) -> tuple[str, str]:
    """Return the field of a suspended task that says why, and what it says."""
    entry = row.entry
    found = {"difficulty": entry.difficulty, "note": entry.note} if entry is not None else {}
    return next(((field, one_line(text)) for field, text in found.items() if text.strip()), ("", ""))


def _next_time(old: ReportRow, new: ReportRow, left: set[str]) -> TaskChange | None:
    extended = len(new.task.extensions) != len(old.task.extensions)
    if new.task.deadline.recurs is None or "due" not in left or "deadline" in left or extended:
        return None
    reckoned = {"state", "percent", "completed_on"} if new.standing.state is not State.DONE else set()
    return _change("next", new, {"due", "status"} | reckoned, day=new.standing.due)


def _progress(old: ReportRow, new: ReportRow, left: set[str]) -> TaskChange | None:
    was, now = old.standing, new.standing
    if now.state is State.DONE:
        tells = {"state", "percent", "completed_on", "status"}
        day = None if now.assumed else now.completed_on
        return _change("completed", new, tells, day=day) if left & {"state", "completed_on"} else None
    if "percent" not in left:
        return None
    tells = {"percent"}
    if was.state is State.DONE:
        tells |= {"state", "completed_on"} if now.overdue else {"state", "completed_on", "status"}
    elif (was.state, now.state) == (State.NOT_STARTED, State.IN_PROGRESS):
        tells |= {"state"}
    return _change("advanced" if now.percent > was.percent else "fell", new, tells, before=was.percent)


def _extension(old: ReportRow, new: ReportRow, left: set[str]) -> TaskChange | None:
    if len(new.task.extensions) <= len(old.task.extensions) or new.standing.due is None:
        return None
    in_time_again = old.standing.overdue and new.standing.open and not new.standing.overdue
    tells = {"due", "status"} if in_time_again else {"due"}
    return _change("extended", new, tells, day=new.standing.due) if "due" in left else None


def _overdue(_old: ReportRow, new: ReportRow, left: set[str]) -> TaskChange | None:
    late = new.standing.overdue and "status" in left
    return _change("overdue", new, {"status"}, day=new.standing.due) if late else None


_TELLERS: tuple[Callable[[ReportRow, ReportRow, set[str]], TaskChange | None], ...] = (
    _fate, _extension, _pause, _next_time, _progress, _overdue,
)  # fmt: skip


def _of_field(field: RowField, old: ReportRow, new: ReportRow) -> TaskChange:
    """Return the change of one field, by its name; a deadline as written tells its day, too."""
    tells = {"deadline", "due"} if field.name == "deadline" else {field.name}
    change = _change("field", new, tells)
    return replace(change, field=field.name, was=_printed(field, old), text=_printed(field, new))


def _printed(field: RowField, row: ReportRow) -> str:
    from desktop_app.exchange.reports import as_text, value_of

    value = value_of(row, field)
    return words("fate")[value] if isinstance(value, Fate) else one_line(as_text(value))


def _change(
    kind: str,
    row: ReportRow,
    tells: "set[str] | frozenset[str]" = frozenset(),
    before: int = 0,
    day: date | None = None,
    reason: str = "",
) -> TaskChange:
    return TaskChange(
        kind=kind,
        number=row.task.number,
        content=row.task.content,
        tells=frozenset(tells),
        before=before,
        now=row.standing.percent,
        day=day,
        reason=one_line(reason),
    )
