"""Reads the tables of a Word file (.docx).

Merged cells, numbers that Word counts by itself, tables inside tables. What stands beside the text is not
passed over: text boxes are read where they are anchored, notes, headers and footers are listed as asides.
"""

import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from lxml import etree

from desktop_app.domain.text import roman
from desktop_app.exchange.reading.formats.packed import LimitPassed, Packed
from desktop_app.exchange.reading.formats.table_text import (
    SourceBlock,
    SourceCell,
    SourceParagraph,
    SourceTable,
    sheets_of,
)
from desktop_app.exchange.reading.limits import COLUMNS
from desktop_app.exchange.reading.safe_xml import safe_parser

# --- the numbers that Word writes before paragraphs: in no text, so they are counted again -------

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LEVELS = 9
_NUMBERS = frozenset(map(str, range(_LEVELS)))
_DEEPEST = 12
_SIGN = "-"

_Levels = dict[int, tuple[str, str, int]]
"""The kind of figures, the text around them, and the first number, for each level."""


class Numbering:
    """Counts the numbered paragraphs of a document, in order.

    `part` is numbering.xml, `styles` styles.xml, or None.
    """

    def __init__(self, part: Any, styles: Any) -> None:
        """Read which lists there are, and which styles stand for one."""
        self._levels: dict[str, _Levels] = {}
        self._list_of: dict[str, str] = {}
        self._counts: dict[str, list[int]] = {}
        self._level_of: dict[str, int] = {}
        known = [] if styles is None else list(styles.iter(f"{W}style"))
        self._styles = {style.get(f"{W}styleId") or "": style for style in known}
        if part is not None:
            self._learn(part)

    def next(self, paragraph: Any) -> str:
        """Return the number of a paragraph ("1.", "II", "a)", "-"), or "" if it bears none."""
        about = paragraph.find(f"{W}pPr")
        if about is None:
            return ""
        number, level = self._asked(about)
        kinds = self._levels.get(number)
        if not kinds or level not in kinds:
            return ""
        counts = self._counts.setdefault(self._list_of[number], [0] * _LEVELS)
        kind, text, start = kinds[level]
        counts[level] = counts[level] + 1 if counts[level] else start
        counts[level + 1 :] = [0] * (_LEVELS - level - 1)
        if kind in {"bullet", "none"}:
            return _SIGN if kind == "bullet" else ""
        return self._written(text, level, counts, kinds)

    def _asked(self, about: Any) -> tuple[str, int]:
        """Return the list and the level that a paragraph or else its style names; "0" takes a list away."""
        own, style = about.find(f"{W}numPr"), _value(about, "pStyle")
        number, level = _value(own, "numId"), _value(own, "ilvl")
        inherited = self._of_style(style)
        number = number or _value(inherited, "numId")
        level = level or _value(inherited, "ilvl") or str(self._level_of.get(style, 0))
        return (number, int(level)) if level in _NUMBERS else ("", 0)

    def _of_style(self, name: str) -> Any:
        """Find the list of a style, or of the styles on which it is based."""
        for _ in range(_DEEPEST):
            style = self._styles.get(name)
            if style is None:
                break
            found = style.find(f"{W}pPr/{W}numPr")
            if found is not None:
                return found
            name = _value(style, "basedOn")
        return None

    def _written(
        self, text: str, level: int, counts: list[int], kinds: dict[int, tuple[str, str, int]]
    ) -> str:
        for place in range(level + 1):
            kind, _, start = kinds.get(place, ("decimal", "", 1))
            text = text.replace(f"%{place + 1}", _figure(counts[place] or start, kind))
        return text.strip()

    def _learn(self, part: Any) -> None:
        abstracts = {one.get(f"{W}abstractNumId") or "": one for one in part.iterfind(f"{W}abstractNum")}
        known = {name: self._levels_of(one) for name, one in abstracts.items()}
        lists = {one.get(f"{W}numId") or "": one for one in part.iterfind(f"{W}num")}
        for number, one in lists.items():
            name = _value(one, "abstractNumId")
            link = _value(abstracts.get(name), "numStyleLink")
            if link:  # the list is that of a style
                linked = lists.get(_value(self._of_style(link), "numId"))
                name = _value(linked, "abstractNumId")
            levels = dict(known.get(name, {}))
            restarted = False
            for change in one.iterfind(f"{W}lvlOverride"):
                levels |= self._levels_of(change)
                level, start = _whole(change, "ilvl"), _value(change, "startOverride")
                if start.isdigit() and level in levels:
                    kind, text, _ = levels[level]
                    levels[level], restarted = (kind, text, int(start[:6])), True
            self._levels[number] = levels
            self._list_of[number] = f"{name}/{number}" if restarted else name

    def _levels_of(self, abstract: Any) -> "_Levels":
        levels: _Levels = {}
        for level in abstract.iterfind(f"{W}lvl"):
            start, place, style = (
                _value(level, "start") or "1",
                _whole(level, "ilvl"),
                _value(level, "pStyle"),
            )
            if start.isdigit() and place < _LEVELS:
                levels[place] = _value(level, "numFmt") or "decimal", _value(level, "lvlText"), int(start[:6])
            if style:
                self._level_of[style] = place
        return levels


def _value(node: Any, name: str) -> str:
    found = None if node is None else node.find(f"{W}{name}")
    return "" if found is None else found.get(f"{W}val") or ""


def _whole(node: Any, name: str) -> int:
    text = node.get(f"{W}{name}") or ""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 4 else 0


def _figure(count: int, kind: str) -> str:
    if kind == "upperRoman":
        return roman(count)
    if kind == "lowerRoman":
        return roman(count).lower()
    if kind in {"upperLetter", "lowerLetter"} and 1 <= count <= 26:
        letter = chr(64 + count)
        return letter if kind == "upperLetter" else letter.lower()
    return f"{count:02}" if kind == "decimalZero" else str(count)


# --- the text as a reader sees it: changes accepted, hidden text out, text boxes found -----------

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_THROUGH = {
    "sdt",
    "sdtContent",
    "ins",
    "moveTo",
    "smartTag",
    "customXml",
    "hyperlink",
    "fldSimple",
    "dir",
    "bdo",
}
"""What only wraps paragraphs, rows, cells and runs. Deleted and moved-away text is not among them."""
_BOX = f"{W}txbxContent"
_PICTURES = (f"{W}drawing", f"{W}pict", f"{W}object", f"{_M}oMath")
_SIGNS = {f"{W}br": "\n", f"{W}cr": "\n", f"{W}tab": " ", f"{W}ptab": " ", f"{W}noBreakHyphen": "-"}
_DINGBATS = {
    0xFB: "✗",
    0xFC: "✓",
    0xFD: "☒",
    0xFE: "☑",
    0x6F: "☐",
    0xA8: "☐",
    0xA7: "•",
    0xB7: "•",
    0xD8: "•",
}
"""Signs of Wingdings that lists use: ticks, boxes, bullets."""


def children(node: Any, wanted: set[str]) -> Iterator[Any]:
    """Yield the children of some kinds, looking through what only wraps them."""
    waiting = list(reversed(node))
    while waiting:
        child = waiting.pop()
        name = child.tag.removeprefix(W) if isinstance(child.tag, str) else ""
        if name in wanted:
            yield child
        elif name in _THROUGH:
            waiting.extend(reversed(child))
        elif name == f"{_MC}AlternateContent" and len(child):
            waiting.extend(reversed(child[0]))


def rows(table: Any) -> Iterator[Any]:
    """Return the rows of a table but those whose deletion is tracked."""
    return (row for row in children(table, {"tr"}) if row.find(f"{W}trPr/{W}del") is None)


def boxes(paragraph: Any) -> Iterator[Any]:
    """Yield the contents of the text boxes that are anchored in a paragraph, each once."""
    for run in _runs(paragraph):
        for box in run.iter(_BOX):
            old = next(box.iterancestors(f"{_MC}Fallback"), None)
            if old is None or old.getparent().find(f"{_MC}Choice//{_BOX}") is None:
                yield box


def text_of(paragraph: Any, *, in_force: bool = False) -> str:
    """Return the text of a paragraph, without that of its text boxes.

    `in_force`: without what is struck out, too.
    """
    runs = (run for run in _runs(paragraph) if not (in_force and _is_struck(run)))
    return "".join(piece for run in runs for node in run for piece in _piece(node))


def struck_in(cell: Any) -> tuple[bool, bool]:
    """Return whether text of a cell is struck out, and whether other text is not."""
    runs = [run for paragraph in cell.iter(f"{W}p") for run in _runs(paragraph)]
    said = [_is_struck(run) for run in runs if any((one.text or "").strip() for one in run.iter(f"{W}t"))]
    return any(said), not all(said)


def _is_struck(run: Any) -> bool:
    return is_on(run.find(f"{W}rPr/{W}strike")) or is_on(run.find(f"{W}rPr/{W}dstrike"))


def is_picture(cell: Any) -> bool:
    """Return whether a cell shows a picture, an object of another program or a formula."""
    return next(cell.iter(*_PICTURES), None) is not None


def is_on(switch: Any) -> bool:
    """Return whether a property that can be switched on is there and on."""
    return switch is not None and switch.get(f"{W}val") not in {"0", "false", "off"}


def _runs(paragraph: Any) -> Iterator[Any]:
    return (run for run in children(paragraph, {"r"}) if not is_on(run.find(f"{W}rPr/{W}vanish")))


def _piece(node: Any) -> Iterator[str]:
    if node.tag == f"{W}t":
        yield node.text or ""
    elif node.tag in _SIGNS:
        yield _SIGNS[node.tag]
    elif node.tag == f"{W}sym":
        yield _symbol(node.get(f"{W}char") or "", node.get(f"{W}font") or "")


def _symbol(code: str, font: str) -> str:
    """Return the sign that a font of symbols shows for a code ("F0FC")."""
    try:
        number = int(code[:5], 16)
    except ValueError:
        return ""
    if font.startswith(("Wingdings", "Symbol")):
        return _DINGBATS.get(number & 0xFF, "•")
    return chr(number) if number and not 0xD800 <= number < 0xE000 else ""


_TRANSITIONAL = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_BESIDE = re.compile(r"word/(?:footnotes|endnotes|comments|(?:header|footer)\d*)\.xml")
_LAYOUT_ROWS = 2
_CELLS = 100_000
"""Cells of a document: far more than Word itself shows without trouble."""


def read_word(path: Path) -> list[Packed]:
    """Read every list of the document as a sheet. Raises LimitPassed, XMLSyntaxError, KeyError."""
    with zipfile.ZipFile(path) as archive:
        names = set(archive.namelist())
        main = "word/document.xml" if "word/document.xml" in names else _main(archive, names)
        document = _part(archive, main)
        numbering = _part(archive, "word/numbering.xml") if "word/numbering.xml" in names else None
        styles = _part(archive, "word/styles.xml") if "word/styles.xml" in names else None
        beside = [_part(archive, name) for name in sorted(names) if _BESIDE.fullmatch(name)]
    cells = sum(1 for _ in document.iter(f"{W}tc"))
    if cells > _CELLS:
        raise LimitPassed("cells", _CELLS, cells)
    body = document.find(f"{W}body")
    if body is None:
        return []
    return sheets_of([*_DocumentReader(Numbering(numbering, styles), styles).blocks(body), *_asides(beside)])


def _main(archive: zipfile.ZipFile, names: set[str]) -> str:
    """Find the main part under another name, as the relations of the package say."""
    tree = etree.fromstring(archive.read("_rels/.rels"), safe_parser())
    targets = (
        node.get("Target") or "" for node in tree if (node.get("Type") or "").endswith("/officeDocument")
    )
    return next(name for target in targets if (name := target.lstrip("/")) in names)


def _part(archive: zipfile.ZipFile, name: str) -> Any:
    content = archive.read(name)
    if _STRICT.encode() in content:
        content = content.replace(_STRICT.encode(), _TRANSITIONAL.encode())
    return etree.fromstring(content, safe_parser())


def _asides(parts: Iterable[Any]) -> Iterator[SourceBlock]:
    """Yield each text of notes, headers and footers once, page numbers aside."""
    texts = (text_of(paragraph) for part in parts for paragraph in part.iter(f"{W}p"))
    for text in dict.fromkeys(texts):
        if any(map(str.isalpha, text)):
            yield SourceParagraph(text, aside=True)


class _DocumentReader:
    """Goes through a document."""

    def __init__(self, numbering: Numbering, styles: Any) -> None:
        self._numbering = numbering
        self._in_force = False
        self._font = _default_font(styles)
        named = [] if styles is None else styles.iter(f"{W}style")
        self._titles = {style.get(f"{W}styleId") for style in named if _is_title_style(style)}

    def blocks(self, body: Any) -> Iterator[SourceBlock]:
        """Yield the paragraphs and tables of a body or of a cell, in order."""
        for node in children(body, {"p", "tbl"}):
            yield from self._block(node, 1)

    def _block(self, node: Any, depth: int) -> Iterator[SourceBlock]:
        if node.tag == f"{W}tbl":
            yield from self._table_blocks(node, depth)
            return
        yield SourceParagraph(self._paragraph(node), self._is_strong(node))
        for box in boxes(node):
            for inner in children(box, {"p", "tbl"}):
                yield from self._block(inner, depth + 1)

    def _table_blocks(self, node: Any, depth: int) -> Iterator[SourceBlock]:
        if depth > _DEEPEST:
            raise LimitPassed("depth", _DEEPEST, depth)
        if node.find(f".//{W}tc//{W}tbl") is None or self._is_data(node):
            yield self._table(node)
            return
        for row in rows(node):
            for cell in children(row, {"tc"}):
                for inner in children(cell, {"p", "tbl"}):
                    yield from self._block(inner, depth + 1)

    def _is_data(self, node: Any) -> bool:
        """Return whether a table holds data, and not only lays a page out.

        Its numbers are not counted.
        """
        cells = [list(children(row, {"tc"})) for row in rows(node)]
        filled = [sum(next(cell.iter(f"{W}t"), None) is not None for cell in row) for row in cells]
        return sum(count >= 3 for count in filled) > _LAYOUT_ROWS

    def _table(self, node: Any) -> SourceTable:
        table = SourceTable()
        open_cells: dict[int, int] = {}
        for row, line in enumerate(rows(node)):
            column = min(_number(line.find(f"{W}trPr/{W}gridBefore"), 0), COLUMNS)
            still_open: dict[int, int] = {}
            for cell in children(line, {"tc"}):
                across = min(max(1, _number(cell.find(f"{W}tcPr/{W}gridSpan"), 1)), COLUMNS)
                merge = cell.find(f"{W}tcPr/{W}vMerge")
                struck, others = struck_in(cell)
                self._in_force = struck and others
                text = self._cell(cell)
                self._in_force = False
                if (
                    merge is not None
                    and merge.get(f"{W}val") != "restart"
                    and column in open_cells
                    and not text
                ):
                    place = open_cells[column]
                    above = table.cells[place]
                    table.cells[place] = replace(above, down=row - above.row + 1)
                    still_open[column] = place
                else:
                    if merge is not None:
                        still_open[column] = len(table.cells)
                    lost = not text.strip() and is_picture(cell)
                    table.cells.append(
                        SourceCell(
                            row=row,
                            column=column,
                            text=text,
                            down=1,
                            across=across,
                            font=self._font_of(cell),
                            lost=lost,
                            struck=struck and not others,
                        )
                    )
                column += across
            open_cells = still_open
        return table

    def _cell(self, cell: Any, depth: int = 1) -> str:
        if depth > _DEEPEST:
            raise LimitPassed("depth", _DEEPEST, depth)
        lines: list[str] = []
        for node in children(cell, {"p", "tbl"}):
            if node.tag == f"{W}p":
                lines.append(self._paragraph(node))
                lines.extend(self._cell(box, depth + 1) for box in boxes(node))
            else:
                lines.extend(self._row_of_cell(row, depth + 1) for row in rows(node))
        return "\n".join(line for line in lines if line.strip())

    def _row_of_cell(self, row: Any, depth: int) -> str:
        return " ".join(filter(None, (self._cell(cell, depth) for cell in children(row, {"tc"}))))

    def _paragraph(self, paragraph: Any) -> str:
        text = text_of(paragraph, in_force=self._in_force)
        if not text and paragraph.find(f"{W}pPr/{W}rPr/{W}del") is not None:
            return ""  # a paragraph deleted with its mark bears no number
        number = self._numbering.next(paragraph)
        return f"{number} {text}".strip() if number else text

    def _is_strong(self, paragraph: Any) -> bool:
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        if style is not None and style.get(f"{W}val") in self._titles:
            return True
        runs = [run for run in paragraph.iter(f"{W}r") if any(one.text for one in run.iter(f"{W}t"))]
        return bool(runs) and all(is_on(run.find(f"{W}rPr/{W}b")) for run in runs)

    def _font_of(self, cell: Any) -> str:
        for run in cell.iter(f"{W}r"):
            if next(run.iter(f"{W}t"), None) is not None:
                fonts = run.find(f"{W}rPr/{W}rFonts")
                return self._font if fonts is None else fonts.get(f"{W}ascii") or self._font
        return ""


def _number(node: Any, missing: int) -> int:
    text = "" if node is None else node.get(f"{W}val") or ""
    return int(text[:6]) if text.isascii() and text.isdigit() else missing


def _default_font(styles: Any) -> str:
    fonts = None if styles is None else styles.find(f"{W}docDefaults//{W}rFonts")
    return "" if fonts is None else fonts.get(f"{W}ascii") or ""


def _is_title_style(style: Any) -> bool:
    name = style.find(f"{W}name")
    return name is not None and (name.get(f"{W}val") or "").lower().startswith(("heading", "title"))
