"""The period: its steps, checks, review, closing and sending."""

from typing import TYPE_CHECKING

from desktop_app.doors import door

if TYPE_CHECKING:
    from desktop_app.ui.periods.acts import PeriodActs as PeriodActs
    from desktop_app.ui.periods.dialogs import ReasonDialog as ReasonDialog
    from desktop_app.ui.periods.phrases import send_by_words as send_by_words
    from desktop_app.ui.periods.phrases import show_state as show_state
    from desktop_app.ui.periods.screen import PeriodScreen as PeriodScreen
else:
    __getattr__ = door(
        __name__,
        {
            "acts": "PeriodActs",
            "dialogs": "ReasonDialog",
            "phrases": "send_by_words show_state",
            "screen": "PeriodScreen",
        },
    )
