"""Values of the domain as plain JSON data and back, by their own types.

The text form is canonical, for hashing. Days are ISO texts, enums their values, tuples lists. How a dataclass
stands is a `DataclassShape`: as an object in the bodies of sealed versions and in packages (`OBJECTS`), as
a list of its values in machine-readable sheets (`Lists`, by the name of the class, which therefore stays).
A field that is absent takes its default, so that a text written before a field existed can still be read; a
class whose rules have grown since has `as_kept`, which takes what earlier programs wrote.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache
from operator import attrgetter
from types import NoneType, UnionType
from typing import Any, Literal, Protocol, Union, get_args, get_origin, get_type_hints

ADDED: Mapping[str, bool] = {"added": True}
"""Metadata of a field that came after bodies had been sealed.

An object names the field if it says more than its default.
"""

_PLAIN = frozenset({str, int, float, bool, NoneType})
"""What is plain data as it is."""

Omitted = Mapping[type, frozenset[str]]
"""Fields that are not written, by class."""


Reader = Callable[[Any], Any]


class DataclassShape(Protocol):
    """How a dataclass stands as plain data."""

    @property
    def readers(self) -> dict[Any, Reader]:
        """Return what reads each type in this shape (see `_reader`)."""

    @property
    def members(self) -> dict[Any, Mapping[str, Reader]]:
        """Return what reads each field of a dataclass, by its name."""

    def apart(self, value: Any) -> Any:
        """Return a dataclass as a mapping or a sequence of the values of its fields, these as they are."""

    def named(self, kind: Any, data: Any) -> Mapping[str, Any]:
        """Return plain data of a dataclass by the names of its fields.

        Raises KeyError, ValueError, TypeError.
        """


@dataclass(frozen=True, slots=True)
class Objects:
    """A dataclass as an object of those of its fields that it is compared by."""

    omitted: Omitted = field(default_factory=dict)
    readers: dict[Any, Reader] = field(default_factory=dict, init=False, repr=False, compare=False)
    members: dict[Any, Mapping[str, Reader]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def apart(self, value: Any) -> Mapping[str, Any]:
        """Return the values of the fields by their names."""
        kind: Any = type(value)
        always, added = _told(kind, self.omitted.get(kind, frozenset()))
        found = {name: getattr(value, name) for name in always}
        later = ((name, default, getattr(value, name)) for name, default in added)
        return found | {name: said for name, default, said in later if said != default}

    def named(self, _kind: Any, data: Any) -> Mapping[str, Any]:
        """Return the object itself."""
        if not isinstance(data, Mapping):
            raise TypeError(f"{data!r} is no object")
        return data


OBJECTS = Objects()


@dataclass(frozen=True, slots=True)
class Lists:
    """A dataclass as a list of the values of its fields.

    Their order is the one that a file tells (`order`, names by the name of the class), so that fields may be
    added later; a file that is written tells its own.
    """

    omitted: Omitted = field(default_factory=dict)
    order: Mapping[str, Sequence[str]] | None = None
    readers: dict[Any, Reader] = field(default_factory=dict, init=False, repr=False, compare=False)
    members: dict[Any, Mapping[str, Reader]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def names(self, kind: Any) -> Sequence[str]:
        """Return the fields of a class in the order of their values. Raises KeyError."""
        if self.order is not None:
            return self.order[kind.__name__]
        return _names(kind, self.omitted.get(kind, frozenset()))

    def apart(self, value: Any) -> Any:
        """Return the values of the fields in order."""
        kind: Any = type(value)
        return _getter(kind, self.omitted.get(kind, frozenset()))(value)

    def named(self, kind: Any, data: Any) -> Mapping[str, Any]:
        """Return the values by the names of the fields."""
        return dict(zip(self.names(kind), data, strict=True))


def canonical(data: Any) -> str:
    """Write plain data in the one form that is hashed: sorted keys, no spaces, letters as they are."""
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def json_lines(values: Iterable[Any], shape: DataclassShape) -> list[str]:
    """Return values as JSON, one line each."""

    def plain(value: Any) -> Any:
        return value.isoformat() if isinstance(value, date) else shape.apart(value)

    encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=plain).encode
    return [encode(value) for value in values]


def to_plain(value: Any, shape: DataclassShape = OBJECTS) -> Any:
    """Return plain data for a value.

    It is made of dataclasses, tuples, mappings, enums, days and JSON's own kinds.
    """
    kind = type(value)
    if kind in _PLAIN:
        return value
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if is_dataclass(kind):
        value = shape.apart(value)
    if isinstance(value, Mapping):
        return {str(key): to_plain(one, shape) for key, one in value.items()}
    if isinstance(value, (tuple, list, set, frozenset)):
        return [to_plain(one, shape) for one in value]
    return value


def from_plain(kind: Any, data: Any, shape: DataclassShape = OBJECTS) -> Any:
    """Return the value of type `kind` that `to_plain` or `json_lines` wrote in the same shape.

    Raises one of `UNREADABLE` for other data.
    """
    return _reader(kind, shape)(data)


def from_named(kind: Any, by_name: Mapping[str, Any], shape: DataclassShape = OBJECTS) -> Any:
    """Return a dataclass made of plain data, or of values already made, by the names of its fields."""
    readers = shape.members.get(kind)
    if readers is None:
        readers = {name: _reader(hint, shape) for name, hint in hints_of(kind).items()}
        shape.members[kind] = readers
    make = getattr(kind, "as_kept", kind)
    return make(**{name: readers[name](one) for name, one in by_name.items() if name in readers})


UNREADABLE = (ValueError, KeyError, TypeError, IndexError, AttributeError, OverflowError, RecursionError)
"""What is raised for data that are none of the kind asked for."""


@cache
def hints_of(kind: Any) -> dict[str, Any]:
    """Return the types of the fields that a dataclass is made of."""
    hints = get_type_hints(kind)
    return {one.name: hints[one.name] for one in fields(kind) if one.init}


def classes_of(kind: Any) -> list[type]:
    """Return every dataclass that a value of `kind` may hold, itself too, by name."""
    found: set[type] = set()
    waiting = [kind]
    while waiting:
        one = waiting.pop()
        waiting.extend(get_args(one))
        if isinstance(one, type) and is_dataclass(one) and one not in found:
            found.add(one)
            waiting.extend(hints_of(one).values())
    return sorted(found, key=lambda one: one.__name__)


def _reader(kind: Any, shape: DataclassShape) -> Reader:
    """Return what reads plain data of a type, put together once for each shape."""
    found = shape.readers.get(kind)
    if found is None:
        origin = get_origin(kind)
        if origin is Literal or kind is Any:
            found = _as_it_is
        elif origin is not None:
            found = _generic(origin, get_args(kind), shape)
        else:
            found = _single(kind, shape)
        shape.readers[kind] = found
    return found


def _as_it_is(data: Any) -> Any:
    return data


def _single(kind: Any, shape: DataclassShape) -> Reader:
    """Return what reads a class; what is of it already was made by the caller."""
    if is_dataclass(kind):

        def read(data: Any) -> Any:
            return data if type(data) is kind else from_named(kind, shape.named(kind, data), shape)
    elif kind is date:

        def read(data: Any) -> Any:
            return data if type(data) is date else date.fromisoformat(data)
    elif issubclass(kind, Enum):

        def read(data: Any) -> Any:
            return data if type(data) is kind else kind(data)
    else:
        taken = (float, int) if kind is float else kind

        def read(data: Any) -> Any:
            if type(data) is not kind and not isinstance(data, taken):
                raise TypeError(f"{data!r} is no {kind.__name__}")
            return data

    return read


def _generic(origin: Any, kinds: tuple[Any, ...], shape: DataclassShape) -> Reader:
    if origin in (Union, UnionType):
        return _one_of(kinds, shape)
    if origin is tuple:
        return _tuple(kinds, shape)
    if issubclass(origin, Mapping):
        value = _reader(kinds[1], shape)
        return lambda data: {key: value(one) for key, one in data.items()}
    part = _reader(kinds[0], shape)
    return lambda data: origin(map(part, data))


def _one_of(kinds: tuple[Any, ...], shape: DataclassShape) -> Reader:
    (kind,) = [one for one in kinds if one is not NoneType]
    read = _reader(kind, shape)
    return (lambda data: None if data is None else read(data)) if NoneType in kinds else read


def _tuple(kinds: tuple[Any, ...], shape: DataclassShape) -> Reader:
    if len(kinds) == 2 and kinds[1] is Ellipsis:
        part = _reader(kinds[0], shape)
        return lambda data: tuple(map(part, data))
    parts = [_reader(kind, shape) for kind in kinds]
    return lambda data: tuple(read(one) for read, one in zip(parts, data, strict=True))


@cache
def _told(kind: Any, out: frozenset[str]) -> tuple[tuple[str, ...], tuple[tuple[str, Any], ...]]:
    """Return the fields that are always written, and those that came later, with their defaults."""
    kept = [one for one in fields(kind) if one.compare and one.name not in out]
    always = tuple(one.name for one in kept if not one.metadata)
    return always, tuple((one.name, one.default) for one in kept if one.metadata)


@cache
def _getter(kind: Any, omitted: frozenset[str]) -> "attrgetter[Any]":
    return attrgetter(*_names(kind, omitted))


@cache
def _names(kind: Any, omitted: frozenset[str]) -> tuple[str, ...]:
    return tuple(one.name for one in fields(kind) if one.name not in omitted)
