"""What one page, letter or box gathers from several services."""

from typing import TYPE_CHECKING

from desktop_app.doors import door

if TYPE_CHECKING:
    from desktop_app.services.gathering.finding import AgencyHit as AgencyHit
    from desktop_app.services.gathering.finding import Command as Command
    from desktop_app.services.gathering.finding import Finder as Finder
    from desktop_app.services.gathering.finding import Found as Found
    from desktop_app.services.gathering.finding import Thing as Thing
    from desktop_app.services.gathering.task_page import page_of_task as page_of_task
else:
    __getattr__ = door(
        __name__,
        {"finding": "AgencyHit Command Finder Found Thing", "task_page": "page_of_task"},
    )
