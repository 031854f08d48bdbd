"""Reads .xlsx cell by cell: slower than calamine and more patient.

Used if calamine fails or leaves cells out. It reads sheets in UTF-16, double rows, wrong references and error
values, works out formulas that were never calculated, and finds the font of every text.
"""

import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import Any

from lxml import etree

from desktop_app.domain.encodings import in_capitals
from desktop_app.exchange.reading.formats._formulas import Formulas, Place, Plain
from desktop_app.exchange.reading.formats.packed import Packed, SheetBuilder, is_nothing
from desktop_app.exchange.reading.limits import COLUMNS
from desktop_app.exchange.reading.preflight import column_number
from desktop_app.exchange.reading.safe_xml import safe_parser
from desktop_app.exchange.reading.style import Style
from desktop_app.lists.cells import shows_month, shows_percent

_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_MAIN = "xl/workbook.xml"
_ON = {"true", "1"}
_PERCENTS, _MONTHS = frozenset({"9", "10"}), frozenset({"17"})
"""The built-in formats that show hundredths, and a month without a day (ECMA-376, 18.8.30)."""
_STRUCK = re.compile(rb"<(?:\w+:)?strike\b")


@dataclass(frozen=True, slots=True)
class StyledText:
    """A text with the font of its letters, if it has one of its own, and whether it is struck out.

    Not known (None) of a text without runs: the format of its cell says that.
    """

    text: Plain
    font: str = ""
    struck: bool | None = None


class WorkbookParts:
    """The parts of a workbook."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        """Read the list of sheets. Raises KeyError, XMLSyntaxError."""
        self._archive = archive
        self._names = {name.lower().lstrip("/"): name for name in archive.namelist()}
        relations = self._relations("")
        main = next((target for kind, target in relations.values() if kind == "officeDocument"), _MAIN)
        self._root = self.tree(main)
        self._relations_of_book = self._relations(main)

    def sheets(self) -> Iterator[tuple[str, str, bool]]:
        """Yield the worksheets: name, part, hidden."""
        for sheet in self._root.iter("{*}sheet"):
            key = next((value for name, value in sheet.attrib.items() if name.endswith("}id")), "")
            kind, target = self._relations_of_book.get(key, ("", ""))
            if kind == "worksheet" and target.lower() in self._names:
                yield sheet.get("name") or "", target, sheet.get("state", "visible") != "visible"

    @cached_property
    def epoch_1904(self) -> bool:
        """Return whether days are counted from 1904."""
        return any(one.get("date1904") in _ON for one in self._root.iter("{*}workbookPr"))

    @cached_property
    def texts(self) -> list[StyledText]:
        """Return the shared texts."""
        part = self._part_of("sharedStrings")
        if not part:
            return []
        found = []
        for _, node in self.walk(part, ("{*}si",)):
            found.append(said_in(node))
            node.clear()
        return found

    @cached_property
    def styles(self) -> list[Style]:
        """Return the formats of cells."""
        part = self._part_of("styles")
        return list(_styles(self.tree(part))) if part else []

    def telling(self) -> Iterator[int]:
        """Yield the formats of cells that show more than a number: hundredths, a month, struck text."""
        part = self._part_of("styles")
        tree = self.tree(part) if part else None
        fonts = [] if tree is None else list(tree.iterfind("{*}fonts/{*}font"))
        struck = {str(place) for place, font in enumerate(fonts) if _is_struck(font)}
        codes = (
            {}
            if tree is None
            else {one.get("numFmtId"): one for one in tree.iterfind("{*}numFmts/{*}numFmt")}
        )
        for place, one in enumerate(() if tree is None else tree.iterfind("{*}cellXfs/{*}xf")):
            number = one.get("numFmtId") or ""
            code = codes[number].get("formatCode") or "" if number in codes else ""
            has_kind = number in _PERCENTS or number in _MONTHS or shows_percent(code) or shows_month(code)
            if has_kind or one.get("fontId") in struck:
                yield place

    def has_struck_texts(self) -> bool:
        """Return whether a part of a shared text is struck out."""
        part = self._part_of("sharedStrings")
        return bool(part) and _any_match(_STRUCK, self.chunks(part))

    def tree(self, part: str) -> Any:
        """Parse a small part whole. Raises KeyError."""
        return etree.fromstring(self._archive.read(self._names[part.lower()]), safe_parser())

    def walk(self, part: str, tags: tuple[str, ...]) -> Iterator[tuple[str, Any]]:
        """Stream a large part. Raises KeyError."""
        with self._archive.open(self._names[part.lower()]) as file:
            yield from etree.iterparse(
                file, events=("end",), tag=tags, resolve_entities=False, no_network=True, load_dtd=False
            )

    def chunks(self, part: str) -> Iterator[bytes]:
        """Yield a large part as it stands, a piece at a time. Raises KeyError."""
        with self._archive.open(self._names[part.lower()]) as file:
            while chunk := file.read(_CHUNK):
                yield chunk

    def _part_of(self, kind: str) -> str:
        found = (target for one, target in self._relations_of_book.values() if one == kind)
        return next((target for target in found if target.lower() in self._names), "")

    def _relations(self, part: str) -> dict[str, tuple[str, str]]:
        """Return the relations of a part: its kind and its name, by id."""
        folder = PurePosixPath(part).parent
        name = str(folder / "_rels" / f"{PurePosixPath(part).name}.rels").lower()
        if name not in self._names:
            return {}
        found = {}
        for node in self.tree(name):
            target = (node.get("Target") or "").replace("\\", "/")
            whole = target.lstrip("/") if target.startswith("/") else _joined(folder, target)
            found[node.get("Id") or ""] = ((node.get("Type") or "").rsplit("/", 1)[-1], whole)
        return found


def said_in(node: Any) -> StyledText:
    """Return the text of a shared or inline string: its runs joined, without its pronunciation.

    Runs that are struck out do not count beside others.
    """
    plain = "".join(child.text or "" for child in node.iterchildren("{*}t"))
    runs = [
        ("".join(child.text or "" for child in run.iterchildren("{*}t")), _is_struck(run.find("{*}rPr")))
        for run in node.iterchildren("{*}r")
    ]
    kept = plain + "".join(text for text, struck in runs if not struck)
    whole = plain + "".join(text for text, _ in runs)
    struck = bool(runs) and not kept.strip() and any(is_struck for _, is_struck in runs)
    return StyledText(unescaped(whole if struck else kept), font_of(node), struck if runs else None)


def _is_struck(about: Any) -> bool:
    """Return whether the properties of a font strike its letters out."""
    found = None if about is None else about.find("{*}strike")
    return found is not None and found.get("val") not in {"0", "false"}


def unescaped(text: str) -> str:
    """Read "_x000D_" as the character that it stands for."""
    return _ESCAPED.sub(_character, text) if "_x" in text else text


def _character(escaped: re.Match[str]) -> str:
    """Read one; half of a pair of UTF-16 is no character and stays as it stands."""
    code = int(escaped[1], 16)
    return escaped[0] if 0xD800 <= code < 0xE000 else chr(code)


def font_of(node: Any) -> str:
    """Return the font of the first run that has one of its own, or ""."""
    return next((font.get("val") or "" for font in node.iterfind("{*}r/{*}rPr/{*}rFont")), "")


def _styles(tree: Any) -> Iterator[Style]:
    from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format, is_timedelta_format

    formats = {
        int(one.get("numFmtId") or 0): one.get("formatCode") or ""
        for one in tree.iterfind("{*}numFmts/{*}numFmt")
    }
    fonts = [
        next((name.get("val") or "" for name in font.iterchildren("{*}name")), "")
        for font in tree.iterfind("{*}fonts/{*}font")
    ]
    struck = {place for place, font in enumerate(tree.iterfind("{*}fonts/{*}font")) if _is_struck(font)}
    for one in tree.iterfind("{*}cellXfs/{*}xf"):
        number, font = int(one.get("numFmtId") or 0), int(one.get("fontId") or 0)
        code = formats.get(number) or BUILTIN_FORMATS.get(number) or ""
        kind = "span" if is_timedelta_format(code) else "date" if is_date_format(code) else ""
        kind = "month" if kind == "date" and shows_month(code) else kind
        kind = kind or ("percent" if shows_percent(code) else "")
        yield Style(kind, fonts[font] if font < len(fonts) else "", font in struck)


def _joined(folder: PurePosixPath, target: str) -> str:
    parts: list[str] = []
    for part in (folder / target).parts:
        if part == "..":
            parts = parts[:-1]
        elif part != ".":
            parts.append(part)
    return "/".join(parts)


_PLACE = re.compile(r"\$?([A-Za-z]{1,7})\$?(\d{1,9})")
_RANGE = re.compile(r"\$?([A-Za-z]{1,3})\$?(\d{1,7}):\$?([A-Za-z]{1,3})\$?(\d{1,7})")
_REFERENCE = re.compile(r"(?<![\w!.'\"])(\$?)([A-Z]{1,3})(\$?)(\d{1,7})(?![\w(!])")
_DAYS_1904 = 1462
_CHUNK, _OVERLAP = 1 << 18, 512
_UNSEEN = re.compile(
    rb"<(?:\w+:)?(col|row)\b([^<>]*\s"
    rb"""(?:hidden\s*=\s*["'](?:1|true)|(?:width|ht)\s*=\s*["']0(?:\.0*)?)["'][^<>]*)>"""
)
_MAY_HIDE = (b"hidden", b"cols>", b' ht="0', b" ht='0")
_FIGURES = {
    name: re.compile(rb"""\s%s\s*=\s*["'](\d{1,7})["']""" % name.encode()) for name in ("min", "max", "r")
}
_EPOCH = datetime.combine(date(1899, 12, 30), time())
_WORDS = {"true": True, "1": True, "false": False, "0": False}


def read_xlsx_patiently(path: Path) -> list[Packed]:
    """Read every worksheet. Raises Beyond, XMLSyntaxError, KeyError, BadZipFile."""
    with zipfile.ZipFile(path) as archive:
        book = WorkbookParts(archive)
        return [_Sheet(book, name, part, hidden=hidden).packed() for name, part, hidden in book.sheets()]


def has_telling_formats(path: Path) -> bool:
    """Return whether a cell of a workbook may show hundredths, a month without a day, or struck text.

    Raises XMLSyntaxError, KeyError, BadZipFile.
    """
    with zipfile.ZipFile(path) as archive:
        book = WorkbookParts(archive)
        if book.has_struck_texts():
            return True
        styles = list(map(str, book.telling()))
        if not styles:
            return False
        used = re.compile(rf"""\ss\s*=\s*["'](?:{"|".join(styles)})["']""".encode())
        return any(_any_match(used, book.chunks(part)) for _, part, _ in book.sheets())


def hidden_in(path: Path) -> dict[str, tuple[list[int], list[int]]] | None:
    """Return the hidden columns and rows of the worksheets of a workbook, by name; raises as above.

    Return None if a part of a text is struck out that stands in its cell itself.
    """
    with zipfile.ZipFile(path) as archive:
        book = WorkbookParts(archive)
        found = {name: _hidden(book.chunks(part)) for name, part, _ in book.sheets()}
    seen = {name: unseen for name, unseen in found.items() if unseen is not None}
    return seen if len(seen) == len(found) else None


def _hidden(chunks: Iterator[bytes]) -> tuple[list[int], list[int]] | None:
    columns: set[int] = set()
    rows: set[int] = set()
    for window in _windows(chunks):
        if b"strike" in window and _STRUCK.search(window):
            return None
        for kind, said in _UNSEEN.findall(window) if any(sign in window for sign in _MAY_HIDE) else ():
            if kind == b"col":
                columns.update(range(_figure("min", said) - 1, min(_figure("max", said), COLUMNS)))
            else:
                rows.add(_figure("r", said) - 1)
    return sorted(columns - {-1}), sorted(rows - {-1})


def _figure(name: str, attributes: bytes) -> int:
    found = _FIGURES[name].search(attributes)
    return int(found[1]) if found else 0


def _any_match(pattern: re.Pattern[bytes], chunks: Iterator[bytes]) -> bool:
    return any(pattern.search(window) for window in _windows(chunks))


def _windows(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """Yield pieces that overlap, so that every short text stands whole in one of them."""
    last = b""
    for chunk in chunks:
        yield last + chunk
        last = chunk[-_OVERLAP:]


class _Sheet:
    """One worksheet while it is read."""

    def __init__(self, book: WorkbookParts, name: str, part: str, *, hidden: bool) -> None:
        self._book = book
        self._page = SheetBuilder(name, hidden=hidden)
        self._plain: dict[Place, Plain] = {}
        self._waiting: dict[Place, tuple[str, Style]] = {}
        self._shared: dict[str, tuple[Place, str]] = {}
        self._row = self._column = -1
        for _, node in book.walk(part, ("{*}row", "{*}mergeCell", "{*}col")):
            kind = etree.QName(node).localname
            if kind == "row":
                self._take(node)
                node.clear()
            elif kind == "col":
                self._hide(node)
            else:
                self._merge(node.get("ref") or "")

    def packed(self) -> Packed:
        """Return the sheet, its formulas worked out as far as they can be."""
        styles = {place: style for place, (_, style) in self._waiting.items()}
        for place, value in self._solved().items():
            style = styles.pop(place)
            self._page.put(*place, self._shown(value, style), style.font)
        for place in sorted(styles):
            self._page.lose(*place)
        return self._page.packed()

    def _solved(self) -> Mapping[Place, Plain]:
        if not self._waiting:
            return {}
        return Formulas(self._plain, {place: text for place, (text, _) in self._waiting.items()}).solve()

    def _take(self, row: Any) -> None:
        given = row.get("r") or ""
        self._row = int(given[:9]) - 1 if given.isdecimal() and int(given[:9]) else self._row + 1
        self._column = -1
        if row.get("hidden") in _ON or is_nothing(row.get("ht")):
            self._page.hide(rows=(self._row,))
        for cell in row.iterchildren("{*}c"):
            self._cell(cell)

    def _hide(self, columns: Any) -> None:
        """Mark the columns that an element of the sheet speaks of, if it hides them."""
        first, last = columns.get("min") or "", columns.get("max") or ""
        unseen = columns.get("hidden") in _ON or is_nothing(columns.get("width"))
        if unseen and first.isdecimal() and last.isdecimal():
            self._page.hide(columns=range(int(first[:7]) - 1, min(int(last[:7]), COLUMNS)))

    def _cell(self, cell: Any) -> None:
        found = _PLACE.fullmatch(cell.get("r") or "")
        self._column = column_number(found[1].upper()) - 1 if found else self._column + 1
        place = (self._row, self._column)
        style = self._style(cell.get("s") or "0")
        said = self._value(cell)
        value, font = said.text, said.font
        formula = cell.find("{*}f")
        if formula is not None:
            text = self._formula(place, formula)
            if value is None:
                self._waiting[place] = (text, style)
                return
        elif value is None:
            return
        self._plain[place] = value
        kind = cell.get("t", "n")
        shown = _moment(value, "date") if kind == "d" and isinstance(value, float) else value
        shown = self._shown(shown, style) if kind == "n" else shown
        name = font or style.font
        self._page.put(
            *place,
            in_capitals(shown, name) if isinstance(shown, str) else shown,
            name if isinstance(value, str) else "",
        )
        if style.struck if said.struck is None else said.struck:
            self._page.strike(*place)

    def _value(self, cell: Any) -> StyledText:
        kind = cell.get("t", "n")
        if kind == "inlineStr":
            inline = cell.find("{*}is")
            said = StyledText(None) if inline is None else said_in(inline)
            return said if said.text else StyledText(None)
        text = cell.findtext("{*}v")
        if not text:
            return StyledText(None)
        if kind == "s":
            index = int(text) if text.strip().isdecimal() else -1
            if 0 <= index < len(self._book.texts):
                return self._book.texts[index]
            self._page.lose(self._row, self._column)
            return StyledText(None)
        if kind == "b":
            return StyledText(_WORDS.get(text.strip().lower(), text))
        if kind == "n":
            return StyledText(_number(text))
        if kind == "d":
            return StyledText(_day(text))
        return StyledText(unescaped(text))

    def _formula(self, place: Place, node: Any) -> str:
        """Return the text of a formula.

        One that is shared stands only in its first cell and moves with the others.
        """
        text, key = node.text or "", node.get("si")
        if node.get("t") != "shared" or key is None:
            return text
        if text:
            self._shared[key] = (place, text)
            return text
        origin, whole = self._shared.get(key, (place, ""))
        return _moved(whole, place[0] - origin[0], place[1] - origin[1])

    def _style(self, number: str) -> Style:
        styles = self._book.styles
        index = int(number) if number.isdecimal() else 0
        return styles[index] if index < len(styles) else Style()

    def _shown(self, value: Plain, style: Style) -> Any:
        if not style.kind or not isinstance(value, int | float) or isinstance(value, bool):
            return value
        if style.kind == "percent":
            return style.shown(value)
        return style.shown(_moment(value + (_DAYS_1904 if self._book.epoch_1904 else 0), style.kind))

    def _merge(self, ref: str) -> None:
        found = _RANGE.fullmatch(ref)
        if found:
            left, right = column_number(found[1].upper()) - 1, column_number(found[3].upper()) - 1
            self._page.merge(int(found[2]) - 1, left, int(found[4]) - 1, right)


def _number(text: str) -> Plain:
    try:
        return int(text) if text.lstrip("-").isdecimal() and len(text) < 16 else float(text)
    except ValueError:
        return unescaped(text)


def _day(text: str) -> Plain:
    """Return a day written as ISO 8601 as the serial number that it stands for; other texts stay."""
    try:
        found = datetime.fromisoformat(text.strip()).replace(tzinfo=None)
    except ValueError:
        return text
    return (found - _EPOCH) / timedelta(days=1)


def _moment(serial: float, kind: str) -> Any:
    """Read a serial number as a day, a day with a time, a time of day or a span of time.

    An impossible one stays a number.
    """
    try:
        if kind == "span":
            return timedelta(days=serial)
        if 0 <= serial < 1:
            return (_EPOCH + timedelta(seconds=round(serial * 86400))).time()
        moment = _EPOCH + timedelta(days=int(serial < 60), seconds=round(serial * 86400))
    except OverflowError:
        return serial
    return moment if serial >= 1 else serial


def _moved(formula: str, down: int, right: int) -> str:
    """Move the relative references of a formula."""

    def move(found: re.Match[str]) -> str:
        column_fixed, letters, row_fixed, row = found.groups()
        if not column_fixed and right:
            letters = _letters(column_number(letters) + right)
        return f"{column_fixed}{letters}{row_fixed}{row if row_fixed else int(row) + down}"

    return _REFERENCE.sub(move, formula)


def _letters(number: int) -> str:
    letters = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
