"""The report as a program reads it: a very hidden sheet with one JSON record to a row, versioned and hashed.

Cell A1 holds the head (format, version, number of records, SHA-256 of the records joined by line feeds, and the names
of the fields in the order in which each class lists them); from row 2 on stand the records: the report itself, then
each row of its groups in order, then the rows apart. A record longer than a cell goes on in the cells to its right,
each of which begins with `GOES_ON`.
"""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache
from operator import attrgetter
from pathlib import Path
from types import UnionType
from typing import TYPE_CHECKING, Any, Literal, Union, get_args, get_origin, get_type_hints

from desktop_app.domain.cancel import Progress, no_progress
from desktop_app.domain.errors import AppError, ReportDamaged, ReportMissing, ReportNewer
from desktop_app.domain.report import Report, ReportGroup, ReportRow
from desktop_app.domain.status import Standing
from desktop_app.exchange.sheets import Sheet, read_workbook

if TYPE_CHECKING:
    from xlsxwriter import Workbook

SHEET = "tiendo_du_lieu"
FORMAT, VERSION = "tien-do-de-an/report", 1
CHUNK = 16_000
"""Characters in a cell; in UTF-16, which Excel counts, never more than 32,000."""

GOES_ON = "…"
_UNSAFE = re.compile("[\ud800-\udfff\ufffe\uffff\x7f-\x9f]|_x")
"""What JSON leaves as it is, and XML or a reader of workbooks does not."""

_OMITTED: Mapping[type, frozenset[str]] = {Standing: frozenset({"task"})}
"""Fields that are not written because the record has them already: a standing judges the task of its row."""


def write_machine(workbook: "Workbook", report: Report) -> None:
    """Write `report` to a sheet that no menu of Excel shows."""
    records = list(map(_safe, _records(report)))
    sheet = workbook.add_worksheet(SHEET)
    sheet.very_hidden()
    classes = sorted(_classes(Report), key=lambda one: one.__name__)
    head = {
        "format": FORMAT,
        "version": VERSION,
        "records": len(records),
        "sha256": digest(records),
        "fields": {one.__name__: _names(one) for one in classes},
    }
    for row, record in enumerate((_safe(json.dumps(head)), *records)):
        if len(record) <= CHUNK:
            sheet.write_string(row, 0, record)
            continue
        for column, start in enumerate(range(0, len(record), CHUNK)):
            sheet.write_string(row, column, (GOES_ON if column else "") + record[start : start + CHUNK])


def read_machine(path: Path, progress: Progress = no_progress) -> Report:
    """Read the report that a workbook of this program carries, equal to the one written.

    Raises ReportMissing, ReportNewer, ReportDamaged (a byte of it was changed), and the SourceError family.
    """
    workbook = read_workbook(path, progress)
    sheet = next((one for one in workbook.sheets if one.name == SHEET), None)
    if sheet is None:
        raise ReportMissing(path)
    head, records = _checked(path, sheet)
    try:
        return _report(head["fields"], [json.loads(record) for record in records])
    except (ValueError, KeyError, TypeError, IndexError, AttributeError, StopIteration, AppError) as error:
        raise ReportDamaged(path, str(error)) from error


def digest(records: Sequence[str]) -> str:
    """Give the SHA-256 of records as they are written."""
    return hashlib.sha256("\n".join(records).encode()).hexdigest()


def _checked(path: Path, sheet: Sheet) -> tuple[dict[str, Any], list[str]]:
    texts = [_joined(row) for row in sheet.rows]
    try:
        head = json.loads(texts[0])
        form, version = head["format"], int(head["version"])
    except (ValueError, KeyError, TypeError, IndexError) as error:
        raise ReportDamaged(path, "head") from error
    if form != FORMAT:
        raise ReportDamaged(path, "format")
    if version > VERSION:
        raise ReportNewer(path, version, VERSION)
    records = texts[1:]
    if len(records) != head.get("records") or digest(records) != head.get("sha256"):
        raise ReportDamaged(path, "sha256")
    return head, records


def _joined(row: Sequence[object]) -> str:
    first, *rest = row or ("",)
    return "".join((str(first), *(str(cell).removeprefix(GOES_ON) for cell in rest if cell is not None)))


def _safe(record: str) -> str:
    return _UNSAFE.sub(lambda found: f"\\u{ord(found[0][0]):04x}{found[0][1:]}", record)


# --- to JSON ---------------------------------------------------------------------------------------------------------


def _records(report: Report) -> Iterator[str]:
    encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=_plain).encode
    values = [getattr(report, name) for name in _names(Report)]
    values[_names(Report).index("apart")] = len(report.apart)
    yield encode(values)
    for group in report.groups:
        yield from map(encode, group.rows)
    yield from map(encode, report.apart)


def _plain(value: Any) -> Any:
    """Give a value that JSON does not know as one that it knows: a dataclass as the values of its fields."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, ReportGroup):
        return [len(value.rows) if name == "rows" else getattr(value, name) for name in _names(ReportGroup)]
    kind: Any = type(value)
    return _getter(kind)(value)


@cache
def _getter(kind: Any) -> "attrgetter[Any]":
    return attrgetter(*_names(kind))


@cache
def _names(kind: Any) -> tuple[str, ...]:
    omitted = _OMITTED.get(kind, frozenset())
    return tuple(one.name for one in fields(kind) if one.name not in omitted)


def _classes(kind: Any) -> set[type]:
    """Give every dataclass that a value of `kind` may hold, itself too."""
    found: set[type] = set()
    waiting = [kind]
    while waiting:
        one = waiting.pop()
        waiting.extend(get_args(one))
        if isinstance(one, type) and is_dataclass(one) and one not in found:
            found.add(one)
            waiting.extend(_hints(one).values())
    return found


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


# --- from JSON -------------------------------------------------------------------------------------------------------


def _report(names: Mapping[str, Sequence[str]], records: Sequence[Any]) -> Report:
    read = _Reader(names)
    rows = iter(records[1:])
    values = dict(zip(names["Report"], records[0], strict=True))
    at = names["ReportGroup"].index("rows")
    groups = []
    for group in values["groups"]:
        mine = tuple(read.row(next(rows)) for _ in range(group[at]))
        groups.append(read.value(ReportGroup, [mine if place == at else one for place, one in enumerate(group)]))
    values["groups"] = tuple(groups)
    values["apart"] = tuple(read.row(next(rows)) for _ in range(values["apart"]))
    if next(rows, None) is not None:
        raise ValueError("rows")
    made: Report = read.made(Report, values)
    return made


class _Reader:
    """Makes dataclasses of lists; `names` are the fields as the file lists them, so that new ones may be added."""

    def __init__(self, names: Mapping[str, Sequence[str]]) -> None:
        self._names = names

    def row(self, values: Sequence[Any]) -> ReportRow:
        """Give a row; its standing judges its task."""
        by_name = dict(zip(self._names["ReportRow"], values, strict=True))
        by_name["task"] = task = self.value(_hints(ReportRow)["task"], by_name["task"])
        judged = dict(zip(self._names["Standing"], by_name["standing"], strict=True))
        by_name["standing"] = self.made(Standing, judged | {"task": task})
        made: ReportRow = self.made(ReportRow, by_name)
        return made

    def made(self, kind: Any, by_name: Mapping[str, Any]) -> Any:
        """Give a dataclass; fields that the file does not have keep their usual value. Raises KeyError."""
        hints = _hints(kind)
        given = {}
        for one in fields(kind):
            if one.name in by_name:
                given[one.name] = self.value(hints[one.name], by_name[one.name])
            elif one.default is MISSING and one.default_factory is MISSING:
                raise KeyError(one.name)
        return kind(**given)

    def value(self, hint: Any, value: Any) -> Any:
        """Give a value of the type that `hint` says. Raises ValueError, TypeError where it is none."""
        origin = get_origin(hint)
        if value is None or origin is Literal:
            return value
        if origin in (Union, UnionType):
            return self.value(next(one for one in get_args(hint) if one is not type(None)), value)
        if origin is tuple:
            return tuple(self.value(one, part) for one, part in zip(_parts(hint, len(value)), value, strict=True))
        if hint is date:
            return date.fromisoformat(value)
        if isinstance(hint, type) and is_dataclass(hint):
            if isinstance(value, hint):
                return value
            return self.made(hint, dict(zip(self._names[hint.__name__], value, strict=True)))
        if isinstance(hint, type) and issubclass(hint, Enum):
            return hint(value)
        if not isinstance(value, hint):
            raise TypeError(hint)
        return value


def _parts(hint: Any, count: int) -> Sequence[Any]:
    """Give the type of each part of a tuple."""
    given = get_args(hint)
    return [given[0]] * count if len(given) == 2 and given[1] is Ellipsis else given
