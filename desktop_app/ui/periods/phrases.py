"""Words of periods that several places show."""

from datetime import date

from PySide6.QtCore import QCoreApplication

from desktop_app.domain.period import PeriodState
from desktop_app.domain.status import Status, Totals
from desktop_app.resources import words
from desktop_app.services.periods import DayOff
from desktop_app.ui.formats import format_date, format_number, share
from desktop_app.ui.widgets import Badge

_LOOKS = {
    PeriodState.OPEN: ("blue", "edit_20_regular"),
    PeriodState.IN_REVIEW: ("yellow", "clock_20_regular"),
    PeriodState.SEALED: ("green", "lock_closed_20_regular"),
}


def show_state(badge: Badge, state: PeriodState) -> None:
    """Show where a period stands."""
    badge.show_text(words("period_state")[state.value], *_LOOKS[state])


def send_by_words(day: date, off: DayOff | None) -> str:
    """Return the words for a send-by day; one on which offices are closed is pointed out, not moved."""
    if off is None:
        return format_date(day)
    why = off.holiday or QCoreApplication.translate("periods", "ngày nghỉ")
    return f"{format_date(day)} ({words('weekday')[str(off.weekday)]}, {why})"


def totals_words(totals: Totals, *, known: bool) -> str:
    """Return totals in words on one line: completed of all, then each status that some task has.

    Of totals that are not `known`, since nothing was recorded, only the number of tasks.
    """
    if not known:
        return QCoreApplication.translate("periods", "%s nhiệm vụ · chưa có số liệu") % format_number(
            totals.total
        )
    parts = [f"{words('status')[one.value]} {totals.of(one)}" for one in Status if totals.of(one)]
    return " · ".join([share(totals.done, totals.total), *parts])
