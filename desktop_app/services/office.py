"""The office's own settings, and what its province suggests for them."""

from dataclasses import asdict

from desktop_app.domain.reports import Office
from desktop_app.resources import Province, provinces
from desktop_app.services.acts import Acts, rebased
from desktop_app.storage.store import Store

LISTS = ("63", "34")
_KEY = "office"


class Offices:
    """The office that uses the data file `store`."""

    def __init__(self, store: Store, acts: Acts) -> None:
        self._store = store
        self._acts = acts

    def get(self) -> Office:
        """Return the office's settings; empty texts if nothing was set."""
        return Office(**(self._store.settings.get(_KEY) or {}))

    def put(self, office: Office, base: Office | None = None) -> None:
        """Keep the office's settings; `base` are those that it was made of, if others may have come since."""
        with self._acts.alone():
            if base is not None:
                office = rebased(self.get(), base, office)
            if office == self.get():
                return
            with self._acts.act("office"):
                self._store.settings.put(_KEY, asdict(office))

    def provinces(self, list_id: str) -> tuple[Province, ...]:
        """List the provinces of one of `LISTS`, by code."""
        return provinces(list_id)
