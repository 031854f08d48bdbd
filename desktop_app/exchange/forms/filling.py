"""A form filled in place.

Only its sheet's cells change, every other part of the workbook stays byte for byte. openpyxl loads and writes
a workbook anew and loses what it does not know (shapes, controls, slicers, web extensions, rich texts); so
the XML of the sheet itself is changed. References that could not be adjusted to inserted rows are listed.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from desktop_app.domain.errors import FormNotKept, FormProtected, TextTooLong
from desktop_app.exchange.forms._dropdowns import Dropdowns
from desktop_app.exchange.forms._inserted_rows import insert_rows, put_page_header
from desktop_app.exchange.forms.counted import share_of
from desktop_app.exchange.forms.package import WORKBOOK, Package
from desktop_app.exchange.forms.reading import Form
from desktop_app.exchange.forms.sheet_cells import Merge, SheetCells
from desktop_app.exchange.forms.shift import InsertedRows
from desktop_app.exchange.forms.styles import FormStyles
from desktop_app.exchange.reading import read_workbook
from desktop_app.exchange.writing import (
    LINE,
    LINE_SPACE,
    MAX_TEXT,
    RISKY,
    SIZE,
    WritableValue,
    clean,
    count_lines,
    length,
)
from desktop_app.files import replacing
from desktop_app.lists.cells import percent_text, shown
from desktop_app.lists.sheet import Value as CellValue
from desktop_app.lists.sheet import cell_name

_EPOCH = date(1899, 12, 30)
_STRINGS = "xl/sharedStrings.xml"
_TALLEST = 409.0
_EASE = 0.95


@dataclass(frozen=True, slots=True)
class FormCell:
    """What goes into a cell (from 0) of the form once its rows are inserted.

    `name` says of what, for a message, `also` the same in other words, for a list of the form's own.
    """

    row: int
    column: int
    field: str
    value: WritableValue
    name: str
    old: str = ""
    bold: bool = False
    also: str = ""


@dataclass(frozen=True, slots=True)
class FormNote:
    """Something about the form that a person should know.

    `code` names it, `cell` is where, `text` what it is about.
    """

    code: str
    cell: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Filling:
    """What is written: rows inserted after rows, their looks, and cells.

    Rows after which others go in count from 1, the row that each run of them looks like counts from 0.
    """

    cells: tuple[FormCell, ...]
    inserted: Mapping[int, int] = field(default_factory=dict)
    patterns: Mapping[int, int] = field(default_factory=dict)
    page_header: str = ""
    """What every page has to say."""


class FilledForm:
    """A form with a filling, in memory: checked when made, written by `write`."""

    def __init__(self, form: Form, filling: Filling) -> None:
        """Fill the cells. Raises FormProtected and SourceDamaged."""
        self._form = form
        self.notes: list[FormNote] = []
        self.written: list[FormCell] = []
        self._package = Package(form.path)
        self._part = self._package.sheets()[form.sheet.name]
        self._grid = SheetCells(self._package.tree(self._part))
        self._styles = FormStyles(self._package)
        self._shift = InsertedRows(form.sheet.name, dict(filling.inserted))
        self._strings = self._package.tree(_STRINGS) if _STRINGS in self._package.names else None
        root, sheets = self._grid.root, form.workbook.sheets
        self._dropdowns = Dropdowns(root, self._package, form.sheet.name, sheets)
        if filling.inserted:
            self._insert(filling)
        self._merges = _covering(self._grid.merges())
        self._fill(filling.cells)
        self._refuse_if_locked()
        if filling.page_header:
            put_page_header(self._grid.root, filling.page_header)
            self._tell(FormNote("page_header", "", filling.page_header))
        self._finish()

    def write(self, target: Path) -> None:
        """Write the form, then read it again and compare it with what was meant.

        Only then it takes `target`'s place. Raises TextTooLong before anything is written, FormNotKept, and
        what `replacing` raises.
        """
        for cell in self.written:
            if isinstance(cell.value, str) and length(clean(cell.value)) > MAX_TEXT:
                raise TextTooLong(target, cell.name, length(clean(cell.value)), MAX_TEXT)
        with replacing(target) as temporary:
            self._package.write(temporary)
            self._check(temporary)

    def _insert(self, filling: Filling) -> None:
        if not self._grid.may_grow():
            after = next(iter(filling.inserted))
            raise FormProtected(self._form.path, self._form.sheet.name, cell_name(after, 0))
        for code in insert_rows(self._package, self._part, self._grid, self._shift, filling.patterns):
            self._tell(FormNote(code))

    # --- cells ----------------------------------------------------------------------------------------------

    def _fill(self, cells: Sequence[FormCell]) -> None:
        for cell in cells:
            place = self._place(cell)
            code = "merged" if place is None else self._hindrance(*place)
            if place is not None and not code:
                chosen = self._in_words_of_form(cell, *place)
                if chosen is not None:
                    self._put(chosen, *place)
            elif cell.value not in (None, ""):
                self._tell(FormNote(code, cell_name(cell.row, cell.column), cell.name))

    def _hindrance(self, row: int, column: int) -> str:
        """Return why a cell keeps what it has; empty if it can be filled."""
        if self._grid.is_formula(row, column):
            return "formula"
        locked = self._grid.protection() is not None and self._styles.is_locked(self._grid.style(row, column))
        return "locked" if locked else ""

    def _refuse_if_locked(self) -> None:
        """Refuse a sheet of which no cell of the table is open. Raises FormProtected."""
        locked = next((note for note in self.notes if note.code == "locked"), None)
        if locked is not None and all(cell.field in ("label", "") for cell in self.written):
            raise FormProtected(self._form.path, self._form.sheet.name, locked.cell)

    def _place(self, cell: FormCell) -> tuple[int, int] | None:
        """Return the cell that shows what is written here; None if it belongs to several rows."""
        merge = self._merges.get((cell.row, cell.column))
        if merge is None:
            return cell.row, cell.column
        top, left, bottom, _ = merge
        return (
            (top, left)
            if top == bottom or ((cell.row, cell.column) == (top, left) and cell.field == "label")
            else None
        )

    def _put(self, cell: FormCell, row: int, column: int) -> None:
        grid, styles = self._grid, self._styles
        style = grid.style(
            row, column if grid.has(row, column) or cell.field != "label" else max(0, column - 1)
        )
        if grid.is_rich(row, column, self._strings):
            self._tell(FormNote("rich_text", cell_name(row, column), cell.name))
        if cell.bold:
            style = styles.bold(style)
        value = cell.value
        if isinstance(value, date) and not styles.is_text(style):
            grid.put_number(
                row,
                column,
                (value - _EPOCH).days,
                style if styles.is_date(style) else styles.with_date(style),
            )
        elif isinstance(value, int | float) and not styles.is_text(style):
            percent = _is_share(cell.field) and styles.is_percent(style)
            grid.put_number(row, column, value / 100 if percent else value, style)
        else:
            text = clean(shown(value) if not isinstance(value, str) else value)
            grid.put_text(row, column, text, styles.quoted(style) if text.startswith(RISKY) else style)
        self.written.append(
            FormCell(row=row, column=column, field=cell.field, value=value, name=cell.name, old=cell.old)
        )

    def _in_words_of_form(self, cell: FormCell, row: int, column: int) -> FormCell | None:
        """Return a cell with the word that the form's own list has for it; None if it has none."""
        dropdown = self._dropdowns.at(row, column)
        if dropdown is None or cell.value in (None, "") or cell.field in ("label", "number"):
            return cell
        if not dropdown.known:
            if not dropdown.strict:
                return cell
            self._tell(FormNote("list_unread", cell_name(row, column), cell.name))
            return cell
        said = shown(cell.value).split("\n")[0]
        also = (f"{said}%",) if _is_share(cell.field) else (cell.also,)
        word = dropdown.word_for((said, *filter(None, also)))
        if word is None and not dropdown.strict:
            return cell
        if word is None:
            self._tell(FormNote("not_listed", cell_name(row, column), said))
            return None
        return replace(cell, value=word)

    def _make_tall(self) -> None:
        """Set every row that was written to the height that all its texts need."""
        texts = {(row, column): shown(value) for row, column, value in self._untouched()}
        texts |= {(cell.row, cell.column): shown(cell.value) for cell in self.written}
        rows = {cell.row for cell in self.written if cell.field != "label"}
        need: dict[int, float] = {}
        for (row, column), text in texts.items():
            if row in rows and text:
                need[row] = max(need.get(row, 0.0), self._height(row, column, text))
        for row, points in need.items():
            if points > _TALLEST:
                self._tell(FormNote("too_tall", cell_name(row, 0)))
            self._grid.make_tall(row, min(_TALLEST, round(points, 2)))

    def _height(self, row: int, column: int, text: str) -> float:
        """Return the points that a text needs; 0 if one line does, or if the cell is merged over rows."""
        merge = self._merges.get((row, column))
        if merge is not None and merge[0] != merge[2]:
            return 0.0
        room = self._grid.width(column, merge[3] if merge is not None else column)
        size = self._styles.size(self._grid.style(row, column))
        lines = count_lines(clean(text), room * _EASE, size) if room > 0 else 1
        return lines * LINE * size / SIZE + LINE_SPACE if lines > 1 else 0.0

    def _finish(self) -> None:
        package = self._package
        self._make_tall()
        self._grid.forget_values()
        package.put(self._part, self._grid.root)
        self._styles.save()
        for name, part in package.sheets().items():
            if part != self._part:
                grid = SheetCells(package.tree(part))
                if grid.mentions(self._form.sheet.name):
                    grid.forget_values()
                    package.put(part, grid.root)
                    self._tell(FormNote("other_sheet", "", name))
        _calculate_on_load(package)
        if any(name.startswith("_xmlsignatures/") for name in package.names):
            self._tell(FormNote("signature"))

    def _tell(self, note: FormNote) -> None:
        if note not in self.notes:
            self.notes.append(note)

    # --- check ----------------------------------------------------------------------------------------------

    def _check(self, path: Path) -> None:
        """Read the result as any reader would. Raises FormNotKept."""
        form = self._form
        sheet = next(one for one in read_workbook(path).sheets if one.name == form.sheet.name)
        rows = sheet.rows

        def held(row: int, column: int) -> CellValue:
            return rows[row][column] if row < len(rows) and column < len(rows[row]) else None

        filled = {(cell.row, cell.column): cell for cell in self.written}
        for (row, column), cell in filled.items():
            if not _says(held(row, column), cell):
                raise FormNotKept(form.path, form.sheet.name, cell_name(row, column))
        for row, column, value in self._untouched():
            if (row, column) not in filled and held(row, column) != value:
                raise FormNotKept(form.path, form.sheet.name, cell_name(row, column))
        made = Package(path)
        for name in self._package.differences(made):
            if name not in self._package.changed:
                raise FormNotKept(form.path, name, "")

    def _untouched(self) -> Iterator[tuple[int, int, CellValue]]:
        """Yield the cells of the form, where they stand now, that hold something and compute nothing."""
        for index, cells in enumerate(self._form.sheet.rows):
            row = self._shift.row(index + 1) - 1
            for column, value in enumerate(cells):
                if value is not None and not self._grid.is_formula(row, column):
                    yield row, column, value


_BEFORE_CALCULATION = frozenset({"sheets", "functionGroups", "externalReferences", "definedNames"})
"""What stands before calcPr (ECMA-376, 18.2.27)."""


def _covering(merges: Sequence[Merge]) -> dict[tuple[int, int], Merge]:
    found = {}
    for merge in merges:
        top, left, bottom, right = merge
        for row in range(top, bottom + 1):
            for column in range(left, right + 1):
                found[row, column] = merge
    return found


def _calculate_on_load(package: Package) -> None:
    """Make Excel compute every formula when it opens the form."""
    root = package.tree(WORKBOOK)
    found = root.find("{*}calcPr")
    if found is None:
        found = root.makeelement(root.tag.rpartition("}")[0] + "}calcPr", {})
        before = [one for one in root if one.tag.rpartition("}")[2] in _BEFORE_CALCULATION]
        before[-1].addnext(found)
    found.set("fullCalcOnLoad", "1")
    package.put(WORKBOOK, root)


def _is_share(field: str) -> bool:
    """Return whether a number of this field is one of percent."""
    return field == "percent" or share_of(field) is not None


def _says(found: CellValue, cell: FormCell) -> bool:
    value = cell.value
    if value is None or value == "":
        return found is None
    if isinstance(value, str):
        text = clean(value)
        return found == text or (found is None and not text.strip())
    if isinstance(value, date):
        return shown(found) == f"{value:%d/%m/%Y}"
    if isinstance(found, str):
        return found in {shown(value), percent_text(value / 100 if _is_share(cell.field) else value)}
    numbers = (value, value / 100)
    return isinstance(found, int | float) and any(abs(found - number) < 1e-9 for number in numbers)
