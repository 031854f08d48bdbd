"""Reporting regimes and periods that a programme may use: the shipped ones, and the office's own."""

from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from desktop_app.domain.errors import FieldMissing, FieldsDisagree, NotFound, RegimeInUse
from desktop_app.domain.period import Period, PeriodKind, PeriodState, Regime, find_period
from desktop_app.domain.programme import Programme
from desktop_app.domain.text import one_line
from desktop_app.resources import regime_files
from desktop_app.services.acts import Acts
from desktop_app.services.periods.regime_files import read_regime, regime_body, regime_from
from desktop_app.storage.store import Store


@dataclass(frozen=True, slots=True)
class HiddenRecords:
    """What a change of a programme takes out of sight.

    The ids of its periods; `sealed` are those of them that are closed. `records` is how many progress entries
    they hold.
    """

    records: int
    sealed: tuple[str, ...]
    periods: tuple[str, ...]


class Periods:
    """The regimes of the data file `store`."""

    def __init__(self, store: Store, acts: Acts) -> None:
        self._store = store
        self._acts = acts
        self._known: tuple[int, dict[str, Regime]] = (-1, {})

    @cached_property
    def _shipped(self) -> dict[str, Regime]:
        return {regime.id: regime for regime in map(read_regime, regime_files())}

    @property
    def regimes(self) -> dict[str, Regime]:
        """Return the regimes by id, the shipped ones first.

        The office's version of a shipped one replaces it.
        """
        seen = self._store.last_action()
        if self._known[0] != seen:
            own = [regime_from(body) for body in self._store.regimes.all()]
            self._known = seen, self._shipped | {regime.id: regime for regime in own}
        return self._known[1]

    def shipped(self, regime_id: str) -> Regime | None:
        """Return a regime as shipped, None for one of the office's own."""
        return self._shipped.get(regime_id)

    def states(self, programme_id: int) -> dict[str, PeriodState]:
        """Return the state of every period that ever left "open"."""
        return self._store.seals.states(programme_id)

    def state(self, programme_id: int, period: str) -> PeriodState:
        """Return the state of one period."""
        return self.states(programme_id).get(period, PeriodState.OPEN)

    def save(self, regime: Regime) -> None:
        """Keep a regime of the office's own, or its version of a shipped one.

        The days of a period with records never change: raises RegimeInUse if they would; raises RuleBroken.
        """
        regime = replace(regime, title=one_line(regime.title), source=one_line(regime.source))
        if not regime.title:
            raise FieldMissing("title")
        with self._acts.alone():
            before = self.regimes.get(regime.id)
            moved = before is not None and self._days(before) != self._days(regime)
            if before is not None and moved and self._store.regimes.recorded(regime.id):
                raise RegimeInUse(before.title)
            with self._acts.act("regime_change", name=regime.title):
                self._store.regimes.put(regime.id, regime_body(regime))

    def remove(self, regime_id: str) -> None:
        """Remove a regime of the office's own, or go back to the shipped one.

        Raises RegimeInUse, NotFound.
        """
        with self._acts.alone():
            before = self.regimes.get(regime_id)
            if before is None:
                raise NotFound("regime", regime_id)
            shipped = self._shipped.get(regime_id)
            used = any(regime_id in one.all_regimes for one in self._store.programmes.all())
            changes_days = shipped is None or self._days(shipped) != self._days(before)
            if (used and shipped is None) or (changes_days and self._store.regimes.recorded(regime_id)):
                raise RegimeInUse(before.title)
            with self._acts.act("regime_remove", name=before.title):
                self._store.regimes.remove(regime_id)

    def choose(self, programme: Programme, regime_ids: tuple[str, ...]) -> Programme:
        """Set the regimes of a programme, the usual one first; return the programme.

        Raises NotFound, FieldMissing.
        """
        if not regime_ids:
            raise FieldMissing("regime")
        if len(set(regime_ids)) < len(regime_ids):
            raise FieldsDisagree("regime", "regime")
        with self._acts.alone():
            for one in regime_ids:
                if one not in self.regimes:
                    raise NotFound("regime", one)
            now = self._store.programmes.get(programme.id)
            changed = replace(now, regime=regime_ids[0], regimes=regime_ids[1:])
            with self._acts.act("programme_change", number=now.number):
                self._store.programmes.change(changed)
        return changed

    def find(self, text: str, programme: Programme) -> Period:
        """Return the period called `text`, as in "nd09/2021-Q4" or, in the programme's own regime, "2021-Q4".

        Raises NotFound.
        """
        return find_period(text, self.regimes, programme.regime)

    def label(self, text: str, programme: Programme) -> str:
        """Return the name of the period called `text`; the text itself if its regime no longer exists."""
        try:
            return self.find(text, programme).label
        except NotFound:
            return text

    def of(self, programme: Programme, kind: str, regime: str = "") -> list[Period]:
        """List the periods of one kind over the programme's years and the two after it, the oldest first."""
        found = self.regimes[regime or programme.regime]
        last = programme.ends_on.replace(year=programme.ends_on.year + 2, day=28)
        return list(found.periods(programme.starts_on, last, kind))

    def all_of(self, programme: Programme) -> list[Period]:
        """List every period of every regime of the programme, regime by regime and kind by kind."""
        return [
            period
            for regime in programme.all_regimes
            if regime in self.regimes
            for kind in self.regimes[regime].kinds
            for period in self.of(programme, kind.name, regime)
        ]

    def hidden(self, before: Programme, after: Programme) -> HiddenRecords:
        """Return what a change of a programme's years or regimes takes out of sight; it stays in the file."""
        seen = {one.id for one in self.all_of(after)}
        gone = {one.id: one for one in self.all_of(before) if one.id not in seen}
        counts, states = self._store.progress.counts(before.id), self._store.seals.states(before.id)
        return HiddenRecords(
            records=sum(count for period, count in counts.items() if period in gone),
            sealed=tuple(key for key in gone if states.get(key) is PeriodState.SEALED),
            periods=tuple(key for key in gone if counts.get(key) or states.get(key) is PeriodState.SEALED),
        )

    def kinds(self, programme: Programme, regime: str = "") -> list[PeriodKind]:
        """List the kinds of periods of one regime of the programme, else of its usual one."""
        return list(self.regimes[regime or programme.regime].kinds)

    def current(self, programme: Programme, kind: str, today: date) -> Period:
        """Return the period to work on: the one that holds `today`, held to the programme's last one."""
        periods = self.of(programme, kind)
        within = [one for one in periods if one.cut_off <= programme.ends_on] or periods[:1]
        for one in within:
            if one.starts_on <= today <= one.cut_off:
                return one
        return within[0] if today < within[0].starts_on else within[-1]

    def a_year_before(self, period: Period) -> Period | None:
        """Return the same period of the year before, None if the regime has none."""
        try:
            return self.regimes[period.regime].period(period.year - 1, period.part)
        except NotFound:
            return None

    def before(self, period: Period) -> Period | None:
        """Return the period of the same kind that ends just before this one begins, None if there is none."""
        try:
            return self.regimes[period.regime].before(period)
        except NotFound:
            return None

    def _days(self, regime: Regime) -> list[tuple[str, date, date]]:
        """Return the days of the periods of a leap year and another year.

        Two regimes can be told apart by them.
        """
        return [
            (one.id, one.starts_on, one.cut_off)
            for one in regime.periods(date(2020, 1, 1), date(2021, 12, 31))
        ]
