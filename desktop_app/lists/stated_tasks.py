"""Tasks as the rows of a list state them, before they are finished.

Their numbers, and the sub-items below them.
"""

import re
from dataclasses import dataclass

from desktop_app.domain.editions import Problem
from desktop_app.lists.lines import ListLine

_LETTER = re.compile(r"[a-zđ]|[ivx]{2,4}")
_DASH = re.compile(r"[-–—+•·*]")
_DECIMAL = re.compile(r"(\w+(?:\.\w+)*)\.(\w+)")
_MARK = re.compile(
    r"(?:(?P<decimal>\d{1,3}(?:\.\d{1,3})+)[.):]?\s+|(?P<whole>\d{1,3})[.)/]\s+|(?P<letter>[a-zđ]|[ivx]{2,4})[.)]\s+"
    r"|(?P<dash>[-–—+•·])\s*)(?=\S)"
)


@dataclass(slots=True)
class StatedTask:
    """A task to be: its row, and the rows joined to it with the text that each adds to its content.

    `near` says that its group was only nearly that of the programme, `below` is the row of its group, if that
    names a lead or a year for its tasks, `time` and `year` what titles above it name; `parent` is what it is
    a part of, `host` the task that it was joined to. `doubt` says why a person must decide whether it is a
    task.
    """

    line: ListLine
    number: str
    content: str
    group: int
    group_title: str
    near: Problem | None = None
    below: ListLine | None = None
    time: str = ""
    year: str = ""
    joined: list[tuple[str, ListLine]] | None = None
    parent: "StatedTask | None" = None
    host: "StatedTask | None" = None
    dashes: int = 0
    doubt: str = ""

    def lines(self) -> list[ListLine]:
        """Return its row, and the rows joined to it."""
        return [self.line, *(line for _, line in self.joined or ())]

    def join(self, text: str, line: ListLine) -> None:
        """Join a row, which adds a text (or "") to the content."""
        if self.joined is None:
            self.joined = []
        self.joined.append((text, line))


class SubItemParents:
    """Knows which task a sub-item belongs to, within one group."""

    def __init__(self) -> None:
        self._named: dict[str, StatedTask] = {}
        self._top: StatedTask | None = None
        self._above: StatedTask | None = None
        self._last = self._title = ""
        self._dashes = 0

    def forget(self) -> None:
        """Begin a new group, whose numbers may start again."""
        self._named, self._top, self._above, self._title = {}, None, None, ""

    def begin_title(self, number: str) -> None:
        """Begin what stands below a title, whose sub-items are tasks that bear its number."""
        self._top, self._above, self._title, self._dashes = None, None, number, 0

    def add(self, line: ListLine, group: int, title: str) -> tuple[StatedTask, str]:
        """Return the task of a row, and its text as part of the task above it."""
        number, content = line.number, line.content
        if number.isdecimal():  # as most tasks are numbered: 1, 2, 3
            stated = self._last_top(number, StatedTask(line, number, content, group, title))
            return stated, content
        mark = None if number else _MARK.match(content)
        kept = content
        if mark is not None:
            number = mark["decimal"] or mark["whole"] or mark["letter"] or mark["dash"]
            kept = content if mark["dash"] else content[mark.end() :]
        number = self._mended(line, number)
        parent, named = self._parent(number)
        if parent is None and not self._title and mark is not None and (mark["dash"] or mark["letter"]):
            named, kept = "", content
        stated = StatedTask(line, named, kept, group, title)
        stated.parent = parent
        self._remember(number, stated)
        return stated, content if mark is not None else _labelled(number, content)

    def _last_top(self, number: str, stated: StatedTask) -> StatedTask:
        self._last = number
        self._above = self._top = self._named[number] = stated
        self._title = ""
        return stated

    def _parent(self, number: str) -> tuple[StatedTask | None, str]:
        if _DASH.fullmatch(number):
            parent = self._above
            if parent is None and self._title:
                self._dashes += 1
                return None, f"{self._title}.{self._dashes}"
            if parent is None or not parent.number:
                return parent, ""
            parent.dashes += 1
            return parent, f"{parent.number}.{parent.dashes}"
        if _LETTER.fullmatch(number):
            parent = self._top
            above = self._title if parent is None else parent.number
            return parent, f"{above}.{number}" if above else number
        decimal = _DECIMAL.fullmatch(number)
        return (self._named.get(decimal[1]) if decimal else None), number

    def _remember(self, number: str, stated: StatedTask) -> None:
        if _DASH.fullmatch(number):
            return
        self._above = stated
        if _LETTER.fullmatch(number):
            return
        self._top, self._title = stated, ""
        self._named[number] = stated

    def _mended(self, line: ListLine, number: str) -> str:
        """Undo what a number cell does to "1.10" (a number: 1.1) if the list has just come to 1.9."""
        typed, last = line.value("number"), self._last
        if isinstance(typed, float) and number.count(".") == 1 and last.count(".") == 1:
            (whole, part), (last_whole, last_part) = number.split("."), last.split(".")
            if whole == last_whole and last_part.isdigit() and int(last_part) + 1 == int(part) * 10:
                number += "0"
        self._last = number
        return number


def is_marked(content: str) -> bool:
    """Return whether a text begins with a number, a letter or a dash of its own."""
    return _MARK.match(content) is not None


def is_item(line: ListLine) -> bool:
    """Return whether a row bears the sign of a sub-item in its number or before its text: "a)", "-"."""
    mark = None if line.number else _MARK.match(line.content)
    return is_item_sign(line.number) or (mark is not None and bool(mark["letter"] or mark["dash"]))


def is_item_sign(number: str) -> bool:
    """Return whether a number is that of a sub-item: "a", "ii", "-"."""
    return _LETTER.fullmatch(number) is not None or _DASH.fullmatch(number) is not None


def _labelled(number: str, content: str) -> str:
    if not number:
        return content
    if _DASH.fullmatch(number):
        return f"{number} {content}"
    return f"{number}) {content}" if _LETTER.fullmatch(number) else f"{number}. {content}"
