"""The lines of a table in sight: the headings of sections, and the rows of those that are not folded."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from typing import Generic

from desktop_app.domain.work import STEP, Steps
from desktop_app.ui.grid.column_filters import ColumnFilters
from desktop_app.ui.grid.columns import GridColumn, GridSection, R, sorting


@dataclass(frozen=True, slots=True)
class TableOrder(Generic[R]):
    """How rows are to be shown. `kept` are the keys of rows that stay even if a filter would hide them."""

    row_key: Callable[[R], Hashable] | None
    filters: ColumnFilters[R]
    kept: AbstractSet[Hashable]
    sort_by: GridColumn[R] | None
    descending: bool

    @property
    def order(self) -> tuple[str, bool]:
        """Return the column and direction by which the rows are sorted."""
        return (self.sort_by.key if self.sort_by else "", self.descending)


@dataclass(slots=True)
class SectionKeys(Generic[R]):
    """A section.

    The keys of all its rows, of those let through in the list's order, and of the same as sorted.
    """

    section: GridSection[R]
    every: list[Hashable]
    keys: list[Hashable]
    ordered: list[Hashable]

    @property
    def headed(self) -> bool:
        """Return whether a heading stands above the rows.

        Not without a title, nor if the filters leave no row.
        """
        return bool(self.section.title and (self.keys or not self.every))


@dataclass(slots=True)
class OrderedTable(Generic[R]):
    """Rows by their keys, and the sections that show them; `order` is what they are sorted by."""

    rows: dict[Hashable, R] = field(default_factory=dict)
    parts: list[SectionKeys[R]] = field(default_factory=list)
    order: tuple[str, bool] = ("", False)

    def part(self, key: str) -> SectionKeys[R]:
        """Return the section with a key. Raises StopIteration for an unknown key."""
        return next(part for part in self.parts if part.section.key == key)

    def sections(self) -> list[GridSection[R]]:
        """Return the sections with all their rows, hidden ones too."""
        return [replace(part.section, rows=[self.rows[key] for key in part.every]) for part in self.parts]

    def kept(self) -> frozenset[Hashable]:
        """Return the keys of the rows that are let through."""
        return frozenset(key for part in self.parts for key in part.keys)

    def same_lines(self, other: "OrderedTable[R]") -> bool:
        """Return whether both show the same sections and rows in the same order."""
        return len(self.parts) == len(other.parts) and all(
            _same_section(mine, theirs) and mine.ordered == theirs.ordered
            for mine, theirs in zip(self.parts, other.parts, strict=True)
        )

    def summarise(self, summaries: Mapping[str, str]) -> list[GridSection[R]]:
        """Set other summaries of sections, by their keys; return the sections that changed."""
        changed = []
        for part in self.parts:
            summary = summaries.get(part.section.key, part.section.summary)
            if summary != part.section.summary:
                part.section = replace(part.section, summary=summary)
                changed.append(part.section)
        return changed


def arranging(
    sections: Sequence[GridSection[R]], table_order: TableOrder[R], before: OrderedTable[R]
) -> Steps[OrderedTable[R]]:
    """Arrange sections.

    Rows that are the same as `before` keep their order: nothing jumps when a value changes.
    """
    found: OrderedTable[R] = OrderedTable(order=table_order.order)
    filtered, row_key = bool(table_order.filters.active), table_order.row_key
    for section in sections:
        part: SectionKeys[R] = SectionKeys(replace(section, rows=()), [], [], [])
        for number, row in enumerate(section.rows, start=1):
            key = row_key(row) if row_key else len(found.rows)
            found.rows[key] = row
            part.every.append(key)
            if filtered and (key in table_order.kept or table_order.filters.lets(row)):
                part.keys.append(key)
            if not number % STEP:
                yield
        if not filtered:
            part.keys = part.every
        found.parts.append(part)
    if row_key is not None and found.order == before.order and _same_keys(found, before):
        for part, old in zip(found.parts, before.parts, strict=True):
            part.ordered = old.ordered
        return found
    yield from _order(found, table_order)
    return found


def reordering(held: OrderedTable[R], table_order: TableOrder[R]) -> Steps[OrderedTable[R]]:
    """Sort what is shown anew."""
    found = OrderedTable(held.rows, [replace(part) for part in held.parts], table_order.order)
    yield from _order(found, table_order)
    return found


def _order(found: OrderedTable[R], table_order: TableOrder[R]) -> Steps[None]:
    for part in found.parts:
        if table_order.sort_by is None:
            part.ordered = part.keys
        else:
            pairs = ((key, found.rows[key]) for key in part.keys)
            part.ordered = yield from sorting(pairs, table_order.sort_by, descending=table_order.descending)


def _same_section(mine: SectionKeys[R], theirs: SectionKeys[R]) -> bool:
    return mine.section.key == theirs.section.key and bool(mine.section.title) == bool(theirs.section.title)


def _same_keys(found: OrderedTable[R], before: OrderedTable[R]) -> bool:
    return len(found.parts) == len(before.parts) and all(
        _same_section(mine, theirs) and mine.keys == theirs.keys
        for mine, theirs in zip(found.parts, before.parts, strict=True)
    )


class GridLines(Generic[R]):
    """Shows what is `held`; `show` follows when that has changed."""

    def __init__(self) -> None:
        self.held: OrderedTable[R] = OrderedTable()
        self.folded: set[str] = set()
        self.shown: list[GridSection[R] | Hashable] = []

    def show(self) -> None:
        """Lay the lines out."""
        shown: list[GridSection[R] | Hashable] = []
        for part in self.held.parts:
            if part.headed:
                shown.append(part.section)
            if part.section.key not in self.folded or not part.section.title:
                shown.extend(part.ordered)
        self.shown = shown

    def entry(self, line: int) -> GridSection[R] | R:
        """Return the section or the row at a line."""
        shown = self.shown[line]
        return shown if isinstance(shown, GridSection) else self.held.rows[shown]

    def row_at(self, line: int) -> R | None:
        """Return the row at a line, or None for a heading and for no line."""
        if not 0 <= line < len(self.shown):
            return None
        shown = self.shown[line]
        return None if isinstance(shown, GridSection) else self.held.rows[shown]

    def headings(self) -> list[int]:
        """List the lines of all headings."""
        found, line = [], 0
        for part in self.held.parts:
            if part.headed:
                found.append(line)
                line += 1
            line += 0 if part.section.title and part.section.key in self.folded else len(part.ordered)
        return found

    def line_of(self, entry: GridSection[R] | Hashable) -> int:
        """Return the line of a section or of the row with a key, or -1 if it is not in sight."""
        try:
            return self.shown.index(entry)
        except ValueError:
            return -1

    def section_of(self, key: Hashable) -> GridSection[R] | None:
        """Return the section that holds the row with a key, folded or not."""
        return next((part.section for part in self.held.parts if key in part.ordered), None)

    def below(self, section: GridSection[R]) -> list[Hashable]:
        """Return the rows of a section, by their keys."""
        return self.held.part(section.key).ordered

    def moved(self, before: list[GridSection[R] | Hashable], lines: list[int]) -> list[int]:
        """Return where the entries that stood at `lines` of `before` stand now."""
        if not lines:
            return []
        heads = {one.key: line for line, one in enumerate(self.shown) if isinstance(one, GridSection)}
        rows = {one: line for line, one in enumerate(self.shown) if not isinstance(one, GridSection)}
        old = [before[line] for line in lines]
        return [heads[one.key] if isinstance(one, GridSection) else rows[one] for one in old]
