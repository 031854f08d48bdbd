"""The catalogue of agencies."""

from collections.abc import Iterable
from datetime import date

from desktop_app.domain.agencies import Agency, agency_key
from desktop_app.domain.errors import FieldMissing, NameTaken, NotFound, StillInUse
from desktop_app.domain.task import Task
from desktop_app.domain.text import in_order, one_line, sort_key
from desktop_app.services.acts import Acts, from_day
from desktop_app.storage.store import Store

_CLASS = "agency_class:"


def leads_in_order(tasks: Iterable[Task]) -> list[str]:
    """List the agencies that lead tasks: the first leads in the order of the list, then the others."""
    leads = [task.given.leads for task in tasks if task.given.leads]
    return list(dict.fromkeys(led[0] for led in leads) | dict.fromkeys(name for led in leads for name in led))


class Agencies:
    """The agencies of the data file `store`."""

    def __init__(self, store: Store, acts: Acts) -> None:
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

    def classes(self) -> dict[int, str]:
        """Return the class of each agency that has one, as the office calls it."""
        kept, by_key = agency_classes(self._store), self._store.agencies.by_key()
        return {by_key[key]: kind for key, kind in kept.items()}

    def by_name(self) -> dict[str, str]:
        """Return the class of each agency that has one, by its name."""
        classes = self.classes()
        return {one.name: classes[one.id] for one in self.all() if one.id in classes}

    def classify(self, agency_ids: Iterable[int], kind: str) -> None:
        """Let agencies belong to a class of this name; without one they belong to none. Raises NotFound."""
        kind = one_line(kind)
        with self._acts.alone():
            names = [self._name(key) for key in agency_ids]
            meaning = self._store.agencies.by_key()
            with self._acts.act("agency_classify", name="; ".join(names), into=kind):
                for agency_id in agency_ids:
                    for key in [one for one, meant in meaning.items() if meant == agency_id]:
                        kept = {"name": self._name(agency_id), "kind": kind} if kind else None
                        self._store.settings.put(_CLASS + key, kept)

    def merge(self, agency_id: int, into: int, day: date | None = None) -> None:
        """Put `into` in the place of `agency_id` in every task.

        The old name will be recognised in later lists. Two agencies became one on `day`: before it, tasks
        name the old one. Without a day the two names always meant the same agency. Raises NotFound.
        """
        with self._acts.alone():
            names = self._name(agency_id), self._name(into)
            if agency_id == into:
                return
            with self._acts.act("agency_merge", name=names[0], into=names[1], **from_day(day)):
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


def agency_classes(store: Store) -> dict[str, str]:
    """Return the class of each agency that has one, by the key of every name that means it.

    It is kept by these keys: an agency that an import took away and a later one brings back has it again.
    """
    kept = {key.removeprefix(_CLASS): one["kind"] for key, one in store.settings.under(_CLASS).items() if one}
    by_key, names = store.agencies.by_key(), store.agencies.names()
    known = {by_key[key]: kind for key, kind in kept.items() if key in by_key}
    own = {number: agency_key(name) for number, name in names.items()}
    known |= {number: kept[key] for number, key in own.items() if key in kept and by_key.get(key) == number}
    return {key: known[number] for key, number in by_key.items() if number in known}


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
