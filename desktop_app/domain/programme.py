"""A programme (đề án, chương trình, kế hoạch) and its groups of tasks."""

from dataclasses import dataclass, field
from datetime import date

from desktop_app.domain.codec import ADDED
from desktop_app.domain.errors import FieldMissing, FieldsDisagree


@dataclass(frozen=True, slots=True)
class Group:
    """One group of tasks and solutions (nhóm nhiệm vụ, giải pháp).

    `number` counts from 1 within its programme. `since` is the day of the list that brought it, None if the
    programme had it from the beginning.
    """

    id: int
    programme_id: int
    number: int
    title: str
    since: date | None = field(default=None, metadata=ADDED)


@dataclass(frozen=True, slots=True)
class Programme:
    """A programme as its deciding document describes it.

    `regime` is the id of its usual reporting regime, `regimes` those that run beside it on the same progress.
    """

    id: int
    number: str
    title: str
    issuer: str
    issued_on: date | None
    starts_on: date
    ends_on: date
    objective: str = ""
    subjects: str = ""
    scope: str = ""
    regime: str = "nd09"
    illustrative: bool = False
    regimes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Check that the programme can be named and that its days run forward."""
        if not self.number.strip():
            raise FieldMissing("document")
        if not self.title.strip():
            raise FieldMissing("title")
        if self.ends_on < self.starts_on:
            raise FieldsDisagree("ends_on", "starts_on")

    @property
    def all_regimes(self) -> tuple[str, ...]:
        """Return the ids of its regimes, the usual one first."""
        return (self.regime, *(one for one in self.regimes if one != self.regime))

    @property
    def span(self) -> tuple[date, date]:
        """Return the first and the last day."""
        return self.starts_on, self.ends_on

    @property
    def years(self) -> tuple[int, int]:
        """Return the first and the last year."""
        return self.starts_on.year, self.ends_on.year
