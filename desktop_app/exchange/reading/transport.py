"""How sheets come back from the child process.

Column by column, as JSON, since a column says the same words again. A hostile file may have shaped what the
child says: it is read as plain data, never unpickled, and checked.

The first line is [true, [[name, hidden, merges, …, height, width] for each sheet]] or [false, what is wrong].
Then come the columns. Each has a line with the number of its values; these values, some to a line, dates and
times as ["d", text] pairs; and a line with the number of the value of each cell in Base64, which is empty if
the values are the cells.
"""

import json
from array import array
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from itertools import count, repeat, zip_longest
from pathlib import Path
from typing import Any

from desktop_app.lists.sheet import Value

_TO_A_LINE = 4096
_MOST_ROWS = 2**20
"""The rows of a sheet of Excel."""
_MOST_TEXT = 100_000
"""Characters of a cell that are kept.

Three times what Excel can hold, so that a text too long is still told.
"""
_CODES = ((2**8, "B"), (2**16, "H"), (2**32, "I"))
_PLAIN = frozenset({str, int, float, bool, type(None)})


class GarbledTransport(Exception):
    """What a child wrote cannot be read."""


def pack(value: Any) -> Any:
    """Return a value as JSON can carry it; None for what shows nothing.

    Whole numbers lose their decimal point.
    """
    if isinstance(value, str):
        return value[:_MOST_TEXT] if value.strip() else None
    if isinstance(value, float):
        if value - value != 0:  # infinite, or no number
            return "#NUM!"
        return int(value) if value.is_integer() else value
    if isinstance(value, datetime):
        plain = value.hour == value.minute == value.second == 0
        return ("d", value.date().isoformat()) if plain else ("m", value.replace(tzinfo=None).isoformat())
    if isinstance(value, date):
        return ("d", value.isoformat())
    if isinstance(value, time):
        return ("t", value.replace(tzinfo=None).isoformat())
    if isinstance(value, timedelta):
        return ("s", value.total_seconds())
    return value


def write(path: Path, *, ok: bool, result: Any) -> None:
    """Write the answer of a child: sheets, or what is wrong.

    A sheet is (name, hidden, rows of values, merges, …).
    """
    with path.open("wb") as file:
        file.write(_line([ok, list(map(_head, result)) if ok else result]))
        for _, _, rows, *_ in result if ok else ():
            for column in zip_longest(*rows):
                file.writelines(_column(column))


def read(path: Path) -> tuple[bool, Any]:
    """Read the answer of a child; the rows of the sheets are tuples of values. Raises GarbledTransport."""
    try:
        with path.open("rb") as file:
            ok, result = json.loads(file.readline())
            return (True, [_sheet(head, file) for head in result]) if ok else (False, result)
    except (
        ValueError,
        TypeError,
        LookupError,
        AttributeError,
        ArithmeticError,
        RecursionError,
        StopIteration,
    ) as error:
        raise GarbledTransport(str(error)) from error


def _head(sheet: Sequence[Any]) -> list[Any]:
    name, hidden, rows, *rest = sheet
    return [name, hidden, *rest, len(rows), max(map(len, rows), default=0)]


def _column(cells: Sequence[Any]) -> Iterator[bytes]:
    distinct, kinds = dict.fromkeys(cells), set(map(type, cells))
    numbers = b""
    if len(distinct) * 2 > len(cells) or bool in kinds:  # True is 1, as keys of a dict
        values = _packed(cells, kinds)
    else:
        values = _packed(distinct, kinds)
        code = next(code for most, code in _CODES if len(distinct) <= most)
        number_of = dict(zip(distinct, count(), strict=False))
        numbers = b64encode(array(code, map(number_of.__getitem__, cells)).tobytes())
    yield _line(len(values))
    for start in range(0, len(values), _TO_A_LINE):
        yield _line(values[start : start + _TO_A_LINE])
    yield numbers + b"\n"


def _packed(cells: Iterable[Any], kinds: set[type]) -> list[Any]:
    """Return cells as `pack` does; texts alone, as most columns are, without asking each what it is."""
    if kinds == {str}:
        return [text[:_MOST_TEXT] if text.strip() else None for text in cells]
    return list(map(pack, cells))


def _line(content: Any) -> bytes:
    return json.dumps(content, ensure_ascii=False).encode("utf-8", "replace") + b"\n"


def _sheet(head: Sequence[Any], lines: Iterator[bytes]) -> tuple[Any, ...]:
    name, hidden, *rest, height, width = head
    if height > _MOST_ROWS:
        raise ValueError(height)
    columns = [_cells(lines, height) for _ in range(width)]
    while columns and columns[-1] is None:
        columns.pop()
    filled = [repeat(None, height) if column is None else column for column in columns]
    rows = zip(*filled, strict=True) if filled else repeat((), height)
    return (
        name,
        hidden,
        tuple([row if row and row[-1] is not None else _trimmed(row) for row in rows]),
        *rest,
    )


def _cells(lines: Iterator[bytes], height: int) -> Iterable[Value] | None:
    """Return the cells of a column; None if they show nothing."""
    left = json.loads(next(lines))
    values: list[Value] = []
    while len(values) < left:
        values += json.loads(next(lines))
    if not _PLAIN.issuperset(map(type, values)):
        values = list(map(_value, values))
    coded = next(lines)
    if coded == b"\n":
        held = len(values)
        cells: Iterable[Value] = values
    else:
        numbers = array(next(code for most, code in _CODES if len(values) <= most))
        numbers.frombytes(b64decode(coded[:-1], validate=True))
        held = len(numbers)
        cells = map(values.__getitem__, numbers)
    if held != height:
        raise ValueError(held)
    return None if values == [None] else cells


def _trimmed(row: tuple[Value, ...]) -> tuple[Value, ...]:
    end = len(row)
    while end and row[end - 1] is None:
        end -= 1
    return row[:end]


def _value(packed: Any) -> Value:
    if type(packed) in _PLAIN:
        plain: Value = packed
        return plain
    kind, text = packed
    if kind == "s":
        return timedelta(seconds=text)
    return _MOMENTS[kind].fromisoformat(text)


_MOMENTS: dict[str, type[date | datetime | time]] = {"d": date, "m": datetime, "t": time}
