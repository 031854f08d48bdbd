"""The overview: where the programme stands, each number with a way in."""

from typing import TYPE_CHECKING

from desktop_app.doors import door

if TYPE_CHECKING:
    from desktop_app.ui.overview.screen import OverviewScreen as OverviewScreen
else:
    __getattr__ = door(
        __name__,
        {
            "screen": "OverviewScreen",
        },
    )
