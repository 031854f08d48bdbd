"""Which column of a heading holds which field, by its title first and by what stands below it second."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from desktop_app.domain.text import fold
from desktop_app.lists.cells import day_of, is_blank, shown
from desktop_app.lists.sheet import Value
from desktop_app.lists.words import EXACT, LISTED, Field, Meanings, meanings

_WEIGHT = {"ignore": 0.1}
_OF_PROVINCE = 0.5
_LEAST = 1.5
_SURE = 0.9
_FAIR = 0.5
_GUESS = 0.5
_LONG = 15
_TIME = re.compile(r"\d|\b(nam|quy|thang|thuong xuyen|hang|sau khi|lien tuc)\b")
_SHARE = re.compile(r"\d+([.,]\d+)?\s*%")
_NUMBER = re.compile(r"[\divxlc]{1,5}([.)]|(\.\d+)*)|[a-z][.)]?")


@dataclass(frozen=True, slots=True)
class HeadingColumn:
    """A column as a heading shows it: its titles from above, and what stands in the first rows below.

    `own` says that a title stands in this very column and is not only spread over it by a merge.
    """

    place: int
    titles: tuple[str, ...]
    below: tuple[Value, ...]
    own: bool


@dataclass(frozen=True, slots=True)
class Chosen:
    """The field of each column that has one, and how sure that is; no fields if this is no list of tasks."""

    fields: Mapping[int, Field]
    score: float


NOTHING = Chosen({}, 0.0)


def fields_of(columns: Sequence[HeadingColumn]) -> Chosen:
    """Return every field its best column; of equals, the left one."""
    means = {column.place: _meant(column) for column in columns if column.titles}
    cut = _second_list(columns, means)
    offers = sorted(
        (-score, not column.own, column.place, field)
        for column in columns
        if column.place < cut
        for field, score in means.get(column.place, {}).items()
    )
    fields: dict[int, Field] = {}
    scores: dict[int, float] = {}
    for score, _, place, field in offers:
        if place not in fields and (field == "ignore" or field not in fields.values()):
            fields[place], scores[place] = field, -score
    if not _is_heading(fields, scores):
        return NOTHING
    if "content" not in fields.values():
        free = [column for column in columns if column.place not in fields and column.place < cut]
        guessed = _wordiest([column for column in free if column.titles])
        guessed = _wordiest(free) if guessed is None else guessed
        if guessed is None:
            return NOTHING
        fields[guessed], scores[guessed] = "content", _GUESS
    if "number" not in fields.values():
        _part_number(columns, fields, scores)
    if "number" not in fields.values():
        place = next(place for place, field in fields.items() if field == "content") - 1
        if place >= 0 and place not in fields and _numbered(columns[place].below):
            fields[place], scores[place] = "number", _GUESS
    total = sum(_weight(field) * scores[place] for place, field in fields.items())
    return Chosen(fields, total) if total >= _LEAST else NOTHING


def _part_number(
    columns: Sequence[HeadingColumn], fields: dict[int, Field], scores: dict[int, float]
) -> None:
    """If one title stands over the numbers and over the texts, assign each its column."""
    place = next(place for place, field in fields.items() if field == "content")
    after = columns[place + 1] if place + 1 < len(columns) else None
    if after is None or after.own or after.titles != columns[place].titles or after.place in fields:
        return
    if _numbered(columns[place].below):
        fields[place], fields[after.place], scores[after.place] = "number", "content", scores[place]


def _is_heading(fields: Mapping[int, Field], scores: Mapping[int, float]) -> bool:
    listed = [scores[place] for place, field in fields.items() if field in LISTED]
    fair = [score for score in scores.values() if score >= _FAIR]
    sure = [score for score in listed if score >= _SURE]
    return len(fair) >= 2 and len(sure) >= (1 if "content" in fields.values() else 2)


def _meant(column: HeadingColumn) -> Meanings:
    found = meanings(column.titles)
    score = found.get("deadline")
    if score is None or score > _SURE or _tells_time(column.below):
        return found
    return {field: score for field, score in found.items() if field != "deadline"}


def _tells_time(values: Sequence[Value]) -> bool:
    filled = [value for value in values if not is_blank(value)]
    timely = sum(
        day_of(value) is not None
        or (isinstance(value, int | float) and value > 1900)
        or (isinstance(value, str) and not _SHARE.search(value) and _TIME.search(fold(value)) is not None)
        for value in filled
    )
    return timely * 2 >= len(filled)


def _second_list(columns: Sequence[HeadingColumn], means: Mapping[int, Meanings]) -> int:
    """Return the column from which a second list stands beside the first one.

    It is beyond the last if none does.
    """
    width = max((column.place for column in columns), default=0) + 1
    places: dict[Field, list[int]] = {}
    for column in columns:
        for field, score in means.get(column.place, {}).items():
            if score == EXACT and field in LISTED and column.own:
                places.setdefault(field, []).append(column.place)
    contents = places.get("content", ())
    if len(contents) < 2:
        return width
    step = contents[1] - contents[0]
    pairs = [at for at in places.values() if at[0] + step in at]
    first = min(at[0] for at in places.values())
    return first + step if len(pairs) >= 2 and first + step > contents[0] else width


def _wordiest(columns: Sequence[HeadingColumn]) -> int | None:
    """Return the column with the longest texts, if they are long enough to be tasks."""
    lengths = {
        column.place: [len(shown(value)) for value in column.below if not is_blank(value)]
        for column in columns
    }
    means = {place: sum(found) / len(found) for place, found in lengths.items() if found}
    place = max(means, key=lambda one: means[one], default=None)
    return place if place is not None and means[place] >= _LONG else None


def _numbered(values: Sequence[Value]) -> bool:
    filled = [value for value in values if not is_blank(value)]
    fitting = sum(
        isinstance(value, int | float)
        or (isinstance(value, str) and _NUMBER.fullmatch(fold(value)) is not None)
        for value in filled
    )
    return len(filled) > 0 and fitting * 2 > len(filled)


def _weight(field: Field) -> float:
    return _WEIGHT.get(field, 1.0 if field in LISTED else _OF_PROVINCE)
