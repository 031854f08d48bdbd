"""A task: what the issued list says of it, and what the province keeps beside it."""

from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from desktop_app.domain.codec import ADDED
from desktop_app.domain.deadlines import Deadline, Extension
from desktop_app.domain.errors import FieldMissing
from desktop_app.domain.text import fold


class Fate(StrEnum):
    """What became of a task that was taken out of the list or withdrawn by hand."""

    ACTIVE = "active"
    WITHDRAWN = "withdrawn"
    MERGED = "merged"
    SPLIT = "split"
    RENAMED = "renamed"
    KEPT = "kept"
    """The list names it no more, and the province carries it on."""
    AHEAD = "ahead"
    """It came with a later list: on the day asked for it was not there yet. Never stored."""


READ_ON = "read_on"
"""The kind of a descent beside that of the fate: what was recorded of one task is read as the other's."""
TAKEN_OVER = "taken_over"
"""As `READ_ON`, of tasks that were merged: it comes before what the other one had recorded by then."""


@dataclass(frozen=True, slots=True)
class Descent:
    """The task `from_task` went on as `to_task`.

    `kind` is a Fate (merged, split or renamed), `READ_ON` or `TAKEN_OVER`; these name the `act` that said so.
    """

    from_task: int
    to_task: int
    kind: str
    act: int = 0


@dataclass(frozen=True, slots=True)
class Assignment:
    """The Ministry-owned part: one row of a list.

    Texts are tidied, agencies are names, the deadline is as typed.
    """

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
class Terms:
    """What was in force of a task until a day: on `until` itself what follows holds already."""

    until: date
    group_id: int
    position: int
    given: Assignment
    deadline: Deadline
    fate: Fate = Fate.ACTIVE
    fate_on: date | None = None
    fate_note: str = ""


@dataclass(frozen=True, slots=True)
class Task:
    """A task in the data file. `position` orders the tasks of a group; `folded` is the content as searched.

    It counts from `since` on (None: from the programme's beginning), and a fate with a day from `fate_on` on.
    `earlier` holds what was in force before, the oldest first. A field means what holds now; `on` answers for
    any other day.
    """

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
    since: date | None = field(default=None, metadata=ADDED)
    earlier: tuple[Terms, ...] = field(default=(), metadata=ADDED)
    officers: tuple[tuple[date, str], ...] = field(default=(), metadata=ADDED)
    """Who looked after it until a day, the oldest first: on that day the next one did."""

    def on(self, day: date) -> "Task":
        """Return the task as it was at the end of `day`, by what has its effect by then.

        Return AHEAD if it came later. Example: due 31/3/2021, by the list of 1/9/2021 due 30/6/2022,
        withdrawn on 1/10/2021. On 31/8/2021 the task is active and was due on 31/3/2021; on 30/9/2021 it is
        due on 30/6/2022; on 1/10/2021 it is withdrawn.
        """
        if not (self.since or self.fate_on or self.earlier or self.extensions or self.officers):
            return self
        if self.since is not None and day < self.since:
            ahead = replace(self, fate=Fate.AHEAD, fate_on=None, fate_note="")
            return replace(ahead, extensions=(), earlier=(), officers=())
        then = self._in_force(day) if self.earlier else self
        if self.officers:
            officer = next((name for until, name in self.officers if day < until), self.own.officer)
            then = replace(then, own=replace(self.own, officer=officer), officers=())
        if then.fate_on is not None and day < then.fate_on:
            then = replace(then, fate=Fate.ACTIVE, fate_on=None, fate_note="")
        if any(one.decided_on > day for one in then.extensions):
            then = replace(then, extensions=tuple(one for one in then.extensions if one.decided_on <= day))
        return then

    def _in_force(self, day: date) -> "Task":
        terms = next((one for one in self.earlier if day < one.until), None)
        if terms is None:
            return replace(self, earlier=())
        return replace(
            self,
            group_id=terms.group_id,
            position=terms.position,
            given=terms.given,
            deadline=terms.deadline,
            folded=self.folded if terms.given.content == self.given.content else fold(terms.given.content),
            fate=terms.fate,
            fate_on=terms.fate_on,
            fate_note=terms.fate_note,
            earlier=(),
        )

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
    def waiting(self) -> bool:
        """Return whether it is in the tray: the list names it no more, and nobody has decided on it."""
        return self.gone_since is not None and self.fate is Fate.ACTIVE

    @property
    def active(self) -> bool:
        """Return whether the task is still to be carried out and counted."""
        return self.fate in (Fate.ACTIVE, Fate.KEPT)
