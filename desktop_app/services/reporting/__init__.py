"""Written reports: words and parts chosen, files and pages made."""

from typing import TYPE_CHECKING

from desktop_app.doors import door

if TYPE_CHECKING:
    from desktop_app.services.reporting.exporting import Paper as Paper
    from desktop_app.services.reporting.exporting import WrittenReport as WrittenReport
    from desktop_app.services.reporting.exporting import write_drafts as write_drafts
    from desktop_app.services.reporting.exporting import write_papers as write_papers
    from desktop_app.services.reporting.in_a_child import ExportJob as ExportJob
    from desktop_app.services.reporting.narratives import ReportKey as ReportKey
    from desktop_app.services.reporting.narratives import read_words as read_words
    from desktop_app.services.reporting.order import Order as Order
    from desktop_app.services.reporting.pages import INCH as INCH
    from desktop_app.services.reporting.pages import ReportPages as ReportPages
    from desktop_app.services.reporting.presets import part_titles as part_titles
    from desktop_app.services.reporting.reminders import ALARM_DAYS as ALARM_DAYS
    from desktop_app.services.reporting.reminders import DAYS as DAYS
    from desktop_app.services.reporting.reminders import DueAgency as DueAgency
    from desktop_app.services.reporting.reminders import DueTasks as DueTasks
    from desktop_app.services.reporting.reminders import due_tasks as due_tasks
    from desktop_app.services.reporting.reminders import reminder_letters as reminder_letters
    from desktop_app.services.reporting.reminders import write_reminder_calendar as write_reminder_calendar
    from desktop_app.services.reporting.reports import Reports as Reports
    from desktop_app.services.reporting.reports import numbered as numbered
else:
    __getattr__ = door(
        __name__,
        {
            "exporting": "Paper WrittenReport write_drafts write_papers",
            "narratives": "ReportKey read_words",
            "pages": "INCH ReportPages",
            "presets": "part_titles",
            "reminders": (
                "ALARM_DAYS DAYS DueAgency DueTasks due_tasks reminder_letters write_reminder_calendar"
            ),
            "in_a_child": "ExportJob",
            "order": "Order",
            "reports": "Reports numbered",
        },
    )
