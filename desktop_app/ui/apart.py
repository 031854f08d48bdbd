"""Screens that are not in the navigation: they stand in the place of the others until they are left."""

from desktop_app.ui.editions.screen import EditionsScreen
from desktop_app.ui.gone.screen import GoneScreen
from desktop_app.ui.window import Window


def show_editions(window: Window) -> None:
    """Show the lists that were accepted."""
    screen = EditionsScreen(window.session, window)
    screen.left.connect(lambda: window.leave_apart(screen))
    window.show_apart(screen)


def show_tray(window: Window) -> None:
    """Show the tasks that the last list no longer names."""
    screen = GoneScreen(window.session, window)
    screen.left.connect(lambda: window.leave_apart(screen))
    screen.task_asked.connect(window.show_task)
    window.show_apart(screen)
