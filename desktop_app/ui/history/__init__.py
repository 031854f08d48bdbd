"""The history screen: every act, newest first."""

from typing import TYPE_CHECKING

from desktop_app.doors import door

if TYPE_CHECKING:
    from desktop_app.ui.history.screen import HistoryScreen as HistoryScreen
else:
    __getattr__ = door(
        __name__,
        {
            "screen": "HistoryScreen",
        },
    )
