"""What asks for attention in a period.

Due, overdue, not entered, not confirmed, days left to close and to send.
"""

from dataclasses import dataclass
from datetime import date

from desktop_app.domain.period import Period, PeriodState
from desktop_app.services.periods.regime_files import DayOff, day_off
from desktop_app.services.tasks import CountNames, Register, counted


@dataclass(frozen=True, slots=True)
class Reminders:
    """The reminders of a period; lists are ids of tasks in the order of the list.

    `not_entered` are open tasks without anything recorded, `not_confirmed` those that only carry the period
    before. `days_to_cut_off` and `days_to_send` are negative once the day has passed; `send_off` says why
    nobody works then.
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
    return Reminders(
        due_soon=counted(rows, CountNames.SOON),
        overdue=counted(rows, CountNames.OVERDUE),
        not_entered=counted(rows, CountNames.NOT_ENTERED),
        not_confirmed=counted(rows, CountNames.NOT_CONFIRMED),
        days_to_cut_off=(period.cut_off - today).days,
        days_to_send=(period.send_by - today).days if period.send_by else None,
        send_off=day_off(period.send_by) if period.send_by else None,
        state=state,
    )
