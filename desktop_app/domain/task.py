"""A task: what the issued list says of it, and what the province keeps beside it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from desktop_app.domain.deadlines import Deadline, Extension
from desktop_app.domain.errors import FieldMissing


class Fate(StrEnum):
    """What became of a task that was taken out of the list or withdrawn by hand."""

    ACTIVE = "active"
    WITHDRAWN = "withdrawn"
    MERGED = "merged"
    SPLIT = "split"
    RENAMED = "renamed"
    KEPT = "kept"
    """The list names it no more, and the province carries it on."""


@dataclass(frozen=True, slots=True)
class Descent:
    """The task `from_task` went on as `to_task`; `kind` is a Fate: merged, split or renamed."""

    from_task: int
    to_task: int
    kind: str


@dataclass(frozen=True, slots=True)
class Assignment:
    """The Ministry-owned part: one row of a list. Texts are tidied, agencies are names, the deadline is as typed."""

    group: int | None
    number: str
    content: str
    leads: tuple[str, ...] = ()
    coordinating: tuple[str, ...] = ()
    output: str = ""
    deadline: str = ""

    def __post_init__(self) -> None:
        """Check that there is something to do."""
        if not self.content.strip():
            raise FieldMissing("content")


@dataclass(frozen=True, slots=True)
class Handling:
    """The province-owned part: who looks after the task here, and a note of the office's own."""

    officer: str = ""
    remark: str = ""


NOT_HANDLED = Handling()


@dataclass(frozen=True, slots=True)
class Task:
    """A task in the data file. `position` orders the tasks of a group; `folded` is the content as searched."""

    id: int
    programme_id: int
    group_id: int
    position: int
    given: Assignment
    deadline: Deadline
    folded: str
    own: Handling = NOT_HANDLED
    fate: Fate = Fate.ACTIVE
    fate_on: date | None = None
    fate_note: str = ""
    gone_since: int | None = None
    """The edition that no longer lists this task, while nobody has decided on it."""
    extensions: tuple[Extension, ...] = ()

    @property
    def number(self) -> str:
        """Return the number as printed."""
        return self.given.number

    @property
    def content(self) -> str:
        """Return the text of what is to be done."""
        return self.given.content

    @property
    def lead(self) -> str:
        """Return the first lead agency, under which the task counts; empty if the list names none."""
        return self.given.leads[0] if self.given.leads else ""

    @property
    def active(self) -> bool:
        """Return whether the task is still to be carried out and counted."""
        return self.fate in (Fate.ACTIVE, Fate.KEPT)
