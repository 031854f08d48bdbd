"""Which column of a heading holds which field, by its title first and by what stands below it second."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from desktop_app.domain.agencies import names_an_agency
from desktop_app.domain.deadlines import read_deadline
from desktop_app.domain.text import fold
from desktop_app.lists._roles import by_role, has_role
from desktop_app.lists.cells import day_of, is_blank, shown
from desktop_app.lists.sheet import Value
from desktop_app.lists.words import EXACT, LISTED, MANY, Field, Meanings, in_force, meanings

_WEIGHT = dict.fromkeys(MANY, 0.1)
_OF_PROVINCE = 0.5
_PROGRESS: frozenset[Field] = frozenset({"state", "status", "percent", "completed_on"})
_LEAST = 1.5
_SURE, _LIKELY = 0.9, 0.75
_FAIR = 0.5
_GUESS = 0.5
_LONG = 15
_TIME = re.compile(r"\d|\b(nam|quy|thang|thuong xuyen|hang|sau khi|lien tuc)\b")
_MOST = 0.6
"""What more than this part of a column's filled cells show, the column holds."""
_HIDDEN, _EMPTY = 0.5, 0.4
_NEWER = 0.1
_STATE = re.compile(
    r"(?:da|chua|dang|chua duoc|khong)? ?"
    r"(?:hoan thanh|thuc hien|trien khai|bat dau|xong|lam|xu ly|dat|tam dung)"
    r"(?: dung han| qua han| tre han| mot phan)?|qua han|dung han|tre han|trong han|moi|chua"
)
"""Words of a state, folded: no product is called so."""
_PRODUCT = re.compile(
    r"(?:du thao )?(?:bao cao|ke hoach|quyet dinh|nghi quyet|cong van|van ban|to trinh|de an|tai lieu"
    r"|ket luan|chi thi|thong bao|danh muc|hoi nghi|quy che|huong dan|chuong trinh)\b\D{0,80}"
)
"""What a task comes to, folded. A number in it names a document that there is: that is no product."""
_REFERENCE = re.compile(r"(?:(?:xem|nhu|thuoc|theo|nv|nhiem vu|muc|so|stt|dong|tt)\W*)*(?:\d+[\d.,;/ &va-]*)")
_SHARE = re.compile(r"\d+([.,]\d+)?\s*%")
_NUMBER = re.compile(r"[\divxlc]{1,5}([.)]|(\.\d+)*)|[a-z][.)]?")


@dataclass(frozen=True, slots=True)
class HeadingColumn:
    """A column as a heading shows it: its titles from above, and what stands in the first rows below.

    `own` says that a title stands in this very column and is not only spread over it by a merge, `hidden`
    that a reader does not see the column.
    """

    place: int
    titles: tuple[str, ...]
    below: tuple[Value, ...]
    own: bool
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class ColumnFields:
    """The field of each column that has one, and how sure that is; no fields if this is no list of tasks.

    `doubles`: columns with the title of a field that another column holds; `older` ones among them hold what
    it was before, and speak where the other is blank.
    """

    fields: Mapping[int, Field]
    score: float
    doubles: tuple[tuple[int, Field], ...] = ()
    older: tuple[tuple[int, Field], ...] = ()


NOTHING = ColumnFields({}, 0.0)


def fields_of(columns: Sequence[HeadingColumn]) -> ColumnFields:
    """Return every field its best column; of equals, the left one.

    An empty column gives way to a filled one, an older value to the one in force.
    """
    means = _beside_progress(columns)
    cut = _second_list(columns, means)
    fields, scores = _by_title(columns, means, cut)
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
    guesses: tuple[tuple[Field, Callable[[Sequence[Value]], bool]], ...]
    guesses = (("leads", _names_agencies), ("deadline", _names_days), ("output", _names_products))
    for guessed_field, tells in guesses:
        _guess(guessed_field, tells, [one for one in columns if one.place < cut], fields, scores)
    total = sum(_weight(field) * scores[place] for place, field in fields.items())
    if total < _LEAST:
        return NOTHING
    doubles = tuple(
        (column.place, field)
        for column in columns
        if column.place < cut and column.own and column.place not in fields
        for field, score in means.get(column.place, {}).items()
        if score >= _LIKELY and field in fields.values()
    )
    newer = {fields.get(one.place): one for one in columns if in_force(one.titles) > 0}
    before = {one.place: one for one in columns if in_force(one.titles) <= 0}
    older = tuple(
        (place, field)
        for place, field in doubles
        if place in before and field in newer and means[place][field] >= _SURE
        if not before[place].hidden or _is_empty(newer[field])
    )
    return ColumnFields(fields, total, doubles, older)


def likely_fields(columns: Sequence[HeadingColumn]) -> Mapping[int, Field]:
    """Return what the titles say of each column, of rows that need not be the heading of a list."""
    means = _beside_progress(columns)
    fields, _ = _by_title(columns, means, _second_list(columns, means))
    return fields


def _by_title(
    columns: Sequence[HeadingColumn], means: Mapping[int, Meanings], cut: int
) -> tuple[dict[int, Field], dict[int, float]]:
    """Return the field of each column before `cut` by its title, and how well that names it."""
    offers = sorted(
        (-_standing(column, score), not column.own, column.place, field)
        for column in columns
        if column.place < cut
        for field, score in means.get(column.place, {}).items()
    )
    fields: dict[int, Field] = {}
    scores: dict[int, float] = {}
    for _, _, place, field in offers:
        if place not in fields and (field in MANY or field not in fields.values()):
            fields[place], scores[place] = field, means[place][field]
    return fields, scores


def _standing(column: HeadingColumn, score: float) -> float:
    """Return how well a column stands among those with a field's title.

    The column of newer values may be empty, since the older ones then speak. A hidden one gives way to those
    in sight, unless they are empty.
    """
    newer = in_force(column.titles)
    if newer <= 0 and _is_empty(column):
        return score * _EMPTY
    return score * _HIDDEN if column.hidden else score + _NEWER * newer


def _is_empty(column: HeadingColumn) -> bool:
    return bool(column.below) and all(map(is_blank, column.below))


def _guess(
    field: Field,
    tells: Callable[[Sequence[Value]], bool],
    columns: Sequence[HeadingColumn],
    fields: dict[int, Field],
    scores: dict[int, float],
) -> None:
    """Assign a field that no column has to one whose title says nothing, if its cells say so."""
    if field in fields.values():
        return
    for column in columns:
        meant = meanings(column.titles)
        free = not meant or (field == "leads" and "ignore" in meant)
        if column.titles and fields.get(column.place, "ignore") == "ignore" and free and tells(column.below):
            fields[column.place], scores[column.place] = field, _GUESS
            return


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


def _beside_progress(columns: Sequence[HeadingColumn]) -> dict[int, Meanings]:
    """Return what the titles mean: "Kết quả" behind a column of progress is what was done, no product."""
    means = {column.place: _meant(column) for column in columns if column.titles}
    progress = (
        place for place, found in means.items() if found and max(found, key=found.__getitem__) in _PROGRESS
    )
    first = min(progress, default=len(columns))
    for column in columns[first + 1 :]:
        found = means.get(column.place, {})
        if {"output", "result"} <= found.keys() and not _names_products(column.below):
            means[column.place] = {**found, "result": found["output"], "output": found["result"]}
    return means


def _meant(column: HeadingColumn) -> Meanings:
    """Return what a title means, as far as the cells below it can be that."""
    found = meanings(column.titles)
    if not found or not column.below:
        return found
    score = found.get("deadline")
    if score is not None and score <= _SURE and not _tells_time(column.below):
        found = {field: score for field, score in found.items() if field != "deadline"}
    if "output" in found and (shown_as := _progress_in(column.below)) is not None:
        without: dict[Field, float] = {field: score for field, score in found.items() if field != "output"}
        found = without | {shown_as: found["output"]}
    if "content" in found and _mostly(column.below, _is_reference):
        found = {field: score for field, score in found.items() if field != "content"}
    return found


def _progress_in(values: Sequence[Value]) -> Field | None:
    """Return the field of the province that a column of products really holds: how far, or in what state."""
    if _mostly(values, lambda value: _SHARE.fullmatch(fold(shown(value))) is not None):
        return "percent"
    return (
        "status" if _mostly(values, lambda value: _STATE.fullmatch(fold(shown(value))) is not None) else None
    )


def _names_agencies(values: Sequence[Value]) -> bool:
    return _mostly(values, lambda value: isinstance(value, str) and names_an_agency(_leading(value)))


def _leading(text: str) -> str:
    """Return who leads, of a sentence that says it ("Giao Sở Tư pháp chủ trì"), else the text."""
    return by_role(text)[0] if has_role(text) else text


def _names_products(values: Sequence[Value]) -> bool:
    return _mostly(values, lambda value: _PRODUCT.fullmatch(fold(shown(value))) is not None)


def _names_days(values: Sequence[Value]) -> bool:
    return _mostly(values, _is_day)


def _is_day(value: Value) -> bool:
    if day_of(value) is not None:
        return True
    read = read_deadline(value) if isinstance(value, str) else None
    return read is not None and read.certain and (read.ends_on is not None or read.recurs is not None)


def _is_reference(value: Value) -> bool:
    """Return whether a cell is a mere number or refers to others ("NV 1, 2")."""
    return isinstance(value, int | float) or _REFERENCE.fullmatch(fold(shown(value))) is not None


def _mostly(values: Sequence[Value], holds: Callable[[Value], bool]) -> bool:
    filled = [value for value in values if not is_blank(value)]
    return bool(filled) and sum(map(holds, filled)) > len(filled) * _MOST


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
    return wordiest(lengths)


def wordiest(lengths: Mapping[int, Sequence[int]]) -> int | None:
    """Return the column with the longest texts, by the lengths of its texts, if they may be tasks."""
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
