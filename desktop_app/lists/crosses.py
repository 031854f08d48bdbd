"""Deadlines that stand as crosses under years, quarters or months: "x" below "2019" says 2019."""

import re
from collections.abc import Iterator, Sequence

from desktop_app.domain.deadlines import read_deadline
from desktop_app.domain.text import fold
from desktop_app.lists.cells import is_blank, shown
from desktop_app.lists.sheet import Value

Calendar = tuple[tuple[int, str], ...]
"""The columns that stand for times, each with its time as a deadline says it."""

_PART = re.compile(
    r"(?:quy|q) ?\.?(?:iv|i{1,3}|[1-4])|(?:thang|t) ?\.?(?:1[0-2]|0?[1-9])|6 thang (?:dau|cuoi)(?: nam)?"
)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_WHOLE_YEAR = re.compile(r"(?:nam )?((?:19|20)\d\d)")
_CROSS = re.compile(r"[xX×✓✔√v+*•●1]|có|\(x\)", re.IGNORECASE)
_TITLE = re.compile(r"\b(?:thoi|tien do|lo trinh|ke hoach|phan ky|nam|han)\b")
_LEAST = 2
_SHARE = 0.5


def calendar_of(titles: Sequence[tuple[int, tuple[str, ...]]], rows: Sequence[Sequence[Value]]) -> Calendar:
    """Find the columns whose lowest title is a time, if most of what stands below them are crosses."""
    found = tuple(_times(titles))
    if len(found) < _LEAST:
        return ()
    texts = [
        [shown(row[column]) for column, _ in found if column < len(row) and not is_blank(row[column])]
        for row in rows
    ]
    while texts and not any(map(_CROSS.fullmatch, texts[-1])):  # whoever signs stands below the crosses
        texts.pop()
    cells = [text for row in texts for text in row]
    crosses = sum(_CROSS.fullmatch(text) is not None for text in cells)
    return found if crosses and crosses >= len(cells) * _SHARE else ()


def deadline_of(row: Sequence[Value], calendar: Calendar) -> str | None:
    """Return the times that a row has crosses under, as one text.

    Text in place of a cross stands with its time.
    """
    times = []
    for column, time in calendar:
        text = "" if column >= len(row) or is_blank(row[column]) else shown(row[column])
        if text and _CROSS.fullmatch(text):
            times.append(time)
        elif text:
            times.append(text if read_deadline(text).ends_on else f"{text} ({time})")
    return ", ".join(times) or None


def _times(titles: Sequence[tuple[int, tuple[str, ...]]]) -> Iterator[tuple[int, str]]:
    for column, texts in titles:
        own, above = fold(texts[-1]) if texts else "", fold(" ".join(texts[:-1]))
        whole = _WHOLE_YEAR.fullmatch(own)
        if whole and (not above or _TITLE.search(above)):
            yield column, whole[1]
            continue
        year = _YEAR.search(own) or _YEAR.search(above)
        part = _PART.match(own)
        if part and year and _YEAR.sub("", own[part.end() :]).strip(" ./-") in {"", "nam"}:
            yield column, f"{texts[-1]}" if _YEAR.search(own) else f"{texts[-1]}/{year[0]}"
