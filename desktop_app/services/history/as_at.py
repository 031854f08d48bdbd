"""The programme as it stood on any day of the file's own history."""

from datetime import date, datetime, time

from desktop_app.domain.errors import FieldOutOfRange
from desktop_app.domain.text import day_text
from desktop_app.services.tasks import Register
from desktop_app.storage import history, store
from desktop_app.storage.past import PastTables
from desktop_app.storage.store import Store


class AsAt:
    """Looks back in the data file `store`."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def first_day(self, programme_id: int) -> date:
        """Return the first day on which the file knew the programme, never after today."""
        return date.fromisoformat(
            history.known_since(self._store.db, "programmes", programme_id, store.now())[:10]
        )

    def register(self, programme_id: int, day: date) -> Register:
        """Read the register as the file held it at the end of `day`.

        Tasks, agencies, extensions and progress. Acts count in their order, so that a clock that went wrong
        drops nothing: today has everything, and an earlier day all acts up to the last one that is stamped by
        its end. Raises FieldOutOfRange for a day before the file knew the programme.
        """
        first = self.first_day(programme_id)
        if day < first:
            raise FieldOutOfRange("as_of", day_text(day), day_text(first), day_text(date.max))
        by = datetime.combine(day, time.max).isoformat(timespec="seconds")
        past = PastTables(self._store.db, history.last_by(self._store.db, by, store.now()))
        try:
            return Register(past, programme_id)
        finally:
            past.close()
