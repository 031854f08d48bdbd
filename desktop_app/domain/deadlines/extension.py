"""Extensions of a task's deadline (gia hạn).

The first deadline is kept, each new day stands in a log with its reason. The extended day counts from the day
on which it was decided. An extension is for the deadline that it names: when a newer list gives the task
another deadline, that one holds. Source: domain notes §3; one extension is usual, a second one is flagged.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from desktop_app.domain.errors import FieldMissing, FieldsDisagree

USUAL = 1
"""So many extensions are usual; one more is flagged."""


@dataclass(frozen=True, slots=True)
class Extension:
    """One extension.

    `first_due` is the deadline as first set (of that occurrence), None for a task without one.
    """

    id: int
    task_id: int
    first_due: date | None
    new_due: date
    reason: str
    document: str
    decided_on: date

    def __post_init__(self) -> None:
        """Check that there is a reason and that the new day is later."""
        if not self.reason.strip():
            raise FieldMissing("reason")
        if self.first_due is not None and self.new_due <= self.first_due:
            raise FieldsDisagree("new_due", "first_due", self.first_due.isoformat())


def extended(extensions: Sequence[Extension], first_due: date | None, day: date) -> date | None:
    """Return the deadline that counts on `day` for the occurrence first due on `first_due`.

    The last decision wins.
    """
    decided = [one for one in extensions if one.first_due == first_due and one.decided_on <= day]
    return max(decided, key=lambda one: (one.decided_on, one.id)).new_due if decided else first_due


def extended_again(extensions: Sequence[Extension]) -> bool:
    """Return whether one deadline was extended more often than is usual."""
    dues = [one.first_due for one in extensions]
    return any(dues.count(due) > USUAL for due in dues)
