"""Where things stand after rows were inserted.

Cells, ranges, formulas and the anchors of drawings move along.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from openpyxl.formula import Tokenizer
from openpyxl.formula.tokenizer import Token, TokenizerError

from desktop_app.domain.text import whole
from desktop_app.exchange.forms.package import Element

_CELL = re.compile(r"(\$?[A-Z]{1,3})(\$?)([1-9]\d{0,6})")
_ROWS = re.compile(r"(\$?)([1-9]\d{0,6}):(\$?)([1-9]\d{0,6})")
_OPERAND = re.compile(r"(?:(?P<sheet>'(?:[^']|'')+'|[^'!\[\]:]+)!)?(?P<reference>[$A-Z0-9:]+)")
_REFERENCES = frozenset({"ref", "sqref", "activeCell", "topLeftCell"})
_FORMULAS = frozenset({"formula", "formula1", "formula2", "f"})


@dataclass(frozen=True, slots=True)
class InsertedRows:
    """Rows (from 1) inserted into sheet `sheet`: after which row, how many."""

    sheet: str
    inserted: Mapping[int, int]

    def row(self, row: int) -> int:
        """Return the new number of a row."""
        return row + sum(count for after, count in self.inserted.items() if after < row)

    def last(self, row: int) -> int:
        """Return the new last row of a range that ended in `row`.

        What is inserted right behind it belongs to it.
        """
        return self.row(row) + self.inserted.get(row, 0)

    def reference(self, text: str, *, grows: bool = False) -> str:
        """Move "B7", "$B$7:C9", "5:9", or several with blanks between; a single cell may grow to a range."""
        return " ".join(self._one(part, grows=grows) for part in text.split(" "))

    def formula(self, text: str, home: str) -> str:
        """Move what a formula of sheet `home` refers to; other sheets' cells, names and texts stay."""
        begun = text.startswith("=")
        try:
            tokens = Tokenizer(text if begun else f"={text}").items
        except TokenizerError:
            return text
        moved = "".join(self._token(token, home) for token in tokens)
        return f"={moved}" if begun else moved

    def _token(self, token: Token, home: str) -> str:
        value = str(token.value)
        if token.type != Token.OPERAND or token.subtype != Token.RANGE:
            return value
        found = _OPERAND.fullmatch(value)
        if found is None:
            return value
        sheet = found["sheet"]
        name = home if sheet is None else _unquoted(sheet)
        if name.casefold() != self.sheet.casefold():
            return value
        return (f"{sheet}!" if sheet else "") + self._one(found["reference"], grows=False)

    def _one(self, text: str, *, grows: bool) -> str:
        rows = _ROWS.fullmatch(text)
        if rows:
            return f"{rows[1]}{self.row(int(rows[2]))}:{rows[3]}{self.last(int(rows[4]))}"
        first, _, last = text.partition(":")
        begin, end = _CELL.fullmatch(first), _CELL.fullmatch(last or first)
        if begin is None or end is None:
            return text
        top, bottom = self.row(int(begin[3])), int(end[3])
        bottom = self.last(bottom) if last or grows else self.row(bottom)
        moved = f"{begin[1]}{begin[2]}{top}"
        return moved if not last and bottom == top else f"{moved}:{end[1]}{end[2]}{bottom}"


def shift_around(root: Element, shift: InsertedRows, home: str) -> bool:
    """Move every reference and formula of an XML part outside its cells; return whether one changed.

    `home` is the sheet that bare references mean: that of the part, or "" for parts that name it always.
    """
    changed = False
    own = home.casefold() == shift.sheet.casefold()
    for element in root.iter("{*}*"):
        if element.tag.endswith("}sheetData") or element.getparent() is None:
            continue
        name = element.tag.rpartition("}")[2]
        if any(parent.tag.endswith("}sheetData") for parent in element.iterancestors()):
            continue
        if own:
            changed |= _attributes(element, name, shift)
        if element.text and name in _FORMULAS:
            changed |= _text(element, shift.formula(element.text, home))
        elif own and element.text and name == "sqref":
            changed |= _text(element, shift.reference(element.text, grows=True))
    return changed


def shift_anchors(root: Element, shift: InsertedRows) -> bool:
    """Move pictures, charts and shapes of the sheet with the rows that they stand in.

    Rows count from 0 there.
    """
    changed = False
    for row in root.iterfind(".//{*}row"):
        place = whole((row.text or "").strip())
        if place is not None:
            changed |= _text(row, str(shift.row(place + 1) - 1))
    return changed


def shift_notes(root: Element, shift: InsertedRows) -> bool:
    """Move the old drawing of comments and controls (VML): the row that a note belongs to, and its box."""
    changed = False
    for row in root.iterfind(".//{*}ClientData/{*}Row"):
        place = whole((row.text or "").strip())
        if place is not None:
            changed |= _text(row, str(shift.row(place + 1) - 1))
    for anchor in root.iterfind(".//{*}ClientData/{*}Anchor"):
        numbers = [part.strip() for part in (anchor.text or "").split(",")]
        rows = [whole(numbers[place]) for place in (2, 6)] if len(numbers) == 8 else [None]
        if None not in rows:
            for place, row_of in zip((2, 6), rows, strict=True):
                numbers[place] = str(shift.row((row_of or 0) + 1) - 1)
            changed |= _text(anchor, ", ".join(numbers))
    return changed


def _attributes(element: Element, name: str, shift: InsertedRows) -> bool:
    changed = False
    for key in _REFERENCES & set(element.keys()):
        grows = key == "sqref" and name not in ("selection", "pane")
        before = element.get(key)
        after = _merged(before, shift) if name == "mergeCell" else shift.reference(before, grows=grows)
        if after != before:
            element.set(key, after)
            changed = True
    if name == "brk" and element.getparent().tag.endswith("}rowBreaks"):
        before = element.get("id", "0")
        element.set("id", str(shift.row(int(before))))
        changed |= element.get("id") != before
    return changed


def _unquoted(sheet: str) -> str:
    """Return the name of a sheet that a formula writes in quotes, its own doubled, if it needs them."""
    return sheet[1:-1].replace("''", "'") if sheet.startswith("'") else sheet


def _merged(text: str, shift: InsertedRows) -> str:
    """Move merged cells, which never grow: the new rows have merges of their own."""
    return ":".join(
        _CELL.sub(lambda cell: f"{cell[1]}{cell[2]}{shift.row(int(cell[3]))}", part)
        for part in text.split(":")
    )


def _text(element: Element, text: str) -> bool:
    changed = element.text != text
    element.text = text
    return bool(changed)
