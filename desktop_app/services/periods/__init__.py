"""Reporting periods: regimes, checks, review, indicators, closing."""

from typing import TYPE_CHECKING

from desktop_app.doors import door

if TYPE_CHECKING:
    from desktop_app.services.periods.attention import Reminders as Reminders
    from desktop_app.services.periods.attention import reminders as reminders
    from desktop_app.services.periods.checks import Checks as Checks
    from desktop_app.services.periods.entered import Completeness as Completeness
    from desktop_app.services.periods.entered import Entry as Entry
    from desktop_app.services.periods.entered import Grouping as Grouping
    from desktop_app.services.periods.entered import PeriodCompleteness as PeriodCompleteness
    from desktop_app.services.periods.entered import completeness as completeness
    from desktop_app.services.periods.entered import entry_mark as entry_mark
    from desktop_app.services.periods.figures import read_report as read_report
    from desktop_app.services.periods.indicators import IndicatorRow as IndicatorRow
    from desktop_app.services.periods.indicators import Indicators as Indicators
    from desktop_app.services.periods.indicators import shown_line as shown_line
    from desktop_app.services.periods.periods import HiddenRecords as HiddenRecords
    from desktop_app.services.periods.periods import Periods as Periods
    from desktop_app.services.periods.regime_files import DayOff as DayOff
    from desktop_app.services.periods.regime_files import day_off as day_off
    from desktop_app.services.periods.regime_files import read_regime as read_regime
    from desktop_app.services.periods.regime_files import regime_of_file as regime_of_file
    from desktop_app.services.periods.review_desk import PackageDesk as PackageDesk
    from desktop_app.services.periods.review_desk import Packages as Packages
    from desktop_app.services.periods.review_desk import PeriodDesk as PeriodDesk
    from desktop_app.services.periods.review_desk import ReviewDesk as ReviewDesk
    from desktop_app.services.periods.review_desk import kept_answer as kept_answer
    from desktop_app.services.periods.review_desk import open_package as open_package
    from desktop_app.services.periods.reviewing import Reviewing as Reviewing
    from desktop_app.services.periods.sealing import Sealing as Sealing
    from desktop_app.services.periods.sealing import SealRules as SealRules
else:
    __getattr__ = door(
        __name__,
        {
            "attention": "Reminders reminders",
            "checks": "Checks",
            "entered": "Completeness Entry Grouping PeriodCompleteness completeness entry_mark",
            "figures": "read_report",
            "indicators": "IndicatorRow Indicators shown_line",
            "periods": "HiddenRecords Periods",
            "regime_files": "DayOff day_off read_regime regime_of_file",
            "review_desk": "ReviewDesk PackageDesk Packages PeriodDesk kept_answer open_package",
            "reviewing": "Reviewing",
            "sealing": "SealRules Sealing",
        },
    )
