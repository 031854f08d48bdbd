"""What one page, letter or box gathers from several services."""

from typing import TYPE_CHECKING

from desktop_app.doors import door

if TYPE_CHECKING:
    from desktop_app.services.gathering.task_page import page_of_task as page_of_task
else:
    __getattr__ = door(__name__, {"task_page": "page_of_task"})
