"""A row of the report, which lists and screens show too."""

from dataclasses import dataclass, field

from desktop_app.domain.codec import ADDED
from desktop_app.domain.progress import GROUP_OF, GROUPS, ProgressEntry
from desktop_app.domain.status import Standing
from desktop_app.domain.task import Task


@dataclass(frozen=True, slots=True)
class ReportRow:
    """One task of the report, where it stands at the cut-off, and what is recorded of it in words.

    `entry` is what the period recorded, with what stands from elsewhere filled in, or what was last recorded
    by its cut-off (`carried`: of an earlier day), or None. `carried_groups` are those of `progress.GROUPS`
    that stand from an earlier day, unconfirmed, though the day has an entry.
    """

    task: Task
    standing: Standing
    entry: ProgressEntry | None
    carried: bool
    carried_groups: tuple[str, ...] = field(default=(), metadata=ADDED)

    def carries(self, field: str) -> bool:
        """Return whether a field of `entry` stands from an earlier day, and nobody confirmed it."""
        return self.carried or GROUPS[GROUP_OF[field]] in self.carried_groups

    @property
    def recorded(self) -> bool:
        """Return whether the period itself recorded something."""
        return self.entry is not None and not self.carried

    @property
    def known(self) -> bool:
        """Return whether anything is recorded that speaks of the task on that day."""
        return self.entry is not None or self.standing.known

    @property
    def day_missing(self) -> bool:
        """Return whether the task was recorded as done without its day, so that one is assumed."""
        return self.standing.assumed

    @property
    def unexplained(self) -> bool:
        """Return whether it is overdue and no difficulty says why, not even one of an earlier period."""
        return self.standing.overdue and (self.entry is None or not self.entry.difficulty.strip())

    @property
    def missing(self) -> bool:
        """Return whether the period still has to record something: the task is open, and nothing is."""
        return self.standing.open and not self.recorded
