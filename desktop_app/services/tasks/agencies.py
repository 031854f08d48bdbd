"""The catalogue of agencies."""

from collections.abc import Iterable
from datetime import date

from desktop_app.domain.agencies import Agency, agency_key
from desktop_app.domain.errors import FieldMissing, NameTaken, NotFound, StillInUse
from desktop_app.domain.text import in_order, one_line, sort_key
from desktop_app.services.acts import Acts
from desktop_app.storage.store import Store


class Agencies:
    """The agencies of the data file `store`."""

    def __init__(self, store: Store, acts: Acts) -> None:
        """Work on the data file `store`."""
        self._store = store
        self._acts = acts

    def all(self) -> list[Agency]:
        """List the agencies in Vietnamese order."""
        return sorted(self._store.agencies.all(), key=lambda agency: sort_key(agency.name))

    def used(self) -> set[int]:
        """Return the ids of the agencies that some task names."""
        return self._store.agencies.used()

    def add(self, name: str) -> int:
        """Add an agency and return its id. Raises FieldMissing, NameTaken."""
        with self._acts.alone():
            name = self._checked(name, None)
            with self._acts.act("agency_add", name=name):
                return self._store.agencies.add(name)

    def rename(self, agency_id: int, name: str) -> None:
        """Correct a name, everywhere at once. Raises FieldMissing, NameTaken."""
        with self._acts.alone():
            name = self._checked(name, agency_id)
            with self._acts.act("agency_rename", name=name):
                self._store.agencies.rename(agency_id, name)

    def merge(self, agency_id: int, into: int, day: date | None = None) -> None:
        """Put `into` in the place of `agency_id` in every task.

        The old name will be recognised in later lists. Two agencies became one on `day`: before it, tasks
        name the old one. Without a day the two names always meant the same agency. Raises NotFound.
        """
        with self._acts.alone():
            names = self._name(agency_id), self._name(into)
            if agency_id == into:
                return
            with self._acts.act("agency_merge", name=names[0], into=names[1]):
                self._store.agencies.merge(agency_id, into, day)

    def remove(self, agency_id: int) -> None:
        """Remove an agency that no task names. Raises NotFound, StillInUse."""
        with self._acts.alone():
            name = self._name(agency_id)
            if agency_id in self.used():
                raise StillInUse("agency", name)
            with self._acts.act("agency_remove", name=name):
                self._store.agencies.remove(agency_id)

    def _name(self, agency_id: int) -> str:
        name = self._store.agencies.names().get(agency_id)
        if name is None:
            raise NotFound("agency", str(agency_id))
        return name

    def _checked(self, name: str, own_id: int | None) -> str:
        name = one_line(name)
        if not name:
            raise FieldMissing("name")
        taken = self._store.agencies.by_key().get(agency_key(name))
        if taken is not None and taken != own_id:
            raise NameTaken("name", name)
        return name


def ids_for(store: Store, names: Iterable[str]) -> dict[str, int]:
    """Return the id of each name, inside the running act; names the catalogue does not know are added.

    Of several spellings of a new name the first one is kept.
    """
    names, known = list(names), store.agencies.by_key()
    added: dict[str, str] = {}
    for name in names:
        if agency_key(name) not in known:
            added.setdefault(agency_key(name), name)
    for name in in_order(added.values()):
        known[agency_key(name)] = store.agencies.add(name)
    return {name: known[agency_key(name)] for name in names}
