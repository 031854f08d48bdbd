"""The programme itself: its document, what it is for, its groups."""

from typing import TYPE_CHECKING

from desktop_app.doors import door

if TYPE_CHECKING:
    from desktop_app.ui.programme.screen import ProgrammeScreen as ProgrammeScreen
else:
    __getattr__ = door(__name__, {"screen": "ProgrammeScreen"})
