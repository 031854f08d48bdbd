"""Documents with tables (Word, HTML) as sheets.

Which tables are one list, and what text between them belongs.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from desktop_app.domain.text import fold, one_line
from desktop_app.exchange.reading.formats.packed import Merge, Packed, SheetBuilder
from desktop_app.lists.rows import is_shouted, mark_in
from desktop_app.lists.words import is_known

_ABOVE = 12
"""Paragraphs above a table that are kept as its title."""
_LONGEST_TITLE = 300
_NAME = "Bảng {number}"
_NUMBERED = re.compile(r"(?:\d{1,2}|[IVX]{1,5}|[A-ZĐ])[.)]\s+\S")


@dataclass(frozen=True, slots=True)
class SourceCell:
    """A cell of a table: its text, its place, how far it is merged, and the font of its letters.

    `lost`: it shows something that cannot be read (a picture); `struck`: its whole text is struck out.
    """

    row: int
    column: int
    text: str
    down: int = 1
    across: int = 1
    font: str = ""
    lost: bool = False
    struck: bool = False


@dataclass(slots=True)
class SourceTable:
    """A table; `hidden` ones are not shown to a reader."""

    cells: list[SourceCell] = field(default_factory=list)
    hidden: bool = False

    @property
    def height(self) -> int:
        """Return how many rows there are."""
        return max((cell.row + cell.down for cell in self.cells), default=0)

    @property
    def width(self) -> int:
        """Return how many columns there are."""
        return max((cell.column + cell.across for cell in self.cells), default=0)

    @property
    def is_empty(self) -> bool:
        """Return whether no cell shows anything."""
        return not any(cell.text.strip() for cell in self.cells)

    def titles(self, row: int = 0) -> tuple[str, ...]:
        """Return the folded texts of one row."""
        return tuple(fold(cell.text) for cell in self.cells if cell.row == row)


@dataclass(frozen=True, slots=True)
class SourceParagraph:
    """A paragraph between tables; `strong`: written as a title (bold, or in a style of titles).

    `aside`: no part of a list, and only kept so that nothing of the document is passed over in silence.
    """

    text: str
    strong: bool = False
    aside: bool = False


SourceBlock = SourceTable | SourceParagraph


def sheets_of(blocks: Iterable[SourceBlock]) -> list[Packed]:
    """Return one sheet for each list of a document: tables that go on with each other are one. Raises Beyond.

    Every paragraph stands in one of them, above, between or below the tables; a text without tables is a
    sheet whose rows all stand aside.
    """
    return [_sheet(number, parts) for number, parts in enumerate(_lists(blocks), 1)]


def _lists(blocks: Iterable[SourceBlock]) -> Iterator[list[SourceBlock]]:
    """Part the document: a table with another heading begins a new list, with the paragraphs above it."""
    parts: list[SourceBlock] = []
    head: SourceTable | None = None
    between: list[SourceParagraph] = []
    for block in blocks:
        if isinstance(block, SourceParagraph):
            if block.text.strip():
                between.append(block)
        elif not block.is_empty:
            if head is not None and _goes_on(head, block, parts):
                parts += [one if _is_title(one) else replace(one, aside=True) for one in between]
            else:
                if parts:
                    yield parts
                parts, head = [*_asides(between[:-_ABOVE]), *between[-_ABOVE:]], block
            parts.append(block)
            between = []
    if parts or between:
        yield [*parts, *_asides(between)]


def _asides(paragraphs: Iterable[SourceParagraph]) -> list[SourceParagraph]:
    return [replace(one, aside=True) for one in paragraphs]


def _goes_on(head: SourceTable, table: SourceTable, parts: Sequence[SourceBlock]) -> bool:
    if table.hidden != head.hidden:
        return False
    if table.titles() == head.titles() and len(table.titles()) > 1:
        return True
    last = next(part for part in reversed(parts) if isinstance(part, SourceTable))
    return table.width == last.width > 1 and sum(map(is_known, table.titles())) < 2


def _is_title(one: SourceParagraph) -> bool:
    text = one_line(one.text)
    if not 0 < len(text) <= _LONGEST_TITLE:
        return False
    return one.strong or mark_in(text) is not None or is_shouted(text) or _NUMBERED.match(text) is not None


def _sheet(number: int, parts: Sequence[SourceBlock]) -> Packed:
    tables = [part for part in parts if isinstance(part, SourceTable)]
    page = SheetBuilder(_NAME.format(number=number), hidden=bool(tables) and tables[0].hidden)
    width = max((table.width for table in tables), default=1)
    row = 0
    for part in parts:
        if isinstance(part, SourceParagraph):
            page.put(row, 0, part.text)
            page.merge(row, 0, row, width - 1)
            if part.aside:
                page.aside(row)
            row += 1
            continue
        for cell in part.cells:
            page.put(row + cell.row, cell.column, cell.text, cell.font)
            if cell.lost:
                page.lose(row + cell.row, cell.column)
            if cell.struck:
                page.strike(row + cell.row, cell.column)
        for merge in _merges(part, row):
            page.merge(*merge)
        row += part.height
    return page.packed()


def _merges(table: SourceTable, top: int) -> Iterator[Merge]:
    for cell in table.cells:
        if cell.down > 1 or cell.across > 1:
            yield top + cell.row, cell.column, top + cell.row + cell.down - 1, cell.column + cell.across - 1
