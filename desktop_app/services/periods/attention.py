"""What asks for attention in a period: due, overdue, not entered, not confirmed, days left to close and to send."""

from dataclasses import dataclass
from datetime import date

from desktop_app.domain.period import Period
from desktop_app.domain.reports import ReportRow
from desktop_app.domain.sealing import PeriodState
from desktop_app.services.periods.regime_files import DayOff, day_off
from desktop_app.services.tasks import Register


@dataclass(frozen=True, slots=True)
class Reminders:
    """The reminders of a period; lists are ids of tasks in the order of the list.

    `not_entered` are open tasks without anything recorded, `not_confirmed` those that only carry the period before.
    `days_to_cut_off` and `days_to_send` are negative once the day has passed; `send_off` says why nobody works then.
    """

    due_soon: tuple[int, ...]
    overdue: tuple[int, ...]
    not_entered: tuple[int, ...]
    not_confirmed: tuple[int, ...]
    days_to_cut_off: int
    days_to_send: int | None
    send_off: DayOff | None
    state: PeriodState

    @property
    def count(self) -> int:
        """Return how many tasks wait for an entry or a confirmation, 0 for a closed period."""
        return 0 if self.state is PeriodState.SEALED else len(self.not_entered) + len(self.not_confirmed)


def reminders(register: Register, period: Period, state: PeriodState, today: date) -> Reminders:
    """Gather what asks for attention in `period` on `today`."""
    rows = register.rows(period)
    missing = [row for row in rows if row.missing]
    return Reminders(
        due_soon=_ids([row for row in rows if row.standing.due_soon]),
        overdue=_ids([row for row in rows if row.standing.overdue]),
        not_entered=_ids([row for row in missing if row.entry is None]),
        not_confirmed=_ids([row for row in missing if row.entry is not None]),
        days_to_cut_off=(period.cut_off - today).days,
        days_to_send=(period.send_by - today).days if period.send_by else None,
        send_off=day_off(period.send_by) if period.send_by else None,
        state=state,
    )


def _ids(rows: list[ReportRow]) -> tuple[int, ...]:
    return tuple(row.task.id for row in rows)
