"""The totals of agencies: of each first lead, of a class of them, and of those that lead beside others."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from desktop_app.domain.codec import ADDED
from desktop_app.domain.status import Standing, Totals, tally


@dataclass(frozen=True, slots=True)
class ReportAgency:
    """One lead agency's totals; a task with several leads counts once, under the first.

    Empty name: none is named. `kind` is the class of agencies that it belongs to, as the office calls it.
    """

    name: str
    totals: Totals
    kind: str = field(default="", metadata=ADDED)


@dataclass(frozen=True, slots=True)
class AgencyClass:
    """The lead agencies of one class, in the order of the list; an empty name: of none."""

    name: str
    agencies: tuple[ReportAgency, ...]

    @property
    def totals(self) -> Totals:
        """Return the sum of its agencies."""
        return sum((one.totals for one in self.agencies), Totals())


def classes_of(agencies: Sequence[ReportAgency]) -> list[AgencyClass]:
    """Return agencies by class, in their order, those of no class last; nothing if none has a class."""
    kinds = sorted(dict.fromkeys(one.kind for one in agencies), key=lambda kind: not kind)
    if not any(kinds):
        return []
    return [AgencyClass(kind, tuple(one for one in agencies if one.kind == kind)) for kind in kinds]


def co_leads_of(standings: Iterable[Standing]) -> list[ReportAgency]:
    """Return the agencies that lead a task beside its first one, with the totals of all that they lead.

    A task counts for each of its leads, so these totals are no parts of a sum.
    """
    led: dict[str, list[Standing]] = {}
    beside: dict[str, None] = {}
    for standing in standings:
        first, *others = standing.task.given.leads or ("",)
        for name in (first, *others):
            led.setdefault(name, []).append(standing)
        beside |= dict.fromkeys(others if standing.counted else ())
    return [ReportAgency(name, tally(led[name])) for name in beside]
