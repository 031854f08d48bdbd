"""The screens of the navigation, in their order.

A screen is added by one line here and a function that makes it. A screen is made when it is first shown, and
its module is imported then, so that the window stands quickly.
"""

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from desktop_app.ui.frame import Screen, Window


def screens(window: Window) -> Sequence[Screen]:
    """List the screens of `window`."""
    tr = window.tr
    return (
        Screen("overview", tr("&Tổng quan"), "home_20_regular", partial(_overview, window)),
        Screen("tasks", tr("&Nhiệm vụ"), "task_list_ltr_20_regular", lambda: window.tasks),
        Screen("periods", tr("&Kỳ báo cáo"), "calendar_ltr_20_regular", partial(_periods, window)),
        Screen("reports", tr("&Báo cáo"), "document_text_20_regular", partial(_reports, window)),
        Screen(
            "evidence",
            tr("Tài liệ&u minh chứng"),
            "attach_20_regular",
            partial(_evidence, window),
            when_empty=True,
        ),
        Screen("history", tr("N&hật ký"), "history_20_regular", partial(_history, window), when_empty=True),
        Screen(
            "programme",
            tr("Thông t&in đề án"),
            "building_government_20_regular",
            partial(_programme, window),
            when_empty=True,
        ),
    )


def _overview(window: Window) -> QWidget:
    from desktop_app.ui.overview import OverviewScreen

    screen = OverviewScreen(window.session, window)
    screen.tasks_asked.connect(window.show_tasks)
    screen.task_asked.connect(window.show_task)
    screen.indicators.all_asked.connect(window.show_indicators)
    return screen


def _periods(window: Window) -> QWidget:
    from desktop_app.ui.periods import PeriodScreen

    screen = PeriodScreen(window.session, window)
    screen.tasks_asked.connect(window.show_finding)
    screen.counted_asked.connect(window.show_counted)
    screen.view_asked.connect(window.show_tasks)
    screen.export_asked.connect(window.write_report)
    return screen


def _reports(window: Window) -> QWidget:
    from desktop_app.ui.reports import ReportScreen

    screen = ReportScreen(window.session, window)
    screen.export_asked.connect(window.write_report)
    return screen


def _evidence(window: Window) -> QWidget:
    from desktop_app.ui.evidence import EvidenceScreen

    screen = EvidenceScreen(window.session, window.settings, window)
    screen.task_asked.connect(window.show_task)
    return screen


def _history(window: Window) -> QWidget:
    from desktop_app.ui.history import HistoryScreen

    screen = HistoryScreen(window.session, window)
    screen.task_asked.connect(window.show_task)
    return screen


def _programme(window: Window) -> QWidget:
    from desktop_app.ui.programme import ProgrammeScreen

    screen = ProgrammeScreen(window.session, window.settings, window)
    screen.edit_asked.connect(window.edit_programme)
    return screen
