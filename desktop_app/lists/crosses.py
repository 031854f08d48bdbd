"""Fields that several columns say together.

Crosses under years, quarters or months ("x" below "2019" says 2019), a quarter beside its year, and "CT" or
"PH" under the names of agencies.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from desktop_app.domain.agencies import join_agencies, names_an_agency
from desktop_app.domain.deadlines import read_deadline
from desktop_app.domain.text import fold
from desktop_app.lists.cells import is_blank, shown
from desktop_app.lists.sheet import Value
from desktop_app.lists.words import meanings

Columns = tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class CrossColumns:
    """The columns that say the deadline or the agencies together, each with what its title says.

    That is a time with "crosses" below, one of the "parts" of a time ("quy"), or an "agencies" name;
    `crossed` is the role of each agency below which a mere cross stands, `signs` are the roles of signs as
    a title tells them ("X: chủ trì; o: phối hợp").
    """

    kind: Literal["crosses", "parts", "agencies"] = "crosses"
    columns: Columns = ()
    crossed: tuple[str, ...] = ()
    signs: tuple[tuple[str, str], ...] = ()

    @property
    def places(self) -> tuple[int, ...]:
        """Return the columns."""
        return tuple(column for column, _ in self.columns)


ALONE = CrossColumns()
"""No columns: one alone says its field."""

Titled = Sequence[tuple[int, tuple[str, ...]]]
"""Columns with their titles, from the upper row to the lower one."""

_PART = re.compile(
    r"(?:quy|q) ?\.?(?:iv|i{1,3}|[1-4])(?: ?[-–] ?(?:iv|i{1,3}|[1-4])\b)?"
    r"|(?:thang|t) ?\.?(?:1[0-2]|0?[1-9])(?: ?[-–] ?t?(?:1[0-2]|0?[1-9])\b)?|6 thang (?:dau|cuoi)(?: nam)?"
)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_WHOLE_YEAR = re.compile(r"(?:nam )?((?:19|20)\d\d)")
_CROSS = re.compile(r"[xX×✓✔√v+*•●1]|có|\(x\)", re.IGNORECASE)
_TITLE = re.compile(r"\b(?:thoi|tien do|lo trinh|ke hoach|phan ky|nam|han)\b")
_LEAST = 2
_SHARE = 0.5
_UNITS = ("ngay", "thang", "quy", "nam")
_BARE = re.compile(r"\d{1,4}|[ivx]{1,4}")
_LEADS, _HELPS = re.compile(r"ct|c|chu tri"), re.compile(r"ph|p|phoi hop")
_SIGN = re.compile(
    r"([^\s\w(),;:=]|\b\w{1,2})\W{0,2}\s?[:=–-]\s?(?:la )?(?:(?:co quan|don vi) )?(chu tri|phoi hop)"
)


def times_of(titles: Titled, rows: Sequence[Sequence[Value]]) -> CrossColumns:
    """Find the columns that say the deadline together; no columns if one alone says it."""
    crosses = _calendar(titles, rows)
    return CrossColumns("crosses", crosses) if crosses else _parts(titles)


def agencies_of(titles: Titled, rows: Sequence[Sequence[Value]]) -> CrossColumns:
    """Find the columns that bear the names of agencies and say below who leads and who helps."""
    named = {column: texts for column, texts in titles if texts and names_an_agency(texts[-1])}
    told = {text for texts in named.values() for text in texts[:-1]}
    signs = {sign: _role(role, "", {}) for text in told for sign, role in _SIGN.findall(fold(text))}
    roles = {
        column: {_role(text, _said_above(texts), signs) for row in rows if (text := _text(row, column))}
        for column, texts in named.items()
    }
    marked = [column for column in named if roles[column] and "" not in roles[column]]
    leads = any("leads" in roles[column] for column in marked)
    if len(marked) < _LEAST or not leads:
        return ALONE
    columns = tuple((column, named[column][-1]) for column in marked)
    crossed = tuple(_said_above(named[column]) for column in marked)
    return CrossColumns("agencies", columns, crossed, tuple(signs.items()))


def who_of(row: Sequence[Value], spread: CrossColumns) -> tuple[str, str]:
    """Return who leads and who helps by the marks of a row."""
    found: dict[str, list[str]] = {"leads": [], "helps": [], "": []}
    signs = dict(spread.signs)
    for (column, name), crossed in zip(spread.columns, spread.crossed, strict=True):
        found[_role(_text(row, column), crossed, signs)].append(name)
    return join_agencies(found["leads"]), join_agencies(found["helps"])


def _role(text: str, above: str, signs: Mapping[str, str]) -> str:
    """Return the role that a mark gives, as `signs` say; a mere cross gives that of the title above."""
    mark = fold(text).strip(" .()")
    if mark in signs:
        return signs[mark]
    crossed = above if text and _CROSS.fullmatch(text) else ""
    return "leads" if _LEADS.fullmatch(mark) else "helps" if _HELPS.fullmatch(mark) else crossed


def _said_above(titles: Sequence[str]) -> str:
    """Return the role of the agencies below a title: "Cơ quan chủ trì" over their names."""
    meant = meanings(tuple(titles[:-1]))
    return "leads" if "leads" in meant else "helps" if "coordinating" in meant else ""


def _text(row: Sequence[Value], column: int) -> str:
    return "" if column >= len(row) or is_blank(row[column]) else shown(row[column])


def _parts(titles: Titled) -> CrossColumns:
    """Find a year with the day, month or quarter in columns beside it, under one title."""
    found = [(column, fold(texts[-1]), texts[:-1]) for column, texts in titles if texts]
    parts = [(column, unit, above) for column, unit, above in found if unit in _UNITS]
    units = [unit for _, unit, _ in parts]
    whole = len(parts) >= _LEAST and len(set(units)) == len(units) and "nam" in units
    together = whole and len({above for _, _, above in parts}) == 1
    return CrossColumns("parts", tuple((column, unit) for column, unit, _ in parts) if together else ())


def deadline_of(row: Sequence[Value], spread: CrossColumns) -> str | None:
    """Return the time that a row says in several columns."""
    return (_together if spread.kind == "parts" else _crossed)(row, spread.columns)


def _together(row: Sequence[Value], columns: Columns) -> str | None:
    """Return the parts of a time as one text: "II" and "2019" are "Quý II/2019"."""
    said = [(unit, _text(row, column)) for column, unit in sorted(columns, key=_rank)]
    said = [(unit, text) for unit, text in said if text]
    if not said:
        return None
    unit, first = said[0]
    word = {"quy": "Quý ", "thang": "Tháng "}.get(unit, "") if _BARE.fullmatch(fold(first)) else ""
    return word + "/".join(text for _, text in said)


def _rank(column: tuple[int, str]) -> int:
    return _UNITS.index(column[1])


def _calendar(titles: Titled, rows: Sequence[Sequence[Value]]) -> Columns:
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


def _crossed(row: Sequence[Value], columns: Columns) -> str | None:
    """Return the times that a row has crosses under, as one text.

    Text in place of a cross stands with its time.
    """
    times = []
    for column, time in columns:
        text = _text(row, column)
        if text and _CROSS.fullmatch(text):
            times.append(time)
        elif text:
            times.append(text if read_deadline(text).ends_on else f"{text} ({time})")
    return ", ".join(times) or None


def _times(titles: Titled) -> Iterator[tuple[int, str]]:
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
