"""Screens of a window by their own types, and the leader's dialog."""

from desktop_app.services.periods.review_desk import PeriodDesk
from desktop_app.ui.history.screen import HistoryScreen
from desktop_app.ui.overview.screen import OverviewScreen
from desktop_app.ui.periods._review_dialog import ReviewDialog
from desktop_app.ui.periods.screen import PeriodScreen
from desktop_app.ui.window._main_window import MainWindow


def overview(window: MainWindow) -> OverviewScreen:
    made = window.made_screen("overview")
    assert isinstance(made, OverviewScreen)
    return made


def history(window: MainWindow) -> HistoryScreen:
    made = window.made_screen("history")
    assert isinstance(made, HistoryScreen)
    return made


def periods(window: MainWindow) -> PeriodScreen:
    window.show_screen("periods")
    made = window.made_screen("periods")
    assert isinstance(made, PeriodScreen)
    return made


def review(window: MainWindow) -> ReviewDialog:
    session = window.session
    desk = PeriodDesk(session.workspace.reviewing, session.register, session.period)
    return ReviewDialog(session, desk, session.period.label, window)
