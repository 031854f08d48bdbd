"""Programmes and their groups: shipped ones, and the office's own."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from desktop_app.domain.errors import FieldMissing, NameTaken, NotFound, StillInUse
from desktop_app.domain.programme import Group, Programme
from desktop_app.domain.text import one_line, same_text
from desktop_app.resources import read_programme
from desktop_app.services.acts import Acts, rebased
from desktop_app.storage.store import Store


class Programmes:
    """The programmes of the data file `store`."""

    def __init__(self, store: Store, acts: Acts) -> None:
        self._store = store
        self._acts = acts

    def all(self) -> list[Programme]:
        """List the programmes in the order they were added."""
        return self._store.programmes.all()

    def find(self, named: str) -> Programme:
        """Return the programme with a number as its document bears it, or with an id. Raises NotFound."""
        found = self.all()
        for one in found:
            if same_text(one.number, named):
                return one
        for one in found:
            if str(one.id) == named.strip():
                return one
        raise NotFound("programme", named)

    def groups(self, programme_id: int) -> list[Group]:
        """List a programme's groups by number."""
        return self._store.programmes.groups(programme_id)

    def add_shipped(self, path: Path) -> Programme:
        """Add the programme that a file of `resources/programmes` describes, with its groups."""
        data = read_programme(path)
        programme = Programme(
            id=0,
            number=data["number"],
            title=data["title"],
            issuer=data["issuer"],
            issued_on=date.fromisoformat(data["issued_on"]),
            starts_on=date.fromisoformat(data["starts_on"]),
            ends_on=date.fromisoformat(data["ends_on"]),
            objective=data["objective"],
            subjects=data["subjects"],
            scope=data["scope"],
            regime=data["regimes"][0],
        )
        return self.add(programme, [group["title"] for group in data["groups"]])

    def add(self, programme: Programme, titles: Sequence[str] = ()) -> Programme:
        """Add a programme with groups numbered from 1. Raises RuleBroken, NameTaken."""
        with self._acts.alone():
            self._check_number(programme)
            with self._acts.act("programme_add", number=programme.number):
                added = self._store.programmes.add(programme)
                for number, title in enumerate(titles, start=1):
                    self._store.programmes.add_group(added.id, number, title)
        return added

    def change(self, programme: Programme, base: Programme | None = None) -> None:
        """Write a programme's description; `base` is what it was made of, if it may have changed since.

        Raises RuleBroken, NameTaken.
        """
        with self._acts.alone():
            if base is not None:
                now = next((one for one in self.all() if one.id == programme.id), base)
                programme = rebased(now, base, programme)
            self._check_number(programme)
            with self._acts.act("programme_change", number=programme.number):
                self._store.programmes.change(programme)

    def arrange_groups(self, programme_id: int, groups: Sequence[tuple[int | None, str]]) -> None:
        """Set a programme's groups to (id or None for a new one, title), numbered from 1 in this order.

        A group that is left out is removed. Raises FieldMissing for an empty title, StillInUse if a group
        that is left out holds tasks, as one that an import has just added does.
        """
        titles = [one_line(title) for _, title in groups]
        if not all(titles):
            raise FieldMissing("title")
        kept = {key for key, _ in groups if key is not None}
        with self._acts.alone():
            before = {group.id: group for group in self.groups(programme_id)}
            gone = before.keys() - kept
            for key in gone & self._store.tasks.last_positions(programme_id).keys():
                raise StillInUse("group", before[key].title)
            with self._acts.act("groups_change"):
                for key in sorted(gone):
                    self._store.programmes.remove_group(key)
                for number, ((own, _), title) in enumerate(zip(groups, titles, strict=True), start=1):
                    if own is None:
                        self._store.programmes.add_group(programme_id, number, title)
                    elif before[own] != replace(before[own], number=number, title=title):
                        self._store.programmes.change_group(replace(before[own], number=number, title=title))

    def require_new(self, number: str) -> None:
        """Raise NameTaken if a programme with this number is in the data file."""
        for one in self.all():
            if same_text(one.number, number):
                raise NameTaken("number", number)

    def _check_number(self, programme: Programme) -> None:
        for one in self.all():
            if one.id != programme.id and same_text(one.number, programme.number):
                raise NameTaken("number", programme.number)
