"""How rows come back from the child process: every distinct value once, as JSON, and cells as numbers of values.

A list says the same agencies and words again and again, so this is smaller and quicker than the cells themselves, and
the program holds each text once. A hostile file may have shaped what the child says: it is read as plain data, never
unpickled, and checked.

The file has lines: [true, [[name, hidden, merges, …, runs] for each sheet]] or [false, what is wrong]; some values to a
line, dates and times as ["d", text] pairs, up to an empty line; the numbers of all cells, in Base64. `runs` are the
[width, rows] of rows that are equally wide.
"""

import json
from array import array
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

Value = str | int | float | bool | date | datetime | time | timedelta | None

_NUMBERS = "I"
_TO_A_LINE = 4096
_MOST_ROWS = 2**20
"""The rows of a sheet of Excel."""


class Garbled(Exception):
    """What a child wrote cannot be read."""


def write(path: Path, *, ok: bool, result: Any) -> None:
    """Write the answer of a child: the packed sheets, each (name, hidden, rows, merges, …), or what is wrong."""
    values, cells = _Values(), array(_NUMBERS)
    head = [_head(sheet, values, cells) for sheet in result] if ok else result
    with path.open("wb") as file:
        file.write(_line([ok, head]))
        if ok:
            for start in range(0, len(values.all), _TO_A_LINE):
                file.write(_line(values.all[start : start + _TO_A_LINE]))
            file.write(b"\n" + b64encode(cells.tobytes()))


def read(path: Path) -> tuple[bool, Any]:
    """Read the answer of a child; the rows of the sheets are tuples of values. Raises Garbled."""
    try:
        with path.open("rb") as file:
            ok, result = json.loads(file.readline())
            return (True, _sheets(result, file)) if ok else (False, result)
    except (ValueError, TypeError, LookupError, AttributeError, ArithmeticError, RecursionError) as error:
        raise Garbled(str(error)) from error


class _Values:
    """The distinct values, numbered as they come: 1, 1.0 and True are three."""

    def __init__(self) -> None:
        self.all: list[Any] = []
        self.texts = _Numbers(self.all)
        self._others: dict[tuple[type, Any], int] = {}

    def number(self, value: Any) -> int:
        """Give the number of a value that is no text."""
        key = type(value), value
        number = self._others.get(key)
        if number is None:
            number = self._others[key] = len(self.all)
            self.all.append(value)
        return number


class _Numbers(dict[str, int]):
    """Numbers of texts; a new one joins `all`."""

    def __init__(self, everything: list[Any]) -> None:
        self._all = everything

    def __missing__(self, text: str) -> int:
        number = self[text] = len(self._all)
        self._all.append(text)
        return number


def _head(sheet: Sequence[Any], values: _Values, cells: "array[int]") -> list[Any]:
    name, hidden, rows, *rest = sheet
    texts, number = values.texts, values.number
    runs: list[list[int]] = []
    for row in rows:
        if runs and runs[-1][0] == len(row):
            runs[-1][1] += 1
        else:
            runs.append([len(row), 1])
        cells.extend([texts[value] if type(value) is str else number(value) for value in row])
    return [name, hidden, *rest, runs]


def _line(content: Any) -> bytes:
    return json.dumps(content, ensure_ascii=False).encode("utf-8", "replace") + b"\n"


def _sheets(heads: Sequence[Any], file: Iterable[bytes]) -> list[tuple[Any, ...]]:
    lines = iter(file)
    values: list[Value] = []
    for line in lines:
        if line == b"\n":
            break
        values += [value if type(value) is str else _value(value) for value in json.loads(line)]
    numbers = array(_NUMBERS)
    numbers.frombytes(b64decode(b"".join(lines), validate=True))
    wanted = sum(width * rows for *_, runs in heads for width, rows in runs)
    if wanted != len(numbers) or any(rows > _MOST_ROWS for *_, runs in heads for _, rows in runs):
        raise ValueError(wanted)
    cells = map(values.__getitem__, numbers)
    return [(name, hidden, tuple(_rows(runs, cells)), *rest) for name, hidden, *rest, runs in heads]


def _rows(runs: Sequence[tuple[int, int]], cells: Iterator[Value]) -> Iterator[tuple[Value, ...]]:
    for width, rows in runs:
        yield from islice(zip(*[cells] * width, strict=False), rows) if width else [()] * rows


def _value(packed: Any) -> Value:
    if packed is None or isinstance(packed, int | float):
        return packed
    kind, text = packed
    if kind == "s":
        return timedelta(seconds=text)
    return _MOMENTS[kind].fromisoformat(text)


_MOMENTS: dict[str, type[date | datetime | time]] = {"d": date, "m": datetime, "t": time}
