"""A report that is about to be written: the figures, the words around them, the chosen parts."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from desktop_app.domain.period import Period
from desktop_app.domain.reports.preset import Preset
from desktop_app.domain.reports.report import Report
from desktop_app.domain.status import Totals


@dataclass(frozen=True, slots=True)
class Letter:
    """The number and the day that the office's register assigns to a report.

    Empty if they are written in by hand.
    """

    number: str = ""
    signed_on: date | None = None


@dataclass(frozen=True, slots=True)
class YearTotals:
    """The programme at the end of one of its years.

    `as_of` is the day judged, `known` whether the year has figures.
    """

    year: int
    as_of: date
    totals: Totals
    known: bool = True


@dataclass(frozen=True, slots=True)
class EarlierTotals:
    """The programme at the cut-off of an earlier period, with which the report compares.

    `kind` is "before" (the period just before) or "year" (the same one of the year before).
    """

    kind: str
    period: Period
    totals: Totals


@dataclass(frozen=True, slots=True)
class ReportDraft:
    """Everything a written report is made of.

    `texts` holds the words of each section of `preset` (paragraphs are lines). `years` serves the summary
    over years, `earlier` the periodic report, `before` and `reason` the correction of an earlier version,
    `agency` the report about one lead agency. `head` is the hash of the history on which the figures rest:
    that of the act which sealed a closed period, else now.
    """

    report: Report
    preset: Preset
    texts: Mapping[str, str] = field(default_factory=dict)
    letter: Letter = field(default_factory=Letter)
    years: tuple[YearTotals, ...] = ()
    before: Report | None = None
    agency: str = ""
    head: str = ""
    earlier: tuple[EarlierTotals, ...] = ()
