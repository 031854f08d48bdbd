"""What is asked for of the reports."""

from dataclasses import dataclass

from desktop_app.domain.period import Period
from desktop_app.domain.reports import Preset, ReportKind


@dataclass(frozen=True, slots=True)
class Order:
    """A report as it is asked for.

    `agency` names the one lead agency of an agency report. A correction compares two sealed versions of the
    period, `old` and `new` (0: the last two, or the last one and what stands now in a period that was opened
    again); `with_reason` prints why it was opened again. `version` asks for a sealed version as it was, with
    the words that it sealed (0: what stands).
    """

    kind: ReportKind
    period: Period
    preset: Preset | None = None
    agency: str = ""
    old: int = 0
    new: int = 0
    version: int = 0
    with_reason: bool = False
