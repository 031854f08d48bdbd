"""Reporting regimes and periods that a programme may use."""

import json
from datetime import date
from functools import cached_property
from pathlib import Path

from desktop_app.domain.period import Kind, Period, Regime, find_period
from desktop_app.domain.programme import Programme
from desktop_app.resources import regime_files
from desktop_app.storage.store import Store


class Periods:
    """The regimes that are shipped."""

    def __init__(self, store: Store) -> None:
        """Serve the data file `store`."""
        self._store = store

    @cached_property
    def regimes(self) -> dict[str, Regime]:
        """The regimes by id."""
        found = [read_regime(path) for path in regime_files()]
        return {regime.id: regime for regime in found}

    def find(self, text: str, programme: Programme) -> Period:
        """Give the period called `text`, as in "nd09/2021-Q4" or, in the programme's own regime, "2021-Q4".

        Raises NotFound.
        """
        return find_period(text, self.regimes, programme.regime)

    def of(self, programme: Programme, kind: str) -> list[Period]:
        """List the periods of one kind over the programme's years and the two after it, the oldest first."""
        regime = self.regimes[programme.regime]
        last = programme.ends_on.replace(year=programme.ends_on.year + 2, day=28)
        return [one for one in regime.periods(programme.starts_on, last) if one.kind == kind]

    def kinds(self, programme: Programme) -> list[Kind]:
        """List the kinds of periods of the programme's regime."""
        return list(self.regimes[programme.regime].kinds)

    def current(self, programme: Programme, kind: str, today: date) -> Period:
        """Give the period to work on: the one that holds `today`, held to the programme's last one."""
        periods = self.of(programme, kind)
        within = [one for one in periods if one.cut_off <= programme.ends_on] or periods[:1]
        for one in within:
            if one.starts_on <= today <= one.cut_off:
                return one
        return within[0] if today < within[0].starts_on else within[-1]


def read_regime(path: Path) -> Regime:
    """Read a regime from its JSON file."""
    data = json.loads(path.read_text(encoding="utf-8"))
    kinds = tuple(
        Kind(one["name"], one["title"], tuple(one["parts"]), tuple(one["ends"]), one["length"], tuple(one["labels"]))
        for one in data.pop("kinds")
    )
    return Regime(kinds=kinds, **data)
