"""The cells of one sheet of a workbook, changed in place: everything else of the sheet stays as it is."""

import copy
import re

from openpyxl.formula.translate import Translator, TranslatorError

from desktop_app.domain.text import whole
from desktop_app.exchange.forms.package import Element
from desktop_app.exchange.forms.shift import InsertedRows
from desktop_app.exchange.reading import column_number
from desktop_app.exchange.writing import UNIT, escaped
from desktop_app.lists.sheet import cell_name

_NAME = re.compile(r"\$?([A-Z]{1,3})\$?(\d+)")
_USUAL_WIDTH = 8.43
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"

Merge = tuple[int, int, int, int]
"""First row, first column, last row, last column, from 0."""


class SheetCells:
    """The cells of the sheet whose XML is `root`; rows and columns count from 0."""

    def __init__(self, root: Element) -> None:
        """Find the rows and cells; those without a reference of their own get one."""
        self.root = root
        self._namespace = root.tag.rpartition("}")[0] + "}"
        self._data = root.find("{*}sheetData")
        self._rows: dict[int, Element] = {}
        self._cells: dict[tuple[int, int], Element] = {}
        self._index()

    @property
    def rows(self) -> int:
        """Return one more than the last row that has cells."""
        return max(self._rows, default=-1) + 1

    def has(self, row: int, column: int) -> bool:
        """Return whether the file has this cell, if only to draw it."""
        return (row, column) in self._cells

    def style(self, row: int, column: int) -> int:
        """Return the style of a cell: its own, else that of its row or column."""
        cell = self._cells.get((row, column))
        if cell is not None:
            return int(cell.get("s", "0"))
        found = self._rows.get(row)
        if found is not None and found.get("customFormat") in ("1", "true"):
            return int(found.get("s", "0"))
        for one in self.root.iterfind("{*}cols/{*}col"):
            if int(one.get("min")) <= column + 1 <= int(one.get("max")):
                return int(one.get("style", "0"))
        return 0

    def is_formula(self, row: int, column: int) -> bool:
        """Return whether a cell computes its value."""
        cell = self._cells.get((row, column))
        return cell is not None and cell.find("{*}f") is not None

    def is_rich(self, row: int, column: int, shared: Element) -> bool:
        """Return whether the text of a cell has letters in several looks.

        `shared` is the table of shared strings.
        """
        cell = self._cells.get((row, column))
        if cell is None:
            return False
        value = cell.find("{*}v")
        index = whole(value.text or "") if value is not None else None
        if cell.get("t") == "s" and shared is not None and index is not None:
            return index < len(shared) and shared[index].find("{*}r") is not None
        return cell.find("{*}is/{*}r") is not None

    def merges(self) -> list[Merge]:
        """Return the merged cells."""
        found = []
        for one in self.root.iterfind("{*}mergeCells/{*}mergeCell"):
            first, _, last = one.get("ref", "").partition(":")
            begin, end = _place(first), _place(last or first)
            if begin and end:
                found.append((*begin, *end))
        return found

    def width(self, first: int, last: int) -> float:
        """Return the pixels from column `first` to column `last`."""
        usual = self.root.find("{*}sheetFormatPr")
        least = _USUAL_WIDTH if usual is None else float(usual.get("defaultColWidth") or _USUAL_WIDTH)
        widths = dict.fromkeys(range(first, last + 1), least)
        for one in self.root.iterfind("{*}cols/{*}col"):
            for column in range(max(first, int(one.get("min")) - 1), min(last, int(one.get("max")) - 1) + 1):
                widths[column] = (
                    0.0 if one.get("hidden") in ("1", "true") else float(one.get("width") or least)
                )
        return sum(UNIT * wide for wide in widths.values())

    def protection(self) -> Element:
        """Return the element that protects the sheet, or None."""
        found = self.root.find("{*}sheetProtection")
        return found if found is not None and found.get("sheet") in ("1", "true") else None

    def may_grow(self) -> bool:
        """Return whether rows can be inserted: on any sheet but one whose protection forbids it."""
        found = self.protection()
        return found is None or found.get("insertRows") in ("0", "false")

    def put_text(self, row: int, column: int, text: str, style: int) -> None:
        """Write a text, which stays one whatever it looks like."""
        cell = self._emptied(row, column, style)
        if not text:
            return
        cell.set("t", "inlineStr")
        inside = self._under(self._under(cell, "is"), "t")
        inside.text = escaped(text)
        inside.set(_SPACE, "preserve")

    def put_number(self, row: int, column: int, number: float, style: int) -> None:
        """Write a number."""
        cell = self._emptied(row, column, style)
        self._under(cell, "v").text = repr(int(number) if float(number).is_integer() else number)

    def make_tall(self, row: int, points: float) -> None:
        """Set a row to this height if it is lower; a row that fits itself is left to do so."""
        found = self._row(row)
        usual = self.root.find("{*}sheetFormatPr")
        has = float(found.get("ht") or (usual.get("defaultRowHeight", "15") if usual is not None else "15"))
        if points > has:
            found.set("ht", f"{points:g}")
            found.set("customHeight", "1")

    def forget_values(self) -> None:
        """Take the stored results of formulas away, so that no reader shows those of the empty form."""
        for cell in self._cells.values():
            value = cell.find("{*}v")
            if value is not None and cell.find("{*}f") is not None:
                cell.remove(value)
                cell.attrib.pop("t", None)

    def insert_after(self, shift: InsertedRows, patterns: dict[int, int]) -> None:
        """Insert rows as `shift` says (its rows count from 1).

        Each new row looks like row `patterns[after]` (from 0). Formulas of a pattern row are repeated as
        Excel does when a row is copied; its texts and numbers are not.
        """
        self._spell_out_shared()
        merges = self.merges()
        for cell in self._cells.values():
            formula = cell.find("{*}f")
            if formula is not None and formula.text:
                formula.text = shift.formula(formula.text, shift.sheet)
            if formula is not None and formula.get("ref"):
                formula.set("ref", shift.reference(formula.get("ref")))
        templates = {after: self._template(pattern) for after, pattern in patterns.items()}
        for row, element in sorted(self._rows.items()):
            self._renumber(element, shift.row(row + 1) - 1)
        for after, count in shift.inserted.items():
            begin = shift.row(after)
            for step in range(count):
                self._add(copy.deepcopy(templates[after]), begin + step, shift, patterns[after])
        self._sort()
        self._index()
        self._repeat_merges(merges, shift, patterns)

    def formulas_elsewhere(self, shift: InsertedRows, home: str) -> bool:
        """Move what formulas of another sheet, `home`, refer to; return whether one changed."""
        changed = False
        self._spell_out_shared_of(shift.sheet)
        for cell in self._cells.values():
            formula = cell.find("{*}f")
            if formula is not None and formula.text:
                after = shift.formula(formula.text, home)
                changed |= after != formula.text
                formula.text = after
        return changed

    def mentions(self, sheet: str) -> bool:
        """Return whether a formula names another sheet."""
        name = sheet.replace("'", "''")
        return any(
            name in (formula.text or "") for formula in self.root.iterfind("{*}sheetData/{*}row/{*}c/{*}f")
        )

    def _index(self) -> None:
        self._rows.clear()
        self._cells.clear()
        next_row = 0
        for row in self._data.iterfind("{*}row") if self._data is not None else ():
            at = int(row.get("r", next_row + 1)) - 1
            row.set("r", str(at + 1))
            next_row = at + 1
            self._rows[at] = row
            next_column = 0
            for cell in row.iterfind("{*}c"):
                place = _place(cell.get("r", ""))
                column = place[1] if place else next_column
                cell.set("r", cell_name(at, column))
                next_column = column + 1
                self._cells[at, column] = cell

    def _row(self, row: int) -> Element:
        found = self._rows.get(row)
        if found is None:
            found = self._data.makeelement(f"{self._namespace}row", {"r": str(row + 1)})
            before = sum(one < row for one in self._rows)
            self._data.insert(before, found)
            self._rows[row] = found
        return found

    def _emptied(self, row: int, column: int, style: int) -> Element:
        cell = self._cells.get((row, column))
        if cell is None:
            line = self._row(row)
            cell = line.makeelement(f"{self._namespace}c", {"r": cell_name(row, column)})
            before = sum(at == row and one < column for at, one in self._cells)
            line.insert(before, cell)
            line.attrib.pop("spans", None)
            self._cells[row, column] = cell
        for child in list(cell):
            cell.remove(child)
        cell.attrib.pop("t", None)
        if style:
            cell.set("s", str(style))
        else:
            cell.attrib.pop("s", None)
        return cell

    def _under(self, parent: Element, name: str) -> Element:
        child = parent.makeelement(f"{self._namespace}{name}", {})
        parent.append(child)
        return child

    def _template(self, row: int) -> Element:
        found = copy.deepcopy(self._row(row))
        for cell in found.iterfind("{*}c"):
            formula = cell.find("{*}f")
            for child in list(cell):
                if child is not formula:
                    cell.remove(child)
            cell.attrib.pop("t", None)
        return found

    def _renumber(self, element: Element, row: int) -> None:
        element.set("r", str(row + 1))
        for cell in element.iterfind("{*}c"):
            place = _place(cell.get("r", ""))
            if place:
                cell.set("r", cell_name(row, place[1]))

    def _add(self, element: Element, row: int, shift: InsertedRows, pattern: int) -> None:
        origin = shift.row(pattern + 1) - 1
        for cell in element.iterfind("{*}c"):
            place, formula = _place(cell.get("r", "")), cell.find("{*}f")
            if place and formula is not None and formula.text:
                formula.attrib.clear()
                formula.text = _translated(
                    formula.text, cell_name(origin, place[1]), cell_name(row, place[1])
                )
        self._renumber(element, row)
        self._data.append(element)

    def _sort(self) -> None:
        rows = sorted(self._data.iterfind("{*}row"), key=lambda row: int(row.get("r")))
        for row in rows:
            self._data.append(row)

    def _repeat_merges(self, merges: list[Merge], shift: InsertedRows, patterns: dict[int, int]) -> None:
        holder = self.root.find("{*}mergeCells")
        for after, count in shift.inserted.items():
            for top, left, bottom, right in merges:
                if top == bottom == patterns[after] and holder is not None:
                    for row in range(shift.row(after), shift.row(after) + count):
                        one = self._under(holder, "mergeCell")
                        one.set("ref", f"{cell_name(row, left)}:{cell_name(row, right)}")
        if holder is not None:
            holder.set("count", str(len(holder)))

    def _spell_out_shared_of(self, sheet: str) -> None:
        if self.mentions(sheet):
            self._spell_out_shared()

    def _spell_out_shared(self) -> None:
        """Write every shared formula in full.

        Its cells no longer stand where they stood to one another.
        """
        masters: dict[str, tuple[str, str]] = {}
        for name, formula in self._shared():
            if formula.text:
                masters[formula.get("si", "")] = (formula.text, name)
        for name, formula in self._shared():
            text, origin = masters.get(formula.get("si", ""), ("", name))
            if text and not formula.text:
                formula.text = _translated(text, origin, name)
            formula.attrib.clear()

    def _shared(self) -> list[tuple[str, Element]]:
        found = []
        for (row, column), cell in self._cells.items():
            formula = cell.find("{*}f")
            if formula is not None and formula.get("t") == "shared":
                found.append((cell_name(row, column), formula))
        return found


def _translated(formula: str, origin: str, target: str) -> str:
    try:
        return str(Translator(f"={formula}", origin=origin).translate_formula(target))[1:]
    except TranslatorError:
        return formula


def _place(name: str) -> tuple[int, int] | None:
    found = _NAME.fullmatch(name)
    return (int(found[2]) - 1, column_number(found[1]) - 1) if found else None
