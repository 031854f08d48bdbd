"""Find anything by a few words, without accents: tasks, agencies, documents, periods and commands."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from heapq import nsmallest

from desktop_app.domain.evidence import Document
from desktop_app.domain.period import Period
from desktop_app.domain.reports import ReportRow
from desktop_app.domain.text import fold, in_order
from desktop_app.domain.work import STEP, Steps
from desktop_app.services.tasks import ShownRegister
from desktop_app.services.workspace import Workspace

MOST = 8
"""So many of each kind are shown."""

_EXACT, _BEGINS, _WORDS, _PARTS = range(4)
"""How well words fit: they are the whole name, its beginning, beginnings of its words, or parts of them."""


@dataclass(frozen=True, slots=True)
class AgencyHit:
    """An agency and how many of the shown tasks name it; one of the catalogue may stand in none."""

    name: str
    tasks: int


@dataclass(frozen=True, slots=True)
class Command:
    """A command of the window: its name, the menus that lead there, and its place in the window's list."""

    name: str
    menus: str
    place: int


Thing = ReportRow | AgencyHit | Document | Period | Command


@dataclass(frozen=True, slots=True)
class Found:
    """What was found, the best first, and how much more there is."""

    things: tuple[Thing, ...] = ()
    more: int = 0


@dataclass(frozen=True, slots=True)
class _Searchable:
    """A thing under its folded names; it is searched in `text`."""

    thing: Thing
    names: tuple[str, ...]
    text: str


class Finder:
    """Finds what the window shows of `period`, of a closed one as it was sealed.

    Nothing is read before something is searched.
    """

    def __init__(
        self, workspace: Workspace, register: ShownRegister, period: Period, commands: Sequence[Command]
    ) -> None:
        """Look in the shown tasks, the programme's documents and periods, and `commands`."""
        self._workspace = workspace
        self._register = register
        self._period = period
        self._commands = commands
        self._agencies: tuple[_Searchable, ...] | None = None

    def find(self, text: str) -> Steps[Found]:
        """Find what holds every word of `text`, the best of each kind."""
        wanted = fold(text)
        if not wanted:
            return Found()
        hits = yield from self._tasks(wanted)
        tasks, count = self._register.tasks, len(hits)
        best: list[tuple[int, int, int, Thing]] = [
            (fit, 0, place, self._register.row(tasks[place], self._period))
            for fit, place in nsmallest(MOST, hits)
        ]
        for kind, things in enumerate((self._agencies or (), *self._others), start=1):
            fits = ((_fit(one.names, one.text, wanted), place) for place, one in enumerate(things))
            found = [(fit, place) for fit, place in fits if fit is not None]
            best += [(fit, kind, place, things[place].thing) for fit, place in nsmallest(MOST, found)]
            count += len(found)
        best.sort(key=lambda hit: hit[:3])
        return Found(tuple(thing for *_, thing in best), count - len(best))

    def _tasks(self, wanted: str) -> Steps[list[tuple[int, int]]]:
        """Return how well tasks fit, each with its place; the first time the agencies are gathered, too."""
        hits: list[tuple[int, int]] = []
        named: Counter[str] = Counter()
        for place, task in enumerate(self._register.tasks):
            fit = _fit((fold(task.number), task.folded), self._register.haystack(task), wanted)
            if fit is not None:
                hits.append((fit, place))
            if self._agencies is None:
                named.update({*task.given.leads, *task.given.coordinating})
            if not place % STEP:
                yield
        if self._agencies is None:
            names = {*named, *(one.name for one in self._workspace.agencies.all())}
            self._agencies = tuple(
                _Searchable(AgencyHit(name, named[name]), (fold(name),), fold(name))
                for name in in_order(names)
            )
        return hits

    @cached_property
    def _others(self) -> tuple[Sequence[_Searchable], ...]:
        """Return documents, periods and commands."""
        programme = self._register.programme
        documents = self._workspace.evidence.rows(programme.id)
        periods = self._workspace.periods.all_of(programme)
        return (
            [_document(row.document) for row in documents],
            [_period(one) for one in periods],
            [_Searchable(one, (fold(one.name),), fold(f"{one.name} {one.menus}")) for one in self._commands],
        )


def _document(one: Document) -> _Searchable:
    number, subject = fold(one.number), fold(one.subject)
    return _Searchable(
        one, (number, subject), fold(f"{number} {subject} {one.issuer} {one.kind} {one.file_name}")
    )


def _period(one: Period) -> _Searchable:
    """Return a period, which "quy 4/2021" and "q4 2021" name as "Quý IV/2021" does."""
    plain = "".join(sign for sign in one.part if sign.isdecimal()).lstrip("0")
    label = fold(one.label)
    return _Searchable(
        one, (label, one.id), fold(f"{label} {plain}/{one.year} {one.part} {one.year} {one.id}")
    )


def _fit(names: Sequence[str], text: str, wanted: str) -> int | None:
    """Return how well the words fit what is searched in `text`, None if one of them is not there."""
    words = wanted.split()
    if not all(word in text for word in words):
        return None
    if wanted in names:
        return _EXACT
    if any(name.startswith(wanted) for name in names):
        return _BEGINS
    begun = f" {text}"
    return _WORDS if all(f" {word}" in begun for word in words) else _PARTS
