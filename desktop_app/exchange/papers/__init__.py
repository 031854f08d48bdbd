"""Papers beside the reports: the page of one task, letters that remind agencies, a calendar of deadlines."""

from typing import TYPE_CHECKING

from desktop_app.doors import door

if TYPE_CHECKING:
    from desktop_app.exchange.papers.calendar import Calendar as Calendar
    from desktop_app.exchange.papers.calendar import Event as Event
    from desktop_app.exchange.papers.calendar import write_calendar as write_calendar
    from desktop_app.exchange.papers.due_tasks import compose_reminder as compose_reminder
    from desktop_app.exchange.papers.due_tasks import deadline_event as deadline_event
    from desktop_app.exchange.papers.task_page import PageDocument as PageDocument
    from desktop_app.exchange.papers.task_page import PageEntry as PageEntry
    from desktop_app.exchange.papers.task_page import PageVerdict as PageVerdict
    from desktop_app.exchange.papers.task_page import TaskPage as TaskPage
    from desktop_app.exchange.papers.task_page import compose_page as compose_page
else:
    __getattr__ = door(
        __name__,
        {
            "calendar": "Calendar Event write_calendar",
            "due_tasks": "compose_reminder deadline_event",
            "task_page": "PageDocument PageEntry TaskPage PageVerdict compose_page",
        },
    )
