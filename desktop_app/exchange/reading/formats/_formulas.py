"""Formulas whose value a file does not hold.

Those with which people number lists and build texts are worked out. Known: numbers, texts, cells, + - * / &
and comparisons, ROW, ROWS, COUNTA, COUNT, SUBTOTAL, MAX, MIN, SUM, IF, DATE, CONCATENATE, TRIM. Everything
else stays unknown and is counted as lost; nothing is guessed.
"""

import re
from collections.abc import Callable, Mapping, MutableMapping
from datetime import date

from desktop_app.exchange.reading.preflight import column_number

Plain = str | int | float | bool | None
Place = tuple[int, int]

_TOKEN = re.compile(
    r"\s*(?:(?P<text>\"(?:[^\"]|\"\")*\")|(?P<range>\$?[A-Z]{1,3}\$?\d{1,7}:\$?[A-Z]{1,3}\$?\d{1,7})"
    r"|(?P<cell>\$?[A-Z]{1,3}\$?\d{1,7})(?![\w(!.])|(?P<number>\d+(?:\.\d+)?)|(?P<name>[A-Z]+)\(|(?P<sign><>|<=|>=|[-+*/&=<>(),;]))"
)
_PLACE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")
_EPOCH = date(1899, 12, 30)
_LONGEST = 500
_ROUNDS = (False, True, False, True)
_MOST_VISITED = 2_000_000
_MOST_READ = 1_000_000
"""Cells looked at, and characters of formulas read, for one sheet: more are left unknown."""
_COUNTING = {2: "COUNT", 3: "COUNTA", 4: "MAX", 5: "MIN", 9: "SUM"}


class UnknownFormula(Exception):
    """A formula that is not understood, or that needs a cell which is not known yet."""


class Formulas:
    """Works out formulas over `values`, which grows by what is found.

    `waiting` are formulas without a value.
    """

    def __init__(self, values: MutableMapping[Place, Plain], waiting: Mapping[Place, str]) -> None:
        self._values = values
        self._waiting = dict(waiting)
        self._sums: dict[tuple[str, int, int], tuple[int, Plain]] = {}
        self._visits = self._read = 0

    def solve(self) -> dict[Place, Plain]:
        """Return the value of every formula that can be worked out, from above, from below, and so on."""
        found: dict[Place, Plain] = {}
        for upwards in _ROUNDS:
            solved = dict(self._round(upwards=upwards))
            found |= solved
            if not solved or not self._waiting:
                break
        return found

    def _round(self, *, upwards: bool) -> list[tuple[Place, Plain]]:
        solved = []
        for place in sorted(self._waiting, reverse=upwards):
            try:
                value = self._value(place, self._waiting[place])
            except (UnknownFormula, ArithmeticError, ValueError, RecursionError):
                continue
            del self._waiting[place]
            self._values[place] = value
            solved.append((place, value))
        return solved

    def _value(self, place: Place, formula: str) -> Plain:
        self._read += len(formula)
        if len(formula) > _LONGEST or self._read > _MOST_READ:
            raise UnknownFormula(formula)
        reader = _FormulaReader(formula.lstrip("="), place, self)
        value = reader.comparison()
        if reader.left:
            raise UnknownFormula(formula)
        return value

    def cell(self, place: Place) -> Plain:
        """Return the value of a cell. Raises UnknownFormula for one that waits itself."""
        if place in self._waiting:
            raise UnknownFormula(place)
        return self._values.get(place)

    def over(self, name: str, first: Place, last: Place) -> Plain:
        """Return COUNTA, COUNT, MAX, MIN or SUM of a range.

        One that grows downwards is counted on from before.
        """
        start = first[0]
        total: Plain = 0 if name in {"COUNTA", "COUNT", "SUM"} else None
        key = (name, first[0], first[1]) if first[1] == last[1] else None
        known = self._sums.get(key) if key else None
        if known is not None and known[0] <= last[0]:
            start, total = known[0] + 1, known[1]
        self._visits += (last[0] - start + 1) * (last[1] - first[1] + 1)
        if self._visits > _MOST_VISITED:
            raise UnknownFormula(name)
        for row in range(start, last[0] + 1):
            for column in range(first[1], last[1] + 1):
                total = _joined(name, total, self.cell((row, column)))
        if key:
            self._sums[key] = (last[0], total)
        return 0 if total is None else total


class _FormulaReader:
    """Reads one formula from the left."""

    def __init__(self, text: str, place: Place, cells: Formulas) -> None:
        self._cells = cells
        self._place = place
        self._tokens: list[tuple[str, str]] = []
        at = 0
        while at < len(text.rstrip()):
            found = _TOKEN.match(text, at)
            if found is None:
                raise UnknownFormula(text)
            kind = found.lastgroup or ""
            self._tokens.append((kind, found[kind]))
            at = found.end()
        self._tokens.reverse()

    @property
    def left(self) -> bool:
        """Return whether something follows that was not read."""
        return bool(self._tokens)

    def comparison(self) -> Plain:
        """Read a whole expression."""
        left = self._joined()
        while self._peek() in _COMPARED:
            compare = _COMPARED[self._take()]
            left = compare(left if left is not None else "", self._joined())
        return left

    def _joined(self) -> Plain:
        left = self._sum()
        while self._peek() == "&":
            self._take()
            left = _written(left) + _written(self._sum())
        return left

    def _sum(self) -> Plain:
        left = self._product()
        while self._peek() in {"+", "-"}:
            sign = self._take()
            right = _figure(self._product())
            left = _figure(left) + (right if sign == "+" else -right)
        return left

    def _product(self) -> Plain:
        left = self._one()
        while self._peek() in {"*", "/"}:
            sign = self._take()
            right = _figure(self._one())
            left = _figure(left) * right if sign == "*" else _figure(left) / right
        return left

    def _one(self) -> Plain:
        if not self._tokens:
            raise UnknownFormula("end")
        kind, text = self._tokens.pop()
        if kind == "text":
            return text[1:-1].replace('""', '"')
        if kind == "number":
            return float(text) if "." in text else int(text)
        if kind == "cell":
            return self._cells.cell(_place(text))
        if kind == "name":
            return self._call(text)
        if text == "-":
            return -_figure(self._one())
        if text == "(":
            value = self.comparison()
            self._want(")")
            return value
        raise UnknownFormula(text)

    def _call(self, name: str) -> Plain:
        if name in {"ROW", "ROWS"}:
            return self._row(name)
        if name in {"COUNTA", "COUNT", "MAX", "MIN", "SUM", "SUBTOTAL"}:
            return self._over(name)
        values = self._arguments()
        if name == "IF" and len(values) in {2, 3}:
            return values[1] if values[0] else (values[2] if len(values) == 3 else False)
        if name == "DATE" and len(values) == 3:
            year, month, day = (int(_figure(value)) for value in values)
            return (date(year, month, day) - _EPOCH).days
        if name == "CONCATENATE":
            return "".join(map(_written, values))
        if name == "TRIM" and len(values) == 1:
            return " ".join(_written(values[0]).split())
        raise UnknownFormula(name)

    def _row(self, name: str) -> Plain:
        if name == "ROW" and self._peek() == ")":
            self._take()
            return self._place[0] + 1
        kind, text = self._tokens.pop() if self._tokens else ("", "")
        self._want(")")
        if name == "ROW" and kind == "cell":
            return _place(text)[0] + 1
        if name == "ROWS" and kind == "range":
            first, last = map(_place, text.split(":"))
            return last[0] - first[0] + 1
        raise UnknownFormula(name)

    def _over(self, name: str) -> Plain:
        if name == "SUBTOTAL":
            name = _COUNTING.get(int(_figure(self._one())) % 100, "")
            if self._take() not in {",", ";"} or not name:
                raise UnknownFormula("SUBTOTAL")
        total: Plain = None
        while True:
            kind, text = self._tokens.pop() if self._tokens else ("", "")
            if kind != "range":
                raise UnknownFormula(name)
            first, last = map(_place, text.split(":"))
            found = self._cells.over(name, first, last)
            total = found if total is None else _joined("SUM" if "COUNT" in name else name, total, found)
            sign = self._take()
            if sign == ")":
                return total
            if sign not in {",", ";"}:
                raise UnknownFormula(name)

    def _arguments(self) -> list[Plain]:
        values: list[Plain] = [self.comparison()]
        while self._peek() in {",", ";"}:
            self._take()
            values.append(self.comparison())
        self._want(")")
        return values

    def _peek(self) -> str:
        return self._tokens[-1][1] if self._tokens and self._tokens[-1][0] == "sign" else ""

    def _take(self) -> str:
        return self._tokens.pop()[1] if self._tokens else ""

    def _want(self, sign: str) -> None:
        if self._take() != sign:
            raise UnknownFormula(sign)


def _same(left: Plain, right: Plain) -> bool:
    left, right = ("" if value is None else value for value in (left, right))
    return (
        left.lower() == right.lower() if isinstance(left, str) and isinstance(right, str) else left == right
    )


_COMPARED: Mapping[str, Callable[[Plain, Plain], bool]] = {
    "=": _same,
    "<>": lambda left, right: not _same(left, right),
    "<": lambda left, right: _figure(left) < _figure(right),
    ">": lambda left, right: _figure(left) > _figure(right),
    "<=": lambda left, right: _figure(left) <= _figure(right),
    ">=": lambda left, right: _figure(left) >= _figure(right),
}


def _place(text: str) -> Place:
    found = _PLACE.fullmatch(text)
    if found is None:
        raise UnknownFormula(text)
    return int(found[2]) - 1, column_number(found[1]) - 1


def _figure(value: Plain) -> int | float:
    if value is None:
        return 0
    if isinstance(value, str):
        raise UnknownFormula(value)
    return value


def _written(value: Plain) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    return value if isinstance(value, str) else f"{value:.15g}"


def _joined(name: str, total: Plain, value: Plain) -> Plain:
    if name == "COUNTA":
        return _figure(total) + (value is not None)
    if value is None or isinstance(value, str | bool):
        return total
    if name == "COUNT":
        return _figure(total) + 1
    if total is None:
        return value
    if name == "SUM":
        return _figure(total) + value
    return max(_figure(total), value) if name == "MAX" else min(_figure(total), value)
