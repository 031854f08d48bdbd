"""Papers beside the reports: the page of one task, letters that remind agencies, a calendar of deadlines."""

from typing import TYPE_CHECKING

from desktop_app.doors import door

if TYPE_CHECKING:
    from desktop_app.exchange.papers.task_page import Proof as Proof
    from desktop_app.exchange.papers.task_page import Recorded as Recorded
    from desktop_app.exchange.papers.task_page import TaskPage as TaskPage
    from desktop_app.exchange.papers.task_page import Verdict as Verdict
    from desktop_app.exchange.papers.task_page import compose_page as compose_page
else:
    __getattr__ = door(__name__, {"task_page": "Proof Recorded TaskPage Verdict compose_page"})
