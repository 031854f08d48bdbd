"""A table of a form that counts tasks by group or by agency and lists none.

Whose tasks a row counts is read off its names; a row that names nothing known is told and left alone.
"""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from desktop_app.domain.agencies import agency_key, meant_by
from desktop_app.domain.text import fold, one_line, read_roman
from desktop_app.exchange.forms.counted import CountKind, begins_counting, counting_columns, is_count
from desktop_app.lists.cells import shown
from desktop_app.lists.groups import Groups
from desktop_app.lists.heading import Heading, possible_headings
from desktop_app.lists.rows import GroupMark, number_columns
from desktop_app.lists.sheet import Sheet

_WHOLE = frozenset(
    {"tong cong", "tong so", "tong so nhiem vu", "tong", "cong", "tong chung", "toan de an", "toan tinh"}
)
_SUM = re.compile(r"(?:tổng cộng|tổng số|tổng|cộng)\s+", re.IGNORECASE)
_SIGN = re.compile(r"(?:[-–+•*]|\d{1,3}(?:\.\d{1,3})*[.)])\s*")
_ASIDE = re.compile(r"\s*(?:\([^()]*\)|[:.;,]+)\s*$")
_NUMBERS = frozenset({"stt", "tt", "so tt", "so thu tu"})
_HOLLOW = re.compile(r"[\s.…_\-–]*")
_NAMED_AS: Mapping[str, tuple[str, ...]] = {
    "agency": ("co quan", "don vi", "so, nganh", "so, ban, nganh", "dia phuong", "bo, nganh"),
    "group": ("nhom", "giai phap"),
}
"""What the titles of a column say that names agencies, or groups."""


@dataclass(frozen=True, slots=True)
class Subject:
    """Whose tasks are counted: of a group, a lead agency, a class of agencies, or (without any) all."""

    group: int | None = None
    agency: str | None = None
    kind: str | None = None


@dataclass(frozen=True, slots=True)
class TotalsRow:
    """A row of the table (from 0) with what it is named; `subject` is None if that is not known.

    `sign` is its number. `near`: the title of the group is only nearly its own. `twice`: another row is named
    the same.
    """

    row: int
    text: str
    sign: str
    subject: Subject | None
    near: bool = False
    twice: bool = False


@dataclass(frozen=True, slots=True)
class TotalsTable:
    """The table: what its columns count, who its rows are.

    `free` rows have no name yet, `names` is the column that takes it and `lists` what they are to name.
    `doubtful` columns could mean two counts. `subjects`: whose tasks columns count that a heading above them
    says, None if it names nobody known. `turned_at`: its rows are columns of the sheet, and its first
    column is this row of the sheet.
    """

    heading: Heading

    columns: Mapping[int, CountKind]
    doubtful: tuple[int, ...]
    names: int
    numbers: int | None
    rows: tuple[TotalsRow, ...]
    free: tuple[int, ...]
    last: int
    lists: str = ""
    turned_at: int | None = None
    subjects: Mapping[int, Subject | None] = field(default_factory=dict)

    def place(self, row: int, column: int) -> tuple[int, int]:
        """Return where a cell of the table stands in the sheet."""
        return (row, column) if self.turned_at is None else (self.turned_at + column, row)

    @property
    def fits(self) -> bool:
        """Return whether anything of it can be filled."""
        return bool(self.columns) and (
            any(row.subject is not None for row in self.rows) or bool(self.free and self.lists)
        )

    def counts_all(self, heading: Heading, listing: Heading | None) -> bool:
        """Return whether the table below `heading` counts tasks and lists none.

        `listing` is the heading of a list in the same sheet, if there is one. What reads there as the content
        of tasks is a group or an agency, or there is a column for their sum.
        """
        if listing is None:
            return self.fits
        if listing.first_row > heading.last_row or heading.first_row > listing.last_row:
            return False
        content = listing.column("content")
        if content is None or content in self.columns or "total" in self.columns.values():
            return True
        if begins_counting(dict(listing.titles).get(content, "")):
            return True
        return len(self.rows) > 1 and all(row.subject is not None for row in self.rows)


def counts_down(sheet: Sheet, column: int, first: int = 0) -> bool:
    """Return whether the rows of a column count: a form of totals with agencies or groups as columns."""
    texts = [shown(row[column]) for row in sheet.rows[first:] if column < len(row)]
    said = [text for text in texts if text]
    counts = sum(map(is_count, said))
    return counts > 1 and counts > len(said) / 2


def counting_heading(sheet: Sheet) -> Heading | None:
    """Return the heading with the most columns that count, at least two; of several like it the shortest."""
    found = [(_counts(one), one) for one in possible_headings(sheet)]
    most = max((count for count, _ in found), default=0)
    best = [one for count, one in found if count == most]
    return min(best, key=lambda one: (one.last_row - one.first_row, one.first_row)) if most > 1 else None


def _counts(heading: Heading) -> int:
    """Return how many counts a heading has beside the title of what it counts for."""
    counted = counting_columns(heading)
    first = min((*counted.kinds, *counted.doubtful), default=0)
    titled = any(column < first for column, _ in heading.titles)
    return len(set(counted.kinds.values())) + len(counted.doubtful) if titled else 0


class Names:
    """The names by which the rows of a form are known."""

    def __init__(self, groups: Groups, agencies: Mapping[str, str], classes: Collection[str]) -> None:
        """Take the groups, the classes of agencies, and `agencies`: the name in use by every name's key."""
        self._groups, self._agencies = groups, agencies
        self._classes = {agency_key(kind): kind for kind in classes}

    def subject(self, text: str, sign: str) -> tuple[Subject | None, bool]:
        """Return what a name stands for, and whether it is only nearly that of a group.

        `sign` is the number of its row.
        """
        bare = _ASIDE.sub("", _SIGN.sub("", one_line(text), 1))
        if fold(bare) in _WHOLE:
            return Subject(), False
        agency = self._agencies.get(agency_key(bare))
        if agency is not None:
            return Subject(agency=agency), False
        kind = self._classes.get(agency_key(bare))
        if kind is not None:
            return Subject(kind=kind), False
        number, near = self._group(bare, sign)
        if number is not None:
            return Subject(group=number), near
        part = _SUM.sub("", bare, 1)
        if part != bare:
            return self.subject(part, "")
        short = meant_by(bare, self._agencies.values())
        return (Subject(agency=short) if short is not None else None), False

    def _group(self, text: str, sign: str) -> tuple[int | None, bool]:
        number, near = self._groups.of_cell(text)
        if self._groups.is_added(number) and (order := read_roman(sign) or _whole(sign)):
            number, near = self._groups.find(GroupMark(order, text, text))
        known = number and not self._groups.is_added(number) and not text.isdigit()
        return (number, near) if known else (None, False)


def _whole(text: str) -> int:
    return int(text) if text.isdigit() and len(text) < 4 else 0


class TotalsReader:
    """Reads the table below a heading that counts."""

    def __init__(
        self,
        sheet: Sheet,
        heading: Heading,
        is_bordered: Callable[[int, int], bool],
        rows: int,
        names: Names,
    ) -> None:
        """Read `sheet`, which has `rows` rows, some perhaps only drawn."""
        self._sheet, self._heading, self._is_bordered, self._count = sheet, heading, is_bordered, rows
        self._names = names
        self._covered = {
            (row, column): (top, left)
            for top, left, bottom, right in sheet.merges
            for row in range(top, bottom + 1)
            for column in range(left, right + 1)
        }
        self._titles = {column: fold(title) for column, title in heading.titles}
        self._numbers = next((column for column, title in self._titles.items() if title in _NUMBERS), None)

    def table(self, columns: Mapping[int, CountKind], doubtful: tuple[int, ...]) -> TotalsTable:
        """Return the table, whose columns count what `columns` says."""
        places = [column for column in range(min(columns, default=0)) if column != self._numbers]
        indices = list(self._indices(max(places, default=0)))
        titled, lists = self._titled(places)
        naming = [column for column in places if self._is_naming(column, indices)] or [titled]
        rows = [row for index in indices if (row := self._row(index, naming)) is not None]
        named = {row.row for row in rows}
        known = any(row.subject not in (None, Subject()) for row in rows)
        subjects = self._subjects(columns)
        unnamed = {column for column, subject in subjects.items() if subject is None}
        return TotalsTable(
            heading=self._heading,
            columns={column: kind for column, kind in columns.items() if column not in unnamed},
            subjects=subjects,
            doubtful=doubtful,
            names=naming[-1],
            numbers=self._numbers,
            rows=tuple(_placed(rows)),
            free=tuple(index for index in indices if index not in named and self._is_free(index, columns)),
            last=indices[-1] if indices else self._heading.last_row,
            lists="" if known else lists,
        )

    def _indices(self, place: int) -> Iterator[int]:
        """Yield the rows of the table: those with borders like the heading's, else all to the first blank."""
        bordered = self._is_bordered(self._heading.last_row, place)
        first = self._heading.last_row + 1
        for index in range(first, max(self._count, len(self._sheet.rows))):
            texts = [text for text in self._texts(index) if text]
            ended = not self._is_bordered(index, place) if bordered else not texts
            if ended:
                return
            if index > first or not number_columns(texts):
                yield index

    def _titled(self, places: Sequence[int]) -> tuple[int, str]:
        """Return the column whose title says that it names agencies or groups, and which of them."""
        for column in places:
            for kind, said in _NAMED_AS.items():
                if any(one in self._titles.get(column, "") for one in said):
                    return column, kind
        return (places[-1] if places else 0), ""

    def _subjects(self, columns: Mapping[int, CountKind]) -> dict[int, Subject | None]:
        """Return whose tasks each column counts, if headings above the counts name groups or agencies."""
        above = {
            column: [part for part in title.split(" - ")[:-1] if not is_count(part)]
            for column, title in self._heading.titles
            if column in columns
        }
        everywhere = set[str]().union(*above.values()).intersection(*above.values())
        subjects: dict[int, Subject | None] = {}
        for column, parts in above.items():
            named = [(part, *self._names.subject(part, "")) for part in parts]
            known = [(one, near) for part, one, near in named if one is not None or part not in everywhere]
            if known:
                subjects[column] = next((one for one, near in known if one is not None and not near), None)
        return subjects if any(one not in (None, Subject()) for one in subjects.values()) else {}

    def _is_naming(self, column: int, indices: Sequence[int]) -> bool:
        return any(self._names.subject(self._text(index, column), "")[0] is not None for index in indices)

    def _row(self, index: int, naming: Sequence[int]) -> TotalsRow | None:
        """Return what a row is named; None if it has no name."""
        sign = "" if self._numbers is None else self._text(index, self._numbers)
        texts = [text for column in naming if (text := self._text(index, column))]
        if not texts and not _HOLLOW.fullmatch(sign) and not sign.rstrip(".)").isdigit():
            texts = [sign]
        if not texts:
            return None
        found = [self._names.subject(text, sign) for text in texts]
        return TotalsRow(
            index, texts[-1], sign, _joined([one for one, _ in found]), any(near for _, near in found)
        )

    def _is_free(self, index: int, columns: Mapping[int, CountKind]) -> bool:
        """Return whether a row waits for a name: it shows nothing but a number, dots, and formulas."""
        return all(
            column == self._numbers or column in columns or _HOLLOW.fullmatch(text)
            for column, text in enumerate(self._texts(index))
        )

    def _text(self, row: int, column: int) -> str:
        top, left = self._covered.get((row, column), (row, column))
        cells = self._sheet.rows[top] if top < len(self._sheet.rows) else ()
        text = shown(cells[left]) if left < len(cells) else ""
        return "" if _HOLLOW.fullmatch(text) else text

    def _texts(self, row: int) -> list[str]:
        width = len(self._sheet.rows[row]) if row < len(self._sheet.rows) else 0
        return [self._text(row, column) for column in range(width)]


def _joined(found: Sequence[Subject | None]) -> Subject | None:
    """Return the subject that several cells of a row name together; None if one of them is not known."""
    groups = {one.group for one in found if one is not None and one.group is not None}
    agencies = {one.agency for one in found if one is not None and one.agency is not None}
    kinds = {one.kind for one in found if one is not None and one.kind is not None}
    if None in found or len(groups) > 1 or len(agencies) > 1 or len(kinds) > 1:
        return None
    return Subject(next(iter(groups), None), next(iter(agencies), None), next(iter(kinds), None))


def _placed(rows: Sequence[TotalsRow]) -> list[TotalsRow]:
    """Return the rows with agencies below groups as parts of these, and none for what is named twice."""
    kinds = [_kind(row.subject) for row in rows]
    runs = [(kind, len(list(run))) for kind, run in groupby(kind for kind in kinds if kind in "ga")]
    lists_apart = len(runs) < 2 or (len(runs) == 2 and dict(runs)["g"] > 1)
    placed = list(rows) if lists_apart else list(_below_groups(rows))
    times = Counter(row.subject for row in placed if row.subject is not None)
    return [
        replace(row, subject=None, twice=True) if row.subject is not None and times[row.subject] > 1 else row
        for row in placed
    ]


def _below_groups(rows: Sequence[TotalsRow]) -> Iterator[TotalsRow]:
    """Yield each agency as the part of the group above it; a row with a sign of its own ends a group."""
    group: int | None = None
    for row in rows:
        kind = _kind(row.subject)
        if kind == "g" or not (kind == "a" or row.sign.isdigit()):
            group = row.subject.group if row.subject is not None else None
        if kind != "a" or row.subject is None:
            yield row
        else:
            yield replace(row, subject=replace(row.subject, group=group) if group is not None else None)


def _kind(subject: Subject | None) -> str:
    """Return "g" for a group, "a" for an agency, "-" for anything else."""
    if subject is None or (subject.group is None) == (subject.agency is None):
        return "-"
    return "a" if subject.group is None else "g"
