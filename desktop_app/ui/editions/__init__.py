"""The lists that were accepted: open, compare, save, take back."""

from typing import TYPE_CHECKING

from desktop_app.doors import door

if TYPE_CHECKING:
    from desktop_app.ui.editions.screen import EditionsScreen as EditionsScreen
else:
    __getattr__ = door(
        __name__,
        {
            "screen": "EditionsScreen",
        },
    )
