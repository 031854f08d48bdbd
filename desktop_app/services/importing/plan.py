"""What a list would change, before anything is written.

The plan that the window shows and the commands print.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from desktop_app.domain.editions import (
    Decisions,
    Edition,
    ListedTask,
    Match,
    Others,
    RowKind,
    Unread,
    resolve,
)
from desktop_app.domain.encodings import Encoding
from desktop_app.domain.errors import NotFound, PeriodSheetMissing
from desktop_app.domain.period import Period
from desktop_app.domain.programme import Group, Programme
from desktop_app.exchange.reading import Workbook
from desktop_app.lists.cells import is_blank
from desktop_app.lists.heading import Heading
from desktop_app.lists.sheet import Sheet, cell_name
from desktop_app.lists.source import NOTHING_STATED, StatedPaper
from desktop_app.lists.tasks import TaskList
from desktop_app.lists.words import Field
from desktop_app.services.importing._effect import ListEffect

if TYPE_CHECKING:
    from desktop_app.exchange.forms import Span
    from desktop_app.exchange.writing import RefusedSheet
    from desktop_app.services.importing._heirs import Heirs


@dataclass(frozen=True, slots=True)
class Choices:
    """What the officer corrected of the reading.

    The sheet, the first and last row of its heading (from 0; None: as found), what titles mean, and which
    column holds what (column index → field); the encoding of columns; whether sub-items are joined to their
    tasks (None: as remembered, else those without anything of their own); which agency of the catalogue a
    name of the list means; whether the list is only a part, so that no task is gone (None: if it is a
    workbook of refused rows); the tasks of the files that come with it; and the label of the period of which
    the sheet is wanted where each period has its own.
    """

    sheet: str | None = None
    heading: tuple[int, int] | None = None
    titles: Mapping[str, Field] = field(default_factory=dict)
    columns: Mapping[int, Field] | None = None
    encodings: Mapping[int, Encoding] | None = None
    join_children: bool | None = None
    agencies: Mapping[str, str] = field(default_factory=dict)
    partial: bool | None = None
    beside: frozenset[int] = frozenset()
    period: str = ""


@dataclass(frozen=True, slots=True)
class Details:
    """What the officer says of the edition; None and empty: as the list itself states it.

    `record` keeps a list as an edition even if it changes nothing.
    """

    document: str | None = None
    issued_on: date | None = None
    record: bool = False


@dataclass(frozen=True, slots=True)
class NewAgency:
    """A name that the catalogue does not know.

    In how many rows it stands, and the names that are near, best first.
    """

    name: str
    rows: int
    near: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tally:
    """What the rows of a list come to with the officer's decisions."""

    counts: Mapping[RowKind, int]
    left_out: int
    read: int
    recorded: bool
    """Whether there is anything to write, if only that the officer kept the province's own values."""

    @property
    def written(self) -> int:
        """Return how many tasks are added or changed."""
        return self.counts[RowKind.NEW] + self.counts[RowKind.CHANGED]

    @property
    def taken(self) -> int:
        """Return how many rows are accepted, the unchanged ones too."""
        return self.written + self.counts[RowKind.SAME]


@dataclass(frozen=True)
class ImportPlan:
    """A list read and compared, before anything is written; `matches` follow the list, gone tasks come last.

    The rows of `matches` name agencies as the catalogue does, those of `tasks` as the list does.
    """

    workbook: Workbook
    sheet: str
    heading: Heading
    tasks: TaskList
    matches: tuple[Match, ...]
    known: Mapping[int, ListedTask] = field(default_factory=dict)
    choices: Choices = field(default_factory=Choices)
    new_agencies: tuple[NewAgency, ...] = ()
    stated: StatedPaper = NOTHING_STATED
    before: Edition | None = None
    """The edition that this very sheet was accepted as before."""
    newer: Edition | None = None
    """An accepted edition that is newer than this list, whose values it would take back.

    None if none is known.
    """
    spared: frozenset[int] = frozenset()
    """Tasks that are not gone although the list does not name them."""
    of_other: Programme | None = None
    """Another programme of the data file, if the list names its document and not this programme's."""
    other_lists: tuple[str, ...] = ()
    """The other sheets of the file that are lists too and were not brought in."""
    effect: ListEffect = field(default_factory=ListEffect)
    """From which day the list counts, by what is known of the lists before it."""
    others: Mapping[int, Others] = field(default_factory=dict)
    """What is kept of columns that are no fields, by task."""
    groups: tuple[Group, ...] = ()
    editions: tuple[Edition, ...] = ()
    """The groups and the accepted lists of the programme when the list was compared."""

    @cached_property
    def counts(self) -> dict[RowKind, int]:
        """Return how many rows (and gone tasks) there are of each kind, without any decision."""
        return counted(self.matches, self.tasks)

    @property
    def writes(self) -> int:
        """Return how many tasks the import would add or change, without any decision."""
        return self.counts[RowKind.NEW] + self.counts[RowKind.CHANGED]

    @property
    def changes_nothing(self) -> bool:
        """Return whether the data file holds all of the list already."""
        counts = self.counts
        differs = self.writes + counts[RowKind.GONE] + counts[RowKind.AMBIGUOUS]
        return differs == 0 and not any(map(self.keeps_more, self.matches))

    def keeps_more(self, match: Match) -> bool:
        """Return whether a row has nothing new but the text of a column that is only kept."""
        kept = match.row.others if match.row is not None and match.kind is RowKind.SAME else ()
        return bool(kept) and kept != self.others.get(match.task_id or 0)

    @cached_property
    def by_row(self) -> Mapping[int, Match]:
        """Return the matches of rows, by row of the sheet."""
        return {match.row.row: match for match in self.matches if match.row is not None}

    @property
    def is_part(self) -> bool:
        """Return whether the list is only a part of the one before it: it need not name the tasks of that."""
        return (bool(self.known) and self.spared >= self.known.keys()) or bool(
            self.choices.beside & self.spared
        )

    @property
    def table(self) -> Sheet:
        """Return the sheet that was read, as it is in the file."""
        return next(sheet for sheet in self.workbook.sheets if sheet.name == self.sheet)

    @property
    def refused_sheet(self) -> "RefusedSheet":
        """Return the rows that were refused, and the sheet around them."""
        from desktop_app.exchange.writing import RefusedSheet

        refused = {one.row: one.problems for one in self.tasks.refused}
        return RefusedSheet(self.table, self.heading, refused, self.workbook.path, self.tasks.left_out)

    @cached_property
    def heirs(self) -> "Mapping[int, Heirs]":
        """Return the rows in which tasks may go on that no row is for sure."""
        from desktop_app.services.importing._heirs import heirs_of

        return heirs_of(self.matches, self.known)

    @cached_property
    def progress(self) -> Mapping[str, str]:
        """Return the titles of the columns that hold progress, by field; those without any are left out."""
        from desktop_app.exchange.forms import progress_columns

        titles, rows = dict(self.heading.titles), self.table.rows[self.heading.last_row + 1 :]
        return {
            field: titles.get(column, "")
            for field, column in progress_columns(self.table, self.heading).items()
            if any(column < len(row) and not is_blank(row[column]) for row in rows)
        }

    @cached_property
    def period_sheets(self) -> "Mapping[str, Span]":
        """Return the sheets of the file that stand for a period each, by name, with its days."""
        from desktop_app.exchange.forms import sheets_by_period

        return sheets_by_period(self.workbook.sheets, self.choices.period)

    def sheet_of(self, period: Period) -> str | None:
        """Return the name of the sheet that stands for a period, where each has its own."""
        from desktop_app.exchange.forms import span_of

        asked = span_of(period.label, "") if self.period_sheets else None
        return next((name for name, span in self.period_sheets.items() if span == asked), None)

    def require_sheet_of(self, period: Period) -> None:
        """Refuse a sheet that the program took and that stands for another period.

        Raises PeriodSheetMissing.
        """
        own = self.choices.sheet is not None or self.sheet not in self.period_sheets
        if not own and self.sheet_of(period) != self.sheet:
            raise PeriodSheetMissing(self.workbook.path, ", ".join(self.period_sheets), period.label)

    @cached_property
    def unread(self) -> Unread:
        """Return what the reading of the columns passed over."""
        table, unused = self.table, self.tasks.unused
        read = {column for column, field in self.heading.columns if field != "ignore"}
        hidden = tuple(one for one in table.hidden_columns if one in read)
        meant = {*hidden, *(one.instead for one in unused)}
        return Unread(
            missing=self.tasks.missing,
            unused=unused,
            hidden=hidden,
            rows=sum(row > self.heading.last_row for row in table.hidden_rows),
            titles={column: title for column, title in self.heading.titles if column in meant},
        )

    @property
    def errors_are_blank(self) -> bool:
        """Return whether cells with an error value were read as blank ones, as those of an .xlsb are."""
        return self.workbook.format == "xlsb"

    def lost_names(self) -> list[str]:
        """Return the names of cells that hold something which could not be read.

        "F7", as far as they are named.
        """
        return [cell_name(row, column) for row, column in self.table.lost]

    def resolved(self, decisions: Decisions) -> Sequence[Match]:
        """Return the outcome of every match.

        Raises RowsClash, NotFound for a task or a row that there is not.
        """
        if not decisions:
            return self._undecided
        self._check(decisions)
        return resolve(self.matches, decisions, self.known, self.spared)

    @cached_property
    def _undecided(self) -> Sequence[Match]:
        return resolve(self.matches, {}, self.known, self.spared)

    def tally(self, decisions: Decisions) -> Tally:
        """Add up what would be written. Raises as `resolved`."""
        decided = self.resolved(decisions)
        counts = counted(decided, self.tasks)
        differing = counts[RowKind.NEW] + counts[RowKind.CHANGED] + counts[RowKind.GONE]
        recorded = differing > 0 or bool(self.settled(decided)) or any(map(self.keeps_more, decided))
        return Tally(counts, len(self.tasks.left_out), self.tasks.read, recorded)

    def _check(self, decisions: Decisions) -> None:
        for row, decision in decisions.items():
            if row > 0 and row not in self.by_row:
                raise NotFound("row", str(row))
            for task_id in (decision.task_id, decision.part_of):
                if task_id is not None and task_id not in self.known:
                    raise NotFound("task", str(task_id))

    def emptied(self) -> "ImportPlan":
        """Return the plan without the list, for who is done with it but may still be asked."""
        workbook, tasks = self.workbook, self.tasks
        nothing = replace(tasks, rows=(), refused=(), left_out=())
        sheets = tuple(replace(sheet, rows=()) for sheet in workbook.sheets)
        return replace(
            self, workbook=replace(workbook, content=b"", sheets=sheets), tasks=nothing, matches=(), known={}
        )

    def settled(self, decided: Iterable[Match]) -> list[Match]:
        """List the rows that a person settled without a change: the province's own values were kept."""
        return [
            match
            for match in decided
            if match.kind is RowKind.SAME
            and match.row
            and self.by_row[match.row.row].kind is not RowKind.SAME
        ]


def counted(matches: Iterable[Match], tasks: TaskList) -> dict[RowKind, int]:
    """Count matches and refused rows by kind."""
    found = Counter(match.kind for match in matches)
    return {kind: found[kind] for kind in RowKind} | {RowKind.REFUSED: len(tasks.refused)}
