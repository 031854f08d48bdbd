"""From which day a list counts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from desktop_app.domain.editions import Edition
from desktop_app.storage.store import now


@dataclass(frozen=True, slots=True)
class ListEffect:
    """From when a list counts.

    `first` is the day of the programme's first list, None if this will be the first. `unstated` is the day of
    a list that does not say when it was issued, None if that counts from the beginning.
    """

    first: date | None = None
    unstated: date | None = None

    def day(self, issued_on: date | None) -> date | None:
        """Return the day from which the list counts if it was issued on that day; None: from the beginning.

        The programme's first list, and one that is no newer than that, counts from the beginning.
        """
        day = issued_on or self.unstated
        return None if self.first is None or day is None or day <= self.first else day


def effect_of(
    editions: Sequence[Edition], before: Edition | None, span: tuple[date, date], *, part: bool = False
) -> ListEffect:
    """Return from when a list counts that comes after `editions`, the accepted lists, the oldest first.

    A list that does not say when it was issued counts like the last one if it is a `part` of that or comes on
    the very same day, and like itself if the same file came `before`. Else it counts from today, unless the
    programme, which runs over `span`, is over: who enters its lists then enters what held all the time.
    """
    if not editions:
        return ListEffect()
    days = {one.id: _day(one, span, first=one is editions[0]) for one in editions}
    today, last = date.fromisoformat(now()[:10]), editions[-1]
    unstated: date | None = today if today <= span[1] else None
    if part or last.received_at[:10] == today.isoformat():
        unstated = days[last.id]
    if before is not None:
        unstated = days[before.id]
    return ListEffect(min(days.values()), unstated)


def _day(edition: Edition, span: tuple[date, date], *, first: bool) -> date:
    """Return the day of an accepted list; the first one counts from the beginning if its day is not known."""
    if edition.issued_on is not None:
        return edition.issued_on
    received = date.fromisoformat(edition.received_at[:10])
    return span[0] if first or received > span[1] else received
