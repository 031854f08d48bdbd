"""Written reports: words and parts chosen, files and pages made."""

from typing import TYPE_CHECKING

from desktop_app.doors import door

if TYPE_CHECKING:
    from desktop_app.services.reporting.exporting import Written as Written
    from desktop_app.services.reporting.exporting import write_drafts as write_drafts
    from desktop_app.services.reporting.exporting import write_paper as write_paper
    from desktop_app.services.reporting.narratives import ReportKey as ReportKey
    from desktop_app.services.reporting.narratives import read_words as read_words
    from desktop_app.services.reporting.pages import INCH as INCH
    from desktop_app.services.reporting.pages import ReportPages as ReportPages
    from desktop_app.services.reporting.presets import part_titles as part_titles
    from desktop_app.services.reporting.reports import Order as Order
    from desktop_app.services.reporting.reports import Reports as Reports
    from desktop_app.services.reporting.reports import numbered as numbered
else:
    __getattr__ = door(
        __name__,
        {
            "exporting": "Written write_drafts write_paper",
            "narratives": "ReportKey read_words",
            "pages": "INCH ReportPages",
            "presets": "part_titles",
            "reports": "Order Reports numbered",
        },
    )
