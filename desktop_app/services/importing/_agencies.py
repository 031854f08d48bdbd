"""The agencies that a list names, as the catalogue names them.

Those it does not know are offered as new or as near.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace

from rapidfuzz import fuzz, process

from desktop_app.domain.agencies import agency_key
from desktop_app.domain.editions import ListRow
from desktop_app.domain.errors import NotFound
from desktop_app.domain.task import Assignment
from desktop_app.services.importing.plan import NewAgency
from desktop_app.storage.store import Store

_NEAR = 82.0
_BEST = 3


class AgencyNames:
    """Maps each name of a list to that of the catalogue.

    `chosen` are the officer's decisions: name → known name.
    """

    def __init__(self, store: Store, chosen: Mapping[str, str]) -> None:
        """Read the catalogue. Raises NotFound if a chosen name is not in it."""
        names = store.agencies.names()
        self._by_key = {key: names[agency_id] for key, agency_id in store.agencies.by_key().items()}
        self._chosen: dict[str, str] = {}
        for name, meant in chosen.items():
            known = self._by_key.get(agency_key(meant))
            if known is None:
                raise NotFound("agency", meant)
            self._chosen[agency_key(name)] = known
        self._keys: dict[str, str] = {}
        self._spelled: dict[str, str] = {}
        self._found_together: dict[tuple[str, ...], tuple[str, ...]] = {}

    def spell(self, rows: Iterable[ListRow]) -> None:
        """Replace each spelling of a name that the catalogue does not know by the commonest one.

        Of equals, the first one in the list.
        """
        spellings: dict[str, Counter[str]] = {}
        for (leads, coordinating), times in _cells(rows).items():
            for name in (*leads, *coordinating):
                key = self._key(name)
                if key not in self._by_key:
                    spellings.setdefault(key, Counter())[name] += times
        self._spelled = {key: names.most_common(1)[0][0] for key, names in spellings.items()}

    def of(self, given: Assignment) -> Assignment:
        """Return an assignment with its agencies named as in the catalogue."""
        leads, coordinating = self._all(given.leads), self._all(given.coordinating)
        if leads == given.leads and coordinating == given.coordinating:
            return given
        return replace(given, leads=leads, coordinating=coordinating)

    def row(self, row: ListRow) -> ListRow:
        """Return a row with its agencies named as in the catalogue."""
        given = self.of(row.given)
        return row if given is row.given else replace(row, given=given)

    def unknown(self, rows: Iterable[ListRow]) -> tuple[NewAgency, ...]:
        """List the names of a list, as it spells them mostly, that the catalogue does not know."""
        counts: Counter[str] = Counter()
        for (leads, coordinating), times in _cells(rows).items():
            for key in dict.fromkeys(map(self._key, (*leads, *coordinating))):
                if key not in self._by_key:
                    counts[key] += times
        return tuple(NewAgency(self._spelled[key], counts[key], self._near(key)) for key in sorted(counts))

    def _all(self, names: tuple[str, ...]) -> tuple[str, ...]:
        found = self._found_together.get(names)
        if found is None:
            found = self._found_together[names] = tuple(dict.fromkeys(map(self._one, names)))
        return found

    def _one(self, name: str) -> str:
        key = self._key(name)
        return self._chosen.get(key) or self._by_key.get(key) or self._spelled.get(key, name)

    def _key(self, name: str) -> str:
        """Return the key of a name, which a long list asks for twice."""
        key = self._keys.get(name)
        if key is None:
            key = self._keys[name] = agency_key(name)
        return key

    def _near(self, key: str) -> tuple[str, ...]:
        """Propose the names that are spelled nearly the same.

        Then come those that go on, or stop, where this one does.
        """
        found = [
            one
            for one, _, _ in process.extract(key, list(self._by_key), scorer=fuzz.ratio, score_cutoff=_NEAR)
        ]
        if " " in key:
            found += [one for one in self._by_key if " " in one and _begins(key, one)]
        return tuple(dict.fromkeys(self._by_key[one] for one in found))[:_BEST]


def _cells(rows: Iterable[ListRow]) -> Counter[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Count the pairs of cells with agencies, in the order of the list."""
    return Counter((row.given.leads, row.given.coordinating) for row in rows)


def _begins(one: str, other: str) -> bool:
    return f"{one} ".startswith(f"{other} ") or f"{other} ".startswith(f"{one} ")
