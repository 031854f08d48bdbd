"""The patient reader of .xlsx: slower than calamine, at home in what calamine passes over.

It reads any encoding of XML, Strict OOXML, prefixes, sheets that claim a false size, parts under odd names, and tells
the fonts of the cells. It takes the cells for what they are, not for where the sheet says that they end.
"""

import posixpath
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from desktop_app.domain.errors import SourceDamaged
from desktop_app.exchange.grid import Grid
from desktop_app.exchange.limits import Budget
from desktop_app.exchange.sink import Sink
from desktop_app.exchange.xlsx_cells import Cells, Lookups, Strings
from desktop_app.exchange.xlsx_styles import Styles
from desktop_app.exchange.xml_events import XmlHandler, attribute, parse
from desktop_app.exchange.zip_parts import ZipParts

_Handler = TypeVar("_Handler", bound=XmlHandler)
_Relation = tuple[str, str]
"""Its type, and the part that it leads to."""

_SHEET_TYPE = "/worksheet"


def read(path: Path, parts: ZipParts, answer: Sink) -> int:
    """Send every worksheet to `answer`; give the number of cells that hold something, be it a blank.

    Raises SourceDamaged, SourceUnsafe, SourceTooLarge.
    """
    book_part = _book_part(path, parts)
    relations = _relations(path, parts, book_part)
    book = _parsed(path, parts, book_part, _Book())
    styles = _parsed(path, parts, _related(relations, "/styles"), Styles())
    strings = _parsed(path, parts, _related(relations, "/sharedStrings"), Strings())
    lookups = Lookups(strings.texts, strings.fonts, styles.kinds(), styles.fonts(), book.since_1904)
    budget = Budget(path)
    leads = [(sheet, *relations.get(sheet.relation, ("", ""))) for sheet in book.sheets]
    found = [(sheet, part) for sheet, kind, part in leads if kind.endswith(_SHEET_TYPE) and part in parts]
    if not found:
        raise SourceDamaged(path, "no sheet")
    cells = 0
    for number, (sheet, part) in enumerate(found):
        grid = Grid(answer, budget, sheet.name, hidden=sheet.hidden)
        reader = _parsed(path, parts, part, Cells(grid, lookups))
        grid.send(tuple(sorted(reader.fonts)))
        cells += reader.cells
        answer.progress(number + 1, len(found))
    return cells


@dataclass(frozen=True, slots=True)
class _SheetEntry:
    name: str
    hidden: bool
    relation: str


class _Book(XmlHandler):
    def __init__(self) -> None:
        super().__init__()
        self.sheets: list[_SheetEntry] = []
        self.since_1904 = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = self.local[tag]
        if name == "sheet":
            hidden = attribute(attributes, "state", "visible") != "visible"
            relation = next((value for key, value in attributes.items() if key.endswith(":id")), "")
            self.sheets.append(_SheetEntry(attribute(attributes, "name"), hidden, relation))
        elif name == "workbookPr":
            self.since_1904 = attribute(attributes, "date1904") in ("1", "true")


class _Relations(XmlHandler):
    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, tuple[str, str]] = {}

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if self.local[tag] == "Relationship" and attributes.get("TargetMode") != "External":
            self.found[attributes.get("Id", "")] = attributes.get("Type", ""), attributes.get("Target", "")


def _parsed(path: Path, parts: ZipParts, part: str, handler: _Handler) -> _Handler:
    if part in parts:
        parse(path, parts.stream(part), handler, part=part)
    return handler


def _book_part(path: Path, parts: ZipParts) -> str:
    relations = _parsed(path, parts, "_rels/.rels", _Relations()).found
    part = _related({one: (kind, _resolved("", target)) for one, (kind, target) in relations.items()}, "/officeDocument")
    return part if part in parts else "xl/workbook.xml"


def _relations(path: Path, parts: ZipParts, part: str) -> dict[str, _Relation]:
    folder, name = posixpath.split(part)
    found = _parsed(path, parts, posixpath.join(folder, "_rels", f"{name}.rels"), _Relations()).found
    return {one: (kind, _resolved(folder, target)) for one, (kind, target) in found.items()}


def _resolved(folder: str, target: str) -> str:
    return posixpath.normpath(posixpath.join("/", folder, target.replace("\\", "/"))).lstrip("/")


def _related(relations: dict[str, _Relation], kind: str) -> str:
    return next((part for found, part in relations.values() if found.endswith(kind)), "")
