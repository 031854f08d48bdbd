"""The window around the screens: opening, menus, navigation, dialogs."""

from typing import TYPE_CHECKING

from desktop_app.doors import door

if TYPE_CHECKING:
    from desktop_app.ui.window.selftest import faults_of_a_day as faults_of_a_day
    from desktop_app.ui.window.shell import Shell as Shell
else:
    __getattr__ = door(
        __name__,
        {
            "selftest": "faults_of_a_day",
            "shell": "Shell",
        },
    )
