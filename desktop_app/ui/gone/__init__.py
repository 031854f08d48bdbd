"""The tray of tasks that the last list no longer names."""

from typing import TYPE_CHECKING

from desktop_app.doors import door

if TYPE_CHECKING:
    from desktop_app.ui.gone.link import TrayLink as TrayLink
    from desktop_app.ui.gone.screen import GoneScreen as GoneScreen
else:
    __getattr__ = door(
        __name__,
        {
            "link": "TrayLink",
            "screen": "GoneScreen",
        },
    )
