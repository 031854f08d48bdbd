"""What the window will need soon is loaded while it rests after its start: one room a turn.

Loaded with the first of them, it would hold the window up for a tenth of a second or two.
"""

from importlib import import_module

from PySide6.QtCore import QObject, QTimer

_AFTER_MS = 3_000
_BETWEEN_MS = 200
ROOMS = (
    "desktop_app.lists.columns",
    "desktop_app.lists.sorting",
    "desktop_app.lists.heading",
    "desktop_app.lists.tasks",
    "desktop_app.services.importing.task_import",
    "desktop_app.ui.importing._sheet_dialog",
    "desktop_app.ui.importing._preview",
    "desktop_app.ui.importing.flow",
    "openpyxl.styles",
    "openpyxl.worksheet.worksheet",
    "openpyxl",
    "desktop_app.services.forms.filling",
    "desktop_app.ui.forms.flow",
    "desktop_app.services.reporting.reports",
    "desktop_app.ui.reports.screen",
    "desktop_app.ui.overview.screen",
    "desktop_app.ui.periods.screen",
    "desktop_app.ui.evidence.screen",
    "desktop_app.ui.history.screen",
    "desktop_app.ui.programme.screen",
    "desktop_app.ui.editions.screen",
)
"""What lists, forms, the preview of a report and the other screens load, the parts of each before it."""


def load_ahead(parent: QObject) -> None:
    """Load `ROOMS` one by one, beginning some seconds from now, as long as `parent` lives."""
    waiting = list(ROOMS)
    timer = QTimer(parent)
    timer.setInterval(_AFTER_MS)

    def load() -> None:
        timer.setInterval(_BETWEEN_MS)
        import_module(waiting.pop(0))
        if not waiting:
            timer.stop()

    timer.timeout.connect(load)
    timer.start()
