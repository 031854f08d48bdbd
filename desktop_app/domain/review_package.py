"""A period's rows on their way to the leader and back, as a file between two copies of the program.

It stays inside the office, as a copy of the data file does: it holds whole tasks, with officers, remarks and logins,
which the leader has to see. What goes outside is a report, a form or a list, and they hold only what they show.
"""

from dataclasses import dataclass
from enum import StrEnum

from desktop_app.domain.review import Review

FORMAT = 1
SUFFIX = ".duyet"


class Way(StrEnum):
    """Where a package is going: to the leader, or back to the office."""

    REQUEST = "request"
    ANSWER = "answer"


@dataclass(frozen=True, slots=True)
class ReviewPackage:
    """The rows of period `period` as they stood, and what the leader said of them.

    `report` is the body that `sealing.freeze` writes. `action` and `head` are the newest act of the data file and its
    hash, by which the file knows its own package again. `made_at` is local time, ISO.
    """

    way: Way
    programme: str
    period: str
    label: str
    action: int
    head: str
    made_at: str
    made_by: str
    report: str
    reviews: tuple[Review, ...] = ()
