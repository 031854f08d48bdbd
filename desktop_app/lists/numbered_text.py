"""Tasks that stand in the numbered sections of a text, not in a table.

"1. Tổ chức hội nghị …" with lines such as "Cơ quan chủ trì: …; thời hạn: …" below it or behind it. They are
laid out as a sheet, so that they are compared and previewed as those of every list; what is no part of a task
stays in its row, beside the list.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from desktop_app.domain.text import one_line
from desktop_app.lists._capitals import sentence
from desktop_app.lists.rows import mark_in
from desktop_app.lists.sheet import Sheet, Value
from desktop_app.lists.texts import said_in
from desktop_app.lists.words import Field

TEXT_SHEET = "Văn bản"
_COLUMNS: tuple[tuple[Field, str], ...] = (
    ("number", "STT"),
    ("group", "Nhóm nhiệm vụ"),
    ("content", "Nội dung nhiệm vụ"),
    ("leads", "Cơ quan chủ trì"),
    ("coordinating", "Cơ quan phối hợp"),
    ("deadline", "Thời hạn hoàn thành"),
    ("output", "Sản phẩm"),
)
_MAKE_A_TASK: tuple[Field, ...] = ("leads", "deadline")
_WHOLE = re.compile(r"(\d{1,3}(?:\.\d{1,3})*)(?:[.)/]\s*|(?<=\.\d)\s+|(?<=\.\d\d)\s+)(?=[^\W\d_“\"])")
_LETTER = re.compile(r"([a-zđ])[.)]\s+(?=\S)")
_GROUP_LEVEL, _WHOLE_LEVEL, _LETTER_LEVEL = 0, 1, 10


@dataclass(slots=True)
class _Item:
    """A numbered paragraph: the row it stands in, how deep, and what is said of it."""

    row: int
    level: int
    number: str
    text: list[str]
    parent: "_Item | None" = None
    said: dict[Field, list[str]] = field(default_factory=dict)
    rows: list[int] = field(default_factory=list)

    @property
    def is_said(self) -> bool:
        """Return whether a lead or a deadline is named for it."""
        return any(name in self.said for name in _MAKE_A_TASK)


def sheet_of_text(texts: Sequence[str]) -> Sheet | None:
    """Return the tasks of a text, given paragraph by paragraph, as a sheet; None if there are none.

    Row 1 is the heading, row N + 1 paragraph N. A paragraph that says no more than a lead, a deadline or an
    output went into the task above it and leaves its row empty; what was not taken is named in `asides`.
    """
    items = list(_items(texts))
    tasks = _tasks(items)
    if not tasks:
        return None
    rows: list[tuple[Value, ...]] = [tuple(title for _, title in _COLUMNS)]
    taken: dict[int, tuple[Value, ...]] = {}
    for item in tasks:
        taken |= dict.fromkeys(item.rows, ())
    for item in tasks:
        taken[item.row] = _cells(item)
        if item.parent is not None:
            taken.setdefault(item.parent.row, ())
    asides = []
    for row, text in enumerate(texts):
        if row in taken:
            rows.append(taken[row])
            continue
        rows.append((text,) if text.strip() else ())
        if text.strip():
            asides.append(row + 1)
    return Sheet(TEXT_SHEET, hidden=False, rows=tuple(rows), asides=tuple(asides))


def _tasks(items: Sequence[_Item]) -> list[_Item]:
    """Return the items that are tasks.

    Those of which a lead or a deadline is said, and those beside them under the same title, if most there are
    such: that nobody is named is told with them.
    """
    above = {id(item.parent) for item in items if item.is_said}
    said = Counter(_place(item) for item in items if item.is_said)
    every = Counter(_place(item) for item in items if id(item) not in above)
    return [
        item
        for item in items
        if item.level != _GROUP_LEVEL
        and (item.is_said or (id(item) not in above and said[_place(item)] * 2 > every[_place(item)]))
    ]


def _place(item: _Item) -> tuple[int, int]:
    return (-1 if item.parent is None else item.parent.row), item.level


def _cells(item: _Item) -> tuple[Value, ...]:
    parent = item.parent
    number = item.number
    if item.level >= _LETTER_LEVEL and parent is not None and parent.level != _GROUP_LEVEL:
        number = f"{parent.number}.{number}" if parent.number else number
    said = {name: "\n".join(texts) for name, texts in item.said.items()}
    said |= {"number": number, "content": "\n".join(item.text)}
    if parent is not None:
        said["group"] = sentence(one_line("".join(parent.text[:1])).strip(" .:;"))
    return tuple(said.get(name) or None for name, _ in _COLUMNS)


def _items(texts: Sequence[str]) -> Iterator[_Item]:
    """Yield the numbered paragraphs, each complete with what stands below it."""
    open_items: list[_Item] = []
    for row, text in enumerate(texts):
        begun = _begun(row, text)
        if begun is not None:
            while open_items and open_items[-1].level >= begun.level:
                open_items.pop()
            begun.parent = open_items[-1] if open_items else None
            open_items.append(begun)
            yield begun
        elif open_items and open_items[-1].level != _GROUP_LEVEL:
            _add(open_items[-1], row, text)


def _begun(row: int, text: str) -> _Item | None:
    """Return the item that a paragraph begins, None if it bears no number."""
    text = text.strip()
    mark = mark_in(one_line(text))
    if mark is not None:
        return _Item(row, _GROUP_LEVEL, "", [mark.title or mark.text])
    whole, letter = _WHOLE.match(text), _LETTER.match(text)
    found = whole or letter
    if found is None:
        return None
    level = _WHOLE_LEVEL + found[1].count(".") if whole is not None else _LETTER_LEVEL
    item = _Item(row, level, found[1], [])
    _take(item, text[found.end() :])
    return item


def _add(item: _Item, row: int, text: str) -> None:
    """Add a paragraph without a number to the item above it."""
    item.rows.append(row)
    _take(item, text)


def _take(item: _Item, text: str) -> None:
    """Take a paragraph apart: what stands before the first label is the text of the item."""
    texts, said = said_in(text)
    item.text += texts
    for name, values in said.items():
        item.said.setdefault(name, []).extend(values)
