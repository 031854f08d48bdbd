"""The lines of a table in sight: the headings of sections, and the rows of those that are not folded."""

from collections.abc import Hashable
from typing import Generic

from desktop_app.ui.widgets.arranging import Arranged
from desktop_app.ui.widgets.columns import R, Section


class Lines(Generic[R]):
    """Shows what is `held`; `show` follows when that has changed."""

    def __init__(self) -> None:
        """Begin without a line."""
        self.held: Arranged[R] = Arranged()
        self.folded: set[str] = set()
        self.shown: list[Section[R] | Hashable] = []

    def show(self) -> None:
        """Lay the lines out."""
        shown: list[Section[R] | Hashable] = []
        for part in self.held.parts:
            if part.headed:
                shown.append(part.section)
            if part.section.key not in self.folded or not part.section.title:
                shown.extend(part.ordered)
        self.shown = shown

    def entry(self, line: int) -> Section[R] | R:
        """Give the section or the row at a line."""
        shown = self.shown[line]
        return shown if isinstance(shown, Section) else self.held.rows[shown]

    def row_at(self, line: int) -> R | None:
        """Give the row at a line, or None for a heading and for no line."""
        if not 0 <= line < len(self.shown):
            return None
        shown = self.shown[line]
        return None if isinstance(shown, Section) else self.held.rows[shown]

    def headings(self) -> list[int]:
        """List the lines of all headings."""
        found, line = [], 0
        for part in self.held.parts:
            if part.headed:
                found.append(line)
                line += 1
            line += 0 if part.section.title and part.section.key in self.folded else len(part.ordered)
        return found

    def line_of(self, entry: Section[R] | Hashable) -> int:
        """Give the line of a section or of the row with a key, or -1 where it is not in sight."""
        try:
            return self.shown.index(entry)
        except ValueError:
            return -1

    def section_of(self, key: Hashable) -> Section[R] | None:
        """Give the section that holds the row with a key, folded or not."""
        return next((part.section for part in self.held.parts if key in part.ordered), None)

    def below(self, section: Section[R]) -> list[Hashable]:
        """Give the rows of a section, by their keys."""
        return self.held.part(section.key).ordered

    def moved(self, before: list[Section[R] | Hashable], lines: list[int]) -> list[int]:
        """Give where the entries that stood at `lines` of `before` stand now."""
        if not lines:
            return []
        heads = {one.key: line for line, one in enumerate(self.shown) if isinstance(one, Section)}
        rows = {one: line for line, one in enumerate(self.shown) if not isinstance(one, Section)}
        old = [before[line] for line in lines]
        return [heads[one.key] if isinstance(one, Section) else rows[one] for one in old]
