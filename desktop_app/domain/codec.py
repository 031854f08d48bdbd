"""Values of the domain as plain JSON data and back, by their own types; the text form is canonical, for hashing.

Dataclasses become objects, days ISO texts, enums their values, tuples lists. A field that is absent takes its default,
so that a text written before a field existed can still be read.
"""

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints


def canonical(data: Any) -> str:
    """Write plain data in the one form that is hashed: sorted keys, no spaces, letters as they are."""
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def to_plain(value: Any) -> Any:
    """Return plain data for a value made of dataclasses, tuples, mappings, enums, days and JSON's own kinds."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if is_dataclass(value) and not isinstance(value, type):
        return {one.name: to_plain(getattr(value, one.name)) for one in fields(value) if one.compare}
    if isinstance(value, Mapping):
        return {str(key): to_plain(one) for key, one in value.items()}
    if isinstance(value, (tuple, list, set, frozenset)):
        return [to_plain(one) for one in value]
    return value


def from_plain(kind: Any, data: Any) -> Any:
    """Return the value of type `kind` that `to_plain` wrote.

    Raises ValueError, TypeError or KeyError for other data.
    """
    origin = get_origin(kind)
    if origin is Literal or kind is Any:
        return data
    if origin is not None:
        return _generic(origin, get_args(kind), data)
    if kind is date:
        return date.fromisoformat(data)
    if issubclass(kind, Enum):
        return kind(data)
    if is_dataclass(kind):
        return _dataclass(kind, data)
    if not isinstance(data, (float, int) if kind is float else kind):
        raise TypeError(f"{data!r} is no {kind.__name__}")
    return data


def _generic(origin: Any, kinds: tuple[Any, ...], data: Any) -> Any:
    if origin in (Union, UnionType):
        return _one_of(kinds, data)
    if origin is tuple:
        return _tuple(kinds, data)
    if issubclass(origin, Mapping):
        return {key: from_plain(kinds[1], one) for key, one in data.items()}
    return origin(from_plain(kinds[0], one) for one in data)


def _dataclass(kind: Any, data: Any) -> Any:
    hints = _hints(kind)
    return kind(**{name: from_plain(hints[name], one) for name, one in data.items() if name in hints})


def _one_of(kinds: tuple[Any, ...], data: Any) -> Any:
    if data is None and NoneType in kinds:
        return None
    (kind,) = [one for one in kinds if one is not NoneType]
    return from_plain(kind, data)


def _tuple(kinds: tuple[Any, ...], data: Any) -> tuple[Any, ...]:
    if len(kinds) == 2 and kinds[1] is Ellipsis:
        return tuple(from_plain(kinds[0], one) for one in data)
    return tuple(from_plain(kind, one) for kind, one in zip(kinds, data, strict=True))


@cache
def _hints(kind: Any) -> dict[str, Any]:
    hints = get_type_hints(kind)
    return {one.name: hints[one.name] for one in fields(kind) if one.init}
