"""Reminders that leave the program: letters to agencies, a calendar."""

from typing import TYPE_CHECKING

from desktop_app.doors import door

if TYPE_CHECKING:
    from desktop_app.ui.reminding.dialog import remind as remind
else:
    __getattr__ = door(__name__, {"dialog": "remind"})
