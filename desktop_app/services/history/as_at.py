"""The programme as it stood: on any day of the file's own history, and what changed since a report."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from desktop_app.domain.errors import FieldOutOfRange
from desktop_app.domain.progress import State
from desktop_app.domain.reports import Report, ReportRow
from desktop_app.domain.sealing import report_rows
from desktop_app.resources import words
from desktop_app.services.tasks import Register
from desktop_app.storage import history, store
from desktop_app.storage.past import Past
from desktop_app.storage.store import Store


@dataclass(frozen=True, slots=True)
class Change:
    """What became of a task between two reports.

    `kind` is "completed", "overdue", "advanced", "fell", "extended", "added" or "gone"; `before` and `now` are
    percentages, `day` is the day of the completion or the deadline, if there is one.
    """

    kind: str
    number: str
    content: str
    before: int = 0
    now: int = 0
    day: date | None = None


class AsAt:
    """Looks back in the data file `store`."""

    def __init__(self, store: Store) -> None:
        """Work on the data file `store`."""
        self._store = store

    def first_day(self, programme_id: int) -> date:
        """Return the first day on which the file knew the programme, never after today."""
        return date.fromisoformat(history.known_since(self._store.db, "programmes", programme_id, store.now())[:10])

    def register(self, programme_id: int, day: date) -> Register:
        """Read the register as the file held it at the end of `day`: tasks, agencies, extensions and progress.

        Acts count in their order, so that a clock that went wrong drops nothing: today has everything, and an
        earlier day all acts up to the last one that is stamped by its end. Raises FieldOutOfRange for a day before
        the file knew the programme.
        """
        first = self.first_day(programme_id)
        if day < first:
            raise FieldOutOfRange("as_of", f"{day:%d/%m/%Y}", f"{first:%d/%m/%Y}", f"{date.max:%d/%m/%Y}")
        by = datetime.combine(day, time.max).isoformat(timespec="seconds")
        past = Past(self._store.db, history.last_by(self._store.db, by, store.now()))
        try:
            return Register(past, programme_id)
        finally:
            past.close()


def changes_between(old: Report, new: Report) -> list[Change]:
    """List what became of the tasks between two reports, in the order of the newer one."""
    before = {row.task.id: row for row in report_rows(old)}
    after = {row.task.id: row for row in report_rows(new)}
    found: list[Change] = []
    for key, row in after.items():
        found += _changes(before[key], row) if key in before else [_change("added", row)]
    return found + [_change("gone", row) for key, row in before.items() if key not in after]


def sentences(changes: Sequence[Change]) -> list[str]:
    """Return the sentences on changes as in a report's narrative."""
    said = words("since")
    return [
        said[one.kind if one.kind != "completed" or one.day else "completed_no_day"].format(
            number=one.number,
            content=one.content.rstrip(". ;"),
            before=one.before,
            now=one.now,
            day=f"{one.day:%d/%m/%Y}" if one.day else "",
        )
        for one in changes
    ]


def _changes(old: ReportRow, new: ReportRow) -> list[Change]:
    was, now = old.standing, new.standing
    found = []
    if len(new.task.extensions) > len(old.task.extensions):
        found.append(_change("extended", new, day=now.due))
    if now.state is State.DONE and (was.state is not State.DONE or was.completed_on != now.completed_on):
        found.append(_change("completed", new, day=None if now.assumed else now.completed_on))
    elif now.state is not State.DONE and now.percent != was.percent:
        found.append(_change("advanced" if now.percent > was.percent else "fell", new, was.percent))
    if now.overdue and not was.overdue:
        found.append(_change("overdue", new, day=now.due))
    return found


def _change(kind: str, row: ReportRow, before: int = 0, day: date | None = None) -> Change:
    return Change(
        kind=kind, number=row.task.number, content=row.task.content, before=before, now=row.standing.percent, day=day
    )
