"""The lists of words from which the cells of a form are chosen.

A Ministry's software counts by them: a cell takes the form's own word for what is meant. Where it has none,
the cell takes nothing if Excel refuses any other word there, else the program's own.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from desktop_app.domain.text import fold
from desktop_app.exchange.forms.package import WORKBOOK, Element, Package
from desktop_app.exchange.reading import column_number
from desktop_app.lists.cells import shown
from desktop_app.lists.sheet import Sheet
from desktop_app.resources import words

_REFERENCE = re.compile(
    r"(?:(?:'((?:[^']|'')+)'|([^'!]+))!)?\$?([A-Z]{1,3})\$?(\d+)(?::\$?([A-Z]{1,3})\$?(\d+))?"
)
_APART = re.compile(r"[^\w%]+")

_Area = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Dropdown:
    """The words that a cell takes; `known` is False for a list that a formula computes.

    Of a list that is not `strict` Excel takes other words, too.
    """

    words: tuple[str, ...]
    known: bool = True
    strict: bool = True

    def word_for(self, meanings: Sequence[str]) -> str | None:
        """Return the first word of the list that says one of `meanings`, those told first preferred."""
        listed = {_plain(word): word for word in reversed(self.words)}
        for meaning in meanings:
            for said in _said_as(meaning):
                if (found := listed.get(_plain(said))) is not None:
                    return found
        return None


class Dropdowns:
    """The lists of the sheet whose XML is `root`, before rows are inserted."""

    def __init__(self, root: Element, package: Package, home: str, sheets: Sequence[Sheet]) -> None:
        """Read the lists. Their places are read later: inserted rows move them."""
        self._sheets = {sheet.name: sheet for sheet in sheets}
        self._home, self._names = home, dict(_defined_names(package))
        self._rules = [
            (one, replace(self._read(one), strict=_is_strict(one)))
            for one in root.iter("{*}dataValidation")
            if one.get("type") == "list"
        ]
        self._areas: list[tuple[_Area, Dropdown]] | None = None

    def at(self, row: int, column: int) -> Dropdown | None:
        """Return the list of a cell (from 0) as the sheet now stands; None if it takes any word."""
        if self._areas is None:
            self._areas = [(area, found) for rule, found in self._rules for area in _areas(rule)]
        for (top, left, bottom, right), found in self._areas:
            if top <= row <= bottom and left <= column <= right:
                return found
        return None

    def _read(self, rule: Element) -> Dropdown:
        first = rule.find("{*}formula1")
        text = "".join(first.itertext()).strip().removeprefix("=") if first is not None else ""
        if text.startswith('"'):
            return Dropdown(tuple(part.strip() for part in text.strip('"').split(",") if part.strip()))
        found = _REFERENCE.fullmatch(self._names.get(text.casefold(), text))
        if found is None:
            return Dropdown((), known=False)
        quoted, bare, left, top, right, bottom = found.groups()
        sheet = self._sheets.get((quoted or bare or self._home).replace("''", "'"))
        if sheet is None:
            return Dropdown((), known=False)
        rows = sheet.rows[int(top) - 1 : int(bottom or top)]
        columns = slice(column_number(left) - 1, column_number(right or left))
        return Dropdown(tuple(shown(value) for row in rows for value in row[columns] if value is not None))


def _is_strict(rule: Element) -> bool:
    """Return whether Excel refuses other words."""
    return rule.get("errorStyle", "stop") == "stop" and rule.get("showErrorMessage") in ("1", "true")


def _areas(rule: Element) -> Iterator[_Area]:
    inside = rule.find("{*}sqref")
    for reference in (rule.get("sqref") or (inside.text if inside is not None else "") or "").split():
        found = _REFERENCE.fullmatch(reference)
        if found is not None:
            _, _, left, top, right, bottom = found.groups()
            yield (
                int(top) - 1,
                column_number(left) - 1,
                int(bottom or top) - 1,
                column_number(right or left) - 1,
            )


def _defined_names(package: Package) -> Iterator[tuple[str, str]]:
    for one in package.tree(WORKBOOK).iterfind("{*}definedNames/{*}definedName"):
        yield one.get("name", "").casefold(), (one.text or "").removeprefix("=")


def _said_as(meaning: str) -> tuple[str, ...]:
    """Return the words in which forms say what a word of the program says, that word first."""
    for kind in ("status_long", "status", "state"):
        for key, word in words(kind).items():
            if word == meaning:
                return (meaning, *words("form_choice").get(key, ()))
    return (meaning,)


def _plain(text: str) -> str:
    """Return a word without what forms put around it: numbers, signs, case, accents."""
    return _APART.sub(" ", fold(text)).strip().lstrip("0123456789 ") or _APART.sub(" ", fold(text)).strip()
