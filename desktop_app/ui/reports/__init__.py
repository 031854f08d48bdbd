"""Writing reports from the window."""

from typing import TYPE_CHECKING

from desktop_app.doors import door

if TYPE_CHECKING:
    from desktop_app.ui.reports.flow import ExportFlow as ExportFlow
    from desktop_app.ui.reports.screen import ReportScreen as ReportScreen
else:
    __getattr__ = door(
        __name__,
        {
            "flow": "ExportFlow",
            "screen": "ReportScreen",
        },
    )
