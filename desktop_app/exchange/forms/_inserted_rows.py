"""Rows inserted into a sheet of a workbook.

Everything of the workbook that speaks of its rows is moved along.
"""

from collections.abc import Iterator, Mapping

from desktop_app.exchange.forms.package import WORKBOOK, Element, Package
from desktop_app.exchange.forms.sheet_cells import SheetCells
from desktop_app.exchange.forms.shift import InsertedRows, shift_anchors, shift_around, shift_notes

_CALC_CHAIN = "xl/calcChain.xml"
_FOLDERS = ("xl/charts/", "xl/pivotCache/")
_MOVERS = frozenset({"drawing", "vmlDrawing", "comments", "table", "pivotTable", "threadedComment"})
_NOT_TOLD = (
    ("xl/vbaProject.bin", "rows_macros"),
    ("xl/pivotCache/", "rows_pivot"),
    ("xl/ctrlProps/", "rows_controls"),
    ("xl/activeX/", "rows_controls"),
    ("xl/queryTables/", "rows_queries"),
    ("xl/model/", "rows_model"),
)
"""Parts that may speak of rows in ways that this program does not change."""

_HEADERS = ("oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter")
_BEFORE_HEADER = frozenset(
    {
        "sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetCalcPr",
        "sheetProtection", "protectedRanges", "scenarios", "autoFilter", "sortState", "dataConsolidate",
        "customSheetViews", "mergeCells", "phoneticPr", "conditionalFormatting", "dataValidations",
        "hyperlinks", "printOptions", "pageMargins", "pageSetup",
    }
)  # fmt: skip
"""What stands before headerFooter (ECMA-376, 18.3.1.99)."""


def insert_rows(
    package: Package, part: str, grid: SheetCells, shift: InsertedRows, patterns: Mapping[int, int]
) -> list[str]:
    """Insert rows into `grid`, the sheet in `part`.

    Return the codes of what a person should look at afterwards. `patterns` says for each row (from 1) that
    others go in after which row (from 0) they look like.
    """
    grid.insert_after(shift, dict(patterns))
    shift_around(grid.root, shift, shift.sheet)
    for name, other in package.sheets().items():
        if other != part:
            _elsewhere(package, other, name, shift)
    _around(package, WORKBOOK, shift)
    for name in package.names:
        if name.startswith(_FOLDERS) and name.endswith(".xml"):
            _around(package, name, shift)
    _attached(package, part, shift)
    if _CALC_CHAIN in package.names:
        _drop_calc_chain(package)
    return list(dict.fromkeys(_untold(package)))


def put_page_header(root: Element, text: str) -> None:
    """Add `text` to the header of every printed page of a sheet."""
    namespace = root.tag.rpartition("}")[0] + "}"
    holder = root.find("{*}headerFooter")
    if holder is None:
        holder = root.makeelement(f"{namespace}headerFooter", {})
        before = [one for one in root if one.tag.rpartition("}")[2] in _BEFORE_HEADER]
        before[-1].addnext(holder)
    names = ["oddHeader"]
    names += ["evenHeader"] if holder.get("differentOddEven") in ("1", "true") else []
    names += ["firstHeader"] if holder.get("differentFirst") in ("1", "true") else []
    for name in names:
        found = holder.find(f"{{*}}{name}")
        if found is None:
            found = holder.makeelement(f"{namespace}{name}", {})
            places = [
                one for one in holder if _HEADERS.index(one.tag.rpartition("}")[2]) < _HEADERS.index(name)
            ]
            holder.insert(len(places), found)
        if text not in (found.text or ""):
            found.text = _with_centre(found.text or "", text)


def _with_centre(header: str, text: str) -> str:
    """Put a text before what the middle of a header says (&L, &C and &R begin its parts)."""
    begin, middle, rest = header.partition("&C")
    if middle:
        return f"{begin}&C{text} {rest}"
    left, right, tail = header.partition("&R")
    return f"{left}&C{text}{right}{tail}"


def _elsewhere(package: Package, part: str, name: str, shift: InsertedRows) -> None:
    root = package.tree(part)
    changed = SheetCells(root).formulas_elsewhere(shift, name)
    if shift_around(root, shift, name) or changed:
        package.put(part, root)


def _around(package: Package, part: str, shift: InsertedRows) -> None:
    """Move what a part outside the sheets refers to: names, charts, the sources of pivot tables."""
    root = package.tree(part)
    changed = shift_around(root, shift, "")
    for one in root.iterfind("{*}definedNames/{*}definedName"):
        after = shift.formula(one.text or "", "")
        changed |= after != one.text
        one.text = after
    for source in root.iterfind(".//{*}worksheetSource"):
        if source.get("sheet") == shift.sheet and source.get("ref"):
            source.set("ref", shift.reference(source.get("ref")))
            changed = True
    if changed:
        package.put(part, root)


def _attached(package: Package, part: str, shift: InsertedRows) -> None:
    """Move what is attached to the sheet: pictures, comments, tables."""
    for kind, name in package.related(part).values():
        if name not in package.names or kind not in _MOVERS:
            continue
        root = package.tree(name)
        move = {"drawing": shift_anchors, "vmlDrawing": shift_notes}.get(kind, _shift_table)
        if move(root, shift):
            package.put(name, root)


def _untold(package: Package) -> Iterator[str]:
    for begin, code in _NOT_TOLD:
        if any(name.startswith(begin) for name in package.names):
            yield code


def _shift_table(root: Element, shift: InsertedRows) -> bool:
    """Move the references of comments and tables, the root's own too."""
    changed = False
    for element in root.iter("{*}*"):
        before = element.get("ref")
        if before:
            element.set("ref", shift.reference(before))
            changed |= element.get("ref") != before
    return changed


def _drop_calc_chain(package: Package) -> None:
    """Leave out the order of calculation, which Excel makes anew."""
    package.drop(_CALC_CHAIN)
    types = package.tree("[Content_Types].xml")
    for one in types.iterfind("{*}Override"):
        if one.get("PartName") == f"/{_CALC_CHAIN}":
            types.remove(one)
    package.put("[Content_Types].xml", types)
    relations = package.tree("xl/_rels/workbook.xml.rels")
    for one in relations.iterfind("{*}Relationship"):
        if one.get("Type", "").endswith("/calcChain"):
            relations.remove(one)
    package.put("xl/_rels/workbook.xml.rels", relations)
