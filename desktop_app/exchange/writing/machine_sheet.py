"""A sheet that a program reads: a very hidden one with JSON records, versioned and hashed.

Cell A1 holds the head (format, version, number of records, SHA-256 of the records joined by line feeds, and the names
of the fields in the order in which each class lists them). The cells below it are one text: the joined records, UTF-8,
deflated (zlib), in base64 without the signs that fill it up. A head without "packed" is that of an earlier version: it
has one record to a row, and a record longer than a cell goes on in the cells to its right, each begun by `GOES_ON`.
"""

import base64
import hashlib
import json
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import MISSING, dataclass, fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache
from operator import attrgetter
from types import UnionType
from typing import TYPE_CHECKING, Any, Literal, Union, get_args, get_origin, get_type_hints

from desktop_app.exchange.reading import Workbook
from desktop_app.lists.sheet import Sheet

if TYPE_CHECKING:
    from xlsxwriter import Workbook as Writer


SHEET = "tiendo_du_lieu"
CHUNK = 16_000
"""Characters in a cell; in UTF-16, which Excel counts, never more than 32,000."""

GOES_ON = "…"
LEVEL = 3
"""How hard zlib tries: little less small than at its best, in a third of the time."""

LARGEST = 300 * 2**20
"""Bytes of records that are unpacked at most; what is larger is no report of this program."""

Omitted = Mapping[type, frozenset[str]]
"""Fields that are not written, by class."""


class MachineMissing(Exception):
    """There is no such sheet, or it is of another format."""


class MachineDamaged(Exception):
    """The sheet was altered, or a part of it is missing."""


@dataclass
class MachineNewer(Exception):
    """The sheet was written by a later version of this program."""

    version: int


@dataclass(frozen=True, slots=True)
class Codec:
    """How values of `root` become records of `format`, and records values."""

    format: str
    version: int
    root: type
    omitted: Omitted

    def write(self, workbook: "Writer", values: Iterable[Any]) -> None:
        """Write `values`, one record each, to a sheet that no menu of Excel shows."""
        records = self.records(values)
        head = {
            "format": self.format,
            "version": self.version,
            "packed": True,
            "records": len(records),
            "sha256": digest(records),
            "fields": {one.__name__: self.names(one) for one in _classes(self.root)},
        }
        packed = pack(records)
        sheet = workbook.add_worksheet(SHEET)
        sheet.very_hidden()
        sheet.write_string(0, 0, json.dumps(head))
        for row, start in enumerate(range(0, len(packed), CHUNK), 1):
            sheet.write_string(row, 0, packed[start : start + CHUNK])

    def records(self, values: Iterable[Any]) -> list[str]:
        """Return values as JSON, one line each."""
        encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=self.plain).encode
        return [encode(value) for value in values]

    def read(self, workbook: Workbook) -> tuple["Reader", list[Any]]:
        """Return the records and what makes values of them. Raises MachineMissing, MachineDamaged, MachineNewer."""
        sheet = next((one for one in workbook.sheets if one.name == SHEET), None)
        if sheet is None:
            raise MachineMissing
        head, records = self._checked(sheet)
        return Reader(head["fields"]), [json.loads(record) for record in records]

    def plain(self, value: Any) -> Any:
        """Return a value that JSON does not know as one that it knows: a dataclass as the values of its fields."""
        if isinstance(value, date):
            return value.isoformat()
        kind: Any = type(value)
        return _getter(kind, self.omitted.get(kind, frozenset()))(value)

    def names(self, kind: type) -> tuple[str, ...]:
        """Return the fields of a class that are written, in order."""
        return _names(kind, self.omitted.get(kind, frozenset()))

    def _checked(self, sheet: Sheet) -> tuple[dict[str, Any], list[str]]:
        texts = [_joined(row) for row in sheet.rows]
        try:
            head = json.loads(texts[0])
            form, version, names = head["format"], int(head["version"]), head["fields"]
        except (ValueError, KeyError, TypeError, IndexError) as error:
            raise MachineDamaged("head") from error
        if form != self.format or not isinstance(names, dict):
            raise MachineMissing
        if version > self.version:
            raise MachineNewer(version)
        records = unpack("".join(texts[1:])) if head.get("packed") else texts[1:]
        if len(records) != head.get("records") or digest(records) != head.get("sha256"):
            raise MachineDamaged("sha256")
        return head, records


class Reader:
    """Makes dataclasses of lists; `names` are the fields as the file lists them, so that new ones may be added."""

    def __init__(self, names: Mapping[str, Sequence[str]]) -> None:
        """Read by these names."""
        self._names = names

    def named(self, kind: type, values: Sequence[Any]) -> dict[str, Any]:
        """Return the values of a class by the names of its fields. Raises KeyError, ValueError."""
        return dict(zip(self._names[kind.__name__], values, strict=True))

    def made(self, kind: Any, by_name: Mapping[str, Any]) -> Any:
        """Return a dataclass; fields that the file does not have keep their usual value. Raises KeyError."""
        hints = hints_of(kind)
        given = {}
        for one in fields(kind):
            if one.name in by_name:
                given[one.name] = self.value(hints[one.name], by_name[one.name])
            elif one.default is MISSING and one.default_factory is MISSING:
                raise KeyError(one.name)
        return kind(**given)

    def value(self, hint: Any, value: Any) -> Any:
        """Return a value of the type that `hint` says. Raises ValueError, TypeError, KeyError if it is none."""
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
            return value if isinstance(value, hint) else self.made(hint, self.named(hint, value))
        if isinstance(hint, type) and issubclass(hint, Enum):
            return hint(value)
        if not isinstance(value, hint):
            raise TypeError(hint)
        return value


UNREADABLE = (ValueError, KeyError, TypeError, IndexError, AttributeError, StopIteration)
"""What `Reader` raises for records that are none."""


def digest(records: Sequence[str]) -> str:
    """Return the SHA-256 of records as they are written."""
    return hashlib.sha256(_bytes(records)).hexdigest()


def pack(records: Sequence[str]) -> str:
    """Return records as one text of plain letters."""
    return base64.b64encode(zlib.compress(_bytes(records), LEVEL)).decode().rstrip("=")


def unpack(packed: str) -> list[str]:
    """Return the records of such a text. Raises MachineDamaged for any other."""
    try:
        opened = zlib.decompressobj()
        body = opened.decompress(base64.b64decode(packed + "=" * (-len(packed) % 4), validate=True), LARGEST)
        if not opened.eof:
            raise MachineDamaged("packed")
        return body.decode("utf-8", "surrogatepass").split("\n")
    except (ValueError, zlib.error) as error:
        raise MachineDamaged("packed") from error


@cache
def hints_of(kind: Any) -> dict[str, Any]:
    """Return the types of a class's fields."""
    return get_type_hints(kind)


def _joined(row: Sequence[object]) -> str:
    first, *rest = row or ("",)
    return "".join((str(first), *(str(cell).removeprefix(GOES_ON) for cell in rest if cell is not None)))


def _bytes(records: Sequence[str]) -> bytes:
    return "\n".join(records).encode("utf-8", "surrogatepass")


@cache
def _getter(kind: Any, omitted: frozenset[str]) -> "attrgetter[Any]":
    return attrgetter(*_names(kind, omitted))


@cache
def _names(kind: Any, omitted: frozenset[str]) -> tuple[str, ...]:
    return tuple(one.name for one in fields(kind) if one.name not in omitted)


def _classes(kind: Any) -> list[type]:
    """Return every dataclass that a value of `kind` may hold, itself too."""
    found: set[type] = set()
    waiting = [kind]
    while waiting:
        one = waiting.pop()
        waiting.extend(get_args(one))
        if isinstance(one, type) and is_dataclass(one) and one not in found:
            found.add(one)
            waiting.extend(hints_of(one).values())
    return sorted(found, key=lambda one: one.__name__)


def _parts(hint: Any, count: int) -> Sequence[Any]:
    """Return the type of each part of a tuple."""
    given = get_args(hint)
    return [given[0]] * count if len(given) == 2 and given[1] is Ellipsis else given
